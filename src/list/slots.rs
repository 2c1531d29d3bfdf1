//! Which texts of an arena have a hash: a table that grows without asking for the texts again.
//!
//! A slot is 8 bytes: half of the hash, and the number of the text. They lie in the order of their hashes (linear
//! probing from `hash / 2^32 * slots`), so a larger table is filled from the smaller one as both are walked from end to
//! end, and an address costs one look at a place in memory that is in no cache.

/// Numbers by hash. What makes two texts the same is for the asker to say.
#[derive(Default)]
pub(super) struct Slots {
    /// Upper half of the hash, and below it the number.
    slots: Vec<u64>,
    used: usize,
}

/// No slot in use: numbers end below. Not 0, as memory that the system says is zero costs a second page fault when what
/// was looked at is written.
const FREE: u64 = u64::MAX;

impl Slots {
    /// The number that is there under this hash and `same`; else `None`, and `number` is there now.
    ///
    /// To be called after [`reserve`](Self::reserve): where no slot is free, it finds nothing and keeps nothing.
    pub(super) fn find_or_insert(&mut self, hash: u64, same: impl Fn(u32) -> bool, number: u32) -> Option<u32> {
        match self.look(hash, same) {
            Ok(found) => Some(found),
            Err(free) => {
                if let Some(slot) = self.slots.get_mut(free) {
                    *slot = tag(hash) << 32 | u64::from(number);
                    self.used += 1;
                }
                None
            }
        }
    }

    /// The number under this hash for which `same` holds.
    pub(super) fn find(&self, hash: u64, same: impl Fn(u32) -> bool) -> Option<u32> {
        self.look(hash, same).ok()
    }

    /// What lies where this hash is looked for first.
    pub(super) fn first(&self, hash: u64) -> u64 {
        self.slots.get(place(tag(hash), self.slots.len())).copied().unwrap_or(0)
    }

    /// Room for one more.
    pub(super) fn reserve(&mut self) {
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            self.resize((self.slots.len() * 2).max(FEWEST));
        }
    }

    /// Gives back what is held in reserve.
    pub(super) fn shrink(&mut self) {
        let size = self.used + self.used / 4 + 1;
        if size < self.slots.len() {
            self.resize(size);
        }
    }

    /// Bytes held.
    pub(super) fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<u64>()
    }

    /// The number, or the place of the free slot that ends the search.
    fn look(&self, hash: u64, same: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let tag = tag(hash);
        let mut at = place(tag, self.slots.len());
        for _ in 0..self.slots.len() {
            match self.slots.get(at) {
                None => {}
                Some(&FREE) => return Err(at),
                Some(slot) if slot >> 32 == tag => {
                    let number = *slot as u32;
                    if same(number) {
                        return Ok(number);
                    }
                }
                Some(_) => {}
            }
            at = if at + 1 < self.slots.len() { at + 1 } else { 0 };
        }
        Err(usize::MAX)
    }

    fn resize(&mut self, size: usize) {
        let old = std::mem::replace(&mut self.slots, vec![FREE; size]);
        for slot in old.into_iter().filter(|slot| *slot != FREE) {
            let start = place(slot >> 32, size);
            let free = |at: &usize| self.slots.get(*at) == Some(&FREE);
            let free = (start..size).find(free).or_else(|| (0..start).find(free));
            if let Some(free) = free.and_then(|at| self.slots.get_mut(at)) {
                *free = slot;
            }
        }
    }
}

/// Slots to begin with.
const FEWEST: usize = 64;

/// The half of a hash that is kept.
fn tag(hash: u64) -> u64 {
    hash >> 32
}

/// Where a table of this size is first looked at.
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
            slots.reserve();
            assert_eq!(slots.find_or_insert(hash(number), |other| other == number, number), None);
            assert_eq!(slots.find_or_insert(hash(number), |other| other == number, 4000), Some(number));
        }
        slots.shrink();
        assert!((0..1000).all(|number| slots.find(hash(number), |other| other == number) == Some(number)));
        assert_eq!(slots.find(hash(1), |_| false), None);
        assert!(slots.bytes() <= 1251 * 8);
        assert_eq!(Slots::default().find(1, |_| true), None);
    }
}
