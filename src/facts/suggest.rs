//! Typos in domains: what was probably meant. A suggestion is shown, never applied: mail to a mistyped domain often
//! finds a server that takes it.
//!
//! Precision first: one slip of the finger (a letter wrong, missing, too many, or two swapped), a target of at least 7
//! characters, and no domain that is known to be itself is ever called a typo. Two slips are enough only in a long name
//! that is no word.

pub(crate) use super::endings::is_delegated;
pub(super) use super::finger::SHORTEST_STEM;
pub use super::frequent::Frequent;
use super::{
    Data,
    endings::{is_half, is_suffix},
    finger::{
        GREAT, LONG, beside, doubled, finger, finger_or_swap, grazed, is_brand, is_long, left_out, missed, pressed,
        stuttered, swapped, undoubled, within_two,
    },
};

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
        if domain.contains("xn--") {
            return latin(domain).filter(|latin| self.is_free(latin));
        }
        // One letter of an ending may be many: the greatest of a name is meant, not the next.
        if let Some(meant) = (ending.len() == 1).then(|| self.by_lost_ending(domain)).flatten() {
            return Some(meant.into());
        }
        let meant = self.near(domain).or_else(|| self.near_name(domain)).or_else(|| self.far(domain));
        let meant = meant.or_else(|| self.target(domain.strip_prefix("www.")?));
        meant.map(Into::into).or_else(|| self.by_ending(domain, stem, ending))
    }

    /// One slip away from a target.
    pub(super) fn near(&self, domain: &str) -> Option<&str> {
        if domain.len() > LONGEST_TARGET {
            return None;
        }
        let listed = || domain.rsplit('.').next().is_some_and(|ending| self.ending(ending).is_some());
        let mut all = self.near_targets.near(domain).filter(|target| {
            let often = self.target(target).is_some();
            plausible(domain, target, often) && (often || !listed())
        });
        let first = all.next()?;
        // Of two endings a slip away, the one that a finger makes (yahoo.co.ip).
        let finger = |target: &&str| stem(domain) != stem(target) || pressed(tail(domain), tail(target));
        Some(if finger(&first) { first } else { all.find(finger).unwrap_or(first) })
    }

    /// More than one slip away from a great provider's name: letters far moved, held down, or two slips in a long name.
    fn far(&self, domain: &str) -> Option<&str> {
        let (name, ending) = domain.split_once('.').filter(|_| domain.len() <= LONGEST_TARGET)?;
        let all = self.by_first.get(domain.get(..1)?)?.iter().map(|target| &**target);
        // Most names are of another length: they cost no more than that.
        let near = |meant: &str| (meant.len().saturating_sub(1)..=meant.len() + HELD).contains(&name.len());
        all.filter(|target| near(stem(target)) && tail(target) == ending).find(|target| {
            let meant = stem(target);
            let moved = name.len() == meant.len() && GREAT.contains(&meant) && swapped(name, meant);
            // In seven letters, a letter less leaves room for another word (comcar).
            let least = meant.len() - usize::from(meant.len() > SHORTEST_TARGET);
            let long = LONG.contains(&meant) && name.len() >= least;
            moved || stuttered(name, meant) || (long && within_two(name, meant)) || unhyphened(name, meant)
        })
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
    pub(super) fn by_stem(&self, name: &str) -> Option<&str> {
        // gmailcom; gmail, and gmial, alone.
        let exact = self.undotted.get(name);
        if name.len() < SHORTEST_STEM {
            return exact.or_else(|| self.stems.get(name).filter(|_| LONE.contains(&name))).map(|target| &**target);
        }
        let meant = exact.or_else(|| self.stems.get(name));
        let meant = meant.or_else(|| self.stems.get(self.near_stems.near(name).next()?)).map(|target| &**target);
        // gmialcom.
        meant.or_else(|| self.near(&format!("{}.com", name.strip_suffix("com")?)))
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

/// An international domain in the Latin letters that its Cyrillic and Greek ones look like: typed on two keyboards
/// (`gmаil.com`).
fn latin(domain: &str) -> Option<String> {
    let (shown, _) = idna::domain_to_unicode(domain);
    let latin = |c| LOOK_ALIKE.iter().find(|(like, _)| *like == c).map_or(c, |(_, latin)| *latin);
    let letters: String = shown.chars().map(latin).collect();
    letters.is_ascii().then_some(letters)
}

/// Whether one slip is a slip: not where it leads from a real ending to another (`outlook.us`), nor from one word to
/// another (`arbor.de`, `fox.net`). `often` where the target is one that people mistype often: less is a slip of others.
fn plausible(domain: &str, target: &str, often: bool) -> bool {
    let (name, meant) = (stem(domain), stem(target));
    if name == meant {
        let (written, tail) = (tail(domain), tail(target));
        if !often {
            return !domain.rsplit('.').next().is_some_and(is_delegated);
        }
        // Nobody buys gmail.mom to be reached there.
        let rare = written.len() > 2 && !written.contains('.') && GREAT.contains(&name);
        let longer = written.len() != tail.len() && (is_brand(name) || LONE.contains(&name));
        return !is_suffix(written) || rare || longer;
    }
    // A dot lost or one letter too far (yahoo.couk, gmailc.om).
    if letters(domain).eq(letters(target)) {
        return true;
    }
    // Of the lesser providers, many bear words.
    if !often {
        return is_brand(meant)
            && (swapped(name, meant) || doubled(name, meant) || (is_long(meant) && left_out(name, meant)));
    }
    // In four letters nearly every slip is another word (mail, mali).
    if meant.len() < SHORTEST_STEM {
        // The first of three letters is seen.
        let first = meant.len() > 3 || name.as_bytes().first() == meant.as_bytes().first();
        return first
            && SHORT.iter().any(|(short, slips)| *short == target && slips.iter().any(|slip| slip(name, meant)));
    }
    // Under .com.br and its like, fewer are somebody.
    let country = || GREAT.contains(&meant) && tail(target).contains('.') && name.get(..1) == meant.get(..1);
    finger_or_swap(name, meant)
        || (GREATEST.contains(&target) && any_slip(name, meant))
        || (country() && !name.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Beside those whom most people write to, whoever is somebody is in the list of neighbours; but not all who bear one
/// letter before a word or in the place of its first (`dcloud`, `it-online`), which are too many.
fn any_slip(name: &str, meant: &str) -> bool {
    let first = name.as_bytes().first() == meant.as_bytes().first();
    let (head, word) = (name.as_bytes().get(1), meant.as_bytes().get(1));
    match meant {
        // inCloud, itCloud, IDcloud: two letters before a word.
        "icloud" => first && (head == word || name.len() <= meant.len()),
        // tv-online.
        "t-online" => first && name.as_bytes().get(2) != Some(&b'-'),
        "gmail" | "wanadoo" | "yandex" | "laposte" => first || name.len() > meant.len(),
        "googlemail" | "yahoo" | "hotmail" | "outlook" | "protonmail" | "comcast" | "sbcglobal" | "bellsouth"
        | "btinternet" => true,
        // Libera, libere, liberi, liberty.
        "libero" => first && !name.starts_with("liber"),
        // y7mail, yahoo7: who has a number has chosen it.
        _ => first && !name.bytes().any(|byte| byte.is_ascii_digit()),
    }
}

/// Whether a name is another one with a hyphen in it: `hot-mail`, `g-mail`.
fn unhyphened(name: &str, meant: &str) -> bool {
    GREAT.contains(&meant)
        && name.len() == meant.len() + 1
        && name.bytes().filter(|byte| *byte != b'-').eq(meant.bytes())
}

/// Whether one slip away from a domain that a list is full of is a slip, by the same rules: a group has daughters under
/// other endings, and a short name has neighbours.
pub(super) fn own_slip(domain: &str, head: &str) -> bool {
    let Some(right) = psl::suffix(head.as_bytes()).and_then(|suffix| std::str::from_utf8(suffix.as_bytes()).ok())
    else {
        return false;
    };
    if letters(domain).eq(letters(head)) {
        return true;
    }
    let Some(meant) = before(head, right) else {
        return false;
    };
    if let Some(name) = before(domain, right) {
        return own_name_slip(name, meant);
    }
    // The name is right, and the ending is none, or half of one.
    let Some(ending) = domain.strip_prefix(meant).and_then(|rest| rest.strip_prefix('.')) else {
        return domain.rsplit('.').next().is_some_and(|ending| !is_delegated(ending));
    };
    !is_suffix(ending) || is_half(ending, right)
}

/// In one label of five letters at least (`cn.acme.com` is not `ch.acme.com`): numbered houses, a name cut short and one
/// that sounds alike are others (`team2`; `meyer` beside `meyers` and `mayer`).
fn own_name_slip(name: &str, meant: &str) -> bool {
    let mut labels = name.split('.').zip(meant.split('.')).filter(|(name, meant)| name != meant);
    let digits = |label: &'_ str| label.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    labels.next().is_some_and(|(name, meant)| {
        let harmless = swapped(name, meant) || doubled(name, meant) || undoubled(name, meant);
        meant.len() >= SHORTEST_STEM
            && !shortened(name, meant)
            && digits(name) == digits(meant)
            && (harmless || (finger(name, meant) && in_long_word(name, meant)))
    })
}

/// Whether a name stands without its last letter, and may be another.
fn shortened(name: &str, meant: &str) -> bool {
    let inflected = |letter: u8| b"aeiouysn".contains(&letter) && meant.len() < LONG_NAME;
    meant.starts_with(name) && (!is_long(meant) || meant.bytes().next_back().is_none_or(inflected))
}

/// Whether a slip is in a word of five letters at least, and no letter stands for another that is not beside it
/// (`th-koeln`, `tu-koeln`); a hyphen is in no word.
fn in_long_word(name: &str, meant: &str) -> bool {
    let same = name.bytes().zip(meant.bytes()).take_while(|(a, b)| a == b).count();
    let (start, end) = (meant.get(..same).unwrap_or_default(), meant.get(same..).unwrap_or_default());
    let word = start.rsplit('-').next().map_or(0, str::len) + end.split('-').next().map_or(0, str::len);
    let letter = |text: &str| text.as_bytes().get(same).copied();
    end.starts_with('-')
        || (word >= SHORTEST_STEM && (name.len() != meant.len() || beside(letter(name), letter(meant))))
}

fn before<'a>(domain: &'a str, ending: &str) -> Option<&'a str> {
    domain.strip_suffix(ending)?.strip_suffix('.')
}

/// `hotmail` of `hotmail.co.uk`.
pub(super) fn stem(domain: &str) -> &str {
    domain.split_once('.').map_or(domain, |(stem, _)| stem)
}

fn letters(domain: &str) -> impl Iterator<Item = u8> {
    domain.bytes().filter(|byte| *byte != b'.')
}

pub(super) fn tail(domain: &str) -> &str {
    domain.split_once('.').map_or("", |(_, tail)| tail)
}

/// So many letters more come of a key held down.
const HELD: usize = 4;
/// So many letters without an inflection are no other name.
const LONG_NAME: usize = 12;
/// Below this, one slip is too much of a name: `aol.com` is one slip from every `a?l.com`.
pub(super) const SHORTEST_TARGET: usize = 7;
/// Those whose every slip is one, the known neighbours apart.
const GREATEST: [&str; 33] = [
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
    "seznam.cz",
    "verizon.net",
    "earthlink.net",
    "rocketmail.com",
    "rediffmail.com",
    "charter.net",
    "rogers.com",
    "fastmail.com",
    "optonline.net",
    "bigpond.com",
    "virgilio.it",
    "ymail.com",
    "proton.me",
];
/// Shorter still, and which slips make no other word of them: each letter of `?ol.com` is somebody.
pub(super) const SHORT: [(&str, &[Slip]); 26] = [
    ("gmx.net", &[swapped, doubled, grazed]),
    ("gmx.de", &[swapped, doubled, grazed]),
    ("gmx.at", &[swapped, doubled, grazed]),
    ("gmx.ch", &[swapped, doubled, grazed]),
    ("gmx.com", &[swapped, doubled]),
    ("web.de", &[swapped, grazed]),
    ("mail.ru", &[swapped, doubled, grazed, missed]),
    ("sfr.fr", &[swapped, doubled, grazed]),
    ("free.fr", &[swapped, doubled]),
    ("onet.pl", &[swapped, doubled]),
    ("uol.com.br", &[swapped, doubled, grazed]),
    ("live.com", &[swapped, doubled, grazed]),
    ("live.co.uk", &[swapped, doubled, grazed]),
    ("live.fr", &[swapped, doubled, grazed]),
    ("live.nl", &[swapped, doubled, grazed]),
    ("zoho.com", &[swapped, doubled]),
    ("aol.com", &[doubled]),
    ("msn.com", &[doubled]),
    ("att.net", &[doubled]),
    ("cox.net", &[doubled]),
    ("sky.com", &[doubled]),
    ("abv.bg", &[swapped, doubled]),
    ("ukr.net", &[doubled]),
    ("shaw.ca", &[swapped, doubled, grazed]),
    ("163.com", &[doubled]),
    ("list.ru", &[swapped, doubled]),
];
type Slip = fn(&str, &str) -> bool;
/// Shorter names that nobody else bears.
pub(super) const LONE: [&str; 6] = ["aol", "msn", "live", "uol", "zoho", "ymail"];
const LOOK_ALIKE: [(char, char); 20] = [
    ('а', 'a'),
    ('с', 'c'),
    ('е', 'e'),
    ('һ', 'h'),
    ('і', 'i'),
    ('ј', 'j'),
    ('к', 'k'),
    ('м', 'm'),
    ('о', 'o'),
    ('р', 'p'),
    ('ѕ', 's'),
    ('т', 't'),
    ('у', 'y'),
    ('х', 'x'),
    ('ѵ', 'v'),
    ('ԁ', 'd'),
    ('ο', 'o'),
    ('α', 'a'),
    ('ν', 'v'),
    ('ı', 'i'),
];
/// No target is longer (20 bytes), with a slip and an ending.
const LONGEST_TARGET: usize = 24;
