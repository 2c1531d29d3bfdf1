//! Words about us: who is left in peace for how long, and when an operator is given up.

use super::lost::SPACING;
use super::{Phase, Question, Schedule, Timer, Unfit, Words};
use crate::verdict::contrast::{Heard, Who};
use crate::verdict::{Cause, Evidence, Meaning};
use std::time::{Duration, Instant};

impl Schedule {
    /// Words about us: the session leaves, the operator is left in peace for a while.
    pub(super) fn about_us(
        &mut self,
        id: u64,
        operator: u32,
        question: &Question,
        meaning: &Meaning,
        heard: &Heard,
        now: Instant,
    ) {
        let mut used_up = false;
        if let Some(session) = self.sessions.get_mut(&id) {
            session.leaving = true;
            if heard.cause == Cause::RateLimited {
                session.told_to_stop(session.refusals.saturating_sub(1));
                used_up = session.heard().answers > 0;
            }
        }
        if let Who::Member(member) = question.who {
            let until = self.pause_of(operator, meaning.retry_after(), now);
            let words = self.words.entry(member).or_insert_with(|| Words::new(heard, now));
            // A rate that others used up before it in the session is no try of this one's: time alone ends that.
            let spent = if used_up {
                until > words.since + self.settings.give_up_after
            } else {
                words.about_us = words.about_us.saturating_add(1);
                words.about_us >= MOST_ABOUT_US
            };
            words.hear(heard);
            if spent || !self.settings.defers {
                let (cause, evidence) = (words.cause, words.evidence.clone());
                self.settle(member, cause, evidence);
            } else {
                self.phase(member, Phase::Deferred);
                self.at(until, Timer::Member(member));
                self.remember_deferral(member, until);
            }
        }
        self.control_lost(question.spot, question.who, SPACING, now);
        if let Some(entry) = self.operators.get_mut(operator as usize).filter(|_| used_up) {
            // It talks to us for a while each time: that makes pauses longer, and is no sign of a block.
            entry.trips = entry.trips.min(MOST_TRIPS - 1);
        }
        self.left_in_peace(operator, question.spot.domain, meaning.retry_after(), heard, now);
    }

    /// The operator, or the domain alone where others of it were accepted since its last such words.
    fn left_in_peace(&mut self, operator: u32, domain: u32, asked: Option<Duration>, heard: &Heard, now: Instant) {
        let own_affair = self.domains.get(domain as usize).is_some_and(|entry| entry.cleared && entry.trips > 0);
        if let Some(entry) = self.domains.get_mut(domain as usize) {
            entry.trips = entry.trips.saturating_add(1);
            entry.cleared = false;
        }
        if let Some(entry) = self.operators.get_mut(operator as usize) {
            entry.troubled.insert(domain);
        }
        if own_affair {
            let until = self.pause_of(operator, asked, now);
            if let Some(entry) = self.domains.get_mut(domain as usize) {
                entry.paused_until = Some(until);
            }
            self.at(until, Timer::Operator(operator));
        } else if !matches!(heard.cause, Cause::ProtocolError) {
            self.trip(operator, heard.cause, asked, (*heard.evidence).clone(), now);
        }
    }

    pub(super) fn pause_of(&self, operator: u32, asked: Option<Duration>, now: Instant) -> Instant {
        let trips = self.operators.get(operator as usize).map_or(0, |entry| entry.trips);
        let wait = self.settings.greylist_wait * 2u32.saturating_pow(u32::from(trips.min(6)));
        let held = self.operators.get(operator as usize).and_then(|entry| entry.paused_until);
        let until =
            now + asked.map_or(wait, |asked| asked.max(self.settings.confirm_wait).min(self.settings.give_up_after));
        held.map_or(until, |held| held.max(until))
    }

    /// The breaker of an operator.
    pub(super) fn trip(&mut self, id: u32, cause: Cause, asked: Option<Duration>, evidence: Evidence, now: Instant) {
        let until = self.pause_of(id, asked, now);
        let Some(operator) = self.operators.get_mut(id as usize) else { return };
        operator.last_words = Some((cause, Box::new(evidence)));
        operator.allowed = 1;
        if operator.paused_until.is_some_and(|held| held > now) {
            return;
        }
        operator.trips = operator.trips.saturating_add(1);
        operator.paused_until = Some(until);
        if cause == Cause::RateLimited {
            operator.share.slow_down(now);
        }
        if operator.trips > MOST_TRIPS || !self.settings.defers {
            operator.tripped = true;
            operator.paused_until = None;
        }
        self.at(until, Timer::Operator(id));
        self.look_at(id);
    }

    pub(super) fn sender_refused(&mut self, operator: u32) {
        self.refused_operators.insert(operator);
        let refused = self.refused_operators.len();
        // The first to answer are not the first of the list: whoever is being asked may yet take our sender.
        let waiting = self.sessions.values().any(|session| !self.refused_operators.contains(&session.operator));
        if !self.heard_member && refused >= FIRST_OPERATORS && (!waiting || refused >= MANY_OPERATORS) {
            self.unfit = Some(Unfit::SenderRefused);
        }
    }
}

/// Words about us that one recipient may draw before it is left with them.
const MOST_ABOUT_US: u8 = 3;
/// Further connections after the breaker: a probe after each pause.
const MOST_TRIPS: u8 = 3;
/// "If the first 5 Operators all do so" (design: contrast).
const FIRST_OPERATORS: usize = 5;
/// With so many, nobody is waited for.
const MANY_OPERATORS: usize = 50;
