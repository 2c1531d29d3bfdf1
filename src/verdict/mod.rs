//! What an answer means: the one table from [`Cause`] to [`Status`], and the evidence beside it.

pub(crate) mod classify;
mod codes;
#[cfg_attr(not(feature = "engine"), allow(dead_code, unused_imports, reason = "the engine is its caller"))]
pub(crate) mod contrast;
pub(crate) mod evidence;
mod fingerprint;
mod heard;
mod mask;
mod phrases;
mod retry;
#[cfg_attr(not(feature = "engine"), allow(dead_code, reason = "only a run counts others"))]
mod risk;
mod strange;
mod weigh;

pub use classify::{Asked, Meaning, Whose, classify};
pub use evidence::{Control, ControlKind, Evidence};
pub use fingerprint::{Fingerprint, fingerprint};
#[cfg(feature = "engine")]
pub(crate) use risk::{Count, Peers};

use crate::syntax::Address;
use std::{fmt, str::FromStr};

/// What to believe of an address: a [`Cause`], how likely it is to bounce, and who said so.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Verdict {
    address: Address,
    cause: Cause,
    bounce_risk: f32,
    evidence: Evidence,
}

impl Verdict {
    /// A verdict with the risk that its cause and evidence imply, where nothing is known of other mailboxes.
    pub fn new(address: Address, cause: Cause, evidence: Evidence) -> Self {
        let bounce_risk = risk::alone(cause, &evidence);
        Self { address, cause, bounce_risk, evidence }
    }

    /// The same, with the risk that it has among these.
    #[cfg(feature = "engine")]
    pub(crate) fn among(mut self, peers: &Peers) -> Self {
        self.bounce_risk = risk::of(self.cause, &self.evidence, peers);
        self
    }

    /// The address, as it would be mailed.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The cause's status.
    pub fn status(&self) -> Status {
        self.cause.status()
    }

    /// Why.
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// The probability, 0 to 1, that mail sent now is refused with a permanent error.
    ///
    #[doc = include_str!("risk.md")]
    pub fn bounce_risk(&self) -> f32 {
        self.bounce_risk
    }

    /// Who said what, and when.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

macro_rules! names {
    ($(#[$meta:meta])* $type:ident, $what:literal, { $($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
        pub enum $type { $($(#[$doc])* $variant),+ }

        impl $type {
            /// Each one, in the order of its declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in snake_case, as in files and on the command line.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = UnknownName;

            fn from_str(name: &str) -> Result<Self, UnknownName> {
                match name { $($name => Ok(Self::$variant),)+ _ => Err(UnknownName($what)) }
            }
        }
    };
}

names! {
    /// What to do with an address, in one word.
    Status, "status", {
        /// Would be accepted, by a server that refuses strangers.
        Deliverable = "deliverable",
        /// Accepted or alive, but a bounce is possible.
        Risky = "risky",
        /// Would be refused for good.
        Undeliverable = "undeliverable",
        /// Nobody could say.
        Unknown = "unknown",
    }
}

names! {
    /// Why an address has its status. One cause has one status: see [`Cause::status`].
    #[non_exhaustive]
    Cause, "cause", {
        /// Accepted where a stranger was refused.
        Accepted = "accepted",
        /// The domain accepts every name.
        AcceptsAll = "accepts_all",
        /// Accepted, but no control could be decided.
        Unconfirmed = "unconfirmed",
        /// Alive, and full.
        MailboxFull = "mailbox_full",
        /// Disabled "temporarily".
        MailboxSuspended = "mailbox_suspended",
        /// Alive, and takes no mail from strangers.
        RecipientRestricted = "recipient_restricted",
        /// Not an address that can be mailed.
        BadSyntax = "bad_syntax",
        /// The domain does not exist.
        NoDomain = "no_domain",
        /// The domain exists and has no mail host.
        NoMailHost = "no_mail_host",
        /// The domain says that it takes no mail (RFC 7505).
        NullMx = "null_mx",
        /// Its mail hosts are at addresses that nobody can reach.
        UnroutableHost = "unroutable_host",
        /// No such mailbox.
        NoMailbox = "no_mailbox",
        /// The mailbox was there and is closed.
        MailboxDisabled = "mailbox_disabled",
        /// The address needs SMTPUTF8 (RFC 6531) and no server of the domain has it.
        Smtputf8Unsupported = "smtputf8_unsupported",
        /// DNS did not answer.
        DnsFailure = "dns_failure",
        /// Its mail hosts are at private addresses.
        PrivateHost = "private_host",
        /// No mail host took a connection.
        Unreachable = "unreachable",
        /// A mail host went silent.
        Timeout = "timeout",
        /// Deferred, and still deferred when the run ended.
        Greylisted = "greylisted",
        /// We asked too fast or too much.
        RateLimited = "rate_limited",
        /// The server's own trouble.
        ServerTrouble = "server_trouble",
        /// The server wants TLS and we had none.
        TlsRequired = "tls_required",
        /// The server wants a login.
        AuthRequired = "auth_required",
        /// The server does not take mail for the domain.
        RelayDenied = "relay_denied",
        /// Our IP address or its reputation is refused.
        SenderBlocked = "sender_blocked",
        /// Our MAIL FROM, SPF, DMARC, HELO or reverse DNS is refused.
        SenderRejected = "sender_rejected",
        /// A policy or filter refused.
        PolicyRejected = "policy_rejected",
        /// The conversation went wrong.
        ProtocolError = "protocol_error",
        /// A refusal that would have met everybody, or whose words say nothing: no contrast.
        Indistinct = "indistinct",
        /// Not asked: budget, breaker, deadline, suppressed, offline.
        NotProbed = "not_probed",
    }
}

names! {
    /// How much a reply's words alone can carry.
    Strength, "strength", {
        /// Words that can only be about the mailbox.
        Strong = "strong",
        /// Anything else.
        Weak = "weak",
    }
}

impl Cause {
    /// The one table. The asymmetry rule: *a wrong `unknown` costs one more probe; a wrong `undeliverable`
    /// costs a subscriber.* No trouble of ours and no weather in the network stands under `undeliverable`.
    pub const fn status(self) -> Status {
        match self {
            Self::Accepted => Status::Deliverable,
            Self::AcceptsAll
            | Self::Unconfirmed
            | Self::MailboxFull
            | Self::MailboxSuspended
            | Self::RecipientRestricted => Status::Risky,
            Self::BadSyntax
            | Self::NoDomain
            | Self::NoMailHost
            | Self::NullMx
            | Self::UnroutableHost
            | Self::NoMailbox
            | Self::MailboxDisabled
            | Self::Smtputf8Unsupported => Status::Undeliverable,
            Self::DnsFailure
            | Self::PrivateHost
            | Self::Unreachable
            | Self::Timeout
            | Self::Greylisted
            | Self::RateLimited
            | Self::ServerTrouble
            | Self::TlsRequired
            | Self::AuthRequired
            | Self::RelayDenied
            | Self::SenderBlocked
            | Self::SenderRejected
            | Self::PolicyRejected
            | Self::ProtocolError
            | Self::Indistinct
            | Self::NotProbed => Status::Unknown,
        }
    }
}

/// A word that is no [`Status`], [`Cause`] or [`Strength`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName(&'static str);

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not the name of a {}", self.0)
    }
}

impl std::error::Error for UnknownName {}
