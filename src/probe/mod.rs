//! Asking servers: the only folder with sockets.

pub(crate) mod connect;
pub(crate) mod drive;
pub(crate) mod engine;
pub(crate) mod guard;
pub(crate) mod pace;
pub(crate) mod schedule;

pub use connect::{Connect, Stream, Tcp};
pub use guard::Guard;
pub(crate) use crate::verdict::contrast::Member;
pub(crate) use engine::{Engine, Gear};
pub(crate) use schedule::{Exchange, Roster, Schedule, Settings, Settled, Tally, Terms, Unfit};
