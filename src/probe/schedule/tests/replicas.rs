//! Equal hosts of which one has lost its list of users.

use super::*;

/// Two addresses of one name, and another name.
const HOSTS: [&str; 3] = ["mxa.r.example", "mxa.r.example/2", "mxb.r.example"];

/// Forty recipients of whom every `nth` is dead, at so many equal hosts.
fn equal(hosts: usize, nth: u32) -> Sim {
    let mut sim = Sim::new();
    let hosts: Vec<(&str, u16)> = HOSTS[..hosts].iter().map(|host| (*host, 10)).collect();
    sim.domain("r.example", "r", &hosts, 40, nth, terms());
    sim
}

fn lost(text: &'static str) -> impl FnMut(&Rcpt<'_>) -> Said {
    move |r| if r.postmaster { OK } else { Said::Reply(text) }
}

#[test]
fn a_host_that_has_lost_its_users_sentences_nobody() {
    for text in [DEAD, NEUTRAL, ACCESS] {
        for (hosts, broken) in [(2, 0..1), (2, 1..2), (3, 0..2), (3, 1..3)] {
            let mut sim = equal(hosts, 5);
            HOSTS.iter().for_each(|host| sim.mood(host, honest));
            HOSTS[broken].iter().for_each(|host| sim.mood(host, lost(text)));
            sim.run();
            sim.all_right();
        }
    }
}

#[test]
fn a_lost_host_at_a_far_end_of_an_operator_is_not_vouched_for_by_its_neighbours() {
    for text in [DEAD, ACCESS] {
        let mut sim = Sim::new();
        for n in 0..12 {
            let (a, b) = (format!("mx.t{n}.example"), format!("mx.t{n}.example/2"));
            sim.domain(&format!("t{n}.example"), "town", &[(&a, 10), (&b, 10)], 1 + n % 8, 4, terms());
            sim.mood(&a, move |r| if r.alive { OK } else { Said::Reply(text) });
            sim.mood(&b, lost(text));
        }
        sim.run();
        sim.all_right();
    }
}

#[test]
fn few_recipients_of_a_lost_host_are_asked_at_the_next() {
    for count in 1..5 {
        for broken in &HOSTS[..2] {
            let mut sim = Sim::new();
            sim.domain("r.example", "r", &[(HOSTS[0], 10), (HOSTS[1], 10)], count, 0, terms());
            HOSTS.iter().for_each(|host| sim.mood(host, honest));
            sim.mood(broken, lost(DEAD));
            sim.run();
            sim.all_right();
        }
    }
}

#[test]
fn where_every_host_refuses_everybody_they_are_dead_and_it_costs_some_more() {
    let mut rcpts = Vec::new();
    for hosts in 1..4 {
        let mut sim = equal(hosts, 1);
        HOSTS.iter().for_each(|host| sim.mood(host, |r| if r.postmaster { OK } else { honest(r) }));
        sim.run();
        sim.all_right();
        rcpts.push((sim.rcpts(), sim.connections));
    }
    println!("{rcpts:?}");
    // Two sessions of eight refusals for each further host.
    assert!(rcpts.windows(2).all(|pair| pair[1].0 <= pair[0].0 + 20 && pair[1].1 <= pair[0].1 + 2), "{rcpts:?}");
}

#[test]
fn one_dead_recipient_costs_one_rcpt_more_and_a_backup_is_not_asked() {
    for count in 1..4 {
        let mut sim = Sim::new();
        let hosts = [(HOSTS[0], 10), (HOSTS[1], 10), (HOSTS[2], 20)];
        sim.domain("r.example", "r", &hosts, count, 1, terms());
        HOSTS.iter().for_each(|host| sim.mood(host, honest));
        sim.mood(HOSTS[2], |_| panic!("asked"));
        sim.run();
        sim.all_right();
        assert!(sim.connections == 2 && sim.rcpts() <= 2 * count + 2, "{} {}", sim.connections, sim.rcpts());
    }
}

#[test]
fn a_silent_replica_is_no_reason_to_wait() {
    let mut sim = equal(2, 1);
    HOSTS.iter().for_each(|host| sim.mood(host, lost(DEAD)));
    sim.dead_hosts.insert(HOSTS[1].into());
    sim.run();
    sim.all_right();
    assert!(sim.now - sim.start < Duration::from_secs(300), "{:?}", sim.now - sim.start);
}
