//! The seam to DNS.

use crate::syntax::{Domain, HostName};
use std::{fmt, future::Future, net::IpAddr, pin::Pin, time::Duration};

/// A future in a box, as trait objects need it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Who answers questions about names.
///
/// An implementation tells "there is none" from "nobody could say": the first can end an address, the second never does.
/// It need not remember answers, nor join equal questions: `Routes` does both.
pub trait Resolve: Send + Sync + 'static {
    /// The MX records of a domain, aliases followed, in any order.
    fn mx<'a>(&'a self, domain: &'a Domain) -> BoxFuture<'a, Result<Answer<Mx>, ResolveError>>;

    /// The A and AAAA records of a host, aliases followed; either suffices.
    fn addresses<'a>(&'a self, host: &'a HostName) -> BoxFuture<'a, Result<Answer<IpAddr>, ResolveError>>;

    /// Questions sent so far.
    fn queries(&self) -> u64 {
        0
    }
}

/// What DNS says of a name and type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lookup<T> {
    /// These; never empty.
    Found(Vec<T>),
    /// The name exists and has none of that type (RFC 2308 §2.2).
    NoData,
    /// The name does not exist, nor any below it (RFC 8020).
    NxDomain,
}

/// An answer, and for how long it may be believed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Answer<T> {
    /// What was said.
    pub lookup: Lookup<T>,
    /// The smallest TTL of the records, or the negative TTL (RFC 2308 §5).
    pub ttl: Duration,
}

/// One MX record.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mx {
    /// The smaller, the better.
    pub preference: u16,
    /// Who takes the mail; the root in a null MX (RFC 7505).
    pub host: HostName,
}

/// Nobody could say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResolveError {
    /// The name server failed: SERVFAIL. Often the domain's own servers, or DNSSEC.
    ServFail,
    /// The name server will not talk to us: REFUSED.
    Refused,
    /// No answer in time.
    Timeout,
    /// An answer that cannot be understood, or that leads nowhere, as a loop of aliases does.
    Malformed(String),
    /// Anything else, in words.
    Other(String),
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ServFail => f.write_str("the name server failed (SERVFAIL)"),
            Self::Refused => f.write_str("the name server refused to answer (REFUSED)"),
            Self::Timeout => f.write_str("the name server did not answer in time"),
            Self::Malformed(what) => write!(f, "a DNS answer that makes no sense: {what}"),
            Self::Other(what) => write!(f, "DNS: {what}"),
        }
    }
}

impl std::error::Error for ResolveError {}
