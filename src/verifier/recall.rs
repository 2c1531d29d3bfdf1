//! What the store knows of the members of a list, before anybody is asked.

use super::Verifier;
use super::list::{People, is_set};
use super::told::Told;
use crate::clock;
use crate::error::Error;
use crate::list::Handle;
use crate::probe::Member;
use crate::store::Known;
use crate::syntax::Address;
use crate::verdict::Verdict;

impl Verifier {
    /// Whom the store knows well enough.
    pub(super) fn recall(&self, people: &People, resumed: bool, suppressed: &[bool]) -> Result<Told, Error> {
        let (store, settings, now) = (&self.0.store, &self.0.settings, clock::unix_now());
        let mut told = Told::new(people.arena.len());
        let mut handed = Handed::default();
        let all = store.recall(people.arena.len(), &mut |known| {
            let fresh = !settings.fresh && settings.max_age.believes(known.cause(), known.at(), now);
            handed.push(&known, fresh || known.is_resumed());
            if handed.rows.len() >= AT_ONCE {
                handed.tell(people, suppressed, &mut told);
            }
        })?;
        handed.tell(people, suppressed, &mut told);
        if !all {
            for (handle, address) in people.arena.iter() {
                let Ok(member) = Member::try_from(handle.index()) else { continue };
                if let Some(known) = self.known(&address, resumed)?.filter(|_| !is_set(suppressed, member)) {
                    told.tell(member, &known);
                }
            }
        }
        Ok(told)
    }

    /// What the store knows of a mailbox, if that is good enough for this run.
    fn known(&self, address: &Address, resumed: bool) -> Result<Option<Verdict>, Error> {
        let (store, settings, key) = (&self.0.store, &self.0.settings, address.key());
        let learnt = if resumed { store.resumed(&key)? } else { None };
        if learnt.is_some() || settings.fresh {
            return Ok(learnt);
        }
        Ok(store.get(&key)?.filter(|known| settings.max_age.is_fresh(known, clock::unix_now())))
    }
}

/// Some of what a store holds, laid end to end. Its order is not the list's: one member looked for after the other, each
/// would wait for memory by itself.
#[derive(Default)]
struct Handed {
    keys: String,
    said: Vec<u8>,
    rows: Vec<Row>,
}

struct Row {
    /// Where they end.
    key: usize,
    said: usize,
    at: u64,
    believed: bool,
}

impl Handed {
    fn push(&mut self, known: &Known<'_>, believed: bool) {
        self.keys.push_str(known.key());
        self.said.extend_from_slice(known.said());
        self.rows.push(Row { key: self.keys.len(), said: self.said.len(), at: known.at(), believed });
    }

    /// Each in its turn, as a later word on a mailbox takes the place of the earlier.
    fn tell(&mut self, people: &People, suppressed: &[bool], told: &mut Told) {
        let found = people.arena.find_texts(self.each().map(|(key, ..)| key));
        let member = |handle: &Option<Handle>| Member::try_from((*handle)?.index()).ok();
        told.expect(found.iter().filter_map(member));
        for (member, (_, said, row)) in found.iter().map(member).zip(self.each()) {
            match member {
                Some(member) if row.believed && !is_set(suppressed, member) => told.recall(member, said, row.at),
                Some(member) => told.unsay(member),
                None => {}
            }
        }
        self.keys.clear();
        self.said.clear();
        self.rows.clear();
    }

    fn each(&self) -> impl Iterator<Item = (&str, &[u8], &Row)> + Clone {
        let begins = [(0, 0)].into_iter().chain(self.rows.iter().map(|row| (row.key, row.said)));
        begins.zip(&self.rows).map(|((key, said), row)| {
            let (key, said) = (self.keys.get(key..row.key), self.said.get(said..row.said));
            (key.unwrap_or_default(), said.unwrap_or_default(), row)
        })
    }
}

/// A core keeps about ten waits for memory open, and looks some way ahead.
const AT_ONCE: usize = 64;
