//! One connection on the books: what it was asked, and what it heard.

use super::{Announced, Job, Question, number};
use crate::probe::share::Seat;
use std::collections::HashSet;
use std::time::Instant;

#[derive(Debug)]
pub(super) struct Session {
    pub(super) operator: u32,
    pub(super) site: u32,
    pub(super) host: u32,
    pub(super) source: u16,
    pub(super) rcpts: u32,
    pub(super) refusals: u32,
    pub(super) transactions: u32,
    pub(super) in_transaction: u32,
    pub(super) answers: u32,
    /// Domains with a thread open here.
    pub(super) threads: Vec<u32>,
    pub(super) done: HashSet<u32>,
    pub(super) job: Option<Job>,
    /// Opened for closing questions alone.
    pub(super) only_controls: bool,
    pub(super) in_flight: Vec<Question>,
    /// The next batch wants a new transaction.
    pub(super) fresh: bool,
    pub(super) leaving: bool,
    /// It heard that we ask too much, after this.
    pub(super) limited: Option<Before>,
    /// It has heard of nothing but too many recipients since so many answers.
    pub(super) crowded: Option<u32>,
    /// How many were asked at once last.
    pub(super) batch: usize,
    /// When they went out.
    pub(super) asked: Option<Instant>,
    /// Recipients in a row whose own rate was named.
    pub(super) own_rates: u8,
    /// What the server said it takes.
    pub(super) announced: Announced,
    /// Held until it is off the books.
    pub(super) _seat: Seat,
}

impl Session {
    /// Just opened, of this operator, site and host, from this source address; `seat` is its place among all runs'.
    pub(super) fn new(operator: u32, site: u32, host: u32, source: u16, seat: Seat) -> Self {
        Self {
            operator,
            site,
            host,
            source,
            rcpts: 0,
            refusals: 0,
            transactions: 1,
            in_transaction: 0,
            answers: 0,
            threads: Vec::new(),
            done: HashSet::new(),
            job: None,
            only_controls: false,
            in_flight: Vec::new(),
            fresh: false,
            leaving: false,
            limited: None,
            crowded: None,
            batch: 0,
            asked: None,
            own_rates: 0,
            announced: Announced::default(),
            _seat: seat,
        }
    }

    /// Answers in this transaction before the one that is being heard.
    pub(super) fn taken(&self) -> u32 {
        self.in_transaction.saturating_sub(number(self.in_flight.len()) + 1)
    }

    /// The answer that is being heard says that this is too much; so many refusals before it may have been.
    pub(super) fn told_to_stop(&mut self, refusals: u32) {
        let before = Before { answers: self.crowded.unwrap_or_else(|| self.answers.saturating_sub(1)), refusals };
        self.limited.get_or_insert(before);
    }

    /// What it heard, or what it had heard before it was told to stop.
    pub(super) fn heard(&self) -> Before {
        self.limited.unwrap_or(Before { answers: self.answers, refusals: self.refusals })
    }
}

/// What a session had heard before it was told to stop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    pub(super) answers: u32,
    pub(super) refusals: u32,
}
