//! A world that has been opened: what it remembers and counts, with or without sockets.

use super::{Answer, Counts, HostCounts, SessionCounts, Talk, World, dns, mood::Memory};
use std::{
    net::{IpAddr, Ipv4Addr},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// A world that has been opened: its hosts remember, and count. Clones are the same world.
#[derive(Clone, Debug)]
pub struct Live(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    world: World,
    ledgers: Vec<Mutex<Ledger>>,
    dns_queries: AtomicU64,
}

/// What one host keeps between connections.
#[derive(Debug)]
pub(super) struct Ledger {
    pub(super) memory: Memory,
    pub(super) counts: HostCounts,
}

impl World {
    /// Opens the world without sockets: [`Live::open`] and [`Live::dns`] are its wires.
    pub fn open(&self) -> Live {
        let ledgers = self.hosts.iter().map(|host| {
            Mutex::new(Ledger {
                memory: Memory::default(),
                counts: HostCounts {
                    host: host.name().to_owned(),
                    operator: host.operator.clone(),
                    ip: host.ip,
                    sessions: Vec::new(),
                    questions: Vec::new(),
                },
            })
        });
        Live(Arc::new(Inner { ledgers: ledgers.collect(), world: self.clone(), dns_queries: AtomicU64::new(0) }))
    }
}

impl Live {
    /// The world as it was described.
    pub fn world(&self) -> &World {
        &self.0.world
    }

    /// Connects a client to the host at an address: `None` where nothing listens. `now` is since the opening.
    pub fn open(&self, ip: Ipv4Addr, client: IpAddr, now: Duration) -> Option<(Talk, Answer)> {
        let hosts = &self.0.world.hosts;
        let at = hosts.iter().position(|host| host.ip == ip && host.listens_from().is_some_and(|from| from <= now))?;
        let mut ledger = self.ledger(at)?;
        let session = ledger.counts.sessions.len();
        let open = ledger.counts.sessions.iter().filter(|session| session.closed.is_none()).count();
        ledger.counts.sessions.push(SessionCounts { opened: now, ..SessionCounts::default() });
        drop(ledger);
        Some(Talk::new(self.clone(), at, session, client, open))
    }

    /// Answers a DNS message; `None` for one that is never answered. Over UDP long answers are truncated.
    pub fn dns(&self, message: &[u8], udp: bool) -> Option<Vec<u8>> {
        self.0.dns_queries.fetch_add(1, Ordering::Relaxed);
        dns::answer(&self.0.world, message, udp)
    }

    /// What was asked so far.
    pub fn counts(&self) -> Counts {
        Counts {
            hosts: (0..self.0.ledgers.len()).filter_map(|at| Some(self.ledger(at)?.counts.clone())).collect(),
            dns_queries: self.0.dns_queries.load(Ordering::Relaxed),
        }
    }

    pub(super) fn ledger(&self, at: usize) -> Option<MutexGuard<'_, Ledger>> {
        // A panic elsewhere leaves figures behind that are still figures.
        Some(self.0.ledgers.get(at)?.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_sockets_time_is_what_the_caller_says() {
        let world = World::new(1).mood("greylist").unwrap();
        let ip = world.hosts[0].ip;
        let live = world.open();
        let client = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let ask = |now| {
            let (mut talk, greeting) = live.open(ip, client, now).unwrap();
            assert!(greeting.text.starts_with("220 "));
            for line in ["EHLO c.example", "MAIL FROM:<s@c.example>"] {
                assert!(talk.line(line.as_bytes(), now).text.starts_with("250"));
            }
            let answer = talk.line(b"RCPT TO:<alive0@greylist.example>", now);
            talk.close(now);
            answer.text
        };
        assert!(ask(Duration::from_secs(100)).ends_with("try again in 2 seconds\r\n"));
        assert!(ask(Duration::from_millis(101_999)).starts_with("450"));
        assert!(ask(Duration::from_secs(102)).starts_with("250"));
        assert_eq!(live.counts().again("alive0@greylist.example"), 2);
        assert!(live.open(Ipv4Addr::new(127, 9, 9, 9), client, Duration::ZERO).is_none());
    }
}
