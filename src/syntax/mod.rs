//! Addresses, domains and host names.
use std::{fmt, str::FromStr};

/// (skeleton) An address.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address { text: Box<str>, at: u32 }

impl Address {
    /// As it would be mailed: local part untouched, domain as lower-case A-labels (or a literal in brackets).
    pub fn as_str(&self) -> &str { &self.text }
    /// Left of the last `@`.
    pub fn local(&self) -> &str { &self.text[..self.at as usize] }
    /// Right of the last `@`.
    pub fn host(&self) -> &str { &self.text[self.at as usize + 1..] }
    /// The domain, or `None` for an address literal.
    pub fn domain(&self) -> Option<Domain> { self.host().parse().ok() }
    /// Whether the local part needs SMTPUTF8.
    pub fn needs_smtputf8(&self) -> bool { !self.text.is_ascii() }
    /// Mailbox key (design.md §2).
    pub fn key(&self) -> String { format!("{}@{}", self.local().to_ascii_lowercase(), self.host()) }
}
impl FromStr for Address {
    type Err = SyntaxError;
    fn from_str(s: &str) -> Result<Self, SyntaxError> {
        let at = s.rfind('@').ok_or(SyntaxError)?;
        Ok(Self { text: s.into(), at: at as u32 })
    }
}
#[cfg(feature = "serde")]
impl serde::Serialize for Address { fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_str(&self.text) } }
#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Address { fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> { String::deserialize(d)?.parse().map_err(serde::de::Error::custom) } }
impl fmt::Display for Address { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.text) } }
impl fmt::Debug for Address { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}…@{}", self.text.chars().next().unwrap_or('?'), self.host()) } }

/// (skeleton)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError;
impl fmt::Display for SyntaxError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("bad") } }
impl std::error::Error for SyntaxError {}

/// Lower-case A-labels, no trailing dot.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Domain(Box<str>);
impl Domain { /// The text.
    pub fn as_str(&self) -> &str { &self.0 } }
impl FromStr for Domain { type Err = SyntaxError; fn from_str(s: &str) -> Result<Self, SyntaxError> { Ok(Self(s.to_ascii_lowercase().into())) } }
impl fmt::Display for Domain { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) } }

/// What MX records really hold: lenient, lower-case, no trailing dot; the root is the empty name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HostName(Box<str>);
impl HostName {
    /// Any text that DNS gave.
    pub fn new(text: &str) -> Self { Self(text.trim_end_matches('.').to_ascii_lowercase().into()) }
    /// The text, empty for the root.
    pub fn as_str(&self) -> &str { &self.0 }
    /// `.`, the exchange of a null MX.
    pub fn is_root(&self) -> bool { self.0.is_empty() }
}
impl fmt::Display for HostName { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) } }
impl From<&Domain> for HostName { fn from(d: &Domain) -> Self { Self::new(d.as_str()) } }
