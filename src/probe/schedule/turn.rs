//! What one session sends next.

use super::{Phase, Roster, Schedule, Session};
use crate::syntax::Address;
use crate::verdict::contrast::{Spot, Who};
use std::time::Instant;

/// One RCPT.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Question {
    pub(crate) spot: Spot,
    pub(crate) who: Who,
    pub(crate) address: Address,
}

/// What a session does between two round trips.
#[derive(Debug)]
pub(crate) enum Turn {
    /// Ask these at once, not before `at`; in a new transaction if `fresh`, and in one more after each `limit`.
    Ask {
        questions: Vec<Question>,
        fresh: bool,
        limit: usize,
        at: Instant,
    },
    Leave,
}

/// What a batch may still take.
pub(super) struct Room {
    recipients: u32,
    refusals: u32,
    batch: usize,
}

impl Room {
    /// How many may go out at once.
    pub(super) fn batch(&self) -> usize {
        self.batch
    }

    fn is_full(&self, questions: &[Question]) -> bool {
        questions.len() >= self.batch
    }

    /// What is left once each open domain has its closing control: the one in hand aside, every recipient of
    /// this batch may be refused, and every other domain may end with a refused control.
    pub(super) fn after(&self, threads: &[u32], own: Option<u32>, questions: &[Question]) -> usize {
        let in_batch = |domain: u32| questions.iter().filter(|question| question.spot.domain == domain).count();
        let others = threads.iter().filter(|domain| Some(**domain) != own);
        let (recipients, refusals) = others
            .map(|domain| in_batch(*domain))
            .fold((0, 0), |(recipients, refusals), asked| (recipients + asked + 1, refusals + asked.max(1)));
        let own = own.map_or(0, in_batch);
        let recipients = (self.recipients as usize).saturating_sub(recipients + own + 1);
        let refusals = (self.refusals as usize).saturating_sub(refusals + own);
        recipients.min(refusals).min(self.batch.saturating_sub(questions.len()))
    }
}

impl Schedule {
    pub(crate) fn turn(&mut self, id: u64, roster: &dyn Roster, now: Instant) -> Turn {
        let Some(mut session) = self.sessions.remove(&id) else { return Turn::Leave };
        let turn = self.fill(id, &mut session, roster, now);
        if let Turn::Ask { questions, .. } = &turn {
            session.in_flight.clone_from(questions);
        }
        self.sessions.insert(id, session);
        turn
    }

    /// Whether a batch that waited for its cells may still go out.
    pub(crate) fn may_ask(&self, id: u64, now: Instant) -> bool {
        let Some(session) = self.sessions.get(&id) else { return false };
        !session.leaving && self.stopped.is_none() && !self.is_held(session.operator, now)
    }

    fn is_held(&self, operator: u32, now: Instant) -> bool {
        self.operators
            .get(operator as usize)
            .is_none_or(|entry| entry.tripped || entry.paused_until.is_some_and(|until| until > now))
    }

    fn fill(&mut self, id: u64, session: &mut Session, roster: &dyn Roster, now: Instant) -> Turn {
        if session.leaving || self.stopped.is_some() || self.is_held(session.operator, now) || self.unfit.is_some() {
            return Turn::Leave;
        }
        let mut questions = Vec::new();
        let mut fresh = std::mem::take(&mut session.fresh);
        if session.job.is_some() {
            fresh |= self.ask_job(session, roster, &mut questions);
        } else {
            self.ask_open(id, session, roster, now, &mut questions);
            if session.only_controls && questions.is_empty() {
                self.next_job(session);
                fresh |= self.ask_job(session, roster, &mut questions);
            } else if !session.only_controls {
                let doubtful = self.contrast.is_dry(session.operator) || self.contrast.is_wary(id, session.operator);
                let led = questions.is_empty()
                    && session.threads.is_empty()
                    && doubtful
                    && self.ask_neighbour(id, session, &mut questions);
                if led {
                    fresh |= self.is_apart(session);
                } else {
                    fresh |= self.ask_new(session, roster, now, &mut questions);
                }
                if questions.is_empty() && self.ask_neighbour(id, session, &mut questions) {
                    fresh |= self.is_apart(session);
                }
            }
        }
        if questions.is_empty() {
            return Turn::Leave;
        }
        self.dispatch(session, questions, fresh, now)
    }

    /// Whether another domain wants a transaction of its own here.
    pub(super) fn is_apart(&self, session: &Session) -> bool {
        session.in_transaction > 0
            && self.operators.get(session.operator as usize).is_some_and(|operator| operator.terms.one_domain)
    }

    fn dispatch(&mut self, session: &mut Session, questions: Vec<Question>, mut fresh: bool, now: Instant) -> Turn {
        let limit = self.transaction_limit(session);
        let count = super::number(questions.len());
        fresh = session.in_transaction > 0 && (fresh || session.in_transaction + count > limit);
        // A control may stand in front of a member where a transaction takes one recipient.
        let further = (count - 1) / limit;
        let wanted = u32::from(fresh) + further;
        if wanted > 0 {
            if session.transactions + wanted > self.transactions_limit(session) {
                return self.hand_back(questions);
            }
            session.transactions += wanted;
            session.in_transaction = 0;
        }
        session.in_transaction += count - further * limit;
        session.rcpts += count;
        session.batch = questions.len();
        self.tally.rcpts += u64::from(count);
        for question in &questions {
            if let Who::Member(member) = question.who {
                self.phase(member, Phase::InFlight);
            }
        }
        let at = self
            .operators
            .get_mut(session.operator as usize)
            .map_or(now, |entry| entry.share.reserve(questions.len(), now));
        session.asked = Some(at);
        Turn::Ask { questions, fresh, limit: limit as usize, at }
    }

    /// The session has no transaction left for these: the next one asks them.
    fn hand_back(&mut self, questions: Vec<Question>) -> Turn {
        for question in questions.into_iter().rev() {
            if let Who::Member(member) = question.who {
                self.line_up(member, true);
            }
        }
        Turn::Leave
    }

    pub(super) fn room(&self, session: &Session) -> Room {
        let Some(operator) = self.operators.get(session.operator as usize) else {
            return Room { recipients: 0, refusals: 0, batch: 0 };
        };
        let host = self.hosts.get(session.host as usize);
        let limit = host.and_then(|host| host.refusal_limit).unwrap_or(u32::MAX).min(operator.terms.session_refusals);
        let most =
            host.and_then(|host| host.recipient_limit).unwrap_or(u32::MAX).min(operator.terms.session_recipients);
        let one_by_one = host.is_some_and(|host| host.one_by_one);
        // The last refusal is kept for the closing control.
        let refusals = limit.saturating_sub(1).max(1).saturating_sub(session.refusals);
        let batch = if one_by_one { 1 } else { operator.share.batch().min(session.announced.batch) };
        let limit = self.transaction_limit(session);
        let left = limit.saturating_sub(session.in_transaction);
        // Where transactions are cut short, the last one is kept for closing controls.
        let learnt = self.learnt_limit(session);
        let kept = u32::from(learnt.is_some_and(|limit| limit < operator.terms.transaction_recipients));
        let more = self.transactions_limit(session).saturating_sub(session.transactions + kept);
        let in_transactions = left.saturating_add(limit.saturating_mul(more));
        let batch = batch.min(if left > 0 { left } else { limit } as usize).min(self.budget_left());
        Room { recipients: most.saturating_sub(session.rcpts).min(in_transactions), refusals, batch }
    }

    pub(super) fn budget_left(&self) -> usize {
        let left = self.settings.budget.map_or(u64::MAX, |budget| budget.saturating_sub(self.tally.rcpts));
        usize::try_from(left).unwrap_or(usize::MAX)
    }

    /// Domains with a thread open here: urgent controls, further members, closing controls.
    fn ask_open(
        &mut self,
        id: u64,
        session: &mut Session,
        roster: &dyn Roster,
        now: Instant,
        questions: &mut Vec<Question>,
    ) {
        let threads = session.threads.clone();
        for domain in threads {
            let room = self.room(session);
            if room.is_full(questions) {
                return;
            }
            let spot = Spot { domain, host: session.host, source: session.source };
            if let Some(who) = self.contrast.urgent(id, domain)
                && self.room_for_control(session, questions)
                && self.ask_control(spot, who, roster, questions)
            {
                continue;
            }
            let open = !session.done.contains(&domain) && !self.contrast.accepts_all(spot);
            if open && self.ask_members(id, session, domain, roster, &room, questions) {
                continue;
            }
            match self.contrast.lacks(id, domain) {
                Some(who) if self.room_for_control(session, questions) => {
                    session.done.insert(domain);
                    if !self.ask_control(spot, who, roster, questions) {
                        self.close_thread(id, session, domain, now);
                    }
                }
                // There may be room once this batch is answered.
                Some(_) if !questions.is_empty() => {}
                _ => self.close_thread(id, session, domain, now),
            }
        }
    }

    fn close_thread(&mut self, id: u64, session: &mut Session, domain: u32, now: Instant) {
        session.threads.retain(|open| *open != domain);
        session.done.insert(domain);
        self.contrast.close(id, domain);
        self.take_outcomes(now);
        self.ask_elsewhere(session.operator, session.host, session.source);
    }

    /// The closing control counts within the session's refusals and recipients, and every recipient of this batch
    /// may be refused before it.
    pub(super) fn room_for_control(&self, session: &Session, questions: &[Question]) -> bool {
        let Some(operator) = self.operators.get(session.operator as usize) else { return false };
        let learnt = self.hosts.get(session.host as usize).and_then(|host| host.refusal_limit).unwrap_or(u32::MAX);
        let sent = super::number(questions.len());
        session.refusals + sent < learnt.min(operator.terms.session_refusals)
            && session.rcpts + sent < operator.terms.session_recipients
    }

    /// Domains that this session has not met yet. Answers whether a new transaction is wanted.
    fn ask_new(
        &mut self,
        session: &mut Session,
        roster: &dyn Roster,
        now: Instant,
        questions: &mut Vec<Question>,
    ) -> bool {
        let Some(operator) = self.operators.get(session.operator as usize) else { return false };
        let (one_domain, transactions) = (operator.terms.one_domain, self.transactions_limit(session));
        let mut fresh = false;
        loop {
            let room = self.room(session);
            if room.after(&session.threads, None, questions) == 0 || !session.takes_domain(None) {
                return fresh;
            }
            if one_domain && !(session.threads.is_empty() && questions.is_empty()) {
                return fresh;
            }
            let renew = one_domain && session.in_transaction > 0;
            if renew && session.transactions >= transactions {
                return fresh;
            }
            let Some(domain) = self.next_domain(session, now) else { return fresh };
            let most = room.after(&session.threads, None, questions);
            fresh |= renew;
            session.threads.push(domain);
            self.ask_first(session, domain, roster, most, questions);
        }
    }

    /// The next domain of this site that sticks to our source address and is not on hold.
    fn next_domain(&mut self, session: &Session, now: Instant) -> Option<u32> {
        let site = self.sites.get_mut(session.site as usize)?;
        for _ in 0..site.ready.len() {
            let domain = site.ready.pop_front()?;
            let Some(entry) = self.domains.get_mut(domain as usize) else { continue };
            if entry.ready.is_empty() {
                entry.listed = false;
                continue;
            }
            site.ready.push_back(domain);
            let held = entry.paused_until.is_some_and(|until| until > now);
            if !held
                && entry.source == session.source
                && !session.done.contains(&domain)
                && !session.threads.contains(&domain)
            {
                return Some(domain);
            }
        }
        None
    }
}
