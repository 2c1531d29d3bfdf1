//! Complaints about how a recipient is written, or how it was asked: of whom they speak.

use super::{Question, Schedule, roster};
use crate::smtp::Reply;
use crate::verdict::Cause;
use crate::verdict::contrast::{Heard, Kind, Who};

/// What a complaint about form amounts to.
pub(super) enum Form {
    /// It is no such complaint.
    Other,
    /// The question was not heard as it was meant: it is asked again, by itself.
    Unheard,
    /// It says nothing of the absent control but that its model may be misshapen.
    Misshapen,
    /// How this recipient is written is not liked, and no control is written alike.
    Disliked,
}

impl Schedule {
    /// Servers there are that say "syntax" for a mailbox they do not know. Of a recipient that is written like the
    /// absent control it is a refusal like any other in words that say little: only the control's fingerprint beside
    /// accepted members makes it "nobody here".
    pub(super) fn form(&mut self, id: u64, question: &Question, reply: &Reply, heard: &mut Heard) -> Form {
        let in_batch = self.sessions.get(&id).is_some_and(|session| session.batch > 1);
        match (complaint(reply, heard.cause), in_batch) {
            (Complaint::None, _) => return Form::Other,
            (Complaint::Command | Complaint::Sequence, true) => return self.unheard(id, question),
            (Complaint::Sequence, false) => return Form::Other,
            (Complaint::Recipient, _) | (Complaint::Command, false) => {}
        }
        match question.who {
            Who::Absent(_) if !self.is_well_formed(question.spot.domain) => {
                self.misshapen(question);
                return Form::Misshapen;
            }
            Who::Member(_) if !roster::is_plain(question.address.local()) => return Form::Disliked,
            _ => {}
        }
        (heard.kind, heard.strong) = (Kind::Refused, false);
        Form::Other
    }

    /// Behind another command, some servers lose the thread: this host is asked one by one from here on.
    fn unheard(&mut self, id: u64, question: &Question) -> Form {
        let Some(session) = self.sessions.get_mut(&id) else { return Form::Unheard };
        session.leaving = true;
        if let Some(host) = self.hosts.get_mut(session.host as usize) {
            host.one_by_one = true;
        }
        if let Who::Member(member) = question.who {
            self.line_up(member, false);
        }
        Form::Unheard
    }

    /// Whether the absent control is shaped like somebody who was accepted.
    fn is_well_formed(&self, domain: u32) -> bool {
        self.domains.get(self.named_by(domain) as usize).is_some_and(|entry| entry.model_lives)
    }

    /// The model of the control's shape may be as malformed as the control: somebody accepted is to be its model.
    fn misshapen(&mut self, question: &Question) {
        let domain = self.named_by(question.spot.domain);
        if let Some(entry) = self.domains.get_mut(domain as usize) {
            entry.misshapen = true;
        }
    }

    /// The domain whose absent names this one is asked under.
    pub(super) fn named_by(&self, domain: u32) -> u32 {
        self.domains.get(domain as usize).and_then(|entry| entry.twin_of).unwrap_or(domain)
    }
}

/// What is complained of.
enum Complaint {
    None,
    /// How the recipient is written.
    Recipient,
    /// Perhaps the command, perhaps the recipient.
    Command,
    /// The order of commands.
    Sequence,
}

/// RFC 3463: X.1.3 is the recipient's syntax; RFC 5321 §4.2.2: 500 and 501 are the command's, 503 its place;
/// 550 and 553 are said of either.
fn complaint(reply: &Reply, cause: Cause) -> Complaint {
    let of_address = reply.enhanced().is_some_and(|code| (code.subject, code.detail) == (1, 3));
    match (cause, reply.code()) {
        _ if !reply.is_permanent() => Complaint::None,
        (Cause::ProtocolError | Cause::Indistinct, _) if of_address => Complaint::Recipient,
        (Cause::ProtocolError, 500 | 501 | 550 | 553) => Complaint::Command,
        (Cause::ProtocolError, 503) => Complaint::Sequence,
        _ => Complaint::None,
    }
}
