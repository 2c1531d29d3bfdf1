//! How a session behaves.

use std::time::Duration;

/// How a session behaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// How long to wait for what.
    pub timeouts: Timeouts,
    /// When to use TLS.
    pub tls: Tls,
}

/// How long to wait for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// For each SMTP reply, from the moment its command may be answered; the greeting and the TLS handshake included.
    pub reply: Duration,
    /// With nobody to ask about, before the session says QUIT by itself.
    pub idle: Duration,
    /// For the answer to QUIT, which nobody needs.
    pub quit: Duration,
}

impl Default for Timeouts {
    /// 60 s, 30 s, 2 s. RFC 5321 §4.5.3.2 grants a server five minutes a reply; nobody waits for that in a probe.
    fn default() -> Self {
        let [reply, idle, quit] = [60, 30, 2].map(Duration::from_secs);
        Self { reply, idle, quit }
    }
}

/// When to use TLS (RFC 3207).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tls {
    /// Never.
    Off,
    /// Where the server announces it and agrees. A failed handshake still ends the session: the stream is spoilt.
    #[default]
    Opportunistic,
    /// Always: without it no recipient is named.
    Required,
}
