//! Several hosts, several operators, and who may vouch.

use super::*;

fn two(sim: &mut Sim, members: &[(String, bool)]) {
    let hosts = [("mx.one.example", 10), ("mx.two.example", 10), ("mx3.one.example", 20)];
    let domain = sim.people("split.example", "one", &hosts, members, terms());
    sim.schedule.split(domain);
}

/// Those whose number is odd, of a dozen.
fn half() -> Vec<(String, bool)> {
    (0..12).map(|n| (format!("user.{n}x"), n % 2 == 1)).collect()
}

#[test]
fn two_operators_that_agree_are_believed() {
    let mut sim = Sim::new();
    two(&mut sim, &half());
    sim.mood("mx.one.example", honest);
    sim.mood("mx.two.example", honest);
    sim.run();
    sim.all_right();
}

#[test]
fn where_two_operators_disagree_nothing_is_confirmed() {
    let knows_all = |r: &Rcpt<'_>| if r.stranger { Said::Reply(DEAD) } else { OK };
    for swapped in [false, true] {
        let mut sim = Sim::new();
        two(&mut sim, &half());
        let (one, two) = if swapped { (mood(knows_all), mood(honest)) } else { (mood(honest), mood(knows_all)) };
        sim.moods.insert("mx.one.example".into(), one);
        sim.moods.insert("mx.two.example".into(), two);
        sim.run();
        assert_eq!(sim.causes(), BTreeSet::from([Cause::Accepted, Cause::Unconfirmed]));
        assert!(sim.judge().0.is_empty());
    }
}

#[test]
fn a_refusal_of_one_operator_stands_for_nothing_while_the_other_is_silent() {
    let mut sim = Sim::new();
    two(&mut sim, &half());
    for host in ["mx.one.example", "mx.two.example"] {
        sim.mood(host, honest);
    }
    sim.dead_hosts.insert("mx.two.example".into());
    sim.run();
    assert_eq!(sim.causes(), BTreeSet::from([Cause::Accepted, Cause::Unreachable]), "{:#?}", sim.judge().1);
}

#[test]
fn where_both_operators_are_silent_the_backup_speaks() {
    let mut sim = Sim::new();
    two(&mut sim, &half());
    sim.dead_hosts.extend(["mx.one.example".into(), "mx.two.example".into()]);
    sim.mood("mx3.one.example", honest);
    sim.run();
    sim.all_right();
}

#[test]
fn a_backup_is_not_asked_while_one_of_two_operators_speaks() {
    for silent in ["mx.one.example", "mx.two.example"] {
        let mut sim = Sim::new();
        two(&mut sim, &half());
        for host in ["mx.one.example", "mx.two.example"] {
            sim.mood(host, honest);
        }
        sim.mood("mx3.one.example", |_| panic!("asked"));
        sim.dead_hosts.insert(silent.into());
        sim.run();
        assert!(sim.judge().0.is_empty());
    }
}

#[test]
fn a_mailbox_that_the_caller_vouches_for_confirms_the_dead_and_is_not_reported() {
    for text in [DEAD, NEUTRAL] {
        let mut sim = Sim::new();
        let domain = sim.domain("kg.example", "kg", &[("mx.kg.example", 10)], 7, 1, terms());
        sim.schedule.vouch(domain, "boss@kg.example".parse().unwrap());
        sim.mood("mx.kg.example", move |r| if r.address == "boss@kg.example" { OK } else { Said::Reply(text) });
        sim.run();
        assert_eq!(sim.causes(), BTreeSet::from([Cause::NoMailbox]), "{text}");
        assert_eq!(sim.verdicts.len(), 7);
    }
}

#[test]
fn a_refused_mailbox_that_the_caller_vouched_for_is_no_sign_of_a_block() {
    let mut sim = Sim::new();
    let domain = sim.domain("kr.example", "kr", &[("mx.kr.example", 10)], 20, 3, terms());
    sim.schedule.vouch(domain, "gone@kr.example".parse().unwrap());
    sim.mood("mx.kr.example", honest);
    sim.run();
    sim.all_right();
}

#[test]
fn postmaster_and_abuse_in_the_list_vouch_for_nobody() {
    for (role, text) in [("postmaster", NEUTRAL), ("abuse", DEAD)] {
        let mut sim = Sim::new();
        let members: Vec<(String, bool)> = [role]
            .into_iter()
            .map(String::from)
            .chain((0..9).map(|n| format!("user.{n}x")))
            .map(|n| (n, true))
            .collect();
        sim.people("role.example", "role", &[("mx.role.example", 10)], &members, terms());
        // A block that lets a role through, as Exim's shipped ACL does.
        sim.mood("mx.role.example", move |r| if r.address.starts_with(role) { OK } else { Said::Reply(text) });
        sim.run();
        assert!(sim.judge().0.is_empty(), "{:?}", sim.judge().0);
    }
}

#[test]
fn a_deferral_like_the_strangers_says_so_in_its_evidence() {
    let mut sim = Sim::new();
    sim.domain("soft.example", "soft", &[("mx.soft.example", 10)], 20, 4, terms());
    sim.mood("mx.soft.example", |r| if r.alive { OK } else { Said::Reply("451 4.3.0 Try again later") });
    sim.run();
    for (member, (cause, evidence)) in &sim.verdicts {
        if !sim.alive.contains(sim.list[*member as usize].as_str()) {
            assert_eq!(cause.status(), Sentence::Unknown);
            assert!(evidence.controls.iter().any(|control| control.code == 451), "{evidence:?}");
        }
    }
}

#[test]
fn smtputf8_is_missing_only_where_every_best_host_lacks_it() {
    for (second, cause) in [(true, Cause::Smtputf8Unsupported), (false, Cause::Accepted)] {
        let mut sim = Sim::new();
        let members: Vec<(String, bool)> = ["jörg", "anna", "user.1x"].map(|name| (name.to_owned(), true)).into();
        let hosts = [("mxa.u.example", 10), ("mxb.u.example", 10)];
        sim.people("u.example", "u", &hosts, &members, terms());
        for (host, lacks) in [("mxa.u.example", true), ("mxb.u.example", second)] {
            sim.mood(host, move |r| match lacks && !r.address.is_ascii() {
                true => Said::Unsupported,
                false => honest(r),
            });
        }
        sim.run();
        assert_eq!(sim.verdicts[&0].0, cause);
    }
}

#[test]
fn a_disabled_mailbox_needs_other_words_than_the_strangers() {
    const OFF: &str = "550 5.2.1 The email account that you tried to reach is disabled.";
    for (stranger, cause) in [(DEAD, Cause::MailboxDisabled), (OFF, Cause::NoMailbox)] {
        let mut sim = Sim::new();
        sim.domain("off.example", "off", &[("mx.off.example", 10)], 20, 4, terms());
        sim.mood("mx.off.example", move |r| match (r.alive, r.stranger) {
            (true, _) => OK,
            (_, true) => Said::Reply(stranger),
            _ => Said::Reply(OFF),
        });
        sim.run();
        assert_eq!(sim.causes(), BTreeSet::from([Cause::Accepted, cause]));
    }
}
