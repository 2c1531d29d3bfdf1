//! The distinct addresses of a list, in one buffer.

use super::slots::Slots;
use crate::syntax::Address;
use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    hint::black_box,
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
/// Beside their text, addresses cost 15 to 25 bytes each while they are inserted, and 14 once [shrunk](Self::shrink).
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
    slots: Slots,
    seed: Seed,
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
        self.put(address.as_str(), self.seed.hash(address.as_str()))
    }

    /// As [`insert`](Self::insert), for the text of an address whose hash is known.
    pub(super) fn put(&mut self, address: &str, hash: u64) -> (Handle, bool) {
        self.slots.reserve();
        let Self { text, starts, bases, slots, .. } = self;
        let next = u32::try_from(starts.len()).unwrap_or(u32::MAX);
        let same = |at| same(slice(text, starts, bases, at), address);
        if let Some(found) = slots.find_or_insert(hash, same, next) {
            return (Handle(found), false);
        }
        if next & ((1 << BLOCK) - 1) == 0 {
            bases.push(text.len());
        }
        let base = bases.last().copied().unwrap_or(0);
        starts.push(u32::try_from(text.len() - base).unwrap_or(u32::MAX));
        text.push_str(address);
        (Handle(next), true)
    }

    /// How its hashes are made.
    pub(super) fn seed(&self) -> Seed {
        self.seed
    }

    /// Looks where these hashes will be looked for. The table is larger than any cache: looked at one after the other,
    /// with nothing between, the slots come from memory side by side, not each in its turn.
    pub(super) fn warm(&self, hashes: impl Iterator<Item = u64>) {
        black_box(hashes.fold(0, |all, hash| all ^ self.slots.first(hash)));
    }

    /// The handle of this mailbox, whatever its spelling.
    #[must_use]
    pub fn find(&self, address: &Address) -> Option<Handle> {
        self.find_text(address.as_str())
    }

    /// As [`find`](Self::find), for the text of an address or of its mailbox key.
    pub(crate) fn find_text(&self, text: &str) -> Option<Handle> {
        let same = |at| same(slice(&self.text, &self.starts, &self.bases, at), text);
        self.slots.find(self.seed.hash(text), same).map(Handle)
    }

    /// The text of an address in the spelling first seen; nothing for a handle of another arena.
    pub(crate) fn text(&self, handle: Handle) -> &str {
        slice(&self.text, &self.starts, &self.bases, handle.0)
    }

    /// The address in the spelling first seen; `None` for a handle of another arena.
    #[must_use]
    pub fn get(&self, handle: Handle) -> Option<Address> {
        let text = self.text(handle);
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
            + self.slots.bytes()
    }

    /// Gives back what is held in reserve: once the list is read.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.slots.shrink();
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

fn same(kept: &str, text: &str) -> bool {
    kept.eq_ignore_ascii_case(text) || (!kept.is_ascii() && !text.is_ascii() && key(kept) == key(text))
}

/// Hashes mailbox keys, without making them where the text is ASCII. Seeded, so that nobody can write a list of
/// addresses that all fall into one place.
#[derive(Clone, Copy)]
pub(super) struct Seed([u64; 2]);

impl Default for Seed {
    fn default() -> Self {
        let state = RandomState::new();
        Self([state.hash_one(0_u8), state.hash_one(1_u8)])
    }
}

impl Seed {
    fn hash(self, text: &str) -> u64 {
        if text.is_ascii() { self.ascii(text.as_bytes()) } else { self.ascii(key(text).as_bytes()) }
    }

    /// Of ASCII text. Eight bytes at a time: the halves of a 128-bit product, folded.
    pub(super) fn ascii(self, bytes: &[u8]) -> u64 {
        let Self([first, second]) = self;
        let mut hash = first ^ bytes.len() as u64;
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            hash = folded(hash ^ lower(u64::from_le_bytes(*word)), second | 1);
        }
        let rest = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        folded(folded(hash ^ lower(rest), second | 1), MIX)
    }
}

/// The halves of the product, folded: cheap, and every bit depends on every other.
pub(super) fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Eight ASCII letters in lower case at once; other bytes stay.
fn lower(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let high = word & (0x80 * EACH);
    let seven = word & (0x7f * EACH);
    let from_a = seven + (0x80 - b'A' as u64) * EACH;
    let behind_z = seven + (0x7f - b'Z' as u64) * EACH;
    let upper = from_a & !behind_z & !high & (0x80 * EACH);
    word | (upper >> 2)
}

/// Pi's digits: a number without a pattern.
pub(super) const MIX: u64 = 0x243f_6a88_85a3_08d3;

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
    fn eight_letters_are_lowered_at_once() {
        for text in [*b"AZaz@[`{", *b"Anna.Ott", [0, 255, 0xc1, 0xda, b'M', 64, 90, 91]] {
            assert_eq!(lower(u64::from_le_bytes(text)).to_le_bytes(), text.map(|byte| byte.to_ascii_lowercase()));
        }
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
