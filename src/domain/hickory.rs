//! DNS over the network.

use super::{Answer, BoxFuture, Lookup, Mx, Resolve, ResolveError};
use crate::{
    site::Class,
    syntax::{Domain, HostName},
};
use hickory_resolver::{
    ConnectionProvider, PoolContext, Resolver,
    config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts},
    lookup::Lookup as Found,
    net::{
        DnsError, NetError, NoRecords,
        runtime::TokioRuntimeProvider,
        xfer::{DnsExchange, DnsHandle},
    },
    proto::{
        op::{DnsRequest, ResponseCode},
        rr::{Name, RData, RecordType},
    },
    system_conf::read_system_conf,
};
use std::{
    fmt,
    future::Future,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::Semaphore;

/// A [`Resolve`] that asks name servers: UDP with EDNS, TCP where an answer was cut, nothing remembered.
///
/// Names are asked as they stand, without a search list, and `/etc/hosts` is not read. `localhost` and `.invalid` are
/// answered here (RFC 6761). Needs a tokio runtime when asked.
pub struct Hickory {
    resolver: Resolver<Clamp>,
    sent: Arc<AtomicU64>,
    room: Semaphore,
}

impl Hickory {
    /// The system's name servers; its search list and options are left aside.
    ///
    /// # Errors
    /// Where the system names no server.
    pub fn system() -> Result<Self, ResolveError> {
        let (config, _) = read_system_conf().map_err(|error| ResolveError::Other(error.to_string()))?;
        let (_, _, servers) = config.into_parts();
        Self::with(servers)
    }

    /// These name servers, asked one after the other where one fails.
    ///
    /// # Errors
    /// Where there are none.
    pub fn new(servers: &[SocketAddr]) -> Result<Self, ResolveError> {
        let server = |addr: &SocketAddr| {
            let (mut udp, mut tcp) = (ConnectionConfig::udp(), ConnectionConfig::tcp());
            (udp.port, tcp.port) = (addr.port(), addr.port());
            NameServerConfig::new(addr.ip(), true, vec![udp, tcp])
        };
        Self::with(servers.iter().map(server).collect())
    }

    fn with(mut servers: Vec<NameServerConfig>) -> Result<Self, ResolveError> {
        if servers.is_empty() {
            return Err(ResolveError::Other("no name server to ask".into()));
        }
        for server in &mut servers {
            // One "no" suffices: the second look comes later, and from contrast.
            server.trust_negative_responses = true;
        }
        // Each retry is a round; a dead first server costs one.
        let retries = servers.len().min(2);
        let sent = Arc::new(AtomicU64::new(0));
        let provider = Clamp { inner: TokioRuntimeProvider::new(), sent: Arc::clone(&sent) };
        let config = ResolverConfig::from_parts(None, Vec::new(), servers);
        let mut builder = Resolver::builder_with_config(config, provider);
        tune(builder.options_mut(), retries);
        let resolver = builder.build().map_err(|error| ResolveError::Other(error.to_string()))?;
        Ok(Self { resolver, sent, room: Semaphore::new(IN_FLIGHT) })
    }

    async fn find<T>(
        &self,
        name: &str,
        kind: RecordType,
        pick: impl Fn(&RData) -> Option<T>,
    ) -> Result<Answer<T>, ResolveError> {
        let mut name = Name::from_ascii(name).map_err(|error| ResolveError::Malformed(error.to_string()))?;
        name.set_fqdn(true);
        match self.ask(name.clone(), kind).await {
            Ok(found) => positive(&found, pick),
            Err(NetError::Dns(DnsError::NoRecordsFound(none))) => match negative(&none)? {
                // hickory gives up on a loop or a long chain of aliases as if there were no records. A real NODATA
                // carries an SOA (RFC 2308 §2.2), or at least has no alias.
                Lookup::NoData if none.soa.is_none() && self.is_alias(name).await? => {
                    Err(ResolveError::Malformed("aliases that lead nowhere".into()))
                }
                lookup => Ok(Answer { lookup, ttl: negative_ttl(&none) }),
            },
            Err(error) => Err(trouble(&error)),
        }
    }

    async fn is_alias(&self, name: Name) -> Result<bool, ResolveError> {
        match self.ask(name, RecordType::CNAME).await {
            Ok(_) => Ok(true),
            Err(NetError::Dns(DnsError::NoRecordsFound(none))) => negative::<()>(&none).map(|_| false),
            Err(error) => Err(trouble(&error)),
        }
    }

    async fn ask(&self, name: Name, kind: RecordType) -> Result<Found, NetError> {
        let _room = self.room.acquire().await.map_err(|_| NetError::Message("closed"))?;
        // hickory asks a busy server again without counting: the time is ours to bound.
        tokio::time::timeout(OVERALL, self.resolver.lookup(name, kind)).await.unwrap_or(Err(NetError::Timeout))
    }
}

impl Resolve for Hickory {
    fn mx<'a>(&'a self, domain: &'a Domain) -> BoxFuture<'a, Result<Answer<Mx>, ResolveError>> {
        Box::pin(self.find(domain.as_str(), RecordType::MX, |data| match data {
            RData::MX(mx) => Some(Mx { preference: mx.preference, host: HostName::new(&mx.exchange.to_ascii()) }),
            _ => None,
        }))
    }

    fn addresses<'a>(&'a self, host: &'a HostName) -> BoxFuture<'a, Result<Answer<IpAddr>, ResolveError>> {
        Box::pin(async move {
            let (v4, v6) = tokio::join!(
                self.find(host.as_str(), RecordType::A, |data| match data {
                    RData::A(a) => Some(IpAddr::V4(a.0)),
                    _ => None,
                }),
                self.find(host.as_str(), RecordType::AAAA, |data| match data {
                    RData::AAAA(aaaa) => Some(IpAddr::V6(aaaa.0)),
                    _ => None,
                }),
            );
            either(v4, v6)
        })
    }

    fn queries(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }
}

impl fmt::Debug for Hickory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hickory").field("queries", &self.queries()).finish_non_exhaustive()
    }
}

fn tune(options: &mut ResolverOpts, retries: usize) {
    options.cache_size = 0;
    options.use_hosts_file = ResolveHosts::Never;
    options.edns0 = true;
    options.timeout = ROUND;
    options.attempts = retries;
    // Two at once would double the load for nothing; the default of 32 per TCP connection answers "busy" early.
    options.num_concurrent_reqs = 1;
    options.max_active_requests = 1_024;
}

fn positive<T>(found: &Found, pick: impl Fn(&RData) -> Option<T>) -> Result<Answer<T>, ResolveError> {
    let records: Vec<T> = found.answers().iter().filter_map(|record| pick(&record.data)).collect();
    let ttl = found.answers().iter().map(|record| record.ttl).min().unwrap_or(0);
    if records.is_empty() {
        return Err(ResolveError::Malformed("an answer without the records that were asked for".into()));
    }
    Ok(Answer { lookup: Lookup::Found(records), ttl: Duration::from_secs(ttl.into()) })
}

fn negative<T>(none: &NoRecords) -> Result<Lookup<T>, ResolveError> {
    match none.response_code {
        ResponseCode::NXDomain => Ok(Lookup::NxDomain),
        // A referral, as from a server that does not recurse for us, is not an answer (RFC 2308 §2.2).
        ResponseCode::NoError if none.soa.is_none() && none.ns.is_some() => {
            Err(ResolveError::Malformed("a referral instead of an answer".into()))
        }
        ResponseCode::NoError => Ok(Lookup::NoData),
        code => Err(code_trouble(code)),
    }
}

fn negative_ttl(none: &NoRecords) -> Duration {
    none.negative_ttl.map_or(NEGATIVE_TTL, |ttl| Duration::from_secs(ttl.into()))
}

fn trouble(error: &NetError) -> ResolveError {
    match error {
        NetError::Timeout => ResolveError::Timeout,
        NetError::Dns(DnsError::ResponseCode(code)) => code_trouble(*code),
        NetError::Dns(_) | NetError::Proto(_) | NetError::Truncated => ResolveError::Malformed(error.to_string()),
        _ => ResolveError::Other(error.to_string()),
    }
}

fn code_trouble(code: ResponseCode) -> ResolveError {
    match code {
        ResponseCode::ServFail => ResolveError::ServFail,
        ResponseCode::Refused => ResolveError::Refused,
        code => ResolveError::Other(format!("the name server answered \"{code}\"")),
    }
}

/// Both families as one answer. A failure of one is forgiven only where the other has something to dial: a host with
/// nothing but a private address may have its public one where nobody answered.
fn either(
    v4: Result<Answer<IpAddr>, ResolveError>,
    v6: Result<Answer<IpAddr>, ResolveError>,
) -> Result<Answer<IpAddr>, ResolveError> {
    let public = |ips: &[IpAddr]| ips.iter().any(|&ip| Class::of(ip) == Class::Public);
    let (v4, v6) = match (v4, v6) {
        (Ok(v4), Ok(v6)) => (v4, v6),
        (Ok(answer), Err(error)) | (Err(error), Ok(answer)) => {
            return match &answer.lookup {
                Lookup::Found(ips) if public(ips) => Ok(answer),
                _ => Err(error),
            };
        }
        (Err(error), Err(_)) => return Err(error),
    };
    let (lookup, ttl) = match (v4.lookup, v6.lookup) {
        (Lookup::Found(mut ips), Lookup::Found(more)) => {
            ips.extend(more);
            (Lookup::Found(ips), v4.ttl.min(v6.ttl))
        }
        // The TTL of "no AAAA" says nothing about the A.
        (Lookup::Found(ips), _) => (Lookup::Found(ips), v4.ttl),
        (_, Lookup::Found(ips)) => (Lookup::Found(ips), v6.ttl),
        (Lookup::NxDomain, Lookup::NxDomain) => (Lookup::NxDomain, v4.ttl.min(v6.ttl)),
        _ => (Lookup::NoData, v4.ttl.min(v6.ttl)),
    };
    Ok(Answer { lookup, ttl })
}

/// hickory counts NXDOMAIN and NODATA against a server and then waits seconds before it sends a lost datagram again; a
/// dirty list is full of them. This puts a cap on the wait, and counts what is sent.
#[derive(Clone)]
struct Clamp {
    inner: TokioRuntimeProvider,
    sent: Arc<AtomicU64>,
}

impl ConnectionProvider for Clamp {
    type Conn = Clamped;
    type FutureConn = Pin<Box<dyn Future<Output = Result<Clamped, NetError>> + Send + 'static>>;
    type RuntimeProvider = TokioRuntimeProvider;

    fn new_connection(
        &self,
        ip: IpAddr,
        config: &ConnectionConfig,
        cx: &PoolContext,
    ) -> Result<Self::FutureConn, NetError> {
        let connecting = self.inner.new_connection(ip, config, cx)?;
        let sent = Arc::clone(&self.sent);
        Ok(Box::pin(async move { Ok(Clamped { inner: connecting.await?, sent }) }))
    }

    fn runtime_provider(&self) -> &TokioRuntimeProvider {
        &self.inner
    }
}

#[derive(Clone)]
struct Clamped {
    inner: DnsExchange<TokioRuntimeProvider>,
    sent: Arc<AtomicU64>,
}

impl DnsHandle for Clamped {
    type Response = <DnsExchange<TokioRuntimeProvider> as DnsHandle>::Response;
    type Runtime = TokioRuntimeProvider;

    fn is_verifying_dnssec(&self) -> bool {
        self.inner.is_verifying_dnssec()
    }

    fn is_using_edns(&self) -> bool {
        self.inner.is_using_edns()
    }

    fn send(&self, mut request: DnsRequest) -> Self::Response {
        self.sent.fetch_add(1, Ordering::Relaxed);
        let wait = &mut request.options_mut().retry_interval;
        *wait = (*wait).min(RESEND);
        self.inner.send(request)
    }
}

/// One round of all servers: a recursive server on a bad day needs a second for its own first loss.
const ROUND: Duration = Duration::from_secs(2);
/// All rounds of one question.
const OVERALL: Duration = Duration::from_secs(6);
/// A lost datagram is sent again after this, at the latest.
const RESEND: Duration = Duration::from_millis(500);
/// Each question in flight holds a socket; 1,024 is a common limit of open files, and connections want theirs.
const IN_FLIGHT: usize = 256;
/// For a "no" without an SOA, which says nothing of its life (RFC 2308 §5 would not keep it at all).
const NEGATIVE_TTL: Duration = Duration::from_secs(60);
