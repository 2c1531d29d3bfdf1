//! The list comes back as it was, row by row and cell by cell, with a verdict behind each.

use crate::Room;
use csv::ByteRecord;
use listproof::{Cause, Status};

/// Ours, as the contract has them.
const COLUMNS: usize = 13;

fn records(bytes: &[u8], delimiter: u8) -> Vec<ByteRecord> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bytes);
    reader.byte_records().map(Result::unwrap).collect()
}

/// Runs the list, and returns the cells that were added to each record behind its own.
fn proofed(bytes: &[u8], delimiter: u8, width: usize, flags: &str) -> Vec<Vec<String>> {
    let room = Room::with("list.csv", bytes);
    let ran = room.run(&format!("list.csv --offline --out out.csv{flags}"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let (before, after) = (records(bytes, delimiter), records(&room.read("out.csv"), delimiter));
    assert_eq!(before.len(), after.len(), "{ran:?}");
    let added = before.iter().zip(&after).map(|(before, after)| {
        assert!(before.iter().eq(after.iter().take(before.len())), "{before:?} became {after:?}");
        let ours = after.iter().skip(before.len().max(width));
        ours.map(|cell| String::from_utf8_lossy(cell).into_owned()).collect::<Vec<_>>()
    });
    let added: Vec<_> = added.collect();
    assert!(added.iter().all(|cells| cells.len() == COLUMNS), "{added:?}");
    for cells in added.iter().filter(|cells| cells[0] != "status") {
        let (status, cause): (Status, Cause) = (cells[0].parse().unwrap(), cells[1].parse().unwrap());
        assert_eq!(cause.status(), status);
    }
    added
}

#[test]
fn tricky_lists_keep_their_rows() {
    let lists: [(&str, &[u8], u8, usize); 9] = [
        ("plain", b"id,email\n1,anna@example.org\n2,bert@example.org\n", b',', 2),
        ("byte order mark", b"\xef\xbb\xbfemail,id\nanna@example.org,1\n", b',', 2),
        ("carriage returns", b"email,id\r\nanna@example.org,1\r\nbad,2\r\n", b',', 2),
        ("ragged", b"id,email,x\n1,anna@example.org\n2,bert@example.org,x,y,z\n3\n", b',', 5),
        ("quoted newlines", b"note,email\n\"one\ntwo, \"\"three\"\"\",anna@example.org\n", b',', 2),
        ("latin-1", b"name,email\nJ\xf6rg,joerg@example.org\nZo\xeb,zoe@example.org\n", b',', 2),
        ("semicolons", b"id;email\n1;anna@example.org\n", b';', 2),
        ("tabs", b"id\temail\n1\tanna@example.org\n", b'\t', 2),
        ("no end of line", b"email\nanna@example.org", b',', 1),
    ];
    for (name, bytes, delimiter, width) in lists {
        let added = proofed(bytes, delimiter, width, "");
        assert_eq!(added[0][..2], ["status", "cause"], "{name}");
        let valid = added.iter().filter(|cells| cells[1] == "not_probed").count();
        let at_signs = bytes.iter().filter(|byte| **byte == b'@').count();
        assert_eq!(valid, at_signs, "{name}: every valid address is not_probed");
    }
}

#[test]
fn marks_are_set_and_ours_gives_way_to_a_column_of_theirs() {
    let list = b"email,status\nanna@example.org,new\nANNA@example.org,old\n\
        carl@example.net,x\ndora@example.org (unsubscribed),x\nBert <bert@example.org>; b2@example.org,x\n";
    let room = Room::with("list.csv", list);
    room.write("never.txt", b"example.net\n");
    let ran = room.run("list.csv --offline --suppress never.txt");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let text = String::from_utf8(room.read("list.verified.csv")).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert!(lines[0].starts_with("email,status,listproof_status,cause,"), "{}", lines[0]);
    assert!(lines[2].contains(",drop,") && lines[2].contains("duplicate"), "{}", lines[2]);
    assert!(!lines[1].contains("duplicate"), "{}", lines[1]);
    for suppressed in [lines[3], lines[4]] {
        assert!(suppressed.contains(",drop,") && suppressed.contains("suppressed"), "{suppressed}");
    }
    assert!(lines[5].contains("repaired several") && lines[5].contains("b2@example.org=unknown"), "{}", lines[5]);
}

#[test]
fn lists_of_ones_own_replace_ours() {
    let room = Room::with("list.csv", b"email\ninfo@mine.example\nanna@gmail.com\n");
    std::fs::create_dir(room.0.join("facts")).unwrap();
    room.write("facts/free.txt", b"mine.example\n");
    let ran = room.run("list.csv --offline --facts facts");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let text = String::from_utf8(room.read("list.verified.csv")).unwrap();
    assert!(text.contains(",role free,") && !text.lines().nth(2).unwrap().contains("free"), "{text}");
    let ran = room.run_with("- --offline --facts facts", b"anna@mine.example\nanna@gmail.com\n");
    let free: Vec<_> = ran.out.lines().map(|line| line.contains("\"free\"")).collect();
    assert_eq!(free, [true, false], "{ran:?}");
    let gone = room.run("list.csv --offline --facts mistyped");
    assert_eq!((gone.code, gone.err.contains("mistyped")), (Some(1), true), "{gone:?}");
}

/// What `--offline` is run for stands in its summary.
#[test]
fn the_summary_counts_suggestions_and_flags() {
    let room = Room::with("list.csv", b"email\ninfo@acme.example\nanna@gmial.com\n<bert@mailinator.com>\n");
    let ran = room.run("list.csv --offline --summary s.json");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let count = |name: &str| {
        let line = ran.out.lines().find(|line| line.trim_start().starts_with(name)).unwrap_or_default();
        line.trim_start()
            .strip_prefix(name)
            .and_then(|rest| rest.split_whitespace().next())
            .unwrap_or_default()
            .to_owned()
    };
    for name in ["with a suggestion", "role", "disposable", "repaired"] {
        assert_eq!(count(name), "1", "{name}: {ran:?}");
    }
    let figures: serde_json::Value = serde_json::from_slice(&room.read("s.json")).unwrap();
    assert_eq!((&figures["suggestions"], &figures["by_flag"]["role"]), (&1.into(), &1.into()));
}

#[test]
fn a_column_is_found_and_said_or_given() {
    let list = b"a,b\nx@example.org,anna@example.org\n";
    let room = Room::with("list.csv", list);
    let ran = room.run("list.csv --offline --column 2");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.err.contains("column 2"), "{ran:?}");
    assert!(String::from_utf8(room.read("list.verified.csv")).unwrap().contains(",review,anna@example.org,"));
}
