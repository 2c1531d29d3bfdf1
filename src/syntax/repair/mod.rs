//! Dirty cells: what a cell of a list means, and what was changed to read it.

use std::fmt;

#[cfg(feature = "list")]
use super::marks;
use super::{Address, MAX_CELL};
use crate::facts;

mod advice;
mod member;
mod refusal;
mod spell;
mod split;
mod strip;

pub use refusal::Refusal;

/// Reads a cell of a list: the syntax of addresses, and list policy on top.
///
/// What loses nothing is repaired, and named ([`Repair::changes`]): surrounding spaces, invisible characters,
/// `mailto:`, display names, brackets, comments, trailing dots, full-width forms. What would be a guess is refused with
/// a suggestion (`(at)`, `@@`, `gmail,com`). Valid addresses that no campaign can reach are refused as well: single
/// labels, IP literals, bare IPs. Local parts keep their case. A clean address costs no allocation but its own.
///
/// ```
/// use listproof::syntax::repair;
///
/// let cell = repair("Anna Ott <Anna.Ott@Example.ORG>; office@example.org");
/// assert_eq!(cell.address().unwrap().as_str(), "Anna.Ott@example.org");
/// assert_eq!(cell.others()[0].as_str(), "office@example.org");
///
/// let cell = repair("anna@gmail,com");
/// assert!(cell.address().is_none());
/// assert_eq!(cell.suggestion(), Some("anna@gmail.com"));
/// ```
#[must_use]
pub fn repair(cell: &str) -> Repair {
    match Address::plain(cell) {
        Some(address) => Repair::of(address, true),
        None => read(cell, true),
    }
}

/// Whether the cell is an ASCII address as it would be mailed: where its `@` is. Nearly all cells of a list are, and
/// [`repair`] finds nothing to change in them. `None` does not mean that there is something to change.
#[cfg(feature = "list")]
pub(crate) fn clean(cell: &[u8]) -> Option<usize> {
    let marks::Plain { at, capitals, dots } = marks::plain(cell)?;
    // Behind a last letter there is no IP address.
    (dots && !capitals && cell.last().is_some_and(u8::is_ascii_alphabetic)).then_some(at)
}

/// As [`repair`], without suggestions.
#[cfg(feature = "list")]
pub(crate) fn addresses(cell: &str) -> Repair {
    read(cell, false)
}

/// What a cell means.
#[derive(Clone, Debug, Default)]
pub struct Repair {
    address: Option<Address>,
    others: Vec<Address>,
    changes: Vec<Change>,
    suggestion: Option<Box<str>>,
    error: Option<Refusal>,
    suppressed: bool,
    placeholder: bool,
}

impl Repair {
    /// The address to use: the first of the cell.
    #[must_use]
    pub fn address(&self) -> Option<&Address> {
        self.address.as_ref()
    }

    /// The address to use, by value.
    #[must_use]
    pub fn into_address(self) -> Option<Address> {
        self.address
    }

    /// Further addresses of the cell, in its order, each once.
    #[must_use]
    pub fn others(&self) -> &[Address] {
        &self.others
    }

    /// What was done to read the cell, each kind once; empty for a clean address.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The address that was probably meant. Never mailed unless a person says so.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// Why the cell holds no address that can be mailed; `None` where it holds one.
    #[must_use]
    pub fn error(&self) -> Option<&Refusal> {
        self.error.as_ref()
    }

    /// Whether a note in the cell says not to mail ("unsubscribed", "bounced", "do not mail").
    #[must_use]
    pub fn suppressed(&self) -> bool {
        self.suppressed
    }

    /// Whether the cell was filled to get past a form: `test@test.com`, `n/a`.
    #[must_use]
    pub fn placeholder(&self) -> bool {
        self.placeholder
    }

    fn refused(error: Refusal, suggestion: Option<Box<str>>) -> Self {
        Self { placeholder: error == Refusal::Placeholder, error: Some(error), suggestion, ..Self::default() }
    }

    /// List policy over a valid address.
    fn of(address: Address, advise: bool) -> Self {
        if let Some(error) = unmailable(&address) {
            let suggestion = if advise { advice::for_refused(address.as_str(), error) } else { None };
            return Self::refused(error, suggestion);
        }
        Self {
            suggestion: if advise { advice::for_valid(&address) } else { None },
            placeholder: facts::is_placeholder(address.local(), address.host()),
            address: Some(address),
            ..Self::default()
        }
    }
}

/// A change that loses nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Change {
    /// White space around it.
    Trimmed,
    /// Invisible characters: zero-width, byte order marks, bidirectional marks, trailing NULs.
    Invisible,
    /// `mailto:`, `SMTP:`, a label such as `E-mail:`.
    Scheme,
    /// A name beside the address.
    DisplayName,
    /// Brackets round it.
    Brackets,
    /// A comment in parentheses.
    Comment,
    /// Dots and separators at an end.
    Trailing,
    /// Full-width and small forms of `@`, dots, letters and digits.
    FullWidth,
    /// Spaces next to the `@` or a dot.
    Spaces,
    /// Quotation marks round it.
    Quotes,
    /// Percent-encoding in a `mailto:` link (RFC 6068).
    PercentDecoded,
    /// The same address more than once in the cell.
    Repeated,
    /// Part of the cell that holds no usable address, beside one that does.
    Dropped,
}

impl Change {
    /// The name, in snake case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trimmed => "trimmed",
            Self::Invisible => "invisible",
            Self::Scheme => "scheme",
            Self::DisplayName => "display_name",
            Self::Brackets => "brackets",
            Self::Comment => "comment",
            Self::Trailing => "trailing",
            Self::FullWidth => "full_width",
            Self::Spaces => "spaces",
            Self::Quotes => "quotes",
            Self::PercentDecoded => "percent_decoded",
            Self::Repeated => "repeated",
            Self::Dropped => "dropped",
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Valid syntax that no campaign can reach. Special-use and unknown top levels are for DNS to judge: a list of top
/// levels that ages must not sentence anybody.
fn unmailable(address: &Address) -> Option<Refusal> {
    let host = address.host();
    if host.starts_with('[') {
        return Some(Refusal::Literal);
    }
    match host.rsplit_once('.') {
        None if host.bytes().all(|byte| byte.is_ascii_digit()) => Some(Refusal::BareIp),
        None => Some(Refusal::SingleLabel),
        Some((_, top)) if top.bytes().all(|byte| byte.is_ascii_digit()) => Some(Refusal::BareIp),
        Some(_) => None,
    }
}

/// The slow path. `advise` is false where a suggestion is being tried, so that no suggestion leads to another.
fn read(cell: &str, advise: bool) -> Repair {
    if cell.len() > MAX_CELL {
        return Repair::refused(Refusal::TooLong, None);
    }
    if let Some(decoded) = strip::undo_mojibake(strip::bracketed(cell)) {
        let suggestion = if advise { advice::try_text(&decoded) } else { None };
        return Repair::refused(Refusal::Mojibake, suggestion);
    }
    if let Ok(address) = cell.parse() {
        return Repair::of(address, advise);
    }
    let mut changes = Vec::new();
    let text = match strip::clean(cell, &mut changes) {
        Ok(text) => text,
        Err(error) => return Repair::refused(error, None),
    };
    if let Some(error) = advice::foreign(&text) {
        return Repair::refused(error, if advise { advice::for_refused(&text, error) } else { None });
    }
    let text = strip::wrappings(&text, &mut changes);
    let mut repair = members(&text, changes, advise);
    repair.suppressed = repair.address.is_some() && advice::says_no(cell, &repair);
    repair
}

/// Reads each member of the cell and joins what they say.
fn members(text: &str, changes: Vec<Change>, advise: bool) -> Repair {
    let mut joined = Repair { changes, ..Repair::default() };
    let mut failed: Option<(Refusal, &str)> = None;
    let mut keys = Vec::new();
    let parts = match split::members(text, &mut joined.changes) {
        Ok(parts) => parts,
        Err(error) => {
            return Repair::refused(error, if advise { advice::for_refused(text, error) } else { None });
        }
    };
    for part in parts {
        match member::read(part, &mut joined.changes) {
            // Garbled letters beside others that are not: the whole cell did not show it.
            Ok(found) if found.iter().any(|address| strip::undo_mojibake(address.local()).is_some()) => {
                failed = failed.or(Some((Refusal::Mojibake, part)));
            }
            Ok(found) => found.into_iter().for_each(|address| keep(address, &mut joined, &mut keys)),
            Err(error) => failed = failed.or(Some((error, part))),
        }
    }
    let Some(address) = joined.address.clone() else {
        let (error, part) = failed.unwrap_or((Refusal::NoAt, text));
        return Repair::refused(error, if advise { advice::for_refused(part, error) } else { None });
    };
    if failed.is_some() {
        joined.changes.push(Change::Dropped);
    }
    joined.placeholder = facts::is_placeholder(address.local(), address.host());
    joined.suggestion = if advise { advice::for_valid(&address) } else { None };
    let mut seen = Vec::new();
    joined.changes.retain(|change| {
        !seen.contains(change) && {
            seen.push(*change);
            true
        }
    });
    joined
}

fn keep(address: Address, joined: &mut Repair, keys: &mut Vec<String>) {
    let key = address.key();
    if keys.contains(&key) {
        joined.changes.push(Change::Repeated);
        return;
    }
    keys.push(key);
    if joined.address.is_none() {
        joined.address = Some(address);
    } else {
        joined.others.push(address);
    }
}
