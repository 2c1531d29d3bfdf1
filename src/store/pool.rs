//! What is said in the same words of many mailboxes is kept once.

use super::said::Said;
use crate::syntax::Address;
use crate::verdict::Verdict;
use std::collections::HashMap;

/// What was said, by number, up to a bound: servers that put an id into each reply never say the same twice.
#[derive(Default)]
pub(crate) struct Pool {
    numbers: HashMap<Box<[u8]>, u32>,
    said: Vec<Said>,
}

impl Pool {
    /// The number of what these bytes say; `None` if they say nothing, or the pool is full.
    pub(crate) fn number(&mut self, bytes: &[u8]) -> Option<u32> {
        if let Some(known) = self.numbers.get(bytes) {
            return Some(*known);
        }
        let next = u32::try_from(self.said.len()).ok().filter(|next| *next < MOST)?;
        self.said.push(Said::decode(bytes)?);
        self.numbers.insert(bytes.into(), next);
        Some(next)
    }

    /// What has this number.
    pub(crate) fn said(&self, number: u32) -> Option<&Said> {
        self.said.get(number as usize)
    }

    /// As it was said of this address, at that time.
    pub(crate) fn verdict(&self, number: u32, address: Address, at: u64) -> Option<Verdict> {
        Some(self.said(number)?.verdict(address, at))
    }
}

/// Numbers below it are those of a pool. At some 500 bytes each, 16 MiB.
pub(crate) const MOST: u32 = 1 << 15;
