//! Records of a list, and the bytes that each was made of.
//!
//! The csv crate says what the cells of a record are, and where the next one begins, wherever a [row](super::row) does not
//! say so at a glance. The source keeps the bytes that it hands to csv, so that a record can be written again as it was,
//! and hands them line by line, so that csv never has a byte of the next record. What csv reads without a word, but no
//! list means, is looked for in the few records that may hold it: those with line ends in a cell, very long ones, and the
//! last one.

use super::{
    row::{self, Look, Row, is_line_end},
    source::Source,
};
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use std::io::{self, Read};

/// Longest cell, in bytes. A quote that is never closed is the usual reason for a longer one.
const MAX_CELL: usize = 64 * 1024;
/// Most line ends within one quoted cell: postal addresses and notes have a few.
const MAX_CELL_LINES: usize = 100;
/// Longest record, in bytes.
const MAX_RECORD: usize = 1024 * 1024;
/// Most cells of a record.
const MAX_CELLS: u32 = 4096;
/// Bytes asked of the source at once: few enough that they are still in the core's own cache when they are looked at.
const CHUNK: usize = 64 * 1024;

/// Records of a source, in order.
pub(crate) struct Records<R> {
    reader: Reader<Kept<R>>,
    delimiter: u8,
    cells: ByteRecord,
    /// Bytes that the record was made of.
    size: usize,
}

/// The bytes of one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    /// Blank lines before it, and the LF of the CR LF before them.
    pub(crate) lead: &'a [u8],
    /// Its cells as they stand in the file. Empty only after the last record of a list.
    pub(crate) body: &'a [u8],
    /// Its line end: LF or CR, or nothing at the end of the list.
    pub(crate) tail: &'a [u8],
    /// How many cells it has; 0 where the body is empty.
    pub(crate) cells: u32,
}

/// Why a record cannot be read.
#[derive(Debug)]
pub(crate) enum Flaw {
    Read(io::Error),
    /// What is wrong, and in which cell (from 1).
    Record(&'static str, u32),
}

impl<R: Read> Records<R> {
    pub(crate) fn new(source: Source<R>, delimiter: u8) -> Self {
        let kept = Kept { source, bytes: Vec::new(), start: 0, handed: 0, blank: 0, left: Left::More };
        let mut reader = ReaderBuilder::new();
        reader.delimiter(delimiter).flexible(true).has_headers(false);
        Self { reader: reader.from_reader(kept), delimiter, cells: ByteRecord::new(), size: 0 }
    }

    /// The first `size` bytes, which belong to no record; to be asked for before the first of them.
    pub(crate) fn take(&mut self, size: usize) -> Result<Vec<u8>, Flaw> {
        self.reader.get_mut().take(size).map_err(Flaw::Read)
    }

    /// Goes on to the next record if it is a plain row, with its cell `column` (from 0); `None` where
    /// [`next`](Self::next) has to look. Then [`bytes`](Self::bytes) are those of the row.
    pub(super) fn row(&mut self, column: usize) -> Result<Option<Row>, Flaw> {
        self.leave();
        // A second byte order mark at the very start is for csv to drop.
        if self.reader.position().byte() == 0 {
            return Ok(None);
        }
        let kept = self.reader.get_mut();
        loop {
            match row::look(kept.rest(), self.delimiter, column) {
                Look::Row(row) => {
                    self.size = row.tail + 1;
                    kept.handed = kept.start + self.size;
                    return Ok(Some(row));
                }
                Look::Cut if kept.left == Left::More => {
                    kept.forget();
                    kept.fill().map_err(Flaw::Read)?;
                }
                _ => return Ok(None),
            }
        }
    }

    fn leave(&mut self) {
        self.reader.get_mut().start += std::mem::take(&mut self.size);
    }

    /// Goes on to the next record, or to the blank lines after the last one; `false` at the end.
    pub(crate) fn next(&mut self) -> Result<bool, Flaw> {
        self.leave();
        let before = self.reader.position().byte();
        let more = self.reader.read_byte_record(&mut self.cells).map_err(|error| match error.into_kind() {
            ErrorKind::Io(error) => Flaw::Read(error),
            other => Flaw::Read(io::Error::other(format!("{other:?}"))),
        })?;
        self.size = usize::try_from(self.reader.position().byte() - before).unwrap_or(usize::MAX);
        let Record { lead, body, cells, .. } = self.record();
        let open = more && self.reader.get_ref().left == Left::Nothing;
        // Without quotes there is nothing in a record but cells and delimiters.
        let quoted = body.len() + 1 > self.cells.as_slice().len() + self.cells.len();
        let lines = quoted && (body.contains(&b'\n') || body.contains(&b'\r'));
        if open || lines || body.len() > MAX_CELL || cells > MAX_CELLS {
            check(body, self.delimiter, open)?;
        }
        Ok(more || !lead.is_empty())
    }

    /// The bytes of the record, part by part.
    pub(crate) fn record(&self) -> Record<'_> {
        Record::new(self.bytes(), u32::try_from(self.cells.len()).unwrap_or(u32::MAX))
    }

    /// The bytes of the record.
    pub(crate) fn bytes(&self) -> &[u8] {
        let bytes = self.reader.get_ref().rest();
        // The line end that was handed over at the end of the source is not among them.
        bytes.get(..self.size).unwrap_or(bytes)
    }

    /// What its cells say.
    pub(crate) fn cells(&self) -> &ByteRecord {
        &self.cells
    }

    /// How the bytes so far are fingerprinted.
    pub(crate) fn fingerprint(&self) -> (u64, u64) {
        self.reader.get_ref().source.fingerprint()
    }
}

impl<'a> Record<'a> {
    fn new(bytes: &'a [u8], cells: u32) -> Self {
        let lead = bytes.iter().position(|byte| !is_line_end(byte)).unwrap_or(bytes.len());
        let (lead, rest) = bytes.split_at(lead);
        let tail = usize::from(rest.last().is_some_and(is_line_end));
        let (body, tail) = rest.split_at(rest.len() - tail);
        Self { lead, body, tail, cells }
    }
}

/// Hands a source to csv, and keeps the bytes since the record began that csv is at.
///
/// A line end is handed over behind the last byte, so that a record which still ends where nothing is left ends within
/// quotes. So does one that has grown too long, as nothing is left for it either.
struct Kept<R> {
    source: Source<R>,
    bytes: Vec<u8>,
    /// Where the record begins.
    start: usize,
    /// Where the bytes begin that csv has not got.
    handed: usize,
    /// Blank lines at the start, which may be as many as they like.
    blank: usize,
    left: Left,
}

/// What there is for csv to read behind the bytes that are kept.
#[derive(PartialEq, Eq)]
enum Left {
    More,
    LineEnd,
    End,
    /// And csv was told so.
    Nothing,
}

impl<R: Read> Kept<R> {
    fn take(&mut self, size: usize) -> io::Result<Vec<u8>> {
        while self.bytes.len() < size && self.left == Left::More {
            self.fill()?;
        }
        let rest = self.bytes.split_off(size.min(self.bytes.len()));
        Ok(std::mem::replace(&mut self.bytes, rest))
    }

    fn fill(&mut self) -> io::Result<()> {
        if !self.source.fill(&mut self.bytes, CHUNK)? {
            self.left = Left::LineEnd;
        }
        Ok(())
    }

    /// From where the record begins.
    fn rest(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or(&[])
    }

    /// Forgets the records before.
    fn forget(&mut self) {
        if self.start > 0 {
            let start = self.start.min(self.bytes.len());
            self.bytes.drain(..start);
            self.handed -= start.min(self.handed);
            (self.start, self.blank) = (0, 0);
        }
    }

    /// Whether the record that csv is at, the first that is kept, has become too long.
    fn is_long(&mut self) -> bool {
        let open = self.bytes.get(self.blank..).unwrap_or(&[]);
        self.blank += open.iter().take_while(|byte| is_line_end(byte)).count();
        self.bytes.len() - self.blank > MAX_RECORD
    }
}

impl<R: Read> Read for Kept<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.handed == self.bytes.len() {
            self.forget();
            if self.left == Left::More && !self.is_long() {
                self.fill()?;
            } else if self.left == Left::LineEnd {
                self.left = Left::End;
                return b"\n".as_slice().read(into);
            } else {
                self.left = Left::Nothing;
                return Ok(0);
            }
        }
        let rest = self.bytes.get(self.handed..).unwrap_or(&[]);
        let end = rest.iter().position(is_line_end);
        let line = end.and_then(|end| rest.get(..=end)).unwrap_or(rest);
        let read = { line }.read(into)?;
        self.handed += read;
        Ok(read)
    }
}

/// What is wrong with a record that csv has read; `open` where it ends within quotes.
fn check(body: &[u8], delimiter: u8, open: bool) -> Result<(), Flaw> {
    let (mut rest, mut cell) = (Some(body), 0);
    while let Some(bytes) = rest {
        cell += 1;
        let closed = closed(bytes);
        let behind = bytes.get(closed.unwrap_or(bytes.len())..).unwrap_or(&[]);
        let ends = behind.iter().position(|byte| *byte == delimiter).unwrap_or(behind.len());
        let (raw, next) = bytes.split_at(bytes.len() - behind.len() + ends);
        let lines = raw.iter().filter(|byte| is_line_end(byte)).count();
        let what = if cell > MAX_CELLS {
            "more than 4096 cells"
        } else if raw.len() > MAX_CELL {
            "longer than 64 KiB: is a quote left open?"
        } else if lines > MAX_CELL_LINES {
            "more than 100 lines: is a quote left open?"
        } else if closed.is_none() {
            "a quote is opened here and never closed"
        } else if lines > 0 && ends > 0 {
            // The quote that "closes" a cell of many lines opens the next quoted cell in truth.
            "a quote is opened here and not closed in its line"
        } else {
            rest = next.get(1..);
            continue;
        };
        return Err(Flaw::Record(what, cell));
    }
    if open || body.len() > MAX_RECORD {
        return Err(Flaw::Record("a record longer than 1 MiB", cell));
    }
    Ok(())
}

/// Where the quotes end that a cell begins with, closing quote included: 0 where it begins with none, `None` where they
/// do not end.
fn closed(bytes: &[u8]) -> Option<usize> {
    if bytes.first() != Some(&b'"') {
        return Some(0);
    }
    let mut at = 1;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b'"')? + 1;
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::list::source::Encoding;

    /// Bytes that come in pieces.
    pub(in crate::list) struct Pieces<'a>(pub(in crate::list) &'a [u8], pub(in crate::list) usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let (piece, rest) = self.0.split_at(self.1.min(self.0.len()).min(into.len()));
            into[..piece.len()].copy_from_slice(piece);
            self.0 = rest;
            Ok(piece.len())
        }
    }

    /// Bytes and cells of each record.
    type Parts = ([Vec<u8>; 3], Vec<Vec<u8>>);

    fn all(bytes: &[u8], piece: usize) -> Result<Vec<Parts>, Flaw> {
        let mut records = Records::new(Source::new(Pieces(bytes, piece), Encoding::Utf8), b',');
        let mut found = Vec::new();
        while records.next()? {
            let Record { lead, body, tail, cells } = records.record();
            let said: Vec<_> = records.cells().iter().map(<[u8]>::to_vec).collect();
            assert_eq!(said.len(), cells as usize);
            found.push(([lead, body, tail].map(<[u8]>::to_vec), said));
        }
        Ok(found)
    }

    #[test]
    fn every_byte_has_its_place() {
        let found = all(b"\n\r\na,\"b\nc\"\r\n\"d\"\"e\",f\rg\n\n", 3).unwrap();
        let parts: Vec<_> =
            found.iter().map(|(parts, cells)| (parts.each_ref().map(Vec::as_slice), cells.len())).collect();
        let wanted: [([&[u8]; 3], usize); 4] = [
            ([b"\n\r\n", b"a,\"b\nc\"", b"\r"], 2),
            ([b"\n", b"\"d\"\"e\",f", b"\r"], 2),
            ([b"", b"g", b"\n"], 1),
            ([b"\n", b"", b""], 0),
        ];
        assert_eq!(parts, wanted);
    }

    /// Texts of what matters to csv, the same at every run.
    pub(in crate::list) fn texts(many: usize) -> impl Iterator<Item = String> {
        let pieces =
            ["a", "bc@d", ",", "\"", "\"\"", "\n", "\r\n", ",\"x,y\"", " ", "\r", "\u{feff}", ",\"z\",", "e,f,"];
        let mut state = 7_usize;
        let mut next = move |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        (0..many).map(move |_| (0..next(18)).map(|_| pieces[next(pieces.len())]).collect())
    }

    /// Whatever it holds and in whatever pieces it comes, a text is refused or comes out whole, and the bytes of a record
    /// say by themselves what its cells say.
    #[test]
    fn every_text_comes_back() {
        let mut read = 0;
        // Of what begins with a byte order mark, csv drops it, and takes one that comes alone for the end.
        for (nth, text) in texts(2_000).filter(|text| !text.starts_with('\u{feff}')).enumerate() {
            let Ok(found) = all(text.as_bytes(), 1 + nth % 5) else { continue };
            let bytes: Vec<u8> = found.iter().flat_map(|(parts, _)| parts.concat()).collect();
            assert_eq!(bytes, text.as_bytes(), "{text:?}");
            for ([_, body, _], cells) in found {
                // Elsewhere it is a letter, but not to one who is handed this record alone.
                if body.starts_with("\u{feff}".as_bytes()) {
                    continue;
                }
                let mut alone = ReaderBuilder::new().has_headers(false).from_reader(body.as_slice());
                let alone = alone.byte_records().next().map(Result::unwrap).unwrap_or_default();
                assert!(alone.iter().eq(&cells), "{text:?}");
            }
            read += 1;
        }
        assert!(read > 700, "{read}");
    }

    #[test]
    fn an_open_quote_is_named() {
        let flaw = |bytes: &[u8]| match all(bytes, 1 << 20) {
            Err(Flaw::Record(what, cell)) => (what, cell),
            other => panic!("{other:?}"),
        };
        let never = "a quote is opened here and never closed";
        for open in [&b"a,\"b\nc,d"[..], b"a,\"b\nc,d\n", b"a,\"", b"a,\"\n", b"a,\"b\"\"", b"a,\"\"\"\r\n"] {
            assert_eq!(flaw(open), (never, 2), "{}", open.escape_ascii());
        }
        assert_eq!(flaw(b"a,\"b\nc,\"d\",e\n"), ("a quote is opened here and not closed in its line", 2));
        assert_eq!(flaw(b"a,\"b\rc,\"d\",e\n"), ("a quote is opened here and not closed in its line", 2));
        assert_eq!(flaw(&[b"\"".as_slice(), &[b'x'; MAX_CELL + 9]].concat()).1, 1);
        assert_eq!(flaw(&[b"x,\"".as_slice(), &b"y,z\n".repeat(300_000)].concat()).1, 2);
    }

    #[test]
    fn what_is_too_long_is_named() {
        let flaw = |bytes: &[u8]| matches!(all(bytes, CHUNK), Err(Flaw::Record(..)));
        for cell in [MAX_CELL, MAX_CELL + 1] {
            assert_eq!(flaw(&[&b"x".repeat(cell), b",y\n".as_slice()].concat()), cell > MAX_CELL);
        }
        for cells in [MAX_CELLS as usize, MAX_CELLS as usize + 1] {
            assert_eq!(flaw(&b",".repeat(cells - 1)), cells > MAX_CELLS as usize);
        }
        for lines in [MAX_CELL_LINES, MAX_CELL_LINES + 1] {
            assert_eq!(flaw(&[b"\"", b"\n".repeat(lines).as_slice(), b"\"\n"].concat()), lines > MAX_CELL_LINES);
        }
        let wide = [b"x".repeat(1023), vec![b',']].concat();
        assert!(!flaw(&wide.repeat(1024)) && flaw(&wide.repeat(1025)) && flaw(&wide.repeat(4000)));
    }

    /// A list of one column, saved with its last rows empty, a megabyte of them.
    #[test]
    fn blank_lines_are_no_long_record() {
        let blank = b"\r\n".repeat(600_000);
        let found = all(&[b"a\r\n", blank.as_slice(), b"b\r\n", &blank].concat(), CHUNK).unwrap();
        assert_eq!(found.len(), 3);
        assert_eq!(found[1].0[0].len(), blank.len() + 1);
        assert_eq!(found[2].0[0].len(), blank.len() + 1);
    }
}
