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

/// The columns found are listed where one has to be named.
#[test]
fn a_column_that_cannot_be_it() {
    let columns = r#"its columns: "id", "email""#;
    for flags in ["--column 1", "--column id", "--column 7", "--column mail"] {
        let room = Room::with("list.csv", ADDRESSES);
        let ran = room.run(&format!("list.csv --offline {flags}"));
        refused(&ran, 1, columns);
        assert!(ran.err.contains("list.csv, column "), "{ran:?}");
        assert_eq!(room.files(), ["list.csv"], "nothing is dropped: {flags}");
    }
    refused(&Room::with("list.csv", b"id,name\n1,anna\n").run("list.csv --offline"), 1, r#""id", "name""#);
    let unnamed = Room::with("list.csv", b"1,anna@example.org\n").run("list.csv --offline --column mail");
    refused(&unnamed, 1, "2 columns and no header");
    let written_out =
        Room::with("list.csv", b"id,who\n1,anna (at) example.org\n").run("list.csv --offline --column who");
    assert_eq!(written_out.code, Some(0), "{written_out:?}");
}

#[test]
fn paths_that_lead_nowhere() {
    let room = Room::with("list.csv", ADDRESSES);
    refused(&room.run("missing.csv --offline"), 1, "missing.csv");
    refused(&room.run("missing.csv"), 1, "cannot read missing.csv");
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
        (
            "list.csv --hello probe.example.com",
            "unexpected argument '--hello' found; tip: a similar argument exists: '--helo'",
        ),
        ("list.csv more.csv --offline", "more.csv"),
        ("--offline", "INPUT"),
        ("list.csv --demo", "--demo"),
    ];
    for (words, part) in bad {
        refused(&room.run(words), 2, part);
    }
    assert_eq!(room.files(), ["list.csv"]);
}

/// A plan by a resolver that says nothing would look like a list that costs nothing.
#[test]
fn a_plan_needs_a_resolver_that_answers() {
    // Bound, and never read.
    let deaf = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let room = Room::with("list.csv", ADDRESSES);
    let ran = room.run(&format!("list.csv --plan --resolver {}", deaf.local_addr().unwrap()));
    assert_eq!((ran.code, ran.out.as_str()), (Some(4), ""), "{ran:?}");
    assert!(ran.err.lines().last().unwrap().contains("not fit to ask: no name server answered"), "{ran:?}");
}

#[test]
fn the_smallest_example_says_how_it_is_used() {
    let program = crate::program().with_file_name(format!("one{}", std::env::consts::EXE_SUFFIX));
    let output = std::process::Command::new(program).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), err.lines().count(), err.starts_with("usage: ")), (Some(2), 1, true), "{err}");
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
    let none = Room::with("list.csv", ADDRESSES).run("list.csv --offline --max-bounce-rate 2%");
    assert_eq!((none.code, none.err.contains("no row is kept")), (Some(3), true), "{none:?}");
    let open = Room::with("list.csv", ADDRESSES).run("list.csv --offline --min-keep 0%");
    assert_eq!(open.code, Some(0), "{open:?}");
}
