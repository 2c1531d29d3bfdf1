//! Asking the servers.

mod connect;
pub(crate) mod drive;
mod guard;
mod socks;
pub(crate) mod tls;

pub use connect::{BoxFuture, Connect, Stream, Tcp};
pub use guard::{Forbidden, Guard};
pub use socks::{Socks5, SocksUrlError};
