//! A run that goes on, in one process with the world that counts who was asked.

use crate::Room;
use listproof::list::{List, Options, Suppress};
use listproof::site::Limits;
use listproof::store::{File, MaxAge, Store};
use listproof::world::{Served, World};
use listproof::{Builder, Cause, Identity, Proof, Status, Verdict, Verifier};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

fn builder(served: &Served, store: &Path) -> Builder {
    Verifier::builder(Identity::new("probe.sender.example", "verify@sender.example").unwrap())
        .resolvers(vec![served.dns_addr()])
        .smtp_port(served.smtp_port())
        .allow_net("127.0.0.0/8".parse().unwrap())
        .limits(Limits::default().rate("40/s".parse().ok()))
        .greylist_wait(Duration::from_millis(500))
        .give_up_after(Duration::from_millis(600))
        .confirm_wait(Duration::from_millis(300))
        .seed(7)
        .store(File::open(store).unwrap())
}

async fn proof(verifier: &Verifier, list: &Arc<List>) -> Proof {
    verifier.proof(list.clone(), Suppress::default()).await.unwrap()
}

struct Scene {
    room: Room,
    served: Served,
    addresses: Vec<String>,
    list: Arc<List>,
}

async fn scene(seed: u64, moods: &[&str]) -> Scene {
    let world = moods.iter().fold(World::new(seed), |world, mood| world.mood(mood).unwrap());
    let room = Room::new();
    let strangers = moods.iter().flat_map(|mood| (0..60).map(move |n| format!("gone{n}@{mood}.example")));
    let addresses: Vec<String> = world.addresses().chain(strangers).collect();
    let path = room.write("list.csv", format!("email\n{}\n", addresses.join("\n")));
    let list = Arc::new(List::open(path, &Options::default()).unwrap());
    Scene { room, served: world.serve(0, 0).await.unwrap(), addresses, list }
}

impl Scene {
    fn verdicts(&self, proof: &Proof) -> HashMap<&str, Verdict> {
        let verdict = |address: &String| proof.verdict(&address.parse().unwrap());
        self.addresses.iter().filter_map(|address| Some((address.as_str(), verdict(address)?))).collect()
    }

    fn asked(&self) -> HashMap<&str, usize> {
        let counts = self.served.counts();
        self.addresses.iter().map(|address| (address.as_str(), counts.asked(address))).collect()
    }
}

fn settled(verdicts: &HashMap<&str, Verdict>) -> usize {
    verdicts.values().filter(|verdict| verdict.status() != Status::Unknown).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_is_settled_is_asked_again_but_one_witness_a_domain() {
    let scene = scene(31, &["plain", "german"]).await;
    let store = scene.room.path("s");
    let verifier = builder(&scene.served, &store).build().unwrap();
    let stopper = verifier.clone();
    let (first, ()) = tokio::join!(proof(&verifier, &scene.list), async {
        tokio::task::spawn_blocking(|| crate::wait(2000)).await.unwrap();
        stopper.shutdown(Duration::from_secs(3)).await;
    });
    assert!(first.interrupted);
    let (before, asked) = (scene.verdicts(&first), scene.asked());
    let known = settled(&before);
    assert!(known > 0 && known < scene.addresses.len(), "{known} of {}", scene.addresses.len());
    drop((first, verifier, stopper));
    let verifier = builder(&scene.served, &store).build().unwrap();
    let second = proof(&verifier, &scene.list).await;
    let (after, again) = (scene.verdicts(&second), scene.asked());
    assert_eq!(settled(&after), scene.addresses.len());
    let mut witnesses = HashMap::<&str, usize>::new();
    for (address, verdict) in before.iter().filter(|(_, verdict)| verdict.status() != Status::Unknown) {
        assert_eq!(after[address].cause(), verdict.cause(), "{address}");
        if again[address] > asked[address] {
            assert_eq!(verdict.cause(), Cause::Accepted, "{address} was settled and is asked again");
            *witnesses.entry(address.split_once('@').unwrap().1).or_default() += 1;
        }
    }
    assert!(witnesses.values().all(|count| *count == 1), "a domain needs one witness: {witnesses:?}");
    drop((second, verifier));
    // Next week, and with --fresh.
    let verifier = builder(&scene.served, &store).build().unwrap();
    assert_eq!(proof(&verifier, &scene.list).await.rcpts, 0, "everybody is known");
    drop(verifier);
    let verifier = builder(&scene.served, &store).max_age(MaxAge::all(Duration::ZERO)).build().unwrap();
    let stale = proof(&verifier, &scene.list).await;
    assert!(stale.rcpts as usize >= scene.addresses.len(), "nothing is fresh enough");
    assert_eq!(settled(&scene.verdicts(&stale)), scene.addresses.len(), "what was learnt just now counts");
    scene.served.stop().await;
}

/// What a run gave up on is not asked again when it goes on, and is asked again by the next one.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_given_up_counts_until_the_run_is_over() {
    let scene = scene(32, &["defers-all"]).await;
    let store = scene.room.path("s");
    let verifier = builder(&scene.served, &store).build().unwrap();
    let first = proof(&verifier, &scene.list).await;
    assert_eq!((settled(&scene.verdicts(&first)), first.rcpts > 0), (0, true));
    drop((first, verifier));
    let verifier = builder(&scene.served, &store).build().unwrap();
    let second = proof(&verifier, &scene.list).await;
    assert!(second.rcpts > 0, "a finished run's unknowns are asked again");
    drop((second, verifier));
    // As a run that was killed after its last answer would have left it.
    unfinish(&store);
    let verifier = builder(&scene.served, &store).build().unwrap();
    let third = proof(&verifier, &scene.list).await;
    assert_eq!(third.rcpts, 0, "given up is given up, for this run");
    assert_eq!(scene.verdicts(&third).len(), scene.addresses.len());
    scene.served.stop().await;
}

fn unfinish(store: &Path) {
    use redb::ReadableTable;
    let meta: redb::TableDefinition<'_, &[u8], &[u8]> = redb::TableDefinition::new("meta");
    let database = redb::Database::open(store).unwrap();
    let transaction = database.begin_write().unwrap();
    {
        let mut table = transaction.open_table(meta).unwrap();
        let mut record = table.get(b"run".as_slice()).unwrap().unwrap().value().to_vec();
        record[16..24].fill(0);
        table.insert(b"run".as_slice(), record.as_slice()).unwrap();
    }
    transaction.commit().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn fresh_ignores_what_is_known_and_prints_only_what_it_learnt() {
    let scene = scene(33, &["plain"]).await;
    let store = scene.room.path("s");
    let old = crate::verdict("alive0@plain.example", Cause::NoMailbox, listproof::clock::unix_now());
    File::open(&store).unwrap().put(vec![old]).unwrap();
    let verifier = builder(&scene.served, &store).fresh(true).max_rcpts(Some(0)).build().unwrap();
    let none = proof(&verifier, &scene.list).await;
    assert_eq!(scene.verdicts(&none).get("alive0@plain.example").map(Verdict::status), Some(Status::Unknown));
    drop((none, verifier));
    let verifier = builder(&scene.served, &store).build().unwrap();
    let kept = proof(&verifier, &scene.list).await;
    assert_eq!(scene.verdicts(&kept)["alive0@plain.example"].cause(), Cause::NoMailbox, "known, and believed");
    drop((kept, verifier));
    let verifier = builder(&scene.served, &store).fresh(true).build().unwrap();
    let anew = proof(&verifier, &scene.list).await;
    assert_eq!(scene.verdicts(&anew)["alive0@plain.example"].cause(), Cause::Accepted);
    scene.served.stop().await;
}

/// What the mail hosts of a domain are is asked once for as long as its TTL says, whoever is killed in between.
#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_goes_on_asks_dns_for_nothing_that_still_holds() {
    let moods = ["plain", "german", "exim", "french"];
    let scene = scene(34, &moods).await;
    let store = scene.room.path("s");
    let queries = || scene.served.counts().dns_queries;
    let stopped = async || {
        let before = queries();
        // Four stops, and still in its middle.
        let slow = Limits::default().rate("8/s".parse().ok());
        let verifier = builder(&scene.served, &store).limits(slow).build().unwrap();
        let stopper = verifier.clone();
        let (proof, ()) = tokio::join!(proof(&verifier, &scene.list), async {
            tokio::task::spawn_blocking(|| crate::wait(1500)).await.unwrap();
            stopper.shutdown(Duration::from_secs(3)).await;
        });
        assert!(proof.interrupted, "in its middle");
        (queries() - before, proof.dns_queries)
    };
    let looked_up = 3 * moods.len() as u64;
    let (first, _) = stopped().await;
    let (again, said) = stopped().await;
    assert!(again + looked_up <= first, "{again} questions after {first}");
    assert_eq!(again, said, "the rest is the test of the resolver");
    let now = listproof::clock::unix_now();
    relet(&scene, &store, |_| (now - 100, now - 1));
    let (over, _) = stopped().await;
    assert!(over >= again + moods.len() as u64, "{over} questions where {again} are the least: it is over");
    relet(&scene, &store, |until| (now + 3600, until + 3600));
    let (set_back, _) = stopped().await;
    assert!(set_back >= again + moods.len() as u64, "{set_back}: nobody knows how long ago that was");
    let verifier = builder(&scene.served, &store).fresh(true).build().unwrap();
    let before = queries();
    assert_eq!(settled(&scene.verdicts(&proof(&verifier, &scene.list).await)), scene.addresses.len());
    assert!(queries() - before >= again + looked_up, "--fresh believes nothing");
    scene.served.stop().await;
}

/// A "no" that an earlier process heard is the first of two looks; the second is this one's, and so is the proof that
/// its resolver finds anybody at all.
#[tokio::test(flavor = "multi_thread")]
async fn a_no_of_dns_is_looked_up_again_by_the_process_that_settles_it() {
    let mut scene = scene(35, &["plain", "german", "exim", "french"]).await;
    scene.addresses.extend(["anna@no-such-domain.example".to_owned(), "anna@nor-this.example".to_owned()]);
    let path = scene.room.write("list.csv", format!("email\n{}\n", scene.addresses.join("\n")));
    scene.list = Arc::new(List::open(path, &Options::default()).unwrap());
    let store = scene.room.path("s");
    let slow = || builder(&scene.served, &store).confirm_wait(Duration::from_secs(2)).build().unwrap();
    let verifier = slow();
    let stopper = verifier.clone();
    let (first, ()) = tokio::join!(proof(&verifier, &scene.list), async {
        tokio::task::spawn_blocking(|| crate::wait(1000)).await.unwrap();
        stopper.shutdown(Duration::from_secs(3)).await;
    });
    let cause = |proof: &Proof, address: &str| scene.verdicts(proof)[address].cause();
    assert_eq!(cause(&first, "anna@nor-this.example"), Cause::NotProbed, "one look is not enough");
    drop((first, verifier, stopper));
    let verifier = slow();
    let second = proof(&verifier, &scene.list).await;
    for address in ["anna@no-such-domain.example", "anna@nor-this.example"] {
        let verdict = &scene.verdicts(&second)[address];
        assert_eq!(verdict.cause(), Cause::NoDomain, "{:?}", verdict.evidence().text);
    }
    scene.served.stop().await;
}

/// What DNS said of the scene's domains was said, and is over, at other times.
fn relet(scene: &Scene, store: &Path, times: impl Fn(u64) -> (u64, u64)) {
    let store = File::open(store).unwrap();
    let domains = scene.addresses.iter().filter_map(|address| address.split_once('@')).map(|(_, domain)| domain);
    for domain in domains.collect::<std::collections::BTreeSet<_>>() {
        let key = format!("mx [{}] {domain}", scene.served.dns_addr());
        let (route, until) = store.route(&key, listproof::clock::unix_now()).unwrap().unwrap();
        let (at, until) = times(until);
        store.put_route(route, at, until).unwrap();
    }
}
