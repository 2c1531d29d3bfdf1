//! Proof a mailing list before the campaign goes out: which recipients would their servers refuse?
//!
//! ```text
//!  rows      words      routes     neighbours   conversations       meaning       decision     pages
//!  list ──▶ syntax ──▶ domain ──▶   site   ──▶ probe (speaks smtp) ──▶ verdict ──▶ decision ──▶ report
//!              └▶ facts                           ▲    │
//!                                                 └────┴─ store: what is known already, and what was just learnt
//! ```
//!
//! The paved path is `Verifier` (feature `engine`): it asks the receiving servers, rate-limited and without ever sending DATA, and
//! answers with a [`Verdict`]: a [`Status`], a [`Cause`], a risk and the server's own words. A refusal counts only
//! where the same conversation would have accepted somebody else, an acceptance only where it would have refused a
//! stranger. Everything else stands in its room:
//!
//! - [`syntax`]: addresses and dirty cells; [`facts`]: what an address looks like, never a verdict
//! - [`domain`]: where a domain's mail goes; [`site`]: who runs those hosts, and what they tolerate
//! - [`smtp`]: the client side of SMTP as far as RCPT, without I/O; [`verdict`]: what an answer means
//! - [`store`]: verdicts kept; [`decision`]: keep, review or drop; [`clock`]: the one door to time
//! - `probe`: connections, for those who bring their own; `event`: what happens while a run goes on
//! - `list` and `report`: files in, files out; `world`: a mail internet on loopback to test against
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod clock;
pub mod decision;
pub mod domain;
mod error;
#[cfg(feature = "engine")]
pub mod event;
pub mod facts;
#[cfg(feature = "list")]
pub mod list;
#[cfg(feature = "engine")]
pub mod probe;
#[cfg(feature = "list")]
pub mod report;
pub mod site;
pub mod smtp;
pub mod store;
pub mod syntax;
pub mod verdict;
#[cfg(feature = "engine")]
mod verifier;
#[cfg(feature = "world")]
pub mod world;

pub use error::{Error, ErrorKind};
pub use smtp::Identity;
pub use syntax::Address;
pub use verdict::{Cause, Status, Verdict};
#[cfg(all(feature = "engine", feature = "list"))]
pub use verifier::Proof;
#[cfg(feature = "engine")]
pub use verifier::{Ask, Builder, Verdicts, Verifier};

/// The README's Rust blocks compile and run as tests.
#[cfg(all(doctest, feature = "engine", feature = "list", feature = "world"))]
#[doc = include_str!("../README.md")]
struct Readme;
