//! The command line: what is asked for, checked before anything is opened.

mod files;
mod keep;
mod value;

use crate::stop::Stop;
use clap::Parser;
use clap::error::ErrorKind;
use keep::Keep;
use listproof::Identity;
use listproof::decision::parse_percent;
use listproof::list::Column;
use listproof::probe::Socks5;
use listproof::site::{Limits, Net, Rate};
use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;
use value::{SiteRate, name_server, site_rate, some_time, time};

/// Proof a mailing list: ask the receiving mail servers which recipients they would refuse, and write the list again
/// with what they said. No mail is ever sent.
#[derive(Clone, Debug, Parser)]
#[command(name = "verify_csv", version, after_help = AFTER, max_term_width = 100)]
pub(crate) struct Args {
    /// A CSV or TSV file; `-` for standard input, one address or JSON object a line, answered as JSON Lines
    pub(crate) input: PathBuf,
    /// Where the list is written again [default: INPUT with .verified.csv]
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// The address column, by name or number; with `-` the key of JSON objects [default: found, or email]
    #[arg(long, value_name = "NAME|N")]
    pub(crate) column: Option<String>,
    /// Who is asking: this machine's name in DNS
    #[arg(long, value_name = "NAME")]
    pub(crate) helo: Option<String>,
    /// Who is asking: the sender, at a domain of yours
    #[arg(long, value_name = "ADDR")]
    pub(crate) mail_from: Option<String>,

    /// Run against the built-in world on loopback: no network, no mail server
    #[arg(long, conflicts_with_all = ["offline", "resolver", "smtp_port", "allow_net", "source", "socks5"])]
    pub(crate) demo: bool,
    /// Syntax, repair, suggestions, flags and duplicates only: no DNS, no SMTP
    #[arg(long, conflicts_with = "plan")]
    pub(crate) offline: bool,
    /// Say what this list would cost each operator, and ask no mail server
    #[arg(long, conflicts_with_all = ["out", "summary", "max_bounce_rate", "min_keep"])]
    pub(crate) plan: bool,

    /// Name server to ask, port 53 unless given; repeatable [default: the system's]
    #[arg(long, value_name = "IP:PORT", value_parser = name_server)]
    pub(crate) resolver: Vec<SocketAddr>,
    /// Port of the mail servers [default: 25]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) smtp_port: Option<u16>,
    /// Permit dialling a network that is otherwise never dialled (loopback, private …); repeatable
    #[arg(long, value_name = "CIDR")]
    pub(crate) allow_net: Vec<Net>,
    /// Bind outgoing connections; repeatable: a pool, a domain sticks to one
    #[arg(long, value_name = "IP")]
    pub(crate) source: Vec<IpAddr>,
    /// Dial through a proxy; names are resolved here
    #[arg(long, value_name = "URL", conflicts_with = "source")]
    pub(crate) socks5: Option<Socks5>,

    #[command(flatten)]
    pub(crate) pace: Pace,
    #[command(flatten)]
    pub(crate) waits: Waits,

    /// RCPTs of the whole run; the rest is not_probed
    #[arg(long, value_name = "N")]
    pub(crate) max_rcpts: Option<u64>,
    #[command(flatten)]
    pub(crate) keep: Keep,
    /// Never probed, action=drop: addresses, domains, SHA-256 or MD5 of addresses, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) suppress: Option<PathBuf>,
    /// Mailboxes you vouch for, one a line: asked as present controls of their domains, never reported
    #[arg(long, value_name = "FILE", conflicts_with_all = ["offline", "plan"])]
    pub(crate) known_good: Option<PathBuf>,
    /// Lists of your own for flags and suggestions: roles.txt, free.txt, disposable.txt …; where one is missing, ours
    #[arg(long, value_name = "DIR", conflicts_with = "plan")]
    pub(crate) facts: Option<PathBuf>,
    /// The figures, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) summary: Option<PathBuf>,
    /// The gate: exit 3 where the rows to keep may bounce more, at the upper end of the forecast
    #[arg(long, value_name = "P", value_parser = parse_percent)]
    pub(crate) max_bounce_rate: Option<f64>,
    /// The gate: exit 3 where a smaller share of the rows is kept [default: 0]
    #[arg(long, value_name = "P", value_parser = parse_percent)]
    pub(crate) min_keep: Option<f64>,
    /// Makes control names and shuffles repeatable [default: random]
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
}

/// What is asked of one neighbour, and of all at once.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Pace {
    /// Sessions at once, over all sites
    #[arg(long, value_name = "N", default_value = "200")]
    pub(crate) connections: NonZeroU32,
    /// Sessions at once per operator, grown to from 1
    #[arg(long, value_name = "N", default_value = "4")]
    pub(crate) site_connections: NonZeroU32,
    /// RCPTs per operator: 10/s, 300/m; `off` lifts the connection rate too [default: 5/s]
    #[arg(long, value_name = "R", value_parser = site_rate)]
    pub(crate) site_rate: Option<SiteRate>,
    /// Leave a session after so many RCPTs, controls included
    #[arg(long, value_name = "N", default_value = "50")]
    pub(crate) session_recipients: NonZeroU32,
    /// Leave a session after so many 4yz and 5yz replies, controls included
    #[arg(long, value_name = "N", default_value = "9")]
    pub(crate) session_refusals: NonZeroU32,
    /// Leave a session after so many MAILs
    #[arg(long, value_name = "N", default_value = "10")]
    pub(crate) session_transactions: NonZeroU32,
}

/// How long things may take: 500ms, 10s, 2m, 1h, 7d.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Waits {
    /// For each SMTP reply [default: 60s]
    #[arg(long, value_name = "D", value_parser = some_time)]
    pub(crate) timeout: Option<Duration>,
    /// For each connection attempt [default: 15s]
    #[arg(long, value_name = "D", value_parser = some_time)]
    pub(crate) connect_timeout: Option<Duration>,
    /// Before a deferred address is asked again, doubling [default: 6m]
    #[arg(long, value_name = "D", value_parser = some_time)]
    pub(crate) greylist_wait: Option<Duration>,
    /// When to stop asking a deferred address [default: 2h]
    #[arg(long, value_name = "D", value_parser = time)]
    pub(crate) give_up_after: Option<Duration>,
    /// Before second look-ups and second asks, waited in full [default: 60s]
    #[arg(long, value_name = "D", value_parser = time)]
    pub(crate) confirm_wait: Option<Duration>,
    /// End by then: the rest is not_probed [default: none]
    #[arg(long, value_name = "D", value_parser = some_time)]
    pub(crate) deadline: Option<Duration>,
}

impl Args {
    /// The arguments of this process, with what the demo implies filled in.
    ///
    /// # Errors
    /// Usage, in one line; help and version are printed and end with 0.
    pub(crate) fn parse_from_env() -> Result<Self, Stop> {
        Self::read(std::env::args_os())
    }

    fn read(words: impl IntoIterator<Item = OsString>) -> Result<Self, Stop> {
        let mut args = Self::try_parse_from(words).map_err(stopped)?;
        args.check()?;
        if args.demo {
            args.imply_demo();
        }
        Ok(args)
    }

    /// Whether the list comes on standard input.
    pub(crate) fn reads_lines(&self) -> bool {
        self.input == Path::new("-")
    }

    /// Where the list is written again.
    pub(crate) fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.input.with_extension("verified.csv"))
    }

    /// The address column as a list understands it.
    pub(crate) fn list_column(&self) -> Option<Column> {
        // Any text is a name or a number.
        self.column.as_deref().and_then(|column| column.parse().ok())
    }

    /// Who is asking.
    ///
    /// # Errors
    /// Usage: one of the two is missing, or refused by the library.
    pub(crate) fn identity(&self) -> Result<Identity, Stop> {
        let demo = |value: &'static str| self.demo.then_some(value);
        let helo = self.helo.as_deref().or_else(|| demo(DEMO_HELO));
        let mail_from = self.mail_from.as_deref().or_else(|| demo(DEMO_SENDER));
        let (helo, mail_from) = match (helo, mail_from) {
            (Some(helo), Some(mail_from)) => (helo, mail_from),
            (None, None) => return Err(Stop::usage("--helo and --mail-from are missing: who is asking?")),
            (None, Some(_)) => return Err(Stop::usage("--helo is missing: who is asking?")),
            (Some(_), None) => return Err(Stop::usage("--mail-from is missing: who is asking?")),
        };
        let refused = |error| Stop::usage(format!("--helo {helo} --mail-from {mail_from}: {error}"));
        Identity::new(helo, mail_from).map_err(refused)
    }

    /// What one operator is asked at most.
    pub(crate) fn limits(&self) -> Limits {
        let pace = &self.pace;
        let limits = Limits::default()
            .connections(pace.site_connections)
            .session_recipients(pace.session_recipients)
            .session_refusals(pace.session_refusals)
            .session_transactions(pace.session_transactions);
        match pace.site_rate {
            None => limits,
            Some(SiteRate::Off) => limits.rate(None).connection_rate(None),
            Some(SiteRate::At(rate)) => limits.rate(Some(rate)),
        }
    }

    /// What clap cannot see: whether the flags make sense together and on this machine.
    fn check(&self) -> Result<(), Stop> {
        if self.reads_lines() && self.out.is_some() {
            return Err(Stop::usage("--out: with - as INPUT the answers go to standard output"));
        }
        if self.out.as_deref() == Some(Path::new("-")) {
            return Err(Stop::usage("--out -: name a file, or use - as INPUT for answers on standard output"));
        }
        self.check_files()?;
        if !self.offline && !self.plan && self.keep.forget.is_none() {
            let known = self.identity();
            // What was mistyped is said before what was left out.
            if known.is_err() && !self.demo {
                self.check_input()?;
            }
            known?;
        }
        self.check_store()?;
        self.source.iter().try_for_each(|ip| bindable(*ip))
    }

    fn check_input(&self) -> Result<(), Stop> {
        let path = &self.input;
        let absent = |error| Stop::failed(format!("cannot read {}: {error}", path.display()));
        if self.reads_lines() { Ok(()) } else { std::fs::metadata(path).map(drop).map_err(absent) }
    }

    /// The demo's servers are near and quick, and so is its greylisting.
    fn imply_demo(&mut self) {
        self.keep.imply_demo();
        let rate = Rate::new(NonZeroU32::MIN.saturating_add(49), listproof::site::Unit::Second);
        self.pace.site_rate.get_or_insert(SiteRate::At(rate));
        let waits = &mut self.waits;
        let implied = [
            (&mut waits.greylist_wait, 3),
            (&mut waits.confirm_wait, 1),
            (&mut waits.timeout, 5),
            (&mut waits.give_up_after, 20),
        ];
        for (wait, seconds) in implied {
            wait.get_or_insert(Duration::from_secs(seconds));
        }
    }
}

/// Clap's report as one line; help and version are no error.
fn stopped(error: clap::Error) -> Stop {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // Nobody reads it: nothing to do about that.
        drop(error.print());
        return Stop::done();
    }
    let text = error.render().to_string();
    let mut parts = text.split("\n\n");
    let first = parts.next().unwrap_or_default();
    let tip =
        parts.flat_map(str::lines).map(str::trim).find(|line| line.starts_with("tip: ") && line.contains("similar"));
    let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.strip_prefix("error: ").unwrap_or(&line);
    Stop::usage(tip.map_or_else(|| line.to_owned(), |tip| format!("{line}; {tip}")))
}

/// A source address that is not ours would look like a network that is shut.
fn bindable(ip: IpAddr) -> Result<(), Stop> {
    let not_ours = |error| Stop::usage(format!("--source {ip}: {error}"));
    std::net::UdpSocket::bind((ip, 0)).map(drop).map_err(not_ours)
}

/// Who asks in the demo's world.
const DEMO_HELO: &str = "probe.listproof.example";
const DEMO_SENDER: &str = "verify@listproof.example";
const AFTER: &str = "Exit status: 0 done; 1 the run could not go on; 2 usage; 3 the gate; 4 not fit to ask; \
                     130 or 143 interrupted. Probing costs others: ask only about addresses you mean to mail.";

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Result<Args, Stop> {
        Args::read(["verify_csv"].into_iter().chain(words.split(' ')).map(OsString::from))
    }

    fn refused(words: &str) -> String {
        let stop = read(words).unwrap_err();
        assert_eq!(stop.code, 2, "{words}");
        stop.line.unwrap()
    }

    #[test]
    fn every_refusal_is_one_line_that_names_flag_and_value() {
        let lines = [
            ("a.csv --demo --timeout 10", "'10' for '--timeout"),
            ("a.csv --demo --timeout 0s", "'0s' for '--timeout"),
            ("a.csv --demo --deadline 999999999999d", "longer than a year"),
            ("a.csv --demo --site-rate fast", "'fast' for '--site-rate"),
            ("a.csv --demo --site-connections 0", "'0' for '--site-connections"),
            ("a.csv --demo --max-bounce-rate 200%", "'200%' for '--max-bounce-rate"),
            ("a.csv --offline --allow-net 10.0.0.0/40", "'10.0.0.0/40' for '--allow-net"),
            ("a.csv --offline --resolver ns.example", "'ns.example' for '--resolver"),
            ("a.csv --offline --smtp-port 0", "'0' for '--smtp-port"),
            ("a.csv --offline --socks5 http://x", "'http://x' for '--socks5"),
            ("a.csv --offline --source 192.0.2.77", "--source 192.0.2.77"),
            ("a.csv --offline --fresh", "--fresh"),
            ("a.csv --offline --store x", "--store"),
            ("a.csv --store x --no-store", "--no-store"),
            ("a.csv --forget nobody", "'nobody' for '--forget"),
            ("- --forget a@b.example", "--store"),
            ("a.csv --helo probe.example.com --mail-from v@example.com --store a.csv", "--store a.csv"),
            ("Cargo.toml --hello probe.example.com", "'--helo'"),
            ("--offline", "INPUT"),
            ("- --offline --out x.csv", "--out"),
            ("a.csv --offline --out a.csv", "--out a.csv"),
            ("Cargo.toml", "--helo and --mail-from"),
            ("Cargo.toml --helo probe.example.com", "--mail-from"),
            ("Cargo.toml --helo probe.example.com --mail-from nobody", "--mail-from nobody"),
        ];
        for (words, part) in lines {
            let line = refused(words);
            assert!(line.contains(part), "{words}: {line}");
        }
    }

    #[test]
    fn flags_that_are_not_built_are_refused() {
        for flag in ["--report x.html", "--sample 5", "--preflight", "--preflight-only"] {
            refused(&format!("a.csv --offline {flag}"));
        }
    }

    #[test]
    fn the_demo_implies_what_was_not_given() {
        let args = read("a.csv --demo --timeout 2m").unwrap();
        assert_eq!(args.waits.timeout, Some(Duration::from_secs(120)));
        assert_eq!(args.waits.greylist_wait, Some(Duration::from_secs(3)));
        assert_eq!(args.waits.give_up_after, Some(Duration::from_secs(20)));
        assert_eq!(args.limits().rate, "50/s".parse().ok());
        assert!(args.store().is_none() && args.identity().is_ok());
        assert_eq!(read("a.csv --demo --store x").unwrap().store(), Some("x".into()));
    }

    #[test]
    fn off_lifts_both_rates() {
        let limits = read("a.csv --offline --site-rate off").unwrap().limits();
        assert_eq!((limits.rate, limits.connection_rate), (None, None));
        let limits = read("a.csv --offline --site-rate 300/m").unwrap().limits();
        assert_eq!(limits.rate, "300/m".parse().ok());
        assert!(limits.connection_rate.is_some());
    }

    #[test]
    fn the_list_is_written_beside_itself() {
        assert_eq!(read("x/list.csv --offline").unwrap().out(), Path::new("x/list.verified.csv"));
        let store = |words| read(words).unwrap().store();
        assert_eq!(store("x/list.csv --forget a@b.example"), Some("x/list.verified.csv.store".into()));
        assert_eq!(store("- --store x --forget a@b.example"), Some("x".into()));
        assert_eq!(store("- --offline"), None);
    }
}
