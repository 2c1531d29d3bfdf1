//! What asking costs others, and what a large list costs us. No session's limit is exceeded: `Sim::check` looks.

use super::*;

#[test]
fn a_plain_server_costs_little() {
    for dead in [0, 10, 20, 40, 60] {
        let mut sim = Sim::new();
        for n in 0..20 {
            let (name, host) = (format!("n{n}.example"), format!("mx.n{n}.example"));
            // Spread over the list, as the dead are.
            let members: Vec<_> = (0..100).map(|m| (format!("user.{m}x"), (m * 37 + n) % 100 >= dead)).collect();
            sim.people(&name, &name, &[(&host, 10)], &members, terms());
            sim.mood(&host, honest);
        }
        sim.run();
        sim.all_right();
        let bound = 20 * bound(sim.rcpts() / 20, dead as u32 + sim.connections / 20);
        println!("{dead} %: {} connections (bound {bound}), {} RCPTs", sim.connections, sim.rcpts());
        assert!(sim.connections <= bound, "{} connections, bound {bound}", sim.connections);
        assert!(sim.rcpts() * 100 <= 2000 * 115, "{} RCPTs", sim.rcpts());
    }
}

#[test]
fn a_rate_that_is_used_up_makes_no_session_short() {
    for text in [
        "450 4.7.1 Error: too many recipients from 192.0.2.7",
        "550 5.2.1 <{}>: mailbox is receiving mail at a rate that is too high",
    ] {
        let mut sim = Sim::new();
        sim.domain("rate.example", "rate", &[("mx.rate.example", 10)], 60, 5, terms());
        let mut recent: VecDeque<Duration> = VecDeque::new();
        sim.mood("mx.rate.example", move |r| {
            recent.retain(|at| *at + Duration::from_secs(300) > r.at);
            if recent.len() >= 14 {
                return Said::Reply(text);
            }
            recent.push_back(r.at);
            honest(r)
        });
        sim.run();
        println!("{} connections, {} RCPTs, {} without", sim.connections, sim.rcpts(), sim.judge().1.len());
        assert!(sim.judge().0.is_empty());
        assert!(sim.connections <= 14, "{} connections", sim.connections);
    }
}

#[test]
fn a_rate_that_others_used_up_is_nobodys_try() {
    let spread = (0..50).map(|n| (format!("user.{n}x"), n % 3 != 2)).collect();
    // Towards the end nobody is accepted any more, and still the server talks.
    let dead_last = (0..80).map(|n| (format!("user.{n}x"), n < 42)).collect();
    let lists: [(Vec<(String, bool)>, u32); 2] = [(spread, 120), (dead_last, 60)];
    for (members, drip) in lists {
        let mut sim = Sim::with(Settings { give_up_after: Duration::from_secs(36_000), ..settings() });
        let terms = Terms { interval: Duration::ZERO, ..terms() };
        sim.people("rate.example", "rate", &[("mx.rate.example", 10)], &members, terms);
        // A leaky bucket of ten, of which one drips out in so many seconds.
        let (mut level, mut last) = (0.0, Duration::ZERO);
        sim.mood("mx.rate.example", move |r| {
            level = f64::max(level - (r.at - last).as_secs_f64() / f64::from(drip), 0.0);
            last = r.at;
            if level > 9.0 {
                return Said::Reply("451 Sender rate 10.2 / 20m exceeds the limit");
            }
            level += 1.0;
            // Exim's words for nobody: the control decides.
            if r.alive { OK } else { Said::Reply("550 Unrouteable address") }
        });
        sim.run();
        println!("{} connections, {} RCPTs", sim.connections, sim.rcpts());
        sim.all_right();
    }
}

#[test]
fn the_deferred_come_back_together() {
    let mut sim = Sim::new();
    sim.domain("grey.example", "grey", &[("mx.grey.example", 10)], 40, 5, Terms { session_refusals: 40, ..terms() });
    let mut seen = HashMap::new();
    sim.mood("mx.grey.example", move |r| {
        let first = *seen.entry(r.address.to_owned()).or_insert(r.at);
        if r.at < first + Duration::from_secs(290) { Said::Reply("450 4.2.0 <{}>: Greylisted") } else { honest(r) }
    });
    sim.run();
    sim.all_right();
    // Who was asked one by one, five in a second, is not asked in a session each.
    assert!(sim.connections <= 6, "{} connections", sim.connections);
}

#[test]
fn small_domains_share_a_session() {
    let mut sim = Sim::new();
    for n in 0..60 {
        sim.domain(
            &format!("s{n}.example"),
            "big",
            &[("mx.big.example", 10)],
            1,
            if n % 5 == 0 { 1 } else { 0 },
            terms(),
        );
    }
    sim.mood("mx.big.example", honest);
    sim.run();
    sim.all_right();
    println!("{} connections, {} RCPTs", sim.connections, sim.rcpts());
    assert!(sim.rcpts() <= 126, "{}", sim.rcpts());
    assert!(sim.connections <= 10);
}

#[test]
fn tenants_with_a_weak_code_are_told_apart_by_attestation() {
    let mut sim = Sim::new();
    let terms = Terms { one_domain: true, ..terms() };
    for n in 0..300 {
        let host = format!("t{n}.mail.example");
        sim.domain(
            &format!("t{n}.example"),
            "office",
            &[(&host, 10)],
            1,
            if n % 5 == 0 { 1 } else { 0 },
            terms.clone(),
        );
        sim.mood(&host, |r| if r.alive { OK } else { Said::Reply(ACCESS) });
    }
    sim.run();
    sim.all_right();
    println!("{} connections, {} RCPTs", sim.connections, sim.rcpts());
    assert!(sim.rcpts() <= 630 + 60);
}

/// The design's bound on connections: recipients by 49 or refusals by 8, whichever is more, and one.
fn bound(rcpts: u32, refusals: u32) -> u32 {
    rcpts.div_ceil(49).max(refusals.div_ceil(8)) + 1
}

#[test]
fn without_a_rate_several_sessions_cost_no_more() {
    for (count, nth) in [(100, 10), (300, 5), (400, 2), (500, 0), (40, 3)] {
        let mut sim = Sim::new();
        let terms = Terms { interval: Duration::ZERO, connect_interval: Duration::ZERO, ..terms() };
        sim.domain("q.example", "q", &[("mx.q.example", 10)], count, nth, terms);
        let refusals = Rc::new(RefCell::new(0));
        let counted = refusals.clone();
        sim.mood("mx.q.example", move |r| {
            *counted.borrow_mut() += u32::from(!r.alive);
            honest(r)
        });
        sim.run();
        sim.all_right();
        let bound = bound(sim.rcpts(), *refusals.borrow());
        println!("{count} by {nth}: {} connections, bound {bound}, {} RCPTs", sim.connections, sim.rcpts());
        assert!(sim.connections <= bound, "{count} by {nth}: {} connections, bound {bound}", sim.connections);
        assert!(sim.rcpts() * 100 <= count * 115, "{} RCPTs", sim.rcpts());
    }
}

#[test]
fn three_hundred_tenants_with_a_weak_code() {
    for nth in [5, 20, 2] {
        let mut sim = Sim::new();
        let terms = Terms { one_domain: true, connections: 5, ..terms() };
        for n in 0..300 {
            let host = format!("t{n}.mail.example");
            let dead = u32::from(n % nth == 0);
            sim.domain(&format!("t{n}.example"), "office", &[(&host, 10)], 1, dead, terms.clone());
            sim.mood(&host, |r| if r.alive { OK } else { Said::Reply(ACCESS) });
        }
        sim.run();
        let (harmful, needless) = sim.judge();
        let dead = 300 / nth as usize;
        println!(
            "{} connections, {} RCPTs, {} needless, {} at once, {:?}",
            sim.connections,
            sim.rcpts(),
            needless.len(),
            sim.most_at_once,
            sim.now - sim.start
        );
        assert!(harmful.is_empty(), "{harmful:#?}");
        assert!(needless.len() * 20 <= dead, "{needless:#?}");
        assert!(sim.most_at_once <= 5);
        // 2.1 for each, and one for each second ask.
        assert!(sim.rcpts() as usize <= 630 + 2 * dead, "{} RCPTs", sim.rcpts());
    }
}

#[test]
fn a_block_in_mid_run_is_left_at_once() {
    let about_us = "550 5.7.1 Client host rejected: [192.0.2.7]";
    for (text, hosts) in [(BLOCKED, 4), (about_us, 4), (DEAD, 4), (NEUTRAL, 1), (DEAD, 1)] {
        for interval in [terms().interval, Duration::ZERO] {
            let mut sim = Sim::new();
            for n in 0..200 {
                let (name, host) = (format!("b{n}.example"), format!("mx{}.b.example", n % hosts));
                sim.domain(&name, "b", &[(&host, 10)], 5, 4, Terms { interval, ..terms() });
            }
            // Who was heard of before the block, and who since.
            let heard = Rc::new(RefCell::new([HashSet::new(), HashSet::new()]));
            let (mut count, told) = (0, heard.clone());
            let says = mood(move |r| {
                count += 1;
                told.borrow_mut()[usize::from(count > 150)].insert(r.address.to_owned());
                if count > 150 { Said::Reply(text) } else { honest(r) }
            });
            (0..hosts).for_each(|n| drop(sim.moods.insert(format!("mx{n}.b.example"), says.clone())));
            sim.run();
            let held = sim.held.expect("the breaker");
            let further = sim.dialled.iter().filter(|at| **at > held).count();
            assert!(further <= 3, "{text}: {further} connections after the breaker");
            let resumed = held + settings().greylist_wait;
            let sent = sim.sent.iter().filter(|at| **at > held && **at < resumed).count();
            assert_eq!(sent, 0, "{text}: batches after the breaker");
            assert!(sim.judge().0.is_empty(), "{text}: {:#?}", sim.judge().0);
            let [before, since] = &*heard.borrow();
            for (member, (cause, _)) in &sim.verdicts {
                let address = sim.list[*member as usize].as_str();
                let late = since.contains(address) && !before.contains(address);
                assert!(!late || cause.status() != Sentence::Undeliverable, "{text}: {address} {cause}");
            }
            println!("{text}: {further} further connections, {:?}", sim.causes());
        }
    }
}

fn large(domains: u32, each: u32, operators: u32) -> Sim {
    let mut sim = Sim::with(Settings { connections: 200, ..settings() });
    let terms = Terms { interval: Duration::ZERO, connect_interval: Duration::ZERO, ..terms() };
    let says = mood(honest);
    for n in 0..domains {
        let host = format!("mx{n}.example");
        sim.domain(&format!("d{n}.example"), &format!("o{}", n % operators), &[(&host, 10)], each, 7, terms.clone());
        sim.moods.insert(host, says.clone());
    }
    sim
}

#[test]
fn a_large_list_takes_seconds() {
    for operators in [2_000, 1] {
        let mut sim = large(2_000, 10, operators);
        let start = crate::clock::now();
        sim.run();
        sim.all_right();
        println!("{operators} operators: {:?}", crate::clock::now() - start);
        assert!(crate::clock::now() - start < Duration::from_secs(20));
    }
}

#[test]
#[ignore = "half a minute without optimization"]
fn two_hundred_thousand_members_take_seconds() {
    for operators in [20_000, 100, 1] {
        let mut sim = large(20_000, 10, operators);
        let start = crate::clock::now();
        sim.run();
        sim.all_right();
        println!("{operators} operators: {:?}, {} RCPTs", crate::clock::now() - start, sim.rcpts());
    }
}

#[test]
fn a_control_that_is_never_decided_costs_few_connections() {
    for said in [Said::Gone, Said::Last("421 4.3.2 Service shutting down"), Said::Reply("451 4.3.0 Try again later")] {
        for (domains, count, nth) in [(1, 40, 0), (1, 40, 4), (1, 200, 5), (8, 5, 4), (40, 1, 0)] {
            for shared in [true, false] {
                let mut sim = Sim::new();
                for n in 0..domains {
                    let host = if shared { "mx.u.example".to_owned() } else { format!("mx{n}.u.example") };
                    sim.domain(&format!("u{n}.example"), "u", &[(&host, 10)], count, nth, terms());
                    sim.mood(&host, move |r| if r.stranger { said } else { honest(r) });
                }
                sim.run();
                println!(
                    "{domains} of {count} by {nth}, shared {shared}: {} connections, {} RCPTs, {:?}",
                    sim.connections,
                    sim.rcpts(),
                    sim.now - sim.start,
                );
                sim.all_right();
                // Three tries, or five where they cost no session; deferred, those of one host share a few.
                let each = match (said, shared) {
                    (Said::Reply(_), true) => domains / 2 + 12,
                    (Said::Reply(_), false) => 5 * domains,
                    _ => 3 * domains,
                };
                let bound = each + domains * count / 5;
                assert!(sim.connections <= bound, "{} connections, bound {bound}", sim.connections);
            }
        }
    }
}
