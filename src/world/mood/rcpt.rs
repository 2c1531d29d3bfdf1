//! What a mood says to a RCPT, and how much of the truth it keeps to itself.

use super::Mood;
use crate::{
    smtp::Stage,
    world::{Truth, Words, words::Said},
};
use std::{
    collections::{HashMap, HashSet},
    net::IpAddr,
    time::Duration,
};

/// What a host remembers between connections.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    greylist: HashMap<(IpAddr, String, String), Duration>,
    pub(crate) strangers: u32,
    /// RCPTs that were answered at all.
    pub(crate) answered: u32,
    /// Whom the host accepted, lower-case.
    pub(crate) accepted: HashSet<String>,
    recent: HashMap<IpAddr, Vec<Duration>>,
    heard_of: HashSet<String>,
    /// How often each recipient was asked about, lower-case.
    asked: HashMap<String, u32>,
    pub(crate) replies: u64,
}

/// A RCPT as a mood sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rcpt<'a> {
    pub(crate) now: Duration,
    pub(crate) client: IpAddr,
    pub(crate) sender: &'a str,
    pub(crate) recipient: &'a str,
    pub(crate) truth: Truth,
    pub(crate) postmaster: bool,
    /// Whether a row of the world names the mailbox.
    pub(crate) named: bool,
    /// RCPTs of this connection before this one.
    pub(crate) before: u32,
    /// RCPTs of this transaction before this one.
    pub(crate) in_transaction: u32,
    /// Refusals of this connection so far.
    pub(crate) refusals: u32,
    /// Sent before the reply to the one before it.
    pub(crate) behind: bool,
    /// RSETs of this connection.
    pub(crate) resets: u32,
    /// Whether the transaction already holds a recipient of another domain.
    pub(crate) mixed: bool,
    pub(crate) said: Said<'a>,
}

/// How well a mood hides the truth from even a perfect verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hides {
    Nothing,
    /// Everybody seems alive.
    Risky,
    /// Only those who live there can be told.
    Dead,
    Everything,
}

impl Mood {
    /// What this mood says to a RCPT; `None` leaves it to the next mood, and at last to the truth.
    pub(crate) fn rcpt(&self, rcpt: &Rcpt<'_>, memory: &mut Memory, words: Words) -> Option<String> {
        let unknown = rcpt.truth == Truth::Dead;
        match self {
            Self::AcceptsAll => Some("250 2.1.5 Ok".to_owned()),
            Self::WillNotSay => Some("252 2.1.5 Cannot VRFY user, but will take message".to_owned()),
            Self::Greylist(wait) => greylist(memory, rcpt, *wait, true),
            Self::GreylistsClient(wait) => greylist(memory, rcpt, *wait, false),
            Self::Verifies(wait) => greylist(memory, rcpt, *wait, true).map(|_| {
                let address = rcpt.recipient;
                format!("450 4.1.1 <{address}>: Recipient address rejected: unverified address: Address verification in progress")
            }),
            Self::RefusesPipelined if rcpt.behind => Some("503 5.5.1 Bad sequence of commands".to_owned()),
            Self::DefersFirst if rcpt.before == 0 => Some("451 4.7.1 Please try again".to_owned()),
            Self::AcceptsAfterRefusal if rcpt.refusals > 0 => Some("250 2.1.5 Ok".to_owned()),
            Self::RefusesAfterReset if rcpt.resets > 0 && !rcpt.postmaster => Some(words.unknown(rcpt.said)),
            Self::AcceptsStrangers if !rcpt.named => Some("250 2.1.5 Ok".to_owned()),
            Self::Forwards if rcpt.truth == Truth::Alive => {
                Some(format!("251 2.1.5 User not local; will forward to <{}>", rcpt.recipient))
            }
            Self::GoodbyeToUnknown if unknown => Some("421 4.1.1 Unknown user, closing connection".to_owned()),
            Self::GoodbyeToStrangers if !rcpt.named => Some("421 4.3.2 Service shutting down".to_owned()),
            Self::SessionRate(n, text) if rcpt.before >= *n => Some((*text).to_owned()),
            Self::Tires(n) if tires(memory, rcpt, *n) => {
                Some(format!("450 4.2.1 <{}>: receiving mail too quickly", rcpt.recipient))
            }
            Self::DefersAll => Some("451 4.3.0 Temporary lookup failure".to_owned()),
            Self::DefersUnknown if unknown => Some("451 4.3.0 Temporary lookup failure".to_owned()),
            Self::GoodbyeAfter(n) if rcpt.refusals >= *n => {
                Some("421 4.7.0 Too many errors, closing connection".to_owned())
            }
            Self::MaxRecipients(n) if rcpt.before >= *n => {
                Some("421 4.7.0 Too many recipients, closing connection".to_owned())
            }
            Self::TooManyRecipients(n) if rcpt.in_transaction >= *n => Some("452 4.5.3 Too many recipients".to_owned()),
            Self::OneDomain if rcpt.mixed => Some(
                "451 4.3.0 Multiple destination domains per transaction is unsupported. Please try again.".to_owned(),
            ),
            Self::RateAs550(n, window) => {
                rate(memory, rcpt, *n, *window, "550 Ip frequency limited. Please try again later")
            }
            Self::Rate(n, window, text) => rate(memory, rcpt, *n, *window, text),
            Self::DefersStrangers if !rcpt.named => Some("451 4.3.0 Temporary lookup failure".to_owned()),
            Self::IgnoresStrangers if !rcpt.named => Some(String::new()),
            Self::RefusesOddShapes if odd(rcpt.recipient) => Some(words.unknown(rcpt.said)),
            Self::RefusesOddShapes => Some("250 2.1.5 Ok".to_owned()),
            Self::FailsOpenAfter(n) if memory.answered >= *n => Some("250 2.1.5 Ok".to_owned()),
            Self::RefusesAtFirst(n) if hesitates(memory, rcpt, *n) => Some(words.unknown(rcpt.said)),
            Self::DisabledAsUnknown if rcpt.truth == Truth::Disabled => Some(words.unknown(rcpt.said)),
            Self::NoPostmaster if rcpt.postmaster => Some(words.unknown(rcpt.said)),
            Self::DeniesRelay if !rcpt.postmaster => {
                Some(format!("554 5.7.1 <{}>: Relay access denied", rcpt.recipient))
            }
            _ => self.blocks(rcpt, memory).map(|text| text.map_or_else(|| words.unknown(rcpt.said), str::to_owned)),
        }
    }

    /// Whether it is a block that keeps this recipient out, and in which words if not in those for an unknown user.
    /// Postmaster is exempt, as RFC 5321 §4.5.1 wants it.
    fn blocks(&self, rcpt: &Rcpt<'_>, memory: &Memory) -> Option<Option<&'static str>> {
        let (holds, text) = match self {
            Self::Blocks(Stage::Rcpt, text) => (true, Some(*text)),
            Self::BlocksAsUnknown => (true, None),
            Self::BlocksAfter(n, text) => (memory.strangers >= *n, Some(*text)),
            Self::BlocksAsUnknownAfter(n) => (memory.strangers >= *n, None),
            Self::BlocksButRemembers(n) => {
                (memory.strangers >= *n && !memory.accepted.contains(&rcpt.recipient.to_lowercase()), None)
            }
            _ => (false, None),
        };
        (holds && !rcpt.postmaster).then_some(text)
    }

    /// How much of the truth this mood keeps to itself.
    pub(crate) fn hides(&self) -> Hides {
        match self {
            Self::AcceptsAll
            | Self::WillNotSay
            | Self::RefusesOddShapes
            | Self::FailsOpenAfter(_)
            | Self::AcceptsAfterRefusal
            | Self::AcceptsStrangers => Hides::Risky,
            Self::DefersUnknown | Self::GoodbyeToUnknown | Self::HangsUpAtUnknown => Hides::Dead,
            Self::Blocks(..)
            | Self::BlocksAsUnknown
            | Self::BlocksAfter(..)
            | Self::BlocksAsUnknownAfter(_)
            | Self::BlocksButRemembers(_)
            | Self::DefersAll
            | Self::Silent
            | Self::Down
            | Self::Stutters(_)
            | Self::Swallows(_)
            | Self::NamesAnother(_)
            | Self::DeniesRelay
            | Self::Demands(_) => Hides::Everything,
            _ => Hides::Nothing,
        }
    }
}

fn greylist(memory: &mut Memory, rcpt: &Rcpt<'_>, wait: Duration, each: bool) -> Option<String> {
    let recipient = if each { rcpt.recipient.to_ascii_lowercase() } else { String::new() };
    let key = (rcpt.client, rcpt.sender.to_owned(), recipient);
    let first = *memory.greylist.entry(key).or_insert(rcpt.now);
    let left = wait.checked_sub(rcpt.now.saturating_sub(first)).filter(|left| !left.is_zero())?;
    Some(format!(
        "450 4.2.0 <{}>: Recipient address rejected: Greylisted, try again in {} seconds",
        rcpt.recipient,
        left.as_secs() + u64::from(left.subsec_nanos() > 0)
    ))
}

fn rate(memory: &mut Memory, rcpt: &Rcpt<'_>, n: u32, window: Duration, text: &str) -> Option<String> {
    let recent = memory.recent.entry(rcpt.client).or_default();
    recent.retain(|at| rcpt.now.saturating_sub(*at) < window);
    if recent.len() >= n as usize {
        return Some(text.to_owned());
    }
    recent.push(rcpt.now);
    None
}

/// Counts the living alone: who is refused is refused each time.
fn tires(memory: &mut Memory, rcpt: &Rcpt<'_>, n: u32) -> bool {
    let asked = memory.asked.entry(rcpt.recipient.to_lowercase()).or_default();
    *asked += 1;
    *asked > n && rcpt.truth == Truth::Alive && !rcpt.postmaster
}

fn hesitates(memory: &mut Memory, rcpt: &Rcpt<'_>, n: u32) -> bool {
    let new = memory.heard_of.insert(rcpt.recipient.to_lowercase());
    new && memory.heard_of.len().is_multiple_of(n as usize)
}

/// Whether nobody is called so: a letter behind a digit, or a local part longer than people like to type.
fn odd(recipient: &str) -> bool {
    let local = recipient.rsplit_once('@').map_or(recipient, |(local, _)| local);
    let behind = local
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.trim_start_matches(char::is_alphabetic).contains(char::is_alphabetic));
    behind || local.chars().count() > 20
}
