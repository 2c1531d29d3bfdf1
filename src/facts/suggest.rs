//! Typos in domains: what was probably meant. A suggestion is shown, never applied: mail to a mistyped domain often
//! finds a server that takes it.
//!
//! Precision first: one slip of the finger (a letter wrong, missing, too many, or two swapped), a target of at least 7
//! characters, and no domain that is known to be itself is ever called a typo.

use std::cmp::Ordering;

pub use super::frequent::Frequent;
use super::{Data, slips::one_slip};

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
        if let Some(meant) = self.near_name(domain) {
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

    /// A slip in a great provider's name, before any ending it has (`hotmial.se`).
    fn near_name(&self, domain: &str) -> Option<&str> {
        let (name, tail) = domain.split_once('.').filter(|_| domain.len() <= LONGEST_TARGET)?;
        if !self.brand_tails.contains(tail) {
            return None;
        }
        let free = |stem: &str| self.free(&format!("{stem}.{tail}"));
        self.near_stems.near(name).filter(|stem| finger_or_swap(name, stem)).find_map(free)
    }

    /// A provider's name alone, or with an ending it has none of.
    fn by_stem(&self, name: &str) -> Option<&str> {
        // gmailcom; gmail, and gmial, alone.
        let exact = self.undotted.get(name);
        if name.len() < SHORTEST_STEM {
            return exact.or_else(|| self.stems.get(name).filter(|_| LONE.contains(&name))).map(|target| &**target);
        }
        let meant = exact.or_else(|| self.stems.get(name));
        meant.or_else(|| self.stems.get(self.near_stems.near(name).next()?)).map(|target| &**target)
    }

    fn by_ending(&self, domain: &str, name: &str, ending: &str) -> Option<String> {
        // An ending that no top-level domain bears (.con): right for every domain.
        if let Some(right) = self.ending(ending) {
            let meant = format!("{name}.{right}");
            return Some(if self.is_known(&meant) { meant } else { self.near(&meant).map_or(meant, Into::into) });
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
        // Doubled or glued endings: gmail.com.com, gmail.comm.
        if let Some(target) = GLUED.iter().find_map(|rest| self.target(domain.strip_suffix(rest)?)) {
            return Some(target.into());
        }
        // A provider's name with an ending that nobody has (outlook.c), or that this provider has not (gmail.org).
        if !is_delegated(ending) {
            return self.by_lost_ending(domain, name).map(Into::into);
        }
        let stem = stem(domain);
        // Who writes .dev or .shop means it; and Microsoft has had hotmail under most countries.
        let habit = matches!(ending, "com" | "net" | "org") || (ending.len() == 2 && stem != "hotmail");
        if !habit {
            return None;
        }
        let sole = SOLE.iter().find(|(sole, _)| *sole == stem).map(|(_, target)| *target)?;
        is_suffix(tail(domain)).then(|| sole.into())
    }

    /// Nobody has this ending (`gmx.d`, `mail.ri`, `gmial.c`): of all who bear the name, the one it is closest to.
    fn by_lost_ending(&self, domain: &str, name: &str) -> Option<&str> {
        let bearer = stem(domain);
        let all = if self.stems.contains_key(bearer) { &*self.targets } else { &[] };
        let mut own = all.iter().filter(|target| stem(target) == bearer);
        let cut_off = own.clone().find(|target| target.starts_with(domain));
        let closest = cut_off.or_else(|| own.find(|target| one_slip(domain, target)));
        closest.map(|target| &**target).or_else(|| self.by_stem(name).filter(|_| name.len() >= SHORTEST_STEM))
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
        // Nobody buys gmail.mom to be reached there.
        let rare = written.len() > 2 && !written.contains('.') && GREAT.contains(&name);
        let longer = written.len() != tail.len() && (is_brand(name) || LONE.contains(&name));
        return !is_suffix(written) || rare || longer;
    }
    // A dot lost or one letter too far (yahoo.couk, gmailc.om).
    if letters(domain).eq(letters(target)) {
        return true;
    }
    // In four letters nearly every slip is another word (mail, mali).
    if meant.len() < SHORTEST_STEM {
        return SHORT.iter().any(|(short, slips)| *short == target && slips.iter().any(|slip| slip(name, meant)));
    }
    finger_or_swap(name, meant) || (GREATEST.contains(&target) && any_slip(name, meant))
}

/// Beside those whom most people write to, whoever is somebody is in the list of neighbours; but not all who bear one
/// letter before a word or in the place of its first (`dcloud`, `it-online`), which are too many.
fn any_slip(name: &str, meant: &str) -> bool {
    let first = name.as_bytes().first() == meant.as_bytes().first();
    let (head, word) = (name.as_bytes().get(1), meant.as_bytes().get(1));
    match meant {
        "gmail" => first || name.len() > meant.len(),
        // inCloud, itCloud, IDcloud: two letters before a word.
        "icloud" => first && (head == word || name.len() <= meant.len()),
        "wanadoo" | "yandex" | "laposte" => first || name.len() > meant.len(),
        "t-online" | "orange" => first,
        // Libera, libere, liberi, liberty.
        "libero" => first && !name.starts_with("liber"),
        _ => true,
    }
}

/// Whether one slip away from a domain that a list is full of is a slip, by the same rules: a group has daughters under
/// other endings, and a short name has neighbours.
pub(super) fn own_slip(domain: &str, head: &str) -> bool {
    let Some(right) = psl::suffix(head.as_bytes()).and_then(|suffix| std::str::from_utf8(suffix.as_bytes()).ok())
    else {
        return false;
    };
    match (before(domain, right), before(head, right)) {
        (Some(name), Some(meant)) => own_name_slip(name, meant),
        _ if letters(domain).eq(letters(head)) => true,
        _ => {
            let ending = domain.rsplit('.').next().unwrap_or_default();
            !is_delegated(ending) || HALF_ENDINGS.iter().any(|(half, whole, _)| *half == ending && *whole == right)
        }
    }
}

/// In one label of a name, five letters long at least (`cn.acme.com` is not `ch.acme.com`): numbered houses and a name cut
/// short are others (`team2`, `meyer` beside `meyers`).
fn own_name_slip(name: &str, meant: &str) -> bool {
    let mut labels = name.split('.').zip(meant.split('.')).filter(|(name, meant)| name != meant);
    let digits = |label: &'_ str| label.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    labels.next().is_some_and(|(name, meant)| {
        meant.len() >= SHORTEST_STEM
            && !meant.starts_with(name)
            && digits(name) == digits(meant)
            && finger_or_swap(name, meant)
    })
}

fn before<'a>(domain: &'a str, ending: &str) -> Option<&'a str> {
    domain.strip_suffix(ending)?.strip_suffix('.')
}

fn finger_or_swap(name: &str, meant: &str) -> bool {
    swapped(name, meant) || finger(name, meant)
}

/// Whether the same letters stand in another order: swapped letters make no other word.
fn swapped(name: &str, meant: &str) -> bool {
    let mut sorted = [name.as_bytes().to_vec(), meant.as_bytes().to_vec()];
    sorted.iter_mut().for_each(|letters| letters.sort_unstable());
    let [written, wanted] = &sorted;
    written == wanted
}

/// Whether a letter stands twice in place of once.
fn doubled(name: &str, meant: &str) -> bool {
    let same = name.bytes().zip(meant.bytes()).take_while(|(a, b)| a == b).count();
    name.len() > meant.len() && same > 0 && name.as_bytes().get(same) == meant.as_bytes().get(same - 1)
}

/// Whether a finger or an ear makes this slip: a letter doubled or left out, or a key beside it; not one word for
/// another (`hotrail`, `earthling`).
fn finger(name: &str, meant: &str) -> bool {
    let (brand, great) = (is_brand(meant), GREAT.contains(&meant));
    // One letter more or less, or another one, makes other words of a short name: `aver`, `libera`, `liberio`.
    let long = great || meant.len() > SHORT_NAME;
    // A first letter is seen. Every `?mail.com` and `?cloud.com` that a finger finds is somebody.
    let first = great && !matches!(meant, "gmail" | "icloud");
    let fewer = meant.len() > SHORT_NAME || meant == "yahoo";
    let (name, meant) = (name.as_bytes(), meant.as_bytes());
    let same = name.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let (written, wanted) = (name.get(same).copied(), meant.get(same).copied());
    let before = same.checked_sub(1).and_then(|at| meant.get(at)).copied();
    match name.len().cmp(&meant.len()) {
        // One too many: the letter before it again, or a key beside one of its neighbours.
        Ordering::Greater => {
            let word = (!great && wanted.is_none()) || (!long && written.is_some_and(|key| VOWELS.contains(&key)));
            written == before || (brand && !word && [before, wanted].iter().any(|key| beside(written, *key)))
        }
        Ordering::Less => brand && (same > 0 || fewer),
        Ordering::Equal if same == 0 => first && beside(written, wanted),
        Ordering::Equal => brand && (beside(written, wanted) || (long && sounds(written, wanted))),
    }
}

/// Whether a key beside was hit as well, inside the name: at its ends it makes another (`aweb`, `gmxt`).
fn grazed(name: &str, meant: &str) -> bool {
    let same = name.bytes().zip(meant.bytes()).take_while(|(a, b)| a == b).count();
    let key = |at: usize| meant.as_bytes().get(at).copied();
    let extra = name.as_bytes().get(same).copied();
    name.len() > meant.len()
        && same > 0
        && same < meant.len()
        && (beside(extra, key(same - 1)) || beside(extra, key(same)))
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

/// Keys side by side: rows, and the slanting columns between them, of which each key touches two.
const KEYS: [&str; 10] = [
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "qawsedrftgyhujikolp",
    "azsxdcfvgbhnjmk",
    "tgzhn",
];

const ALIKE: [&str; 9] = ["aeiouy", "il1", "o0c", "mn", "sz", "ckq", "uvw", "gq", "dt"];

/// `hotmail` of `hotmail.co.uk`.
pub(super) fn stem(domain: &str) -> &str {
    domain.split_once('.').map_or(domain, |(stem, _)| stem)
}

fn letters(domain: &str) -> impl Iterator<Item = u8> {
    domain.bytes().filter(|byte| *byte != b'.')
}

fn tail(domain: &str) -> &str {
    domain.split_once('.').map_or("", |(_, tail)| tail)
}

/// Below this, one slip is too much of a name: `aol.com` is one slip from every `a?l.com`.
pub(super) const SHORTEST_TARGET: usize = 7;
/// A provider's name that may stand alone.
pub(super) const SHORTEST_STEM: usize = 5;
/// Up to here, other words are near.
const SHORT_NAME: usize = 6;
/// Mistyped so often that a near name is hardly ever a name.
const GREAT: [&str; 8] = ["gmail", "yahoo", "hotmail", "outlook", "icloud", "googlemail", "comcast", "protonmail"];
/// Those whose every slip is one, the known neighbours apart.
const GREATEST: [&str; 20] = [
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "yahoo.co.uk",
    "hotmail.com",
    "hotmail.co.uk",
    "hotmail.fr",
    "outlook.com",
    "icloud.com",
    "protonmail.com",
    "comcast.net",
    "sbcglobal.net",
    "bellsouth.net",
    "btinternet.com",
    "t-online.de",
    "orange.fr",
    "wanadoo.fr",
    "laposte.net",
    "libero.it",
    "yandex.ru",
];
const VOWELS: &[u8] = b"aeiouy";
/// Shorter still, and which slips make no other word of them: each letter of `?ol.com` is somebody.
pub(super) const SHORT: [(&str, &[Slip]); 18] = [
    ("gmx.net", &[swapped, doubled, grazed]),
    ("gmx.de", &[swapped, doubled, grazed]),
    ("gmx.at", &[swapped, doubled, grazed]),
    ("gmx.ch", &[swapped, doubled, grazed]),
    ("gmx.com", &[swapped, doubled]),
    ("web.de", &[swapped, grazed]),
    ("mail.ru", &[swapped, doubled, grazed]),
    ("sfr.fr", &[swapped, doubled, grazed]),
    ("free.fr", &[swapped, doubled]),
    ("onet.pl", &[swapped, doubled]),
    ("uol.com.br", &[swapped, doubled, grazed]),
    ("live.com", &[swapped, doubled]),
    ("live.co.uk", &[swapped, doubled]),
    ("live.fr", &[swapped, doubled]),
    ("live.nl", &[swapped, doubled]),
    ("zoho.com", &[swapped, doubled]),
    ("aol.com", &[doubled]),
    ("msn.com", &[doubled]),
];
type Slip = fn(&str, &str) -> bool;
/// Shorter names that nobody else bears.
const LONE: [&str; 4] = ["aol", "msn", "live", "uol"];
/// Names that are words, or a letter away from one.
const WORDS: [&str; 21] = [
    "arcor",
    "charter",
    "frontier",
    "rogers",
    "posteo",
    "alice",
    "terra",
    "proton",
    "skynet",
    "telenet",
    "telus",
    "foxmail",
    "fastmail",
    "ziggo",
    "ymail",
    "telefonica",
    "email",
    "inbox",
    "globo",
    "planet",
    "softbank",
];
/// No target is longer (20 bytes), with a slip and an ending.
const LONGEST_TARGET: usize = 24;

/// Real top-level domains that are typed in place of a greater one, and whether nobody else is met there.
const HALF_ENDINGS: [(&str, &str, bool); 5] =
    [("co", "com", false), ("cam", "com", false), ("cm", "com", true), ("om", "com", true), ("bet", "net", true)];

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
