//! The lists: compiled in, replaceable at run time.

use std::{fmt, fs, io, path::Path, sync::OnceLock};

use super::{
    finger::is_brand,
    quick::{ByName, Names, Outlines},
    slips::Slips,
    suggest::{SHORT, SHORTEST_STEM, SHORTEST_TARGET, stem},
};

/// The lists of known names behind [`super::flags`] and [`super::suggest`].
///
/// Each is a text file: `#` starts a comment, one name a line. A row of a hundred in a wrong list is a flag too many, no
/// verdict ever. No list can call a great domain (`gmail.com`, `ibm.com`) or a whole ending (`co.uk`) throw-away.
pub struct Data {
    roles: Names,
    role_outlines: Outlines,
    free: Names,
    disposable: Names,
    disposable_hosts: Names,
    relay: Names,
    operators: Names,
    /// All of these domains, the targets and their neighbours: whatever is itself.
    known: Names,
    /// In the order of the file: the first that fits is suggested.
    pub(super) targets: Vec<Box<str>>,
    known_targets: Names,
    /// Those long enough that one slip leads nowhere else, and behind them the other free-mail domains.
    pub(super) near_targets: Slips,
    /// Those of a longer name, by their first letter.
    pub(super) by_first: ByName<Vec<Box<str>>>,
    /// Every mailbox domain of a name (`hotmail`), the targets first.
    bearers: ByName<Vec<Box<str>>>,
    /// `hotmail` to `hotmail.com`, the first of its targets.
    pub(super) stems: ByName<Box<str>>,
    /// Those that may stand alone.
    pub(super) near_stems: Slips,
    /// What follows those names in the free-mail domains: most domains need no look for a slip in them.
    pub(super) brand_tails: Names,
    /// `gmailcom` to `gmail.com`.
    pub(super) undotted: ByName<Box<str>>,
    /// Mistyped ending to the one that was meant.
    endings: ByName<Box<str>>,
}

impl Data {
    /// The lists that are compiled in.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Data> = OnceLock::new();
        BUILTIN.get_or_init(|| Self::parse(|list| list.builtin().into()))
    }

    /// The lists of a directory, under the names of `src/facts/data` (`roles.txt`, `free.txt`, `disposable.txt`,
    /// `disposable-hosts.txt`, `relay.txt`, `operators.txt`, `targets.txt`, `neighbours.txt`, `endings.txt`); a file that
    /// is missing leaves the compiled-in list standing.
    ///
    /// # Errors
    /// A directory that is not there, and a file that is there and cannot be read as UTF-8 text.
    pub fn from_dir(dir: impl AsRef<Path>) -> io::Result<Self> {
        // Else a slip in its name would replace nothing, in silence.
        fs::read_dir(&dir)?;
        let mut failed = None;
        let data = Self::parse(|list| match fs::read_to_string(dir.as_ref().join(list.file())) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => list.builtin().into(),
            Err(error) => {
                failed = Some(error);
                String::new()
            }
        });
        failed.map_or(Ok(data), Err)
    }

    fn parse(mut text: impl FnMut(List) -> String) -> Self {
        let mut text = |list| text(list).trim_start_matches('\u{feff}').to_lowercase();
        let free_text = text(List::Free);
        let free = rows(&free_text).map(Into::into).collect::<Names>();
        let mut set = |list| rows(&text(list)).map(Into::into).collect::<Names>();
        let roles = set(List::Roles);
        let (mut disposable, disposable_hosts) = (set(List::Disposable), set(List::DisposableHosts));
        disposable.retain(|domain| !is_great(domain));
        let (relay, operators) = (set(List::Relay), set(List::Operators));
        let neighbours = set(List::Neighbours);
        let targets: Vec<Box<str>> = rows(&text(List::Targets)).map(Into::into).collect();
        let endings = rows(&text(List::Endings))
            .filter_map(|row| row.split_once(' '))
            .map(|(wrong, right)| (wrong.into(), right.trim().into()))
            .collect();
        let known_targets = targets.iter().cloned().collect();
        let long = |target: &&str| target.len() >= SHORTEST_TARGET || SHORT.iter().any(|(short, _)| short == target);
        let known_free = rows(&free_text).filter(|free| !targets.iter().any(|target| **target == **free));
        let by_rank: Vec<&str> = targets.iter().map(|target| &**target).chain(known_free).collect();
        let near_targets = Slips::new(by_rank.iter().copied().filter(long));
        let by_first = group(targets.iter().map(|target| &**target).filter(|target| is_brand(stem(target))), initial);
        let bearers = group(by_rank.iter().copied(), stem);
        let lists = [&free, &disposable, &relay, &operators, &neighbours, &known_targets];
        let known = lists.into_iter().flatten().cloned().collect();
        let mut stems = ByName::default();
        for target in &targets {
            stems.entry(stem(target).into()).or_insert_with(|| target.clone());
        }
        let near_stems =
            Slips::new(targets.iter().map(|target| stem(target)).filter(|stem| stem.len() >= SHORTEST_STEM));
        let branded = |free: &&str| stem(free).len() >= SHORTEST_STEM && stems.contains_key(stem(free));
        let tails = free.iter().map(|free| &**free).filter(branded).filter_map(|free| free.split_once('.'));
        // Under .com each is a target already.
        let brand_tails = tails.map(|(_, tail)| tail).filter(|tail| *tail != "com").map(Into::into).collect();
        let undotted = targets.iter().rev().map(|target| (target.replace('.', "").into(), target.clone())).collect();
        Self {
            role_outlines: Outlines::of(roles.iter().map(|role| &**role)),
            roles,
            free,
            disposable,
            disposable_hosts,
            relay,
            operators,
            known,
            targets,
            known_targets,
            near_targets,
            by_first,
            bearers,
            stems,
            near_stems,
            brand_tails,
            undotted,
            endings,
        }
    }

    pub(super) fn is_role(&self, local: &str) -> bool {
        self.role_outlines.fit(local) && self.roles.contains(local)
    }

    /// Whether anybody may open a mailbox at this domain.
    #[must_use]
    pub fn is_free(&self, domain: &str) -> bool {
        self.free.contains(domain)
    }

    /// The free-mail domain of this name.
    pub(super) fn free(&self, domain: &str) -> Option<&str> {
        self.free.get(domain).map(|free| &**free)
    }

    /// Whether the mailboxes of this domain, or of one it is under, are made to be thrown away.
    #[must_use]
    pub fn is_disposable(&self, domain: &str) -> bool {
        ancestors(domain).any(|name| self.disposable.contains(name))
    }

    /// Whether this MX host takes mail for throw-away domains.
    #[must_use]
    pub fn disposable_host(&self, mx_host: &str) -> bool {
        let host = mx_host.trim_end_matches('.').to_ascii_lowercase();
        ancestors(&host).any(|name| self.disposable_hosts.contains(name))
    }

    /// Whether addresses of this domain forward to somebody's real mailbox.
    #[must_use]
    pub fn is_relay(&self, domain: &str) -> bool {
        ancestors(domain).any(|name| self.relay.contains(name))
    }

    /// Whether this name is an operator's or a free-mail domain, or under one.
    #[must_use]
    pub fn is_operator_domain(&self, name: &str) -> bool {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        ancestors(&name).any(|name| self.operators.contains(name) || self.free.contains(name))
    }

    /// Whether this domain is known to be itself, however close to another it looks.
    pub(crate) fn is_known(&self, domain: &str) -> bool {
        self.known.contains(domain)
    }

    /// The target of this name.
    pub(super) fn target(&self, name: &str) -> Option<&str> {
        // All have a dot, and a look at the bytes is cheaper than a hash.
        let name = Some(name).filter(|name| name.contains('.'))?;
        self.known_targets.get(name).map(|target| &**target)
    }

    /// Every mailbox domain of this name, the likeliest first.
    pub(super) fn bearers(&self, name: &str) -> &[Box<str>] {
        self.bearers.get(name).map_or(&[], |domains| domains)
    }

    pub(super) fn ending(&self, wrong: &str) -> Option<&str> {
        self.endings.get(wrong).map(|right| &**right)
    }
}

impl fmt::Debug for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Data")
            .field("roles", &self.roles.len())
            .field("free", &self.free.len())
            .field("disposable", &self.disposable.len())
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Copy)]
enum List {
    Roles,
    Free,
    Disposable,
    DisposableHosts,
    Relay,
    Operators,
    Targets,
    Neighbours,
    Endings,
}

impl List {
    fn file(self) -> &'static str {
        match self {
            Self::Roles => "roles.txt",
            Self::Free => "free.txt",
            Self::Disposable => "disposable.txt",
            Self::DisposableHosts => "disposable-hosts.txt",
            Self::Relay => "relay.txt",
            Self::Operators => "operators.txt",
            Self::Targets => "targets.txt",
            Self::Neighbours => "neighbours.txt",
            Self::Endings => "endings.txt",
        }
    }

    fn builtin(self) -> &'static str {
        match self {
            Self::Roles => include_str!("data/roles.txt"),
            Self::Free => include_str!("data/free.txt"),
            Self::Disposable => include_str!("data/disposable.txt"),
            Self::DisposableHosts => include_str!("data/disposable-hosts.txt"),
            Self::Relay => include_str!("data/relay.txt"),
            Self::Operators => include_str!("data/operators.txt"),
            Self::Targets => include_str!("data/targets.txt"),
            Self::Neighbours => include_str!("data/neighbours.txt"),
            Self::Endings => include_str!("data/endings.txt"),
        }
    }
}

/// Whether no list may call this domain throw-away: one of the great, or an ending under which everybody is.
fn is_great(domain: &str) -> bool {
    static GREAT: OnceLock<Names> = OnceLock::new();
    let great = GREAT.get_or_init(|| {
        let lists = [include_str!("data/greats.txt"), List::Targets.builtin(), List::Operators.builtin()];
        lists.into_iter().flat_map(rows).map(Into::into).collect()
    });
    let ending = psl::suffix(domain.as_bytes()).filter(|suffix| suffix.typ() == Some(psl::Type::Icann));
    great.contains(domain) || ending.is_some_and(|ending| ending.as_bytes() == domain.as_bytes())
}

/// The rows of a list, without its comments.
fn rows(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|row| !row.is_empty() && !row.starts_with('#'))
}

/// Names under what they have in common.
fn group<'a>(names: impl Iterator<Item = &'a str>, common: fn(&str) -> &str) -> ByName<Vec<Box<str>>> {
    let mut groups = ByName::<Vec<Box<str>>>::default();
    names.for_each(|name| groups.entry(common(name).into()).or_default().push(name.into()));
    groups
}

fn initial(name: &str) -> &str {
    name.get(..1).unwrap_or_default()
}

/// The name, and every name above it that has a dot.
fn ancestors(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| name.split_once('.').map(|(_, parent)| parent))
        .filter(|name| name.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: [List; 9] = [
        List::Roles,
        List::Free,
        List::Disposable,
        List::DisposableHosts,
        List::Relay,
        List::Operators,
        List::Targets,
        List::Neighbours,
        List::Endings,
    ];

    #[test]
    fn every_list_says_where_it_comes_from() {
        for list in LISTS {
            for header in ["# source:", "# licence:", "# date:"] {
                assert!(list.builtin().contains(header), "{} lacks {header}", list.file());
            }
            assert!(rows(list.builtin()).all(|row| row == row.to_lowercase()), "{}", list.file());
        }
    }

    #[test]
    fn no_list_of_domains_contradicts_another() {
        let data = Data::builtin();
        let both: Vec<_> =
            data.free.intersection(&data.disposable).chain(data.free.intersection(&data.relay)).collect();
        assert!(both.is_empty(), "{both:?}");
        assert!(data.disposable.intersection(&data.relay).next().is_none());
        assert!(data.targets.iter().all(|target| data.is_free(target)), "a target that is no mailbox domain");
    }

    #[test]
    fn no_list_is_trusted_to_call_the_great_throw_away() {
        let theirs = "mine.example\ngmail.com\nibm.com\nharvard.edu\nqq.com\nmx.google.com\ncom\nco.uk\nduckdns.org\n";
        let data = Data::parse(|list| match list {
            List::Disposable => theirs.into(),
            list => list.builtin().into(),
        });
        for domain in ["gmail.com", "ibm.com", "cs.harvard.edu", "vip.qq.com", "acme.com", "acme.co.uk"] {
            assert!(!data.is_disposable(domain), "{domain}");
        }
        for domain in ["mine.example", "under.mine.example", "me.duckdns.org"] {
            assert!(data.is_disposable(domain), "{domain}");
        }
        let ours = Data::builtin();
        let wrong = rows(List::Disposable.builtin()).chain(rows(List::Relay.builtin())).find(|domain| is_great(domain));
        assert_eq!(wrong, None, "a list of our own");
        assert!(
            !rows(include_str!("data/greats.txt")).any(|domain| ours.is_disposable(domain) || ours.is_relay(domain))
        );
    }

    /// Whatever a caller's list says: an ending that is right is looked up no further.
    #[test]
    fn endings_that_go_round_in_a_circle_come_to_an_end() {
        let data = Data::parse(|list| match list {
            List::Endings => "con com\ncom con\n".into(),
            list => list.builtin().into(),
        });
        assert_eq!(data.suggest("acme.con").as_deref(), Some("acme.com"));
    }

    #[test]
    fn a_directory_replaces_what_it_holds() {
        let dir = std::env::temp_dir().join(format!("listproof-data-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("free.txt"), "\u{feff}Mail.Example\r\n# mine\r\n").unwrap();
        let data = Data::from_dir(&dir).unwrap();
        fs::write(dir.join("roles.txt"), [0xFF]).unwrap();
        let broken = Data::from_dir(&dir);
        fs::remove_dir_all(&dir).unwrap();
        assert!(data.is_free("mail.example") && !data.is_free("gmail.com"));
        assert!(data.is_role("info"));
        assert!(broken.is_err());
        assert!(Data::from_dir(dir.join("mistyped")).is_err(), "nothing replaced in silence");
    }
}
