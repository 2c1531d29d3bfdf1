//! Reading a reply allocates nothing beside the reply: a list of a million rows has as many of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own lines must fail")]

use listproof::Address;
use listproof::smtp::{Identity, Reply, Stage};
use listproof::verdict::{Asked, classify, fingerprint};

#[test]
fn reading_allocates_nothing() {
    assert!(count(|| _ = std::hint::black_box(vec![7u8; 64])) > 0, "the counter counts");
    let replies = replies();
    let recipient: Address = "anna@example.org".parse().unwrap();
    let identity = Identity::new("probe.example.net", "verify@probe.example.net").unwrap();
    let asked =
        Asked::new(Stage::Rcpt).recipient(&recipient).identity(&identity).source("198.51.100.7".parse().unwrap());
    let classified = |reply: &Reply| classify(reply, &asked).retry_after().is_some();
    let printed = |reply: &Reply| fingerprint(reply, &recipient) == fingerprint(reply, &recipient);
    for (name, read) in [("classify", &classified as &dyn Fn(&Reply) -> bool), ("fingerprint", &printed)] {
        // The tables are built and the buffers grown by those who come first.
        replies.iter().for_each(|reply| _ = read(reply));
        let allocating: Vec<(u64, &Reply)> =
            replies.iter().map(|reply| (count(|| _ = read(reply)), reply)).filter(|&(n, _)| n > 0).collect();
        for (n, reply) in &allocating {
            println!("{name} allocates {n} times <- {} {}", reply.code(), reply.text());
        }
        println!("{name}: {} of {} replies without an allocation", replies.len() - allocating.len(), replies.len());
        assert!(allocating.len() * 100 <= replies.len(), "{name}");
    }
}

fn count(read: impl FnOnce()) -> u64 {
    allocation_counter::measure(read).count_total
}

/// Those written from memory, and the labelled ones where they are there.
fn replies() -> Vec<Reply> {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut raw = Vec::new();
    for entry in std::fs::read_dir(format!("{root}/tests/replies")).unwrap() {
        let lines = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        raw.extend(lines.lines().map(|line| line.rsplit_once('\t').unwrap().1.replace("\\n", "\r\n")));
    }
    match std::fs::read_to_string(format!("{root}/../shared/data/replies.dev.jsonl")) {
        Ok(lines) => raw.extend(lines.lines().map(labelled)),
        Err(_) => eprintln!("SKIPPED reading_allocates_nothing: the labelled replies are absent, our own are not"),
    }
    raw.iter().map(|raw| Reply::parse(raw.as_bytes()).unwrap()).collect()
}

fn labelled(line: &str) -> String {
    let json: serde_json::Value = serde_json::from_str(line).unwrap();
    let enhanced = json["enhanced"].as_str().map(|code| format!("{code} ")).unwrap_or_default();
    let lines: Vec<&str> = json["text"].as_str().unwrap().split('\n').collect();
    let line = |(i, words): (usize, &&str)| {
        format!("{}{}{enhanced}{words}\r\n", json["code"], if i + 1 == lines.len() { ' ' } else { '-' })
    };
    lines.iter().enumerate().map(line).collect()
}
