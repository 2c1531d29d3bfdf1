//! Neighbours: who runs the servers, what may share a conversation with them, how much they are asked, and who must
//! never be dialled.

mod address;
mod limits;
mod profiles;

pub use address::{Class, Net, NetError, Reach};
pub use limits::{Limits, Rate, RateError, Unit};
pub use profiles::Profile;

use crate::syntax::HostName;
use std::{
    cmp::Ordering,
    collections::HashSet,
    fmt,
    hash::{Hash, Hasher},
    net::IpAddr,
    sync::Arc,
};

/// Who runs a mail server. The breaker, the rate and the connection caps belong to it: ten thousand domains at one
/// provider are one neighbour.
///
/// Great operators come from [`Profile`]; everybody else is the registrable domain of the MX host, by the public
/// suffix list with its private section (two customers of one hosting suffix are two neighbours).
///
/// ```
/// use listproof::{site::Operator, syntax::HostName};
/// let of = |host: &str| Operator::of(&[HostName::new(host)]).to_string();
/// assert_eq!(of("contoso-com.mail.protection.outlook.com"), "microsoft365");
/// assert_eq!(of("mx2.example.co.uk"), "example.co.uk");
/// ```
#[derive(Clone)]
pub struct Operator(Kind);

#[derive(Clone)]
enum Kind {
    Known(&'static Profile),
    Domain(Arc<str>),
}

impl Operator {
    /// Of the best host, the first. Without any host, the operator of the empty name.
    pub fn of(hosts: &[HostName]) -> Self {
        hosts.first().map_or_else(|| Self(Kind::Domain("".into())), Self::of_host)
    }

    /// Of one host.
    pub fn of_host(host: &HostName) -> Self {
        let name = host.as_str();
        if let Some(profile) = Profile::find(name) {
            return Self(Kind::Known(profile));
        }
        // The list would read 192.0.2.1 as a name under the suffix "1".
        let literal = name.parse::<IpAddr>().is_ok();
        let domain = if literal { None } else { psl::domain_str(name) };
        Self(Kind::Domain(domain.unwrap_or(name).into()))
    }

    /// Its name: the profile's, as `google`, or a domain, as `example.org`.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Kind::Known(profile) => profile.name(),
            Kind::Domain(name) => name,
        }
    }

    /// What is known of it.
    pub fn profile(&self) -> Option<&'static Profile> {
        match &self.0 {
            Kind::Known(profile) => Some(profile),
            Kind::Domain(_) => None,
        }
    }

    /// The caller's limits, tightened by what is known of it.
    pub fn limits(&self, callers: &Limits) -> Limits {
        self.profile().map_or(*callers, |profile| callers.tightened(profile))
    }

    /// A single label `google` in somebody's DNS is not Google.
    fn key(&self) -> (&str, bool) {
        (self.as_str(), self.profile().is_some())
    }
}

impl PartialEq for Operator {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Operator {}

impl Hash for Operator {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl PartialOrd for Operator {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Operator {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Operator({})", self.as_str())
    }
}

/// What may share a conversation: domains whose mail goes to the same hosts in the same order.
///
/// Each Microsoft 365 tenant has a host name, and so a site, of its own, under one [`Operator`].
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site {
    operator: Operator,
    key: Arc<str>,
}

impl Site {
    /// Of hosts with their preferences, in any order. Only the order that preferences make counts, not their numbers.
    pub fn of<'a>(hosts: impl IntoIterator<Item = (u16, &'a HostName)>) -> Self {
        let mut hosts: Vec<_> = hosts.into_iter().collect();
        hosts.sort_unstable();
        // A host listed twice counts where it is preferred.
        let mut seen = HashSet::new();
        hosts.retain(|(_, host)| seen.insert(*host));
        let mut key = String::new();
        let mut last = None;
        for &(preference, host) in &hosts {
            if let Some(last) = last {
                key.push(if last == preference { ' ' } else { '>' });
            }
            key.push_str(host.as_str());
            last = Some(preference);
        }
        let operator = hosts.first().map_or_else(|| Operator::of(&[]), |(_, host)| Operator::of_host(host));
        Self { operator, key: key.into() }
    }

    /// Who runs the best host.
    pub fn operator(&self) -> &Operator {
        &self.operator
    }

    /// Host names; a blank between equals, `>` before a less preferred one.
    pub fn as_str(&self) -> &str {
        &self.key
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.key)
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Site({})", self.key)
    }
}
