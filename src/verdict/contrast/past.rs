//! What a former process of the same run heard, taken up again: numbers of sessions and answers go on where it ended.

use super::back::Sitting;
use super::thread::Pending;
use super::{Contrast, Heard, Kind, Member, Spot};
use std::collections::BTreeSet;

/// An answer that was not settled yet.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    pub(crate) member: Member,
    /// The number of its session, and of the answer.
    pub(crate) opened: u64,
    pub(crate) at: u64,
    /// Nobody was refused before it in its session.
    pub(crate) first: bool,
    /// The number of the session's last acceptance.
    pub(crate) accepted_at: u64,
    pub(crate) heard: Heard,
}

impl Contrast {
    /// The number of the last answer.
    pub(crate) fn clock(&self) -> u64 {
        self.clock
    }

    /// Later answers bear greater numbers.
    #[cfg_attr(not(feature = "list"), allow(dead_code, reason = "only a list's run is gone on with"))]
    pub(crate) fn advance(&mut self, clock: u64) {
        self.clock = self.clock.max(clock);
    }

    /// Refusals that this session left behind: its domains are closed, and nobody vouched for them yet.
    pub(super) fn left_behind(&self, opened: u64, spots: &[Spot]) -> Vec<(Spot, Past)> {
        let accepted_at = self.sittings.get(&opened).map_or(0, |sitting| sitting.accepted_at);
        let past = |pending: &Pending| Past {
            member: pending.member,
            opened,
            at: pending.at,
            first: pending.first,
            accepted_at,
            heard: pending.heard.clone(),
        };
        let of = |spot: &Spot| {
            let pending = self.places.get(spot).map_or(&[][..], |place| &place.unconfirmed);
            let own = pending.iter().filter(|pending| pending.opened == opened);
            own.map(|pending| (*spot, past(pending))).collect::<Vec<_>>()
        };
        let spots: BTreeSet<Spot> = spots.iter().copied().collect();
        spots.iter().flat_map(of).collect()
    }

    /// A refusal waits as it did. An acceptance waits for the absent control like one whose control was undecided: the
    /// rest of its session was cut off. Neither vouches for anybody: that takes an answer of this process.
    pub(crate) fn recall(&mut self, operator: u32, spot: Spot, past: Past) {
        let facts = self.operators.entry(operator).or_default();
        facts.places.insert(spot);
        let place = self.places.entry(spot).or_default();
        let mut pending = Pending::new(past.member, past.opened, past.at, past.heard);
        if pending.heard.kind == Kind::Accepted {
            if pending.heard.vouches {
                place.accepted.get_or_insert(past.member);
            }
            place.waiting.push(pending);
            return;
        }
        facts.refused += 1;
        pending.first = past.first;
        place.unconfirmed.push(pending);
        let sitting = self.sittings.entry(past.opened).or_insert_with(|| Sitting::new(operator));
        sitting.refused = true;
        sitting.accepted_at = sitting.accepted_at.max(past.accepted_at);
    }
}
