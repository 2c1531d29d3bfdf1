//! Whether `bounce_risk` is what happens: three worlds of different mixes, whose mailboxes know what becomes of mail.
//!
//! *What happens* is what mail sent now meets that comes from an ordinary sender, one that these servers know and let
//! in: a block of the asker is not a block of the mailing. Mail to the dead comes back, be it refused at once, after
//! days of deferrals, or after an acceptance of everybody; so does mail to a mailbox that refuses for good because it
//! is full (552) or takes no strangers. Mail to the living, and to those who only defer it (452 full, 450 suspended),
//! is not refused for good.

use super::moods::rows;
use super::*;
use crate::Verdict;
use crate::decision::{Census, Forecast};

/// A kind of operator in a world: its mood, and how many of them with how many domains of how many mailboxes.
struct Plan {
    mood: &'static str,
    operators: u32,
    domains: u32,
    mailboxes: u32,
}

const fn plan(mood: &'static str, operators: u32, domains: u32, mailboxes: u32) -> Plan {
    Plan { mood, operators, domains, mailboxes }
}

/// What becomes of a mailbox, and what its server says of it where it says anything of mailboxes.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Alive,
    Dead,
    Full,
    OverQuota,
    Suspended,
    Restricted,
}

impl Fate {
    /// Beside the dead, three of a hundred are full in either way, and two each suspended and restricted.
    fn draw(dice: &mut Dice, dead: usize) -> Self {
        if dice.roll(100) < dead {
            return Self::Dead;
        }
        match dice.roll(100) {
            0..3 => Self::Full,
            3..6 => Self::OverQuota,
            6..8 => Self::Suspended,
            8..10 => Self::Restricted,
            _ => Self::Alive,
        }
    }

    fn comes_back(self) -> bool {
        matches!(self, Self::Dead | Self::OverQuota | Self::Restricted)
    }

    fn says(self) -> Option<&'static str> {
        match self {
            Self::Alive | Self::Dead => None,
            Self::Full => Some("452 4.2.2 Mailbox full"),
            Self::OverQuota => Some("552 5.2.2 Mailbox full"),
            Self::Suspended => Some("450 4.2.1 <{}>: mailbox temporarily disabled"),
            Self::Restricted => {
                Some("550 5.7.124 <{}> RESOLVER.RST.SenderNotInAllowedList; not authorized to send to this recipient")
            }
        }
    }
}

/// One row of the outcome.
struct Told {
    verdict: Verdict,
    bounced: bool,
}

type Fates = Rc<RefCell<HashMap<String, Fate>>>;

/// Of a hundred mailboxes `dead` are, give or take `spread` by operator.
fn world(nth: u64, dead: usize, spread: usize, plans: &[Plan]) -> Vec<Told> {
    let first: u64 = std::env::var("SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let seed = first + nth;
    let mut dice = Dice::new(seed);
    let mut sim = Sim::with(Settings { seed, ..settings() });
    let fates = Fates::default();
    let each = plans.iter().flat_map(|plan| (0..plan.operators).map(move |_| plan));
    for (number, plan) in each.enumerate() {
        let dead = if number % 2 == 0 { dead - spread } else { dead + spread };
        operator(&mut sim, number, plan, dead, &fates, &mut dice);
    }
    sim.run();
    let fates = fates.borrow();
    let tell = |(member, address): (usize, &Address)| {
        let (cause, evidence) = sim.verdicts[&(member as Member)].clone();
        Told { bounced: fates[address.as_str()].comes_back(), verdict: Verdict::new(address.clone(), cause, evidence) }
    };
    let mut told: Vec<Told> = sim.list.iter().enumerate().map(tell).collect();
    let mut census = Census::default();
    told.iter().for_each(|told| census.add(&told.verdict, 1));
    told.iter_mut().for_each(|told| told.verdict = census.judge(told.verdict.clone()));
    told
}

/// Its server says of those whom it would accept what their fate is.
fn operator(sim: &mut Sim, number: usize, plan: &Plan, dead: usize, fates: &Fates, dice: &mut Dice) {
    let host = format!("mx.o{number}.example");
    let (inner, known) = (mood_of(plan.mood, dice), fates.clone());
    sim.mood(&host, move |rcpt| {
        let said = inner.borrow_mut()(rcpt);
        match known.borrow().get(rcpt.address).and_then(|fate| fate.says()) {
            Some(text) if matches!(said, Said::Reply(said) if said.starts_with("250")) => Said::Reply(text),
            _ => said,
        }
    });
    for domain in 0..plan.domains {
        let name = format!("d{domain}.o{number}.example");
        let mut members = Vec::new();
        for n in 0..plan.mailboxes {
            let fate = Fate::draw(dice, dead);
            fates.borrow_mut().insert(format!("user.{n}x@{name}"), fate);
            members.push((format!("user.{n}x"), fate != Fate::Dead));
        }
        sim.people(&name, &format!("o{number}.example"), &[(&host, 10)], &members, terms());
    }
}

/// A row of the mood table, or one of the moods that say nothing of anybody.
fn mood_of(name: &str, dice: &mut Dice) -> Mood {
    match name {
        "silent" => mood(|_| Said::Gone),
        "defers all" => mood(|_| Said::Reply("451 4.3.0 Temporary lookup failure")),
        name => (rows().find(|row| row.name == name).unwrap_or_else(|| panic!("no mood {name}")).make)(dice),
    }
}

#[test]
fn what_is_not_sure_bounces_as_often_as_the_risk_says() {
    for (name, told) in worlds() {
        println!("{name}: {} rows, {} of them not sure", told.len(), told.iter().filter(|told| is_open(told)).count());
        let mut last = 0.0;
        for bin in bins(&told) {
            let rows = bin.len() as f32;
            let said = bin.iter().map(|told| told.verdict.bounce_risk()).sum::<f32>() / rows;
            let bounced = share(&bin) as f32;
            println!("  {rows:5} rows: risk {said:.3}, bounced {bounced:.3}");
            assert!((said - bounced).abs() <= 0.05, "{name}: {bounced} of them bounce, and {said} were to");
            assert!(bounced >= last, "{name}: a higher risk, and fewer bounces");
            last = bounced;
        }
        covered(name, "all", &told.iter().collect::<Vec<_>>());
        let keep = |told: &&Told| told.verdict.status() == Sentence::Deliverable;
        covered(name, "keep", &told.iter().filter(keep).collect::<Vec<_>>());
    }
}

/// The forecast for these rows, were they all mailed, covers what happens.
fn covered(world: &str, part: &str, rows: &[&Told]) {
    let bounced = share(rows);
    let Forecast { bounce_rate, low, high, .. } = Forecast::of(rows.iter().map(|told| told.verdict.bounce_risk()));
    println!("  {part}: {bounced:.4} bounced, forecast {bounce_rate:.4}, {low:.4} to {high:.4}");
    assert!(low <= bounced && bounced <= high, "{world}, {part}: {bounced} is not within {low} and {high}");
}

fn share(rows: &[&Told]) -> f64 {
    rows.iter().filter(|told| told.bounced).count() as f64 / rows.len() as f64
}

fn is_open(told: &Told) -> bool {
    matches!(told.verdict.status(), Sentence::Risky | Sentence::Unknown)
}

/// The rows without a sentence, by a fifth of the scale each. Where fewer than a hundred fall, chance decides.
fn bins(told: &[Told]) -> Vec<Vec<&Told>> {
    let mut bins: [Vec<&Told>; 5] = Default::default();
    for told in told.iter().filter(|told| is_open(told)) {
        bins[((told.verdict.bounce_risk() * 5.0) as usize).min(4)].push(told);
    }
    bins.into_iter().filter(|bin| bin.len() >= 100).collect()
}

/// Every mood that leaves rows without a sentence is in one of them; a third of each is honest.
fn worlds() -> [(&'static str, Vec<Told>); 3] {
    let weather = [
        plan("honest", 20, 6, 40),
        plan("accepts all", 10, 6, 40),
        plan("252 for all", 2, 6, 40),
        plan("greylisting, accepts all then", 4, 6, 40),
        plan("block from the start", 6, 6, 40),
        plan("silent", 6, 6, 40),
        plan("defers all", 6, 6, 40),
        plan("451 for the unknown for ever", 6, 6, 40),
    ];
    let mixed = [
        plan("honest", 20, 6, 40),
        plan("accepts all", 8, 6, 40),
        plan("450 5.1.1-words for ever", 4, 6, 40),
        plan("451 for the unknown for ever", 4, 6, 40),
        plan("block in neutral words, postmaster exempt", 4, 6, 40),
        plan("rate limit written as 550", 4, 6, 40),
        plan("control undecided for ever: words about us", 4, 6, 40),
        plan("control undecided for ever: 4yz", 4, 6, 40),
        plan("fails open in mid-run", 6, 6, 40),
        plan("neutral words", 20, 12, 1),
        // One operator in ten blocks us, and has one mailbox to show for it.
        plan("neutral words", 900, 1, 1),
        plan("block in neutral words, postmaster exempt", 100, 1, 1),
        plan("silent", 2, 6, 40),
    ];
    let old = [
        plan("honest", 20, 6, 40),
        plan("accepts all", 8, 40, 5),
        plan("greylisted strangers, accepts all then", 6, 40, 5),
        plan("block after n strangers, wording unchanged", 10, 6, 40),
        plan("block after n strangers, said", 8, 6, 40),
        plan("neutral block after n, postmaster exempt", 8, 6, 40),
        plan("disabled, like the unknown", 6, 20, 5),
        plan("weak 5.4.1", 6, 80, 1),
        plan("451 for the unknown for ever", 6, 80, 1),
        plan("hosts that know different mailboxes refuse in neutral words", 4, 6, 40),
    ];
    [("weather", world(1, 10, 0, &weather)), ("mixed", world(2, 25, 10, &mixed)), ("old", world(3, 45, 20, &old))]
}
