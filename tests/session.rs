//! Dialogues with a session, each at every cut of the server's bytes, and its one promise under arbitrary servers.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use listproof::smtp::{
    Breach, Event, Extension, Failure, Identity, Options, Output, RcptId, ReplyError, Session, Stage, Tls, TlsProblem,
};
use listproof::syntax::Address;
use proptest::prelude::*;
use std::time::{Duration, Instant};

const UNSOLICITED: Breach = Breach::Reply(ReplyError::Unsolicited);
const PLAIN: &str = "250 mx.example.org\r\n";
const PIPELINING: &str = "250-mx.example.org\r\n250-PIPELINING\r\n250 SMTPUTF8\r\n";
const STARTTLS: &str = "250-mx.example.org\r\n250-STARTTLS\r\n250 PIPELINING\r\n";
const EHLO: &str = "EHLO probe.example.net\r\n";
const MAIL: &str = "MAIL FROM:<verify@example.net>\r\n";

/// One side of a conversation, with the other side's words in the test.
struct Talk {
    session: Session,
    now: Instant,
    chunk: usize,
    ids: Vec<RcptId>,
    sent: String,
    events: Vec<Event>,
    tls: bool,
    closed: bool,
    wait: Option<Instant>,
}

impl Talk {
    fn new(options: Options, chunk: usize) -> Self {
        let now = listproof::clock::now();
        let identity = Identity::new("probe.example.net", "verify@example.net").unwrap();
        Self {
            session: Session::new(identity, options, now),
            now,
            chunk,
            ids: Vec::new(),
            sent: String::new(),
            events: Vec::new(),
            tls: false,
            closed: false,
            wait: None,
        }
    }

    fn drain(&mut self) {
        loop {
            match self.session.poll() {
                Output::Transmit(bytes) => self.sent.push_str(std::str::from_utf8(&bytes).unwrap()),
                Output::Event(event) => self.events.push(event),
                Output::StartTls => self.tls = true,
                Output::Wait(until) => return self.wait = Some(until),
                Output::Close => return self.closed = true,
            }
        }
    }

    /// The server says.
    fn s(&mut self, bytes: &str) -> &mut Self {
        for chunk in bytes.as_bytes().chunks(self.chunk) {
            self.session.handle_input(chunk, self.now);
            self.drain();
        }
        self
    }

    /// The client has said exactly this since the last look.
    #[track_caller]
    fn c(&mut self, expected: &str) -> &mut Self {
        assert_eq!(std::mem::take(&mut self.sent), expected, "at chunks of {}", self.chunk);
        self
    }

    fn push(&mut self, address: &str) -> &mut Self {
        let id = self.session.push(address.parse().unwrap(), self.now).unwrap();
        self.ids.push(id);
        self.drain();
        self
    }

    fn reset(&mut self) -> &mut Self {
        self.session.reset(self.now);
        self.drain();
        self
    }

    fn close(&mut self) -> &mut Self {
        self.session.close(self.now);
        self.drain();
        self
    }

    fn hang_up(&mut self) -> &mut Self {
        self.session.handle_disconnect(self.now);
        self.drain();
        self
    }

    fn secured(&mut self, secured: bool) -> &mut Self {
        assert!(std::mem::take(&mut self.tls), "no handshake was asked for");
        self.session.handle_tls(secured, self.now);
        self.drain();
        self
    }

    fn late(&mut self, seconds: u64) -> &mut Self {
        self.now += Duration::from_secs(seconds);
        self.session.handle_timeout(self.now);
        self.drain();
        self
    }

    /// The events since the last look: `ready`, `0=250`, `1=utf8`, or the failure with those it leaves unanswered.
    #[track_caller]
    fn e(&mut self, expected: &str) -> &mut Self {
        let shown: Vec<_> = std::mem::take(&mut self.events).iter().map(|event| self.show(event)).collect();
        assert_eq!(shown.join(" "), expected, "at chunks of {}", self.chunk);
        self
    }

    fn show(&self, event: &Event) -> String {
        let at = |id: &RcptId| self.ids.iter().position(|known| known == id).unwrap();
        match event {
            Event::Ready => "ready".into(),
            Event::Answer { id, reply } => format!("{}={}", at(id), reply.code()),
            Event::Unsupported { id } => format!("{}=utf8", at(id)),
            Event::Failure { failure, unanswered } => {
                let unanswered: Vec<_> = unanswered.iter().map(at).collect();
                let kind = match failure {
                    Failure::Disconnect { .. } => "disconnect".into(),
                    Failure::Protocol { breach, .. } => format!("{breach:?}"),
                    Failure::Refusal { reply, .. } => format!("refusal:{}", reply.code()),
                    Failure::Timeout { .. } => "timeout".into(),
                    Failure::Tls { problem } => match problem {
                        TlsProblem::Refused(reply) => format!("tls:{}", reply.code()),
                        problem => format!("tls:{problem:?}"),
                    },
                    _ => "new".into(),
                };
                format!("{kind}@{:?}{unanswered:?}", failure.stage())
            }
            _ => "new".into(),
        }
    }

    /// Over, and nothing can be asked any more.
    #[track_caller]
    fn over(&mut self) {
        self.c("").e("");
        assert!(self.closed, "still open at chunks of {}", self.chunk);
        assert_eq!(self.session.poll(), Output::Close);
        let anna: Address = "anna@example.org".parse().unwrap();
        assert_eq!(self.session.push(anna.clone(), self.now), Err(anna));
    }
}

/// The dialogue at all cuts.
fn each(tls: Tls, dialogue: impl Fn(&mut Talk)) {
    for chunk in (1..=64).chain([usize::MAX]) {
        let mut options = Options::default();
        options.tls = tls;
        dialogue(&mut Talk::new(options, chunk));
    }
}

fn ready(talk: &mut Talk, ehlo: &str) {
    talk.s("220 mx.example.org ESMTP\r\n").c(EHLO).s(ehlo).e("ready");
}

#[test]
fn one_command_at_a_time_where_pipelining_is_not_announced() {
    each(Tls::Off, |t| {
        t.push("anna@example.org").push("ben@example.org").close();
        t.s("220-mx.example.org\r\n220 ready\r\n").c(EHLO).s(PLAIN).e("ready").c(MAIL);
        t.s("250 ok\r\n").c("RCPT TO:<anna@example.org>\r\n");
        t.s("250 2.1.5 ok\r\n").e("0=250").c("RCPT TO:<ben@example.org>\r\n");
        t.s("550 5.1.1 <ben@example.org> unknown\r\n").e("1=550").c("QUIT\r\n");
        t.s("221 bye\r\n").over();
        assert_eq!(t.session.transactions(), 1);
    });
}

#[test]
fn one_write_where_pipelining_is_announced() {
    each(Tls::Off, |t| {
        t.push("anna@example.org").push("ben@example.org").reset().push("carl@example.net");
        ready(t, PIPELINING);
        t.c(&format!("{MAIL}RCPT TO:<anna@example.org>\r\nRCPT TO:<ben@example.org>\r\n"));
        t.s("250 ok\r\n250 ok\r\n").e("").s("451 later\r\n").e("0=250 1=451");
        t.c(&format!("RSET\r\n{MAIL}RCPT TO:<carl@example.net>\r\n"));
        t.s("250 ok\r\n250 ok\r\n550 no\r\n").e("2=550").c("");
        // A reset for nobody sends nothing; a second one neither.
        t.reset().reset().c("").push("dora@example.org");
        t.c(&format!("RSET\r\n{MAIL}RCPT TO:<dora@example.org>\r\n"));
        t.s("250 ok\r\n250 ok\r\n250 ok\r\n").e("3=250");
        // The open transaction goes on.
        t.push("emil@example.org").c("RCPT TO:<emil@example.org>\r\n").s("252 perhaps\r\n").e("4=252");
        t.close().c("QUIT\r\n").hang_up().over();
        assert_eq!(t.session.transactions(), 3);
    });
}

#[test]
fn a_write_is_bounded() {
    each(Tls::Off, |t| {
        (0..70).for_each(|n| {
            t.push(&format!("user{n}@example.org"));
        });
        t.s("220 hi\r\n").c(EHLO).s(PIPELINING).e("ready");
        for rcpts in [32, 32, 6] {
            let sent = std::mem::take(&mut t.sent);
            assert_eq!(sent.matches("RCPT TO:").count(), rcpts);
            let commands = sent.lines().count();
            t.s(&"250 ok\r\n".repeat(commands));
            assert_eq!(std::mem::take(&mut t.events).len(), rcpts);
        }
        t.c("");
    });
}

#[test]
fn helo_where_ehlo_is_unknown() {
    for refusal in ["500 what?\r\n", "502-no\r\n502 no\r\n", "550 no\r\n"] {
        each(Tls::Opportunistic, |t| {
            t.s("220 hi\r\n").c(EHLO).s(refusal).c("HELO probe.example.net\r\n").s("250 hi\r\n").e("ready");
            assert!(!t.session.capabilities().unwrap().has(Extension::Pipelining));
        });
    }
    each(Tls::Off, |t| {
        t.push("anna@example.org").s("220 hi\r\n").s("502 no\r\n").c(&format!("{EHLO}HELO probe.example.net\r\n"));
        t.s("550 go away\r\n").e("refusal:550@Helo[0]").c("QUIT\r\n").s("221 bye\r\n").over();
    });
}

#[test]
fn a_refusal_of_the_conversation_is_about_nobody() {
    for greeting in ["554 5.7.1 blocked\r\n", "450 later\r\n", "250 odd\r\n"] {
        each(Tls::Off, |t| {
            let expected = format!("refusal:{}@Greeting[0]", &greeting[..3]);
            t.push("anna@example.org").s(greeting).e(&expected).c("QUIT\r\n").s("221 bye\r\n").over();
        });
    }
    each(Tls::Off, |t| {
        t.push("anna@example.org").s("220 hi\r\n").c(EHLO).s("450 later\r\n").e("refusal:450@Ehlo[0]");
        t.c("QUIT\r\n").late(2).over();
    });
    each(Tls::Off, |t| {
        ready(t, PLAIN);
        t.push("anna@example.org").push("ben@example.org").c(MAIL);
        t.s("553 sender?\r\n").e("refusal:553@Mail[0, 1]").c("QUIT\r\n").s("221 bye\r\n").over();
    });
}

#[test]
fn behind_a_refused_mail_the_answers_to_rcpt_are_heard_and_dropped() {
    each(Tls::Off, |t| {
        ready(t, PIPELINING);
        t.push("anna@example.org").s("250 ok\r\n250 ok\r\n").e("0=250");
        // `carl` is pushed after the write: he is never asked about.
        t.reset().push("ben@example.org").push("carl@example.org").sent.clear();
        t.s("250 reset\r\n550 sender?\r\n503 no mail\r\n").e("refusal:550@Mail[1, 2]");
        t.c("QUIT\r\n").s("221 bye\r\n").over();
    });
    each(Tls::Off, |t| {
        ready(t, PIPELINING);
        t.sent.clear();
        t.push("anna@example.org");
        t.s("550 sender?\r\n")
            .e("")
            .s("250 odd\r\n")
            .e("refusal:550@Mail[0]")
            .c(&format!("{MAIL}RCPT TO:<anna@example.org>\r\nQUIT\r\n"));
    });
    each(Tls::Off, |t| {
        t.push("anna@example.org").push("ben@example.org");
        ready(t, PIPELINING);
        t.sent.clear();
        t.s("550 sender?\r\n503 no\r\n").e("").hang_up().e("refusal:550@Mail[0, 1]").over();
    });
}

#[test]
fn a_421_is_a_goodbye_at_any_time() {
    let bye = "421 4.3.2 closing\r\n";
    each(Tls::Off, |t| t.push("anna@example.org").s(bye).e("refusal:421@Greeting[0]").over());
    each(Tls::Off, |t| t.s("220 hi\r\n").s(bye).c(EHLO).e("refusal:421@Ehlo[]").over());
    each(Tls::Off, |t| {
        ready(t, PIPELINING);
        t.s(bye).e("refusal:421@Ehlo[]").over();
    });
    each(Tls::Off, |t| {
        t.push("anna@example.org").push("ben@example.org").push("carl@example.org");
        ready(t, PIPELINING);
        t.sent.clear();
        t.s("250 ok\r\n550 no\r\n").e("").s(bye).e("0=550 refusal:421@Rcpt[1, 2]").over();
    });
    // Directly behind a batch: the batch stands.
    each(Tls::Off, |t| {
        t.push("anna@example.org").push("ben@example.org");
        ready(t, PIPELINING);
        t.sent.clear();
        let all = "250 ok\r\n250 ok\r\n550 no\r\n421-too\r\n421 many\r\n";
        t.s(all).e("0=250 1=550 refusal:421@Rcpt[]").over();
    });
}

#[test]
fn who_has_an_answer_keeps_it_when_the_line_goes_dead() {
    let start = |t: &mut Talk| {
        t.push("anna@example.org").push("ben@example.org");
        ready(t, PIPELINING);
        t.sent.clear();
        t.s("250 ok\r\n250 ok\r\n25").e("");
    };
    each(Tls::Off, |t| {
        start(t);
        t.hang_up().e("0=250 disconnect@Rcpt[1]").over();
    });
    each(Tls::Off, |t| {
        start(t);
        t.late(59).e("").late(1).e("Missing@Rcpt[0, 1]").over();
    });
    // Nobody else was asked about: it is clear whose reply is missing.
    each(Tls::Off, |t| {
        t.push("anna@example.org").push("ben@example.org");
        ready(t, PLAIN);
        t.s("250 ok\r\n").s("550 no\r\n").e("0=550").late(60).e("timeout@Rcpt[1]").sent.clear();
        t.over();
    });
}

#[test]
fn replies_that_slipped_settle_nothing_of_their_batch() {
    let start = |t: &mut Talk| {
        t.push("anna@example.org").push("ben@example.org");
        ready(t, PIPELINING);
        t.sent.clear();
        t.s("250 ok\r\n");
    };
    each(Tls::Off, |t| {
        start(t);
        t.s("550 <anna@example.org> no\r\n550 <anna@example.org> no\r\n").e("Echo@Rcpt[0, 1]").over();
    });
    each(Tls::Off, |t| {
        start(t);
        t.s("250 ok\r\n550 5.1.1 To:<ANNA@example.org>: no\r\n").e("Echo@Rcpt[0, 1]").over();
    });
    each(Tls::Off, |t| {
        start(t);
        t.s("250 ok\r\n354 go ahead\r\n").e("Unexpected@Rcpt[0, 1]").over();
    });
    each(Tls::Off, |t| {
        start(t);
        t.s("250 ok\r\nhello\r\n").e("Reply(Malformed)@Rcpt[0, 1]").over();
    });
    each(Tls::Off, |t| {
        start(t);
        t.s("250 ok\r\n550-no\r\n551 no\r\n").e("Reply(MixedCodes)@Rcpt[0, 1]").over();
    });
    each(Tls::Off, |t| {
        start(t);
        t.s(&format!("250 ok\r\n550 {}\r\n", "x".repeat(100_000)));
        t.e("Reply(TooLong)@Rcpt[0, 1]").over();
    });
}

#[test]
fn a_surplus_reply_in_one_read_with_the_batch_spoils_it() {
    let mut talk = Talk::new(Options::default(), usize::MAX);
    let t = &mut talk;
    t.push("anna@example.org").push("ben@example.org");
    ready(t, PIPELINING);
    t.sent.clear();
    t.s("250 ok\r\n250 ok\r\n550 no\r\n550 no\r\n").e("Reply(Unsolicited)@Rcpt[0, 1]").over();
    // Begun is enough: the batch waits for the end of what follows it.
    for end in ["50 no\r\n", ""] {
        let mut talk = Talk::new(Options::default(), usize::MAX);
        let t = &mut talk;
        t.push("anna@example.org");
        ready(t, PIPELINING);
        t.sent.clear();
        t.s("250 ok\r\n250 ok\r\n5").e("").c("").s(end);
        if end.is_empty() {
            t.late(60);
        }
        t.e("Reply(Unsolicited)@Rcpt[0]").over();
    }
    // An empty line is not a reply.
    let mut talk = Talk::new(Options::default(), usize::MAX);
    let t = &mut talk;
    t.push("anna@example.org");
    ready(t, PIPELINING);
    t.s("250 ok\r\n250 ok\r\n\r\n").e("0=250");
}

#[test]
fn later_surplus_is_caught_when_it_comes() {
    each(Tls::Off, |t| {
        t.push("anna@example.org");
        ready(t, PIPELINING);
        t.sent.clear();
        t.s("250 ok\r\n250 ok\r\n").e("0=250").s("250 again\r\n").e("Reply(Unsolicited)@Rcpt[]").over();
    });
    let mut talk = Talk::new(Options::default(), usize::MAX);
    talk.push("anna@example.org").s("220 hi\r\n250 early\r\n").e("Reply(Unsolicited)@Greeting[0]").over();
}

#[test]
fn what_answers_quit_may_show_that_replies_had_slipped() {
    let asked = |t: &mut Talk| {
        t.push("anna@example.org");
        ready(t, PIPELINING);
        t.sent.clear();
        t.s("250 ok\r\n250 ok\r\n").e("0=250").close().c("QUIT\r\n");
    };
    each(Tls::Off, |t| {
        asked(t);
        t.s("550 no\r\n").e("").s("221 bye\r\n").e("Reply(Unsolicited)@Quit[]").over();
    });
    // What nothing follows was a goodbye in other words.
    for goodbye in ["250 bye\r\n", "500 what?\r\n", "421 bye\r\n", "Bye!\r\n", "2", ""] {
        each(Tls::Off, |t| {
            asked(t);
            t.s(goodbye).e("").late(2).e("").over();
        });
        each(Tls::Off, |t| {
            asked(t);
            t.s(goodbye).e("").hang_up().e("").over();
        });
    }
    // Whoever was refused has been told the reason.
    each(Tls::Off, |t| {
        t.push("anna@example.org").s("554 no\r\n").e("refusal:554@Greeting[0]").c("QUIT\r\n");
        t.s("250 ok\r\n221 bye\r\n").e("").over();
    });
}

#[test]
fn smtputf8_only_where_announced_and_needed() {
    each(Tls::Off, |t| {
        t.push("jörg@example.org").push("anna@example.org");
        ready(t, PIPELINING);
        t.c("MAIL FROM:<verify@example.net> SMTPUTF8\r\nRCPT TO:<jörg@example.org>\r\nRCPT TO:<anna@example.org>\r\n");
        t.s("250 ok\r\n250 ok\r\n250 ok\r\n").e("0=250 1=250");
        // Its own transaction, where the open one is plain.
        t.reset().push("ben@example.org").c(&format!("RSET\r\n{MAIL}RCPT TO:<ben@example.org>\r\n"));
        t.push("zoë@example.org").s("250 ok\r\n250 ok\r\n250 ok\r\n").e("2=250");
        t.c("RSET\r\nMAIL FROM:<verify@example.net> SMTPUTF8\r\nRCPT TO:<zoë@example.org>\r\n");
    });
    each(Tls::Off, |t| {
        t.push("jörg@example.org").push("anna@example.org").push("zoë@example.org").close();
        ready_with(t, PLAIN, "ready 0=utf8");
        t.c(MAIL).s("250 ok\r\n").c("RCPT TO:<anna@example.org>\r\n").s("250 ok\r\n");
        t.e("1=250 2=utf8").c("QUIT\r\n").s("221 bye\r\n").over();
    });
}

fn ready_with(talk: &mut Talk, ehlo: &str, events: &str) {
    talk.s("220 mx.example.org ESMTP\r\n").c(EHLO).s(ehlo).e(events);
}

#[test]
fn starttls_forgets_what_was_said_in_the_clear() {
    each(Tls::Opportunistic, |t| {
        t.push("anna@example.org").s("220 hi\r\n").c(EHLO).s(STARTTLS).e("").c("STARTTLS\r\n");
        t.s("220 go ahead\r\n").c("").secured(true).c(EHLO);
        assert!(t.session.is_secured() && t.session.capabilities().is_none());
        // STARTTLS again is ignored, PIPELINING is gone.
        t.s("250-mx.example.org\r\n250 STARTTLS\r\n").e("ready").c(MAIL);
    });
    each(Tls::Opportunistic, |t| {
        t.push("anna@example.org").s("220 hi\r\n").s(STARTTLS).s("220 go\r\n").secured(false);
        t.c(&format!("{EHLO}STARTTLS\r\n")).e("tls:Handshake@StartTls[0]").over();
    });
    each(Tls::Opportunistic, |t| {
        t.s("220 hi\r\n").s(STARTTLS).s("220 go\r\n").late(60).c(&format!("{EHLO}STARTTLS\r\n"));
        t.e("tls:Handshake@StartTls[]").over();
    });
    each(Tls::Off, |t| {
        ready(t, STARTTLS);
        t.push("anna@example.org").c(&format!("{MAIL}RCPT TO:<anna@example.org>\r\n"));
    });
}

#[test]
fn starttls_refused_or_not_offered() {
    each(Tls::Opportunistic, |t| {
        t.push("anna@example.org").s("220 hi\r\n").s(STARTTLS).c(&format!("{EHLO}STARTTLS\r\n"));
        t.s("454 no certificate today\r\n").e("ready").c(&format!("{MAIL}RCPT TO:<anna@example.org>\r\n"));
    });
    each(Tls::Required, |t| {
        t.push("anna@example.org").s("220 hi\r\n").s(STARTTLS).s("454 no\r\n").e("tls:454@StartTls[0]");
        t.c(&format!("{EHLO}STARTTLS\r\nQUIT\r\n")).s("221 bye\r\n").over();
    });
    each(Tls::Required, |t| {
        t.push("anna@example.org").s("220 hi\r\n").s(PLAIN).e("tls:NotOffered@StartTls[0]");
        t.c(&format!("{EHLO}QUIT\r\n")).s("221 bye\r\n").over();
    });
}

#[test]
fn plaintext_behind_the_answer_to_starttls_is_never_read() {
    each(Tls::Opportunistic, |t| {
        t.push("anna@example.org").s("220 hi\r\n").s(STARTTLS).c(&format!("{EHLO}STARTTLS\r\n"));
        t.s("220 go\r\n250-evil\r\n250 PIPELINING\r\n").c("").e("Injection@StartTls[0]").over();
    });
}

#[test]
fn close_never_waits_for_ever() {
    each(Tls::Off, |t| t.close().late(60).e("timeout@Greeting[]").over());
    each(Tls::Off, |t| t.close().s("220 hi\r\n").c("QUIT\r\n").late(1).c("").late(1).over());
    each(Tls::Off, |t| {
        ready(t, PLAIN);
        t.push("anna@example.org").close().c(MAIL).late(60).e("timeout@Mail[0]").over();
    });
    // A server that trickles wins no time.
    each(Tls::Off, |t| {
        for _ in 0..60 {
            t.s("220-x\r\n").late(1);
        }
        t.e("timeout@Greeting[]").over();
    });
}

#[test]
fn with_nobody_to_ask_about_it_leaves_by_itself() {
    each(Tls::Off, |t| {
        ready(t, PLAIN);
        assert!(t.session.is_idle());
        t.late(29).c("").late(1).c("QUIT\r\n").s("221 bye\r\n").over();
    });
}

#[derive(Clone, Debug)]
enum Act {
    Server(Vec<u8>),
    Push(&'static str),
    Reset,
    Close,
    Late(u64),
    Tls(bool),
    HangUp,
}

fn act() -> impl Strategy<Value = Act> {
    let line = prop::sample::select(vec![
        "220 hi\r\n",
        "250 ok\r\n",
        PIPELINING,
        STARTTLS,
        "550 no\r\n",
        "450 later\r\n",
        "421 bye\r\n",
        "354 go\r\n",
        "\r\n",
        "550 <a@example.org> no\r\n",
        "250-",
        "25",
        "0 ok\r\n",
        "250 ok\r\n250 ok\r\n250 ok\r\n",
        "x\r\n",
    ]);
    let address = prop::sample::select(vec!["a@example.org", "b@example.org", "ö@example.org", "c@example.net"]);
    prop_oneof![
        12 => line.prop_map(|line| Act::Server(line.as_bytes().to_vec())),
        1 => prop::collection::vec(any::<u8>(), 0..20).prop_map(Act::Server),
        8 => address.prop_map(Act::Push),
        1 => Just(Act::Reset),
        1 => Just(Act::Close),
        2 => (0u64..70).prop_map(Act::Late),
        2 => prop::bool::weighted(0.8).prop_map(Act::Tls),
        1 => Just(Act::HangUp),
    ]
}

/// Each pushed recipient appears exactly once, the failure is the last event, and nothing follows the end.
fn check_promise(acts: &[Act], chunk: usize, polite: bool, tls: Tls) -> Result<(), TestCaseError> {
    let mut options = Options::default();
    options.tls = tls;
    let mut t = Talk::new(options, chunk);
    if polite {
        t.s("220 hi\r\n").s(PIPELINING);
    }
    for act in acts {
        match act {
            Act::Server(bytes) => {
                for bytes in bytes.chunks(chunk) {
                    t.session.handle_input(bytes, t.now);
                    t.drain();
                }
            }
            Act::Push(address) => {
                let address: Address = address.parse().unwrap();
                match t.session.push(address.clone(), t.now) {
                    Ok(id) => t.ids.push(id),
                    Err(back) => prop_assert_eq!(back, address),
                }
                t.drain();
            }
            Act::Reset => drop(t.reset()),
            Act::Close => drop(t.close()),
            Act::Late(seconds) => drop(t.late(*seconds)),
            Act::Tls(secured) => {
                t.session.handle_tls(*secured, t.now);
                t.drain();
            }
            Act::HangUp => drop(t.hang_up()),
        }
    }
    // Time alone ends every session.
    t.close();
    for _ in 0..200 {
        if t.closed {
            break;
        }
        t.now = t.wait.unwrap();
        t.session.handle_timeout(t.now);
        t.drain();
    }
    prop_assert!(t.closed);
    let mut seen = Vec::new();
    for (at, event) in t.events.iter().enumerate() {
        match event {
            Event::Answer { id, reply } => {
                prop_assert!(reply.code() != 421 && reply.code() / 100 != 3);
                seen.push(*id);
            }
            Event::Unsupported { id } => seen.push(*id),
            Event::Failure { unanswered, .. } => {
                prop_assert_eq!(at + 1, t.events.len(), "a failure is the last event");
                seen.extend(unanswered);
            }
            _ => {}
        }
    }
    seen.sort_unstable();
    prop_assert_eq!(seen, t.ids);
    prop_assert!(!t.sent.contains("DATA\r\n"));
    Ok(())
}

proptest! {
    #[test]
    fn each_recipient_appears_exactly_once(
        acts in prop::collection::vec(act(), 0..60),
        chunk in 1usize..40,
        polite in any::<bool>(),
        tls in prop::sample::select(vec![Tls::Off, Tls::Opportunistic, Tls::Required]),
    ) {
        check_promise(&acts, chunk, polite, tls)?;
    }

    /// A server that plays by the rules: every answer lands on the one it was given for, at any cut.
    #[test]
    fn every_answer_lands_on_its_recipient(
        codes in prop::collection::vec(prop::sample::select(vec![250u16, 450, 550]), 1..80),
        resets in prop::collection::vec(any::<bool>(), 80),
        pipelining in any::<bool>(),
        chunk in 1usize..50,
    ) {
        let mut t = Talk::new(Options::default(), chunk);
        t.s("220 hi\r\n").s(if pipelining { PIPELINING } else { PLAIN });
        for (n, reset) in (0..codes.len()).zip(&resets) {
            if *reset {
                t.reset();
            }
            t.push(&format!("u{n}@example.org"));
        }
        t.close();
        let mut quit = false;
        while !quit {
            let sent = std::mem::take(&mut t.sent);
            let mut replies = String::new();
            for line in sent.lines() {
                quit |= line == "QUIT";
                let rcpt = line.strip_prefix("RCPT TO:<u").and_then(|rest| rest.split('@').next());
                replies += &match rcpt {
                    Some(n) => format!("{} 2.0.0 <u{n}@example.org> heard\r\n", codes[n.parse::<usize>().unwrap()]),
                    None if line == "QUIT" => "221 bye\r\n".into(),
                    None if line.starts_with("EHLO") => String::new(),
                    None => "250 ok\r\n".into(),
                };
            }
            prop_assert!(!sent.is_empty());
            t.s(&replies);
        }
        let expected: Vec<_> = codes.iter().enumerate().map(|(n, code)| format!("{n}={code}")).collect();
        t.e(&format!("ready {}", expected.join(" "))).over();
    }
}

#[test]
fn failures_tell_their_stage_and_reply_but_print_no_server_text() {
    let mut talk = Talk::new(Options::default(), usize::MAX);
    talk.s("554 5.7.1 <anna@example.org> go away\r\n");
    let Some(Event::Failure { failure, .. }) = talk.events.pop() else { panic!("no failure") };
    assert_eq!((failure.stage(), failure.reply().unwrap().code()), (Stage::Greeting, 554));
    assert_eq!(failure.to_string(), "refused with 554 (Greeting)");
    assert_ne!(failure, Failure::Protocol { stage: Stage::Greeting, breach: UNSOLICITED });
}
