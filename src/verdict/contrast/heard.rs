//! One answer, reduced to what contrast needs.

use crate::smtp::Reply;
use crate::verdict::{Cause, Evidence, Fingerprint, Meaning, Strength, Whose};

/// An answer to RCPT.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) kind: Kind,
    pub(crate) cause: Cause,
    pub(crate) strong: bool,
    /// Known to say "no" now and then to mailboxes that exist: believed at the second time.
    pub(crate) intermittent: bool,
    /// An acceptance of this recipient says that the server talks to us; postmaster's does not.
    pub(crate) vouches: bool,
    pub(crate) print: Fingerprint,
    pub(crate) code: u16,
    pub(crate) evidence: Box<Evidence>,
}

/// What kind of answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Accepted,
    /// Perhaps nobody here.
    Refused,
    /// Somebody is here: full, suspended, restricted.
    Alive,
    /// Not now.
    Deferred,
    /// Our IP address, name, sender, rate or conversation: never evidence about a mailbox.
    AboutUs,
}

impl Kind {
    /// By the reply's class and the cause that its words name.
    pub(crate) fn of(reply: &Reply, meaning: &Meaning) -> Self {
        match meaning.cause() {
            _ if reply.is_success() => Self::Accepted,
            // A full transaction says nothing of whoever did not fit into it.
            _ if meaning.whose() == Whose::Transaction => Self::Deferred,
            // A mailbox has a rate of its own, and no say in what we may ask of others.
            Cause::RateLimited if meaning.whose() == Whose::Recipient => Self::Deferred,
            Cause::SenderBlocked
            | Cause::SenderRejected
            | Cause::RateLimited
            | Cause::AuthRequired
            | Cause::TlsRequired
            | Cause::ProtocolError => Self::AboutUs,
            Cause::MailboxFull | Cause::RecipientRestricted | Cause::MailboxSuspended => Self::Alive,
            Cause::Greylisted => Self::Deferred,
            _ if reply.is_permanent() => Self::Refused,
            _ => Self::Deferred,
        }
    }
}

impl Heard {
    /// From a reply and what its words mean.
    pub(crate) fn new(reply: &Reply, meaning: &Meaning, print: Fingerprint, evidence: Evidence) -> Self {
        Self {
            kind: Kind::of(reply, meaning),
            cause: meaning.cause(),
            strong: meaning.strength() == Strength::Strong && reply.is_permanent(),
            intermittent: false,
            vouches: true,
            print,
            code: reply.code(),
            evidence: Box::new(evidence),
        }
    }
}
