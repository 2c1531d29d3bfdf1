#![doc = "skeleton"]
pub mod syntax;
pub mod smtp;
pub mod verdict;
pub mod clock;
pub mod error;
#[cfg(feature = "engine")]
pub mod event;
pub mod facts;
pub mod domain;
pub mod site;
#[cfg(feature = "engine")]
pub mod probe;
#[cfg(feature = "engine")]
pub mod verifier;
#[cfg(feature = "list")]
pub mod list;
#[cfg(feature = "world")]
pub mod world;
pub mod store;
pub mod decision;
pub mod report;
pub use error::Error;
pub use smtp::Identity;
pub use syntax::Address;
pub use verdict::{Cause, Status, Verdict};
#[cfg(feature = "engine")]
pub use verifier::{Ask, Builder, Verifier};
