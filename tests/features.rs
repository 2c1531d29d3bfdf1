//! What linking the crate costs: nobody pays for a feature that is off.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use std::process::Command;

/// Parsers, verdicts and the session need none of these.
#[test]
fn no_runtime_without_features() {
    let tree = tree(&["--no-default-features"]);
    for name in ["tokio", "hickory-resolver", "governor", "csv", "rayon", "rustls", "serde_json"] {
        assert!(!tree.contains(&name.to_owned()), "{name} is linked with no features: {tree:?}");
    }
    assert!(tree.contains(&"listproof".to_owned()), "{tree:?}");
}

/// A list is read without a runtime; the engine runs without a list.
#[test]
fn features_stand_alone() {
    let list = tree(&["--no-default-features", "--features", "list"]);
    assert!(list.contains(&"csv".to_owned()) && !list.contains(&"tokio".to_owned()), "{list:?}");
    let engine = tree(&["--no-default-features", "--features", "engine"]);
    assert!(engine.contains(&"tokio".to_owned()) && !engine.contains(&"csv".to_owned()), "{engine:?}");
    assert!(!engine.contains(&"rustls".to_owned()), "TLS is a feature of its own: {engine:?}");
}

/// What the examples and tests use is not for those who link the crate.
#[test]
fn tools_are_not_linked() {
    let tree = tree(&["--all-features"]);
    for name in ["clap", "indicatif", "proptest", "rcgen", "openssl", "native-tls", "aws-lc-sys"] {
        assert!(!tree.contains(&name.to_owned()), "{name} is linked: {tree:?}");
    }
}

/// The crates that are linked, by name.
fn tree(features: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(features)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    let mut names: Vec<_> = text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}
