//! Exim: one daemon with an address for each way in which people set it up; the ACL is chosen by it.

use crate::stage::{Stage, await_listener, is_free, own, user};
use crate::town::{self, PORT, PROBER, Tenant, address};
use std::fmt::Write;
use std::net::Ipv4Addr;

/// One address of the daemon; `own` is its ACL for RCPT, as its name in the configuration.
type Setup = town::Setup<&'static str>;

const fn setup(name: &'static str, acl: &'static str) -> Setup {
    Setup::new(name, acl)
}

impl Setup {
    fn ip(&self) -> Ipv4Addr {
        address(2, SETUPS, self.name)
    }
}

/// Starts Exim with all its setups; `scale` times as many people as usual.
///
/// # Errors
/// Why not here.
pub(crate) fn start(stage: &mut Stage, scale: usize) -> Result<Vec<Tenant>, String> {
    SETUPS.iter().try_for_each(|setup| is_free(setup.ip(), PORT))?;
    stage.unpack(&["exim4-daemon-light"])?;
    user("Debian-exim")?;
    for name in ["exim", "exim/spool", "exim/log"] {
        stage.folder(name, "Debian-exim", "Debian-exim", 0o750);
    }
    tables(stage, scale);
    let behind = SETUPS.iter().find(|setup| setup.name == "ex-behind").unwrap();
    let conf = include_str!("conf/exim.conf")
        .replace("@EXIM@", &stage.at("exim").display().to_string())
        .replace("@ROOT@", &stage.root().display().to_string())
        .replace("@PROBER@", &PROBER.to_string())
        .replace("@PORT@", &PORT.to_string())
        .replace("@BEHIND@", &behind.ip().to_string())
        .replace("@INTERFACES@", &interfaces());
    let conf = stage.write("exim.conf", &conf).display().to_string();
    let exim = stage.root().join("usr/sbin/exim4");
    stage.start("exim", &exim, &["-C", &conf, "-bdf"], &[]);
    let up = SETUPS.iter().try_for_each(|setup| await_listener((setup.ip(), PORT).into()));
    up.map_err(|error| format!("{error}: {}", stage.said("exim")))?;
    Ok(SETUPS.iter().filter(|setup| setup.name != "ex-behind").map(|setup| setup.tenant(setup.ip(), scale)).collect())
}

fn interfaces() -> String {
    let all: Vec<String> = SETUPS.iter().map(|setup| format!("{}.{PORT}", setup.ip())).collect();
    all.join(" ; ")
}

/// Who is known, and which ACL holds where. Exim reads them as the user it becomes.
fn tables(stage: &Stage, scale: usize) {
    let (mut users, mut acls, mut names, mut domains) = (String::new(), String::new(), String::new(), String::new());
    for setup in SETUPS {
        writeln!(acls, "{}: acl_{}", setup.ip(), setup.own).unwrap();
        writeln!(names, "{}: {}", setup.ip(), setup.name).unwrap();
        writeln!(domains, "{}", setup.domain()).unwrap();
        for local in setup.known(scale) {
            writeln!(users, "{local}@{}: box", setup.domain()).unwrap();
        }
    }
    let made = rcgen::generate_simple_self_signed(vec!["mx.ex-tls.example".to_owned()]).unwrap();
    let certificate = made.signing_key.serialize_pem() + &made.cert.pem();
    let hosts = format!("{PROBER}\n");
    let files = [
        ("users", users.as_str()),
        ("acls", &acls),
        ("names", &names),
        ("domains", &domains),
        ("tls.pem", &certificate),
        ("ex-shipped-block/local_host_blacklist", &hosts),
        ("ex-shipped-sender/local_sender_blacklist", "verify@sender.example\n"),
    ];
    for (name, text) in files {
        own(&stage.write(&format!("exim/{name}"), text), "root", "Debian-exim", 0o640);
    }
}

/// What people do with Exim; the ACLs are in `conf/exim.conf`.
const SETUPS: &[Setup] = &[
    setup("ex-shipped", "check_rcpt").people(10, 14),
    setup("ex-shipped-few", "check_rcpt").people(2, 14),
    setup("ex-plain", "plain").people(12, 8),
    setup("ex-unknown-user", "plain"),
    setup("ex-neutral", "neutral"),
    setup("ex-prohibition", "prohibition"),
    setup("ex-callout", "callout"),
    setup("ex-behind", "behind").people(0, 0),
    setup("ex-delays", "delays"),
    setup("ex-defers", "defers"),
    setup("ex-all", "all"),
    setup("ex-full", "full").also(&["crammed", "brimming"]),
    setup("ex-greylist", "greylist"),
    setup("ex-greylist-host", "greylist_host"),
    setup("ex-rate", "rate").people(14, 6),
    setup("ex-drop", "drop").people(8, 12),
    setup("ex-hangs-up", "drop_each").people(6, 6),
    setup("ex-rate-550", "rate_550").people(14, 6),
    setup("ex-guessing", "guessing").people(14, 14),
    setup("ex-signs", "check_rcpt").also(&["o'brien", "a=b", "sales+eu"]),
    setup("ex-callout-down", "callout").people(0, 6),
    setup("ex-no-utf8", "plain").also(&["grüße"]),
    setup("ex-utf8", "plain").also(&["grüße"]),
    setup("ex-tls", "plain"),
    setup("ex-wants-tls", "wants_tls"),
    setup("ex-no-pipelining", "plain"),
    setup("ex-shipped-block", "check_rcpt").wary().people(8, 4),
    setup("ex-shipped-sender", "check_rcpt").wary(),
    setup("ex-block", "block").wary(),
    setup("ex-block-words", "block_words").wary(),
    setup("ex-block-neutral", "block_neutral").wary(),
    setup("ex-block-no-user", "block_no_user").wary().people(9, 3),
    setup("ex-block-connect", "plain").wary(),
    setup("ex-block-helo", "plain").wary(),
    setup("ex-block-drop", "block_drop").wary(),
    setup("ex-block-defer", "block_defer").wary(),
];
