//! What waits to be written, and the thread that writes it: a run is not held up by a disk.

use super::disk::{Batch, Change, Disk};
use crate::error::{Error, ErrorKind};
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Dropped, it has written everything.
pub(super) struct Queue {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    disk: Arc<Disk>,
    state: Mutex<State>,
    /// There is something to do, or it is wanted sooner.
    wanted: Condvar,
    /// A batch is done with.
    written: Condvar,
}

#[derive(Default)]
struct State {
    pending: Batch,
    /// On its way to the disk: read from here until it is there.
    writing: Arc<Batch>,
    /// How many batches were begun, and how many are on disk.
    begun: u64,
    done: u64,
    urgent: bool,
    closed: bool,
    /// Why nothing can be written any more.
    failed: Option<String>,
}

impl Queue {
    pub(super) fn new(disk: Arc<Disk>) -> io::Result<Self> {
        let (state, wanted, written) = (Mutex::default(), Condvar::new(), Condvar::new());
        let shared = Arc::new(Shared { disk, state, wanted, written });
        let writer = shared.clone();
        let thread = std::thread::Builder::new().name("store".to_owned()).spawn(move || writer.write())?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// What waits for this mailbox.
    pub(super) fn get(&self, key: &[u8]) -> Option<Change> {
        let state = self.shared.lock();
        state.pending.rows.get(key).or_else(|| state.writing.rows.get(key)).cloned()
    }

    /// As [`get`](Self::get), of a domain or a host.
    pub(super) fn route(&self, key: &[u8]) -> Option<Vec<u8>> {
        let state = self.shared.lock();
        state.pending.routes.get(key).or_else(|| state.writing.routes.get(key)).map(|row| row.to_vec())
    }

    /// Waits only while far more is pending than a disk can keep up with.
    pub(super) fn push(&self, changes: impl IntoIterator<Item = (Box<[u8]>, Change)>) -> Result<(), Error> {
        let mut state = self.room()?;
        for (key, change) in changes {
            if !matches!(change, Change::Left(_)) {
                state.pending.notes.remove(&key);
            }
            let stays = match state.pending.rows.get(&key) {
                // What was settled a moment ago must not be lost to an unknown, which would lie above it on disk.
                Some(Change::Settled(_)) => matches!(change, Change::Open(_) | Change::Left(_)),
                // Whoever asked for that still waits: what is learnt meanwhile came before it.
                Some(Change::Forgotten) => true,
                _ => false,
            };
            if !stays {
                state.pending.rows.insert(key, change);
            }
        }
        drop(state);
        self.shared.wanted.notify_one();
        Ok(())
    }

    /// As [`push`](Self::push). Notes without bytes forget the one before.
    pub(super) fn push_notes(&self, notes: impl IntoIterator<Item = (Box<[u8]>, Box<[u8]>)>) -> Result<(), Error> {
        self.room()?.pending.notes.extend(notes);
        self.shared.wanted.notify_one();
        Ok(())
    }

    /// As [`push`](Self::push).
    pub(super) fn push_route(&self, key: Box<[u8]>, row: Box<[u8]>) -> Result<(), Error> {
        self.room()?.pending.routes.insert(key, row);
        self.shared.wanted.notify_one();
        Ok(())
    }

    fn room(&self) -> Result<MutexGuard<'_, State>, Error> {
        let too_much = |state: &mut State| state.pending.len() >= MOST_PENDING && state.failed.is_none();
        let state = self.shared.lock();
        let state = self.shared.written.wait_while(state, too_much).unwrap_or_else(PoisonError::into_inner);
        state.check()?;
        Ok(state)
    }

    /// Until everything that was pushed is on disk; not what others push meanwhile.
    pub(super) fn flush(&self) -> Result<(), Error> {
        let mut state = self.shared.lock();
        state.urgent = !state.pending.is_empty();
        let last = state.begun + u64::from(state.urgent);
        self.shared.wanted.notify_one();
        let busy = |state: &mut State| state.done < last && state.failed.is_none();
        self.shared.written.wait_while(state, busy).unwrap_or_else(PoisonError::into_inner).check()
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.shared.wanted.notify_one();
        if let Some(thread) = self.thread.take() {
            // It panics as little as we do.
            drop(thread.join());
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Each change is whole before anything could panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) {
        while let Some(batch) = self.next() {
            let end = self.disk.commit(&batch);
            let mut state = self.lock();
            match end {
                // It is in the disk's view by now.
                Ok(()) => (state.writing, state.done) = (Arc::default(), state.begun),
                Err(error) => state.failed = Some(what(&error)),
            }
            let over = state.failed.is_some();
            drop(state);
            self.written.notify_all();
            if over {
                return;
            }
        }
    }

    /// The next batch, when it is due; `None` at the end.
    fn next(&self) -> Option<Arc<Batch>> {
        let state = self.lock();
        let empty = |state: &mut State| state.pending.is_empty() && !state.closed;
        let state = self.wanted.wait_while(state, empty).unwrap_or_else(PoisonError::into_inner);
        let early = |state: &mut State| !state.urgent && !state.closed && state.pending.len() < FULL;
        let waited = self.wanted.wait_timeout_while(state, PATIENCE, early);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner).0;
        if state.pending.is_empty() {
            return None;
        }
        state.urgent = false;
        state.begun += 1;
        state.writing = Arc::new(std::mem::take(&mut state.pending));
        Some(state.writing.clone())
    }
}

impl State {
    fn check(&self) -> Result<(), Error> {
        match &self.failed {
            Some(what) => Err(ErrorKind::Store(what.clone()).into()),
            None => Ok(()),
        }
    }
}

fn what(error: &Error) -> String {
    match error.kind() {
        ErrorKind::Store(what) => what.clone(),
        _ => error.to_string(),
    }
}

/// How long a verdict waits for company: with the time that a disk takes, less than a second.
const PATIENCE: Duration = Duration::from_millis(500);
/// Changes that are worth a batch of their own.
const FULL: usize = 10_000;
/// Changes that may wait: some tens of megabytes.
const MOST_PENDING: usize = 100_000;

#[cfg(test)]
mod tests {
    use super::super::{File, Note, Store};
    use super::*;
    use crate::verdict::{Cause, Evidence, Verdict};

    /// While one thread forgets a mailbox, another may learn that nobody knows: that must not keep what was settled.
    #[test]
    fn what_is_learnt_meanwhile_saves_nothing_from_being_forgotten() {
        let path = std::env::temp_dir().join(format!("listproof-queue-{}", std::process::id()));
        let store = File::open(&path).unwrap();
        let verdict = |cause| Verdict::new("anna@example.org".parse().unwrap(), cause, Evidence::default());
        for later in [Cause::Timeout, Cause::Accepted] {
            store.put(vec![verdict(Cause::Accepted)]).unwrap();
            store.note(vec![Note::new("\0accepted anna@example.org", b"x")]).unwrap();
            store.flush().unwrap();
            let key = b"anna@example.org".as_slice();
            store.queue.push([(key.into(), Change::Forgotten)]).unwrap();
            store.put(vec![verdict(later)]).unwrap();
            store.flush().unwrap();
            assert!(store.get("anna@example.org").unwrap().is_none(), "{later}");
            let mut notes = 0;
            store.disk.notes(&mut |_, _| notes += 1).unwrap();
            assert_eq!(notes, 0);
        }
        drop(store);
        std::fs::remove_file(path).unwrap();
    }
}
