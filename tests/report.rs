//! What is written down about a list.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use listproof::{
    Address, Cause, Verdict,
    decision::Action,
    list::{Entry, List, Options},
    report::{COLUMNS, Marks, Record, Run, Summary, csv, json, replace},
    verdict::Evidence,
};
use std::path::PathBuf;

fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("listproof-report-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir(&path).unwrap();
    path
}

fn refused(address: &Address) -> Option<Verdict> {
    let mut evidence = Evidence::default();
    evidence.host = Some("mx.example.org".into());
    evidence.code = Some(550);
    evidence.text = "=cmd|' /C calc'!A0\n5.1.1 \u{1b}[31munknown".into();
    evidence.at = 1_700_000_000;
    Some(Verdict::new(address.clone(), Cause::NoMailbox, evidence))
}

#[test]
fn a_row_in_columns() {
    let entry = Entry::new(1, " info+x@Example.org ; bob@example.org");
    let record = Record::new(&entry, &refused, Marks::default());
    let cells = record.cells();
    let cell = |name: &str| cells[COLUMNS.iter().position(|column| *column == name).unwrap()].as_str();
    assert_eq!(cell("status"), "undeliverable");
    assert_eq!(cell("cause"), "no_mailbox");
    assert_eq!(cell("action"), "drop");
    assert_eq!(cell("normalized"), "info+x@example.org");
    assert_eq!(cell("also"), "bob@example.org=undeliverable");
    assert!(cell("flags").split(' ').any(|flag| flag == "several"));
    assert_eq!(cell("mx"), "mx.example.org");
    assert_eq!(cell("smtp_code"), "550");
    assert_eq!(cell("smtp_reply"), "'=cmd|' /C calc'!A0 5.1.1 \u{fffd}[31munknown");
    assert_eq!(cell("checked_at"), "2023-11-14T22:13:20Z");
    assert_eq!(cell("bounce_risk").len(), 4);
}

#[test]
fn without_address_or_verdict() {
    let entry = Entry::new(1, "nonsense");
    let record = Record::new(&entry, &|_| None, Marks::default());
    assert_eq!((record.cause(), record.action()), (Cause::BadSyntax, Action::Drop));
    let entry = Entry::new(2, "a@example.org");
    let record = Record::new(&entry, &|_| None, Marks::default());
    assert_eq!((record.cause(), record.action()), (Cause::NotProbed, Action::Review));
    let record = Record::new(&entry, &|_| None, Marks::new(true, true));
    assert_eq!(record.action(), Action::Drop);
    assert!(record.cells()[6].contains("duplicate suppressed"));
}

#[test]
fn json_has_the_columns_and_more() {
    let entry = Entry::new(7, "anna@example.org");
    let line = json::line(&Record::new(&entry, &refused, Marks::default()));
    assert!(!line.contains('\n'));
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    for key in COLUMNS.iter().chain(&["input", "row", "evidence"]) {
        assert!(value.get(*key).is_some(), "{key}");
    }
    assert_eq!(value["row"], 7);
    assert!(value["flags"].is_array());
    assert_eq!(value["evidence"]["code"], 550);
}

#[test]
fn the_list_is_written_whole_or_not_at_all() {
    let folder = folder("whole");
    let input = folder.join("in.csv");
    std::fs::write(&input, b"email\na@example.org\n").unwrap();
    let list = List::open(&input, &Options::default()).unwrap();
    let out = folder.join("out.csv");
    let rows = csv::write(&list, &out, &mut |entry| Record::new(entry, &refused, Marks::default()));
    assert_eq!(rows.unwrap(), 1);
    let text = std::fs::read_to_string(&out).unwrap();
    assert_eq!(text.lines().next().unwrap(), format!("email,{}", COLUMNS.join(",")));
    // The list itself is never the output, and a broken write leaves the old file and nothing else.
    let same = csv::write(&list, &input, &mut |entry| Record::new(entry, &refused, Marks::default()));
    assert!(same.unwrap_err().to_string().contains("the list itself"));
    std::fs::write(&input, b"email\nb@example.org\n").unwrap();
    let changed = csv::write(&list, &out, &mut |entry| Record::new(entry, &refused, Marks::default()));
    assert!(changed.is_err());
    assert_eq!(std::fs::read_to_string(&out).unwrap(), text);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    let nowhere = replace(&folder.join("no/such/file"), |_| Ok(()));
    assert!(nowhere.unwrap_err().to_string().starts_with("cannot write "));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_figures() {
    let mut run = Run::default();
    run.addresses = 2;
    let mut summary = Summary::new(run);
    for (row, cell) in (1..).zip(["a@example.org", "b@example.org", "a@example.org", "?"]) {
        let entry = Entry::new(row, cell);
        let verdict = |address: &Address| match address.local() {
            "a" => Some(Verdict::new(address.clone(), Cause::Accepted, Evidence::default())),
            _ => refused(address),
        };
        summary.add(&Record::new(&entry, &verdict, Marks::new(row == 3, false)));
    }
    let value: serde_json::Value = serde_json::from_str(&summary.to_json()).unwrap();
    assert_eq!(value["rows"], 4);
    assert_eq!(value["addresses"], 2);
    assert_eq!(value["duplicates"], 1);
    assert_eq!(value["by_status"]["deliverable"], 2);
    assert_eq!(value["by_status"]["risky"], 0);
    assert_eq!(value["by_cause"]["bad_syntax"], 1);
    assert_eq!(value["by_action"]["keep"], 1);
    assert_eq!(value["keep_forecast"]["basis"], 1);
    for key in ["bounce_rate", "low", "high", "level", "basis"] {
        assert!(value["forecast"][key].is_number(), "{key}");
    }
    for key in ["sites", "connections", "rcpts", "dns_queries", "elapsed_s", "peak_rss_bytes", "interrupted"] {
        assert!(value.get(key).is_some(), "{key}");
    }
    assert!(summary.to_string().contains("no_mailbox"));
}
