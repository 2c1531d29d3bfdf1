//! One SMTP conversation, from the server's side: no I/O, no clock.

mod rcpt;

use super::{Host, Mood, SessionCounts, Zone, live::Live};
use crate::smtp::Stage;
use std::{net::IpAddr, time::Duration};

/// What a server does when spoken to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The octets of the reply, CRLF included; empty where it stays silent.
    pub text: String,
    /// How long it thinks before it answers.
    pub delay: Duration,
    /// Whether it closes the connection afterwards.
    pub hangs_up: bool,
    /// How long it waits between pieces of eight octets; zero sends all at once.
    pub pace: Duration,
    /// Whether a TLS handshake follows, and how it ends.
    pub tls: Option<Handshake>,
}

/// What becomes of a TLS handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Handshake {
    /// It succeeds; [`Talk::secured`] is told so.
    Whole,
    /// The server answers nonsense to the first message, and closes.
    Broken,
}

/// One connection to a host.
#[derive(Debug)]
pub struct Talk {
    live: Live,
    at: usize,
    session: usize,
    client: IpAddr,
    /// Whether the client said EHLO; `None` before any hello.
    esmtp: Option<bool>,
    transaction: Option<Transaction>,
    in_data: bool,
    secure: bool,
    /// Whether the last command was RCPT, and whether the next was sent before its reply.
    recipient: bool,
    behind: bool,
}

#[derive(Debug, Default)]
struct Transaction {
    sender: String,
    utf8: bool,
    rcpts: u32,
    accepted: u32,
    domain: Option<String>,
}

impl Talk {
    /// The connection is there, and so is the greeting.
    /// `open` other connections are.
    pub(super) fn new(live: Live, at: usize, session: usize, client: IpAddr, open: usize) -> (Self, Answer) {
        let mut talk = Self {
            live,
            at,
            session,
            client,
            esmtp: None,
            transaction: None,
            in_data: false,
            secure: false,
            recipient: false,
            behind: false,
        };
        let greeting = talk.greet(open);
        (talk, greeting)
    }

    /// One line from the client, without its CRLF.
    pub fn line(&mut self, line: &[u8], now: Duration) -> Answer {
        let line = String::from_utf8_lossy(line);
        if self.in_data {
            return self.content(&line);
        }
        let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
        let verb = verb.to_ascii_uppercase();
        let behind = std::mem::take(&mut self.behind);
        self.recipient = verb == "RCPT";
        match verb.as_str() {
            "EHLO" => self.ehlo(rest),
            "HELO" => self.helo(rest),
            "MAIL" => self.mail(rest),
            "RCPT" => self.rcpt(rest, behind, now),
            "DATA" => self.data(),
            "RSET" => {
                self.count(|session| session.resets += 1);
                self.transaction = None;
                self.say("250 2.0.0 Ok")
            }
            "NOOP" => self.say("250 2.0.0 Ok"),
            "VRFY" => self.say("252 2.0.0 Cannot VRFY user, but will take message"),
            "HELP" => self.say("214 2.0.0 See RFC 5321"),
            "QUIT" => {
                self.count(|session| session.quit = true);
                Answer { hangs_up: true, ..self.say("221 2.0.0 Bye") }
            }
            "STARTTLS" => self.start_tls(),
            "AUTH" | "EXPN" | "ETRN" => self.say("502 5.5.1 Command not implemented"),
            _ => {
                self.count(|session| session.nonsense += 1);
                self.say("500 5.5.2 Error: bad syntax")
            }
        }
    }

    /// Tells that more octets had come already when the last line was read.
    pub fn more_waits(&mut self) {
        self.behind = self.recipient;
        let announced = self.esmtp == Some(true) && !self.host().is_some_and(|host| host.has(&Mood::NoPipelining));
        if !announced && !self.in_data {
            self.count(|session| session.early += 1);
        }
    }

    /// Tells that the TLS handshake has succeeded: all that was said before is forgotten (RFC 3207 §4.2).
    pub fn secured(&mut self) {
        self.secure = true;
        self.esmtp = None;
        self.transaction = None;
        self.count(|session| session.secure = true);
    }

    /// Tells that the connection is over.
    pub fn close(&mut self, now: Duration) {
        self.count(|session| session.closed = Some(now));
    }

    fn greet(&mut self, open: usize) -> Answer {
        let Some(host) = self.host() else {
            return Answer::default();
        };
        let crowded = |mood: &Mood| matches!(mood, Mood::MaxConnections(n) if open >= *n as usize);
        if host.moods.iter().any(crowded) {
            return self.say("421 4.7.0 Too many concurrent connections from your host");
        }
        let text = blocked(host, Stage::Greeting).map(str::to_owned);
        let hangs_up = text.is_some();
        let name = host.name();
        let text = text.unwrap_or_else(|| match host.has(&Mood::LongGreeting) {
            true => format!(
                "220-{name} ESMTP\n220-Unsolicited bulk mail is not welcome here.\n220-550 5.1.1 is what strangers get.\n220 Ready"
            ),
            false => format!("220 {name} ESMTP"),
        });
        Answer { hangs_up, ..self.say(&text) }
    }

    fn start_tls(&mut self) -> Answer {
        let tls = self.host().and_then(offers).filter(|_| !self.secure);
        let text = if tls.is_some() { "220 2.0.0 Ready to start TLS" } else { "502 5.5.1 Command not implemented" };
        Answer { tls, ..self.say(text) }
    }

    fn ehlo(&mut self, name: &str) -> Answer {
        self.count(|session| session.ehlo += 1);
        let Some(host) = self.host() else {
            return Answer::default();
        };
        if host.has(&Mood::HeloOnly) {
            return self.say("502 5.5.2 Error: command not recognized");
        }
        if name.trim().is_empty() {
            return self.say("501 5.5.4 Syntax: EHLO hostname");
        }
        if let Some(text) = blocked(host, Stage::Ehlo) {
            let text = text.to_owned();
            return self.say(&text);
        }
        let mut lines = vec![format!("250-{}", host.name())];
        if !host.has(&Mood::NoPipelining) {
            lines.push("250-PIPELINING".to_owned());
        }
        if self.takes_utf8(host) {
            lines.push("250-SMTPUTF8".to_owned());
        }
        if !self.secure && offers(host).is_some() {
            lines.push("250-STARTTLS".to_owned());
        }
        lines.extend(["250-SIZE 10485760", "250-8BITMIME", "250 ENHANCEDSTATUSCODES"].map(str::to_owned));
        self.esmtp = Some(true);
        self.transaction = None;
        self.say(&lines.join("\n"))
    }

    fn helo(&mut self, name: &str) -> Answer {
        self.count(|session| session.helo += 1);
        if name.trim().is_empty() {
            return self.say("501 5.5.4 Syntax: HELO hostname");
        }
        self.esmtp = Some(false);
        self.transaction = None;
        let text = format!("250 {}", self.host().map_or("", Host::name));
        self.say(&text)
    }

    fn mail(&mut self, rest: &str) -> Answer {
        let Some(host) = self.host() else {
            return Answer::default();
        };
        if self.esmtp.is_none() {
            return self.say("503 5.5.1 Error: send HELO/EHLO first");
        }
        if self.transaction.is_some() {
            return self.say("503 5.5.1 Error: nested MAIL command");
        }
        let Some((sender, parameters)) = path(rest, "FROM:") else {
            return self.say("501 5.5.4 Syntax: MAIL FROM:<address>");
        };
        let utf8 = parameters.split_whitespace().any(|word| word.eq_ignore_ascii_case("SMTPUTF8"));
        if !parameters.trim().is_empty() && (self.esmtp == Some(false) || (utf8 && !self.takes_utf8(host))) {
            return self.say("555 5.5.4 Unsupported option");
        }
        if let Some(text) = blocked(host, Stage::Mail).map(str::to_owned) {
            return self.say(&text);
        }
        if host.has(&Mood::WantsTls) && !self.secure {
            return self.say("530 5.7.0 Must issue a STARTTLS command first");
        }
        let mut done = 0;
        self.count(|session| done = session.transactions);
        let over = |mood: &Mood| matches!(mood, Mood::MaxTransactions(n) if done >= *n);
        if self.host().is_some_and(|host| host.moods.iter().any(over)) {
            return self.say("421 4.7.0 Max message per connection reached, closing transmission channel");
        }
        self.count(|session| session.transactions += 1);
        self.transaction = Some(Transaction { sender: sender.to_owned(), utf8, ..Transaction::default() });
        self.say("250 2.1.0 Ok")
    }

    fn data(&mut self) -> Answer {
        self.count(|session| session.data += 1);
        match &self.transaction {
            Some(transaction) if transaction.accepted > 0 => {
                self.in_data = true;
                self.say("354 End data with <CR><LF>.<CR><LF>")
            }
            Some(_) => self.say("554 5.5.1 Error: no valid recipients"),
            None => self.say("503 5.5.1 Error: need RCPT command"),
        }
    }

    fn content(&mut self, line: &str) -> Answer {
        if line != "." {
            return Answer::default();
        }
        self.in_data = false;
        self.transaction = None;
        self.say("250 2.0.0 Ok: queued")
    }

    /// A reply, with the host's slowness; counts a refusal, and a 421 is a goodbye.
    fn say(&mut self, text: &str) -> Answer {
        let slow = |mood: &Mood| match mood {
            Mood::Slow(delay) => *delay,
            _ => Duration::ZERO,
        };
        let trickle = |mood: &Mood| match mood {
            Mood::Trickles(pace) => *pace,
            _ => Duration::ZERO,
        };
        let mut refusals = 0;
        self.count(|session| refusals = session.refusals);
        let tar = |mood: &Mood| match mood {
            Mood::Tarpits(delay) => *delay * refusals,
            _ => Duration::ZERO,
        };
        let Some(host) = self.host().filter(|host| !text.is_empty() && !host.has(&Mood::Silent)) else {
            return Answer::default();
        };
        let delay = host.moods.iter().map(|mood| slow(mood) + tar(mood)).sum();
        let pace = host.moods.iter().map(trickle).sum();
        let end = if host.has(&Mood::LoneLf) { "\n" } else { "\r\n" };
        if text.starts_with(['4', '5']) {
            self.count(|session| session.refusals += 1);
        }
        let text = text.split('\n').fold(String::new(), |text, line| text + line + end);
        Answer { hangs_up: text.starts_with("421"), text, delay, pace, tls: None }
    }

    fn takes_utf8(&self, host: &Host) -> bool {
        !host.has(&Mood::NoSmtpUtf8) && (self.secure || !host.has(&Mood::Utf8AfterTls))
    }

    fn host(&self) -> Option<&Host> {
        self.live.world().hosts.get(self.at)
    }

    fn count(&mut self, change: impl FnOnce(&mut SessionCounts)) {
        let session = self.session;
        if let Some(mut ledger) = self.live.ledger(self.at) {
            ledger.counts.sessions.get_mut(session).map(change);
        }
    }
}

impl Zone {
    /// Whether this host takes its mail.
    fn at(&self, host: &Host) -> bool {
        self.mx.iter().any(|(_, name)| host.answers_to(name))
    }
}

/// Why the client as such is refused at this stage.
fn blocked(host: &Host, stage: Stage) -> Option<&'static str> {
    host.moods.iter().find_map(|mood| match mood {
        Mood::Blocks(at, text) if *at == stage => Some(*text),
        Mood::Demands(text) if stage == Stage::Mail => Some(*text),
        _ => None,
    })
}

/// What comes of STARTTLS here; `None` where it is not offered.
fn offers(host: &Host) -> Option<Handshake> {
    host.moods.iter().find_map(|mood| match mood {
        Mood::StartTls => Some(Handshake::Whole),
        Mood::BrokenTls => Some(Handshake::Broken),
        _ => None,
    })
}

/// `FROM:<path> parameters`; a space behind the colon is let pass, as most servers do.
fn path<'a>(rest: &'a str, keyword: &str) -> Option<(&'a str, &'a str)> {
    let head = rest.get(..keyword.len())?;
    let tail = rest.get(keyword.len()..)?.trim_start().strip_prefix('<')?;
    head.eq_ignore_ascii_case(keyword).then_some(())?;
    // The last bracket: a quoted local part may hold one.
    tail.rsplit_once('>')
}
