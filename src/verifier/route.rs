//! From a domain to the hosts that are asked, or to what DNS says of each of its addresses.

use super::Inner;
use super::builder::Settings;
use crate::domain::Route;
use crate::probe::{Engine, Exchange, Terms, Unfit};
use crate::site::{Limits, Operator};
use crate::syntax::Domain;
use crate::verdict::{Cause, Evidence};
use crate::{clock, site};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// What the look-ups of one run share.
pub(super) struct Lookups {
    pub(super) inner: Arc<Inner>,
    pub(super) settings: Settings,
    pub(super) engine: Engine,
    permits: Semaphore,
    /// For those looked up again: behind the first looks of a long list, it would take hours to find
    /// out a resolver that answers nobody.
    permits_again: Semaphore,
    /// First looks under way, their repetitions included.
    slots: Arc<Semaphore>,
    domains: AtomicUsize,
    /// Domains of which DNS said nothing at all, and whether it said something of any.
    unanswered: AtomicUsize,
    answered: AtomicBool,
    /// Domains whose first look-up is under way.
    pending: watch::Sender<usize>,
}

impl Lookups {
    pub(super) fn new(inner: Arc<Inner>, settings: Settings, engine: Engine) -> Self {
        Self {
            inner,
            settings,
            engine,
            permits: Semaphore::new(AT_ONCE),
            permits_again: Semaphore::new(AT_ONCE),
            slots: Arc::new(Semaphore::new(MOST)),
            domains: AtomicUsize::new(0),
            unanswered: AtomicUsize::new(0),
            answered: AtomicBool::new(false),
            pending: watch::Sender::new(0),
        }
    }

    /// A domain is about to be looked up.
    pub(super) fn expect(&self) {
        self.domains.fetch_add(1, Ordering::Relaxed);
        self.pending.send_modify(|pending| *pending += 1);
    }

    /// Until another domain may be looked up; `None` cannot be, as nobody closes them.
    pub(super) async fn slot(&self) -> Option<OwnedSemaphorePermit> {
        self.slots.clone().acquire_owned().await.ok()
    }

    /// Looks a domain up and tells the schedule. A "no" of DNS needs a second look one confirm-wait later, and a
    /// resolver that has found an MX for somebody.
    pub(super) async fn find(self: Arc<Self>, domain: Domain, id: u32, slot: Option<OwnedSemaphorePermit>) {
        if self.resolver_lies(&domain).await {
            return self.engine.with(|schedule| schedule.unfit(Unfit::LyingResolver));
        }
        let route = self.first(&domain).await;
        // What follows waits for everybody's first look: it must not keep anybody from it.
        drop(slot);
        self.pending.send_modify(|pending| *pending = pending.saturating_sub(1));
        self.count(&route);
        let is_no = |route: &Route| matches!(route, Route::NoDomain | Route::NoMailHost | Route::NullMx);
        if !is_no(&route) {
            return self.settle(&domain, id, &route, "");
        }
        wait(self.settings.confirm_wait).await;
        let second = self.look(&domain, true).await;
        if !is_no(&second) {
            return self.settle(&domain, id, &second, "");
        }
        if second != route {
            let text = format!("DNS said «{}» and then «{}»", said(&route), said(&second));
            return self.fail(id, Cause::DnsFailure, text);
        }
        if !self.inner.routes.prove().await {
            self.everybody_looked_up().await;
        }
        let few = self.domains.load(Ordering::Relaxed) < FEW_DOMAINS;
        match (self.inner.routes.prove().await, few) {
            (true, _) => self.settle(&domain, id, &second, ", twice"),
            (false, true) => self.settle(&domain, id, &second, ", twice; the list is too short to prove the resolver"),
            (false, false) => {
                let text = format!("{}, but the resolver found mail hosts for nobody in this run", said(&second));
                self.fail(id, Cause::DnsFailure, text);
            }
        }
    }

    /// A resolver that answers about nobody is our trouble: no list full of unknowns comes of it.
    fn count(&self, route: &Route) {
        if !matches!(route, Route::Failed(_)) {
            // What an earlier process was told says nothing of this one's resolver.
            self.answered.fetch_or(self.inner.routes.heard(), Ordering::Relaxed);
            return;
        }
        let unanswered = self.unanswered.fetch_add(1, Ordering::Relaxed) + 1;
        if unanswered >= FEW_DOMAINS && !self.answered.load(Ordering::Relaxed) {
            self.engine.with(|schedule| schedule.unfit(Unfit::DeafResolver));
        }
    }

    /// A resolver that invents names makes every "no such domain" worthless, and every answer suspect: it is put
    /// to the test once, before anything it says is believed.
    async fn resolver_lies(&self, domain: &Domain) -> bool {
        let label = format!("lp{:016x}", RandomState::new().hash_one(clock::unix_now()));
        let routes = &self.inner.routes;
        *self.inner.lies.get_or_init(|| routes.invents(std::slice::from_ref(domain), &label)).await
    }

    /// The first look, repeated while DNS is in trouble: its trouble is never a verdict about anybody.
    async fn first(&self, domain: &Domain) -> Arc<Route> {
        let mut route = self.look(domain, false).await;
        for _ in 1..LOOKS {
            if !matches!(*route, Route::Failed(_)) {
                break;
            }
            wait(self.settings.confirm_wait).await;
            route = self.look(domain, true).await;
        }
        route
    }

    async fn look(&self, domain: &Domain, again: bool) -> Arc<Route> {
        let permits = if again { &self.permits_again } else { &self.permits };
        let _permit = permits.acquire().await;
        match again {
            true => self.inner.routes.again(domain).await,
            false => self.inner.routes.find(domain).await,
        }
    }

    async fn everybody_looked_up(&self) {
        let mut pending = self.pending.subscribe();
        // The sender lives in `self`: waiting cannot fail.
        drop(pending.wait_for(|pending| *pending == 0).await);
    }

    fn settle(&self, domain: &Domain, id: u32, route: &Route, how: &str) {
        match (route.site(), route.cause()) {
            (Some(site), _) => self.ask(id, route, &site),
            (None, Some(cause)) => self.fail(id, cause, format!("{domain}: {}{how}", said(route))),
            (None, None) => self.fail(id, Cause::DnsFailure, format!("{domain}: {}", said(route))),
        }
    }

    fn fail(&self, id: u32, cause: Cause, text: String) {
        let evidence = Evidence { text, at: clock::unix_now(), ..Evidence::default() };
        self.engine.with(|schedule| schedule.fail(id, cause, evidence));
    }

    fn ask(&self, id: u32, route: &Route, site: &site::Site) {
        let operator = site.operator();
        let terms = terms(operator, &self.settings.limits);
        let mut exchanges = Vec::new();
        for host in route.hosts() {
            for ip in &host.ips {
                exchanges.push(Exchange { name: host.name.clone(), ip: *ip, preference: host.preference });
            }
        }
        let name = site.as_str();
        let split = route.operators().len() > 1;
        self.engine.with(|schedule| {
            schedule.route(id, operator.as_str(), terms, name, &exchanges, clock::now());
            if split {
                schedule.split(id);
            }
        });
    }
}

/// What the schedule keeps to at this operator.
pub(super) fn terms(operator: &Operator, callers: &Limits) -> Terms {
    let limits = operator.limits(callers);
    let interval = |rate: Option<site::Rate>| rate.map_or(Duration::ZERO, |rate| rate.interval());
    Terms {
        connections: limits.connections.get() as usize,
        interval: interval(limits.rate),
        connect_interval: interval(limits.connection_rate),
        session_recipients: limits.session_recipients.get(),
        session_refusals: limits.session_refusals.get(),
        session_transactions: limits.session_transactions.get(),
        transaction_recipients: limits.transaction_recipients.get(),
        one_domain: limits.one_domain,
        tls_required: limits.tls_required,
        // Our table is a guess about others' rules, and their own EHLO outranks it: where they do not offer STARTTLS we
        // ask in plain, and they may say "530 5.7.0 Must issue a STARTTLS command first".
        tls_kept: operator.profile().is_some_and(|profile| profile.tls_required()),
        intermittent: operator.profile().map_or(&[], |profile| profile.asks_twice()),
    }
}

fn said(route: &Route) -> String {
    match route {
        Route::Hosts(_) => "mail hosts found".to_owned(),
        Route::NullMx => "the domain says that it takes no mail (null MX)".to_owned(),
        Route::NoMailHost => "the domain exists and has no mail host".to_owned(),
        Route::NoDomain => "no such domain (NXDOMAIN)".to_owned(),
        Route::Unroutable(text) | Route::Private(text) => text.clone(),
        Route::Failed(error) => format!("DNS did not answer: {error}"),
    }
}

#[expect(clippy::disallowed_methods, reason = "a second look and a farewell wait, and nothing else here does")]
pub(super) async fn wait(wait: Duration) {
    tokio::time::sleep(wait).await;
}

/// Domains looked up at once, and as many looked up again.
const AT_ONCE: usize = 128;
/// Domains in their first look: some tens of megabytes, and most of them wait for their next attempt.
const MOST: usize = 8192;
/// How often a domain is looked up while DNS is in trouble.
const LOOKS: u8 = 3;
/// So many domains without an answer, and none with one, are the resolver's trouble. Below so many, it need not have found an MX for somebody (design: DNS contrast).
const FEW_DOMAINS: usize = 5;
