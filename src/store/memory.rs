//! A store for one run.

use super::Store;
use crate::error::Error;
use crate::verdict::Verdict;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Forgotten with the process.
#[derive(Default)]
pub struct Memory(Mutex<HashMap<Box<str>, Box<Verdict>>>);

impl Memory {
    /// Empty.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Box<str>, Box<Verdict>>> {
        // A panic elsewhere leaves the map whole: each change is one insert or one removal.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for Memory {
    fn get(&self, key: &str) -> Result<Option<Verdict>, Error> {
        Ok(self.lock().get(key).map(|verdict| (**verdict).clone()))
    }

    fn put(&self, verdicts: Vec<Verdict>) -> Result<(), Error> {
        let mut map = self.lock();
        for verdict in verdicts {
            map.insert(verdict.address().key().into(), Box::new(verdict));
        }
        Ok(())
    }

    fn forget(&self, key: &str) -> Result<bool, Error> {
        Ok(self.lock().remove(key).is_some())
    }
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Memory({} verdicts)", self.lock().len())
    }
}
