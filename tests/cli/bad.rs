//! What cannot be done is said in one line, with the exit status of its kind, and leaves nothing behind.

use crate::{Ran, Room};

const ADDRESSES: &[u8] = b"id,email\n1,anna@example.org\n";

/// One line on standard error that holds `part`, nothing on standard output.
fn refused(ran: &Ran, code: i32, part: &str) {
    assert_eq!(ran.code, Some(code), "{ran:?}");
    assert_eq!(ran.err.trim_end().lines().count(), 1, "{ran:?}");
    assert!(ran.err.contains(part), "{part}: {ran:?}");
    assert_eq!(ran.out, "");
}

#[test]
fn inputs_that_are_no_list() {
    let random: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let bad: [(&[u8], &str, &str); 5] = [
        (b"", "", "list.csv"),
        (&random, "", "list.csv"),
        (b"id,name\n1,anna\n2,bert\n", "", "list.csv"),
        (ADDRESSES, " --column mail_address", "mail_address"),
        (b"id,email\n1,\"anna@example.org\n2,never closed\n", "", "list.csv"),
    ];
    for (bytes, flags, part) in bad {
        let room = Room::with("list.csv", bytes);
        let ran = room.run(&format!("list.csv --offline{flags}"));
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
        assert!(ran.err.lines().last().unwrap().contains(part), "{part}: {ran:?}");
        assert_eq!(room.files(), ["list.csv"], "nothing is left: {part}");
    }
}

#[test]
fn paths_that_lead_nowhere() {
    let room = Room::with("list.csv", ADDRESSES);
    refused(&room.run("missing.csv --offline"), 1, "missing.csv");
    refused(&room.run(". --offline --out x.csv"), 1, "cannot read .");
    refused(&room.run("list.csv --offline --out no/such/folder/out.csv"), 1, "no/such/folder/out.csv");
    refused(&room.run("list.csv --offline --out ."), 1, "cannot write .");
    refused(&room.run("list.csv --offline --summary no/folder/s.json"), 1, "no/folder/s.json");
    refused(&room.run("list.csv --offline --suppress no.txt"), 1, "no.txt");
    room.write("bad.txt", b"anna@example.org\nwhat is this\n");
    refused(&room.run("list.csv --offline --suppress bad.txt"), 1, "bad.txt");
    assert_eq!(room.files(), ["bad.txt", "list.csv"]);
}

#[test]
fn usage() {
    let room = Room::with("list.csv", ADDRESSES);
    // Were a name accepted, nobody would be asked: no name server is there.
    let bad = [
        ("list.csv", "--helo"),
        ("list.csv --helo probe.example.com", "--mail-from"),
        ("list.csv --mail-from v@example.com", "--helo"),
        ("list.csv --helo localhost --mail-from v@example.com --resolver 127.0.0.1:9", "localhost"),
        ("list.csv --helo 192.0.2.1 --mail-from v@example.com --resolver 127.0.0.1:9", "192.0.2.1"),
        ("list.csv --helo mx.gmail.com --mail-from v@example.com --resolver 127.0.0.1:9", "mx.gmail.com"),
        ("list.csv --helo probe.example.com --mail-from v@gmail.com --resolver 127.0.0.1:9", "v@gmail.com"),
        ("list.csv --offline --timeout soon", "--timeout"),
        ("list.csv --offline --site-rate 5", "--site-rate"),
        ("list.csv --offline --resolver nowhere", "--resolver"),
        ("list.csv --offline --allow-net everything", "--allow-net"),
        ("list.csv --offline --max-bounce-rate much", "--max-bounce-rate"),
        ("list.csv --offline --out list.csv", "--out"),
        ("list.csv --offline --store x", "--store"),
        ("list.csv --offline --nonsense", "--nonsense"),
        ("list.csv more.csv --offline", "more.csv"),
        ("--offline", "INPUT"),
        ("list.csv --demo", "--demo"),
    ];
    for (words, part) in bad {
        refused(&room.run(words), 2, part);
    }
    assert_eq!(room.files(), ["list.csv"]);
}

#[test]
fn help_and_version_are_no_errors() {
    let room = Room::new();
    let help = room.run("--help");
    assert_eq!(help.code, Some(0));
    assert!(help.out.contains("--helo") && help.err.is_empty());
    assert_eq!(room.run("--version").code, Some(0));
}

#[test]
fn the_gate_is_status_3_and_the_files_are_written() {
    let room = Room::with("list.csv", ADDRESSES);
    let ran = room.run("list.csv --offline --min-keep 50% --summary s.json");
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(ran.err.contains("gate"));
    assert_eq!(room.files(), ["list.csv", "list.verified.csv", "s.json"]);
    let figures: serde_json::Value = serde_json::from_slice(&room.read("s.json")).unwrap();
    assert_eq!((figures["rows"].as_u64(), figures["by_status"]["unknown"].as_u64()), (Some(1), Some(1)));
    let open = Room::with("list.csv", ADDRESSES).run("list.csv --offline --min-keep 0%");
    assert_eq!(open.code, Some(0), "{open:?}");
}
