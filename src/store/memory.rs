//! A store for one run.

use super::Store;
use super::pool::{self, Pool};
use super::row::{self, Row};
use super::said::Said;
use crate::error::Error;
use crate::verdict::Verdict;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Forgotten with the process. A verdict in words that were met before takes 23 bytes.
#[derive(Default)]
pub struct Memory(Mutex<State>);

impl Memory {
    /// Empty.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves the state whole: each change is one insert or one removal.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Memory {
    fn get(&self, key: &str) -> Result<Option<Verdict>, Error> {
        Ok(self.lock().get(key))
    }

    fn put(&self, verdicts: Vec<Verdict>) -> Result<(), Error> {
        let mut state = self.lock();
        verdicts.iter().for_each(|verdict| state.put(verdict));
        Ok(())
    }

    fn forget(&self, key: &str) -> Result<bool, Error> {
        Ok(self.lock().forget(key))
    }
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Memory({} verdicts)", self.lock().shelves.iter().map(Vec::len).sum::<usize>())
    }
}

#[derive(Default)]
struct State {
    seeds: [RandomState; 2],
    /// Sorted, and many: room is made in one at a time.
    shelves: Vec<Vec<Entry>>,
    pool: Pool,
    /// Whole rows of what the pool does not hold.
    rows: Vec<Box<[u8]>>,
    /// Which of them nobody needs any more.
    free: Vec<u32>,
}

/// A mailbox by its key's hash, so wide that no two are ever taken for one.
#[derive(Clone, Copy)]
struct Entry {
    hash: [u32; 3],
    /// A number of the pool, or behind its last one a row.
    place: u32,
    at: u32,
}

impl State {
    fn get(&self, key: &str) -> Option<Verdict> {
        let (shelf, hash) = self.hash(key);
        let shelf = self.shelves.get(shelf)?;
        let entry = shelf.get(shelf.binary_search_by_key(&hash, |entry| entry.hash).ok()?)?;
        match entry.place.checked_sub(pool::MOST) {
            Some(row) => Row::of(key.as_bytes(), self.rows.get(row as usize)?)?.verdict(key),
            None => self.pool.verdict(entry.place, key.parse().ok()?, entry.at.into()),
        }
    }

    fn put(&mut self, verdict: &Verdict) {
        let (address, key) = (verdict.address(), verdict.address().key());
        let at = u32::try_from(verdict.evidence().at).ok();
        let shared = at.filter(|_| address.as_str() == key).and_then(|at| {
            let said = Said::encode(verdict.cause(), verdict.evidence(), address);
            Some((self.pool.number(&said)?, at))
        });
        let (place, at) = shared.unwrap_or_else(|| {
            (pool::MOST + self.keep_row(row::encode(&key, verdict, 0, false).into_boxed_slice()), 0)
        });
        let (shelf, hash) = self.hash(&key);
        if self.shelves.is_empty() {
            self.shelves.resize_with(SHELVES, Vec::new);
        }
        let Some(shelf) = self.shelves.get_mut(shelf) else { return };
        let entry = Entry { hash, place, at };
        match shelf.binary_search_by_key(&hash, |entry| entry.hash) {
            Ok(index) => {
                let old = shelf.get_mut(index).map(|old| std::mem::replace(old, entry).place);
                self.drop_row(old);
            }
            Err(index) => {
                if shelf.len() == shelf.capacity() {
                    shelf.reserve_exact(shelf.len() / 8 + 4);
                }
                shelf.insert(index, entry);
            }
        }
    }

    fn forget(&mut self, key: &str) -> bool {
        let (shelf, hash) = self.hash(key);
        let Some(shelf) = self.shelves.get_mut(shelf) else { return false };
        let Ok(index) = shelf.binary_search_by_key(&hash, |entry| entry.hash) else { return false };
        let old = shelf.remove(index).place;
        self.drop_row(Some(old));
        true
    }

    /// Its number among the rows.
    fn keep_row(&mut self, row: Box<[u8]>) -> u32 {
        if let Some(free) = self.free.pop()
            && let Some(place) = self.rows.get_mut(free as usize)
        {
            *place = row;
            return free;
        }
        self.rows.push(row);
        u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX - pool::MOST)
    }

    fn drop_row(&mut self, place: Option<u32>) {
        let number = place.and_then(|place| place.checked_sub(pool::MOST));
        if let Some(number) = number
            && let Some(row) = self.rows.get_mut(number as usize)
        {
            *row = Box::default();
            self.free.push(number);
        }
    }

    fn hash(&self, key: &str) -> (usize, [u32; 3]) {
        let [first, second] = self.seeds.each_ref().map(|seed| seed.hash_one(key));
        let hash = [(first >> 32) as u32, first as u32, second as u32];
        ((second >> 32) as usize % SHELVES, hash)
    }
}

/// With ten million mailboxes a shelf holds 2,400, and is moved in a microsecond.
const SHELVES: usize = 4096;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::{Cause, Evidence};

    /// A service asks about the same mailboxes for years.
    #[test]
    fn a_later_verdict_takes_the_room_of_the_earlier() {
        let store = Memory::new();
        for at in 0..1000 {
            let evidence = Evidence { at, ..Evidence::default() };
            store.put(vec![Verdict::new("Anna@example.org".parse().unwrap(), Cause::Accepted, evidence)]).unwrap();
            assert_eq!(store.get("anna@example.org").unwrap().unwrap().evidence().at, at);
        }
        assert!(store.lock().rows.len() <= 2);
    }
}
