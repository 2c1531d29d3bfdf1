//! What the domains of one operator say about each other, when nobody is left to ask.

use super::{Cause, Contrast, Control, ControlKind, Fingerprint, Member, Spot, thread::Pending, weak};
use std::collections::{BTreeSet, HashMap, HashSet};

/// One operator over the run.
#[derive(Debug, Default)]
pub(super) struct Operator {
    pub(super) places: BTreeSet<Spot>,
    /// Recipients accepted, members only.
    pub(super) accepted: u32,
    /// Recipients refused for good, controls included.
    pub(super) refused: u32,
    /// The number of the last acceptance, unconfirmed refusals since, and where.
    pub(super) accepted_at: u64,
    pub(super) drought: usize,
    pub(super) dry: Vec<Spot>,
    /// Somebody who was accepted here was refused later: from then on refusals count between acceptances only.
    pub(super) turned: bool,
    /// So was whoever a session began with, and nobody was accepted since: it may be gone, the next session begins
    /// with somebody else.
    pub(super) misled: bool,
    /// By host and source address: who was accepted last.
    by_host: HashMap<(u32, u16), Accepted>,
    /// By source address: who was accepted last, in the two domains where that is freshest.
    latest: HashMap<u16, Vec<Accepted>>,
    /// Fingerprints of absent controls, and the domains that showed them beside an accepted member.
    attested: HashMap<Fingerprint, BTreeSet<u32>>,
}

impl Operator {
    pub(super) fn accept(&mut self, accepted: Accepted) {
        self.accepted = self.accepted.saturating_add(1);
        self.accepted_at = accepted.at;
        self.drought = 0;
        self.misled = false;
        self.dry.clear();
        self.by_host.insert((accepted.spot.host, accepted.spot.source), accepted);
        let latest = self.latest.entry(accepted.spot.source).or_default();
        latest.retain(|other| other.spot.domain != accepted.spot.domain);
        latest.insert(0, accepted);
        latest.truncate(2);
    }

    pub(super) fn at_host(&self, host: u32, source: u16) -> Option<Accepted> {
        self.by_host.get(&(host, source)).copied()
    }

    /// Whether anybody was accepted there, from whatever source.
    pub(super) fn accepts(&self, host: u32) -> bool {
        self.by_host.keys().any(|(other, _)| *other == host)
    }

    pub(super) fn last(&self, source: u16) -> Option<Accepted> {
        self.latest.get(&source)?.first().copied()
    }

    /// Where this domain was asked about.
    pub(super) fn of_domain(&self, domain: u32) -> impl Iterator<Item = &Spot> {
        let spot = |host, source| Spot { domain, host, source };
        self.places.range(spot(0, 0)..=spot(u32::MAX, u16::MAX))
    }

    /// Whoever could vouch for a refusal at `spot`: first a member of another domain.
    fn neighbour(&self, spot: Spot) -> Option<Accepted> {
        let latest = self.latest.get(&spot.source)?;
        let other = latest.iter().find(|accepted| accepted.spot.domain != spot.domain);
        other.or_else(|| latest.first()).copied()
    }

    pub(super) fn attest(&mut self, print: Fingerprint, domain: u32) {
        let domains = self.attested.entry(print).or_default();
        if domains.len() < ATTESTED {
            domains.insert(domain);
        }
    }

    /// What was heard in this session, about these spots, does not count.
    pub(super) fn forget(&mut self, opened: u64, spots: &BTreeSet<Spot>) {
        self.by_host.retain(|_, accepted| accepted.opened != opened);
        self.latest.values_mut().for_each(|latest| latest.retain(|accepted| accepted.opened != opened));
        for domains in self.attested.values_mut() {
            domains.retain(|domain| spots.iter().all(|spot| spot.domain != *domain));
        }
    }

    fn is_attested(&self, print: Fingerprint) -> bool {
        self.attested.get(&print).is_some_and(|domains| domains.len() >= ATTESTED)
    }
}

/// A member that was accepted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Accepted {
    pub(super) opened: u64,
    pub(super) at: u64,
    pub(super) spot: Spot,
    pub(super) member: Member,
}

impl Accepted {
    /// On a connection opened no earlier, and after.
    fn vouches_for(&self, pending: &Pending) -> bool {
        self.opened >= pending.opened && self.at > pending.at
    }
}

/// A question that would settle what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Need {
    /// An accepted member of the operator, once more, on a new connection.
    Neighbour {
        spot: Spot,
        member: Member,
    },
    Postmaster {
        spot: Spot,
    },
    /// An accepted member and the absent control: acceptances wait for it.
    Stranger {
        spot: Spot,
        member: Member,
    },
}

impl Contrast {
    /// Nobody is left to ask at this operator: what would settle the rest. `domains` is how many domains of it
    /// the list holds; `recipients` says how many recipients each has.
    pub(crate) fn needs(&self, operator: u32, domains: usize, recipients: &dyn Fn(u32) -> u32) -> Vec<Need> {
        let Some(facts) = self.operators.get(&operator) else { return Vec::new() };
        let (mut needs, mut masters) = (BTreeSet::new(), HashSet::new());
        for spot in &facts.places {
            let Some(place) = self.places.get(spot) else { continue };
            let decidable = !place.waiting.is_empty() && !place.resting && place.undecided < TRIES;
            if let Some(member) = place.accepted.filter(|_| decidable) {
                needs.insert(Need::Stranger { spot: *spot, member });
            }
            for pending in &place.unconfirmed {
                let attested = facts.is_attested(pending.heard.print);
                if facts.accepted == 0 {
                    let alone = domains == 1 && facts.refused >= FEW && pending.heard.strong;
                    if alone && self.postmaster(facts, spot.domain).is_none() && masters.insert(spot.domain) {
                        needs.insert(Need::Postmaster { spot: *spot });
                    }
                    continue;
                }
                if !pending.heard.strong && !attested {
                    continue;
                }
                let Some(neighbour) = facts.neighbour(*spot) else { continue };
                if !neighbour.vouches_for(pending) {
                    needs.insert(Need::Neighbour { spot: neighbour.spot, member: neighbour.member });
                }
                let crowd = recipients(spot.domain) >= MANY && !attested;
                if crowd && self.postmaster(facts, spot.domain).is_none() && masters.insert(spot.domain) {
                    needs.insert(Need::Postmaster { spot: *spot });
                }
            }
        }
        needs.into_iter().collect()
    }

    /// Settles what is left at an operator by what its other domains showed.
    pub(crate) fn conclude(&mut self, operator: u32, domains: usize, recipients: &dyn Fn(u32) -> u32) {
        let Some(facts) = self.operators.get(&operator) else { return };
        let spots: Vec<Spot> = facts.places.iter().copied().collect();
        for spot in spots {
            let Some(place) = self.places.get_mut(&spot) else { continue };
            let enough = place.undecided >= TRIES;
            let waiting = std::mem::take(&mut place.waiting);
            let unconfirmed = std::mem::take(&mut place.unconfirmed);
            let awaiting = std::mem::take(&mut place.awaiting);
            for accept in waiting {
                let cause = if enough { Cause::Accepted } else { Cause::Unconfirmed };
                self.settle(accept, cause, None);
            }
            for (pending, control) in awaiting {
                let cause = match pending.heard.cause {
                    Cause::MailboxDisabled if pending.heard.strong => Cause::MailboxSuspended,
                    cause => weak(cause),
                };
                self.settle(pending, cause, Some(control));
            }
            for pending in unconfirmed {
                match self.by_neighbours(operator, spot, &pending, domains, recipients(spot.domain)) {
                    Some((cause, control)) => match control {
                        Some(control) => self.believe(spot.host, pending, cause, control),
                        None => self.settle(pending, cause, None),
                    },
                    None => {
                        let cause = weak(pending.heard.cause);
                        self.settle(pending, cause, None);
                    }
                }
            }
        }
    }

    /// The rules for a refusal in a domain that accepted nobody after it.
    fn by_neighbours(
        &self,
        operator: u32,
        spot: Spot,
        pending: &Pending,
        domains: usize,
        recipients: u32,
    ) -> Option<(Cause, Option<Control>)> {
        let facts = self.operators.get(&operator)?;
        let place = self.places.get(&spot)?;
        let postmaster = self.postmaster(facts, spot.domain) == Some(true);
        let attested = facts.is_attested(pending.heard.print);
        let same = place.print() == Some(pending.heard.print);
        let cause = match (pending.heard.strong, pending.heard.cause) {
            (true, Cause::MailboxDisabled) if same => Cause::NoMailbox,
            (true, Cause::MailboxDisabled) if place.print().is_none() => Cause::MailboxSuspended,
            (true, cause) => cause,
            (false, _) => Cause::NoMailbox,
        };
        if facts.accepted == 0 {
            let few = facts.refused < FEW;
            let vouched = domains == 1 && postmaster;
            let control = vouched.then(|| Control::new(ControlKind::Postmaster, 250));
            return (pending.heard.strong && (few || vouched)).then_some((cause, control));
        }
        if !facts.neighbour(spot)?.vouches_for(pending) || !(pending.heard.strong || attested) {
            return None;
        }
        if recipients >= MANY && !(postmaster || attested) {
            return None;
        }
        Some((cause, Some(Control::new(ControlKind::Neighbour, 250))))
    }

    /// The run ends here, whatever is open: nothing more can be asked.
    pub(crate) fn abandon(&mut self) {
        self.part_all();
        let threads = std::mem::take(&mut self.threads);
        let mut rest: Vec<Pending> = Vec::new();
        for thread in threads.into_values() {
            rest.extend(thread.accepts);
            rest.extend(thread.tail);
        }
        for place in self.places.values_mut() {
            rest.append(&mut place.waiting);
            rest.append(&mut place.unconfirmed);
            rest.extend(place.awaiting.drain(..).map(|(pending, _)| pending));
        }
        for pending in rest {
            let cause = match pending.heard.cause {
                Cause::Accepted if pending.denied.is_some() => Cause::Accepted,
                Cause::Accepted => Cause::Unconfirmed,
                cause => weak(cause),
            };
            self.settle(pending, cause, None);
        }
    }

    /// Whether anything at this operator waits for the end.
    pub(crate) fn is_open(&self, operator: u32) -> bool {
        let Some(facts) = self.operators.get(&operator) else { return false };
        facts
            .places
            .iter()
            .filter_map(|spot| self.places.get(spot))
            .any(|place| !(place.waiting.is_empty() && place.unconfirmed.is_empty() && place.awaiting.is_empty()))
    }
}

/// "Attested": beside accepted members in three domains (design: contrast).
const ATTESTED: usize = 3;
/// An operator that refused fewer than this may be believed alone.
const FEW: u32 = 5;
/// A domain with this many recipients and none accepted needs more than a neighbour.
pub(super) const MANY: u32 = 5;
/// How often a control must stay undecided before it counts as refused, for acceptances only.
const TRIES: u8 = 3;
