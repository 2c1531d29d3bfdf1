//! The grammar of addresses, against the labelled corpus and by hand.

use std::{fs, path::Path};

use listproof::{
    Address,
    syntax::{Domain, Flaw, check},
};

/// No row that is ruled on may be judged otherwise.
#[test]
fn agrees_with_every_ruled_row_of_the_corpus() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/syntax.dev.jsonl");
    let Ok(rows) = fs::read_to_string(path) else {
        eprintln!(
            "SKIPPED agrees_with_every_ruled_row_of_the_corpus: no ../shared/data/syntax.dev.jsonl"
        );
        return;
    };
    let mut wrong = Vec::new();
    for row in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let address = row["address"].as_str().unwrap();
        let ours = address.parse::<Address>();
        assert_eq!(
            ours.is_ok(),
            check(address).is_ok(),
            "{address:?}: check and parse differ"
        );
        if let Some(ruled) = row["rfc5321_valid"].as_bool()
            && ruled != ours.is_ok()
        {
            wrong.push(format!(
                "{address:?} ruled {ruled} ({}): {ours:?}",
                row["note"]
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} rows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
