//! What is written down about a list.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use listproof::{
    Address, Cause, Verdict,
    decision::Action,
    facts::Data,
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
    for (row, cell) in (1..).zip(["a@example.org", "b@gmial.com", "a@example.org", "?", "c@gmail.com"]) {
        let entry = Entry::new(row, cell);
        let verdict = |address: &Address| match address.local() {
            "a" => Some(Verdict::new(address.clone(), Cause::Accepted, Evidence::default())),
            _ => refused(address),
        };
        summary.add(&Record::new(&entry, &verdict, Marks::new(row == 3, false)));
    }
    let value: serde_json::Value = serde_json::from_str(&summary.to_json()).unwrap();
    assert_eq!(value["rows"], 5);
    assert_eq!(value["addresses"], 2);
    assert_eq!(value["duplicates"], 1);
    assert_eq!(value["by_status"]["deliverable"], 2);
    assert_eq!(value["by_status"]["risky"], 0);
    assert_eq!(value["by_cause"]["bad_syntax"], 1);
    assert_eq!(value["by_action"]["keep"], 1);
    assert_eq!((&value["suggestions"], &value["by_flag"]["duplicate"]), (&1.into(), &1.into()));
    assert_eq!((&value["by_flag"]["free"], &value["by_flag"]["role"]), (&1.into(), &0.into()));
    assert_eq!(value["keep_forecast"]["basis"], 1);
    for key in ["bounce_rate", "low", "high", "level", "basis"] {
        assert!(value["forecast"][key].is_number(), "{key}");
    }
    for key in ["sites", "connections", "rcpts", "dns_queries", "elapsed_s", "peak_rss_bytes", "interrupted"] {
        assert!(value.get(key).is_some(), "{key}");
    }
    let table = summary.to_string();
    for line in ["no_mailbox", "with a suggestion", "  free"] {
        assert!(table.contains(line), "{line}: {table}");
    }
    assert!(!table.contains("  role"), "{table}");
}

/// Lists of the caller's own speak for a row, and for the mail host that a run has found.
#[test]
fn facts_of_the_callers_own() {
    let folder = folder("facts");
    for (name, text) in [
        ("free.txt", "mail.example"),
        ("disposable-hosts.txt", "throw.example"),
        ("targets.txt", "bigmail.example"),
        ("neighbours.txt", ""),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let facts = Data::from_dir(&folder).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let said = |cell: &str, host: &str| {
        let entry = Entry::new(1, cell);
        let verdict = |address: &Address| {
            let mut evidence = Evidence::default();
            evidence.host = Some(host.into());
            Some(Verdict::new(address.clone(), Cause::Accepted, evidence))
        };
        let cells = [
            Record::new(&entry, &verdict, Marks::default()).cells(),
            Record::with_facts(&facts, &entry, &verdict, Marks::default()).cells(),
        ];
        cells.map(|cells| format!("{} {}", cells[6], cells[5]))
    };
    assert_eq!(said("anna@mail.example", "mx.mail.example"), [" ", "free "]);
    assert_eq!(said("anna@gmail.com", "mx.throw.example"), ["free ", "disposable "]);
    assert_eq!(said("anna@acme.example", "mail.mailinator.com"), ["disposable ", " "]);
    assert_eq!(said("anna@gmial.com", "mx.example"), [" anna@gmail.com", " "]);
    assert_eq!(said("'anna@bigmial.example", "mx.example"), [" anna@bigmial.example", " anna@bigmail.example"]);
}

/// A list holds personal data: what was only ours to read stays so.
#[cfg(unix)]
#[test]
fn who_may_not_read_the_list_may_not_read_what_is_written() {
    use std::{fs, os::unix::fs::PermissionsExt};
    let folder = folder("mode");
    let (input, out) = (folder.join("list.csv"), folder.join("out.csv"));
    fs::write(&input, "email\na@example.org\n").unwrap();
    for mode in [0o600, 0o640] {
        fs::set_permissions(&input, fs::Permissions::from_mode(mode)).unwrap();
        let list = List::open(&input, &Options::default()).unwrap();
        csv::write(&list, &out, &mut |entry| Record::new(entry, &refused, Marks::default())).unwrap();
        let written = fs::metadata(&out).unwrap().permissions().mode() & 0o777;
        assert_eq!(written & !mode, 0, "{written:o} of {mode:o}");
        assert_eq!(written & 0o600, 0o600, "{written:o}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// What other programs make of a server that says anything at all.
#[test]
fn python_reads_back_what_a_hostile_server_said() {
    let python = |script: &str, file: &std::path::Path| {
        let output = std::process::Command::new("python3").args(["-c", script]).arg(file).output();
        output.ok().map(|output| {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        })
    };
    let folder = folder("python");
    let said: Vec<String> = [
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "a\r\nb\u{0}\u{1b}[2J\u{7f}\u{85}",
        "x\",\"y;z",
        "\u{ff1d}1",
        "\u{202e}gnp.exe",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain([String::from_utf8_lossy(b"550 \xff\xfe\xc3( caf\xe9").into_owned()])
    .collect();
    let input = folder.join("in.csv");
    let rows: String = (0..said.len()).map(|nth| format!("a{nth}@example.org\r\n")).collect();
    std::fs::write(&input, format!("email\r\n{rows}")).unwrap();
    let list = List::open(&input, &Options::default()).unwrap();
    let verdict = |address: &Address| {
        let mut evidence = Evidence::default();
        evidence.text = said[address.local()[1..].parse::<usize>().unwrap()].clone();
        (evidence.host, evidence.code) = (Some(evidence.text.clone()), Some(550));
        Some(Verdict::new(address.clone(), Cause::NoMailbox, evidence))
    };
    let (out, lines) = (folder.join("out.csv"), folder.join("out.jsonl"));
    let mut json_lines = String::new();
    csv::write(&list, &out, &mut |entry| {
        let record = Record::new(entry, &verdict, Marks::default());
        json_lines.push_str(&format!("{}\n", json::line(&record)));
        record
    })
    .unwrap();
    std::fs::write(&lines, json_lines).unwrap();
    let read_csv = "import csv, json, sys\n\
        rows = list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8', errors='strict'), strict=True))\n\
        print(json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]))";
    let read_json = "import json, sys\n\
        print(json.dumps([json.loads(line) for line in open(sys.argv[1], encoding='utf-8', newline='\\n')]))";
    let (Some(cells), Some(objects)) = (python(read_csv, &out), python(read_json, &lines)) else {
        eprintln!("SKIPPED python_reads_back_what_a_hostile_server_said: no python3");
        return;
    };
    let cells: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(&cells).unwrap();
    let objects: Vec<serde_json::Value> = serde_json::from_str(&objects).unwrap();
    assert_eq!((cells.len(), objects.len()), (said.len(), said.len()));
    for ((row, object), nth) in cells.iter().zip(&objects).zip(0..) {
        let entry = Entry::new(nth + 1, &format!("a{nth}@example.org"));
        let ours = Record::new(&entry, &verdict, Marks::default()).cells();
        for (column, ours) in COLUMNS.iter().zip(&ours) {
            let cell = row[*column].as_str().unwrap();
            assert_eq!(cell, ours, "{column} of row {nth}");
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}']), "{cell:?}");
            assert!(!cell.contains(|letter: char| letter.is_control() || letter == '\u{202e}'), "{cell:?}");
        }
        let reply = object["smtp_reply"].as_str().unwrap();
        assert!(!reply.contains(|letter: char| letter.is_control()), "{reply:?}");
        assert_eq!(object["row"], nth + 1);
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
