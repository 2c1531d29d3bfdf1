//! Facts that stand beside a verdict and never decide it: who owns such a domain, what kind of mailbox such a name is.
//!
//! Over plain text: a lower-case A-label domain, and a local part as it stands in the address. The lists behind it are
//! compiled in and can be replaced at run time ([`Data::from_dir`]).

mod data;
mod endings;
mod finger;
mod flags;
mod frequent;
mod quick;
mod slips;
pub mod suggest;

pub use data::Data;
pub use flags::Flags;
pub(crate) use quick::Seeded;

/// The flags that the text of an address alone tells: `role`, `free`, `disposable`, `tagged`, `placeholder`, `eai`,
/// `relay`. The others are for who reads the list.
///
/// ```
/// let flags = listproof::facts::flags("info+list", "gmail.com");
/// assert_eq!(flags.iter().collect::<Vec<_>>(), ["role", "free", "tagged"]);
/// ```
#[must_use]
pub fn flags(local: &str, domain: &str) -> Flags {
    Data::builtin().flags(local, domain)
}

/// Whether anybody may open a mailbox at this domain.
#[must_use]
pub fn is_free(domain: &str) -> bool {
    Data::builtin().is_free(domain)
}

/// Whether this MX host takes mail for throw-away domains.
///
/// ```
/// assert!(listproof::facts::disposable_host("mail.mailinator.com"));
/// ```
#[must_use]
pub fn disposable_host(mx_host: &str) -> bool {
    Data::builtin().disposable_host(mx_host)
}

/// Whether this name is a great operator's or a free-mail domain, or under one: nobody else may say HELO with it.
///
/// ```
/// assert!(listproof::facts::is_operator_domain("mail-ed1-f54.google.com"));
/// assert!(!listproof::facts::is_operator_domain("mail.notgoogle.com"));
/// ```
#[must_use]
pub fn is_operator_domain(name: &str) -> bool {
    Data::builtin().is_operator_domain(name)
}

/// Whether this mailbox was typed to get past a form: `test@test.com`, `noemail@example.com`.
#[must_use]
pub fn is_placeholder(local: &str, domain: &str) -> bool {
    flags::placeholder(local, domain)
}
