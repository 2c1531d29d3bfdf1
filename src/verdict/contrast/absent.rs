//! The absent control: refused it is the fingerprint, accepted twice the domain accepts all, undecided it rests.

use super::thread::Absent;
use super::{Cause, Contrast, Control, ControlKind, Heard, Outcome, Spot};

impl Contrast {
    /// Whether the absent control of this spot was decided at least once.
    pub(crate) fn absent_decided(&self, spot: Spot) -> bool {
        self.places.get(&spot).is_some_and(|place| !matches!(place.absent, Absent::Unknown))
    }

    /// Whether it waits to be asked again.
    pub(crate) fn absent_rests(&self, spot: Spot) -> bool {
        self.places.get(&spot).is_some_and(|place| place.resting)
    }

    /// Acceptances whose control was undecided when their session ended.
    pub(crate) fn awaits_control(&self, spot: Spot) -> bool {
        self.places.get(&spot).is_some_and(|place| !place.waiting.is_empty())
    }

    pub(super) fn absent_refused(&mut self, opened: u64, operator: u32, spot: Spot, heard: &Heard) {
        let control = Control::new(ControlKind::Absent, heard.code);
        self.seen.entry(spot.host).or_default().insert(heard.print);
        let any_accepted = self.threads.get(&(opened, spot.domain)).is_some_and(|thread| thread.any_accepted);
        self.thread(opened, spot.domain, |thread| {
            thread.deny(&control, false);
        });
        if let Some(sitting) = self.sittings.get_mut(&opened) {
            sitting.refused = true;
        }
        let counts = self.operators.get(&operator).is_some_and(|facts| self.absent_counts(facts, spot));
        let facts = self.operators.entry(operator).or_default();
        facts.refused += u32::from(counts);
        let Some(place) = self.places.get_mut(&spot) else { return };
        place.absent = Absent::Refused(heard.print);
        place.resting = false;
        if place.accepted.is_some() {
            facts.attest(heard.print, spot.domain);
        }
        let waiting = if any_accepted { std::mem::take(&mut place.waiting) } else { Vec::new() };
        for mut accept in waiting {
            accept.denied = Some(control.clone());
            self.settle_accepted(accept);
        }
        let awaiting = self.places.get_mut(&spot).map(|place| std::mem::take(&mut place.awaiting)).unwrap_or_default();
        for (pending, control) in awaiting {
            self.confirm(spot, pending, control);
        }
    }

    pub(super) fn absent_accepted(&mut self, spot: Spot, name: u8, heard: &Heard) {
        let Some(place) = self.places.get_mut(&spot) else { return };
        place.resting = false;
        if name == 0 {
            place.absent = Absent::AcceptedOnce;
            return;
        }
        place.absent = Absent::AcceptsAll;
        let controls = vec![Control::new(ControlKind::Absent, heard.code); 2];
        let mut accepts = std::mem::take(&mut place.waiting);
        let awaiting = std::mem::take(&mut place.awaiting);
        for thread in self.threads.values_mut().filter(|thread| thread.spot == spot) {
            accepts.append(&mut thread.accepts);
        }
        for mut accept in accepts {
            accept.heard.evidence.controls.extend(controls.iter().cloned());
            self.settle(accept, Cause::AcceptsAll, None);
        }
        for (pending, control) in awaiting {
            self.confirm(spot, pending, control);
        }
        let heard_in = self.held.current.unwrap_or_default();
        self.let_out(heard_in, Outcome::AcceptsAll { domain: spot.domain, controls });
    }

    /// The absent control got no answer: the session ended at it.
    pub(crate) fn absent_lost(&mut self, opened: u64, spot: Spot) {
        if !self.absent_decided(spot) {
            self.places.entry(spot).or_default();
            self.absent_undecided(opened, spot);
        }
    }

    /// The absent control may be asked again.
    pub(crate) fn rested(&mut self, spot: Spot) {
        if let Some(place) = self.places.get_mut(&spot) {
            place.resting = false;
        }
    }

    pub(super) fn absent_undecided(&mut self, opened: u64, spot: Spot) {
        self.thread(opened, spot.domain, |thread| thread.absent_undecided = true);
        if let Some(place) = self.places.get_mut(&spot) {
            place.undecided = place.undecided.saturating_add(1);
            place.resting = true;
        }
    }
}
