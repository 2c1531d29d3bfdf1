//! The file itself: read and changed. Knows redb, and beside `open` nobody else does.

use super::fault;
use crate::error::{Error, ErrorKind};
use redb::{
    Database, ReadOnlyTable, ReadableDatabase, ReadableTable, ReadableTableMetadata, TableDefinition, TableHandle,
};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// What becomes of one mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// A row that outlives its run.
    Settled(Vec<u8>),
    /// A row of this run alone; what was settled before stays beneath it.
    Open(Vec<u8>),
    /// As [`Open`](Self::Open), where the run was ended before it could learn more: its note stays.
    Left(Vec<u8>),
    /// Nothing is known of it any more.
    Forgotten,
}

/// Takes a key and its row.
pub(super) type EachRow<'a> = &'a mut dyn FnMut(&[u8], &[u8]) -> Result<(), Error>;

/// Changes by key, in the order in which a tree likes them.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    pub(super) rows: BTreeMap<Box<[u8]>, Change>,
    /// No bytes: forgotten.
    pub(super) notes: BTreeMap<Box<[u8]>, Box<[u8]>>,
    pub(super) routes: BTreeMap<Box<[u8]>, Box<[u8]>>,
}

impl Batch {
    pub(super) fn len(&self) -> usize {
        self.rows.len() + self.notes.len() + self.routes.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A run as it is written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) run: u64,
    pub(super) started: u64,
    pub(super) finished: Option<u64>,
    /// What the run may be told from others by.
    pub(super) options: String,
}

/// An open store.
pub(super) struct Disk {
    path: PathBuf,
    database: Database,
    view: RwLock<Arc<View>>,
}

/// The tables as they were after the last change.
struct View {
    settled: ReadOnlyTable<&'static [u8], &'static [u8]>,
    open: ReadOnlyTable<&'static [u8], &'static [u8]>,
    /// Made when the first one is written.
    routes: Option<ReadOnlyTable<&'static [u8], &'static [u8]>>,
}

impl Disk {
    /// Of a database that was found to be a store.
    pub(super) fn new(path: &Path, database: Database) -> Result<Self, Error> {
        let view = guarded(path, || View::new(&database).map_err(|trouble| trouble.at(path, "read")))?;
        Ok(Self { path: path.to_owned(), database, view: RwLock::new(Arc::new(view)) })
    }

    /// The bytes of a mailbox's row, those of the open run first.
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        let view = self.view();
        let read = || -> Result<Option<Vec<u8>>, Trouble> {
            let row = view.open.get(key)?;
            let row = if row.is_some() { row } else { view.settled.get(key)? };
            Ok(row.map(|row| row.value().to_vec()))
        };
        guarded(&self.path, || read().map_err(|trouble| trouble.at(&self.path, "read")))
    }

    /// The bytes of what DNS said.
    pub(super) fn route(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        let view = self.view();
        let Some(routes) = &view.routes else { return Ok(None) };
        let read = || -> Result<Option<Vec<u8>>, Trouble> { Ok(routes.get(key)?.map(|row| row.value().to_vec())) };
        guarded(&self.path, || read().map_err(|trouble| trouble.at(&self.path, "read")))
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> Result<usize, Error> {
        let view = self.view();
        let count = || -> Result<u64, Trouble> { Ok(view.settled.len()? + view.open.len()?) };
        let rows = guarded(&self.path, || count().map_err(|trouble| trouble.at(&self.path, "read")))?;
        Ok(usize::try_from(rows).unwrap_or(usize::MAX))
    }

    /// Every row with its key, those of the open run last.
    pub(super) fn each(&self, row: EachRow<'_>) -> Result<(), Error> {
        let view = self.view();
        guarded(&self.path, || {
            for table in [&view.settled, &view.open] {
                let rows = table.iter().map_err(|error| Trouble::from(error).at(&self.path, "read"))?;
                for entry in rows {
                    let (key, bytes) = entry.map_err(|error| Trouble::from(error).at(&self.path, "read"))?;
                    row(key.value(), bytes.value())?;
                }
            }
            Ok(())
        })
    }

    fn view(&self) -> Arc<View> {
        self.view.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The last run.
    pub(super) fn record(&self) -> Result<Option<Record>, Error> {
        Ok(meta(&self.path, &self.database, RUN)?.and_then(|bytes| Record::decode(&bytes)))
    }

    /// Every note with its key.
    pub(super) fn notes(&self, note: &mut dyn FnMut(&[u8], &[u8])) -> Result<(), Error> {
        let mut read = || -> Result<(), Trouble> {
            let transaction = self.database.begin_read()?;
            if !transaction.list_tables()?.any(|table| table.name() == NOTES.name()) {
                return Ok(());
            }
            for entry in transaction.open_table(NOTES)?.iter()? {
                let (key, bytes) = entry?;
                note(key.value(), bytes.value());
            }
            Ok(())
        };
        guarded(&self.path, || read().map_err(|trouble| trouble.at(&self.path, "read")))
    }

    /// Writes down a run; one that begins drops what the last one left open. Notes are those of a run that goes on.
    pub(super) fn set_record(&self, record: &Record, drop_open: bool) -> Result<(), Error> {
        self.change(|transaction| {
            transaction.delete_table(NOTES)?;
            if drop_open {
                transaction.delete_table(OPEN)?;
                transaction.open_table(OPEN)?;
            }
            transaction.open_table(META)?.insert(RUN, record.encode().as_slice())?;
            Ok(())
        })
    }

    /// Writes a batch, whole or not at all.
    pub(super) fn commit(&self, batch: &Batch) -> Result<(), Error> {
        self.change(|transaction| {
            let mut settled = transaction.open_table(SETTLED)?;
            let mut open = transaction.open_table(OPEN)?;
            let mut notes = transaction.open_table(NOTES)?;
            let noted = !notes.is_empty()?;
            if !batch.routes.is_empty() {
                let mut routes = transaction.open_table(ROUTES)?;
                for (key, row) in &batch.routes {
                    routes.insert(&**key, &**row)?;
                }
            }
            for (key, bytes) in &batch.notes {
                match bytes.is_empty() {
                    true => drop(notes.remove(&**key)?),
                    false => drop(notes.insert(&**key, &**bytes)?),
                }
            }
            for (key, change) in &batch.rows {
                let key = &**key;
                if noted && !matches!(change, Change::Left(_)) {
                    notes.remove(key)?;
                }
                match change {
                    Change::Settled(row) => {
                        settled.insert(key, row.as_slice())?;
                        open.remove(key)?;
                    }
                    Change::Open(row) | Change::Left(row) => drop(open.insert(key, row.as_slice())?),
                    Change::Forgotten => {
                        notes.retain(|note, _| !is_about(note, key))?;
                        settled.remove(key)?;
                        open.remove(key)?;
                    }
                }
            }
            Ok(())
        })
    }

    fn change(&self, change: impl FnOnce(&redb::WriteTransaction) -> Result<(), Trouble>) -> Result<(), Error> {
        guarded(&self.path, || {
            let write = || -> Result<(), Trouble> {
                let mut transaction = self.database.begin_write()?;
                // Without it, opening after a crash would read the whole file.
                transaction.set_quick_repair(true);
                change(&transaction)?;
                transaction.commit()?;
                // Taken when it is nobody else's turn: of two that change at once, neither puts an older view above
                // the other's.
                let mut view = self.view.write().unwrap_or_else(PoisonError::into_inner);
                *view = Arc::new(View::new(&self.database)?);
                Ok(())
            };
            write().map_err(|trouble| trouble.at(&self.path, "written"))
        })
    }
}

impl View {
    fn new(database: &Database) -> Result<Self, Trouble> {
        let transaction = database.begin_read()?;
        let routes = match transaction.open_table(ROUTES) {
            Err(redb::TableError::TableDoesNotExist(_)) => None,
            table => Some(table?),
        };
        Ok(Self { settled: transaction.open_table(SETTLED)?, open: transaction.open_table(OPEN)?, routes })
    }
}

impl Record {
    fn encode(&self) -> Vec<u8> {
        let finished = self.finished.map_or(0, |at| at.max(1));
        let numbers = [self.run, self.started, finished].into_iter().flat_map(u64::to_le_bytes);
        numbers.chain(self.options.bytes()).collect()
    }

    fn decode(mut bytes: &[u8]) -> Option<Self> {
        let mut number = || bytes.split_off(..8).and_then(|eight| eight.try_into().ok()).map(u64::from_le_bytes);
        let (run, started, finished) = (number()?, number()?, number()?);
        let options = std::str::from_utf8(bytes).ok()?.to_owned();
        Some(Self { run, started, finished: (finished > 0).then_some(finished), options })
    }
}

pub(super) fn meta(path: &Path, database: &Database, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    let read = || -> Result<Option<Vec<u8>>, Trouble> {
        let transaction = database.begin_read()?;
        if !transaction.list_tables()?.any(|table| table.name() == META.name()) {
            return Ok(None);
        }
        Ok(transaction.open_table(META)?.get(key)?.map(|value| value.value().to_vec()))
    };
    guarded(path, || read().map_err(|trouble| trouble.at(path, "read")))
}

/// Whether a note is this mailbox's, or kept under a name of the run's own that ends with it.
fn is_about(note: &[u8], key: &[u8]) -> bool {
    note.strip_suffix(key).is_some_and(|lead| lead.is_empty() || lead.ends_with(b" "))
}

/// What redb has to say, small enough to be handed on.
pub(super) struct Trouble(Box<redb::Error>);

impl Trouble {
    pub(super) fn at(self, path: &Path, doing: &str) -> Error {
        fault(path, doing, *self.0)
    }
}

impl<E: Into<redb::Error>> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self(Box::new(error.into()))
    }
}

/// The engine beneath asserts what it believes of its file. In a file that something else has altered that may fail,
/// and is trouble of the file, not of this process.
///
/// The panic is contained, but the process's hook has told of it by then. A hook is the whole process's: a library that
/// exchanged it, if only for a moment, would silence or lose others'. So most files are checked when they are opened,
/// and never come to it; what is left are pages of a great file that were altered beneath it.
pub(super) fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(said(path, super::DAMAGED)))
}

pub(super) fn said(path: &Path, what: &str) -> Error {
    ErrorKind::Store(format!("{}: {what}", path.display())).into()
}

pub(super) const META: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("meta");
pub(super) const SETTLED: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("settled");
pub(super) const OPEN: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("open");
const NOTES: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("notes");
pub(super) const ROUTES: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("routes");
pub(super) const FORMAT: &[u8] = b"format";
const RUN: &[u8] = b"run";
pub(super) const PURGED: &[u8] = b"purged";
