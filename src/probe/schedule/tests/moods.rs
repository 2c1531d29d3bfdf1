//! The mood table: one row per way in which servers are known to behave. A new mood is one row here.

use super::*;

/// One row.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) truth: Truth,
    /// The server of one operator, all its hosts together.
    pub(super) make: fn(&mut Dice) -> Mood,
}

/// Whose truth a careful asker could learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// Everybody's: explicit words, and somebody is accepted.
    Words,
    /// Everybody's in a domain that accepts somebody: the words say little.
    Contrast,
    /// The living's only.
    Living,
    /// Nobody's.
    Nobody,
}

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
            // Before anybody is accepted it would be the second of the three twins (design: contrast).
            let n = 2 + dice.roll(6) as u32;
            let mut accepted = HashSet::new();
            mood(move |r| {
                if r.refusals >= n && accepted.contains(&r.session) {
                    return Said::Reply(DEAD);
                }
                if r.alive {
                    accepted.insert(r.session);
                }
                honest(r)
            })
        },
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
        name: "our IP echoed in a 5.1.1",
        truth: Truth::Nobody,
        make: |dice| after_strangers(dice, "550 5.1.1 User unknown; rejected [192.0.2.7]", None, false),
    },
    Row {
        name: "450 5.1.1-words for ever",
        truth: Truth::Living,
        make: |_| plain("450 4.1.1 <{}>: Recipient address rejected: User unknown"),
    },
    Row { name: "451 for the unknown for ever", truth: Truth::Living, make: |_| plain("451 4.3.0 Try again later") },
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
        name: "accepts everybody once it has refused in a session",
        truth: Truth::Nobody,
        make: |_| mood(|r| if r.refusals > 0 { OK } else { honest(r) }),
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
        name: "refuses everybody after RSET",
        truth: Truth::Nobody,
        make: |_| {
            // Before anybody is accepted it would be the first or second of the three twins (design: contrast).
            let mut accepted = HashSet::new();
            mood(move |r| {
                if r.transactions > 1 && accepted.contains(&r.session) {
                    return Said::Reply(DEAD);
                }
                if r.alive {
                    accepted.insert(r.session);
                }
                honest(r)
            })
        },
    },
    Row {
        name: "refuses everybody after RSET in neutral words",
        truth: Truth::Nobody,
        make: |_| mood(|r| if r.transactions > 1 || !r.alive { Said::Reply(NEUTRAL) } else { OK }),
    },
    Row {
        name: "accepts all but a few",
        truth: Truth::Nobody,
        make: |_| mood(|r| if r.stranger { OK } else { honest(r) }),
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
    Row {
        name: "control undecided for ever: 421",
        truth: Truth::Words,
        make: |_| strangers(Said::Last("421 4.3.2 Service shutting down")),
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
];

fn plain(dead: &'static str) -> Mood {
    mood(move |r| if r.alive { OK } else { Said::Reply(dead) })
}

/// The second of an operator's hosts, where it has two.
pub(super) const SECOND: &str = "mxb";

fn is_second(host: &str) -> bool {
    host.starts_with(SECOND)
}

/// Honest at the first host.
fn second(says: fn(&Rcpt<'_>) -> Said) -> Mood {
    mood(move |r| if is_second(r.host) { says(r) } else { honest(r) })
}

/// Honest to the list, and something else to whoever is not in it.
fn strangers(said: Said) -> Mood {
    mood(move |r| if r.stranger { said } else { honest(r) })
}

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
