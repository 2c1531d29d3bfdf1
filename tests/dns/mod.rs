//! `Hickory` against a name server on loopback that does what it is told.

use hickory_resolver::proto::{
    op::{Message, MessageType, ResponseCode},
    rr::{
        Name, RData, Record, RecordType,
        rdata::{A, AAAA, CNAME, MX, NS, SOA},
    },
};
use listproof::{
    domain::{Answer, Hickory, Lookup, Mx, Resolve, ResolveError, Route, Routes},
    site::Reach,
    syntax::HostName,
};
use std::{
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, UdpSocket},
};

/// Counts datagrams and TCP questions.
#[derive(Default)]
struct Seen {
    udp: AtomicU64,
    tcp: AtomicU64,
}

async fn serve() -> (Hickory, Arc<Seen>) {
    let (addr, seen) = server().await;
    (Hickory::new(&[addr]).unwrap(), seen)
}

async fn server() -> (SocketAddr, Arc<Seen>) {
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = tcp.local_addr().unwrap();
    let udp = UdpSocket::bind(addr).await.unwrap();
    let seen = Arc::new(Seen::default());
    let counts = Arc::clone(&seen);
    tokio::spawn(async move {
        let mut buffer = [0; 4096];
        loop {
            let (length, peer) = udp.recv_from(&mut buffer).await.unwrap();
            let nth = counts.udp.fetch_add(1, Relaxed);
            if let Some(reply) = answer(&buffer[..length], true, nth) {
                udp.send_to(&reply, peer).await.unwrap();
            }
        }
    });
    let counts = Arc::clone(&seen);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = tcp.accept().await.unwrap();
            let counts = Arc::clone(&counts);
            tokio::spawn(async move {
                while let Ok(length) = stream.read_u16().await {
                    let mut question = vec![0; length.into()];
                    stream.read_exact(&mut question).await.unwrap();
                    counts.tcp.fetch_add(1, Relaxed);
                    if let Some(reply) = answer(&question, false, 0) {
                        stream.write_u16(reply.len() as u16).await.unwrap();
                        stream.write_all(&reply).await.unwrap();
                    }
                }
            });
        }
    });
    (addr, seen)
}

fn name(text: &str) -> Name {
    let mut name = Name::from_ascii(text).unwrap();
    name.set_fqdn(true);
    name
}

fn soa(zone: &str) -> Record {
    Record::from_rdata(name(zone), 600, RData::SOA(SOA::new(name("ns.test"), name("root.test"), 1, 60, 60, 60, 30)))
}

fn answer(question: &[u8], udp: bool, nth: u64) -> Option<Vec<u8>> {
    let question = Message::from_vec(question).unwrap();
    let query = question.queries[0].clone();
    assert!(question.edns.is_some(), "without EDNS, answers stop at 512 octets");
    let owner = query.name().to_ascii().trim_end_matches('.').to_ascii_lowercase();
    let kind = query.query_type();
    let mut reply = Message::new(question.metadata.id, MessageType::Response, question.metadata.op_code);
    reply.metadata.recursion_available = true;
    reply.queries.push(query);
    let record = |data| Record::from_rdata(name(&owner), 77, data);
    let alias = |from: &str, to: &str| Record::from_rdata(name(from), 50, RData::CNAME(CNAME(name(to))));
    let mx = |preference, host: &str| record(RData::MX(MX::new(preference, name(host))));
    match (owner.as_str(), kind) {
        ("good.test", RecordType::MX) => reply.answers = vec![mx(20, "MX2.good.test"), mx(10, "mx1.good.test")],
        ("odd.test", RecordType::MX) => reply.answers = vec![mx(1, "_mx.odd.test"), mx(2, "a\\.b.odd.test")],
        ("_mx.odd.test" | "a\\.b.odd.test", RecordType::A) => {
            reply.answers = vec![record(RData::A(A::new(8, 8, 8, 8)))]
        }
        ("mx1.good.test", RecordType::A) => reply.answers = vec![record(RData::A(A::new(8, 8, 8, 8)))],
        ("mx1.good.test", RecordType::AAAA) => {
            reply.answers = vec![record(RData::AAAA(AAAA("2606:4700::1".parse().unwrap())))];
        }
        ("half.test", RecordType::A) => reply.answers = vec![record(RData::A(A::new(8, 8, 8, 8)))],
        ("halfloop.test", RecordType::A) => reply.answers = vec![record(RData::A(A::new(127, 0, 0, 1)))],
        ("half.test" | "halfloop.test", RecordType::AAAA) => reply.metadata.response_code = ResponseCode::ServFail,
        ("null.test", RecordType::MX) => reply.answers = vec![mx(0, ".")],
        ("servfail.test", _) => reply.metadata.response_code = ResponseCode::ServFail,
        ("refused.test", _) => reply.metadata.response_code = ResponseCode::Refused,
        ("notimp.test", _) => reply.metadata.response_code = ResponseCode::NotImp,
        ("silent.test", _) => return None,
        // Every datagram but the first is answered.
        ("lossy.test", _) if nth == LOST => return None,
        ("big.test", RecordType::MX) if udp => reply.metadata.truncation = true,
        ("big.test", RecordType::MX) => reply.answers = (0..200).map(|n| mx(n, &format!("mx{n}.big.test"))).collect(),
        ("ring.test", _) => reply.answers = vec![alias("ring.test", "ring2.test"), alias("ring2.test", "ring.test")],
        ("self.test", _) => reply.answers = vec![alias("self.test", "self.test")],
        ("long.test", _) => reply.answers = vec![alias(&owner, "long0.test")],
        (long, _) if long.starts_with("long") => {
            let n: u32 = long.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
            reply.answers = vec![alias(long, &format!("long{}.test", n + 1))];
        }
        ("alias.test", _) => reply.answers = vec![alias("alias.test", "good.test")],
        ("dangling.test", _) => {
            reply.answers = vec![alias("dangling.test", "gone.test")];
            reply.metadata.response_code = ResponseCode::NXDomain;
            reply.authorities = vec![soa("test")];
        }
        ("referral.test", _) => {
            reply.authorities = vec![Record::from_rdata(name("test"), 60, RData::NS(NS(name("ns.test"))))];
        }
        ("bare.test", _) => {}
        ("nodata.test" | "half.test" | "good.test" | "mx2.good.test" | "lossy.test", _) => {
            reply.authorities = vec![soa("test")]
        }
        (n, _) if n.ends_with("odd.test") => reply.authorities = vec![soa("test")],
        _ => {
            reply.metadata.response_code = ResponseCode::NXDomain;
            reply.authorities = vec![soa("test")];
        }
    }
    Some(reply.to_vec().unwrap())
}

/// Which datagram of a test is lost: behind 40 that were answered "no".
const LOST: u64 = 40;

async fn mx(hickory: &Hickory, domain: &str) -> Result<Answer<Mx>, ResolveError> {
    hickory.mx(&domain.parse().unwrap()).await
}

async fn addresses(hickory: &Hickory, host: &str) -> Result<Answer<IpAddr>, ResolveError> {
    hickory.addresses(&HostName::new(host)).await
}

#[tokio::test]
async fn records_come_with_their_ttl_and_one_question_each() {
    let (hickory, seen) = serve().await;
    let answer = mx(&hickory, "good.test").await.unwrap();
    let Lookup::Found(mut records) = answer.lookup else { panic!("{answer:?}") };
    records.sort();
    let record = |preference, host| Mx { preference, host: HostName::new(host) };
    assert_eq!(records, [record(10, "mx1.good.test"), record(20, "mx2.good.test")]);
    assert_eq!(answer.ttl, Duration::from_secs(77));
    assert_eq!((seen.udp.load(Relaxed), seen.tcp.load(Relaxed), hickory.queries()), (1, 0, 1));

    let both = addresses(&hickory, "mx1.good.test").await.unwrap();
    assert!(matches!(&both.lookup, Lookup::Found(ips) if ips.len() == 2), "{both:?}");
    assert_eq!(seen.udp.load(Relaxed), 3);
    mx(&hickory, "good.test").await.unwrap();
    assert_eq!(seen.udp.load(Relaxed), 4, "nothing is remembered here");
}

#[tokio::test]
async fn no_is_told_from_nobody_could_say() {
    let (hickory, _) = serve().await;
    let negative = |lookup| Ok(Answer { lookup, ttl: Duration::from_secs(30) });
    assert_eq!(mx(&hickory, "gone.test").await, negative(Lookup::NxDomain));
    assert_eq!(mx(&hickory, "nodata.test").await, negative(Lookup::NoData));
    assert_eq!(mx(&hickory, "dangling.test").await, negative(Lookup::NxDomain));
    let bare = mx(&hickory, "bare.test").await.unwrap();
    assert_eq!((bare.lookup, bare.ttl), (Lookup::NoData, Duration::from_secs(60)));
    assert_eq!(mx(&hickory, "servfail.test").await, Err(ResolveError::ServFail));
    assert_eq!(mx(&hickory, "refused.test").await, Err(ResolveError::Refused));
    assert!(matches!(mx(&hickory, "notimp.test").await, Err(ResolveError::Other(_))));
    for lost in ["referral.test", "ring.test", "self.test", "long.test"] {
        let answer = mx(&hickory, lost).await;
        assert!(matches!(answer, Err(ResolveError::Malformed(_))), "{lost}: {answer:?}");
    }
}

#[tokio::test]
async fn aliases_null_mx_and_odd_names() {
    let (hickory, _) = serve().await;
    let answer = mx(&hickory, "alias.test").await.unwrap();
    assert!(matches!(&answer.lookup, Lookup::Found(records) if records.len() == 2), "{answer:?}");
    let null = mx(&hickory, "null.test").await.unwrap();
    assert!(matches!(&null.lookup, Lookup::Found(records) if records[0].host.is_root()), "{null:?}");
    let odd = mx(&hickory, "odd.test").await.unwrap();
    let Lookup::Found(records) = odd.lookup else { panic!() };
    for record in records {
        let found = hickory.addresses(&record.host).await.unwrap();
        assert!(matches!(found.lookup, Lookup::Found(_)), "{} {found:?}", record.host);
    }
}

#[tokio::test]
async fn one_family_suffices_if_it_can_be_dialled() {
    let (hickory, _) = serve().await;
    let half = addresses(&hickory, "half.test").await.unwrap();
    assert_eq!(half.lookup, Lookup::Found(vec![[8, 8, 8, 8].into()]));
    assert_eq!(addresses(&hickory, "halfloop.test").await, Err(ResolveError::ServFail));
    assert_eq!(addresses(&hickory, "gone.test").await.unwrap().lookup, Lookup::NxDomain);
    assert_eq!(addresses(&hickory, "nodata.test").await.unwrap().lookup, Lookup::NoData);
}

#[tokio::test]
async fn a_cut_answer_comes_again_over_tcp() {
    let (hickory, seen) = serve().await;
    let answer = mx(&hickory, "big.test").await.unwrap();
    assert!(matches!(&answer.lookup, Lookup::Found(records) if records.len() == 200));
    assert_eq!((seen.udp.load(Relaxed), seen.tcp.load(Relaxed), hickory.queries()), (1, 1, 2));
}

#[tokio::test]
async fn special_names_are_not_asked() {
    let (hickory, seen) = serve().await;
    assert_eq!(mx(&hickory, "bad.invalid").await.unwrap().lookup, Lookup::NxDomain);
    assert_eq!(mx(&hickory, "localhost").await.unwrap().lookup, Lookup::NoData);
    let local = addresses(&hickory, "localhost").await.unwrap();
    assert!(matches!(&local.lookup, Lookup::Found(ips) if ips.iter().all(IpAddr::is_loopback)), "{local:?}");
    assert_eq!(seen.udp.load(Relaxed), 0);
}

#[tokio::test]
async fn silence_ends_and_a_second_server_is_asked() {
    let (addr, _) = server().await;
    let started = listproof::clock::now();
    let hickory = Hickory::new(&[addr]).unwrap();
    assert_eq!(mx(&hickory, "silent.test").await, Err(ResolveError::Timeout));
    assert!(started.elapsed() < Duration::from_secs(7), "{:?}", started.elapsed());

    let dead = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let hickory = Hickory::new(&[dead.local_addr().unwrap(), addr]).unwrap();
    assert!(mx(&hickory, "good.test").await.is_ok());
    assert!(Hickory::new(&[]).is_err());
}

#[tokio::test]
async fn a_dirty_list_does_not_slow_down_what_is_lost() {
    let (hickory, seen) = serve().await;
    for n in 0..LOST {
        assert_eq!(mx(&hickory, &format!("gone{n}.test")).await.unwrap().lookup, Lookup::NxDomain);
    }
    let started = listproof::clock::now();
    assert_eq!(mx(&hickory, "lossy.test").await.unwrap().lookup, Lookup::NoData);
    let waited = started.elapsed();
    assert!(waited < Duration::from_millis(1_500), "the cap on the wait is gone: {waited:?}");
    assert!(seen.udp.load(Relaxed) > LOST + 1);
}

#[tokio::test]
async fn over_the_wire_to_a_route() {
    let (hickory, _) = serve().await;
    let routes = Routes::new(Arc::new(hickory), Reach::default());
    let find = async |domain: &str| (*routes.find(&domain.parse().unwrap()).await).clone();
    assert!(!routes.proven());
    assert_eq!(find("gone.test").await, Route::NoDomain);
    assert_eq!(find("nodata.test").await, Route::NoMailHost);
    assert!(!routes.proven());
    assert_eq!(find("null.test").await, Route::NullMx);
    assert_eq!(find("servfail.test").await, Route::Failed(ResolveError::ServFail));
    assert_eq!(find("half.test").await.hosts().len(), 1, "an implicit MX");
    let good = find("good.test").await;
    assert_eq!(good.hosts().len(), 1, "the second host has no address");
    assert!(routes.proven());
    assert!(!routes.invents(&["good.test".parse().unwrap()], "q7xkvz2m").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_of_questions_waits_for_room() {
    let (hickory, seen) = serve().await;
    let hickory = Arc::new(hickory);
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..5_000 {
        let hickory = Arc::clone(&hickory);
        tasks.spawn(async move { mx(&hickory, &format!("gone{n}.test")).await.map(|answer| answer.lookup) });
    }
    for answer in tasks.join_all().await {
        assert_eq!(answer, Ok(Lookup::NxDomain));
    }
    assert!(seen.udp.load(Relaxed) >= 5_000);
}
