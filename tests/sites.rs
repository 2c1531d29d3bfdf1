//! Who is one neighbour, and who is two.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use listproof::{
    site::{Limits, Operator, Profile, Site},
    syntax::HostName,
};
use std::collections::HashSet;

fn operator(host: &str) -> String {
    Operator::of(&[HostName::new(host)]).to_string()
}

fn site(hosts: &[(u16, &str)]) -> Site {
    let hosts: Vec<_> = hosts.iter().map(|(preference, host)| (*preference, HostName::new(host))).collect();
    Site::of(hosts.iter().map(|(preference, host)| (*preference, host)))
}

#[test]
fn operators_by_suffix_by_registrable_domain_or_by_themselves() {
    for (host, name) in [
        ("gmail-smtp-in.l.google.com", "google"),
        ("ASPMX2.GoogleMail.com.", "google"),
        ("notgoogle.com", "notgoogle.com"),
        ("contoso-com.mail.protection.outlook.com", "microsoft365"),
        ("hotmail-com.olc.protection.outlook.com", "outlook"),
        ("smtp.outlook.com", "outlook.com"),
        ("mx1.mail.yahoo.co.jp", "yahoo-japan"),
        ("mx.a.example.co.uk", "example.co.uk"),
        ("mx.example.co.uk", "example.co.uk"),
        ("mx.world.test", "world.test"),
        // The private section: two customers of one hoster.
        ("mx.anna.github.io", "anna.github.io"),
        ("github.io", "github.io"),
        ("com", "com"),
        ("mail", "mail"),
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("_mx.example.org", "example.org"),
        ("", ""),
    ] {
        assert_eq!(operator(host), name, "{host}");
    }
    assert_eq!(Operator::of(&[]).as_str(), "");
}

#[test]
fn the_best_host_decides_and_a_namesake_is_not_the_operator() {
    let hosts = [HostName::new("mx.example.org"), HostName::new("aspmx.l.google.com")];
    assert_eq!(Operator::of(&hosts).as_str(), "example.org");
    let google = Operator::of(&[HostName::new("aspmx.l.google.com")]);
    let namesake = Operator::of(&[HostName::new("google")]);
    assert_eq!(google.as_str(), namesake.as_str());
    assert_ne!(google, namesake);
    assert_eq!(HashSet::from([google.clone(), namesake, google]).len(), 2);
}

#[test]
fn ten_thousand_tenants_are_sites_of_one_operator() {
    let tenants: HashSet<_> =
        (0..10_000).map(|n| site(&[(0, &format!("tenant{n}-com.mail.protection.outlook.com"))])).collect();
    assert_eq!(tenants.len(), 10_000);
    let operators: HashSet<_> = tenants.iter().map(|site| site.operator().clone()).collect();
    assert_eq!(operators.len(), 1);
    let limits = operators.iter().next().unwrap().limits(&Limits::default());
    assert!(limits.one_domain);
    assert!(limits.session_transactions.get() <= 49);
}

#[test]
fn a_site_is_its_hosts_in_the_order_of_preference() {
    let one = site(&[(10, "a.example.net"), (20, "b.example.net")]);
    assert_eq!(one, site(&[(30, "b.example.net"), (5, "a.example.net")]));
    assert_eq!(one, site(&[(10, "a.example.net"), (20, "b.example.net"), (30, "a.example.net")]));
    assert_ne!(one, site(&[(20, "a.example.net"), (10, "b.example.net")]));
    assert_ne!(one, site(&[(10, "a.example.net"), (10, "b.example.net")]));
    assert_ne!(one, site(&[(10, "a.example.net")]));
    assert_eq!(one.as_str(), "a.example.net>b.example.net");
    assert_eq!(one.operator().as_str(), "example.net");
}

#[test]
fn no_profile_makes_us_bolder() {
    let ours = Limits::default();
    for profile in Profile::all() {
        let tight = ours.tightened(profile);
        assert!(tight.connections <= ours.connections, "{}", profile.name());
        assert!(tight.session_transactions <= ours.session_transactions, "{}", profile.name());
        assert!(tight.rate.unwrap().interval() >= ours.rate.unwrap().interval(), "{}", profile.name());
        if let Some(messages) = profile.messages() {
            assert!(tight.session_transactions < messages, "{} hangs up at {messages}", profile.name());
        }
    }
}
