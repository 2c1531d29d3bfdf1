//! The committed corpus of every fuzz target, replayed with the code of `fuzz/src`. The fuzz package itself is built
//! by `.ci/run`.

use std::path::Path;

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, dead_code, reason = "public to the binaries of the fuzz package")]
mod targets;

#[test]
fn addresses() {
    replay("address", targets::address);
}

#[test]
fn cells() {
    replay("cell", targets::cell);
}

#[test]
fn heads_of_lists() {
    replay("csv_head", targets::csv_head);
}

#[test]
fn replies() {
    replay("reply", targets::reply);
}

#[test]
fn sessions() {
    replay("session", targets::session);
}

/// The input that breaks a promise is named.
fn replay(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let inputs = targets::corpus(&folder).unwrap_or_default();
    assert!(inputs.len() >= 10, "{} inputs are no corpus", inputs.len());
    for input in inputs {
        let outcome = std::panic::catch_unwind(|| target(&input));
        assert!(outcome.is_ok(), "{name} broke on {:?}", String::from_utf8_lossy(&input));
    }
}
