//! The first reading: who is on a list. Most rows are an address as it stands, and cost no allocation.

use super::{
    Arena, Counts, Handle, List,
    arena::{Seed, TOGETHER, as_text},
    pass::Part,
    source::text,
};
use crate::{
    error::Error,
    syntax::{self, Address, Repair},
};

/// A mailbox where a row names it.
///
/// See [`List::distinct`].
#[derive(Clone, Copy)]
pub struct Met<'a> {
    handle: Handle,
    /// Of an address, so ASCII or UTF-8; whoever wants to see it as text has it looked at.
    text: &'a [u8],
    at: usize,
    new: bool,
    suppressed: bool,
}

impl<'a> Met<'a> {
    /// Its place in the arena.
    #[must_use]
    pub fn handle(&self) -> Handle {
        self.handle
    }

    /// Whether it is met for the first time.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.new
    }

    /// Right of the `@`: lower-case A-labels.
    #[must_use]
    pub fn host(&self) -> &'a str {
        self.text.get(self.at + 1..).map_or("", as_text)
    }

    /// Whether a note in its cell says not to mail ([`Repair::suppressed`]).
    #[must_use]
    pub fn suppressed(&self) -> bool {
        self.suppressed
    }

    /// The address in this row's spelling.
    #[must_use]
    pub fn address(&self) -> Address {
        Address::trusted(as_text(self.text), self.at)
    }
}

/// Masked, as addresses are personal data.
impl std::fmt::Debug for Met<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Met").field(&self.address()).finish()
    }
}

impl List {
    /// Reads all rows and keeps each mailbox once, further addresses of a cell included. Tells of every mailbox of every
    /// row, in order.
    ///
    /// What [`read`](Self::read) and [`Arena::insert`] come to, at a fraction of the price: nothing is said about the rows
    /// themselves.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or changed between two passes; a quote left open.
    pub fn distinct(&self, each: &mut dyn FnMut(Met<'_>)) -> Result<(Arena, Counts), Error> {
        let mut arena = Arena::new();
        let seed = arena.seed();
        let counts = self.pass(&|batch, span, _| Cell::read(batch.cell(span), seed), &mut |part| {
            if let Part::Rows(batch, cells) = part {
                for (spans, cells) in batch.rows().chunks(TOGETHER).zip(cells.chunks(TOGETHER)) {
                    arena.warm(cells.iter().filter_map(Cell::hash));
                    spans.iter().zip(cells).for_each(|(span, cell)| cell.tell(batch.cell(*span), &mut arena, each));
                }
            }
            Ok(())
        })?;
        arena.shrink();
        Ok((arena, counts))
    }
}

/// What the address cell of a row holds.
enum Cell {
    /// An address as it would be mailed: where its `@` is, and the hash of its key.
    Plain(u32, u64),
    Other(Box<Repair>),
}

impl Cell {
    fn read(cell: &[u8], seed: Seed) -> Self {
        match syntax::clean(cell) {
            Some(at) => Self::Plain(at as u32, seed.ascii(cell)),
            None => Self::Other(Box::new(syntax::addresses(&text(cell)))),
        }
    }

    fn hash(&self) -> Option<u64> {
        match self {
            Self::Plain(_, hash) => Some(*hash),
            Self::Other(_) => None,
        }
    }

    /// Keeps what `cell` holds, which this was made of.
    fn tell(&self, cell: &[u8], arena: &mut Arena, each: &mut dyn FnMut(Met<'_>)) {
        match self {
            Self::Plain(at, hash) => {
                let (handle, new) = arena.put(cell, *hash);
                each(Met { handle, text: cell, at: *at as usize, new, suppressed: false });
            }
            Self::Other(repair) => {
                for address in repair.address().into_iter().chain(repair.others()) {
                    let (handle, new) = arena.insert(address);
                    let (text, at) = (address.as_str().as_bytes(), address.local().len());
                    each(Met { handle, text, at, new, suppressed: repair.suppressed() });
                }
            }
        }
    }
}
