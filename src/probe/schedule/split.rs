//! Best hosts under two operators, who may know different mailboxes: each member is asked at one of each, and the
//! two answers become one verdict.

use super::{Domain, Exchange, Phase, Schedule, Settled, book};
use crate::site;
use crate::verdict::contrast::Member;
use crate::verdict::{Cause, Evidence, Status};

impl Schedule {
    /// Its best hosts belong to two operators. A twin of the domain is asked at the second one, under the same
    /// absent names, from the same source address; a refusal needs both.
    pub(crate) fn split(&mut self, domain: u32) {
        let Some(entry) = self.domains.get(domain as usize) else { return };
        let (Some(site), source, None) = (entry.site, entry.source, entry.twin) else { return };
        let Some((operator, exchanges)) = self.part(site) else { return };
        let Some(terms) = self.sites.get(site as usize).and_then(|site| self.operators.get(site.operator as usize))
        else {
            return;
        };
        let (terms, now) = (terms.terms.clone(), self.now);
        let twin = self.domain();
        let names: Vec<&str> = exchanges.iter().map(|exchange| exchange.name.as_str()).collect();
        let name = format!("{operator}: {}", names.join(" "));
        if let Some(now) = now {
            self.route(twin, &operator, terms, &name, &exchanges, now);
        }
        if let Some(entry) = self.domains.get_mut(twin as usize) {
            entry.source = source;
            entry.twin_of = Some(domain);
        }
        if let Some(entry) = self.domains.get_mut(domain as usize) {
            entry.twin = Some(twin);
        }
        let twin_site = self.domains.get(twin as usize).and_then(|entry| entry.site);
        if let Some(entry) = twin_site.and_then(|twin| self.sites.get_mut(twin as usize)) {
            entry.beside = Some(site);
        }
        self.contrast.vouch_alike(domain, twin);
    }

    /// The second operator of a site with its best hosts, and with all that are less preferred: the site gives them up.
    /// These speak once the best of both are silent, so with the second, who is asked later.
    fn part(&mut self, site: u32) -> Option<(String, Vec<Exchange>)> {
        let entry = self.sites.get(site as usize)?;
        if let Some(parted) = &entry.parted {
            return Some(parted.clone());
        }
        let party = |id: &u32| {
            let host = self.hosts.get(*id as usize)?;
            Some((site::Operator::of_host(&host.name).as_str().to_owned(), host.preference))
        };
        let (first, best) = party(entry.hosts.first()?)?;
        let other = entry.hosts.iter().filter_map(party).find(|(name, rank)| *rank == best && *name != first)?.0;
        let theirs: Vec<u32> = entry
            .hosts
            .iter()
            .copied()
            .filter(|id| party(id).is_some_and(|(name, rank)| rank != best || name == other))
            .collect();
        let exchange = |id: &u32| {
            let host = self.hosts.get(*id as usize)?;
            Some(Exchange { name: host.name.clone(), ip: host.ip, preference: host.preference })
        };
        let exchanges: Vec<Exchange> = theirs.iter().filter_map(exchange).collect();
        let ours: Vec<u32> = entry
            .hosts
            .iter()
            .copied()
            .filter(|id| party(id).is_some_and(|(name, rank)| rank == best && name != other))
            .collect();
        let entry = self.sites.get_mut(site as usize)?;
        entry.hosts = ours;
        entry.parted = Some((other, exchanges));
        entry.parted.clone()
    }

    /// What this opinion and an earlier one amount to; nothing while the second operator is still to be asked.
    pub(super) fn opinion(&mut self, member: Member, cause: Cause, evidence: Box<Evidence>) -> Option<Settled> {
        let opinion = Settled { member, cause, evidence };
        if let Some(first) = self.opinions.remove(&member) {
            return Some(if self.is_backup(member) { opinion } else { both(first, opinion) });
        }
        let domain = self.members.get(member as usize).and_then(|status| self.domains.get(status.domain as usize));
        let twin = domain.and_then(|domain: &Domain| domain.twin);
        match twin {
            Some(twin) if cause != Cause::NotProbed && self.stopped.is_none() => {
                self.opinions.insert(member, opinion);
                self.ask_twin(member, twin);
                None
            }
            _ => Some(opinion),
        }
    }

    /// Whether neither operator spoke of a member, but a less preferred host.
    fn is_backup(&self, member: Member) -> bool {
        let domain = self.members.get(member as usize).and_then(|status| self.domains.get(status.domain as usize));
        let Some(site) = domain.and_then(|domain| self.sites.get(domain.site? as usize)) else { return false };
        let preference = |id: Option<u32>| Some(self.hosts.get(id? as usize)?.preference);
        site.beside.is_some()
            && preference(site.current).is_some_and(|own| Some(own) != preference(site.hosts.first().copied()))
    }

    fn ask_twin(&mut self, member: Member, twin: u32) {
        self.phase(member, Phase::Held);
        self.words.remove(&member);
        if let Some(status) = self.members.get_mut(member as usize) {
            *status = book::Status { asked: status.asked, ..book::Status::of(twin, status.phase) };
        }
        if let Some(entry) = self.domains.get_mut(twin as usize) {
            entry.members.push(member);
        }
        self.phase(member, Phase::Ready);
        self.line_up(member, false);
    }
}

/// A refusal needs both; disagreement is `unconfirmed`; whoever did not answer leaves the word to the other, unless
/// that is a refusal.
fn both(first: Settled, second: Settled) -> Settled {
    use Status::{Deliverable, Risky, Undeliverable, Unknown};
    match (first.cause.status(), second.cause.status()) {
        (Undeliverable, Undeliverable) | (Deliverable, Deliverable) => first,
        (Deliverable | Risky, Undeliverable) => Settled { cause: Cause::Unconfirmed, ..first },
        (Undeliverable, Deliverable | Risky) => Settled { cause: Cause::Unconfirmed, ..second },
        (Undeliverable, Unknown) | (Unknown, Deliverable | Risky) | (Deliverable, Risky) => second,
        (Unknown, _) | (Risky, _) | (Deliverable, Unknown) => first,
    }
}
