//! How a conversation goes: who waits, how many a session or a transaction takes, and how it ends.

use super::super::*;
use super::{Row, Truth};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "421 after the first refusal",
        truth: Truth::Words,
        make: |_| {
            mood(|r| match (r.refusals, r.alive) {
                (0, false) => Said::Reply(DEAD),
                (0, true) => OK,
                _ => Said::Last("421 4.7.0 Too many errors, closing"),
            })
        },
    },
    Row {
        name: "hang-up at n refusals",
        truth: Truth::Words,
        make: |dice| {
            let n = 1 + dice.roll(6) as u32;
            mood(move |r| match r.alive {
                true => OK,
                false if r.refusals + 1 >= n => Said::Last(DEAD),
                false => Said::Reply(DEAD),
            })
        },
    },
    Row {
        name: "hang-up after n recipients",
        truth: Truth::Words,
        make: |dice| {
            let n = 4 + dice.roll(20) as u32;
            mood(move |r| if r.rcpts > n { Said::Gone } else { honest(r) })
        },
    },
    Row {
        name: "hang-up after n transactions",
        truth: Truth::Words,
        make: |dice| {
            let n = 2 + dice.roll(4) as u32;
            mood(move |r| if r.transactions > n { Said::Last("421 4.7.0 Too many messages") } else { honest(r) })
        },
    },
    Row {
        name: "452 4.5.3 after n",
        truth: Truth::Words,
        make: |dice| {
            let n = 2 + dice.roll(20) as u32;
            mood(move |r| match r.in_transaction > n {
                true => Said::Reply("452 4.5.3 Too many recipients"),
                false => honest(r),
            })
        },
    },
    Row { name: "greylisting per triplet", truth: Truth::Words, make: |_| greylist(false, false) },
    Row { name: "greylisting per client", truth: Truth::Words, make: |_| greylist(true, false) },
    Row { name: "greylisting, accepts all then", truth: Truth::Nobody, make: |_| greylist(false, true) },
    Row {
        name: "503 for whoever is asked behind another",
        truth: Truth::Words,
        make: |_| mood(|r| if r.before > 0 { Said::Reply("503 5.5.1 Bad sequence of commands") } else { honest(r) }),
    },
    Row {
        name: "500 for whoever is asked behind another, neutral words",
        truth: Truth::Contrast,
        make: |_| {
            mood(|r| match (r.before > 0, r.alive) {
                (true, _) => Said::Reply("500 Syntax error"),
                (_, true) => OK,
                _ => Said::Reply(NEUTRAL),
            })
        },
    },
    Row {
        name: "the first of each session is deferred",
        truth: Truth::Words,
        make: |_| mood(|r| if r.rcpts == 1 { Said::Reply("451 4.7.1 Please try again") } else { honest(r) }),
    },
    Row {
        name: "one recipient a transaction",
        truth: Truth::Words,
        make: |_| {
            mood(|r| match r.in_transaction {
                0 | 1 => honest(r),
                2 => Said::Reply("452 4.5.3 Too many recipients"),
                _ => Said::Last("421 4.5.3 Too many recipients"),
            })
        },
    },
    Row {
        name: "verifies addresses first",
        truth: Truth::Words,
        make: |_| {
            let mut seen = HashSet::new();
            mood(move |r| match seen.insert(r.address.to_owned()) {
                true => Said::Reply(
                    "450 4.1.1 <{}>: Recipient address rejected: unverified address: Address verification in progress",
                ),
                false => honest(r),
            })
        },
    },
    Row {
        name: "hangs up now and then",
        truth: Truth::Words,
        make: |dice| {
            let mut dice = dice.clone();
            mood(move |r| if dice.roll(30) == 0 { Said::Gone } else { honest(r) })
        },
    },
    Row {
        name: "hangs up at the unknown",
        truth: Truth::Living,
        make: |_| mood(|r| if r.alive { OK } else { Said::Gone }),
    },
    Row {
        name: "421 for the unknown",
        truth: Truth::Living,
        make: |_| mood(|r| if r.alive { OK } else { Said::Last("421 4.1.1 Unknown user, closing") }),
    },
];

fn greylist(per_client: bool, accepts_all: bool) -> Mood {
    let mut seen: HashMap<String, Duration> = HashMap::new();
    mood(move |r| {
        let key = if per_client { r.host.to_owned() } else { r.address.to_owned() };
        let first = *seen.entry(key).or_insert(r.at);
        match r.at < first + Duration::from_secs(290) {
            true => Said::Reply("450 4.2.0 <{}>: Recipient address rejected: Greylisted"),
            false if accepts_all => OK,
            false => honest(r),
        }
    })
}
