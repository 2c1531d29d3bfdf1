//! What is open at one spot, and in one session.

use super::{Control, Fingerprint, Heard, Member, Spot, Who};
use crate::verdict::Cause;

/// A recipient whose answer is not settled.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub(super) member: Member,
    /// The session it was heard in.
    pub(super) opened: u64,
    /// The number of its answer.
    pub(super) at: u64,
    pub(super) heard: Heard,
    /// For an acceptance: the later "nobody here" of its session.
    pub(super) denied: Option<Control>,
    /// It was a member's refusal that denied it, which may yet be taken back.
    pub(super) by_member: bool,
    /// Nobody was refused before it in its session.
    pub(super) first: bool,
    /// Somebody was accepted before it in its session.
    pub(super) led: bool,
}

impl Pending {
    pub(super) fn new(member: Member, opened: u64, at: u64, heard: Heard) -> Self {
        Self { member, opened, at, heard, denied: None, by_member: false, first: false, led: false }
    }
}

/// What is known at one spot over all sessions.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub(super) absent: Absent,
    /// How the absent control was deferred last.
    pub(super) soft: Option<(Fingerprint, u16)>,
    /// How often the absent control stayed undecided.
    pub(super) undecided: u8,
    /// It got no answer and waits to be asked again: until then, sessions leave it in peace.
    pub(super) resting: bool,
    pub(super) accepted: Option<Member>,
    pub(super) postmaster: Option<bool>,
    /// The present control was refused in a code known to be intermittent.
    pub(super) doubted: bool,
    /// Acceptances whose session ended with the control undecided.
    pub(super) waiting: Vec<Pending>,
    /// Refusals that an acceptance followed, and whose meaning hangs on the absent control's words.
    pub(super) awaiting: Vec<(Pending, Control)>,
    /// Refusals that no acceptance followed.
    pub(super) unconfirmed: Vec<Pending>,
}

/// The state of the absent control.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Absent {
    #[default]
    Unknown,
    Refused(Fingerprint),
    AcceptedOnce,
    AcceptsAll,
}

impl Place {
    /// The absent control's fingerprint.
    pub(super) fn print(&self) -> Option<Fingerprint> {
        match self.absent {
            Absent::Refused(print) => Some(print),
            _ => None,
        }
    }

    /// Whether the absent control may still be refused one day.
    pub(super) fn may_still_print(&self) -> bool {
        matches!(self.absent, Absent::Unknown | Absent::AcceptedOnce)
    }
}

/// One domain within one session.
#[derive(Debug)]
pub(super) struct Thread {
    pub(super) spot: Spot,
    /// Members accepted here and not yet settled, oldest first.
    pub(super) accepts: Vec<Pending>,
    /// Members refused since the last acceptance.
    pub(super) tail: Vec<Pending>,
    pub(super) any_accepted: bool,
    /// A member was accepted, who vouches for the spot now.
    pub(super) vouched: bool,
    pub(super) absent_undecided: bool,
    /// A present control was asked since the last acceptance, in vain.
    pub(super) present_asked: bool,
    /// Refusals in a row whose fingerprint this host never showed before.
    pub(super) strange: u8,
}

impl Thread {
    pub(super) fn new(spot: Spot) -> Self {
        Self {
            spot,
            accepts: Vec::new(),
            tail: Vec::new(),
            any_accepted: false,
            vouched: false,
            absent_undecided: false,
            present_asked: false,
            strange: 0,
        }
    }

    /// A "nobody here" came: every acceptance before it stands out against it. What the absent control denied,
    /// no later closing control can take back.
    pub(super) fn deny(&mut self, control: &Control, by_member: bool) {
        for accept in &mut self.accepts {
            if accept.denied.is_none() || accept.by_member && !by_member {
                accept.denied = Some(control.clone());
                accept.by_member = by_member;
            }
        }
    }

    pub(super) fn lacks(&self, place: &Place, vouched: Option<Member>) -> Option<Who> {
        if let Some(urgent) = self.urgent(place) {
            return Some(urgent);
        }
        // After a refusal a present control, after an acceptance the absent one.
        if let Some(member) = place.accepted.or(vouched).filter(|_| !self.tail.is_empty() && !self.present_asked) {
            return Some(Who::Present(member));
        }
        let undenied = self.undenied() > 0;
        let askable = !self.absent_undecided && !place.resting && !matches!(place.absent, Absent::AcceptsAll);
        (undenied && askable).then_some(Who::Absent(0))
    }

    pub(super) fn urgent(&self, place: &Place) -> Option<Who> {
        match place.absent {
            Absent::AcceptsAll => return None,
            _ if self.absent_undecided || place.resting => {}
            Absent::AcceptedOnce => return Some(Who::Absent(1)),
            Absent::Unknown if self.wants_print(place) => return Some(Who::Absent(0)),
            Absent::Refused(_) if self.undenied() >= RUN => return Some(Who::Absent(0)),
            _ => {}
        }
        let member = place.accepted?;
        (self.strange >= STRANGE && !self.tail.is_empty() && !self.present_asked).then_some(Who::Present(member))
    }

    fn undenied(&self) -> usize {
        let open = |accept: &&Pending| accept.denied.is_none() || accept.by_member && self.present_asked;
        self.accepts.iter().filter(open).count()
    }

    /// Whether the absent control's words are needed: somebody was accepted, or refused in words that say little.
    fn wants_print(&self, place: &Place) -> bool {
        let unclear = |pending: &Pending| !pending.heard.strong || pending.heard.cause == Cause::MailboxDisabled;
        !self.accepts.is_empty() || self.tail.iter().any(unclear) || !place.awaiting.is_empty()
    }
}

/// Three in a row with a new fingerprint (design: contrast).
const STRANGE: u8 = 3;
/// So many acceptances in a row, and a server that has begun to accept everybody would go unseen.
const RUN: usize = 32;
