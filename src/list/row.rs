//! Rows that hold nothing strange: nearly all, told at the speed of memory.
//!
//! The csv crate looks at each byte of a record. Where a record ends in the line that it begins in, is short, and has no
//! quotes but round whole cells, there is nothing to look at but line ends, quotes and delimiters, many bytes at once. All
//! others are left to csv.

use std::ops::Range;

/// A record; places count from the first of its bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Where it begins, behind blank lines.
    pub(super) body: usize,
    /// Where its line end begins, of one byte: the LF of a CR LF leads the next record.
    pub(super) tail: usize,
    pub(super) cells: u32,
    /// What the wanted cell says; empty where the record is too short.
    pub(super) cell: Range<usize>,
}

/// What bytes begin with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Look {
    Row(Row),
    /// A row, perhaps, that ends behind them.
    Cut,
    /// Something for csv.
    Odd,
}

/// Longest row that is looked at, in bytes: too short to have too many cells, or one that is too long.
const LONGEST: usize = 4095;

/// Looks at the record that bytes begin with, and at its cell `column` (from 0).
pub(super) fn look(bytes: &[u8], delimiter: u8, column: usize) -> Look {
    let cut = |from: usize| if bytes.len() - from > LONGEST { Look::Odd } else { Look::Cut };
    let Some(body) = bytes.iter().position(|byte| !is_line_end(byte)) else { return cut(0) };
    let mut cells = Cells { bytes, delimiter, column, behind: 0, cell: body..body };
    let mut at = body;
    loop {
        let Some(next) = cells.walk(at) else { return cut(body) };
        if bytes.get(next) != Some(&b'"') {
            return if next - body > LONGEST { Look::Odd } else { Look::Row(cells.row(body, next)) };
        }
        // A quote within a cell is a letter like any other, says csv.
        if next > body && bytes.get(next - 1) != Some(&delimiter) {
            return Look::Odd;
        }
        let Some(quoted) = bytes.get(next + 1..) else { return cut(body) };
        let Some(close) = quoted.iter().position(is_mark).map(|close| next + 1 + close) else { return cut(body) };
        match (bytes.get(close), bytes.get(close + 1)) {
            (Some(b'"'), None) => return cut(body),
            (Some(b'"'), Some(byte)) if *byte == delimiter || is_line_end(byte) => at = close + 1,
            _ => return Look::Odd,
        }
    }
}

/// The cells of a row, as far as it is walked.
struct Cells<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    column: usize,
    /// Delimiters.
    behind: usize,
    /// Where the wanted one begins and ends.
    cell: Range<usize>,
}

impl Cells<'_> {
    /// On, over bytes outside of quotes, to the next quote or line end.
    fn walk(&mut self, mut at: usize) -> Option<usize> {
        let (words, rest) = self.bytes.get(at..)?.as_chunks::<8>();
        for word in words {
            let word = u64::from_le_bytes(*word);
            let marks = same(word, b'"') | same(word, b'\n') | same(word, b'\r');
            let delimiters = same(word, self.delimiter);
            if marks != 0 {
                self.count(at, delimiters & (marks & marks.wrapping_neg()).wrapping_sub(1));
                return Some(at + marks.trailing_zeros() as usize / 8);
            }
            self.count(at, delimiters);
            at += 8;
        }
        for (byte, at) in rest.iter().zip(at..) {
            if is_mark(byte) {
                return Some(at);
            }
            self.count(at, if *byte == self.delimiter { 0x80 } else { 0 });
        }
        None
    }

    /// Counts delimiters, of which each is the highest bit of its byte; the first of these bytes is at `at`.
    fn count(&mut self, at: usize, mut delimiters: u64) {
        let behind = self.behind + ((delimiters >> 7).wrapping_mul(EACH) >> 56) as usize;
        // The wanted cell lies between the delimiter of its number, from 1, and the next.
        while self.behind <= self.column && delimiters != 0 {
            let place = at + delimiters.trailing_zeros() as usize / 8;
            self.behind += 1;
            if self.behind == self.column {
                self.cell.start = place + 1;
            }
            self.cell.end = place;
            delimiters &= delimiters - 1;
        }
        self.behind = behind;
    }

    fn row(self, body: usize, tail: usize) -> Row {
        let mut cell = match self.behind {
            // No delimiter stands behind the last cell.
            last if last == self.column => self.cell.start..tail,
            fewer if fewer < self.column => tail..tail,
            _ => self.cell,
        };
        if self.bytes.get(cell.start) == Some(&b'"') && cell.len() > 1 {
            cell = cell.start + 1..cell.end - 1;
        }
        Row { body, tail, cells: u32::try_from(self.behind + 1).unwrap_or(u32::MAX), cell }
    }
}

const EACH: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each byte that is this one, of ASCII: the others have it themselves, or leave it to the difference.
fn same(word: u64, byte: u8) -> u64 {
    const HIGH: u64 = 0x80 * EACH;
    (HIGH - ((word ^ (EACH * u64::from(byte))) & !HIGH)) & !word & HIGH
}

fn is_mark(byte: &u8) -> bool {
    matches!(byte, b'"' | b'\r' | b'\n')
}

pub(super) fn is_line_end(byte: &u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(bytes: &[u8], column: usize) -> Option<(usize, usize, u32, &[u8])> {
        match look(bytes, b',', column) {
            Look::Row(Row { body, tail, cells, cell }) => Some((body, tail, cells, &bytes[cell])),
            _ => None,
        }
    }

    #[test]
    fn cells_are_found() {
        let bytes = b"\n\r\nab,\"c,d\",,\"\",e\r\n";
        let wanted: [&[u8]; 7] = [b"ab", b"c,d", b"", b"", b"e", b"", b""];
        for (column, wanted) in wanted.into_iter().enumerate() {
            assert_eq!(row(bytes, column), Some((3, 17, 5, wanted)), "{column}");
        }
        assert_eq!(row(b"\"a\"\n", 0), Some((0, 3, 1, b"a".as_slice())));
        assert_eq!(row(b",\n", 1), Some((0, 1, 2, b"".as_slice())));
    }

    #[test]
    fn the_rest_is_for_csv() {
        for odd in ["a\"b\n", "\"a\"\"b\"\n", "\"a\nb\"\n", "\"a\"b\n", "\"\"\"\n", "a, \"b\"\n"] {
            assert_eq!(look(odd.as_bytes(), b',', 0), Look::Odd, "{odd:?}");
        }
        for cut in ["", "\n", "a", "a,b", "\"a", "\"a\"", "\"a\","] {
            assert_eq!(look(cut.as_bytes(), b',', 0), Look::Cut, "{cut:?}");
        }
        let long = |size: usize, end: &str| look((",".repeat(size) + end).as_bytes(), b',', 1);
        assert!(matches!(long(LONGEST, "\n"), Look::Row(Row { cells: 4096, .. })));
        assert_eq!(
            (long(LONGEST + 1, "\n"), long(LONGEST, ""), long(LONGEST + 1, "")),
            (Look::Odd, Look::Cut, Look::Odd)
        );
        assert_eq!(look(&b"\n".repeat(LONGEST + 1), b',', 0), Look::Odd);
    }
}
