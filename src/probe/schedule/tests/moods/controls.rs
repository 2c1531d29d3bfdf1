//! Servers that treat a name which cannot exist otherwise than one of the list.

use super::super::*;
use super::{Row, Truth};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "control undecided for ever: 4yz",
        truth: Truth::Words,
        make: |_| strangers(Said::Reply("451 4.3.0 Temporary lookup failure")),
    },
    Row { name: "control undecided for ever: hang-up", truth: Truth::Words, make: |_| strangers(Said::Gone) },
    Row {
        name: "control undecided for ever: words about us",
        truth: Truth::Nobody,
        make: |_| strangers(Said::Reply("550 5.7.1 Client host rejected: cannot find your hostname, [192.0.2.7]")),
    },
    Row {
        name: "control undecided for ever: 421",
        truth: Truth::Words,
        make: |_| strangers(Said::Last("421 4.3.2 Service shutting down")),
    },
    Row {
        name: "control undecided at first",
        truth: Truth::Words,
        make: |dice| {
            let mut left = 1 + dice.roll(2);
            mood(move |r| match r.stranger && left > 0 {
                true => {
                    left -= 1;
                    Said::Reply("451 4.7.1 Try again later")
                }
                false => honest(r),
            })
        },
    },
    Row {
        name: "control shape refused",
        truth: Truth::Words,
        make: |_| strangers(Said::Reply("553 5.1.3 The recipient address is not a valid RFC-5321 address")),
    },
    Row {
        name: "control refused by policy",
        truth: Truth::Words,
        make: |_| strangers(Said::Reply("550 5.7.1 Recipient rejected by local policy")),
    },
    Row {
        name: "accepts all but a few",
        truth: Truth::Nobody,
        make: |_| mood(|r| if r.stranger { OK } else { honest(r) }),
    },
    Row {
        name: "greylisted strangers, accepts all then",
        truth: Truth::Nobody,
        make: |_| {
            let mut seen = HashSet::new();
            mood(move |r| match r.stranger && seen.insert(r.address.to_owned()) {
                true => Said::Reply("451 4.7.1 Greylisting in action, please come back later"),
                false => OK,
            })
        },
    },
];

/// Honest to the list, and something else to whoever is not in it.
fn strangers(said: Said) -> Mood {
    mood(move |r| if r.stranger { said } else { honest(r) })
}
