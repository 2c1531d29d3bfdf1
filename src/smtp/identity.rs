//! Who is asking.
use crate::syntax::{Address, Domain};
use std::fmt;
/// (skeleton) Who is asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    helo: Domain,
    mail_from: Address,
}
impl Identity {
    /// A HELO name and a MAIL FROM address.
    pub fn new(helo: &str, mail_from: &str) -> Result<Self, IdentityError> {
        Ok(Self {
            helo: helo.parse().map_err(|_| IdentityError)?,
            mail_from: mail_from.parse().map_err(|_| IdentityError)?,
        })
    }
    /// HELO name.
    pub fn helo(&self) -> &Domain {
        &self.helo
    }
    /// MAIL FROM.
    pub fn mail_from(&self) -> &Address {
        &self.mail_from
    }
}
/// (skeleton)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityError;
impl fmt::Display for IdentityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bad identity")
    }
}
impl std::error::Error for IdentityError {}
