//! Pages: print, decide nothing.
//!
//! A [`Record`] is what is said of one row; [`csv`] writes the list again with it, [`json`] a line for it, and
//! [`Summary`] counts them.

pub mod csv;
pub mod json;
mod place;
mod record;
mod summary;
mod when;

pub use place::replace;
pub use record::{COLUMNS, Marks, Record};
pub use summary::{Run, Summary};
pub use when::rfc3339;
