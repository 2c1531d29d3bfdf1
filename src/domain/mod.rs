//! From a domain to the hosts that take its mail (RFC 5321 §5.1).
//!
//! [`Route::decide`] is pure. [`Resolve`] is the seam to DNS: `Hickory` asks name servers, [`Table`] answers from a
//! map. `Routes` remembers.

#[cfg(feature = "engine")]
pub(crate) mod answers;
#[cfg(feature = "engine")]
mod hickory;
mod resolve;
mod route;
#[cfg(feature = "engine")]
pub(crate) mod routes;
mod table;

#[cfg(feature = "engine")]
pub use hickory::Hickory;
pub use resolve::{Answer, BoxFuture, Lookup, Mx, Resolve, ResolveError};
pub use route::{MailHost, Route};
#[cfg(feature = "engine")]
pub use routes::Routes;
pub use table::Table;
