//! From the rows found in a reply to one cause: who is spoken of, what is said of them, and what outweighs what.

use super::Cause;
use super::codes::Spoken;
use super::phrases::{self, Hit, Say};

/// What folded words say; `None` where no row speaks.
pub(super) fn weigh(words: &str) -> Option<Spoken> {
    let mut found = Found { hits: Vec::with_capacity(24), said: [None; Say::COUNT] };
    phrases::scan(words, |hit| {
        if found.hits.len() < HITS_LIMIT {
            found.hits.push(hit);
        }
    });
    found.drop_contained();
    found.pair(words);
    found.cause(words)
}

/// Whether the row speaks of the transaction: too many recipients at once.
pub(super) fn is_batch(rule: &'static str) -> bool {
    phrases::says(rule, Say::Batch)
}

/// A reply of 64 kB of refusals says no more than its first few.
const HITS_LIMIT: usize = 64;
/// Bytes between a subject and what is said of it: eight Latin words, twenty Han characters.
const REACH: usize = 64;
/// Bytes between "sender" and its "address", which is then no recipient's: `adresse de l'expéditeur`.
const HOLD: usize = 8;

struct Found {
    hits: Vec<Hit>,
    said: [Option<&'static str>; Say::COUNT],
}

impl Found {
    /// "temporarily rejected" has said what "rejected" would: the longer row speaks, the shorter within is silent.
    fn drop_contained(&mut self) {
        let all = std::mem::take(&mut self.hits);
        let within = |a: &Hit, b: &Hit| {
            b.start <= a.start && a.end <= b.end && b.end - b.start > a.end - a.start && swallows(b.say, a.say)
        };
        self.hits.extend(all.iter().filter(|a| !all.iter().any(|b| within(a, b))).copied());
    }

    /// Joins each predicate to its nearest subject in the sentence, and keeps what rows say alone.
    fn pair(&mut self, words: &str) {
        let hits = std::mem::take(&mut self.hits);
        for hit in &hits {
            if !hit.say.is_subject() && !hit.say.is_predicate() {
                self.say(hit.say, hit.row);
            }
        }
        for predicate in hits.iter().filter(|h| h.say.is_predicate()) {
            let near = |s: &&Hit| gap(s, predicate, words).is_some_and(|g| g <= REACH);
            let subject = hits
                .iter()
                .filter(|s| s.say.is_subject() && suits(s, predicate.say) && !is_held(s, &hits, words))
                .filter(near)
                .min_by_key(|s| (gap(s, predicate, words), s.say));
            // "Domain of this address does not exist": the domain is what does not.
            let of_domain = |s: &Hit| {
                s.say == Say::Addr && hits.iter().any(|d| d.say == Say::Domain && !d.row.starts_with('@') && near(&d))
            };
            match subject {
                Some(s) if of_domain(s) => self.say(Say::NoDomain, predicate.row),
                Some(s) => {
                    if let Some(say) = together(s.say, predicate.say) {
                        self.say(say, predicate.row);
                    }
                }
                // "Blocked", and not a word about whom.
                None if predicate.say == Say::Ban => self.say(Say::Ban, predicate.row),
                None => {}
            }
        }
    }

    fn say(&mut self, say: Say, row: &'static str) {
        if let Some(slot) = self.said.get_mut(say as usize) {
            slot.get_or_insert(row);
        }
    }

    fn row(&self, say: Say) -> Option<&'static str> {
        self.said.get(say as usize).copied().flatten()
    }

    fn cause(&self, words: &str) -> Option<Spoken> {
        // "Too many messages judged to be spam: blocked" is a block, and slowing down would not lift it.
        if let (Some(_), Some(row), Some(_)) = (self.row(Say::Rate), self.row(Say::Blocked), self.row(Say::Policy)) {
            return Some(Spoken::weak(Cause::SenderBlocked, row));
        }
        let about_us = US_FIRST
            .iter()
            .find_map(|&(say, cause)| Some(Spoken { cause, strong: say == Say::Utf8, rule: self.row(say)? }));
        about_us
            .or_else(|| self.mailbox(words))
            .or_else(|| LAST.iter().find_map(|&(say, cause)| Some(Spoken::weak(cause, self.row(say)?))))
    }

    /// What is about a mailbox, where nothing is about us.
    fn mailbox(&self, words: &str) -> Option<Spoken> {
        let (full, gone) = (self.row(Say::Full), self.row(Say::NoMailbox));
        let (off, held) = (self.row(Say::Disabled), self.row(Say::Suspended));
        let doubt = words.contains("@us ") || words.contains("@oursender ") || self.row(Say::Trouble).is_some();
        match (full, off, held, gone) {
            // "Unknown or full": only a full mailbox is alive, and nobody knows which it is.
            (Some(row), _, _, Some(_)) => Some(Spoken::weak(Cause::Indistinct, row)),
            (Some(row), ..) => Some(Spoken::weak(Cause::MailboxFull, row)),
            (_, Some(row), _, _) if self.row(Say::Temp).is_some() => Some(Spoken::weak(Cause::MailboxSuspended, row)),
            (_, Some(row), ..) => Some(Spoken { cause: Cause::MailboxDisabled, strong: !doubt, rule: row }),
            (_, _, Some(_), Some(row)) => Some(Spoken::weak(Cause::NoMailbox, row)),
            (_, _, Some(row), _) => Some(Spoken::weak(Cause::MailboxSuspended, row)),
            // A server that verifies senders says "unknown user" of ours.
            (.., Some(row)) if words.contains("@oursender ") && !words.contains("@them ") => {
                Some(Spoken::weak(Cause::SenderRejected, row))
            }
            (.., Some(row)) => Some(Spoken { cause: Cause::NoMailbox, strong: !doubt, rule: row }),
            _ => None,
        }
    }
}

/// What outweighs every word about a mailbox, strongest first.
const US_FIRST: &[(Say, Cause)] = &[
    (Say::Grey, Cause::Greylisted),
    (Say::Restricted, Cause::RecipientRestricted),
    (Say::Batch, Cause::RateLimited),
    (Say::Rate, Cause::RateLimited),
    (Say::Blocked, Cause::SenderBlocked),
    (Say::Sender, Cause::SenderRejected),
    (Say::Tls, Cause::TlsRequired),
    (Say::Auth, Cause::AuthRequired),
    (Say::Relay, Cause::RelayDenied),
    (Say::Policy, Cause::PolicyRejected),
    (Say::Utf8, Cause::Smtputf8Unsupported),
    (Say::Either, Cause::Indistinct),
    (Say::Protocol, Cause::ProtocolError),
    (Say::NoDomain, Cause::RelayDenied),
];

/// What is heard only where nothing is said of a mailbox.
const LAST: &[(Say, Cause)] = &[
    (Say::Trouble, Cause::ServerTrouble),
    (Say::Unsure, Cause::Indistinct),
    (Say::Later, Cause::Greylisted),
    (Say::Ban, Cause::PolicyRejected),
];

/// Whether the predicate can be meant for the subject: addresses are not full, and domains are not blocked here.
fn suits(subject: &Hit, predicate: Say) -> bool {
    match predicate {
        Say::Held | Say::Brim => !matches!(subject.say, Say::Addr | Say::Domain),
        Say::Ban => subject.say != Say::Domain,
        Say::Off | Say::Bad => subject.row != "@host",
        _ => true,
    }
}

/// What a predicate says of a subject.
fn together(subject: Say, predicate: Say) -> Option<Say> {
    Some(match (subject, predicate) {
        (Say::From, _) => Say::Sender,
        (Say::Us, Say::Brim | Say::Off) => return None,
        (Say::Us, _) => Say::Blocked,
        (Say::Who | Say::Addr, Say::Gone) | (Say::Who, Say::Bad) => Say::NoMailbox,
        (Say::Who | Say::Addr, Say::Off) => Say::Disabled,
        (Say::Who, Say::Held) => Say::Suspended,
        (Say::Who, Say::Brim) => Say::Full,
        (Say::Domain, Say::Gone | Say::Bad | Say::Off) => Say::NoDomain,
        _ => return None,
    })
}

/// Bytes between two hits; `None` across the end of a sentence.
fn gap(a: &Hit, b: &Hit, words: &str) -> Option<usize> {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    let between = words.get(first.end.min(second.start)..second.start).unwrap_or("");
    (!between.contains('.')).then_some(between.len())
}

/// Whether an address or user is the sender's or the client's: "sender address", "IP address".
fn is_held(subject: &Hit, hits: &[Hit], words: &str) -> bool {
    matches!(subject.say, Say::Who | Say::Addr | Say::Domain)
        && !subject.row.starts_with('@')
        && hits.iter().any(|h| {
            matches!(h.say, Say::From | Say::Us)
                && !h.row.starts_with('@')
                && gap(h, subject, words).is_some_and(|g| g <= HOLD)
        })
}

/// Whether a row of this kind silences a shorter one within it. Those that say little do not, and "no user" leaves
/// its "user".
fn swallows(outer: Say, inner: Say) -> bool {
    let says_little = matches!(outer, Say::Unsure | Say::Later | Say::Temp | Say::Trouble);
    let holds_subject = outer.is_predicate() && inner.is_subject();
    let of_sender = (outer, inner) == (Say::From, Say::Sender);
    !(says_little || holds_subject || of_sender)
}
