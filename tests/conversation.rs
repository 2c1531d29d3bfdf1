//! What a whole conversation keeps to, seen from a server in memory that counts: the limits that it announces, TLS where
//! it is required, the pace, and that no answer lands on the wrong person though replies slip.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "conversation/server.rs"]
mod server;

use listproof::domain::Table;
use listproof::site::Limits;
use listproof::{Builder, Cause, Identity, Status, Verdict, Verifier};
use server::{Server, Stutter};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

const PIPELINING: &str = "PIPELINING";

/// Asks this server about everybody at `d0.example` … `d9.example`.
fn toward(server: &Server) -> Builder {
    let mut table = Table::new().with_address("mx.example.org", Ipv4Addr::new(9, 9, 9, 9));
    // Of an operator who wants TLS.
    table =
        table.with_mx("wants-tls.example", 10, "mx00.gmx.net").with_address("mx00.gmx.net", Ipv4Addr::new(9, 9, 9, 8));
    for n in 0..10 {
        table = table.with_mx(&format!("d{n}.example"), 10, "mx.example.org");
    }
    Verifier::builder(Identity::new("probe.sender.example", "verify@sender.example").unwrap())
        .resolve(table)
        .connect(server.clone())
        .seed(1)
}

fn fast() -> Limits {
    Limits::default().rate(None).connection_rate(None)
}

/// So many people at each of so many domains, every third of them dead.
fn people(domains: usize, each: usize) -> Vec<String> {
    let name = |n: usize| if n % 3 == 1 { format!("b{n}") } else { format!("a{n}") };
    (0..domains).flat_map(|d| (0..each).map(move |n| format!("{}@d{d}.example", name(n + d)))).collect()
}

async fn ask(verifier: &Verifier, list: &[String]) -> BTreeMap<String, Verdict> {
    let keyed: Vec<_> = list.iter().map(|address| (address.clone(), address.parse().unwrap())).collect();
    let mut verdicts = verifier.stream(Items(keyed.into_iter()));
    let mut found = BTreeMap::new();
    while let Some((address, verdict)) =
        std::future::poll_fn(|context| futures_core::Stream::poll_next(Pin::new(&mut verdicts), context)).await
    {
        found.insert(address, verdict);
    }
    verdicts.end().await.unwrap();
    found
}

struct Items<T>(std::vec::IntoIter<T>);

impl<T: Unpin> futures_core::Stream for Items<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.next())
    }
}

#[track_caller]
fn all_right(list: &[String], found: &BTreeMap<String, Verdict>) {
    assert_eq!(found.len(), list.len());
    for (address, verdict) in found {
        let right = if address.starts_with('a') { Status::Deliverable } else { Status::Undeliverable };
        assert_eq!(verdict.status(), right, "{address}: {} {:?}", verdict.cause(), verdict.evidence());
    }
}

#[tokio::test(start_paused = true)]
async fn announced_limits_are_kept() {
    for (limits, rcpts, mails, domains) in [
        ("LIMITS RCPTMAX=3", 3, 10, 10),
        ("LIMITS MAILMAX=2 RCPTMAX=4", 4, 2, 10),
        ("LIMITS RCPTDOMAINMAX=1", 50, 10, 1),
        ("LIMITS RCPTDOMAINMAX=2 MAILMAX=1", 50, 1, 2),
        ("LIMITS RCPTMAX=1", 1, 10, 10),
        // No limit at all, or none that could be kept with a control beside each recipient.
        ("LIMITS RCPTMAX=0 MAILMAX=x RCPTDOMAINMAX=1000000", 50, 10, 10),
        ("LIMITS RCPTMAX=1 MAILMAX=1", 1, 2, 10),
    ] {
        let server = Server::new(&[PIPELINING, limits]);
        let list = people(4, 20);
        all_right(&list, &ask(&toward(&server).limits(fast()).build().unwrap(), &list).await);
        let log = server.log();
        let in_all: usize = log.sessions.iter().flat_map(|session| &session.transactions).map(Vec::len).sum();
        println!("{limits}: {} sessions, {in_all} RCPTs", log.sessions.len());
        for session in log.sessions {
            assert!(session.transactions.len() <= mails, "{limits}: {session:?}");
            assert!(session.transactions.iter().all(|rcpts_of| rcpts_of.len() <= rcpts), "{limits}: {session:?}");
            let mut met: Vec<&str> =
                session.transactions.iter().flatten().filter_map(|r| r.split('@').nth(1)).collect();
            met.sort_unstable();
            met.dedup();
            assert!(met.len() <= domains, "{limits}: {met:?}");
            assert!(session.quit, "{limits}: {session:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn where_tls_is_required_nobody_is_named_in_the_clear() {
    let offered = Server::new(&["STARTTLS"]);
    let mut broken = offered.clone();
    broken.habits.breaks_tls = true;
    for server in [Server::new(&[PIPELINING]), broken] {
        let list = people(1, 4);
        let found = ask(&toward(&server).limits(fast().tls_required(true)).build().unwrap(), &list).await;
        assert!(found.values().all(|verdict| verdict.cause() == Cause::TlsRequired), "{found:?}");
        assert_eq!(found.len(), list.len());
        assert!(server.log().rcpts.is_empty());
        let verdict = toward(&server).limits(fast().tls_required(true)).build().unwrap();
        let verdict = verdict.verify(&"anna@d0.example".parse().unwrap()).await;
        assert_eq!(verdict.cause(), Cause::TlsRequired);
        // Where it is not, a probe in the clear is better than none.
        all_right(&list, &ask(&toward(&server).limits(fast()).build().unwrap(), &list).await);
    }
}

/// A profile is our guess: what its own server announces outranks it.
#[tokio::test(start_paused = true)]
async fn an_operator_said_to_require_tls_is_asked_without_where_it_offers_none() {
    let offered = Server::new(&["STARTTLS"]);
    let mut broken = offered.clone();
    broken.habits.breaks_tls = true;
    let theirs = ["anna@wants-tls.example".to_owned()];
    for (server, cause) in [(Server::new(&[PIPELINING]), Cause::Accepted), (broken, Cause::TlsRequired)] {
        let found = ask(&toward(&server).limits(fast()).build().unwrap(), &theirs).await;
        assert_eq!(found[&theirs[0]].cause(), cause);
        assert_eq!(server.log().rcpts.is_empty(), cause == Cause::TlsRequired);
        let found = ask(&toward(&server).limits(fast().tls_required(true)).build().unwrap(), &theirs).await;
        assert_eq!(found[&theirs[0]].cause(), Cause::TlsRequired);
    }
}

/// The living and the dead swapped by a reply too many: whoever is judged is judged rightly, in any order.
#[tokio::test(start_paused = true)]
async fn a_reply_too_many_lands_on_nobody() {
    let (mut judged, mut rows) = (0, 0);
    for seed in 0..6u64 {
        for (millis, every) in [(0, 1), (50, 1), (50, 2), (120, 3), (300, 2)] {
            for (holds_up, limits) in [(true, fast()), (false, fast()), (false, Limits::default())] {
                let mut server = Server::new(if seed % 4 == 3 { &[] } else { &[PIPELINING] });
                server.habits.stutter = Some(Stutter { later: Duration::from_millis(millis), holds_up, every });
                server.habits.delay = Duration::from_millis([0, 20][(seed % 2) as usize]);
                judged += none_wrong(&server, limits, seed).await;
                rows += 1;
            }
        }
    }
    println!("{judged} of {} judged, none wrongly", rows * 18);
    assert!(judged > rows, "nobody is judged any more");
}

/// The same by a reply too few.
#[tokio::test(start_paused = true)]
async fn a_reply_too_few_lands_on_nobody() {
    let (mut judged, mut rows) = (0, 0);
    for seed in 0..8u64 {
        for nth in 2..6 {
            let mut server = Server::new(&[PIPELINING]);
            server.habits.swallows = Some(nth);
            judged += none_wrong(&server, fast(), seed).await;
            rows += 1;
        }
    }
    println!("{judged} of {} judged, none wrongly", rows * 18);
    assert!(judged > rows, "nobody is judged any more");
}

/// How many of 18 people at two domains are judged; a wrong verdict on any is a panic.
async fn none_wrong(server: &Server, limits: Limits, seed: u64) -> usize {
    let mut list = people(2, 9);
    shuffle(&mut list, seed);
    let found = ask(&toward(server).limits(limits).seed(seed).build().unwrap(), &list).await;
    assert_eq!(found.len(), list.len());
    for (address, verdict) in &found {
        let wrong = match verdict.status() {
            Status::Deliverable => !address.starts_with('a'),
            Status::Undeliverable => address.starts_with('a'),
            _ => false,
        };
        assert!(!wrong, "{address} with seed {seed} at {:?}: {:?}", server.habits, verdict.evidence());
    }
    found.values().filter(|verdict| matches!(verdict.status(), Status::Deliverable | Status::Undeliverable)).count()
}

/// In no ten seconds more than ten seconds' worth, though replies come when they like; and not much less.
#[tokio::test(start_paused = true)]
async fn the_pace_is_kept_strictly_and_used() {
    for (rate, per_second) in [("1/s", 1), ("5/s", 5), ("10/s", 10), ("50/s", 50)] {
        for (keywords, millis) in [(&[PIPELINING][..], 0), (&[], 30), (&[PIPELINING], 150)] {
            // Two cases are enough where many people are needed.
            if per_second > 10 && millis > 100 {
                continue;
            }
            let mut server = Server::new(keywords);
            server.habits.delay = Duration::from_millis(millis);
            let list = people(10, 8 * per_second.min(20));
            let limits = Limits::default().rate(rate.parse().ok());
            all_right(&list, &ask(&toward(&server).limits(limits).build().unwrap(), &list).await);
            let rcpts = server.log().rcpts;
            let most = server.most_in(Duration::from_secs(10));
            let took = (*rcpts.last().unwrap() - rcpts[0]).as_secs_f64();
            let used = (rcpts.len() - 1) as f64 / took / per_second as f64;
            println!(
                "{rate} {keywords:?} {millis} ms: {} RCPTs, {most} in ten seconds, {:.1} %",
                rcpts.len(),
                100.0 * used
            );
            assert!(most <= 10 * per_second, "{most} in ten seconds at {rate}");
            // What new connections or a slow server hold up is no fault of the pace.
            let held_up = per_second > 10 || millis > 100;
            assert!(held_up || used >= 0.85, "{used:.3} of {rate} used, {keywords:?} {millis} ms");
        }
    }
}

/// Twenty who ask one by one are one neighbour to the operator.
#[tokio::test(start_paused = true)]
async fn concurrent_runs_share_connections_and_pace() {
    let mut server = Server::new(&[PIPELINING]);
    server.habits.delay = Duration::from_millis(400);
    let verifier = toward(&server).limits(Limits::default().connection_rate(None)).build().unwrap();
    let mut asking = tokio::task::JoinSet::new();
    for address in people(10, 2) {
        let verifier = verifier.clone();
        asking.spawn(async move {
            let verdict = verifier.verify(&address.parse().unwrap()).await;
            (address, verdict)
        });
    }
    let mut found = BTreeMap::new();
    while let Some(answer) = asking.join_next().await {
        found.extend([answer.unwrap()]);
    }
    all_right(&people(10, 2), &found);
    let log = server.log();
    println!("{} connections, {} at once, {} RCPTs", log.sessions.len(), log.most_open, log.rcpts.len());
    assert!(log.most_open <= 4, "{} at once", log.most_open);
    assert!(log.open == 0 && server.most_in(Duration::from_secs(10)) <= 50);
}

fn shuffle(list: &mut [String], seed: u64) {
    let mut dice = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for last in (1..list.len()).rev() {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(last, (dice >> 33) as usize % (last + 1));
    }
}
