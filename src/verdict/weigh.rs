//! From the rows found in a reply to one cause: who is spoken of, what is said of them, and what outweighs what.

use super::Cause;
use super::codes::Spoken;
use super::heard::{Heard, LEAD, Sentences, drop_contained, take_ours};
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
    let mut found = Found { said: [None; Say::COUNT], us: cut, our_sender: false, them: false, strange: false, words };
    for heard in hits.iter() {
        match heard.hit.row {
            "@us" => found.us = true,
            "@oursender" => found.our_sender = true,
            "@them" => found.them = true,
            _ => {}
        }
    }
    found.pair(hits);
    found.cause()
}

/// A reply of 64 kB of refusals says no more than its first few; and as many bits tell which of them are subjects.
const HITS_LIMIT: usize = u64::BITS as usize;

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
        let called_out = self.row(Say::Callout).is_some()
            && (self.row(Say::From).is_some()
                || self.our_sender
                || self.us
                || self.words.contains(" verification failed for @addr "));
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
            (.., Some(row)) if called_out || self.our_sender && !self.them => {
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
