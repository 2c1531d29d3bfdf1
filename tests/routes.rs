//! From a domain to its hosts: what DNS answers mean, what is remembered, and what comes over the wire.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]
#![cfg(feature = "engine")]

use listproof::{
    Cause,
    domain::{Answer, BoxFuture, Lookup, MailHost, Mx, Resolve, ResolveError, Route, Routes, Table},
    site::Reach,
    syntax::{Domain, HostName},
};
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

mod dns;

fn domain(text: &str) -> Domain {
    text.parse().unwrap()
}

fn routes(table: Table) -> Routes {
    Routes::new(Arc::new(table), Reach::default())
}

async fn route(table: Table) -> Route {
    (*routes(table).find(&domain("example.org")).await).clone()
}

fn names(route: &Route) -> Vec<&str> {
    route.hosts().iter().map(|host| host.name.as_str()).collect()
}

const IP: [u8; 4] = [8, 8, 8, 8];

#[tokio::test]
async fn mx_by_preference_each_host_once() {
    let table = Table::new()
        .with_mx("example.org", 20, "b.example.net")
        .with_mx("example.org", 10, "a.example.net")
        .with_mx("example.org", 30, "a.example.net")
        .with_address("a.example.net", IP)
        .with_address("b.example.net", [9, 9, 9, 9]);
    let route = route(table).await;
    assert_eq!(
        route.hosts(),
        [
            MailHost { name: HostName::new("a.example.net"), preference: 10, ips: vec![IP.into()] },
            MailHost { name: HostName::new("b.example.net"), preference: 20, ips: vec![[9, 9, 9, 9].into()] },
        ]
    );
    assert_eq!(route.cause(), None);
    assert_eq!(route.site().unwrap().as_str(), "a.example.net>b.example.net");
}

#[tokio::test]
async fn what_dns_says_without_a_host() {
    use ResolveError::*;
    let mx = |host: &str| Table::new().with_mx("example.org", 10, host);
    let cases: Vec<(&str, Table, Route)> = vec![
        ("nothing", Table::new(), Route::NoDomain),
        ("null MX", Table::new().with_null_mx("example.org"), Route::NullMx),
        ("null MX twice", Table::new().with_null_mx("example.org").with_null_mx("example.org"), Route::NullMx),
        ("a root that is no null MX", mx("."), Route::NoMailHost),
        ("the domain exists and no more", Table::new().with_name("example.org"), Route::NoMailHost),
        ("MX to nowhere", mx("mx.example.net"), Route::NoMailHost),
        ("MX to a name without addresses", mx("mx.example.net").with_name("mx.example.net"), Route::NoMailHost),
        ("MX lookup fails", Table::new().with_failure("example.org", ServFail), Route::Failed(ServFail)),
        ("host lookup fails", mx("mx.example.net").with_failure("mx.example.net", Timeout), Route::Failed(Timeout)),
        (
            "one host fails, one is gone",
            mx("a.example.net").with_mx("example.org", 20, "b.example.net").with_failure("b.example.net", Refused),
            Route::Failed(Refused),
        ),
        (
            "one host fails, one is at loopback",
            mx("a.example.net").with_mx("example.org", 5, "localhost").with_failure("a.example.net", ServFail),
            Route::Failed(ServFail),
        ),
        (
            "a loop of aliases",
            Table::new().with_alias("example.org", "b.test").with_alias("b.test", "example.org"),
            Route::Failed(Malformed("a loop of aliases".into())),
        ),
        ("localhost", mx("localhost"), Route::Unroutable("localhost is at 127.0.0.1 (loopback)".into())),
        (
            "documentation",
            mx("mx.example.net").with_address("mx.example.net", [192, 0, 2, 1]),
            Route::Unroutable("mx.example.net is at 192.0.2.1 (documentation)".into()),
        ),
        (
            "0.0.0.0 of the domain itself",
            Table::new().with_address("example.org", [0, 0, 0, 0]),
            Route::Unroutable("example.org is at 0.0.0.0 (unspecified)".into()),
        ),
        (
            "RFC 1918",
            mx("mx.example.net").with_address("mx.example.net", [10, 0, 0, 1]),
            Route::Private("mx.example.net is at 10.0.0.1 (private)".into()),
        ),
        (
            "private beside loopback: it may be our own company",
            mx("localhost").with_mx("example.org", 20, "b.example.net").with_address("b.example.net", [172, 16, 0, 1]),
            Route::Private("b.example.net is at 172.16.0.1 (private)".into()),
        ),
        (
            "an address in the place of a name",
            mx("8.8.8.8").with_address("8.8.8.8", IP),
            Route::Failed(Malformed("8.8.8.8 is an address in the place of a host name".into())),
        ),
    ];
    for (name, table, expected) in cases {
        assert_eq!(route(table).await, expected, "{name}");
    }
}

#[tokio::test]
async fn one_usable_host_is_enough() {
    let good = || Table::new().with_mx("example.org", 20, "good.example.net").with_address("good.example.net", IP);
    for (name, table) in [
        ("a root", good().with_mx("example.org", 0, ".")),
        ("a literal", good().with_mx("example.org", 0, "9.9.9.9")),
        ("loopback", good().with_mx("example.org", 0, "localhost")),
        ("private", good().with_mx("example.org", 0, "in.example.net").with_address("in.example.net", [10, 0, 0, 1])),
        ("gone", good().with_mx("example.org", 0, "gone.example.net")),
        (
            "failing",
            good().with_mx("example.org", 0, "bad.example.net").with_failure("bad.example.net", ResolveError::Timeout),
        ),
        ("beside a private address of its own", good().with_address("good.example.net", [192, 168, 0, 1])),
    ] {
        let route = route(table).await;
        assert_eq!(names(&route), ["good.example.net"], "{name}");
        assert_eq!(route.hosts()[0].ips, [IpAddr::from(IP)], "{name}");
    }
}

#[tokio::test]
async fn implicit_mx_aliases_and_ipv6_only() {
    let v6: IpAddr = "2606:4700::1".parse().unwrap();
    let implicit = route(Table::new().with_address("example.org", v6)).await;
    assert_eq!(implicit.hosts(), [MailHost { name: HostName::new("example.org"), preference: 0, ips: vec![v6] }]);
    let aliased = Table::new()
        .with_alias("example.org", "real.test")
        .with_mx("real.test", 10, "mx.example.net")
        .with_alias("mx.example.net", "host.example.net")
        .with_address("host.example.net", v6);
    assert_eq!(names(&route(aliased).await), ["mx.example.net"]);
}

#[tokio::test]
async fn a_zone_of_thousands_stays_bounded() {
    let mut table = Table::new();
    for n in 0..3_000_u16 {
        table = table.with_mx("example.org", n, &format!("mx{n}.example.net"));
    }
    // The first usable one is beyond what is asked: nobody can say.
    let table = table.with_address("mx2999.example.net", IP);
    let routes = routes(table);
    let route = routes.find(&domain("example.org")).await;
    assert!(matches!(*route, Route::Failed(_)), "{route:?}");
    assert_eq!(routes.queries(), 1 + Route::HOSTS_ASKED as u64);

    let mut table = Table::new();
    for n in 0..30_u8 {
        table = table.with_mx("example.org", n.into(), &format!("mx{n}.example.net"));
        for last in 0..30 {
            table = table.with_address(&format!("mx{n}.example.net"), [8, 8, n, last]);
            let v6: IpAddr = format!("2606:4700::{n}:{last}").parse().unwrap();
            table = table.with_address(&format!("mx{n}.example.net"), v6);
        }
    }
    let route = self::route(table).await;
    assert_eq!(route.hosts().len(), 10);
    for host in route.hosts() {
        assert_eq!(host.ips.len(), 8);
        assert_eq!(host.ips.iter().filter(|ip| ip.is_ipv4()).count(), 4);
    }
}

#[test]
fn a_host_that_was_not_looked_up_is_no_negative() {
    let mx = Ok(Lookup::Found(vec![Mx { preference: 1, host: HostName::new("mx.example.net") }]));
    let decided = Route::decide(&domain("example.org"), &mx, &HashMap::new(), &Reach::default());
    assert_eq!(decided.cause(), Some(Cause::DnsFailure));
}

#[tokio::test]
async fn named_nets_are_lifted() {
    let table = Table::new()
        .with_mx("example.org", 10, "a.example.net")
        .with_mx("example.org", 20, "b.example.net")
        .with_mx("example.org", 30, "localhost")
        .with_address("a.example.net", [127, 0, 0, 2])
        .with_address("b.example.net", [10, 0, 0, 1]);
    let reach = Reach::new(vec!["127.0.0.0/8".parse().unwrap(), "10.0.0.0/8".parse().unwrap()]);
    let routes = Routes::new(Arc::new(table), reach);
    let route = routes.find(&domain("example.org")).await;
    assert_eq!(names(&route), ["a.example.net", "b.example.net", "localhost"]);
    assert_eq!(route.hosts()[2].ips, [IpAddr::from([127, 0, 0, 1])]);
}

/// Counts what is under way, and waits for its turn, so that questions overlap.
struct Slow {
    table: Table,
    calls: AtomicU64,
}

impl Slow {
    fn new(table: Table) -> Arc<Self> {
        Arc::new(Self { table, calls: AtomicU64::new(0) })
    }

    async fn pause(&self) {
        self.calls.fetch_add(1, Relaxed);
        for _ in 0..5 {
            tokio::task::yield_now().await;
        }
    }
}

impl Resolve for Slow {
    fn mx<'a>(&'a self, domain: &'a Domain) -> BoxFuture<'a, Result<Answer<Mx>, ResolveError>> {
        Box::pin(async move {
            self.pause().await;
            self.table.mx(domain).await
        })
    }

    fn addresses<'a>(&'a self, host: &'a HostName) -> BoxFuture<'a, Result<Answer<IpAddr>, ResolveError>> {
        Box::pin(async move {
            self.pause().await;
            self.table.addresses(host).await
        })
    }
}

#[tokio::test]
async fn equal_questions_are_asked_once_and_hosts_are_shared() {
    let mut table = Table::new().with_address("mx.example.net", IP);
    for n in 0..100 {
        table = table.with_mx(&format!("d{n}.example"), 10, "mx.example.net");
    }
    let slow = Slow::new(table);
    let routes = Arc::new(Routes::new(slow.clone(), Reach::default()));
    assert!(!routes.proven());
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..1_000 {
        let routes = Arc::clone(&routes);
        tasks.spawn(async move { routes.find(&domain(&format!("d{}.example", n % 100))).await });
    }
    let found = tasks.join_all().await;
    assert_eq!(slow.calls.load(Relaxed), 100 + 1);
    assert!(found.iter().all(|route| Arc::ptr_eq(route, &found[0])), "equal routes are one");
    assert!(routes.proven());
}

#[tokio::test]
async fn failures_are_shared_while_under_way_and_then_forgotten() {
    let slow = Slow::new(Table::new().with_failure("example.org", ResolveError::ServFail));
    let routes = Arc::new(Routes::new(slow.clone(), Reach::default()));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let routes = Arc::clone(&routes);
        tasks.spawn(async move { routes.find(&domain("example.org")).await });
    }
    tasks.join_all().await;
    assert_eq!(slow.calls.load(Relaxed), 1);
    routes.find(&domain("example.org")).await;
    assert_eq!(slow.calls.load(Relaxed), 2);
    assert!(!routes.proven());
}

#[tokio::test(start_paused = true)]
async fn a_dead_host_is_asked_once_in_half_a_minute() {
    let mut table = Table::new().with_failure("mx.example.net", ResolveError::Timeout);
    for n in 0..100 {
        table = table.with_mx(&format!("d{n}.example"), 10, "mx.example.net");
    }
    let routes = routes(table);
    for n in 0..100 {
        let route = routes.find(&domain(&format!("d{n}.example"))).await;
        assert_eq!(*route, Route::Failed(ResolveError::Timeout));
    }
    assert_eq!(routes.queries(), 100 + 1);
    tokio::time::advance(Duration::from_secs(31)).await;
    routes.find(&domain("d0.example")).await;
    assert_eq!(routes.queries(), 101 + 2, "the failed route is forgotten, and now the host");
    routes.again(&domain("d0.example")).await;
    assert_eq!(routes.queries(), 103 + 2, "a second look waits for nothing");
}

#[test]
fn address_literals_go_where_they_say() {
    let reach = Reach::default();
    let there = Route::literal(IP.into(), &reach);
    assert_eq!(there.hosts()[0].ips, [IpAddr::from(IP)]);
    assert_eq!(there.operators()[0].as_str(), "8.8.8.8");
    let cause = |ip: &str| Route::literal(ip.parse().unwrap(), &reach).cause();
    assert_eq!(cause("127.0.0.1"), Some(Cause::UnroutableHost));
    assert_eq!(cause("::ffff:192.168.0.1"), Some(Cause::PrivateHost));
}

#[tokio::test]
async fn whoever_waits_takes_over_when_the_first_is_dropped() {
    let slow = Slow::new(Table::new().with_address("example.org", IP));
    let routes = Arc::new(Routes::new(slow.clone(), Reach::default()));
    let first = tokio::spawn({
        let routes = Arc::clone(&routes);
        async move { routes.find(&domain("example.org")).await }
    });
    tokio::task::yield_now().await;
    let second = tokio::spawn({
        let routes = Arc::clone(&routes);
        async move { routes.find(&domain("example.org")).await }
    });
    tokio::task::yield_now().await;
    first.abort();
    assert_eq!(names(&second.await.unwrap()), ["example.org"]);
}

#[tokio::test(start_paused = true)]
async fn answers_live_as_long_as_their_ttl() {
    let table = |ttl| Table::new().with_null_mx("example.org").with_ttl(Duration::from_secs(ttl));
    // (TTL, waited, asked again): zero becomes a minute, a week six hours.
    for (ttl, waited, again) in [
        (300, 299, false),
        (300, 301, true),
        (0, 59, false),
        (0, 61, true),
        (604_800, 21_599, false),
        (604_800, 21_601, true),
    ] {
        let routes = routes(table(ttl));
        routes.find(&domain("example.org")).await;
        tokio::time::advance(Duration::from_secs(waited)).await;
        routes.find(&domain("example.org")).await;
        assert_eq!(routes.queries(), if again { 2 } else { 1 }, "ttl {ttl}, after {waited} s");
    }
}

#[tokio::test]
async fn a_second_look_asks_everything_again_and_stays() {
    let routes = routes(Table::new().with_mx("example.org", 10, "mx.example.net"));
    let example = domain("example.org");
    assert_eq!(*routes.find(&example).await, Route::NoMailHost);
    assert_eq!(routes.queries(), 2);
    assert_eq!(*routes.again(&example).await, Route::NoMailHost);
    assert_eq!(routes.queries(), 4);
    routes.find(&example).await;
    assert_eq!(routes.queries(), 4);
}

/// Answers a name under some suffixes, whatever it is.
struct Liar(&'static [&'static str]);

impl Liar {
    fn lies(&self, name: &str) -> bool {
        self.0.iter().any(|suffix| name.ends_with(suffix))
    }
}

impl Resolve for Liar {
    fn mx<'a>(&'a self, _: &'a Domain) -> BoxFuture<'a, Result<Answer<Mx>, ResolveError>> {
        Box::pin(async { Ok(Answer { lookup: Lookup::NoData, ttl: Duration::ZERO }) })
    }

    fn addresses<'a>(&'a self, host: &'a HostName) -> BoxFuture<'a, Result<Answer<IpAddr>, ResolveError>> {
        assert!(!host.as_str().ends_with(".invalid"));
        let lookup = match self.lies(host.as_str()) {
            true => Lookup::Found(vec![Ipv4Addr::new(8, 8, 4, 4).into()]),
            false => Lookup::NxDomain,
        };
        Box::pin(async { Ok(Answer { lookup, ttl: Duration::ZERO }) })
    }
}

#[tokio::test]
async fn a_resolver_that_invents_names_is_found_out() {
    let sample = |names: &[&str]| names.iter().map(|name| domain(name)).collect::<Vec<_>>();
    for (liar, names, invents) in [
        (&[""][..], &["a.com", "b.de"][..], true),
        (&[""], &["a.com", "b.com"], true),
        (&[""], &["bad.invalid"], true),
        (&[""], &[], true),
        // Honest: nothing, one whole top-level domain, and wildcards inside zones and hosters.
        (&["nowhere"], &["a.com", "b.de"], false),
        (&[".ws"], &["a.ws", "b.com", "c.de"], false),
        (&[".a.com", ".b.de"], &["x.a.com", "y.b.de"], false),
        (&[".github.io", ".blogspot.com"], &["a.github.io", "b.blogspot.com"], false),
        (&[".com", ".de"], &["x.a.com", "y.b.de"], true),
    ] {
        let routes = Routes::new(Arc::new(Liar(liar)), Reach::default());
        assert_eq!(routes.invents(&sample(names), "q7xkvz2m").await, invents, "{liar:?} {names:?}");
    }
    let failing = Table::new().with_failure("q7xkvz2m.com", ResolveError::ServFail);
    assert!(!routes(failing).invents(&sample(&["a.com"]), "q7xkvz2m").await);
}
