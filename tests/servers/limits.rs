//! Postfix at its default error limits: from the tenth refusal of a session on it keeps each reply back for a second, at
//! the twentieth it hangs up; under stress it hangs up at the first.

use crate::judge::verify;
use crate::mailer::Line;
use crate::stage::Stage;
use crate::town::{PORT, PROBER, Tenant};
use crate::{dns::Zone, postfix, stage::is_free, town::DNS, wait};
use listproof::clock;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

#[tokio::test(flavor = "multi_thread")]
async fn error_limits_are_not_run_into() {
    let _alone = crate::ALONE.lock().await;
    if let Err(reason) = at_the_limits().await {
        eprintln!("SKIPPED servers, error limits: {reason}");
    }
}

async fn at_the_limits() -> Result<(), String> {
    let mut stage = Stage::new("limits")?;
    postfix::start(&mut stage, 1)?;
    let (default, stress) = (postfix::tenant("pf-limits"), postfix::tenant("pf-limits-stress"));
    let far = Far::before(FAR, &default).await?;
    let stressed = Far::before(FAR_STRESSED, &stress).await?;
    let mut zone = Zone::default();
    zone.mail("sender.example", &[("probe.sender.example".to_owned(), PROBER)]);
    zone.mail(&default.domain, &[(default.hosts[0].0.clone(), FAR)]);
    zone.mail(&stress.domain, &[(stress.hosts[0].0.clone(), FAR_STRESSED)]);
    let flags = crate::flags(zone.serve(&mut stage, DNS)?, "20s");

    let (peers, asked) = to_the_hard_limit(&default).await;
    far.forget();
    let folder = stage.at("");
    let (ours, connections) = run(&folder, default, &flags).await;
    let (slowest, goodbyes) = far.seen();
    println!(
        "default limits, 50 ms away: {ours:.1} recipients a second in {connections} connections, slowest reply {slowest:?}"
    );
    println!("a session at a time to the hard limit: {peers:.1} a second ({asked} asked)");
    assert_eq!(goodbyes, 0, "421");
    assert!(slowest < Duration::from_secs(1), "a reply was kept back for {slowest:?}");
    assert!(ours >= 10.0 * peers, "{ours:.1} and {peers:.1} recipients a second");

    let (ours, connections) = run(&folder, stress, &flags).await;
    let (_, goodbyes) = stressed.seen();
    println!(
        "under stress, 50 ms away: {ours:.1} recipients a second in {connections} connections, {goodbyes} hung up"
    );
    // A server that hangs up at the first refusal did not let us go on.
    assert!(goodbyes > 0, "no stress");
    Ok(())
}

/// Verifies a tenant, every one of them rightly; recipients a second, and connections.
async fn run(folder: &std::path::Path, tenant: Tenant, flags: &str) -> (f64, u64) {
    let (folder, flags) = (folder.to_owned(), flags.to_owned());
    let verified = tokio::task::spawn_blocking(move || {
        let rows = verify(&folder, "limits", std::slice::from_ref(&tenant), &flags);
        (rows, tenant)
    });
    let ((rows, figures), tenant) = verified.await.unwrap();
    for (nth, address) in tenant.addresses().enumerate() {
        let right = if nth < tenant.takers { "deliverable" } else { "undeliverable" };
        assert!(rows[&address].status() == right, "{address}: {:?}", rows[&address]);
    }
    let recipients = u32::try_from(tenant.people.len()).unwrap();
    let seconds = figures["elapsed_s"].as_f64().unwrap();
    (f64::from(recipients) / seconds, figures["connections"].as_u64().unwrap())
}

/// What peers do: a recipient after the other in one session, and the next session when the server hangs up. Asks as many
/// as 20 refusals take; how many a second, and how many.
async fn to_the_hard_limit(tenant: &Tenant) -> (f64, usize) {
    // Two in five are strangers, as in the whole list.
    let (known, strangers) = tenant.people.split_at(tenant.takers);
    let mixed = known.chunks(3).zip(strangers.chunks(2)).flat_map(|(known, strangers)| known.iter().chain(strangers));
    let started = clock::now();
    let mut line = Line::connect((FAR, PORT).into()).await.unwrap();
    line.reply().await.unwrap();
    line.ask("EHLO probe.sender.example").await.unwrap();
    line.ask("MAIL FROM:<verify@sender.example>").await.unwrap();
    let (mut refused, mut asked) = (0, 0_usize);
    for local in mixed {
        let reply = line.ask(&format!("RCPT TO:<{local}@{}>", tenant.domain)).await.unwrap();
        refused += u32::from(reply.starts_with('5'));
        asked += 1;
        if refused == HARD_LIMIT {
            break;
        }
    }
    assert!(line.reply().await.unwrap().starts_with("421"));
    let seconds = (clock::now() - started).as_secs_f64();
    (f64::from(u32::try_from(asked).unwrap()) / seconds, asked)
}

/// A server behind a wire of 25 ms each way, which sees when replies come.
struct Far {
    seen: Arc<Mutex<(Duration, u32)>>,
}

impl Far {
    /// At this address, before the tenant's own.
    async fn before(at: Ipv4Addr, tenant: &Tenant) -> Result<Self, String> {
        is_free(at, PORT)?;
        let server = tenant.hosts[0].1;
        let seen = Arc::new(Mutex::new((Duration::ZERO, 0)));
        let listener = TcpListener::bind((at, PORT)).await.unwrap();
        let far = Self { seen: seen.clone() };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(stretch(client, (server, PORT).into(), seen.clone()));
            }
        });
        Ok(far)
    }

    fn forget(&self) {
        *self.seen.lock().unwrap() = (Duration::ZERO, 0);
    }

    /// The longest that a reply took to come, and how many 421 came.
    fn seen(&self) -> (Duration, u32) {
        *self.seen.lock().unwrap()
    }
}

async fn stretch(client: TcpStream, server: SocketAddr, seen: Arc<Mutex<(Duration, u32)>>) {
    wait(2 * WAY).await;
    let Ok(server) = TcpStream::connect(server).await else { return };
    drop((client.set_nodelay(true), server.set_nodelay(true)));
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let (asked, asks) = (Arc::new(Mutex::new(clock::now())), Arc::new(AtomicBool::new(true)));
    let (there, mut arriving) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let (back, mut returning) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let reading = async {
        while let Some(bytes) = read(&mut from_client).await {
            drop(there.send((clock::now() + WAY, bytes)));
        }
        drop(there);
    };
    let (when, open) = (asked.clone(), asks.clone());
    let asking = async move {
        while let Some((at, bytes)) = arriving.recv().await {
            wait(at.saturating_duration_since(clock::now())).await;
            if !open.swap(true, Ordering::Relaxed) {
                *when.lock().unwrap() = clock::now();
            }
            drop(to_server.write_all(&bytes).await);
        }
        drop(to_server.shutdown().await);
    };
    let answering = async {
        while let Some(bytes) = read(&mut from_server).await {
            let mut seen = seen.lock().unwrap();
            if asks.swap(false, Ordering::Relaxed) {
                seen.0 = seen.0.max(clock::now() - *asked.lock().unwrap());
            }
            // With the refusal that was too much, or behind it.
            seen.1 += u32::from(bytes.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"421")));
            drop(back.send((clock::now() + WAY, bytes)));
        }
        drop(back);
    };
    let returned = async {
        while let Some((at, bytes)) = returning.recv().await {
            wait(at.saturating_duration_since(clock::now())).await;
            drop(to_client.write_all(&bytes).await);
        }
        drop(to_client.shutdown().await);
    };
    tokio::join!(reading, asking, answering, returned);
}

async fn read(from: &mut (impl AsyncReadExt + Unpin)) -> Option<Vec<u8>> {
    let mut bytes = vec![0; 4096];
    let length = from.read(&mut bytes).await.ok().filter(|length| *length > 0)?;
    bytes.truncate(length);
    Some(bytes)
}

/// Where the servers seem to be.
const FAR: Ipv4Addr = Ipv4Addr::new(127, 30, 4, 1);
const FAR_STRESSED: Ipv4Addr = Ipv4Addr::new(127, 30, 4, 2);
/// 50 ms there and back.
const WAY: Duration = Duration::from_millis(25);
/// `smtpd_hard_error_limit`.
const HARD_LIMIT: u32 = 20;
