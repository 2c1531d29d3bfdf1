//! (skeleton) From the words of one reply to a meaning, without contrast.
use super::{Cause, Strength};
use crate::{
    smtp::{Identity, Reply, Stage},
    syntax::Address,
};
use std::{net::IpAddr, time::Duration};

/// What was asked when the reply came.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    stage: Stage,
    recipient: Option<&'a Address>,
    identity: Option<&'a Identity>,
    source: Option<IpAddr>,
}
impl<'a> Asked<'a> {
    /// At this stage.
    pub fn new(stage: Stage) -> Self {
        Self {
            stage,
            recipient: None,
            identity: None,
            source: None,
        }
    }
    /// The recipient in RCPT TO.
    pub fn recipient(mut self, r: &'a Address) -> Self {
        self.recipient = Some(r);
        self
    }
    /// Who asked.
    pub fn identity(mut self, i: &'a Identity) -> Self {
        self.identity = Some(i);
        self
    }
    /// From which address, as the server sees it.
    pub fn source(mut self, ip: IpAddr) -> Self {
        self.source = Some(ip);
        self
    }
}
/// Whose trouble a reply is: how far it reaches.
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
    /// "Try again in N seconds".
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
    /// How far it reaches.
    pub fn whose(&self) -> Whose {
        self.whose
    }
    /// The id of the rule that spoke.
    pub fn rule(&self) -> &'static str {
        self.rule
    }
}
/// (skeleton)
pub fn classify(reply: &Reply, asked: &Asked<'_>) -> Meaning {
    let _ = (asked.stage, asked.recipient, asked.identity, asked.source);
    let text = reply.text().to_ascii_lowercase();
    let (cause, strength) = match reply.code() / 100 {
        2 => (Cause::Accepted, Strength::Weak),
        5 if text.contains("unknown") => (Cause::NoMailbox, Strength::Strong),
        5 => (Cause::Indistinct, Strength::Weak),
        _ => (Cause::ServerTrouble, Strength::Weak),
    };
    Meaning {
        cause,
        strength,
        retry_after: None,
        whose: Whose::Recipient,
        rule: "skeleton",
    }
}
/// (skeleton)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(u64);
/// (skeleton)
pub fn fingerprint(reply: &Reply, _recipient: &Address) -> Fingerprint {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut h = DefaultHasher::new();
    (reply.code(), reply.text().split('<').next()).hash(&mut h);
    Fingerprint(h.finish())
}
