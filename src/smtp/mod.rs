//! The client side of SMTP as far as RCPT: no I/O, no clock.
mod command;
pub(crate) mod identity;
pub(crate) mod reply;
mod session;
pub use identity::{Identity, IdentityError};
pub use reply::{EnhancedCode, Reply, ReplyError, ReplyParser};
pub use session::{
    Breach, Capabilities, Event, Extension, Failure, Options, Output, RcptId, Session, Timeouts, Tls, TlsProblem,
};

/// Where in the conversation an answer belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Stage {
    /// The banner.
    Greeting,
    /// EHLO.
    Ehlo,
    /// HELO.
    Helo,
    /// STARTTLS and the handshake.
    StartTls,
    /// MAIL FROM.
    Mail,
    /// RCPT TO.
    Rcpt,
    /// RSET, between transactions.
    Reset,
    /// QUIT.
    Quit,
}
