//! The world does what its rows say, spoken to over plain sockets.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

#[path = "world/client.rs"]
mod client;

use client::Client;
use hickory_resolver::proto::{
    op::{Message, Query, ResponseCode},
    rr::{Name, RData, RecordType},
};
use listproof::{
    Status,
    world::{Dns, Host, MOODS, Mood, Truth, World, Zone},
};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpStream, UdpSocket},
    time::timeout,
};

/// Each mood in a dialogue. `NAME => TEXT` asks about NAME at the mood's domain and expects a reply that begins so, and
/// `NAME@SUB` at a domain below it; `=>!` expects no reply; `start` is greeting, EHLO and MAIL; `again` a new connection
/// and `mx 1` one to the second-best host, `tenant SUB` to that of a domain below; `second => TEXT` a short one beside;
/// `tls` a handshake that succeeds, `no tls` one that does not; `closed` the end of the connection; `silence` nothing for
/// a while; `say NAME` asks and waits for nothing; a slash between spaces a line end; `refused` no connection; `at IP` where the host would stand, unvisited; `wait` two seconds; anything else is
/// sent as it stands.
const DIALOGUES: &[(&str, &str)] = &[
    ("plain", "start\nalive0 => 250 2.1.5\ndead0 => 550 5.1.1\nALIVE1 => 250\npostmaster => 250\nnobody => 550 5.1.1"),
    ("exim", "start\nalive0 => 250\ndead0 => 550 Unrouteable address"),
    ("exchange", "start\nalive0 => 250\ndead0 => 550 5.1.10 RESOLVER"),
    ("microsoft", "start\nalive0 => 250\ndead0 => 550 5.4.1 Recipient address rejected: Access denied. ["),
    ("gmail", "start\nalive0 => 250\ndead0 => 550-5.1.1 The email account"),
    ("yahoo", "start\nalive0 => 250\ndead0 => 554 delivery error: dd"),
    ("german", "start\ndead0 => 550-5.1.1 <dead0@german.example>: Empfaenger"),
    ("french", "start\ndead0 => 550-5.1.1 Adresse d'au moins"),
    ("spanish", "start\ndead0 => 550 5.1.1 <dead0@spanish.example>: Usuario desconocido"),
    ("bare", "start\nalive0 => 250\ndead0 => 550 rejected"),
    ("echoes-client", "start\ndead0 => 550 5.1.1 <dead0@echoes-client.example>: User unknown; from client [127.0.0.1]"),
    ("accepts-all", "start\nalive0 => 250\ndead0 => 250\nwhoever => 250"),
    ("will-not-say", "start\nalive0 => 252\ndead0 => 252"),
    ("greylist", "start\nalive0 => 450 4.2.0\nwait\nalive0 => 250\ndead0 => 450 4.2.0"),
    ("blocked", "start\nalive0 => 554 5.7.1 Service\ndead0 => 554 5.7.1 Service\npostmaster => 250"),
    ("blocked-at-greeting", "=> 554 5.7.1\nclosed"),
    ("blocked-at-mail", "=> 220\nEHLO c.example => 250\nMAIL FROM:<s@c.example> => 554 5.7.1"),
    ("blocked-neutrally", "start\nalive0 => 550 rejected\ndead0 => 550 rejected\npostmaster => 250"),
    ("blocked-as-unknown", "start\nalive0 => 550 5.1.1\ndead0 => 550 5.1.1\npostmaster => 250"),
    (
        "blocked-later",
        "start\ndead0 => 550\ndead1 => 550\ndead2 => 550\ndead3 => 550\nalive0 => 250\ndead4 => 550\n\
      alive0 => 554 5.7.1\nagain\nstart\nalive1 => 554 5.7.1\npostmaster => 250",
    ),
    (
        "blocked-later-neutrally",
        "start\ndead0 => 550 5\ndead1 => 550 5\ndead2 => 550 5\ndead3 => 550 5\ndead4 => 550 5\n\
      alive0 => 550 rejected",
    ),
    ("defers-all", "start\nalive0 => 451\ndead0 => 451\npostmaster => 451"),
    ("defers-unknown", "start\nalive0 => 250\ndead0 => 451\ndead0 => 451"),
    ("hangs-up", "start\ndead0 => 550\ndead1 => 550\nalive0 => 250\ndead2 => 550\nclosed"),
    ("goodbye-after-refusal", "start\nalive0 => 250\ndead0 => 550\nalive1 => 421\nclosed\nagain\nstart\nalive1 => 250"),
    (
        "goodbye-after-recipients",
        "start\nalive0 => 250\nalive1 => 250\ndead0 => 550\nalive2 => 250\nalive3 => 250\n\
      alive4 => 421\nclosed",
    ),
    (
        "too-many-recipients",
        "start\nalive0 => 250\nalive1 => 250\ndead0 => 550\nalive2 => 250\nalive3 => 452 4.5.3\n\
      RSET => 250\nMAIL FROM:<s@c.example> => 250\nalive3 => 250",
    ),
    (
        "max-transactions",
        "start\nRSET => 250\nMAIL FROM:<s@c.example> => 250\nRSET => 250\nMAIL FROM:<s@c.example> => 250\n\
      RSET => 250\nMAIL FROM:<s@c.example> => 250\nRSET => 250\nMAIL FROM:<s@c.example> => 250\nRSET => 250\n\
      MAIL FROM:<s@c.example> => 421\nclosed",
    ),
    (
        "rate-as-550",
        "start\nalive0 => 250\nalive1 => 250\nalive2 => 250\nalive3 => 250\nalive4 => 250\nalive5 => 250\n\
      alive6 => 250\nalive7 => 250\nalive8 => 550 Ip frequency limited\nwait\nalive8 => 250",
    ),
    ("no-postmaster", "start\nalive0 => 250\npostmaster => 550 5.1.1"),
    ("no-pipelining", "start\nalive0 => 250\ndead0 => 550"),
    (
        "no-smtputf8",
        "=> 220\nEHLO c.example => 250\nMAIL FROM:<s@c.example> SMTPUTF8 => 555\n\
      MAIL FROM:<s@c.example> => 250\ngrüße => 553 5.6.7",
    ),
    (
        "helo-only",
        "=> 220\nEHLO c.example => 502\nMAIL FROM:<s@c.example> => 503\nHELO c.example => 250\n\
      MAIL FROM:<s@c.example> => 250\nalive0 => 250\ndead0 => 550",
    ),
    ("slow", "start\nalive0 => 250"),
    ("silent", "silence"),
    ("down", "refused"),
    ("stutters", "start\nalive0 => 250\ndead0 => 550\nalive1 => 250\n=> 250\nalive2 => 250\nsilence"),
    (
        "denies-relay",
        "start\nalive0 => 554 5.7.1 <alive0@denies-relay.example>: Relay\ndead0 => 554 5.7.1\npostmaster => 250",
    ),
    ("demands-auth", "=> 220\nEHLO c.example => 250\nMAIL FROM:<s@c.example> => 530 5.7.0 Auth"),
    ("demands-tls", "=> 220\nEHLO c.example => 250\nMAIL FROM:<s@c.example> => 530 5.7.0 Must"),
    ("italian", "start\ndead0 => 550 5.1.1 <dead0@italian.example>: utente sconosciuto"),
    ("portuguese", "start\ndead0 => 550 5.1.1 <dead0@portuguese.example>: Usuário desconhecido"),
    ("dutch", "start\ndead0 => 550 5.1.1 <dead0@dutch.example>: gebruiker onbekend"),
    ("swedish", "start\ndead0 => 550 5.1.1 <dead0@swedish.example>: okänd"),
    ("polish", "start\ndead0 => 550-5.1.1 <dead0@polish.example>: adres odrzucony"),
    ("russian", "start\ndead0 => 550 5.1.1 <dead0@russian.example>: пользователь не найден"),
    ("turkish", "start\ndead0 => 550 5.1.1 <dead0@turkish.example>: kullanıcı bulunamadı"),
    ("chinese", "start\ndead0 => 550 5.1.1 <dead0@chinese.example>: 用户不存在"),
    ("japanese", "start\ndead0 => 550 5.1.1 <dead0@japanese.example>: 宛先"),
    ("sendmail", "start\nalive0 => 250\ndead0 => 550 5.1.1 <dead0@sendmail.example>... User unknown"),
    ("qmail", "start\nalive0 => 250 ok\ndead0 => 550 sorry, no mailbox here by that name (#5.1.1"),
    ("control-deferred", "start\nalive0 => 250\ndead0 => 550\nkqz7 => 451\nkqz7 => 451\npostmaster => 250"),
    ("control-ignored", "start\nalive0 => 250\nkqz7 =>! \ndead0 => 550\npostmaster => 250"),
    ("shape-refused", "start\nalive0 => 250\ndead0 => 250\nqrxtz.bw41 => 250\nq7x2 => 550 5.1.1\na1b => 550"),
    ("backup-accepts-all", "start\nalive0 => 250\ndead0 => 550\nmx 1\nstart\ndead0 => 250"),
    ("backup-speaks", "refused\nmx 1\nstart\nalive0 => 250\ndead0 => 550"),
    ("backup-is-careless", "refused\nmx 1\nstart\nalive0 => 250\ndead0 => 250"),
    ("split", "start\ndead0 => 550\nmx 1\nstart\ndead0 => 550"),
    ("split-disagrees", "start\nalive0 => 250\ndead0 => 550\nmx 1\nstart\nalive0 => 250\ndead0 => 250"),
    (
        "fails-open",
        "start\ndead0 => 550\ndead0 => 550\ndead0 => 550\ndead0 => 550\ndead0 => 550\ndead0 => 550\ndead0 => 550\n\
      dead0 => 550\ndead0 => 550\ndead0 => 550\ndead0 => 550\ndead0 => 550\ndead0 => 250\nnobody => 250",
    ),
    (
        "blocked-later-as-unknown",
        "start\nalive0 => 250\ndead0 => 550\ndead1 => 550\ndead2 => 550\ndead3 => 550\nnobody => 550\n\
      alive0 => 550 5.1.1 <alive0@\npostmaster => 250",
    ),
    (
        "rate-as-521",
        "start\nalive0 => 250\nalive1 => 250\nalive2 => 250\nalive3 => 250\nalive4 => 250\nalive5 => 250\n\
      alive6 => 250\nalive7 => 250\nalive8 => 550 5.2.1 The user\nwait\nalive8 => 250\ndead0 => 550-5.1.1",
    ),
    ("greylists-client", "start\nalive0 => 450 4.2.0\ndead0 => 450\nwait\nalive1 => 250\ndead0 => 550"),
    ("greylists-all", "start\nnobody => 450 4.2.0\nalive0 => 450\nwait\nnobody => 250\nalive0 => 250\ndead0 => 450"),
    ("swallows", "start\nalive0 => 250\ndead0 => 550\nalive1 =>! \nalive2 => 250"),
    ("names-another", "start\ndead0 => 550\ndead1 => 550\ndead2 => 550\ndead3 => 550 5.1.1 <dead2@\nalive0 => 250"),
    (
        "starttls",
        "=> 220\nEHLO c.example => 250-mx.starttls.example / 250-PIPELINING / 250-SMTPUTF8 / 250-STARTTLS\nSTARTTLS => 220 2.0.0\ntls\nMAIL FROM:<s@c.example> => 503\nEHLO c.example => 250-mx.starttls.example / 250-PIPELINING / 250-SMTPUTF8 / 250-SIZE\nSTARTTLS => 502\nMAIL FROM:<s@c.example> => 250\ndead0 => 550",
    ),
    ("starttls-broken", "start\nSTARTTLS => 220\nno tls\nagain\nstart\nalive0 => 250"),
    (
        "starttls-wanted",
        "=> 220\nEHLO c.example => 250\nMAIL FROM:<s@c.example> => 530\nSTARTTLS => 220\ntls\nEHLO c.example => 250\nMAIL FROM:<s@c.example> => 250\nalive0 => 250",
    ),
    ("smtputf8", "=> 220\nEHLO c.example => 250\nMAIL FROM:<s@c.example> SMTPUTF8 => 250\ngrüße => 250"),
    ("smtputf8-missing", "=> 220\nEHLO c.example => 250\nMAIL FROM:<s@c.example> SMTPUTF8 => 555"),
    (
        "smtputf8-behind-tls",
        "=> 220\nEHLO c.example => 250\nMAIL FROM:<s@c.example> SMTPUTF8 => 555\nSTARTTLS => 220\ntls\nEHLO c.example => 250\nMAIL FROM:<s@c.example> SMTPUTF8 => 250\ngrüße => 250",
    ),
    (
        "long-greeting",
        "=> 220-mx.long-greeting.example ESMTP / 220-Unsolicited\nEHLO c.example => 250\nMAIL FROM:<s@c.example> => 250\nalive0 => 250",
    ),
    ("lone-lf", "=> 220 mx.lone-lf.example ESMTP\n"),
    ("trickles", "start\nalive0 => 250 2.1.5 Ok\ndead0 => 550 5.1.1"),
    (
        "few-connections",
        "start\nsecond => 421 4.7.0\nalive0 => 250\nalive1 => 250\nalive2 => 250\nalive3 => 250\nalive4 => 250\nalive5 => 250\ndead0 => 421\nclosed",
    ),
    ("late", "refused\nwait\nagain\nstart\nalive0 => 250"),
    ("lying-resolver", "start\nalive0 => 250\ndead0 => 550"),
    ("private-mx", "at 10.0.0.25"),
    ("papers-mx", "at 192.0.2.25"),
    ("none-dead", "start\nalive39 => 250\nalive40 => 550\ndead0 => 550"),
    ("few-dead", "start\nalive37 => 250\ndead1 => 550"),
    ("some-dead", "start\nalive31 => 250\ndead7 => 550"),
    ("most-dead", "start\nalive15 => 250\ndead23 => 550"),
    ("all-dead", "start\nalive0 => 550\ndead39 => 550\npostmaster => 250"),
    ("most-dead-neutrally", "start\nalive15 => 250\ndead23 => 550 rejected"),
    ("tenants", "tenant alive0\nstart\nalive0@alive0 => 250\ndead0@dead0 => 550\ndead0@alive0 => 550"),
    ("tenants-dead", "tenant dead0\nstart\ndead0@dead0 => 550\nalive0@dead0 => 550"),
    (
        "tenants-microsoft",
        "tenant alive0\nstart\nalive0@alive0 => 250\nalive1@alive1 => 451 4.3.0 Multiple\ndead0@alive0 => 550 5.4.1\n\
      postmaster@alive0 => 550 5.4.1",
    ),
    (
        "microsoft-hesitates",
        "tenant alive0\nstart\nalive0@alive0 => 250\nalive1@alive0 => 550\nalive2@alive0 => 550\nalive3@alive0 => 550\n\
      RSET => 250\nMAIL FROM:<s@c.example> => 250\nalive1@alive1 => 250\nRSET => 250\nMAIL FROM:<s@c.example> => 250\n\
      alive2@alive2 => 250\nRSET => 250\nMAIL FROM:<s@c.example> => 250\nalive3@alive3 => 250\nRSET => 250\n\
      MAIL FROM:<s@c.example> => 250\nalive4@alive4 => 550 5.4.1\nalive4@alive4 => 250",
    ),
    ("disabled", "start\nalive0 => 250\nother0 => 550 5.2.1\ndead0 => 550 5.1.1"),
    ("disabled-as-unknown", "start\nalive0 => 250\nother0 => 550 5.1.1\ndead0 => 550 5.1.1"),
    ("suspended", "start\nother4 => 450 4.2.1\ndead0 => 550"),
    ("full", "start\nother0 => 452 4.2.2\ndead0 => 550"),
    ("over-quota", "start\nother0 => 552 5.2.2\ndead0 => 550"),
    ("restricted", "start\nother0 => 550 5.7.124\ndead0 => 550 5.1.10"),
    ("unknown-as-syntax", "start\nalive0 => 250\ndead0 => 501 5.1.3 Bad\nnobody => 501 5.1.3"),
    ("unknown-as-error", "start\nalive0 => 250\ndead0 => 500 Syntax\nnobody => 500"),
    ("ids", "start\nalive0 => 250\ndead0 => 550-Requested action not taken (\ndead0 => 550-Requested"),
    ("three-languages", "start\ndead0 => 550-5.1.1 Adresse\ndead0 => 550 5.1.1 <dead0@\ndead0 => 550-5.1.1 <dead0@"),
    ("canonical", "start\nalive0 => 250\ndead0 => 550 5.1.1 <DEAD0@inside.example>"),
    (
        "no-pipelined-recipients",
        "start\nRCPT TO:<alive0@no-pipelined-recipients.example> / RCPT TO:<alive1@no-pipelined-recipients.example> => 250\n\
      => 503\nalive1 => 250\ndead0 => 550",
    ),
    (
        "no-pipelined-recipients-neutrally",
        "start\nRCPT TO:<alive0@no-pipelined-recipients-neutrally.example> / \
      RCPT TO:<alive1@no-pipelined-recipients-neutrally.example> => 250\n=> 503\nalive1 => 250\ndead0 => 550 rejected",
    ),
    ("first-deferred", "start\nalive0 => 451\nalive0 => 250\ndead0 => 550\nagain\nstart\ndead0 => 451\nalive1 => 250"),
    ("verifies", "start\nalive0 => 450 4.1.1\ndead0 => 450 4.1.1\nwait\nalive0 => 250\ndead0 => 550 5.1.1"),
    ("accepts-after-refusal", "start\nalive0 => 250\ndead0 => 550\ndead0 => 250\nagain\nstart\ndead0 => 550"),
    (
        "refuses-after-reset",
        "tenant alive0\nstart\nalive0@alive0 => 250\nRSET => 250\nMAIL FROM:<s@c.example> => 250\nalive0@alive0 => 550",
    ),
    ("accepts-strangers", "start\nalive0 => 250\nnobody => 250\ndead0 => 550"),
    ("forwards", "start\nalive0 => 251\ndead0 => 550"),
    ("goodbye-to-unknown", "start\nalive0 => 250\ndead0 => 421 4.1.1\nclosed"),
    ("hangs-up-at-unknown", "start\nalive0 => 250\nsay dead0\nclosed"),
    ("goodbye-to-control", "start\nalive0 => 250\ndead0 => 550\nnobody => 421\nclosed"),
    ("goodbye-to-controls", "tenant alive0\nstart\nalive0@alive0 => 250\nnobody@alive0 => 421\nclosed"),
    (
        "rate-in-session",
        "start\nalive0 => 250\nalive1 => 250\nalive2 => 250\nalive3 => 250\nalive4 => 250\nalive5 => 250\n\
      alive6 => 250\nalive7 => 250\nalive8 => 250\nalive9 => 250\nalive10 => 550 5.7.1\nagain\nstart\nalive10 => 250",
    ),
    (
        "rate-as-450",
        "start\nalive0 => 250\nalive1 => 250\nalive2 => 250\nalive3 => 250\nalive4 => 250\nalive5 => 250\n\
      alive6 => 250\nalive7 => 250\nalive8 => 450 4.7.1\nwait\nalive8 => 250",
    ),
    ("tires", "start\nalive0 => 250\nalive0 => 250\nalive0 => 450 4.2.1\nalive1 => 250\ndead0 => 550"),
    (
        "hangs-up-now-and-then",
        "start\nalive0 => 250\nalive1 => 250\nalive2 => 250\nalive3 => 250\nalive4 => 250\nalive5 => 250\n\
      alive6 => 250\nalive7 => 250\nalive8 => 250\nalive9 => 250\nalive10 => 250\nalive11 => 250\n\
      say alive12\nclosed\nagain\nstart\nalive12 => 250",
    ),
    (
        "one-recipient",
        "start\nalive0 => 250\nalive1 => 452 4.5.3\nRSET => 250\nMAIL FROM:<s@c.example> => 250\nalive1 => 250",
    ),
    ("tarpits", "start\nalive0 => 250\ndead0 => 550\nalive1 => 250"),
    ("split-backup", "refused\nmx 2\nstart\nalive0 => 250\ndead0 => 550"),
    ("blocked-before-few", "start\nalive0 => 550 5.1.1\nalive3 => 550 5.1.1\npostmaster => 250"),
    (
        "blocked-but-remembers",
        "start\nalive0 => 250\ndead0 => 550\ndead1 => 550\ndead2 => 550\ndead3 => 550\ndead4 => 550\n\
      alive1 => 550 5.1.1\nalive0 => 250\npostmaster => 250",
    ),
];

#[tokio::test]
async fn each_mood_answers_as_its_row_says() {
    let names: Vec<_> = MOODS.iter().map(|(name, ..)| *name).collect();
    let told: Vec<_> = DIALOGUES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, told, "each mood has its dialogue, in the same order");
    let world = names.iter().fold(World::new(3), |world, name| world.mood(name).unwrap());
    let served = world.serve(0, 0).await.unwrap();
    let tasks: Vec<_> = DIALOGUES
        .iter()
        .map(|(name, steps)| tokio::spawn(dialogue(name, steps, served.dns_addr(), served.smtp_port())))
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    served.stop().await;
}

async fn dialogue(name: &'static str, steps: &'static str, dns: SocketAddr, port: u16) {
    let domain = format!("{name}.example");
    if let Some(ip) = steps.strip_prefix("at ") {
        return assert_eq!(mail_host(dns, &domain, port, 0).await.ip().to_string(), ip, "{name}");
    }
    let mut at = match steps.lines().next().and_then(|step| step.strip_prefix("tenant ")) {
        Some(tenant) => mail_host(dns, &format!("{tenant}.{domain}"), port, 0).await,
        None => mail_host(dns, &domain, port, 0).await,
    };
    let mut client = Client::connect(at).await.ok();
    for step in steps.lines() {
        match step.split_once(' ').unwrap_or((step, "")) {
            ("refused", _) => assert!(client.is_none(), "{name} is there"),
            ("wait", _) => {
                let never = std::future::pending::<()>();
                let _ = timeout(Duration::from_millis(2100), never).await;
            }
            ("again", _) => client = Some(Client::connect(at).await.unwrap()),
            ("mx", n) => {
                at = mail_host(dns, &domain, port, n.parse().unwrap()).await;
                client = Some(Client::connect(at).await.unwrap());
            }
            ("second", expected) => {
                let reply = Client::connect(at).await.unwrap().reply().await;
                assert!(reply.starts_with(expected.trim_start_matches("=> ")), "{name}: {reply:?}");
            }
            ("tenant", _) => {}
            _ => client = Some(client.unwrap_or_else(|| panic!("{name} is down")).step(name, step).await),
        }
    }
}

#[tokio::test]
async fn slowness_is_per_reply() {
    let served = World::new(4).mood("slow").unwrap().serve(0, 0).await.unwrap();
    let mut client = Client::to(&served, "slow.example").await;
    let start = listproof::clock::now();
    client.start().await;
    assert!(listproof::clock::now() - start >= Duration::from_millis(300), "three replies of 100 ms");
}

#[tokio::test]
async fn what_was_asked_is_counted() {
    let world = World::new(5)
        .host(Host::new("mx.op.example").with(Mood::NoPipelining))
        .zone(Zone::new("a.example").mx(10, "mx.op.example").alive(&["x"]))
        .zone(Zone::new("b.example").mx(10, "mx.op.example").alive(&["y"]));
    let served = world.serve(0, 0).await.unwrap();
    let mut client = Client::to(&served, "a.example").await;
    let mut other = Client::to(&served, "b.example").await;
    other.start().await;
    client.start().await;
    // A batch without leave, with two domains in one transaction.
    client.send("RCPT TO:<x@a.example>\r\nRCPT TO:<y@b.example>\r\nRCPT TO:<X@a.example>").await;
    for _ in 0..3 {
        assert!(client.reply().await.starts_with("250"));
    }
    client.send("RCPT TO:<z@a.example>").await;
    assert!(client.reply().await.starts_with("550"));
    client.send("DATA").await;
    assert!(client.reply().await.starts_with("354"));
    client.send("Subject: a sin\r\n\r\nQUIT\r\n.").await;
    assert!(client.reply().await.starts_with("250"));
    client.send("QUIT").await;
    assert!(client.reply().await.starts_with("221"));
    assert_eq!(client.reply().await, "");
    drop(other);
    let counts = served.stop().await;
    assert_eq!((counts.connections(), counts.open_max("op.example"), counts.rcpts(), counts.data()), (2, 2, 4, 1));
    assert_eq!((counts.asked("x@a.example"), counts.again("x@a.example")), (2, 1));
    assert_eq!(counts.max_rate("op.example", Duration::from_secs(60)), 4);
    let session = counts.sessions("op.example").next().unwrap();
    assert_eq!((session.early, session.mixed, session.refusals, session.quit), (2, 1, 1, true));
    assert!(counts.dns_queries >= 4);
    let json: serde_json::Value = serde_json::from_str(&counts.to_string()).unwrap();
    assert_eq!(json["operators"]["op.example"]["mail"], 2);
    assert!(!format!("{counts:?}").contains("x@a"), "addresses stay out of logs");
}

#[tokio::test]
async fn each_truth_is_told_in_its_words() {
    let truths = [
        ("alive", Truth::Alive, "250", Status::Deliverable),
        ("dead", Truth::Dead, "550 5.1.1", Status::Undeliverable),
        ("full", Truth::Full, "452 4.2.2", Status::Risky),
        ("over", Truth::OverQuota, "552 5.2.2", Status::Risky),
        ("disabled", Truth::Disabled, "550 5.2.1", Status::Undeliverable),
        ("suspended", Truth::Suspended, "450 4.2.1", Status::Risky),
        ("restricted", Truth::Restricted, "550 5.7.124", Status::Risky),
    ];
    let zone = Zone::new("t.example").implicit("mx.t.example");
    let zone = truths.iter().fold(zone, |zone, (local, truth, ..)| zone.mailbox(local, *truth));
    let world = World::new(6).host(Host::new("mx.t.example")).zone(zone);
    let served = world.serve(0, 0).await.unwrap();
    // No MX, but an address.
    let Some(RData::A(ip)) = records(served.dns_addr(), "t.example", RecordType::A).await.pop() else { panic!("no A") };
    let mut client = Client::connect((ip.0, served.smtp_port()).into()).await.unwrap();
    client.start().await;
    for (local, truth, words, status) in truths {
        let address = format!("{local}@t.example");
        client.send(&format!("RCPT TO:<{address}>")).await;
        let reply = client.reply().await;
        assert!(reply.starts_with(words), "{local}: {reply}");
        assert_eq!((world.truth(&address), world.expect(&address)), (Some(truth), status));
    }
    client.send("RCPT TO:<a@elsewhere.example>").await;
    assert!(client.reply().await.starts_with("554 5.7.1"));
}

#[tokio::test]
async fn dns_says_what_the_domain_is() {
    let world = World::new(8)
        .host(Host::new("mx.t.example").alias("t-example.mail.protection.outlook.com"))
        .zone(
            Zone::new("t.example")
                .mx(20, "t-example.mail.protection.outlook.com")
                .mx(10, "mx.t.example")
                .txt("v=spf1 -all"),
        )
        .zone(Zone::new("null.example").dns(Dns::NullMx))
        .zone(Zone::new("none.example").dns(Dns::NoMail))
        .zone(Zone::new("gone.example").dns(Dns::NxDomain))
        .zone(Zone::new("fail.example").dns(Dns::ServFail))
        .zone(Zone::new("mute.example").dns(Dns::Timeout))
        .zone(Zone::new("inside.example").dns(Dns::At(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 9)))))
        .zone((0..40).fold(Zone::new("many.example"), |zone, n| zone.mx(n, &format!("mx{n}.many.example"))));
    let served = world.serve(0, 0).await.unwrap();
    let dns = served.dns_addr();
    let mx = records(dns, "T.example", RecordType::MX).await;
    assert_eq!(mx.len(), 2);
    let shared = records(dns, "t-example.mail.protection.outlook.com", RecordType::A).await;
    assert_eq!(shared, records(dns, "mx.t.example", RecordType::A).await);
    assert_eq!(records(dns, "t.example", RecordType::TXT).await.len(), 1);
    assert!(
        matches!(&records(dns, "null.example", RecordType::MX).await[..], [RData::MX(mx)] if mx.exchange.is_root())
    );
    let inside = records(dns, "mail.inside.example", RecordType::A).await;
    assert!(matches!(inside[..], [RData::A(ip)] if ip.0 == Ipv4Addr::new(10, 0, 0, 9)));
    for (name, code) in [
        ("none.example", ResponseCode::NoError),
        ("gone.example", ResponseCode::NXDomain),
        ("kq3.t.example", ResponseCode::NXDomain),
        ("fail.example", ResponseCode::ServFail),
    ] {
        let reply = ask(dns, name, RecordType::MX).await.unwrap();
        assert_eq!((reply.metadata.response_code, reply.answers.len()), (code, 0), "{name}");
        assert_eq!(reply.authorities.len(), usize::from(code != ResponseCode::ServFail), "{name}: an SOA");
    }
    assert!(ask(dns, "mute.example", RecordType::MX).await.is_none());
    // Too long for UDP, whole over TCP.
    assert!(ask(dns, "many.example", RecordType::MX).await.unwrap().metadata.truncation);
    assert_eq!(ask_tcp(dns, "many.example", RecordType::MX).await.answers.len(), 40);
}

#[tokio::test]
async fn a_lying_resolver_invents_names() {
    let served = World::new(9).lying_resolver().serve(0, 0).await.unwrap();
    assert_eq!(records(served.dns_addr(), "kq3.invented.test", RecordType::A).await.len(), 1);
}

#[tokio::test]
async fn worlds_stand_beside_each_other() {
    let first = World::demo().serve(0, 0).await.unwrap();
    let second = World::demo().serve(0, 0).await.unwrap();
    assert_ne!(first.smtp_port(), second.smtp_port());
    assert!(World::demo().serve(0, first.smtp_port()).await.is_err(), "the port is taken");
    first.stop().await;
    second.stop().await;
}

#[tokio::test]
async fn an_endless_line_ends_the_connection() {
    let served = World::new(10).mood("plain").unwrap().serve(0, 0).await.unwrap();
    let mut client = Client::to(&served, "plain.example").await;
    client.reply().await;
    // The server may close while this is still being written.
    let _ = client.0.write_all(&[b'x'; 9000]).await;
    assert_eq!(client.reply().await, "");
}

async fn mail_host(dns: SocketAddr, domain: &str, port: u16, nth: usize) -> SocketAddr {
    let mx = records(dns, domain, RecordType::MX).await;
    let Some(RData::MX(mx)) = mx.get(nth) else { panic!("{domain}: no MX") };
    let ip = records(dns, &mx.exchange.to_ascii(), RecordType::A).await;
    let Some(RData::A(ip)) = ip.first() else { panic!("{domain}: no A") };
    (ip.0, port).into()
}

async fn records(dns: SocketAddr, name: &str, kind: RecordType) -> Vec<RData> {
    ask(dns, name, kind).await.unwrap().answers.into_iter().map(|record| record.data).collect()
}

fn question(name: &str, kind: RecordType) -> Vec<u8> {
    let mut message = Message::query();
    let mut name = Name::from_ascii(name).unwrap();
    name.set_fqdn(true);
    message.add_query(Query::query(name, kind));
    message.to_vec().unwrap()
}

async fn ask(dns: SocketAddr, name: &str, kind: RecordType) -> Option<Message> {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let question = question(name, kind);
    socket.send_to(&question, dns).await.unwrap();
    let mut buffer = [0; 4096];
    let len = timeout(Duration::from_secs(2), socket.recv(&mut buffer)).await.ok()?.unwrap();
    assert_eq!(buffer[..2], question[..2], "the id is that of the question");
    Some(Message::from_vec(&buffer[..len]).unwrap())
}

async fn ask_tcp(dns: SocketAddr, name: &str, kind: RecordType) -> Message {
    let question = question(name, kind);
    let mut stream = TcpStream::connect(dns).await.unwrap();
    stream.write_u16(question.len() as u16).await.unwrap();
    stream.write_all(&question).await.unwrap();
    let mut answer = vec![0; usize::from(stream.read_u16().await.unwrap())];
    stream.read_exact(&mut answer).await.unwrap();
    Message::from_vec(&answer).unwrap()
}
