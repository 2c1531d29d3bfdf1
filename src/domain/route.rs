//! What DNS answers mean for mail. No clock, no sockets.

use super::{Lookup, Mx, ResolveError};
use crate::{
    site::{Class, Operator, Reach, Site},
    syntax::{Domain, HostName},
    verdict::Cause,
};
use std::{
    collections::{HashMap, HashSet},
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// Where a domain's mail goes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Route {
    /// To these, the best preferred first; never empty.
    Hosts(Vec<MailHost>),
    /// The domain says that it takes no mail (RFC 7505).
    NullMx,
    /// The domain exists; no host of it does.
    NoMailHost,
    /// The domain does not exist.
    NoDomain,
    /// To hosts that nobody can reach: which, and why.
    Unroutable(String),
    /// To hosts behind a door that is not ours: which, and why.
    Private(String),
    /// Nobody could say.
    Failed(ResolveError),
}

/// A host that takes mail.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MailHost {
    /// Its name: the MX record's, or the domain itself where there is no MX record.
    pub name: HostName,
    /// The smaller, the better.
    pub preference: u16,
    /// Where it may be dialled; never empty, families by turns, at most eight.
    pub ips: Vec<IpAddr>,
}

impl Route {
    /// The hosts whose addresses [`decide`](Self::decide) wants to see, the best preferred first: those of the MX
    /// records, or the domain itself where it has none.
    ///
    /// [`HOSTS_ASKED`](Self::HOSTS_ASKED) of them make a look-up bounded.
    pub fn candidates(domain: &Domain, mx: &Result<Lookup<Mx>, ResolveError>) -> Vec<HostName> {
        let Ok(lookup) = mx else { return Vec::new() };
        ranked(domain, lookup).into_iter().filter(|mx| fixed(&mx.host).is_none()).map(|mx| mx.host).collect()
    }

    /// The hosts, best first, that are looked up for one domain and no more: a stranger's zone can hold thousands.
    pub const HOSTS_ASKED: usize = 20;

    /// Where `domain`'s mail goes, by its MX records and the addresses of its [candidates](Self::candidates).
    ///
    /// A candidate without an entry in `addresses` counts as not answered. Trouble never becomes a "no": as long as one
    /// host could not be looked up and no other is usable, the route is [`Failed`](Self::Failed).
    pub fn decide(
        domain: &Domain,
        mx: &Result<Lookup<Mx>, ResolveError>,
        addresses: &HashMap<HostName, Result<Lookup<IpAddr>, ResolveError>>,
        reach: &Reach,
    ) -> Self {
        let lookup = match mx {
            Err(error) => return Self::Failed(error.clone()),
            Ok(Lookup::NxDomain) => return Self::NoDomain,
            Ok(Lookup::Found(records)) if is_null(records) => return Self::NullMx,
            Ok(lookup) => lookup,
        };
        let mut bad = Bad::default();
        let mut hosts = Vec::new();
        for Mx { preference, host } in ranked(domain, lookup) {
            let Some(found) = bad.found(&host, addresses.get(&host)) else {
                continue;
            };
            let ips = bad.sift(&host, found, reach);
            if !ips.is_empty() {
                hosts.push(MailHost { name: host, preference, ips: by_turns(ips) });
            }
        }
        hosts.truncate(HOSTS_KEPT);
        if hosts.is_empty() { bad.route() } else { Self::Hosts(hosts) }
    }

    /// Where the mail of an address literal goes, `user@[192.0.2.1]`: there or nowhere (RFC 5321 §4.1.3).
    pub fn literal(ip: IpAddr, reach: &Reach) -> Self {
        let name = HostName::new(&ip.to_string());
        let mut bad = Bad::default();
        match bad.sift(&name, vec![ip], reach) {
            ips if ips.is_empty() => bad.route(),
            ips => Self::Hosts(vec![MailHost { name, preference: 0, ips }]),
        }
    }

    /// The hosts, if there are any.
    pub fn hosts(&self) -> &[MailHost] {
        match self {
            Self::Hosts(hosts) => hosts,
            _ => &[],
        }
    }

    /// What may share a conversation with it.
    pub fn site(&self) -> Option<Site> {
        match self {
            Self::Hosts(hosts) => Some(Site::of(hosts.iter().map(|host| (host.preference, &host.name)))),
            _ => None,
        }
    }

    /// The operators of its best preferred hosts: usually one.
    pub fn operators(&self) -> Vec<Operator> {
        let hosts = self.hosts();
        let best = hosts.first().map(|host| host.preference);
        let mut operators: Vec<_> = hosts
            .iter()
            .take_while(|host| Some(host.preference) == best)
            .map(|host| Operator::of_host(&host.name))
            .collect();
        operators.sort_unstable();
        operators.dedup();
        operators
    }

    /// What it says of every address of the domain, or `None` where the hosts have to be asked.
    ///
    /// The three "no" of DNS settle only after contrast: a resolver that does not lie, and a second look.
    pub fn cause(&self) -> Option<Cause> {
        match self {
            Self::Hosts(_) => None,
            Self::NullMx => Some(Cause::NullMx),
            Self::NoMailHost => Some(Cause::NoMailHost),
            Self::NoDomain => Some(Cause::NoDomain),
            Self::Unroutable(_) => Some(Cause::UnroutableHost),
            Self::Private(_) => Some(Cause::PrivateHost),
            Self::Failed(_) => Some(Cause::DnsFailure),
        }
    }
}

/// Hosts that cannot be dialled, the first of each kind.
#[derive(Default)]
struct Bad {
    failed: Option<ResolveError>,
    private: Option<String>,
    unroutable: Option<String>,
}

impl Bad {
    /// The addresses of a host, or `None` and what to remember of it.
    fn found(
        &mut self,
        host: &HostName,
        looked_up: Option<&Result<Lookup<IpAddr>, ResolveError>>,
    ) -> Option<Vec<IpAddr>> {
        match fixed(host) {
            Some(Fixed::Addresses(ips)) => return Some(ips),
            Some(Fixed::Nobody) => return None,
            Some(Fixed::Literal) => {
                self.literal(host);
                return None;
            }
            None => {}
        }
        let error = match looked_up {
            Some(Ok(Lookup::Found(ips))) => return Some(ips.clone()),
            Some(Ok(Lookup::NoData | Lookup::NxDomain)) => return None,
            Some(Err(error)) => error.clone(),
            None => not_asked(host),
        };
        self.failed.get_or_insert(error);
        None
    }

    /// RFC 5321 §5.1 knows no address in the place of a name, and some servers dial it all the same: nobody is
    /// sentenced for it.
    fn literal(&mut self, host: &HostName) {
        let text = format!("{host} is an address in the place of a host name");
        self.failed.get_or_insert(ResolveError::Malformed(text));
    }

    /// The addresses that may be dialled.
    fn sift(&mut self, host: &HostName, mut ips: Vec<IpAddr>, reach: &Reach) -> Vec<IpAddr> {
        ips.retain(|&ip| match reach.check(ip) {
            Ok(()) => true,
            Err(class) => {
                self.forbidden(host, ip, class);
                false
            }
        });
        ips
    }

    fn forbidden(&mut self, host: &HostName, ip: IpAddr, class: Class) {
        let slot = if class.is_private() { &mut self.private } else { &mut self.unroutable };
        slot.get_or_insert_with(|| format!("{} is at {ip} ({class})", printable(host)));
    }

    /// The mildest reading: what might be there counts before what cannot be.
    fn route(self) -> Route {
        match self {
            Self { failed: Some(error), .. } => Route::Failed(error),
            Self { private: Some(why), .. } => Route::Private(why),
            Self { unroutable: Some(why), .. } => Route::Unroutable(why),
            _ => Route::NoMailHost,
        }
    }
}

/// What a host name says by itself, without DNS.
enum Fixed {
    Addresses(Vec<IpAddr>),
    Nobody,
    Literal,
}

fn fixed(host: &HostName) -> Option<Fixed> {
    let name = host.as_str();
    if host.is_root() {
        return Some(Fixed::Nobody);
    }
    // RFC 6761 §6.3: never asked for, always ourselves.
    if name == "localhost" || name.ends_with(".localhost") {
        return Some(Fixed::Addresses(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]));
    }
    // RFC 5321 §5.1 wants a name; Postfix and Exim refuse to deliver to an address in its place.
    if name.parse::<IpAddr>().is_ok() {
        return Some(Fixed::Literal);
    }
    None
}

/// A null MX stands alone (RFC 7505 §3); beside others, the root is one more host that does not exist.
fn is_null(records: &[Mx]) -> bool {
    !records.is_empty() && records.iter().all(|mx| mx.host.is_root() && mx.preference == 0)
}

/// The MX records by preference, each host where it is best preferred; or the implicit one (RFC 5321 §5.1).
fn ranked(domain: &Domain, lookup: &Lookup<Mx>) -> Vec<Mx> {
    let records = match lookup {
        Lookup::Found(records) => records.as_slice(),
        Lookup::NoData => {
            return vec![Mx { preference: 0, host: domain.into() }];
        }
        Lookup::NxDomain => return Vec::new(),
    };
    let mut records = records.to_vec();
    records.sort_unstable();
    let mut seen = HashSet::new();
    records.retain(|mx| seen.insert(mx.host.clone()));
    records
}

/// Families by turns, so that a host keeps both when it has many, and the same answer in another order is the same.
fn by_turns(mut ips: Vec<IpAddr>) -> Vec<IpAddr> {
    ips.sort_unstable();
    ips.dedup();
    let mut v4 = ips.iter().copied().filter(IpAddr::is_ipv4);
    let mut v6 = ips.iter().copied().filter(IpAddr::is_ipv6);
    let mut mixed = Vec::with_capacity(ips.len().min(IPS_KEPT));
    while mixed.len() < IPS_KEPT {
        match (v4.next(), v6.next()) {
            (None, None) => break,
            (a, b) => mixed.extend(a.into_iter().chain(b)),
        }
    }
    mixed.truncate(IPS_KEPT);
    mixed
}

fn not_asked(host: &HostName) -> ResolveError {
    ResolveError::Other(format!("{} was not looked up", printable(host)))
}

/// Names are written by strangers and end in reports: without control characters, and short.
fn printable(host: &HostName) -> String {
    host.as_str().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).take(255).collect()
}

/// RFC 5321 §5.1 wants at least two tried; more than ten are a trap or a mistake.
const HOSTS_KEPT: usize = 10;
/// Enough for any host; a stranger's zone can hold thousands.
const IPS_KEPT: usize = 8;
