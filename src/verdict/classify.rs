//! From the words of one reply to a meaning, without contrast.
//!
//! ```text
//! reply ──▶ mask (echoes out, us marked) ──▶ scan (one pass, all languages) ──▶ weigh ──▶ Meaning
//!                                                    nothing found ──▶ enhanced code ──▶ reply code
//! ```

use super::codes::{self, Spoken};
use super::heard::Heard;
use super::phrases::Say;
use super::{Cause, Strength, mask, retry, weigh};
use crate::smtp::{Identity, Reply, Stage};
use crate::syntax::Address;
use std::{cell::Cell, net::IpAddr, time::Duration};

/// What was asked when the reply came.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub(super) stage: Stage,
    pub(super) recipient: Option<&'a Address>,
    pub(super) identity: Option<&'a Identity>,
    pub(super) source: Option<IpAddr>,
}

impl<'a> Asked<'a> {
    /// At this stage.
    pub fn new(stage: Stage) -> Self {
        Self { stage, recipient: None, identity: None, source: None }
    }

    /// The recipient in RCPT TO: its echo is not heard.
    pub fn recipient(mut self, recipient: &'a Address) -> Self {
        self.recipient = Some(recipient);
        self
    }

    /// Who asked: a reply that names them is about us.
    pub fn identity(mut self, identity: &'a Identity) -> Self {
        self.identity = Some(identity);
        self
    }

    /// From which address, as the server sees it: a reply that names it is about us.
    pub fn source(mut self, ip: IpAddr) -> Self {
        self.source = Some(ip);
        self
    }
}

/// Whose trouble a reply is: how far it reaches.
///
/// | reply | whose |
/// |---|---|
/// | `sender_blocked`, `sender_rejected`, `rate_limited` (but not a recipient that is mailed too fast) | operator |
/// | 4.5.3, 5.5.3, "too many recipients" | transaction |
/// | 421; anything before RCPT; `tls_required` | session, at least |
/// | the rest | recipient |
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// This recipient alone.
    Recipient,
    /// This transaction: RSET helps.
    Transaction,
    /// This connection.
    Session,
    /// Everything we ask of the operator.
    Operator,
}

/// What a reply's words say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    cause: Cause,
    strength: Strength,
    retry_after: Option<Duration>,
    whose: Whose,
    rule: &'static str,
}

impl Meaning {
    /// Why.
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// How sure the words are.
    pub fn strength(&self) -> Strength {
        self.strength
    }

    /// "Try again in N seconds", where a 4yz says so.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// How far it reaches.
    pub fn whose(&self) -> Whose {
        self.whose
    }

    /// The row that spoke, as it is written in the table of phrases; or the code, where no words did.
    pub fn rule(&self) -> &'static str {
        self.rule
    }
}

/// What one reply says, by its words alone: what is about us is heard before what is about a mailbox.
///
/// Strong are only words of a 5yz to RCPT that can mean nothing else than "no such mailbox", "closed" or "no
/// SMTPUTF8". Codes alone never are.
///
/// ```
/// use listproof::smtp::{Reply, Stage};
/// use listproof::verdict::{Asked, Cause, Strength, classify};
/// let reply = Reply::parse(b"550 5.1.1 <anna@example.org>: User unknown\r\n")?;
/// let meaning = classify(&reply, &Asked::new(Stage::Rcpt));
/// assert_eq!((meaning.cause(), meaning.strength()), (Cause::NoMailbox, Strength::Strong));
///
/// let reply = Reply::parse(b"550 5.1.1 User unknown; client [192.0.2.7] is on a blocklist\r\n")?;
/// assert_eq!(classify(&reply, &Asked::new(Stage::Rcpt)).cause(), Cause::SenderBlocked);
/// # Ok::<(), listproof::smtp::ReplyError>(())
/// ```
///
#[doc = include_str!("confusion.md")]
pub fn classify(reply: &Reply, asked: &Asked<'_>) -> Meaning {
    if reply.is_success() {
        return Meaning {
            cause: Cause::Accepted,
            strength: Strength::Weak,
            retry_after: None,
            whose: least(asked.stage),
            rule: "2yz",
        };
    }
    let said = passed_on(reply.text());
    let spoken = with_scratch(|Scratch { words, hits }| {
        mask::words(said, asked, words);
        match weigh::weigh(words, hits) {
            Some(heard) => codes::temper(heard, reply, asked.stage, words),
            None => codes::alone(reply, asked.stage),
        }
    });
    let spoken = match spoken.cause {
        // The next host minds the host in front of it, not us.
        Cause::SenderBlocked | Cause::SenderRejected | Cause::RateLimited
            if said != reply.text() && is_of_recipient(reply.text()) =>
        {
            Spoken::weak(Cause::ServerTrouble, spoken.rule)
        }
        _ => at_stage(spoken, reply, asked.stage),
    };
    let Spoken { cause, strong, rule, .. } = spoken;
    let strong = strong && reply.is_permanent() && asked.stage == Stage::Rcpt && may_be_strong(cause);
    Meaning {
        cause,
        strength: if strong { Strength::Strong } else { Strength::Weak },
        retry_after: if reply.is_transient() { retry::after(reply.text()) } else { None },
        whose: whose(spoken, reply, asked.stage),
        rule,
    }
}

/// What reading one reply needs for a moment, kept by each thread for the next: replies come by the million.
#[derive(Default)]
struct Scratch {
    words: String,
    hits: Vec<Heard>,
}

thread_local! {
    static SCRATCH: Cell<Scratch> = Cell::default();
}

fn with_scratch<T>(read: impl FnOnce(&mut Scratch) -> T) -> T {
    // A thread that ends has no scratch any more: then a new one does.
    let mut scratch = SCRATCH.try_with(Cell::take).unwrap_or_default();
    let read = read(&mut scratch);
    if scratch.words.capacity() <= SCRATCH_LIMIT {
        let _ = SCRATCH.try_with(|cell| cell.set(scratch));
    }
    read
}

/// Bytes kept from one reply to the next: real refusals run to about 2,000, a hostile one to 64 K.
const SCRATCH_LIMIT: usize = 8 * 1024;

/// What the next host said, where a server verifies recipients there (Postfix's `reject_unverified_recipient`): the
/// address named before it is that host's, not ours, and so is a connection that it refused.
fn passed_on(text: &str) -> &str {
    // Every reply is asked for this: a colon is found at less cost than a word.
    let mut parts = text.match_indices(':').filter_map(|(at, _)| text.split_at_checked(at));
    let after = parts.find_map(|(before, after)| after.strip_prefix(": ").filter(|_| before.ends_with("address")));
    let Some(after) = after else { return text };
    if AWAY.iter().any(|words| after.starts_with(words)) {
        return if is_of_recipient(text) { "unverified address" } else { "sender address rejected" };
    }
    let Some(host) = after.strip_prefix("host ").filter(|_| text.ends_with(" command)")) else { return text };
    match host.split_once(" said: ") {
        Some((_, said)) => said.split_once(" (in reply to ").map_or(said, |(said, _)| said),
        None => text,
    }
}

/// Senders are verified in the same words.
fn is_of_recipient(text: &str) -> bool {
    text.contains("Recipient address rejected: ")
}

/// How Postfix goes on when the next host holds no conversation.
const AWAY: [&str; 3] = ["connect to ", "lost connection with ", "conversation with "];

/// Before RCPT nobody can speak of a mailbox: words that seem to are about the sender, the client or the weather.
fn at_stage(spoken: Spoken, reply: &Reply, stage: Stage) -> Spoken {
    let about_mailbox = matches!(
        spoken.cause,
        Cause::NoMailbox
            | Cause::MailboxDisabled
            | Cause::MailboxSuspended
            | Cause::MailboxFull
            | Cause::RecipientRestricted
            | Cause::Indistinct
    );
    if stage == Stage::Rcpt || !about_mailbox {
        return spoken;
    }
    let cause = match stage {
        _ if reply.is_transient() || spoken.cause == Cause::MailboxFull => Cause::ServerTrouble,
        Stage::Greeting => return Spoken::weak(Cause::SenderBlocked, codes::PLAIN_GREETING),
        Stage::Ehlo | Stage::Helo | Stage::Mail => Cause::SenderRejected,
        _ => Cause::ProtocolError,
    };
    Spoken::weak(cause, spoken.rule)
}

fn may_be_strong(cause: Cause) -> bool {
    matches!(cause, Cause::NoMailbox | Cause::MailboxDisabled | Cause::Smtputf8Unsupported)
}

fn whose(spoken: Spoken, reply: &Reply, stage: Stage) -> Whose {
    let cause = spoken.cause;
    let about_mailbox = reply.enhanced().is_some_and(|e| e.subject == 2);
    let batch = reply.enhanced().is_some_and(|e| (e.subject, e.detail) == (5, 3));
    let of_cause = match cause {
        _ if batch || spoken.said == Some(Say::Batch) => Whose::Transaction,
        Cause::RateLimited if about_mailbox => Whose::Recipient,
        // A 554 that names no reason is this host's: RFC 5321 §3.1 has it for hosts that take no mail at all.
        Cause::SenderBlocked if spoken.rule == codes::PLAIN_GREETING => Whose::Session,
        Cause::SenderBlocked | Cause::SenderRejected | Cause::RateLimited => Whose::Operator,
        Cause::TlsRequired => Whose::Session,
        _ => Whose::Recipient,
    };
    let goodbye = if reply.code() == 421 { Whose::Session } else { Whose::Recipient };
    of_cause.max(goodbye).max(least(stage))
}

fn least(stage: Stage) -> Whose {
    match stage {
        Stage::Rcpt => Whose::Recipient,
        Stage::Reset => Whose::Transaction,
        _ => Whose::Session,
    }
}
