//! Who stands in which line: members in their domain's, domains in their site's, sites in their operator's; and how a
//! member leaves them all.

use super::{Phase, Schedule, Settled};
use crate::verdict::contrast::Member;
use crate::verdict::{Cause, Evidence};

impl Schedule {
    /// Puts a member where its domain's next session finds it, or settles it with its domain.
    pub(super) fn line_up(&mut self, member: Member, first: bool) {
        let Some(status) = self.members.get_mut(member as usize) else {
            return;
        };
        status.phase = Phase::Ready;
        let domain = status.domain;
        let Some(entry) = self.domains.get_mut(domain as usize) else {
            return;
        };
        if let Some((cause, evidence)) = entry.failed.clone() {
            return self.settle(member, cause, evidence);
        }
        if let Some(controls) = entry.accepts_all.clone() {
            let evidence = Evidence { controls, ..Evidence::default() };
            return self.settle(member, Cause::AcceptsAll, Box::new(evidence));
        }
        if first {
            entry.ready.push_front(member)
        } else {
            entry.ready.push_back(member)
        }
        self.list_domain(domain);
    }

    /// A domain with somebody ready stands in its site's queue, and the site in its operator's.
    pub(super) fn list_domain(&mut self, domain: u32) {
        let Some(entry) = self.domains.get_mut(domain as usize) else {
            return;
        };
        let Some(site_id) = entry.site else { return };
        if entry.ready.is_empty() || entry.failed.is_some() {
            return;
        }
        let Some(site) = self.sites.get_mut(site_id as usize) else {
            return;
        };
        if let Some((cause, evidence)) = site.dead.clone() {
            return self.fail(domain, cause, *evidence);
        }
        if !std::mem::replace(&mut entry.listed, true) {
            site.ready.push_back(domain);
        }
        let Some(operator) = self.operators.get_mut(site.operator as usize) else {
            return;
        };
        if !std::mem::replace(&mut site.listed, true) {
            operator.sites.push_back(site_id);
        }
        let operator = site.operator;
        self.look_at(operator);
    }

    pub(super) fn look_at(&mut self, operator: u32) {
        if let Some(entry) = self.operators.get_mut(operator as usize)
            && !std::mem::replace(&mut entry.queued, true)
        {
            self.attention.push_back(operator);
        }
    }

    pub(super) fn counted(&mut self, site: u32, change: i64) {
        let Some(site) = self.sites.get(site as usize) else {
            return;
        };
        if let Some(operator) = self.operators.get_mut(site.operator as usize) {
            operator.asking = u32::try_from(i64::from(operator.asking) + change).unwrap_or(0);
            operator.idle_since = operator.idle_since.filter(|_| change <= 0);
        }
    }

    /// Moves a member between phases and keeps its operator's count of those still to be asked.
    pub(super) fn phase(&mut self, member: Member, to: Phase) {
        let Some(status) = self.members.get_mut(member as usize) else {
            return;
        };
        let counts = |phase| matches!(phase, Phase::Ready | Phase::InFlight | Phase::Deferred);
        let change = i64::from(counts(to)) - i64::from(counts(status.phase));
        status.phase = to;
        if matches!(to, Phase::InFlight | Phase::Settled) && !std::mem::replace(&mut status.asked, true) {
            self.unasked = self.unasked.saturating_sub(1);
        }
        let site = self.domains.get(status.domain as usize).and_then(|domain| domain.site);
        if let (Some(site), true) = (site, change != 0) {
            self.counted(site, change);
        }
    }

    /// The one way out. Nobody is settled twice.
    pub(super) fn settle(&mut self, member: Member, cause: Cause, evidence: Box<Evidence>) {
        let settled = self.members.get(member as usize).is_none_or(|status| status.phase == Phase::Settled);
        if settled {
            return;
        }
        let Some(Settled { cause, evidence, .. }) = self.opinion(member, cause, evidence) else { return };
        self.phase(member, Phase::Settled);
        self.words.remove(&member);
        self.settled.push(Settled { member, cause, evidence });
    }
}
