//! What was heard, and what follows from it for the session, the host and the operator.

use super::form::Form;
use super::lost::{MOST_LOST, SPACING};
use super::{Job, Phase, Question, Schedule, Timer, Words, number};
use crate::smtp::{Reply, Stage};
use crate::syntax::Address;
use crate::verdict::contrast::{Heard, Kind, Member, Outcome, Who, Why};
use crate::verdict::{Cause, Evidence, Fingerprint, Meaning, Whose};
use std::time::{Duration, Instant};

/// One answer, with all that is known of it.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    pub(crate) reply: &'a Reply,
    pub(crate) meaning: &'a Meaning,
    pub(crate) print: Fingerprint,
    pub(crate) evidence: Evidence,
}

impl Answer<'_> {
    /// Whether it is about the recipients before this one.
    fn is_too_many(&self) -> bool {
        !self.reply.is_success() && self.meaning.whose() == Whose::Transaction
    }
}

/// How a session ended, other than by our leaving.
#[derive(Debug)]
pub(crate) enum Ended {
    /// We left.
    Left,
    /// The server refused at a stage before RCPT, or said goodbye.
    Refused { stage: Stage, meaning: Meaning, evidence: Evidence, goodbye: bool },
    /// The handshake failed.
    Tls(String),
    /// It hung up, went silent, or lost the thread.
    Broken { cause: Cause, text: String, desync: bool },
}

impl Schedule {
    /// The answer to one question of this session.
    pub(crate) fn hear(&mut self, id: u64, question: &Question, answer: Answer<'_>, now: Instant) {
        let Some((operator, host, site)) = self.count(id, question, &answer, now) else { return };
        self.talks(host, site);
        let member = if let Who::Member(member) = question.who { Some(member) } else { None };
        if answer.is_too_many() && member.is_none() && self.lead_next(id, question, site, now) {
            return;
        }
        let mut heard = Heard::new(answer.reply, answer.meaning, answer.print, answer.evidence);
        match self.form(id, question, answer.reply, &mut heard) {
            Form::Other => {}
            Form::Unheard | Form::Misshapen => return,
            Form::Disliked => {
                return member.map_or((), |member| self.settle(member, Cause::ProtocolError, heard.evidence));
            }
        }
        if heard.kind == Kind::Deferred && heard.cause == Cause::RateLimited {
            self.own_rate(id, matches!(question.who, Who::Absent(_) | Who::Postmaster), &mut heard);
        } else if let Some(session) = self.sessions.get_mut(&id) {
            session.own_rates = 0;
        }
        self.annotate(operator, question, answer.reply, &mut heard);
        match heard.kind {
            Kind::Accepted if heard.vouches => self.went_well(operator, question.spot.domain),
            Kind::AboutUs => self.about_us(id, operator, question, answer.meaning, &heard, now),
            Kind::Deferred => self.deferred(id, question, answer.meaning, &heard, now),
            Kind::Accepted | Kind::Refused | Kind::Alive => {}
        }
        self.hold(id, question, &heard);
        let memory = self.settings.remembers.then(|| heard.clone());
        if let (Who::Member(member), Kind::Accepted, true) = (question.who, heard.kind, heard.vouches) {
            self.remember_accepted(operator, member);
        }
        self.contrast.answer(id, operator, question.spot, question.who, heard);
        self.take_outcomes(now);
        if let Some(heard) = memory {
            self.remember(id, question.spot, question.who, heard);
        }
    }

    /// Counts the answer within its session; whose it is: operator, host and site.
    fn count(&mut self, id: u64, question: &Question, answer: &Answer<'_>, now: Instant) -> Option<(u32, u32, u32)> {
        let session = self.sessions.get_mut(&id)?;
        session.in_flight.retain(|asked| asked != question);
        session.answers += 1;
        session.crowded = answer.is_too_many().then(|| session.crowded.unwrap_or(session.answers - 1));
        if !session.threads.contains(&question.spot.domain) && !session.done.contains(&question.spot.domain) {
            session.threads.push(question.spot.domain);
        }
        let waited = session.asked.map_or(Duration::ZERO, |asked| now.saturating_duration_since(asked));
        let slow = waited >= HELD_BACK * number(session.batch.max(1));
        let whose = (session.operator, session.host, session.site);
        if !answer.reply.is_success() {
            session.refusals = session.refusals.saturating_add(1);
            if slow {
                self.is_tarpit(whose.1);
            }
        }
        if let Some(entry) = self.operators.get_mut(whose.0 as usize) {
            entry.asked = true;
        }
        Some(whose)
    }

    /// A control that the transaction has no room for leads the next one. False if not even one recipient fits.
    fn lead_next(&mut self, id: u64, question: &Question, site: u32, now: Instant) -> bool {
        let Some(session) = self.sessions.get_mut(&id) else { return true };
        let taken = session.taken();
        if taken == 0 {
            self.full(id, now);
            return false;
        }
        session.fresh = true;
        if session.only_controls {
            let job = session.job.get_or_insert_with(|| Job { spot: question.spot, asks: Vec::new() });
            job.asks.insert(0, question.who);
        }
        self.shrink(site, taken);
        true
    }

    /// Who holds a refusal back holds the next one longer (Courier as shipped: 8 s, 16 s, 32 s, then past every time-out):
    /// one a session, and room for its closing control.
    fn is_tarpit(&mut self, host: u32) {
        if let Some(host) = self.hosts.get_mut(host as usize) {
            host.refusal_limit = Some(host.refusal_limit.map_or(2, |limit| limit.min(2)));
        }
    }

    /// Contrast holds whoever was answered; the first one that a session accepts at a spot becomes its present control.
    fn hold(&mut self, id: u64, question: &Question, heard: &Heard) {
        if let (Who::Member(member), Kind::Accepted | Kind::Refused | Kind::Alive) = (question.who, heard.kind) {
            self.phase(member, Phase::Held);
            if heard.kind == Kind::Accepted && heard.vouches {
                if self.contrast.wants_voucher(id, question.spot) {
                    self.vouchers.insert(member, question.address.clone());
                }
                let named_by = self.named_by(question.spot.domain);
                if let Some(entry) = self.domains.get_mut(named_by as usize) {
                    entry.model_lives |= entry.model.as_ref() == Some(&question.address);
                }
            }
        }
    }

    /// What the schedule knows of an answer beside its words.
    fn annotate(&self, operator: u32, question: &Question, reply: &Reply, heard: &mut Heard) {
        heard.intermittent = self.is_intermittent(operator, reply);
        heard.vouches = !is_role(&question.address);
        heard.evidence.attempts = self.attempts(question.who);
        if matches!(question.who, Who::Member(_)) && heard.kind == Kind::Deferred {
            // Persisting beside acceptances, it is how this server says "nobody here": the risk shall know.
            heard.evidence.controls.extend(self.contrast.deferred_alike(question.spot, heard));
        }
    }

    /// A mailbox may be receiving too much; three in a row, or a name that cannot exist, mean us.
    fn own_rate(&mut self, id: u64, control: bool, heard: &mut Heard) {
        let Some(session) = self.sessions.get_mut(&id) else { return };
        session.own_rates = session.own_rates.saturating_add(1);
        if control || session.own_rates >= OWN_RATES {
            heard.kind = Kind::AboutUs;
        }
    }

    /// A recipient that this host cannot be asked about: no SMTPUTF8 there.
    pub(crate) fn unsupported(&mut self, id: u64, question: &Question, evidence: Evidence) {
        let Some(session) = self.sessions.get_mut(&id) else { return };
        session.in_flight.retain(|asked| asked != question);
        let (host_id, site_id) = (session.host, session.site);
        if let Some(host) = self.hosts.get_mut(host_id as usize) {
            host.no_smtputf8 = true;
        }
        let Who::Member(member) = question.who else { return };
        let Some(site) = self.sites.get_mut(site_id as usize) else { return };
        let best = site.hosts.first().and_then(|host| self.hosts.get(*host as usize)).map(|host| host.preference);
        let other = site.hosts.iter().find(|host| {
            let able = |host: &super::Host| !host.no_smtputf8 && Some(host.preference) == best && host.fails < 2;
            self.hosts.get(**host as usize).is_some_and(able)
        });
        match other.copied() {
            Some(other) => {
                site.current = Some(other);
                self.line_up(member, false);
                if let Some(session) = self.sessions.get_mut(&id) {
                    session.leaving = true;
                }
            }
            None => self.settle(member, Cause::Smtputf8Unsupported, Box::new(evidence)),
        }
    }

    fn is_intermittent(&self, operator: u32, reply: &Reply) -> bool {
        let Some(code) = reply.enhanced() else { return false };
        let codes = self.operators.get(operator as usize).map_or(&[][..], |entry| entry.terms.intermittent);
        codes.contains(&(code.class, code.subject, code.detail))
    }

    fn attempts(&self, who: Who) -> u8 {
        let Who::Member(member) = who else { return 1 };
        self.words.get(&member).map_or(1, |words| words.tries.saturating_add(words.about_us).saturating_add(1))
    }

    fn went_well(&mut self, operator: u32, domain: u32) {
        self.heard_member = true;
        let Some(entry) = self.operators.get_mut(operator as usize) else { return };
        entry.trips = 0;
        if entry.allowed < entry.terms.connections {
            entry.allowed += 1;
        }
        for other in entry.troubled.iter().filter(|other| **other != domain) {
            if let Some(other) = self.domains.get_mut(*other as usize) {
                other.cleared = true;
            }
        }
        entry.troubled.clear();
        if let Some(own) = self.domains.get_mut(domain as usize) {
            own.trips = 0;
        }
        self.look_at(operator);
    }

    fn deferred(&mut self, id: u64, question: &Question, meaning: &Meaning, heard: &Heard, now: Instant) {
        match question.who {
            Who::Absent(_) => self.control_lost(question.spot, question.who, SPACING, now),
            Who::Member(member) if meaning.whose() == Whose::Transaction => {
                self.next_transaction(id, member, heard, now)
            }
            Who::Member(member) => {
                if heard.cause != Cause::RateLimited {
                    self.led(id, member);
                }
                self.defer(member, meaning.retry_after(), heard, now);
            }
            Who::Present(_) | Who::Postmaster => {}
        }
    }

    /// Some servers defer whoever is asked first in a session, for ever: after the second time somebody else leads. Not where
    /// the words are of a mailbox's own rate: whoever leads would be asked again with each of them.
    fn led(&mut self, id: u64, member: Member) {
        let first = self.sessions.get(&id).is_some_and(|session| session.answers == 1);
        if let Some(status) = self.members.get_mut(member as usize).filter(|_| first) {
            status.led = status.led.saturating_add(1);
            status.after_accepted |= status.led >= 2;
        }
    }

    /// "Too many recipients": this one leads the next transaction at once, and transactions shrink to what was taken.
    fn next_transaction(&mut self, id: u64, member: Member, heard: &Heard, now: Instant) {
        let Some(session) = self.sessions.get_mut(&id) else { return };
        session.fresh = true;
        // A full transaction is no error of ours, but it was counted as one by those that count replies.
        let taken = session.taken();
        if taken == 0 {
            // It was others that filled the session: this one leads the next.
            let others = session.crowded.is_some_and(|before| before > 0);
            self.full(id, now);
            let again = |status: &&mut super::Status| others && status.lost + 1 < MOST_LOST;
            if let Some(status) = self.members.get_mut(member as usize).filter(again) {
                status.lost += 1;
                return self.line_up(member, true);
            }
            return self.defer(member, None, heard, now);
        }
        session.in_transaction = session.in_transaction.saturating_sub(1).max(1);
        let site = session.site;
        self.shrink(site, taken);
        self.line_up(member, true);
    }

    /// "Too many recipients", said to the first of a transaction: it is the session that takes no more. Said to the first of
    /// a session, it is a rate, and the operator is left in peace: the next session would hear the same.
    fn full(&mut self, id: u64, now: Instant) {
        let Some(session) = self.sessions.get_mut(&id) else { return };
        session.leaving = true;
        session.told_to_stop(0);
        let (operator, first) = (session.operator, session.answers <= 1);
        if let Some(entry) = self.operators.get_mut(operator as usize).filter(|_| first) {
            let until = now + self.settings.greylist_wait;
            let until = *entry.paused_until.insert(entry.paused_until.map_or(until, |held| held.max(until)));
            self.at(until, Timer::Operator(operator));
        }
    }

    /// Transactions shrink to what was taken.
    fn shrink(&mut self, site: u32, taken: u32) {
        if let Some(site) = self.sites.get_mut(site as usize) {
            let limit = site.transaction_recipients.map_or(taken, |limit| limit.min(taken));
            site.transaction_recipients = Some(limit.max(1));
        }
    }

    /// Into the deferral queue: the same sender, recipient and source, later, doubling.
    fn defer(&mut self, member: Member, asked: Option<Duration>, heard: &Heard, now: Instant) {
        let words = self.words.entry(member).or_insert_with(|| Words::new(heard, now));
        words.tries = words.tries.saturating_add(1);
        words.hear(heard);
        let doubled = self.settings.greylist_wait * 2u32.saturating_pow(u32::from(words.tries.min(16)) - 1);
        let wait = asked.map_or(doubled, |asked| asked.max(MARGIN) + MARGIN);
        if !self.settings.defers || now + wait > words.since + self.settings.give_up_after {
            let (cause, evidence) = (words.cause, words.evidence.clone());
            return self.settle(member, cause, evidence);
        }
        self.phase(member, Phase::Deferred);
        let due = self.together(now + wait, wait);
        self.at(due, Timer::Member(member));
        self.remember_deferral(member, due);
    }

    /// What contrast let out.
    pub(super) fn take_outcomes(&mut self, now: Instant) {
        for outcome in self.contrast.drain() {
            match outcome {
                Outcome::Settled { member, cause, evidence } => self.settle(member, cause, evidence),
                Outcome::Again { member, why } => self.again(member, why, now),
                Outcome::AcceptsAll { domain, controls } => self.accepts_all(domain, controls),
                Outcome::Left { spot, past } => self.remember_past(spot, past),
                Outcome::Turned { spot } => {
                    let site = self.domains.get(spot.domain as usize).and_then(|entry| entry.site);
                    let operator = site.and_then(|site| self.sites.get(site as usize)).map(|site| site.operator);
                    if let Some(operator) = operator {
                        for session in self.sessions.values_mut().filter(|session| session.operator == operator) {
                            session.leaving = true;
                        }
                        let evidence = Evidence { text: TURNED.to_owned(), ..Evidence::default() };
                        self.trip(operator, Cause::SenderBlocked, None, evidence, now);
                        self.scout(operator, spot.source);
                    }
                }
            }
        }
    }

    fn again(&mut self, member: Member, why: Why, now: Instant) {
        let Some(status) = self.members.get_mut(member as usize) else { return };
        status.after_accepted = why == Why::Cut;
        self.memo(|_| Some(super::Memo::Gone { member }));
        let Some(status) = self.members.get(member as usize) else { return };
        let site = self.domains.get(status.domain as usize).and_then(|domain| domain.site);
        let operator = site.and_then(|site| self.sites.get(site as usize)).map(|site| site.operator);
        match (why, operator) {
            (Why::Cut | Why::Alone | Why::Elsewhere, _) | (_, None) => {
                self.phase(member, Phase::Ready);
                self.line_up(member, true);
            }
            (Why::Second, _) => {
                self.phase(member, Phase::Deferred);
                self.at(now + self.settings.confirm_wait, Timer::Member(member));
            }
            (Why::TakenBack, Some(operator)) => {
                let until = self.pause_of(operator, None, now);
                self.phase(member, Phase::Deferred);
                self.at(until, Timer::Member(member));
            }
        }
    }

    fn accepts_all(&mut self, domain: u32, controls: Vec<crate::verdict::Control>) {
        let Some(entry) = self.domains.get_mut(domain as usize) else { return };
        entry.accepts_all = Some(controls.clone());
        entry.ready.clear();
        let members = entry.members.clone();
        for member in members {
            let waits = |status: &super::Status| {
                status.domain == domain && matches!(status.phase, Phase::Ready | Phase::Deferred)
            };
            if self.members.get(member as usize).is_some_and(waits) {
                let evidence = Evidence { controls: controls.clone(), ..Evidence::default() };
                self.settle(member, Cause::AcceptsAll, Box::new(evidence));
            }
        }
    }
}

/// Accepted even by servers that block us (RFC 5321 §4.5.1; Exim's shipped ACL): such a member vouches for nobody.
fn is_role(address: &Address) -> bool {
    ["postmaster", "abuse"].iter().any(|role| address.local().eq_ignore_ascii_case(role))
}

impl Words {
    pub(super) fn new(heard: &Heard, now: Instant) -> Self {
        Self::said(heard.cause, &heard.evidence, now)
    }

    pub(super) fn said(cause: Cause, evidence: &Evidence, now: Instant) -> Self {
        Self { since: now, tries: 0, about_us: 0, cause, evidence: Box::new(evidence.clone()) }
    }

    pub(super) fn hear(&mut self, heard: &Heard) {
        // A deferral never ends as a sentence, whatever its words say.
        self.cause = match heard.cause.status() {
            crate::verdict::Status::Undeliverable => Cause::Greylisted,
            _ => heard.cause,
        };
        self.evidence = heard.evidence.clone();
    }
}

/// Added to what a server suggests: clocks differ.
const MARGIN: Duration = Duration::from_secs(1);
const TURNED: &str = "a mailbox that was accepted before is refused now";
/// For each recipient of a batch: above the one second of Postfix' error limits, which grows no further.
const HELD_BACK: Duration = Duration::from_secs(2);
/// Mailboxes in a row that are each said to receive too much.
const OWN_RATES: u8 = 3;
