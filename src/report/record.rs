//! What is said of one row.

use super::rfc3339;
use crate::{
    decision::Action,
    facts::{self, Flags},
    list::Entry,
    syntax::Address,
    verdict::{Cause, Evidence, Status, Verdict},
};
use std::borrow::Cow;

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
}

impl<'a> Record<'a> {
    /// Puts together a row, the verdicts on its addresses, and its marks. An address without a verdict was not probed;
    /// a row without an address is `bad_syntax`.
    #[must_use]
    pub fn new(entry: &'a Entry, verdict: &dyn Fn(&Address) -> Option<Verdict>, marks: Marks) -> Self {
        let repair = entry.repair();
        let of = |address: &Address| {
            verdict(address).unwrap_or_else(|| Verdict::new(address.clone(), Cause::NotProbed, Evidence::default()))
        };
        let verdict = repair.address().map(&of);
        let status = verdict.as_ref().map_or(Cause::BadSyntax.status(), Verdict::status);
        let suppressed = marks.suppressed || repair.suppressed();
        Self {
            also: (repair.others().iter()).map(|other| (other, of(other).status())).collect(),
            flags: flags(entry, verdict.as_ref(), marks.duplicate, suppressed),
            action: Action::of(status, suppressed, marks.duplicate),
            suggestion: repair.suggestion().map(Cow::Borrowed),
            entry,
            verdict,
        }
    }

    /// Sets what was probably meant, where the cell alone does not show it: by what else stands in the list.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = self.suggestion.or_else(|| suggestion.map(Cow::Owned));
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
        let none = Evidence::default();
        let evidence = self.verdict.as_ref().map_or(&none, Verdict::evidence);
        let text = |text: Option<String>| text.unwrap_or_default();
        let cells = [
            self.status().to_string(),
            self.cause().to_string(),
            format!("{:.2}", self.bounce_risk()),
            self.action.to_string(),
            text(self.entry.repair().address().map(ToString::to_string)),
            text(self.suggestion().map(ToOwned::to_owned)),
            self.flags.to_string(),
            self.also_cell(),
            text(evidence.host.clone()),
            text(evidence.code.map(|code| code.to_string())),
            text(evidence.enhanced.map(|code| code.to_string())),
            self.words().unwrap_or_default(),
            text((evidence.at > 0).then(|| rfc3339(evidence.at))),
        ];
        cells.map(|cell| safe(&cell))
    }

    /// The server's words; where no server spoke, ours in brackets: why a cell is no address, what DNS said, why
    /// nobody was asked.
    pub(super) fn words(&self) -> Option<String> {
        let ours = match &self.verdict {
            None => self.entry.repair().error().map(ToString::to_string)?,
            Some(verdict) if verdict.evidence().code.is_some() => return Some(verdict.evidence().text.clone()),
            Some(verdict) => verdict.evidence().text.clone(),
        };
        (!ours.is_empty()).then(|| format!("({ours})"))
    }

    pub(super) fn also_cell(&self) -> String {
        let pairs: Vec<_> = (self.also.iter()).map(|(address, status)| format!("{address}={status}")).collect();
        pairs.join(" ")
    }
}

fn flags(entry: &Entry, verdict: Option<&Verdict>, duplicate: bool, suppressed: bool) -> Flags {
    let repair = entry.repair();
    let mut flags = (repair.address()).map_or(Flags::NONE, |address| facts::flags(address.local(), address.host()));
    let host = verdict.and_then(|verdict| verdict.evidence().host.as_deref());
    for (flag, on) in [
        (Flags::DUPLICATE, duplicate),
        (Flags::REPAIRED, !repair.changes().is_empty()),
        (Flags::SEVERAL, !repair.others().is_empty()),
        (Flags::SUPPRESSED, suppressed),
        (Flags::PLACEHOLDER, repair.placeholder()),
        (Flags::DISPOSABLE, host.is_some_and(facts::disposable_host)),
    ] {
        if on {
            flags.insert(flag);
        }
    }
    flags
}

/// On one line, and no formula: a spreadsheet runs cells that begin with `= + - @ TAB CR` (OWASP, "CSV injection"), and
/// a server may say anything. Ends of line within become a space, other control and direction characters U+FFFD.
fn safe(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let line = line(cell);
    if formula { format!("'{line}") } else { line }
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
