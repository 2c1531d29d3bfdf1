//! Every mood of the world, asked over real sockets: no harmful verdict, few needless ones, and manners.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

use listproof::{
    Builder, Error, Identity, Status, Verdict, Verifier, clock,
    site::Limits,
    world::{Counts, Host, MOODS, Served, TWINS, Truth, World, Zone},
};
use std::{
    collections::{BTreeMap, HashSet},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::task::JoinSet;

/// Moods that are not judged rightly yet, and why. They are asked and printed like the others, and counted nowhere.
const KNOWN: &[(&str, &str)] = &[];

/// What is left then is not judged, so that one mood cannot hold up all.
const DEADLINE: Duration = Duration::from_secs(40);

/// Needless answers: in a hundred rows over all moods, and of any one.
const NEEDLESS: (usize, usize) = (1, 10);

#[tokio::test(flavor = "multi_thread")]
async fn every_mood_is_judged_without_harm() {
    let only = std::env::var("MOOD").ok();
    let start = clock::now();
    let mut set = JoinSet::new();
    for (seed, (name, ..)) in MOODS.iter().enumerate() {
        if only.as_deref().is_none_or(|only| only == *name) {
            set.spawn(judge(name, seed as u64));
        }
    }
    let mut judged = set.join_all().await;
    judged.sort_by_key(|mood| mood.name);
    let shown = if only.is_some() { usize::MAX } else { 2 };
    judged.iter().for_each(|mood| mood.print(shown));
    let counted: Vec<_> = judged.iter().filter(|mood| mood.counts()).collect();
    let harmful: Vec<_> = counted.iter().flat_map(|mood| &mood.harmful).collect();
    let needless: usize = counted.iter().map(|mood| mood.needless.len()).sum();
    let rows: usize = counted.iter().map(|mood| mood.rows).sum();
    let elapsed = clock::now() - start;
    println!(
        "{} moods in {elapsed:.1?}: {} harmful, {needless} needless of {rows}; outside: {} twins, {} known",
        judged.len(),
        harmful.len(),
        TWINS.len(),
        KNOWN.len()
    );
    assert!(harmful.is_empty(), "{harmful:#?}");
    for mood in counted {
        assert!(mood.needless.len() * 100 <= mood.rows * NEEDLESS.1, "{}: {:#?}", mood.name, mood.needless);
    }
    assert!(needless * 100 <= rows * NEEDLESS.0, "{needless} of {rows}");
}

#[test]
fn nothing_is_known_of_a_mood_that_is_not_there() {
    let named = |name: &str| MOODS.iter().any(|(row, ..)| *row == name);
    assert!(KNOWN.iter().all(|(name, why)| named(name) && !TWINS.contains(name) && !why.is_empty()));
}

/// What became of one mood.
struct Mood {
    name: &'static str,
    rows: usize,
    /// Somebody alive called undeliverable, or dead called deliverable.
    harmful: Vec<String>,
    /// Open, though the truth was to be had.
    needless: Vec<String>,
    counts: Counts,
    took: Duration,
}

impl Mood {
    fn counts(&self) -> bool {
        !TWINS.contains(&self.name) && KNOWN.iter().all(|(name, _)| *name != self.name)
    }

    fn print(&self, shown: usize) {
        let (harmful, needless) = (self.harmful.len(), self.needless.len());
        let outside = match (self.counts(), harmful + needless) {
            (true, _) => "",
            (false, 0) => "  (outside, and right this time)",
            (false, _) => "  (outside)",
        };
        println!(
            "{:26} rows {:3} harmful {harmful:3} needless {needless:3} connections {:3} RCPTs {:4} {:4.1?}{outside}",
            self.name,
            self.rows,
            self.counts.connections(),
            self.counts.rcpts(),
            self.took
        );
        for line in self.harmful.iter().take(shown).chain(self.needless.iter().take(shown)) {
            println!("      {line}");
        }
    }
}

async fn judge(name: &'static str, seed: u64) -> Mood {
    let world = World::new(seed).mood(name).unwrap();
    let served = world.serve(0, 0).await.unwrap();
    let start = clock::now();
    let (verdicts, end) = ask(&verifier(&served), &world).await;
    let took = clock::now() - start;
    let counts = served.stop().await;
    assert_eq!(counts.data(), 0, "{name}: DATA is never sent");
    let rows = world.addresses().count();
    let (mut harmful, mut needless) = (Vec::new(), Vec::new());
    for address in world.addresses() {
        let Some(verdict) = verdicts.get(&address) else {
            assert!(end.is_err(), "{name}: {address} has no verdict");
            // A run that stops says nothing: silence, as an unknown is.
            if world.expect(&address) != Status::Unknown {
                needless.push(format!("{address}: {end:?}"));
            }
            continue;
        };
        let line =
            format!("{address}: {} {:?} {:?}", verdict.cause(), verdict.evidence().code, verdict.evidence().text);
        let alive = !matches!(world.truth(&address), None | Some(Truth::Dead | Truth::Disabled));
        match (verdict.status(), alive) {
            (Status::Deliverable, false) => harmful.push(line),
            (Status::Undeliverable, true) if world.expect(&address) != Status::Undeliverable => harmful.push(line),
            // Where the truth was not to be had, what a server said before it fell silent is not needless.
            (status @ (Status::Unknown | Status::Risky), _)
                if ![status, Status::Unknown].contains(&world.expect(&address)) =>
            {
                needless.push(line)
            }
            _ => {}
        }
    }
    Mood { name, rows, harmful, needless, counts, took }
}

fn verifier(served: &Served) -> Verifier {
    toward(served)
        .limits(Limits::default().rate("50/s".parse().ok()))
        .greylist_wait(Duration::from_millis(2200))
        .give_up_after(Duration::from_secs(10))
        .confirm_wait(Duration::from_millis(500))
        .reply_timeout(Duration::from_secs(2))
        .connect_timeout(Duration::from_secs(2))
        .deadline(Some(DEADLINE))
        .build()
        .unwrap()
}

fn toward(served: &Served) -> Builder {
    Verifier::builder(Identity::new("probe.sender.example", "verify@sender.example").unwrap())
        .resolvers(vec![served.dns_addr()])
        .smtp_port(served.smtp_port())
        .allow_net("127.0.0.0/8".parse().unwrap())
        .seed(7)
}

/// Asks about everybody in the world; the verdicts by address, and how the run ended.
async fn ask(verifier: &Verifier, world: &World) -> (BTreeMap<String, Verdict>, Result<(), Error>) {
    let mut keyed: Vec<_> = world.addresses().map(|address| (address.clone(), address.parse().unwrap())).collect();
    // Not the living before the dead: many a mood changes with the refusals.
    keyed.sort_by_key(|(address, _)| shuffled(address));
    let mut verdicts = verifier.stream(Iter(keyed.into_iter()));
    let mut found = BTreeMap::new();
    while let Some((address, verdict)) = next(&mut verdicts).await {
        assert!(found.insert(address, verdict).is_none());
    }
    (found, verdicts.end().await)
}

/// FNV-1a: the same order in every run.
fn shuffled(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

async fn next<S: futures_core::Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    std::future::poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

struct Iter<T>(std::vec::IntoIter<T>);

impl<T: Unpin> futures_core::Stream for Iter<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.next())
    }
}

/// Twenty domains of a hundred people at twenty operators, so many of each hundred dead, asked at ten a second with the
/// session limits as they are shipped.
async fn behave(seed: u64, dead: usize) -> (World, BTreeMap<String, Verdict>, Counts) {
    let mut world = World::new(seed);
    for n in 0..20 {
        let mx = format!("mx.op{n}.example");
        let mut zone = Zone::new(&format!("domain{n}.example")).mx(10, &mx);
        for person in 0..100 {
            // Spread over the list, as the dead are.
            let gone = (person * 37 + n) % 100 < dead;
            zone = zone.mailbox(&format!("person{person}"), if gone { Truth::Dead } else { Truth::Alive });
        }
        world = world.host(Host::new(&mx)).zone(zone);
    }
    let served = world.serve(0, 0).await.unwrap();
    let verifier = toward(&served)
        .limits(Limits::default().rate("10/s".parse().ok()))
        .confirm_wait(Duration::from_secs(1))
        .greylist_wait(Duration::from_secs(2))
        .give_up_after(Duration::from_secs(20))
        .build()
        .unwrap();
    let (verdicts, end) = ask(&verifier, &world).await;
    end.unwrap();
    // The last goodbye is on its way when the last verdict is there.
    for _ in 0..20 {
        if served.counts().sessions("").all(|session| session.closed.is_some()) {
            break;
        }
        let _ = tokio::time::timeout(Duration::from_millis(100), std::future::pending::<()>()).await;
    }
    (world, verdicts, served.stop().await)
}

#[tokio::test(flavor = "multi_thread")]
async fn manners_at_one_in_ten_dead() {
    let (world, verdicts, counts) = behave(200, 10).await;
    manners(&world, &verdicts, &counts);
}

#[tokio::test(flavor = "multi_thread")]
async fn manners_at_four_in_ten_dead() {
    let (world, verdicts, counts) = behave(201, 40).await;
    manners(&world, &verdicts, &counts);
}

#[tokio::test(flavor = "multi_thread")]
async fn manners_at_six_in_ten_dead() {
    let (world, verdicts, counts) = behave(202, 60).await;
    // Where the first session finds nobody at home, its refusals are asked again: more than `manners` allows one host.
    for (address, verdict) in &verdicts {
        assert_eq!(verdict.status(), world.expect(address), "{address}: {}", verdict.cause());
    }
    println!("{} connections, {} RCPTs for {}", counts.connections(), counts.rcpts(), verdicts.len());
    assert!(counts.rcpts() * 100 <= 2000 * 115, "{} RCPTs", counts.rcpts());
}

/// Three hundred domains of one address each at one operator like Microsoft, one in five dead, at the limits of its
/// profile: only the rates are lifted.
#[tokio::test(flavor = "multi_thread")]
async fn tenants_of_one_operator_are_told_apart() {
    let world = World::new(203).tenants(300);
    let served = world.serve(0, 0).await.unwrap();
    let verifier = toward(&served)
        .limits(Limits::default().rate(None).connection_rate(None))
        .confirm_wait(Duration::from_secs(1))
        .build()
        .unwrap();
    let (verdicts, end) = ask(&verifier, &world).await;
    end.unwrap();
    let counts = served.stop().await;
    let (mut dead, mut found) = (0, 0);
    for (address, verdict) in &verdicts {
        match world.truth(address) {
            Some(Truth::Dead) => {
                (dead, found) = (dead + 1, found + u32::from(verdict.status() == Status::Undeliverable))
            }
            _ => assert_ne!(verdict.status(), Status::Undeliverable, "{address}: {:?}", verdict.evidence()),
        }
    }
    println!("{found} of {dead} dead, {} connections, {} RCPTs", counts.connections(), counts.rcpts());
    assert_eq!((verdicts.len(), dead), (300, 60));
    assert!(found * 100 >= dead * 95, "{found} of {dead} found");
    assert!(counts.open_max("") <= 10, "{} at once", counts.open_max(""));
    assert_eq!(counts.sessions("").map(|session| session.mixed).sum::<u32>(), 0, "tenants in one transaction");
    // 2.1 for each, and one for each second ask.
    assert!(counts.rcpts() <= 630 + dead as usize, "{} RCPTs", counts.rcpts());
}

fn manners(world: &World, verdicts: &BTreeMap<String, Verdict>, counts: &Counts) {
    assert_eq!(verdicts.len(), 2000);
    for (address, verdict) in verdicts {
        assert_eq!(verdict.status(), world.expect(address), "{address}: {}", verdict.cause());
    }
    assert_eq!(counts.data(), 0, "DATA is never sent");
    let limits = Limits::default();
    let mut allowed = 0;
    for host in &counts.hosts {
        let name = &host.host;
        let sessions = host.sessions.len();
        let refusals: u32 = host.sessions.iter().map(|session| session.refusals).sum();
        allowed += host.questions.len().div_ceil(49).max(refusals.div_ceil(8) as usize);
        for session in &host.sessions {
            assert!(session.rcpts <= limits.session_recipients.get(), "{name}: {session:?}");
            assert!(session.refusals <= limits.session_refusals.get(), "{name}: {session:?}");
            assert!(session.transactions <= limits.session_transactions.get(), "{name}: {session:?}");
            assert!(session.quit && session.early + session.mixed + session.nonsense == 0, "{name}: {session:?}");
        }
        // The members, the absent control, another after 32 acceptances in a row, and one closing control a session.
        assert!(
            host.questions.len() <= 100 + 1 + 100 / 32 + sessions,
            "{name}: {} in {sessions}",
            host.questions.len()
        );
        again(host.questions.iter().map(|q| (q.session, q.recipient.as_str(), q.code)), world, name);
        assert!(counts.open_max(&host.operator) <= limits.connections.get() as usize, "{name}");
        // At ten a second: a batch waits for all its cells and then goes out at once, so that what was saved up before the
        // window, one session's recipients at most, may fall into it.
        let ten = counts.max_rate(&host.operator, Duration::from_secs(10));
        assert!(ten <= 100 + limits.session_recipients.get() as usize, "{name}: {ten} in ten seconds");
    }
    let connections = counts.connections();
    println!("{connections} connections of {allowed} + 20 allowed, {} RCPTs for 2000", counts.rcpts());
    assert!(counts.rcpts() * 100 <= 2000 * 115, "{} RCPTs", counts.rcpts());
    assert!(connections <= allowed + 20, "{connections} connections, {allowed} and one a site allowed");
}

/// Whoever was answered is asked again as a closing control only: at most one in a session, and never one of the dead.
fn again<'a>(asked: impl Iterator<Item = (usize, &'a str, u16)>, world: &World, host: &str) {
    let (mut seen, mut closers, mut openers) = (HashSet::new(), HashSet::new(), BTreeMap::new());
    for (session, recipient, code) in asked {
        let nth = openers.entry(session).and_modify(|nth| *nth += 1).or_insert(0);
        if !seen.insert(recipient) {
            let stranger = world.addresses().all(|address| address != recipient);
            // A session that opened before the absent control was heard in another asks it at its beginning as well.
            if stranger && *nth == 1 {
                continue;
            }
            assert!(closers.insert(session), "{host}: a second closing control in session {session}");
            assert!(stranger || code == 250, "{host}: one of the dead was asked again in session {session}");
        }
    }
}
