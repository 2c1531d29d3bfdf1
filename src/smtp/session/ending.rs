//! How a session ends: who keeps an answer, who is left without one.

use super::{Breach, Event, Failure, Instant, Output, Reply, Session, Stage, State, UNSOLICITED};

impl Session {
    /// QUIT: whatever the answer, then the end.
    pub(super) fn leave(&mut self, now: Instant) {
        self.state = State::Leaving;
        self.send(Stage::Quit, now);
        self.deadline = now + self.options.timeouts.quit;
    }

    pub(super) fn breach(&mut self, stage: Stage, breach: Breach) {
        match self.state {
            State::Leaving if self.failed => self.end(),
            _ => self.fail(Failure::Protocol { stage, breach }),
        }
    }

    /// The end, with the connection given up.
    pub(super) fn fail(&mut self, failure: Failure) {
        self.failed = true;
        // A refusal that came before is the better reason.
        let failure = match self.refusal.take() {
            Some((stage, reply)) => Failure::Refusal { stage, reply },
            None => failure,
        };
        self.output.retain(|output| matches!(output, Output::Event(_)));
        let mut unanswered = match failure {
            Failure::Protocol { .. } => self.batch.discard(),
            _ => {
                let (answers, unanswered) = self.batch.release();
                self.output.extend(answers.into_iter().map(Output::Event));
                unanswered
            }
        };
        unanswered.extend(self.queue.drain());
        self.output.push_back(Output::Event(Event::Failure { failure, unanswered }));
        self.end();
    }

    /// The end, with QUIT: the server is well, it does not want us.
    pub(super) fn fail_politely(&mut self, failure: Failure, now: Instant) {
        self.fail(failure);
        self.leave(now);
    }

    /// A reply behind QUIT. What is no goodbye may be the answer to something that was asked before: then the goodbye
    /// follows it, and replies had slipped.
    pub(super) fn handle_farewell(&mut self, reply: &Reply) {
        match self.flight.pop_front() {
            Some(_) if !matches!(reply.code(), 221 | 421) => {}
            Some(_) => self.end(),
            None => self.breach(Stage::Quit, UNSOLICITED),
        }
    }

    pub(super) fn end(&mut self) {
        self.flight.clear();
        self.state = State::Closed;
    }
}
