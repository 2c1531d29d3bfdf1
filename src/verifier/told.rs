//! What a run was told of each member of its list, eight bytes each: by the store before it, by the servers in it.

use crate::decision::Census;
use crate::probe::{Member, Roster};
use crate::store::Store;
use crate::store::pool::Pool;
use crate::store::said::Said;
use crate::syntax::Address;
use crate::verdict::Verdict;
use std::hint::black_box;

/// The verdicts of a list, as far as there are any.
pub(super) struct Told {
    pool: Pool,
    members: Vec<Entry>,
    /// How many there are.
    count: usize,
}

/// See [`Told::word`].
pub(super) enum Word {
    /// Nothing was told.
    None,
    /// In words that others share.
    Pooled { number: u32, at: u32 },
    /// In words that the store alone holds.
    Stored,
}

/// What a member was told and when.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// A number of the pool, or one of the two below.
    said: u32,
    at: u32,
}

impl Told {
    /// Nothing yet of so many members.
    pub(super) fn new(members: usize) -> Self {
        Self { pool: Pool::default(), members: vec![Entry { said: NOTHING, at: 0 }; members], count: 0 }
    }

    /// A verdict of this run.
    pub(super) fn tell(&mut self, member: Member, verdict: &Verdict) {
        let said = Said::encode(verdict.cause(), verdict.evidence(), verdict.address());
        let entry = self.entry(&said, verdict.evidence().at);
        self.recall(member, entry);
    }

    /// Looks at what these members were told, who lie far apart in memory: before each is told something in its turn.
    pub(super) fn expect(&self, members: impl Iterator<Item = Member>) {
        black_box(members.filter(|member| self.knows(*member)).count());
    }

    /// What these bytes say, to be told to somebody.
    pub(super) fn entry(&mut self, said: &[u8], at: u64) -> Entry {
        let pooled = u32::try_from(at).ok().and_then(|at| Some(Entry { said: self.pool.number(said)?, at }));
        pooled.unwrap_or(Entry { said: STORED, at: 0 })
    }

    /// What the store knows.
    pub(super) fn recall(&mut self, member: Member, known: Entry) {
        self.count += usize::from(!self.knows(member));
        self.set(member, known);
    }

    /// What was told is not believed.
    pub(super) fn unsay(&mut self, member: Member) {
        if self.knows(member) {
            self.set(member, Entry { said: NOTHING, at: 0 });
            self.count -= 1;
        }
    }

    /// Whether there is a verdict on a member.
    pub(super) fn knows(&self, member: Member) -> bool {
        self.members.get(member as usize).is_some_and(|entry| entry.said != NOTHING)
    }

    /// How many verdicts there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The verdict on a member, who is this mailbox.
    pub(super) fn verdict(&self, member: Member, address: &Address, store: &dyn Store) -> Option<Verdict> {
        let entry = self.members.get(member as usize)?;
        match entry.said {
            NOTHING => None,
            STORED => store.get(&address.key()).ok().flatten(),
            said => self.pool.verdict(said, address.clone(), entry.at.into()),
        }
    }

    /// What a member was told and when, by the number that everybody has who was told the same.
    pub(super) fn word(&self, member: Member) -> Word {
        match self.members.get(member as usize) {
            None | Some(Entry { said: NOTHING, .. }) => Word::None,
            Some(Entry { said: STORED, .. }) => Word::Stored,
            Some(Entry { said, at }) => Word::Pooled { number: *said, at: *at },
        }
    }

    /// What has this number.
    pub(super) fn said(&self, number: u32) -> Option<&Said> {
        self.pool.said(number)
    }

    /// All verdicts, counted.
    pub(super) fn census(&self, roster: &dyn Roster, store: &dyn Store) -> Census {
        let mut census = Census::default();
        let mut alike: Vec<(Member, u32)> = vec![(0, 0); self.pool.len()];
        for (member, entry) in (0..).zip(&self.members) {
            match entry.said {
                NOTHING => {}
                STORED => {
                    let verdict = roster.address(member).and_then(|address| self.verdict(member, &address, store));
                    verdict.iter().for_each(|verdict| census.add(verdict, 1));
                }
                said => {
                    if let Some((one, count)) = alike.get_mut(said as usize) {
                        (*one, *count) = (member, *count + 1);
                    }
                }
            }
        }
        for (member, count) in alike.into_iter().filter(|(_, count)| *count > 0) {
            let verdict = roster.address(member).and_then(|address| self.verdict(member, &address, store));
            verdict.iter().for_each(|verdict| census.add(verdict, count));
        }
        census
    }

    fn set(&mut self, member: Member, entry: Entry) {
        if let Some(place) = self.members.get_mut(member as usize) {
            *place = entry;
        }
    }
}

const NOTHING: u32 = u32::MAX;
/// The pool has no room for it: the store is asked once more.
const STORED: u32 = u32::MAX - 1;
