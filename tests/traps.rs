//! What servers say that other verifiers read wrongly: each trap is a scripted server with a recipient of its own, and a
//! row that says what is true of that recipient.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use listproof::domain::Table;
use listproof::facts::{Flags, flags};
use listproof::probe::{BoxFuture, Connect, Stream};
use listproof::site::Limits;
use listproof::syntax::Domain;
use listproof::{Cause, Identity, Status, Verdict, Verifier};
use std::collections::HashMap;
use std::future::poll_fn;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};

/// A server, somebody it is asked about, and what is true.
struct Trap {
    name: &'static str,
    domain: &'static str,
    local: &'static str,
    /// What the server says to a recipient.
    says: fn(&Asked<'_>) -> Says,
    expected: (Status, Cause),
}

/// A recipient at the moment of RCPT.
struct Asked<'a> {
    local: &'a str,
    /// Lives here.
    known: bool,
    /// How often this recipient was asked about before.
    before: u32,
    /// How many were taken in this transaction.
    taken: u32,
}

enum Says {
    Reply(String),
    /// And hangs up.
    Goodbye(String),
}

const fn trap(
    name: &'static str,
    domain: &'static str,
    local: &'static str,
    says: fn(&Asked<'_>) -> Says,
    status: Status,
    cause: Cause,
) -> Trap {
    Trap { name, domain, local, says, expected: (status, cause) }
}

#[rustfmt::skip]
const TRAPS: &[Trap] = &[
    trap("250", "plain.example", "anna", plain, Status::Deliverable, Cause::Accepted),
    trap("550 5.1.1", "plain.example", "gone", plain, Status::Undeliverable, Cause::NoMailbox),
    trap("everybody is accepted", "all.example", "anna", all, Status::Risky, Cause::AcceptsAll),
    trap("postgrey", "postgrey.example", "anna", postgrey, Status::Deliverable, Cause::Accepted),
    trap("greylisting by 451", "grey.example", "anna", grey, Status::Deliverable, Cause::Accepted),
    trap("RFC 5321's words for busy", "busy.example", "anna", busy, Status::Deliverable, Cause::Accepted),
    trap("a block list, named at RCPT", "listed.example", "anna", listed, Status::Unknown, Cause::SenderBlocked),
    trap("Microsoft's block list", "microsoft.example", "anna", microsoft, Status::Unknown, Cause::SenderBlocked),
    trap("over quota", "quota.example", "anna", quota, Status::Risky, Cause::MailboxFull),
    trap("too many at the second", "narrow.example", "anna", narrow, Status::Deliverable, Cause::Accepted),
    trap("too many, and dead", "narrow.example", "gone", narrow, Status::Undeliverable, Cause::NoMailbox),
    trap("'inactive' in a name", "words.example", "inactive.user", busy, Status::Deliverable, Cause::Accepted),
    trap("'spamhaus' in a name", "words.example", "spamhaus.fan", busy, Status::Deliverable, Cause::Accepted),
    trap("hangs up after a refusal, alive", "curt.example", "anna", curt, Status::Deliverable, Cause::Accepted),
    trap("hangs up after a refusal, dead", "curt.example", "gone", curt, Status::Undeliverable, Cause::NoMailbox),
    trap("the first host is down", "backup.example", "anna", plain, Status::Deliverable, Cause::Accepted),
    trap("null MX", "null.example", "anna", plain, Status::Undeliverable, Cause::NullMx),
    trap("an A record alone", "bare.example", "anna", plain, Status::Deliverable, Cause::Accepted),
    trap("a disposable domain", "mailinator.com", "anna", plain, Status::Deliverable, Cause::Accepted),
    trap("a role that is not there", "roles.example", "info", roles, Status::Undeliverable, Cause::NoMailbox),
    trap("an international domain", "bücherok.de", "anna", plain, Status::Deliverable, Cause::Accepted),
    trap("a block with 250 in its words", "digits.example", "anna", digits, Status::Unknown, Cause::SenderBlocked),
    trap("a dead one behind a block", "digits.example", "gone", digits, Status::Unknown, Cause::SenderBlocked),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_trap_is_read_rightly() {
    let verdicts = ask().await;
    let mut wrong = Vec::new();
    for trap in TRAPS {
        let verdict = &verdicts[trap.name];
        println!("{:32} {} {}", trap.name, verdict.status(), verdict.cause());
        let (status, cause) = trap.expected;
        // Once an operator blocks, the rest of its domain is left in peace.
        let spared = cause == Cause::SenderBlocked && verdict.cause() == Cause::NotProbed;
        if verdict.status() != status || (verdict.cause() != cause && !spared) {
            wrong.push(format!("{}: {} {:?}", trap.name, verdict.cause(), verdict.evidence()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_disposable_domain_is_flagged() {
    assert!(flags("anna", "mailinator.com").contains(Flags::DISPOSABLE));
}

/// Everybody, and somebody at each domain who lives there.
async fn ask() -> HashMap<&'static str, Verdict> {
    let mut table = Table::new().with_mx("sender.example", 10, "mx.sender.example").with_null_mx("null.example");
    for trap in TRAPS {
        let domain: Domain = trap.domain.parse().unwrap();
        let host = format!("mx.{}", domain.as_str());
        table = match trap.domain {
            "null.example" => table,
            "bare.example" => table.with_address("bare.example", trap.ip()),
            "backup.example" => table
                .with_mx("backup.example", 5, "down.backup.example")
                .with_address("down.backup.example", DOWN)
                .with_mx("backup.example", 10, &host)
                .with_address(&host, trap.ip()),
            _ if trap.is_first() => table.with_mx(domain.as_str(), 10, &host).with_address(&host, trap.ip()),
            _ => table,
        };
    }
    let verifier = Verifier::builder(Identity::new("probe.sender.example", "verify@sender.example").unwrap())
        .resolve(table)
        .connect(Servers::default())
        .allow_net("127.0.0.0/8".parse().unwrap())
        .limits(Limits::default().rate(None).connection_rate(None))
        .greylist_wait(Duration::from_millis(500))
        .give_up_after(Duration::from_secs(4))
        .confirm_wait(Duration::from_millis(300))
        .reply_timeout(Duration::from_secs(5))
        .seed(1)
        .build()
        .unwrap();
    let mut rows: Vec<_> = TRAPS.iter().map(|trap| (trap.name, format!("{}@{}", trap.local, trap.domain))).collect();
    rows.extend(TRAPS.iter().filter(|trap| trap.is_first()).map(|trap| ("", format!("neighbour@{}", trap.domain))));
    let rows = rows.into_iter().map(|(name, address)| (name, address.parse().unwrap()));
    let mut verdicts = pin!(verifier.stream(List(rows.collect::<Vec<_>>().into_iter())));
    let mut answers = HashMap::new();
    while let Some((name, verdict)) =
        poll_fn(|context| futures_core::Stream::poll_next(verdicts.as_mut(), context)).await
    {
        answers.insert(name, verdict);
    }
    answers
}

impl Trap {
    /// The first of its domain has the server.
    fn is_first(&self) -> bool {
        TRAPS.iter().find(|trap| trap.domain == self.domain).is_some_and(|trap| trap.name == self.name)
    }

    fn ip(&self) -> Ipv4Addr {
        let nth = TRAPS.iter().position(|trap| trap.domain == self.domain).unwrap();
        Ipv4Addr::new(127, 30, 5, u8::try_from(nth).unwrap())
    }
}

/// Where nobody listens.
const DOWN: Ipv4Addr = Ipv4Addr::new(127, 30, 5, 200);

fn plain(asked: &Asked<'_>) -> Says {
    Says::Reply(match asked.known {
        true => "250 2.1.5 Ok".to_owned(),
        false => {
            format!("550 5.1.1 <{}>: Recipient address rejected: User unknown in local recipient table", asked.local)
        }
    })
}

fn all(_: &Asked<'_>) -> Says {
    reply("250 2.1.5 Ok")
}

/// Everybody at first, then as usual.
fn at_first(asked: &Asked<'_>, words: &str) -> Says {
    if asked.before == 0 { reply(words) } else { plain(asked) }
}

fn postgrey(asked: &Asked<'_>) -> Says {
    let words = format!(
        "450 4.2.0 <{}>: Recipient address rejected: Greylisted, see http://postgrey.example/help",
        asked.local
    );
    at_first(asked, &words)
}

fn grey(asked: &Asked<'_>) -> Says {
    at_first(asked, "451 4.7.1 Greylisting in action, please come back later")
}

fn busy(asked: &Asked<'_>) -> Says {
    at_first(asked, &format!("450 <{}>: Requested mail action not taken: mailbox unavailable", asked.local))
}

fn listed(_: &Asked<'_>) -> Says {
    reply("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org")
}

fn microsoft(_: &Asked<'_>) -> Says {
    reply(
        "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider \
         since part of their network is on our block list (S3150).",
    )
}

fn quota(asked: &Asked<'_>) -> Says {
    if asked.local == "anna" { reply("452 4.2.2 The email account is over quota") } else { plain(asked) }
}

fn narrow(asked: &Asked<'_>) -> Says {
    if asked.taken > 0 { reply("452 4.5.3 Too many recipients") } else { plain(asked) }
}

fn curt(asked: &Asked<'_>) -> Says {
    if asked.known { plain(asked) } else { Says::Goodbye("550 5.1.1 User unknown".to_owned()) }
}

fn roles(asked: &Asked<'_>) -> Says {
    if asked.local == "info" { reply("550 5.1.1 User unknown") } else { plain(asked) }
}

fn digits(_: &Asked<'_>) -> Says {
    reply("554 5.7.1 Client host [203.0.113.250] blocked")
}

fn reply(words: &str) -> Says {
    Says::Reply(words.to_owned())
}

/// All servers, in memory.
#[derive(Clone, Default)]
struct Servers {
    /// How often each recipient was asked about.
    asked: Arc<Mutex<HashMap<String, u32>>>,
}

impl Connect for Servers {
    fn connect(&self, to: SocketAddr, _: Option<IpAddr>) -> BoxFuture<'_, io::Result<Box<dyn Stream>>> {
        let trap = TRAPS.iter().find(|trap| IpAddr::V4(trap.ip()) == to.ip());
        Box::pin(async move {
            let trap = trap.ok_or(io::ErrorKind::ConnectionRefused)?;
            let (near, far) = tokio::io::duplex(65_536);
            let servers = self.clone();
            tokio::spawn(async move { drop(servers.talk(trap, far).await) });
            Ok(Box::new(near) as Box<dyn Stream>)
        })
    }
}

impl Servers {
    async fn talk(&self, trap: &Trap, far: DuplexStream) -> io::Result<()> {
        let mut wire = BufReader::new(far);
        wire.write_all(b"220 mx ESMTP\r\n").await?;
        let (mut line, mut taken) = (String::new(), 0);
        while wire.read_line(&mut line).await? > 0 {
            let command = line.trim_end().to_ascii_lowercase();
            let says = if let Some(path) = command.strip_prefix("rcpt to:<") {
                let says = (trap.says)(&self.asked(path.split('>').next().unwrap_or_default(), taken));
                taken += u32::from(matches!(&says, Says::Reply(words) if words.starts_with('2')));
                says
            } else {
                taken = 0;
                reply(if command.starts_with("quit") { "221 Bye" } else { "250 Ok" })
            };
            let (Says::Reply(words) | Says::Goodbye(words)) = &says;
            wire.write_all(format!("{words}\r\n").as_bytes()).await?;
            if matches!(says, Says::Goodbye(_)) || command.starts_with("quit") {
                break;
            }
            line.clear();
        }
        wire.shutdown().await
    }

    fn asked<'a>(&self, recipient: &'a str, taken: u32) -> Asked<'a> {
        let local = recipient.split('@').next().unwrap_or_default();
        let known = ["anna", "neighbour", "inactive.user", "spamhaus.fan"].contains(&local);
        let mut asked = self.asked.lock().unwrap();
        let times = asked.entry(recipient.to_owned()).or_default();
        *times += 1;
        Asked { local, known, before: *times - 1, taken }
    }
}

/// A list as a stream.
struct List<I>(I);

impl<I: Iterator + Unpin> futures_core::Stream for List<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}
