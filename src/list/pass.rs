//! One pass over a list: records by the csv crate on a thread of its own, cells and repairs on all cores, in order.

use super::{
    List,
    batch::{Batch, Span},
    flaw,
    records::{Flaw, Record, Records},
    source::{Source, text},
};
use crate::{
    error::Error,
    syntax::{Address, Repair, repair},
};
use rayon::prelude::*;
use std::{
    fs::File,
    io,
    sync::{atomic::Ordering, mpsc},
};

/// Rows of a batch: enough that the cores seldom wait for the last of them, and few enough for the cache they share.
const BATCH: usize = 8192;
/// Bytes of a batch, whatever it has of rows: some batches are in memory at once, and a row may have a mebibyte.
const BYTES: usize = 8 << 20;
/// Rows that one core takes at once.
const SHARE: usize = 256;
/// Batches that are read ahead of whoever takes them.
const AHEAD: usize = 2;

/// A data row, as far as its address goes.
#[derive(Clone)]
pub struct Entry {
    row: u64,
    /// Where it is not the address itself, as most are.
    cell: Option<Box<str>>,
    repair: Repair,
}

impl Entry {
    /// An entry that stands in no file: a line of standard input, for one.
    #[must_use]
    pub fn new(row: u64, cell: &str) -> Self {
        let repair = repair(cell);
        let same = repair.address().is_some_and(|address| address.as_str() == cell);
        Self { row, cell: (!same).then(|| cell.into()), repair }
    }

    /// An entry of a text that holds no address, whatever it looks like: an object without the key that was asked for.
    #[must_use]
    pub fn without_address(row: u64, text: &str) -> Self {
        Self { row, cell: Some(text.into()), repair: repair("") }
    }

    /// The data row, from 1: header and blank lines do not count.
    #[must_use]
    pub fn row(&self) -> u64 {
        self.row
    }

    /// The address cell as it came in; empty where the row is too short.
    #[must_use]
    pub fn cell(&self) -> &str {
        self.cell.as_deref().or_else(|| self.repair.address().map(Address::as_str)).unwrap_or_default()
    }

    /// What the cell means.
    #[must_use]
    pub fn repair(&self) -> &Repair {
        &self.repair
    }
}

impl std::fmt::Debug for Entry {
    /// Without the cell: addresses are personal data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entry").field("row", &self.row).field("address", &self.repair.address()).finish_non_exhaustive()
    }
}

/// What a pass saw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Data rows.
    pub rows: u64,
    /// Rows with fewer cells than the first record.
    pub short: u64,
    /// Rows with more cells than the first record: columns added behind them stand further right.
    pub long: u64,
}

impl Counts {
    /// Adds the rows of a batch, and says how many cells the widest of them has.
    fn add(&mut self, batch: &Batch, width: u32) -> u32 {
        let rows = batch.rows();
        self.rows += rows.len() as u64;
        for span in rows {
            self.short += u64::from(span.cells < width);
            self.long += u64::from(span.cells > width);
        }
        rows.iter().map(|span| span.cells).max().unwrap_or(0)
    }
}

/// Records, and what was made of each.
type Parsed<T> = (Batch, Vec<T>);

/// What a pass hands over.
pub(super) enum Part<'a, T> {
    /// Byte order mark and `sep=` line.
    Preamble(&'a [u8]),
    Header(Record<'a>),
    /// Records, and what was made of each but blank lines at the very end.
    Rows(&'a Batch, &'a [T]),
}

impl List {
    /// Reads all rows, in order, in batches.
    ///
    /// # Errors
    ///
    /// The first error of `each`; a file that cannot be read, or changed between two passes; a quote left open.
    pub fn read(&self, each: &mut dyn FnMut(&[Entry]) -> Result<(), Error>) -> Result<Counts, Error> {
        self.pass(&entry, &mut |part| match part {
            Part::Rows(_, entries) if !entries.is_empty() => each(entries),
            _ => Ok(()),
        })
    }

    /// One pass: `parse` makes something of each row, given its place in the batch and its number (from 1), on all cores;
    /// `each` gets all of it in order.
    pub(super) fn pass<T: Send>(
        &self,
        parse: &(impl Fn(&Batch, Span, u64) -> T + Sync),
        each: &mut dyn FnMut(Part<'_, T>) -> Result<(), Error>,
    ) -> Result<Counts, Error> {
        let layout = &self.head.layout;
        let (file, _held) = self.rewind()?;
        let source = Source::new(file, layout.encoding);
        let mut records = Records::new(source, layout.delimiter);
        let preamble = (records.take(layout.preamble)).map_err(|flaw| self.broken(flaw, 0))?;
        each(Part::Preamble(&preamble))?;
        if layout.header.is_some() && records.next().map_err(|flaw| self.broken(flaw, 0))? {
            each(Part::Header(records.record()))?;
        }
        let mut counts = Counts::default();
        // A thread of rayon's would wait for the others, which may all wait as well: then the reader parses by itself.
        let cores = rayon::current_thread_index().is_none();
        let fingerprint = std::thread::scope(|scope| {
            let (sender, parsed) = mpsc::sync_channel(AHEAD);
            let (back, used) = mpsc::channel();
            let reader = scope.spawn(move || self.parse(records, parse, cores, &sender, &used));
            for next in parsed {
                let (batch, made): Parsed<T> = next?;
                self.widest.fetch_max(counts.add(&batch, layout.width), Ordering::Relaxed);
                each(Part::Rows(&batch, &made))?;
                // Gone only with the reader, which then has nothing left to use it for.
                drop(back.send((batch, made)));
            }
            let panicked = |_| Error::file("read", self.path(), io::Error::other("the reading thread ended"));
            reader.join().map_err(panicked)
        })?;
        self.same(fingerprint)?;
        Ok(counts)
    }

    /// Reads and parses batch after batch until nothing is left or nobody takes them. While whoever takes them has to
    /// wait, all `cores` help, and the next batch is read while the last is parsed; else that would only cost more.
    /// Returns the fingerprint of what was read.
    fn parse<T: Send>(
        &self,
        mut records: Records<File>,
        parse: &(impl Fn(&Batch, Span, u64) -> T + Sync),
        cores: bool,
        out: &mpsc::SyncSender<Result<Parsed<T>, Error>>,
        used: &mpsc::Receiver<Parsed<T>>,
    ) -> (u64, u64) {
        let (mut rows, mut batch, mut awaited) = (0, Batch::default(), true);
        let mut more = self.fill(&mut records, &mut batch, rows);
        while !matches!(more, Ok(false)) {
            let full = match more {
                Ok(_) => batch,
                Err(error) => {
                    // Whether anybody hears it or not, this is the end.
                    drop(out.send(Err(error)));
                    break;
                }
            };
            let behind = rows + full.rows().len() as u64;
            let (mut next, old) = used.try_recv().unwrap_or_default();
            let (made, ahead) = if cores && awaited {
                rayon::join(|| rewritten(old, &full, rows, parse), || self.fill(&mut records, &mut next, behind))
            } else {
                let mut made = old;
                made.clear();
                made.extend(full.rows().iter().zip(rows + 1..).map(|(span, row)| parse(&full, *span, row)));
                (made, self.fill(&mut records, &mut next, behind))
            };
            let waits = match out.try_send(Ok((full, made))) {
                Err(mpsc::TrySendError::Full(waits)) => Some(waits),
                Err(mpsc::TrySendError::Disconnected(_)) => break,
                Ok(()) => None,
            };
            awaited = waits.is_none();
            if waits.is_some_and(|waits| out.send(waits).is_err()) {
                break;
            }
            (more, batch, rows) = (ahead, next, behind);
        }
        records.fingerprint()
    }

    /// The next batch; `false` where nothing is left.
    fn fill(&self, records: &mut Records<File>, batch: &mut Batch, rows: u64) -> Result<bool, Error> {
        batch.clear();
        while batch.len() < BATCH && batch.bytes() < BYTES {
            let row = rows + batch.len() as u64 + 1;
            if !batch.read(records, self.head.layout.column).map_err(|flaw| self.broken(flaw, row))? {
                break;
            }
        }
        Ok(batch.len() > 0)
    }

    fn broken(&self, broken: Flaw, row: u64) -> Error {
        match broken {
            Flaw::Read(source) => Error::file("read", self.path(), source),
            Flaw::Record(what, cell) => flaw(self.path(), Some(row), Some(cell.to_string()), what.to_owned()),
        }
    }
}

pub(super) fn entry(batch: &Batch, span: Span, row: u64) -> Entry {
    Entry::new(row, &text(batch.cell(span)))
}

/// What `parse` makes of each row, in the place of what was made of the rows of an earlier batch: what one row leaves
/// is freed by the core that needs as much for the next, and no core waits for another's memory.
fn rewritten<T: Send>(
    mut old: Vec<T>,
    batch: &Batch,
    before: u64,
    parse: &(impl Fn(&Batch, Span, u64) -> T + Sync),
) -> Vec<T> {
    let (rows, row) = (batch.rows().par_iter().with_min_len(SHARE), |nth: usize| before + nth as u64 + 1);
    if old.len() != rows.len() {
        return rows.enumerate().map(|(nth, span)| parse(batch, *span, row(nth))).collect();
    }
    let both = rows.zip(&mut old).enumerate();
    both.for_each(|(nth, (span, slot))| *slot = parse(batch, *span, row(nth)));
    old
}
