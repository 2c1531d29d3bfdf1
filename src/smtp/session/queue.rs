//! What was pushed and is not sent yet.

use super::RcptId;
use crate::syntax::Address;
use std::collections::VecDeque;

/// In the order of the pushes.
#[derive(Debug, Default)]
pub(super) struct Queue {
    items: VecDeque<Item>,
    next: u64,
}

#[derive(Debug)]
pub(super) enum Item {
    Rcpt(RcptId, Address),
    /// What follows goes into a new transaction.
    Reset,
}

impl Queue {
    pub(super) fn push(&mut self, rcpt: Address) -> RcptId {
        let id = RcptId(self.next);
        self.next += 1;
        self.items.push_back(Item::Rcpt(id, rcpt));
        id
    }

    /// Twice in a row is once.
    pub(super) fn reset(&mut self) {
        if !matches!(self.items.back(), Some(Item::Reset)) {
            self.items.push_back(Item::Reset);
        }
    }

    pub(super) fn front(&self) -> Option<&Item> {
        self.items.front()
    }

    /// No recipient; a reset for nobody does not count.
    pub(super) fn is_empty(&self) -> bool {
        !self.items.iter().any(|item| matches!(item, Item::Rcpt(..)))
    }

    /// Whether somebody up to the next reset needs SMTPUTF8.
    pub(super) fn needs_smtputf8(&self) -> bool {
        self.items
            .iter()
            .map_while(|item| match item {
                Item::Rcpt(_, to) => Some(to),
                Item::Reset => None,
            })
            .any(Address::needs_smtputf8)
    }

    /// The recipient at the front.
    pub(super) fn pop(&mut self) -> Option<(RcptId, Address)> {
        match self.items.pop_front()? {
            Item::Rcpt(id, to) => Some((id, to)),
            Item::Reset => None,
        }
    }

    /// The reset at the front is done.
    pub(super) fn drop_reset(&mut self) {
        if matches!(self.items.front(), Some(Item::Reset)) {
            self.items.pop_front();
        }
    }

    pub(super) fn drain(&mut self) -> impl Iterator<Item = RcptId> {
        self.items.drain(..).filter_map(|item| match item {
            Item::Rcpt(id, _) => Some(id),
            Item::Reset => None,
        })
    }
}
