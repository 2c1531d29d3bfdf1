//! What a world was asked: the politeness of whoever asked, in figures.

use std::{
    collections::HashMap,
    fmt::{self, Write as _},
    net::Ipv4Addr,
    time::Duration,
};

/// Everything that was asked since a world was opened. All times are since then.
///
/// `Display` writes JSON: `dns_queries`, `total`, `operators` by name, and `recipients` with how often each was asked
/// about. `total` and each operator hold `connections`, `open_max` (at once), what was said (`ehlo`, `helo`, `mail`
/// accepted, `rcpt`, `rset`, `data`), `tls` (sessions behind it), `refusals` (4yz and 5yz replies), what a polite client
/// has none of (`early`, `mixed`, `nonsense`, `without_quit`), `rcpt_max_1s` and `rcpt_max_10s` (in the worst such window),
/// and the most of any session: `transactions_max`, `session_rcpts_max`, `session_refusals_max`.
///
/// ```
/// # use listproof::world::World;
/// let counts = World::demo().open().counts();
/// assert_eq!((counts.connections(), counts.rcpts(), counts.open_max("")), (0, 0, 0));
/// assert!(counts.to_string().starts_with("{\"dns_queries\":0,"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// One entry per host, in the order of their rows.
    pub hosts: Vec<HostCounts>,
    /// DNS questions of every kind.
    pub dns_queries: u64,
}

/// What one host was asked.
#[derive(Clone, Debug)]
pub struct HostCounts {
    /// Its first name.
    pub host: String,
    /// Who runs it.
    pub operator: String,
    /// Where it stands.
    pub ip: Ipv4Addr,
    /// Each connection, in the order of their opening.
    pub sessions: Vec<SessionCounts>,
    /// Each RCPT, in the order of their coming.
    pub questions: Vec<Question>,
}

/// What was said in one connection.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct SessionCounts {
    /// When it was opened.
    pub opened: Duration,
    /// When it ended, if it has.
    pub closed: Option<Duration>,
    /// EHLO commands.
    pub ehlo: u32,
    /// HELO commands.
    pub helo: u32,
    /// MAIL commands that were accepted.
    pub transactions: u32,
    /// RCPT commands.
    pub rcpts: u32,
    /// 4yz and 5yz replies to any command.
    pub refusals: u32,
    /// RSET commands.
    pub resets: u32,
    /// DATA commands: a verifier sends none.
    pub data: u32,
    /// Commands sent behind another one although PIPELINING was not announced.
    pub early: u32,
    /// Recipients of a further domain in one transaction.
    pub mixed: u32,
    /// Lines that are no SMTP.
    pub nonsense: u32,
    /// Whether it said goodbye.
    pub quit: bool,
    /// Whether it was behind TLS in the end.
    pub secure: bool,
}

/// One RCPT and its answer.
#[derive(Clone)]
#[non_exhaustive]
pub struct Question {
    /// When it came.
    pub at: Duration,
    /// Who was asked about, as written.
    pub recipient: String,
    /// The reply's code, 0 where none was sent.
    pub code: u16,
    /// Which of the host's sessions.
    pub session: usize,
}

impl Counts {
    /// The operators that have hosts, each once, in the order of their rows.
    pub fn operators(&self) -> Vec<&str> {
        let mut seen = Vec::new();
        for host in &self.hosts {
            if !seen.contains(&host.operator.as_str()) {
                seen.push(&host.operator);
            }
        }
        seen
    }

    /// Connections in all.
    pub fn connections(&self) -> usize {
        self.hosts.iter().map(|host| host.sessions.len()).sum()
    }

    /// RCPTs in all.
    pub fn rcpts(&self) -> usize {
        self.hosts.iter().map(|host| host.questions.len()).sum()
    }

    /// DATA commands in all.
    pub fn data(&self) -> u32 {
        self.sessions("").map(|session| session.data).sum()
    }

    /// The sessions with the hosts of an operator; of all with the empty name.
    pub fn sessions<'a>(&'a self, operator: &'a str) -> impl Iterator<Item = &'a SessionCounts> + 'a {
        self.of(operator).flat_map(|host| host.sessions.iter())
    }

    /// The most connections that an operator saw open at once; over all operators with the empty name.
    pub fn open_max(&self, operator: &str) -> usize {
        let mut changes: Vec<(Duration, i32)> = self
            .sessions(operator)
            .flat_map(|session| [Some((session.opened, 1)), session.closed.map(|closed| (closed, -1))])
            .flatten()
            .collect();
        // At the same instant an end goes before a beginning.
        changes.sort_unstable();
        let mut open = 0;
        let most = changes.iter().map(|(_, change)| {
            open += change;
            open
        });
        usize::try_from(most.max().unwrap_or(0)).unwrap_or(0)
    }

    /// The most RCPTs that an operator got within any such window; over all operators with the empty name.
    pub fn max_rate(&self, operator: &str, window: Duration) -> usize {
        let mut times: Vec<_> = self.of(operator).flat_map(|host| host.questions.iter().map(|q| q.at)).collect();
        times.sort_unstable();
        let mut from = 0;
        let mut most = 0;
        for (n, at) in times.iter().enumerate() {
            while times.get(from).is_some_and(|first| at.saturating_sub(*first) >= window) {
                from += 1;
            }
            most = most.max(n + 1 - from);
        }
        most
    }

    /// How often an address was asked about, without case.
    pub fn asked(&self, address: &str) -> usize {
        let questions = self.hosts.iter().flat_map(|host| host.questions.iter());
        questions.filter(|q| q.recipient.eq_ignore_ascii_case(address)).count()
    }

    /// How often an address was asked about after the first time.
    pub fn again(&self, address: &str) -> usize {
        self.asked(address).saturating_sub(1)
    }

    fn of<'a>(&'a self, operator: &'a str) -> impl Iterator<Item = &'a HostCounts> + 'a {
        self.hosts.iter().filter(move |host| operator.is_empty() || host.operator == operator)
    }

    /// The figures of one operator, or of all, as the inside of a JSON object.
    fn figures(&self, operator: &str) -> String {
        let sum = |field: fn(&SessionCounts) -> u32| self.sessions(operator).map(field).sum::<u32>();
        let max = |field: fn(&SessionCounts) -> u32| self.sessions(operator).map(field).max().unwrap_or(0);
        format!(
            "\"connections\":{},\"open_max\":{},\"ehlo\":{},\"helo\":{},\"mail\":{},\"rcpt\":{},\"rset\":{},\"data\":{},\
             \"tls\":{},\"refusals\":{},\"early\":{},\"mixed\":{},\"nonsense\":{},\"without_quit\":{},\"rcpt_max_1s\":{},\
             \"rcpt_max_10s\":{},\"transactions_max\":{},\"session_rcpts_max\":{},\"session_refusals_max\":{}",
            self.sessions(operator).count(),
            self.open_max(operator),
            sum(|s| s.ehlo),
            sum(|s| s.helo),
            sum(|s| s.transactions),
            sum(|s| s.rcpts),
            sum(|s| s.resets),
            sum(|s| s.data),
            self.sessions(operator).filter(|s| s.secure).count(),
            sum(|s| s.refusals),
            sum(|s| s.early),
            sum(|s| s.mixed),
            sum(|s| s.nonsense),
            self.sessions(operator).filter(|s| !s.quit).count(),
            self.max_rate(operator, Duration::from_secs(1)),
            self.max_rate(operator, Duration::from_secs(10)),
            max(|s| s.transactions),
            max(|s| s.rcpts),
            max(|s| s.refusals),
        )
    }
}

/// JSON: `total`, `operators` by name, and `recipients` with how often each was asked about.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{\"dns_queries\":{},\"total\":{{{}}},\"operators\":{{", self.dns_queries, self.figures(""))?;
        for (n, operator) in self.operators().into_iter().enumerate() {
            let comma = if n == 0 { "" } else { "," };
            write!(f, "{comma}{}:{{{}}}", quoted(operator), self.figures(operator))?;
        }
        f.write_str("},\"recipients\":{")?;
        let mut asked: HashMap<String, u32> = HashMap::new();
        for question in self.hosts.iter().flat_map(|host| host.questions.iter()) {
            *asked.entry(question.recipient.to_ascii_lowercase()).or_default() += 1;
        }
        let mut asked: Vec<_> = asked.into_iter().collect();
        asked.sort_unstable();
        for (n, (recipient, times)) in asked.iter().enumerate() {
            let comma = if n == 0 { "" } else { "," };
            write!(f, "{comma}{}:{times}", quoted(recipient))?;
        }
        f.write_str("}}")
    }
}

/// Addresses are personal data, even here: people put their own into a world.
impl fmt::Debug for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.recipient.chars().next().unwrap_or('?');
        let domain = self.recipient.rsplit_once('@').map_or("", |(_, domain)| domain);
        write!(f, "{first}…@{domain} {} at {:?} in session {}", self.code, self.at, self.session)
    }
}

/// A JSON string (RFC 8259 §7).
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if u32::from(c) < 0x20 => {
                // Writing to a String does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(spans: &[(u64, Option<u64>)], asks: &[u64]) -> Counts {
        let sessions = spans.iter().map(|(opened, closed)| SessionCounts {
            opened: Duration::from_secs(*opened),
            closed: closed.map(Duration::from_secs),
            ..SessionCounts::default()
        });
        let questions = asks.iter().map(|at| Question {
            at: Duration::from_secs(*at),
            recipient: "Anna\"@a.example".into(),
            code: 250,
            session: 0,
        });
        let host = HostCounts {
            host: "mx.a.example".into(),
            operator: "a.example".into(),
            ip: Ipv4Addr::LOCALHOST,
            sessions: sessions.collect(),
            questions: questions.collect(),
        };
        Counts { hosts: vec![host], dns_queries: 3 }
    }

    #[test]
    fn open_at_once_counts_an_end_before_a_beginning() {
        assert_eq!(counts(&[(0, Some(2)), (2, Some(3)), (2, None)], &[]).open_max("a.example"), 2);
        assert_eq!(counts(&[], &[]).open_max(""), 0);
    }

    #[test]
    fn the_rate_is_that_of_the_worst_window() {
        let counts = counts(&[], &[0, 9, 10, 11, 12, 30]);
        assert_eq!(counts.max_rate("a.example", Duration::from_secs(10)), 4);
        assert_eq!(counts.max_rate("b.example", Duration::from_secs(10)), 0);
    }

    #[test]
    fn what_is_printed_is_json() {
        let value: serde_json::Value = serde_json::from_str(&counts(&[(0, None)], &[1, 2]).to_string()).unwrap();
        assert_eq!(value["recipients"]["anna\"@a.example"], 2);
        assert_eq!(value["operators"]["a.example"]["connections"], 1);
    }
}
