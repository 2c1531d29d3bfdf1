//! The paved path over real sockets: one address, a stream, and the ways in which a run cannot go on.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use listproof::domain::{Answer, BoxFuture, Mx, Resolve, ResolveError, Table};
use listproof::list::{List, Options, Suppress};
use listproof::site::Limits;
use listproof::store::{Note, Store};
use listproof::syntax::{Domain, HostName};
use listproof::world::{Dns, Host, Mood, Served, Words, World, Zone};
use listproof::{Ask, Builder, Cause, Error, ErrorKind, Identity, Status, Verdict, Verifier, clock};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

fn builder(served: &Served) -> Builder {
    Verifier::builder(Identity::new("probe.sender.example", "verify@sender.example").unwrap())
        .resolvers(vec![served.dns_addr()])
        .smtp_port(served.smtp_port())
        .allow_net("127.0.0.0/8".parse().unwrap())
        .greylist_wait(Duration::from_millis(700))
        .give_up_after(Duration::from_secs(4))
        .confirm_wait(Duration::from_millis(300))
        .reply_timeout(Duration::from_secs(2))
        .connect_timeout(Duration::from_secs(2))
        .seed(3)
}

fn shop() -> World {
    World::new(101)
        .host(Host::new("mx.shop.example").words(Words::Postfix))
        .host(Host::new("mx.all.example").with(Mood::AcceptsAll))
        .host(Host::new("mx.grey.example").with(Mood::Greylist(Duration::from_secs(1))))
        .zone(Zone::new("shop.example").mx(10, "mx.shop.example").alive(&["anna", "bert"]).dead(&["carl"]))
        .zone(Zone::new("all.example").mx(10, "mx.all.example").alive(&["dora"]))
        .zone(Zone::new("grey.example").mx(10, "mx.grey.example").alive(&["emil"]))
        .zone(Zone::new("null.example").dns(Dns::NullMx))
        .zone(Zone::new("inside.example").dns(Dns::At(IpAddr::V4(Ipv4Addr::new(10, 1, 2, 3)))))
}

#[tokio::test]
async fn one_address_is_judged_by_its_domain_alone() {
    let served = shop().serve(0, 0).await.unwrap();
    let verifier = builder(&served).build().unwrap();
    let started = clock::now();
    for (address, cause) in [
        ("anna@shop.example", Cause::Accepted),
        ("carl@shop.example", Cause::NoMailbox),
        ("dora@all.example", Cause::AcceptsAll),
        ("emil@grey.example", Cause::Greylisted),
        ("fritz@null.example", Cause::NullMx),
        ("fritz@nowhere.example", Cause::NoDomain),
        ("fritz@inside.example", Cause::PrivateHost),
        ("fritz@[192.0.2.1]", Cause::NotProbed),
    ] {
        let verdict = verifier.verify(&address.parse().unwrap()).await;
        assert_eq!(verdict.cause(), cause, "{address}: {:?}", verdict.evidence());
    }
    assert!(clock::now() - started < Duration::from_secs(30), "no deferral is waited out");
    assert_eq!(served.counts().data(), 0);
}

#[tokio::test]
async fn a_verdict_is_kept_and_a_fresh_one_is_asked_for() {
    let served = shop().serve(0, 0).await.unwrap();
    let verifier = builder(&served).build().unwrap();
    let anna = "anna@shop.example".parse().unwrap();
    verifier.verify(&anna).await;
    let asked = served.counts().rcpts();
    assert_eq!(verifier.verify(&"ANNA@Shop.example".parse().unwrap()).await.cause(), Cause::Accepted);
    assert_eq!(served.counts().rcpts(), asked, "from the store");
    verifier.verify_with(&anna, Ask::default().max_age(Duration::ZERO)).await;
    assert!(served.counts().rcpts() > asked, "asked anew");
    let unasked = verifier.verify_with(&"bert@shop.example".parse().unwrap(), Ask::default().probe(false)).await;
    assert_eq!(unasked.cause(), Cause::NotProbed);
}

#[tokio::test]
async fn what_a_verdict_rests_on_is_in_its_evidence() {
    let served = shop().serve(0, 0).await.unwrap();
    let verifier = builder(&served).build().unwrap();
    let verdict = verifier.verify(&"anna@shop.example".parse().unwrap()).await;
    let evidence = verdict.evidence();
    assert_eq!((evidence.code, evidence.host.as_deref()), (Some(250), Some("mx.shop.example")));
    assert_eq!(evidence.controls.len(), 1, "the stranger who was refused: {evidence:?}");
    assert!(evidence.at > 0 && evidence.ip.is_some());
}

#[tokio::test]
async fn a_host_at_an_address_that_is_not_allowed_is_never_dialled() {
    let served = shop().serve(0, 0).await.unwrap();
    let identity = Identity::new("probe.sender.example", "verify@sender.example").unwrap();
    let verifier =
        Verifier::builder(identity).resolvers(vec![served.dns_addr()]).smtp_port(served.smtp_port()).build().unwrap();
    let verdict = verifier.verify(&"anna@shop.example".parse().unwrap()).await;
    assert_eq!(verdict.cause(), Cause::UnroutableHost, "{:?}", verdict.evidence());
    assert_eq!(served.counts().connections(), 0);
}

#[tokio::test]
async fn a_lying_resolver_stops_the_run() {
    let served = shop().lying_resolver().serve(0, 0).await.unwrap();
    let verifier = builder(&served).build().unwrap();
    let (found, error) = collect(&verifier, &["anna@shop.example", "x@nowhere.example"]).await;
    assert!(matches!(error.unwrap().kind(), ErrorKind::Unfit(_)));
    assert!(found.iter().all(|(_, status)| *status != Status::Undeliverable));
}

#[tokio::test]
async fn nobody_who_connects_is_our_own_network() {
    let mut world = World::new(102);
    for n in 0..6 {
        let mx = format!("mx.down{n}.example");
        world = world.host(Host::new(&mx).with(Mood::Down));
        world = world.zone(Zone::new(&format!("down{n}.example")).mx(10, &mx).alive(&["anna"]));
    }
    let served = world.serve(0, 0).await.unwrap();
    let verifier = builder(&served).build().unwrap();
    let list: Vec<String> = (0..6).map(|n| format!("anna@down{n}.example")).collect();
    let list: Vec<&str> = list.iter().map(String::as_str).collect();
    let (_, error) = collect(&verifier, &list).await;
    let error = error.unwrap();
    assert!(matches!(error.kind(), ErrorKind::Unfit(text) if text.contains("is blocked on this network")), "{error}");
}

#[tokio::test]
async fn a_stream_asks_duplicates_once_and_answers_each() {
    let served = shop().serve(0, 0).await.unwrap();
    let verifier = builder(&served).build().unwrap();
    let (found, error) =
        collect(&verifier, &["anna@shop.example", "Anna@shop.example", "carl@shop.example", "anna@shop.example"]).await;
    assert!(error.is_none());
    assert_eq!(found.len(), 4);
    assert_eq!(found.iter().filter(|(_, status)| *status == Status::Deliverable).count(), 3);
    assert!(served.counts().asked("anna@shop.example") <= 2, "once, and perhaps as the present control");
}

#[tokio::test]
async fn shutdown_leaves_the_rest_unasked() {
    let world = World::new(103).host(Host::new("mx.slow.example").with(Mood::Slow(Duration::from_millis(400)))).zone(
        (0..60).fold(Zone::new("slow.example").mx(10, "mx.slow.example"), |zone, n| zone.alive(&[&format!("user{n}")])),
    );
    let served = world.serve(0, 0).await.unwrap();
    let verifier = builder(&served).build().unwrap();
    let other = verifier.clone();
    let stop = tokio::spawn(async move {
        drop(tokio::time::timeout(Duration::from_secs(2), std::future::pending::<()>()).await);
        other.shutdown(Duration::from_secs(5)).await;
    });
    let list: Vec<String> = world.addresses().collect();
    let list: Vec<&str> = list.iter().map(String::as_str).collect();
    let (found, _) = collect(&verifier, &list).await;
    stop.await.unwrap();
    assert_eq!(found.len(), 60);
    assert!(found.iter().all(|(_, status)| matches!(status, Status::Unknown | Status::Risky | Status::Deliverable)));
    assert!(served.counts().rcpts() < 60);
}

/// Verdicts of a stream, and why it ended early if it did.
async fn collect(verifier: &Verifier, list: &[&str]) -> (Vec<(usize, Status)>, Option<Error>) {
    let keyed: Vec<_> = list.iter().enumerate().map(|(n, address)| (n, address.parse().unwrap())).collect();
    let mut verdicts = verifier.stream(Items(keyed.into_iter()));
    let mut found = Vec::new();
    while let Some((n, verdict)) =
        std::future::poll_fn(|context| futures_core::Stream::poll_next(std::pin::Pin::new(&mut verdicts), context))
            .await
    {
        found.push((n, verdict.status()));
    }
    (found, verdicts.end().await.err())
}

struct Items<T>(std::vec::IntoIter<T>);

impl<T: Unpin> futures_core::Stream for Items<T> {
    type Item = T;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<Option<T>> {
        std::task::Poll::Ready(self.0.next())
    }
}

#[tokio::test]
async fn a_resolver_that_never_answers_stops_the_run() {
    let identity = Identity::new("probe.sender.example", "verify@sender.example").unwrap();
    // A port where nothing listens.
    let deaf = std::net::UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let verifier =
        Verifier::builder(identity).resolvers(vec![deaf]).confirm_wait(Duration::from_millis(100)).build().unwrap();
    let list: Vec<String> = (0..6).map(|n| format!("anna@d{n}.example")).collect();
    let list: Vec<&str> = list.iter().map(String::as_str).collect();
    let (found, error) = collect(&verifier, &list).await;
    assert!(matches!(error.unwrap().kind(), ErrorKind::Unfit(text) if text.contains("name server")));
    assert!(found.iter().all(|(_, status)| *status == Status::Unknown));
}

#[tokio::test]
async fn a_known_good_mailbox_vouches_for_a_domain_whose_members_are_all_dead() {
    // Six of six refused in words that say little: without somebody who is accepted they would stay open.
    let world = World::new(104).host(Host::new("mx.late.example").words(Words::Bare)).zone(
        (0..6).fold(Zone::new("late.example").mx(10, "mx.late.example").alive(&["desk"]), |zone, n| {
            zone.dead(&[&format!("gone{n}")])
        }),
    );
    let served = world.serve(0, 0).await.unwrap();
    let list: Vec<String> = (0..6).map(|n| format!("gone{n}@late.example")).collect();
    let list: Vec<&str> = list.iter().map(String::as_str).collect();
    let (open, _) = collect(&builder(&served).build().unwrap(), &list).await;
    assert!(open.iter().all(|(_, status)| *status == Status::Unknown));
    let desk = "desk@late.example".parse().unwrap();
    let (found, _) = collect(&builder(&served).known_good(vec![desk]).build().unwrap(), &list).await;
    assert!(found.iter().all(|(_, status)| *status == Status::Undeliverable), "{found:?}");
    assert_eq!(found.len(), 6, "the known good one is not reported");
}

/// However many wait when the run cannot go on: each is told, and the stream ends as well.
#[tokio::test]
async fn more_than_a_window_of_addresses_see_the_end() {
    let identity = Identity::new("probe.sender.example", "verify@sender.example").unwrap();
    // It takes its time to be found out, and by then the window is full.
    let deaf = std::net::UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let verifier =
        Verifier::builder(identity).resolvers(vec![deaf]).confirm_wait(Duration::from_millis(100)).build().unwrap();
    let list: Vec<String> = (0..25_000).map(|n| format!("anna@d{n}.example")).collect();
    let list: Vec<&str> = list.iter().map(String::as_str).collect();
    let (found, error) =
        tokio::time::timeout(Duration::from_secs(60), collect(&verifier, &list)).await.expect("an end");
    assert!(matches!(error.unwrap().kind(), ErrorKind::Unfit(_)));
    assert_eq!(found.len(), 25_000);
}

/// A list of millions is not in memory while its first ten thousand wait to be asked.
#[tokio::test]
async fn a_stream_reads_no_further_than_its_window() {
    let host = Host::new("mx.slow.example").with(Mood::Slow(Duration::from_millis(400)));
    let world = World::new(105).host(host).zone(Zone::new("slow.example").mx(10, "mx.slow.example").alive(&["anna"]));
    let served = world.serve(0, 0).await.unwrap();
    let verifier = builder(&served).build().unwrap();
    let read = Arc::new(AtomicUsize::new(0));
    let counter = read.clone();
    let all = (0..100_000).map(|n| (n, format!("user{n}@slow.example").parse().unwrap()));
    let all: Vec<_> = all.collect();
    let verdicts = verifier.stream(Counted(Items(all.into_iter()), counter));
    drop(tokio::time::timeout(Duration::from_secs(1), std::future::pending::<()>()).await);
    drop(verdicts);
    let read = read.load(Ordering::Relaxed);
    assert!((10_000..=11_000).contains(&read), "{read}");
}

/// Whoever was asked makes room for the next, even where nobody is told anything for hours.
#[tokio::test]
async fn a_stream_reads_on_while_all_are_deferred() {
    let host = Host::new("mx.busy.example").with(Mood::DefersAll);
    let world = World::new(108).host(host).zone(Zone::new("busy.example").mx(10, "mx.busy.example").alive(&["anna"]));
    let served = world.serve(0, 0).await.unwrap();
    let limits = Limits::default().rate("200/s".parse().ok()).connection_rate(None);
    let verifier = builder(&served)
        .limits(limits)
        .greylist_wait(Duration::from_secs(60))
        .give_up_after(Duration::from_secs(600))
        .build()
        .unwrap();
    let read = Arc::new(AtomicUsize::new(0));
    let all: Vec<_> = (0..20_000).map(|n| (n, format!("user{n}@busy.example").parse().unwrap())).collect();
    let verdicts = verifier.stream(Counted(Items(all.into_iter()), read.clone()));
    drop(tokio::time::timeout(Duration::from_secs(4), std::future::pending::<()>()).await);
    drop(verdicts);
    let (read, asked) = (read.load(Ordering::Relaxed), served.counts().rcpts());
    assert!(asked > 50 && read > 10_300, "{read} read, {asked} asked");
}

struct Counted<T>(Items<T>, Arc<AtomicUsize>);

impl<T: Unpin> futures_core::Stream for Counted<T> {
    type Item = T;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<T>> {
        self.1.fetch_add(1, Ordering::Relaxed);
        std::pin::Pin::new(&mut self.0).poll_next(context)
    }
}

/// Whoever is read after a run could not go on is told so, as often as he stands in the list.
#[tokio::test]
async fn nobody_is_lost_who_is_read_after_the_end() {
    let served = shop().lying_resolver().serve(0, 0).await.unwrap();
    let verifier = builder(&served).build().unwrap();
    let (feed, items) = tokio::sync::mpsc::unbounded_channel();
    let mut verdicts = verifier.stream(Fed(items));
    (0..6).for_each(|n| feed.send((n, format!("anna@d{n}.example").parse().unwrap())).unwrap());
    let mut next = async || {
        let next =
            std::future::poll_fn(|context| futures_core::Stream::poll_next(std::pin::Pin::new(&mut verdicts), context));
        tokio::time::timeout(Duration::from_secs(30), next).await.expect("a verdict in time")
    };
    let mut found = Vec::new();
    while found.len() < 6 {
        found.extend(next().await.map(|(key, _)| key));
    }
    (6..9).for_each(|n| feed.send((n, "late@d9.example".parse().unwrap())).unwrap());
    drop(feed);
    while let Some((key, verdict)) = next().await {
        assert_eq!(verdict.status(), Status::Unknown);
        found.push(key);
    }
    found.sort_unstable();
    assert_eq!(found, (0..9).collect::<Vec<_>>());
}

struct Fed<T>(tokio::sync::mpsc::UnboundedReceiver<T>);

impl<T> futures_core::Stream for Fed<T> {
    type Item = T;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<T>> {
        self.0.poll_recv(context)
    }
}

fn silent() -> World {
    let host = Host::new("mx.silent.example").with(Mood::Silent);
    World::new(106).host(host).zone(Zone::new("silent.example").mx(10, "mx.silent.example").alive(&["anna"]))
}

/// "Answer by then": a server that never speaks has no say in it.
#[tokio::test]
async fn a_deadline_holds_whoever_we_are_waiting_for() {
    let served = silent().serve(0, 0).await.unwrap();
    let verifier = builder(&served).reply_timeout(Duration::from_secs(30)).build().unwrap();
    let started = clock::now();
    let ask = Ask::default().deadline(Duration::from_secs(2));
    let verdict = verifier.verify_with(&"anna@silent.example".parse().unwrap(), ask).await;
    assert!(clock::now() - started < Duration::from_secs(4), "{:?}", clock::now() - started);
    assert_eq!(verdict.cause(), Cause::NotProbed);
    assert_eq!(served.counts().connections(), 1);
}

#[tokio::test]
async fn open_conversations_are_closed_within_the_grace() {
    let served = silent().serve(0, 0).await.unwrap();
    let verifier = builder(&served).reply_timeout(Duration::from_secs(30)).build().unwrap();
    let started = clock::now();
    let (found, ()) = tokio::join!(collect(&verifier, &["anna@silent.example"]), async {
        drop(tokio::time::timeout(Duration::from_secs(1), std::future::pending::<()>()).await);
        verifier.shutdown(Duration::from_secs(1)).await;
    });
    assert!(clock::now() - started < Duration::from_secs(4), "{:?}", clock::now() - started);
    assert_eq!(found.0, [(0, Status::Unknown)]);
}

#[tokio::test]
async fn a_fresh_verifier_believes_no_store() {
    let served = shop().serve(0, 0).await.unwrap();
    let verifier = builder(&served).fresh(true).build().unwrap();
    let anna = "anna@shop.example".parse().unwrap();
    verifier.verify(&anna).await;
    let asked = served.counts().rcpts();
    verifier.verify(&anna).await;
    assert!(served.counts().rcpts() > asked);
}

/// Answers about one domain never come.
struct Stuck(Table);

impl Resolve for Stuck {
    fn mx<'a>(&'a self, domain: &'a Domain) -> BoxFuture<'a, Result<Answer<Mx>, ResolveError>> {
        if domain.as_str() == "stuck.example" { Box::pin(std::future::pending()) } else { self.0.mx(domain) }
    }

    fn addresses<'a>(&'a self, host: &'a HostName) -> BoxFuture<'a, Result<Answer<IpAddr>, ResolveError>> {
        self.0.addresses(host)
    }
}

/// Once the resolver is proven, a "no" waits for its own second look and for nobody else's first.
#[tokio::test]
async fn a_domain_that_is_slow_to_look_up_holds_up_no_other() {
    let identity = Identity::new("probe.sender.example", "verify@sender.example").unwrap();
    let table = Table::new().with_mx("found.example", 10, "localhost");
    let verifier =
        Verifier::builder(identity).resolve(Stuck(table)).confirm_wait(Duration::from_millis(100)).build().unwrap();
    let (feed, items) = tokio::sync::mpsc::unbounded_channel();
    let mut verdicts = verifier.stream(Fed(items));
    for (n, domain) in ["found", "stuck", "gone"].iter().enumerate() {
        feed.send((n, format!("anna@{domain}.example").parse().unwrap())).unwrap();
    }
    let mut found = Vec::new();
    while found.len() < 2 {
        let next =
            std::future::poll_fn(|context| futures_core::Stream::poll_next(std::pin::Pin::new(&mut verdicts), context));
        let next = tokio::time::timeout(Duration::from_secs(5), next).await.expect("a verdict in time");
        found.extend(next.map(|(key, verdict)| (key, verdict.cause())));
    }
    assert_eq!(found, [(0, Cause::UnroutableHost), (2, Cause::NoDomain)]);
}

/// A disk that is full.
struct Full;

impl Full {
    fn refuse<T>(&self) -> Result<T, Error> {
        Err(ErrorKind::Store("no space left".to_owned()).into())
    }
}

impl Store for Full {
    fn get(&self, _: &str) -> Result<Option<Verdict>, Error> {
        Ok(None)
    }

    fn put(&self, _: Vec<Verdict>) -> Result<(), Error> {
        self.refuse()
    }

    fn forget(&self, _: &str) -> Result<bool, Error> {
        Ok(false)
    }

    fn keeps_notes(&self) -> bool {
        true
    }

    fn note(&self, _: Vec<Note>) -> Result<(), Error> {
        self.refuse()
    }
}

/// Whatever it is that cannot be kept first, a note or a verdict: nobody is asked for nothing.
#[tokio::test]
async fn a_store_that_cannot_be_written_stops_the_run() {
    let zone = Zone::new("shop.example").mx(10, "mx.shop.example");
    let names: Vec<String> = (0..80).map(|n| format!("user{n}")).collect();
    let zone = names.iter().fold(zone, |zone, name| zone.alive(&[name]));
    let world = World::new(107).host(Host::new("mx.shop.example").words(Words::Postfix)).zone(zone);
    let served = world.serve(0, 0).await.unwrap();
    let path = std::env::temp_dir().join(format!("listproof-full-{}.csv", std::process::id()));
    let rows: String = names.iter().map(|name| format!("{name}@shop.example\n")).collect();
    std::fs::write(&path, format!("email\n{rows}")).unwrap();
    let list = Arc::new(List::open(&path, &Options::default()).unwrap());
    let limits = Limits::default().rate("20/s".parse().ok());
    let verifier = builder(&served).limits(limits).store(Full).build().unwrap();
    let end = verifier.proof(list, Suppress::default()).await;
    drop(std::fs::remove_file(&path));
    assert!(matches!(end.unwrap_err().kind(), ErrorKind::Store(_)));
    assert!(served.counts().rcpts() < 40, "{}", served.counts().rcpts());
}
