//! How an operator, and the run, come to an end.

use super::{Job, Phase, Schedule, Who};
use crate::verdict::contrast::Need;
use crate::verdict::{Cause, Evidence};
use std::collections::HashMap;
use std::time::Instant;

impl Schedule {
    /// Nobody is left to ask here: closing questions first, then what its domains say about each other.
    pub(super) fn close_operator(&mut self, id: u32, now: Instant) {
        let Some(operator) = self.operators.get(id as usize) else { return };
        let busy = operator.asking > 0 || operator.sessions > 0 || !operator.jobs.is_empty();
        if busy || !self.contrast.is_open(id) || self.control_pending(id) || self.may_go_on(id, now) {
            return;
        }
        self.contrast.reopen(id);
        self.take_outcomes(now);
        let Some(operator) = self.operators.get(id as usize).filter(|operator| operator.asking == 0) else { return };
        let (domains, rounds) = (operator.domains, operator.rounds);
        let counts: HashMap<u32, u32> = operator
            .all_domains
            .iter()
            .filter_map(|domain| Some((*domain, super::number(self.domains.get(*domain as usize)?.members.len()))))
            .collect();
        let recipients = |domain: u32| counts.get(&domain).copied().unwrap_or(0);
        if self.ask_replicas(id, &recipients, now) {
            return self.look_at(id);
        }
        let needs = if rounds < MOST_ROUNDS { self.contrast.needs(id, domains, &recipients) } else { Vec::new() };
        if needs.is_empty() {
            self.contrast.conclude(id, domains, &recipients);
            self.go_home(id);
            return self.take_outcomes(now);
        }
        let Some(operator) = self.operators.get_mut(id as usize) else { return };
        operator.rounds += 1;
        operator.jobs.extend(needs.into_iter().map(|need| match need {
            Need::Neighbour { spot, member } => Job { spot, asks: vec![Who::Present(member)] },
            Need::Stranger { spot, member } => Job { spot, asks: vec![Who::Present(member), Who::Absent(0)] },
            Need::Postmaster { spot } => Job { spot, asks: vec![Who::Postmaster] },
        }));
        self.look_at(id);
    }

    /// While the input is open, somebody may come any moment: an operator is closed once it was idle for one
    /// confirm-wait, so that whoever waits for an answer before the next question gets one.
    fn may_go_on(&mut self, id: u32, now: Instant) -> bool {
        if !self.input_open {
            return false;
        }
        let wait = self.settings.confirm_wait;
        let Some(operator) = self.operators.get_mut(id as usize) else { return false };
        let due = *operator.idle_since.get_or_insert(now) + wait;
        if due > now {
            self.at(due, super::Timer::Operator(id));
            return true;
        }
        false
    }

    /// An absent control of this operator waits to be asked again.
    fn control_pending(&self, id: u32) -> bool {
        self.timers.iter().any(|std::cmp::Reverse((_, timer))| match timer {
            super::Timer::Control { domain, .. } => {
                let site = self.domains.get(*domain as usize).and_then(|domain| domain.site);
                site.and_then(|site| self.sites.get(site as usize)).is_some_and(|site| site.operator == id)
            }
            _ => false,
        })
    }

    /// The breaker stays open: whoever heard words about us keeps them, the rest was not asked.
    pub(super) fn give_up_operator(&mut self, id: u32, now: Instant) {
        let Some(operator) = self.operators.get_mut(id as usize) else { return };
        operator.jobs.clear();
        operator.sites.clear();
        let (words, asked) = (operator.last_words.clone(), operator.asked);
        let domains = operator.all_domains.clone();
        let rest = Evidence {
            text: match &words {
                Some((cause, evidence)) => format!("not asked: {cause} at this operator: {}", evidence.text),
                None => "not asked: the operator refuses us".to_owned(),
            },
            ..Evidence::default()
        };
        // Refused before anybody could be asked about: the words are everybody's answer.
        let (cause, rest) = match words {
            Some((cause, evidence)) if !asked => (cause, *evidence),
            _ => (Cause::NotProbed, rest),
        };
        for domain in domains {
            self.give_up_waiting(domain, cause, &rest);
        }
        if self.operators.get(id as usize).is_some_and(|entry| entry.sessions == 0) {
            self.contrast.conclude(id, usize::MAX, &|_| u32::MAX);
            self.take_outcomes(now);
        }
    }

    fn give_up_waiting(&mut self, domain: u32, cause: Cause, rest: &Evidence) {
        let Some(entry) = self.domains.get_mut(domain as usize) else { return };
        entry.ready.clear();
        let members = entry.members.clone();
        for member in members {
            let phase = self.members.get(member as usize).map(|status| status.phase);
            if matches!(phase, Some(Phase::Ready | Phase::Deferred)) {
                match self.words.remove(&member) {
                    Some(words) => self.settle(member, words.cause, words.evidence),
                    None => self.settle(member, cause, Box::new(rest.clone())),
                }
            }
        }
    }

    /// The run stops here: what is settled stays, the rest says why it is not.
    pub(super) fn abandon(&mut self) {
        let why = self.stopped.unwrap_or("the run ended");
        self.contrast.abandon();
        for outcome in self.contrast.drain() {
            if let crate::verdict::contrast::Outcome::Settled { member, cause, evidence } = outcome {
                self.settle(member, cause, evidence);
            }
        }
        let rest = Evidence { text: format!("not asked: {why}"), ..Evidence::default() };
        for domain in 0..super::number(self.domains.len()) {
            self.give_up_waiting(domain, Cause::NotProbed, &rest);
        }
        self.timers.clear();
        self.attention.clear();
    }
}

/// Closing questions are asked once, and once more for what comes back from a second ask.
const MOST_ROUNDS: u8 = 2;
