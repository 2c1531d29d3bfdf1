//! The flags of a real run, against a world that this test serves and whose counts it reads.

use crate::{Ran, Room};
use listproof::world::{MOODS, Served, World};

const LIST: &[u8] = b"email\nalive0@plain.example\nalive1@plain.example\ndead0@plain.example\ndead1@plain.example\n";
const WHO: &str =
    "--helo probe.sender.example --mail-from verify@sender.example --confirm-wait 200ms --site-rate off --no-store";

/// The server runs on threads of its own while the command is waited for.
async fn run(served: &Served, room: &Room, port: u16, flags: &str) -> Ran {
    let words =
        format!("list.csv {WHO} --allow-net 127.0.0.0/8 --resolver {} --smtp-port {port}{flags}", served.dns_addr());
    tokio::task::block_in_place(|| room.run(&words))
}

async fn plain() -> Served {
    World::new(77).mood("plain").unwrap().serve(0, 0).await.unwrap()
}

fn causes(room: &Room) -> Vec<String> {
    let file = room.read("list.verified.csv");
    let mut reader = csv::Reader::from_reader(file.as_slice());
    reader.records().map(|row| row.unwrap()[2].to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn resolver_port_and_net_lead_to_the_servers() {
    let (served, room) = (plain().await, Room::with("list.csv", LIST));
    let ran = run(&served, &room, served.smtp_port(), " --source 127.0.0.9 --seed 1 --connections 1").await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(causes(&room), ["accepted", "accepted", "no_mailbox", "no_mailbox"]);
    let counts = served.stop().await;
    assert_eq!(counts.data(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_suppressed_is_never_asked_and_a_budget_is_kept() {
    let (served, room) = (plain().await, Room::with("list.csv", LIST));
    room.write("never.txt", b"plain.example\n");
    let ran = run(&served, &room, served.smtp_port(), " --suppress never.txt").await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(causes(&room), ["not_probed"; 4]);
    assert_eq!(served.counts().rcpts(), 0);
    let ran = run(&served, &room, served.smtp_port(), " --max-rcpts 2").await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(causes(&room).contains(&"not_probed".to_owned()), "{ran:?}");
    assert!(served.stop().await.rcpts() <= 2);
}

/// A run's own lists know the mail host that it found.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_of_ones_own_judge_the_mail_host() {
    let (served, room) = (plain().await, Room::with("list.csv", LIST));
    std::fs::create_dir(room.0.join("facts")).unwrap();
    room.write("facts/disposable-hosts.txt", b"plain.example\n");
    let ran = run(&served, &room, served.smtp_port(), " --facts facts").await;
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let text = String::from_utf8(room.read("list.verified.csv")).unwrap();
    assert!(text.lines().nth(1).unwrap().contains(",disposable,"), "{text}");
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shut_port_is_status_4_and_not_a_list_of_unknowns() {
    // Several operators: one that is down says nothing about our network.
    let names: Vec<&str> = MOODS.iter().map(|(name, ..)| *name).take(8).collect();
    let world = names.iter().fold(World::new(78), |world, name| world.mood(name).unwrap());
    let served = world.serve(0, 0).await.unwrap();
    let rows: String = names.iter().map(|name| format!("alive0@{name}.example\n")).collect();
    let room = Room::with("list.csv", format!("email\n{rows}").as_bytes());
    let ran = run(&served, &room, 9, " --connect-timeout 1s --give-up-after 5s").await;
    assert_eq!(ran.code, Some(4), "{ran:?}");
    assert!(ran.err.contains("port 9 is blocked"), "{ran:?}");
    assert_eq!(room.files(), ["list.csv"]);
    served.stop().await;
}

#[test]
fn no_file_is_two_things_at_once() {
    let room = Room::new();
    room.write("list.csv", b"email\nanna@example.org\n");
    room.write("stop.txt", b"bert@example.org\n");
    for flags in [
        "list.csv --offline --summary list.csv",
        "list.csv --offline --summary ./x --out x",
        "list.csv --offline --suppress stop.txt --out stop.txt",
        "list.csv --offline --suppress stop.txt --summary stop.txt",
        "list.csv --offline --out list.csv",
    ] {
        let ran = room.run(flags);
        assert_eq!(ran.code, Some(2), "{flags}: {ran:?}");
    }
    assert_eq!(room.read("list.csv"), b"email\nanna@example.org\n");
    assert_eq!(room.read("stop.txt"), b"bert@example.org\n");
}
