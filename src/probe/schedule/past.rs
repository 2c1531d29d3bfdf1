//! What is worth remembering should the process die, and a former process's memories taken up again: the run goes on
//! where it was, and nobody answers the same question twice.

use super::{Phase, Schedule, Timer, Words};
use crate::syntax::{Address, HostName};
use crate::verdict::contrast::{Heard, Kind, Member, Past, Spot, Who};
use crate::verdict::{Cause, Evidence};
use std::net::IpAddr;
use std::time::Instant;

/// Something that is not settled yet.
#[derive(Clone, Debug)]
pub(crate) enum Memo {
    /// An answer that contrast holds.
    Held { past: Past, place: Place },
    /// A member that waits to be asked again.
    Deferred {
        member: Member,
        until: Instant,
        since: Instant,
        tries: u8,
        about_us: u8,
        cause: Cause,
        evidence: Box<Evidence>,
    },
    /// It is to be asked again as if it had never been.
    Gone { member: Member },
    /// The first or second name that cannot exist at its domain.
    Absent { name: u8, address: Address },
    /// Whoever was accepted first at an operator.
    Accepted { member: Member },
}

/// Where an answer was heard, in words that hold for another process too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) host: HostName,
    pub(crate) ip: IpAddr,
    pub(crate) source: u16,
}

impl Schedule {
    /// What is worth remembering since the last call.
    pub(crate) fn memos(&mut self) -> Vec<Memo> {
        std::mem::take(&mut self.memos)
    }

    pub(super) fn memo(&mut self, memo: impl FnOnce(&Self) -> Option<Memo>) {
        if self.settings.remembers {
            let memo = memo(self);
            self.memos.extend(memo);
        }
    }

    /// An acceptance waits for the end of its session, which may be long after.
    pub(super) fn remember(&mut self, opened: u64, spot: Spot, who: Who, heard: Heard) {
        let Who::Member(member) = who else { return };
        let held = self.members.get(member as usize).is_some_and(|status| status.phase == Phase::Held);
        if heard.kind == Kind::Accepted && held {
            let past = Past { member, opened, at: self.contrast.clock(), first: false, accepted_at: 0, heard };
            self.remember_past(spot, past);
        }
    }

    pub(super) fn remember_past(&mut self, spot: Spot, past: Past) {
        self.memo(|schedule| {
            let host = schedule.hosts.get(spot.host as usize)?;
            let place = Place { host: host.name.clone(), ip: host.ip, source: spot.source };
            Some(Memo::Held { past, place })
        });
    }

    pub(super) fn remember_deferral(&mut self, member: Member, until: Instant) {
        self.memo(|schedule| {
            let words = schedule.words.get(&member)?;
            let (since, tries, about_us, cause) = (words.since, words.tries, words.about_us, words.cause);
            Some(Memo::Deferred { member, until, since, tries, about_us, cause, evidence: words.evidence.clone() })
        });
    }

    /// The first member accepted at an operator: whoever goes on with the run asks it again, so that the refusals that
    /// it vouches for need not stand alone.
    pub(super) fn remember_accepted(&mut self, operator: u32, member: Member) {
        let Some(entry) = self.operators.get_mut(operator as usize) else { return };
        if self.settings.remembers && !std::mem::replace(&mut entry.remembered, true) {
            self.memos.push(Memo::Accepted { member });
        }
    }

    /// A member of a domain, with what a former process remembered of it.
    #[cfg_attr(not(feature = "list"), allow(dead_code, reason = "only a list's run is gone on with"))]
    pub(crate) fn recall(&mut self, member: Member, address: Address, domain: u32, memo: Memo) {
        self.enter(member, domain);
        if let Memo::Held { past, place } = &memo {
            self.opened = self.opened.max(past.opened);
            self.contrast.advance(past.at);
            if let Some(entry) = self.domains.get_mut(domain as usize).filter(|_| place.source < self.settings.sources)
            {
                entry.source = place.source;
            }
            if past.heard.kind == Kind::Accepted {
                self.vouchers.insert(member, address);
            }
        }
        self.past.entry(domain).or_default().push(memo);
    }

    /// Names that cannot exist, as they were asked before.
    #[cfg_attr(not(feature = "list"), allow(dead_code, reason = "only a list's run is gone on with"))]
    pub(crate) fn recall_absent(&mut self, domain: u32, name: u8, address: Address) {
        if let Some(slot) =
            self.domains.get_mut(domain as usize).and_then(|entry| entry.absent.get_mut(usize::from(name)))
        {
            *slot = Some(address);
        }
    }

    /// The domain has its route: its memories are taken up where they fit it.
    pub(super) fn take_up(&mut self, domain: u32, operator: u32, now: Instant) {
        for memo in self.past.remove(&domain).unwrap_or_default() {
            match memo {
                Memo::Held { past, place } => match self.spot(domain, &place) {
                    Some(spot) => {
                        self.phase(past.member, Phase::Held);
                        self.contrast.recall(operator, spot, past);
                    }
                    None => self.line_up(past.member, false),
                },
                Memo::Deferred { member, until, since, tries, about_us, cause, evidence } => {
                    self.words.insert(member, Words { since, tries, about_us, cause, evidence });
                    self.phase(member, Phase::Deferred);
                    self.at(until.max(now), Timer::Member(member));
                }
                Memo::Gone { member } => self.line_up(member, false),
                Memo::Absent { .. } | Memo::Accepted { .. } => {}
            }
        }
        self.look_at(operator);
    }

    fn spot(&self, domain: u32, place: &Place) -> Option<Spot> {
        let entry = self.domains.get(domain as usize).filter(|entry| entry.source == place.source)?;
        let site = self.sites.get(entry.site? as usize)?;
        let same = |id: &&u32| {
            self.hosts.get(**id as usize).is_some_and(|host| host.name == place.host && host.ip == place.ip)
        };
        let host = *site.hosts.iter().find(same)?;
        Some(Spot { domain, host, source: place.source })
    }
}
