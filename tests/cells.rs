//! Dirty cells: the labelled table.

use std::{fs, path::Path};

use listproof::syntax::{Repair, repair};

#[test]
fn reads_every_labelled_cell() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/dirty_cells.jsonl");
    let Ok(rows) = fs::read_to_string(path) else {
        eprintln!("SKIPPED reads_every_labelled_cell: no ../shared/data/dirty_cells.jsonl");
        return;
    };
    let mut wrong = Vec::new();
    for row in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let cell = row["cell"].as_str().unwrap();
        let out: Vec<&str> = row["out"]
            .as_array()
            .unwrap()
            .iter()
            .map(|out| out.as_str().unwrap())
            .collect();
        let ours = repair(cell);
        let right = action(&ours) == row["action"]
            && found(&ours) == out
            && ours.suggestion() == row["suggestion"].as_str();
        if !right {
            wrong.push(format!(
                "{row}\n  {} {:?} {:?} {:?} {:?}",
                action(&ours),
                found(&ours),
                ours.suggestion(),
                ours.changes(),
                ours.error()
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} cells:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The action of the table that a repair amounts to.
fn action(repair: &Repair) -> &'static str {
    let Some(address) = repair.address() else {
        return "reject";
    };
    if !repair.others().is_empty() {
        "split"
    } else if repair.suggestion().is_some()
        || repair.suppressed()
        || repair.placeholder()
        || address.needs_smtputf8()
    {
        "flag"
    } else if repair.changes().is_empty() {
        "ok"
    } else {
        "repair"
    }
}

fn found(repair: &Repair) -> Vec<&str> {
    repair
        .address()
        .into_iter()
        .chain(repair.others())
        .map(|address| address.as_str())
        .collect()
}
