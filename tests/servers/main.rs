//! Real servers are the judge: Debian's mail servers and name server, each with the tables and manners that people give
//! them, started here and stopped after. A list is verified; then everybody on it is mailed by an ordinary client from an
//! address that nobody minds, up to the server's answer to DATA; and what happened is held against the verdict.
//!
//! Needs root, apt and the mirror (the archives stay in `target/servers`); skipped by name without.
//! `KEEP=1` leaves the folder with configurations and logs in the temporary directory; `ONLY=pf-tls,os-` asks those whose
//! names begin so.

#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(target_os = "linux")]

mod dns;
mod exim;
mod fetch;
mod judge;
mod limits;
mod mailer;
mod opensmtpd;
mod postfix;
mod sendmail;
mod stage;
mod town;

use dns::Zone;
use judge::{Judged, judge, verify};
use stage::Stage;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use town::{DNS, PORT, PROBER, Tenant};

#[tokio::test(flavor = "multi_thread")]
async fn every_verdict_is_what_happens_when_mailed() {
    match all(1).await {
        Err(reason) => eprintln!("SKIPPED servers: {reason}"),
        Ok(judged) => report(&judged, 600),
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "3,000 addresses: minutes; bash tests/run --full runs it"]
async fn every_verdict_of_a_long_list_is_what_happens_when_mailed() {
    match all(3).await {
        Err(reason) => eprintln!("SKIPPED servers, long: {reason}"),
        Ok(judged) => report(&judged, 3_000),
    }
}

/// Every make, verified side by side and then mailed.
async fn all(scale: usize) -> Result<BTreeMap<&'static str, Judged>, String> {
    let _alone = ALONE.lock().await;
    let mut stage = Stage::new(&format!("all-{scale}"))?;
    let mut makes = BTreeMap::new();
    makes.insert("Postfix", postfix::start(&mut stage, scale)?);
    makes.insert("Exim", exim::start(&mut stage, scale)?);
    makes.insert("OpenSMTPD", opensmtpd::start(&mut stage, scale)?);
    makes.insert("Sendmail", sendmail::start(&mut stage, scale)?);
    let mut zone = Zone::default();
    zone.mail("sender.example", &[("probe.sender.example".to_owned(), PROBER)]);
    zone.record("mail.sender.example", "A 127.30.0.3");
    zone.block("bl.example", PROBER);
    for tenant in makes.values().flatten() {
        zone.mail(&tenant.domain, &tenant.hosts);
    }
    let resolver = zone.serve(&mut stage, DNS)?;
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut runs = Vec::new();
    for (make, mut tenants) in makes {
        tenants.retain(|tenant| only.split(',').any(|only| tenant.domain.starts_with(only)));
        // Who holds everybody to a rate is waited for, and nobody else has to be.
        let (paced, others): (Vec<_>, Vec<_>) = tenants.into_iter().partition(Tenant::is_paced);
        for (name, tenants, give_up) in [(make.to_owned(), others, "20s"), (format!("{make}-paced"), paced, "3m")] {
            runs.push((make, tokio::spawn(run(stage.at(""), name, tenants, flags(resolver, give_up)))));
        }
    }
    let mut judged: BTreeMap<&str, Judged> = BTreeMap::new();
    for (make, run) in runs {
        judged.entry(make).or_default().add(run.await.unwrap());
    }
    Ok(judged)
}

/// Verified, and then mailed.
async fn run(folder: PathBuf, name: String, tenants: Vec<Tenant>, flags: String) -> Judged {
    let verified = move || (verify(&folder, &name, &tenants, &flags), tenants);
    let ((rows, figures), tenants) = tokio::task::spawn_blocking(verified).await.unwrap();
    judge(tenants, rows, &figures).await
}

/// The servers' addresses are there once.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// How the bundled example is started here.
fn flags(resolver: SocketAddr, give_up: &str) -> String {
    format!(
        "--helo probe.sender.example --mail-from verify@sender.example --resolver {resolver} --smtp-port {PORT} \
         --source {PROBER} --allow-net 127.0.0.0/8 --greylist-wait 2s --confirm-wait 1s --give-up-after {give_up} --site-rate off"
    )
}

fn report(judged: &BTreeMap<&str, Judged>, least: usize) {
    for (make, all) in judged {
        let (harmful, needless) = (all.harmful.len(), all.needless.len());
        let right = all.rows - harmful - needless;
        let (rows, connections, seconds) = (all.rows, all.connections, all.seconds);
        let version = fetch::version(PACKAGES.iter().find(|(name, _)| name == make).unwrap().1).unwrap_or_default();
        println!(
            "{make} {version}: {} set-ups, {rows} addresses, {right} right, {needless} needless unknown, {connections} connections, {seconds:.1} s",
            all.causes.len()
        );
        all.causes.iter().for_each(|(domain, causes)| println!("  {domain}: {causes:?}"));
    }
    let wrong =
        |kind: fn(&Judged) -> &Vec<String>| judged.values().flat_map(kind).cloned().collect::<Vec<_>>().join("\n");
    let (harmful, needless) = (wrong(|all| &all.harmful), wrong(|all| &all.needless));
    assert!(harmful.is_empty(), "harmful:\n{harmful}\nneedless:\n{needless}");
    assert!(needless.is_empty(), "needless:\n{needless}");
    let rows: usize = judged.values().map(|all| all.rows).sum();
    assert!(rows >= least || std::env::var_os("ONLY").is_some(), "{rows}");
}

/// The makes, and the package of each.
const PACKAGES: [(&str, &str); 4] =
    [("Sendmail", "sendmail-bin"), ("Postfix", "postfix"), ("Exim", "exim4-daemon-light"), ("OpenSMTPD", "opensmtpd")];

#[expect(clippy::disallowed_methods, reason = "servers take real time")]
pub(crate) async fn wait(time: Duration) {
    tokio::time::sleep(time).await;
}
