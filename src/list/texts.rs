//! Texts by number, laid end to end in blocks.
//!
//! A block is filled and never moved, so nothing is copied as the list grows, and no second copy stands beside the first
//! while it is. Offsets stay 32 bits wide however long all of it gets.

/// Texts, counted from 0.
#[derive(Default)]
pub(super) struct Texts {
    blocks: Vec<Block>,
    len: u32,
}

#[derive(Default)]
struct Block {
    text: Vec<u8>,
    /// Where each text begins.
    starts: Vec<u32>,
}

/// Texts of a block, as a power of two: 2^16 addresses of 320 bytes at most are far below 2^32 bytes.
const BLOCK: u32 = 16;

impl Texts {
    /// How many.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// One more, under the number that [`len`](Self::len) was.
    pub(super) fn push(&mut self, text: &[u8]) {
        if self.len.is_multiple_of(1 << BLOCK) {
            let next = self.blocks.last_mut().map_or_else(Block::default, Block::next);
            self.blocks.push(next);
        }
        let Some(block) = self.blocks.last_mut() else { return };
        block.starts.push(u32::try_from(block.text.len()).unwrap_or(u32::MAX));
        block.text.extend_from_slice(text);
        self.len += 1;
    }

    /// The text of this number; empty where there is none.
    pub(super) fn get(&self, number: u32) -> &[u8] {
        self.at(number).unwrap_or_default()
    }

    fn at(&self, number: u32) -> Option<&[u8]> {
        let block = self.blocks.get((number >> BLOCK) as usize)?;
        let nth = (number & ((1 << BLOCK) - 1)) as usize;
        let from = *block.starts.get(nth)? as usize;
        let to = block.starts.get(nth + 1).map_or(block.text.len(), |end| *end as usize);
        block.text.get(from..to)
    }

    /// Bytes held, with what they have in reserve.
    pub(super) fn bytes(&self) -> usize {
        let blocks = self.blocks.iter().map(|block| block.text.capacity() + block.starts.capacity() * size_of::<u32>());
        blocks.sum::<usize>() + self.blocks.capacity() * size_of::<Block>()
    }

    /// Gives back what is held in reserve.
    pub(super) fn shrink(&mut self) {
        self.blocks.last_mut().into_iter().for_each(Block::shrink);
    }
}

impl Block {
    /// Gives back what is held in reserve. The block behind, which has room for as much again.
    fn next(&mut self) -> Self {
        self.shrink();
        let room = self.text.len() + self.text.len() / 16;
        Self { text: Vec::with_capacity(room), starts: Vec::with_capacity(1 << BLOCK) }
    }

    fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_across_blocks() {
        let mut texts = Texts::default();
        let text = |n: u32| format!("{n}@x").repeat(n as usize % 3);
        let many = (3 << BLOCK) + 5;
        let mut written = 0;
        for n in 0..many {
            texts.push(text(n).as_bytes());
            written += text(n).len();
        }
        assert_eq!(texts.len(), many);
        assert!((0..many).all(|n| texts.get(n) == text(n).as_bytes()));
        assert_eq!(texts.get(many), b"");
        texts.shrink();
        assert!(texts.bytes() <= written + 4 * many as usize + 4 * size_of::<Block>());
    }
}
