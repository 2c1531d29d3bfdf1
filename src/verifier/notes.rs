//! What a run remembers, as the notes of a store: a killed run goes on where it was.

use crate::clock;
use crate::probe::{Member, Memo, Place};
use crate::store::Note;
use crate::store::said::{Input, Output, Said};
use crate::syntax::{Address, HostName};
use crate::verdict::contrast::{Heard, Kind, Past};
use crate::verdict::{Evidence, Fingerprint};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// The present moment, by both clocks.
#[derive(Clone, Copy)]
pub(super) struct Now {
    instant: Instant,
    unix: u64,
}

impl Now {
    pub(super) fn read() -> Self {
        Self { instant: clock::now(), unix: clock::unix_now() }
    }

    fn to_unix(self, at: Instant) -> u64 {
        let ahead = at.saturating_duration_since(self.instant).as_secs();
        (self.unix + ahead).saturating_sub(self.instant.saturating_duration_since(at).as_secs())
    }

    /// A time in the future, as far as a clock that was set since can be trusted.
    fn later(self, unix: u64) -> Instant {
        self.instant + Duration::from_secs(unix.saturating_sub(self.unix)).min(LONGEST)
    }

    fn earlier(self, unix: u64) -> Instant {
        let ago = Duration::from_secs(self.unix.saturating_sub(unix)).min(LONGEST);
        self.instant.checked_sub(ago).unwrap_or(self.instant)
    }
}

/// As a note of the store.
pub(super) fn encode(memo: &Memo, address: &dyn Fn(Member) -> Option<Address>, now: Now) -> Option<Note> {
    let mut out = Output(Vec::with_capacity(128));
    let whose = match memo {
        Memo::Gone { member } => return Some(Note::gone(&address(*member)?.key())),
        Memo::Absent { name, address } => {
            return Some(Note::new(&format!("{ABSENT}{name}{}", address.host()), address.as_str().as_bytes()));
        }
        Memo::Accepted { member } => return Some(Note::new(&format!("{ACCEPTED}{}", address(*member)?.key()), b"+")),
        Memo::Held { past, place } => {
            out.byte(HELD);
            held(past, place, &mut out);
            let address = address(past.member)?;
            out.0.extend(Said::encode(past.heard.cause, &past.heard.evidence, &address));
            address
        }
        Memo::Deferred { member, until, since, tries, about_us, cause, evidence } => {
            out.byte(DEFERRED);
            [now.to_unix(*until), now.to_unix(*since), evidence.at].into_iter().for_each(|time| out.number(time));
            out.byte(*tries);
            out.byte(*about_us);
            let address = address(*member)?;
            out.0.extend(Said::encode(*cause, evidence, &address));
            address
        }
    };
    Some(Note::new(&whose.key(), &out.0))
}

fn held(past: &Past, place: &Place, out: &mut Output) {
    let heard = &past.heard;
    [past.opened, past.at, past.accepted_at, heard.evidence.at, place.source.into(), heard.code.into()]
        .into_iter()
        .for_each(|number| out.number(number));
    out.number(heard.print.number());
    let flags = [
        (FIRST, past.first),
        (REFUSED, heard.kind == Kind::Refused),
        (STRONG, heard.strong),
        (INTERMITTENT, heard.intermittent),
        (VOUCHES, heard.vouches),
    ];
    out.byte(flags.iter().filter(|(_, set)| *set).map(|(flag, _)| flag).sum());
}

/// What a former process left.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) members: HashMap<Member, Memo>,
    /// Names that cannot exist, and which of its domain's each is.
    pub(super) absent: Vec<(u8, Address)>,
    pub(super) accepted: Vec<Member>,
}

impl Notes {
    /// Takes in a note; one that cannot be read is none: its member is asked again. `find` knows the members of the
    /// list, and how it spells them.
    pub(super) fn take(&mut self, note: &Note, find: &dyn Fn(&Address) -> Option<(Member, Address)>, now: Now) {
        let key = note.key();
        if let Some(whose) = key.strip_prefix(ACCEPTED) {
            self.accepted.extend(whose.parse().ok().and_then(|address| Some(find(&address)?.0)));
        } else if let Some(name) = key.strip_prefix(ABSENT).and_then(|rest| rest.bytes().next()) {
            let address = std::str::from_utf8(note.bytes()).ok().and_then(|text| text.parse().ok());
            self.absent.extend(address.map(|address| (name.saturating_sub(b'0'), address)));
        } else if let Ok(address) = key.parse::<Address>()
            && let Some((member, address)) = find(&address)
            && let Some(memo) = decode(note.bytes(), member, address, now)
        {
            self.members.insert(member, memo);
        }
    }
}

fn decode(bytes: &[u8], member: Member, address: Address, now: Now) -> Option<Memo> {
    let mut input = Input(bytes);
    match input.byte()? {
        HELD => {
            let (opened, at, accepted_at, heard_at) =
                (input.number()?, input.number()?, input.number()?, input.number()?);
            let (source, code) = (input.short()?, input.short()?);
            let (print, flags) = (Fingerprint::from_number(input.number()?), input.byte()?);
            let has = |flag: u8| flags & flag != 0;
            let said = Said::decode(input.0)?;
            let (cause, evidence) = (said.cause, said.verdict(address, heard_at).evidence().clone());
            let place = Place { host: HostName::new(evidence.host.as_deref()?), ip: evidence.ip?, source };
            let heard = Heard {
                kind: if has(REFUSED) { Kind::Refused } else { Kind::Accepted },
                cause,
                strong: has(STRONG),
                intermittent: has(INTERMITTENT),
                vouches: has(VOUCHES),
                print,
                code,
                evidence: Box::new(evidence),
            };
            Some(Memo::Held { past: Past { member, opened, at, first: has(FIRST), accepted_at, heard }, place })
        }
        DEFERRED => {
            let (until, since, heard_at) = (input.number()?, input.number()?, input.number()?);
            let (tries, about_us) = (input.byte()?, input.byte()?);
            let said = Said::decode(input.0)?;
            let evidence: Evidence = said.verdict(address, heard_at).evidence().clone();
            let (until, since) = (now.later(until), now.earlier(since));
            Some(Memo::Deferred {
                member,
                until,
                since,
                tries,
                about_us,
                cause: said.cause,
                evidence: Box::new(evidence),
            })
        }
        _ => None,
    }
}

/// No mailbox key begins with a NUL.
const ABSENT: &str = "\0absent ";
const ACCEPTED: &str = "\0accepted ";
const HELD: u8 = 1;
const DEFERRED: u8 = 2;
const FIRST: u8 = 1;
const REFUSED: u8 = 1 << 1;
const STRONG: u8 = 1 << 2;
const INTERMITTENT: u8 = 1 << 3;
const VOUCHES: u8 = 1 << 4;
/// No wait of ours is longer, whatever a clock says.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Cause;

    fn evidence(address: &Address) -> Box<Evidence> {
        Box::new(Evidence {
            host: Some("mx.example.org".into()),
            ip: Some("192.0.2.1".parse().unwrap()),
            code: Some(550),
            text: format!("<{address}> is not known"),
            at: 7,
            ..Evidence::default()
        })
    }

    #[test]
    fn a_memo_comes_back_out_of_its_note() {
        let address: Address = "Anna@example.org".parse().unwrap();
        let find = |_: &Address| Some((9, address.clone()));
        let heard = Heard {
            kind: Kind::Refused,
            cause: Cause::NoMailbox,
            strong: true,
            intermittent: false,
            vouches: true,
            print: Fingerprint::from_number(u64::MAX - 5),
            code: 550,
            evidence: evidence(&address),
        };
        let place = Place { host: HostName::new("mx.example.org"), ip: "192.0.2.1".parse().unwrap(), source: 3 };
        let past = Past { member: 9, opened: 4, at: 1000, first: true, accepted_at: 999, heard };
        let now = Now::read();
        let deferred = Memo::Deferred {
            member: 9,
            until: now.instant + Duration::from_secs(300),
            since: now.instant,
            tries: 2,
            about_us: 1,
            cause: Cause::Greylisted,
            evidence: evidence(&address),
        };
        for memo in [Memo::Held { past, place }, deferred] {
            let note = encode(&memo, &|_| Some(address.clone()), now).unwrap();
            let mut notes = Notes::default();
            notes.take(&note, &find, now);
            assert_eq!(format!("{:?}", notes.members[&9]), format!("{memo:?}"));
            for end in 0..note.bytes().len() - 1 {
                Notes::default().take(&Note::new(note.key(), &note.bytes()[..end]), &find, now);
            }
        }
        let absent: Address = "qwertzui@example.org".parse().unwrap();
        let mut notes = Notes::default();
        for memo in [Memo::Absent { name: 1, address: absent.clone() }, Memo::Accepted { member: 9 }] {
            notes.take(&encode(&memo, &|_| Some(address.clone()), now).unwrap(), &find, now);
        }
        assert_eq!((notes.absent, notes.accepted), (vec![(1, absent)], vec![9]));
    }
}
