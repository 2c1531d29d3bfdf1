//! One pass over a list: records by the scanner on a thread of its own, cells and repairs on all cores, in order.

use super::{
    List, flaw,
    scan::{Batch, Flaw, Record, Records},
    source::{Sink, Source, text},
};
use crate::{
    error::Error,
    syntax::{Address, Repair, repair},
};
use rayon::prelude::*;
use std::{
    fs::File,
    io::{self, Write},
    sync::{atomic::Ordering, mpsc},
};

/// Rows of a batch: enough to keep all cores busy, little enough to stay in their caches.
const BATCH: usize = 4096;
/// Rows that one core takes at once.
const SHARE: usize = 256;
/// Cells by which a row may be wider than the first record and still be taken for one of this list.
const WIDER: u32 = 64;
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

/// Records and their entries.
type Parsed = (Batch, Vec<Entry>);

/// What a pass hands over.
enum Part<'a> {
    /// Byte order mark and `sep=` line.
    Preamble(&'a [u8]),
    Header(Record<'a>),
    /// Records, and an entry for each but blank lines at the very end.
    Rows(&'a Batch, &'a [Entry]),
}

impl List {
    /// Reads all rows, in order, in batches.
    ///
    /// # Errors
    ///
    /// The first error of `each`; a file that cannot be read, or changed between two passes; a quote left open.
    pub fn read(&self, each: &mut dyn FnMut(&[Entry]) -> Result<(), Error>) -> Result<Counts, Error> {
        self.pass(&mut |part| match part {
            Part::Rows(_, entries) if !entries.is_empty() => each(entries),
            _ => Ok(()),
        })
    }

    /// Where our columns begin: behind the widest row, so that they stand under their names in every row. A row
    /// that is wider by far has lost a quote or a line end: it does not widen all others.
    fn width(&self) -> u32 {
        let widest = self.widest.load(Ordering::Relaxed);
        if widest > self.layout.width.saturating_add(WIDER) { self.layout.width } else { widest.max(self.layout.width) }
    }

    /// Writes the list again: every byte as it was, and behind the cells of each row those that `cells` pushes, in the
    /// list's own delimiter and encoding. The header gets `headers`, with `listproof_` before a name that is taken; a
    /// list without header stays without. Returns the number of data rows.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), and where `out` cannot be written (then named as the list's copy).
    pub fn rewrite(
        &self,
        out: &mut dyn Write,
        headers: &[&str],
        cells: &mut dyn FnMut(&Entry, &mut Vec<String>),
    ) -> Result<u64, Error> {
        let mut row = Vec::new();
        self.rewrite_rows(out, headers, &mut |entry, behind| {
            row.clear();
            cells(entry, &mut row);
            row.iter().for_each(|cell| behind.push(cell));
        })
    }

    /// As [`rewrite`](Self::rewrite), without a string for each cell.
    ///
    /// # Errors
    ///
    /// As [`rewrite`](Self::rewrite).
    pub(crate) fn rewrite_rows(
        &self,
        out: &mut dyn Write,
        headers: &[&str],
        cells: &mut dyn FnMut(&Entry, &mut Cells),
    ) -> Result<u64, Error> {
        let width = self.width();
        let mut sink = Sink::new(out, self.layout.encoding);
        let mut row = Cells::new(self.layout.delimiter);
        let counts = self.pass(&mut |part| {
            let written = match part {
                Part::Preamble(bytes) => sink.raw(bytes),
                Part::Header(record) => {
                    row.begin(record.cells, width);
                    self.names(headers).iter().for_each(|name| row.push(name));
                    copy(&mut sink, record, &row)
                }
                Part::Rows(batch, entries) => (|| {
                    let mut entries = entries.iter();
                    for record in batch.records() {
                        row.begin(record.cells, width);
                        if let Some(entry) = (record.cells > 0).then(|| entries.next()).flatten() {
                            cells(entry, &mut row);
                        }
                        copy(&mut sink, record, &row)?;
                    }
                    Ok(())
                })(),
            };
            written.map_err(|source| Error::file("write the copy of", self.path(), source))
        })?;
        Ok(counts.rows)
    }

    /// `headers`, renamed where the list has a column of that name.
    fn names(&self, headers: &[&str]) -> Vec<String> {
        let taken: Vec<String> =
            (self.header().unwrap_or_default().iter()).map(|name| name.trim().to_lowercase()).collect();
        let free = |name: &&str| {
            let mut name = (*name).to_owned();
            while taken.contains(&name) {
                name.insert_str(0, "listproof_");
            }
            name
        };
        headers.iter().map(free).collect()
    }

    fn pass(&self, each: &mut dyn FnMut(Part<'_>) -> Result<(), Error>) -> Result<Counts, Error> {
        let source = Source::new(self.rewind()?, self.layout.encoding);
        let mut records = Records::new(source, self.layout.delimiter);
        let preamble = (records.take(self.layout.preamble)).map_err(|flaw| self.broken(flaw, 0))?;
        each(Part::Preamble(&preamble))?;
        let mut batch = Batch::default();
        if self.has_header() {
            (records.next(&mut batch)).map_err(|flaw| self.broken(flaw, 0))?;
            if let Some(header) = batch.records().next() {
                each(Part::Header(header))?;
            }
        }
        let mut counts = Counts::default();
        let fingerprint = std::thread::scope(|scope| {
            let (sender, parsed) = mpsc::sync_channel(AHEAD);
            let (back, used) = mpsc::channel();
            let reader = scope.spawn(move || self.parse(records, &sender, &used));
            for next in parsed {
                let (batch, entries): Parsed = next?;
                for record in batch.rows().iter().map(|span| batch.record(*span)) {
                    counts.short += u64::from(record.cells < self.layout.width);
                    counts.long += u64::from(record.cells > self.layout.width);
                    self.widest.fetch_max(record.cells, Ordering::Relaxed);
                }
                counts.rows += entries.len() as u64;
                each(Part::Rows(&batch, &entries))?;
                // Gone only with the reader, which then has nothing left to use it for.
                drop(back.send((batch, entries)));
            }
            let panicked = |_| Error::file("read", self.path(), io::Error::other("the reading thread ended"));
            reader.join().map_err(panicked)
        })?;
        self.same(fingerprint)?;
        Ok(counts)
    }

    /// Reads and parses batch after batch, the next one read while the last is parsed, until nothing is left or nobody
    /// takes them. Returns the fingerprint of what was read.
    fn parse(
        &self,
        mut records: Records<File>,
        out: &mpsc::SyncSender<Result<Parsed, Error>>,
        used: &mpsc::Receiver<Parsed>,
    ) -> (u64, u64) {
        let (mut rows, mut batch) = (0, Batch::default());
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
            let old = used.try_recv();
            let (entries, ahead) = rayon::join(
                || self.entries(&full, rows),
                || {
                    // Its entries are freed here, not where somebody waits for more.
                    let mut next = old.map_or_else(|_| Batch::default(), |(batch, _)| batch);
                    (self.fill(&mut records, &mut next, behind), next)
                },
            );
            if out.send(Ok((full, entries))).is_err() {
                break;
            }
            ((more, batch), rows) = (ahead, behind);
        }
        records.fingerprint()
    }

    /// The next batch; `false` where nothing is left.
    fn fill(&self, records: &mut Records<File>, batch: &mut Batch, rows: u64) -> Result<bool, Error> {
        batch.clear();
        while batch.len() < BATCH {
            let row = rows + batch.len() as u64 + 1;
            if !records.next(batch).map_err(|flaw| self.broken(flaw, row))? {
                break;
            }
        }
        Ok(batch.len() > 0)
    }

    fn entries(&self, batch: &Batch, before: u64) -> Vec<Entry> {
        let rows = batch.rows().par_iter().with_min_len(SHARE).enumerate();
        rows.map(|(nth, span)| {
            let cell = batch.record(*span).cell(self.layout.delimiter, self.layout.column);
            Entry::new(before + nth as u64 + 1, &text(&cell))
        })
        .collect()
    }

    fn broken(&self, broken: Flaw, row: u64) -> Error {
        match broken {
            Flaw::Read(source) => Error::file("read", self.path(), source),
            Flaw::Record(what, cell) => flaw(self.path(), Some(row), Some(cell.to_string()), what.to_owned()),
        }
    }
}

/// A record again, with more cells.
fn copy(sink: &mut Sink<'_>, record: Record<'_>, cells: &Cells) -> io::Result<()> {
    sink.raw(record.lead)?;
    sink.raw(record.body)?;
    if record.cells > 0 && !cells.is_empty() {
        sink.text(&cells.text)?;
    }
    sink.raw(record.tail)
}

/// The cells behind a record, as they are written.
pub(crate) struct Cells {
    text: String,
    delimiter: char,
    /// Bytes before the first cell: what a short record lacks.
    lead: usize,
}

impl Cells {
    fn new(delimiter: u8) -> Self {
        Self { text: String::new(), delimiter: char::from(delimiter), lead: 0 }
    }

    fn begin(&mut self, cells: u32, width: u32) {
        self.text.clear();
        (cells..width).for_each(|_| self.text.push(self.delimiter));
        self.lead = self.text.len();
    }

    fn is_empty(&self) -> bool {
        self.text.len() == self.lead
    }

    /// RFC 4180 §2.6 and §2.7: quoted only where need be.
    pub(crate) fn push(&mut self, cell: &str) {
        self.text.push(self.delimiter);
        let delimiter = self.delimiter as u8;
        if cell.bytes().any(|byte| byte == delimiter || matches!(byte, b'"' | b'\r' | b'\n')) {
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(cell);
        }
    }
}
