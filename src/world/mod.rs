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
mod serve;
mod talk;
mod words;
mod zone;

pub use counts::{Counts, HostCounts, Question, SessionCounts};
pub use host::Host;
pub use live::Live;
pub use mood::{MOODS, Mood};
pub use serve::Served;
pub use talk::{Answer, Talk};
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

    /// Adds one of the [`MOODS`] by name: `mx.NAME.example` with the domain `NAME.example` and its mailboxes `alive0` to
    /// `alive19` and `dead0` to `dead9`; `None` where there is none of this name.
    #[must_use]
    pub fn mood(self, name: &str) -> Option<Self> {
        let (name, words, moods) = MOODS.iter().find(|(row, ..)| *row == name)?;
        let mx = format!("mx.{name}.example");
        let host = moods.iter().fold(Host::new(&mx).words(*words), |host, mood| host.with(mood.clone()));
        let zone = Zone::new(&format!("{name}.example")).mx(10, &mx);
        let zone = (0..20).fold(zone, |zone, n| zone.mailbox(&format!("alive{n}"), Truth::Alive));
        let zone = (0..10).fold(zone, |zone, n| zone.mailbox(&format!("dead{n}"), Truth::Dead));
        Some(self.host(host).zone(zone))
    }

    /// Lets the resolver invent an address for every name that does not exist.
    #[must_use]
    pub fn lying_resolver(mut self) -> Self {
        self.lying = true;
        self
    }

    /// The truth about an address of this world: `None` for a domain that takes no mail or does not exist. A mailbox
    /// that no row names is [`Truth::Dead`].
    pub fn truth(&self, address: &str) -> Option<Truth> {
        let (local, domain) = split(address)?;
        let zone = self.zones.get(&domain)?;
        matches!(zone.dns, Dns::Mail | Dns::ServFail | Dns::Timeout).then(|| zone.truth(&local))
    }

    /// What a perfect verifier can know of an address. `Unknown` means that silence is right; an answer that
    /// contradicts [`truth`](Self::truth) is wrong all the same.
    pub fn expect(&self, address: &str) -> Status {
        let Some((local, domain)) = split(address) else {
            return Status::Undeliverable;
        };
        let Some(zone) = self.zones.get(&domain) else {
            return if self.lying { Status::Unknown } else { Status::Undeliverable };
        };
        match zone.dns {
            Dns::NxDomain | Dns::NoMail | Dns::NullMx => Status::Undeliverable,
            Dns::ServFail | Dns::Timeout => Status::Unknown,
            Dns::At(ip) if private(ip) => Status::Unknown,
            Dns::At(_) => Status::Undeliverable,
            Dns::Mail => self.speaker(zone).map_or(Status::Unknown, |host| host.expect(zone.truth(&local), &local)),
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

    /// The most preferred host that will talk.
    fn speaker(&self, zone: &Zone) -> Option<&Host> {
        let mut mx: Vec<_> = zone.mx.iter().collect();
        mx.sort_by_key(|(preference, _)| *preference);
        mx.iter()
            .filter_map(|(_, name)| self.hosts.iter().find(|host| host.answers_to(name)))
            .find(|host| !host.moods.iter().any(|mood| matches!(mood, Mood::Down | Mood::Silent)))
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
    fn what_is_not_there_is_undeliverable_unless_the_resolver_lies() {
        assert_eq!(World::new(1).expect("a@nowhere.example"), Status::Undeliverable);
        assert_eq!(World::new(1).lying_resolver().expect("a@nowhere.example"), Status::Unknown);
    }
}
