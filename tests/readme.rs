//! The README keeps its word. Its Rust blocks are doc tests of the crate; here are its tables and its commands.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use listproof::{Cause, Status};
use std::{collections::BTreeSet, fs, path::Path, process::Command};

#[test]
fn every_cause_stands_under_its_status() {
    let readme = readme();
    let mut told = BTreeSet::new();
    for row in table(&readme, "| status | cause |") {
        let status: Status = names(&row[0])[0].parse().unwrap();
        for name in names(&row[1]) {
            let cause: Cause = name.parse().unwrap();
            assert_eq!(cause.status(), status, "{cause}");
            assert!(told.insert(cause), "{cause} is told twice");
        }
    }
    let missing: Vec<_> = Cause::ALL.iter().filter(|cause| !told.contains(*cause)).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
}

#[test]
fn every_feature_is_in_the_table() {
    let manifest = read("Cargo.toml");
    let section = manifest.split("[features]").nth(1).unwrap().split("\n[").next().unwrap();
    let built: BTreeSet<_> = section
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.to_owned())
        .filter(|name| name != "default")
        .collect();
    let told: BTreeSet<_> = table(&readme(), "| feature |").iter().flat_map(|row| names(&row[0])).collect();
    assert_eq!(told, built);
}

#[test]
fn every_flag_is_told_and_works() {
    let help = help();
    let built: BTreeSet<_> = flags(&help).filter(|flag| !["--help", "--version"].contains(&flag.as_str())).collect();
    let told: BTreeSet<_> =
        table(&readme(), "| flag |").iter().flat_map(|row| flags(&row[0]).collect::<Vec<_>>()).collect();
    assert_eq!(told, built, "left: README, right: --help");
}

#[test]
fn every_file_named_is_there() {
    let pages = readme() + &read("CONTRIBUTING.md");
    let words = pages.split(|c: char| c.is_whitespace() || "`()[]".contains(c));
    let paths: BTreeSet<_> = words
        .map(|word| word.trim_end_matches(|c| ".,;:".contains(c)))
        .filter(|word| ROOMS.iter().any(|room| word.starts_with(room)))
        .collect();
    assert!(paths.len() >= 3, "{paths:?}");
    for path in paths {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists(), "{path} is not there");
    }
    for example in pages.split("--example ").skip(1).filter_map(|rest| rest.split([' ', '\n', '`']).next()) {
        let file = format!("examples/{example}.rs");
        let folder = format!("examples/{example}/main.rs");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(root.join(file).exists() || root.join(folder).exists(), "no example {example}");
    }
}

const ROOMS: &[&str] = &["examples/", "tests/", "src/", "fuzz/"];

fn readme() -> String {
    read("README.md")
}

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The rows below the header that begins with `head`, as cells.
fn table(text: &str, head: &str) -> Vec<Vec<String>> {
    let rows: Vec<_> = text
        .lines()
        .skip_while(|line| !line.starts_with(head))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect();
    assert!(!rows.is_empty(), "no table {head:?}");
    rows
}

/// What stands in backticks.
fn names(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Every `--word`, once per mention.
fn flags(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| c != '-' && !c.is_ascii_lowercase() && !c.is_ascii_digit());
    words.filter(|word| word.starts_with("--") && word.len() > 2).map(str::to_owned)
}

/// `verify_csv --help`, from the example that cargo built beside this test: only what stands at the start of a line is
/// a flag's own entry.
fn help() -> String {
    let test = std::env::current_exe().unwrap();
    let example = test.parent().and_then(Path::parent).unwrap().join("examples").join("verify_csv");
    let output = Command::new(&example).arg("--help").output().unwrap_or_else(|e| panic!("{}: {e}", example.display()));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::trim_start).filter(|line| line.starts_with('-')).map(entry).collect::<Vec<_>>().join("\n")
}

/// `--out <FILE>  Where to …` without what it does.
fn entry(line: &str) -> &str {
    line.split("  ").next().unwrap_or(line)
}
