//! What is said of one row.

use super::rfc3339;
use crate::{
    decision::Action,
    facts::{Data, Flags},
    list::{Cells, Entry},
    syntax::Address,
    verdict::{Cause, Evidence, Status, Verdict},
};
use std::borrow::Cow;
use std::fmt::{self, Write};

/// The columns that are added to a list, in their order.
pub const COLUMNS: [&str; 13] = [
    "status",
    "cause",
    "bounce_risk",
    "action",
    "normalized",
    "suggestion",
    "flags",
    "also",
    "mx",
    "smtp_code",
    "enhanced_code",
    "smtp_reply",
    "checked_at",
];

/// What who reads the list knows of a row, beside its verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Marks {
    /// Its mailbox stands in an earlier row.
    pub duplicate: bool,
    /// It is on the suppression list.
    pub suppressed: bool,
}

impl Marks {
    /// A row of this kind.
    #[must_use]
    pub fn new(duplicate: bool, suppressed: bool) -> Self {
        Self { duplicate, suppressed }
    }
}

/// One row with all that is said of it.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    entry: &'a Entry,
    verdict: Option<Verdict>,
    also: Vec<(&'a Address, Status)>,
    flags: Flags,
    action: Action,
    suggestion: Option<Cow<'a, str>>,
    reason: Option<String>,
}

impl<'a> Record<'a> {
    /// Puts together a row, the verdicts on its addresses, and its marks. An address without a verdict was not probed;
    /// a row without an address is `bad_syntax`.
    #[must_use]
    pub fn new(entry: &'a Entry, verdict: &dyn Fn(&Address) -> Option<Verdict>, marks: Marks) -> Self {
        Self::with_facts(Data::builtin(), entry, verdict, marks)
    }

    /// As [`new`](Self::new), with flags and suggestions by other lists than those compiled in.
    #[must_use]
    pub fn with_facts(
        facts: &Data,
        entry: &'a Entry,
        verdict: &dyn Fn(&Address) -> Option<Verdict>,
        marks: Marks,
    ) -> Self {
        Self::of(facts, entry, entry.repair().address().and_then(verdict), verdict, marks)
    }

    /// With the verdict on the first address found already.
    pub(crate) fn of(
        facts: &Data,
        entry: &'a Entry,
        first: Option<Verdict>,
        others: &dyn Fn(&Address) -> Option<Verdict>,
        marks: Marks,
    ) -> Self {
        let repair = entry.repair();
        let verdict = repair.address().map(|address| first.unwrap_or_else(|| unasked(address)));
        let status = verdict.as_ref().map_or(Cause::BadSyntax.status(), Verdict::status);
        let suppressed = marks.suppressed || repair.suppressed();
        Self {
            also: (repair.others().iter())
                .map(|other| (other, others(other).unwrap_or_else(|| unasked(other)).status()))
                .collect(),
            flags: flags(facts, entry, verdict.as_ref(), marks.duplicate, suppressed),
            action: Action::of(status, suppressed, marks.duplicate),
            suggestion: suggestion(facts, entry),
            entry,
            verdict,
            reason: None,
        }
    }

    /// Sets what was probably meant, where the cell alone does not show it: by what else stands in the list.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = self.suggestion.or_else(|| suggestion.map(Cow::Owned));
        self
    }

    /// Sets why the row holds no address, where who reads it knows better than its cell: a key that is not there.
    #[must_use]
    pub fn because(mut self, reason: Option<String>) -> Self {
        self.reason = reason.or(self.reason);
        self
    }

    /// The address that was probably meant. Never mailed unless a person says so.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// The row.
    #[must_use]
    pub fn entry(&self) -> &'a Entry {
        self.entry
    }

    /// The verdict on its first address; `None` where it has no address.
    #[must_use]
    pub fn verdict(&self) -> Option<&Verdict> {
        self.verdict.as_ref()
    }

    /// Why.
    #[must_use]
    pub fn cause(&self) -> Cause {
        (self.verdict.as_ref()).map_or(Cause::BadSyntax, Verdict::cause)
    }

    /// The cause's status.
    #[must_use]
    pub fn status(&self) -> Status {
        self.cause().status()
    }

    /// 0 to 1; 1 where there is no address to mail.
    #[must_use]
    pub fn bounce_risk(&self) -> f32 {
        self.verdict.as_ref().map_or(1.0, Verdict::bounce_risk)
    }

    /// What to do with the row.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }

    /// All its flags.
    #[must_use]
    pub fn flags(&self) -> Flags {
        self.flags
    }

    /// Further addresses of its cell.
    #[must_use]
    pub fn also(&self) -> &[(&'a Address, Status)] {
        &self.also
    }

    /// The cells under [`COLUMNS`]: one line each, safe in a spreadsheet.
    #[must_use]
    pub fn cells(&self) -> [String; 13] {
        let mut cells = [const { String::new() }; 13];
        let mut next = cells.iter_mut();
        self.each_cell(&mut |cell| next.next().into_iter().for_each(|into| into.push_str(cell)));
        cells
    }

    /// The same, behind a row.
    pub(crate) fn write(&self, into: &mut Cells) {
        self.each_cell(&mut |cell| into.push(cell));
    }

    fn each_cell(&self, put: &mut dyn FnMut(&str)) {
        let none = Evidence::default();
        let evidence = self.verdict.as_ref().map_or(&none, Verdict::evidence);
        let mut put = |cell: &str| put(&safe(cell));
        // For what is no text yet.
        let mut scratch = String::with_capacity(64);
        put(self.status().as_str());
        put(self.cause().as_str());
        put(shown(&mut scratch, format_args!("{:.2}", self.bounce_risk())));
        put(self.action.as_str());
        put(self.entry.repair().address().map_or("", Address::as_str));
        put(self.suggestion().unwrap_or_default());
        put(shown(&mut scratch, format_args!("{}", self.flags)));
        put(&self.also_cell());
        put(evidence.host.as_deref().unwrap_or_default());
        put(evidence.code.map_or("", |code| shown(&mut scratch, format_args!("{code}"))));
        put(evidence.enhanced.map_or("", |code| shown(&mut scratch, format_args!("{code}"))));
        put(&self.words().unwrap_or_default());
        put(if evidence.at > 0 { shown(&mut scratch, format_args!("{}", rfc3339(evidence.at))) } else { "" });
    }

    /// The server's words; where no server spoke, ours in brackets: why a cell is no address, what DNS said, why
    /// nobody was asked.
    pub(super) fn words(&self) -> Option<Cow<'_, str>> {
        let ours = match &self.verdict {
            None => Cow::Owned(self.error()?),
            Some(verdict) if verdict.evidence().code.is_some() => {
                return Some(Cow::Borrowed(verdict.evidence().text.as_str()));
            }
            Some(verdict) => Cow::Borrowed(verdict.evidence().text.as_str()),
        };
        (!ours.is_empty()).then(|| Cow::Owned(format!("({ours})")))
    }

    /// Why the row holds no address.
    pub(super) fn error(&self) -> Option<String> {
        let reason = self.reason.as_ref().filter(|_| self.verdict.is_none());
        reason.cloned().or_else(|| self.entry.repair().error().map(ToString::to_string))
    }

    pub(super) fn also_cell(&self) -> String {
        let pairs: Vec<_> = (self.also.iter()).map(|(address, status)| format!("{address}={status}")).collect();
        pairs.join(" ")
    }
}

/// The verdict on an address without one.
pub(crate) fn unasked(address: &Address) -> Verdict {
    Verdict::new(address.clone(), Cause::NotProbed, Evidence::default())
}

/// In a buffer that serves one cell after the other.
pub(super) fn shown<'b>(buffer: &'b mut String, cell: fmt::Arguments<'_>) -> &'b str {
    buffer.clear();
    // A string takes everything.
    let _ = buffer.write_fmt(cell);
    buffer
}

/// By other lists than those compiled in, the domain is judged anew; what is said of the local part stands.
fn suggestion<'a>(facts: &Data, entry: &'a Entry) -> Option<Cow<'a, str>> {
    let (repair, builtin) = (entry.repair(), entry.repair().suggestion());
    let Some(address) = repair.address().filter(|_| !std::ptr::eq(facts, Data::builtin())) else {
        return builtin.map(Cow::Borrowed);
    };
    let local = builtin.and_then(|meant| meant.rsplit_once('@')).map_or_else(|| address.local(), |(local, _)| local);
    let host = facts.suggest(address.host());
    let changed = host.is_some() || local != address.local();
    changed.then(|| Cow::Owned(format!("{local}@{}", host.as_deref().unwrap_or_else(|| address.host()))))
}

fn flags(facts: &Data, entry: &Entry, verdict: Option<&Verdict>, duplicate: bool, suppressed: bool) -> Flags {
    let repair = entry.repair();
    let mut flags = (repair.address()).map_or(Flags::NONE, |address| facts.flags(address.local(), address.host()));
    let host = verdict.and_then(|verdict| verdict.evidence().host.as_deref());
    for (flag, on) in [
        (Flags::DUPLICATE, duplicate),
        (Flags::REPAIRED, !repair.changes().is_empty()),
        (Flags::SEVERAL, !repair.others().is_empty()),
        (Flags::SUPPRESSED, suppressed),
        (Flags::PLACEHOLDER, repair.placeholder()),
        (Flags::DISPOSABLE, host.is_some_and(|host| facts.disposable_host(host))),
    ] {
        if on {
            flags.insert(flag);
        }
    }
    flags
}

/// On one line, and no formula: a spreadsheet runs cells that begin with `= + - @ TAB CR` (OWASP, "CSV injection"), and
/// a server may say anything. Ends of line within become a space, other control and direction characters U+FFFD.
pub(super) fn safe(cell: &str) -> Cow<'_, str> {
    let plain = |cell: &[u8]| {
        let begins = cell.first().is_none_or(|first| !matches!(first, b'=' | b'+' | b'-' | b'@'));
        begins && cell.iter().all(|byte| matches!(byte, b' '..=b'~'))
    };
    if plain(cell.as_bytes()) {
        return Cow::Borrowed(cell);
    }
    let line = line(cell);
    Cow::Owned(if is_formula(cell) { format!("'{line}") } else { line })
}

/// Whether a spreadsheet would run it.
pub(super) fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// Text of a stranger on one line.
pub(super) fn line(text: &str) -> String {
    let letter = |letter: char| match letter {
        '\n' | '\r' | '\t' => ' ',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        '\u{2028}' | '\u{2029}' => ' ',
        other if other.is_control() => '\u{fffd}',
        other => other,
    };
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("\t=1"), "' =1");
        assert_eq!(safe("-a@example.org"), "'-a@example.org");
        assert_eq!(safe("a=b\r\nc\u{1b}[31m\u{202e}"), "a=b  c\u{fffd}[31m\u{fffd}");
        assert_eq!(safe(""), "");
    }
}
