//! Plays the server's part of a dialogue to a [`Session`], and judges what came of it.

use crate::script::{Dialogue, Expected, Step, Words};
use listproof::smtp::{
    Breach, Event, Failure, Identity, Options, Output, RcptId, Reply, ReplyError, Session, TlsProblem,
};
use listproof::syntax::Address;
use listproof::verdict::{Asked, classify, fingerprint};
use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

/// A line, and what is wrong there.
pub(crate) type Problem = (usize, String);

/// All events of a dialogue, with the server's octets in chunks. The session is asked what to do after each chunk, or
/// where `patient`, when all have come.
pub(crate) fn play(dialogue: &Dialogue, chunk: usize, patient: bool) -> Result<Vec<Event>, Problem> {
    let mut stage = Stage::new(dialogue, chunk, patient);
    for (line, step) in &dialogue.steps {
        stage.step(step).map_err(|problem| (*line, problem))?;
    }
    stage.finish().map_err(|problem| (dialogue.line, problem))?;
    Ok(stage.events)
}

struct Stage {
    session: Session,
    now: Instant,
    chunk: usize,
    patient: bool,
    sent: String,
    events: Vec<Event>,
    handshake: bool,
    closed: bool,
}

impl Stage {
    fn new(dialogue: &Dialogue, chunk: usize, patient: bool) -> Self {
        let mut options = Options::default();
        options.tls = dialogue.tls;
        let now = listproof::clock::now();
        Self {
            session: Session::new(identity(), options, now),
            now,
            chunk,
            patient,
            sent: String::new(),
            events: Vec::new(),
            handshake: false,
            closed: false,
        }
    }

    fn step(&mut self, step: &Step) -> Result<(), String> {
        match step {
            Step::Push(address) => match self.session.push(address.clone(), self.now) {
                Ok(_) => {}
                Err(_) => return Err("the session takes nobody any more".to_owned()),
            },
            Step::Reset => self.session.reset(self.now),
            Step::Client(said) => {
                if said.ends_with("QUIT\r\n") {
                    self.session.close(self.now);
                }
                self.drain();
                return self.has_said(said);
            }
            Step::Server(bytes) => {
                self.may_hear()?;
                for chunk in bytes.chunks(self.chunk) {
                    self.session.handle_input(chunk, self.now);
                    if !self.patient {
                        self.drain();
                    }
                }
            }
            Step::Tls(secured) => {
                self.may_hear()?;
                if !std::mem::take(&mut self.handshake) {
                    return Err("no handshake was asked for".to_owned());
                }
                self.session.handle_tls(*secured, self.now);
            }
            Step::HangUp => {
                self.may_hear()?;
                self.session.handle_disconnect(self.now);
            }
            Step::Silence(time) => {
                self.may_hear()?;
                self.now += *time;
                self.session.handle_timeout(self.now);
            }
        }
        self.drain();
        Ok(())
    }

    /// The goodbye, unless it was said.
    fn finish(&mut self) -> Result<(), String> {
        if !self.closed {
            self.session.close(self.now);
            self.drain();
            match self.sent.as_str() {
                "" | "QUIT\r\n" => self.sent.clear(),
                sent => return Err(format!("at the end we say {sent:?}")),
            }
            self.session.handle_input(b"221 2.0.0 Bye\r\n", self.now);
            self.drain();
        }
        match (self.closed, self.sent.as_str()) {
            (true, "" | "QUIT\r\n") => Ok(()),
            (true, sent) => Err(format!("at the end we say {sent:?}")),
            (false, _) => Err("the session waits for more".to_owned()),
        }
    }

    fn drain(&mut self) {
        loop {
            match self.session.poll() {
                Output::Transmit(bytes) => self.sent += &String::from_utf8_lossy(&bytes),
                Output::Event(event) => self.events.push(event),
                Output::StartTls => self.handshake = true,
                Output::Wait(_) => return,
                Output::Close => return self.closed = true,
            }
        }
    }

    fn has_said(&mut self, expected: &str) -> Result<(), String> {
        let said = std::mem::take(&mut self.sent);
        (said == expected).then_some(()).ok_or_else(|| format!("we said {said:?}, not {expected:?}"))
    }

    fn may_hear(&mut self) -> Result<(), String> {
        match self.closed {
            true => Err("the session is over already".to_owned()),
            false => self.has_said(""),
        }
    }
}

/// Where the events are not what the dialogue expects.
pub(crate) fn judge(dialogue: &Dialogue, events: &[Event]) -> Vec<Problem> {
    let heard = Heard::of(dialogue, events);
    let mut taken = vec![false; heard.outcomes.len()];
    let mut problems = Vec::new();
    let mut failed = false;
    for (line, expected) in &dialogue.expected {
        let found = match expected {
            Expected::Answer(to, _) | Expected::Unanswered(to) | Expected::Unsupported(to) => {
                let next = (0..taken.len()).find(|&at| !taken[at] && heard.outcomes[at].0 == *to);
                match next {
                    Some(at) => {
                        taken[at] = true;
                        differs(expected, to, &heard.outcomes[at].1)
                    }
                    None => Some("no answer, and no failure that leaves it out".to_owned()),
                }
            }
            Expected::Failure(what) => {
                failed = true;
                let found = heard.failure.map_or_else(|| "none".to_owned(), tell);
                (found != *what).then(|| format!("the failure is: {found}"))
            }
            Expected::Alike(a, b, alike) => {
                let prints = [a, b].map(|to| heard.reply(to).map(|reply| fingerprint(reply, to)));
                (prints[0].is_none() || (prints[0] == prints[1]) != *alike).then(|| format!("not so: {prints:?}"))
            }
        };
        problems.extend(found.map(|found| (*line, found)));
    }
    if let Some(failure) = heard.failure.filter(|_| !failed) {
        problems.push((dialogue.line, format!("an unexpected failure: {}", tell(failure))));
    }
    problems
}

/// The events, by recipient in the order of their pushes.
struct Heard<'a> {
    outcomes: Vec<(Address, Outcome<'a>)>,
    failure: Option<&'a Failure>,
}

enum Outcome<'a> {
    Answer(&'a Reply),
    Unanswered,
    Unsupported,
}

impl<'a> Heard<'a> {
    fn of(dialogue: &Dialogue, events: &'a [Event]) -> Self {
        let mut outcomes: Vec<(RcptId, Outcome<'a>)> = Vec::new();
        let mut failure = None;
        for event in events {
            match event {
                Event::Answer { id, reply } => outcomes.push((*id, Outcome::Answer(reply))),
                Event::Unsupported { id } => outcomes.push((*id, Outcome::Unsupported)),
                Event::Failure { failure: found, unanswered } => {
                    failure = Some(found);
                    outcomes.extend(unanswered.iter().map(|id| (*id, Outcome::Unanswered)));
                }
                _ => {}
            }
        }
        // Ids grow with the pushes, and each appears once.
        outcomes.sort_by_key(|(id, _)| *id);
        let pushed = dialogue.steps.iter().filter_map(|(_, step)| match step {
            Step::Push(address) => Some(address.clone()),
            _ => None,
        });
        let outcomes = pushed.zip(outcomes.into_iter().map(|(_, outcome)| outcome)).collect();
        Self { outcomes, failure }
    }

    fn reply(&self, to: &Address) -> Option<&'a Reply> {
        self.outcomes.iter().find_map(|(address, outcome)| match outcome {
            Outcome::Answer(reply) if address == to => Some(*reply),
            _ => None,
        })
    }
}

/// How an outcome differs from what was expected.
fn differs(expected: &Expected, to: &Address, outcome: &Outcome<'_>) -> Option<String> {
    match (expected, outcome) {
        (Expected::Unanswered(_), Outcome::Unanswered) | (Expected::Unsupported(_), Outcome::Unsupported) => None,
        (Expected::Answer(_, words), Outcome::Answer(reply)) => says_otherwise(words, to, reply),
        (_, Outcome::Answer(reply)) => Some(format!("it is answered with {}", reply.code())),
        (_, Outcome::Unanswered) => Some("it is unanswered".to_owned()),
        (_, Outcome::Unsupported) => Some("it is unsupported".to_owned()),
    }
}

fn says_otherwise(words: &Words, to: &Address, reply: &Reply) -> Option<String> {
    let identity = identity();
    let asked = Asked::new(listproof::smtp::Stage::Rcpt).recipient(to).identity(&identity).source(SOURCE);
    let found = classify(reply, &asked);
    let strong = found.strength() == listproof::verdict::Strength::Strong;
    let right = found.cause() == words.cause
        && strong == words.strong
        && words.whose.is_none_or(|whose| whose == found.whose())
        && words.retry.is_none_or(|retry| Some(retry) == found.retry_after());
    let wait = found.retry_after().map(|wait: Duration| wait.as_secs());
    (!right).then(|| {
        let (cause, strength, whose) = (found.cause(), found.strength(), found.whose());
        format!("it means {cause} {strength} ({whose:?}, retry {wait:?}) by {:?}", found.rule())
    })
}

/// A failure, as dialogues write it.
fn tell(failure: &Failure) -> String {
    let stage = format!("{:?}", failure.stage()).to_lowercase();
    let meaning = |reply: &Reply| {
        let identity = identity();
        let asked = Asked::new(failure.stage()).identity(&identity).source(SOURCE);
        classify(reply, &asked).cause()
    };
    match failure {
        Failure::Disconnect { .. } => format!("disconnect {stage}"),
        Failure::Timeout { .. } => format!("timeout {stage}"),
        Failure::Refusal { reply, .. } => format!("refusal {stage} {}", meaning(reply)),
        Failure::Protocol { breach, .. } => format!("protocol {stage} {}", broke(*breach)),
        Failure::Tls { problem: TlsProblem::NotOffered } => "tls not_offered".to_owned(),
        Failure::Tls { problem: TlsProblem::Handshake } => "tls handshake".to_owned(),
        Failure::Tls { problem: TlsProblem::Refused(reply) } => format!("tls refused {}", meaning(reply)),
        failure => format!("{failure:?}"),
    }
}

fn broke(breach: Breach) -> &'static str {
    match breach {
        Breach::Reply(ReplyError::Malformed) => "malformed",
        Breach::Reply(ReplyError::MixedCodes) => "mixed_codes",
        Breach::Reply(ReplyError::TooLong) => "too_long",
        Breach::Reply(ReplyError::Unsolicited) => "unsolicited",
        Breach::Unexpected => "unexpected",
        Breach::Echo => "echo",
        Breach::Missing => "missing",
        Breach::Injection => "injection",
        _ => "new",
    }
}

fn identity() -> Identity {
    Identity::new("probe.example.net", "verify@example.net").unwrap()
}

/// Where we ask from, as the server sees it.
const SOURCE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
