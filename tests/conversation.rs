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
            let mut met: Vec<&str> = session.transactions.iter().flatten().filter_map(|r| r.split('@').nth(1)).collect();
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
        assert!(server.log().rcpts.is_empty());
        // Where it is not, a probe in the clear is better than none.
        all_right(&list, &ask(&toward(&server).limits(fast()).build().unwrap(), &list).await);
    }
}

/// The living and the dead swapped by a reply too many: whoever is judged is judged rightly, in any order.
#[tokio::test(start_paused = true)]
async fn a_reply_too_many_lands_on_nobody() {
    let (mut judged, mut rows) = (0, 0);
    for seed in 0..24u64 {
        for (millis, every) in [(0, 1), (50, 1), (50, 2), (120, 3), (300, 1), (300, 2)] {
            for (holds_up, limits) in [(true, fast()), (false, fast()), (false, Limits::default())] {
                let mut server = Server::new(if seed % 4 == 3 { &[] } else { &[PIPELINING] });
                server.habits.stutter = Some(Stutter { later: Duration::from_millis(millis), holds_up, every });
                server.habits.delay = Duration::from_millis([0, 20][(seed % 2) as usize]);
                let mut list = people(2, 9);
                shuffle(&mut list, seed);
                let verifier = toward(&server).limits(limits).seed(seed).build().unwrap();
                let found = ask(&verifier, &list).await;
                for (address, verdict) in &found {
                    let wrong = match verdict.status() {
                        Status::Deliverable => !address.starts_with('a'),
                        Status::Undeliverable => address.starts_with('a'),
                        _ => false,
                    };
                    assert!(!wrong, "{address} at {seed} {millis} {every} {holds_up}: {:?}", verdict.evidence());
                    judged += u32::from(matches!(verdict.status(), Status::Deliverable | Status::Undeliverable));
                }
                rows += list.len();
            }
        }
    }
    println!("{judged} of {rows} judged, none wrongly");
}

fn shuffle(list: &mut [String], seed: u64) {
    let mut dice = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for last in (1..list.len()).rev() {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(last, (dice >> 33) as usize % (last + 1));
    }
}
