//! Who is asked next, and what goes into one write.

use super::queue::Item;
use super::{Command, Event, Extension, Instant, Output, Session, Stage, Transaction};

impl Session {
    /// The next write of a transaction: with PIPELINING all that belongs together, else one command.
    pub(super) fn ask(&mut self, now: Instant) {
        let mut out = Vec::new();
        let pipelining = self.can(Extension::Pipelining);
        // A reset waits for somebody to follow it: then it may share the write.
        while !self.queue.is_empty() && (pipelining || out.is_empty()) {
            let Some(next) = self.queue.front().and_then(|item| self.next_command(item)) else {
                break;
            };
            self.write(next, &mut out);
        }
        if !out.is_empty() {
            self.transmit(out, now);
        } else if self.closing && self.queue.is_empty() {
            self.leave(now);
        }
    }

    /// What the front of the queue needs next; `None` ends the write.
    fn next_command(&self, item: &Item) -> Option<Next> {
        match (item, self.transaction) {
            (Item::Reset, Transaction::None) => Some(Next::Skip),
            (Item::Rcpt(_, to), _) if to.needs_smtputf8() && !self.can(Extension::SmtpUtf8) => Some(Next::Unsupported),
            (Item::Rcpt(_, to), Transaction::Open { smtputf8 }) if smtputf8 || !to.needs_smtputf8() => {
                (!self.batch.is_full()).then_some(Next::Rcpt)
            }
            (Item::Rcpt(..), Transaction::None) => Some(Next::Mail),
            // One transaction a write: where MAIL is refused it is plain whom that leaves unanswered.
            (Item::Reset | Item::Rcpt(..), Transaction::Open { .. }) => self.batch.is_empty().then_some(Next::Reset),
        }
    }

    fn write(&mut self, next: Next, out: &mut Vec<u8>) {
        match next {
            Next::Skip => self.queue.drop_reset(),
            Next::Unsupported => {
                if let Some((id, _)) = self.queue.pop() {
                    self.output.push_back(Output::Event(Event::Unsupported { id }));
                }
            }
            Next::Reset => {
                Command::Reset.write(out);
                self.flight.push_back(Stage::Reset);
                self.transaction = Transaction::None;
            }
            Next::Mail => {
                let from = self.identity.mail_from();
                let smtputf8 = self.can(Extension::SmtpUtf8) && (from.needs_smtputf8() || self.queue.needs_smtputf8());
                Command::Mail { from, smtputf8 }.write(out);
                self.flight.push_back(Stage::Mail);
                self.transaction = Transaction::Open { smtputf8 };
                self.transactions += 1;
            }
            Next::Rcpt => {
                if let Some((id, to)) = self.queue.pop() {
                    Command::Rcpt(&to).write(out);
                    self.flight.push_back(Stage::Rcpt);
                    self.batch.push(id, to);
                }
            }
        }
    }
}

/// What to write next.
#[derive(Clone, Copy, Debug)]
enum Next {
    /// A reset without a transaction: nothing.
    Skip,
    /// Nothing: the recipient cannot be named here.
    Unsupported,
    Reset,
    Mail,
    Rcpt,
}
