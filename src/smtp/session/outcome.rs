//! What a session says to its caller.

use crate::smtp::{Reply, ReplyError, Stage};
use std::fmt;
use std::time::Instant;

/// What to do next. Complete on purpose: a caller has to handle each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Write these bytes to the server.
    Transmit(Vec<u8>),
    /// Something that the caller wants to know.
    Event(Event),
    /// Shake hands (RFC 3207), then tell [`Session::handle_tls`](super::Session::handle_tls).
    StartTls,
    /// Nothing to do until bytes arrive or this moment is reached.
    Wait(Instant),
    /// Close the connection. From here on always the answer.
    Close,
}

/// What a session learnt. An answer is about a recipient; a failure is about the conversation, never about the
/// recipients that it leaves unanswered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// EHLO or HELO is answered, after TLS where it was wanted. Recipients may be pushed before or after.
    Ready,
    /// The server's answer about one recipient: 2yz, 4yz or 5yz.
    Answer {
        /// Whom it is about.
        id: RcptId,
        /// What the server said.
        reply: Reply,
    },
    /// The recipient needs SMTPUTF8, which is not announced: never asked about.
    Unsupported {
        /// Whom it is about.
        id: RcptId,
    },
    /// The conversation is over before everybody was answered, or its answers cannot be relied on
    /// ([`Failure::Protocol`]). The last event.
    Failure {
        /// What happened.
        failure: Failure,
        /// Those without an answer, in the order of their pushes.
        unanswered: Vec<RcptId>,
    },
}

/// A recipient pushed into a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RcptId(pub(super) u64);

/// Why a conversation ended, by whose fault it was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// The connection is gone.
    Disconnect {
        /// What was being waited for, or was answered last.
        stage: Stage,
    },
    /// The server broke the protocol: what it said so far cannot be told apart. Answers of this session that were told
    /// before may be somebody else's.
    Protocol {
        /// What was being waited for, or was answered last.
        stage: Stage,
        /// How.
        breach: Breach,
    },
    /// The server does not want to talk: a greeting, EHLO, MAIL or RSET refused, or 421 at any time.
    Refusal {
        /// What was refused, or was being waited for.
        stage: Stage,
        /// What the server said.
        reply: Reply,
    },
    /// No answer in time.
    Timeout {
        /// What was being waited for.
        stage: Stage,
    },
    /// No TLS where it is required, or a handshake that failed: with [`Tls::Opportunistic`](super::Tls), come again
    /// with [`Tls::Off`](super::Tls).
    Tls {
        /// What went wrong.
        problem: TlsProblem,
    },
}

impl Failure {
    /// Where in the conversation it happened.
    pub fn stage(&self) -> Stage {
        match self {
            Self::Disconnect { stage }
            | Self::Protocol { stage, .. }
            | Self::Refusal { stage, .. }
            | Self::Timeout { stage } => *stage,
            Self::Tls { .. } => Stage::StartTls,
        }
    }

    /// What the server said, where it said something.
    pub fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Refusal { reply, .. } | Self::Tls { problem: TlsProblem::Refused(reply) } => Some(reply),
            _ => None,
        }
    }
}

/// Says nothing of the server's text.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disconnect { stage } => write!(f, "the server hung up ({stage:?})"),
            Self::Protocol { stage, breach } => write!(f, "{breach} ({stage:?})"),
            Self::Refusal { stage, reply } => {
                write!(f, "refused with {} ({stage:?})", reply.code())
            }
            Self::Timeout { stage } => write!(f, "no answer in time ({stage:?})"),
            Self::Tls { problem } => write!(f, "{problem}"),
        }
    }
}

/// How a server broke the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Breach {
    /// The bytes are no reply, or nobody asked for it.
    Reply(ReplyError),
    /// A code that the command cannot have, such as 354 to RCPT (RFC 5321 §4.3.2).
    Unexpected,
    /// The reply to one recipient names another one of the batch: replies have slipped.
    Echo,
    /// One of the replies to several recipients never came, and nobody knows whose.
    Missing,
    /// Bytes behind the 220 to STARTTLS, before the handshake (CVE-2021-38371 and its kin): never read.
    Injection,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply(error) => error.fmt(f),
            Self::Unexpected => f.write_str("a reply code that the command cannot have"),
            Self::Echo => f.write_str("a reply that names another recipient"),
            Self::Missing => f.write_str("a reply is missing among several"),
            Self::Injection => f.write_str("plaintext behind the reply to STARTTLS"),
        }
    }
}

/// What became of TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlsProblem {
    /// Required, and not announced.
    NotOffered,
    /// Required, announced, and STARTTLS refused.
    Refused(Reply),
    /// The handshake failed, or was cut off, or took too long.
    Handshake,
}

impl fmt::Display for TlsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOffered => f.write_str("TLS is required and not offered"),
            Self::Refused(reply) => write!(f, "STARTTLS refused with {}", reply.code()),
            Self::Handshake => f.write_str("the TLS handshake failed"),
        }
    }
}
