//! TLS for STARTTLS: against listeners, not against impostors. A probe trusts no certificate, as it hands over nothing
//! but the addresses that it would else say in the clear (RFC 7435).

use super::connect::{BoxFuture, Stream};
use crate::syntax::HostName;
use std::io;
use std::net::IpAddr;

/// Shakes hands. Cheap to clone, made once; without the feature `tls` it is not able to.
#[derive(Clone, Default)]
pub(crate) struct Handshaker {
    #[cfg(feature = "tls")]
    connector: Option<tokio_rustls::TlsConnector>,
}

impl std::fmt::Debug for Handshaker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handshaker").field("is_able", &self.is_able()).finish()
    }
}

/// A handshake under way. It resolves to the stream behind it.
pub(crate) type Handshake = BoxFuture<'static, io::Result<Box<dyn Stream>>>;

#[cfg(feature = "tls")]
impl Handshaker {
    /// Able, with any certificate; `default()` is not.
    pub(crate) fn new() -> Self {
        Self { connector: accepting::connector().ok() }
    }

    /// Whether there is any use in STARTTLS.
    pub(crate) fn is_able(&self) -> bool {
        self.connector.is_some()
    }

    /// Begins. The host's name is shown to the server (SNI), where it is a name that TLS knows.
    pub(crate) fn start(&self, stream: Box<dyn Stream>, host: &HostName, peer: IpAddr) -> Option<Handshake> {
        use tokio_rustls::rustls::pki_types::ServerName;
        let connector = self.connector.clone()?;
        let name =
            ServerName::try_from(host.as_str().to_owned()).unwrap_or_else(|_| ServerName::IpAddress(peer.into()));
        Some(Box::pin(async move {
            let stream = connector.connect(name, stream).await?;
            Ok(Box::new(stream) as Box<dyn Stream>)
        }))
    }
}

#[cfg(not(feature = "tls"))]
impl Handshaker {
    /// Not able: the feature `tls` is off.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// No.
    pub(crate) fn is_able(&self) -> bool {
        false
    }

    /// Never.
    pub(crate) fn start(&self, _stream: Box<dyn Stream>, _host: &HostName, _peer: IpAddr) -> Option<Handshake> {
        None
    }
}

#[cfg(feature = "tls")]
mod accepting {
    use std::sync::Arc;
    use tokio_rustls::TlsConnector;
    use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
    use tokio_rustls::rustls::crypto::ring::default_provider;
    use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
    use tokio_rustls::rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};

    pub(super) fn connector() -> Result<TlsConnector, Error> {
        let provider = default_provider();
        let schemes = provider.signature_verification_algorithms.supported_schemes();
        let config = ClientConfig::builder_with_provider(Arc::new(provider))
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Anybody { schemes }))
            .with_no_client_auth();
        Ok(TlsConnector::from(Arc::new(config)))
    }

    /// Takes every certificate: mail hosts show expired, self-signed and misnamed ones every day.
    #[derive(Debug)]
    struct Anybody {
        schemes: Vec<SignatureScheme>,
    }

    impl ServerCertVerifier for Anybody {
        fn verify_server_cert(
            &self,
            _end_entity: &CertificateDer<'_>,
            _intermediates: &[CertificateDer<'_>],
            _server_name: &ServerName<'_>,
            _ocsp_response: &[u8],
            _now: UnixTime,
        ) -> Result<ServerCertVerified, Error> {
            Ok(ServerCertVerified::assertion())
        }

        fn verify_tls12_signature(
            &self,
            _message: &[u8],
            _cert: &CertificateDer<'_>,
            _dss: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Ok(HandshakeSignatureValid::assertion())
        }

        fn verify_tls13_signature(
            &self,
            _message: &[u8],
            _cert: &CertificateDer<'_>,
            _dss: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Ok(HandshakeSignatureValid::assertion())
        }

        fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
            self.schemes.clone()
        }
    }
}
