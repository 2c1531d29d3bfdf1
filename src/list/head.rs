//! How a list is written, told from its first bytes.

use super::{Encoding, Options, sniff};
use crate::error::Error;
use std::path::Path;

/// How a list is written: of a file ([`List::head`](super::List::head)), or of bytes without one.
///
/// ```
/// use listproof::list::{Encoding, Head, Options};
/// let head = Head::sniff(b"Name;E-Mail\r\nAnna;anna@example.org\r\n", &Options::default())?;
/// assert_eq!((head.delimiter(), head.encoding(), head.has_header()), (b';', Encoding::Utf8, true));
/// assert_eq!(head.column(), "column 2 \"E-Mail\", by its header");
/// # Ok::<(), listproof::Error>(())
/// ```
#[derive(Debug)]
pub struct Head {
    pub(super) layout: sniff::Layout,
}

impl Head {
    /// Looks at the bytes of a whole list, or of its start: of more than 256 KiB, only the encoding is looked at.
    ///
    /// # Errors
    ///
    /// No bytes, or no text; a column that is not there or holds no `@`, or no column that holds addresses.
    pub fn sniff(bytes: &[u8], options: &Options) -> Result<Self, Error> {
        Self::of(Path::new("-"), &sniff::Start::of(bytes), options)
    }

    pub(super) fn of(path: &Path, start: &sniff::Start, options: &Options) -> Result<Self, Error> {
        sniff::layout(path, start, options).map(|layout| Self { layout })
    }

    /// Which column holds the addresses and how it was found, in words: `column 2 "E-Mail", by its header`.
    #[must_use]
    pub fn column(&self) -> &str {
        &self.layout.found
    }

    /// Place of the address column, from 0.
    #[must_use]
    pub fn column_index(&self) -> usize {
        self.layout.column
    }

    /// Cells of the first record.
    #[must_use]
    pub fn width(&self) -> usize {
        self.layout.width as usize
    }

    /// Whether the first record names the columns.
    #[must_use]
    pub fn has_header(&self) -> bool {
        self.layout.header.is_some()
    }

    /// The cells of the first record, where they name the columns.
    #[must_use]
    pub fn header(&self) -> Option<&[String]> {
        self.layout.header.as_deref()
    }

    /// The byte between cells.
    #[must_use]
    pub fn delimiter(&self) -> u8 {
        self.layout.delimiter
    }

    /// How the bytes are to be read.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.layout.encoding
    }
}
