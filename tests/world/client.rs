//! One conversation with a host of the world, in the steps of a dialogue.

use super::mail_host;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring::default_provider,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};

pub(super) struct Client(pub(super) BufReader<Box<dyn Wire>>);

impl Client {
    pub(super) async fn connect(at: SocketAddr) -> std::io::Result<Self> {
        Ok(Self(BufReader::new(Box::new(TcpStream::connect(at).await?))))
    }

    pub(super) async fn to(served: &listproof::world::Served, domain: &str) -> Self {
        Self::connect(mail_host(served.dns_addr(), domain, served.smtp_port(), 0).await).await.unwrap()
    }

    pub(super) async fn step(mut self, name: &str, step: &str) -> Self {
        match step {
            "start" => self.start().await,
            "closed" => assert_eq!(self.reply().await, "", "{name} goes on"),
            "silence" => assert!(self.silent().await, "{name} speaks"),
            "tls" => return self.secure().await.unwrap_or_else(|error| panic!("{name}: {error}")),
            "no tls" => {
                assert!(self.secure().await.is_err(), "{name} shakes hands");
                return Self(BufReader::new(Box::new(tokio::io::empty())));
            }
            _ if step.starts_with("say ") => self.say(name, step.trim_start_matches("say ")).await,
            _ => {
                let (said, expected) = step.split_once("=>").unwrap_or_else(|| panic!("{name}: {step}"));
                self.say(name, said.trim()).await;
                if expected.starts_with('!') {
                    assert!(self.silent().await, "{name}: {said}");
                    return self;
                }
                let (reply, expected) = (self.reply().await, expected.trim_start().replace(" / ", "\r\n"));
                assert!(reply.starts_with(&expected), "{name}: {said}: {reply:?}, not {expected:?}");
            }
        }
        self
    }

    async fn say(&mut self, name: &str, said: &str) {
        match said.split_once('@') {
            _ if said.is_empty() => {}
            _ if said.contains(' ') || matches!(said, "RSET" | "STARTTLS") => {
                self.send(&said.replace(" / ", "\r\n")).await
            }
            Some((local, tenant)) => self.send(&format!("RCPT TO:<{local}@{tenant}.{name}.example>")).await,
            None => self.send(&format!("RCPT TO:<{said}@{name}.example>")).await,
        }
    }

    /// The same conversation behind TLS; any certificate will do.
    async fn secure(self) -> std::io::Result<Self> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(CERTIFICATE).unwrap()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from("world.example").unwrap();
        let stream = TlsConnector::from(Arc::new(config)).connect(name, self.0.into_inner()).await?;
        Ok(Self(BufReader::new(Box::new(stream))))
    }

    pub(super) async fn send(&mut self, line: &str) {
        self.0.write_all(format!("{line}\r\n").as_bytes()).await.unwrap();
    }

    /// One reply, all its lines; empty at the end of the connection.
    pub(super) async fn reply(&mut self) -> String {
        let mut reply = String::new();
        let mut from = 0;
        let read = async {
            // A reset is an end as well.
            while matches!(self.0.read_line(&mut reply).await, Ok(1..)) && reply.as_bytes().get(from + 3) == Some(&b'-')
            {
                from = reply.len();
            }
        };
        timeout(Duration::from_secs(10), read).await.expect("a reply in time");
        reply
    }

    pub(super) async fn start(&mut self) {
        assert!(self.reply().await.starts_with("220"));
        for line in ["EHLO c.example", "MAIL FROM:<s@c.example>"] {
            self.send(line).await;
            assert!(self.reply().await.starts_with("250"), "{line}");
        }
    }

    pub(super) async fn silent(&mut self) -> bool {
        timeout(Duration::from_millis(300), self.0.fill_buf()).await.is_err()
    }
}

pub(super) trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

const CERTIFICATE: &[u8] = include_bytes!("../../src/world/data/TEST-ONLY-cert.pem");
