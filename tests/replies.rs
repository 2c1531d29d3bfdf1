//! What servers really answer, and what it means: the labelled replies, beside two simpler ways of reading them.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own lines must fail")]

use listproof::smtp::{Identity, Reply, Stage};
use listproof::verdict::{Asked, Cause, Status, Strength, classify};
use std::collections::BTreeMap;

struct Row {
    reply: Reply,
    stage: Stage,
    label: String,
    causes: Vec<String>,
    raw: String,
}

#[test]
fn the_labelled_replies() {
    let Some(rows) = rows("the_labelled_replies") else {
        return;
    };
    let mut table: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in &rows {
        let meaning = classify(&row.reply, &Asked::new(row.stage));
        let (rule, raw) = (meaning.rule(), row.raw.trim_end().replace("\r\n", "\\n"));
        *table.entry((&row.label, meaning.cause().as_str())).or_default() += 1;
        if !is_right(meaning.cause(), &row.causes) {
            println!("MISS {} {} by {rule:?} <- {raw}", row.label, meaning.cause());
        } else if row.label == "user_unknown" && row.reply.is_permanent() && meaning.strength() == Strength::Weak {
            println!("WEAK {rule:?} <- {raw}");
        }
    }
    let s = score(&rows, ours);
    let page = page(&rows, &table);
    println!("{page}{s:?}");
    keep(&page);
    assert_eq!(s.harmful, 0);
    assert_eq!(s.ambiguous_strong, 0);
    assert!(s.right * 100 >= s.rows * 97, "right");
    assert!(s.strong_true * 1_000 >= s.strong * 995, "strong and wrong");
    assert!(s.unknown_strong * 100 >= s.unknown * 80, "unknown users not called so");
}

/// Replies written from memory of what servers say, by people who had not seen the table: `tests/replies/*.tsv`, a label
/// and a reply a line, `\n` between its lines.
#[test]
fn replies_from_memory() {
    for path in tables(|name| !name.starts_with("us-")) {
        let rows: Vec<Row> = std::fs::read_to_string(&path).unwrap().lines().map(remembered).collect();
        let mut table: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for row in &rows {
            let (cause, strength) = from_memory(row);
            let right = is_right(cause, &row.causes);
            let entry = table.entry(&row.label).or_default();
            entry.0 += 1;
            entry.1 += usize::from(right);
            let raw = row.raw.trim_end().replace("\r\n", "\\n");
            if !right {
                println!(
                    "MISS {} {cause} {strength} by {:?} <- {raw}",
                    row.label,
                    asked_us(row, |a| classify(&row.reply, a).rule())
                );
            } else if row.label == "user_unknown" && row.reply.is_permanent() && strength == Strength::Weak {
                println!("WEAK {:?} <- {raw}", asked_us(row, |a| classify(&row.reply, a).rule()));
            } else if row.label != "user_unknown" && cause == Cause::NoMailbox && strength == Strength::Strong {
                println!("STRONG {} <- {raw}", row.label);
            }
        }
        println!("{}: {table:?}", path.display());
        let s = score(&rows, from_memory);
        println!("{s:?} right {:.1} %", s.right as f64 * 100.0 / s.rows as f64);
        assert_eq!((s.harmful, s.ambiguous_strong), (0, 0));
        assert!(s.right * 100 >= s.rows * 96, "right");
        assert!(s.strong_true * 1_000 >= s.strong * 990, "strong and wrong");
        assert!(s.unknown_strong * 100 >= s.unknown * 85, "unknown users not called so");
    }
}

/// Refusals written to mislead: sentences about us, or about living mailboxes, in the words of unknown users. In
/// `tests/replies/us-*.tsv`: a language, a label, a reply. The honest ones among them (`nm`, `dis`) keep the rest from
/// being won by silence.
#[test]
fn nobody_dies_of_words_about_us() {
    let (mut living, mut weak, mut gone, mut gone_strong) = (0, 0, 0, 0);
    for path in tables(|name| name.starts_with("us-")) {
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let (label, reply) = line.split_once('\t').and_then(|(_, rest)| rest.split_once('\t')).unwrap();
            let row = parsed(label, Stage::Rcpt, reply);
            let (cause, strength) = from_memory(&row);
            let is_strong = strength == Strength::Strong;
            match label {
                "nm" => {
                    gone += 1;
                    gone_strong += usize::from(is_strong && cause == Cause::NoMailbox);
                }
                "dis" => {}
                _ => {
                    living += 1;
                    if matches!(cause, Cause::NoMailbox | Cause::MailboxDisabled) {
                        println!("HARM {strength} {cause} <- {line}");
                        assert!(!is_strong, "{}: {line}", path.display());
                        weak += 1;
                    }
                }
            }
        }
    }
    println!("{weak} of {living} weakly sentenced, {gone_strong} of {gone} unknown users Strong");
    assert!(living > 800, "{living}");
    assert!(weak * 1_000 <= living * 3, "{weak} of {living}");
    assert!(gone_strong * 100 >= gone * 80, "{gone_strong} of {gone}");
}

/// The files of `tests/replies` that are called so.
fn tables(is_called: impl Fn(&str) -> bool) -> Vec<std::path::PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/replies");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| is_called(path.file_name().unwrap().to_str().unwrap())).collect();
    paths.sort();
    paths
}

fn from_memory(row: &Row) -> (Cause, Strength) {
    asked_us(row, |asked| {
        let meaning = classify(&row.reply, asked);
        (meaning.cause(), meaning.strength())
    })
}

/// As the replies of `tests/replies` were asked for.
fn asked_us<T>(row: &Row, read: impl FnOnce(&Asked<'_>) -> T) -> T {
    let recipient = "anna@example.org".parse().unwrap();
    let identity = Identity::new("probe.example.net", "verify@probe.example.net").unwrap();
    let asked = Asked::new(row.stage).recipient(&recipient).identity(&identity);
    read(&asked.source("198.51.100.7".parse().unwrap()))
}

fn remembered(line: &str) -> Row {
    let (label, text) = line.split_once('\t').unwrap();
    let (label, stage) = label.split_once('@').unwrap_or((label, "rcpt"));
    let causes = causes(label).iter().map(|&c| c.to_owned()).collect();
    Row { causes, ..parsed(label, stage_of(stage), text) }
}

fn parsed(label: &str, stage: Stage, text: &str) -> Row {
    let raw = format!("{}\r\n", text.replace("\\n", "\r\n"));
    let reply = Reply::parse(raw.as_bytes()).unwrap_or_else(|e| panic!("{e}: {raw}"));
    Row { reply, stage, label: label.to_owned(), causes: Vec::new(), raw }
}

/// What is right for a label, as the labelled replies have it.
fn causes(label: &str) -> &'static [&'static str] {
    match label {
        "user_unknown" => &["no_mailbox"],
        "mailbox_disabled" => &["mailbox_disabled", "mailbox_suspended"],
        "mailbox_full" => &["mailbox_full"],
        "ambiguous" => &["indistinct", "*unknown", "*risky"],
        "recipient_restricted" => &["recipient_restricted", "policy_rejected", "sender_rejected"],
        "auth_failure" => &["sender_rejected", "policy_rejected", "sender_blocked", "auth_required"],
        "ip_blocked" | "client_identity" | "sender_rejected" | "policy_rejected" => {
            &["sender_blocked", "policy_rejected", "sender_rejected"]
        }
        "message_rejected" => &["policy_rejected", "sender_blocked", "sender_rejected", "protocol_error"],
        "rate_limited" => &["rate_limited", "sender_blocked", "greylisted"],
        "too_many_recipients" => &["rate_limited"],
        "greylisted" => &["greylisted"],
        "relay_denied" => &["relay_denied"],
        "bad_domain" => &["relay_denied", "indistinct", "server_trouble"],
        "auth_required" => &["auth_required"],
        "tls_required" => &["tls_required"],
        "system_error" => &["server_trouble", "rate_limited"],
        "protocol_error" => &["protocol_error", "server_trouble"],
        "address_syntax" => &["indistinct", "smtputf8_unsupported", "protocol_error"],
        label => panic!("{label}"),
    }
}

fn stage_of(name: &str) -> Stage {
    match name {
        "connect" => Stage::Greeting,
        "helo" => Stage::Ehlo,
        "mail" => Stage::Mail,
        _ => Stage::Rcpt,
    }
}

/// Baseline: what most scripts do.
fn first_digit(row: &Row) -> (Cause, Strength) {
    match row.reply.code() / 100 {
        5 => (Cause::NoMailbox, Strength::Strong),
        4 => (Cause::Greylisted, Strength::Weak),
        _ => (Cause::Accepted, Strength::Weak),
    }
}

/// Baseline: the enhanced code where it says something, else the first digit.
fn enhanced_first(row: &Row) -> (Cause, Strength) {
    match row.reply.enhanced().map(|e| (e.subject, e.detail)) {
        Some((1, 0 | 1 | 10)) => (Cause::NoMailbox, Strength::Strong),
        Some((2, 1)) => (Cause::MailboxDisabled, Strength::Strong),
        Some((2, 2)) => (Cause::MailboxFull, Strength::Weak),
        Some((5, 3)) if row.reply.is_transient() => (Cause::RateLimited, Strength::Weak),
        Some((7, _)) => (Cause::SenderBlocked, Strength::Weak),
        _ => first_digit(row),
    }
}

fn ours(row: &Row) -> (Cause, Strength) {
    let meaning = classify(&row.reply, &Asked::new(row.stage));
    (meaning.cause(), meaning.strength())
}

/// The page beside the classifier: three ways of reading, and where ours puts each label.
fn page(rows: &[Row], table: &BTreeMap<(&str, &str), usize>) -> String {
    let mut page = String::from(
        "# How well this reads\n\nReplies of real servers, labelled by people. *Harmful* is a living mailbox called dead. \
         Kept by `LISTPROOF_WRITE_TABLE=1 cargo test --test replies`.\n\n\
         | way | right | harmful |\n|---|--:|--:|\n",
    );
    type Way = fn(&Row) -> (Cause, Strength);
    let ways: [(&str, Way); 3] =
        [("first digit", first_digit), ("enhanced code, then first digit", enhanced_first), ("words", ours)];
    for (name, way) in ways {
        let s = score(rows, way);
        let percent = s.right as f64 * 100.0 / s.rows as f64;
        page += &format!("| {name} | {} of {} ({percent:.1} %) | {} of {} |\n", s.right, s.rows, s.harmful, rows.len());
    }
    page += "\n| label | read as |\n|---|---|\n";
    let mut labels: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (&(label, cause), &n) in table {
        labels.entry(label).or_default().push((n, cause));
    }
    for (label, mut causes) in labels {
        causes.sort_by_key(|&(n, cause)| (std::cmp::Reverse(n), cause));
        let causes: Vec<_> = causes.iter().map(|(n, cause)| format!("{cause} {n}")).collect();
        page += &format!("| `{label}` | {} |\n", causes.join(", "));
    }
    page
}

/// Writes the page where asked to, else fails where it is stale.
fn keep(page: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/verdict/confusion.md");
    if std::env::var_os("LISTPROOF_WRITE_TABLE").is_some() {
        std::fs::write(path, page).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(kept == page, "stale: LISTPROOF_WRITE_TABLE=1 cargo test --test replies");
}

#[derive(Default, Debug)]
struct Score {
    rows: usize,
    right: usize,
    harmful: usize,
    /// 5yz rows of `user_unknown`, and how many of them are Strong.
    unknown: usize,
    unknown_strong: usize,
    /// Strong `no_mailbox`, and how many of them are true.
    strong: usize,
    strong_true: usize,
    ambiguous_strong: usize,
}

/// How one way of reading replies fares.
fn score(rows: &[Row], mut read: impl FnMut(&Row) -> (Cause, Strength)) -> Score {
    let mut s = Score::default();
    for row in rows {
        let (cause, strength) = read(row);
        let dead = matches!(row.label.as_str(), "user_unknown" | "mailbox_disabled");
        let strong = strength == Strength::Strong;
        s.harmful += usize::from(!dead && matches!(cause, Cause::NoMailbox | Cause::MailboxDisabled));
        if row.label == "ambiguous" {
            s.ambiguous_strong += usize::from(strong);
            continue;
        }
        s.rows += 1;
        s.right += usize::from(is_right(cause, &row.causes));
        if row.label == "user_unknown" && row.reply.is_permanent() {
            s.unknown += 1;
            s.unknown_strong += usize::from(strong && cause == Cause::NoMailbox);
        }
        if strong && cause == Cause::NoMailbox {
            s.strong += 1;
            s.strong_true += usize::from(row.label == "user_unknown");
        }
    }
    s
}

fn is_right(cause: Cause, causes: &[String]) -> bool {
    causes.iter().any(|c| match c.as_str() {
        "*unknown" => cause.status() == Status::Unknown,
        "*risky" => cause.status() == Status::Risky,
        name => name == cause.as_str(),
    })
}

fn rows(test: &str) -> Option<Vec<Row>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/replies.dev.jsonl");
    let Ok(lines) = std::fs::read_to_string(path) else {
        eprintln!("SKIPPED {test}: {path} is absent");
        return None;
    };
    Some(lines.lines().map(|line| row(&serde_json::from_str(line).unwrap())).collect())
}

fn row(json: &serde_json::Value) -> Row {
    let text = |key: &str| json[key].as_str().unwrap().to_owned();
    let enhanced = json["enhanced"].as_str().map(|e| format!("{e} ")).unwrap_or_default();
    let words = text("text");
    let last = words.split('\n').count() - 1;
    let raw: String = words
        .split('\n')
        .enumerate()
        .map(|(i, line)| format!("{}{}{enhanced}{line}\r\n", json["code"], if i == last { ' ' } else { '-' }))
        .collect();
    let stage = stage_of(&text("stage"));
    let causes = json["causes"].as_array().unwrap().iter().map(|c| c.as_str().unwrap().to_owned()).collect();
    let reply = Reply::parse(raw.as_bytes()).unwrap_or_else(|e| panic!("{e}: {raw}"));
    Row { reply, stage, label: text("label"), causes, raw }
}
