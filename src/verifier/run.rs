//! One run: the engine, the look-ups beside it, and what stops them.

use super::Inner;
use super::builder::Settings;
use super::notes;
use super::route::{Lookups, wait};
use crate::clock;
use crate::error::{Error, ErrorKind};
use crate::event::{Event, Progress, Waiting};
use crate::probe::Settings as Rules;
use crate::probe::{Engine, Gear, Member, Memo, Roster, Settled, Tally, Unfit};
use crate::smtp;
use crate::store::Store;
use crate::syntax::{Address, Domain};
use crate::verdict::{Cause, Status, Verdict};
use std::collections::{HashMap, HashSet, VecDeque};
use std::future::{pending, ready};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

pub(super) struct Run {
    inner: Arc<Inner>,
    settings: Settings,
    engine: Engine,
    roster: Arc<dyn Roster>,
    lookups: Arc<Lookups>,
    domains: HashMap<Domain, u32>,
    /// Domains to be looked up: a look-up takes kilobytes, and a list has a million of them.
    waiting: VecDeque<(Domain, u32)>,
    routing: JoinSet<()>,
    added: u64,
    /// DNS queries sent before it.
    queries: u64,
    /// Addresses of the run that the store knew already.
    pub(super) known: u64,
    witnesses: HashSet<Member>,
    stop: watch::Receiver<Option<Duration>>,
}

impl Run {
    pub(super) fn new(inner: Arc<Inner>, settings: Settings, roster: Arc<dyn Roster>) -> Self {
        let gear = Gear {
            connect: inner.connect.clone(),
            connect_timeout: settings.connect_timeout,
            identity: inner.identity.clone(),
            options: options(&settings),
            handshaker: inner.handshaker.clone(),
            port: settings.port,
            sources: settings.sources.clone(),
            roster: roster.clone(),
            bell: inner.bell.clone(),
        };
        let engine = Engine::new(rules(&settings, &inner), gear);
        let lookups = Arc::new(Lookups::new(inner.clone(), settings.clone(), engine.clone()));
        let (stop, queries) = (inner.stop.subscribe(), inner.routes.queries());
        Self {
            inner,
            settings,
            engine,
            roster,
            lookups,
            domains: HashMap::new(),
            waiting: VecDeque::new(),
            routing: JoinSet::new(),
            added: 0,
            queries,
            known: 0,
            witnesses: HashSet::new(),
            stop,
        }
    }

    /// A member to be asked; its domain is looked up when it is seen first.
    pub(super) fn add(&mut self, member: Member, address: &Address) {
        self.added += 1;
        let Some(id) = self.domain(address) else {
            let text = "an address literal has no domain to ask about".to_owned();
            let evidence = crate::verdict::Evidence { text, ..Default::default() };
            return self.engine.with(|schedule| {
                let id = schedule.domain();
                schedule.add(member, id);
                schedule.fail(id, Cause::NotProbed, evidence);
            });
        };
        self.engine.with(|schedule| schedule.add(member, id));
    }

    /// A member of whom a former process of this run remembers something.
    #[cfg(feature = "list")]
    pub(super) fn recall(&mut self, member: Member, address: &Address, memo: Memo) {
        let Some(id) = self.domain(address) else { return self.add(member, address) };
        self.added += 1;
        self.engine.with(|schedule| schedule.recall(member, address.clone(), id, memo));
    }

    /// A name that cannot exist, as a former process asked it; the list may have come to hold it since.
    #[cfg(feature = "list")]
    pub(super) fn recall_absent(&mut self, name: u8, address: Address) {
        let id = address.domain().and_then(|domain| self.domains.get(&domain).copied());
        if let Some(id) = id.filter(|_| !self.roster.knows(&address)) {
            self.engine.with(|schedule| schedule.recall_absent(id, name, address));
        }
    }

    /// The number of an address's domain, which is looked up when it is seen first.
    fn domain(&mut self, address: &Address) -> Option<u32> {
        let domain = address.domain()?;
        if let Some(id) = self.domains.get(&domain) {
            return Some(*id);
        }
        let known_good = self.settings.known_good.get(domain.as_str()).into_iter().flatten();
        let id = self.engine.with(|schedule| {
            let id = schedule.domain();
            known_good.for_each(|known| schedule.vouch(id, known.clone()));
            id
        });
        self.domains.insert(domain.clone(), id);
        self.lookups.expect();
        self.waiting.push_back((domain, id));
        Some(id)
    }

    /// A member that the store knows as accepted, asked again for the sake of others.
    #[cfg_attr(not(feature = "list"), allow(dead_code, reason = "only a list's run is gone on with"))]
    pub(super) fn add_witness(&mut self, member: Member, address: &Address) {
        if self.witnesses.insert(member) {
            self.known = self.known.saturating_sub(1);
            self.add(member, address);
        }
    }

    /// Members that were added and not asked yet.
    pub(super) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// No more members: until everybody has a verdict. Verdicts are stored before they are handed on.
    pub(super) async fn finish(self, out: impl FnMut(Vec<(Member, Verdict)>)) -> Result<Tally, Error> {
        self.follow(None, out).await
    }

    /// Takes members as they come until the feed ends, and then as [`finish`](Self::finish).
    pub(super) async fn follow(
        mut self,
        mut feed: Option<Feed>,
        mut out: impl FnMut(Vec<(Member, Verdict)>),
    ) -> Result<Tally, Error> {
        if feed.is_none() {
            self.domains = HashMap::new();
        }
        let (engine, port) = (self.engine.clone(), self.settings.port);
        let (store, roster, bell) = (self.inner.store.clone(), self.roster.clone(), self.inner.bell.clone());
        let settled = Arc::new(AtomicU64::new(self.known));
        let (addresses, counter) = (self.added + self.known, settled.clone());
        let (mut failed, stop, witnesses) = (None, self.stop.clone(), std::mem::take(&mut self.witnesses));
        let asking = engine.run(|batch, memos| {
            let noted = note(&*store, &*roster, &memos);
            counter.fetch_add(batch.len() as u64, Ordering::Relaxed);
            let mut verdicts = verdicts(&*roster, batch);
            for (_, verdict) in &verdicts {
                bell.ring(Event::Settled { cause: verdict.cause() });
            }
            // A witness that could not be confirmed keeps what is known of it.
            verdicts.retain(|(member, verdict)| !(is_vague(verdict) && witnesses.contains(member)));
            let kept = keep(&*store, &verdicts, stop.borrow().is_some());
            if let (Err(error), None) = (noted.and(kept), &failed) {
                failed = Some(error);
                engine.with(|schedule| schedule.stop("the store cannot be written"));
            }
            out(verdicts);
        });
        let end = tokio::select! {
            end = asking => end,
            () = self.supervise(&mut feed, addresses, &settled) => return Err(ErrorKind::Build("the run lost its way".to_owned()).into()),
        };
        self.inner.bell.ring(Event::Progress(self.progress(addresses, &settled)));
        match (failed, end) {
            (Some(error), _) => Err(error),
            (None, Ok(tally)) => Ok(tally),
            (None, Err(unfit)) => Err(ErrorKind::Unfit(said(unfit, port)).into()),
        }
    }

    /// Look-ups, the deadline, the stop signal and the progress events; never ends by itself.
    async fn supervise(&mut self, feed: &mut Option<Feed>, addresses: u64, settled: &AtomicU64) {
        let mut tick = tokio::time::interval(TICK);
        let end = self.settings.deadline.map(|deadline| (clock::now() + deadline, (deadline / 10).min(FAREWELL)));
        let mut routed = false;
        let mut stop = self.stop.clone();
        loop {
            tokio::select! {
                more = next(feed), if feed.is_some() => match more {
                    Some((member, address)) => self.add(member, &address),
                    None => *feed = None,
                },
                slot = self.lookups.slot(), if !self.waiting.is_empty() => if let Some((domain, id)) = self.waiting.pop_front() {
                    self.routing.spawn(self.lookups.clone().find(domain, id, slot));
                },
                done = self.routing.join_next(), if !self.routing.is_empty() => drop(done),
                () = ready(()), if !routed && feed.is_none() && self.waiting.is_empty() && self.routing.is_empty() => {
                    routed = true;
                    self.engine.with(crate::probe::Schedule::finish);
                }
                grace = stopped(&mut stop) => {
                    self.engine.with(|schedule| schedule.stop("the run was interrupted"));
                    wait(grace).await;
                    self.engine.with(|schedule| schedule.cut(clock::now()));
                    return pending().await;
                }
                _ = tick.tick() => {
                    if let Some((end, farewell)) = end {
                        self.keep_to(end, farewell, clock::now());
                    }
                    self.inner.bell.ring(Event::Progress(self.progress(addresses, settled)));
                }
            }
        }
    }

    /// Nobody is asked any more a little before the end, so that whoever was asked can answer; then the end it is.
    fn keep_to(&self, end: Instant, farewell: Duration, now: Instant) {
        if now + farewell + TICK >= end {
            self.engine.with(|schedule| schedule.stop("the deadline has passed"));
        }
        if now + TICK >= end {
            self.engine.with(|schedule| schedule.cut(now));
        }
    }

    fn progress(&self, addresses: u64, settled: &AtomicU64) -> Progress {
        let (tally, queues) = self.engine.look(|schedule| (schedule.tally(), schedule.queues()));
        let waiting = queues.into_iter().take(LISTED).map(|queue| Waiting {
            operator: queue.operator,
            addresses: queue.waiting,
            at_least: queue.at_least,
        });
        Progress {
            addresses,
            settled: settled.load(Ordering::Relaxed),
            sites: tally.sites,
            connections: tally.connections,
            rcpts: tally.rcpts,
            dns_queries: self.inner.routes.queries() - self.queries,
            waiting: waiting.collect(),
        }
    }
}

async fn stopped(stop: &mut watch::Receiver<Option<Duration>>) -> Duration {
    let grace = stop.wait_for(Option::is_some).await.ok().and_then(|grace| *grace);
    match grace {
        Some(grace) => grace,
        // The verifier is gone, and nobody can stop its run any more.
        None => pending().await,
    }
}

async fn next(feed: &mut Option<Feed>) -> Option<(Member, Address)> {
    match feed {
        Some(feed) => feed.recv().await,
        None => None,
    }
}

/// Members that come while the run goes on.
pub(super) type Feed = mpsc::Receiver<(Member, Address)>;

fn options(settings: &Settings) -> smtp::Options {
    let mut options = smtp::Options::default();
    options.timeouts.reply = settings.reply_timeout;
    options
}

fn rules(settings: &Settings, inner: &Inner) -> Rules {
    Rules {
        connections: settings.connections,
        greylist_wait: settings.greylist_wait,
        give_up_after: settings.give_up_after,
        confirm_wait: settings.confirm_wait,
        budget: settings.max_rcpts,
        sources: u16::try_from(settings.sources.len()).unwrap_or(u16::MAX).max(1),
        seed: settings.seed.unwrap_or_else(|| RandomState::new().hash_one(clock::unix_now())),
        defers: settings.defers,
        shares: inner.shares.clone(),
        remembers: settings.remembers,
    }
}

fn verdicts(roster: &dyn Roster, batch: Vec<Settled>) -> Vec<(Member, Verdict)> {
    let now = clock::unix_now();
    let verdict = |settled: Settled| {
        let mut evidence = *settled.evidence;
        if evidence.at == 0 && settled.cause.status() != Status::Unknown {
            evidence.at = now;
        }
        Some((settled.member, Verdict::new(roster.address(settled.member)?, settled.cause, evidence)))
    };
    batch.into_iter().filter_map(verdict).collect()
}

fn note(store: &dyn Store, roster: &dyn Roster, memos: &[Memo]) -> Result<(), Error> {
    if memos.is_empty() {
        return Ok(());
    }
    let now = notes::Now::read();
    store.note(memos.iter().filter_map(|memo| notes::encode(memo, &|member| roster.address(member), now)).collect())
}

/// What an interruption leaves open is no answer: a run that is gone on with asks again.
fn keep(store: &dyn Store, verdicts: &[(Member, Verdict)], interrupted: bool) -> Result<(), Error> {
    let left = |verdict: &Verdict| interrupted && is_vague(verdict);
    let all = verdicts.iter().map(|(_, verdict)| verdict.clone());
    let (left, kept): (Vec<_>, Vec<_>) = all.partition(left);
    if !left.is_empty() {
        store.leave(left)?;
    }
    if kept.is_empty() { Ok(()) } else { store.put(kept) }
}

fn is_vague(verdict: &Verdict) -> bool {
    verdict.status() == Status::Unknown || verdict.cause() == Cause::Unconfirmed
}

fn said(unfit: Unfit, port: u16) -> String {
    match unfit {
        Unfit::NoWayOut => format!("no mail server took a connection: port {port} is blocked on this network"),
        Unfit::SenderRefused => {
            "every mail server refused the sender: check the MAIL FROM, the HELO name, SPF and reverse DNS".to_owned()
        }
        Unfit::LyingResolver => "the resolver invents names that do not exist: use another one".to_owned(),
        Unfit::DeafResolver => "no name server answered about any domain: check the resolver".to_owned(),
    }
}

/// The roster of a single address.
pub(super) struct Single {
    address: Address,
    key: String,
    store: Arc<dyn Store>,
}

impl Single {
    pub(super) fn new(address: Address, store: Arc<dyn Store>) -> Self {
        let key = address.key();
        Self { address, key, store }
    }
}

impl Roster for Single {
    fn address(&self, member: Member) -> Option<Address> {
        (member == 0).then(|| self.address.clone())
    }

    fn knows(&self, address: &Address) -> bool {
        let key = address.key();
        key == self.key || matches!(self.store.get(&key), Ok(Some(_)))
    }
}

/// How often a run says where it stands.
const TICK: Duration = Duration::from_millis(250);
/// What conversations may still take once a deadline is near.
const FAREWELL: Duration = Duration::from_secs(2);
/// Operators named in a progress event.
const LISTED: usize = 5;
