//! Endings: those that nobody has, those of one country that stand before another, and a provider's own.

use super::{
    Data,
    finger::{finger_or_swap, is_brand, pressed},
    slips::one_slip,
    suggest::{LONE, SHORTEST_STEM, stem, tail},
};

impl Data {
    /// The same name with the ending that was meant.
    pub(super) fn by_ending(&self, domain: &str, name: &str, ending: &str) -> Option<String> {
        // An ending that no top-level domain bears (.con): right for every domain.
        if let Some(right) = self.ending(ending) {
            return Some(self.with_ending(name, right));
        }
        // A real ending that is a common one with a slip in it, behind a provider's name (gmai.co, hotmail.cm).
        if let Some((_, right, rare)) = HALF_ENDINGS.iter().find(|(half, ..)| *half == ending) {
            let meant = format!("{name}.{right}");
            // Two slips at once are less likely, and .co has firms.
            let slip = |target: &&str| *rare || finger_or_swap(stem(&meant), stem(target));
            let target = if self.is_known(&meant) { self.target(&meant) } else { self.near(&meant).filter(slip) };
            let own = |target: &&str| *rare || is_brand(stem(target)) || LONE.contains(&stem(target));
            return target.filter(own).map(Into::into);
        }
        // Doubled or glued endings: gmail.com.com, gmail.comm, gmail.con.com.
        let corrected = |rest: &str| Some(format!("{}.{}", stem(rest), self.ending(tail(rest))?));
        // Under ru.com and its like are firms.
        let firm = |target: &&str| !is_brand(stem(target)) && is_suffix(tail(domain));
        let unglued =
            |rest: &str| self.target(rest).or_else(|| self.target(&corrected(rest)?)).filter(|rest| !firm(rest));
        if let Some(target) = GLUED.iter().find_map(|rest| unglued(domain.strip_suffix(rest)?)) {
            return Some(target.into());
        }
        if let Some((name, right)) = second_level(name, ending) {
            return Some(self.with_ending(name, &right));
        }
        // A provider's name with an ending that nobody has (outlook.c), or that this provider has not (gmail.org).
        if !is_delegated(ending) {
            // gmial.c
            let by_stem = || self.by_stem(name).filter(|_| name.len() >= SHORTEST_STEM);
            let own = self.by_lost_ending(domain).or_else(by_stem).map(Into::into);
            return own.or_else(|| Some(self.with_ending(name, &meant_ending(ending)?)));
        }
        let stem = stem(domain);
        // Who writes .dev or .shop means it; and others have, or have had, their name under many countries.
        let country = ending.len() == 2 && matches!(stem, "gmail" | "googlemail" | "icloud");
        let habit = matches!(ending, "com" | "net" | "org") || country;
        if !habit {
            return None;
        }
        let sole = SOLE.iter().find(|(sole, _)| *sole == stem).map(|(_, target)| *target)?;
        is_suffix(tail(domain)).then(|| sole.into())
    }

    /// With the right ending, the name may still have a slip in it. Not so the ending: a caller's list might lead from
    /// one to another for ever.
    fn with_ending(&self, name: &str, right: &str) -> String {
        let meant = format!("{name}.{right}");
        let listed = right.rsplit('.').next().is_some_and(|ending| self.ending(ending).is_some());
        if listed { meant } else { self.suggest(&meant).unwrap_or(meant) }
    }

    /// Nobody has this ending (`gmx.d`, `mail.ri`): of all who bear the name, the one it is closest to.
    pub(super) fn by_lost_ending(&self, domain: &str) -> Option<&str> {
        let all = self.bearers(stem(domain));
        let (targets, others): (Vec<_>, Vec<_>) = all.iter().partition(|bearer| self.target(bearer).is_some());
        let closest = [targets, others].into_iter().find_map(|own| {
            let cut_off = own.iter().find(|bearer| bearer.starts_with(domain));
            cut_off.or_else(|| own.iter().find(|bearer| one_slip(domain, bearer))).copied()
        });
        closest.map(|bearer| &**bearer)
    }
}

/// A slip in or before a country's ending: `acme.con.br`, `acme.co.ik`, `acme.cou.k`, `acme.com.uk`, `acme.co.br`.
fn second_level<'a>(name: &'a str, country: &str) -> Option<(&'a str, String)> {
    let (name, second) = name.rsplit_once('.')?;
    if country.len() > 3 {
        return None;
    }
    if !is_delegated(country) {
        return lost_country(second, country).map(|right| (name, right));
    }
    let right: &[&str] = match second {
        "com" if CO_COUNTRIES.contains(&country) => &["co"],
        "co" if COM_COUNTRIES.contains(&country) => &["com"],
        "con" | "cmo" | "ocm" | "comm" | "coom" | "vom" | "xom" => &["com", "co"],
        // Not whatever is listed: cop.es and ort.br are somebody.
        "ogr" | "rog" => &["org"],
        "ner" | "nte" => &["net"],
        _ => return None,
    };
    let mut right = right.iter().map(|right| format!("{right}.{country}")).filter(|right| is_registry(right));
    right.next().filter(|_| !is_suffix(&format!("{second}.{country}"))).map(|right| (name, right))
}

/// The country that was meant by one that nobody is: `co.ik`, `co.u`, `cou.k`.
fn lost_country(second: &str, country: &str) -> Option<String> {
    if !SECONDS.contains(&second) {
        return dotted(&format!("{second}{country}"));
    }
    let near = |right: &&&str| pressed(country, right) || (country.len() == 1 && right.contains(country));
    let all =
        || COUNTRIES.iter().filter(near).map(|right| format!("{second}.{right}")).filter(|right| is_registry(right));
    all().find(|right| right == "co.uk").filter(|_| country.len() > 1).or_else(|| only(all()))
}

/// The ending that was meant by one that nobody has, for any name: `ukk`, `couk`, `edy`.
fn meant_ending(ending: &str) -> Option<String> {
    if PRIVATE.contains(&ending) {
        return None;
    }
    let country = || only(COUNTRIES.iter().filter(|right| pressed(ending, right)));
    let great = || GREAT_ENDINGS.iter().find(|right| ending.len() > 2 && one_slip(ending, right));
    dotted(ending).or_else(|| country().or_else(great).map(|right| (*right).to_owned()))
}

/// An ending of two labels without its dot.
fn dotted(ending: &str) -> Option<String> {
    let mut all = SECONDS.iter().filter_map(|second| Some(format!("{second}.{}", ending.strip_prefix(second)?)));
    all.find(|right| right.len() > ending.len() && is_registry(right))
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

/// Whether a top-level domain is delegated, as far as the public suffix list of this build knows.
pub(crate) fn is_delegated(top: &str) -> bool {
    psl::suffix(top.as_bytes()).is_some_and(|suffix| suffix.is_known()) || SECOND_ONLY.contains(&top)
}

/// Whether a whole name is a public suffix: `co.uk`, `com`.
pub(super) fn is_suffix(name: &str) -> bool {
    psl::suffix(name.as_bytes()).is_some_and(|suffix| suffix.is_known() && suffix.as_bytes() == name.as_bytes())
}

/// Whether it is one that a country's registry runs.
fn is_registry(name: &str) -> bool {
    is_suffix(name) && psl::suffix(name.as_bytes()).and_then(|suffix| suffix.typ()) == Some(psl::Type::Icann)
}

/// Whether one ending is typed in place of another.
pub(super) fn is_half(half: &str, whole: &str) -> bool {
    HALF_ENDINGS.iter().any(|(one, other, _)| *one == half && *other == whole)
}

/// Real top-level domains that are typed in place of a greater one, and whether nobody else is met there.
const HALF_ENDINGS: [(&str, &str, bool); 7] = [
    ("co", "com", false),
    ("cam", "com", false),
    ("cm", "com", true),
    ("om", "com", true),
    ("bet", "net", true),
    ("et", "net", true),
    ("ne", "net", true),
];

/// What is glued to a whole domain by habit.
const GLUED: [&str; 5] = [".com", ".net", "com", ".de", ".www"];

/// What a slip in an ending that nobody has may have meant, the likeliest first.
const GREAT_ENDINGS: [&str; 6] = ["com", "net", "org", "edu", "gov", "info"];
/// The countries of most mailboxes: one of them alone must be a slip away.
const COUNTRIES: [&str; 42] = [
    "de", "fr", "it", "es", "nl", "be", "ch", "at", "uk", "pl", "cz", "sk", "hu", "ro", "gr", "pt", "ie", "se", "no",
    "dk", "fi", "ru", "ua", "tr", "il", "za", "in", "jp", "kr", "cn", "tw", "hk", "sg", "my", "ph", "th", "id", "au",
    "nz", "ca", "br", "mx",
];
/// Countries that the public suffix list knows by what stands before them alone (`co.za`, `*.np`).
const SECOND_ONLY: [&str; 8] = ["ck", "er", "fk", "jm", "mm", "np", "pg", "za"];
/// What stands before a country.
const SECONDS: [&str; 9] = ["com", "co", "org", "net", "edu", "gov", "ac", "ne", "or"];
/// Where firms are under `co`, and under `com`, and not at the top.
const CO_COUNTRIES: [&str; 9] = ["uk", "jp", "nz", "za", "kr", "il", "id", "th", "ke"];
const COM_COUNTRIES: [&str; 18] =
    ["br", "au", "mx", "ar", "tr", "cn", "hk", "sg", "my", "ph", "tw", "ua", "pe", "ve", "vn", "eg", "pk", "ng"];
/// What a network of one's own ends with, and nobody else's (RFC 6761, RFC 6762 appendix G, RFC 9476 and habit).
const PRIVATE: [&str; 13] = [
    "local",
    "lan",
    "home",
    "corp",
    "internal",
    "intranet",
    "private",
    "test",
    "example",
    "invalid",
    "localhost",
    "onion",
    "alt",
];

/// Names that one provider alone bears, and where its mailboxes are.
const SOLE: [(&str, &str); 8] = [
    ("gmail", "gmail.com"),
    ("googlemail", "googlemail.com"),
    ("icloud", "icloud.com"),
    ("hotmail", "hotmail.com"),
    ("rocketmail", "rocketmail.com"),
    ("protonmail", "protonmail.com"),
    ("btinternet", "btinternet.com"),
    ("sbcglobal", "sbcglobal.net"),
];
