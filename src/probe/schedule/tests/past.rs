//! A process that is killed at any step, and the one that goes on where it was.

use super::*;

impl Sim {
    /// Of a domain that somebody else is asked about, one who was accepted before is asked again, first of all.
    pub(super) fn enlist(&mut self, domain: u32, first: u32, count: u32) {
        let members = first..first + count;
        let accepted = |member: &Member| matches!(self.before.get(member), Some((Cause::Accepted, _)));
        let open = members.clone().any(|member| !self.before.contains_key(&member));
        if let (true, Some(witness)) = (open, members.clone().find(accepted)) {
            self.schedule.add(witness, domain);
        }
    }

    /// Another process of the same run, over the same servers.
    fn after(self) -> Self {
        let mut next = Self::with(Settings { seed: 11, ..remembering() });
        (next.now, next.start, next.moods, next.asked) = (self.now, self.start, self.moods, self.asked);
        next.before = self.before.into_iter().chain(self.verdicts).collect();
        next.past = self.memos;
        next
    }

    /// What both processes know.
    fn join(&mut self) {
        for (member, verdict) in std::mem::take(&mut self.before) {
            let vague =
                |(cause, _): &(Cause, Evidence)| cause.status() == Sentence::Unknown || *cause == Cause::Unconfirmed;
            if self.verdicts.get(&member).is_none_or(vague) {
                self.verdicts.insert(member, verdict);
            }
        }
    }
}

fn remembering() -> Settings {
    Settings { remembers: true, ..settings() }
}

fn towns(sim: &mut Sim) {
    sim.domain("a.example", "a", &[("mx.a.example", 10)], 60, 4, terms());
    sim.domain("b.example", "b", &[("mx.b.example", 10)], 40, 3, terms());
    for town in 0..6 {
        sim.domain(&format!("t{town}.example"), "towns", &[("mx.towns.example", 10)], 4, 2, terms());
    }
}

/// Killed at each of many steps: the same verdicts as in peace, and nobody is asked much again.
#[test]
fn a_run_that_was_killed_ends_as_one_in_peace() {
    let honest_world = |sim: &mut Sim| {
        sim.mood("mx.a.example", honest);
        sim.mood("mx.towns.example", honest);
        let mut seen = HashSet::new();
        sim.mood("mx.b.example", move |r| match seen.insert(r.address.to_owned()) {
            true => Said::Reply("450 4.2.0 <{}>: Recipient address rejected: Greylisted"),
            false => honest(r),
        });
    };
    let mut calm = Sim::with(remembering());
    honest_world(&mut calm);
    towns(&mut calm);
    calm.run();
    calm.all_right();
    for steps in (10..600).step_by(37) {
        let mut killed = Sim::with(remembering());
        honest_world(&mut killed);
        towns(&mut killed);
        let done = killed.run_for(steps);
        let mut next = killed.after();
        towns(&mut next);
        next.run();
        next.join();
        next.all_right();
        println!("{steps} ({done}): {} RCPTs, {} in peace", next.rcpts(), calm.rcpts());
        assert!(next.rcpts() <= calm.rcpts() + 60, "{steps}: {} for {}", next.rcpts(), calm.rcpts());
    }
}

/// A block in the words for the dead, a kill at each of many steps, and no memory of the block: nobody alive is lost.
#[test]
fn a_block_and_a_kill_sentence_nobody() {
    for (from, minutes) in [(2, 10), (5, 30), (9, 2), (14, 90)] {
        for steps in (20..700).step_by(13) {
            let mut killed = Sim::with(remembering());
            let blocked = Duration::from_secs(from)..Duration::from_secs(from + 60 * minutes);
            killed.mood("mx.a.example", move |r| if blocked.contains(&r.at) { Said::Reply(DEAD) } else { honest(r) });
            killed.mood("mx.b.example", honest);
            killed.mood("mx.towns.example", honest);
            towns(&mut killed);
            killed.run_for(steps);
            let mut next = killed.after();
            towns(&mut next);
            next.run();
            next.join();
            let (harmful, _) = next.judge();
            assert!(harmful.is_empty(), "blocked at {from} for {minutes} minutes, killed at {steps}: {harmful:#?}");
        }
    }
}
