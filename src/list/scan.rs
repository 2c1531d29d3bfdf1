//! Where records begin and end, to the byte.
//!
//! The csv crate says what the cells of a record are; it does not say which bytes the record was made of, skips blank
//! lines, and lets one quote that is never closed swallow the rest of the file. This scanner follows the same automaton
//! and keeps the bytes:
//!
//! ```text
//! lead (blank lines) · body (cells, delimiters, quotes) · tail (LF, CR LF, CR or nothing)
//! ```

use super::{
    batch::{Batch, width},
    source::Source,
};
use std::io;

/// Longest cell, in bytes. A quote that is never closed is the usual reason for a longer one.
pub(crate) const MAX_CELL: usize = 64 * 1024;
/// Most line ends within one quoted cell: postal addresses and notes have a few.
pub(crate) const MAX_CELL_LINES: u32 = 100;
/// Longest record, in bytes.
pub(crate) const MAX_RECORD: usize = 1024 * 1024;
/// Most cells of a record.
pub(crate) const MAX_CELLS: u32 = 4096;
/// Bytes asked of the source at once.
const CHUNK: usize = 128 * 1024;

/// Records of a source, in order.
pub(crate) struct Records<R> {
    source: Source<R>,
    delimiter: u8,
    /// The cell that is wanted of each record, from 0.
    column: usize,
    /// Which bytes may end a cell or begin a quoted one.
    marks: Box<[bool; 256]>,
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
}

/// Why a record cannot be read.
#[derive(Debug)]
pub(crate) enum Flaw {
    Read(io::Error),
    /// What is wrong, and in which cell (from 1).
    Record(&'static str, u32),
}

impl<R: io::Read> Records<R> {
    pub(crate) fn new(source: Source<R>, delimiter: u8, column: usize) -> Self {
        let mut marks = Box::new([false; 256]);
        for mark in [delimiter, b'"', b'\r', b'\n'] {
            if let Some(slot) = marks.get_mut(usize::from(mark)) {
                *slot = true;
            }
        }
        Self { source, delimiter, column, marks, buffer: Vec::new(), at: 0, ended: false }
    }

    /// Appends the next record, or the blank lines after the last one; `false` at the end.
    pub(crate) fn next(&mut self, batch: &mut Batch) -> Result<bool, Flaw> {
        let mut scan = Scan::default();
        loop {
            let unread = self.buffer.get(self.at..).unwrap_or(&[]);
            if let Some((plain, cell)) = if scan.at == 0 { self.plain(unread) } else { None } {
                batch.push(unread.get(..plain.at).unwrap_or(unread), &plain, cell);
                self.at += plain.at;
                return Ok(true);
            }
            if scan.run(unread, self.delimiter, self.ended)? {
                let taken = unread.get(..scan.at).unwrap_or(unread);
                if taken.is_empty() {
                    return Ok(false);
                }
                let cell = self.wanted(taken.get(scan.body..scan.tail).unwrap_or(&[]));
                batch.push(taken, &scan, cell.map(|at| at + scan.body));
                self.at += scan.at;
                return Ok(true);
            }
            self.fill()?;
        }
    }

    /// A record without blank lines before it, line ends or quotes within its quotes, whole in the buffer and of a modest
    /// length: most of them. What the automaton would say of it and where the wanted cell is, in one look at each byte.
    fn plain(&self, unread: &[u8]) -> Option<(Scan, [usize; 2])> {
        let unread = unread.get(..MAX_CELL).unwrap_or(unread);
        let (mut at, mut cell_at, mut cells) = (0, 0, 1);
        let mut wanted = None;
        loop {
            let mark = |byte: &u8| self.marks.get(usize::from(*byte)).copied().unwrap_or(true);
            at += unread.get(at..)?.iter().position(mark)?;
            let end = match *unread.get(at)? {
                b'\n' => 1,
                // Whether an LF follows is not known yet.
                b'\r' => 1 + usize::from(*unread.get(at + 1)? == b'\n'),
                b'"' => {
                    at += if at == cell_at { self.quoted(unread.get(at + 1..)?)? } else { 1 };
                    continue;
                }
                _ => {
                    if cells as usize == self.column + 1 {
                        wanted = Some([cell_at, at]);
                    }
                    (at, cell_at, cells) = (at + 1, at + 1, cells + 1);
                    continue;
                }
            };
            let last = if cells as usize == self.column + 1 { [cell_at, at] } else { [at, at] };
            let whole = at > 0 && cells <= MAX_CELLS;
            let scan = || Scan { at: at + end, tail: at, cell: cells, ..Scan::default() };
            return whole.then(|| (scan(), wanted.unwrap_or(last)));
        }
    }

    /// Where the wanted cell is in the body of a record.
    fn wanted(&self, body: &[u8]) -> [usize; 2] {
        let mut at = 0;
        for _ in 0..self.column {
            let width = width(body.get(at..).unwrap_or(&[]), self.delimiter);
            if at + width >= body.len() {
                return [body.len(); 2];
            }
            at += width + 1;
        }
        [at, at + width(body.get(at..).unwrap_or(&[]), self.delimiter)]
    }

    /// Bytes of a simple quoted cell whose opening quote was before.
    fn quoted(&self, bytes: &[u8]) -> Option<usize> {
        let inside = bytes.iter().position(|byte| matches!(*byte, b'"' | b'\r' | b'\n'))?;
        let behind = *bytes.get(inside + 1)?;
        let closed = *bytes.get(inside)? == b'"' && (behind == self.delimiter || matches!(behind, b'\r' | b'\n'));
        closed.then_some(inside + 2)
    }

    /// The first `size` bytes, which belong to no record.
    pub(crate) fn take(&mut self, size: usize) -> Result<Vec<u8>, Flaw> {
        while self.buffer.len() < size && !self.ended {
            self.fill()?;
        }
        let taken = self.buffer.get(..size).unwrap_or(&self.buffer).to_vec();
        self.at = taken.len();
        Ok(taken)
    }

    /// How the bytes so far are fingerprinted.
    pub(crate) fn fingerprint(&self) -> (u64, u64) {
        self.source.fingerprint()
    }

    fn fill(&mut self) -> Result<(), Flaw> {
        self.buffer.drain(..self.at);
        self.at = 0;
        self.ended = !self.source.fill(&mut self.buffer, CHUNK).map_err(Flaw::Read)?;
        Ok(())
    }
}

/// The automaton of csv-core, with the places where something began.
#[derive(Default)]
pub(super) struct Scan {
    state: State,
    pub(super) at: usize,
    pub(super) body: usize,
    pub(super) tail: usize,
    pub(super) cell: u32,
    cell_at: usize,
    lines: u32,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Nothing but line ends so far.
    #[default]
    Lead,
    CellStart,
    Plain,
    Quoted,
    /// A quote within quotes: an escaped one, or the end of them.
    Closing,
    /// CR seen: one LF more belongs to the line end.
    Return,
    Done,
}

impl Scan {
    /// Goes on where the last call stopped; `true` when a record is whole. `ended`: no bytes will follow.
    fn run(&mut self, bytes: &[u8], delimiter: u8, ended: bool) -> Result<bool, Flaw> {
        while let Some(&byte) = bytes.get(self.at) {
            self.step(byte, delimiter)?;
            self.skip(bytes, delimiter)?;
            if self.state == State::Done {
                return Ok(true);
            }
        }
        if !ended {
            return Ok(false);
        }
        match self.state {
            State::Quoted => {
                return Err(Flaw::Record("a quote is opened here and never closed", self.cell));
            }
            State::Lead => (self.body, self.tail) = (self.at, self.at),
            State::Return => {}
            _ => self.tail = self.at,
        }
        Ok(true)
    }

    /// Over bytes that change nothing.
    fn skip(&mut self, bytes: &[u8], delimiter: u8) -> Result<(), Flaw> {
        let mark = |byte: &u8| match self.state {
            State::Plain => matches!(*byte, b'\r' | b'\n') || *byte == delimiter,
            State::Quoted => matches!(*byte, b'"' | b'\r' | b'\n'),
            _ => true,
        };
        let rest = bytes.get(self.at..).unwrap_or(&[]);
        self.at += rest.iter().position(mark).unwrap_or(rest.len());
        self.check()
    }

    fn step(&mut self, byte: u8, delimiter: u8) -> Result<(), Flaw> {
        if self.state == State::Return {
            self.at += usize::from(byte == b'\n');
            self.state = State::Done;
            return Ok(());
        }
        if self.state == State::Lead && !matches!(byte, b'\r' | b'\n') {
            self.body = self.at;
            self.open_cell()?;
        }
        self.state = match (self.state, byte) {
            (State::Lead, _) => State::Lead,
            (State::Quoted, b'"') => State::Closing,
            (State::Quoted, b'\r' | b'\n') => {
                self.lines += 1;
                State::Quoted
            }
            (State::Quoted, _) => State::Quoted,
            (State::Closing, b'"') => State::Quoted,
            (_, b'\n') => {
                self.tail = self.at;
                State::Done
            }
            (_, b'\r') => {
                self.tail = self.at;
                State::Return
            }
            (_, byte) if byte == delimiter => State::CellStart,
            (State::CellStart, b'"') => State::Quoted,
            // The quote that "closes" a cell of many lines opens the next quoted cell in truth.
            (State::Closing, _) if self.lines > 0 => {
                return Err(Flaw::Record("a quote is opened here and not closed in its line", self.cell));
            }
            _ => State::Plain,
        };
        self.at += 1;
        if self.state == State::CellStart {
            self.open_cell()?;
        }
        Ok(())
    }

    fn open_cell(&mut self) -> Result<(), Flaw> {
        self.state = State::CellStart;
        self.cell += 1;
        self.cell_at = self.at;
        self.lines = 0;
        if self.cell > MAX_CELLS {
            return Err(Flaw::Record("more than 4096 cells", self.cell));
        }
        Ok(())
    }

    fn check(&self) -> Result<(), Flaw> {
        if self.state != State::Lead && self.at - self.cell_at > MAX_CELL {
            return Err(Flaw::Record("longer than 64 KiB: is a quote left open?", self.cell));
        }
        if self.lines > MAX_CELL_LINES {
            return Err(Flaw::Record("more than 100 lines: is a quote left open?", self.cell));
        }
        if self.state != State::Lead && self.at - self.body > MAX_RECORD {
            return Err(Flaw::Record("a record longer than 1 MiB", self.cell));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::source::Encoding;

    fn scan(bytes: &[u8], column: usize) -> Result<Batch, Flaw> {
        let mut records = Records::new(Source::new(bytes, Encoding::Utf8), b',', column);
        let mut batch = Batch::default();
        while records.next(&mut batch)? {}
        Ok(batch)
    }

    #[test]
    fn every_byte_has_its_place() {
        let batch = scan(b"\n\r\na,\"b\nc\"\r\n\"d\"\"e\",f\rg\n\n", 0).unwrap();
        let bodies: Vec<_> = batch.records().map(|r| (r.body, r.tail, r.cells)).collect();
        assert_eq!(
            bodies,
            [(&b"a,\"b\nc\""[..], &b"\r\n"[..], 2), (b"\"d\"\"e\",f", b"\r", 2), (b"g", b"\n", 1), (b"", b"", 0),]
        );
        assert_eq!(batch.records().next().unwrap().lead, b"\n\r\n");
        assert_eq!(batch.records().last().unwrap().lead, b"\n");
    }

    /// With and without the quick look, in pieces of any size, and cell by cell as the csv crate reads them.
    #[test]
    fn reads_what_the_csv_crate_reads() {
        let pieces = ["a", "bc@d", ",", "\"", "\"\"", "\n", "\r\n", ",\"x,y\"", " ", "\r"];
        let mut state = 7_usize;
        for _ in 0..2_000 {
            let mut text = String::new();
            for _ in 0..state % 12 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(state >> 33) % pieces.len()]);
            }
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) >> 1;
            let Ok(batch) = scan(text.as_bytes(), 0) else { continue };
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let rows: Vec<_> = reader.byte_records().map(Result::unwrap).collect();
            assert_eq!(batch.rows().len(), rows.len(), "{text:?}");
            for (row, span) in rows.iter().zip(batch.rows()) {
                let record = batch.record(*span);
                assert_eq!(record.cells as usize, row.len(), "{text:?}");
                assert!(record.all(b',').eq(row.iter()), "{text:?}");
            }
            for column in 0..3 {
                let batch = scan(text.as_bytes(), column).unwrap();
                for (row, span) in rows.iter().zip(batch.rows()) {
                    assert_eq!(&*batch.cell(*span), row.get(column).unwrap_or(&[]), "{text:?} {column}");
                }
            }
        }
    }

    #[test]
    fn an_open_quote_is_named() {
        assert!(matches!(scan(b"a,\"b\nc,d", 0), Err(Flaw::Record(_, 2))));
        let swallowed = b"a,\"b\nc,\"d\",e\n";
        assert!(matches!(scan(swallowed, 0), Err(Flaw::Record(_, 2))));
        let long = [b"\"".as_slice(), &[b'x'; MAX_CELL + 9]].concat();
        assert!(matches!(scan(&long, 0), Err(Flaw::Record(_, 1))));
    }
}
