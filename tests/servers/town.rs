//! Who lives where: domains, their hosts, and the people on the list. Whether somebody exists is told to the server
//! alone; the test learns it by mailing.

use std::net::Ipv4Addr;

/// The port of all servers.
pub(crate) const PORT: u16 = 2526;
/// Who verifies: known to the servers that refuse it.
pub(crate) const PROBER: Ipv4Addr = Ipv4Addr::new(127, 30, 0, 2);
/// The name server.
pub(crate) const DNS: Ipv4Addr = Ipv4Addr::new(127, 30, 0, 53);

/// A domain with its people.
#[derive(Clone, Debug)]
pub(crate) struct Tenant {
    /// In lower case.
    pub(crate) domain: String,
    /// MX hosts, the best first.
    pub(crate) hosts: Vec<(String, Ipv4Addr)>,
    /// Local parts on the list.
    pub(crate) people: Vec<String>,
    /// So many of them, from the first, take mail: a server that refuses them is set up wrongly.
    pub(crate) takers: usize,
    /// Its server refuses the prober, and nobody else: `unknown` is right there.
    pub(crate) wary: bool,
}

impl Tenant {
    /// Its server is named for a rate that it holds everybody to: not all are answered in the time there is.
    pub(crate) fn is_paced(&self) -> bool {
        self.domain.contains("-rate")
    }

    /// A domain with one host, `mx.DOMAIN`.
    pub(crate) fn new(domain: &str, ip: Ipv4Addr, people: Vec<String>) -> Self {
        Self { domain: domain.to_owned(), hosts: vec![(format!("mx.{domain}"), ip)], people, takers: 0, wary: false }
    }

    /// Everybody's address.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = String> {
        self.people.iter().map(|local| format!("{local}@{}", self.domain))
    }
}

/// So many people from the `first` on; the same number is the same person.
pub(crate) fn people(first: usize, count: usize) -> Vec<String> {
    (first..first + count).map(person).collect()
}

fn person(nth: usize) -> String {
    let (first, last) = (FIRST[nth % FIRST.len()], LAST[nth / FIRST.len() % LAST.len()]);
    let year = nth / (FIRST.len() * LAST.len());
    match nth % 4 {
        _ if year > 0 => format!("{first}.{last}{}", 60 + year),
        0 => format!("{first}.{last}"),
        1 => format!("{first}_{last}"),
        2 => format!("{}{last}", &first[..1]) + &nth.to_string(),
        _ => format!("{last}-{first}"),
    }
}

/// People from here on are strangers to their servers.
pub(crate) const STRANGERS: usize = 1_000;

const FIRST: [&str; 23] = [
    "anna", "bert", "carla", "dirk", "elena", "fritz", "gesine", "hugo", "ines", "jonas", "katja", "lars", "mona",
    "nils", "olga", "paul", "rita", "sven", "tanja", "ulrich", "vera", "willi", "yvonne",
];
const LAST: [&str; 19] = [
    "ott", "meier", "sommer", "krantz", "vogel", "blum", "jansen", "petri", "haupt", "lindner", "roth", "stark",
    "weiss", "adler", "busch", "conrad", "dorn", "ebert", "frank",
];
