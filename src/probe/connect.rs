//! Opening connections: the seam where a proxy, a source address or a world in memory comes in.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpSocket, TcpStream};

/// A future in a box, as a trait behind a pointer needs it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Opens connections to mail hosts. How long that may take is the caller's business: the future may be dropped.
pub trait Connect: Send + Sync + 'static {
    /// Connects to one address, from `source` where that is given.
    ///
    /// # Errors
    /// Whatever the network says.
    fn connect(&self, to: SocketAddr, source: Option<IpAddr>) -> BoxFuture<'_, io::Result<Box<dyn Stream>>>;
}

/// Both directions of a connection.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

impl<C: Connect + ?Sized> Connect for std::sync::Arc<C> {
    fn connect(&self, to: SocketAddr, source: Option<IpAddr>) -> BoxFuture<'_, io::Result<Box<dyn Stream>>> {
        (**self).connect(to, source)
    }
}

/// Plain TCP from this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tcp;

impl Connect for Tcp {
    fn connect(&self, to: SocketAddr, source: Option<IpAddr>) -> BoxFuture<'_, io::Result<Box<dyn Stream>>> {
        Box::pin(async move { Ok(Box::new(dial(to, source).await?) as Box<dyn Stream>) })
    }
}

/// A TCP connection without Nagle's delay: each of our writes is a question that waits for its answer.
pub(super) async fn dial(to: SocketAddr, source: Option<IpAddr>) -> io::Result<TcpStream> {
    let socket = if to.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    if let Some(source) = source {
        if source.is_ipv4() != to.is_ipv4() {
            let problem = "the source address is of another family than the host's";
            return Err(io::Error::new(io::ErrorKind::AddrNotAvailable, problem));
        }
        socket.bind(SocketAddr::new(source, 0))?;
    }
    let stream = socket.connect(to).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}
