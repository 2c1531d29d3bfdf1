//! `bounce_risk` over real sockets: what a run found of some is what it expects of the others.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use listproof::list::{List, Options, Suppress};
use listproof::site::Limits;
use listproof::smtp::Stage;
use listproof::world::{Host, Mood, World, Zone};
use listproof::{Cause, Identity, Proof, Verifier};
use std::{sync::Arc, time::Duration};

const BLOCK: &str = "554 5.7.1 Service unavailable; client blocked";

/// Of a hundred who can be told, so many are dead; ten each at a domain that accepts all and at one that blocks us.
fn world(dead: usize) -> World {
    let mut told = Zone::new("told.example").mx(10, "mx.told.example");
    for n in 0..100 {
        let name = format!("person{n}");
        told = if n * 37 % 100 < dead { told.dead(&[&name]) } else { told.alive(&[&name]) };
    }
    let names: Vec<String> = (0..10).map(|n| format!("somebody{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    World::new(40 + dead as u64)
        .host(Host::new("mx.told.example"))
        .host(Host::new("mx.all.example").with(Mood::AcceptsAll))
        .host(Host::new("mx.blocks.example").with(Mood::Blocks(Stage::Rcpt, BLOCK)))
        .zone(told)
        .zone(Zone::new("all.example").mx(10, "mx.all.example").alive(&names))
        .zone(Zone::new("blocks.example").mx(10, "mx.blocks.example").alive(&names))
}

#[tokio::test]
async fn a_list_expects_of_the_untold_what_it_found_of_the_told() {
    tokio::join!(case(5), case(40));
}

async fn case(dead: usize) {
    let world = world(dead);
    let served = world.serve(0, 0).await.unwrap();
    let verifier = Verifier::builder(Identity::new("probe.sender.example", "verify@sender.example").unwrap())
        .resolvers(vec![served.dns_addr()])
        .smtp_port(served.smtp_port())
        .allow_net("127.0.0.0/8".parse().unwrap())
        .limits(Limits::default().rate("off".parse().ok()))
        .greylist_wait(Duration::from_millis(200))
        .give_up_after(Duration::from_secs(2))
        .confirm_wait(Duration::from_millis(200))
        .seed(3)
        .build()
        .unwrap();
    let file = std::env::temp_dir().join(format!("listproof-calibration-{dead}-{}.csv", std::process::id()));
    let rows: Vec<String> = world.addresses().collect();
    std::fs::write(&file, format!("email\n{}\n", rows.join("\n"))).unwrap();
    let list = || Arc::new(List::open(&file, &Options::default()).unwrap());
    let first = verifier.proof(list(), Suppress::default()).await.unwrap();
    // The first settled when nobody had been told yet, and all end alike. A tenth of ten stands beside the hundred.
    let share = (dead as f32 + 1.0) / 110.0;
    for row in &rows {
        let (cause, risk) = told(&first, row);
        match cause {
            Cause::Accepted => assert!(risk < 0.02),
            Cause::NoMailbox => assert!(risk > 0.97),
            Cause::AcceptsAll | Cause::SenderBlocked | Cause::NotProbed => {
                assert!((risk - share).abs() < 0.01, "{row}: {cause} {risk}, and of the others {share}");
            }
            _ => panic!("{row}: {cause}"),
        }
    }
    // What the store keeps of a list says the same the next time.
    let again = verifier.proof(list(), Suppress::default()).await.unwrap();
    for row in rows.iter().filter(|row| row.ends_with("@all.example")) {
        assert_eq!(told(&again, row), told(&first, row));
    }
    std::fs::remove_file(&file).unwrap();
    served.stop().await;
}

fn told(proof: &Proof, row: &str) -> (Cause, f32) {
    let verdict = proof.verdict(&row.parse().unwrap()).unwrap();
    (verdict.cause(), verdict.bounce_risk())
}
