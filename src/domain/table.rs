//! DNS out of a map, for tests and for those who know the answers already.

use super::{Answer, BoxFuture, Lookup, Mx, Resolve, ResolveError};
use crate::syntax::{Domain, HostName};
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// A [`Resolve`] that answers from what it was told. A name that was never mentioned does not exist.
///
/// ```
/// use listproof::domain::{Lookup, Resolve, Table};
/// let table = Table::new().with_mx("example.org", 10, "mx.example.org").with_address("mx.example.org", [192, 0, 2, 1]);
/// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
/// # runtime.block_on(async {
/// let answer = table.mx(&"example.org".parse().unwrap()).await.unwrap();
/// assert!(matches!(answer.lookup, Lookup::Found(records) if records.len() == 1));
/// # });
/// ```
#[derive(Debug)]
pub struct Table {
    names: HashMap<HostName, Entry>,
    ttl: Duration,
    asked: AtomicU64,
}

#[derive(Clone, Debug, Default)]
struct Entry {
    mx: Vec<Mx>,
    ips: Vec<IpAddr>,
    alias: Option<HostName>,
    failure: Option<ResolveError>,
}

impl Table {
    /// Empty, with a TTL of five minutes.
    pub fn new() -> Self {
        Self { names: HashMap::new(), ttl: Duration::from_secs(300), asked: AtomicU64::new(0) }
    }

    /// An MX record.
    #[must_use]
    pub fn with_mx(mut self, domain: &str, preference: u16, host: &str) -> Self {
        self.entry(domain).mx.push(Mx { preference, host: HostName::new(host) });
        self
    }

    /// `0 .`: takes no mail (RFC 7505).
    #[must_use]
    pub fn with_null_mx(self, domain: &str) -> Self {
        self.with_mx(domain, 0, ".")
    }

    /// An A or AAAA record.
    #[must_use]
    pub fn with_address(mut self, host: &str, ip: impl Into<IpAddr>) -> Self {
        self.entry(host).ips.push(ip.into());
        self
    }

    /// A CNAME record.
    #[must_use]
    pub fn with_alias(mut self, name: &str, target: &str) -> Self {
        self.entry(name).alias = Some(HostName::new(target));
        self
    }

    /// A name that exists, with no records.
    #[must_use]
    pub fn with_name(mut self, name: &str) -> Self {
        self.entry(name);
        self
    }

    /// A name about which nobody can say anything.
    #[must_use]
    pub fn with_failure(mut self, name: &str, error: ResolveError) -> Self {
        self.entry(name).failure = Some(error);
        self
    }

    /// For how long all answers may be believed.
    #[must_use]
    pub fn with_ttl(self, ttl: Duration) -> Self {
        Self { ttl, ..self }
    }

    fn entry(&mut self, name: &str) -> &mut Entry {
        self.names.entry(HostName::new(name)).or_default()
    }

    fn answer<T>(&self, name: HostName, records: impl Fn(&Entry) -> Vec<T>) -> Result<Answer<T>, ResolveError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let mut name = &name;
        for _ in 0..ALIASES {
            let Some(entry) = self.names.get(name) else {
                return Ok(Answer { lookup: Lookup::NxDomain, ttl: self.ttl });
            };
            if let Some(error) = &entry.failure {
                return Err(error.clone());
            }
            if let Some(target) = &entry.alias {
                name = target;
                continue;
            }
            let found = records(entry);
            let lookup = if found.is_empty() { Lookup::NoData } else { Lookup::Found(found) };
            return Ok(Answer { lookup, ttl: self.ttl });
        }
        Err(ResolveError::Malformed("a loop of aliases".into()))
    }
}

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

impl Resolve for Table {
    fn mx<'a>(&'a self, domain: &'a Domain) -> BoxFuture<'a, Result<Answer<Mx>, ResolveError>> {
        let answer = self.answer(domain.into(), |entry| entry.mx.clone());
        Box::pin(async move { answer })
    }

    fn addresses<'a>(&'a self, host: &'a HostName) -> BoxFuture<'a, Result<Answer<IpAddr>, ResolveError>> {
        let answer = self.answer(host.clone(), |entry| entry.ips.clone());
        Box::pin(async move { answer })
    }

    fn queries(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }
}

/// As many as resolvers follow.
const ALIASES: usize = 8;
