//! One simulated connection: what is sent, what the mood says, and what the schedule is told.

use super::*;

impl Sim {
    pub(super) fn step(&mut self, id: u64, mut talk: Talk, step: Step, roster: &List) -> Option<(Instant, Talk, Step)> {
        match step {
            Step::Dial => {
                if !self.schedule.may_ask(id, self.now) {
                    self.schedule.ended(id, Ended::Left, &[], self.now);
                    return None;
                }
                self.connections += 1;
                self.dialled.push(self.now - self.start);
                if self.dead_hosts.contains(&talk.host) {
                    self.schedule.not_connected(id, false, "connection refused".into(), self.now);
                    return None;
                }
                let open = self.at_once.entry(talk.operator).or_default();
                *open += 1;
                self.most_at_once = self.most_at_once.max(*open);
                self.schedule.connected();
                self.turn(id, talk, roster)
            }
            Step::Send(questions, fresh) => {
                if !self.schedule.may_ask(id, self.now) {
                    self.hang_up(&talk);
                    self.schedule.ended(id, Ended::Left, &questions, self.now);
                    return None;
                }
                if fresh {
                    talk.transactions += 1;
                    talk.in_transaction = 0;
                    talk.domains.clear();
                }
                self.sent.push(self.now - self.start);
                Some((self.now + RTT, talk, Step::Hear(questions)))
            }
            Step::Hear(questions) => self.hear(id, talk, &questions, roster),
        }
    }

    pub(super) fn hear(
        &mut self,
        id: u64,
        mut talk: Talk,
        questions: &[Question],
        roster: &List,
    ) -> Option<(Instant, Talk, Step)> {
        for (index, question) in questions.iter().enumerate() {
            talk.rcpts += 1;
            talk.in_transaction += 1;
            talk.domains.insert(question.spot.domain);
            self.check(&talk);
            *self.asked.entry(question.address.to_string()).or_default() += 1;
            let said = self.ask(id, &talk, question, index);
            let (text, last) = match said {
                Said::Reply(text) => (text, false),
                Said::Last(text) => (text, true),
                Said::Held(text, time) => {
                    self.now += time.min(TIMEOUT);
                    if time < TIMEOUT { (text, false) } else { ("", true) }
                }
                Said::Gone | Said::Unsupported => ("", matches!(said, Said::Gone)),
            };
            self.trace(id, &talk, question, text);
            if matches!(said, Said::Unsupported) {
                self.schedule.unsupported(id, question, Evidence::default());
            }
            if text.starts_with("421") {
                return self.goodbye(id, &talk, &questions[index..], text);
            }
            let mut answered = index;
            if !text.is_empty() {
                self.reply(id, &mut talk, question, text);
                answered += 1;
            }
            if last {
                self.hang_up(&talk);
                let ended = Ended::Broken { cause: Cause::Unreachable, text: "hung up".into(), desync: false };
                self.schedule.ended(id, ended, &questions[answered..], self.now);
                return None;
            }
        }
        self.turn(id, talk, roster)
    }

    fn trace(&self, id: u64, talk: &Talk, question: &Question, text: &str) {
        if std::env::var("TRACE").is_ok() {
            let at = self.now - self.start;
            println!("{at:?} {id} {} {:?} {} r{} {text}", talk.host, question.who, question.address, talk.refusals);
        }
    }

    /// A 421 at any time is a goodbye, not an answer.
    pub(super) fn goodbye(
        &mut self,
        id: u64,
        talk: &Talk,
        rest: &[Question],
        text: &str,
    ) -> Option<(Instant, Talk, Step)> {
        let reply = Reply::parse(format!("{text}\r\n").as_bytes()).unwrap();
        let meaning = classify(&reply, &Asked::new(Stage::Rcpt));
        let evidence = Evidence { code: Some(421), text: reply.text().to_owned(), ..Evidence::default() };
        self.hang_up(talk);
        let ended = Ended::Refused { stage: Stage::Rcpt, meaning, evidence, goodbye: true };
        self.schedule.ended(id, ended, rest, self.now);
        None
    }

    pub(super) fn ask(&mut self, id: u64, talk: &Talk, question: &Question, before: usize) -> Said {
        let address = question.address.as_str();
        let postmaster = address.starts_with("postmaster@");
        let rcpt = Rcpt {
            host: &talk.host,
            session: id,
            address,
            alive: self.alive.contains(address),
            stranger: !postmaster && !self.known.contains(address),
            postmaster,
            at: self.now - self.start,
            rcpts: talk.rcpts,
            refusals: talk.refusals,
            transactions: talk.transactions,
            in_transaction: talk.in_transaction,
            before,
        };
        let mood = self.moods.get(&talk.host).unwrap_or_else(|| panic!("no mood for {}", talk.host)).clone();
        mood.borrow_mut()(&rcpt)
    }

    pub(super) fn reply(&mut self, id: u64, talk: &mut Talk, question: &Question, text: &'static str) {
        let heard = self.heard.entry(text).or_insert_with(|| {
            let text = format!("{}\r\n", text.replace("{}", question.address.as_str()));
            let reply = Reply::parse(text.as_bytes()).unwrap();
            let us = IpAddr::from([192, 0, 2, 7]);
            let meaning = classify(&reply, &Asked::new(Stage::Rcpt).recipient(&question.address).source(us));
            let print = fingerprint(&reply, &question.address);
            (reply, meaning, print)
        });
        let (reply, meaning, print) = heard.clone();
        talk.refusals += u32::from(!reply.is_success());
        self.check(talk);
        let evidence = Evidence {
            host: Some(talk.host.clone()),
            code: Some(reply.code()),
            enhanced: reply.enhanced(),
            text: reply.text().to_owned(),
            ..Evidence::default()
        };
        let answer = Answer { reply: &reply, meaning: &meaning, print, evidence };
        self.schedule.hear(id, question, answer, self.now);
        if self.schedule.operators[talk.operator as usize].paused_until.is_some() {
            self.held.get_or_insert(self.now - self.start);
        }
    }

    /// No limit is ever exceeded.
    pub(super) fn check(&self, talk: &Talk) {
        let terms = &self.schedule.operators[talk.operator as usize].terms;
        assert!(talk.rcpts <= terms.session_recipients, "{} recipients", talk.rcpts);
        assert!(talk.refusals <= terms.session_refusals, "{} refusals", talk.refusals);
        assert!(talk.transactions <= terms.session_transactions, "{} transactions", talk.transactions);
        assert!(!terms.one_domain || talk.domains.len() <= 1, "{} domains in a transaction", talk.domains.len());
        assert!(self.most_at_once <= terms.connections, "{} at once", self.most_at_once);
    }

    pub(super) fn hang_up(&mut self, talk: &Talk) {
        *self.at_once.entry(talk.operator).or_default() -= 1;
    }

    pub(super) fn turn(&mut self, id: u64, talk: Talk, roster: &List) -> Option<(Instant, Talk, Step)> {
        match self.schedule.turn(id, roster, self.now) {
            Turn::Leave => {
                self.hang_up(&talk);
                self.schedule.ended(id, Ended::Left, &[], self.now);
                None
            }
            Turn::Ask { questions, fresh, at, .. } => Some((at, talk, Step::Send(questions, fresh))),
        }
    }
}
