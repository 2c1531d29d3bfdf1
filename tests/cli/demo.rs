//! The whole way over real sockets, against the built-in world, whose truth is known.

use crate::Room;
use listproof::Status;
use listproof::world::{Truth, World};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

fn newsletter() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/newsletter.csv")).unwrap()
}

/// A subscriber lost, or a bounce kept. A local part without SMTPUTF8 on the other side is lost rightly.
fn is_wrong(world: &World, address: &str, status: Status) -> bool {
    let alive = !matches!(world.truth(address), None | Some(Truth::Dead | Truth::Disabled));
    match status {
        Status::Undeliverable => alive && world.expect(address) != status,
        Status::Deliverable => !alive,
        Status::Risky | Status::Unknown => false,
    }
}

#[test]
fn the_newsletter_is_proofed_and_nobody_is_sentenced_wrongly() {
    let room = Room::with("newsletter.csv", &newsletter());
    let ran = room.run("newsletter.csv --demo --summary s.json");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.err.contains("--greylist-wait 3s") && ran.out.contains("deliverable"), "{ran:?}");
    let figures: Value = serde_json::from_slice(&room.read("s.json")).unwrap();
    assert!(figures["elapsed_s"].as_f64().unwrap() < 60.0, "{figures}");
    let (world, file) = (World::demo(), room.read("newsletter.verified.csv"));
    let mut reader = csv::Reader::from_reader(file.as_slice());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|cell| cell == name).unwrap();
    let (status, address) = (at("status"), at("normalized"));
    let (mut known, mut settled) = (0, 0);
    for row in reader.records().map(Result::unwrap) {
        let status: Status = row[status].parse().unwrap();
        assert!(!is_wrong(&world, &row[address], status), "{row:?}");
        let knowable = !row[address].is_empty() && world.expect(&row[address]) != Status::Unknown;
        known += u32::from(knowable);
        settled += u32::from(knowable && status == world.expect(&row[address]));
    }
    assert!(f64::from(settled) >= 0.8 * f64::from(known), "{settled} of {known} are as a perfect verifier has them");
}

#[test]
fn lines_are_answered_once_each() {
    let world = World::demo();
    let addresses: Vec<String> = world.addresses().step_by(9).chain(["no address".to_owned()]).collect();
    let ran = Room::new().run_with("- --demo --deadline 30s", (addresses.join("\n") + "\n").as_bytes());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let answers: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut rows: Vec<_> = answers.iter().map(|answer| answer["row"].as_u64().unwrap()).collect();
    rows.sort_unstable();
    assert_eq!(rows, (1..=addresses.len() as u64).collect::<Vec<_>>());
    for answer in &answers {
        let input = answer["input"].as_str().unwrap();
        assert_eq!(input, addresses[answer["row"].as_u64().unwrap() as usize - 1]);
        assert!(!is_wrong(&world, input, answer["status"].as_str().unwrap().parse().unwrap()), "{answer}");
    }
    let deliverable = answers.iter().filter(|answer| answer["status"] == "deliverable").count();
    assert!(deliverable > 0, "{ran:?}");
}

/// However soon the run is over, the figures are those of its end.
#[test]
fn the_figures_of_a_short_run_are_whole() {
    let world = World::demo();
    let address = world.addresses().find(|address| world.expect(address) == Status::Deliverable).unwrap();
    let room = Room::new();
    let ran = room.run_with("- --demo --summary s.json", format!("{address}\n").as_bytes());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let figures: Value = serde_json::from_slice(&room.read("s.json")).unwrap();
    for key in ["sites", "connections", "rcpts", "dns_queries"] {
        assert!(figures[key].as_u64().unwrap() > 0, "{key}: {figures}");
    }
}

#[test]
fn a_plan_asks_nobody_and_writes_nothing() {
    let room = Room::with("newsletter.csv", &newsletter());
    let ran = room.run("newsletter.csv --demo --plan");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.contains("microsoft365") && ran.out.contains("hours") && ran.out.contains("null_mx"), "{ran:?}");
    assert_eq!(room.files(), ["newsletter.csv"]);
}

/// The first signal ends in good order: exit 130 or 143, and the list is there with a verdict in each row, or not at all.
#[cfg(unix)]
#[test]
fn a_signal_ends_in_good_order() {
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        let room = Room::with("newsletter.csv", &newsletter());
        let mut child = room.command("newsletter.csv --demo").spawn().unwrap();
        let mut err = BufReader::new(child.stderr.take().unwrap()).lines();
        // Signals are caught before the demo is announced.
        assert!(err.any(|line| line.unwrap().contains("demo: ")), "no sign of life");
        wait(Duration::from_millis(1500));
        let kill = std::process::Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        assert_eq!(child.wait().unwrap().code(), Some(code));
        let left = room.files();
        let whole = ["newsletter.csv", "newsletter.verified.csv"];
        assert!(left == whole || left == whole[..1], "{left:?}");
        if left == whole {
            let count = |bytes: Vec<u8>| csv::Reader::from_reader(bytes.as_slice()).into_byte_records().count();
            assert_eq!(count(room.read(whole[1])), count(newsletter()));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the run is given time to be in its middle")]
fn wait(time: Duration) {
    std::thread::sleep(time);
}
