//! Members and controls, as questions.

use super::turn::{Question, Room};
use super::{Job, Phase, Roster, Schedule, Session, roster};
use crate::syntax::Address;
use crate::verdict::contrast::{Member, Spot, Who};

impl Schedule {
    /// A member first, the absent control second; where the absent control was met before, members at once.
    pub(super) fn ask_first(
        &mut self,
        session: &Session,
        domain: u32,
        roster: &dyn Roster,
        most: usize,
        questions: &mut Vec<Question>,
    ) {
        let spot = Spot { domain, host: session.host, source: session.source };
        let known = self.contrast.absent_decided(spot) || self.contrast.absent_rests(spot);
        let waiting = self.domains.get(domain as usize).map_or(0, |entry| entry.ready.len());
        if known {
            return self.take_members(spot, most, false, roster, questions);
        }
        // Somebody was accepted here before, and waits for the control alone: no further member is needed for it.
        if self.contrast.awaits_control(spot) && self.ask_control(spot, Who::Absent(0), roster, questions) {
            return;
        }
        let before = questions.len();
        self.take_members(spot, 1, false, roster, questions);
        if waiting >= WORTH_A_CONTROL && most >= 2 && questions.len() == before + 1 {
            self.ask_control(spot, Who::Absent(0), roster, questions);
        }
    }

    /// Further members of an open domain; false if there is nobody, or no room.
    pub(super) fn ask_members(
        &mut self,
        id: u64,
        session: &Session,
        domain: u32,
        roster: &dyn Roster,
        room: &Room,
        questions: &mut Vec<Question>,
    ) -> bool {
        let most = room.after(&session.threads, Some(domain), questions);
        if most == 0 {
            return false;
        }
        let spot = Spot { domain, host: session.host, source: session.source };
        let before = questions.len();
        let just = self.contrast.just_accepted(id, domain);
        self.take_members(spot, most, just, roster, questions);
        questions.len() > before
    }

    /// Takes members off a domain's queue. One that was cut off before follows an accepted member directly.
    pub(super) fn take_members(
        &mut self,
        spot: Spot,
        most: usize,
        just_accepted: bool,
        roster: &dyn Roster,
        questions: &mut Vec<Question>,
    ) {
        let first = questions.len();
        while questions.len() < first + most {
            let Some(entry) = self.domains.get_mut(spot.domain as usize) else { return };
            let Some(member) = entry.ready.pop_front() else { return };
            let Some(status) = self.members.get_mut(member as usize) else { continue };
            if status.phase != Phase::Ready {
                continue;
            }
            let Some(address) = roster.address(member) else { continue };
            if entry.model.is_none() {
                entry.model = Some(address.clone());
            }
            let (after, led) = (std::mem::take(&mut status.after_accepted), status.led);
            if after && !(just_accepted && questions.len() == first) {
                if questions.len() > first {
                    self.put_back(member, true);
                    return;
                }
                match self.contrast.present(spot) {
                    Some(present) => drop(self.ask_present(spot, present, questions)),
                    None if led >= 2 => drop(self.ask_control(spot, Who::Absent(0), roster, questions)),
                    None => {}
                }
            }
            questions.push(Question { spot, who: Who::Member(member), address });
            if after {
                return;
            }
        }
    }

    pub(super) fn put_back(&mut self, member: Member, after_accepted: bool) {
        if let Some(status) = self.members.get_mut(member as usize) {
            status.after_accepted = after_accepted;
            let domain = status.domain;
            if let Some(entry) = self.domains.get_mut(domain as usize) {
                entry.ready.push_front(member);
            }
        }
    }

    /// An accepted member of another domain, where this session has refused somebody since it last accepted one.
    pub(super) fn ask_neighbour(&mut self, id: u64, session: &Session, questions: &mut Vec<Question>) -> bool {
        let found = self.contrast.neighbour(id, session.operator, session.host, session.source);
        let Some((spot, member)) = found.filter(|(spot, _)| session.takes_domain(Some(spot.domain))) else {
            return false;
        };
        let asked = self.room_for_control(session, questions) && self.ask_present(spot, member, questions);
        if asked {
            self.contrast.neighbour_asked(id, session.operator);
        }
        asked
    }

    /// Too many refusals in a row that nobody vouches for, and nobody to ask at this host: another host's accepted
    /// member is asked at once, so that a block is seen before it ends.
    pub(super) fn ask_elsewhere(&mut self, operator: u32, host: u32, source: u16) {
        let Some((spot, member)) = self.contrast.last_accepted(operator, source).filter(|(spot, _)| spot.host != host)
        else {
            return;
        };
        let busy = self.sessions.values().any(|session| session.operator == operator && session.only_controls);
        if !busy && self.contrast.is_dry(operator) {
            self.ask_apart(operator, spot, member);
        }
    }

    /// After a pause for a block, an accepted member is asked before anybody else, on a connection of its own: no
    /// host may have to learn anew that we are blocked.
    pub(super) fn scout(&mut self, operator: u32, source: u16) {
        if let Some((spot, member)) = self.contrast.scout(operator, source) {
            self.ask_apart(operator, spot, member);
        }
    }

    fn ask_apart(&mut self, operator: u32, spot: Spot, member: Member) {
        if let Some(operator) = self.operators.get_mut(operator as usize).filter(|operator| operator.jobs.is_empty()) {
            operator.jobs.push_back(Job { spot, asks: vec![Who::Present(member)] });
        }
        self.look_at(operator);
    }

    /// What is left of this session's job, as far as the transaction goes. Answers whether a new one is wanted.
    pub(super) fn ask_job(
        &mut self,
        session: &mut Session,
        roster: &dyn Roster,
        questions: &mut Vec<Question>,
    ) -> bool {
        let batch = self.room(session).batch();
        let Some(mut job) = session.job.take().filter(|_| batch > 0) else { return false };
        let fresh = !session.done.contains(&job.spot.domain) && self.is_apart(session);
        for who in job.asks.drain(..batch.min(job.asks.len())) {
            self.ask_control(job.spot, who, roster, questions);
        }
        if session.done.insert(job.spot.domain) {
            session.threads.push(job.spot.domain);
        }
        session.job = Some(job).filter(|job| !job.asks.is_empty());
        fresh
    }

    /// Another job for this session's host, so that it need not be dialled again.
    pub(super) fn next_job(&mut self, session: &mut Session) {
        let Some(operator) = self.operators.get(session.operator as usize) else { return };
        let (host, source) = (session.host, session.source);
        let here =
            |job: &Job| job.spot.host == host && job.spot.source == source && !session.done.contains(&job.spot.domain);
        let Some(index) = operator.jobs.iter().position(here) else { return };
        let asks = operator.jobs.get(index).map_or(0, |job| super::number(job.asks.len()));
        let refusals = session.refusals + asks <= operator.terms.session_refusals;
        let recipients = session.rcpts + asks <= operator.terms.session_recipients;
        if refusals && recipients && session.transactions + asks <= self.transactions_limit(session) {
            session.job = self.operators.get_mut(session.operator as usize).and_then(|entry| entry.jobs.remove(index));
        }
    }

    pub(super) fn ask_control(
        &mut self,
        spot: Spot,
        who: Who,
        roster: &dyn Roster,
        questions: &mut Vec<Question>,
    ) -> bool {
        match who {
            Who::Present(member) => self.ask_present(spot, member, questions),
            Who::Absent(name) => {
                let Some(address) = self.absent(spot, name, roster) else { return false };
                questions.push(Question { spot, who, address });
                true
            }
            Who::Postmaster => {
                let host = self.model(spot.domain).map(|model| model.host().to_owned());
                let address = host.and_then(|host| format!("postmaster@{host}").parse().ok());
                questions.extend(address.map(|address| Question { spot, who, address }));
                true
            }
            Who::Member(_) => false,
        }
    }

    pub(super) fn ask_present(&self, spot: Spot, member: Member, questions: &mut Vec<Question>) -> bool {
        let Some(address) = self.vouchers.get(&member).cloned() else { return false };
        questions.push(Question { spot, who: Who::Present(member), address });
        true
    }

    /// The domain's absent name, the same each time it is asked.
    pub(super) fn absent(&mut self, spot: Spot, name: u8, roster: &dyn Roster) -> Option<Address> {
        let domain = self.named_by(spot.domain);
        if self.domains.get(domain as usize).is_some_and(|entry| entry.misshapen) && !self.reshape(domain, spot) {
            return None;
        }
        let slot = usize::from(name).min(1);
        if let Some(Some(known)) = self.domains.get(domain as usize).map(|entry| entry.absent[slot].clone()) {
            return Some(known);
        }
        let model = self.model(spot.domain).or_else(|| self.model(domain))?;
        let address = roster::absent(&model, roster, &mut self.dice)?;
        if let Some(entry) = self.domains.get_mut(domain as usize) {
            entry.absent[slot] = Some(address.clone());
        }
        self.memo(|_| Some(super::Memo::Absent { name: slot as u8, address: address.clone() }));
        Some(address)
    }

    /// Absent names shaped like somebody who was accepted here, in place of those that were refused for their shape.
    fn reshape(&mut self, domain: u32, spot: Spot) -> bool {
        let Some(model) = self.contrast.present(spot).and_then(|member| self.vouchers.get(&member)).cloned() else {
            return false;
        };
        if let Some(entry) = self.domains.get_mut(domain as usize) {
            entry.model = Some(model);
            entry.absent = [None, None];
            (entry.model_lives, entry.misshapen) = (true, false);
        }
        true
    }

    pub(super) fn model(&self, domain: u32) -> Option<Address> {
        self.domains.get(domain as usize)?.model.clone()
    }
}

/// From so many waiting members on, the absent control goes out with the first of them.
const WORTH_A_CONTROL: usize = 3;
