//! RCPT: what the moods and the truth make of a recipient, and what is counted of it.

use super::{Answer, Talk, Transaction, path};
use crate::world::{Mood, Question, SessionCounts, Truth, live::Ledger, mood::Rcpt, words::Said};
use std::time::Duration;

impl Talk {
    pub(super) fn rcpt(&mut self, rest: &str, behind: bool, now: Duration) -> Answer {
        let Some((recipient, _)) = path(rest, "TO:") else {
            return self.say("501 5.5.4 Syntax: RCPT TO:<address>");
        };
        let Some(mut transaction) = self.transaction.take() else {
            return self.say("503 5.5.1 Error: need MAIL command");
        };
        let text = if recipient.is_ascii() || transaction.utf8 {
            self.judge(recipient, &mut transaction, behind, now)
        } else {
            "553 5.6.7 Non-ASCII address without SMTPUTF8".to_owned()
        };
        self.transaction = Some(transaction);
        let answer = self.say(&text);
        self.record(recipient, &answer, now)
    }

    /// What the moods and the truth make of a recipient.
    fn judge(&self, recipient: &str, transaction: &mut Transaction, behind: bool, now: Duration) -> String {
        let live = self.live.clone();
        let (Some(host), Some(mut ledger)) = (self.host(), live.ledger(self.at)) else {
            return String::new();
        };
        let (local, domain) = match recipient.rsplit_once('@') {
            Some((local, domain)) => (local.to_lowercase(), domain.to_ascii_lowercase()),
            // RFC 5321 §4.5.1: postmaster without a domain is the host's own.
            None => (recipient.to_lowercase(), String::new()),
        };
        let zone = live.world().zones.get(&domain).filter(|zone| zone.at(host));
        let postmaster = local == "postmaster";
        if zone.is_none() && !(postmaster && domain.is_empty()) {
            return format!("554 5.7.1 <{recipient}>: Relay access denied");
        }
        let mixed = transaction.domain.get_or_insert_with(|| domain.clone()) != &domain;
        let Ledger { memory, counts } = &mut *ledger;
        memory.replies += 1;
        let mut session = SessionCounts::default();
        let session = counts.sessions.get_mut(self.session).unwrap_or(&mut session);
        session.mixed += u32::from(mixed);
        let client = self.client.to_string();
        let rcpt = Rcpt {
            now,
            client: self.client,
            sender: &transaction.sender,
            recipient,
            truth: zone.map_or(Truth::Alive, |zone| zone.truth(&local)),
            postmaster,
            named: postmaster || zone.is_some_and(|zone| zone.mailboxes.contains_key(&local)),
            before: session.rcpts,
            in_transaction: transaction.accepted,
            refusals: session.refusals,
            behind,
            resets: session.resets,
            mixed,
            said: Said { recipient, client: &client, id: memory.replies },
        };
        let text = host.moods.iter().find_map(|mood| mood.rcpt(&rcpt, memory, host.words)).unwrap_or_else(|| {
            memory.strangers += u32::from(rcpt.truth == Truth::Dead);
            host.words.recipient(rcpt.truth, rcpt.said)
        });
        memory.answered += 1;
        if text.starts_with('2') {
            memory.accepted.insert(recipient.to_lowercase());
        }
        transaction.rcpts += 1;
        transaction.accepted += u32::from(text.starts_with('2'));
        text
    }

    /// Counts a RCPT, and lets those moods act that mind what was answered.
    fn record(&mut self, recipient: &str, answer: &Answer, now: Duration) -> Answer {
        let mut answer = answer.clone();
        let live = self.live.clone();
        let (Some(host), Some(mut ledger)) = (self.host(), live.ledger(self.at)) else {
            return answer;
        };
        let nth = ledger.counts.sessions.get(self.session).map_or(0, |session| session.rcpts + 1);
        let before = ledger.counts.questions.last().map_or(recipient, |question| &question.recipient);
        let unknown = self.is_unknown(recipient);
        let all = ledger.counts.questions.len() + 1;
        for mood in &host.moods {
            match mood {
                Mood::HangsUpAtUnknown if unknown => (answer.text, answer.hangs_up) = (String::new(), true),
                Mood::HangsUpEvery(n) if all.is_multiple_of(*n as usize) => {
                    (answer.text, answer.hangs_up) = (String::new(), true);
                }
                Mood::Swallows(n) if nth == *n => answer.text.clear(),
                Mood::NamesAnother(n) if nth >= *n => answer.text = answer.text.replace(recipient, before),
                _ => {}
            }
        }
        let code = answer.text.get(..3).and_then(|code| code.parse().ok()).unwrap_or(0);
        let question = Question { at: now, recipient: recipient.to_owned(), code, session: self.session };
        ledger.counts.questions.push(question);
        let Some(session) = ledger.counts.sessions.get_mut(self.session) else {
            return answer;
        };
        session.rcpts += 1;
        for mood in &host.moods {
            match mood {
                Mood::Stutters(n) if session.rcpts == *n => answer.text = answer.text.repeat(2),
                Mood::HangsUpAfter(n) if session.refusals >= *n => answer.hangs_up = true,
                _ => {}
            }
        }
        answer
    }

    fn is_unknown(&self, recipient: &str) -> bool {
        self.live.world().truth(recipient) == Some(Truth::Dead)
            && !recipient.to_ascii_lowercase().starts_with("postmaster@")
    }
}
