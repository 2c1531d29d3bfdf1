//! OpenSMTPD: one daemon, a listener for each way in which people set it up. Its spool, its empty folder and its control
//! socket are compiled in: there is one of it on a machine.

use crate::stage::{Stage, await_listener, is_free, own, user};
use crate::town::{self, PORT, PROBER, Tenant, address};
use std::fmt::Write;
use std::fs;
use std::net::Ipv4Addr;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;

/// One listener.
type Setup = town::Setup<Options>;

#[derive(Clone, Copy)]
struct Options {
    /// What follows `listen on … tag …`.
    listener: &'static str,
    /// The rest of its part of `smtpd.conf`. `@USERS@` is the table of its recipients, `@DOMAIN@` its domain.
    rules: &'static str,
}

const fn setup(name: &'static str, listener: &'static str, rules: &'static str) -> Setup {
    Setup::new(name, Options { listener, rules })
}

impl Setup {
    fn ip(&self) -> Ipv4Addr {
        address(3, SETUPS, self.name)
    }
}

/// Starts OpenSMTPD with all its setups; `scale` times as many people as usual.
///
/// # Errors
/// Why not here.
pub(crate) fn start(stage: &mut Stage, scale: usize) -> Result<Vec<Tenant>, String> {
    SETUPS.iter().try_for_each(|setup| is_free(setup.ip(), PORT))?;
    if UnixStream::connect("/var/run/smtpd.sock").is_ok() {
        return Err("an OpenSMTPD runs here already".to_owned());
    }
    stage.unpack(&["opensmtpd"])?;
    ["opensmtpd", "opensmtpq"].into_iter().try_for_each(user)?;
    for (folder, mode) in [("/var/lib/opensmtpd/empty", 0o755), ("/var/spool/smtpd", 0o711)] {
        let made =
            fs::create_dir_all(folder).and_then(|()| fs::set_permissions(folder, fs::Permissions::from_mode(mode)));
        made.map_err(|error| format!("{folder}: {error}"))?;
    }
    let conf = configuration(stage, scale).display().to_string();
    let smtpd = stage.root().join("usr/sbin/smtpd");
    stage.start("opensmtpd", &smtpd, &["-d", "-f", &conf], &[]);
    let up = SETUPS.iter().try_for_each(|setup| await_listener((setup.ip(), PORT).into()));
    up.map_err(|error| format!("{error}: {}", stage.said("opensmtpd")))?;
    Ok(SETUPS.iter().map(|setup| setup.tenant(setup.ip(), scale)).collect())
}

fn configuration(stage: &Stage, scale: usize) -> std::path::PathBuf {
    let made = rcgen::generate_simple_self_signed(vec!["mx.os-tls.example".to_owned()]).unwrap();
    let key = stage.write("opensmtpd/tls.key", &made.signing_key.serialize_pem());
    own(&key, "root", "root", 0o600);
    let certificate = stage.write("opensmtpd/tls.crt", &made.cert.pem());
    let mut conf = include_str!("conf/opensmtpd.conf")
        .replace("@PROBER@", &PROBER.to_string())
        .replace("@KEY@", &key.display().to_string())
        .replace("@CERTIFICATE@", &certificate.display().to_string());
    for setup in SETUPS {
        let known = setup.known(scale);
        let users = known.iter().map(|local| format!("{local}@{}: nobody\n", setup.domain()));
        let users = stage.write(&format!("opensmtpd/{}.users", setup.name), &users.collect::<String>());
        let keys = known.iter().map(|local| format!("{local}@{}\n", setup.domain()));
        let keys = stage.write(&format!("opensmtpd/{}.keys", setup.name), &keys.collect::<String>());
        let homes = known.iter().map(|local| format!("{local}: 65534:65534:{}\n", stage.at("").display()));
        let homes = stage.write(&format!("opensmtpd/{}.homes", setup.name), &homes.collect::<String>());
        for (kind, file) in [("users", users), ("keys", keys), ("homes", homes)] {
            writeln!(conf, "table {}-{kind} file:{}", setup.name, file.display()).unwrap();
        }
        writeln!(conf, "{}", setup.own.rules.replace("@NAME@", setup.name).replace("@DOMAIN@", &setup.domain()))
            .unwrap();
        let (ip, domain) = (setup.ip(), setup.domain());
        writeln!(conf, "listen on {ip} port {PORT} tag {} hostname mx.{domain} {}", setup.tag(), setup.own.listener)
            .unwrap();
    }
    for setup in SETUPS {
        let rule = format!("match from any tag {} for domain \"{}\"", setup.tag(), setup.domain());
        let rule = if setup.name == "os-listed" { format!("{rule} rcpt-to <os-listed-keys>") } else { rule };
        writeln!(conf, "{rule} action \"{}\"", setup.name).unwrap();
    }
    stage.write("opensmtpd/smtpd.conf", &conf)
}

impl Setup {
    fn tag(&self) -> String {
        self.name.replace('-', "_").to_uppercase()
    }
}

/// What is accepted is thrown away by the delivery agent.
const VIRTUAL: &str = "action \"@NAME@\" mda \"cat >/dev/null\" virtual <@NAME@-users>";

/// What people do with OpenSMTPD; the filters are in `conf/opensmtpd.conf`.
const SETUPS: &[Setup] = &[
    setup("os-virtual", "", VIRTUAL).people(14, 10),
    setup("os-users", "", "action \"@NAME@\" mda \"cat >/dev/null\" userbase <@NAME@-homes>"),
    setup("os-listed", "", VIRTUAL),
    setup("os-all", "", VIRTUAL).also(&[""]),
    setup("os-gateway", "", "action \"@NAME@\" relay host smtp://127.30.3.1:2526"),
    // The build of Debian 12 announces STARTTLS and fails at every handshake: it keeps its key in another process, in a way
    // that OpenSSL 3 knows no more (OpenSMTPD issue 1171). Whoever does not insist goes on in the clear.
    setup("os-tls", "tls pki own", VIRTUAL),
    setup("os-full", "filter \"full\"", VIRTUAL).also(&["crammed", "brimming"]),
    setup("os-block", "filter \"block\"", VIRTUAL).wary(),
    setup("os-block-connect", "filter \"block-connect\"", VIRTUAL).wary(),
    // Who says HELO instead is taken.
    setup("os-no-ehlo", "filter \"no-ehlo\"", VIRTUAL),
    setup("os-block-mail", "filter \"block-mail\"", VIRTUAL).wary(),
    setup("os-block-neutral", "filter \"block-neutral\"", VIRTUAL).wary(),
    setup("os-block-lie", "filter \"block-lie\"", VIRTUAL).wary().people(9, 3),
    setup("os-block-later", "filter \"block-later\"", VIRTUAL).wary(),
];
