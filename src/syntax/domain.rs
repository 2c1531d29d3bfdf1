//! Right of the `@`: domains, address literals, and the names that DNS answers with.

use std::{
    borrow::Cow,
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use icu_normalizer::ComposingNormalizer;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

use super::{Flaw, MAX_CELL, MAX_DOMAIN, MAX_LABEL, SyntaxError, idna2008, scan};

/// A domain as DNS carries it: lower-case A-labels, no trailing dot, at most 253 bytes.
///
/// Single labels and numeric top levels are valid here, as in RFC 5321; lists refuse them ([`super::repair`]).
///
/// ```
/// let domain: listproof::syntax::Domain = "München.example".parse()?;
/// assert_eq!(domain.as_str(), "xn--mnchen-3ya.example");
/// # Ok::<(), listproof::syntax::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Domain(Box<str>);

impl Domain {
    /// For text that has been through [`to_ascii`] already.
    pub(super) fn trusted(text: &str) -> Self {
        Self(text.into())
    }

    /// The text: lower-case A-labels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The leftmost label: `mail` of `mail.example.org`.
    #[must_use]
    pub fn first_label(&self) -> &str {
        self.0.split_once('.').map_or(&self.0, |(first, _)| first)
    }

    /// The domain without its leftmost label; `None` for a single label.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.split_once('.').map(|(_, parent)| Self::trusted(parent))
    }
}

impl FromStr for Domain {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        to_ascii(text, 0).map(|text| Self(text.into()))
    }
}

impl AsRef<str> for Domain {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What MX records really hold: lenient, lower-case, no trailing dot; the root is the empty name.
///
/// A strict parse would turn `_mx.example` into a domain without mail hosts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HostName(Box<str>);

impl HostName {
    /// Any text that DNS gave.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim_end_matches('.').to_ascii_lowercase().into())
    }

    /// The text, empty for the root.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is `.`, the exchange of a null MX (RFC 7505).
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }
}

impl AsRef<str> for HostName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&Domain> for HostName {
    fn from(domain: &Domain) -> Self {
        Self::new(domain.as_str())
    }
}

/// The A-form of a domain whose first byte is byte `base` of the whole text.
pub(super) fn to_ascii(text: &str, base: usize) -> Result<Cow<'_, str>, SyntaxError> {
    if scan::plain_domain(text) {
        return Ok(lower(text));
    }
    if text.len() > MAX_CELL {
        return Err(SyntaxError::new(Flaw::DomainTooLong, base));
    }
    let labels = check_labels(text, base)?;
    if labels == Labels::Plain {
        return if text.len() > MAX_DOMAIN {
            Err(SyntaxError::new(Flaw::DomainTooLong, base))
        } else {
            Ok(lower(text))
        };
    }
    international(text, base)
}

fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

#[derive(PartialEq)]
enum Labels {
    Plain,
    International,
}

/// What can be said label by label before IDNA, with its place.
fn check_labels(text: &str, base: usize) -> Result<Labels, SyntaxError> {
    let fail = |flaw, offset| Err(SyntaxError::new(flaw, base + offset));
    if text.is_empty() {
        return fail(Flaw::DomainEmpty, 0);
    }
    let mut kind = Labels::Plain;
    let mut offset = 0;
    for label in text.split('.') {
        if label.is_empty() {
            let last = offset == text.len() && offset > 1 && !text.ends_with("..");
            return if last { fail(Flaw::DomainEndDot, offset - 1) } else { fail(Flaw::LabelEmpty, offset) };
        }
        if let Some((at, flaw)) = label.char_indices().find_map(|(at, c)| Some((at, ascii_flaw(c)?))) {
            return fail(flaw, offset + at);
        }
        if label.starts_with('-') {
            return fail(Flaw::Hyphen, offset);
        }
        if label.ends_with('-') {
            return fail(Flaw::Hyphen, offset + label.len() - 1);
        }
        if !label.is_ascii() || scan::is_a_label(label.as_bytes()) {
            kind = Labels::International;
        } else if label.len() > MAX_LABEL {
            return fail(Flaw::LabelTooLong, offset);
        }
        offset += label.len() + 1;
    }
    Ok(kind)
}

fn ascii_flaw(c: char) -> Option<Flaw> {
    match c {
        '_' => Some(Flaw::Underscore),
        ' ' => Some(Flaw::DomainSpace),
        '-' => None,
        c if c.is_ascii() && !c.is_ascii_alphanumeric() => Some(Flaw::DomainChar(c)),
        _ => None,
    }
}

/// UTS 46 for the mapping, RFC 5893 and the A-form; RFC 5892 for the code points.
fn international(text: &str, base: usize) -> Result<Cow<'_, str>, SyntaxError> {
    let fail = |flaw| Err(SyntaxError::new(flaw, base));
    let uts46 = Uts46::new();
    let map = |length| uts46.to_ascii(text.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, length);
    let Ok(ascii) = map(DnsLength::Verify) else {
        return match map(DnsLength::Ignore) {
            Ok(long) if long.split('.').any(|label| label.len() > MAX_LABEL) => fail(Flaw::LabelTooLong),
            Ok(long) if long.len() > MAX_DOMAIN => fail(Flaw::DomainTooLong),
            _ => fail(Flaw::Idn),
        };
    };
    let (unicode, decoded) = uts46.to_unicode(ascii.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast);
    if decoded.is_err() {
        return fail(Flaw::Idn);
    }
    if text.split('.').count() != unicode.split('.').count() {
        return fail(Flaw::DomainForm);
    }
    for (written, mapped) in text.split('.').zip(unicode.split('.')) {
        let registered = scan::is_a_label(written.as_bytes());
        if mapped.is_ascii() && written.is_ascii() {
            continue;
        }
        if !idna2008::allows(mapped, registered) {
            return fail(Flaw::Idn);
        }
        // Case and NFC may differ from what was written; anything else is another spelling, which `repair` names.
        if !registered && fold(written) != mapped {
            return fail(Flaw::DomainForm);
        }
    }
    Ok(ascii)
}

fn fold(label: &str) -> String {
    let lower: String = label.chars().flat_map(char::to_lowercase).collect();
    ComposingNormalizer::new_nfc().normalize(&lower).into_owned()
}

/// An address literal, brackets included (RFC 5321 §4.1.3).
///
/// Stricter than `std::net` where the RFC is: `::` stands for two groups or more, and IPv6 bears its tag.
pub(super) fn literal(text: &str) -> Option<IpAddr> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let Some(tagged) = inner.get(..TAG.len()).filter(|tag| tag.eq_ignore_ascii_case(TAG)) else {
        return inner.parse::<Ipv4Addr>().ok().map(IpAddr::V4);
    };
    let inner = inner.get(tagged.len()..)?;
    let address = inner.parse::<Ipv6Addr>().ok()?;
    if inner.contains("::") {
        let groups = inner.split(':').filter(|group| !group.is_empty()).count();
        let dotted = usize::from(inner.contains('.'));
        if groups + dotted > 6 {
            return None;
        }
    }
    Some(IpAddr::V6(address))
}

const TAG: &str = "IPv6:";
