//! Asking servers: the only folder with sockets.
pub(crate) mod pace;
pub(crate) mod schedule;
