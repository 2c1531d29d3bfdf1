//! Addresses, domains and host names: what may be written in a SMTP command, and what a dirty cell means.
//!
//! - [`Address`] is the `Mailbox` of [RFC 5321 §4.1.2](https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2) as
//!   extended by [RFC 6531 §3.3](https://www.rfc-editor.org/rfc/rfc6531#section-3.3). It cannot hold CR, LF or NUL.
//! - [`Domain`] is a name of lower-case A-labels; [`HostName`] is whatever an MX record really holds.
//! - [`repair`] reads a cell as people write them, and names every change.
//!
//! ```text
//! cell ── marks · scan (ASCII, no allocation) ──▶ Address        nearly all rows of a list
//!   └──── local · domain · idna (slow, exact) ──▶ Address or SyntaxError (what, and at which byte)
//!   └──── repair: strip ▸ split ▸ member ▸ advice ──▶ Repair
//! ```

mod address;
mod domain;
mod error;
mod idna2008;
mod local;
mod marks;
mod repair;
mod scan;

pub use address::{Address, check};
pub use domain::{Domain, HostName};
pub use error::{Flaw, SyntaxError};
pub use repair::{Change, Refusal, Repair, repair};
#[cfg(feature = "list")]
pub(crate) use repair::{addresses, clean};

/// Longest text that is looked at, in bytes: four times the longest path (254), so that the work for a cell is bounded
/// before anything is known about it.
pub(crate) const MAX_CELL: usize = 1024;
/// Longest path, in octets: RFC 5321 §4.5.3.1.3 (256) without its angle brackets.
const MAX_PATH: usize = 254;
/// Longest local part, in octets: RFC 5321 §4.5.3.1.1.
const MAX_LOCAL: usize = 64;
/// Longest label, in octets of its A-form: RFC 1035 §2.3.4.
const MAX_LABEL: usize = 63;
/// Longest domain, in octets of its A-form: 255 on the wire (RFC 1035 §2.3.4) are 253 in text.
const MAX_DOMAIN: usize = 253;
