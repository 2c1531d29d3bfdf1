//! The run cannot go on. Nothing about an address is ever an [`Error`]: that is a [`Verdict`](crate::Verdict).

use std::{fmt, io, path::PathBuf};

/// Why a run, or a step of it, cannot go on: one line that names the thing. The cause beneath, where there is one, is
/// [`source`](std::error::Error::source) and is not repeated in the line.
pub struct Error(Box<ErrorKind>);

impl Error {
    /// What kind of trouble it is.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// A file that could not be opened, read, written or renamed.
    #[cfg(feature = "list")]
    pub(crate) fn file(doing: &'static str, path: impl Into<PathBuf>, source: io::Error) -> Self {
        ErrorKind::File { doing, path: path.into(), source }.into()
    }
}

/// The kinds of [`Error`], sorted by what has to be mended.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file: it cannot be read, or not be written.
    File {
        /// What was tried: `read`, `write` …
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What a list holds.
    List {
        /// The list.
        path: PathBuf,
        /// The data row, counted from 1; 0 is the header.
        row: Option<u64>,
        /// The column, by its name or number.
        column: Option<String>,
        /// What is wrong with it.
        what: String,
    },
    /// The store of verdicts.
    Store(String),
    /// The settings of a verifier.
    Build(String),
    /// This machine or network is not fit to ask.
    Unfit(String),
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = match &*self.0 {
            ErrorKind::File { doing, path, .. } => format!("cannot {doing} {}", path.display()),
            ErrorKind::List { path, row, column, what } => {
                let mut line = path.display().to_string();
                match row {
                    Some(0) => line.push_str(", header"),
                    Some(row) => line.push_str(&format!(", row {row}")),
                    None => {}
                }
                if let Some(column) = column {
                    line.push_str(&format!(", column {column}"));
                }
                format!("{line}: {what}")
            }
            ErrorKind::Store(what) => format!("store: {what}"),
            ErrorKind::Build(what) => format!("settings: {what}"),
            ErrorKind::Unfit(what) => format!("not fit to ask: {what}"),
        };
        // One line, whatever a file name or a cell holds.
        f.write_str(&line.replace(char::is_control, "\u{fffd}"))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.0 {
            ErrorKind::File { source, .. } => Some(source),
            _ => None,
        }
    }
}

#[cfg(all(test, feature = "list"))]
mod tests {
    use super::*;
    use std::error::Error as _;

    #[test]
    fn one_line_that_names_file_row_column_and_cause() {
        let error = Error::from(ErrorKind::List {
            path: "a\nb.csv".into(),
            row: Some(7),
            column: Some("email".into()),
            what: "a quote is never closed".into(),
        });
        assert_eq!(error.to_string(), "a\u{fffd}b.csv, row 7, column email: a quote is never closed");
        assert!(error.source().is_none());
    }

    #[test]
    fn the_source_is_not_repeated() {
        let error = Error::file("read", "x.csv", io::Error::other("the disk sang"));
        assert_eq!(error.to_string(), "cannot read x.csv");
        assert_eq!(error.source().unwrap().to_string(), "the disk sang");
    }
}
