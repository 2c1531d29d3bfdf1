//! A conversation with one server as far as RCPT, as a value: it is handed bytes and moments, and says what to do.

mod ask;
mod batch;
mod capabilities;
mod ending;
mod options;
mod outcome;
mod queue;

pub use capabilities::{Capabilities, Extension};
pub use options::{Options, Timeouts, Tls};
pub use outcome::{Breach, Event, Failure, Output, RcptId, TlsProblem};

use super::command::Command;
use super::{Identity, Reply, ReplyError, ReplyParser, Stage};
use crate::syntax::Address;
use batch::Batch;
use queue::Queue;
use std::collections::VecDeque;
use std::time::Instant;

/// One SMTP connection with all its transactions (RFC 5321, RFC 2920, RFC 3207, RFC 6531). Never sends DATA.
///
/// ```text
///           220         2yz        220            secured
///  Greeting ───▶ Ehlo ──────┬────▶ StartTls ───▶ Handshake ───▶ Ehlo again, capabilities forgotten
///     │ other    │ │ 5yz    │ no TLS      │ 4yz 5yz   │ failed
///     │          │ └▶ Helo ─┤ wanted      ▼ (allowed)  └──▶ Close
///     │          │     │    └──────────▶ Ready ◀─┐
///     │    4yz   │     │ 4yz 5yz     push │      │ all answered
///     │          │     │                  └─▶ [RSET] [MAIL] RCPT …
///     ▼          ▼     ▼                          │ MAIL or RSET refused
///     Leaving (QUIT) ◀────────────────────────────┘
///        │ 221, or none; anything else once, if nothing follows it
///        ▼                         421, hang-up, silence, breach of the protocol: Close from everywhere
///      Close
/// ```
///
/// **Contract.** After calls of `push`, `reset`, `close` and `handle_*`, call [`poll`](Self::poll) until it says
/// [`Output::Wait`] or [`Output::Close`]. Nothing is sent before it is polled for, so hand over all bytes that have
/// come first: what a server said before we spoke is no answer to it.
///
/// **Promise.** Each pushed recipient appears exactly once: in an [`Event::Answer`], an [`Event::Unsupported`] or in
/// the one [`Event::Failure`]. After the end [`push`](Self::push) hands the address back.
///
/// Replies are matched to commands one by one. Recipients that went out in one write are answered together, once the
/// last of them is: a slipped reply shows late. On a clean end in between (421, hang-up) those who have an answer keep
/// it; on a breach of the protocol, or where one of several replies never comes, nobody of that write does. A breach may
/// show later still, even at QUIT: then the failure leaves nobody unanswered, and says that no answer of this session is
/// to be relied on.
///
/// What a server can make us hold is bounded by the reply limits and 32 recipients a write.
///
/// ```
/// use listproof::smtp::{Event, Identity, Options, Output, Session};
/// let now = listproof::clock::now();
/// let identity = Identity::new("probe.example.net", "verify@example.net")?;
/// let mut session = Session::new(identity, Options::default(), now);
/// session.handle_input(b"220 mx.example.org ESMTP\r\n", now);
/// assert_eq!(session.poll(), Output::Transmit(b"EHLO probe.example.net\r\n".to_vec()));
/// session.handle_input(b"250 mx.example.org\r\n", now);
/// assert_eq!(session.poll(), Output::Event(Event::Ready));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Session {
    identity: Identity,
    options: Options,
    state: State,
    parser: ReplyParser,
    /// Bytes of a reply that is not complete, blank lines aside.
    partial: bool,
    capabilities: Option<Capabilities>,
    secured: bool,
    ready: bool,
    closing: bool,
    /// The one failure is told.
    failed: bool,
    queue: Queue,
    /// Commands written and not answered, in order.
    flight: VecDeque<Stage>,
    batch: Batch,
    /// The first refusal of the write in flight that ends the session; the other replies are still awaited.
    refusal: Option<(Stage, Reply)>,
    transaction: Transaction,
    transactions: u32,
    /// What was answered last.
    last: Stage,
    deadline: Instant,
    /// When it was last told something.
    now: Instant,
    /// Told something since the last look at what follows from it.
    stirred: bool,
    output: VecDeque<Output>,
}

/// What comes next. With nothing in flight, the command of the state is still to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Greeting,
    Ehlo,
    Helo,
    StartTls,
    Handshake,
    Ready,
    Leaving,
    Closed,
}

/// Whether MAIL was sent since the last RSET, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Transaction {
    None,
    Open { smtputf8: bool },
}

impl Session {
    /// A connection that was opened just now: the greeting is awaited.
    pub fn new(identity: Identity, options: Options, now: Instant) -> Self {
        Self {
            deadline: now + options.timeouts.reply,
            identity,
            options,
            state: State::Greeting,
            parser: ReplyParser::new(),
            partial: false,
            capabilities: None,
            secured: false,
            ready: false,
            closing: false,
            failed: false,
            queue: Queue::default(),
            flight: VecDeque::from([Stage::Greeting]),
            batch: Batch::default(),
            refusal: None,
            transaction: Transaction::None,
            transactions: 0,
            last: Stage::Greeting,
            now,
            stirred: false,
            output: VecDeque::new(),
        }
    }

    /// Asks about a recipient, as soon as its turn comes. The transaction is opened by its first recipient.
    ///
    /// # Errors
    /// The address, where nothing more will be asked: after [`close`](Self::close), or after the end.
    pub fn push(&mut self, rcpt: Address, now: Instant) -> Result<RcptId, Address> {
        if self.closing || matches!(self.state, State::Leaving | State::Closed) {
            return Err(rcpt);
        }
        let id = self.queue.push(rcpt);
        self.stir(now);
        Ok(id)
    }

    /// The next push goes into a new transaction, behind all that was pushed before (RSET and MAIL). Without an open
    /// transaction nothing is sent.
    pub fn reset(&mut self, now: Instant) {
        self.queue.reset();
        self.stir(now);
    }

    /// QUIT once what was pushed is answered; at once where nothing is. Each wait on the way has its time-out.
    pub fn close(&mut self, now: Instant) {
        self.closing = true;
        self.stir(now);
    }

    /// Bytes from the server, cut anywhere.
    pub fn handle_input(&mut self, bytes: &[u8], now: Instant) {
        let mut rest = bytes;
        while !rest.is_empty() && self.state != State::Closed {
            if self.state == State::Handshake {
                return self.breach(Stage::StartTls, Breach::Injection);
            }
            let before = rest;
            match self.parser.parse(&mut rest) {
                Ok(Some(reply)) => self.handle_reply(reply, now),
                Ok(None) => {
                    let taken = before.get(..before.len() - rest.len()).unwrap_or_default();
                    self.handle_partial(taken, now);
                }
                // After QUIT words need not be replies any more.
                Err(_) if self.state == State::Leaving => return self.end(),
                Err(error) => return self.breach(self.stage(), Breach::Reply(error)),
            }
        }
        self.stir(now);
    }

    /// The connection is gone.
    pub fn handle_disconnect(&mut self, now: Instant) {
        self.advance(now);
        match self.state {
            State::Closed => {}
            State::Leaving => self.end(),
            State::Handshake => self.fail(Failure::Tls { problem: TlsProblem::Handshake }),
            _ if self.is_surplus() => self.breach(self.last, UNSOLICITED),
            _ => self.fail(Failure::Disconnect { stage: self.stage() }),
        }
    }

    /// The moment of [`Output::Wait`] has come. Too early is no harm.
    pub fn handle_timeout(&mut self, now: Instant) {
        self.advance(now);
        match self.state {
            _ if now < self.deadline => {}
            State::Closed => {}
            State::Leaving => self.end(),
            State::Handshake => self.fail(Failure::Tls { problem: TlsProblem::Handshake }),
            _ if self.is_surplus() => self.breach(self.last, UNSOLICITED),
            _ if self.flight.is_empty() => self.leave(now),
            _ if self.batch.is_torn() => self.breach(self.stage(), Breach::Missing),
            _ => self.fail(Failure::Timeout { stage: self.stage() }),
        }
    }

    /// How the handshake of [`Output::StartTls`] ended. Said at another time, it is ignored.
    pub fn handle_tls(&mut self, secured: bool, now: Instant) {
        if self.state != State::Handshake {
            return;
        }
        if !secured {
            return self.fail(Failure::Tls { problem: TlsProblem::Handshake });
        }
        // RFC 3207 §4.2: what was said in the clear is forgotten.
        self.secured = true;
        self.capabilities = None;
        self.parser = ReplyParser::new();
        self.state = State::Ehlo;
        self.stir(now);
    }

    /// What to do next.
    #[must_use]
    pub fn poll(&mut self) -> Output {
        if self.output.is_empty() && std::mem::take(&mut self.stirred) {
            self.advance(self.now);
        }
        match self.output.pop_front() {
            Some(output) => output,
            None if self.state == State::Closed => Output::Close,
            None => Output::Wait(self.deadline),
        }
    }

    /// Until when the present wait lasts; a write that takes longer has failed too.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// What the server can do: nothing known before EHLO is answered, nor between STARTTLS and the second EHLO.
    pub fn capabilities(&self) -> Option<&Capabilities> {
        self.capabilities.as_ref()
    }

    /// Whether TLS is on.
    pub fn is_secured(&self) -> bool {
        self.secured
    }

    /// Transactions opened so far (MAIL commands sent).
    pub fn transactions(&self) -> u32 {
        self.transactions
    }

    /// Whether the session waits for pushes: ready, and everything asked is answered and told.
    pub fn is_idle(&self) -> bool {
        self.state == State::Ready
            && self.flight.is_empty()
            && self.output.is_empty()
            && !self.stirred
            && !self.is_surplus()
    }

    /// All transitions on a reply. What is to be sent next is left to `advance`, once it is sure that nothing follows.
    fn handle_reply(&mut self, reply: Reply, now: Instant) {
        self.partial = false;
        if self.state == State::Leaving {
            return self.handle_farewell(&reply);
        }
        if reply.code() == 421 {
            return self.fail(Failure::Refusal { stage: self.stage(), reply });
        }
        let Some(stage) = self.flight.pop_front() else {
            return self.breach(self.last, UNSOLICITED);
        };
        self.last = stage;
        self.await_next(now);
        if self.refusal.is_some() {
            return;
        }
        match (self.state, stage, Class::of(&reply)) {
            (State::Greeting, _, Class::Success) if reply.code() == 220 => self.state = State::Ehlo,
            (State::Greeting, _, _) => self.refusal = Some((stage, reply)),
            (_, _, Class::Intermediate) => self.breach(stage, Breach::Unexpected),
            (State::Ehlo, _, Class::Success) => self.handle_hello(Capabilities::from_ehlo(&reply), now),
            (State::Ehlo, _, Class::Permanent) => self.state = State::Helo,
            (State::Helo, _, Class::Success) => self.handle_hello(Capabilities::default(), now),
            (State::StartTls, _, Class::Success) if reply.code() == 220 => {
                self.state = State::Handshake;
                self.deadline = now + self.options.timeouts.reply;
                self.output.push_back(Output::StartTls);
            }
            (State::StartTls, _, Class::Success) => self.breach(stage, Breach::Unexpected),
            (State::StartTls, _, _) if self.options.tls == Tls::Required => {
                self.fail_politely(Failure::Tls { problem: TlsProblem::Refused(reply) }, now);
            }
            (State::StartTls, _, _) => self.state = State::Ready,
            (State::Ready, Stage::Rcpt, _) => {
                if let Err(breach) = self.batch.answer(reply) {
                    self.breach(stage, breach);
                }
            }
            (State::Ready, _, Class::Success) => {}
            (State::Ehlo | State::Helo | State::Ready, _, _) => self.refusal = Some((stage, reply)),
            // Ended above, or nothing in flight.
            (State::Handshake | State::Leaving | State::Closed, _, _) => self.breach(stage, UNSOLICITED),
        }
    }

    fn handle_hello(&mut self, capabilities: Capabilities, now: Instant) {
        let offered = capabilities.has(Extension::StartTls);
        self.capabilities = Some(capabilities);
        self.state = match self.options.tls {
            _ if self.secured => State::Ready,
            Tls::Required if !offered => {
                return self.fail_politely(Failure::Tls { problem: TlsProblem::NotOffered }, now);
            }
            Tls::Opportunistic | Tls::Required if offered => State::StartTls,
            _ => State::Ready,
        };
    }

    fn handle_partial(&mut self, taken: &[u8], now: Instant) {
        let blank = taken.iter().all(u8::is_ascii_whitespace);
        if !blank && !self.partial {
            self.partial = true;
            if self.flight.is_empty() {
                // Probably a goodbye; the rest of it is due now.
                self.deadline = self.deadline.min(now + self.options.timeouts.reply);
            }
        }
    }

    fn stir(&mut self, now: Instant) {
        self.now = now;
        self.stirred = true;
    }

    /// Sends what may be sent, releases what is settled. Does nothing while a reply is due or half read.
    fn advance(&mut self, now: Instant) {
        if !self.flight.is_empty() {
            return;
        }
        if let Some((stage, reply)) = self.refusal.take() {
            return self.fail_politely(Failure::Refusal { stage, reply }, now);
        }
        if self.is_surplus() {
            return;
        }
        self.release();
        match self.state {
            State::Handshake | State::Leaving | State::Closed | State::Greeting => {}
            _ if self.closing && self.queue.is_empty() => self.leave(now),
            State::Ehlo => self.send(Stage::Ehlo, now),
            State::Helo => self.send(Stage::Helo, now),
            State::StartTls => self.send(Stage::StartTls, now),
            State::Ready => {
                if !std::mem::replace(&mut self.ready, true) {
                    self.output.push_back(Output::Event(Event::Ready));
                }
                self.ask(now);
            }
        }
    }

    fn release(&mut self) {
        let (answers, _) = self.batch.release();
        self.output.extend(answers.into_iter().map(Output::Event));
    }

    fn send(&mut self, stage: Stage, now: Instant) {
        let mut out = Vec::new();
        match stage {
            Stage::Ehlo => Command::Ehlo(self.identity.helo()).write(&mut out),
            Stage::Helo => Command::Helo(self.identity.helo()).write(&mut out),
            Stage::StartTls => Command::StartTls.write(&mut out),
            _ => Command::Quit.write(&mut out),
        }
        self.flight.push_back(stage);
        self.transmit(out, now);
    }

    fn transmit(&mut self, out: Vec<u8>, now: Instant) {
        self.deadline = now + self.options.timeouts.reply;
        self.output.push_back(Output::Transmit(out));
    }

    /// From a reply just read: how long until the next thing must have happened.
    fn await_next(&mut self, now: Instant) {
        let Timeouts { reply, idle, .. } = self.options.timeouts;
        self.deadline = now + if self.flight.is_empty() { idle } else { reply };
    }

    /// A reply has begun that nobody asked for. Whether it is a goodbye shows at its end.
    fn is_surplus(&self) -> bool {
        self.partial && self.flight.is_empty()
    }

    fn stage(&self) -> Stage {
        self.flight.front().copied().unwrap_or(self.last)
    }

    fn can(&self, extension: Extension) -> bool {
        self.capabilities.is_some_and(|capabilities| capabilities.has(extension))
    }
}

/// The first digit of a reply (RFC 5321 §4.2.1).
#[derive(Clone, Copy, Debug)]
enum Class {
    Success,
    Intermediate,
    Transient,
    Permanent,
}

impl Class {
    fn of(reply: &Reply) -> Self {
        match reply {
            _ if reply.is_success() => Self::Success,
            _ if reply.is_transient() => Self::Transient,
            _ if reply.is_permanent() => Self::Permanent,
            _ => Self::Intermediate,
        }
    }
}

const UNSOLICITED: Breach = Breach::Reply(ReplyError::Unsolicited);
