//! Verdicts and their evidence come back from JSON as they went in.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use listproof::smtp::{Reply, Stage};
use listproof::verdict::{Control, ControlKind, Evidence};
use listproof::{Cause, Verdict};

#[test]
fn a_verdict_comes_back_as_it_went_in() {
    let reply = Reply::parse(b"550-5.1.1 line \xc3\xa4\r\n550 5.1.1 two\r\n").expect("a reply");
    let mut evidence = Evidence::default();
    evidence.stage = Some(Stage::Rcpt);
    evidence.host = Some("mx.example.org".to_owned());
    evidence.ip = "2001:db8::1".parse().ok();
    evidence.code = Some(reply.code());
    evidence.enhanced = reply.enhanced();
    evidence.text = reply.text().to_owned();
    evidence.controls = vec![Control::new(ControlKind::Absent, 550), Control::new(ControlKind::Present, 250)];
    evidence.attempts = 2;
    evidence.tls = true;
    evidence.at = 1_795_000_000;
    for cause in Cause::ALL {
        let address = "josé+news@xn--mnchen-3ya.de".parse().expect("an address");
        let verdict = Verdict::new(address, *cause, evidence.clone());
        let json = serde_json::to_string(&verdict).expect("serialises");
        assert!(json.contains(&format!("\"cause\":\"{cause}\"")), "{json}");
        let back: Verdict = serde_json::from_str(&json).expect("comes back");
        assert_eq!(back, verdict);
    }
}

#[test]
fn what_is_no_address_does_not_come_back() {
    let verdict = Verdict::new("anna@example.org".parse().expect("an address"), Cause::Accepted, Evidence::default());
    let json = serde_json::to_string(&verdict).expect("serialises");
    let broken = json.replace("anna@example.org", "anna@example.org\\r\\nRCPT TO:<x@y>");
    assert!(serde_json::from_str::<Verdict>(&broken).is_err());
}
