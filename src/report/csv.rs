//! The list again, with our columns behind its own.

use super::{COLUMNS, Record, place::replace_like};
#[cfg(feature = "engine")]
use crate::list::Rows;
use crate::{
    error::{Error, ErrorKind},
    list::{Entry, List},
};
use std::path::Path;

/// Writes `out`: every byte of the list as it was, and behind each row the cells of the record that `record` makes of
/// it. The file is there whole or not at all, and on Unix nobody may read it who may not read the list. Returns the number
/// of data rows.
///
/// # Errors
///
/// `out` cannot be written, or is the list itself; the list cannot be read again or has changed.
pub fn write(list: &List, out: &Path, record: &mut dyn for<'a> FnMut(&'a Entry) -> Record<'a>) -> Result<u64, Error> {
    apart(list, out)?;
    replace_like(out, list.path(), |sink| {
        list.rewrite_entries(sink, &COLUMNS, &mut |entry, cells| record(entry).write(cells))
    })
}

/// As [`write`], with what `rows` says of each.
#[cfg(feature = "engine")]
pub(crate) fn write_rows(list: &List, out: &Path, rows: &mut dyn Rows) -> Result<u64, Error> {
    apart(list, out)?;
    replace_like(out, list.path(), |sink| list.rewrite_rows(sink, &COLUMNS, rows))
}

/// The list itself stays as it is.
fn apart(list: &List, out: &Path) -> Result<(), Error> {
    let place = |path: &Path| std::fs::canonicalize(path).ok();
    if place(out).is_none_or(|out| Some(out) != place(list.path())) {
        return Ok(());
    }
    let what = "the output would replace the list itself".to_owned();
    Err(ErrorKind::List { path: out.to_owned(), row: None, column: None, what }.into())
}
