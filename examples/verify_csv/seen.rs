//! What only who reads the whole list knows of a row.

use listproof::Address;
use listproof::list::{Arena, Entry, Suppress};
use listproof::report::Marks;

/// The mailboxes of the rows so far, and those never to be asked.
#[derive(Default)]
pub(crate) struct Seen {
    suppress: Suppress,
    mailboxes: Arena,
    /// By handle: whether it was the first address of a row, the one that would be mailed.
    first: Vec<bool>,
}

impl Seen {
    /// Nothing yet.
    pub(crate) fn new(suppress: Suppress) -> Self {
        Self { suppress, ..Self::default() }
    }

    /// Whether the row is a later duplicate, or on the suppression list. Rows are told in their order.
    pub(crate) fn marks(&mut self, entry: &Entry) -> Marks {
        let repair = entry.repair();
        for other in repair.others() {
            self.handle(other);
        }
        if let (true, Some(address)) = (repair.suppressed(), repair.address()) {
            // The note holds for later rows too.
            self.suppress.insert(address.as_str());
        }
        let Some(address) = repair.address() else { return Marks::default() };
        let at = self.handle(address);
        let duplicate = self.first.get_mut(at).is_some_and(|first| std::mem::replace(first, true));
        Marks::new(duplicate, self.suppress.contains(address))
    }

    /// The addresses of a row that may be asked about: none where a note in the cell says "unsubscribed".
    pub(crate) fn askable<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a Address> {
        let repair = entry.repair();
        let all = repair.address().into_iter().chain(repair.others());
        all.filter(move |address| !repair.suppressed() && !self.suppress.contains(address))
    }

    /// The askable addresses of a row that no earlier one held.
    pub(crate) fn new_addresses<'a>(&mut self, entry: &'a Entry) -> Vec<&'a Address> {
        let repair = entry.repair();
        let all = repair.address().into_iter().chain(repair.others());
        let new = all.filter(|address| self.mailboxes.insert(address).1);
        let new: Vec<_> = new.collect();
        new.into_iter().filter(|address| !repair.suppressed() && !self.suppress.contains(address)).collect()
    }

    /// Distinct addresses so far.
    pub(crate) fn addresses(&self) -> u64 {
        self.mailboxes.len() as u64
    }

    fn handle(&mut self, address: &Address) -> usize {
        let (handle, _) = self.mailboxes.insert(address);
        let at = handle.index();
        if self.first.len() <= at {
            self.first.resize(at + 1, false);
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_row_with_the_same_first_mailbox_is_a_duplicate() {
        let suppress = Suppress::parse(b"carl@example.net\n").unwrap();
        let mut seen = Seen::new(suppress);
        let mut marks = |row, cell| seen.marks(&Entry::new(row, cell));
        assert_eq!(marks(1, "anna@example.org, bert@example.org"), Marks::new(false, false));
        assert_eq!(marks(2, "bert@example.org"), Marks::new(false, false), "nobody mails the second of a cell");
        assert_eq!(marks(3, "ANNA@example.org"), Marks::new(true, false));
        assert_eq!(marks(4, "carl@example.net"), Marks::new(false, true));
        assert_eq!(marks(5, ""), Marks::default());
        assert_eq!(seen.addresses(), 3);
        let entry = Entry::new(6, "carl@example.net; dora@example.net");
        assert_eq!(seen.askable(&entry).map(Address::as_str).collect::<Vec<_>>(), ["dora@example.net"]);
    }
}
