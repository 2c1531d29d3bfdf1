//! What the store knows of the members of a list, before anybody is asked.

use super::Verifier;
use super::list::{People, is_set};
use super::told::{Entry, Told};
use crate::clock;
use crate::error::Error;
use crate::list::{Handle, TOGETHER};
use crate::probe::Member;
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
            let believed = fresh || known.is_resumed();
            handed.push(known.key(), believed.then(|| told.entry(known.said(), known.at())));
            if handed.rows.len() >= TOGETHER {
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
    /// Where each key ends, and what is known where it is believed.
    rows: Vec<(usize, Option<Entry>)>,
}

impl Handed {
    fn push(&mut self, key: &str, known: Option<Entry>) {
        self.keys.push_str(key);
        self.rows.push((self.keys.len(), known));
    }

    /// Each in its turn, as a later word on a mailbox takes the place of the earlier.
    fn tell(&mut self, people: &People, suppressed: &[bool], told: &mut Told) {
        let found = people.arena.find_texts(self.keys());
        let member = |handle: &Option<Handle>| Member::try_from((*handle)?.index()).ok();
        told.expect(found.iter().filter_map(member));
        for (member, (_, known)) in found.iter().map(member).zip(&self.rows) {
            match (member, known) {
                (Some(member), Some(known)) if !is_set(suppressed, member) => told.recall(member, *known),
                (Some(member), _) => told.unsay(member),
                (None, _) => {}
            }
        }
        self.keys.clear();
        self.rows.clear();
    }

    fn keys(&self) -> impl Iterator<Item = &str> + Clone {
        let ends = self.rows.iter().map(|(end, _)| *end);
        [0].into_iter().chain(ends.clone()).zip(ends).map(|(start, end)| self.keys.get(start..end).unwrap_or_default())
    }
}
