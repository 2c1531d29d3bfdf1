//! Typos in domains: what was probably meant. A suggestion is shown, never applied: mail to a mistyped domain often
//! finds a server that takes it.
//!
//! Precision first: one slip of the finger (a letter wrong, missing, too many, or two swapped), a target of at least 7
//! characters, and no domain that is known to be itself is ever called a typo.

use std::cmp::Ordering;

use super::Data;
pub use super::frequent::Frequent;

/// The well-known mailbox domain that was probably meant, or `None`. Takes a domain in lower case, a single label
/// (`gmail`) included.
///
/// ```
/// use listproof::facts::suggest;
/// assert_eq!(suggest::domain("gmial.com").as_deref(), Some("gmail.com"));
/// assert_eq!(suggest::domain("acme.con").as_deref(), Some("acme.com"));
/// assert_eq!(suggest::domain("ymail.com"), None);
/// ```
#[must_use]
pub fn domain(domain: &str) -> Option<String> {
    Data::builtin().suggest(domain)
}

impl Data {
    /// As [`domain`], with these lists.
    #[must_use]
    pub fn suggest(&self, domain: &str) -> Option<String> {
        if self.is_known(domain) || !domain.is_ascii() {
            return None;
        }
        let Some((stem, ending)) = domain.rsplit_once('.') else {
            return self.by_stem(domain).map(Into::into);
        };
        if let Some(meant) = self.near(domain) {
            return Some(meant.into());
        }
        if let Some(bare) = domain.strip_prefix("www.").and_then(|bare| self.target(bare)) {
            return Some(bare.into());
        }
        self.by_ending(domain, stem, ending)
    }

    /// One slip away from a target.
    fn near(&self, domain: &str) -> Option<&str> {
        if domain.len() > LONGEST_TARGET {
            return None;
        }
        self.near_targets.near(domain).find(|target| plausible(domain, target))
    }

    /// A provider's name alone, or with an ending it has none of.
    fn by_stem(&self, name: &str) -> Option<&str> {
        if name.len() < SHORTEST_STEM {
            return None;
        }
        let exact = self.stems.get(name);
        // gmailcom, and gmial alone.
        let meant = exact.or_else(|| self.undotted.get(name));
        meant.or_else(|| self.stems.get(self.near_stems.near(name).next()?)).map(|target| &**target)
    }

    fn by_ending(&self, domain: &str, name: &str, ending: &str) -> Option<String> {
        // An ending that no top-level domain bears (.con): right for every domain.
        if let Some(right) = self.ending(ending) {
            let meant = format!("{name}.{right}");
            return Some(if self.is_known(&meant) { meant } else { self.near(&meant).map_or(meant, Into::into) });
        }
        // A real ending that is .com with a letter missing, behind a provider's name (gmai.co, hotmail.cm).
        if SHORT_OF_COM.contains(&ending) {
            let meant = format!("{name}.com");
            let target = if self.is_known(&meant) { self.target(&meant) } else { None };
            let target = target.or_else(|| self.near(&meant).filter(|_| !self.is_known(&meant)));
            return target.filter(|target| is_brand(stem(target))).map(Into::into);
        }
        // Doubled or glued endings: gmail.com.com, gmail.comm.
        if let Some(target) = GLUED.iter().find_map(|rest| self.target(domain.strip_suffix(rest)?)) {
            return Some(target.into());
        }
        // A provider's name with an ending that nobody has (outlook.c), or that this provider has not (gmail.org).
        if !is_delegated(ending) {
            let target = self.stems.get(name).filter(|_| name.len() >= SHORTEST_STEM);
            return target.map(|target| (**target).into());
        }
        let stem = stem(domain);
        let sole = SOLE.iter().find(|(sole, _)| *sole == stem).map(|(_, target)| *target)?;
        is_suffix(tail(domain)).then(|| sole.into())
    }
}

/// The well-known domain that a text ends with, whatever stands before it: `gmail.com` of `annagmail.com`.
pub(crate) fn ends_with_target(text: &str) -> Option<&'static str> {
    Data::builtin()
        .targets
        .iter()
        .map(|target| &**target)
        .filter(|target| target.len() >= SHORTEST_TARGET && text.ends_with(target))
        .max_by_key(|target| target.len())
}

/// Whether a top-level domain is delegated, as far as the public suffix list of this build knows.
pub(crate) fn is_delegated(top: &str) -> bool {
    psl::suffix(top.as_bytes()).is_some_and(|suffix| suffix.is_known())
}

/// Whether a whole name is a public suffix: `co.uk`, `com`.
fn is_suffix(name: &str) -> bool {
    psl::suffix(name.as_bytes()).is_some_and(|suffix| suffix.is_known() && suffix.as_bytes() == name.as_bytes())
}

/// Whether one slip is a slip: not where it leads from a real ending to another (`outlook.us`), nor from one word to
/// another (`arbor.de`, `fox.net`).
fn plausible(domain: &str, target: &str) -> bool {
    let (name, meant) = (stem(domain), stem(target));
    if name == meant {
        let (written, tail) = (tail(domain), tail(target));
        return written.len() != tail.len() || !is_suffix(written);
    }
    // In four letters every slip is another word (mail, mali).
    if meant.len() < SHORTEST_STEM {
        return false;
    }
    let mut sorted = [name.as_bytes().to_vec(), meant.as_bytes().to_vec()];
    sorted.iter_mut().for_each(|letters| letters.sort_unstable());
    let [written, wanted] = &sorted;
    // Swapped letters make no other word.
    written == wanted || finger(name.as_bytes(), meant.as_bytes())
}

/// Whether a finger or an ear makes this slip: a letter doubled or left out, or a key beside it; not one word for
/// another (`hotrail`, `earthling`).
fn finger(name: &[u8], meant: &[u8]) -> bool {
    let same = name.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let brand = std::str::from_utf8(meant).is_ok_and(is_brand);
    let (written, wanted) = (name.get(same).copied(), meant.get(same).copied());
    let before = same.checked_sub(1).and_then(|at| meant.get(at)).copied();
    match name.len().cmp(&meant.len()) {
        // One too many: the letter before it again, of a word the last alone (`tellus` is not `telus`), or a key beside
        // one of its neighbours.
        Ordering::Greater => {
            (written == before && (brand || wanted.is_none()))
                || (brand && [before, wanted].iter().any(|key| beside(written, *key)))
        }
        Ordering::Less => brand,
        // A first letter is seen; in a short name it makes another name.
        Ordering::Equal => {
            brand && (beside(written, wanted) || sounds(written, wanted)) && (same > 0 || meant.len() > SHORTEST_STEM)
        }
    }
}

/// A name that is no word, nor a letter away from one.
fn is_brand(name: &str) -> bool {
    name.len() >= SHORTEST_STEM && !WORDS.contains(&name)
}

/// Whether two keys are neighbours on a QWERTY, QWERTZ or AZERTY keyboard.
fn beside(a: Option<u8>, b: Option<u8>) -> bool {
    let (Some(a), Some(b)) = (a, b) else {
        return false;
    };
    KEYS.iter().any(|row| {
        row.as_bytes().windows(2).any(|pair| matches!(pair, [p, q] if (*p, *q) == (a, b) || (*q, *p) == (a, b)))
    })
}

/// Whether two letters are taken for each other by ear or by eye.
fn sounds(a: Option<u8>, b: Option<u8>) -> bool {
    let (Some(a), Some(b)) = (a, b) else {
        return false;
    };
    ALIKE.iter().any(|set| set.as_bytes().contains(&a) && set.as_bytes().contains(&b))
}

/// Keys side by side: rows, and the slanting columns between them.
const KEYS: [&str; 22] = [
    "1234567890-",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "qaz",
    "wsx",
    "edc",
    "rfv",
    "tgb",
    "yhn",
    "ujm",
    "zhn",
    "wa",
    "es",
    "rd",
    "tf",
    "yg",
    "uhb",
];

const ALIKE: [&str; 9] = ["aeiouy", "il1", "o0c", "mn", "sz", "ckq", "uvw", "gq", "dt"];

/// `hotmail` of `hotmail.co.uk`.
pub(super) fn stem(domain: &str) -> &str {
    domain.split_once('.').map_or(domain, |(stem, _)| stem)
}

fn tail(domain: &str) -> &str {
    domain.split_once('.').map_or("", |(_, tail)| tail)
}

/// Below this, one slip is too much of a name: `aol.com` is one slip from every `a?l.com`.
pub(super) const SHORTEST_TARGET: usize = 7;
/// A provider's name that may stand alone.
pub(super) const SHORTEST_STEM: usize = 5;
/// Names that are words, or a letter away from one.
const WORDS: [&str; 36] = [
    "orange",
    "arcor",
    "naver",
    "charter",
    "frontier",
    "rogers",
    "roadrunner",
    "windstream",
    "mailbox",
    "posteo",
    "libero",
    "alice",
    "terra",
    "centrum",
    "proton",
    "skynet",
    "telenet",
    "telus",
    "rambler",
    "freemail",
    "foxmail",
    "fastmail",
    "interia",
    "virgilio",
    "tiscali",
    "vodafone",
    "seznam",
    "proximus",
    "ziggo",
    "hetnet",
    "freenet",
    "yandex",
    "ymail",
    "talktalk",
    "telefonica",
    "sympatico",
];
/// No target is longer (20 bytes), with a slip and an ending.
const LONGEST_TARGET: usize = 24;

/// Endings of real top-level domains that are typed in place of `.com`.
const SHORT_OF_COM: [&str; 4] = ["co", "cm", "om", "cam"];

/// What is glued to a whole domain by habit.
const GLUED: [&str; 5] = [".com", ".net", "com", ".de", ".www"];

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
