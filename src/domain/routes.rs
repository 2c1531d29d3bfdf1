//! Routes, each looked up once for as long as it may be believed.

use super::answers::{Answers, LONGEST, SHORTEST, Shelf};
use super::{Answer, BoxFuture, Lookup, Resolve, ResolveError, Route};
use crate::{
    clock,
    site::Reach,
    syntax::{Domain, HostName},
};
use std::{
    collections::{HashMap, HashSet},
    fmt,
    future::{Future, poll_fn},
    hash::Hash,
    net::IpAddr,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
    time::{Duration, Instant},
};
use tokio::sync::OnceCell;

/// Finds routes and remembers them: equal questions are asked once, and hosts are shared between domains. A failed route
/// is forgotten at once, a failed host after half a minute.
pub struct Routes {
    resolve: Arc<dyn Resolve>,
    answers: Answers,
    reach: Reach,
    routes: Memory<Domain, Arc<Route>>,
    hosts: Memory<HostName, Result<Lookup<IpAddr>, ResolveError>>,
    equal: Mutex<HashSet<Arc<Route>>>,
}

impl Routes {
    /// Nothing known yet.
    pub fn new(resolve: Arc<dyn Resolve>, reach: Reach) -> Self {
        Self::with_shelf(resolve, reach, None)
    }

    /// With what an earlier process was told.
    pub(crate) fn with_shelf(resolve: Arc<dyn Resolve>, reach: Reach, shelf: Option<Arc<dyn Shelf>>) -> Self {
        Self {
            answers: Answers::new(resolve.clone(), shelf),
            resolve,
            reach,
            routes: Memory::new(),
            hosts: Memory::new(),
            equal: Mutex::default(),
        }
    }

    /// The route of a domain, from memory if it is still believed.
    pub async fn find(&self, domain: &Domain) -> Arc<Route> {
        self.routes.get(domain, || self.look_up(domain, false)).await
    }

    /// The route by a fresh look-up of the domain and its hosts, which replaces what was remembered: the second look of
    /// DNS contrast.
    pub async fn again(&self, domain: &Domain) -> Arc<Route> {
        self.routes.forget(domain);
        self.routes.get(domain, || self.look_up(domain, true)).await
    }

    /// Whether MX records were found for anybody in this run: a resolver that finds none proves nothing by a "no".
    pub fn proven(&self) -> bool {
        self.answers.proven()
    }

    /// As [`proven`](Self::proven); where MX records were found by an earlier process alone, a few of them are asked
    /// for again: what it was told says nothing of the resolver of this one.
    pub async fn prove(&self) -> bool {
        self.answers.prove().await
    }

    /// Whether the resolver said anything about a domain in this run.
    pub(crate) fn heard(&self) -> bool {
        self.answers.heard()
    }

    /// Questions that went out so far.
    pub fn queries(&self) -> u64 {
        self.resolve.queries()
    }

    /// Whether the resolver invents names: `label`, which nobody can have registered, is looked up in place of the
    /// registrable label of each sample domain, and found under two top-level domains.
    ///
    /// One is not enough: there are honest wildcards, even of a whole top-level domain. For the same reason names below
    /// a private suffix, or inside somebody's zone, are not asked for, nor any under `.invalid`, which resolvers answer
    /// by themselves. A sample of one top-level domain is filled up with `com` and `org`. A failure is no answer.
    pub async fn invents(&self, sample: &[Domain], label: &str) -> bool {
        let mut lies = 0;
        for domain in strangers(sample, label) {
            if self.exists(&domain).await {
                lies += 1;
            }
            if lies == 2 {
                return true;
            }
        }
        false
    }

    async fn exists(&self, domain: &Domain) -> bool {
        let found_mx = matches!(self.resolve.mx(domain).await, Ok(Answer { lookup: Lookup::Found(_), .. }));
        let host = HostName::from(domain);
        found_mx || matches!(self.resolve.addresses(&host).await, Ok(Answer { lookup: Lookup::Found(_), .. }))
    }

    /// What an earlier process was told can lead to a host, or be the first look of two; it condemns nobody.
    async fn look_up(&self, domain: &Domain, fresh: bool) -> Known<Arc<Route>> {
        let known = self.decide(domain, fresh).await;
        // A host may be lent to a fresh look that joined another one under way.
        match *known.value {
            Route::Hosts(_) if !fresh => known,
            Route::NoDomain | Route::NoMailHost | Route::NullMx if !fresh => known,
            _ if known.lent => self.decide(domain, true).await,
            _ => known,
        }
    }

    async fn decide(&self, domain: &Domain, fresh: bool) -> Known<Arc<Route>> {
        let (mx, mut ttl, mut lent) = match self.answers.mx(domain, fresh).await {
            Ok((answer, lent)) => (Ok(answer.lookup), answer.ttl, lent),
            Err(error) => (Err(error), Duration::ZERO, false),
        };
        let mut candidates = Route::candidates(domain, &mx);
        candidates.truncate(Route::HOSTS_ASKED);
        let mut addresses = HashMap::new();
        let mut route = Route::decide(domain, &mx, &addresses, &self.reach);
        // The best few are usually enough; the others are asked where none of them can be dialled.
        for few in candidates.chunks(HOSTS_AT_ONCE) {
            if fresh {
                few.iter().for_each(|host| self.hosts.forget(host));
            }
            let found = all(few.iter().map(|host| self.host(host, fresh)).collect()).await;
            for (host, known) in few.iter().zip(found) {
                ttl = known.until.map_or(ttl, |until| ttl.min(until.saturating_duration_since(clock::now())));
                lent |= known.lent;
                addresses.insert(host.clone(), known.value);
            }
            route = Route::decide(domain, &mx, &addresses, &self.reach);
            if !route.hosts().is_empty() {
                break;
            }
        }
        // The rest of a TTL may be short, and is not made longer.
        let shortest = if lent { Duration::ZERO } else { SHORTEST };
        let until = match route {
            Route::Failed(_) => None,
            _ => Some(clock::now() + ttl.clamp(shortest, LONGEST)),
        };
        Known { value: self.intern(route), until, lent }
    }

    fn host<'a>(
        &'a self,
        host: &'a HostName,
        fresh: bool,
    ) -> BoxFuture<'a, Known<Result<Lookup<IpAddr>, ResolveError>>> {
        Box::pin(self.hosts.known(host, move || async move {
            match self.answers.addresses(host, fresh).await {
                Ok((Answer { lookup, ttl }, lent)) => {
                    Known { value: Ok(lookup), until: Some(clock::now() + ttl), lent }
                }
                // One dead host may serve thousands of the domains.
                Err(error) => Known { value: Err(error), until: Some(clock::now() + BACKOFF), lent: false },
            }
        }))
    }

    /// One allocation for all domains that share a route: most of a list is at a few operators.
    fn intern(&self, route: Route) -> Arc<Route> {
        let mut equal = lock(&self.equal);
        if let Some(known) = equal.get(&route) {
            return Arc::clone(known);
        }
        if equal.len() == equal.capacity() {
            equal.retain(|route| Arc::strong_count(route) > 1);
            let as_many = equal.len();
            equal.reserve(as_many);
        }
        let route = Arc::new(route);
        equal.insert(Arc::clone(&route));
        route
    }
}

impl fmt::Debug for Routes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routes").field("known", &lock(&self.routes.cells).len()).finish_non_exhaustive()
    }
}

/// Something looked up, and until when it is believed; `None` for a failure.
#[derive(Clone)]
struct Known<V> {
    value: V,
    until: Option<Instant>,
    /// Whether an earlier process was told it, or a part of it.
    lent: bool,
}

/// Answers under way and remembered. Whoever asks for a key first looks it up; the others wait for the same cell, and
/// take over if the first one is dropped.
struct Memory<K, V> {
    cells: Mutex<HashMap<K, Cell<V>>>,
}

type Cell<V> = Arc<OnceCell<Known<V>>>;

impl<K: Clone + Eq + Hash, V: Clone> Memory<K, V> {
    fn new() -> Self {
        Self { cells: Mutex::default() }
    }

    async fn get<F: Future<Output = Known<V>>>(&self, key: &K, look_up: impl FnOnce() -> F) -> V {
        self.known(key, look_up).await.value
    }

    async fn known<F: Future<Output = Known<V>>>(&self, key: &K, look_up: impl FnOnce() -> F) -> Known<V> {
        let cell = self.cell(key);
        let known = cell.get_or_init(look_up).await.clone();
        if known.until.is_none() {
            let mut cells = lock(&self.cells);
            // Only this one: somebody may be asking again already.
            if cells.get(key).is_some_and(|held| Arc::ptr_eq(held, &cell)) {
                cells.remove(key);
            }
        }
        known
    }

    fn forget(&self, key: &K) {
        let mut cells = lock(&self.cells);
        // A question under way is fresh as it is.
        if cells.get(key).is_some_and(|cell| cell.initialized()) {
            cells.remove(key);
        }
    }

    fn cell(&self, key: &K) -> Cell<V> {
        let now = clock::now();
        let mut cells = lock(&self.cells);
        let lives = |cell: &Cell<V>| cell.get().is_none_or(|known| known.until.is_some_and(|until| now < until));
        match cells.get(key) {
            Some(cell) if lives(cell) => Arc::clone(cell),
            _ => {
                // What is over makes room first. Twice what lives fits in before the next look, so looking costs little.
                if cells.len() == cells.capacity() {
                    cells.retain(|_, cell| lives(cell));
                    let as_many = cells.len();
                    cells.reserve(as_many);
                }
                let cell = Cell::default();
                cells.insert(key.clone(), Arc::clone(&cell));
                cell
            }
        }
    }
}

/// `label` under the public suffix of each sample, one name for each top-level domain, a few at most.
fn strangers(sample: &[Domain], label: &str) -> Vec<Domain> {
    let suffixes = sample.iter().filter_map(|domain| honest_suffix(domain.as_str()));
    let mut tlds = HashSet::new();
    let mut picked: Vec<_> = suffixes.filter(|suffix| tlds.insert(tld(suffix))).take(TLDS_ASKED).collect();
    for spare in ["com", "org"] {
        if picked.len() < 2 && tlds.insert(spare) {
            picked.push(spare);
        }
    }
    picked.iter().filter_map(|suffix| format!("{label}.{suffix}").parse().ok()).collect()
}

/// The public suffix, where nobody's wildcard is to be expected.
fn honest_suffix(domain: &str) -> Option<&str> {
    let suffix = psl::suffix(domain.as_bytes())?;
    let private = suffix.typ() == Some(psl::Type::Private);
    let name = std::str::from_utf8(suffix.trim().as_bytes()).ok()?;
    (!private && name.len() < domain.len() && !matches!(tld(name), "invalid" | "localhost")).then_some(name)
}

fn tld(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, tld)| tld)
}

/// All of a few futures at once, in their order.
async fn all<T>(futures: Vec<BoxFuture<'_, T>>) -> Vec<T> {
    let mut pending: Vec<_> = futures.into_iter().map(Slot::Pending).collect();
    poll_fn(|cx| {
        let mut ready = true;
        for slot in &mut pending {
            if let Slot::Pending(future) = slot {
                match Pin::new(future).poll(cx) {
                    Poll::Ready(value) => *slot = Slot::Done(value),
                    Poll::Pending => ready = false,
                }
            }
        }
        if ready { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    let done = |slot| match slot {
        Slot::Done(value) => Some(value),
        Slot::Pending(_) => None,
    };
    pending.into_iter().filter_map(done).collect()
}

enum Slot<'a, T> {
    Pending(BoxFuture<'a, T>),
    Done(T),
}

/// A panic elsewhere leaves a map whole: nothing is half-written under these locks.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How long a host's failure is believed (RFC 9520 §3.2: one second to five minutes).
const BACKOFF: Duration = Duration::from_secs(30);
/// As many as a route keeps; Gmail names five and most domains one or two.
const HOSTS_AT_ONCE: usize = 10;
/// A lying resolver lies everywhere: two would do, a few forgive failures.
const TLDS_ASKED: usize = 6;

#[cfg(test)]
mod tests {
    use super::super::Table;
    use super::*;

    /// A service may run for years, and its domains move.
    #[tokio::test(start_paused = true)]
    async fn what_is_no_longer_believed_takes_no_room() {
        let mut table = Table::new();
        for n in 0..300_u16 {
            let (domain, host) = (format!("d{n}.example"), format!("mx{n}.example"));
            table = table.with_mx(&domain, 10, &host).with_address(&host, [8, 8, (n / 250) as u8, (n % 250) as u8]);
        }
        let routes = Routes::new(Arc::new(table), Reach::default());
        for n in 0..300 {
            assert!(!routes.find(&format!("d{n}.example").parse().unwrap()).await.hosts().is_empty());
            tokio::time::advance(LONGEST / 4).await;
        }
        let left = (lock(&routes.routes.cells).len(), lock(&routes.hosts.cells).len(), lock(&routes.equal).len());
        assert!(left.0 <= 16 && left.1 <= 16 && left.2 <= 16, "{left:?}");
    }
}
