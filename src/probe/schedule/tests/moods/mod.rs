//! The mood table: one row per way in which servers are known to behave. A new mood is one row of one of these.

mod blocks;
mod controls;
mod sessions;
mod words;

use super::*;

/// The whole table.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    [words::ROWS, controls::ROWS, blocks::ROWS, sessions::ROWS].into_iter().flatten()
}

/// One row.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) truth: Truth,
    /// The server of one operator, all its hosts together.
    pub(super) make: fn(&mut Dice) -> Mood,
}

/// Whose truth a careful asker could learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// Everybody's: explicit words, and somebody is accepted.
    Words,
    /// Everybody's in a domain that accepts somebody: the words say little.
    Contrast,
    /// The living's only.
    Living,
    /// Nobody's.
    Nobody,
}

/// The second of an operator's hosts, where it has two.
pub(super) const SECOND: &str = "mxb";
