//! What a finger or an ear makes of a name: which slips are slips, and which lead to another word.

use std::cmp::Ordering;

use super::slips::one_slip;

/// A letter doubled or left out, a key beside it, two swapped.
pub(super) fn finger_or_swap(name: &str, meant: &str) -> bool {
    swapped(name, meant) || finger(name, meant)
}

/// Whether the same letters stand in another order: swapped letters make no other word.
pub(super) fn swapped(name: &str, meant: &str) -> bool {
    let mut sorted = [name.as_bytes().to_vec(), meant.as_bytes().to_vec()];
    sorted.iter_mut().for_each(|letters| letters.sort_unstable());
    let [written, wanted] = &sorted;
    written == wanted
}

/// Whether a letter stands twice in place of once.
pub(super) fn doubled(name: &str, meant: &str) -> bool {
    let same = same_start(name.as_bytes(), meant.as_bytes());
    name.len() > meant.len() && same > 0 && name.as_bytes().get(same) == meant.as_bytes().get(same - 1)
}

/// Whether a double letter stands once.
pub(super) fn undoubled(name: &str, meant: &str) -> bool {
    doubled(meant, name)
}

/// Whether a letter within the name is missing.
pub(super) fn left_out(name: &str, meant: &str) -> bool {
    let same = same_start(name.as_bytes(), meant.as_bytes());
    name.len() < meant.len() && (1..name.len()).contains(&same)
}

/// Whether a key beside was hit as well, inside the name: at its ends it makes another (`aweb`, `gmxt`).
pub(super) fn grazed(name: &str, meant: &str) -> bool {
    let same = same_start(name.as_bytes(), meant.as_bytes());
    let key = |at: usize| meant.as_bytes().get(at).copied();
    let extra = name.as_bytes().get(same).copied();
    name.len() > meant.len()
        && same > 0
        && same < meant.len()
        && (beside(extra, key(same - 1)) || beside(extra, key(same)))
}

/// The same by a consonant: no word is read in it.
fn grazed_dumb(name: &str, meant: &str) -> bool {
    let extra = name.as_bytes().get(same_start(name.as_bytes(), meant.as_bytes()));
    grazed(name, meant) && extra.is_some_and(|key| !VOWELS.contains(key))
}

/// Whether a key beside was hit instead of one within the name.
pub(super) fn missed(name: &str, meant: &str) -> bool {
    let same = same_start(name.as_bytes(), meant.as_bytes());
    let key = |text: &str| text.as_bytes().get(same).copied();
    name.len() == meant.len() && same > 0 && beside(key(name), key(meant))
}

/// One slip that a finger or an ear makes: a letter doubled or left out, or a key beside it; not one word for another
/// (`hotrail`, `earthling`).
pub(super) fn finger(name: &str, meant: &str) -> bool {
    let (brand, great) = (is_brand(meant), GREAT.contains(&meant));
    if !brand && meant.len() >= SHORTEST_STEM {
        let missing = undoubled(name, meant) || (is_long(meant) && left_out(name, meant));
        return missing || doubled(name, meant) || grazed_dumb(name, meant);
    }
    // One letter more or less, or another one, makes other words of a short name: `aver`, `libera`, `liberio`.
    let long = great || meant.len() > SHORT_NAME;
    // A first letter is seen. Every `?mail.com` and `?cloud.com` that a finger finds is somebody.
    let word = matches!(meant, "gmail" | "icloud" | "t-online" | "mailbox" | "freemail" | "fastmail" | "foxmail");
    let first = (great || meant.len() > SHORT_NAME) && !word;
    let fewer = meant.len() > SHORT_NAME || meant == "yahoo";
    let (name, meant) = (name.as_bytes(), meant.as_bytes());
    let same = same_start(name, meant);
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
        // A key beside, one that sounds alike, or the wrong one of two hit twice (`yahho`).
        Ordering::Equal => {
            let twice = great && written == before;
            brand && (beside(written, wanted) || twice || (long && sounds(written, wanted)))
        }
    }
}

/// Whether two such slips, at any places, make the one of the other; but not a letter lost and another won, which make a
/// word (`hotmilk`).
pub(super) fn within_two(name: &str, meant: &str) -> bool {
    rest_within(2, None, name.as_bytes(), meant.as_bytes(), name.len().cmp(&meant.len()))
}

fn rest_within(slips: usize, before: Option<u8>, name: &[u8], meant: &[u8], length: Ordering) -> bool {
    let same = same_start(name, meant);
    let before = same.checked_sub(1).and_then(|at| meant.get(at)).copied().or(before);
    let (name, meant) = (name.get(same..).unwrap_or_default(), meant.get(same..).unwrap_or_default());
    let (written, wanted) = (name.first().copied(), meant.first().copied());
    if written == wanted {
        return true;
    }
    let Some(left) = slips.checked_sub(1) else {
        return false;
    };
    let rest = |before, of_name: usize, of_meant: usize| {
        let (name, meant) = (name.get(of_name..).unwrap_or_default(), meant.get(of_meant..).unwrap_or_default());
        rest_within(left, before, name, meant, length)
    };
    let crossed = written.is_some() && written == meant.get(1).copied() && wanted == name.get(1).copied();
    let extra = [before, wanted].iter().any(|key| *key == written || beside(written, *key));
    let alike = beside(written, wanted) || sounds(written, wanted);
    (crossed && rest(wanted, 2, 2))
        || (alike && rest(wanted, 1, 1))
        || (length == Ordering::Less && wanted.is_some() && rest(wanted, 0, 1))
        || (length == Ordering::Greater && written.is_some() && extra && rest(before, 1, 0))
}

/// Whether the two differ in how often each letter stands in a row, and in nothing else (`gmailll`, `yaaahoo`).
pub(super) fn stuttered(name: &str, meant: &str) -> bool {
    let run = |text: &'_ str| {
        let mut letters = text.as_bytes().to_vec();
        letters.dedup();
        letters
    };
    let twice = || name.as_bytes().windows(2).any(|pair| matches!(pair, [a, b] if a == b));
    name.len() > meant.len() && twice() && run(name) == run(meant)
}

/// Whether a finger makes the one ending of the other: keys beside, doubled, swapped.
pub(super) fn pressed(written: &str, meant: &str) -> bool {
    if !one_slip(written, meant) {
        return false;
    }
    if written.len() == meant.len() {
        let same = same_start(written.as_bytes(), meant.as_bytes());
        let key = |text: &str| text.as_bytes().get(same).copied();
        return swapped(written, meant) || beside(key(written), key(meant));
    }
    let last = |text: &str| text.bytes().next_back();
    let grown = written.len() > meant.len() && written.starts_with(meant) && beside(last(written), last(meant));
    doubled(written, meant) || grazed(written, meant) || grown
}

/// A name that is no word, nor a letter away from one.
pub(super) fn is_brand(name: &str) -> bool {
    name.len() >= SHORTEST_STEM && !WORDS.contains(&name)
}

/// Long enough that a letter left out makes no other word.
pub(super) fn is_long(name: &str) -> bool {
    name.len() > SHORT_NAME
}

/// Whether two keys are neighbours on a QWERTY, QWERTZ or AZERTY keyboard.
pub(super) fn beside(a: Option<u8>, b: Option<u8>) -> bool {
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

fn same_start(name: &[u8], meant: &[u8]) -> usize {
    name.iter().zip(meant).take_while(|(a, b)| a == b).count()
}

/// A provider's name that may stand alone.
pub(super) const SHORTEST_STEM: usize = 5;
/// Up to here, other words are near.
const SHORT_NAME: usize = 6;
/// Mistyped so often that a near name is hardly ever a name.
pub(super) const GREAT: [&str; 8] =
    ["gmail", "yahoo", "hotmail", "outlook", "icloud", "googlemail", "comcast", "protonmail"];
/// Long names that are no words, nor near one: two slips in them are still them.
pub(super) const LONG: [&str; 21] = [
    "hotmail",
    "outlook",
    "googlemail",
    "protonmail",
    "rocketmail",
    "comcast",
    "verizon",
    "sbcglobal",
    "bellsouth",
    "earthlink",
    "centurylink",
    "windstream",
    "btinternet",
    "virginmedia",
    "ntlworld",
    "blueyonder",
    "t-online",
    "virgilio",
    "optusnet",
    "rediffmail",
    "sympatico",
];
const VOWELS: &[u8] = b"aeiouy";
/// Names that are words, or a letter away from one.
const WORDS: [&str; 19] = [
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
    "ziggo",
    "telefonica",
    "email",
    "inbox",
    "globo",
    "planet",
    "softbank",
];
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
