//! Who is asking (RFC 5321 §4.1.1.1 and §4.1.1.2): a name and a sender that are truly ours.

use crate::facts;
use crate::syntax::{Address, Domain};
use std::fmt;

/// The name we greet with and the sender we give. There is no default: whoever asks must say who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    helo: Domain,
    mail_from: Address,
}

impl Identity {
    /// A HELO name and a MAIL FROM address.
    ///
    /// # Errors
    /// Where one of the two is malformed, could be anybody's, or belongs to somebody else: see [`IdentityError`].
    pub fn new(helo: &str, mail_from: &str) -> Result<Self, IdentityError> {
        Ok(Self { helo: own_name(helo)?, mail_from: own_sender(mail_from)? })
    }

    /// The name in EHLO and HELO.
    pub fn helo(&self) -> &Domain {
        &self.helo
    }

    /// The address in MAIL FROM.
    pub fn mail_from(&self) -> &Address {
        &self.mail_from
    }
}

/// Why nobody may ask under this name or sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdentityError {
    /// The HELO name is no host name (letters, digits and hyphens between dots, RFC 1123 §2.1).
    HeloMalformed,
    /// The HELO name is a single label, such as `localhost`: servers refuse it.
    HeloSingleLabel,
    /// The HELO name is an IP address or an address literal: servers take it for a home computer.
    HeloIsAddress,
    /// The HELO name lies under a mail operator's or free-mail provider's domain.
    HeloNotYours,
    /// MAIL FROM is no address.
    SenderMalformed,
    /// MAIL FROM is at an address literal or a single label, to which nobody can answer.
    SenderNoDomain,
    /// MAIL FROM is at a mail operator's or free-mail provider's domain, whose SPF record does not name us.
    SenderNotYours,
}

impl fmt::Display for IdentityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HeloMalformed => "the HELO name is not a host name",
            Self::HeloSingleLabel => "the HELO name needs a domain, such as probe.example.com",
            Self::HeloIsAddress => "the HELO name must be a host name, not an IP address",
            Self::HeloNotYours => "the HELO name belongs to a mail operator: use a name of your own",
            Self::SenderMalformed => "the sender is not an address",
            Self::SenderNoDomain => "the sender needs a domain of yours",
            Self::SenderNotYours => "the sender is at a mail operator or free-mail provider: use a domain of your own",
        })
    }
}

impl std::error::Error for IdentityError {}

fn own_name(helo: &str) -> Result<Domain, IdentityError> {
    let name = helo.strip_suffix('.').unwrap_or(helo);
    if is_ip(name) {
        return Err(IdentityError::HeloIsAddress);
    }
    if name.is_empty() || name.len() > 253 || !name.split('.').all(is_label) {
        return Err(IdentityError::HeloMalformed);
    }
    if !name.contains('.') {
        return Err(IdentityError::HeloSingleLabel);
    }
    let domain: Domain = name.parse().map_err(|_| IdentityError::HeloMalformed)?;
    if facts::is_operator_domain(domain.as_str()) {
        return Err(IdentityError::HeloNotYours);
    }
    Ok(domain)
}

fn own_sender(mail_from: &str) -> Result<Address, IdentityError> {
    let address: Address = mail_from.parse().map_err(|_| IdentityError::SenderMalformed)?;
    if address.local().is_empty() || address.host().is_empty() {
        return Err(IdentityError::SenderMalformed);
    }
    if is_ip(address.host()) || !address.host().contains('.') {
        return Err(IdentityError::SenderNoDomain);
    }
    let domain = address.domain().ok_or(IdentityError::SenderNoDomain)?;
    if facts::is_operator_domain(domain.as_str()) {
        return Err(IdentityError::SenderNotYours);
    }
    Ok(address)
}

/// `192.0.2.1`, `[192.0.2.1]`, `2001:db8::1`, `[IPv6:2001:db8::1]`, and anything else in brackets.
fn is_ip(name: &str) -> bool {
    name.starts_with('[') || name.parse::<std::net::IpAddr>().is_ok()
}

/// A label of letters (any script: it becomes an A-label), digits and inner hyphens.
fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_not_ours_are_refused() {
        let error = |helo, from| Identity::new(helo, from).unwrap_err();
        let ours = "verify@example.com";
        assert_eq!(error("localhost", ours), IdentityError::HeloSingleLabel);
        assert_eq!(error("192.0.2.1", ours), IdentityError::HeloIsAddress);
        assert_eq!(error("[IPv6:2001:db8::1]", ours), IdentityError::HeloIsAddress);
        assert_eq!(error("a..example.com", ours), IdentityError::HeloMalformed);
        assert_eq!(error("under_score.example.com", ours), IdentityError::HeloMalformed);
        assert_eq!(error("mx1.gmail.com", ours), IdentityError::HeloNotYours);
        assert_eq!(error("probe.example.com", "x@gmail.com"), IdentityError::SenderNotYours);
        assert_eq!(error("probe.example.com", "x@[192.0.2.1]"), IdentityError::SenderNoDomain);
        assert_eq!(error("probe.example.com", "x@localhost"), IdentityError::SenderNoDomain);
        assert_eq!(error("probe.example.com", "nobody"), IdentityError::SenderMalformed);
        assert!(Identity::new("probe.example.com.", ours).is_ok());
    }
}
