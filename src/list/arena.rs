//! The distinct addresses of a list, in one buffer.

use crate::syntax::Address;
use hashbrown::HashTable;
use std::{
    fmt,
    hash::{BuildHasher, Hasher, RandomState},
};

/// An address of an [`Arena`]; handles count from 0 in the order of insertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Handle(u32);

impl Handle {
    /// The handle with this number; whether anybody stands behind it is for [`Arena::get`] to say.
    #[must_use]
    pub fn new(number: u32) -> Self {
        Self(number)
    }

    /// Its number, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Distinct mailboxes: each is kept once, in the spelling first seen, under its [mailbox key](Address::key).
///
/// A million addresses cost their text and 8 to 14 bytes each.
///
/// ```
/// use listproof::{Address, list::Arena};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut arena = Arena::new();
/// let (anna, new) = arena.insert(&"Anna@example.org".parse()?);
/// assert!(new);
/// assert_eq!(arena.insert(&"anna@EXAMPLE.org".parse()?), (anna, false));
/// assert_eq!(arena.get(anna).map(|a| a.to_string()).as_deref(), Some("Anna@example.org"));
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
pub struct Arena {
    text: String,
    /// Start of each text, relative to its block's base.
    starts: Vec<u32>,
    /// Where each block of 65,536 addresses starts: offsets stay 32 bits wide however long the text grows.
    bases: Vec<usize>,
    table: HashTable<u32>,
    state: RandomState,
}

/// Addresses of a block, as a power of two: 2^16 addresses of 320 bytes at most are far below 2^32 bytes.
const BLOCK: u32 = 16;

impl Arena {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The address's handle, and whether its mailbox is new.
    pub fn insert(&mut self, address: &Address) -> (Handle, bool) {
        let hash = hash(&self.state, address.as_str());
        if let Some(found) = self.lookup(hash, address.as_str()) {
            return (found, false);
        }
        let next = u32::try_from(self.starts.len()).unwrap_or(u32::MAX);
        if next & ((1 << BLOCK) - 1) == 0 {
            self.bases.push(self.text.len());
        }
        let base = self.bases.last().copied().unwrap_or(0);
        self.starts.push(u32::try_from(self.text.len() - base).unwrap_or(u32::MAX));
        self.text.push_str(address.as_str());
        let (text, starts, bases, state) = (&self.text, &self.starts, &self.bases, &self.state);
        self.table.insert_unique(hash, next, |at| hash_at(state, slice(text, starts, bases, *at)));
        (Handle(next), true)
    }

    /// The handle of this mailbox, whatever its spelling.
    #[must_use]
    pub fn find(&self, address: &Address) -> Option<Handle> {
        self.lookup(hash(&self.state, address.as_str()), address.as_str())
    }

    /// The address in the spelling first seen; `None` for a handle of another arena.
    #[must_use]
    pub fn get(&self, handle: Handle) -> Option<Address> {
        let text = slice(&self.text, &self.starts, &self.bases, handle.0);
        // A domain holds no `@`, a quoted local part may.
        Some(Address::trusted(text, text.rfind('@')?))
    }

    /// All of them, in the order of their handles.
    pub fn iter(&self) -> impl Iterator<Item = (Handle, Address)> {
        (0..self.starts.len() as u32).filter_map(|at| Some((Handle(at), self.get(Handle(at))?)))
    }

    /// How many mailboxes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Bytes held, text and tables, with what they have in reserve.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.text.capacity()
            + self.starts.capacity() * size_of::<u32>()
            + self.bases.capacity() * size_of::<usize>()
            + self.table.allocation_size()
    }

    /// Gives back what is held in reserve: once the list is read.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
        let (text, starts, bases, state) = (&self.text, &self.starts, &self.bases, &self.state);
        self.table.shrink_to_fit(|at| hash_at(state, slice(text, starts, bases, *at)));
    }

    fn lookup(&self, hash: u64, text: &str) -> Option<Handle> {
        let same = |at: &u32| {
            let kept = slice(&self.text, &self.starts, &self.bases, *at);
            kept.eq_ignore_ascii_case(text) || (!kept.is_ascii() && !text.is_ascii() && key(kept) == key(text))
        };
        self.table.find(hash, same).map(|at| Handle(*at))
    }
}

impl fmt::Debug for Arena {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Arena").field("len", &self.len()).field("bytes", &self.bytes()).finish_non_exhaustive()
    }
}

fn slice<'a>(text: &'a str, starts: &[u32], bases: &[usize], at: u32) -> &'a str {
    let start = |at: u32| {
        let base = bases.get((at >> BLOCK) as usize)?;
        Some(base + *starts.get(at as usize)? as usize)
    };
    let from = start(at).unwrap_or(text.len());
    let to = at.checked_add(1).and_then(start).unwrap_or(text.len());
    text.get(from..to).unwrap_or_default()
}

fn hash_at(state: &RandomState, text: &str) -> u64 {
    hash(state, text)
}

/// Of the mailbox key, without making it where the text is ASCII.
fn hash(state: &RandomState, text: &str) -> u64 {
    let mut hasher = state.build_hasher();
    let mut block = [0; 32];
    let whole;
    let text = if text.is_ascii() {
        text
    } else {
        whole = key(text);
        &whole
    };
    for part in text.as_bytes().chunks(block.len()) {
        for (into, byte) in block.iter_mut().zip(part) {
            *into = byte.to_ascii_lowercase();
        }
        hasher.write(block.get(..part.len()).unwrap_or(part));
    }
    hasher.finish()
}

fn key(text: &str) -> String {
    text.rfind('@').map_or_else(String::new, |at| Address::trusted(text, at).key())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_one_handle() {
        let mut arena = Arena::new();
        let parse = |text: &str| text.parse::<Address>().unwrap();
        let (first, new) = arena.insert(&parse("Anna.B@Example.org"));
        assert!(new);
        assert_eq!(arena.insert(&parse("anna.b@example.ORG")), (first, false));
        let (second, new) = arena.insert(&parse("ann.ab@example.org"));
        assert!(new && second != first);
        assert_eq!(arena.get(first).unwrap().local(), "Anna.B");
        assert_eq!(arena.find(&parse("nobody@example.org")), None);
        // e + combining acute is é (NFC); É is another letter, as only ASCII loses its case.
        let (accent, _) = arena.insert(&parse("Ren\u{e9}@example.org"));
        assert_eq!(arena.find(&parse("rene\u{301}@example.org")), Some(accent));
        assert_eq!(arena.len(), 3);
    }

    #[test]
    fn many_grow_and_cost_little() {
        let mut arena = Arena::new();
        let mut text = 0;
        for n in 0..200_000 {
            let address: Address = format!("user{n}@example{}.org", n % 997).parse().unwrap();
            text += address.as_str().len();
            assert_eq!(arena.insert(&address), (Handle(n), true));
        }
        arena.shrink();
        for n in (0..200_000).step_by(1009) {
            let address: Address = format!("USER{n}@example{}.org", n % 997).parse().unwrap();
            assert_eq!(arena.find(&address), Some(Handle(n)));
            assert_eq!(arena.get(Handle(n)).unwrap().key(), address.key());
        }
        let beside = (arena.bytes() - text) / arena.len();
        assert!(beside <= 16, "{beside} bytes beside the text");
    }
}
