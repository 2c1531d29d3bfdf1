//! Hosts of the same preference should know the same mailboxes. One that accepted nobody of a domain is not believed
//! alone: some of those that it refused are asked at the next one, and all of them where that one accepts somebody.

use super::Schedule;
use crate::verdict::contrast::Spot;
use std::collections::{BTreeSet, HashMap};
use std::time::Instant;

impl Schedule {
    /// Whether somebody is asked at another host now, before what is left at this operator settles.
    pub(super) fn ask_replicas(&mut self, operator: u32, recipients: &dyn Fn(u32) -> u32, now: Instant) -> bool {
        let Some(refusals) = self.operators.get(operator as usize).map(|entry| entry.terms.session_refusals) else {
            return false;
        };
        // Each session keeps one refusal, and one is the absent control's.
        let few = (SESSIONS * refusals.saturating_sub(1) as usize).saturating_sub(1).max(1);
        let (mut moves, mut domains) = (HashMap::new(), BTreeSet::new());
        for (spot, better) in self.contrast.doubtful(operator, recipients) {
            if better.is_none() && domains.contains(&spot.domain) {
                continue;
            }
            let Some((site, host)) = self.replica(operator, spot, better) else { continue };
            // A site speaks at one host: those that want another one have their turn when these are through.
            if *moves.entry(site).or_insert(host) != host {
                continue;
            }
            if let Some(entry) = self.domains.get_mut(spot.domain as usize).filter(|_| domains.insert(spot.domain)) {
                entry.replicas.push(host);
            }
            self.contrast.hand_over(operator, spot, if better.is_some() { usize::MAX } else { few });
        }
        for (site, host) in &moves {
            self.move_site(*site, *host);
        }
        self.take_outcomes(now);
        !moves.is_empty()
    }

    /// The host to ask next about a domain, and its site.
    fn replica(&self, operator: u32, spot: Spot, better: Option<u32>) -> Option<(u32, u32)> {
        let domain = self.domains.get(spot.domain as usize)?;
        let most = if domain.members.len() < SMALL { 1 } else { MOST_REPLICAS };
        let id = domain.site?;
        if let Some(host) = better {
            // It was asked there, and moved there: should that host fail now, nobody goes to and fro.
            let times = domain.replicas.iter().filter(|other| **other == host).count();
            return (times <= 2).then_some((id, host));
        }
        if domain.replicas.len() >= most {
            return None;
        }
        let site = self.sites.get(id as usize)?;
        let host = |id: u32| self.hosts.get(id as usize);
        let best = host(*site.hosts.first()?)?.preference;
        let asked = self.contrast.hosts_of(operator, spot.domain);
        let met: Vec<_> = asked.iter().chain(&domain.replicas).filter_map(|id| Some(host(*id)?.ip)).collect();
        let other = site.hosts.iter().find(|id| {
            let able = |host: &super::Host| host.preference == best && host.fails == 0 && !met.contains(&host.ip);
            host(**id).is_some_and(able)
        });
        other.filter(|_| host(spot.host).is_some_and(|own| own.preference == best)).map(|host| (id, *host))
    }

    fn move_site(&mut self, id: u32, host: u32) {
        let Some(site) = self.sites.get_mut(id as usize) else { return };
        let before = site.current.replace(host);
        site.home = site.home.or(before);
        if let Some(operator) = self.operators.get_mut(site.operator as usize) {
            operator.moved.push(id);
        }
    }

    /// A host that others were accepted at goes on speaking, unless the one it stood in for accepts somebody as well.
    pub(super) fn go_home(&mut self, operator: u32) {
        let Some(entry) = self.operators.get_mut(operator as usize) else { return };
        for id in std::mem::take(&mut entry.moved) {
            let Some(site) = self.sites.get_mut(id as usize) else { continue };
            let Some(home) = site.home.take() else { continue };
            let accepts = |host: u32| self.contrast.host_accepts(operator, host);
            if accepts(home) || !site.current.is_some_and(accepts) {
                site.current = Some(home);
            }
        }
    }
}

/// Refusals by two sessions are asked again at another host: were only two fifths of a domain alive, all of those would be
/// dead once in two thousand times.
const SESSIONS: usize = 2;
/// Hosts beside the first.
const MOST_REPLICAS: usize = 2;
/// With fewer recipients, one.
const SMALL: usize = 5;
