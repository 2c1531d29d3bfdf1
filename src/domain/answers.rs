//! Answers of DNS: lent from an earlier process where there are any, asked for otherwise.

use super::{Answer, Lookup, Mx, Resolve, ResolveError};
use crate::syntax::{Domain, HostName};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;

/// Answers that outlive the process. What it lends is not believed any longer than the rest of its TTL.
pub(crate) trait Shelf: Send + Sync {
    /// The MX records of a domain.
    fn mx(&self, domain: &Domain) -> Option<Answer<Mx>>;

    /// The addresses of a host.
    fn addresses(&self, host: &HostName) -> Option<Answer<IpAddr>>;

    /// Keeps what was heard just now.
    fn keep_mx(&self, domain: &Domain, answer: &Answer<Mx>);

    /// Keeps what was heard just now.
    fn keep_addresses(&self, host: &HostName, answer: &Answer<IpAddr>);
}

/// Who is asked, and what is known of the asking.
pub(super) struct Answers {
    resolve: Arc<dyn Resolve>,
    shelf: Option<Arc<dyn Shelf>>,
    heard: AtomicBool,
    proven: AtomicBool,
    /// Domains whose MX records were lent, a few: one of them may have to prove the resolver.
    lent: Mutex<Vec<Domain>>,
}

/// An answer, and whether it was lent.
pub(super) type Heard<T> = Result<(Answer<T>, bool), ResolveError>;

impl Answers {
    pub(super) fn new(resolve: Arc<dyn Resolve>, shelf: Option<Arc<dyn Shelf>>) -> Self {
        let (heard, proven) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { resolve, shelf, heard, proven, lent: Mutex::default() }
    }

    /// A `fresh` answer is never lent.
    pub(super) async fn mx(&self, domain: &Domain, fresh: bool) -> Heard<Mx> {
        if let Some(answer) = self.shelf.iter().filter(|_| !fresh).find_map(|shelf| shelf.mx(domain)) {
            // Somebody who is proving needs no more of them.
            if let (Lookup::Found(_), Ok(mut lent)) = (&answer.lookup, self.lent.try_lock())
                && lent.len() < WITNESSES
            {
                lent.push(domain.clone());
            }
            return Ok((answer, true));
        }
        let answer = bounded(self.resolve.mx(domain).await?);
        self.heard.store(true, Ordering::Relaxed);
        if matches!(answer.lookup, Lookup::Found(_)) {
            self.proven.store(true, Ordering::Relaxed);
        }
        self.shelf.iter().for_each(|shelf| shelf.keep_mx(domain, &answer));
        Ok((answer, false))
    }

    /// A `fresh` answer is never lent.
    pub(super) async fn addresses(&self, host: &HostName, fresh: bool) -> Heard<IpAddr> {
        if let Some(answer) = self.shelf.iter().filter(|_| !fresh).find_map(|shelf| shelf.addresses(host)) {
            return Ok((answer, true));
        }
        let answer = bounded(self.resolve.addresses(host).await?);
        self.shelf.iter().for_each(|shelf| shelf.keep_addresses(host, &answer));
        Ok((answer, false))
    }

    /// Whether this process was told anything about any domain.
    pub(super) fn heard(&self) -> bool {
        self.heard.load(Ordering::Relaxed)
    }

    /// Whether this process found MX records for anybody.
    pub(super) fn proven(&self) -> bool {
        self.proven.load(Ordering::Relaxed)
    }

    /// As [`proven`](Self::proven), once those were asked about whose MX records were lent.
    pub(super) async fn prove(&self) -> bool {
        let mut lent = self.lent.lock().await;
        while let (false, Some(domain)) = (self.proven(), lent.pop()) {
            // Trouble proves nothing, and the next may do better.
            drop(self.mx(&domain, true).await);
        }
        self.proven()
    }
}

fn bounded<T>(mut answer: Answer<T>) -> Answer<T> {
    answer.ttl = answer.ttl.clamp(SHORTEST, LONGEST);
    answer
}

/// A TTL of zero would ask once for every recipient.
pub(super) const SHORTEST: Duration = Duration::from_secs(60);
/// A run may take days; a host that moved should be noticed.
pub(super) const LONGEST: Duration = Duration::from_secs(6 * 3_600);
/// As many as make a list long enough to prove its resolver (design: DNS contrast).
const WITNESSES: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Route, Routes, Table};
    use crate::site::Reach;
    use std::collections::HashMap;

    /// Lends for as long as it was told.
    #[derive(Default)]
    struct Lender {
        mx: HashMap<Domain, Answer<Mx>>,
        ips: HashMap<HostName, Answer<IpAddr>>,
        kept: std::sync::Mutex<Vec<String>>,
    }

    impl Lender {
        fn mx(mut self, domain: &str, lookup: Lookup<Mx>) -> Self {
            self.mx.insert(name(domain), Answer { lookup, ttl: Duration::from_secs(20) });
            self
        }

        fn ip(mut self, host: &str, ip: [u8; 4]) -> Self {
            let answer = Answer { lookup: Lookup::Found(vec![ip.into()]), ttl: Duration::from_secs(300) };
            self.ips.insert(HostName::new(host), answer);
            self
        }
    }

    impl Shelf for Lender {
        fn mx(&self, domain: &Domain) -> Option<Answer<Mx>> {
            self.mx.get(domain).cloned()
        }

        fn addresses(&self, host: &HostName) -> Option<Answer<IpAddr>> {
            self.ips.get(host).cloned()
        }

        fn keep_mx(&self, domain: &Domain, answer: &Answer<Mx>) {
            self.kept.lock().unwrap().push(format!("{domain} {}", answer.ttl.as_secs()));
        }

        fn keep_addresses(&self, host: &HostName, answer: &Answer<IpAddr>) {
            self.kept.lock().unwrap().push(format!("{host} {}", answer.ttl.as_secs()));
        }
    }

    fn name(domain: &str) -> Domain {
        domain.parse().unwrap()
    }

    fn to(host: &str) -> Lookup<Mx> {
        Lookup::Found(vec![Mx { preference: 10, host: HostName::new(host) }])
    }

    fn routes(table: Table, lender: Lender) -> (Routes, Arc<Lender>) {
        let lender = Arc::new(lender);
        (Routes::with_shelf(Arc::new(table), Reach::default(), Some(lender.clone())), lender)
    }

    const IP: [u8; 4] = [8, 8, 8, 8];

    fn world() -> Table {
        Table::new().with_mx("example.org", 10, "mx.example.net").with_address("mx.example.net", IP)
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_lent_is_not_asked_for_until_its_time_is_over() {
        let lender = Lender::default().mx("example.org", to("mx.example.net")).ip("mx.example.net", IP);
        let (routes, lender) = routes(world(), lender);
        let lent = routes.find(&name("example.org")).await;
        assert_eq!((lent.hosts().len(), routes.queries(), routes.heard()), (1, 0, false));
        tokio::time::advance(Duration::from_secs(19)).await;
        routes.find(&name("example.org")).await;
        assert_eq!(routes.queries(), 0);
        // A store would lend nothing any more; a second look asks it for nothing.
        assert_eq!(routes.again(&name("example.org")).await, lent);
        assert_eq!((routes.queries(), routes.heard(), routes.proven()), (2, true, true));
        assert_eq!(*lender.kept.lock().unwrap(), ["example.org 300", "mx.example.net 300"]);
    }

    /// Loopback and the like are for the resolver of this process to say, and a "no" needs its second look.
    #[tokio::test]
    async fn nothing_that_is_lent_condemns_anybody() {
        let lender = Lender::default().mx("example.org", to("mx.example.net")).ip("mx.example.net", [127, 0, 0, 1]);
        let (moved, _) = routes(world(), lender);
        assert_eq!(moved.find(&name("example.org")).await.hosts()[0].ips, [IpAddr::from(IP)]);
        assert_eq!(moved.queries(), 2);
        let (born, _) = routes(world(), Lender::default().mx("example.org", Lookup::NxDomain));
        assert_eq!(*born.find(&name("example.org")).await, Route::NoDomain);
        assert_eq!((born.queries(), born.proven()), (0, false));
        assert_eq!(born.again(&name("example.org")).await.hosts().len(), 1);
    }

    #[tokio::test]
    async fn a_resolver_is_proven_by_an_answer_of_its_own() {
        for (table, proven, asked) in [(world(), true, 1), (Table::new(), false, 1)] {
            let lender = Lender::default().mx("example.org", to("mx.example.net")).ip("mx.example.net", IP);
            let (routes, _) = routes(table, lender);
            routes.find(&name("example.org")).await;
            assert!(!routes.proven());
            assert_eq!((routes.prove().await, routes.queries()), (proven, asked));
            assert_eq!((routes.prove().await, routes.queries()), (proven, asked), "once is enough");
        }
    }
}
