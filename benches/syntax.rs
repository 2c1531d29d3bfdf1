//! How long an address takes: `cargo bench --bench syntax`. Prints nanoseconds per address, the best of nine runs over
//! a made-up list: 95 % plain, the rest tags, international names and broken cells.

use std::{hint::black_box, time::Duration};

use listproof::{
    Address, facts,
    syntax::{check, repair},
};

fn main() {
    let cells = list();
    let bytes: usize = cells.iter().map(String::len).sum();
    println!("{} cells, {:.1} bytes each", cells.len(), bytes as f64 / cells.len() as f64);
    report("check", &cells, |cell| check(cell).is_ok());
    report("Address", &cells, |cell| cell.parse::<Address>().is_ok());
    report("repair", &cells, |cell| repair(cell).address().is_some());
    report("flags", &cells, |cell| {
        cell.rsplit_once('@').is_some_and(|(local, domain)| !facts::flags(local, domain).is_empty())
    });
}

fn report(name: &str, cells: &[String], mut judge: impl FnMut(&str) -> bool) {
    let mut best = Duration::MAX;
    let mut good = 0;
    for _ in 0..9 {
        let start = now();
        good = cells.iter().filter(|cell| judge(black_box(cell))).count();
        best = best.min(now() - start);
    }
    let each = best.as_nanos() as f64 / cells.len() as f64;
    println!("{name:>8}  {each:7.1} ns  {:6.2} M/s  ({good} yes)", 1000.0 / each);
}

#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}

/// The same list at every run.
fn list() -> Vec<String> {
    let names = ["anna", "ben.ott", "carla_w", "d.meier", "emil1987", "frida-k", "info", "j.von.neumann", "support"];
    let domains = ["gmail.com", "acme-widgets.com", "hotmail.co.uk", "mueller-bau.de", "example.org", "cs.uni.edu"];
    let mut state = 42_u64;
    let mut pick = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    (0..200_000)
        .map(|row| {
            let (name, domain) = (names[pick(names.len())], domains[pick(domains.len())]);
            match pick(1000) {
                0..950 => format!("{name}{row}@{domain}"),
                950..965 => format!("{name}+{row}@{domain}"),
                965..970 => format!("{name}{row}@münchen-{row}.de"),
                970..972 => format!("jürgen{row}@{domain}"),
                972..990 => format!(" {name}{row}@{domain} "),
                _ => format!("{name} {row}{domain}"),
            }
        })
        .collect()
}
