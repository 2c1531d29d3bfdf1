//! Pages: print, decide nothing.
//!
//! A [`Record`] is what is said of one row; [`csv`] writes the list again with it, [`json`] a line for it, and
//! [`Summary`] counts them.

pub mod csv;
pub mod json;
#[cfg(feature = "engine")]
mod phrase;
mod place;
mod record;
mod summary;
mod when;

#[cfg(feature = "engine")]
pub(crate) use phrase::{Line, Phrase};
pub use place::replace;
#[cfg(feature = "engine")]
pub(crate) use record::unasked;
pub use record::{COLUMNS, Marks, Record};
pub use summary::{Run, Summary};
#[cfg(feature = "engine")]
pub(crate) use when::Stamp;
pub use when::rfc3339;
