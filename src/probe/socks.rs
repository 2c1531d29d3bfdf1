//! Connections through a SOCKS5 proxy (RFC 1928), with a name and password where it wants them (RFC 1929).

use super::connect::{BoxFuture, Connect, Stream, dial};
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A SOCKS5 proxy. Host names are resolved by us; the proxy is asked for addresses only, so that a
/// [`Guard`](super::Guard) round it sees what is dialled.
///
/// ```
/// use listproof::probe::Socks5;
/// let proxy: Socks5 = "socks5://me:secret@192.0.2.7:1080".parse()?;
/// assert_eq!(proxy.to_string(), "socks5://192.0.2.7:1080");
/// # Ok::<(), listproof::probe::SocksUrlError>(())
/// ```
#[derive(Clone)]
pub struct Socks5 {
    /// `host:port`.
    proxy: Box<str>,
    login: Option<Login>,
}

#[derive(Clone)]
struct Login {
    name: Box<str>,
    password: Box<str>,
}

impl FromStr for Socks5 {
    type Err = SocksUrlError;

    /// `socks5://[NAME:PASSWORD@]HOST[:PORT]`, port 1080 where none is given. Nothing is percent-decoded.
    fn from_str(url: &str) -> Result<Self, SocksUrlError> {
        let rest = url.strip_prefix("socks5://").ok_or(SocksUrlError::Scheme)?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (login, host) = match rest.rsplit_once('@') {
            Some((login, host)) => (Some(Login::parse(login)?), host),
            None => (None, rest),
        };
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port),
            _ => (host, "1080"),
        };
        let bare = name.is_empty() || name.contains(['/', '?', '#']) || port.parse::<u16>().is_err();
        if bare {
            return Err(SocksUrlError::Host);
        }
        Ok(Self { proxy: format!("{name}:{port}").into(), login })
    }
}

/// Without name and password.
impl fmt::Display for Socks5 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "socks5://{}", self.proxy)
    }
}

/// Without name and password.
impl fmt::Debug for Socks5 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Socks5").field(&self.proxy).finish()
    }
}

impl Connect for Socks5 {
    /// The `source` is bound for the connection to the proxy; from where the proxy dials is its own affair.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] where the proxy does not speak SOCKS5; what it answers is told in the kinds of a
    /// direct connection.
    fn connect(&self, to: SocketAddr, source: Option<IpAddr>) -> BoxFuture<'_, io::Result<Box<dyn Stream>>> {
        Box::pin(async move {
            let mut stream = self.reach(source).await?;
            self.greet(&mut stream).await?;
            ask(&mut stream, to).await?;
            Ok(Box::new(stream) as Box<dyn Stream>)
        })
    }
}

impl Socks5 {
    async fn reach(&self, source: Option<IpAddr>) -> io::Result<TcpStream> {
        let mut last = io::Error::new(io::ErrorKind::NotFound, "the proxy has no address");
        for address in tokio::net::lookup_host(&*self.proxy).await? {
            match dial(address, source).await {
                Ok(stream) => return Ok(stream),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// RFC 1928 §3: offers what we have, and does what the proxy picks.
    async fn greet(&self, stream: &mut TcpStream) -> io::Result<()> {
        let offer: &[u8] = if self.login.is_some() { &[5, 2, NO_LOGIN, LOGIN] } else { &[5, 1, NO_LOGIN] };
        stream.write_all(offer).await?;
        let mut picked = [0; 2];
        stream.read_exact(&mut picked).await?;
        match (picked, &self.login) {
            ([5, NO_LOGIN], _) => Ok(()),
            ([5, LOGIN], Some(login)) => login.tell(stream).await,
            ([5, _], _) => Err(io::Error::new(io::ErrorKind::PermissionDenied, "the proxy wants another login")),
            _ => Err(not_socks()),
        }
    }
}

impl Login {
    fn parse(text: &str) -> Result<Self, SocksUrlError> {
        let (name, password) = text.split_once(':').ok_or(SocksUrlError::Login)?;
        // RFC 1929 §2: one length octet, 1 to 255.
        let fits = |part: &str| (1..=255).contains(&part.len());
        if !fits(name) || !fits(password) {
            return Err(SocksUrlError::Login);
        }
        Ok(Self { name: name.into(), password: password.into() })
    }

    async fn tell(&self, stream: &mut TcpStream) -> io::Result<()> {
        let mut message = vec![1];
        for part in [&self.name, &self.password] {
            message.push(u8::try_from(part.len()).unwrap_or(u8::MAX));
            message.extend_from_slice(part.as_bytes());
        }
        stream.write_all(&message).await?;
        let mut status = [0; 2];
        stream.read_exact(&mut status).await?;
        match status {
            [_, 0] => Ok(()),
            _ => Err(io::Error::new(io::ErrorKind::PermissionDenied, "the proxy refuses the login")),
        }
    }
}

/// RFC 1928 §4 and §6: CONNECT. Reads exactly its answer: what follows is the mail host's.
async fn ask(stream: &mut TcpStream, to: SocketAddr) -> io::Result<()> {
    let mut request = vec![5, 1, 0];
    match to.ip() {
        IpAddr::V4(ip) => {
            request.push(V4);
            request.extend_from_slice(&ip.octets());
        }
        IpAddr::V6(ip) => {
            request.push(V6);
            request.extend_from_slice(&ip.octets());
        }
    }
    request.extend_from_slice(&to.port().to_be_bytes());
    stream.write_all(&request).await?;
    let mut head = [0; 4];
    stream.read_exact(&mut head).await?;
    let [5, answer, _, kind] = head else {
        return Err(not_socks());
    };
    granted(answer)?;
    let len = match kind {
        V4 => 4,
        V6 => 16,
        NAME => usize::from(stream.read_u8().await?),
        _ => return Err(not_socks()),
    };
    let mut bound = vec![0; len + 2];
    stream.read_exact(&mut bound).await?;
    Ok(())
}

fn granted(answer: u8) -> io::Result<()> {
    use io::ErrorKind::{ConnectionRefused, HostUnreachable, NetworkUnreachable, Other, PermissionDenied, TimedOut};
    let (kind, text) = match answer {
        0 => return Ok(()),
        2 => (PermissionDenied, "the proxy's rules forbid it"),
        3 => (NetworkUnreachable, "network unreachable, says the proxy"),
        4 => (HostUnreachable, "host unreachable, says the proxy"),
        5 => (ConnectionRefused, "connection refused, says the proxy"),
        6 => (TimedOut, "no answer in time, says the proxy"),
        _ => (Other, "the proxy failed"),
    };
    Err(io::Error::new(kind, text))
}

fn not_socks() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the proxy does not speak SOCKS5")
}

/// What is wrong with a proxy's URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SocksUrlError {
    /// It does not begin with `socks5://`.
    Scheme,
    /// No host, or a port that is no number.
    Host,
    /// Not `NAME:PASSWORD`, each of 1 to 255 bytes.
    Login,
}

impl fmt::Display for SocksUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheme => "a proxy's URL begins with socks5://",
            Self::Host => "the proxy's host and port cannot be read",
            Self::Login => "the proxy's login is NAME:PASSWORD, each of 1 to 255 bytes",
        })
    }
}

impl std::error::Error for SocksUrlError {}

/// RFC 1928 §3 and §4.
const NO_LOGIN: u8 = 0;
const LOGIN: u8 = 2;
const V4: u8 = 1;
const NAME: u8 = 3;
const V6: u8 = 4;
