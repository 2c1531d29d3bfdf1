//! What all runs of one verifier keep to together: an operator is one neighbour, however many ask about its people.

use super::pace::Pace;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The shares of all operators, by name. Clones are the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shares(Arc<Mutex<HashMap<String, Share>>>);

/// One operator: its pace, and how many connections are open. Clones are the same.
#[derive(Clone, Debug)]
pub(crate) struct Share(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    pace: Pace,
    open: usize,
}

/// An open connection; dropped, it makes room for another.
#[derive(Debug)]
pub(crate) struct Seat(Share);

impl Shares {
    /// The share of an operator. Whoever has been left in peace for long is met anew: what it minded once is forgotten.
    pub(crate) fn of(&self, operator: &str, pace: impl FnOnce() -> Pace, now: Instant) -> Share {
        let mut shares = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = |share: &Share| Arc::strong_count(&share.0) == 1 && share.lock().pace.rests(now, REST);
        if let Some(share) = shares.get(operator).filter(|share| !idle(share)) {
            return share.clone();
        }
        if shares.len().is_power_of_two() {
            shares.retain(|_, share| !idle(share));
        }
        let share = Share(Arc::new(Mutex::new(State { pace: pace(), open: 0 })));
        shares.insert(operator.to_owned(), share.clone());
        share
    }
}

impl Share {
    /// As [`Pace::reserve`].
    pub(crate) fn reserve(&self, cells: usize, now: Instant) -> Instant {
        self.lock().pace.reserve(cells, now)
    }

    /// As [`Pace::connect`].
    pub(crate) fn connect(&self, now: Instant) -> Instant {
        self.lock().pace.connect(now)
    }

    /// As [`Pace::is_idle`].
    pub(crate) fn is_idle(&self, now: Instant) -> bool {
        self.lock().pace.is_idle(now)
    }

    /// As [`Pace::batch`].
    pub(crate) fn batch(&self) -> usize {
        self.lock().pace.batch()
    }

    /// As [`Pace::slow_down`].
    pub(crate) fn slow_down(&self, now: Instant) {
        self.lock().pace.slow_down(now);
    }

    /// Room for one more connection, if fewer than `most` are open.
    pub(crate) fn seat(&self, most: usize) -> Option<Seat> {
        let mut state = self.lock();
        (state.open < most).then(|| state.open += 1)?;
        drop(state);
        Some(Seat(self.clone()))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.open = state.open.saturating_sub(1);
    }
}

/// So long after the last question nothing remembers it: neither a rate nor a slow-down.
const REST: Duration = Duration::from_secs(10 * 60);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_is_one_however_many_ask() {
        let (shares, now) = (Shares::default(), crate::clock::now());
        let pace = || Pace::new(Duration::from_secs(1), Duration::ZERO, now);
        let (one, other) = (shares.of("a", pace, now), shares.of("a", pace, now));
        assert_eq!(one.reserve(1, now), now);
        assert!(other.reserve(1, now) > now);
        let seat = one.seat(1);
        assert!(seat.is_some() && other.seat(1).is_none());
        drop(seat);
        assert!(other.seat(1).is_some());
        assert!(shares.of("b", pace, now).reserve(1, now) == now);
    }

    #[test]
    fn who_was_left_in_peace_is_met_anew() {
        let (shares, now) = (Shares::default(), crate::clock::now());
        let pace = || Pace::new(Duration::from_millis(200), Duration::ZERO, now);
        let share = shares.of("a", pace, now);
        share.slow_down(now);
        assert_eq!(share.batch(), 2);
        drop(share);
        assert_eq!(shares.of("a", pace, now + REST / 2).batch(), 2);
        assert_eq!(shares.of("a", pace, now + REST * 2).batch(), 5);
    }
}
