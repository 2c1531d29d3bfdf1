//! What is heard in a reply: each row where it was found, how near it is to another, and whose it is.

use super::phrases::{Hit, Say};

/// One row where it was found, and in which sentence.
#[derive(Clone, Copy)]
pub(super) struct Heard {
    pub(super) hit: Hit,
    pub(super) sentence: usize,
}

impl Heard {
    /// Bytes between two; `None` across the end of a sentence.
    pub(super) fn gap(&self, other: &Self) -> Option<usize> {
        let (first, second) =
            if self.hit.start <= other.hit.start { (self.hit, other.hit) } else { (other.hit, self.hit) };
        (self.sentence == other.sentence).then(|| second.start.saturating_sub(first.end))
    }

    pub(super) fn is_near(&self, other: &Self) -> bool {
        self.gap(other).is_some_and(|gap| gap <= REACH)
    }

    fn is_within(&self, other: &Self) -> bool {
        other.hit.start <= self.hit.start
            && self.hit.end <= other.hit.end
            && other.hit.end - other.hit.start > self.hit.end - self.hit.start
            && swallows(other.hit.say, self.hit.say)
    }

    /// Whether this address or user is the sender's or the client's: "sender address", "IP address".
    pub(super) fn is_held(&self, hits: &[Self]) -> bool {
        matches!(self.hit.say, Say::Who | Say::Addr | Say::Domain) && !self.is_mask() && self.is_ours(hits)
    }

    /// Whether the sender or the client stands beside it.
    pub(super) fn is_ours(&self, hits: &[Self]) -> bool {
        hits.iter().any(|h| h.is_named() && h.gap(self).is_some_and(|gap| gap <= HOLD) && !h.is_aside(self, hits))
    }

    /// A client that is only named behind what is said, by its address and last: "user unknown (client 192.0.2.7)"
    /// tells who asked, not who is unknown.
    fn is_aside(&self, said: &Self, hits: &[Self]) -> bool {
        let address = hits.iter().find(|h| {
            h.is_mask()
                && h.hit.say != Say::Addr
                && h.hit.start + 1 >= self.hit.end
                && h.gap(self).is_some_and(|g| g <= HOLD)
        });
        let is_last = |address: &Self| !hits.iter().any(|h| h.hit.start >= address.hit.end && h.gap(address).is_some());
        self.hit.say == Say::Us && said.hit.start < self.hit.start && address.is_some_and(is_last)
    }

    /// How far a subject is from what is said: the sender and the client, where they are named, are nearer than they
    /// stand. "Sender account not found (account anna)" must not cost Anna her subscription.
    pub(super) fn distance(&self, predicate: &Self, hits: &[Self]) -> (bool, usize, bool, Say) {
        let gap = self.gap(predicate).unwrap_or(usize::MAX);
        let ours = self.is_named();
        let behind = self.hit.start > predicate.hit.start;
        let gap = match self.hit.row {
            // "User is unknown {mx.example.org}": the host that says so.
            "@host" if behind => gap.saturating_add(LEAD),
            // "I don't know that user (client 192.0.2.7)", but not "unknown client 192.0.2.7".
            _ if ours && gap > 1 && self.is_aside(predicate, hits) => gap.saturating_add(LEAD),
            _ if ours => gap.saturating_sub(LEAD),
            _ => gap,
        };
        (!self.is_blocked(predicate), gap, !ours, self.hit.say)
    }

    /// Sender or client, in words.
    pub(super) fn is_named(&self) -> bool {
        matches!(self.hit.say, Say::From | Say::Us) && !self.is_mask()
    }

    /// "Your IP … to this user is blocked": of a client and a user, it is the client that is, however far it stands.
    fn is_blocked(&self, predicate: &Self) -> bool {
        matches!(predicate.hit.say, Say::Held | Say::Ban | Say::Refuse) && self.hit.say == Say::Us
    }

    /// Whom we write to, as no sender is called.
    fn is_recipient(&self) -> bool {
        RECIPIENTS.iter().any(|stem| self.hit.row.starts_with(stem))
    }

    /// Whether it stands for an address or a host of the reply.
    pub(super) fn is_mask(&self) -> bool {
        self.hit.row.starts_with('@')
    }
}

/// "Your e-mail account was not found": whose account is yours is the sender.
pub(super) fn take_ours(hits: &mut [Heard]) {
    for at in 0..hits.len() {
        let Some(your) = hits.get(at).copied().filter(|your| your.hit.say == Say::Your) else { continue };
        let ours = |h: &&mut Heard| {
            let after = h.hit.start.saturating_add(1).checked_sub(your.hit.end);
            h.hit.say == Say::Who && after.is_some_and(|gap| gap <= HOLD) && !h.is_recipient()
        };
        for heard in hits.iter_mut().filter(ours) {
            heard.hit.say = Say::From;
        }
    }
}

/// "temporarily rejected" has said what "rejected" would: the longer row speaks, the shorter within is silent.
pub(super) fn drop_contained(hits: &mut Vec<Heard>) {
    // One bit for each; and the first that ends where this one does: rows are found in the order of their ends, so
    // none before it can hold this one.
    let (mut dropped, mut first) = (0u64, 0);
    for (at, heard) in hits.iter().enumerate() {
        if hits.get(first).is_some_and(|other| other.hit.end < heard.hit.end) {
            first = at;
        }
        if hits.iter().skip(first).any(|other| heard.is_within(other)) {
            dropped |= 1 << at;
        }
    }
    if dropped != 0 {
        hits.retain(|_| {
            let keep = dropped & 1 == 0;
            dropped >>= 1;
            keep
        });
    }
}

/// Whether a row of this kind silences a shorter one within it. Those that say little do not, and "no user" leaves
/// its "user".
fn swallows(outer: Say, inner: Say) -> bool {
    if outer == Say::Theirs {
        return matches!(inner, Say::Doubt | Say::Your);
    }
    let says_little = matches!(outer, Say::Unsure | Say::Later | Say::Temp | Say::Trouble);
    let holds_subject = outer.is_predicate() && outer != Say::Refuse && inner.is_subject();
    let of_sender = matches!((outer, inner), (Say::From, Say::Sender) | (Say::Sender, Say::From));
    !(says_little || holds_subject || of_sender)
}

/// Counts the sentences before a place; places come in rising order.
pub(super) struct Sentences<'a> {
    rest: &'a [u8],
    read: usize,
    count: usize,
}

impl<'a> Sentences<'a> {
    pub(super) fn of(words: &'a str) -> Self {
        Self { rest: words.as_bytes(), read: 0, count: 0 }
    }

    pub(super) fn at(&mut self, place: usize) -> usize {
        if let Some((head, rest)) = self.rest.split_at_checked(place.saturating_sub(self.read)) {
            self.count += head.iter().filter(|&&b| b == b'.').count();
            self.read += head.len();
            self.rest = rest;
        }
        self.count
    }
}

/// Bytes between a subject and what is said of it: eight Latin words, twenty Han characters.
const REACH: usize = 64;
/// Bytes between "sender" and its "address", which is then no recipient's: `adresse de l'expéditeur`.
const HOLD: usize = 8;
/// Bytes by which the sender and the client are nearer than they stand: "originator of this message is unknown".
pub(super) const LEAD: usize = 24;

/// Stems of rows that can only be the other end: "cannot find your recipient" is about theirs.
const RECIPIENTS: &[&str] = &[
    "recipient",
    "addressee",
    "receiver",
    "rcpt",
    "destin",
    "empfänger",
    "adressat",
    "ontvanger",
    "geadresseerde",
    "odbiorc",
    "adresat",
    "получател",
    "адресат",
    "отримувач",
    "одержувач",
];
