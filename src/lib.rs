#![doc = "skeleton"]
pub mod clock;
pub mod decision;
pub mod domain;
pub mod error;
#[cfg(feature = "engine")]
pub mod event;
pub mod facts;
#[cfg(feature = "list")]
pub mod list;
#[cfg(feature = "engine")]
pub mod probe;
pub mod report;
pub mod site;
pub mod smtp;
pub mod store;
pub mod syntax;
pub mod verdict;
#[cfg(feature = "engine")]
pub mod verifier;
#[cfg(feature = "world")]
pub mod world;
pub use error::Error;
pub use smtp::Identity;
pub use syntax::Address;
pub use verdict::{Cause, Status, Verdict};
#[cfg(feature = "engine")]
pub use verifier::{Ask, Builder, Verifier};
