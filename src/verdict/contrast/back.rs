//! What is taken back and asked again, and how a session closes over all its domains.

use super::{Accepted, Cause, Contrast, Kind, Member, Outcome, Pending, Spot, Why};

/// One session, over all its domains.
#[derive(Debug)]
pub(super) struct Sitting {
    operator: u32,
    /// Somebody was refused here already, controls included.
    pub(super) refused: bool,
    /// Members refused since the last acceptance.
    unvouched: u32,
    /// The number of the last acceptance.
    pub(super) accepted_at: u64,
    /// The domain whose acceptance was the last answer.
    pub(super) just_accepted: Option<u32>,
    /// A neighbour was asked since.
    asked: bool,
    /// Somebody who was accepted before was refused in it.
    turned: bool,
    /// Where its refusals were left unconfirmed.
    left: Vec<Spot>,
}

impl Sitting {
    pub(super) fn new(operator: u32) -> Self {
        Self {
            operator,
            refused: false,
            unvouched: 0,
            accepted_at: 0,
            just_accepted: None,
            asked: false,
            turned: false,
            left: Vec::new(),
        }
    }

    pub(super) fn accept(&mut self, at: u64, domain: u32) {
        self.just_accepted = Some(domain);
        self.accepted_at = at;
        self.unvouched = 0;
        self.asked = false;
    }

    /// Whether it is the first refusal of the session.
    pub(super) fn refuse(&mut self) -> bool {
        self.unvouched += 1;
        !std::mem::replace(&mut self.refused, true)
    }
}

impl Contrast {
    /// An accepted member of the operator that this session should ask before it goes on or leaves: somebody was
    /// refused since its last acceptance, and a block of this session would have gone unseen.
    pub(crate) fn neighbour(&self, opened: u64, operator: u32, host: u32, source: u16) -> Option<(Spot, Member)> {
        let facts = self.operators.get(&operator)?;
        let sitting = self.sittings.get(&opened);
        if sitting.is_some_and(|sitting| sitting.asked) {
            return None;
        }
        let unvouched = sitting.is_some_and(|sitting| sitting.unvouched > 0);
        let wanted = unvouched || facts.drought >= DROUGHT || self.is_wary(opened, operator);
        let accepted = facts.at_host(host, source).filter(|_| wanted)?;
        Some((accepted.spot, accepted.member))
    }

    /// The neighbour goes out.
    pub(crate) fn neighbour_asked(&mut self, opened: u64, operator: u32) {
        self.sittings.entry(opened).or_insert_with(|| Sitting::new(operator)).asked = true;
    }

    /// Three refusals in a row, over all sessions of the operator, that nobody of their own domain can vouch for.
    pub(crate) fn is_dry(&self, operator: u32) -> bool {
        self.operators.get(&operator).is_some_and(|facts| facts.drought >= DROUGHT)
    }

    /// The operator has refused somebody whom it had accepted, and this session has not accepted anybody yet: it
    /// begins with an accepted member, lest a block that ends among its first answers passes for a verdict.
    pub(crate) fn is_wary(&self, opened: u64, operator: u32) -> bool {
        self.operators.get(&operator).is_some_and(|facts| facts.turned && !facts.misled)
            && self.sittings.get(&opened).is_none_or(|sitting| sitting.accepted_at == 0)
    }

    /// Whoever should be asked before anybody else, once the operator's pause is over.
    pub(crate) fn scout(&self, operator: u32, source: u16) -> Option<(Spot, Member)> {
        self.last_accepted(operator, source)
            .filter(|_| self.operators.get(&operator).is_some_and(|facts| !facts.misled))
    }

    /// Whoever was accepted last from this source, to be asked on a connection of its own.
    pub(crate) fn last_accepted(&self, operator: u32, source: u16) -> Option<(Spot, Member)> {
        let accepted: Accepted = self.operators.get(&operator)?.last(source)?;
        Some((accepted.spot, accepted.member))
    }

    /// The session is over, its domains are closed. Refusals that came after others in it, and that nobody
    /// accepted followed in it though somebody could have been asked, may be a block of that session alone: they
    /// are asked once more.
    fn rise(&mut self, opened: u64) {
        let Some(sitting) = self.sittings.get_mut(&opened) else { return };
        let (operator, left) = (sitting.operator, std::mem::take(&mut sitting.left));
        if left.is_empty() {
            self.sittings.remove(&opened);
            return;
        }
        for spot in &left {
            let spot = *spot;
            let known =
                self.operators.get(&operator).is_some_and(|facts| facts.at_host(spot.host, spot.source).is_some());
            if !known {
                continue;
            }
            for pending in
                self.drain_unconfirmed(spot, |contrast, pending| pending.opened == opened && !contrast.stands(pending))
            {
                self.again(pending, Why::Alone);
            }
        }
        let behind = self.left_behind(opened, &left);
        behind.into_iter().for_each(|(spot, past)| self.let_out(opened, Outcome::Left { spot, past }));
    }

    /// Nobody is left to ask, and somebody was accepted at a host in the meantime: refusals of a session of it that
    /// accepted nobody after them are asked once more, for what refused them may have been that session's mood.
    pub(crate) fn reopen(&mut self, operator: u32) {
        let Some(facts) = self.operators.get(&operator) else { return };
        let met = |spot: &&Spot| facts.at_host(spot.host, spot.source).is_some();
        let spots: Vec<Spot> = facts.places.iter().filter(met).copied().collect();
        for spot in spots {
            for pending in self.drain_unconfirmed(spot, Self::is_forsaken) {
                self.again(pending, Why::Alone);
            }
        }
    }

    /// A refusal after others, in a session that accepted nobody at all.
    fn is_forsaken(&self, pending: &Pending) -> bool {
        !pending.first && self.sittings.get(&pending.opened).is_some_and(|sitting| sitting.accepted_at == 0)
    }

    /// Whether a refusal was the first of its session, or somebody was accepted after it there: a block that
    /// counts within a session is ruled out. Where somebody who was accepted has been refused before, both an
    /// acceptance before it and one after: so is a block that ends again.
    pub(super) fn stands(&self, pending: &Pending) -> bool {
        let Some(sitting) = self.sittings.get(&pending.opened) else { return pending.first };
        let turned = self.operators.get(&sitting.operator).is_some_and(|facts| facts.turned);
        let followed = sitting.accepted_at > pending.at;
        if turned { pending.led && followed } else { pending.first || followed }
    }

    /// Refusals whose domain was closed without an acceptance after them.
    pub(super) fn unconfirmed(&mut self, opened: u64, spot: Spot, tail: Vec<Pending>) {
        if tail.is_empty() {
            return;
        }
        if let Some(sitting) = self.sittings.get_mut(&opened) {
            sitting.left.push(spot);
            if let Some(facts) = self.operators.get_mut(&sitting.operator) {
                facts.dry.push(spot);
                facts.drought = facts.drought.saturating_add(tail.len());
            }
        }
        if let Some(place) = self.places.get_mut(&spot) {
            place.unconfirmed.extend(tail);
        }
    }

    fn drain_unconfirmed(&mut self, spot: Spot, which: impl Fn(&Self, &Pending) -> bool) -> Vec<Pending> {
        let Some(place) = self.places.get_mut(&spot) else { return Vec::new() };
        let all = std::mem::take(&mut place.unconfirmed);
        let (out, rest) = all.into_iter().partition(|pending| which(self, pending));
        if let Some(place) = self.places.get_mut(&spot) {
            place.unconfirmed = rest;
        }
        out
    }

    /// A present control refused in a code known to hit the living now and then: asked again before it counts.
    pub(super) fn doubt(&mut self, opened: u64, spot: Spot) -> bool {
        let first = self.places.get_mut(&spot).is_some_and(|place| !std::mem::replace(&mut place.doubted, true));
        if first && let Some(sitting) = self.sittings.get_mut(&opened) {
            sitting.asked = false;
        }
        first
    }

    /// The session ended before its closing controls: 421, hang-up or time-out.
    pub(crate) fn cut(&mut self, opened: u64) {
        let range = (opened, 0)..=(opened, u32::MAX);
        let domains: Vec<u32> = self.threads.range(range).map(|((_, domain), _)| *domain).collect();
        self.held.current = Some(opened);
        for domain in domains {
            let Some(thread) = self.threads.remove(&(opened, domain)) else { continue };
            self.leave_all(thread.spot, thread.accepts, thread.absent_undecided);
            for pending in thread.tail {
                self.again(pending, Why::Cut);
            }
        }
        self.held.current = None;
        self.rise(opened);
    }

    /// A member that was accepted is refused: whatever was refused since the last acceptance is worth nothing.
    pub(super) fn turned(&mut self, opened: u64, operator: u32, spot: Spot) {
        let was_accepted = self.places.get(&spot).is_some_and(|place| place.accepted.is_some());
        if let Some(sitting) = self.sittings.get_mut(&opened).filter(|_| was_accepted) {
            sitting.turned = true;
        }
        self.thread(opened, spot.domain, |thread| {
            thread.present_asked = true;
        });
        if was_accepted {
            if let Some(facts) = self.operators.get_mut(&operator) {
                facts.turned = true;
                facts.misled = self.sittings.get(&opened).is_none_or(|sitting| sitting.accepted_at == 0);
            }
            self.take_back(opened, operator, spot.domain);
            self.out.push(Outcome::Turned { spot });
        }
    }

    /// All refusals since the last acceptance, in this session and at this operator.
    pub(super) fn take_back(&mut self, opened: u64, operator: u32, domain: u32) {
        let in_session = self.sittings.get(&opened).map_or(0, |sitting| sitting.accepted_at);
        let Some(facts) = self.operators.get_mut(&operator) else { return };
        facts.drought = 0;
        let (at_operator, dry) = (facts.accepted_at, std::mem::take(&mut facts.dry));
        let mut back = Vec::new();
        for ((session, _), thread) in &mut self.threads {
            if self.sittings.get(session).is_some_and(|sitting| sitting.operator == operator) {
                let since = if *session == opened { in_session } else { at_operator };
                let (late, rest) = std::mem::take(&mut thread.tail).into_iter().partition(|pending| pending.at > since);
                thread.tail = rest;
                back.extend::<Vec<_>>(late);
            }
        }
        let left = self.sittings.get(&opened).map(|sitting| sitting.left.clone()).unwrap_or_default();
        for spot in dry.into_iter().chain(left) {
            back.extend(self.drain_unconfirmed(spot, |_, pending| {
                pending.at > at_operator || pending.opened == opened && pending.at > in_session
            }));
        }
        self.thread(opened, domain, |thread| {
            thread.accepts.iter_mut().for_each(|accept| (accept.denied, accept.by_member) = (None, false));
            thread.absent_undecided = true;
        });
        back.into_iter().for_each(|pending| self.again(pending, Why::TakenBack));
    }

    /// The acceptances of a session that is over.
    pub(super) fn leave_all(&mut self, spot: Spot, accepts: Vec<Pending>, undecided: bool) {
        let undecided = undecided || self.places.get(&spot).is_some_and(|place| place.resting);
        for mut accept in accepts {
            if accept.by_member && !self.accepts_all(spot) {
                // Nobody was accepted after the refusal that it stood out against: the absent control decides.
                (accept.denied, accept.by_member) = (None, false);
                self.wait(spot, accept);
                continue;
            }
            if undecided && accept.denied.is_none() && !self.accepts_all(spot) {
                self.wait(spot, accept);
            } else {
                self.leave(spot, accept);
            }
        }
    }

    /// An acceptance whose session is over. Cut off time after time, it waits for a control that gets through.
    pub(super) fn leave(&mut self, spot: Spot, accept: Pending) {
        if accept.denied.is_some() {
            self.settle_accepted(accept);
        } else if self.accepts_all(spot) {
            self.settle(accept, Cause::AcceptsAll, None);
        } else if self.histories.get(&accept.member).is_some_and(|history| history.taken_back >= MOST_TAKEN_BACK) {
            self.wait(spot, accept);
        } else {
            self.again(accept, Why::Cut);
        }
    }

    /// Asked again, but never for ever: whoever was taken back twice ends without a verdict.
    pub(super) fn again(&mut self, pending: Pending, why: Why) {
        // What a session said once it had turned confirms nothing.
        let cut = why == Why::Cut && pending.heard.kind == Kind::Refused;
        let turned = self.sittings.get(&pending.opened).is_some_and(|sitting| sitting.turned);
        let history = self.histories.entry(pending.member).or_default();
        history.taken_back += 1;
        history.cut = (cut && !turned).then_some(pending.heard.print);
        if history.taken_back <= MOST_TAKEN_BACK {
            self.out.push(Outcome::Again { member: pending.member, why });
        } else {
            self.settle(pending, Cause::Indistinct, None);
        }
    }
}

/// "Nobody is taken back more than twice" (design: contrast).
const MOST_TAKEN_BACK: u8 = 2;

/// Three in a row is a sign (design: contrast).
const DROUGHT: usize = 3;
