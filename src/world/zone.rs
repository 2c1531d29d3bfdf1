//! A domain, described: what DNS says of it and who lives there.

use super::Truth;
use std::{collections::BTreeMap, net::IpAddr};

/// One domain, its MX records and its mailboxes.
#[derive(Clone, Debug)]
pub struct Zone {
    pub(crate) name: String,
    pub(crate) dns: Dns,
    pub(crate) mx: Vec<(u16, String)>,
    /// No MX records: the domain itself is the host (RFC 5321 §5.1).
    pub(crate) implicit: bool,
    pub(crate) txt: Vec<String>,
    pub(crate) mailboxes: BTreeMap<String, Truth>,
}

/// What DNS makes of a domain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dns {
    /// It takes mail at the hosts of its MX records.
    #[default]
    Mail,
    /// It does not exist.
    NxDomain,
    /// It exists, with neither MX nor address.
    NoMail,
    /// A null MX (RFC 7505).
    NullMx,
    /// Every look-up fails.
    ServFail,
    /// No look-up is ever answered.
    Timeout,
    /// Its MX host stands at this address: private, documentation, loopback …
    At(IpAddr),
}

impl Zone {
    /// A domain, as A-labels, without MX records yet.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.trim_end_matches('.').to_ascii_lowercase(),
            dns: Dns::Mail,
            mx: Vec::new(),
            implicit: false,
            txt: Vec::new(),
            mailboxes: BTreeMap::new(),
        }
    }

    /// An MX record. The host may be one that the world does not have: then nobody is there.
    #[must_use]
    pub fn mx(mut self, preference: u16, host: &str) -> Self {
        self.mx.push((preference, host.trim_end_matches('.').to_ascii_lowercase()));
        self
    }

    /// No MX, but an address record: that of this host.
    #[must_use]
    pub fn implicit(mut self, host: &str) -> Self {
        self.implicit = true;
        self.mx(0, host)
    }

    /// Something else than mail servers in DNS.
    #[must_use]
    pub fn dns(mut self, dns: Dns) -> Self {
        self.dns = dns;
        self
    }

    /// A TXT record of at most 255 octets: SPF, say.
    #[must_use]
    pub fn txt(mut self, text: &str) -> Self {
        self.txt.push(text.to_owned());
        self
    }

    /// One mailbox. Local parts are compared without case.
    #[must_use]
    pub fn mailbox(mut self, local: &str, truth: Truth) -> Self {
        self.mailboxes.insert(local.to_lowercase(), truth);
        self
    }

    /// Mailboxes that take mail.
    #[must_use]
    pub fn alive(self, locals: &[&str]) -> Self {
        locals.iter().fold(self, |zone, local| zone.mailbox(local, Truth::Alive))
    }

    /// Mailboxes that are gone.
    #[must_use]
    pub fn dead(self, locals: &[&str]) -> Self {
        locals.iter().fold(self, |zone, local| zone.mailbox(local, Truth::Dead))
    }

    /// Whom no row names is dead, but postmaster.
    pub(crate) fn truth(&self, local: &str) -> Truth {
        match self.mailboxes.get(local) {
            Some(truth) => *truth,
            None if local == "postmaster" => Truth::Alive,
            None => Truth::Dead,
        }
    }
}
