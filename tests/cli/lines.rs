//! Standard input: every line gets one answer.

use crate::Room;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;

fn answers(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn addresses_and_objects() {
    let input = "anna@example.org\n{\"email\":\"Bert <bert@example.org>\",\"id\":7}\n\n{\"id\":8}\nanna@EXAMPLE.org\n\
                 a@example.org, b@example.org\n";
    let ran = Room::new().run_with("- --offline", input.as_bytes());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let answers = answers(&ran.out);
    let of = |key: &str| answers.iter().map(|answer| answer[key].as_str().unwrap_or("-")).collect::<Vec<_>>();
    let rows: Vec<_> = answers.iter().map(|answer| answer["row"].as_u64().unwrap()).collect();
    assert_eq!(rows, [1, 2, 3, 4, 5, 6]);
    let bad = "bad_syntax";
    assert_eq!(of("cause"), ["not_probed", "not_probed", bad, bad, "not_probed", "not_probed"]);
    assert_eq!(of("normalized")[1], "bert@example.org");
    assert_eq!(answers[4]["action"], "drop", "a duplicate");
    assert_eq!(answers[5]["also"], "b@example.org=unknown");
    assert_eq!(of("input")[1], "Bert <bert@example.org>");
}

#[test]
fn another_key_and_bytes_that_are_no_text() {
    let ran =
        Room::new().run_with("- --offline --column mail", b"{\"mail\":\"anna@example.org\"}\nan\xffna@example.org\n");
    let answers = answers(&ran.out);
    assert_eq!((&answers[0]["cause"], &answers[1]["status"]), (&"not_probed".into(), &"undeliverable".into()));
}

#[test]
fn an_object_without_its_address_is_told_why() {
    let input = b"{\"mail\":\"anna@example.org\"}\n{broken\n{anna}@example.org\n";
    let ran = Room::new().run_with("- --offline", input);
    let answers = answers(&ran.out);
    assert_eq!((&answers[0]["cause"], &answers[0]["normalized"]), (&"bad_syntax".into(), &Value::Null), "{ran:?}");
    assert_eq!(answers[0]["error"], "no key \"email\"; see --column");
    assert_eq!(answers[0]["input"], "{\"mail\":\"anna@example.org\"}");
    assert!(answers[1]["error"].as_str().unwrap().starts_with("not JSON: "), "{ran:?}");
    assert!(answers[1]["smtp_reply"].as_str().unwrap().starts_with("(not JSON: "), "{ran:?}");
    assert_eq!((&answers[2]["normalized"], &answers[2]["error"]), (&"{anna}@example.org".into(), &Value::Null));
}

#[test]
fn figures_and_the_gate_hold_for_lines_too() {
    let room = Room::new();
    let ran = room.run_with("- --offline --summary s.json --min-keep 10%", b"anna@example.org\nanna@example.org\nno\n");
    assert_eq!(ran.code, Some(3), "{ran:?}");
    let figures: Value = serde_json::from_slice(&room.read("s.json")).unwrap();
    let figure = |key: &str| figures[key].as_u64().unwrap();
    assert_eq!((figure("rows"), figure("addresses"), figure("duplicates")), (3, 1, 1));
}

#[test]
fn an_answer_comes_while_the_input_is_still_open() {
    let room = Room::new();
    let mut child = room.command("- --demo").stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    for n in 1..=2 {
        stdin.write_all(b"no address\n").unwrap();
        line.clear();
        out.read_line(&mut line).unwrap();
        assert_eq!(answers(&line)[0]["row"].as_u64(), Some(n));
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// The labelled cells: `reject` is bad_syntax with its suggestion, everything else is read as its first address.
#[test]
fn dirty_cells() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/dirty_cells.jsonl");
    let Ok(cells) = fs::read_to_string(path) else {
        eprintln!("SKIPPED dirty_cells: ../shared/data/dirty_cells.jsonl is not here");
        return;
    };
    let ran = Room::new().run_with("- --offline --column cell", cells.as_bytes());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let (want, got) = (answers(&cells), answers(&ran.out));
    assert_eq!(want.len(), got.len());
    for (want, got) in want.iter().zip(&got) {
        assert_eq!(got["input"], want["cell"]);
        if want["action"] == "reject" {
            assert_eq!(got["cause"], "bad_syntax", "{want} {got}");
        } else {
            assert_eq!(got["cause"], "not_probed", "{want} {got}");
            assert_eq!(got["normalized"], want["out"][0], "{want} {got}");
            let others: Vec<_> = want["out"].as_array().unwrap()[1..].iter().map(|out| out.as_str().unwrap()).collect();
            let also: Vec<_> = others.iter().map(|other| format!("{other}=unknown")).collect();
            assert_eq!(got["also"], also.join(" "), "{want} {got}");
        }
        if !want["suggestion"].is_null() {
            assert_eq!(got["suggestion"], want["suggestion"], "{want} {got}");
        }
    }
}
