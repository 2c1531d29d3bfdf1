//! What reply codes and enhanced codes say: beside words, and where no words speak.

use super::Cause;
use super::phrases::Say;
use crate::smtp::{EnhancedCode, Reply, Stage};

/// One opinion on a reply.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoken {
    pub(super) cause: Cause,
    pub(super) strong: bool,
    pub(super) rule: &'static str,
    /// What the row says, where it was a row.
    pub(super) said: Option<Say>,
}

impl Spoken {
    pub(super) const fn weak(cause: Cause, rule: &'static str) -> Self {
        Self { cause, strong: false, rule, said: None }
    }
}

/// Words, corrected by what the codes know better.
pub(super) fn temper(heard: Spoken, reply: &Reply, stage: Stage, words: &str) -> Spoken {
    let code = of(reply);
    let about_mailbox =
        matches!(heard.cause, Cause::NoMailbox | Cause::MailboxDisabled | Cause::MailboxSuspended | Cause::Indistinct);
    let in_details = |c: EnhancedCode| (c.subject, c.detail);
    match code.map(in_details) {
        // RFC 4954 §6: whose name and password these are is no question of a recipient.
        _ if matches!(reply.code(), 530 | 534 | 535 | 538)
            && matches!(heard.cause, Cause::NoMailbox | Cause::MailboxDisabled) =>
        {
            Spoken::weak(Cause::AuthRequired, "530")
        }
        // One word that no row knows: a code must say as well that it is the mailbox that is unknown.
        detail if heard.said == Some(Say::Doubt) && !matches!(detail, Some((1, 0 | 1 | 10))) => {
            Spoken::weak(Cause::Indistinct, "strange word")
        }
        // "Recipient table not found" is the weather, "attachment of unknown type" is about the message.
        Some((3 | 4, _)) if heard.cause == Cause::NoMailbox && reply.is_transient() => {
            Spoken::weak(Cause::ServerTrouble, "4.3.x")
        }
        Some((6, _)) if about_mailbox => Spoken::weak(Cause::PolicyRejected, "x.6.x"),
        // RFC 5321 §4.2.2: what is unknown is a command or its parameter.
        _ if matches!(reply.code(), 500 | 502 | 504 | 555) && matches!(heard.rule, "unknown" | "not recogni") => {
            Spoken::weak(Cause::ProtocolError, "50z")
        }
        // Somebody of ours is named, and nothing understood of what is said of them.
        _ if heard.said == Some(Say::From) && heard.cause == Cause::Indistinct => {
            let alone = alone(reply, stage);
            match alone.cause {
                Cause::NoMailbox | Cause::MailboxSuspended => heard,
                _ => alone,
            }
        }
        // Microsoft 365's edge for a recipient it does not know: words of a policy, and often intermittent.
        Some((4, 1) | (7, 504)) if words.contains("recipient address rejected access denied") => {
            Spoken::weak(Cause::NoMailbox, "5.4.1 access denied")
        }
        // Under 5.7.1 Google passes on an administrator's own words; its own for an unknown user are 5.1.1 and 5.2.1.
        Some((7, 1)) if about_mailbox && (words.contains(" gsmtp ") || words.contains(" gcdp ")) => {
            Spoken::weak(Cause::RecipientRestricted, "5.7.1 gsmtp")
        }
        Some(detail) if (about_mailbox || may_yield(heard.cause)) && about_us(detail) => {
            Spoken::weak(about_us_cause(detail), "enhanced code about us")
        }
        // "Invalid" under 5.1.3 or 501 speaks of syntax as often as of a mailbox.
        Some((1, 3)) if heard.cause == Cause::NoMailbox && INVALID.iter().any(|w| words.contains(w)) => {
            Spoken::weak(Cause::Indistinct, "5.1.3")
        }
        // "Unrecognized parameter in RCPT" is about our commands; but some say 5.5.1 of an unknown user.
        Some((5, 1 | 2 | 4)) if about_mailbox => Spoken { strong: false, ..heard },
        Some((3, _)) if heard.cause == Cause::Greylisted && heard.rule != "greylist" => {
            Spoken::weak(Cause::ServerTrouble, "x.3.x")
        }
        Some((1, 0 | 1 | 10))
            if heard.cause == Cause::Indistinct
                && heard.said != Some(Say::Or)
                && !words.contains("@ip")
                && !words.contains("@us") =>
        {
            Spoken::weak(Cause::NoMailbox, "x.1.1")
        }
        _ if stage == Stage::Greeting && heard.rule == "transaction failed" => alone(reply, stage),
        Some((7, _)) if matches!(stage, Stage::Mail | Stage::Rcpt) && heard.rule == "command rejected" => {
            Spoken::weak(Cause::PolicyRejected, "x.7.x command rejected")
        }
        Some((7, _)) if heard.rule == "service unavailable" => Spoken::weak(Cause::SenderBlocked, "x.7.x unavailable"),
        _ if reply.code() == 503 && (about_mailbox || heard.cause == Cause::SenderRejected) => {
            Spoken::weak(Cause::ProtocolError, "503")
        }
        // RFC 5321 §3.4: 551 "User not local; please try" has another address for somebody who moved.
        _ if reply.code() == 551 && heard.rule == "please try" => Spoken::weak(Cause::MailboxDisabled, "551"),
        _ if reply.code() == 501 && heard.rule == "invalid domain" => Spoken::weak(Cause::SenderRejected, "501"),
        // Orange and La Poste: at 421 the weather, at 5yz a block.
        _ if reply.code() == 421 && heard.rule == "service refuse" => Spoken::weak(Cause::ServerTrouble, "421"),
        // "Try again later" in a refusal for good is politeness.
        _ if reply.is_permanent() && heard.said == Some(Say::Later) => alone(reply, stage),
        _ => heard,
    }
}

/// What words say of us that a code may say better: "rate limited because unauthenticated" is about the sender.
fn may_yield(cause: Cause) -> bool {
    matches!(cause, Cause::RateLimited | Cause::RelayDenied)
}

/// Where no words speak: the enhanced code, then the reply code.
pub(super) fn alone(reply: &Reply, stage: Stage) -> Spoken {
    of(reply).and_then(|code| by_enhanced(code, stage)).unwrap_or_else(|| by_code(reply, stage))
}

/// The reply's enhanced code, or one that it writes among its words as qmail does: `(#5.1.1)`.
fn of(reply: &Reply) -> Option<EnhancedCode> {
    reply.enhanced().or_else(|| {
        let (_, after) = reply.text().split_once('#')?;
        let end = after.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(after.len());
        let mut numbers = after.get(..end)?.split('.').map(|n| n.parse::<u16>().ok());
        let (class, subject, detail) = (numbers.next()??, numbers.next()??, numbers.next()??);
        (class == reply.code() / 100 && subject < 1000 && detail < 1000).then_some(EnhancedCode {
            class,
            subject,
            detail,
        })
    })
}

/// Details that speak of the sender or client whatever the words say (RFC 3463, RFC 7372, RFC 8616, and Microsoft's).
fn about_us((subject, detail): (u16, u16)) -> bool {
    matches!((subject, detail), (1, 7 | 8) | (7, 20..=27 | 29..=40) | (7, 500..=503) | (7, 505..=509) | (7, 511..=999))
}

fn about_us_cause((subject, detail): (u16, u16)) -> Cause {
    match (subject, detail) {
        (7, 500..) => Cause::SenderBlocked,
        _ => Cause::SenderRejected,
    }
}

fn by_enhanced(code: EnhancedCode, stage: Stage) -> Option<Spoken> {
    let EnhancedCode { class, subject, detail } = code;
    let cause = match (subject, detail) {
        (1, 0 | 1 | 10) if class == 5 && stage == Stage::Rcpt => Cause::NoMailbox,
        (1, 7 | 8) => Cause::SenderRejected,
        (1, 2) => Cause::RelayDenied,
        (1, _) => Cause::Indistinct,
        (2, 1) => Cause::MailboxSuspended,
        (2, 2) => Cause::MailboxFull,
        (2, 3) => Cause::PolicyRejected,
        (3, 4) => Cause::PolicyRejected,
        (3, _) => Cause::ServerTrouble,
        (4, 4) if class == 5 => Cause::RelayDenied,
        (4, _) => Cause::ServerTrouble,
        (5, 3) => Cause::RateLimited,
        (5, 1..) => Cause::ProtocolError,
        (6, 7) => Cause::Smtputf8Unsupported,
        (6, _) => Cause::PolicyRejected,
        (7, 2) => Cause::RecipientRestricted,
        (7, 8 | 9) => Cause::AuthRequired,
        (7, 10) => Cause::TlsRequired,
        (7, 130..=139) => Cause::RecipientRestricted,
        // Mail flood detected.
        (7, 28) => Cause::RateLimited,
        (7, 504 | 510) => Cause::PolicyRejected,
        detail if about_us(detail) => about_us_cause(detail),
        (7, _) if class == 4 => Cause::Greylisted,
        (7, _) => Cause::PolicyRejected,
        _ => return None,
    };
    Some(Spoken::weak(cause, "enhanced code"))
}

/// The rule of a refused greeting whose words name no reason.
pub(super) const PLAIN_GREETING: &str = "5yz greeting";

fn by_code(reply: &Reply, stage: Stage) -> Spoken {
    let (cause, rule) = match (reply.code(), stage) {
        (421, Stage::Greeting) => (Cause::RateLimited, "421 greeting"),
        (452, Stage::Rcpt) => (Cause::ServerTrouble, "452"),
        (400..=499, _) => (Cause::ServerTrouble, "4yz"),
        (530 | 534 | 535 | 538, _) => (Cause::AuthRequired, "530"),
        (521 | 556, Stage::Rcpt | Stage::Greeting) => (Cause::RelayDenied, "521"),
        (500..=504 | 555, _) => (Cause::ProtocolError, "50z"),
        (_, Stage::Greeting) => (Cause::SenderBlocked, PLAIN_GREETING),
        (_, Stage::Mail | Stage::Ehlo | Stage::Helo) => (Cause::SenderRejected, "5yz before RCPT"),
        (552, _) => (Cause::MailboxFull, "552"),
        (554 | 571, _) => (Cause::PolicyRejected, "554"),
        (300..=399, _) => (Cause::ProtocolError, "3yz"),
        _ => (Cause::Indistinct, "5yz"),
    };
    Spoken::weak(cause, rule)
}

/// Words of the rows that say "invalid", folded.
const INVALID: &[&str] =
    &["invalid", "not valid", "not a valid", "isnt valid", "ungultig", "non valid", "illegal", "bad "];
