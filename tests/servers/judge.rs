//! The verdicts of a run beside what happened when everybody was mailed.

use crate::mailer::{Mailed, mail};
use crate::town::Tenant;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// One verified row.
#[derive(Debug)]
pub(crate) struct Row {
    status: String,
    cause: String,
    reply: String,
}

impl Row {
    pub(crate) fn status(&self) -> &str {
        &self.status
    }
}

/// One make of server, judged.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    pub(crate) rows: usize,
    pub(crate) connections: u64,
    pub(crate) seconds: f64,
    /// How many verdicts of each cause a domain has.
    pub(crate) causes: BTreeMap<String, BTreeMap<String, usize>>,
    /// Somebody who takes mail was called undeliverable, or the other way round.
    pub(crate) harmful: Vec<String>,
    /// Left open, though the server had told everybody else.
    pub(crate) needless: Vec<String>,
}

impl Judged {
    /// And those of another run beside it.
    pub(crate) fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.connections += other.connections;
        self.seconds = self.seconds.max(other.seconds);
        self.causes.extend(other.causes);
        self.harmful.extend(other.harmful);
        self.needless.extend(other.needless);
    }
}

/// Verifies everybody with the bundled example; the verdicts by address, and the run's figures.
pub(crate) fn verify(
    folder: &Path,
    name: &str,
    tenants: &[Tenant],
    flags: &str,
) -> (HashMap<String, Row>, serde_json::Value) {
    let list = folder.join(format!("{name}.csv"));
    let lines: Vec<String> = tenants.iter().flat_map(Tenant::addresses).collect();
    fs::write(&list, "email\n".to_owned() + &lines.join("\n") + "\n").unwrap();
    let (out, summary) = (list.with_extension("out.csv"), list.with_extension("json"));
    let mut command = Command::new(program());
    command.arg(&list).arg("--out").arg(&out).arg("--summary").arg(&summary).arg("--no-store");
    command.args(flags.split_whitespace()).stdin(Stdio::null());
    let ran = command.output().unwrap();
    assert!(ran.status.success(), "{name}: {}", String::from_utf8_lossy(&ran.stderr));
    let mut reader = csv::Reader::from_path(&out).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|cell| cell == name).unwrap();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let cell = |name: &str| row[at(name)].to_owned();
        (cell("email"), Row { status: cell("status"), cause: cell("cause"), reply: cell("smtp_reply") })
    });
    (rows.collect(), serde_json::from_slice(&fs::read(summary).unwrap()).unwrap())
}

/// Mails everybody, and a stranger at each domain.
pub(crate) async fn judge(tenants: Vec<Tenant>, rows: HashMap<String, Row>, figures: &serde_json::Value) -> Judged {
    let mut judged = Judged {
        connections: figures["connections"].as_u64().unwrap(),
        seconds: figures["elapsed_s"].as_f64().unwrap(),
        ..Judged::default()
    };
    let mut letters = JoinSet::new();
    for tenant in &tenants {
        let at_once = Arc::new(Semaphore::new(4));
        for address in tenant.addresses().chain([stranger(tenant)]) {
            let (hosts, at_once, from) = (tenant.hosts.clone(), at_once.clone(), sender(letters.len()));
            letters.spawn(async move { (mail(&hosts, &address, from, at_once).await, address) });
        }
    }
    let letters: HashMap<String, Mailed> =
        letters.join_all().await.into_iter().map(|(mailed, to)| (to, mailed)).collect();
    for tenant in &tenants {
        let open = matches!(letters[&stranger(tenant)], Mailed::Accepted);
        for (nth, address) in tenant.addresses().enumerate() {
            judged.rows += 1;
            let (row, mailed) = (&rows[&address], &letters[&address]);
            assert!(nth >= tenant.takers || matches!(mailed, Mailed::Accepted), "{address} takes no mail: {mailed}");
            let may_refuse = !tenant.wary || ["unknown", "undeliverable"].contains(&row.status.as_str());
            assert!(may_refuse, "{address} is to be refused, and is not: {row:?}");
            *judged.causes.entry(tenant.domain.clone()).or_default().entry(row.cause.clone()).or_default() += 1;
            let line = || format!("{address}: {} {} ({}); mailed: {mailed}", row.status, row.cause, row.reply);
            match weigh(row, mailed, open, tenant) {
                Weight::Right => {}
                Weight::Needless => judged.needless.push(line()),
                Weight::Harmful => judged.harmful.push(line()),
            }
        }
    }
    judged
}

enum Weight {
    Right,
    Needless,
    Harmful,
}

/// `open`: the domain takes mail for strangers.
fn weigh(row: &Row, mailed: &Mailed, open: bool, tenant: &Tenant) -> Weight {
    let named = ["mailbox_full", "mailbox_suspended", "recipient_restricted"].contains(&row.cause.as_str());
    match (row.status.as_str(), mailed) {
        ("deliverable", Mailed::Accepted) if !open => Weight::Right,
        ("undeliverable", Mailed::Refused(_)) => Weight::Right,
        ("deliverable" | "undeliverable", _) => Weight::Harmful,
        ("risky", Mailed::Accepted) if open && !named => Weight::Right,
        ("risky", Mailed::Refused(_) | Mailed::Deferred(_)) if named => Weight::Right,
        ("unknown", Mailed::Deferred(_)) => Weight::Right,
        ("unknown", _) if tenant.wary => Weight::Right,
        // Refused in words that say little, and each time the rate was used up before somebody could be accepted after it:
        // nobody is taken back more than twice.
        ("unknown", Mailed::Refused(_)) if tenant.is_paced() && row.cause == "indistinct" => Weight::Right,
        _ => Weight::Needless,
    }
}

fn stranger(tenant: &Tenant) -> String {
    format!("zq7xk2wv9j@{}", tenant.domain)
}

/// An address for each letter: nobody counts what a sender sent before.
fn sender(nth: usize) -> Ipv4Addr {
    let [high, low] = u16::try_from(nth).unwrap().to_be_bytes();
    Ipv4Addr::new(127, 30, 100 + high, low)
}

/// `target/PROFILE/examples/verify_csv`: `cargo test` builds it beside the tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let program = test.parent().and_then(Path::parent).unwrap().join("examples/verify_csv");
    assert!(program.exists(), "{} is missing: cargo build --example verify_csv", program.display());
    program
}
