//! Records in memory, and what their address cells say.

use super::records::{Record, Records};
use std::io::Read;

/// Records laid end to end in one buffer, the wanted cell of each behind it.
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
    cell_end: usize,
    pub(super) cells: u32,
}

impl Batch {
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.spans.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Adds the record that `records` is at, with what its cell `column` (from 0) says.
    pub(crate) fn push<R: Read>(&mut self, records: &Records<R>, column: usize) {
        let Record { lead, body, cells, .. } = records.record();
        let start = self.bytes.len();
        let (body, tail) = (start + lead.len(), start + lead.len() + body.len());
        self.bytes.extend_from_slice(records.bytes());
        let end = self.bytes.len();
        self.bytes.extend_from_slice(records.cells().get(column).unwrap_or(&[]));
        self.spans.push(Span { start, body, tail, end, cell_end: self.bytes.len(), cells });
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

    /// What the wanted cell of a record says, and where that begins; empty where the record is too short.
    pub(crate) fn cell(&self, span: Span) -> (usize, &[u8]) {
        (span.end, self.part(span.end, span.cell_end))
    }

    /// Bytes from one place to another.
    pub(crate) fn part(&self, from: usize, to: usize) -> &[u8] {
        self.bytes.get(from..to).unwrap_or(&[])
    }

    fn record(&self, span: Span) -> Record<'_> {
        Record {
            lead: self.part(span.start, span.body),
            body: self.part(span.body, span.tail),
            tail: self.part(span.tail, span.end),
            cells: span.cells,
        }
    }
}
