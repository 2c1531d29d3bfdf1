//! The second reading: each row with what is said of it. Most rows are an address as it would be mailed, of whom the
//! same was said as of others; what is written behind them is made once for all of them.

use super::list::Proof;
use super::told::Word;
use crate::decision::Action;
use crate::error::Error;
use crate::facts::Flags;
use crate::list::{Cells, Entry, Handle, List, Row, Rows};
use crate::probe::Member;
use crate::report::{Line, Marks, Phrase, Record, Stamp, Summary, csv, unasked};
use crate::syntax::Address;
use std::iter;
use std::path::Path;

impl Proof {
    /// Writes the list again with the [record](Self::record) of each row, as [`csv::write`] does, and counts them: at a
    /// fraction of the price. Returns the number of data rows.
    ///
    /// # Errors
    /// As [`csv::write`].
    pub fn write(&mut self, list: &List, out: &Path, summary: &mut Summary) -> Result<u64, Error> {
        self.rewind();
        let phrases = Phrases::new(list.head().delimiter());
        csv::write_rows(list, out, &mut Pages { proof: self, phrases, summary, members: Vec::new(), told: 0 })
    }

    /// The record of a row. Rows are to be asked for in their order: a mailbox met before is a duplicate.
    pub fn record<'a>(&mut self, entry: &'a Entry) -> Record<'a> {
        let repair = entry.repair();
        let first = repair.address();
        let member = first.and_then(|address| self.member(address.as_str()));
        // They have places of their own in the order of the list.
        for other in repair.others() {
            self.member(other.as_str());
        }
        let duplicate = member.is_some_and(|member| self.meet(member));
        let marks = Marks::new(duplicate, member.is_some_and(|member| self.is_suppressed(member)));
        let verdict = first.zip(member).and_then(|(address, member)| self.judge(member, address));
        let own = first.and_then(|address| {
            let host = self.hosts.get(address.host());
            Some(format!("{}@{}", address.local(), self.hosts.own(host)?))
        });
        Record::of(self.hosts.facts(), entry, verdict, &|address| self.verdict(address), marks).suggest(own)
    }

    /// From here on, rows are asked for from the first again.
    pub fn rewind(&mut self) {
        self.seen.fill(0);
        self.next = 0;
    }

    /// The member whom a row names. Rows come in the order in which members were met first, so most often it is the
    /// next one, and found without a look at a table that is in no cache.
    fn member(&mut self, address: &str) -> Option<Member> {
        let member = match self.is(self.next, address) {
            true => self.next,
            false => Member::try_from(self.people.arena.find_text(address)?.index()).ok()?,
        };
        self.next = self.next.max(member.saturating_add(1));
        Some(member)
    }

    /// Whether this is how a member was spelled first.
    fn is(&self, member: Member, address: &str) -> bool {
        self.people.arena.text(Handle::new(member)) == address.as_bytes()
    }

    /// Whether a member was met before.
    fn meet(&mut self, member: Member) -> bool {
        if self.seen.is_empty() {
            self.seen.resize(self.people.arena.len().div_ceil(64), 0);
        }
        let (word, bit) = (member as usize / 64, 1 << (member % 64));
        self.seen.get_mut(word).is_some_and(|word| std::mem::replace(word, *word | bit) & bit != 0)
    }
}

/// What is written behind the rows.
struct Pages<'a> {
    proof: &'a mut Proof,
    phrases: Phrases,
    summary: &'a mut Summary,
    /// Whom the plain ones of the next rows name, and how many of these are written.
    members: Vec<Option<Member>>,
    told: usize,
}

impl Rows for Pages<'_> {
    /// Who is not the next was met before, and lies anywhere in memory.
    fn ahead(&mut self, rows: &mut dyn Iterator<Item = Row<'_>>) {
        self.members.clear();
        self.told = 0;
        let (mut next, mut again) = (self.proof.next, Vec::new());
        let mut is_next = |address: &str| {
            let is = self.proof.is(next, address);
            next += Member::from(is);
            is.then(|| next - 1)
        };
        for row in rows {
            match row {
                Row::Plain { address, .. } => {
                    let member = is_next(address);
                    again.extend(member.is_none().then_some(address));
                    self.members.push(member);
                }
                Row::Other(entry) => {
                    let repair = entry.repair();
                    for address in repair.address().into_iter().chain(repair.others()) {
                        is_next(address.as_str());
                    }
                }
            }
        }
        let found = self.proof.people.arena.find_texts(again.into_iter());
        let unknown = self.members.iter_mut().filter(|member| member.is_none());
        for (member, found) in unknown.zip(found) {
            *member = found.and_then(|handle| Member::try_from(handle.index()).ok());
        }
    }

    fn write(&mut self, row: Row<'_>, cells: &mut Cells) {
        match row {
            Row::Plain { row, address, at } => {
                let member = self.members.get(self.told).copied().flatten();
                self.told += 1;
                if !self.say(member, address, at, cells) {
                    self.write_record(&Entry::new(row, address), cells);
                }
            }
            Row::Other(entry) => self.write_record(entry, cells),
        }
    }
}

impl Pages<'_> {
    fn write_record(&mut self, entry: &Entry, cells: &mut Cells) {
        let record = self.proof.record(entry);
        self.summary.add(&record);
        record.write(cells);
    }

    /// What [`write_record`](Self::write_record) comes to, for a row whose cell is this address, of this member; `false`,
    /// and nothing written, where there is more to it.
    fn say(&mut self, member: Option<Member>, address: &str, at: usize, cells: &mut Cells) -> bool {
        let Self { proof, phrases, .. } = self;
        if !Phrase::suits(address, phrases.delimiter) {
            return false;
        }
        let (local, host) = (address.get(..at).unwrap_or_default(), address.get(at + 1..).unwrap_or_default());
        let Some((phrase, checked_at)) = phrases.of(proof, member, address, at) else { return false };
        let suppressed = member.is_some_and(|member| proof.is_suppressed(member));
        let duplicate = member.is_some_and(|member| proof.meet(member));
        proof.next = proof.next.max(member.map_or(0, |member| member.saturating_add(1)));
        let mut flags = phrase.flags | proof.hosts.facts().local_flags(local, host);
        let host = proof.hosts.get(host);
        flags.insert(host.flags);
        flags.set(Flags::DUPLICATE, duplicate);
        flags.set(Flags::SUPPRESSED, suppressed);
        let action = Action::of(phrase.cause.status(), suppressed, duplicate);
        let suggestion = proof.hosts.meant(host).map(|meant| format!("{local}@{meant}"));
        self.summary.count(phrase.cause, phrase.risk, flags, action, suggestion.is_some());
        phrase.write(&Line { address, flags, action, suggestion, checked_at }, cells);
        true
    }
}

/// What was said, made ready where it was met.
struct Phrases {
    delimiter: u8,
    suppressed: Option<Phrase>,
    unasked: Option<Phrase>,
    /// By number.
    pooled: Vec<Option<Phrase>>,
    stamp: Stamp,
}

impl Phrases {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, suppressed: None, unasked: None, pooled: Vec::new(), stamp: Stamp::default() }
    }

    /// What is said of a member and when that was, for a row that names this address; `None` where it is said of nobody
    /// else.
    fn of(&mut self, proof: &Proof, member: Option<Member>, address: &str, at: usize) -> Option<(&Phrase, &str)> {
        let word = member.map_or(Word::None, |member| proof.told.word(member));
        let (slot, number, when) = match word {
            _ if member.is_some_and(|member| proof.is_suppressed(member)) => (&mut self.suppressed, None, 0),
            Word::Stored => return None,
            Word::None => (&mut self.unasked, None, 0),
            Word::Pooled { number, at } => {
                let slots = self.pooled.len().max(number as usize + 1);
                self.pooled.resize_with(slots, || None);
                (self.pooled.get_mut(number as usize)?, Some(number), at)
            }
        };
        let delimiter = self.delimiter;
        let phrase = slot.get_or_insert_with(|| made(proof, member, number, &Address::trusted(address, at), delimiter));
        Some((phrase, if when > 0 { self.stamp.of(when.into()) } else { "" }))
    }
}

/// Of the verdict on a member, in words that have this number.
fn made(proof: &Proof, member: Option<Member>, number: Option<u32>, address: &Address, delimiter: u8) -> Phrase {
    let verdict = member.and_then(|member| proof.judge(member, address)).unwrap_or_else(|| unasked(address));
    let facts = proof.hosts.facts();
    match number.and_then(|number| proof.told.said(number)) {
        Some(said) => Phrase::new(&verdict, said.words(), facts, delimiter),
        None => Phrase::new(&verdict, iter::once(verdict.evidence().text.as_str()), facts, delimiter),
    }
}
