//! Random worlds, moods and orders, judged by who really lives there.

use super::moods::{Row, SECOND, Truth, rows};
use super::*;

/// What came of one mood over many worlds.
#[derive(Clone, Copy, Default)]
struct Toll {
    members: usize,
    knowable: usize,
    needless: usize,
    without_sentence: usize,
}

#[test]
fn random_worlds_are_never_judged_wrong() {
    let rounds = std::env::var("LISTPROOF_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    judge_worlds(rounds);
}

#[test]
#[ignore = "minutes"]
fn ten_thousand_random_worlds_are_never_judged_wrong() {
    judge_worlds(10_000);
}

/// Each mood alone, in each of some worlds: what fails here names its row.
#[test]
fn each_mood_is_judged_right_where_it_can_be() {
    let first: u64 = std::env::var("SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let only = std::env::var("MOOD").unwrap_or_default();
    let mut wrong = Vec::new();
    for row in rows().filter(|row| row.name.contains(&only)) {
        let mut toll = Toll::default();
        for seed in first..first + std::env::var("WORLDS").ok().and_then(|n| n.parse().ok()).unwrap_or(12) {
            wrong.extend(one_world(seed, &[row], &mut |_, one| add(&mut toll, one)));
        }
        print(row, &toll);
    }
    assert!(wrong.is_empty(), "{} harmful: {wrong:#?}", wrong.len());
}

fn judge_worlds(rounds: u64) {
    let all: Vec<&Row> = rows().collect();
    let mut tolls: Vec<Toll> = vec![Toll::default(); all.len()];
    let mut wrong = Vec::new();
    let first: u64 = std::env::var("SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    for seed in first..first + rounds {
        wrong.extend(one_world(seed, &all, &mut |index, toll| add(&mut tolls[index], toll)));
        assert!(wrong.len() < 50, "harmful: {wrong:#?}");
    }
    let mut sum = Toll::default();
    for (row, toll) in all.iter().zip(&tolls) {
        print(row, toll);
        add(&mut sum, *toll);
    }
    println!("{rounds} worlds: {} members, {} knowable, {} needless", sum.members, sum.knowable, sum.needless);
    assert!(wrong.is_empty(), "{} harmful: {wrong:#?}", wrong.len());
    assert!(sum.needless * 50 <= sum.knowable, "more than 2 % needless");
}

fn print(row: &Row, toll: &Toll) {
    let share = 100.0 * toll.needless as f64 / toll.knowable.max(1) as f64;
    println!(
        "{share:6.2} % needless of {:6} knowable; {:6} of {:6} without a sentence  {}",
        toll.knowable, toll.without_sentence, toll.members, row.name
    );
}

fn add(to: &mut Toll, more: Toll) {
    to.members += more.members;
    to.knowable += more.knowable;
    to.needless += more.needless;
    to.without_sentence += more.without_sentence;
}

struct Part {
    row: usize,
    operator: usize,
    name: String,
    members: Vec<(String, bool)>,
}

/// Builds and runs one world; what is harmful.
fn one_world(seed: u64, rows: &[&Row], tell: &mut dyn FnMut(usize, Toll)) -> Vec<String> {
    let mut dice = Dice::new(seed);
    let mut sim = Sim::with(Settings { seed, ..settings() });
    let mut parts = Vec::new();
    let mut plans = Vec::new();
    for operator in 0..1 + dice.roll(3) {
        let row = dice.roll(rows.len());
        let mood = (rows[row].make)(&mut dice);
        let (domains, shared, one_domain) = (1 + dice.roll(12), dice.roll(2) == 0, dice.roll(3) == 0);
        let share = [0, 5, 20, 60, 100][dice.roll(5)];
        let (fast, second) = (dice.roll(4) == 0, dice.roll(3) == 0);
        for domain in 0..domains {
            let host = match shared {
                true => format!("mx.o{operator}.example"),
                false => format!("mx{domain}.o{operator}.example"),
            };
            let count = if dice.roll(2) == 0 { 1 } else { 1 + dice.roll(60) };
            let members = (0..count).map(|n| (format!("user.{n}x"), dice.roll(100) >= share)).collect();
            let mut hosts = vec![host.clone()];
            if second {
                hosts.push(host.replacen("mx", SECOND, 1));
            }
            for host in &hosts {
                sim.moods.entry(host.clone()).or_insert_with(|| mood.clone());
            }
            let interval = if fast { Duration::ZERO } else { terms().interval };
            let terms = Terms { one_domain, interval, ..terms() };
            plans.push((hosts, terms));
            parts.push(Part { row, operator, name: format!("d{domain}.o{operator}.example"), members });
        }
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    dice.shuffle(&mut order);
    for index in order {
        let (hosts, terms) = plans[index].clone();
        let hosts: Vec<(&str, u16)> = hosts.iter().map(|host| (host.as_str(), 10)).collect();
        let part = &mut parts[index];
        dice.shuffle(&mut part.members);
        sim.people(&part.name, &format!("o{}", part.operator), &hosts, &part.members, terms);
    }
    sim.run();
    settle_up(seed, &sim, &parts, rows, tell)
}

fn settle_up(seed: u64, sim: &Sim, parts: &[Part], rows: &[&Row], tell: &mut dyn FnMut(usize, Toll)) -> Vec<String> {
    let verdicts: HashMap<&str, Cause> =
        sim.list.iter().enumerate().map(|(n, address)| (address.as_str(), sim.verdicts[&(n as u32)].0)).collect();
    for part in parts {
        let mut toll = Toll::default();
        for (local, alive) in &part.members {
            let cause = verdicts[format!("{local}@{}", part.name).as_str()];
            let vague = matches!(cause.status(), Sentence::Risky | Sentence::Unknown);
            let knowable = knowable(part, parts, *alive, rows[part.row].truth);
            if knowable && vague && std::env::var("NEEDLESS").is_ok() {
                println!(
                    "seed {seed}: needless {cause} for {local}@{} alive {alive}: {}",
                    part.name, rows[part.row].name
                );
            }
            toll.members += 1;
            toll.knowable += usize::from(knowable);
            toll.needless += usize::from(knowable && vague);
            toll.without_sentence += usize::from(vague);
        }
        tell(part.row, toll);
    }
    let owner = |line: &str| parts.iter().find(|part| line.contains(&format!("@{}:", part.name)));
    let name = |line: &str| owner(line).map_or("", |part| rows[part.row].name);
    sim.judge().0.into_iter().map(|line| format!("seed {seed}, {}: {line}", name(&line))).collect()
}

/// Whether a careful asker could know.
fn knowable(part: &Part, parts: &[Part], alive: bool, truth: Truth) -> bool {
    let living = |part: &Part| part.members.iter().any(|(_, alive)| *alive);
    let neighbour = parts.iter().any(|other| other.operator == part.operator && living(other));
    match truth {
        Truth::Nobody => false,
        Truth::Living => alive,
        Truth::Contrast => alive || living(part),
        Truth::Words => alive || living(part) || (neighbour && part.members.len() < 5),
    }
}
