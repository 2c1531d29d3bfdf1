//! A mail client: what happens when somebody is really mailed.

use crate::town::PORT;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpSocket;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_rustls::rustls;

/// What became of a message.
#[derive(Clone, Debug)]
pub(crate) enum Mailed {
    /// 250 after DATA.
    Accepted,
    /// 5yz at any time; or it cannot be sent to this server at all.
    Refused(String),
    /// 4yz, or no conversation, to the last.
    Deferred(String),
}

impl std::fmt::Display for Mailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Accepted => f.write_str("accepted"),
            Self::Refused(reply) => write!(f, "refused: {reply}"),
            Self::Deferred(reply) => write!(f, "deferred: {reply}"),
        }
    }
}

/// Sends a message from `source`, and again every second while it is deferred.
pub(crate) async fn mail(
    hosts: &[(String, Ipv4Addr)],
    recipient: &str,
    source: Ipv4Addr,
    at_once: Arc<Semaphore>,
) -> Mailed {
    let (mut deferred, mut unanswered) = (0, 0);
    loop {
        let permit = at_once.acquire().await.unwrap();
        let mailed = try_hosts(hosts, recipient, source).await;
        drop(permit);
        match mailed {
            Ok(Mailed::Deferred(_)) if deferred < DEFERRED => deferred += 1,
            Ok(mailed) => return mailed,
            Err(_) if unanswered < UNANSWERED => unanswered += 1,
            Err(error) => return Mailed::Deferred(error),
        }
        crate::wait(Duration::from_secs(1)).await;
    }
}

/// Each host in turn, until one holds a conversation; or why the last did not.
async fn try_hosts(hosts: &[(String, Ipv4Addr)], recipient: &str, source: Ipv4Addr) -> Result<Mailed, String> {
    let mut said = "no host".to_owned();
    for (_, ip) in hosts {
        // A handshake that fails is no reason to keep a letter, where nobody insists on it.
        for tls in [true, false] {
            let session = timeout(Duration::from_secs(12), session((*ip, PORT).into(), recipient, source, tls));
            match session.await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())) {
                Ok(mailed) => return Ok(mailed),
                Err(error) => said = format!("{ip}: {error}"),
            }
            if !said.contains(HANDSHAKE) {
                break;
            }
        }
    }
    Err(said)
}

/// One session, to the answer after DATA; encrypted where the server can, if `tls`.
async fn session(server: SocketAddr, recipient: &str, source: Ipv4Addr, tls: bool) -> io::Result<Mailed> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((source, 0).into())?;
    let mut line = Line::new(Box::new(socket.connect(server).await?));
    let mut hello = [line.reply().await?, line.ask("EHLO mail.sender.example").await?];
    if tls && hello[1].contains("STARTTLS") && line.ask("STARTTLS").await?.starts_with("220") {
        line = line.secured(server.ip()).await?;
        hello[1] = line.ask("EHLO mail.sender.example").await?;
    }
    if let Some(refused) = hello.iter().find_map(|reply| refusal(reply)) {
        return Ok(refused);
    }
    let international = !recipient.is_ascii();
    if international && !hello[1].contains("SMTPUTF8") {
        return Ok(Mailed::Refused("no SMTPUTF8".to_owned()));
    }
    let utf8 = if international { " SMTPUTF8" } else { "" };
    let commands =
        [format!("MAIL FROM:<letters@sender.example>{utf8}"), format!("RCPT TO:<{recipient}>"), "DATA".to_owned()];
    for command in &commands {
        if let Some(refused) = refusal(&line.ask(command).await?) {
            return Ok(refused);
        }
    }
    let letter = "From: letters@sender.example\r\nSubject: News\r\nMessage-ID: <1@sender.example>\r\nDate: Tue, 1 Sep 2026 10:00:00 +0000\r\n\r\nNews.\r\n.";
    let answer = line.ask(letter).await?;
    Ok(refusal(&answer).unwrap_or(Mailed::Accepted))
}

fn refusal(reply: &str) -> Option<Mailed> {
    match reply.as_bytes().first() {
        Some(b'2' | b'3') => None,
        Some(b'5') => Some(Mailed::Refused(reply.to_owned())),
        _ => Some(Mailed::Deferred(reply.to_owned())),
    }
}

trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

/// A connection, command by command.
pub(crate) struct Line(BufReader<Box<dyn Wire>>);

impl Line {
    fn new(wire: Box<dyn Wire>) -> Self {
        Self(BufReader::new(wire))
    }

    /// To `server`, without a word.
    pub(crate) async fn connect(server: SocketAddr) -> io::Result<Self> {
        Ok(Self::new(Box::new(tokio::net::TcpStream::connect(server).await?)))
    }

    /// One command and its reply.
    pub(crate) async fn ask(&mut self, command: &str) -> io::Result<String> {
        self.0.write_all(format!("{command}\r\n").as_bytes()).await?;
        self.reply().await
    }

    /// All lines of a reply.
    pub(crate) async fn reply(&mut self) -> io::Result<String> {
        let mut reply = String::new();
        loop {
            let from = reply.len();
            if self.0.read_line(&mut reply).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if reply.as_bytes().get(from + 3) != Some(&b'-') {
                return Ok(reply.trim_end().to_owned());
            }
        }
    }

    async fn secured(self, server: IpAddr) -> io::Result<Self> {
        let provider = rustls::crypto::ring::default_provider();
        let schemes = provider.signature_verification_algorithms.supported_schemes();
        let config =
            rustls::ClientConfig::builder_with_provider(Arc::new(provider)).with_safe_default_protocol_versions();
        let anybody = Arc::new(Anybody(schemes));
        let config = config.unwrap().dangerous().with_custom_certificate_verifier(anybody).with_no_client_auth();
        let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
        let secured = connector.connect(server.into(), self.0.into_inner()).await;
        Ok(Self::new(Box::new(secured.map_err(|error| io::Error::other(format!("{HANDSHAKE}: {error}")))?)))
    }
}

/// Trusts every certificate: the servers here signed their own.
#[derive(Debug)]
struct Anybody(Vec<rustls::SignatureScheme>);

impl rustls::client::danger::ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &rustls::pki_types::CertificateDer<'_>,
        _: &[rustls::pki_types::CertificateDer<'_>],
        _: &rustls::pki_types::ServerName<'_>,
        _: &[u8],
        _: rustls::pki_types::UnixTime,
    ) -> Result<rustls::client::danger::ServerCertVerified, rustls::Error> {
        Ok(rustls::client::danger::ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &rustls::pki_types::CertificateDer<'_>,
        _: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        Ok(rustls::client::danger::HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &rustls::pki_types::CertificateDer<'_>,
        _: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        Ok(rustls::client::danger::HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        self.0.clone()
    }
}

/// How an error begins that came of the handshake.
const HANDSHAKE: &str = "no handshake";
/// A patient sender comes back often enough for a greylist of a few seconds.
const DEFERRED: u32 = 8;
/// Sendmail takes no connections for a while when it has much to do.
const UNANSWERED: u32 = 30;
