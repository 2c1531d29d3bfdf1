//! Every mood of the world, asked over real sockets: no harmful verdict, and manners.

use listproof::site::Limits;
use listproof::world::{MOODS, Truth, World};
use listproof::{Identity, Status, Verdict, Verifier};
use std::collections::BTreeMap;
use std::time::Duration;

fn verifier(served: &listproof::world::Served) -> Verifier {
    Verifier::builder(Identity::new("probe.sender.example", "verify@sender.example").unwrap())
        .resolvers(vec![served.dns_addr()])
        .smtp_port(served.smtp_port())
        .allow_net("127.0.0.0/8".parse().unwrap())
        .limits(Limits::default().rate("50/s".parse().ok()))
        .greylist_wait(Duration::from_millis(2200))
        .give_up_after(Duration::from_secs(10))
        .confirm_wait(Duration::from_millis(500))
        .reply_timeout(Duration::from_secs(2))
        .connect_timeout(Duration::from_secs(2))
        .seed(7)
        .build()
        .unwrap()
}

/// Asks about everybody in the world; the verdicts by address.
async fn ask(verifier: &Verifier, world: &World) -> BTreeMap<String, Verdict> {
    let addresses: Vec<String> = world.addresses().collect();
    let keyed: Vec<_> = addresses.iter().map(|address| (address.clone(), address.parse().unwrap())).collect();
    let mut verdicts = verifier.stream(futures_lite_iter(keyed));
    let mut found = BTreeMap::new();
    while let Some((address, verdict)) = next(&mut verdicts).await {
        assert!(found.insert(address, verdict).is_none());
    }
    assert_eq!(found.len(), addresses.len(), "everybody has a verdict");
    found
}

async fn next<S: futures_core::Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    std::future::poll_fn(|context| std::pin::Pin::new(&mut *stream).poll_next(context)).await
}

fn futures_lite_iter<T: Send + Unpin + 'static>(items: Vec<T>) -> impl futures_core::Stream<Item = T> + Send + 'static {
    struct Iter<T>(std::vec::IntoIter<T>);
    impl<T: Unpin> futures_core::Stream for Iter<T> {
        type Item = T;
        fn poll_next(mut self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<Option<T>> {
            std::task::Poll::Ready(self.0.next())
        }
    }
    Iter(items.into_iter())
}

/// What is wrong, and what is needlessly open.
fn judge(world: &World, verdicts: &BTreeMap<String, Verdict>) -> (Vec<String>, Vec<String>) {
    let (mut harmful, mut needless) = (Vec::new(), Vec::new());
    for (address, verdict) in verdicts {
        let line =
            format!("{address}: {} {:?} {:?}", verdict.cause(), verdict.evidence().code, verdict.evidence().text);
        let alive = !matches!(world.truth(address), None | Some(Truth::Dead | Truth::Disabled));
        match (verdict.status(), alive) {
            (Status::Deliverable, false) | (Status::Undeliverable, true) => harmful.push(line),
            (status, _) if status != world.expect(address) && matches!(status, Status::Unknown | Status::Risky) => {
                needless.push(line);
            }
            _ => {}
        }
    }
    (harmful, needless)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mood_is_judged_without_harm() {
    let only = std::env::var("MOOD").ok();
    let mut report = Vec::new();
    let mut set = tokio::task::JoinSet::new();
    for (seed, (name, ..)) in MOODS.iter().enumerate() {
        if only.as_deref().is_some_and(|only| only != *name) {
            continue;
        }
        set.spawn(async move {
            let world = World::new(seed as u64).mood(name).unwrap();
            let served = world.serve(0, 0).await.unwrap();
            let verdicts = ask(&verifier(&served), &world).await;
            let counts = served.counts();
            served.stop().await;
            let (harmful, needless) = judge(&world, &verdicts);
            assert_eq!(counts.data(), 0, "DATA is never sent");
            (*name, harmful, needless, counts.connections(), counts.rcpts())
        });
    }
    while let Some(done) = set.join_next().await {
        report.push(done.unwrap());
    }
    report.sort();
    for (name, harmful, needless, connections, rcpts) in &report {
        println!(
            "{name:26} harmful {:3} needless {:3} connections {connections:3} RCPTs {rcpts:4}",
            harmful.len(),
            needless.len()
        );
        for line in needless.iter().take(if only.is_some() { 40 } else { 2 }) {
            println!("      {line}");
        }
    }
    // A block in explicit words that exempts postmaster answers byte for byte like an honest server.
    report.retain(|(name, ..)| *name != "blocked-as-unknown");
    let harmful: Vec<_> = report.iter().flat_map(|(_, harmful, ..)| harmful).collect();
    assert!(harmful.is_empty(), "{harmful:#?}");
}
