//! What is learnt is kept: stop, crash, go on, next month.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod command;
mod file;
mod resume;

use listproof::verdict::Evidence;
use listproof::{Cause, Verdict};
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own for one test.
struct Room(PathBuf);

impl Room {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let nth = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("listproof-store-{}-{nth}", std::process::id()));
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    /// Every file, sorted.
    fn files(&self) -> Vec<String> {
        let names = fs::read_dir(&self.0).unwrap().map(|file| file.unwrap().file_name());
        let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // A folder left in the temporary directory is no failure.
        drop(fs::remove_dir_all(&self.0));
    }
}

fn verdict(address: &str, cause: Cause, at: u64) -> Verdict {
    let mut evidence = Evidence::default();
    evidence.at = at;
    evidence.text = "said so".to_owned();
    Verdict::new(address.parse().unwrap(), cause, evidence)
}

#[expect(clippy::disallowed_methods, reason = "a run is given time to be in its middle")]
fn wait(milliseconds: u64) {
    std::thread::sleep(std::time::Duration::from_millis(milliseconds));
}
