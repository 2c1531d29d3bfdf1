//! From text to dialogues. Every complaint names its file and line.

use listproof::smtp::Tls;
use listproof::syntax::Address;
use listproof::verdict::{Cause, Whose};
use std::time::Duration;

/// One conversation, and what must come of it. Each part with its line.
#[derive(Clone, Debug)]
pub(crate) struct Dialogue {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) name: String,
    pub(crate) tls: Tls,
    pub(crate) early: bool,
    pub(crate) steps: Vec<(usize, Step)>,
    pub(crate) expected: Vec<(usize, Expected)>,
}

impl Dialogue {
    pub(crate) fn place(&self) -> String {
        format!("{}:{} ({})", self.file, self.line, self.name)
    }

    pub(crate) fn at(&self, (line, problem): (usize, String)) -> String {
        format!("{}:{line} ({}): {problem}", self.file, self.name)
    }

    /// Octets of the longest run of server lines.
    pub(crate) fn longest(&self) -> usize {
        let octets = |step: &(usize, Step)| match &step.1 {
            Step::Server(bytes) => bytes.len(),
            _ => 0,
        };
        // Cuts of a flood differ no more beyond a few lines.
        self.steps.iter().map(octets).max().unwrap_or(0).min(1_000)
    }

    fn pushes(&self) -> impl Iterator<Item = &Address> {
        self.steps.iter().filter_map(|(_, step)| match step {
            Step::Push(address) => Some(address),
            _ => None,
        })
    }

    /// The last look, when all lines are read.
    fn check(self) -> Result<Self, (usize, String)> {
        let mut left: Vec<_> = self.pushes().collect();
        if left.is_empty() && self.expected.is_empty() {
            return Err((self.line, "expects nothing".to_owned()));
        }
        for (line, expected) in &self.expected {
            if let Some(to) = expected.recipient() {
                let at = left.iter().position(|pushed| *pushed == to);
                left.remove(at.ok_or_else(|| (*line, format!("{} was not pushed", to.as_str())))?);
            }
        }
        match left.first() {
            Some(to) => Err((self.line, format!("nothing is expected of {}", to.as_str()))),
            None => Ok(self),
        }
    }
}

/// What happens next.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Push(Address),
    Reset,
    /// The server's octets up to our next line.
    Server(Vec<u8>),
    /// One write of ours.
    Client(String),
    Tls(bool),
    HangUp,
    Silence(Duration),
}

/// What must come of it.
#[derive(Clone, Debug)]
pub(crate) enum Expected {
    Answer(Address, Words),
    Unanswered(Address),
    Unsupported(Address),
    Failure(String),
    /// Whether the replies to these two have one fingerprint.
    Alike(Address, Address, bool),
}

impl Expected {
    pub(crate) fn recipient(&self) -> Option<&Address> {
        match self {
            Self::Answer(to, _) | Self::Unanswered(to) | Self::Unsupported(to) => Some(to),
            Self::Failure(_) | Self::Alike(..) => None,
        }
    }
}

/// What the words of a reply must mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    pub(crate) cause: Cause,
    pub(crate) strong: bool,
    pub(crate) whose: Option<Whose>,
    pub(crate) retry: Option<Duration>,
}

/// Any cause but this one.
pub(crate) fn another(cause: Cause) -> Cause {
    match cause {
        Cause::NoMailbox => Cause::Accepted,
        _ => Cause::NoMailbox,
    }
}

/// The dialogues of a file, or `file:line: what is wrong`.
pub(crate) fn parse(file: &str, text: &str) -> Result<Vec<Dialogue>, String> {
    let mut all: Vec<Dialogue> = Vec::new();
    let complaint = |(line, problem): (usize, String)| format!("{file}:{line}: {problem}");
    for (line, words) in (1..).zip(text.lines()) {
        let words = words.trim_end();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        if let Some(name) = words.strip_prefix("== ") {
            if let Some(done) = all.pop() {
                all.push(done.check().map_err(complaint)?);
            }
            all.push(Dialogue {
                file: file.to_owned(),
                line,
                name: name.trim().to_owned(),
                tls: Tls::Opportunistic,
                early: false,
                steps: Vec::new(),
                expected: Vec::new(),
            });
            continue;
        }
        let Some(dialogue) = all.last_mut() else {
            return Err(complaint((line, "a dialogue begins with `== ` and its name".to_owned())));
        };
        dialogue.read(line, words).map_err(|problem| complaint((line, problem)))?;
    }
    if let Some(done) = all.pop() {
        all.push(done.check().map_err(complaint)?);
    }
    Ok(all)
}

impl Dialogue {
    fn read(&mut self, line: usize, words: &str) -> Result<(), String> {
        let (head, rest) = words.split_once(' ').unwrap_or((words, ""));
        if head == "=>" {
            self.expected.push((line, expectation(rest.trim())?));
            return Ok(());
        }
        if !self.expected.is_empty() {
            return Err("what is expected stands at the end".to_owned());
        }
        match (head, rest) {
            ("tls:", "off") => self.tls = Tls::Off,
            ("tls:", "required") => self.tls = Tls::Required,
            ("early", "") => self.early = true,
            ("reset", "") => self.steps.push((line, Step::Reset)),
            ("RCPT:", address) => self.steps.push((line, Step::Push(parse_address(address)?))),
            ("hello", keywords) => self.hello(line, keywords),
            ("mail", "") => {
                self.client(line, "MAIL FROM:<verify@example.net>");
                self.server(line, b"250 2.1.0 Ok\r\n");
            }
            ("C:", said) => self.client(line, said),
            ("S:", said) if said.starts_with('<') && said.ends_with('>') => match act(said)? {
                Step::Server(bytes) => self.server(line, &bytes),
                step => self.steps.push((line, step)),
            },
            ("S:", said) => self.server(line, &octets(said)?),
            _ => return Err(format!("cannot be read: {words}")),
        }
        Ok(())
    }

    fn hello(&mut self, line: usize, keywords: &str) {
        self.server(line, b"220 mx.example.org ESMTP\r\n");
        self.client(line, "EHLO probe.example.net");
        let mut lines = vec!["mx.example.org"];
        lines.extend(keywords.split_whitespace());
        let last = lines.len() - 1;
        for (at, words) in lines.into_iter().enumerate() {
            let sign = if at == last { ' ' } else { '-' };
            self.server(line, format!("250{sign}{words}\r\n").as_bytes());
        }
    }

    fn server(&mut self, line: usize, bytes: &[u8]) {
        match self.steps.last_mut() {
            Some((_, Step::Server(before))) => before.extend_from_slice(bytes),
            _ => self.steps.push((line, Step::Server(bytes.to_vec()))),
        }
    }

    fn client(&mut self, line: usize, said: &str) {
        match self.steps.last_mut() {
            Some((_, Step::Client(before))) => *before += &format!("{said}\r\n"),
            _ => self.steps.push((line, Step::Client(format!("{said}\r\n")))),
        }
    }
}

fn parse_address(text: &str) -> Result<Address, String> {
    text.trim().parse().map_err(|error| format!("{text} is no address: {error}"))
}

/// `<hangs up>` and its kin.
fn act(said: &str) -> Result<Step, String> {
    let words: Vec<_> = said.trim_matches(['<', '>']).split_whitespace().collect();
    let number = |text: &str| text.trim_end_matches('s').parse().map_err(|_| format!("{text} is no number"));
    Ok(match words.as_slice() {
        ["tls", "ok"] => Step::Tls(true),
        ["tls", "fails"] => Step::Tls(false),
        ["hangs", "up"] => Step::HangUp,
        ["silent", seconds] => Step::Silence(Duration::from_secs(number(seconds)?)),
        ["flood", octets] => {
            let line = "x".repeat(usize::try_from(number(octets)?).map_err(|error| error.to_string())?);
            Step::Server(format!("550 {line}\r\n").into_bytes())
        }
        _ => return Err(format!("cannot be done: {said}")),
    })
}

/// A server's line as it goes over the wire.
fn octets(said: &str) -> Result<Vec<u8>, String> {
    let (said, end) = said.strip_suffix('\\').map_or((said, "\r\n"), |said| (said, ""));
    let mut parts = said.split("\\x");
    let mut bytes = parts.next().unwrap_or("").as_bytes().to_vec();
    for part in parts {
        let digits = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(digits.ok_or_else(|| format!("\\x{part} is no octet"))?);
        bytes.extend_from_slice(part.get(2..).unwrap_or("").as_bytes());
    }
    bytes.extend_from_slice(end.as_bytes());
    Ok(bytes)
}

fn expectation(text: &str) -> Result<Expected, String> {
    let (about, rest) = text.split_once(": ").ok_or("of whom is it expected?")?;
    let words: Vec<_> = rest.split_whitespace().collect();
    match (about, words.as_slice()) {
        ("failure", words) => {
            let known = words.first().is_some_and(|word| FAILURES.contains(word));
            known.then(|| Expected::Failure(words.join(" "))).ok_or_else(|| format!("no failure: {rest}"))
        }
        ("alike" | "unlike", [a, b]) => Ok(Expected::Alike(parse_address(a)?, parse_address(b)?, about == "alike")),
        ("alike" | "unlike", _) => Err("two addresses are compared".to_owned()),
        (to, ["unanswered"]) => Ok(Expected::Unanswered(parse_address(to)?)),
        (to, ["unsupported"]) => Ok(Expected::Unsupported(parse_address(to)?)),
        (to, words) => Ok(Expected::Answer(parse_address(to)?, meaning(words)?)),
    }
}

fn meaning(words: &[&str]) -> Result<Words, String> {
    let (cause, mut rest) = words.split_first().ok_or("no cause")?;
    let cause = cause.parse().map_err(|error| format!("{cause} is {error}"))?;
    let mut meaning = Words { cause, strong: false, whose: None, retry: None };
    while let Some((word, more)) = rest.split_first() {
        rest = more;
        match (*word, more) {
            ("strong", _) => meaning.strong = true,
            ("weak", _) => {}
            ("recipient", _) => meaning.whose = Some(Whose::Recipient),
            ("transaction", _) => meaning.whose = Some(Whose::Transaction),
            ("session", _) => meaning.whose = Some(Whose::Session),
            ("operator", _) => meaning.whose = Some(Whose::Operator),
            ("retry", [wait, more @ ..]) => {
                let seconds = wait.strip_suffix('s').and_then(|seconds| seconds.parse().ok());
                meaning.retry = Some(Duration::from_secs(seconds.ok_or_else(|| format!("{wait} is no time"))?));
                rest = more;
            }
            _ => return Err(format!("cannot be expected: {word}")),
        }
    }
    Ok(meaning)
}

const FAILURES: [&str; 5] = ["refusal", "disconnect", "timeout", "protocol", "tls"];
