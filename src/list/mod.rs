//! List files: found out, read twice, and written again byte for byte with more columns.
//!
//! ```text
//! open ── sniff: encoding · delimiter · header · address column
//! distinct ── a thread of its own: records, by csv ▸ all cores: cell ▸ addresses ▸ batches, in order ▸ Arena
//! read ── the same with all that is to be said of a row: cell ▸ syntax::repair ▸ Entry
//! rewrite ── and the original bytes of every record with our cells behind them
//! ```
//!
//! Blank lines are kept and are not rows. [`Arena`] keeps the distinct addresses, [`Suppress`] those never to be asked.

mod arena;
mod batch;
mod distinct;
mod head;
mod pass;
mod records;
mod rewrite;
mod row;
mod slots;
mod sniff;
mod source;
mod suppress;
mod texts;

#[cfg(feature = "engine")]
pub(crate) use arena::TOGETHER;
pub use arena::{Arena, Handle};
pub use distinct::Met;
pub use head::Head;
pub use pass::{Counts, Entry};
pub(crate) use rewrite::Cells;
#[cfg(feature = "engine")]
pub(crate) use rewrite::{Row, Rows};
pub use source::Encoding;
pub use suppress::Suppress;

use crate::error::{Error, ErrorKind};
use std::{
    convert::Infallible,
    fmt,
    fs::File,
    io::{self, Read, Seek},
    path::{Path, PathBuf},
    str::FromStr,
    sync::{Mutex, MutexGuard, TryLockError, atomic::AtomicU32},
};

/// A list file whose layout is known. One pass at a time: a second one within or beside it is an error.
///
/// ```no_run
/// use listproof::list::{List, Options};
/// # fn main() -> Result<(), listproof::Error> {
/// let list = List::open("subscribers.csv", &Options::default())?;
/// eprintln!("addresses: {}", list.head().column());
/// let counts = list.read(&mut |batch| {
///     for entry in batch {
///         println!("{} {:?}", entry.row(), entry.repair().address());
///     }
///     Ok(())
/// })?;
/// eprintln!("{} rows", counts.rows);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct List {
    path: PathBuf,
    /// Where the bytes are: a pipe is spooled to an unnamed file.
    file: Mutex<File>,
    head: Head,
    seen: Mutex<Option<(u64, u64)>>,
    /// Cells of the widest row that a pass has met.
    widest: AtomicU32,
}

/// How to open a list.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The address column; found by header and content where `None`.
    pub column: Option<Column>,
}

impl Options {
    /// The address column, said instead of found.
    #[must_use]
    pub fn column(mut self, column: Column) -> Self {
        self.column = Some(column);
        self
    }
}

/// A column, by name or place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Column {
    /// The header cell, compared without case and white space around it.
    Name(String),
    /// Counted from 1.
    Index(usize),
}

impl FromStr for Column {
    type Err = Infallible;

    /// A number from 1 is a place, anything else a name.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.parse() {
            Ok(place) if place > 0 => Self::Index(place),
            _ => Self::Name(text.to_owned()),
        })
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(f, "{name:?}"),
            Self::Index(place) => write!(f, "{place}"),
        }
    }
}

impl List {
    /// Opens a list and finds out how it is written.
    ///
    /// # Errors
    ///
    /// A file that is missing, a directory, empty, or no text; a column that is not there, or no column that holds
    /// addresses.
    pub fn open(path: impl AsRef<Path>, options: &Options) -> Result<Self, Error> {
        let path = path.as_ref();
        let read = |source| Error::file("read", path, source);
        let meta = std::fs::metadata(path).map_err(read)?;
        if meta.is_dir() {
            return Err(read(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        let mut file = File::open(path).map_err(read)?;
        if !meta.is_file() {
            file = spool(file).map_err(read)?;
        }
        let start = sniff::Start::read(&mut file).map_err(read)?;
        let head = Head::of(path, &start, options)?;
        Ok(Self {
            path: path.to_owned(),
            file: Mutex::new(file),
            head,
            seen: Mutex::new(None),
            widest: AtomicU32::new(0),
        })
    }

    /// The file as it was named.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How it is written.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The file from its start, for one pass, and what keeps others from its place in the file meanwhile.
    fn rewind(&self) -> Result<(File, MutexGuard<'_, File>), Error> {
        let read = |source| Error::file("read", &self.path, source);
        let guard = match self.file.try_lock() {
            Ok(guard) => guard,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => {
                return Err(self.flaw(None, None, "it is being read already: one pass at a time".to_owned()));
            }
        };
        let mut file = guard.try_clone().map_err(read)?;
        file.rewind().map_err(read)?;
        Ok((file, guard))
    }

    /// Two passes must have seen the same bytes: the result is a function of the list.
    fn same(&self, fingerprint: (u64, u64)) -> Result<(), Error> {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match *seen {
            Some(before) if before != fingerprint => {
                Err(self.flaw(None, None, "the file has changed since it was first read".to_owned()))
            }
            _ => {
                *seen = Some(fingerprint);
                Ok(())
            }
        }
    }

    fn flaw(&self, row: Option<u64>, column: Option<String>, what: String) -> Error {
        flaw(&self.path, row, column, what)
    }
}

fn flaw(path: &Path, row: Option<u64>, column: Option<String>, what: String) -> Error {
    ErrorKind::List { path: path.to_owned(), row, column, what }.into()
}

/// A pipe can be read once, and a list is read twice.
fn spool(mut pipe: impl Read) -> io::Result<File> {
    let mut tries = 0;
    let (mut file, name) = loop {
        let name = std::env::temp_dir().join(format!("listproof-{}-{tries}", std::process::id()));
        let mut options = File::options();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&name) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < 1000 => tries += 1,
            file => break (file?, name),
        }
    };
    // Nobody else needs its name, and without one it goes with us.
    std::fs::remove_file(&name)?;
    io::copy(&mut pipe, &mut file)?;
    file.rewind()?;
    Ok(file)
}
