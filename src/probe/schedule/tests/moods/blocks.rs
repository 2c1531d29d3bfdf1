//! Servers that change while they are asked: blocks, rates, and those that accept everybody for a while.

use super::super::*;
use super::{Row, Truth};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "fails open in mid-run",
        truth: Truth::Nobody,
        make: |dice| {
            let (mut count, after) = (0, dice.roll(60));
            mood(move |r| {
                count += 1;
                if count > after { OK } else { honest(r) }
            })
        },
    },
    Row {
        name: "fails open for a while",
        truth: Truth::Nobody,
        make: |dice| {
            let from = Duration::from_secs(dice.roll(40) as u64);
            let until = from + Duration::from_secs(60 + dice.roll(400) as u64);
            mood(move |r| if r.at >= from && r.at < until { OK } else { honest(r) })
        },
    },
    Row { name: "block from the start", truth: Truth::Nobody, make: |_| mood(|_| Said::Reply(BLOCKED)) },
    Row {
        name: "block in neutral words, postmaster exempt",
        truth: Truth::Nobody,
        make: |_| mood(|r| if r.postmaster { OK } else { Said::Reply(NEUTRAL) }),
    },
    Row {
        name: "neutral block after n, postmaster exempt",
        truth: Truth::Nobody,
        make: |dice| after_strangers(dice, NEUTRAL, None, true),
    },
    Row {
        name: "block after n strangers, wording unchanged",
        truth: Truth::Nobody,
        make: |dice| after_strangers(dice, DEAD, None, false),
    },
    Row {
        name: "block after n strangers, weak wording unchanged",
        truth: Truth::Nobody,
        make: |dice| weak_after_strangers(dice, None),
    },
    Row {
        name: "block after n strangers, said",
        truth: Truth::Nobody,
        make: |dice| after_strangers(dice, BLOCKED, None, false),
    },
    Row {
        name: "block that ends again",
        truth: Truth::Nobody,
        make: |dice| {
            let lasts = Duration::from_secs(60 + dice.roll(900) as u64);
            after_strangers(dice, DEAD, Some(lasts), false)
        },
    },
    Row {
        name: "weak block that ends again",
        truth: Truth::Nobody,
        make: |dice| {
            let lasts = Duration::from_secs(60 + dice.roll(900) as u64);
            weak_after_strangers(dice, Some(lasts))
        },
    },
    Row {
        name: "block of a session after n refusals, wording unchanged",
        truth: Truth::Nobody,
        make: |dice| {
            let n = 2 + dice.roll(6) as u32;
            once_accepted(move |r| r.refusals >= n)
        },
    },
    Row {
        name: "our IP echoed in a 5.1.1",
        truth: Truth::Nobody,
        make: |dice| after_strangers(dice, "550 5.1.1 User unknown; rejected [192.0.2.7]", None, false),
    },
    Row {
        name: "rate limit written as 550",
        truth: Truth::Words,
        make: |dice| every(dice, 15, "550 5.7.0 Message rate limit exceeded, slow down"),
    },
    Row {
        name: "rate limit written as 550 5.2.1",
        truth: Truth::Words,
        make: |dice| {
            every(
                dice,
                15,
                "550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered",
            )
        },
    },
    Row {
        name: "words for a rate from the tenth of a session",
        truth: Truth::Words,
        make: |_| {
            mood(|r| match r.rcpts > 10 {
                true => Said::Reply("550 5.7.1 Too many recipients, rate limit exceeded"),
                false => honest(r),
            })
        },
    },
    Row {
        name: "a mailbox minds being asked often: 450 4.2.1",
        truth: Truth::Words,
        make: |_| minds("450 4.2.1 The user you are trying to contact is receiving mail too quickly"),
    },
    Row {
        name: "a mailbox minds being asked often: 550 5.2.1",
        truth: Truth::Words,
        make: |_| {
            minds(
                "550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered",
            )
        },
    },
    Row {
        name: "twenty an hour, then 450",
        truth: Truth::Nobody,
        make: |_| {
            let mut recent: VecDeque<Duration> = VecDeque::new();
            mood(move |r| {
                recent.retain(|at| *at + Duration::from_secs(3600) > r.at);
                if recent.len() >= 20 {
                    return Said::Reply("450 4.7.1 Error: too many recipients from 192.0.2.7");
                }
                recent.push_back(r.at);
                honest(r)
            })
        },
    },
    Row { name: "refuses everybody after RSET", truth: Truth::Nobody, make: |_| once_accepted(|r| r.transactions > 1) },
    Row {
        name: "refuses everybody after RSET in neutral words",
        truth: Truth::Nobody,
        make: |_| mood(|r| if r.transactions > 1 || !r.alive { Said::Reply(NEUTRAL) } else { OK }),
    },
    Row {
        name: "accepts everybody once it has refused in a session",
        truth: Truth::Nobody,
        make: |_| mood(|r| if r.refusals > 0 { OK } else { honest(r) }),
    },
];

/// Every nth answer is about the rate, until some seconds have passed.
fn every(dice: &mut Dice, least: usize, text: &'static str) -> Mood {
    let n = least + dice.roll(20);
    let (mut count, mut quiet_until) = (0, Duration::ZERO);
    mood(move |r| {
        count += 1;
        if count % n == 0 {
            quiet_until = r.at + Duration::from_secs(30);
        }
        if r.at < quiet_until { Said::Reply(text) } else { honest(r) }
    })
}

/// Refuses everybody in a session that has accepted somebody, when it is time to: before that it would be the first or
/// second of the three twins (design: contrast).
fn once_accepted(blocks: impl Fn(&Rcpt<'_>) -> bool + 'static) -> Mood {
    let mut accepted = HashSet::new();
    mood(move |r| {
        if blocks(r) && accepted.contains(&r.session) {
            return Said::Reply(DEAD);
        }
        if r.alive {
            accepted.insert(r.session);
        }
        honest(r)
    })
}

/// Whoever was asked about three times in an hour is left in peace from then on.
fn minds(text: &'static str) -> Mood {
    let mut asked: HashMap<String, VecDeque<Duration>> = HashMap::new();
    mood(move |r| {
        let asked = asked.entry(r.address.to_owned()).or_default();
        asked.retain(|at| *at + Duration::from_secs(3600) > r.at);
        asked.push_back(r.at);
        if asked.len() > 3 && r.alive { Said::Reply(text) } else { honest(r) }
    })
}

fn after_strangers(dice: &mut Dice, text: &'static str, lasts: Option<Duration>, postmaster: bool) -> Mood {
    let (mut count, n) = (0, 1 + dice.roll(20));
    let mut since = None;
    mood(move |r| {
        if let Some(since) = since
            && lasts.is_none_or(|lasts| r.at < since + lasts)
        {
            return if postmaster && r.postmaster { OK } else { Said::Reply(text) };
        }
        count += usize::from(!r.alive);
        if count >= n && since.is_none() {
            since = Some(r.at);
        }
        honest(r)
    })
}

fn weak_after_strangers(dice: &mut Dice, lasts: Option<Duration>) -> Mood {
    let inner = after_strangers(dice, ACCESS, lasts, false);
    mood(move |r| match inner.borrow_mut()(r) {
        Said::Reply(DEAD) => Said::Reply(ACCESS),
        said => said,
    })
}
