//! Hosts by preference: which one speaks, which is passed over, and when a site is given up.

use super::{Phase, Schedule, Timer, Unfit};
use crate::verdict::{Cause, Evidence};
use std::time::Instant;

impl Schedule {
    /// Hosts by preference. A less preferred one speaks once every better one failed to talk twice.
    pub(super) fn pick(&mut self, site: u32, now: Instant) -> Pick {
        let Some(site) = self.sites.get(site as usize) else { return Pick::Dead };
        let up =
            |host: &u32| self.hosts.get(*host as usize).is_some_and(|host| host.down_until.is_none_or(|t| t <= now));
        if let Some(current) = site.current.filter(up) {
            return Pick::Host(current);
        }
        let first = site.hosts.first().and_then(|id| self.hosts.get(*id as usize)).map(|host| host.preference);
        let silent = |first: u32| self.sites.get(first as usize).is_none_or(|first| first.dead.is_some());
        let all = site.beside.is_none_or(silent);
        let speaks = |id: &&u32| all || self.hosts.get(**id as usize).map(|host| host.preference) == first;
        let mut wait: Option<Instant> = None;
        let mut better_failed_twice = true;
        let mut tier = None;
        for id in site.hosts.iter().filter(speaks) {
            let Some(host) = self.hosts.get(*id as usize) else { continue };
            if tier != Some(host.preference) {
                if !better_failed_twice {
                    break;
                }
                tier = Some(host.preference);
            }
            match host.down_until {
                Some(until) if until > now => wait = Some(wait.map_or(until, |wait| wait.min(until))),
                _ => return Pick::Host(*id),
            }
            better_failed_twice &= host.fails >= 2;
        }
        let most = if self.settings.defers { MOST_FAILS } else { 2 };
        let given_up = |id: &u32| self.hosts.get(*id as usize).is_none_or(|host| host.fails >= most);
        match wait {
            Some(until) if !site.hosts.iter().filter(speaks).all(given_up) => Pick::Wait(until),
            _ => Pick::Dead,
        }
    }

    /// The connection could not be made, or the host would not talk: it is passed over, then for a while.
    pub(super) fn host_failed(&mut self, id: u32, site: u32, cause: Cause, text: String, now: Instant) {
        let greylist = self.settings.greylist_wait;
        let confirm = self.settings.confirm_wait;
        let Some(host) = self.hosts.get_mut(id as usize) else { return };
        host.fails = host.fails.saturating_add(1);
        host.last_error = Some((cause, text));
        let wait = match host.fails {
            1 => confirm,
            fails => greylist * 2u32.saturating_pow(u32::from(fails.min(8)) - 2),
        };
        host.down_until = Some(now + wait);
        let Some(site) = self.sites.get_mut(site as usize) else { return };
        site.current = site.current.filter(|current| *current != id);
        let operator = site.operator;
        self.at(now + wait, Timer::Operator(operator));
        if let Some(entry) = self.operators.get_mut(operator as usize) {
            entry.allowed = (entry.allowed / 2).max(1);
        }
        self.look_at(operator);
    }

    /// The TCP connection failed.
    pub(crate) fn not_connected(&mut self, session: u64, timed_out: bool, text: String, now: Instant) {
        let Some(entry) = self.sessions.get(&session) else { return };
        let (host, site, operator) = (entry.host, entry.site, entry.operator);
        if let Some(left) = self.leave(session) {
            self.job_lost(&left, now);
        }
        let cause = if timed_out { Cause::Timeout } else { Cause::Unreachable };
        let again = self.hosts.get(host as usize).is_some_and(|host| host.fails > 0);
        self.failed_operators.entry(operator).and_modify(|twice| *twice |= again).or_insert(again);
        let twice = self.failed_operators.values().filter(|twice| **twice).count();
        let failed = self.failed_operators.len();
        // Whoever is still being dialled may yet prove that there is a way out.
        let waiting = self.sessions.values().any(|session| !self.failed_operators.contains_key(&session.operator));
        let enough = twice >= FIRST_SITES || failed >= MANY_SITES;
        if !self.connected && (enough && !waiting || failed >= MOST_SITES) {
            self.unfit = Some(Unfit::NoWayOut);
        }
        self.host_failed(host, site, cause, text, now);
    }

    /// A server took our connection: there is a way out.
    pub(crate) fn connected(&mut self) {
        self.connected = true;
    }

    /// A host that answers about recipients talks: its domains stay with it.
    pub(super) fn talks(&mut self, host_id: u32, site: u32) {
        if let Some(host) = self.hosts.get_mut(host_id as usize) {
            host.fails = 0;
            (host.talked, host.mute) = (true, 0);
            host.down_until = None;
        }
        if let Some(site) = self.sites.get_mut(site as usize) {
            site.current = Some(host_id);
        }
    }

    /// No host of the site will talk.
    pub(super) fn give_up_site(&mut self, id: u32) {
        let Some(site) = self.sites.get(id as usize) else { return };
        let last = site.hosts.iter().filter_map(|host| self.hosts.get(*host as usize)).find_map(|host| {
            let (cause, text) = host.last_error.clone()?;
            Some((cause, text, host.name.to_string(), host.ip))
        });
        let (cause, text, name, ip) = match last {
            Some((cause, text, name, ip)) => (cause, text, Some(name), Some(ip)),
            None => (Cause::Unreachable, "no mail host took a connection".to_owned(), None, None),
        };
        let evidence = Evidence { host: name, ip, text, ..Evidence::default() };
        let domains = site.domains.clone();
        if let Some(site) = self.sites.get_mut(id as usize) {
            site.dead = Some((cause, Box::new(evidence)));
        }
        for domain in domains {
            self.give_up_domain(domain, id);
        }
    }

    /// The members of a domain that still wait to be asked; those that were answered keep their answers.
    pub(super) fn give_up_domain(&mut self, domain: u32, site: u32) {
        let Some((cause, evidence)) = self.sites.get(site as usize).and_then(|site| site.dead.clone()) else { return };
        let Some(entry) = self.domains.get_mut(domain as usize) else { return };
        entry.ready.clear();
        entry.failed = Some((cause, evidence.clone()));
        let members = entry.members.clone();
        for member in members {
            let waits = |status: &super::Status| {
                status.domain == domain && matches!(status.phase, Phase::Ready | Phase::Deferred)
            };
            if self.members.get(member as usize).is_some_and(waits) {
                match self.words.remove(&member) {
                    Some(words) => self.settle(member, words.cause, words.evidence),
                    None => self.settle(member, cause, evidence.clone()),
                }
            }
        }
    }
}

/// Connection rounds that a host is given: the first, one confirm-wait later, then after each greylist-wait.
const MOST_FAILS: u8 = 4;
/// So many operators failing twice, and none connecting, is our network, not theirs …
const FIRST_SITES: usize = 5;
/// … and so is this many failing once.
const MANY_SITES: usize = 20;
/// With so many, nobody is waited for.
const MOST_SITES: usize = 200;
/// Which host speaks.
pub(super) enum Pick {
    Host(u32),
    Wait(Instant),
    Dead,
}
