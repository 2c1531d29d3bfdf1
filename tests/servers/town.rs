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
    /// Its server is named for a rate that it holds everybody to: it takes its time.
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

/// A server set up in one way, with a domain of its own.
#[derive(Clone, Copy)]
pub(crate) struct Setup<T> {
    pub(crate) name: &'static str,
    /// Known to the server, and strangers.
    pub(crate) people: (usize, usize),
    /// Further people that the server knows. The empty one is everybody.
    also: &'static [&'static str],
    /// Refuses the prober.
    wary: bool,
    /// What only its make has.
    pub(crate) own: T,
}

impl<T: Copy> Setup<T> {
    pub(crate) const fn new(name: &'static str, own: T) -> Self {
        Self { name, people: (6, 4), also: &[], wary: false, own }
    }

    pub(crate) const fn people(mut self, known: usize, strangers: usize) -> Self {
        self.people = (known, strangers);
        self
    }

    pub(crate) const fn also(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }

    pub(crate) const fn wary(mut self) -> Self {
        self.wary = true;
        self
    }

    pub(crate) fn domain(&self) -> String {
        format!("{}.example", self.name)
    }

    /// Whom the server is told of, at `scale` times as many people as usual.
    pub(crate) fn known(&self, scale: usize) -> Vec<String> {
        let mut known = people(0, self.people.0 * scale);
        known.extend(self.also.iter().map(|local| (*local).to_owned()));
        known
    }

    /// Its domain, served at this address.
    pub(crate) fn tenant(&self, ip: Ipv4Addr, scale: usize) -> Tenant {
        let mut here = self.known(scale);
        here.retain(|local| local != "postmaster" && !local.is_empty());
        // Where nobody lives, five strangers more are another case.
        let more = if self.people.0 == 0 { 1 } else { scale };
        here.extend(people(STRANGERS * scale, self.people.1 * more));
        let mut tenant = Tenant::new(&self.domain(), ip, here);
        (tenant.takers, tenant.wary) = (self.people.0 * scale, self.wary);
        tenant
    }
}

/// The address of a setup among those of its make, which has a street to itself.
pub(crate) fn address<T>(street: u8, setups: &[Setup<T>], name: &str) -> Ipv4Addr {
    let nth = setups.iter().position(|setup| setup.name == name).unwrap();
    Ipv4Addr::new(127, 30, street, u8::try_from(nth + 1).unwrap())
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
