//! The flags of an address, as a set of bits.

use std::{borrow::Cow, fmt, sync::OnceLock};

use super::{
    Data,
    quick::{ByName, Names, Outlines},
};

/// A set of flags, printed in the order of the `flags` column.
///
/// ```
/// use listproof::facts::Flags;
/// let mut flags = Flags::ROLE;
/// flags.insert(Flags::DUPLICATE);
/// assert_eq!(flags.to_string(), "role duplicate");
/// assert!(flags.contains(Flags::DUPLICATE) && !flags.contains(Flags::FREE));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Flags(u16);

impl Flags {
    /// None at all.
    pub const NONE: Self = Self(0);
    /// A function, not a person: `info`, `sales`, `postmaster` (RFC 2142 and the usual ones).
    pub const ROLE: Self = Self(1);
    /// A domain where anybody may open a mailbox.
    pub const FREE: Self = Self(1 << 1);
    /// A domain of mailboxes made to be thrown away.
    pub const DISPOSABLE: Self = Self(1 << 2);
    /// A sub-address: `anna+news`.
    pub const TAGGED: Self = Self(1 << 3);
    /// The same mailbox stands in an earlier row. Set by who reads the list.
    pub const DUPLICATE: Self = Self(1 << 4);
    /// The cell was repaired. Set by who reads the list.
    pub const REPAIRED: Self = Self(1 << 5);
    /// The cell held several addresses. Set by who reads the list.
    pub const SEVERAL: Self = Self(1 << 6);
    /// Not to be mailed, by a suppression list or by a note in the cell. Set by who reads the list.
    pub const SUPPRESSED: Self = Self(1 << 7);
    /// Typed to get past a form: `test@test.com`.
    pub const PLACEHOLDER: Self = Self(1 << 8);
    /// Needs SMTPUTF8: non-ASCII before the `@`.
    pub const EAI: Self = Self(1 << 9);
    /// An alias that forwards to a real mailbox; private, but not thrown away.
    pub const RELAY: Self = Self(1 << 10);

    /// Each flag alone, in the order of the `flags` column.
    pub const ALL: [Self; 11] = [
        Self::ROLE,
        Self::FREE,
        Self::DISPOSABLE,
        Self::TAGGED,
        Self::DUPLICATE,
        Self::REPAIRED,
        Self::SEVERAL,
        Self::SUPPRESSED,
        Self::PLACEHOLDER,
        Self::EAI,
        Self::RELAY,
    ];

    /// Adds the other set.
    pub fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(crate) fn set(&mut self, flag: Self, on: bool) {
        if on {
            self.insert(flag);
        }
    }

    /// Whether all of the other set are in this one.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether no flag is set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names, in the order of the `flags` column.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        NAMES.iter().filter(move |(flag, _)| self.contains(*flag)).map(|(_, name)| *name)
    }
}

impl std::ops::BitOr for Flags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, name) in self.iter().enumerate() {
            if position > 0 {
                f.write_str(" ")?;
            }
            f.write_str(name)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

const NAMES: [(Flags, &str); 11] = [
    (Flags::ROLE, "role"),
    (Flags::FREE, "free"),
    (Flags::DISPOSABLE, "disposable"),
    (Flags::TAGGED, "tagged"),
    (Flags::DUPLICATE, "duplicate"),
    (Flags::REPAIRED, "repaired"),
    (Flags::SEVERAL, "several"),
    (Flags::SUPPRESSED, "suppressed"),
    (Flags::PLACEHOLDER, "placeholder"),
    (Flags::EAI, "eai"),
    (Flags::RELAY, "relay"),
];

impl Data {
    /// The flags that the text of an address tells; the domain in lower-case A-labels.
    #[must_use]
    pub fn flags(&self, local: &str, domain: &str) -> Flags {
        self.local_flags(local, domain) | self.domain_flags(domain)
    }

    /// Those of every address of a domain.
    pub(crate) fn domain_flags(&self, domain: &str) -> Flags {
        let mut flags = Flags::NONE;
        for (flag, on) in [
            (Flags::FREE, self.is_free(domain)),
            (Flags::DISPOSABLE, self.is_disposable(domain)),
            (Flags::RELAY, self.is_relay(domain)),
            (Flags::PLACEHOLDER, Fillers::builtin().domains.contains(label(domain))),
        ] {
            flags.set(flag, on);
        }
        flags
    }

    /// Those that its domain alone does not tell.
    pub(crate) fn local_flags(&self, local: &str, domain: &str) -> Flags {
        let mut flags = Flags::NONE;
        if is_simple(local) {
            flags.set(Flags::ROLE, self.is_role(local));
            flags.set(Flags::PLACEHOLDER, filler(local, domain));
            return flags;
        }
        let local = lower(local.trim_matches('"'));
        let name = match local.split_once('+') {
            Some((name, tag)) if !name.is_empty() && !tag.is_empty() => {
                flags.insert(Flags::TAGGED);
                name
            }
            _ => &local,
        };
        flags.set(Flags::ROLE, self.is_role(name));
        flags.set(Flags::PLACEHOLDER, filler(&local, domain));
        flags.set(Flags::EAI, !local.is_ascii());
        flags
    }
}

/// Whether there is nothing to be taken apart, nor put in lower case: as of most.
fn is_simple(local: &str) -> bool {
    local.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-'))
}

pub(super) fn placeholder(local: &str, domain: &str) -> bool {
    Fillers::builtin().domains.contains(label(domain)) || filler(&lower(local), domain)
}

/// Whether the local part, in lower case, is filler: whatever stands behind it, or beside such a domain.
fn filler(local: &str, domain: &str) -> bool {
    let fillers = Fillers::builtin();
    let word = if fillers.outlines.fit(local) { fillers.locals.get(local) } else { None };
    if word == Some(&Filler::Nobody) {
        return true;
    }
    let reserved = || matches!(domain, "example.com" | "example.net" | "example.org" | "domain.com" | "email.com");
    // Both halves are filler: test@test.com, sample@foo.org. One is not enough: test@acme.com may well exist.
    let filler = word.is_some() && (reserved() || fillers.locals.get(label(domain)) == Some(&Filler::Word));
    // `n@a.com`, `aaa@aaa.com`.
    let same = || matches!((local, label(domain)), ("n", "a")) || local == label(domain);
    filler || (repeats_one_byte(local) && same())
}

/// The first of a domain.
fn label(domain: &str) -> &str {
    domain.split_once('.').map_or(domain, |(label, _)| label)
}

/// The lists below, to be asked about every row.
struct Fillers {
    locals: ByName<Filler>,
    outlines: Outlines,
    domains: Names,
}

#[derive(PartialEq)]
enum Filler {
    Nobody,
    Word,
}

impl Fillers {
    fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Fillers> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let words = FILLERS.iter().map(|word| (Box::from(*word), Filler::Word));
            let nobody = NOBODY.iter().map(|word| (Box::from(*word), Filler::Nobody));
            let domains = NOBODY_DOMAINS.iter().map(|word| Box::from(*word));
            let outlines = Outlines::of(FILLERS.into_iter().chain(NOBODY));
            Self { locals: words.chain(nobody).collect(), outlines, domains: domains.collect() }
        })
    }
}

/// `aaa`, `xx`, `1`.
fn repeats_one_byte(text: &str) -> bool {
    text.len() <= 8 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() && text.starts_with(char::from(byte)))
}

fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

/// Local parts that say that there is no address, at whatever domain.
const NOBODY: [&str; 23] = [
    "noemail",
    "no-email",
    "no.email",
    "no_email",
    "noemailaddress",
    "nomail",
    "no-mail",
    "noaddress",
    "notprovided",
    "not.provided",
    "notavailable",
    "donthave",
    "donthaveone",
    "donthaveemail",
    "dontknow",
    "keine-email",
    "keineemail",
    "sinemail",
    "sincorreo",
    "notieneemail",
    "notienecorreo",
    "sansmail",
    "pasdemail",
];

/// First labels of domains that say so.
const NOBODY_DOMAINS: [&str; 9] =
    ["noemail", "no-email", "nomail", "noaddress", "notprovided", "nodomain", "keineemail", "sincorreo", "donotmail"];

/// What people type when they have to type something.
const FILLERS: [&str; 54] = [
    "test",
    "tests",
    "tester",
    "testing",
    "test1",
    "test123",
    "asdf",
    "asd",
    "asdfasdf",
    "asdfgh",
    "qwe",
    "qwer",
    "qwert",
    "qwerty",
    "qwertz",
    "abc",
    "abcd",
    "abc123",
    "xyz",
    "foo",
    "bar",
    "foobar",
    "none",
    "null",
    "na",
    "no",
    "unknown",
    "fake",
    "dummy",
    "sample",
    "example",
    "email",
    "mail",
    "user",
    "name",
    "yourname",
    "you",
    "anonymous",
    "john.doe",
    "123",
    "noone",
    "nobody",
    "nowhere",
    "someone",
    "somebody",
    "somewhere",
    "yourdomain",
    "yourcompany",
    "domain",
    "keine",
    "kein",
    "niemand",
    "muster",
    "mustermann",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(local: &str, domain: &str) -> String {
        Data::builtin().flags(local, domain).to_string()
    }

    #[test]
    fn a_function_is_one_in_every_language() {
        for local in [
            "abuse",
            "postmaster",
            "Info",
            "SALES",
            "kontakt",
            "büro",
            "buchhaltung",
            "facturación",
            "ventas",
            "accueil",
            "comptabilité",
            "ufficio",
            "vendite",
            "atendimento",
            "klantenservice",
            "biuro",
            "sprzedaz",
            "podpora",
            "asiakaspalvelu",
            "kundtjanst",
            "satis",
            "zakaz",
            "info+news",
            "\"info\"",
        ] {
            let flags = Data::builtin().flags(local, "acme.example");
            assert!(flags.contains(Flags::ROLE), "{local}");
        }
        for local in ["anna", "info.meier", "salesman", "ines", "mark.etting", "rh1", "sam.support", "o'info"] {
            assert_eq!(flags(local, "acme.example"), "", "{local}");
        }
    }

    #[test]
    fn an_alias_that_forwards_is_not_thrown_away() {
        for domain in ["privaterelay.appleid.com", "mozmail.com", "duck.com", "simplelogin.com", "anna.anonaddy.com"] {
            assert_eq!(flags("x7f3", domain), "relay", "{domain}");
        }
        for domain in ["mailinator.com", "eu.mailinator.com", "guerrillamail.com"] {
            assert_eq!(flags("x7f3", domain), "disposable", "{domain}");
        }
        assert_eq!(flags("x7f3", "gmail.com"), "free");
        assert_eq!(flags("x7f3", "notmailinator.example"), "");
    }

    #[test]
    fn a_tag_needs_a_name_and_a_tag() {
        assert_eq!(flags("anna+news", "acme.example"), "tagged");
        assert_eq!(flags("sales+eu+2", "gmail.com"), "role free tagged");
        for local in ["+news", "anna+", "+"] {
            assert_eq!(flags(local, "acme.example"), "", "{local}");
        }
    }

    #[test]
    fn filler_is_filler_on_both_sides_only() {
        for (local, domain) in [
            ("test", "test.com"),
            ("Test", "example.com"),
            ("asdf", "asdf.de"),
            ("aaa", "aaa.com"),
            ("noemail", "acme.com"),
            ("anna", "noemail.com"),
            ("x", "x.com"),
        ] {
            assert!(placeholder(local, domain), "{local} {domain}");
        }
        for (local, domain) in
            [("test", "acme.com"), ("anna", "test.com"), ("foo", "gmail.com"), ("x", "y.com"), ("anna", "example.org")]
        {
            assert!(!placeholder(local, domain), "{local} {domain}");
        }
    }

    #[test]
    fn what_is_not_ascii_needs_smtputf8() {
        assert_eq!(flags("jürgen", "acme.example"), "eai");
        assert_eq!(flags("juergen", "xn--mller-kva.example"), "");
    }
}
