//! Sets of known names that are asked about every row of a list.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState},
};

/// Names.
pub(super) type Names = HashSet<Box<str>, BuildHasherDefault<Quick>>;
/// Something for each name.
pub(super) type ByName<V> = HashMap<Box<str>, V, BuildHasherDefault<Quick>>;

/// Which lengths names have, by their first byte: a word that is none of them is most often told by that alone.
pub(super) struct Outlines([u64; 256]);

impl Outlines {
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut lengths = [0; 256];
        for name in names {
            if let Some(lengths) = name.bytes().next().and_then(|first| lengths.get_mut(usize::from(first))) {
                *lengths |= bit(name);
            }
        }
        Self(lengths)
    }

    /// Whether one of the names has this length and first byte.
    pub(super) fn fit(&self, word: &str) -> bool {
        let first = word.bytes().next().and_then(|first| self.0.get(usize::from(first)));
        first.is_some_and(|lengths| lengths & bit(word) != 0)
    }
}

fn bit(name: &str) -> u64 {
    1 << name.len().min(63)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_a_name_fits() {
        let long = "x".repeat(70);
        let outlines = Outlines::of(["info", "sales", &long].into_iter());
        assert!(["info", "into", "sales", &long, &long[1..]].into_iter().all(|word| outlines.fit(word)));
        assert!(["", "anfo", "infos", "sale", &long[10..]].into_iter().all(|word| !outlines.fit(word)));
    }
}
