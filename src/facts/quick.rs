//! Sets of known names that are asked about every row of a list.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState},
};

/// Names.
pub(super) type Names = HashSet<Box<str>, BuildHasherDefault<Quick>>;
/// Something for each name.
pub(super) type ByName<V> = HashMap<Box<str>, V, BuildHasherDefault<Quick>>;

/// Not for keys that strangers add: what is in these tables comes from the crate or its caller, once, and a question
/// cannot make them slower. So a hash without a secret does, at a quarter of the price.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.write_u64(u64::from_le_bytes(*word)));
        self.write_u64(rest.iter().fold(bytes.len() as u64, |word, byte| word << 8 | u64::from(*byte)));
    }

    /// The end of a text; its length is in its last word already.
    fn write_u8(&mut self, byte: u8) {
        self.0 ^= u64::from(byte);
    }

    fn write_u64(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word) * u128::from(MIX);
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }
}

/// The same from a start that nobody knows beforehand: for names that stand in a stranger's list.
#[derive(Clone, Debug)]
pub(crate) struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Self {
        Self(RandomState::new().hash_one(MIX))
    }
}

impl BuildHasher for Seeded {
    type Hasher = Quick;

    fn build_hasher(&self) -> Quick {
        Quick(self.0)
    }
}

/// An odd number without a pattern (the golden ratio's digits).
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
