//! What the dead are told, and by whom: words, codes, and hosts that know different mailboxes.

use super::super::*;
use super::{Row, SECOND, Truth};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "the second host has lost its users",
        truth: Truth::Words,
        make: |_| second(|r| if r.postmaster { OK } else { Said::Reply(DEAD) }),
    },
    Row {
        name: "the second host has lost its users, weak words",
        truth: Truth::Words,
        make: |_| second(|r| if r.postmaster { OK } else { Said::Reply(NEUTRAL) }),
    },
    Row {
        name: "the second host has lost its users, weak words everywhere",
        truth: Truth::Contrast,
        make: |_| {
            mood(|r| match r.postmaster || r.alive && !is_second(r.host) {
                true => OK,
                false => Said::Reply(ACCESS),
            })
        },
    },
    Row {
        name: "the second host says that it does not relay",
        truth: Truth::Words,
        make: |_| second(|_| Said::Reply("554 5.7.1 <{}>: Relay access denied")),
    },
    Row { name: "honest", truth: Truth::Words, make: |_| mood(honest) },
    Row { name: "neutral words", truth: Truth::Contrast, make: |_| plain(NEUTRAL) },
    Row { name: "weak 5.4.1", truth: Truth::Contrast, make: |_| plain(ACCESS) },
    Row {
        name: "postmaster is accepted",
        truth: Truth::Words,
        make: |_| mood(|r| if r.postmaster { OK } else { honest(r) }),
    },
    Row { name: "accepts all", truth: Truth::Nobody, make: |_| mood(|_| OK) },
    Row { name: "252 for all", truth: Truth::Nobody, make: |_| mood(|_| Said::Reply("252 2.5.0 Cannot VRFY user")) },
    Row {
        name: "450 5.1.1-words for ever",
        truth: Truth::Living,
        make: |_| plain("450 4.1.1 <{}>: Recipient address rejected: User unknown"),
    },
    Row { name: "451 for the unknown for ever", truth: Truth::Living, make: |_| plain("451 4.3.0 Try again later") },
    Row {
        name: "disabled, in other words than the unknown",
        truth: Truth::Contrast,
        make: |_| {
            mood(|r| match (r.alive, r.stranger) {
                (true, _) => OK,
                (_, true) => Said::Reply(DEAD),
                _ => Said::Reply("550 5.2.1 The email account that you tried to reach is disabled."),
            })
        },
    },
    Row { name: "disabled, like the unknown", truth: Truth::Living, make: |_| plain("550 5.2.1 Mailbox disabled") },
    Row {
        name: "some are full",
        truth: Truth::Nobody,
        make: |_| {
            mood(|r| match (r.alive, r.address.len() % 2) {
                (true, 0) => OK,
                (true, _) => Said::Reply("552 5.2.2 <{}>: Mailbox full"),
                _ => Said::Reply(DEAD),
            })
        },
    },
    Row {
        name: "5.4.1 hits the living once",
        truth: Truth::Nobody,
        make: |dice| {
            let mut hit = HashSet::new();
            let nth = 3 + dice.roll(10);
            let mut count = 0;
            mood(move |r| {
                count += 1;
                if !r.alive || (count % nth == 0 && hit.insert(r.address.to_owned())) {
                    Said::Reply(ACCESS)
                } else {
                    OK
                }
            })
        },
    },
    Row {
        name: "hosts that know different mailboxes refuse in neutral words",
        truth: Truth::Nobody,
        make: |_| {
            mood(|r| match (r.alive, r.address.len() % 3) {
                (true, 0) if r.host.contains('0') => Said::Reply("451 4.4.0 not here yet"),
                (true, _) => OK,
                _ => Said::Reply(NEUTRAL),
            })
        },
    },
    Row {
        name: "501 5.1.3 for the unknown",
        truth: Truth::Contrast,
        make: |_| plain("501 5.1.3 Bad recipient address syntax"),
    },
    Row {
        name: "553 5.1.3 for the unknown",
        truth: Truth::Contrast,
        make: |_| plain("553 5.1.3 <{}>... Invalid recipient address"),
    },
    Row { name: "500 for the unknown", truth: Truth::Contrast, make: |_| plain("500 Syntax error") },
    Row {
        name: "501 for the unknown",
        truth: Truth::Contrast,
        make: |_| plain("501 Syntax error in parameters or arguments"),
    },
    Row {
        name: "ids in neutral words",
        truth: Truth::Contrast,
        make: |dice| {
            let mut dice = dice.clone();
            mood(move |r| match r.alive {
                true => OK,
                false => {
                    let id = dice.roll(1 << 40);
                    Said::Reply(Box::leak(
                        format!(
                            "550-Requested action not taken ({id:x})\r\n550 see https://help.example/{id}?x={id:x}"
                        )
                        .into_boxed_str(),
                    ))
                }
            })
        },
    },
    Row {
        name: "three neutral wordings by turns",
        truth: Truth::Nobody,
        make: |dice| {
            let mut dice = dice.clone();
            mood(move |r| match (r.alive, dice.roll(3)) {
                (true, _) => OK,
                (_, 0) => Said::Reply(NEUTRAL),
                (_, 1) => Said::Reply("550 Rejected"),
                _ => Said::Reply("550 No thanks"),
            })
        },
    },
];

fn plain(dead: &'static str) -> Mood {
    mood(move |r| if r.alive { OK } else { Said::Reply(dead) })
}

fn is_second(host: &str) -> bool {
    host.starts_with(SECOND)
}

/// Honest at the first host.
fn second(says: fn(&Rcpt<'_>) -> Said) -> Mood {
    mood(move |r| if is_second(r.host) { says(r) } else { honest(r) })
}
