//! What is known already, and what was just learnt: during a run the only thing that is written.
//!
//! [`Memory`] is forgotten with the process; `File` (feature `store`) is not, and goes on with a run that was cut off.
//! The key is the mailbox key (NFC, ASCII-lower-cased local part, A-label domain), so a changed list just works.

#[cfg(feature = "store")]
mod file;
mod memory;
#[cfg_attr(
    not(all(feature = "engine", feature = "list")),
    allow(dead_code, reason = "a list's run is its other caller")
)]
pub(crate) mod pool;
#[cfg_attr(not(feature = "store"), allow(dead_code, reason = "a file reads more of it"))]
mod row;
pub(crate) mod said;

#[cfg(feature = "store")]
pub use file::File;
pub use memory::Memory;

use crate::error::Error;
use crate::verdict::{Cause, Status, Verdict};
use std::time::Duration;

/// Verdicts by mailbox key, and which run is going on.
///
/// The first three methods are all that a store needs. With the others it is a journal: a run that was cut off is taken
/// up again where it was.
pub trait Store: Send + Sync + 'static {
    /// The last verdict of a mailbox, however old.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn get(&self, key: &str) -> Result<Option<Verdict>, Error>;

    /// Keeps these, each under its address's key, in place of what was there.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn put(&self, verdicts: Vec<Verdict>) -> Result<(), Error>;

    /// Removes one mailbox; whether it was there.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn forget(&self, key: &str) -> Result<bool, Error>;

    /// A run over a list begins, at `now` in seconds since 1970. Whether it is the unfinished one that `options` tell
    /// from others, gone on with; otherwise the unknowns of earlier runs are dropped.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn begin(&self, options: &str, now: u64) -> Result<bool, Error> {
        let _ = (options, now);
        Ok(false)
    }

    /// What the run that is gone on with learnt before, or gave up on: it does not ask again.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn resumed(&self, key: &str) -> Result<Option<Verdict>, Error> {
        let _ = key;
        Ok(None)
    }

    /// Hands on everything that it holds, in any order, a mailbox's later word behind the earlier one: whoever wants
    /// most of it is spared as many look-ups. `false`, and nothing handed on, where looking up each of the `wanted`
    /// mailboxes is as good.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn recall(&self, wanted: usize, each: &mut dyn FnMut(Known<'_>)) -> Result<bool, Error> {
        let _ = (wanted, each);
        Ok(false)
    }

    /// Whether [`note`](Self::note) and [`put_route`](Self::put_route) keep anything: a run then says what it
    /// remembers.
    fn keeps_notes(&self) -> bool {
        false
    }

    /// Keeps what the run has heard and not settled, each in place of an earlier note under its key: until the verdict
    /// of that mailbox is put, or the run is over.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn note(&self, notes: Vec<Note>) -> Result<(), Error> {
        drop(notes);
        Ok(())
    }

    /// Hands on the notes of the run that is gone on with.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn notes(&self, each: &mut dyn FnMut(&Note)) -> Result<(), Error> {
        let _ = each;
        Ok(())
    }

    /// Keeps what DNS said `at` this moment of a domain or a host, in place of what it said before. It may be believed
    /// `until` then; both in seconds since 1970.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn put_route(&self, route: Note, at: u64, until: u64) -> Result<(), Error> {
        let _ = (route, at, until);
        Ok(())
    }

    /// What DNS said of a domain or a host, and until when it may be believed: `None` from then on, and where the clock
    /// was set back to a moment before it was said.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn route(&self, key: &str, now: u64) -> Result<Option<(Note, u64)>, Error> {
        let _ = (key, now);
        Ok(None)
    }

    /// Keeps what an interruption left of a run, to be printed: a run that is gone on with asks these.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn leave(&self, verdicts: Vec<Verdict>) -> Result<(), Error> {
        self.put(verdicts)
    }

    /// The run is over, and history: its unknowns are dropped when the next one begins.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn finish(&self, now: u64) -> Result<(), Error> {
        let _ = now;
        self.flush()
    }

    /// Waits until what was put is safe from a crash.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn flush(&self) -> Result<(), Error> {
        Ok(())
    }
}

/// What a run remembers of a mailbox, a domain or a host; what it says is the run's own affair.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    key: Box<str>,
    bytes: Box<[u8]>,
}

impl Note {
    /// Under this key, which is a mailbox's or begins with a NUL.
    #[must_use]
    pub fn new(key: &str, bytes: &[u8]) -> Self {
        Self { key: key.into(), bytes: bytes.into() }
    }

    /// Nothing is remembered any more: without bytes.
    #[must_use]
    pub fn gone(key: &str) -> Self {
        Self::new(key, &[])
    }

    /// What it is kept under.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What it says; nothing where the one before is to be forgotten.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl std::fmt::Debug for Note {
    /// Without the key: addresses are personal data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Note").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

/// What a store holds of one mailbox.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    key: &'a str,
    row: row::Row<'a>,
    cause: Cause,
    resumed: bool,
}

impl<'a> Known<'a> {
    /// The mailbox.
    #[must_use]
    pub fn key(&self) -> &'a str {
        self.key
    }

    /// Why, as far as it was learnt.
    #[must_use]
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// When, in seconds since 1970.
    #[must_use]
    pub fn at(&self) -> u64 {
        self.row.at
    }

    /// Whether the run that is gone on with learnt it, or gave up on it: as [`Store::resumed`].
    #[must_use]
    pub fn is_resumed(&self) -> bool {
        self.resumed
    }

    /// The whole verdict; `None` where it cannot be read.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.row.verdict(self.key)
    }

    #[cfg(all(feature = "engine", feature = "list"))]
    pub(crate) fn said(&self) -> &'a [u8] {
        self.row.said
    }
}

impl std::fmt::Debug for Known<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Known").field("cause", &self.cause).field("at", &self.row.at).finish_non_exhaustive()
    }
}

/// How long a stored verdict is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxAge {
    deliverable: Duration,
    risky: Duration,
    undeliverable: Duration,
}

impl MaxAge {
    /// The same for every status.
    #[must_use]
    pub const fn all(age: Duration) -> Self {
        Self { deliverable: age, risky: age, undeliverable: age }
    }

    /// How long a verdict of this status is believed. `unknown` never is: it is what the next run is for.
    #[must_use]
    pub const fn of(&self, status: Status) -> Duration {
        match status {
            Status::Deliverable => self.deliverable,
            Status::Risky => self.risky,
            Status::Undeliverable => self.undeliverable,
            Status::Unknown => Duration::ZERO,
        }
    }

    /// Whether a verdict is still believed at `now`, in seconds since 1970. One from the future was written by a
    /// clock that has been set back since: it is as good as new, and no better.
    #[must_use]
    pub fn is_fresh(&self, verdict: &Verdict, now: u64) -> bool {
        self.believes(verdict.cause(), verdict.evidence().at, now)
    }

    pub(crate) fn believes(&self, cause: Cause, at: u64, now: u64) -> bool {
        let settled = cause.status() != Status::Unknown && cause != Cause::BadSyntax;
        settled && now.saturating_sub(at) < self.of(cause.status()).as_secs()
    }
}

impl Default for MaxAge {
    /// 30 days for `deliverable`, 14 for `undeliverable`, 7 for `risky`.
    fn default() -> Self {
        Self { deliverable: 30 * DAY, risky: 7 * DAY, undeliverable: 14 * DAY }
    }
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Evidence;

    fn verdict(cause: Cause, at: u64) -> Verdict {
        let evidence = Evidence { at, ..Evidence::default() };
        Verdict::new("anna@example.org".parse().unwrap(), cause, evidence)
    }

    #[test]
    fn a_verdict_ages_by_its_status_and_an_unknown_is_never_fresh() {
        let age = MaxAge::default();
        let day = 24 * 60 * 60;
        assert!(age.is_fresh(&verdict(Cause::Accepted, 0), 29 * day));
        assert!(!age.is_fresh(&verdict(Cause::Accepted, 0), 30 * day));
        assert!(!age.is_fresh(&verdict(Cause::NoMailbox, 0), 14 * day));
        assert!(!age.is_fresh(&verdict(Cause::AcceptsAll, 0), 7 * day));
        assert!(!age.is_fresh(&verdict(Cause::Greylisted, 100), 100));
        assert!(age.is_fresh(&verdict(Cause::Accepted, 100), 0), "the clock was set back");
    }

    #[test]
    fn the_first_spelling_and_the_last_verdict_are_found_under_any_spelling() {
        let store = Memory::default();
        store.put(vec![verdict(Cause::Accepted, 1), verdict(Cause::NoMailbox, 2)]).unwrap();
        let other: crate::Address = "ANNA@Example.ORG".parse().unwrap();
        assert_eq!(store.get(&other.key()).unwrap().unwrap().cause(), Cause::NoMailbox);
        assert!(store.forget(&other.key()).unwrap());
        assert!(!store.forget(&other.key()).unwrap());
    }

    #[test]
    fn many_mailboxes_in_memory_keep_each_its_own_verdict() {
        let store = Memory::default();
        let of = |nth: u64| {
            let local = if nth.is_multiple_of(3) { "Anna" } else { "anna" };
            let text = match nth % 5 {
                0 => format!("id {nth}"),
                _ => format!("<{local}{nth}@example.org>: no such user"),
            };
            let evidence = Evidence { at: 1_000_000_000 + nth, text, ..Evidence::default() };
            let cause = if nth.is_multiple_of(2) { Cause::NoMailbox } else { Cause::MailboxFull };
            Verdict::new(format!("{local}{nth}@example.org").parse().unwrap(), cause, evidence)
        };
        store.put((0..3000).map(|nth| of(nth + 1)).collect()).unwrap();
        store.put((0..3000).map(of).collect()).unwrap();
        for nth in 0..3000 {
            assert_eq!(store.get(&format!("anna{nth}@example.org")).unwrap(), Some(of(nth)));
        }
        assert!(store.forget("anna7@example.org").unwrap() && store.get("anna7@example.org").unwrap().is_none());
    }
}
