//! How a host behaves, whoever lives there: one variant and one row of [`MOODS`] is one mood.

mod rcpt;

pub(crate) use rcpt::{Hides, Memory, Rcpt};

use super::{Truth, Words};
use crate::smtp::Stage;
use std::{net::Ipv4Addr, time::Duration};

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
    /// 451 for names that no row of the world knows, a control's among them; the dead that have a row are refused.
    DefersStrangers,
    /// No reply at all to a RCPT for a name that no row of the world knows.
    IgnoresStrangers,
    /// 250 to every name that looks like a person's, a refusal in the host's words for one that looks thrown together:
    /// a digit before a letter, or more than 20 characters.
    RefusesOddShapes,
    /// 250 to everybody, once this many recipients were answered by the host.
    FailsOpenAfter(u32),
    /// Every recipient but postmaster is refused in the host's words for an unknown user, once this many strangers were.
    BlocksAsUnknownAfter(u32),
    /// As [`BlocksAsUnknownAfter`](Self::BlocksAsUnknownAfter), but whom it accepted before it goes on accepting.
    BlocksButRemembers(u32),
    /// Refused in these words, past so many recipients of one client within the time.
    Rate(u32, Duration, &'static str),
    /// 450 to each client until it comes back after this long, whomever it asks about.
    GreylistsClient(Duration),
    /// Says of a disabled mailbox what it says of one that does not exist.
    DisabledAsUnknown,
    /// Never answers the n-th RCPT of each connection.
    Swallows(u32),
    /// From the n-th RCPT of each connection on, a refusal names the recipient who was asked about before.
    NamesAnother(u32),
    /// Refuses every n-th recipient in the host's words for an unknown user when it hears of them first, whoever they are.
    RefusesAtFirst(u32),
    /// 503 to a RCPT that was sent behind another without waiting for its reply.
    RefusesPipelined,
    /// 451 to the first RCPT of each connection.
    DefersFirst,
    /// 450 while it verifies an address that it hears of first, for this long.
    Verifies(Duration),
    /// 250 to everybody in a connection that was refused somebody.
    AcceptsAfterRefusal,
    /// In the host's words for an unknown user, whoever is asked about after RSET.
    RefusesAfterReset,
    /// 250 to names that no row of the world knows; the dead that have a row are refused.
    AcceptsStrangers,
    /// 251 for whoever lives here: it will forward.
    Forwards,
    /// 421 and goodbye in place of a refusal for an unknown user.
    GoodbyeToUnknown,
    /// Closes the connection without a word at an unknown user.
    HangsUpAtUnknown,
    /// 421 and goodbye at names that no row of the world knows; the dead that have a row are refused.
    GoodbyeToStrangers,
    /// These words for everybody, from the RCPT that follows so many in a connection.
    SessionRate(u32, &'static str),
    /// 450 for whoever is asked about more often than this.
    Tires(u32),
    /// Closes the connection without a word at every n-th RCPT to the host.
    HangsUpEvery(u32),
    /// Each refusal in a connection adds this to the time that its replies take.
    Tarpits(Duration),
    /// Offers STARTTLS, and means it.
    StartTls,
    /// Offers STARTTLS and breaks the handshake off.
    BrokenTls,
    /// 530 at MAIL until there is TLS.
    WantsTls,
    /// Announces SMTPUTF8 behind STARTTLS only.
    Utf8AfterTls,
    /// A greeting of many lines, as the law of some countries likes it.
    LongGreeting,
    /// Ends its lines with LF alone.
    LoneLf,
    /// Sends every reply in pieces of eight octets, so long apart.
    Trickles(Duration),
    /// 421 and goodbye in place of a greeting while so many connections are open.
    MaxConnections(u32),
    /// Nothing listens until the world has stood this long.
    Late(Duration),
    /// Nothing a host does: what [`World::mood`](super::World::mood) builds round it.
    Around(Scene),
}

/// What stands round the host of a mood: people, further hosts, DNS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scene {
    /// So many people alive and dead, in place of twenty and ten.
    People(u32, u32),
    /// Five people more, `other0` to `other4`, of this truth.
    Others(Truth),
    /// One mailbox more, `grüße`, alive.
    Utf8,
    /// Every person has a domain to themself, `alive0.NAME.example` and so on, each at a name of its own for the one host,
    /// which ends in this; after a dot, or after a dash as Microsoft's do.
    Tenants(&'static str),
    /// A further host, `mx2.NAME.example`, of less preference, with these traits.
    Backup(&'static [Mood]),
    /// A further host of equal preference, `mx.NAME-other.example`, so another operator's, with these traits.
    Split(&'static [Mood]),
    /// The domain's MX host stands at this address, and is not of this world.
    At(Ipv4Addr),
    /// The world's [resolver lies](super::World::lying_resolver).
    LyingResolver,
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
    ("italian", Words::Italian, &[]),
    ("portuguese", Words::Portuguese, &[]),
    ("dutch", Words::Dutch, &[]),
    ("swedish", Words::Swedish, &[]),
    ("polish", Words::Polish, &[]),
    ("russian", Words::Russian, &[]),
    ("turkish", Words::Turkish, &[]),
    ("chinese", Words::Chinese, &[]),
    ("japanese", Words::Japanese, &[]),
    ("sendmail", Words::Sendmail, &[]),
    ("qmail", Words::Qmail, &[]),
    ("control-deferred", Words::Postfix, &[Mood::DefersStrangers]),
    ("control-ignored", Words::Postfix, &[Mood::IgnoresStrangers]),
    ("shape-refused", Words::Postfix, &[Mood::RefusesOddShapes]),
    ("backup-accepts-all", Words::Postfix, &[Mood::Around(Scene::Backup(&[Mood::AcceptsAll]))]),
    ("backup-speaks", Words::Postfix, &[Mood::Down, Mood::Around(Scene::Backup(&[]))]),
    ("backup-is-careless", Words::Postfix, &[Mood::Down, Mood::Around(Scene::Backup(&[Mood::AcceptsAll]))]),
    ("split", Words::Postfix, &[Mood::Around(Scene::Split(&[]))]),
    ("split-disagrees", Words::Postfix, &[Mood::Around(Scene::Split(&[Mood::AcceptsAll]))]),
    ("fails-open", Words::Postfix, &[Mood::FailsOpenAfter(12)]),
    ("blocked-later-as-unknown", Words::Postfix, &[Mood::BlocksAsUnknownAfter(5)]),
    ("rate-as-521", Words::Gmail, &[Mood::Rate(8, Duration::from_secs(2), RATE)]),
    ("greylists-client", Words::Postfix, &[Mood::GreylistsClient(Duration::from_secs(2))]),
    ("greylists-all", Words::Postfix, &[Mood::Greylist(Duration::from_secs(2)), Mood::AcceptsAll]),
    ("swallows", Words::Postfix, &[Mood::Swallows(3)]),
    ("names-another", Words::Postfix, &[Mood::NamesAnother(4)]),
    ("starttls", Words::Postfix, &[Mood::StartTls]),
    ("starttls-broken", Words::Postfix, &[Mood::BrokenTls]),
    ("starttls-wanted", Words::Postfix, &[Mood::StartTls, Mood::WantsTls]),
    ("smtputf8", Words::Postfix, &[Mood::Around(Scene::Utf8)]),
    ("smtputf8-missing", Words::Postfix, &[Mood::NoSmtpUtf8, Mood::Around(Scene::Utf8)]),
    ("smtputf8-behind-tls", Words::Postfix, &[Mood::StartTls, Mood::Utf8AfterTls, Mood::Around(Scene::Utf8)]),
    ("long-greeting", Words::Postfix, &[Mood::LongGreeting]),
    ("lone-lf", Words::Postfix, &[Mood::LoneLf]),
    ("trickles", Words::Postfix, &[Mood::Trickles(Duration::from_millis(2))]),
    ("few-connections", Words::Postfix, &[Mood::MaxConnections(1), Mood::MaxRecipients(6)]),
    ("late", Words::Postfix, &[Mood::Late(Duration::from_millis(2000))]),
    ("lying-resolver", Words::Postfix, &[Mood::Around(Scene::LyingResolver)]),
    ("private-mx", Words::Postfix, &[Mood::Around(Scene::At(Ipv4Addr::new(10, 0, 0, 25)))]),
    ("papers-mx", Words::Postfix, &[Mood::Around(Scene::At(Ipv4Addr::new(192, 0, 2, 25)))]),
    ("none-dead", Words::Postfix, &[Mood::Around(Scene::People(40, 0))]),
    ("few-dead", Words::Postfix, &[Mood::Around(Scene::People(38, 2))]),
    ("some-dead", Words::Postfix, &[Mood::Around(Scene::People(32, 8))]),
    ("most-dead", Words::Postfix, &[Mood::Around(Scene::People(16, 24))]),
    ("all-dead", Words::Postfix, &[Mood::Around(Scene::People(0, 40))]),
    ("most-dead-neutrally", Words::Bare, &[Mood::Around(Scene::People(16, 24))]),
    ("tenants", Words::Postfix, &[Mood::Around(Scene::Tenants(".tenants-mail.example"))]),
    (
        "tenants-dead",
        Words::Postfix,
        &[Mood::Around(Scene::People(0, 20)), Mood::Around(Scene::Tenants(".tenants-dead-mail.example"))],
    ),
    (
        "tenants-microsoft",
        Words::Microsoft,
        &[
            Mood::OneDomain,
            Mood::NoPostmaster,
            Mood::Around(Scene::People(24, 6)),
            Mood::Around(Scene::Tenants("-example.mail.protection.outlook.com")),
        ],
    ),
    (
        "microsoft-hesitates",
        Words::Microsoft,
        &[
            Mood::OneDomain,
            Mood::RefusesAtFirst(4),
            Mood::Around(Scene::People(16, 4)),
            Mood::Around(Scene::Tenants("-example.mail.protection.outlook.com")),
        ],
    ),
    ("disabled", Words::Postfix, &[Mood::Around(Scene::Others(Truth::Disabled))]),
    ("disabled-as-unknown", Words::Postfix, &[Mood::DisabledAsUnknown, Mood::Around(Scene::Others(Truth::Disabled))]),
    ("suspended", Words::Postfix, &[Mood::Around(Scene::Others(Truth::Suspended))]),
    ("full", Words::Postfix, &[Mood::Around(Scene::Others(Truth::Full))]),
    ("over-quota", Words::Postfix, &[Mood::Around(Scene::Others(Truth::OverQuota))]),
    ("restricted", Words::Exchange, &[Mood::Around(Scene::Others(Truth::Restricted))]),
    ("unknown-as-syntax", Words::Syntax, &[]),
    ("unknown-as-error", Words::Error, &[]),
    ("ids", Words::Ids, &[]),
    ("three-languages", Words::Turns, &[]),
    ("canonical", Words::Canonical, &[]),
    ("no-pipelined-recipients", Words::Postfix, &[Mood::RefusesPipelined]),
    ("no-pipelined-recipients-neutrally", Words::Bare, &[Mood::RefusesPipelined]),
    ("first-deferred", Words::Postfix, &[Mood::DefersFirst]),
    ("verifies", Words::Postfix, &[Mood::Verifies(Duration::from_secs(2))]),
    ("accepts-after-refusal", Words::Postfix, &[Mood::AcceptsAfterRefusal]),
    (
        "refuses-after-reset",
        Words::Postfix,
        &[
            Mood::RefusesAfterReset,
            Mood::OneDomain,
            Mood::Around(Scene::People(12, 4)),
            Mood::Around(Scene::Tenants(".reset-mail.example")),
        ],
    ),
    ("accepts-strangers", Words::Postfix, &[Mood::AcceptsStrangers]),
    ("forwards", Words::Postfix, &[Mood::Forwards]),
    ("goodbye-to-unknown", Words::Postfix, &[Mood::GoodbyeToUnknown, Mood::Around(Scene::People(20, 5))]),
    ("hangs-up-at-unknown", Words::Postfix, &[Mood::HangsUpAtUnknown, Mood::Around(Scene::People(20, 5))]),
    ("goodbye-to-control", Words::Postfix, &[Mood::GoodbyeToStrangers]),
    (
        "goodbye-to-controls",
        Words::Postfix,
        &[
            Mood::GoodbyeToStrangers,
            Mood::Around(Scene::People(8, 2)),
            Mood::Around(Scene::Tenants(".goodbye-mail.example")),
        ],
    ),
    ("rate-in-session", Words::Postfix, &[Mood::SessionRate(10, SESSION_RATE)]),
    ("rate-as-450", Words::Postfix, &[Mood::Rate(8, Duration::from_secs(2), RATE_450)]),
    ("tires", Words::Postfix, &[Mood::Tires(2), Mood::HangsUpAfter(3)]),
    ("hangs-up-now-and-then", Words::Postfix, &[Mood::HangsUpEvery(13)]),
    ("one-recipient", Words::Postfix, &[Mood::TooManyRecipients(1)]),
    ("tarpits", Words::Postfix, &[Mood::Tarpits(Duration::from_millis(60))]),
    (
        "split-backup",
        Words::Postfix,
        &[Mood::Down, Mood::Around(Scene::Split(&[Mood::Down])), Mood::Around(Scene::Backup(&[]))],
    ),
    ("blocked-before-few", Words::Postfix, &[Mood::BlocksAsUnknown, Mood::Around(Scene::People(4, 0))]),
    ("blocked-but-remembers", Words::Postfix, &[Mood::BlocksButRemembers(5)]),
];

/// The [`MOODS`] that no client can tell from an honest server, as they answer byte for byte like one: under five
/// recipients refused in explicit words; a block in explicit words before any acceptance that exempts postmaster; a block
/// that remembers whom it accepted. They stand outside every judgement of a verifier.
pub const TWINS: &[&str] = &["blocked-as-unknown", "blocked-before-few", "blocked-but-remembers"];

/// What Gmail says of a mailbox that gets too much, whoever sends it.
const RATE: &str = "550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional \
     messages from being delivered.";

/// What some say once a connection has had enough.
const SESSION_RATE: &str = "550 5.7.1 Too many recipients, rate limit exceeded";

/// A limit per client and hour, as Postfix' anvil puts it.
const RATE_450: &str = "450 4.7.1 Error: too many recipients from 127.0.0.1";

/// A block list, named. 192.0.2.1 is a documentation address.
pub(crate) const SPAMHAUS: &str = "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using \
     zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1";
