//! What the great operators tolerate: data, one row each, with its source.
//!
//! The numbers age. They are where we start, never more than the caller allows, and the engine shrinks them further on
//! the first sign of displeasure.

use super::limits::{Rate, Unit, nz};
use crate::syntax::HostName;
use std::{collections::HashMap, num::NonZeroU32, sync::OnceLock};

/// What is known of one operator.
#[derive(Debug, PartialEq, Eq)]
pub struct Profile {
    name: &'static str,
    suffixes: &'static [&'static str],
    connections: Option<NonZeroU32>,
    messages: Option<NonZeroU32>,
    rate: Option<Rate>,
    one_domain: bool,
    tls_required: bool,
    asks_twice: &'static [(u16, u16, u16)],
    source: &'static str,
}

impl Profile {
    /// All rows.
    pub fn all() -> &'static [Self] {
        ROWS
    }

    /// The row of the longest suffix of an MX host's name. Costs one hash per label, however many rows there are.
    pub fn find(host: &str) -> Option<&'static Self> {
        let host = HostName::new(host);
        let mut rest = host.as_str();
        loop {
            if let Some(row) = index().get(rest) {
                return Some(row);
            }
            (_, rest) = rest.split_once('.')?;
        }
    }

    /// What we call it, as `google`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Ends of MX host names, each at a label.
    pub fn suffixes(&self) -> &'static [&'static str] {
        self.suffixes
    }

    /// Sessions at once, over all its hosts.
    pub fn connections(&self) -> Option<NonZeroU32> {
        self.connections
    }

    /// Messages per connection that senders get away with; read as transactions.
    pub fn messages(&self) -> Option<NonZeroU32> {
        self.messages
    }

    /// Recipients.
    pub fn rate(&self) -> Option<Rate> {
        self.rate
    }

    /// Whether a transaction may hold one recipient domain only.
    pub fn one_domain(&self) -> bool {
        self.one_domain
    }

    /// Whether it is said to want STARTTLS first: no recipient is named in the clear after a failed handshake. A host of it
    /// that does not announce STARTTLS is asked without.
    pub fn tls_required(&self) -> bool {
        self.tls_required
    }

    /// Enhanced codes that it also gives to living mailboxes, now and then: a refusal with one of them is asked again.
    pub fn asks_twice(&self) -> &'static [(u16, u16, u16)] {
        self.asks_twice
    }

    /// Where the row comes from.
    pub fn source(&self) -> &'static str {
        self.source
    }
}

fn index() -> &'static HashMap<&'static str, &'static Profile> {
    static INDEX: OnceLock<HashMap<&str, &Profile>> = OnceLock::new();
    INDEX.get_or_init(|| ROWS.iter().flat_map(|row| row.suffixes.iter().map(move |suffix| (*suffix, row))).collect())
}

const KUMO: &str = "KumoMTA, shipped and community shaping rules, November 2026";
const KUMO_YAHOO: &str =
    "KumoMTA, shipped shaping rules, figures given by Yahoo: \"421 Max message per connection reached\" at 20";
const KUMO_GOOGLE: &str =
    "KumoMTA, shipped shaping rules; 451 4.3.0 \"Multiple destination domains per transaction is unsupported\"";
const KUMO_MICROSOFT: &str = "KumoMTA, shipped shaping rules; each tenant has a host name and a recipient filter of its own; 5.4.1 comes and goes while the edge learns";

/// Nothing known: what a row below does not say.
const PLAIN: Profile = Profile {
    name: "",
    suffixes: &[],
    connections: None,
    messages: None,
    rate: None,
    one_domain: false,
    tls_required: false,
    asks_twice: &[],
    source: KUMO,
};

const fn row(name: &'static str, suffixes: &'static [&'static str], connections: u32, messages: u32) -> Profile {
    Profile { name, suffixes, connections: NonZeroU32::new(connections), messages: NonZeroU32::new(messages), ..PLAIN }
}

const fn tls(profile: Profile) -> Profile {
    Profile { tls_required: true, ..profile }
}

/// A zero is "not stated".
const ROWS: &[Profile] = &[
    Profile { one_domain: true, source: KUMO_GOOGLE, ..row("google", &["google.com", "googlemail.com"], 5, 50) },
    Profile {
        one_domain: true,
        asks_twice: &[(5, 4, 1)],
        source: KUMO_MICROSOFT,
        ..row("microsoft365", &["mail.protection.outlook.com", "mx.microsoft"], 5, 50)
    },
    row("outlook", &["olc.protection.outlook.com"], 5, 50),
    Profile { source: KUMO_YAHOO, ..row("yahoo", &["yahoodns.net"], 0, 20) },
    Profile { rate: Some(Rate::new(nz(10), Unit::Second)), ..row("yahoo-japan", &["yahoo.co.jp"], 2, 20) },
    row("icloud", &["icloud.com"], 10, 5),
    tls(row("comcast", &["comcast.net"], 25, 1_000)),
    // Each region is a neighbour of its own, and no customer is in two.
    row("mimecast", &["mimecast.com"], 10, 100),
    row("mimecast-africa", &["mimecast.co.za"], 10, 100),
    row("mimecast-offshore", &["mimecast-offshore.com"], 10, 100),
    tls(row("gmx", &["gmx.net", "web.de"], 4, 20)),
    tls(row("barracuda", &["barracudanetworks.com"], 10, 15)),
    tls(row("netvigator", &["netvigator.com"], 5, 10)),
    tls(row("kpn", &["kpnmail.nl"], 10, 10)),
    tls(row("qq", &["qq.com"], 4, 8)),
    row("netease", &["netease.com"], 4, 7),
    row("orange", &["orange.fr"], 3, 0),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_suffix_finds_its_row_at_a_label_only() {
        let mut seen = HashSet::new();
        for row in Profile::all() {
            assert!(!row.name.is_empty() && !row.source.is_empty() && !row.suffixes.is_empty());
            for suffix in row.suffixes {
                assert!(seen.insert(*suffix), "{suffix} twice");
                assert_eq!(HostName::new(suffix).as_str(), *suffix);
                for host in [suffix.to_string(), format!("mx1.{suffix}"), format!("a.B.{suffix}.").to_uppercase()] {
                    assert_eq!(Profile::find(&host), Some(row), "{host}");
                }
                assert_eq!(Profile::find(&format!("not{suffix}")), None);
                assert_eq!(Profile::find(&format!("{suffix}.example.org")), None);
            }
        }
    }

    #[test]
    fn strangers_have_no_row() {
        for host in ["", ".", "com", "outlook.com", "protection.outlook.com", "mx.example.org", "192.0.2.1"] {
            assert_eq!(Profile::find(host), None, "{host}");
        }
    }

    #[test]
    fn what_is_special() {
        let find = |host| Profile::find(host).unwrap();
        assert_eq!(find("contoso-com.mail.protection.outlook.com").name(), "microsoft365");
        assert_eq!(find("contoso-com.b-v1.mx.microsoft").name(), "microsoft365");
        assert_eq!(find("outlook-com.olc.protection.outlook.com").name(), "outlook");
        assert_eq!(find("contoso-com.mail.protection.outlook.com").asks_twice(), &[(5, 4, 1)]);
        assert_eq!(find("mta5.am0.yahoodns.net").connections(), None);
        assert_eq!(find("mx01.mail.icloud.com").messages(), NonZeroU32::new(5));
        assert_eq!(find("smtp-in.orange.fr").messages(), None);
    }
}
