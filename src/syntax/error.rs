//! What is wrong with an address, and where.

use std::fmt;

/// Why a text is not an address: [what](Self::flaw), and [at which byte](Self::offset).
///
/// ```
/// let error = "john..smith@example.org".parse::<listproof::Address>().unwrap_err();
/// assert_eq!(error.to_string(), "two dots in a row before the @ (at byte 5)");
/// assert_eq!(error.offset(), 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SyntaxError {
    flaw: Flaw,
    offset: usize,
}

impl SyntaxError {
    pub(super) const fn new(flaw: Flaw, offset: usize) -> Self {
        Self { flaw, offset }
    }

    /// What is wrong.
    #[must_use]
    pub fn flaw(&self) -> Flaw {
        self.flaw
    }

    /// Where the trouble starts, in bytes from the start of the text.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at byte {})", self.flaw, self.offset)
    }
}

impl std::error::Error for SyntaxError {}

/// What can be wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flaw {
    /// Nothing there.
    Empty,
    /// Longer than 254 octets (RFC 5321 §4.5.3.1.3), in one of its forms.
    TooLong,
    /// No `@`.
    NoAt,
    /// More than one `@` outside quotes.
    SeveralAt,
    /// Nothing before the `@`.
    LocalEmpty,
    /// More than 64 octets before the `@` (RFC 5321 §4.5.3.1.1).
    LocalTooLong,
    /// Starts with a dot.
    LocalStartDot,
    /// A dot directly before the `@`.
    LocalEndDot,
    /// Two dots in a row before the `@`.
    LocalDoubleDot,
    /// A space before the `@`, outside quotes.
    LocalSpace,
    /// A control character before the `@`.
    LocalControl,
    /// A character before the `@` that must be quoted (RFC 5321 §4.1.2).
    LocalChar(char),
    /// An invisible, unassigned or ambiguous character before the `@`.
    LocalUnsafe(char),
    /// A quoted part that is not closed, or not followed by the `@`.
    Quote,
    /// Nothing after the `@`.
    DomainEmpty,
    /// The domain is longer than DNS carries.
    DomainTooLong,
    /// A part between two dots is longer than 63 octets.
    LabelTooLong,
    /// Two dots in a row after the `@`, or one at its start.
    LabelEmpty,
    /// A dot at the very end.
    DomainEndDot,
    /// A part of the domain starts or ends with a hyphen.
    Hyphen,
    /// An underscore in the domain.
    Underscore,
    /// A space in the domain.
    DomainSpace,
    /// A character no domain can hold.
    DomainChar(char),
    /// Characters a domain must not be written in, though they stand for others (full-width forms, `ſ`).
    DomainForm,
    /// An international domain that IDNA (RFC 5891, RFC 5893) refuses.
    Idn,
    /// Something in brackets that is not an address literal (RFC 5321 §4.1.3).
    Literal,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::Empty => "nothing there",
            Self::TooLong => "too long: an address has at most 254 bytes",
            Self::NoAt => "no @",
            Self::SeveralAt => "more than one @",
            Self::LocalEmpty => "nothing before the @",
            Self::LocalTooLong => "more than 64 bytes before the @",
            Self::LocalStartDot => "starts with a dot",
            Self::LocalEndDot => "a dot right before the @",
            Self::LocalDoubleDot => "two dots in a row before the @",
            Self::LocalSpace => "a space before the @",
            Self::LocalControl => "a control character before the @",
            Self::LocalChar(c) => return write!(f, "{c:?} cannot stand before the @"),
            Self::LocalUnsafe(c) => {
                return write!(f, "an invisible or unsafe character (U+{:04X}) before the @", u32::from(*c));
            }
            Self::Quote => "quotation marks that do not enclose the whole part before the @",
            Self::DomainEmpty => "nothing after the @",
            Self::DomainTooLong => "the domain is too long",
            Self::LabelTooLong => "a part of the domain is longer than 63 bytes",
            Self::LabelEmpty => "a dot too many after the @",
            Self::DomainEndDot => "a dot at the end",
            Self::Hyphen => "a part of the domain starts or ends with a hyphen",
            Self::Underscore => "an underscore in the domain",
            Self::DomainSpace => "a space after the @",
            Self::DomainChar(c) if c.is_control() => "a control character in the domain",
            Self::DomainChar(c) => return write!(f, "{c:?} cannot stand in a domain"),
            Self::DomainForm => "the domain is written in full-width or look-alike characters",
            Self::Idn => "no such international domain can exist",
            Self::Literal => "not an IP address in the brackets",
        };
        f.write_str(words)
    }
}
