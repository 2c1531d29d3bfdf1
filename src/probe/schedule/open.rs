//! Which operator gets a session next, and to which of its hosts.

use super::hosts::Pick;
use super::{Job, Phase, Schedule, Session, Timer, Unfit};
use crate::smtp::Tls;
use crate::syntax::HostName;
use crate::verdict::contrast::{Spot, Who};
use std::cmp::Reverse;
use std::net::IpAddr;
use std::time::Instant;

/// What the engine does now.
#[derive(Debug)]
pub(crate) enum Next {
    Open(Opening),
    /// Nothing before this instant, or before something is heard.
    Wait(Option<Instant>),
    Done,
    Unfit(Unfit),
}

/// A connection to be opened.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    pub(crate) session: u64,
    pub(crate) host: HostName,
    pub(crate) ip: IpAddr,
    pub(crate) source: u16,
    /// Not before.
    pub(crate) at: Instant,
    pub(crate) tls: Tls,
}

impl Schedule {
    pub(crate) fn next(&mut self, now: Instant) -> Next {
        if let Some(unfit) = self.unfit {
            return Next::Unfit(unfit);
        }
        if self.stopped.is_some() {
            if self.sessions.is_empty() {
                self.abandon();
                return Next::Done;
            }
            return Next::Wait(None);
        }
        // The last batch is answered first.
        if self.budget_left() == 0 && self.sessions.values().all(|session| session.in_flight.is_empty()) {
            self.stop("the budget of RCPTs is spent");
            return self.next(now);
        }
        self.fire(now);
        // Each look either opens a session, closes an operator or leaves a timer behind: the queue runs empty.
        while self.sessions.len() < self.settings.connections {
            let Some(operator) = self.attention.pop_front() else { break };
            if let Some(entry) = self.operators.get_mut(operator as usize) {
                entry.queued = false;
            }
            if let Some(opening) = self.try_open(operator, now) {
                self.look_at(operator);
                return Next::Open(opening);
            }
        }
        if let Some(unfit) = self.unfit {
            return Next::Unfit(unfit);
        }
        if self.is_done() {
            return Next::Done;
        }
        Next::Wait(self.timers.peek().map(|Reverse((at, _))| *at))
    }

    fn is_done(&self) -> bool {
        let through = |(id, operator): (usize, &super::Operator)| {
            operator.asking == 0 && operator.jobs.is_empty() && !self.contrast.is_open(super::number(id))
        };
        !self.input_open
            && self.sessions.is_empty()
            && self.attention.is_empty()
            && self.operators.iter().enumerate().all(through)
    }

    /// Everything whose time has come.
    fn fire(&mut self, now: Instant) {
        while let Some(Reverse((at, timer))) = self.timers.peek().copied() {
            if at > now {
                return;
            }
            self.timers.pop();
            match timer {
                Timer::Operator(operator) => self.look_at(operator),
                Timer::Member(member) => {
                    if self.members.get(member as usize).is_some_and(|status| status.phase == Phase::Deferred) {
                        self.line_up(member, true);
                    }
                }
                Timer::Control { domain, host, source } => self.control_due(domain, host, source),
            }
        }
    }

    pub(super) fn at(&mut self, at: Instant, timer: Timer) {
        self.timers.push(Reverse((at, timer)));
    }

    fn try_open(&mut self, id: u32, now: Instant) -> Option<Opening> {
        let operator = self.operators.get_mut(id as usize)?;
        if let Some(until) = operator.paused_until {
            if until > now {
                self.at(until, Timer::Operator(id));
                return None;
            }
            operator.paused_until = None;
        }
        if operator.tripped {
            self.give_up_operator(id, now);
            return None;
        }
        if operator.sessions >= operator.allowed.min(operator.terms.connections) {
            return None;
        }
        if let Some(job) = operator.jobs.pop_front() {
            return self.open_job(id, job, now);
        }
        if operator.sessions > 0 && !self.open_ones_fall_short(id, now) {
            return None;
        }
        let opening = self.open_site(id, now);
        if opening.is_none() {
            self.close_operator(id, now);
        }
        opening
    }

    /// Whether the open sessions leave the rate unused while there is more work than they can carry.
    fn open_ones_fall_short(&mut self, id: u32, now: Instant) -> bool {
        let Some(operator) = self.operators.get(id as usize) else { return false };
        if !operator.share.is_idle(now) {
            let soon = now + IDLE_LOOK;
            self.at(soon, Timer::Operator(id));
            return false;
        }
        let ready: usize = operator
            .sites
            .iter()
            .filter_map(|site| self.sites.get(*site as usize))
            .flat_map(|site| &site.ready)
            .filter_map(|domain| self.domains.get(*domain as usize))
            .map(|domain| domain.ready.len())
            .take(ENOUGH)
            .sum();
        let room: u32 = self
            .sessions
            .values()
            .filter(|session| session.operator == id)
            .map(|session| self.carries(session, operator.terms.session_recipients, operator.terms.session_refusals))
            .sum();
        let elsewhere = operator.sites.iter().any(|site| {
            let busy = self.sessions.values().any(|session| session.site == *site);
            !busy && self.sites.get(*site as usize).is_some_and(|site| !site.ready.is_empty())
        });
        elsewhere || ready > room as usize
    }

    /// How many members a session will still carry, by what it has met so far.
    fn carries(&self, session: &Session, recipients: u32, refusals: u32) -> u32 {
        let left = recipients.saturating_sub(session.rcpts);
        if session.refusals == 0 {
            return left;
        }
        let refusals_left = refusals.saturating_sub(session.refusals);
        left.min(refusals_left.saturating_mul(session.rcpts.max(1)) / session.refusals)
    }

    fn open_job(&mut self, operator: u32, job: Job, now: Instant) -> Option<Opening> {
        let host = job.spot.host;
        let site = self.domains.get(job.spot.domain as usize)?.site?;
        let source = job.spot.source;
        let Some(opening) = self.open(operator, site, host, source, now) else {
            self.operators.get_mut(operator as usize)?.jobs.push_front(job);
            return None;
        };
        if let Some(session) = self.sessions.get_mut(&opening.session) {
            session.job = Some(job);
            session.only_controls = true;
        }
        Some(opening)
    }

    fn open_site(&mut self, operator: u32, now: Instant) -> Option<Opening> {
        let sites = self.operators.get(operator as usize)?.sites.len();
        for _ in 0..sites {
            let entry = self.operators.get_mut(operator as usize)?;
            let site = entry.sites.pop_front()?;
            if !self.has_work(site, now) {
                continue;
            }
            if let Some(entry) = self.operators.get_mut(operator as usize) {
                entry.sites.push_back(site);
            }
            match self.pick(site, now) {
                Pick::Host(host) => {
                    let first = self.sites.get(site as usize)?.ready.front().copied();
                    let source = self.domains.get(first? as usize)?.source;
                    if let Some(opening) = self.open(operator, site, host, source, now) {
                        return Some(opening);
                    }
                }
                Pick::Wait(until) => self.at(until, Timer::Operator(operator)),
                Pick::Dead => self.give_up_site(site),
            }
        }
        None
    }

    /// Whether a site has a domain with somebody to ask now; takes it off the operator's queue if not.
    fn has_work(&mut self, id: u32, now: Instant) -> bool {
        let Some(site) = self.sites.get_mut(id as usize) else { return false };
        let mut wake = None;
        let mut rest = 0;
        for _ in 0..site.ready.len() {
            let Some(domain) = site.ready.pop_front() else { break };
            let Some(entry) = self.domains.get_mut(domain as usize) else { continue };
            if entry.ready.is_empty() {
                entry.listed = false;
                continue;
            }
            site.ready.push_back(domain);
            match entry.paused_until {
                Some(until) if until > now => wake = Some(wake.map_or(until, |wake: Instant| wake.min(until))),
                _ => rest += 1,
            }
        }
        site.listed = !site.ready.is_empty();
        let (operator, listed) = (site.operator, site.listed);
        if rest == 0
            && let (Some(at), Some(entry)) = (wake, self.operators.get_mut(operator as usize))
        {
            if listed {
                entry.sites.push_back(id);
            }
            self.at(at, Timer::Operator(operator));
        }
        rest > 0
    }

    fn open(&mut self, operator: u32, site: u32, host: u32, source: u16, now: Instant) -> Option<Opening> {
        let entry = self.hosts.get(host as usize)?;
        let (name, ip, plain) = (entry.name.clone(), entry.ip, entry.plain);
        let owner = self.operators.get_mut(operator as usize)?;
        let tls = match plain {
            _ if owner.terms.tls_required => Tls::Required,
            // A handshake failed here before.
            true => Tls::Off,
            false => Tls::Opportunistic,
        };
        let open = self.per_ip.entry(ip).or_default();
        let free = *open < owner.terms.connections;
        let Some(seat) = owner.share.seat(owner.terms.connections).filter(|_| free) else {
            self.at(now + IDLE_LOOK, Timer::Operator(operator));
            return None;
        };
        *open += 1;
        owner.sessions += 1;
        let at = owner.share.connect(now);
        self.opened += 1;
        self.tally.connections += 1;
        let session = Session::new(operator, site, host, source, seat);
        self.sessions.insert(self.opened, session);
        Some(Opening { session: self.opened, host: name, ip, source, at, tls })
    }

    /// Takes a session off the books.
    pub(super) fn leave(&mut self, session: u64) -> Option<Session> {
        let entry = self.sessions.remove(&session)?;
        if let Some(operator) = self.operators.get_mut(entry.operator as usize) {
            operator.sessions = operator.sessions.saturating_sub(1);
        }
        if let Some(host) = self.hosts.get(entry.host as usize)
            && let Some(open) = self.per_ip.get_mut(&host.ip)
        {
            *open = open.saturating_sub(1);
        }
        // A domain may stand in the queue with members that were put back.
        self.look_at(entry.operator);
        Some(entry)
    }

    fn control_due(&mut self, domain: u32, host: u32, source: u16) {
        let spot = Spot { domain, host, source };
        self.contrast.rested(spot);
        let Some(site) = self.domains.get(domain as usize).and_then(|entry| entry.site) else { return };
        let Some(operator) = self.sites.get(site as usize).map(|site| site.operator) else { return };
        let member = self.contrast.present(spot).filter(|_| self.contrast.awaits_control(spot));
        if let (Some(member), Some(entry)) = (member, self.operators.get_mut(operator as usize)) {
            entry.jobs.push_back(Job { spot, asks: vec![Who::Present(member), Who::Absent(0)] });
        }
        self.look_at(operator);
    }
}

/// How soon an operator is looked at again whose rate is in use.
const IDLE_LOOK: std::time::Duration = std::time::Duration::from_millis(500);
/// Domains counted to learn whether another session pays.
const ENOUGH: usize = 256;
