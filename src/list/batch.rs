//! Records in memory, and what their cells say.

use super::scan::Scan;
use std::borrow::Cow;

/// Records laid end to end in one buffer.
#[derive(Default)]
pub(crate) struct Batch {
    bytes: Vec<u8>,
    spans: Vec<Span>,
}

/// One record of a [`Batch`]; offsets into its bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    start: usize,
    body: usize,
    tail: usize,
    end: usize,
    pub(super) cells: u32,
    /// The wanted cell, quotes included: empty where the record is too short.
    cell: usize,
    cell_end: usize,
}

/// The bytes of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    /// Blank lines before it.
    pub(crate) lead: &'a [u8],
    /// Its cells as they stand in the file. Empty only after the last record of a list.
    pub(crate) body: &'a [u8],
    /// Its line end.
    pub(crate) tail: &'a [u8],
    /// How many cells it has; 0 where the body is empty.
    pub(crate) cells: u32,
}

impl Batch {
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.spans.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    pub(crate) fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.spans.iter().map(|span| self.record(*span))
    }

    /// Those that have cells: all but blank lines at the very end.
    pub(crate) fn rows(&self) -> &[Span] {
        match self.spans.split_last() {
            Some((last, before)) if last.cells == 0 => before,
            _ => &self.spans,
        }
    }

    pub(crate) fn record(&self, span: Span) -> Record<'_> {
        Record {
            lead: self.part(span.start, span.body),
            body: self.part(span.body, span.tail),
            tail: self.part(span.tail, span.end),
            cells: span.cells,
        }
    }

    /// What the wanted cell of a record says; empty where the record is too short.
    pub(crate) fn cell(&self, span: Span) -> Cow<'_, [u8]> {
        said(self.part(span.cell, span.cell_end))
    }

    /// The bytes of the wanted cell without quotes round them, and where they begin. What they say, unless there is a
    /// quote among them.
    pub(crate) fn bare(&self, span: Span) -> (usize, &[u8]) {
        match self.part(span.cell, span.cell_end) {
            [b'"', inside @ .., b'"'] => (span.cell + 1, inside),
            raw => (span.cell, raw),
        }
    }

    /// Bytes from one place to another.
    pub(crate) fn part(&self, from: usize, to: usize) -> &[u8] {
        self.bytes.get(from..to).unwrap_or(&[])
    }

    /// Adds a record that the scanner has found.
    pub(super) fn push(&mut self, taken: &[u8], scan: &Scan, [cell, cell_end]: [usize; 2]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(taken);
        self.spans.push(Span {
            start,
            body: start + scan.body,
            tail: start + scan.tail,
            end: start + scan.at,
            cells: if scan.body == scan.tail { 0 } else { scan.cell },
            cell: start + cell,
            cell_end: start + cell_end,
        });
    }
}

impl<'a> Record<'a> {
    /// What its cells say, as csv-core reads them.
    pub(crate) fn all(&self, delimiter: u8) -> impl Iterator<Item = Cow<'a, [u8]>> + use<'a> {
        let mut rest = (self.cells > 0).then_some(self.body);
        std::iter::from_fn(move || {
            let bytes = rest?;
            let width = width(bytes, delimiter);
            rest = bytes.get(width + 1..);
            let raw = bytes.get(..width).unwrap_or(bytes);
            Some(said(raw))
        })
    }
}

/// What a cell says.
fn said(raw: &[u8]) -> Cow<'_, [u8]> {
    match raw {
        [b'"', inside @ .., b'"'] if !inside.contains(&b'"') => Cow::Borrowed(inside),
        [b'"', ..] => Cow::Owned(unquoted(raw)),
        _ => Cow::Borrowed(raw),
    }
}

/// Bytes of the first cell.
pub(super) fn width(bytes: &[u8], delimiter: u8) -> usize {
    let quoted = closed(bytes);
    let plain = bytes.get(quoted..).unwrap_or(&[]);
    quoted + plain.iter().position(|byte| *byte == delimiter).unwrap_or(plain.len())
}

/// Where the quotes end that a cell begins with, closing quote included; 0 where it begins with none.
fn closed(bytes: &[u8]) -> usize {
    if bytes.first() != Some(&b'"') {
        return 0;
    }
    let mut at = 1;
    while let Some(quote) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'"')) {
        at += quote + 1;
        if bytes.get(at) != Some(&b'"') {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// A quoted cell without its quotes; what follows them, which should not be there, stays as it is.
fn unquoted(raw: &[u8]) -> Vec<u8> {
    let end = closed(raw);
    let inside = raw.get(1..end).unwrap_or(&[]);
    let inside = inside.strip_suffix(b"\"").unwrap_or(inside);
    let mut text = Vec::with_capacity(raw.len());
    let mut escaped = false;
    for &byte in inside {
        escaped = byte == b'"' && !escaped;
        if !escaped {
            text.push(byte);
        }
    }
    text.extend_from_slice(raw.get(end..).unwrap_or(&[]));
    text
}
