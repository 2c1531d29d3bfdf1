//! MX records are written by strangers: what they must not make us dial.

use super::connect::{BoxFuture, Connect, Stream};
use crate::site::{Class, Reach};
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};

/// Stands round a [`Connect`] and lets nothing through that its [`Reach`] forbids. It sees the address that is really
/// dialled, so no name that resolves anew gets past it.
#[derive(Clone, Debug)]
pub struct Guard<C> {
    inner: C,
    reach: Reach,
}

impl<C> Guard<C> {
    /// Round `inner`.
    pub fn new(inner: C, reach: Reach) -> Self {
        Self { inner, reach }
    }
}

impl<C: Connect> Connect for Guard<C> {
    /// # Errors
    /// [`Forbidden`] inside an [`io::ErrorKind::PermissionDenied`], before anything is sent.
    fn connect(&self, to: SocketAddr, source: Option<IpAddr>) -> BoxFuture<'_, io::Result<Box<dyn Stream>>> {
        match self.reach.check(to.ip()) {
            Ok(()) => self.inner.connect(to, source),
            Err(class) => {
                Box::pin(async move { Err(io::Error::new(io::ErrorKind::PermissionDenied, Forbidden(class))) })
            }
        }
    }
}

/// An address that must not be dialled.
#[derive(Clone, Copy, Debug)]
pub struct Forbidden(Class);

impl Forbidden {
    /// From the error of [`Guard`].
    pub fn of(error: &io::Error) -> Option<Class> {
        error.get_ref()?.downcast_ref::<Self>().map(|forbidden| forbidden.0)
    }
}

impl fmt::Display for Forbidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not dialled: {}", self.0)
    }
}

impl std::error::Error for Forbidden {}
