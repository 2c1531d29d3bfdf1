//! The second reading: every byte as it was, and behind each row cells of ours.

use super::{
    List,
    arena::TOGETHER,
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

/// Who says what is written behind each row.
#[cfg(feature = "engine")]
pub(crate) trait Rows {
    /// Sees the rows that come next, some dozens of them.
    fn ahead(&mut self, rows: &mut dyn Iterator<Item = Row<'_>>);

    /// Writes the cells behind a row.
    fn write(&mut self, row: Row<'_>, cells: &mut Cells);
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

    /// `text` is the whole batch: looked at once, each of its cells need not be.
    fn row<'a>(&'a self, batch: &'a Batch, text: Option<&'a str>) -> Row<'a> {
        match self {
            Self::Plain { row, span, at } => {
                let address = match text {
                    Some(text) => text.get(span.place()),
                    None => std::str::from_utf8(batch.cell(*span)).ok(),
                };
                Row::Plain { row: *row, address: address.unwrap_or_default(), at: *at }
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
        self.rewrite_as(out, headers, &entry, &mut Entries(cells))
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
        rows: &mut dyn Rows,
    ) -> Result<u64, Error> {
        self.rewrite_as(out, headers, &Cell::read, &mut ByRow(rows))
    }

    /// The same, with what `parse` makes of each row, given as in [`pass`](Self::pass).
    fn rewrite_as<T: Send>(
        &self,
        out: &mut dyn Write,
        headers: &[&str],
        parse: &(impl Fn(&Batch, Span, u64) -> T + Sync),
        behind: &mut impl Behind<T>,
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
                    let (mut records, text) = (batch.records(), batch.text());
                    for made in made.chunks(TOGETHER) {
                        behind.ahead(batch, text, made);
                        for (made, record) in made.iter().zip(&mut records) {
                            row.begin(record.cells, width);
                            behind.write(batch, text, made, &mut row);
                            copy(&mut sink, record, &row)?;
                        }
                    }
                    // Blank lines at the very end.
                    records.try_for_each(|record| {
                        row.begin(record.cells, width);
                        copy(&mut sink, record, &row)
                    })
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

/// What is written behind the rows of a batch, of which `text` is the whole, where it is text, and `T` was made of each.
trait Behind<T> {
    /// Sees some of them before they are written.
    fn ahead(&mut self, batch: &Batch, text: Option<&str>, made: &[T]);

    fn write(&mut self, batch: &Batch, text: Option<&str>, made: &T, cells: &mut Cells);
}

struct Entries<'a>(&'a mut dyn FnMut(&Entry, &mut Cells));

impl Behind<Entry> for Entries<'_> {
    fn ahead(&mut self, _: &Batch, _: Option<&str>, _: &[Entry]) {}

    fn write(&mut self, _: &Batch, _: Option<&str>, entry: &Entry, cells: &mut Cells) {
        (self.0)(entry, cells);
    }
}

#[cfg(feature = "engine")]
struct ByRow<'a>(&'a mut dyn Rows);

#[cfg(feature = "engine")]
impl Behind<Cell> for ByRow<'_> {
    fn ahead(&mut self, batch: &Batch, text: Option<&str>, cells: &[Cell]) {
        self.0.ahead(&mut cells.iter().map(|cell| cell.row(batch, text)));
    }

    fn write(&mut self, batch: &Batch, text: Option<&str>, cell: &Cell, cells: &mut Cells) {
        self.0.write(cell.row(batch, text), cells);
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
