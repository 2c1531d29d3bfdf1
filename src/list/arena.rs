//! The distinct addresses of a list, in one buffer.

use super::{slots::Slots, texts::Texts};
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
/// Beside their text, addresses cost 15 to 20 bytes each while they are inserted, and 14 once [shrunk](Self::shrink).
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
    texts: Texts,
    slots: Slots,
    seed: Seed,
}

impl Arena {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The address's handle, and whether its mailbox is new.
    pub fn insert(&mut self, address: &Address) -> (Handle, bool) {
        self.put(address.as_str().as_bytes(), self.seed.hash(address.as_str()))
    }

    /// As [`insert`](Self::insert), for the text of an address whose hash is known.
    pub(super) fn put(&mut self, address: &[u8], hash: u64) -> (Handle, bool) {
        let Self { texts, slots, .. } = self;
        let next = texts.len();
        if let Some(found) = slots.find_or_insert(hash, |at| same(texts.get(at), address), next) {
            return (Handle(found), false);
        }
        texts.push(address);
        (Handle(next), true)
    }

    /// How its hashes are made.
    pub(super) fn seed(&self) -> Seed {
        self.seed
    }

    /// Looks where these hashes will be looked for, and at the texts found there. All of it is larger than any cache:
    /// looked at one after the other, with nothing between, memory brings it side by side, not each in its turn.
    pub(super) fn warm(&self, hashes: impl Iterator<Item = u64> + Clone) {
        black_box(hashes.clone().filter_map(|hash| self.slots.first(hash)).count());
        let found = hashes.filter_map(|hash| self.slots.first(hash));
        black_box(found.fold(0, |all, at| all ^ self.texts.get(at).first().copied().unwrap_or(0)));
    }

    /// The handle of each, as by [`find_text`](Self::find_text), but waiting for memory [together](Self::warm):
    /// [`TOGETHER`] at a time.
    #[cfg(feature = "engine")]
    pub(crate) fn find_texts<'a>(&self, texts: impl Iterator<Item = &'a str> + Clone) -> Vec<Option<Handle>> {
        let hashes: Vec<u64> = texts.clone().map(|text| self.seed.hash(text)).collect();
        self.warm(hashes.iter().copied());
        texts.zip(hashes).map(|(text, hash)| self.find_hashed(text, hash)).collect()
    }

    /// The handle of this mailbox, whatever its spelling.
    #[must_use]
    pub fn find(&self, address: &Address) -> Option<Handle> {
        self.find_text(address.as_str())
    }

    /// As [`find`](Self::find), for the text of an address or of its mailbox key.
    pub(crate) fn find_text(&self, text: &str) -> Option<Handle> {
        self.find_hashed(text, self.seed.hash(text))
    }

    fn find_hashed(&self, text: &str, hash: u64) -> Option<Handle> {
        self.slots.find(hash, |at| same(self.texts.get(at), text.as_bytes())).map(Handle)
    }

    /// The text of an address in the spelling first seen; nothing for a handle of another arena.
    pub(crate) fn text(&self, handle: Handle) -> &[u8] {
        self.texts.get(handle.0)
    }

    /// The address in the spelling first seen; `None` for a handle of another arena.
    #[must_use]
    pub fn get(&self, handle: Handle) -> Option<Address> {
        let text = as_text(self.text(handle));
        // A domain holds no `@`, a quoted local part may.
        Some(Address::trusted(text, text.rfind('@')?))
    }

    /// All of them, in the order of their handles.
    pub fn iter(&self) -> impl Iterator<Item = (Handle, Address)> {
        (0..self.texts.len()).filter_map(|at| Some((Handle(at), self.get(Handle(at))?)))
    }

    /// How many mailboxes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len() as usize
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.len() == 0
    }

    /// Bytes held, text and tables, with what they have in reserve.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.texts.bytes() + self.slots.bytes()
    }

    /// Gives back what is held in reserve: once the list is read.
    pub fn shrink(&mut self) {
        self.texts.shrink();
        self.slots.shrink();
    }
}

impl fmt::Debug for Arena {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Arena").field("len", &self.len()).field("bytes", &self.bytes()).finish_non_exhaustive()
    }
}

fn same(kept: &[u8], text: &[u8]) -> bool {
    kept == text
        || kept.eq_ignore_ascii_case(text)
        || (!kept.is_ascii() && !text.is_ascii() && key(as_text(kept)) == key(as_text(text)))
}

/// The text of an address.
pub(super) fn as_text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
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
        folded(folded(hash ^ lower(last(bytes, rest)), second | 1), MIX)
    }
}

/// The halves of the product, folded: cheap, and every bit depends on every other.
pub(super) fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// The bytes behind the last whole word: of a text that has one, its last eight without those that are in it.
fn last(bytes: &[u8], rest: &[u8]) -> u64 {
    match bytes.last_chunk::<8>() {
        Some(word) if !rest.is_empty() => u64::from_le_bytes(*word) >> (8 * (8 - rest.len())),
        _ => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
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

/// Look-ups that wait for memory together; a core keeps about ten such waits open, and looks some way ahead.
pub(crate) const TOGETHER: usize = 64;
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
