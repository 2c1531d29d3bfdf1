//! The loop: it asks the schedule, opens sessions, and waits. It settles nothing by itself.

use super::connect::Connect;
use super::drive::{Drive, Driven};
use super::schedule::{
    Answer, Ended, Memo, Next, Opening, Question, Roster, Schedule, Settings, Settled, Tally, Turn, Unfit,
};
use super::tls::Handshaker;
use crate::clock;
use crate::event::{Bell, Event};
use crate::smtp::{self, Breach, Failure, Identity, RcptId, Reply, Stage};
use crate::verdict::{Asked, Cause, Evidence, classify, fingerprint};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// What a run asks with.
pub(crate) struct Gear {
    pub(crate) connect: Arc<dyn Connect>,
    pub(crate) connect_timeout: Duration,
    pub(crate) identity: Identity,
    pub(crate) options: smtp::Options,
    pub(crate) handshaker: Handshaker,
    pub(crate) port: u16,
    /// Empty: the system chooses.
    pub(crate) sources: Vec<IpAddr>,
    pub(crate) roster: Arc<dyn Roster>,
    pub(crate) bell: Bell,
}

/// One run.
#[derive(Clone)]
pub(crate) struct Engine {
    gear: Arc<Gear>,
    core: Arc<Core>,
}

struct Core {
    schedule: Mutex<Schedule>,
    changed: Notify,
    /// Somebody was asked, or settled unasked.
    asked: Notify,
}

impl Core {
    fn lock(&self) -> MutexGuard<'_, Schedule> {
        self.schedule.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(&self, change: impl FnOnce(&mut Schedule) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.notify_one();
        result
    }
}

impl Engine {
    pub(crate) fn new(settings: Settings, gear: Gear) -> Self {
        let schedule = Mutex::new(Schedule::new(settings));
        Self { gear: Arc::new(gear), core: Arc::new(Core { schedule, changed: Notify::new(), asked: Notify::new() }) }
    }

    /// Changes the schedule from outside and wakes the loop.
    pub(crate) fn with<T>(&self, change: impl FnOnce(&mut Schedule) -> T) -> T {
        self.core.with(change)
    }

    /// Looks at the schedule without waking anybody.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Schedule) -> T) -> T {
        look(&self.core.lock())
    }

    /// Waits until fewer than `window` members are added and not yet asked.
    pub(crate) async fn room(&self, window: usize) {
        loop {
            let asked = self.core.asked.notified();
            if self.core.lock().unasked() < window {
                return;
            }
            asked.await;
        }
    }

    /// Until everybody has a verdict, the run is stopped, or it cannot go on. `settled` is handed each batch, and what
    /// is worth remembering of the rest.
    pub(crate) async fn run(&self, mut settled: impl FnMut(Vec<Settled>, Vec<Memo>)) -> Result<Tally, Unfit> {
        let (mut sessions, mut waiting) = (JoinSet::new(), usize::MAX);
        loop {
            let (next, out, memos, unasked) = {
                let mut schedule = self.core.lock();
                (schedule.next(clock::now()), schedule.drain(), schedule.memos(), schedule.unasked())
            };
            if !(out.is_empty() && memos.is_empty()) {
                settled(out, memos);
            }
            if unasked < std::mem::replace(&mut waiting, unasked) {
                self.core.asked.notify_waiters();
            }
            match next {
                Next::Open(opening) => {
                    let conversation = Conversation { gear: self.gear.clone(), core: self.core.clone(), opening };
                    sessions.spawn(conversation.hold());
                }
                Next::Wait(until) => self.wait(until, &mut sessions).await,
                Next::Done => break,
                Next::Unfit(unfit) => return Err(unfit),
            }
        }
        let tally = self.core.lock().tally();
        Ok(tally)
    }

    async fn wait(&self, until: Option<Instant>, sessions: &mut JoinSet<()>) {
        tokio::select! {
            () = self.core.changed.notified() => {}
            () = pause_until(until) => {}
            Some(_) = sessions.join_next() => {}
        }
    }
}

/// One connection, from dialling to goodbye.
struct Conversation {
    gear: Arc<Gear>,
    core: Arc<Core>,
    opening: Opening,
}

/// Who was asked under which number.
type InFlight = Vec<(RcptId, Question)>;

impl Conversation {
    async fn hold(self) {
        pause_until(Some(self.opening.at)).await;
        let id = self.opening.session;
        if !self.core.lock().may_ask(id, clock::now()) {
            return self.end(Ended::Left, &[]);
        }
        let source = self.gear.sources.get(usize::from(self.opening.source)).copied();
        let to = SocketAddr::new(self.opening.ip, self.gear.port);
        let dialled = tokio::time::timeout(self.gear.connect_timeout, self.gear.connect.connect(to, source)).await;
        let (stream, error) = match dialled {
            Ok(Ok(stream)) => (Some(stream), None),
            Ok(Err(error)) => (None, Some((error.kind() == std::io::ErrorKind::TimedOut, error.to_string()))),
            Err(_) => (None, Some((true, "no connection in time".to_owned()))),
        };
        self.gear.bell.ring(Event::Connected { host: self.opening.host.to_string(), up: stream.is_some() });
        if let Some((timed_out, text)) = error {
            return self.core.with(|schedule| schedule.not_connected(id, timed_out, text, clock::now()));
        }
        let Some(stream) = stream else { return };
        self.core.lock().connected();
        let mut options = self.gear.options.clone();
        options.tls = self.opening.tls;
        let (identity, handshaker) = (self.gear.identity.clone(), self.gear.handshaker.clone());
        let (host, ip) = (self.opening.host.clone(), self.opening.ip);
        let mut drive = Drive::new(identity, options, stream, handshaker, host, ip);
        self.talk(&mut drive).await;
    }

    async fn talk(&self, drive: &mut Drive) {
        match drive.next().await {
            Driven::Event(smtp::Event::Ready) => {
                let able = drive.session().capabilities().copied().unwrap_or_default();
                self.core.lock().greeted(self.opening.session, &able);
            }
            Driven::Event(smtp::Event::Failure { failure, .. }) => {
                return self.part(drive, self.ended(&failure, drive), &[]).await;
            }
            _ => {
                let text = "the conversation did not begin".to_owned();
                return self.end(Ended::Broken { cause: Cause::ProtocolError, text, desync: false }, &[]);
            }
        }
        loop {
            let turn = self.core.lock().turn(self.opening.session, &*self.gear.roster, clock::now());
            let (questions, fresh, limit, at) = match turn {
                Turn::Leave => {
                    return self.part(drive, Ended::Left, &[]).await;
                }
                Turn::Ask { questions, fresh, limit, at } => (questions, fresh, limit, at),
            };
            pause_until(Some(at)).await;
            if !self.core.lock().may_ask(self.opening.session, clock::now()) {
                return self.part(drive, Ended::Left, &questions).await;
            }
            if let Err(unanswered) = self.ask(drive, questions, fresh, limit).await {
                let (ended, unanswered) = *unanswered;
                return self.part(drive, ended, &unanswered).await;
            }
        }
    }

    /// One batch, until each of it is answered.
    async fn ask(
        &self,
        drive: &mut Drive,
        questions: Vec<Question>,
        fresh: bool,
        limit: usize,
    ) -> Result<(), Box<(Ended, Vec<Question>)>> {
        if fresh {
            drive.session_mut().reset(clock::now());
        }
        let (mut in_flight, handed_back) = push(drive, questions, limit);
        while !(in_flight.is_empty() && handed_back.is_empty()) {
            match drive.next().await {
                Driven::Event(smtp::Event::Answer { id, reply }) => {
                    if let Some(question) = take(&mut in_flight, id) {
                        self.answer(&question, &reply, drive);
                    }
                }
                Driven::Event(smtp::Event::Unsupported { id }) => {
                    if let Some(question) = take(&mut in_flight, id) {
                        let evidence = self.evidence(drive, Stage::Rcpt, None, NO_SMTPUTF8.to_owned());
                        self.core.with(|schedule| schedule.unsupported(self.opening.session, &question, evidence));
                    }
                }
                Driven::Event(smtp::Event::Failure { failure, .. }) => {
                    return Err(Box::new((self.ended(&failure, drive), rest(in_flight, handed_back))));
                }
                Driven::Event(_) => {}
                Driven::Idle | Driven::Closed => {
                    let text = "the conversation ended without a word".to_owned();
                    let ended = Ended::Broken { cause: Cause::ProtocolError, text, desync: true };
                    return Err(Box::new((ended, rest(in_flight, handed_back))));
                }
            }
        }
        Ok(())
    }

    fn answer(&self, question: &Question, reply: &Reply, drive: &Drive) {
        let mut asked = Asked::new(Stage::Rcpt).recipient(&question.address).identity(&self.gear.identity);
        if let Some(source) = self.source() {
            asked = asked.source(source);
        }
        let meaning = classify(reply, &asked);
        let print = fingerprint(reply, &question.address);
        let evidence = self.evidence(drive, Stage::Rcpt, Some(reply), reply.text().to_owned());
        let answer = Answer { reply, meaning: &meaning, print, evidence };
        self.core.with(|schedule| schedule.hear(self.opening.session, question, answer, clock::now()));
    }

    /// QUIT and its answer, bounded by the session's own time-outs; only then is the connection off the books.
    async fn part(&self, drive: &mut Drive, mut ended: Ended, unanswered: &[Question]) {
        drive.session_mut().close(clock::now());
        loop {
            match drive.next().await {
                Driven::Closed => break,
                // It may show as late as this that there was a reply too many.
                Driven::Event(smtp::Event::Failure { failure: failure @ Failure::Protocol { .. }, .. }) => {
                    ended = self.ended(&failure, drive);
                }
                _ => {}
            }
        }
        self.end(ended, unanswered);
    }

    fn end(&self, ended: Ended, unanswered: &[Question]) {
        self.core.with(|schedule| schedule.ended(self.opening.session, ended, unanswered, clock::now()));
    }

    /// Whose failure it was, in the schedule's words.
    fn ended(&self, failure: &Failure, drive: &Drive) -> Ended {
        match failure {
            Failure::Refusal { stage, reply } => {
                let mut asked = Asked::new(*stage).identity(&self.gear.identity);
                if let Some(source) = self.source() {
                    asked = asked.source(source);
                }
                let meaning = classify(reply, &asked);
                let evidence = self.evidence(drive, *stage, Some(reply), reply.text().to_owned());
                let goodbye = reply.code() == 421 && *stage >= Stage::Mail;
                Ended::Refused { stage: *stage, meaning, evidence, goodbye }
            }
            Failure::Tls { .. } => Ended::Tls(failure.to_string()),
            Failure::Timeout { .. } => {
                Ended::Broken { cause: Cause::Timeout, text: failure.to_string(), desync: false }
            }
            Failure::Protocol { breach: Breach::Missing, .. } => {
                Ended::Broken { cause: Cause::Timeout, text: failure.to_string(), desync: true }
            }
            Failure::Protocol { .. } => {
                Ended::Broken { cause: Cause::ProtocolError, text: failure.to_string(), desync: true }
            }
            _ => Ended::Broken { cause: Cause::Unreachable, text: failure.to_string(), desync: false },
        }
    }

    fn evidence(&self, drive: &Drive, stage: Stage, reply: Option<&Reply>, text: String) -> Evidence {
        Evidence {
            stage: Some(stage),
            host: Some(self.opening.host.to_string()),
            ip: Some(self.opening.ip),
            source: self.gear.sources.get(usize::from(self.opening.source)).copied(),
            code: reply.map(Reply::code),
            enhanced: reply.and_then(Reply::enhanced),
            text,
            attempts: 1,
            tls: drive.session().is_secured(),
            at: clock::unix_now(),
            ..Evidence::default()
        }
    }

    fn source(&self) -> Option<IpAddr> {
        self.gear.sources.get(usize::from(self.opening.source)).copied()
    }
}

/// A batch on its way, so many to a transaction, and what the session does not take any more.
fn push(drive: &mut Drive, questions: Vec<Question>, limit: usize) -> (InFlight, Vec<Question>) {
    let mut in_flight = Vec::with_capacity(questions.len());
    let mut handed_back = Vec::new();
    for (index, question) in questions.into_iter().enumerate() {
        if index > 0 && index % limit == 0 {
            drive.session_mut().reset(clock::now());
        }
        match drive.session_mut().push(question.address.clone(), clock::now()) {
            Ok(id) => in_flight.push((id, question)),
            Err(_) => handed_back.push(question),
        }
    }
    (in_flight, handed_back)
}

fn take(in_flight: &mut InFlight, id: RcptId) -> Option<Question> {
    let index = in_flight.iter().position(|(known, _)| *known == id)?;
    Some(in_flight.remove(index).1)
}

fn rest(in_flight: InFlight, handed_back: Vec<Question>) -> Vec<Question> {
    in_flight.into_iter().map(|(_, question)| question).chain(handed_back).collect()
}

/// The engine's one wait.
#[expect(clippy::disallowed_methods, reason = "only the engine waits")]
async fn pause_until(until: Option<Instant>) {
    match until {
        Some(until) => tokio::time::sleep_until(until.into()).await,
        None => std::future::pending().await,
    }
}

const NO_SMTPUTF8: &str = "the server does not announce SMTPUTF8 (RFC 6531)";
