//! Postfix: one master, and one smtpd for each way in which people set it up, at an address of its own.

use crate::stage::{Stage, await_listener, is_free, own, user};
use crate::town::{self, DNS, PORT, PROBER, Tenant, address, people};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::Ipv4Addr;
use std::path::Path;

/// Postfix' address classes, each with its table of recipients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Mailbox,
    Alias,
    Relay,
    Local,
    /// In no table: the server does not take mail for it.
    Foreign,
}

/// One smtpd.
type Setup = town::Setup<Options>;

#[derive(Clone, Copy)]
struct Options {
    class: Class,
    /// Parameters of `main.cf`, one a line.
    parameters: &'static str,
}

const fn setup(name: &'static str, class: Class) -> Setup {
    Setup::new(name, Options { class, parameters: "" })
}

impl Setup {
    const fn with(mut self, parameters: &'static str) -> Self {
        self.own.parameters = parameters;
        self
    }

    fn hosts(&self) -> Vec<(String, Ipv4Addr)> {
        let (own, domain) = (self.ip(), self.domain());
        let hosts =
            |ips: &[Ipv4Addr]| ips.iter().enumerate().map(|(nth, ip)| (format!("mx{nth}.{domain}"), *ip)).collect();
        match self.name {
            "pf-backup" => hosts(&[NOBODY, own]),
            "pf-backup-careless" => hosts(&[own, find("pf-late-bounce").ip()]),
            "pf-careless-speaks" => hosts(&[NOBODY, find("pf-late-bounce").ip()]),
            _ if self.name.starts_with("pf-hosting") => {
                vec![("mx.pf-hosting.example".to_owned(), find("pf-hosting-a").ip())]
            }
            _ => hosts(&[own]),
        }
    }

    fn tenant_with_hosts(&self, scale: usize) -> Tenant {
        let mut tenant = self.tenant(self.ip(), scale);
        tenant.hosts = self.hosts();
        if self.own.class == Class::Foreign {
            tenant.takers = 0;
        }
        tenant
    }

    fn ip(&self) -> Ipv4Addr {
        address(1, SETUPS, self.name)
    }
}

fn find(name: &str) -> &'static Setup {
    SETUPS.iter().find(|setup| setup.name == name).unwrap()
}

/// Starts Postfix with all its setups; `scale` times as many people as usual.
///
/// # Errors
/// Why not here.
pub(crate) fn start(stage: &mut Stage, scale: usize) -> Result<Vec<Tenant>, String> {
    SETUPS.iter().try_for_each(|setup| is_free(setup.ip(), PORT))?;
    stage.unpack(&["postfix", "postgrey"])?;
    ["postfix", "postdrop"].into_iter().try_for_each(user)?;
    folders(stage);
    tables(stage, scale);
    let folder = stage.at("").display().to_string();
    let folder = folder.trim_end_matches('/');
    let main = include_str!("conf/postfix.main.cf").replace("@FOLDER@", folder);
    stage.write("postfix/main.cf", &main);
    stage.write("postfix/master.cf", &(include_str!("conf/postfix.master.cf").to_owned() + &services(folder)));
    stage.write("postfix/queue/etc/resolv.conf", &format!("nameserver {DNS}\n"));
    certificate(stage);
    postgrey(stage)?;
    let master = stage.root().join("usr/lib/postfix/sbin/master");
    let conf = stage.at("postfix").display().to_string();
    stage.start("postfix", &master, &["-c", &conf, "-d"], &[]);
    let up = SETUPS.iter().try_for_each(|setup| await_listener((setup.ip(), PORT).into()));
    up.map_err(|error| format!("{error}: {}", stage.said("postfix")))?;
    Ok(tenants(scale))
}

/// A real greylist, of two seconds.
fn postgrey(stage: &mut Stage) -> Result<(), String> {
    let books = stage.folder("postgrey", "nobody", "nogroup", 0o755).display().to_string();
    let nobody = stage.write("postgrey/whitelist", "").display().to_string();
    let root = stage.root();
    let folders = [
        "usr/share/perl5",
        "usr/lib/x86_64-linux-gnu/perl5/5.36",
        "usr/share/perl/5.36",
        "usr/lib/x86_64-linux-gnu/perl/5.36",
    ];
    // Perl under -T reads no PERL5LIB.
    let includes = folders.map(|folder| format!("-I{}", root.join(folder).display()));
    let script = root.join("usr/sbin/postgrey").display().to_string();
    let options = [
        format!("--inet={}:{}", POSTGREY.0, POSTGREY.1),
        "--delay=2".to_owned(),
        format!("--dbdir={books}"),
        "--user=nobody".to_owned(),
        "--group=nogroup".to_owned(),
        format!("--whitelist-clients={nobody}"),
        format!("--whitelist-recipients={nobody}"),
    ];
    let mut arguments = vec!["-T"];
    arguments
        .extend(includes.iter().map(String::as_str).chain([script.as_str()]).chain(options.iter().map(String::as_str)));
    let unpacked = root.join("usr/bin/perl");
    let perl = if unpacked.exists() { unpacked } else { "/usr/bin/perl".into() };
    stage.start("postgrey", &perl, &arguments, &[]);
    await_listener(POSTGREY.into()).map_err(|error| format!("{error}: {}", stage.said("postgrey")))
}

/// One of the setups, for a test of its own.
pub(crate) fn tenant(name: &str) -> Tenant {
    find(name).tenant_with_hosts(1)
}

fn tenants(scale: usize) -> Vec<Tenant> {
    SETUPS
        .iter()
        .filter(|setup| !["pf-behind", "pf-limits", "pf-limits-stress"].contains(&setup.name))
        .map(|setup| setup.tenant_with_hosts(scale))
        .collect()
}

fn folders(stage: &Stage) {
    for name in
        ["active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace"]
    {
        stage.folder(&format!("postfix/queue/{name}"), "postfix", "root", 0o700);
    }
    stage.folder("postfix/queue/maildrop", "postfix", "postdrop", 0o730);
    stage.folder("postfix/queue/public", "postfix", "postdrop", 0o710);
    stage.folder("postfix/queue/pid", "root", "root", 0o755);
    stage.folder("postfix/data", "postfix", "root", 0o700);
    stage.folder("postfix/mail", "nobody", "nogroup", 0o755);
}

/// The recipients, by class: `texthash` files are read as they are.
fn tables(stage: &Stage, scale: usize) {
    let mut tables: BTreeMap<&str, String> = BTreeMap::new();
    for setup in SETUPS {
        let (domains, users) = match setup.own.class {
            Class::Mailbox => ("mailbox.domains", "mailbox.users"),
            Class::Alias => ("alias.domains", "alias.users"),
            Class::Relay => ("relay.domains", "relay.users"),
            Class::Local => ("local.domains", "local.users"),
            Class::Foreign => continue,
        };
        writeln!(tables.entry(domains).or_default(), "{} x", setup.domain()).unwrap();
        // An alias leads somewhere.
        let value = if setup.own.class == Class::Alias { "sink@sink.example" } else { "box" };
        for local in setup.known(scale) {
            writeln!(tables.entry(users).or_default(), "{local}@{} {value}", setup.domain()).unwrap();
        }
    }
    for (name, text) in tables {
        stage.write(&format!("postfix/{name}"), &text);
    }
    let behind = SETUPS.iter().filter(|setup| setup.name.starts_with("pf-verify"));
    let known = behind.flat_map(|setup| {
        people(0, setup.people.0 * scale).into_iter().map(|local| format!("{local}@{} x\n", setup.domain()))
    });
    stage.write("postfix/behind.users", &known.collect::<String>());
    stage.write("postfix/prober", &format!("{PROBER} REJECT\n"));
    let known = find("pf-access").known(scale).into_iter().map(|local| format!("{local}@pf-access.example OK\n"));
    stage.write("postfix/access.users", &known.collect::<String>());
    let backend = find("pf-behind");
    let transport = SETUPS.iter().filter(|setup| ["pf-verify", "pf-verify-550"].contains(&setup.name));
    let mut transport: String =
        transport.map(|setup| format!("{} smtp:[{}]:{PORT}\n", setup.domain(), backend.ip())).collect();
    writeln!(transport, "pf-verify-down.example smtp:[{NOBODY}]:{PORT}").unwrap();
    transport.push_str("pf-late-bounce.example virtual:\n");
    stage.write("postfix/transport", &transport);
}

/// The lines of `master.cf` for each setup.
fn services(folder: &str) -> String {
    let mut text = String::new();
    for setup in SETUPS {
        let program = if setup.name == "pf-postscreen" { "1 postscreen" } else { "60 smtpd" };
        writeln!(text, "{}:{PORT} inet n - y - {program}", setup.ip()).unwrap();
        writeln!(text, "  -o {{ myhostname = mx.{} }}", setup.domain()).unwrap();
        // An open brace goes on.
        let options = setup.own.parameters.replace("{\n", "{").replace(",\n", ",");
        for option in options.lines().map(str::trim).filter(|line| !line.is_empty()) {
            writeln!(text, "  -o {{ {} }}", option.replace("@CONF@", &format!("{folder}/postfix"))).unwrap();
        }
    }
    text
}

/// A certificate that nobody signed.
fn certificate(stage: &Stage) {
    let made = rcgen::generate_simple_self_signed(vec!["mx.pf-tls.example".to_owned()]).unwrap();
    let both = made.signing_key.serialize_pem() + &made.cert.pem();
    own(Path::new(&stage.write("postfix/tls.pem", &both)), "root", "root", 0o600);
}

/// What people do with Postfix. `@CONF@` is the folder of the configuration.
const SETUPS: &[Setup] = &[
    // The tables of recipients, and a list of many at the default error limits.
    setup("pf-mailbox", Class::Mailbox).people(42, 28),
    setup("pf-alias", Class::Alias).also(&["postmaster"]),
    setup("pf-relay", Class::Relay).also(&["postmaster"]),
    setup("pf-local", Class::Local).also(&["postmaster"]),
    setup("pf-terse", Class::Alias).with("show_user_unknown_table_name = no"),
    setup("pf-few", Class::Mailbox).people(1, 1),
    setup("pf-dead", Class::Mailbox).people(0, 8).also(&["postmaster"]),
    setup("pf-plus", Class::Mailbox).with("recipient_delimiter = +").also(&["news+weekly"]),
    // Not every stranger is refused at once.
    setup("pf-late-bounce", Class::Mailbox).with("smtpd_reject_unlisted_recipient = no"),
    setup("pf-catch-all", Class::Mailbox).also(&[""]),
    setup("pf-soft-bounce", Class::Mailbox).with("soft_bounce = yes"),
    setup("pf-unknown-450", Class::Mailbox).with("unknown_virtual_mailbox_reject_code = 450"),
    setup("pf-unknown-554", Class::Relay).with("unknown_relay_recipient_reject_code = 554"),
    setup("pf-verify", Class::Relay).also(&[""]).with(VERIFY),
    setup("pf-verify-550", Class::Relay).also(&[""]).with(VERIFY_550),
    // What lies behind: a server that knows the users, and mails nobody.
    setup("pf-behind", Class::Foreign).people(0, 0).with(
        "relay_recipient_maps = texthash:@CONF@/behind.users
         content_filter = discard:",
    ),
    // Asked by `limits` alone.
    setup("pf-limits", Class::Mailbox).people(240, 160),
    setup("pf-limits-stress", Class::Mailbox).people(36, 24).with("stress = yes"),
    // Later, or slower.
    setup("pf-postgrey", Class::Mailbox)
        .with("smtpd_recipient_restrictions = reject_unlisted_recipient, check_policy_service inet:127.30.0.60:10023"),
    setup("pf-postgrey-first", Class::Mailbox).with(
        "smtpd_recipient_restrictions = check_policy_service inet:127.30.0.60:10023
         smtpd_reject_unlisted_recipient = no",
    ),
    setup("pf-postscreen", Class::Mailbox).with(
        "postscreen_greet_wait = 2s
         postscreen_greet_action = enforce
         postscreen_pipelining_enable = yes
         postscreen_pipelining_action = enforce
         postscreen_non_smtp_command_enable = yes
         postscreen_bare_newline_enable = yes",
    ),
    setup("pf-rcpt-rate", Class::Mailbox).people(14, 6).with("smtpd_client_recipient_rate_limit = 10"),
    setup("pf-conn-rate", Class::Mailbox).people(14, 16).with("smtpd_client_connection_rate_limit = 2"),
    setup("pf-mail-rate", Class::Mailbox).people(14, 6).with("smtpd_client_message_rate_limit = 3"),
    setup("pf-few-conns", Class::Mailbox).people(14, 6).with("smtpd_client_connection_count_limit = 1"),
    setup("pf-few-rcpts", Class::Mailbox).people(14, 6).with("smtpd_recipient_limit = 4"),
    setup("pf-overshoot", Class::Mailbox).people(14, 6).with(
        "smtpd_recipient_limit = 4
         smtpd_recipient_overshoot_limit = 1",
    ),
    setup("pf-stress", Class::Mailbox).with("stress = yes"),
    setup("pf-strict", Class::Mailbox).people(14, 8).with(
        "smtpd_hard_error_limit = 3
         smtpd_soft_error_limit = 2",
    ),
    setup("pf-no-pipelining", Class::Mailbox).with("smtpd_discard_ehlo_keywords = pipelining, chunking, dsn"),
    // TLS and SMTPUTF8.
    setup("pf-tls", Class::Mailbox).with(
        "smtpd_tls_security_level = encrypt
         smtpd_tls_chain_files = @CONF@/tls.pem",
    ),
    setup("pf-tls-may", Class::Mailbox).with(
        "smtpd_tls_security_level = may
         smtpd_tls_chain_files = @CONF@/tls.pem",
    ),
    setup("pf-utf8", Class::Mailbox).also(&["grüße", "josé"]),
    setup("pf-no-utf8", Class::Mailbox).also(&["grüße", "josé"]).with("smtputf8_enable = no"),
    // Us.
    setup("pf-dnsbl", Class::Mailbox).wary().with("smtpd_recipient_restrictions = reject_rbl_client bl.example"),
    setup("pf-dnsbl-greeting", Class::Mailbox).wary().with(
        "smtpd_delay_reject = no
         smtpd_client_restrictions = reject_rbl_client bl.example",
    ),
    setup("pf-client", Class::Mailbox)
        .wary()
        .with("smtpd_client_restrictions = check_client_access inline:{127.30.0.2=REJECT}"),
    setup("pf-client-words", Class::Mailbox)
        .wary()
        .with("smtpd_client_restrictions = check_client_access inline:{{127.30.0.2 = 550 5.7.1 Not accepted here}}"),
    setup("pf-client-neutral", Class::Mailbox)
        .wary()
        .with("smtpd_client_restrictions = check_client_access inline:{{127.30.0.2 = 550 rejected}}"),
    setup("pf-client-no-user", Class::Mailbox)
        .wary()
        .people(9, 3)
        .with("smtpd_client_restrictions = check_client_access inline:{{127.30.0.2 = 550 5.1.1 No such user here}}"),
    setup("pf-client-521", Class::Mailbox)
        .wary()
        .with("smtpd_client_restrictions = check_client_access inline:{{127.30.0.2 = 521 5.7.1 Go away}}"),
    setup("pf-client-defer", Class::Mailbox)
        .wary()
        .with("smtpd_client_restrictions = check_client_access inline:{{127.30.0.2 = DEFER}}"),
    setup("pf-client-after-users", Class::Mailbox).wary().with(
        "smtpd_recipient_restrictions = reject_unlisted_recipient, check_client_access inline:{127.30.0.2=REJECT}",
    ),
    setup("pf-helo", Class::Mailbox).wary().with(
        "smtpd_helo_required = yes
         smtpd_helo_restrictions = check_helo_access inline:{probe.sender.example=REJECT}",
    ),
    setup("pf-helo-known", Class::Mailbox).with(
        "smtpd_helo_required = yes
         smtpd_recipient_restrictions = reject_non_fqdn_helo_hostname, reject_unknown_helo_hostname",
    ),
    setup("pf-sender-domain", Class::Mailbox).with("smtpd_sender_restrictions = reject_unknown_sender_domain"),
    setup("pf-sender", Class::Mailbox)
        .wary()
        .with("smtpd_sender_restrictions = check_sender_access inline:{verify@sender.example=REJECT}"),
    setup("pf-sender-at-mail", Class::Mailbox).wary().with(
        "smtpd_delay_reject = no
         smtpd_sender_restrictions = check_sender_access inline:{verify@sender.example=REJECT}",
    ),
    setup("pf-sender-verify", Class::Mailbox).with("smtpd_sender_restrictions = reject_unverified_sender"),
    setup("pf-relay-denied", Class::Foreign).with("smtpd_relay_restrictions = reject_unauth_destination").wary(),
    setup("pf-relay-deferred", Class::Foreign),
    // Odd ones.
    setup("pf-footer", Class::Mailbox).with(
        "smtpd_reject_footer = \\c. For assistance, call 800-555-0101. Contact postmaster@example.net, and say $localtime $client_address",
    ),
    setup("pf-slow-errors", Class::Mailbox).people(8, 6).with(
        "smtpd_error_sleep_time = 2s
         smtpd_soft_error_limit = 1",
    ),
    setup("pf-access", Class::Mailbox).people(9, 7).with(
        "smtpd_reject_unlisted_recipient = no
         smtpd_recipient_restrictions = check_recipient_access texthash:@CONF@/access.users, reject",
    ),
    setup("pf-defers", Class::Mailbox).people(0, 6).with("smtpd_client_restrictions = defer"),
    setup("pf-client-421", Class::Mailbox)
        .wary()
        .with("smtpd_client_restrictions = check_client_access inline:{{127.30.0.2 = 421 4.7.0 Not now}}"),
    setup("pf-verify-down", Class::Relay).also(&[""]).people(0, 6).with(VERIFY),
    setup("pf-one-of-many", Class::Mailbox).people(1, 24),
    setup("pf-nobody", Class::Mailbox).people(0, 3),
    setup("pf-signs", Class::Mailbox).also(&["o'brien", "r&d", "a=b", "x/y", "{curly}", "sales+eu", "UPPER.Case"]),
    // Several hosts for a domain, several domains at a host.
    setup("pf-backup", Class::Relay),
    setup("pf-backup-careless", Class::Mailbox),
    setup("pf-careless-speaks", Class::Mailbox),
    setup("pf-hosting-a", Class::Mailbox).people(4, 3),
    setup("pf-hosting-b", Class::Alias).people(1, 2),
    setup("pf-hosting-c", Class::Mailbox).people(0, 2),
    setup("pf-hosting-d", Class::Local).people(3, 0),
    // One mailbox, and why it takes nothing.
    setup("pf-full", Class::Mailbox).also(&["crammed", "brimming"]).with(
        "smtpd_recipient_restrictions = check_recipient_access inline:{
            {crammed@pf-full.example = 452 4.2.2 The email account that you tried to reach is over quota},
            {brimming@pf-full.example = 552 5.2.2 Mailbox full}}",
    ),
    setup("pf-closed", Class::Mailbox).also(&["gone", "club"]).with(
        "smtpd_recipient_restrictions = check_recipient_access inline:{
            {gone@pf-closed.example = 550 5.2.1 This mailbox has been disabled},
            {club@pf-closed.example = 550 5.7.1 Only members may post to this list}}",
    ),
];

/// A host where nobody listens.
const NOBODY: Ipv4Addr = Ipv4Addr::new(127, 30, 9, 9);

/// The policy server of `pf-postgrey`.
const POSTGREY: (Ipv4Addr, u16) = (Ipv4Addr::new(127, 30, 0, 60), 10_023);

/// Address verification: each recipient is asked about behind, before the answer.
const VERIFY: &str = "smtpd_recipient_restrictions = reject_unverified_recipient";
const VERIFY_550: &str = "smtpd_recipient_restrictions = reject_unverified_recipient
     unverified_recipient_reject_code = 550";
