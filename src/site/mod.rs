//! site.
pub(crate) mod address;
pub use address::{Class, Net, NetError, Reach};
