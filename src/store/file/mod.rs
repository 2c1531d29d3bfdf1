//! A store in a file: what is learnt outlives the process, its crashes included.

mod disk;
mod open;
mod queue;

use super::row::{self, Lease, Row};
use super::said::Said;
use super::{Known, MaxAge, Note, Store};
use crate::clock;
use crate::error::{Error, ErrorKind};
use crate::verdict::{Cause, Status, Verdict};
use disk::{Change, Disk, Record};
use queue::Queue;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Verdicts in one file, of which one process at a time is the owner.
///
/// What is put is on disk within a second, whole batches at a time: a crash loses less than that, and nothing else.
/// The file holds addresses in plain; on Unix it is created for its owner alone. A forgotten mailbox is out of reach
/// at once; its bytes are out of the file when the room that they took is used again.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use listproof::store::{File, Store};
///
/// # let folder = std::env::temp_dir().join(format!("listproof-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let path = folder.join("list.store");
/// let store = File::open(&path)?;
/// assert!(store.get("anna@example.org")?.is_none());
/// # drop(store);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok(())
/// # }
/// ```
pub struct File {
    path: PathBuf,
    disk: Arc<Disk>,
    queue: Queue,
    run: Mutex<Run>,
}

/// The run that goes on.
#[derive(Debug, Default)]
struct Run {
    record: Record,
    resumed: bool,
}

impl Run {
    /// Its number, where it is gone on with.
    fn gone_on(&self) -> Option<u64> {
        self.resumed.then_some(self.record.run)
    }
}

impl File {
    /// Opens a store, or makes one where there is no file. What is older than its status's usual age is removed.
    ///
    /// # Errors
    /// [`ErrorKind::Store`]: held by another process, damaged, of a newer format, or a file that cannot be read or
    /// written. Such a file is left as it is.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::open_at(path, MaxAge::default(), clock::unix_now())
    }

    /// As [`open`](Self::open) at a moment of the caller's, in seconds since 1970; what is not older than `age` stays
    /// as well.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_at(path: impl AsRef<Path>, age: MaxAge, now: u64) -> Result<Self, Error> {
        let path = path.as_ref();
        let disk = Arc::new(Disk::new(path, open::database(path, age, now)?)?);
        let run = Run { record: disk.record()?.unwrap_or_default(), resumed: false };
        let queue = Queue::new(disk.clone()).map_err(|error| fault(path, "opened", error))?;
        Ok(Self { path: path.to_owned(), disk, queue, run: Mutex::new(run) })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn run(&self) -> MutexGuard<'_, Run> {
        // Each change is whole before anything could panic.
        self.run.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn row(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        match self.queue.get(key.as_bytes()) {
            Some(Change::Settled(row) | Change::Open(row) | Change::Left(row)) => Ok(Some(row)),
            Some(Change::Forgotten) => Ok(None),
            None => self.disk.get(key.as_bytes()),
        }
    }

    /// What a mailbox's row says, and whether it is of the `run` that is gone on with.
    fn known<'a>(&self, key: &'a str, bytes: &'a [u8], run: Option<u64>) -> Result<Known<'a>, Error> {
        let row = Row::of(key.as_bytes(), bytes).and_then(|row| Some((Said::cause(row.said)?, row)));
        let (cause, row) = row.ok_or_else(|| self.damaged())?;
        let resumed = run == Some(row.run) && !row.cut && cause != Cause::NotProbed;
        Ok(Known { key, row, cause, resumed })
    }

    fn damaged(&self) -> Error {
        ErrorKind::Store(format!("{}: {DAMAGED}", self.path.display())).into()
    }

    fn find(&self, key: &str, counts: impl FnOnce(&Known<'_>) -> bool) -> Result<Option<Verdict>, Error> {
        let Some(bytes) = self.row(key)? else { return Ok(None) };
        let known = self.known(key, &bytes, self.run().gone_on())?;
        if !counts(&known) {
            return Ok(None);
        }
        known.verdict().map(Some).ok_or_else(|| self.damaged())
    }

    fn write(&self, verdicts: Vec<Verdict>, cut: bool) -> Result<(), Error> {
        let run = self.run().record.run;
        self.queue.push(verdicts.into_iter().map(|verdict| {
            let key = verdict.address().key();
            let row = row::encode(&key, &verdict, run, cut);
            let change = match verdict.status() {
                _ if cut => Change::Left(row),
                Status::Unknown => Change::Open(row),
                _ => Change::Settled(row),
            };
            (key.into_bytes().into_boxed_slice(), change)
        }))
    }
}

impl Store for File {
    fn get(&self, key: &str) -> Result<Option<Verdict>, Error> {
        self.find(key, |_| true)
    }

    fn put(&self, verdicts: Vec<Verdict>) -> Result<(), Error> {
        self.write(verdicts, false)
    }

    fn forget(&self, key: &str) -> Result<bool, Error> {
        let known = self.row(key)?.is_some();
        self.queue.push([(key.as_bytes().into(), Change::Forgotten)])?;
        self.queue.flush()?;
        Ok(known)
    }

    fn begin(&self, options: &str, now: u64) -> Result<bool, Error> {
        self.queue.flush()?;
        let mut run = self.run();
        let last = &run.record;
        let resumed = last.run > 0
            && last.finished.is_none()
            && last.options == options
            && now.saturating_sub(last.started) < RESUMED_WITHIN;
        if resumed {
            run.resumed = true;
            return Ok(true);
        }
        let record = Record { run: last.run + 1, started: now, finished: None, options: options.to_owned() };
        self.disk.set_record(&record, true)?;
        *run = Run { record, resumed: false };
        Ok(false)
    }

    fn resumed(&self, key: &str) -> Result<Option<Verdict>, Error> {
        if !self.run().resumed {
            return Ok(None);
        }
        self.find(key, |known| known.is_resumed())
    }

    fn recall(&self, wanted: usize, each: &mut dyn FnMut(Known<'_>)) -> Result<bool, Error> {
        self.queue.flush()?;
        if self.disk.len()? > wanted.saturating_mul(WORTH_READING) {
            return Ok(false);
        }
        // Nothing is held on to: whoever is told may ask.
        let run = self.run().gone_on();
        self.disk.each(&mut |key, bytes| {
            let key = std::str::from_utf8(key).map_err(|_| self.damaged())?;
            each(self.known(key, bytes, run)?);
            Ok(())
        })?;
        Ok(true)
    }

    fn keeps_notes(&self) -> bool {
        true
    }

    fn note(&self, notes: Vec<Note>) -> Result<(), Error> {
        self.queue.push_notes(notes.into_iter().map(|note| (note.key.into_boxed_bytes(), note.bytes)))
    }

    fn notes(&self, each: &mut dyn FnMut(&Note)) -> Result<(), Error> {
        if !self.run().resumed {
            return Ok(());
        }
        self.disk.notes(&mut |key, bytes| {
            if let Ok(key) = std::str::from_utf8(key) {
                each(&Note::new(key, bytes));
            }
        })
    }

    fn put_route(&self, route: Note, at: u64, until: u64) -> Result<(), Error> {
        let row = Lease { at, until, bytes: &route.bytes }.encode(route.key.as_bytes());
        self.queue.push_route(route.key.into_boxed_bytes(), row.into_boxed_slice())
    }

    fn route(&self, key: &str, now: u64) -> Result<Option<(Note, u64)>, Error> {
        let row = match self.queue.route(key.as_bytes()) {
            Some(row) => Some(row),
            None => self.disk.route(key.as_bytes())?,
        };
        // One that cannot be read is asked for again.
        let lease = row.as_deref().and_then(|row| Lease::of(key.as_bytes(), row)).filter(|lease| lease.holds(now));
        Ok(lease.map(|lease| (Note::new(key, lease.bytes), lease.until)))
    }

    fn leave(&self, verdicts: Vec<Verdict>) -> Result<(), Error> {
        self.write(verdicts, true)
    }

    fn finish(&self, now: u64) -> Result<(), Error> {
        self.queue.flush()?;
        let mut run = self.run();
        run.record.finished = Some(now);
        self.disk.set_record(&run.record, false)
    }

    fn flush(&self) -> Result<(), Error> {
        self.queue.flush()
    }
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("File").field("path", &self.path).finish_non_exhaustive()
    }
}

/// One line: the file, and what is the matter with it.
fn fault(path: &Path, doing: &str, error: impl Into<redb::Error>) -> Error {
    let what = match error.into() {
        redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => "held by another process".to_owned(),
        redb::Error::UpgradeRequired(_) => "written by another version of the storage engine".to_owned(),
        redb::Error::Io(error) if is_foreign(&error) => "not a store of this program, or a damaged one".to_owned(),
        redb::Error::Io(error) => format!("cannot be {doing}: {error}"),
        redb::Error::Corrupted(_) | redb::Error::RepairAborted => DAMAGED.to_owned(),
        redb::Error::PreviousIo => format!("cannot be {doing}: an earlier attempt failed"),
        other => format!("cannot be {doing}: {other}"),
    };
    ErrorKind::Store(format!("{}: {what}", path.display())).into()
}

fn is_foreign(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof)
}

/// Rows that are read in their order in the time that one is looked up.
const WORTH_READING: usize = 8;
/// What to do about it is said in the same breath.
const DAMAGED: &str = "damaged; move it away to begin anew";
/// Seconds. An unfinished run that is older is history: what it gave up on deserves to be asked again.
const RESUMED_WITHIN: u64 = 7 * 24 * 60 * 60;
