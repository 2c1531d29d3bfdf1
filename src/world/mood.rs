//! How a host behaves, whoever lives there: one variant and one row of [`MOODS`] is one mood.

use super::{Truth, Words, words::Said};
use crate::smtp::Stage;
use std::{collections::HashMap, net::IpAddr, time::Duration};

/// One trait of a server. A host may have several; the first that has something to say wins.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mood {
    /// 250 to everybody.
    AcceptsAll,
    /// 252 to everybody: will not say.
    WillNotSay,
    /// 450 until the same (client, sender, recipient) comes back after this long.
    Greylist(Duration),
    /// A refusal of the client at this stage, in these words.
    Blocks(Stage, &'static str),
    /// Every recipient but postmaster is refused in the host's words for an unknown user: a block that lies.
    BlocksAsUnknown,
    /// [`Blocks`](Self::Blocks) at RCPT in these words, once this many strangers were refused by the host.
    BlocksAfter(u32, &'static str),
    /// 451 to everybody.
    DefersAll,
    /// 451 for unknown recipients, for ever.
    DefersUnknown,
    /// Closes the connection without a word after so many refusals in a connection.
    HangsUpAfter(u32),
    /// 421 and goodbye in place of the refusal that follows so many refusals in a connection.
    GoodbyeAfter(u32),
    /// 421 and goodbye at the RCPT that follows so many in a connection.
    MaxRecipients(u32),
    /// 452 4.5.3 at the RCPT that follows so many in a transaction.
    TooManyRecipients(u32),
    /// 421 and goodbye at the MAIL that follows so many in a connection.
    MaxTransactions(u32),
    /// 452 for the recipients of a second domain in one transaction.
    OneDomain,
    /// Refused with a 550 that speaks of frequency, past so many recipients of one client within the time.
    RateAs550(u32, Duration),
    /// Refuses even postmaster.
    NoPostmaster,
    /// Does not announce PIPELINING.
    NoPipelining,
    /// Does not announce SMTPUTF8.
    NoSmtpUtf8,
    /// 502 to EHLO; HELO only.
    HeloOnly,
    /// Keeps every reply back this long.
    Slow(Duration),
    /// Takes the connection and never says anything.
    Silent,
    /// Nothing listens at the address.
    Down,
    /// Sends the reply to the n-th RCPT of each connection twice.
    Stutters(u32),
    /// 550 relaying denied for the host's own domains: misconfigured.
    DeniesRelay,
    /// 530 at MAIL: wants authentication or TLS first, in these words.
    Demands(&'static str),
}

/// The built-in moods by name, each as (name, wording, traits). [`World::mood`](super::World::mood) makes a host of one.
pub const MOODS: &[(&str, Words, &[Mood])] = &[
    ("plain", Words::Postfix, &[]),
    ("exim", Words::Exim, &[]),
    ("exchange", Words::Exchange, &[]),
    ("microsoft", Words::Microsoft, &[]),
    ("gmail", Words::Gmail, &[Mood::OneDomain]),
    ("yahoo", Words::Yahoo, &[Mood::MaxTransactions(20)]),
    ("german", Words::German, &[]),
    ("french", Words::French, &[]),
    ("spanish", Words::Spanish, &[]),
    ("bare", Words::Bare, &[]),
    ("echoes-client", Words::EchoesClient, &[]),
    ("accepts-all", Words::Postfix, &[Mood::AcceptsAll]),
    ("will-not-say", Words::Postfix, &[Mood::WillNotSay]),
    ("greylist", Words::Postfix, &[Mood::Greylist(Duration::from_secs(2))]),
    ("blocked", Words::Postfix, &[Mood::Blocks(Stage::Rcpt, SPAMHAUS)]),
    ("blocked-at-greeting", Words::Postfix, &[Mood::Blocks(Stage::Greeting, SPAMHAUS)]),
    ("blocked-at-mail", Words::Postfix, &[Mood::Blocks(Stage::Mail, SPAMHAUS)]),
    ("blocked-neutrally", Words::Exim, &[Mood::Blocks(Stage::Rcpt, "550 rejected")]),
    ("blocked-as-unknown", Words::Postfix, &[Mood::BlocksAsUnknown]),
    ("blocked-later", Words::Postfix, &[Mood::BlocksAfter(5, SPAMHAUS)]),
    ("blocked-later-neutrally", Words::Postfix, &[Mood::BlocksAfter(5, "550 rejected")]),
    ("defers-all", Words::Postfix, &[Mood::DefersAll]),
    ("defers-unknown", Words::Postfix, &[Mood::DefersUnknown]),
    ("hangs-up", Words::Postfix, &[Mood::HangsUpAfter(3)]),
    ("goodbye-after-refusal", Words::Postfix, &[Mood::GoodbyeAfter(1)]),
    ("goodbye-after-recipients", Words::Postfix, &[Mood::MaxRecipients(5)]),
    ("too-many-recipients", Words::Postfix, &[Mood::TooManyRecipients(3)]),
    ("max-transactions", Words::Exim, &[Mood::MaxTransactions(5)]),
    ("rate-as-550", Words::Bare, &[Mood::RateAs550(8, Duration::from_secs(2))]),
    ("no-postmaster", Words::Postfix, &[Mood::NoPostmaster]),
    ("no-pipelining", Words::Postfix, &[Mood::NoPipelining]),
    ("no-smtputf8", Words::Postfix, &[Mood::NoSmtpUtf8]),
    ("helo-only", Words::Exim, &[Mood::HeloOnly]),
    ("slow", Words::Postfix, &[Mood::Slow(Duration::from_millis(100))]),
    ("silent", Words::Postfix, &[Mood::Silent]),
    ("down", Words::Postfix, &[Mood::Down]),
    ("stutters", Words::Postfix, &[Mood::Stutters(3)]),
    ("denies-relay", Words::Postfix, &[Mood::DeniesRelay]),
    ("demands-auth", Words::Postfix, &[Mood::Demands("530 5.7.0 Authentication required")]),
    ("demands-tls", Words::Postfix, &[Mood::Demands("530 5.7.0 Must issue a STARTTLS command first")]),
];

/// A block list, named. 192.0.2.1 is a documentation address.
pub(crate) const SPAMHAUS: &str = "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using \
     zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1";

/// What a host remembers between connections.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    greylist: HashMap<(IpAddr, String, String), Duration>,
    pub(crate) strangers: u32,
    recent: HashMap<IpAddr, Vec<Duration>>,
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
    /// RCPTs of this connection before this one.
    pub(crate) before: u32,
    /// RCPTs of this transaction before this one.
    pub(crate) in_transaction: u32,
    /// Refusals of this connection so far.
    pub(crate) refusals: u32,
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
            Self::Greylist(wait) => greylist(memory, rcpt, *wait),
            Self::Blocks(Stage::Rcpt, text) if !rcpt.postmaster => Some((*text).to_owned()),
            Self::BlocksAsUnknown if !rcpt.postmaster => Some(words.unknown(rcpt.said)),
            Self::BlocksAfter(n, text) if !rcpt.postmaster && memory.strangers >= *n => Some((*text).to_owned()),
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
            Self::RateAs550(n, window) => rate(memory, rcpt, *n, *window),
            Self::NoPostmaster if rcpt.postmaster => Some(words.unknown(rcpt.said)),
            Self::DeniesRelay if !rcpt.postmaster => {
                Some(format!("554 5.7.1 <{}>: Relay access denied", rcpt.recipient))
            }
            _ => None,
        }
    }

    /// How much of the truth this mood keeps to itself.
    pub(crate) fn hides(&self) -> Hides {
        match self {
            Self::AcceptsAll | Self::WillNotSay => Hides::Risky,
            Self::DefersUnknown => Hides::Dead,
            Self::Blocks(..)
            | Self::BlocksAsUnknown
            | Self::BlocksAfter(..)
            | Self::DefersAll
            | Self::Silent
            | Self::Down
            | Self::Stutters(_)
            | Self::DeniesRelay
            | Self::Demands(_) => Hides::Everything,
            _ => Hides::Nothing,
        }
    }
}

fn greylist(memory: &mut Memory, rcpt: &Rcpt<'_>, wait: Duration) -> Option<String> {
    let key = (rcpt.client, rcpt.sender.to_owned(), rcpt.recipient.to_ascii_lowercase());
    let first = *memory.greylist.entry(key).or_insert(rcpt.now);
    let left = wait.checked_sub(rcpt.now.saturating_sub(first)).filter(|left| !left.is_zero())?;
    Some(format!(
        "450 4.2.0 <{}>: Recipient address rejected: Greylisted, try again in {} seconds",
        rcpt.recipient,
        left.as_secs() + u64::from(left.subsec_nanos() > 0)
    ))
}

fn rate(memory: &mut Memory, rcpt: &Rcpt<'_>, n: u32, window: Duration) -> Option<String> {
    let recent = memory.recent.entry(rcpt.client).or_default();
    recent.retain(|at| rcpt.now.saturating_sub(*at) < window);
    if recent.len() >= n as usize {
        return Some("550 Ip frequency limited. Please try again later".to_owned());
    }
    recent.push(rcpt.now);
    None
}
