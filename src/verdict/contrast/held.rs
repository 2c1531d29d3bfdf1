//! Nothing leaves while the session that it was heard in is open: that a server sent a reply too many may show only at
//! its goodbye, and then every answer of the session may have been somebody else's.

use super::thread::Absent;
use super::{Contrast, Member, Outcome, Spot};
use std::collections::{BTreeMap, BTreeSet};

/// What waits for the end of a session.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Sessions that were answered and have not ended, with the spots that they spoke about.
    open: BTreeMap<u64, BTreeSet<Spot>>,
    /// The session that is being heard or closed.
    pub(super) current: Option<u64>,
    /// By session: what waits for its end, and the session whose answer brought it forth.
    waiting: BTreeMap<u64, Vec<(Outcome, u64)>>,
}

impl Held {
    pub(super) fn hear(&mut self, opened: u64, spot: Spot) {
        self.open.entry(opened).or_default().insert(spot);
        self.current = Some(opened);
    }

    /// Everything that follows from this session, even where it waits for another one.
    fn take(&mut self, opened: u64) -> Vec<Outcome> {
        let own = self.waiting.remove(&opened).unwrap_or_default();
        let mut taken: Vec<Outcome> = own.into_iter().map(|(outcome, _)| outcome).collect();
        for others in self.waiting.values_mut() {
            taken.extend(others.extract_if(.., |(_, by)| *by == opened).map(|(outcome, _)| outcome));
        }
        taken
    }
}

impl Contrast {
    /// An outcome that rests on an answer of one session and was brought forth by the session that speaks now.
    pub(super) fn let_out(&mut self, heard_in: u64, outcome: Outcome) {
        let by = self.held.current.unwrap_or(heard_in);
        match [heard_in, by].into_iter().find(|session| self.held.open.contains_key(session)) {
            Some(open) => self.held.waiting.entry(open).or_default().push((outcome, by)),
            None => self.out.push(outcome),
        }
    }

    /// The session has ended, and each reply was the answer to its command.
    pub(crate) fn part(&mut self, opened: u64) {
        self.held.open.remove(&opened);
        self.held.current = None;
        for (outcome, by) in self.held.waiting.remove(&opened).unwrap_or_default() {
            self.let_out(by, outcome);
        }
    }

    /// Replies of the session had slipped: nothing that was heard in it counts. Who is to be asked again.
    pub(crate) fn slip(&mut self, opened: u64) -> Vec<Member> {
        self.held.current = None;
        let spots = self.held.open.remove(&opened).unwrap_or_default();
        let mut back: Vec<Member> = self.held.take(opened).iter().filter_map(Outcome::member).collect();
        let threads: Vec<_> = self.threads.extract_if((opened, 0)..=(opened, u32::MAX), |_, _| true).collect();
        let mut pending: Vec<_> =
            threads.into_iter().flat_map(|(_, thread)| thread.accepts.into_iter().chain(thread.tail)).collect();
        for spot in &spots {
            let Some(place) = self.places.get_mut(spot) else { continue };
            pending.extend(place.waiting.extract_if(.., |pending| pending.opened == opened));
            pending.extend(place.unconfirmed.extract_if(.., |pending| pending.opened == opened));
            let awaiting = place.awaiting.extract_if(.., |(pending, _)| pending.opened == opened);
            pending.extend(awaiting.map(|(pending, _)| pending));
            // Whoever taught us this first: it is soon learnt again.
            (place.absent, place.accepted, place.postmaster) = (Absent::Unknown, None, None);
        }
        self.sittings.remove(&opened);
        self.operators.values_mut().for_each(|facts| facts.forget(opened, &spots));
        back.extend(pending.into_iter().map(|pending| pending.member));
        for member in &back {
            self.histories.remove(member);
        }
        back
    }

    /// The run ends: no session is open any more.
    pub(super) fn part_all(&mut self) {
        self.held.open.clear();
        let waiting = std::mem::take(&mut self.held.waiting);
        self.out.extend(waiting.into_values().flatten().map(|(outcome, _)| outcome));
    }
}

impl Outcome {
    fn member(&self) -> Option<Member> {
        match self {
            Self::Settled { member, .. } | Self::Again { member, .. } => Some(*member),
            Self::AcceptsAll { .. } | Self::Turned { .. } | Self::Left { .. } => None,
        }
    }
}
