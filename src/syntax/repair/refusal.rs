//! Why a cell is refused.

use std::fmt;

use super::advice;
use crate::syntax::{Flaw, SyntaxError};

/// Why a cell holds no address that can be mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// Nothing in the cell.
    Empty,
    /// `n/a`, `none`, `-`: words for nothing.
    Placeholder,
    /// No `@`.
    NoAt,
    /// More than one `@`.
    SeveralAt,
    /// A domain without a dot.
    SingleLabel,
    /// An address literal: valid for SMTP, not for a list.
    Literal,
    /// An IP address, or a number, in place of the domain.
    BareIp,
    /// An underscore in the domain.
    Underscore,
    /// Longer than SMTP carries, or than a cell is read.
    TooLong,
    /// A web address.
    Url,
    /// An internal name of a mail directory.
    X500,
    /// A spreadsheet formula.
    Formula,
    /// Text that was decoded wrongly (UTF-8 read as Windows-1252).
    Mojibake,
    /// HTML entities.
    Entity,
    /// An `@` written as `%40`.
    PercentEncoded,
    /// An `@` written as `(at)`: taken from a web page, not given by its owner.
    Obfuscated,
    /// Dots in a row or before the `@` at a Japanese carrier: such mailboxes exist, SMTP cannot name them unquoted.
    LegacyJpDots,
    /// UTF-16 read as bytes: the file must be decoded first.
    Utf16,
    /// A line break, a tab or a quotation mark written as `\n`, `\t`, `\"`.
    Escape,
    /// A comma in place of a dot.
    Comma,
    /// A space (or a comma) before the `@` that may stand for anything.
    Ambiguous,
    /// Anything else: what, and where in the text that was left after the repairs.
    Syntax(SyntaxError),
}

impl Refusal {
    /// The name, in snake case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Placeholder => "placeholder",
            Self::NoAt => "no_at",
            Self::SeveralAt => "several_at",
            Self::SingleLabel => "single_label",
            Self::Literal => "literal",
            Self::BareIp => "bare_ip",
            Self::Underscore => "underscore",
            Self::TooLong => "too_long",
            Self::Url => "url",
            Self::X500 => "x500",
            Self::Formula => "formula",
            Self::Mojibake => "mojibake",
            Self::Entity => "entity",
            Self::PercentEncoded => "percent_encoded",
            Self::Obfuscated => "obfuscated",
            Self::LegacyJpDots => "legacy_jp_dots",
            Self::Utf16 => "utf16",
            Self::Escape => "escape",
            Self::Comma => "comma",
            Self::Ambiguous => "ambiguous",
            Self::Syntax(_) => "syntax",
        }
    }

    pub(super) fn from_syntax(error: SyntaxError, text: &str) -> Self {
        match error.flaw() {
            Flaw::Empty => Self::Empty,
            Flaw::NoAt => Self::NoAt,
            Flaw::SeveralAt => Self::SeveralAt,
            Flaw::Underscore => Self::Underscore,
            Flaw::TooLong | Flaw::LocalTooLong | Flaw::DomainTooLong | Flaw::LabelTooLong => Self::TooLong,
            Flaw::LocalDoubleDot | Flaw::LocalEndDot if advice::is_jp_carrier(text) => Self::LegacyJpDots,
            _ => Self::Syntax(error),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "nothing in the cell",
            Self::Placeholder => "a word for nothing in place of an address",
            Self::NoAt => "no @",
            Self::SeveralAt => "more than one @",
            Self::SingleLabel => "the domain has no dot",
            Self::Literal => "an IP address in brackets: nobody's address on a mailing list",
            Self::BareIp => "an IP address or a number in place of the domain",
            Self::Underscore => "an underscore in the domain",
            Self::TooLong => "too long for an address",
            Self::Url => "a web address, not a mail address",
            Self::X500 => "an internal name of a mail directory, not a mail address",
            Self::Formula => "a spreadsheet formula, not its value",
            Self::Mojibake => "garbled characters: the file was read in the wrong encoding",
            Self::Entity => "HTML code in the address",
            Self::PercentEncoded => "the @ is written as %40",
            Self::Obfuscated => "the @ is written out in words, as on web pages",
            Self::LegacyJpDots => {
                "dots in a row or before the @: an old Japanese mobile address that mail cannot carry"
            }
            Self::Utf16 => "UTF-16 text read as something else: save the file as UTF-8",
            Self::Escape => "a line break or a quotation mark written out as \\n or \\\"",
            Self::Comma => "a comma in place of a dot",
            Self::Ambiguous => "a space before the @ that may stand for anything",
            Self::Syntax(error) => return error.fmt(f),
        })
    }
}

impl std::error::Error for Refusal {}
