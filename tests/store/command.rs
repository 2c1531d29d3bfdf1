//! The example as a user runs it, over a world in a process of its own.
#![cfg(unix)]

use crate::{Room, wait};
use listproof::store::Store;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A world that answers until it is dropped.
struct Outside {
    child: Child,
    flags: String,
    out: BufReader<std::process::ChildStdout>,
}

impl Outside {
    fn new(moods: &[&str]) -> Self {
        let plans = moods.iter().flat_map(|mood| ["--plan", mood]);
        let mut command = Command::new(program("world"));
        let mut child = command.args(plans).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let flags = line.trim().split_once("flags ").unwrap().1.to_owned();
        Self { child, flags, out }
    }

    /// RCPTs by recipient, and in its busiest second.
    fn asked(mut self) -> (BTreeMap<String, u64>, u64) {
        drop(self.child.stdin.take());
        let mut text = String::new();
        self.out.read_to_string(&mut text).unwrap();
        self.child.wait().unwrap();
        let counts: serde_json::Value = serde_json::from_str(&text).unwrap();
        let recipients = counts["recipients"].as_object().unwrap();
        let busiest = counts["total"]["rcpt_max_1s"].as_u64().unwrap();
        (recipients.iter().map(|(who, times)| (who.clone(), times.as_u64().unwrap())).collect(), busiest)
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        // Unread, it may never come to its end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// `target/PROFILE/examples/NAME`: `cargo test` builds them beside the tests.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let program = test.parent().and_then(Path::parent).unwrap().join("examples").join(name);
    assert!(program.exists(), "{} is missing: cargo build --examples", program.display());
    program
}

fn command(room: &Room, words: &str) -> Command {
    let mut command = Command::new(program("verify_csv"));
    command.current_dir(&room.0).args(words.split(' '));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(room: &Room, words: &str) -> Output {
    command(room, words).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const MOODS: &[&str] = &["plain", "accepts-all", "exim", "german"];
const WHO: &str =
    "list.csv --helo probe.sender.example --mail-from verify@sender.example --confirm-wait 300ms --seed 5";

/// A few who exist in each domain, and `strangers` who do not.
fn addresses(strangers: usize) -> Vec<String> {
    let of = |mood: &&str| {
        let mood = (*mood).to_owned();
        (0..20)
            .map(|n| format!("alive{n}"))
            .chain((0..strangers).map(|n| format!("dead{n}")))
            .map(move |l| format!("{l}@{mood}.example"))
    };
    MOODS.iter().flat_map(of).collect()
}

fn list() -> String {
    listed(&addresses(60))
}

fn listed(addresses: &[String]) -> String {
    let rows: Vec<String> = addresses.iter().enumerate().map(|(n, address)| format!("{n},{address}")).collect();
    format!("id,email\n{}\n", rows.join("\n"))
}

/// All cells but `checked_at`, the last one. Where everybody is accepted it is chance who was asked before that came
/// out: there, what was said to the single one (host, codes and words) is left out too.
fn cells(room: &Room, name: &str) -> Vec<Vec<String>> {
    let file = fs::read(room.path(name)).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file.as_slice());
    let rows = reader.records().map(Result::unwrap);
    let counted = |row: &csv::StringRecord| row.len() - if &row[3] == "accepts_all" { 5 } else { 1 };
    rows.map(|row| row.iter().take(counted(&row)).map(str::to_owned).collect()).collect()
}

/// RCPTs of the last run, by its own summary.
fn rcpts(room: &Room) -> u64 {
    let summary: serde_json::Value = serde_json::from_slice(&fs::read(room.path("s.json")).unwrap()).unwrap();
    summary["rcpts"].as_u64().unwrap()
}

#[test]
fn killed_three_times_the_same_command_ends_with_the_same_file() {
    // Two: a dozen other tests write to the same disk meanwhile.
    killed(60, 15, &[2500, 900, 1500], 2);
}

#[test]
#[ignore = "a quarter of an hour"]
fn killed_a_hundred_times_over_twenty_thousand_addresses() {
    let moments = |nth: u64| 1000 + nth.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(99) % 3500;
    let (calm, last) = killed(4980, 50, &(0..100).map(moments).collect::<Vec<_>>(), 1);
    assert!(last < calm * 9 / 10, "the kills came before anything was learnt");
}

/// Killed after so many milliseconds each, and begun again: the last run ends with the file of a run in peace, and by
/// the world's count no more is asked again for a kill than what a run in peace asks within so many of its busiest
/// seconds. RCPTs about the list of a run in peace, and all of the last run.
fn killed(strangers: usize, rate: u64, moments: &[u64], seconds: u64) -> (u64, u64) {
    let room = Room::new();
    let list = addresses(strangers);
    room.write("list.csv", listed(&list));
    let (calm, second) = {
        let world = Outside::new(MOODS);
        let words = format!("{WHO} {} --site-rate {rate}/s --no-store --out calm.csv", world.flags);
        let output = run(&room, &words);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        world.asked()
    };
    let world = Outside::new(MOODS);
    let words = format!("{WHO} {} --site-rate {rate}/s --summary s.json", world.flags);
    for milliseconds in moments {
        let mut child = command(&room, &words).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        wait(*milliseconds);
        child.kill().unwrap();
        assert!(child.wait().unwrap().code().is_none(), "killed in its middle");
        assert!(!room.path("list.verified.csv").exists(), "whole or not at all");
    }
    let output = run(&room, &words);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let (ours, theirs) = (cells(&room, "list.verified.csv"), cells(&room, "calm.csv"));
    let differ: Vec<_> = ours.iter().zip(&theirs).filter(|(ours, theirs)| ours != theirs).collect();
    assert!(ours.len() == theirs.len() && differ.is_empty(), "{} rows differ: {:#?}", differ.len(), differ.first());
    assert_eq!(room.files(), ["calm.csv", "list.csv", "list.verified.csv", "list.verified.csv.store", "s.json"]);
    let total = |asked: &BTreeMap<String, u64>| list.iter().filter_map(|who| asked.get(who)).sum::<u64>();
    let (asked, calm, last) = (total(&world.asked().0), total(&calm), rcpts(&room));
    let kills = moments.len() as u64;
    println!(
        "asked about the list: {calm} times in one run, {second} in its busiest second; {asked} with {kills} kills, \
         {last} in the last run"
    );
    assert!(asked <= calm + kills * seconds * second, "more than {seconds} seconds were asked again for each kill");
    (calm, last)
}

#[test]
fn a_second_signal_ends_at_once() {
    let room = Room::new();
    room.write("list.csv", list());
    let world = Outside::new(&["plain", "silent"]);
    let child = command(&room, &format!("{WHO} {} --site-rate 15/s", world.flags)).spawn().unwrap();
    for _ in 0..2 {
        wait(1000);
        // The first may have been enough: then there is nobody to be told.
        drop(Command::new("kill").args(["-INT", &child.id().to_string()]).status());
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", err(&output));
}

#[test]
fn a_signal_leaves_a_store_that_goes_on() {
    let room = Room::new();
    room.write("list.csv", list());
    let world = Outside::new(MOODS);
    let words = format!("{WHO} {} --site-rate 40/s", world.flags);
    let child = command(&room, &words).spawn().unwrap();
    wait(2000);
    let kill = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let first = child.wait_with_output().unwrap();
    assert_eq!(first.status.code(), Some(143), "{}", err(&first));
    assert!(err(&first).contains("the same command goes on"), "{}", err(&first));
    let status = |rows: Vec<Vec<String>>| rows.into_iter().skip(1).map(|row| row[2].clone()).collect::<Vec<_>>();
    let open = |statuses: &[String]| statuses.iter().filter(|status| *status == "unknown").count();
    let before = status(cells(&room, "list.verified.csv"));
    assert!(open(&before) > 0 && open(&before) < before.len(), "{} of {}", open(&before), before.len());
    let second = run(&room, &words);
    assert_eq!(second.status.code(), Some(0), "{}", err(&second));
    assert_eq!(open(&status(cells(&room, "list.verified.csv"))), 0);
}

#[test]
fn a_store_held_by_another_run_is_status_1_in_one_line() {
    let room = Room::new();
    room.write("list.csv", list());
    let world = Outside::new(&["plain"]);
    let words = format!("{WHO} {} --store s", world.flags);
    let mut holder = command(&room, &words).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let mut tries = 0;
    while !room.path("s").exists() && tries < 100 {
        wait(50);
        tries += 1;
    }
    wait(200);
    let refused = run(&room, &format!("{words} --out other.csv"));
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert_eq!(refused.status.code(), Some(1), "{}", err(&refused));
    let line = err(&refused).lines().last().unwrap().to_owned();
    assert!(line.contains("store: s: held by another process"), "{line}");
    assert!(!room.path("other.csv").exists());
}

#[test]
fn forget_and_a_second_run() {
    let room = Room::new();
    room.write("list.csv", "email\nalive0@plain.example\ndead0@plain.example\n");
    let missing = run(&room, "list.csv --forget alive0@plain.example");
    assert_eq!(missing.status.code(), Some(1), "{}", err(&missing));
    let world = Outside::new(&["plain"]);
    let words = format!("{WHO} {} --summary s.json", world.flags);
    let asked = || {
        let output = run(&room, &words);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        rcpts(&room)
    };
    assert!(asked() > 0);
    assert_eq!(asked(), 0, "the store knows them all");
    for said in ["removed from list.verified.csv.store\n", "not in list.verified.csv.store\n"] {
        let output = run(&room, "list.csv --forget Alive0@PLAIN.example");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout).as_ref()), (Some(0), said));
    }
    assert!(asked() > 0, "it is asked again");
    let (asked, _) = world.asked();
    assert!(asked["alive0@plain.example"] >= 2, "{asked:?}");
}

/// Cut anywhere, or with a byte that is not what was written: one line on standard error, and nothing of the engine's.
#[test]
fn a_damaged_store_is_one_clear_line() {
    let room = Room::new();
    let store = listproof::store::File::open(room.path("s")).unwrap();
    let now = listproof::clock::unix_now();
    let put = |n: u32| crate::verdict(&format!("someone{n}@example.org"), listproof::Cause::Accepted, now);
    store.put((0..2000).map(put).collect()).unwrap();
    store.flush().unwrap();
    let killed = fs::read(room.path("s")).unwrap();
    drop(store);
    let closed = fs::read(room.path("s")).unwrap();
    let (mut at, mut damaged) = (54_321_u64, 0);
    for nth in 0..100 {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut bytes = if nth % 2 == 0 { killed.clone() } else { closed.clone() };
        let place = (at >> 16) as usize % bytes.len();
        match nth < 50 {
            true => bytes.truncate(place),
            false => bytes[place] ^= 0x11,
        }
        room.write("cut", bytes);
        let output = run(&room, "list.csv --store cut --forget someone7@example.org");
        let said = err(&output);
        match output.status.code() {
            Some(0) => assert!(nth >= 50 && said.is_empty(), "{nth}: {said}"),
            code => {
                damaged += 1;
                assert_eq!((code, said.lines().count()), (Some(1), 1), "{nth}, at {place}: {said}");
                assert!(said.contains("cut: damaged; move it away") || said.contains("cut: not a store"), "{said}");
            }
        }
    }
    assert!(damaged > 50, "{damaged} of 100");
}

/// The daily purge and what follows it may be cut off anywhere.
#[test]
fn killed_while_it_gives_back_what_it_does_not_need() {
    let room = Room::new();
    let (now, age) = (listproof::clock::unix_now(), listproof::store::MaxAge::default());
    let put = |n: u64, at: u64| {
        let name = format!("{:x}@example.org", n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        crate::verdict(&name, listproof::Cause::Accepted, at)
    };
    let long_ago = now - 40 * 24 * 60 * 60;
    let store = listproof::store::File::open_at(room.path("s"), age, long_ago).unwrap();
    store.put((0..30_000).map(|n| put(n, long_ago)).collect()).unwrap();
    store.flush().unwrap();
    store.put((0..600).map(|n| put(n * 50, now)).collect()).unwrap();
    drop(store);
    let whole = fs::read(room.path("s")).unwrap();
    let words = "list.csv --store s --forget nobody@example.org";
    let started = listproof::clock::now();
    assert_eq!(run(&room, words).status.code(), Some(0));
    let took = listproof::clock::now().duration_since(started).as_millis() as u64;
    let mut sizes = vec![fs::metadata(room.path("s")).unwrap().len()];
    assert!(sizes[0] < whole.len() as u64 / 10, "{sizes:?}");
    for nth in 0..12 {
        room.write("s", &whole);
        let mut child = command(&room, words).spawn().unwrap();
        wait(took * nth / 12);
        child.kill().unwrap();
        child.wait().unwrap();
        sizes.push(fs::metadata(room.path("s")).unwrap().len());
        let store = listproof::store::File::open_at(room.path("s"), age, now).unwrap();
        for n in 0..600 {
            let known = put(n * 50, now);
            assert_eq!(store.get(known.address().as_str()).unwrap(), Some(known), "killed at the {nth}th moment");
        }
    }
    println!("{} bytes; killed on the way at {sizes:?}", whole.len());
}

/// Files may not grow: a full disk, as far as a process can tell.
#[test]
fn a_full_disk_is_one_clear_line_and_nothing_is_lost() {
    let room = Room::new();
    room.write("list.csv", list());
    let world = Outside::new(MOODS);
    let words = format!("{WHO} {} --site-rate off", world.flags);
    let script = format!("trap '' XFSZ; ulimit -f 100; exec {} {words}", program("verify_csv").display());
    let mut full = Command::new("bash");
    let full = full.current_dir(&room.0).args(["-c", &script]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(full.status.code(), Some(1), "{}", err(&full));
    let last = err(&full).lines().last().unwrap().to_owned();
    assert!(last.contains("store: list.verified.csv.store: cannot be written"), "{}", err(&full));
    assert!(!err(&full).contains("panicked"), "{}", err(&full));
    let again = run(&room, &words);
    assert_eq!(again.status.code(), Some(0), "{}", err(&again));
}
