//! Asking servers: the only folder with sockets.

mod connect;
pub(crate) mod drive;
pub(crate) mod engine;
mod guard;
pub(crate) mod pace;
pub(crate) mod schedule;
mod share;
mod socks;
mod tls;

pub use connect::{BoxFuture, Connect, Stream, Tcp};
pub use guard::{Forbidden, Guard};
pub use socks::{Socks5, SocksUrlError};

pub(crate) use crate::verdict::contrast::Member;
pub(crate) use engine::{Engine, Gear};
pub(crate) use schedule::{Exchange, Memo, Place, Roster, Schedule, Settings, Settled, Tally, Terms, Unfit};
pub(crate) use share::Shares;
pub(crate) use tls::Handshaker;
