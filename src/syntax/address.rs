//! The address itself.

use std::{borrow::Cow, fmt, net::IpAddr, str::FromStr};

use icu_normalizer::ComposingNormalizer;

use super::{
    Domain, Flaw, MAX_CELL, MAX_PATH, SyntaxError,
    domain::{literal, to_ascii},
    local, scan,
};

/// One mailbox: `Mailbox` of [RFC 5321 §4.1.2](https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2) with the
/// non-ASCII characters of [RFC 6531 §3.3](https://www.rfc-editor.org/rfc/rfc6531#section-3.3).
///
/// Quoted strings, address literals and single labels are valid; comments, white space and obsolete forms are not. It
/// holds no CR, LF or NUL, so it can stand in a command as it is. Parsed from text (at most 1,024 bytes are looked
/// at), printed as it would be mailed, masked in `Debug`.
///
/// ```
/// let address: listproof::Address = "Anna.Ott@München.example".parse()?;
/// assert_eq!(address.as_str(), "Anna.Ott@xn--mnchen-3ya.example");
/// assert_eq!(address.key(), "anna.ott@xn--mnchen-3ya.example");
/// assert_eq!(format!("{address:?}"), "A…@xn--mnchen-3ya.example");
/// # Ok::<(), listproof::syntax::SyntaxError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    text: Box<str>,
    at: u32,
}

impl Address {
    /// As it would be mailed: local part untouched, domain as lower-case A-labels (or a literal in brackets).
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Left of the `@`, quotation marks included.
    #[must_use]
    pub fn local(&self) -> &str {
        self.text.get(..self.at as usize).unwrap_or_default()
    }

    /// Right of the `@`: lower-case A-labels, or a literal in brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        self.text.get(self.at as usize + 1..).unwrap_or_default()
    }

    /// The domain, or `None` for an address literal.
    #[must_use]
    pub fn domain(&self) -> Option<Domain> {
        let host = self.host();
        (!host.starts_with('[')).then(|| Domain::trusted(host))
    }

    /// The IP of an address literal (`a@[192.0.2.1]`), else `None`.
    #[must_use]
    pub fn literal(&self) -> Option<IpAddr> {
        literal(self.host())
    }

    /// Whether the local part needs SMTPUTF8 (RFC 6531); the domain never does, it is in A-labels.
    #[must_use]
    pub fn needs_smtputf8(&self) -> bool {
        !self.text.is_ascii()
    }

    /// The mailbox key, for deduplication and the store: NFC and ASCII-lower-case local part, A-label domain. Never
    /// for mailing: local parts may be case-sensitive (RFC 5321 §2.4).
    #[must_use]
    pub fn key(&self) -> String {
        let mut key = if self.text.is_ascii() {
            self.text.to_string()
        } else {
            ComposingNormalizer::new_nfc().normalize(&self.text).into_owned()
        };
        key.make_ascii_lowercase();
        key
    }

    /// An address out of text that an `Address` printed before, with the place of its `@`: arenas and stores keep
    /// these two and nothing else.
    pub(crate) fn trusted(text: &str, at: usize) -> Self {
        debug_assert_eq!(text.as_bytes().get(at), Some(&b'@'));
        Self { text: text.into(), at: u32::try_from(at).unwrap_or(u32::MAX) }
    }

    /// The fast path. `None` does not mean invalid.
    pub(super) fn plain(text: &str) -> Option<Self> {
        let at = scan::plain(text.as_bytes())?;
        let mut address = Self::trusted(text, at);
        if let Some(host) = address.text.get_mut(at..) {
            host.make_ascii_lowercase();
        }
        Some(address)
    }

    fn join(text: &str, at: usize, host: &str) -> Self {
        let mut whole = String::with_capacity(at + 1 + host.len());
        whole.push_str(text.get(..at).unwrap_or_default());
        whole.push('@');
        whole.push_str(host);
        Self::trusted(&whole, at)
    }
}

impl FromStr for Address {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        if let Some(address) = Self::plain(text) {
            return Ok(address);
        }
        let (at, host) = parse(text)?;
        Ok(match host {
            Host::Name(name) => Self::join(text, at, &name),
            Host::Literal(IpAddr::V4(ip)) => Self::join(text, at, &format!("[{ip}]")),
            Host::Literal(IpAddr::V6(ip)) => Self::join(text, at, &format!("[IPv6:{ip}]")),
        })
    }
}

impl AsRef<str> for Address {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Masked, as addresses are personal data: the first character and the domain.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}…@{}", self.text.chars().next().unwrap_or('…'), self.host())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Address {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Address {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Whether the text is an address, without making one. Allocates nothing for a plain ASCII address.
///
/// # Errors
/// What is wrong, and at which byte.
///
/// ```
/// assert!(listproof::syntax::check("anna@example.org").is_ok());
/// assert_eq!(listproof::syntax::check("anna@example_org").unwrap_err().offset(), 12);
/// ```
pub fn check(text: &str) -> Result<(), SyntaxError> {
    if scan::plain(text.as_bytes()).is_some() { Ok(()) } else { parse(text).map(drop) }
}

enum Host<'a> {
    Name(Cow<'a, str>),
    Literal(IpAddr),
}

/// The slow path: where the `@` is, and the host in its A-form.
fn parse(text: &str) -> Result<(usize, Host<'_>), SyntaxError> {
    if text.is_empty() {
        return Err(SyntaxError::new(Flaw::Empty, 0));
    }
    if text.len() > MAX_CELL {
        return Err(SyntaxError::new(Flaw::TooLong, MAX_PATH.min(text.len())));
    }
    let at = find_at(text)?;
    let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
    local::check(before)?;
    let host = if after.starts_with('[') {
        literal(after).map(Host::Literal).ok_or_else(|| SyntaxError::new(Flaw::Literal, at + 1))?
    } else {
        Host::Name(to_ascii(after, at + 1)?)
    };
    // Both forms: a relay may pass on either (RFC 6531 §3.7.1 measures octets of what is sent).
    let ascii = if let Host::Name(name) = &host { name.len() } else { 0 };
    if text.len() > MAX_PATH || at + 1 + ascii > MAX_PATH {
        return Err(SyntaxError::new(Flaw::TooLong, MAX_PATH.min(text.len())));
    }
    Ok((at, host))
}

/// The `@` behind the local part: the first outside of quotes.
fn find_at(text: &str) -> Result<usize, SyntaxError> {
    let start =
        if text.starts_with('"') { local::quoted_end(text).ok_or(SyntaxError::new(Flaw::Quote, 0))? } else { 0 };
    let rest = text.get(start..).unwrap_or_default();
    let Some(at) = rest.find('@') else {
        let flaw = if start == 0 || rest.is_empty() { Flaw::NoAt } else { Flaw::Quote };
        return Err(SyntaxError::new(flaw, if start == 0 { text.len() } else { start }));
    };
    let second = rest.get(at + 1..).and_then(|rest| rest.find('@'));
    match second {
        Some(second) => Err(SyntaxError::new(Flaw::SeveralAt, start + at + 1 + second)),
        None => Ok(start + at),
    }
}
