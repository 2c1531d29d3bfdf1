//! Contrast: a refusal speaks about a mailbox only if the same server, to the same client, would have accepted
//! somebody else; an acceptance only if it would have refused a stranger.
//!
//! Pure: it is fed answers and ends under opaque numbers and says what is settled, what is asked again and which
//! control a conversation still lacks. It knows no addresses, no clock and no sockets; nothing leaves it while it
//! could still be taken back.
//!
//! - A *place* is one (domain, host, source address): what was learnt there holds there and nowhere else.
//! - A *thread* is one domain within one session, from its first recipient to its closing control.
//! - *Nobody here*: a refusal that is strong, or that carries the fingerprint of the absent control.

mod absent;
mod back;
mod heard;
mod held;
mod operator;
mod past;
mod replica;
mod thread;

pub(crate) use heard::{Heard, Kind};
pub(crate) use operator::Need;
pub(crate) use past::Past;

use super::{Cause, Control, ControlKind, Evidence, Fingerprint};
use back::Sitting;
use held::Held;
use operator::{Accepted, Operator};
use std::collections::{BTreeMap, HashMap, HashSet};
use thread::{Pending, Place, Thread};

/// A recipient of the list, as the caller numbers them.
pub(crate) type Member = u32;

/// Where something was learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub(crate) domain: u32,
    pub(crate) host: u32,
    pub(crate) source: u16,
}

/// Who was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    Member(Member),
    /// The first or second name that cannot exist.
    Absent(u8),
    /// A member that was accepted before, or one the caller vouches for.
    Present(Member),
    Postmaster,
}

/// What comes out.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    Settled {
        member: Member,
        cause: Cause,
        evidence: Box<Evidence>,
    },
    /// To be asked again; the caller says when.
    Again {
        member: Member,
        why: Why,
    },
    /// Every name of the domain is accepted: nobody else there needs asking.
    AcceptsAll {
        domain: u32,
        controls: Vec<Control>,
    },
    /// A member that was accepted is refused now: the operator wants a pause.
    Turned {
        spot: Spot,
    },
    /// A refusal outlives its session: worth remembering.
    Left {
        spot: Spot,
        past: Past,
    },
}

/// Why a recipient is asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The refusal may have been about us: after the operator's pause.
    TakenBack,
    /// The session ended before its closing control: in the next one, directly after an accepted member.
    Cut,
    /// Nobody was accepted after it in its session: at once, among others.
    Alone,
    /// A code known to be intermittent: once more, one confirm-wait later.
    Second,
    /// Its host accepted nobody of the domain: at another one.
    Elsewhere,
}

/// All that is known and not yet settled, over a run.
#[derive(Debug, Default)]
pub(crate) struct Contrast {
    places: HashMap<Spot, Place>,
    threads: BTreeMap<(u64, u32), Thread>,
    operators: HashMap<u32, Operator>,
    /// Fingerprints of refusals that were believed, by host.
    seen: HashMap<u32, HashSet<Fingerprint>>,
    /// What each member that is asked again has been through.
    histories: HashMap<Member, History>,
    sittings: HashMap<u64, Sitting>,
    /// By domain: a mailbox that the caller vouches for.
    vouched: HashMap<u32, Member>,
    /// Numbers the answers, so that "after" can be told across sessions.
    clock: u64,
    held: Held,
    out: Vec<Outcome>,
}

#[derive(Clone, Copy, Debug, Default)]
struct History {
    taken_back: u8,
    /// What it heard just before its session was cut.
    cut: Option<Fingerprint>,
    /// An intermittent refusal was confirmed once.
    second: bool,
}

impl Contrast {
    /// A recipient's answer. `opened` numbers sessions in the order of their opening.
    pub(crate) fn answer(&mut self, opened: u64, operator: u32, spot: Spot, who: Who, heard: Heard) {
        self.clock += 1;
        self.held.hear(opened, spot);
        self.threads.entry((opened, spot.domain)).or_insert_with(|| Thread::new(spot));
        self.places.entry(spot).or_default();
        let facts = self.operators.entry(operator).or_default();
        facts.places.insert(spot);
        let sitting = self.sittings.entry(opened).or_insert_with(|| Sitting::new(operator));
        let just_accepted = sitting.just_accepted.take() == Some(spot.domain);
        match (who, heard.kind) {
            (Who::Postmaster, kind) => {
                if let Some(place) = self.places.get_mut(&spot) {
                    place.postmaster = Some(kind == Kind::Accepted);
                }
            }
            (Who::Absent(name), Kind::Accepted) => self.absent_accepted(spot, name, &heard),
            (Who::Absent(_), Kind::Refused | Kind::Alive) => self.absent_refused(opened, operator, spot, &heard),
            (Who::Absent(_), Kind::Deferred | Kind::AboutUs) => {
                self.absent_undecided(opened, spot);
                if let Some(place) = self.places.get_mut(&spot) {
                    place.soft = Some((heard.print, heard.code));
                }
            }
            (Who::Member(member), Kind::Accepted) if !heard.vouches => {
                let at = self.clock;
                self.thread(opened, spot.domain, |t| t.accepts.push(Pending::new(member, opened, at, heard)));
            }
            (Who::Member(member) | Who::Present(member), Kind::Accepted) => {
                self.accepted(opened, operator, spot, member, heard, matches!(who, Who::Member(_)));
            }
            (Who::Member(member), Kind::Refused) => self.refused(opened, operator, spot, member, heard, just_accepted),
            (Who::Member(member), Kind::Alive) => self.alive(opened, spot, member, heard),
            (Who::Present(_), Kind::Refused) if heard.intermittent && self.doubt(opened, spot) => {}
            (Who::Present(_), Kind::Refused | Kind::Alive) => self.turned(opened, operator, spot),
            (Who::Present(_), Kind::Deferred) => self.thread(opened, spot.domain, |t| t.present_asked = true),
            (Who::Member(_) | Who::Present(_), Kind::AboutUs) => self.take_back(opened, operator, spot.domain),
            (Who::Member(_), Kind::Deferred) => {}
        }
        self.held.current = None;
    }

    /// The control that this domain still lacks in this session, if any; `None` once it may be left.
    pub(crate) fn lacks(&self, opened: u64, domain: u32) -> Option<Who> {
        let thread = self.threads.get(&(opened, domain))?;
        let place = self.places.get(&thread.spot)?;
        thread.lacks(place, self.vouched.get(&domain).copied())
    }

    /// The control that must be asked before any further member: a second absent name, the first absent name of
    /// a place that accepted somebody, or a present one where three strange refusals came in a row.
    pub(crate) fn urgent(&self, opened: u64, domain: u32) -> Option<Who> {
        let thread = self.threads.get(&(opened, domain))?;
        let place = self.places.get(&thread.spot)?;
        thread.urgent(place)
    }

    /// Whether the last answer of this session was an acceptance in this domain: a member that was cut off may be asked now.
    pub(crate) fn just_accepted(&self, opened: u64, domain: u32) -> bool {
        self.sittings.get(&opened).is_some_and(|sitting| sitting.just_accepted == Some(domain))
    }

    /// A member accepted at this spot, to be asked as the present control.
    pub(crate) fn present(&self, spot: Spot) -> Option<Member> {
        self.places.get(&spot)?.accepted
    }

    /// Whether the next member that this session accepts at the spot becomes its present control.
    pub(crate) fn wants_voucher(&self, opened: u64, spot: Spot) -> bool {
        self.present(spot).is_none() || self.threads.get(&(opened, spot.domain)).is_none_or(|thread| !thread.vouched)
    }

    /// A mailbox that the caller vouches for, by its number: a present control that may be refused.
    pub(crate) fn vouch(&mut self, domain: u32, voucher: Member) {
        self.vouched.insert(domain, voucher);
    }

    /// What was vouched for in one domain holds in the other.
    pub(crate) fn vouch_alike(&mut self, domain: u32, twin: u32) {
        if let Some(voucher) = self.vouched.get(&domain).copied() {
            self.vouched.insert(twin, voucher);
        }
    }

    /// The absent control, where it is deferred in the same words beside somebody who was accepted.
    pub(crate) fn deferred_alike(&self, spot: Spot, heard: &Heard) -> Option<Control> {
        let place = self.places.get(&spot).filter(|place| place.accepted.is_some())?;
        let (_, code) = place.soft.filter(|(print, _)| *print == heard.print)?;
        Some(Control::new(ControlKind::Absent, code))
    }

    /// The session leaves the domain in peace.
    pub(crate) fn close(&mut self, opened: u64, domain: u32) {
        let Some(thread) = self.threads.remove(&(opened, domain)) else { return };
        let spot = thread.spot;
        self.held.current = Some(opened);
        self.leave_all(spot, thread.accepts, thread.absent_undecided);
        self.unconfirmed(opened, spot, thread.tail);
        self.held.current = None;
    }

    /// What came out since the last call.
    pub(crate) fn drain(&mut self) -> Vec<Outcome> {
        std::mem::take(&mut self.out)
    }

    fn accepted(&mut self, opened: u64, operator: u32, spot: Spot, member: Member, heard: Heard, first: bool) {
        let control = Control::new(ControlKind::Present, heard.code);
        let operator = self.operators.entry(operator).or_default();
        // The first member that a session accepts vouches for the spot from then on: no mailbox is asked again for ever.
        let fresh = first && self.threads.get(&(opened, spot.domain)).is_none_or(|thread| !thread.vouched);
        let place = self.places.entry(spot).or_default();
        let voucher = *place.accepted.get_or_insert(member);
        let voucher = if fresh { *place.accepted.insert(member) } else { voucher };
        operator.accept(Accepted { opened, at: self.clock, spot, member: voucher });
        if let Some(sitting) = self.sittings.get_mut(&opened) {
            sitting.accept(self.clock, spot.domain);
        }
        let (mut settled, mut confirmed) = (Vec::new(), Vec::new());
        let Some(thread) = self.threads.get_mut(&(opened, spot.domain)) else { return };
        thread.any_accepted = true;
        thread.vouched |= first;
        thread.present_asked = false;
        thread.strange = 0;
        let (denied, open): (Vec<_>, Vec<_>) = thread.accepts.drain(..).partition(|accept| accept.denied.is_some());
        thread.accepts = open;
        settled.extend(denied);
        confirmed.append(&mut thread.tail);
        if first {
            thread.accepts.push(Pending::new(member, opened, self.clock, heard));
        }
        let mut earlier = Vec::new();
        if let Some(place) = self.places.get_mut(&spot) {
            place.doubted = false;
            earlier.append(&mut place.unconfirmed);
            if let Some(print) = place.print() {
                operator.attest(print, spot.domain);
            }
        }
        settled.into_iter().for_each(|accept| self.settle_accepted(accept));
        for pending in confirmed.into_iter().chain(earlier) {
            if self.stands(&pending) {
                self.confirm(spot, pending, control.clone());
            } else {
                self.again(pending, Why::Alone);
            }
        }
    }

    fn refused(&mut self, opened: u64, operator: u32, spot: Spot, member: Member, heard: Heard, directly_after: bool) {
        self.operators.entry(operator).or_default().refused += 1;
        let known = self.seen.get(&spot.host).is_some_and(|seen| seen.contains(&heard.print));
        let print = self.places.get(&spot).and_then(Place::print);
        let cut_before = self.histories.get(&member).and_then(|history| history.cut);
        let nobody = heard.strong || print == Some(heard.print);
        let Some(thread) = self.threads.get_mut(&(opened, spot.domain)) else { return };
        if nobody {
            thread.deny(&Control::new(ControlKind::Absent, heard.code), true);
        }
        let mut pending = Pending::new(member, opened, self.clock, heard);
        if let Some(sitting) = self.sittings.get_mut(&opened) {
            (pending.first, pending.led) = (sitting.refuse(), sitting.accepted_at > 0);
        }
        if directly_after && cut_before == Some(pending.heard.print) {
            let control = Control::new(ControlKind::Present, 250);
            return self.confirm(spot, pending, control);
        }
        thread.strange = if known { 0 } else { thread.strange + 1 };
        thread.tail.push(pending);
    }

    /// Full, suspended or restricted: alive, unless the absent control hears the same.
    fn alive(&mut self, opened: u64, spot: Spot, member: Member, heard: Heard) {
        let same = self.places.get(&spot).and_then(Place::print) == Some(heard.print);
        let cause = if same { Cause::Indistinct } else { heard.cause };
        self.settle(Pending::new(member, opened, self.clock, heard), cause, None);
    }

    /// A refusal that a later acceptance vouches for.
    fn confirm(&mut self, spot: Spot, pending: Pending, control: Control) {
        let Some(place) = self.places.get_mut(&spot) else { return };
        let same = place.print().map(|print| print == pending.heard.print);
        let cause = match (pending.heard.strong, pending.heard.cause, same) {
            // What a name that cannot exist hears as well is this server's word for nobody here.
            (true, Cause::MailboxDisabled, Some(true)) => Cause::NoMailbox,
            (true, Cause::MailboxDisabled, None) | (false, _, None) if place.may_still_print() => {
                place.awaiting.push((pending, control));
                return;
            }
            (true, Cause::MailboxDisabled, None) => Cause::MailboxSuspended,
            (true, cause, _) => cause,
            (false, _, Some(true)) => Cause::NoMailbox,
            (false, cause, _) => weak(cause),
        };
        self.believe(spot.host, pending, cause, control);
    }

    /// Settles a refusal, unless its code is known to be intermittent and it was asked only once.
    fn believe(&mut self, host: u32, pending: Pending, cause: Cause, control: Control) {
        let history = self.histories.entry(pending.member).or_default();
        if cause == Cause::NoMailbox && pending.heard.intermittent && !history.second {
            history.second = true;
            self.let_out(pending.opened, Outcome::Again { member: pending.member, why: Why::Second });
            return;
        }
        self.seen.entry(host).or_default().insert(pending.heard.print);
        self.settle(pending, cause, Some(control));
    }

    /// Whether a second stranger was accepted too: nobody else needs asking.
    pub(crate) fn accepts_all(&self, spot: Spot) -> bool {
        self.places.get(&spot).is_some_and(|place| matches!(place.absent, thread::Absent::AcceptsAll))
    }

    fn settle_accepted(&mut self, mut accept: Pending) {
        let control = accept.denied.take();
        self.settle(accept, Cause::Accepted, control);
    }

    fn settle(&mut self, pending: Pending, cause: Cause, control: Option<Control>) {
        self.histories.remove(&pending.member);
        let mut evidence = pending.heard.evidence;
        evidence.controls.extend(control);
        self.let_out(pending.opened, Outcome::Settled { member: pending.member, cause, evidence });
    }

    fn wait(&mut self, spot: Spot, accept: Pending) {
        if let Some(place) = self.places.get_mut(&spot) {
            place.waiting.push(accept);
        }
    }

    fn thread(&mut self, opened: u64, domain: u32, change: impl FnOnce(&mut Thread)) {
        if let Some(thread) = self.threads.get_mut(&(opened, domain)) {
            change(thread);
        }
    }
}

/// What a weak refusal is called when no contrast carries it: the cause about us that its words name, or nothing.
fn weak(cause: Cause) -> Cause {
    match cause {
        Cause::PolicyRejected | Cause::RelayDenied | Cause::ServerTrouble | Cause::ProtocolError => cause,
        _ => Cause::Indistinct,
    }
}
