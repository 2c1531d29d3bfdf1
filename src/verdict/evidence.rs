//! Who said what, and when.

use crate::smtp::{EnhancedCode, Stage};
use std::net::IpAddr;

/// What a verdict rests on. Everything is optional: a syntax error has no server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Evidence {
    /// Where in the conversation it was said.
    pub stage: Option<Stage>,
    /// The mail host that answered, by the name its MX record gives.
    pub host: Option<String>,
    /// The address of that host.
    pub ip: Option<IpAddr>,
    /// The source address we asked from, where one was bound.
    pub source: Option<IpAddr>,
    /// Reply code, 200 to 599.
    pub code: Option<u16>,
    /// Enhanced status code (RFC 3463).
    pub enhanced: Option<EnhancedCode>,
    /// The server's own words, lines joined by `\n`; or ours, where no server spoke.
    pub text: String,
    /// The controls that this verdict rests on.
    pub controls: Vec<Control>,
    /// How often this recipient was asked.
    pub attempts: u8,
    /// Whether the conversation was encrypted.
    pub tls: bool,
    /// When, in seconds since 1970-01-01T00:00:00Z; 0 where nothing was asked.
    pub at: u64,
}

/// Another recipient whose answer stands beside a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Control {
    /// Who it was.
    pub kind: ControlKind,
    /// The reply code it got.
    pub code: u16,
}

impl Control {
    /// A control and its reply code.
    pub fn new(kind: ControlKind, code: u16) -> Self {
        Self { kind, code }
    }
}

/// Who was asked beside the recipient (design: contrast).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum ControlKind {
    /// A name that cannot exist.
    Absent,
    /// A mailbox of the same domain.
    Present,
    /// A mailbox of another domain of the same operator.
    Neighbour,
    /// `postmaster@` of the domain.
    Postmaster,
}
