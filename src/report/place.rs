//! A file is there whole or not at all.

use crate::error::Error;
use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
};

/// Writes `path` under a temporary name in the same folder, brings it to the disk, and renames it. Until then a file of
/// that name stays as it was, and on an error nothing is left. A pipe or device is written as it stands.
///
/// # Errors
///
/// The error of `write`, or a file that cannot be made, written or renamed.
pub fn replace<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<T, Error>) -> Result<T, Error> {
    replace_as(path, READABLE, write)
}

/// As [`replace`], for a file that nobody may read or write who may not do so with `model`: a list holds personal data.
pub(super) fn replace_like<T>(
    path: &Path,
    model: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, Error>,
) -> Result<T, Error> {
    replace_as(path, mode(model), write)
}

fn replace_as<T>(path: &Path, mode: u32, write: impl FnOnce(&mut dyn Write) -> Result<T, Error>) -> Result<T, Error> {
    let bad = |source| Error::file("write", path, source);
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => {
            return Err(bad(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        Ok(meta) if !meta.is_file() => {
            let mut out = BufWriter::new(File::options().write(true).open(path).map_err(bad)?);
            let done = write(&mut out)?;
            out.flush().map_err(bad)?;
            return Ok(done);
        }
        _ => {}
    }
    // Where the name is a link, the file it leads to is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (part, file) = Part::beside(&target, mode).map_err(bad)?;
    let done = thread::scope(|scope| {
        let (due, waits) = mpsc::sync_channel(1);
        // Whoever is told of a page that was lost is the only one, so the first error is kept.
        let disk = scope.spawn(|| waits.into_iter().try_for_each(|()| file.sync_data()));
        let ((full, filled), (back, emptied)) = (mpsc::sync_channel(AHEAD), mpsc::channel());
        let writer = scope.spawn(|| Ahead { file: &file, due, open: 0 }.write_all_of(filled, back));
        let mut out = Handed { buffer: Vec::with_capacity(BUFFER), full, emptied };
        let done = write(&mut out).and_then(|done| out.flush().map(|()| done).map_err(bad));
        drop(out);
        let ended = |_| Err(io::Error::other("the thread that writes ended"));
        // What it is told of is the cause of what `write` was told.
        writer.join().unwrap_or_else(ended).map_err(bad)?;
        let done = done?;
        disk.join().unwrap_or_else(ended).and_then(|()| file.sync_all()).map(|()| done).map_err(bad)
    })?;
    part.rename(&target).map_err(bad)?;
    Ok(done)
}

/// Hands what is written to a thread that brings it to the file: the kernel's copying costs as much as ours.
struct Handed {
    buffer: Vec<u8>,
    full: mpsc::SyncSender<Vec<u8>>,
    emptied: mpsc::Receiver<Vec<u8>>,
}

impl Write for Handed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.buffer.is_empty() && self.buffer.len() + bytes.len() > BUFFER {
            self.flush()?;
        }
        self.buffer.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let next = self.emptied.try_recv().unwrap_or_else(|_| Vec::with_capacity(BUFFER));
        let gone = |_| io::Error::other("nothing can be written any more");
        self.full.send(std::mem::replace(&mut self.buffer, next)).map_err(gone)
    }
}

/// Has the disk take what was written while more is made: else all of it is waited for at the end.
struct Ahead<'a> {
    file: &'a File,
    /// Nobody waits for it: where the disk is still busy it is asked later.
    due: mpsc::SyncSender<()>,
    /// Bytes since it was asked.
    open: usize,
}

impl Ahead<'_> {
    fn write_all_of(mut self, filled: mpsc::Receiver<Vec<u8>>, back: mpsc::Sender<Vec<u8>>) -> io::Result<()> {
        for mut buffer in filled {
            self.file.write_all(&buffer)?;
            self.open += buffer.len();
            if self.open >= SYNCED && self.due.try_send(()).is_ok() {
                self.open = 0;
            }
            buffer.clear();
            // Gone only with the writer's end, and nobody needs it then.
            drop(back.send(buffer));
        }
        Ok(())
    }
}

/// Bytes that are written at once, and how many times as many may wait.
const BUFFER: usize = 256 * 1024;
const AHEAD: usize = 2;
/// Bytes after which the disk is asked: a few times a second.
const SYNCED: usize = 32 << 20;

#[cfg(unix)]
fn mode(model: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(model).map_or(READABLE, |meta| meta.permissions().mode() & READABLE)
}

#[cfg(not(unix))]
fn mode(_: &Path) -> u32 {
    READABLE
}

/// What a new file is by default: everything but execution.
const READABLE: u32 = 0o666;

/// A file that goes away unless it is renamed.
struct Part(Option<PathBuf>);

impl Part {
    #[cfg_attr(not(unix), expect(unused_variables, reason = "files have a mode on Unix only"))]
    fn beside(path: &Path, mode: u32) -> io::Result<(Self, File)> {
        let Some(name) = path.file_name() else {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        };
        for nth in 0..100 {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(format!(".{}-{nth}.part", std::process::id()));
            let part = path.with_file_name(hidden);
            let mut options = File::options();
            // The process's own mask still holds.
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
            match options.write(true).create_new(true).open(&part) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                file => return Ok((Self(Some(part)), file?)),
            }
        }
        Err(io::Error::from(io::ErrorKind::AlreadyExists))
    }

    fn rename(mut self, path: &Path) -> io::Result<()> {
        if let Some(part) = &self.0 {
            fs::rename(part, path)?;
        }
        self.0 = None;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if let Some(part) = &self.0 {
            // Nothing more can be done about it, and the error that led here is told already.
            let _ = fs::remove_file(part);
        }
    }
}
