//! Records in memory, and what their address cells say.

use super::{
    records::{Flaw, Record, Records},
    row::Row,
};
use std::{io::Read, ops::Range};

/// Records laid end to end in one buffer, the wanted cell of each behind it where it does not stand in it as it is.
#[derive(Default)]
pub(crate) struct Batch {
    bytes: Vec<u8>,
    spans: Vec<Span>,
}

/// One record of a [`Batch`]. A list may have any number of blank lines before a record; all else is short.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    start: usize,
    /// Where the record begins, behind blank lines.
    body: usize,
    /// Places behind that: where the body ends, the record ends, and the wanted cell begins and ends.
    tail: u32,
    end: u32,
    cell: u32,
    cell_end: u32,
    pub(super) cells: u32,
}

impl Span {
    /// Where the wanted cell is in the batch.
    pub(super) fn place(self) -> Range<usize> {
        self.body + self.cell as usize..self.body + self.cell_end as usize
    }
}

impl Batch {
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.spans.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Bytes of its records.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Adds the next record, with what its cell `column` (from 0) says; `false` where there is none.
    pub(crate) fn read<R: Read>(&mut self, records: &mut Records<R>, column: usize) -> Result<bool, Flaw> {
        let start = self.bytes.len();
        if let Some(Row { body, tail, cells, cell }) = records.row(column)? {
            self.bytes.extend_from_slice(records.bytes());
            let to = |place: usize| place.saturating_sub(body) as u32;
            let (cell, cell_end) = (to(cell.start), to(cell.end));
            self.spans.push(Span {
                start,
                body: start + body,
                tail: to(tail),
                end: to(tail + 1),
                cell,
                cell_end,
                cells,
            });
            return Ok(true);
        }
        if !records.next()? {
            return Ok(false);
        }
        let Record { lead, body, tail, cells } = records.record();
        let cell = records.cells().get(column).unwrap_or(&[]);
        self.bytes.extend_from_slice(records.bytes());
        // Without its quotes, it may stand nowhere in the record.
        self.bytes.extend_from_slice(cell);
        let (tail, end) = (body.len() as u32, (body.len() + tail.len()) as u32);
        let cell_end = end + cell.len() as u32;
        self.spans.push(Span { start, body: start + lead.len(), tail, end, cell: end, cell_end, cells });
        Ok(true)
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

    /// What the wanted cell of a record says; empty where the record is too short.
    pub(crate) fn cell(&self, span: Span) -> &[u8] {
        self.bytes.get(span.place()).unwrap_or(&[])
    }

    /// All of it, where it is UTF-8.
    pub(crate) fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    fn part(&self, from: usize, to: usize) -> &[u8] {
        self.bytes.get(from..to).unwrap_or(&[])
    }

    fn record(&self, span: Span) -> Record<'_> {
        let (tail, end) = (span.body + span.tail as usize, span.body + span.end as usize);
        Record {
            lead: self.part(span.start, span.body),
            body: self.part(span.body, tail),
            tail: self.part(tail, end),
            cells: span.cells,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::{
        records::tests::{Pieces, texts},
        source::{Encoding, Source},
    };

    /// Places and cell of each record, or what is wrong.
    type Said = Result<Vec<([Vec<u8>; 3], u32, Vec<u8>)>, String>;

    fn batched(mut records: Records<Pieces<'_>>, column: usize) -> Said {
        let mut batch = Batch::default();
        while batch.read(&mut records, column).map_err(|flaw| format!("{flaw:?}"))? {}
        let parts = |Record { lead, body, tail, cells }| ([lead, body, tail].map(<[u8]>::to_vec), cells);
        let cells = batch.spans.iter().map(|span| batch.cell(*span).to_vec());
        Ok(batch.records().map(parts).zip(cells).map(|((parts, cells), cell)| (parts, cells, cell)).collect())
    }

    fn by_csv(mut records: Records<Pieces<'_>>, column: usize) -> Said {
        let mut said = Vec::new();
        while records.next().map_err(|flaw| format!("{flaw:?}"))? {
            let Record { lead, body, tail, cells } = records.record();
            let cell = records.cells().get(column).unwrap_or(&[]).to_vec();
            said.push(([lead, body, tail].map(<[u8]>::to_vec), cells, cell));
        }
        Ok(said)
    }

    /// What is told at a glance is what csv says, whatever stands before and behind.
    #[test]
    fn rows_are_what_csv_says() {
        let (mut good, mut bad) = (0, 0);
        for (nth, text) in texts(3_000).enumerate() {
            let (column, piece) = (nth % 4, 1 + nth % 7);
            let records = || Records::new(Source::new(Pieces(text.as_bytes(), piece), Encoding::Utf8), b',');
            let (ours, theirs) = (batched(records(), column), by_csv(records(), column));
            assert_eq!(ours, theirs, "{text:?}, column {column}");
            *if ours.is_ok() { &mut good } else { &mut bad } += 1;
        }
        assert!(good > 1_000 && bad > 150, "{good} {bad}");
    }
}
