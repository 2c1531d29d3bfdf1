//! A mail internet in a box: DNS and SMTP servers with moods on loopback, who know the truth about every mailbox and
//! count what they are asked. Test your own pipeline against it; nothing leaves the machine.
//!
//! ```
//! use listproof::{Status, world::{Host, Mood, Truth, World, Zone}};
//! use std::time::Duration;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let world = World::new(7)
//!     .host(Host::new("mx.posthof.example").with(Mood::Greylist(Duration::from_secs(2))))
//!     .zone(Zone::new("strickwaren.example").mx(10, "mx.posthof.example").alive(&["anna"]).dead(&["carl"]));
//! assert_eq!(world.truth("anna@strickwaren.example"), Some(Truth::Alive));
//! assert_eq!(world.expect("carl@strickwaren.example"), Status::Undeliverable);
//!
//! let served = world.serve(0, 0).await?;
//! // Point your verifier at this resolver and this port, and allow it to dial 127.0.0.0/8:
//! let (resolver, port) = (served.dns_addr(), served.smtp_port());
//! # assert!(resolver.ip().is_loopback() && port > 0);
//! // … verify, then ask the world how you behaved:
//! let counts = served.counts();
//! assert_eq!(counts.data(), 0, "a verifier never sends DATA");
//! assert_eq!(counts.again("anna@strickwaren.example"), 0);
//! served.stop().await;
//! # Ok(())
//! # }
//! ```

mod counts;
mod demo;
mod dns;
mod host;
mod live;
mod mood;
mod newsletter;
mod scene;
mod serve;
mod talk;
mod tls;
mod words;
mod zone;

pub use counts::{Counts, HostCounts, Question, SessionCounts};
pub use host::Host;
pub use live::Live;
pub use mood::{MOODS, Mood, Scene, TWINS};
pub use serve::Served;
pub use talk::{Answer, Handshake, Talk};
pub use words::Words;
pub use zone::{Dns, Zone};

use crate::verdict::Status;
use mood::Hides;
use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr},
};

/// The truth about a mailbox, as its own server knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Truth {
    /// Takes mail.
    Alive,
    /// There is no such mailbox.
    Dead,
    /// Over quota, said with a 452.
    Full,
    /// Over quota, said with a 552.
    OverQuota,
    /// Closed for good, said with a 550 5.2.1.
    Disabled,
    /// Closed for now, said with a 450 4.2.1.
    Suspended,
    /// Alive, takes no mail from strangers: 550 5.7.124.
    Restricted,
}

/// Domains, hosts and mailboxes, described before they are served.
#[derive(Clone, Debug)]
pub struct World {
    seed: u64,
    hosts: Vec<Host>,
    zones: BTreeMap<String, Zone>,
    lying: bool,
}

impl World {
    /// An empty world. The seed decides on the hosts' addresses, so that two worlds seldom meet.
    pub fn new(seed: u64) -> Self {
        Self { seed, hosts: Vec::new(), zones: BTreeMap::new(), lying: false }
    }

    /// Two dozen domains at a dozen operators, every one with a mood of its own: what `--demo` runs against.
    pub fn demo() -> Self {
        demo::world()
    }

    /// `rows` lines of a made-up newsletter list as CSV, all of it about the [`demo`](Self::demo) world: duplicates,
    /// display names, quoted newlines, typos and cells with no address at all.
    pub fn newsletter(seed: u64, rows: usize) -> String {
        newsletter::write(seed, rows)
    }

    /// Adds a host at the next loopback address. A later host of the same name stands at an address of its own.
    #[must_use]
    pub fn host(mut self, mut host: Host) -> Self {
        let n = self.hosts.len();
        // 127.64 to 127.223: clear of 127.0.0.1 and of what local resolvers use.
        let net = 64 + (self.seed % 160) as u8;
        host.ip = Ipv4Addr::new(127, net, (n / 250) as u8, 1 + (n % 250) as u8);
        self.hosts.push(host);
        self
    }

    /// Adds a domain, or replaces it.
    #[must_use]
    pub fn zone(mut self, zone: Zone) -> Self {
        self.zones.insert(zone.name.clone(), zone);
        self
    }

    /// Lets the resolver invent an address for every name that does not exist.
    #[must_use]
    pub fn lying_resolver(mut self) -> Self {
        self.lying = true;
        self
    }

    /// The truth about an address of this world: `None` for a domain that takes no mail or does not exist. A mailbox
    /// that no row names is [`Truth::Dead`]. Behind a private address somebody's own network takes the mail.
    pub fn truth(&self, address: &str) -> Option<Truth> {
        let (local, domain) = split(address)?;
        let zone = self.zones.get(&domain)?;
        let takes = match zone.dns {
            Dns::Mail | Dns::ServFail | Dns::Timeout => true,
            Dns::At(ip) => private(ip),
            Dns::NxDomain | Dns::NoMail | Dns::NullMx => false,
        };
        takes.then(|| zone.truth(&local))
    }

    /// What a perfect verifier can know of an address. `Unknown` means that silence is right; an answer that
    /// contradicts [`truth`](Self::truth) is wrong all the same.
    ///
    /// Where the most preferred hosts are several operators', one of each must agree; where they do not, it is `Risky`.
    /// Beside a resolver that lies nothing is knowable: a run stops there.
    pub fn expect(&self, address: &str) -> Status {
        let Some((local, domain)) = split(address) else {
            return Status::Undeliverable;
        };
        if self.lying {
            return Status::Unknown;
        }
        let Some(zone) = self.zones.get(&domain) else {
            return Status::Undeliverable;
        };
        match zone.dns {
            Dns::NxDomain | Dns::NoMail | Dns::NullMx => Status::Undeliverable,
            Dns::ServFail | Dns::Timeout => Status::Unknown,
            Dns::At(ip) if private(ip) => Status::Unknown,
            Dns::At(_) => Status::Undeliverable,
            Dns::Mail => self.told(zone, &local),
        }
    }

    /// Every mailbox that a row names, sorted by domain.
    pub fn addresses(&self) -> impl Iterator<Item = String> + '_ {
        self.zones.values().flat_map(|zone| zone.mailboxes.keys().map(|local| format!("{local}@{}", zone.name)))
    }

    /// Every domain of this world, those that take no mail included.
    pub fn domains(&self) -> impl Iterator<Item = &str> + '_ {
        self.zones.keys().map(String::as_str)
    }

    /// What the hosts that will talk make of somebody.
    fn told(&self, zone: &Zone, local: &str) -> Status {
        let speakers = self.speakers(zone);
        let truth = zone.truth(local);
        if truth == Truth::Dead && self.is_deaf(zone, &speakers) {
            return Status::Unknown;
        }
        let mut told = speakers.iter().map(|host| host.expect(truth, local));
        let Some(first) = told.next() else {
            return Status::Unknown;
        };
        told.fold(first, |all, one| match (all, one) {
            (all, one) if all == one => all,
            (Status::Unknown, _) | (_, Status::Unknown) => Status::Unknown,
            _ => Status::Risky,
        })
    }

    /// The most preferred hosts that will talk, one of each operator.
    fn speakers(&self, zone: &Zone) -> Vec<&Host> {
        let talks = |host: &&Host| !host.moods.iter().any(|mood| matches!(mood, Mood::Down | Mood::Silent));
        let mut mx: Vec<_> = zone
            .mx
            .iter()
            .filter_map(|(preference, name)| Some((preference, self.hosts.iter().find(|host| host.answers_to(name))?)))
            .filter(|(_, host)| talks(host))
            .collect();
        mx.sort_by_key(|(preference, _)| *preference);
        let best = mx.first().map(|(preference, _)| **preference);
        let mut speakers: Vec<&Host> = Vec::new();
        for (_, host) in mx.into_iter().filter(|(preference, _)| Some(**preference) == best) {
            if speakers.iter().all(|known| known.operator != host.operator) {
                speakers.push(host);
            }
        }
        speakers
    }

    /// Whether an operator of many domains, five dead people on its list or more, accepts nobody but postmaster: a block
    /// in the words for an unknown user would look the same.
    fn is_deaf(&self, zone: &Zone, speakers: &[&Host]) -> bool {
        let here = |other: &&Zone| speakers.iter().any(|host| other.mx.iter().any(|(_, name)| host.answers_to(name)));
        let zones: Vec<_> = self.zones.values().filter(here).collect();
        let dead = |zone: &&Zone| zone.mailboxes.values().all(|truth| *truth == Truth::Dead);
        zones.iter().any(|other| other.name != zone.name)
            && zone.mailboxes.len() < DECISIVE
            && zones.iter().all(dead)
            && zones.iter().map(|zone| zone.mailboxes.len()).sum::<usize>() >= DECISIVE
    }
}

impl Host {
    /// What can be known of somebody here.
    fn expect(&self, truth: Truth, local: &str) -> Status {
        if !local.is_ascii() && self.moods.contains(&Mood::NoSmtpUtf8) {
            return Status::Undeliverable;
        }
        for mood in &self.moods {
            match mood.hides() {
                Hides::Everything => return Status::Unknown,
                Hides::Risky => return Status::Risky,
                Hides::Dead if truth == Truth::Dead => return Status::Unknown,
                Hides::Dead | Hides::Nothing => {}
            }
        }
        match truth {
            Truth::Alive => Status::Deliverable,
            Truth::Dead | Truth::Disabled => Status::Undeliverable,
            Truth::Full | Truth::OverQuota | Truth::Suspended | Truth::Restricted => Status::Risky,
        }
    }
}

/// From so many refusals on, one acceptance among them is to be expected.
const DECISIVE: usize = 5;

/// Where it may be somebody's own network: RFC 1918, RFC 6598, RFC 4193.
fn private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_private() || matches!(ip.octets(), [100, 64..=127, ..]),
        IpAddr::V6(ip) => ip.is_unique_local(),
    }
}

/// Local part and domain, both lower-case; no syntax check, the world is lenient.
fn split(address: &str) -> Option<(String, String)> {
    let (local, domain) = address.trim().rsplit_once('@')?;
    (!local.is_empty() && !domain.is_empty()).then(|| (local.to_lowercase(), domain.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_that_takes_all_speaks_only_when_the_first_is_down() {
        let zone = |first: Host| {
            World::new(1)
                .host(first)
                .host(Host::new("mx2.a.example").with(Mood::AcceptsAll))
                .zone(Zone::new("a.example").mx(20, "mx2.a.example").mx(10, "mx1.a.example").dead(&["x"]))
                .expect("x@a.example")
        };
        assert_eq!(zone(Host::new("mx1.a.example")), Status::Undeliverable);
        assert_eq!(zone(Host::new("mx1.a.example").with(Mood::Down)), Status::Risky);
    }

    #[test]
    fn of_two_operators_each_has_a_say() {
        let zone = |second: Host| {
            let world = World::new(1)
                .host(Host::new("mx.a.example"))
                .host(second)
                .zone(Zone::new("a.example").mx(10, "mx.a.example").mx(10, "mx.b.example").alive(&["x"]).dead(&["y"]));
            (world.expect("x@a.example"), world.expect("y@a.example"))
        };
        let second = || Host::new("mx.b.example");
        assert_eq!(zone(second()), (Status::Deliverable, Status::Undeliverable));
        assert_eq!(zone(second().with(Mood::AcceptsAll)), (Status::Risky, Status::Risky));
        assert_eq!(zone(second().with(Mood::DefersAll)), (Status::Unknown, Status::Unknown));
        assert_eq!(zone(second().with(Mood::Down)), (Status::Deliverable, Status::Undeliverable));
    }

    #[test]
    fn nobody_but_strangers_at_an_operator_of_many_domains_may_be_a_block() {
        let expect = |name: &str, address: &str| World::new(1).mood(name).unwrap().expect(address);
        assert_eq!(expect("tenants-dead", "dead0@dead0.tenants-dead.example"), Status::Unknown);
        assert_eq!(expect("tenants", "dead0@dead0.tenants.example"), Status::Undeliverable);
        assert_eq!(expect("all-dead", "dead0@all-dead.example"), Status::Undeliverable);
    }

    #[test]
    fn every_twin_is_a_mood() {
        assert!(TWINS.iter().all(|twin| MOODS.iter().any(|(name, ..)| name == twin)));
    }

    #[test]
    fn what_is_not_there_is_undeliverable_unless_the_resolver_lies() {
        assert_eq!(World::new(1).expect("a@nowhere.example"), Status::Undeliverable);
        assert_eq!(World::new(1).lying_resolver().expect("a@nowhere.example"), Status::Unknown);
    }
}
