//! The server's half of STARTTLS. The certificate and its key are the world's own, for loopback and tests alone: they are
//! in every copy of this crate, so they keep no secret.

use std::{io, sync::Arc};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring::default_provider,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

/// A stream of octets, encrypted or not.
pub(super) trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

/// Accepts any client.
pub(super) fn acceptor() -> io::Result<TlsAcceptor> {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).map_err(io::Error::other)?;
    let key = PrivateKeyDer::from_pem_slice(KEY).map_err(io::Error::other)?;
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|config| config.with_no_client_auth().with_single_cert(vec![certificate], key))
        .map_err(io::Error::other)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Waits for the client's first octets and answers what is no TLS.
pub(super) async fn breaks(mut stream: Box<dyn Wire>) -> io::Result<()> {
    let mut hello = [0; 512];
    if stream.read(&mut hello).await? > 0 {
        stream.write_all(b"454 4.7.0 TLS not available due to local problem\r\n").await?;
    }
    stream.shutdown().await
}

/// Self-signed, valid for two hundred years.
const CERTIFICATE: &[u8] = include_bytes!("data/TEST-ONLY-cert.pem");
const KEY: &[u8] = include_bytes!("data/TEST-ONLY-key.pem");
