//! How long a reply takes: `cargo bench --bench reply`. Prints nanoseconds per reply, the best of nine runs over the
//! labelled replies, or over a few of our own where those are absent.
//!
//! Instructions are counted by the difference of two runs, so that start-up drops out:
//!
//! ```text
//! valgrind --tool=callgrind target/release/deps/reply-… classify 10
//! valgrind --tool=callgrind target/release/deps/reply-… classify 20
//! ```

use std::{hint::black_box, time::Duration};

use listproof::Address;
use listproof::smtp::{Reply, Stage};
use listproof::verdict::{Asked, classify, fingerprint};

type Read<'a> = Box<dyn Fn(&Row) -> bool + 'a>;

fn main() {
    let rows = rows();
    let Ok(recipient) = "user@example.com".parse::<Address>() else {
        return;
    };
    let ways: [(&str, Read<'_>); 3] = [
        ("parse", Box::new(|row| Reply::parse(&row.raw).is_ok())),
        (
            "classify",
            Box::new(|row| {
                let asked = Asked::new(row.stage).recipient(&recipient);
                classify(&row.reply, &asked).retry_after().is_some()
            }),
        ),
        (
            "fingerprint",
            Box::new(|row| {
                let print = fingerprint(&row.reply, &recipient);
                black_box(print) == print
            }),
        ),
    ];
    let mut arguments = std::env::args().skip(1);
    let (way, loops) = (arguments.next(), arguments.next());
    let bytes: usize = rows.iter().map(|row| row.raw.len()).sum();
    println!("{} replies, {:.1} bytes each", rows.len(), bytes as f64 / rows.len() as f64);
    for (name, read) in &ways {
        match loops.as_ref().and_then(|n| n.parse::<usize>().ok()) {
            Some(loops) if way.as_deref() == Some(name) => {
                for _ in 0..loops {
                    black_box(rows.iter().filter(|row| read(black_box(row))).count());
                }
            }
            Some(_) => {}
            None => report(name, &rows, read),
        }
    }
}

struct Row {
    raw: Vec<u8>,
    reply: Reply,
    stage: Stage,
}

fn report(name: &str, rows: &[Row], read: &Read<'_>) {
    let mut best = Duration::MAX;
    let mut count = 0;
    for _ in 0..9 {
        let start = now();
        count = rows.iter().filter(|row| read(black_box(row))).count();
        best = best.min(now() - start);
    }
    let each = best.as_nanos() as f64 / rows.len() as f64;
    println!("{name:>12}  {each:7.1} ns  ({count} yes)");
}

#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}

fn rows() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/replies.dev.jsonl");
    let labelled = std::fs::read_to_string(path).unwrap_or_default();
    let mut raw: Vec<(Vec<u8>, Stage)> = labelled.lines().filter_map(labelled_row).collect();
    if raw.is_empty() {
        raw.extend(OWN.iter().map(|text| (text.as_bytes().to_vec(), Stage::Rcpt)));
    }
    raw.into_iter()
        .filter_map(|(raw, stage)| {
            let reply = Reply::parse(&raw).ok()?;
            Some(Row { raw, reply, stage })
        })
        .collect()
}

fn labelled_row(line: &str) -> Option<(Vec<u8>, Stage)> {
    let json: serde_json::Value = serde_json::from_str(line).ok()?;
    let enhanced = json["enhanced"].as_str().map(|code| format!("{code} "));
    let enhanced = enhanced.unwrap_or_default();
    let text = json["text"].as_str()?;
    let last = text.split('\n').count() - 1;
    let lines = text.split('\n').enumerate().map(|(i, line)| {
        let mark = if i == last { ' ' } else { '-' };
        format!("{}{mark}{enhanced}{line}\r\n", json["code"])
    });
    let stage = match json["stage"].as_str()? {
        "connect" => Stage::Greeting,
        "helo" => Stage::Ehlo,
        "mail" => Stage::Mail,
        _ => Stage::Rcpt,
    };
    Some((lines.collect::<String>().into_bytes(), stage))
}

const OWN: &[&str] = &[
    "550 5.1.1 <user@example.com>: Recipient address rejected: User unknown in virtual mailbox table\r\n",
    "550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n550 5.1.1 double-checking the address.\r\n",
    "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org\r\n",
    "450 4.2.0 <user@example.com>: Recipient address rejected: Greylisted, try again in 300 seconds\r\n",
    "552 5.2.2 Mailbox full\r\n",
    "550 5.7.1 Relaying denied\r\n",
];
