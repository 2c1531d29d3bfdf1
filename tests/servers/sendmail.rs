//! Sendmail: a daemon for each way in which people set it up, as nearly all of its options are the whole daemon's.

use crate::stage::{Stage, await_listener, is_free, user};
use crate::town::{self, PORT, PROBER, Tenant, address};
use std::fs;
use std::net::Ipv4Addr;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

/// One daemon.
type Setup = town::Setup<Options>;

#[derive(Clone, Copy)]
struct Options {
    /// Lines for its `sendmail.mc`. `@ACCESS@` is the map of its access table.
    macros: &'static str,
    /// Its access table.
    access: &'static str,
}

const fn setup(name: &'static str, macros: &'static str) -> Setup {
    Setup::new(name, Options { macros, access: "" })
}

impl Setup {
    const fn access(mut self, access: &'static str) -> Self {
        self.own.access = access;
        self
    }

    fn ip(&self) -> Ipv4Addr {
        address(6, SETUPS, self.name)
    }
}

/// Starts all setups; `scale` times as many people as usual.
///
/// # Errors
/// Why not here.
pub(crate) fn start(stage: &mut Stage, scale: usize) -> Result<Vec<Tenant>, String> {
    SETUPS.iter().try_for_each(|setup| is_free(setup.ip(), PORT))?;
    stage.unpack(&["sendmail-bin"])?;
    ["smmta", "smmsp"].into_iter().try_for_each(user)?;
    let program = stage.root().join("usr/libexec/sendmail/sendmail");
    // A program that changes its group is loaded without our libraries.
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).map_err(|error| error.to_string())?;
    for setup in SETUPS {
        let conf = configuration(stage, setup, scale)?;
        // Sendmail waits a minute for a machine whose name has no dot.
        let named = format!("hostname mx.{} && exec {} -bD -C {conf}", setup.domain(), program.display());
        stage.start(setup.name, "/usr/bin/unshare".as_ref(), &["-u", "sh", "-c", &named], &[]);
    }
    for setup in SETUPS {
        await_listener((setup.ip(), PORT).into()).map_err(|error| format!("{error}: {}", stage.said(setup.name)))?;
    }
    Ok(SETUPS.iter().map(|setup| setup.tenant(setup.ip(), scale)).collect())
}

/// Writes the tables and makes `sendmail.cf` of the macros; its name.
fn configuration(stage: &Stage, setup: &Setup, scale: usize) -> Result<String, String> {
    let home = format!("sendmail/{}", setup.name);
    stage.folder(&format!("{home}/queue"), "root", "root", 0o700);
    let mut users: String =
        setup.known(scale).iter().map(|local| format!("{local}@{}|nobody\n", setup.domain())).collect();
    users += &match setup.name {
        "sm-local" => String::new(),
        "sm-all" => format!("@{}|nobody\n", setup.domain()),
        _ => format!("@{}|error:5.1.1:550 No such user here\n", setup.domain()),
    };
    stage.write(&format!("{home}/users"), &users);
    stage.write(&format!("{home}/access"), &setup.own.access.replace("@PROBER@", &PROBER.to_string()));
    stage.write(&format!("{home}/aliases"), "");
    let macros = include_str!("conf/sendmail.mc")
        .replace("@SETUP@", setup.own.macros)
        .replace("@ACCESS@", "text -o -z| -k0 -v1 @HOME@/access")
        .replace("@HOME@", &stage.at(&home).display().to_string())
        .replace("@CF@", &stage.root().join("usr/share/sendmail/cf").display().to_string())
        .replace("@DOMAIN@", &setup.domain())
        .replace("@IP@", &setup.ip().to_string())
        .replace("@PORT@", &PORT.to_string());
    let macros = stage.write(&format!("{home}/sendmail.mc"), &macros);
    let m4 = stage.root().join("usr/bin/m4");
    let m4 = if m4.exists() { m4 } else { "m4".into() };
    let made = Command::new(m4).arg(macros).output().map_err(|error| format!("m4: {error}"))?;
    Ok(stage.write(&format!("{home}/sendmail.cf"), &String::from_utf8_lossy(&made.stdout)).display().to_string())
}

/// What people do with Sendmail.
const SETUPS: &[Setup] = &[
    setup("sm-virtual", "").people(14, 10),
    setup("sm-local", ""),
    setup("sm-throttle", "define(`confBAD_RCPT_THROTTLE', `1')").people(8, 8),
    setup("sm-few-rcpts", "define(`confMAX_RCPTS_PER_MESSAGE', `4')").people(9, 5),
    setup("sm-pause", "FEATURE(`greet_pause', `1500')"),
    setup("sm-rate", RATE).access("ClientRate:|2\n").people(10, 20),
    setup("sm-closed", "FEATURE(`access_db', `@ACCESS@')\nFEATURE(`blocklist_recipients')")
        .also(&["brimming", "crammed"])
        .access("brimming@|ERROR:5.2.2:550 Mailbox is over its quota\ncrammed@|ERROR:4.2.2:450 Mailbox full\n"),
    setup("sm-all", ""),
    setup("sm-access", "FEATURE(`access_db', `@ACCESS@')").access("Connect:@PROBER@|REJECT\n").wary(),
    setup("sm-access-delayed", "FEATURE(`access_db', `@ACCESS@')FEATURE(`delay_checks')")
        .access("Connect:@PROBER@|REJECT\n")
        .wary(),
    setup("sm-access-words", "FEATURE(`access_db', `@ACCESS@')FEATURE(`delay_checks')")
        .access("Connect:@PROBER@|ERROR:5.7.1:550 Not today\n")
        .wary(),
    setup("sm-access-later", "FEATURE(`access_db', `@ACCESS@')FEATURE(`delay_checks')")
        .access("Connect:@PROBER@|ERROR:4.7.1:451 Come back another day\n")
        .wary(),
    setup("sm-sender", "FEATURE(`access_db', `@ACCESS@')").access("From:verify@sender.example|REJECT\n").wary(),
];

/// Connections in six seconds.
const RATE: &str = "FEATURE(`access_db', `@ACCESS@')FEATURE(`ratecontrol', `nodelay', `terminate')
define(`confCONNECTION_RATE_WINDOW_SIZE', `6s')";
