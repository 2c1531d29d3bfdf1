//! Which texts of an arena have a hash: a table that grows without asking for the texts again.
//!
//! A slot is 8 bytes: half of the hash, and the number of the text. The first bits of the hash choose one of a few
//! parts, each of which grows by itself: beside the table there is never more than one part of a second one. Within
//! a part slots lie in the order of their hashes (linear probing from `hash / 2^32 * slots`), so a larger one is filled
//! from the smaller one as both are walked from end to end, and an address costs one look at a place in memory that is in
//! no cache.

/// Numbers by hash. What makes two texts the same is for the asker to say.
#[derive(Default)]
pub(super) struct Slots {
    /// None at first, then [`PARTS`] of them.
    parts: Vec<Part>,
}

#[derive(Clone, Default)]
struct Part {
    /// Half of the hash, and below it the number.
    slots: Vec<u64>,
    used: usize,
}

/// Parts of a table: few enough that the smallest list pays some kilobytes, and so many that one counts for nothing.
const PARTS: usize = 64;
/// Slots of a part to begin with.
const FEWEST: usize = 8;
/// No slot in use: numbers end below. Not 0, as memory that the system says is zero costs a second page fault when what
/// was looked at is written.
const FREE: u64 = u64::MAX;

impl Slots {
    /// The number that is there under this hash and `same`; else `None`, and `number` is there now.
    pub(super) fn find_or_insert(&mut self, hash: u64, same: impl Fn(u32) -> bool, number: u32) -> Option<u32> {
        if self.parts.is_empty() {
            self.parts.resize(PARTS, Part::default());
        }
        let part = self.parts.get_mut(part(hash))?;
        part.reserve();
        match part.look(tag(hash), same) {
            Ok(found) => Some(found),
            Err(free) => {
                if let Some(slot) = part.slots.get_mut(free) {
                    *slot = tag(hash) << 32 | u64::from(number);
                    part.used += 1;
                }
                None
            }
        }
    }

    /// The number under this hash for which `same` holds.
    pub(super) fn find(&self, hash: u64, same: impl Fn(u32) -> bool) -> Option<u32> {
        self.parts.get(part(hash))?.look(tag(hash), same).ok()
    }

    /// The number that lies where this hash is looked for first, if it is there under the same hash.
    pub(super) fn first(&self, hash: u64) -> Option<u32> {
        let slots = self.parts.get(part(hash))?.slots.as_slice();
        let slot = *slots.get(place(tag(hash), slots.len()))?;
        (slot >> 32 == tag(hash) && slot != FREE).then_some(slot as u32)
    }

    /// Gives back what is held in reserve.
    pub(super) fn shrink(&mut self) {
        self.parts.iter_mut().for_each(Part::shrink);
    }

    /// Bytes held.
    pub(super) fn bytes(&self) -> usize {
        let slots: usize = self.parts.iter().map(|part| part.slots.capacity()).sum();
        slots * size_of::<u64>() + self.parts.capacity() * size_of::<Part>()
    }
}

impl Part {
    /// Room for one more, and a quarter of the slots free.
    fn reserve(&mut self) {
        let size = self.slots.len();
        if (self.used + 1) * 4 > size * 3 {
            self.resize((size + size / 2).max(FEWEST));
        }
    }

    fn shrink(&mut self) {
        let size = self.used + self.used / 4 + 1;
        if size < self.slots.len() {
            self.resize(size);
        }
    }

    /// The number, or the place of the free slot that ends the search.
    fn look(&self, tag: u64, same: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let start = place(tag, self.slots.len());
        let (before, behind) = self.slots.split_at(start.min(self.slots.len()));
        for (slots, from) in [(behind, start), (before, 0)] {
            for (at, slot) in slots.iter().enumerate() {
                if *slot == FREE {
                    return Err(from + at);
                }
                if slot >> 32 == tag && same(*slot as u32) {
                    return Ok(*slot as u32);
                }
            }
        }
        Err(usize::MAX)
    }

    fn resize(&mut self, size: usize) {
        let old = std::mem::replace(&mut self.slots, vec![FREE; size]);
        for slot in old.into_iter().filter(|slot| *slot != FREE) {
            let (before, behind) = self.slots.split_at_mut(place(slot >> 32, size));
            let free = behind.iter_mut().chain(before).find(|slot| **slot == FREE);
            free.into_iter().for_each(|free| *free = slot);
        }
    }
}

/// Which part a hash is looked for in: its first bits.
fn part(hash: u64) -> usize {
    (hash >> (64 - PARTS.ilog2())) as usize
}

/// The half of a hash that is kept: none of the bits that the part says already.
fn tag(hash: u64) -> u64 {
    hash << PARTS.ilog2() >> 32
}

/// Where a part of this size is first looked at.
fn place(tag: u64, size: usize) -> usize {
    ((u128::from(tag) * size as u128) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Few hashes, so that many numbers share one, and all but a few lie at the end, where the search goes on at the
    /// start.
    #[test]
    fn every_number_is_found_again() {
        let mut slots = Slots::default();
        let hash = |number: u32| u64::MAX - (u64::from(number % 7) << 40);
        for number in 0..1000 {
            assert_eq!(slots.find_or_insert(hash(number), |other| other == number, number), None);
            assert_eq!(slots.find_or_insert(hash(number), |other| other == number, 4000), Some(number));
        }
        slots.shrink();
        assert!((0..1000).all(|number| slots.find(hash(number), |other| other == number) == Some(number)));
        assert_eq!(slots.find(hash(1), |_| false), None);
        let least = PARTS * (size_of::<Part>() + FEWEST * 8);
        assert!(slots.bytes() <= 1251 * 8 + least, "{}", slots.bytes());
        assert_eq!(Slots::default().find(1, |_| true), None);
    }

    /// However large it grows, a part grows by a half of itself, and the parts are alike.
    #[test]
    fn half_of_the_slots_are_used_at_least() {
        let mut slots = Slots::default();
        for number in 0..200_000_u32 {
            let hash = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            assert_eq!(slots.find_or_insert(hash, |other| other == number, number), None);
            let most = (number as usize + 1) * 2 * 8 + PARTS * (size_of::<Part>() + FEWEST * 8) + slots.bytes() / 50;
            assert!(slots.bytes() <= most, "{number}: {}", slots.bytes());
        }
    }
}
