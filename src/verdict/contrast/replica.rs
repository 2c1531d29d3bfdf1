//! One of several equal hosts may have lost its list of users: it refuses everybody in the plainest words, and takes
//! postmaster. What a host says that accepted nobody of a domain is heard at another one before it settles.

use super::operator::{MANY, Operator};
use super::{Contrast, Outcome, Spot, Why};

impl Contrast {
    /// Where refusals wait and nobody of the domain was accepted, with the host that has accepted somebody of it since.
    /// A host that accepted another domain has its list; with [`MANY`] recipients refused it may lack this one in it.
    pub(crate) fn doubtful(&self, operator: u32, recipients: &dyn Fn(u32) -> u32) -> Vec<(Spot, Option<u32>)> {
        let Some(facts) = self.operators.get(&operator) else { return Vec::new() };
        let alone = |spot: &Spot| {
            let place = self.places.get(spot).filter(|place| place.accepted.is_none());
            place.is_some_and(|place| !place.unconfirmed.is_empty())
        };
        let doubt = |spot: &Spot| {
            let better = facts.of_domain(spot.domain).find(|other| self.present(**other).is_some());
            let known = facts.at_host(spot.host, spot.source).is_some() && recipients(spot.domain) < MANY;
            (better.is_some() || !known).then(|| (*spot, better.map(|spot| spot.host)))
        };
        facts.places.iter().filter(|spot| alone(spot)).filter_map(doubt).collect()
    }

    /// The hosts that were asked about this domain.
    pub(crate) fn hosts_of(&self, operator: u32, domain: u32) -> Vec<u32> {
        let Some(facts) = self.operators.get(&operator) else { return Vec::new() };
        facts.of_domain(domain).map(|spot| spot.host).collect()
    }

    /// Whether somebody was accepted at this host.
    pub(crate) fn host_accepts(&self, operator: u32, host: u32) -> bool {
        self.operators.get(&operator).is_some_and(|facts| facts.accepts(host))
    }

    /// So many of the refusals at this spot count no longer: another host is asked.
    pub(crate) fn hand_over(&mut self, operator: u32, spot: Spot, most: usize) {
        let Some(place) = self.places.get_mut(&spot) else { return };
        let count = most.min(place.unconfirmed.len());
        let over: Vec<_> = place.unconfirmed.drain(..count).collect();
        if let Some(facts) = self.operators.get_mut(&operator) {
            facts.refused = facts.refused.saturating_sub(u32::try_from(count).unwrap_or(u32::MAX));
        }
        self.out.extend(over.into_iter().map(|pending| Outcome::Again { member: pending.member, why: Why::Elsewhere }));
    }

    /// Whether postmaster was accepted at any host of the domain; `None` where none was asked.
    pub(super) fn postmaster(&self, facts: &Operator, domain: u32) -> Option<bool> {
        let heard = facts.of_domain(domain).filter_map(|spot| self.places.get(spot)?.postmaster);
        heard.reduce(|one, other| one || other)
    }

    /// Whether the absent control was refused at another host of the domain: it counts once.
    pub(super) fn absent_counts(&self, facts: &Operator, spot: Spot) -> bool {
        let print = |other: &&Spot| self.places.get(*other).is_some_and(|place| place.print().is_some());
        !facts.of_domain(spot.domain).filter(|other| **other != spot).any(|other| print(&other))
    }
}
