//! The second reading: every byte as it was, and behind each row cells of ours.

use super::{
    List,
    batch::{Batch, Span},
    pass::{Entry, Part, entry},
    records::Record,
    source::Sink,
};
use crate::error::Error;
#[cfg(feature = "engine")]
use crate::syntax::clean;
use std::{
    io::{self, Write},
    sync::atomic::Ordering,
};

/// Cells by which a row may be wider than the first record and still be taken for one of this list.
const WIDER: u32 = 64;

/// A data row, as far as its address goes, where most need no [`Entry`].
#[cfg(feature = "engine")]
pub(crate) enum Row<'a> {
    /// Its cell is an address as it would be mailed, in ASCII: with its number and where its `@` is.
    Plain {
        row: u64,
        address: &'a str,
        at: usize,
    },
    Other(&'a Entry),
}

/// The same, of the rows of a batch.
#[cfg(feature = "engine")]
enum Cell {
    Plain { row: u64, span: Span, at: usize },
    Other(Box<Entry>),
}

#[cfg(feature = "engine")]
impl Cell {
    fn read(batch: &Batch, span: Span, row: u64) -> Self {
        match clean(batch.cell(span)) {
            Some(at) => Self::Plain { row, span, at },
            None => Self::Other(Box::new(entry(batch, span, row))),
        }
    }

    fn row<'a>(&'a self, batch: &'a Batch) -> Row<'a> {
        match self {
            Self::Plain { row, span, at } => {
                let address = std::str::from_utf8(batch.cell(*span)).unwrap_or_default();
                Row::Plain { row: *row, address, at: *at }
            }
            Self::Other(entry) => Row::Other(entry),
        }
    }
}

impl List {
    /// Where our columns begin: behind the widest row, so that they stand under their names in every row. A row
    /// that is wider by far has lost a quote or a line end: it does not widen all others.
    fn width(&self) -> u32 {
        let widest = self.widest.load(Ordering::Relaxed);
        if widest > self.head.layout.width.saturating_add(WIDER) {
            self.head.layout.width
        } else {
            widest.max(self.head.layout.width)
        }
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
        self.rewrite_entries(out, headers, &mut |entry, behind| {
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
    pub(crate) fn rewrite_entries(
        &self,
        out: &mut dyn Write,
        headers: &[&str],
        cells: &mut dyn FnMut(&Entry, &mut Cells),
    ) -> Result<u64, Error> {
        self.rewrite_as(out, headers, &entry, &mut |_, entry, behind| cells(entry, behind))
    }

    /// The same, at the least that each row takes.
    ///
    /// # Errors
    ///
    /// As [`rewrite`](Self::rewrite).
    #[cfg(feature = "engine")]
    pub(crate) fn rewrite_rows(
        &self,
        out: &mut dyn Write,
        headers: &[&str],
        cells: &mut dyn FnMut(Row<'_>, &mut Cells),
    ) -> Result<u64, Error> {
        self.rewrite_as(out, headers, &Cell::read, &mut |batch, cell, behind| cells(cell.row(batch), behind))
    }

    /// The same, with what `parse` makes of each row, given as in [`pass`](Self::pass).
    fn rewrite_as<T: Send>(
        &self,
        out: &mut dyn Write,
        headers: &[&str],
        parse: &(impl Fn(&Batch, Span, u64) -> T + Sync),
        cells: &mut dyn FnMut(&Batch, &T, &mut Cells),
    ) -> Result<u64, Error> {
        let width = self.width();
        let mut sink = Sink::new(out, self.head.layout.encoding);
        let mut row = Cells::new(self.head.layout.delimiter);
        let counts = self.pass(parse, &mut |part| {
            let written = match part {
                Part::Preamble(bytes) => sink.raw(bytes),
                Part::Header(record) => {
                    row.begin(record.cells, width);
                    self.names(headers).iter().for_each(|name| row.push(name));
                    copy(&mut sink, record, &row)
                }
                Part::Rows(batch, made) => (|| {
                    let mut made = made.iter();
                    for record in batch.records() {
                        row.begin(record.cells, width);
                        if let Some(made) = (record.cells > 0).then(|| made.next()).flatten() {
                            cells(batch, made, &mut row);
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
            (self.head.header().unwrap_or_default().iter()).map(|name| name.trim().to_lowercase()).collect();
        let free = |name: &&str| {
            let mut name = (*name).to_owned();
            while taken.contains(&name) {
                name.insert_str(0, "listproof_");
            }
            name
        };
        headers.iter().map(free).collect()
    }
}

/// A record again, with more cells.
fn copy(sink: &mut Sink<'_>, record: Record<'_>, cells: &Cells) -> io::Result<()> {
    if !record.lead.is_empty() {
        sink.raw(record.lead)?;
    }
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
    pub(crate) fn new(delimiter: u8) -> Self {
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

    /// Text that is written as it stands, delimiters included.
    #[cfg(feature = "engine")]
    pub(crate) fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// What is to be written.
    #[cfg(feature = "engine")]
    pub(crate) fn as_str(&self) -> &str {
        &self.text
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
