//! A file becomes an open store: found or made, judged, and tidied up once a day.

use super::disk::{FORMAT, META, OPEN, PURGED, ROUTES, SETTLED, Trouble, guarded, meta, said};
use super::{RESUMED_WITHIN, fault};
use crate::error::Error;
use crate::store::MaxAge;
use crate::store::row::{Lease, Row};
use crate::verdict::Status;
use redb::{Builder, Database};
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Opens the store, or makes one where there is nothing. What is older than both its status's usual age and the one
/// given is removed.
pub(super) fn database(path: &Path, age: MaxAge, now: u64) -> Result<Database, Error> {
    let bytes = match fs::metadata(path) {
        Ok(file) => file.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(path)?;
            0
        }
        Err(error) => return Err(fault(path, "opened", error)),
    };
    guarded(path, || {
        let mut options = Builder::new();
        options.set_cache_size(CACHE).set_check_integrity_on_open(bytes <= CHECKED);
        let mut database = options.open(path).map_err(|error| fault(path, "opened", error))?;
        check(path, &database)?;
        tidy(path, &mut database, age, now)?;
        Ok(database)
    })
}

/// A store that is whole before it bears its name: who is killed in between leaves nothing half made there.
fn create(path: &Path) -> Result<(), Error> {
    let failed = |error| fault(path, "created", error);
    let young = young(path).map_err(failed)?;
    let made = guarded(path, || fill(&young).map_err(|trouble| trouble.at(path, "created")));
    let end = made.and_then(|()| match fs::hard_link(&young, path) {
        Ok(()) => Ok(()),
        // Somebody was quicker: theirs is opened.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        // No links on this file system.
        Err(_) => fs::rename(&young, path).map_err(failed),
    });
    // After a rename it is gone; one that cannot be removed holds nothing.
    drop(fs::remove_file(&young));
    end
}

/// An empty file on its way to `path`, under a name that is nobody else's: of this process, another thread, or of another
/// machine's process of the same number.
fn young(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, OWNER_ONLY);
    let mut nth = 0;
    loop {
        let young = path.with_file_name(format!(".{name}.{}-{nth}.new", std::process::id()));
        match options.open(&young) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && nth < MOST_YOUNG => nth += 1,
            file => return file.map(|_| young),
        }
    }
}

fn fill(young: &Path) -> Result<(), Trouble> {
    let database = Builder::new().create(young)?;
    let transaction = database.begin_write()?;
    transaction.open_table(META)?.insert(FORMAT, [NEWEST].as_slice())?;
    transaction.open_table(SETTLED)?;
    transaction.open_table(OPEN)?;
    Ok(transaction.commit()?)
}

/// Whether this is a store, and one that we can read.
fn check(path: &Path, database: &Database) -> Result<(), Error> {
    match meta(path, database, FORMAT)?.as_deref() {
        Some([NEWEST]) => Ok(()),
        Some([format]) => {
            Err(said(path, &format!("written by a newer version (format {format}, this one reads {NEWEST})")))
        }
        _ => Err(said(path, "not a store of this program")),
    }
}

/// Removes what is too old, once a day: every row is looked at. Where much of the file is empty thereafter, the file is
/// made as small as it can be, before the run begins.
fn tidy(path: &Path, database: &mut Database, age: MaxAge, now: u64) -> Result<(), Error> {
    let last = meta(path, database, PURGED)?;
    let last = last.and_then(|bytes| bytes.as_slice().try_into().ok()).map_or(0, u64::from_le_bytes);
    // A clock that was set back since makes nothing older.
    if last > 0 && now < last.saturating_add(PURGED_EVERY) {
        return Ok(());
    }
    let kept = purge(database, age, now).map_err(|trouble| trouble.at(path, "written"))?;
    let whole = fs::metadata(path).map_err(|error| fault(path, "read", error))?.len();
    if whole > SMALL && whole / WASTEFUL > kept {
        database.compact().map_err(|error| Trouble::from(error).at(path, "written"))?;
    }
    Ok(())
}

/// The bytes of what is left.
fn purge(database: &Database, age: MaxAge, now: u64) -> Result<u64, Trouble> {
    let believed = |status: Status| MaxAge::default().of(status).max(age.of(status)).as_secs();
    let mut kept = 0;
    let mut count = |keep: bool, key: &[u8], row: &[u8]| {
        kept += if keep { (key.len() + row.len()) as u64 } else { 0 };
        keep
    };
    let mut transaction = database.begin_write()?;
    transaction.set_quick_repair(true);
    transaction.open_table(SETTLED)?.retain(|key, row| {
        // A row that cannot be read stays: it may be of use to somebody who looks.
        let head = Row::head(row);
        count(head.is_none_or(|(at, cause)| now.saturating_sub(at) < believed(cause.status())), key, row)
    })?;
    // A run that is as old is history; who asks one address at a time begins none.
    transaction.open_table(OPEN)?.retain(|key, row| {
        let head = Row::head(row);
        count(head.is_none_or(|(at, _)| now.saturating_sub(at) < RESUMED_WITHIN), key, row)
    })?;
    transaction
        .open_table(ROUTES)?
        .retain(|key, row| count(Lease::of(key, row).is_some_and(|lease| lease.holds(now)), key, row))?;
    transaction.open_table(META)?.insert(PURGED, now.to_le_bytes().as_slice())?;
    transaction.commit()?;
    Ok(kept)
}

/// The format that this version writes.
const NEWEST: u8 = 1;
/// Bytes of the file kept in memory; redb's own default is 1 GiB.
const CACHE: usize = 64 << 20;
/// Bytes of a file whose every page is checked when it is opened: a quarter of a second. The engine trusts a page that it
/// has not checked, and panics over a damaged one sooner or later.
const CHECKED: u64 = 256 << 20;
/// Addresses are personal data.
#[cfg(unix)]
const OWNER_ONLY: u32 = 0o600;
/// Files that killed processes of our number may have left.
const MOST_YOUNG: u32 = 1000;
/// Seconds.
const PURGED_EVERY: u64 = 24 * 60 * 60;
/// Bytes of a file that nobody minds.
const SMALL: u64 = 4 << 20;
/// Bytes of the file for each byte of what it holds. Half-filled pages and room for the next batches make it two to four
/// after a run; compacting takes as long as writing what is left.
const WASTEFUL: u64 = 5;
