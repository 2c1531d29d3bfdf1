use listproof::{
    Address, Identity, clock,
    smtp::{Event, Options, Output, RcptId, Session, Tls},
};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// An input is a dialogue, a line a step: what a server says, unless the line begins with
///
/// | | |
/// |---|---|
/// | `>n` | push recipient n of [`PEOPLE`] |
/// | `/` | the next push goes into a new transaction |
/// | `.` | close |
/// | `!` | the connection is gone |
/// | `~n` | n times ten seconds pass, and the session is told |
/// | `$` `#` | the handshake went well, or did not |
/// | `=` | the server sends the rest of the line without an end |
/// | `?` `*` | first line only: no TLS, or TLS required |
///
/// Whatever happens, each recipient that was taken is answered for once, and nothing but the seven commands goes out.
pub fn session(data: &[u8]) {
    let Some(mut play) = Play::new(data.first()) else { return };
    for line in data.split(|&byte| byte == b'\n') {
        play.step(line.strip_suffix(b"\r").unwrap_or(line));
        play.drain();
    }
    play.finish();
}

struct Play {
    session: Session,
    now: Instant,
    people: Vec<Address>,
    /// How often each recipient that was taken has been answered for.
    taken: BTreeMap<RcptId, u32>,
    wait: Instant,
    closed: bool,
    failed: bool,
}

impl Play {
    /// `None` only if the constants below are no addresses.
    fn new(first: Option<&u8>) -> Option<Self> {
        let identity = Identity::new("probe.listproof.example", "verify@listproof.example").ok()?;
        let mut options = Options::default();
        options.tls = match first {
            Some(b'?') => Tls::Off,
            Some(b'*') => Tls::Required,
            _ => Tls::Opportunistic,
        };
        let now = clock::now();
        let people = PEOPLE.iter().map(|text| text.parse().ok()).collect::<Option<_>>()?;
        let session = Session::new(identity, options, now);
        Some(Self { session, now, people, taken: BTreeMap::new(), wait: now, closed: false, failed: false })
    }

    fn step(&mut self, line: &[u8]) {
        let (session, now) = (&mut self.session, self.now);
        match line {
            [b'>', who, ..] => self.push(*who),
            [b'/', ..] => session.reset(now),
            [b'.', ..] => session.close(now),
            [b'!', ..] => session.handle_disconnect(now),
            [b'~', tens, ..] => {
                self.now = now + Duration::from_secs(10 * u64::from(tens % 16));
                session.handle_timeout(self.now);
            }
            [b'$', ..] => session.handle_tls(true, now),
            [b'#', ..] => session.handle_tls(false, now),
            [b'=', bytes @ ..] => session.handle_input(bytes, now),
            [b'?' | b'*', ..] => {}
            _ => session.handle_input(&[line, b"\r\n"].concat(), now),
        }
    }

    fn push(&mut self, who: u8) {
        let Some(address) = self.people.get(usize::from(who) % self.people.len()) else { return };
        match self.session.push(address.clone(), self.now) {
            Ok(id) => {
                assert!(!self.closed && !self.failed, "taken after the end");
                assert_eq!(self.taken.insert(id, 0), None, "an id was given twice");
            }
            Err(back) => assert_eq!(&back, address, "another address is handed back"),
        }
    }

    /// Everything that the session has to say now.
    fn drain(&mut self) {
        loop {
            match self.session.poll() {
                Output::Transmit(bytes) => commands(&bytes),
                Output::Event(event) => self.hear(event),
                // The next step may be `$` or `#`; without one the deadline ends it.
                Output::StartTls => {}
                Output::Wait(until) => {
                    self.wait = until;
                    return;
                }
                Output::Close => {
                    self.closed = true;
                    return;
                }
            }
        }
    }

    fn hear(&mut self, event: Event) {
        assert!(!self.failed, "the failure was not the last event");
        match event {
            Event::Ready => {}
            Event::Answer { id, reply } => {
                assert!(reply.is_success() || reply.is_transient() || reply.is_permanent(), "{} answers", reply.code());
                self.book(id);
            }
            Event::Unsupported { id } => self.book(id),
            Event::Failure { failure, unanswered } => {
                assert!(!failure.to_string().is_empty());
                unanswered.into_iter().for_each(|id| self.book(id));
                self.failed = true;
            }
            _ => {}
        }
    }

    fn book(&mut self, id: RcptId) {
        let answers = self.taken.get_mut(&id);
        assert!(answers.is_some(), "an answer for a recipient that was never taken");
        if let Some(answers) = answers {
            *answers += 1;
        }
    }

    /// The server falls silent: the session must come to its end by its own time-outs, and soon.
    fn finish(mut self) {
        self.session.close(self.now);
        for _ in 0..SILENCES {
            self.drain();
            if self.closed {
                break;
            }
            self.now = self.now.max(self.wait);
            self.session.handle_timeout(self.now);
        }
        assert!(self.closed, "a session that never ends");
        assert_eq!(self.session.poll(), Output::Close, "Close is not for ever");
        for (id, answers) in &self.taken {
            assert_eq!(*answers, 1, "{id:?} was answered for {answers} times");
        }
    }
}

/// Whole lines, each one of the seven commands, each fit to be sent: no DATA, no bare CR or LF, no line over 512 bytes
/// but for the SMTPUTF8 of MAIL (RFC 5321 §4.5.3.1.4).
fn commands(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes);
    assert!(text.is_ok(), "bytes that are no UTF-8 go out");
    let text = text.unwrap_or_default();
    assert!(text.ends_with("\r\n"), "half a command goes out");
    for line in text.split_terminator("\r\n") {
        assert!(!line.contains(['\r', '\n', '\0']) && line.len() <= 512, "a line that breaks the protocol: {line:?}");
        assert!(VERBS.iter().any(|verb| line.starts_with(verb)), "not ours to say: {line:?}");
    }
}

const VERBS: &[&str] = &["EHLO ", "HELO ", "STARTTLS", "MAIL FROM:<", "RCPT TO:<", "RSET", "QUIT"];

/// Silences that a closing session may take: one reply, one QUIT, and room to spare.
const SILENCES: u32 = 8;

/// Plain, quoted, with SMTPUTF8, under another domain, a literal, the longest local part.
const PEOPLE: &[&str] = &[
    "anna@kunde.example",
    "bert@kunde.example",
    "carl@kunde.example",
    "\"dora d\"@kunde.example",
    "jürgen@kunde.example",
    "emil@andere.example",
    "fritz@[192.0.2.1]",
    "g2345678901234567890123456789012345678901234567890123456789012345@kunde.example",
];
