//! A session is over: whose fault it was, what is learnt of the host, and who is asked again.

use super::hear::Ended;
use super::{Before, Job, Memo, Phase, Question, Schedule, Session, Timer, Words};
use crate::smtp::Stage;
use crate::verdict::contrast::{Member, Spot, Who};
use crate::verdict::{Cause, Evidence, Meaning, Status, Whose};
use std::time::{Duration, Instant};

impl Schedule {
    /// The session is over; `unanswered` were sent, or were about to be.
    pub(crate) fn ended(&mut self, id: u64, ended: Ended, unanswered: &[Question], now: Instant) {
        let Some(session) = self.leave(id) else { return };
        let clean = matches!(ended, Ended::Left);
        let slipped = matches!(ended, Ended::Broken { desync: true, .. });
        if slipped {
            self.slipped(id, &session, &ended);
        }
        // A session that left in peace has closed its domains; what is still open was cut off. When the run
        // itself stops, contrast keeps what it holds for the end.
        if self.stopped.is_none() && self.budget_left() > 0 {
            let control = |(index, question): &(usize, &Question)| {
                matches!(question.who, Who::Absent(_)) && reached(&ended, *index)
            };
            if let Some((_, control)) = unanswered.iter().enumerate().find(control) {
                self.contrast.absent_lost(id, control.spot);
            }
            self.contrast.cut(id);
        }
        self.contrast.part(id);
        if !(clean || slipped || matches!(ended, Ended::Tls(_))) || session.limited.is_some() {
            // What the control itself may have broken off is no rule of the session.
            let at_control = matches!(unanswered.first(), Some(Question { spot, who: Who::Absent(_), .. }) if !self.contrast.absent_decided(*spot));
            self.learn(&session, at_control);
        }
        if let Some(host) = self.hosts.get_mut(session.host as usize) {
            let heard = session.heard();
            host.longest = host.longest.max(heard.answers);
            host.most_refused = host.most_refused.max(heard.refusals);
        }
        let cause = match &ended {
            Ended::Left => Cause::NotProbed,
            Ended::Refused { meaning, .. } => of_failure(meaning),
            Ended::Tls(_) => Cause::TlsRequired,
            Ended::Broken { cause, .. } => *cause,
        };
        self.put_back_unanswered(&session, unanswered, clean, cause, &ended, now);
        self.job_lost(&session, now);
        self.blame(&session, ended, now);
        self.take_outcomes(now);
        self.look_at(session.operator);
    }

    /// Whose fault it was: session, host or operator; never the recipients'.
    pub(super) fn blame(&mut self, session: &Session, ended: Ended, now: Instant) {
        let (host, site, operator) = (session.host, session.site, session.operator);
        match ended {
            Ended::Left => {}
            Ended::Tls(text) => {
                let kept = |entry: &super::Operator| entry.terms.tls_required || entry.terms.tls_kept;
                if !self.operators.get(operator as usize).is_some_and(kept)
                    && let Some(entry) = self.hosts.get_mut(host as usize)
                    && !std::mem::replace(&mut entry.plain, true)
                {
                    return;
                }
                self.host_failed(host, site, Cause::TlsRequired, text, now);
            }
            Ended::Refused { stage, meaning, evidence, goodbye } => {
                if goodbye && (session.answers > 0 || stage == Stage::Rcpt && self.is_of_recipient(host)) {
                    return;
                }
                // A refusal that names no reason is this host's own: the next one may talk.
                let about_us = meaning.whose() == Whose::Operator;
                if about_us {
                    if stage == Stage::Mail {
                        self.sender_refused(operator);
                    }
                    self.trip(operator, of_failure(&meaning), meaning.retry_after(), evidence, now);
                } else {
                    self.host_failed(host, site, of_failure(&meaning), evidence.text, now);
                }
            }
            Ended::Broken { cause, text, desync } => {
                if desync
                    && let Some(entry) = self.hosts.get_mut(host as usize)
                    && !std::mem::replace(&mut entry.one_by_one, true)
                {
                    return;
                }
                if session.answers == 0 && !self.is_of_recipient(host) {
                    self.host_failed(host, site, cause, text, now);
                }
            }
        }
    }

    /// A host that talked before and breaks off at the first recipient of a session may mean that recipient; time after
    /// time, it is the host.
    fn is_of_recipient(&mut self, host: u32) -> bool {
        let Some(host) = self.hosts.get_mut(host as usize).filter(|host| host.talked) else { return false };
        host.mute = (host.mute + 1) % MUTE;
        host.mute > 0
    }

    /// "A Host that cuts after n refusals twice gets n as its limit"; one that cuts after n recipients twice is
    /// left one recipient earlier from then on.
    pub(super) fn learn(&mut self, session: &Session, at_control: bool) {
        let Some(host) = self.hosts.get_mut(session.host as usize) else { return };
        if session.only_controls {
            return;
        }
        // One cut may have any reason; a second one at the same count is a rule, until one comes before it.
        if session.limited.is_none() && !at_control && host.recipient_limit.is_some_and(|most| session.answers < most) {
            host.recipient_limit = None;
            host.met.clear();
            host.doubts = host.doubts.saturating_add(1);
        }
        if session.answers == 0 {
            return;
        }
        // A session that went further says that it is no rule.
        let Before { answers: heard, refusals } = session.heard();
        if refusals > 0 && refusals >= host.most_refused {
            let cuts = host.cuts.entry(refusals).or_default();
            *cuts = cuts.saturating_add(1);
            if *cuts >= 2 {
                host.refusal_limit = Some(host.refusal_limit.map_or(refusals, |limit| limit.min(refusals)));
                if session.limited.is_none() {
                    host.recipient_limit = None;
                    return;
                }
            }
        }
        // What another session passed is no rule of sessions: a rate has been used up, or a connection broke.
        let passed = heard < host.longest;
        if passed || heard == 0 && session.limited.is_some() || session.limited.is_none() && at_control {
            return;
        }
        let times = host.met.entry(heard).or_default();
        *times = times.saturating_add(1);
        if *times < 2u8.saturating_add(host.doubts) {
            return;
        }
        // Words say what is too much; of a cut, what came before may have been.
        let most = if session.limited.is_some() { heard } else { heard.saturating_sub(1) }.max(LEAST_RECIPIENTS);
        host.recipient_limit = Some(host.recipient_limit.map_or(most, |limit| limit.min(most)));
    }

    pub(super) fn put_back_unanswered(
        &mut self,
        session: &Session,
        unanswered: &[Question],
        clean: bool,
        cause: Cause,
        ended: &Ended,
        now: Instant,
    ) {
        let text = said(ended);
        for (index, question) in unanswered.iter().enumerate().rev() {
            let Who::Member(member) = question.who else {
                // Whoever stood behind the head of the line was not reached; the next session asks again.
                // But one that a session was opened for, and was not asked after all, has nobody who would.
                let unsent = session.only_controls && clean;
                if (reached(ended, index) || unsent) && !self.contrast.absent_decided(question.spot) {
                    let spacing = if unsent { SPACING } else { CUT_SPACING };
                    self.control_lost(question.spot, question.who, spacing, now);
                }
                continue;
            };
            let Some(status) = self.members.get_mut(member as usize) else { continue };
            if status.phase != Phase::InFlight {
                continue;
            }
            // The head of the line may be what broke the session: whoever stood behind it is heard first next time.
            let head = !clean && index == 0;
            if head {
                status.lost = status.lost.saturating_add(1);
            }
            if let Ended::Refused { stage: Stage::Mail, meaning, evidence, .. } = ended {
                // Words about our sender, said to nobody else's face: these recipients keep them.
                let words = self.words.entry(member).or_insert_with(|| Words::said(of_failure(meaning), evidence, now));
                words.cause = of_failure(meaning);
            }
            self.once_more(member, session.host, cause, &text, !head);
        }
    }

    /// Replies had slipped: whoever was answered in this session is unanswered.
    fn slipped(&mut self, id: u64, session: &Session, ended: &Ended) {
        let text = said(ended);
        for member in self.contrast.slip(id).into_iter().rev() {
            if let Some(status) = self.members.get_mut(member as usize).filter(|status| status.phase == Phase::Held) {
                status.lost = status.lost.saturating_add(1);
                self.phase(member, Phase::Ready);
                self.memo(|_| Some(Memo::Gone { member }));
                self.once_more(member, session.host, Cause::ProtocolError, &text, true);
            }
        }
    }

    /// Asks again whoever was lost on the way, unless that was too often.
    fn once_more(&mut self, member: Member, host: u32, cause: Cause, text: &str, front: bool) {
        let Some(status) = self.members.get(member as usize) else { return };
        if status.lost >= MOST_LOST {
            let evidence = self.lost_at(host, text);
            self.settle(member, cause, Box::new(evidence));
        } else {
            self.line_up(member, front);
        }
    }

    fn lost_at(&self, host: u32, text: &str) -> Evidence {
        let host = self.hosts.get(host as usize);
        Evidence {
            host: host.map(|host| host.name.to_string()),
            ip: host.map(|host| host.ip),
            text: text.to_owned(),
            stage: Some(Stage::Rcpt),
            attempts: MOST_LOST,
            ..Evidence::default()
        }
    }

    /// A control that got no answer stays undecided; if acceptances wait for it, it is asked again under the
    /// same name like any deferred recipient: at least three times, and until `give_up_after`.
    pub(super) fn control_lost(&mut self, spot: Spot, who: Who, spacing: u32, now: Instant) {
        let Who::Absent(_) = who else { return };
        let Some(entry) = self.domains.get_mut(spot.domain as usize) else { return };
        let (since, tries) = entry.undecided.get_or_insert((now, 0));
        *tries = tries.saturating_add(1);
        let wait = self.settings.greylist_wait * spacing.saturating_pow(u32::from((*tries).min(8)) - 1);
        let late = now + wait > *since + self.settings.give_up_after;
        if self.settings.defers && (*tries < LEAST_TRIES || !late) {
            let timer = Timer::Control { domain: spot.domain, host: spot.host, source: spot.source };
            self.at(self.together(now + wait, wait), timer);
        }
    }

    /// What a session was opened for, and it came to no word.
    pub(super) fn job_lost(&mut self, session: &Session, now: Instant) {
        let Some(Job { spot, asks }) = session.job.as_ref().filter(|_| session.only_controls) else { return };
        if !self.contrast.absent_decided(*spot) {
            asks.iter().for_each(|who| self.control_lost(*spot, *who, SPACING, now));
        }
    }

    /// A little later than due, so that the controls of many domains share a session, and those deferred in one.
    pub(super) fn together(&self, due: Instant, wait: Duration) -> Instant {
        let Some(began) = self.began else { return due };
        let grid = (wait / GRID).as_nanos().max(1);
        let over = due.saturating_duration_since(began).as_nanos() % grid;
        due + Duration::from_nanos(u64::try_from((grid - over) % grid).unwrap_or(0))
    }
}

/// A goodbye and a refusal before RCPT sentence nobody, whatever their words sound like (RFC 5321 §3.8: 421 is about
/// the connection).
fn of_failure(meaning: &Meaning) -> Cause {
    match meaning.cause().status() {
        Status::Undeliverable => Cause::ServerTrouble,
        _ => meaning.cause(),
    }
}

/// Whether a question may be what the session broke at: the head of the line, or where one of several replies never came,
/// each of them.
fn reached(ended: &Ended, index: usize) -> bool {
    match ended {
        Ended::Left => false,
        Ended::Broken { cause: Cause::Timeout, desync: true, .. } => true,
        _ => index == 0,
    }
}

fn said(ended: &Ended) -> String {
    match ended {
        Ended::Left => String::new(),
        Ended::Refused { evidence, .. } => evidence.text.clone(),
        Ended::Tls(text) | Ended::Broken { text, .. } => text.clone(),
    }
}

/// Sessions that may end at one recipient before it is left without an answer: its risk reads that in its evidence.
pub(super) const MOST_LOST: u8 = 3;
/// A host that breaks off at the first recipient so often in a row will not talk.
const MUTE: u8 = 4;
/// No session is worth opening for less: a member and its closing control.
const LEAST_RECIPIENTS: u32 = 2;
/// "Deferred at every try until give_up_after, 3 tries at least" (design: contrast).
const LEAST_TRIES: u8 = 3;
/// Each wait of a deferred control is so many times the one before.
pub(super) const SPACING: u32 = 2;
/// Waits are rounded up by a part of themselves.
const GRID: u32 = 8;
/// A control that costs a whole session each time it is asked comes back more seldom: three times in two hours.
const CUT_SPACING: u32 = 4;
