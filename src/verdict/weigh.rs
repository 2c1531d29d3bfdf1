//! From the rows found in a reply to one cause: who is spoken of, what is said of them, and what outweighs what.

use super::Cause;
use super::codes::Spoken;
use super::phrases::{self, Hit, Say};
use super::strange::{STRANGERS, strangers};

/// What folded words say; `None` where no row speaks. `hits` is emptied and used.
pub(super) fn weigh(words: &str, hits: &mut Vec<Heard>) -> Option<Spoken> {
    hits.clear();
    let mut sentences = Sentences::of(words);
    phrases::scan(words, |hit| {
        if hits.len() < HITS_LIMIT {
            hits.push(Heard { sentence: sentences.at(hit.end), hit });
        }
    });
    // More than is weighed: who knows whether we are in the rest.
    let cut = hits.len() == HITS_LIMIT;
    take_ours(hits);
    drop_contained(hits);
    let named = |mask: &str| hits.iter().any(|h| h.hit.row == mask);
    let (us, our_sender, them) = (cut || named("@us"), named("@oursender"), named("@them"));
    let mut found = Found { said: [None; Say::COUNT], us, our_sender, them, strange: false, words };
    found.pair(hits);
    found.cause()
}

/// A reply of 64 kB of refusals says no more than its first few; and as many bits tell which of them are subjects.
const HITS_LIMIT: usize = u64::BITS as usize;
/// Bytes between a subject and what is said of it: eight Latin words, twenty Han characters.
const REACH: usize = 64;
/// Bytes between "sender" and its "address", which is then no recipient's: `adresse de l'expéditeur`.
const HOLD: usize = 8;
/// Bytes by which the sender and the client are nearer than they stand: "originator of this message is unknown".
const LEAD: usize = 24;

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

/// Counts the sentences before a place; places come in rising order.
struct Sentences<'a> {
    rest: &'a [u8],
    read: usize,
    count: usize,
}

impl<'a> Sentences<'a> {
    fn of(words: &'a str) -> Self {
        Self { rest: words.as_bytes(), read: 0, count: 0 }
    }

    fn at(&mut self, place: usize) -> usize {
        if let Some((head, rest)) = self.rest.split_at_checked(place.saturating_sub(self.read)) {
            self.count += head.iter().filter(|&&b| b == b'.').count();
            self.read += head.len();
            self.rest = rest;
        }
        self.count
    }
}

/// One row where it was found, and in which sentence.
#[derive(Clone, Copy)]
pub(super) struct Heard {
    pub(super) hit: Hit,
    pub(super) sentence: usize,
}

impl Heard {
    /// Bytes between two; `None` across the end of a sentence.
    fn gap(&self, other: &Self) -> Option<usize> {
        let (first, second) =
            if self.hit.start <= other.hit.start { (self.hit, other.hit) } else { (other.hit, self.hit) };
        (self.sentence == other.sentence).then(|| second.start.saturating_sub(first.end))
    }

    fn is_near(&self, other: &Self) -> bool {
        self.gap(other).is_some_and(|gap| gap <= REACH)
    }

    fn is_within(&self, other: &Self) -> bool {
        other.hit.start <= self.hit.start
            && self.hit.end <= other.hit.end
            && other.hit.end - other.hit.start > self.hit.end - self.hit.start
            && swallows(other.hit.say, self.hit.say)
    }

    /// Whether this address or user is the sender's or the client's: "sender address", "IP address".
    fn is_held(&self, hits: &[Self]) -> bool {
        matches!(self.hit.say, Say::Who | Say::Addr | Say::Domain) && !self.is_mask() && self.is_ours(hits)
    }

    /// Whether the sender or the client stands beside it.
    fn is_ours(&self, hits: &[Self]) -> bool {
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
    fn distance(&self, predicate: &Self, hits: &[Self]) -> (bool, usize, bool, Say) {
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
    fn is_named(&self) -> bool {
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
    fn is_mask(&self) -> bool {
        self.hit.row.starts_with('@')
    }
}

/// "Your e-mail account was not found": whose account is yours is the sender.
fn take_ours(hits: &mut [Heard]) {
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
fn drop_contained(hits: &mut Vec<Heard>) {
    let mut kept = 0;
    for i in 0..hits.len() {
        let Some(&hit) = hits.get(i) else { break };
        // Those already dropped were within a longer one, which is still to be seen.
        let contained = hits.iter().any(|other| hit.is_within(other));
        if !contained {
            hits.swap(kept, i);
            kept += 1;
        }
    }
    hits.truncate(kept);
}

struct Found<'a> {
    said: [Option<&'static str>; Say::COUNT],
    /// Whether our IP address or HELO name is in the reply, or may be.
    us: bool,
    /// Whether our MAIL FROM is.
    our_sender: bool,
    /// Whether the recipient's whole address is.
    them: bool,
    /// Whether a sentence that says "gone" or "closed" has a word that is in no row.
    strange: bool,
    words: &'a str,
}

impl Found<'_> {
    /// Joins each predicate to its nearest subject in the sentence, and keeps what rows say alone.
    fn pair(&mut self, hits: &[Heard]) {
        // Which hits are subjects of their own: one bit each.
        let mut free = 0u64;
        for (at, heard) in hits.iter().enumerate() {
            let Hit { say, row, .. } = heard.hit;
            if say == Say::Or {
                self.either(heard, hits);
            } else if matches!(say, Say::NoMailbox | Say::Disabled) && heard.is_ours(hits) {
                // "Sending user unknown": nobody we ask for.
                self.say(Say::Sender, row);
            } else if heard.is_named() || !say.is_subject() && !say.is_predicate() {
                self.say_of(say, heard, hits);
            }
            if say.is_subject() && !heard.is_held(hits) {
                free |= 1 << at;
            }
        }
        for predicate in hits.iter().filter(|h| h.hit.say.is_predicate()) {
            let nearest = hits
                .iter()
                .enumerate()
                .filter(|&(at, s)| free >> at & 1 == 1 && suits(&s.hit, predicate.hit.say) && s.is_near(predicate))
                .min_by_key(|(_, s)| s.distance(predicate, hits));
            match nearest.map(|(_, subject)| subject) {
                // "There is no space": what is not there is no mailbox.
                Some(subject) if is_of_space(predicate, subject, hits) => {}
                Some(subject) => {
                    if let Some(say) = of_subject(subject, predicate, hits) {
                        self.say_of(say, predicate, hits);
                    }
                }
                // "Blocked", and not a word about whom.
                None if predicate.hit.say == Say::Ban => self.say(Say::Ban, predicate.hit.row),
                None => {}
            }
        }
    }

    /// "User unknown or not allowed to receive": one of them is alive, and nobody knows which it is.
    fn either(&mut self, or: &Heard, hits: &[Heard]) {
        let beside = |h: &&Heard| h.gap(or).is_some_and(|gap| gap <= LEAD);
        let any = |is: fn(Say) -> bool, first: bool| {
            hits.iter().filter(beside).any(|h| is(h.hit.say) && (h.hit.start < or.hit.start) == first)
        };
        if any(is_gone, true) && any(is_alive, false) || any(is_alive, true) && any(is_gone, false) {
            self.say(Say::Or, or.hit.row);
        }
    }

    /// What is said in one sentence with words that may be about us is not what it seems: nobody is gone, nothing is
    /// closed for good. "Your account was not found", in whatever words of "your".
    fn say_of(&mut self, say: Say, heard: &Heard, hits: &[Heard]) {
        let doubtful = match say {
            Say::NoMailbox => Say::Or,
            Say::Disabled => Say::Suspended,
            _ => return self.say(say, heard.hit.row),
        };
        let strangers = strangers(self.words, heard, hits);
        self.strange |= strangers > 0;
        let doubt = hits.iter().find(|h| h.hit.say == Say::Doubt && h.sentence == heard.sentence);
        match doubt.map(|h| h.hit.row).or_else(|| (strangers >= STRANGERS).then_some("strange words")) {
            Some(row) => self.say(doubtful, row),
            None => self.say(say, heard.hit.row),
        }
    }

    fn say(&mut self, say: Say, row: &'static str) {
        if let Some(slot) = self.said.get_mut(say as usize) {
            slot.get_or_insert(row);
        }
    }

    fn row(&self, say: Say) -> Option<&'static str> {
        self.said.get(say as usize).copied().flatten()
    }

    fn cause(&self) -> Option<Spoken> {
        // "Too many messages judged to be spam: blocked" is a block, and slowing down would not lift it.
        let all = (self.row(Say::Grey), self.row(Say::Rate), self.row(Say::Blocked), self.row(Say::Policy));
        // But "temporarily rate limited" says which it is.
        if let (None, Some(_), Some(row), Some(_)) = all
            && (self.row(Say::Sender).is_some() || !self.words.contains(" rate limited "))
        {
            return Some(Spoken::weak(Cause::SenderBlocked, row));
        }
        let about_us = US_FIRST.iter().find_map(|&(say, cause)| {
            Some(Spoken { cause, strong: say == Say::Utf8, rule: self.row(say)?, said: Some(say) })
        });
        about_us.or_else(|| self.mailbox()).or_else(|| self.little())
    }

    /// What little is said where nothing is said of us or of a mailbox.
    fn little(&self) -> Option<Spoken> {
        let named = [Say::From, Say::Us, Say::Doubt].iter().find_map(|&say| self.row(say));
        let (say, cause, row) = LAST
            .iter()
            .find_map(|&(say, cause)| Some((say, cause, self.row(say)?)))
            .or_else(|| Some((Say::Unsure, Cause::Indistinct, named?)))?;
        // Words that name us take the code's word for nothing about a mailbox.
        let said = if cause == Cause::Indistinct && named.is_some() { Say::From } else { say };
        Some(Spoken { said: Some(said), ..Spoken::weak(cause, row) })
    }

    /// What is about a mailbox, where nothing is about us.
    fn mailbox(&self) -> Option<Spoken> {
        let (full, gone) = (self.row(Say::Full), self.row(Say::NoMailbox));
        let (off, held) = (self.row(Say::Disabled), self.row(Say::Suspended));
        let doubt = self.strange
            || self.us
            || self.our_sender
            || [Say::Trouble, Say::From, Say::Us].iter().any(|&say| self.row(say).is_some());
        let called_out = || {
            self.row(Say::Callout).is_some() && (self.row(Say::From).is_some() || self.our_sender || self.us)
                || self.words.contains(" verification failed for @addr ")
        };
        match (full, off, held, gone) {
            // "Unknown or full": only a full mailbox is alive, and nobody knows which it is.
            (Some(row), _, _, Some(_)) => Some(Spoken::weak(Cause::Indistinct, row)),
            (Some(row), ..) => Some(Spoken::weak(Cause::MailboxFull, row)),
            (_, Some(row), _, _) if self.row(Say::Temp).is_some() => Some(Spoken::weak(Cause::MailboxSuspended, row)),
            (_, Some(row), ..) if self.strange => Some(Spoken::weak(Cause::MailboxSuspended, row)),
            (_, Some(row), ..) => Some(Spoken { cause: Cause::MailboxDisabled, strong: !doubt, rule: row, said: None }),
            (_, _, Some(_), Some(row)) => Some(Spoken::weak(Cause::NoMailbox, row)),
            (_, _, Some(row), _) => Some(Spoken::weak(Cause::MailboxSuspended, row)),
            // A server that verifies senders says "unknown user" of ours.
            (.., Some(row)) if called_out() || self.our_sender && !self.them => {
                Some(Spoken::weak(Cause::SenderRejected, row))
            }
            (.., Some(row)) => {
                let said = self.strange.then_some(Say::Doubt);
                Some(Spoken { cause: Cause::NoMailbox, strong: !doubt, rule: row, said })
            }
            _ => None,
        }
    }
}

/// What outweighs every word about a mailbox, strongest first.
const US_FIRST: &[(Say, Cause)] = &[
    (Say::Grey, Cause::Greylisted),
    (Say::Restricted, Cause::RecipientRestricted),
    (Say::Batch, Cause::RateLimited),
    (Say::Rate, Cause::RateLimited),
    (Say::Blocked, Cause::SenderBlocked),
    (Say::Sender, Cause::SenderRejected),
    (Say::Tls, Cause::TlsRequired),
    (Say::Denied, Cause::RelayDenied),
    (Say::Auth, Cause::AuthRequired),
    (Say::Relay, Cause::RelayDenied),
    (Say::Policy, Cause::PolicyRejected),
    (Say::Utf8, Cause::Smtputf8Unsupported),
    (Say::Either, Cause::Indistinct),
    (Say::Or, Cause::Indistinct),
    (Say::Protocol, Cause::ProtocolError),
    (Say::NoDomain, Cause::RelayDenied),
];

/// What is heard only where nothing is said of a mailbox.
const LAST: &[(Say, Cause)] = &[
    (Say::Trouble, Cause::ServerTrouble),
    (Say::Unsure, Cause::Indistinct),
    (Say::NoRoute, Cause::RelayDenied),
    (Say::Later, Cause::Greylisted),
    (Say::Ban, Cause::PolicyRejected),
];

const fn is_gone(say: Say) -> bool {
    matches!(say, Say::Gone | Say::NoMailbox)
}

/// What is said of mailboxes that are there.
const fn is_alive(say: Say) -> bool {
    matches!(say, Say::Brim | Say::Full | Say::Ban | Say::Refuse | Say::Restricted)
}

/// Whether the predicate can be meant for the subject: addresses are not full, and domains are not blocked here.
fn suits(subject: &Hit, predicate: Say) -> bool {
    match predicate {
        Say::Held | Say::Brim => !matches!(subject.say, Say::Addr | Say::Domain),
        Say::Ban => subject.say != Say::Domain,
        Say::Refuse => subject.say != Say::Addr && !subject.row.starts_with("@host"),
        Say::Off | Say::Bad => subject.row != "@host",
        _ => true,
    }
}

/// What a predicate says of a subject.
fn together(subject: Say, predicate: Say) -> Option<Say> {
    Some(match (subject, predicate) {
        (Say::From, _) => Say::Sender,
        (Say::Us, Say::Brim) => return None,
        (Say::Us, _) => Say::Blocked,
        (Say::Who | Say::Addr, Say::Gone) | (Say::Who, Say::Bad) => Say::NoMailbox,
        (Say::Who | Say::Addr, Say::Off) => Say::Disabled,
        (Say::Who, Say::Held) => Say::Suspended,
        (Say::Who, Say::Brim) => Say::Full,
        (Say::Who, Say::Refuse) => Say::Restricted,
        (Say::Domain, Say::Gone | Say::Bad | Say::Off) => Say::NoDomain,
        (Say::Domain, Say::Refuse) => Say::Relay,
        _ => return None,
    })
}

/// What a predicate says, beside the rest of its sentence.
fn of_subject(subject: &Heard, predicate: &Heard, hits: &[Heard]) -> Option<Say> {
    // "Domain of this address does not exist": the domain is what does not.
    let of_domain = subject.hit.say == Say::Addr
        && matches!(predicate.hit.say, Say::Gone | Say::Bad | Say::Off)
        && hits.iter().any(|d| d.hit.say == Say::Domain && !d.is_mask() && d.is_near(predicate));
    if of_domain {
        return Some(Say::NoDomain);
    }
    // "Connection closed" says nothing of us; "your server has been disabled" does.
    let closed = subject.hit.say == Say::Us
        && predicate.hit.say == Say::Off
        && !matches!(subject.hit.row.split(' ').next(), Some("your" | "@us"));
    if closed { None } else { together(subject.hit.say, predicate.hit.say) }
}

/// Whether something is missing nearer to a word for space than to its subject: "no space in the mailbox".
fn is_of_space(predicate: &Heard, subject: &Heard, hits: &[Heard]) -> bool {
    predicate.hit.say == Say::Gone
        && hits.iter().any(|h| {
            matches!(h.hit.say, Say::Brim | Say::Full)
                && h.is_near(predicate)
                && h.gap(predicate) < subject.gap(predicate)
        })
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
