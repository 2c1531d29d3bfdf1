//! The first reading: who is on a list. Most rows are an address as it stands, and cost no allocation.

use super::{
    Arena, Counts, Handle, List,
    arena::Seed,
    batch::{Batch, Span},
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
    text: &'a str,
    at: usize,
    new: bool,
    suppressed: bool,
}

impl Met<'_> {
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
    pub fn host(&self) -> &str {
        self.text.get(self.at + 1..).unwrap_or_default()
    }

    /// Whether a note in its cell says not to mail ([`Repair::suppressed`]).
    #[must_use]
    pub fn suppressed(&self) -> bool {
        self.suppressed
    }

    /// The address in this row's spelling.
    #[must_use]
    pub fn address(&self) -> Address {
        Address::trusted(self.text, self.at)
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
        let counts = self.pass(&|batch, span, _| Cell::read(batch, span, seed), &mut |part| {
            if let Part::Rows(batch, cells) = part {
                for cells in cells.chunks(WARM) {
                    arena.warm(cells.iter().filter_map(Cell::hash));
                    cells.iter().for_each(|cell| cell.tell(batch, &mut arena, each));
                }
            }
            Ok(())
        })?;
        arena.shrink();
        Ok((arena, counts))
    }
}

/// Look-ups that wait for memory together; a core keeps about ten such waits open, and looks some way ahead.
const WARM: usize = 64;

/// What the address cell of a row holds.
enum Cell {
    /// An address as it would be mailed: where in the batch it begins and ends, and has its `@`.
    Plain {
        from: usize,
        end: usize,
        at: usize,
        hash: u64,
    },
    Other(Box<Repair>),
}

impl Cell {
    fn read(batch: &Batch, span: Span, seed: Seed) -> Self {
        let (from, bytes) = batch.cell(span);
        if let Some(at) = syntax::clean(bytes) {
            return Self::Plain { from, end: from + bytes.len(), at, hash: seed.ascii(bytes) };
        }
        Self::Other(Box::new(syntax::addresses(&text(bytes))))
    }

    fn hash(&self) -> Option<u64> {
        match self {
            Self::Plain { hash, .. } => Some(*hash),
            Self::Other(_) => None,
        }
    }

    fn tell(&self, batch: &Batch, arena: &mut Arena, each: &mut dyn FnMut(Met<'_>)) {
        match self {
            Self::Plain { from, end, at, hash } => {
                let text = std::str::from_utf8(batch.part(*from, *end)).unwrap_or_default();
                let (handle, new) = arena.put(text, *hash);
                each(Met { handle, text, at: *at, new, suppressed: false });
            }
            Self::Other(repair) => {
                for address in repair.address().into_iter().chain(repair.others()) {
                    let (handle, new) = arena.insert(address);
                    let (text, at) = (address.as_str(), address.local().len());
                    each(Met { handle, text, at, new, suppressed: repair.suppressed() });
                }
            }
        }
    }
}
