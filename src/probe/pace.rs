//! How fast: governor, told the time.

use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// RCPTs and new connections of one operator. Cells are reserved ahead, in the order of asking, so nobody is
/// overtaken and nobody polls.
#[derive(Debug)]
pub(crate) struct Pace {
    recipients: Option<Lane>,
    connections: Option<Lane>,
    interval: Duration,
    /// How often the rate was halved.
    halved: u8,
}

impl Pace {
    /// `interval` lies between two RCPTs, `connect` between two new connections; zero lifts the limit.
    pub(crate) fn new(interval: Duration, connect: Duration, now: Instant) -> Self {
        let mut pace = Self { recipients: None, connections: Lane::new(connect, now), interval, halved: 0 };
        pace.set(interval, now);
        pace
    }

    /// When a batch of `cells` RCPTs may go out at once: the instant at which its last cell is there.
    pub(crate) fn reserve(&mut self, cells: usize, now: Instant) -> Instant {
        reserve(self.recipients.as_mut(), cells, now)
    }

    /// When a new connection may be opened.
    pub(crate) fn connect(&mut self, now: Instant) -> Instant {
        reserve(self.connections.as_mut(), 1, now)
    }

    /// Whether the next cell would be there now: the open sessions do not use up the rate.
    pub(crate) fn is_idle(&self, now: Instant) -> bool {
        self.recipients.as_ref().is_none_or(|lane| lane.free <= now)
    }

    /// Whether nobody was asked and no connection opened for so long.
    pub(crate) fn rests(&self, now: Instant, since: Duration) -> bool {
        [&self.recipients, &self.connections].into_iter().flatten().all(|lane| lane.free + since <= now)
    }

    /// The largest batch: no more than a second's worth, so that a burst stays small beside the rate.
    pub(crate) fn batch(&self) -> usize {
        batch(self.interval)
    }

    /// Half as fast from now on, three times at most, and never slower than one RCPT in ten seconds.
    pub(crate) fn slow_down(&mut self, now: Instant) {
        if self.halved >= MOST_HALVED {
            return;
        }
        self.halved += 1;
        let interval = (self.interval * 2).clamp(Duration::from_millis(20), SLOWEST.max(self.interval));
        self.set(interval, now);
    }

    fn set(&mut self, interval: Duration, now: Instant) {
        self.interval = interval;
        // What is reserved already goes out all the same.
        let from = self.recipients.as_ref().map_or(now, |lane| lane.free.max(now));
        self.recipients = Lane::new(padded(interval), from);
    }
}

/// One direct limiter with a burst of one, under a clock that is told the time.
#[derive(Debug)]
struct Lane {
    limiter: RateLimiter<NotKeyed, InMemoryState, Told, NoOpMiddleware<Nanos>>,
    clock: Told,
    start: Instant,
    /// The cell after the last reserved one.
    free: Instant,
    interval: Duration,
}

impl Lane {
    fn new(interval: Duration, now: Instant) -> Option<Self> {
        let quota = Quota::with_period(interval)?.allow_burst(NonZeroU32::MIN);
        let clock = Told::default();
        let limiter = RateLimiter::direct_with_clock(quota, clock.clone());
        Some(Self { limiter, clock, start: now, free: now, interval })
    }

    fn reserve(&mut self, now: Instant) -> Instant {
        self.clock.set(now.saturating_duration_since(self.start));
        while let Err(not_until) = self.limiter.check() {
            let at: Duration = not_until.earliest_possible().into();
            self.clock.set(at);
        }
        let at = self.start + self.clock.get();
        self.free = at + self.interval;
        at
    }
}

fn reserve(lane: Option<&mut Lane>, cells: usize, now: Instant) -> Instant {
    lane.map_or(now, |lane| (0..cells).fold(now, |_, _| lane.reserve(now)))
}

fn batch(interval: Duration) -> usize {
    let second = Duration::from_secs(1).as_nanos().checked_div(interval.as_nanos());
    second.map_or(LARGEST_BATCH, |cells| usize::try_from(cells).unwrap_or(LARGEST_BATCH).clamp(1, LARGEST_BATCH))
}

/// A batch waits for its cells and then goes out at once, and some are longer on their way than others, so a window
/// could see so much more than the rate allows; the interval is stretched by as much, and no ten seconds ever hold more
/// than ten seconds' worth.
fn padded(interval: Duration) -> Duration {
    let burst = interval * u32::try_from(batch(interval)).unwrap_or(0);
    interval + interval.mul_f64((burst + JITTER).as_secs_f64() / WINDOW.as_secs_f64())
}

#[derive(Clone, Debug, Default)]
struct Told(Arc<AtomicU64>);

impl Told {
    fn set(&self, since_start: Duration) {
        self.0.store(u64::try_from(since_start.as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    fn get(&self) -> Duration {
        Duration::from_nanos(self.0.load(Ordering::Relaxed))
    }
}

impl Clock for Told {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::new(self.0.load(Ordering::Relaxed))
    }
}

/// Rates are judged over ten seconds (contract).
const WINDOW: Duration = Duration::from_secs(10);
/// How much longer one RCPT may be on its way than another: a transaction is opened first, a network is busy. More would
/// cost more than a seventh of the rate.
const JITTER: Duration = Duration::from_millis(500);
/// The slowest that a slow-down goes.
const SLOWEST: Duration = Duration::from_secs(10);
/// An eighth of the rate that was asked for: below that, the pauses do the rest.
const MOST_HALVED: u8 = 3;
/// One below the refusals that a default Postfix tolerates without slowing down.
const LARGEST_BATCH: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_ten_seconds_hold_more_than_their_worth() {
        for per_second in [1u32, 5, 50] {
            let start = crate::clock::now();
            let mut pace = Pace::new(Duration::from_secs(1) / per_second, Duration::ZERO, start);
            let (mut now, mut sent) = (start, Vec::new());
            while now < start + Duration::from_secs(60) {
                let cells = pace.batch();
                now = pace.reserve(cells, now);
                sent.extend(std::iter::repeat_n(now, cells));
            }
            for (index, first) in sent.iter().enumerate() {
                let within = sent[index..].iter().take_while(|at| **at < *first + WINDOW).count();
                assert!(within <= (per_second * 10) as usize, "{within} in ten seconds at {per_second}/s");
            }
            assert!(sent.len() as u32 > per_second * 60 * 85 / 100, "no slower than it must be");
        }
    }

    #[test]
    fn whoever_slows_down_forgets_nothing_that_is_on_its_way() {
        let now = crate::clock::now();
        let mut pace = Pace::new(Duration::from_millis(200), Duration::ZERO, now);
        let last = pace.reserve(40, now);
        pace.slow_down(now);
        assert!(pace.reserve(1, now) > last);
    }

    #[test]
    fn without_a_limit_nobody_waits() {
        let now = crate::clock::now();
        let mut pace = Pace::new(Duration::ZERO, Duration::ZERO, now);
        assert_eq!(pace.reserve(100, now), now);
        assert!(pace.is_idle(now));
    }

    #[test]
    fn an_idle_lane_saves_up_one_cell_only() {
        let now = crate::clock::now();
        let mut pace = Pace::new(Duration::from_millis(200), Duration::ZERO, now);
        pace.reserve(1, now);
        let later = now + Duration::from_secs(30);
        assert_eq!(pace.reserve(1, later), later);
        assert!(pace.reserve(1, later) > later);
    }
}
