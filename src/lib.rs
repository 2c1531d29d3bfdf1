#![doc = "skeleton"]
pub mod clock;
pub mod decision;
pub mod domain;
mod error;
pub mod facts;
#[cfg(feature = "list")]
pub mod list;
#[cfg(feature = "engine")]
pub mod probe;
#[cfg(feature = "list")]
pub mod report;
pub mod site;
pub mod smtp;
pub mod store;
pub mod syntax;
pub mod verdict;
#[cfg(feature = "world")]
pub mod world;
pub use error::{Error, ErrorKind};
pub use smtp::Identity;
pub use syntax::Address;
pub use verdict::{Cause, Status, Verdict};
