//! How long an address takes, beside what others take for it: `cargo bench --bench syntax`.
//!
//! The same million made-up addresses for all: 95 % plain, 1.5 % tagged, 0.5 % at IDN domains, 0.2 % with non-ASCII
//! local parts, 2.8 % broken. Each line is the best of several rounds, taken in turns so that a busy machine disturbs
//! all alike, in nanoseconds per address; the last lines are the ratios.
//!
//! Counts of instructions, which no neighbour disturbs: `valgrind --tool=callgrind --callgrind-out-file=/dev/null
//! target/release/deps/syntax-… NAME`, where `NAME` is one of the lines (`check`, `others` …) or `nothing`, of which
//! the list itself is the cost. Named so, one round is run over 100,000 addresses.

use std::{hint::black_box, str::FromStr, time::Duration};

use email_address::EmailAddress;
use listproof::{
    Address, facts,
    syntax::{check, repair},
};

fn main() {
    if let Some(name) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) {
        return once(&name);
    }
    let cells = list(1_000_000);
    let bytes: usize = cells.iter().map(String::len).sum();
    println!("{} addresses, {:.1} bytes each", cells.len(), bytes as f64 / cells.len() as f64);
    let mut best = [Duration::MAX; CONTENDERS.len()];
    let mut good = [0; CONTENDERS.len()];
    for _ in 0..ROUNDS {
        for ((_, judge), (best, good)) in CONTENDERS.iter().zip(best.iter_mut().zip(&mut good)) {
            let start = now();
            *good = cells.iter().filter(|cell| judge(black_box(cell))).count();
            *best = (*best).min(now() - start);
        }
    }
    for ((name, _), (best, good)) in CONTENDERS.iter().zip(best.iter().zip(good)) {
        let each = best.as_nanos() as f64 / cells.len() as f64;
        println!("{name:>13}  {each:7.1} ns  {:6.2} M/s  ({good} yes)", 1000.0 / each);
    }
    let time =
        |name: &str| CONTENDERS.iter().position(|contender| contender.0 == name).map(|at| best[at].as_secs_f64());
    for (ours, theirs, wanted) in RATIOS {
        if let (Some(ours_time), Some(theirs_time)) = (time(ours), time(theirs)) {
            println!("{ours} is {:.2} times as fast as {theirs} (at least {wanted})", theirs_time / ours_time);
        }
    }
}

/// What is compared; `others` is `email_address` and `idna::domain_to_ascii`, borrowed where they borrow.
type Judge = fn(&str) -> bool;

const CONTENDERS: [(&str, Judge); 7] = [
    ("others", |cell| {
        EmailAddress::is_valid(cell)
            && cell.rsplit_once('@').is_some_and(|(_, domain)| idna::domain_to_ascii(domain).is_ok())
    }),
    ("others, owned", |cell| {
        EmailAddress::from_str(cell).is_ok_and(|address| {
            idna::domain_to_ascii(address.domain()).is_ok_and(|domain| !black_box((&address, domain)).1.is_empty())
        })
    }),
    ("check", |cell| check(cell).is_ok()),
    ("Address", |cell| cell.parse::<Address>().is_ok_and(|address| !black_box(address).as_str().is_empty())),
    ("repair", |cell| black_box(repair(cell)).address().is_some()),
    ("suggest", |cell| {
        cell.rsplit_once('@').is_some_and(|(_, domain)| black_box(facts::suggest::domain(domain)).is_some())
    }),
    ("flags", |cell| cell.rsplit_once('@').is_some_and(|(local, domain)| !facts::flags(local, domain).is_empty())),
];

/// Who is to be how many times as fast as whom.
const RATIOS: [(&str, &str, f64); 3] =
    [("check", "others", 3.0), ("Address", "others", 2.5), ("Address", "others, owned", 2.5)];
const ROUNDS: usize = 5;

fn once(name: &str) {
    let cells = list(100_000);
    let judge = CONTENDERS.iter().find(|contender| contender.0 == name).map(|contender| contender.1);
    let good = judge.map_or(0, |judge| cells.iter().filter(|cell| judge(black_box(cell))).count());
    println!("{name}: {good} of {}", cells.len());
}

#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}

/// The same list at every run. Two rows in three are at well-known domains, as in lists of people; the others are at one
/// of 20,000 firms.
fn list(rows: usize) -> Vec<String> {
    let names = ["anna", "ben.ott", "carla_w", "d.meier", "emil1987", "frida-k", "info", "j.von.neumann", "support"];
    let known = ["gmail.com", "hotmail.co.uk", "yahoo.com", "outlook.com", "web.de", "orange.fr"];
    let words = ["acme", "nord", "mueller", "blue", "garden", "tech", "river", "studio", "casa", "delta", "omega"];
    let tops = ["com", "de", "org", "co.uk", "edu", "fr", "io"];
    let mut state = 42_u64;
    let mut pick = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    (0..rows)
        .map(|row| {
            let name = names[pick(names.len())];
            let domain = if pick(3) < 2 {
                known[pick(known.len())].to_owned()
            } else {
                let (a, b, top) = (words[pick(words.len())], words[pick(words.len())], tops[pick(tops.len())]);
                format!("{a}-{b}{}.{top}", pick(24))
            };
            match pick(1000) {
                0..950 => format!("{name}{row}@{domain}"),
                950..965 => format!("{name}+{row}@{domain}"),
                965..970 => format!("{name}{row}@münchen-{}.de", pick(500)),
                970..972 => format!("jürgen{row}@{domain}"),
                broken => match broken % 7 {
                    0 => format!(" {name}{row}@{domain} "),
                    1 => format!("{name}{row}{domain}"),
                    2 => format!("{name}..{row}@{domain}"),
                    3 => format!("{name} {row}@{domain}"),
                    4 => format!("{name}{row}@"),
                    5 => format!("{name}{row}@@{domain}"),
                    _ => format!("{name}{row}@{}", domain.replace('.', ",")),
                },
            }
        })
        .collect()
}
