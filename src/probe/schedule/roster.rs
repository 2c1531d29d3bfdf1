//! Who stands behind a number, and who cannot exist.

use crate::syntax::Address;
use crate::verdict::contrast::Member;

/// The list behind the schedule.
pub(crate) trait Roster: Send + Sync {
    /// The address of a member.
    fn address(&self, member: Member) -> Option<Address>;
    /// Whether the list or the store knows this mailbox.
    fn knows(&self, address: &Address) -> bool;
}

/// A small generator for shuffles and names: splitmix64, repeatable from its seed.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let value = (z ^ (z >> 31)) % u64::try_from(sides.max(1)).unwrap_or(1);
        usize::try_from(value).unwrap_or(0)
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.roll(last + 1));
        }
    }
}

/// A name that cannot exist, shaped like a member's: each letter and digit becomes another of its class.
pub(crate) fn absent(model: &Address, roster: &dyn Roster, dice: &mut Dice) -> Option<Address> {
    (0..ATTEMPTS).find_map(|_| {
        let address: Address = format!("{}@{}", disguise(model.local(), dice), model.host()).parse().ok()?;
        (!roster.knows(&address)).then_some(address)
    })
}

/// Whether a local part is made as absent names are: letters and digits, single signs between them, no more than those
/// have. What a server says of the one it may say of the other.
pub(super) fn is_plain(local: &str) -> bool {
    let words = |c: char| matches!(c, '.' | '-' | '_');
    local.len() <= LONGEST
        && local.split(words).all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn disguise(local: &str, dice: &mut Dice) -> String {
    // A tag is cut off: servers that know sub-addresses would judge the base name alone.
    let base = local.split(['+', '=']).next().unwrap_or(local);
    let mut name = String::new();
    for c in base.chars().take(LONGEST) {
        match c {
            'a'..='z' | 'A'..='Z' => name.push(other(LETTERS, c.to_ascii_lowercase(), dice)),
            '0'..='9' => name.push(other(DIGITS, c, dice)),
            '.' | '-' | '_' if name.ends_with(|last: char| last.is_ascii_alphanumeric()) => name.push(c),
            _ => {}
        }
    }
    // A short name grows at its front: letters before digits stay letters before digits.
    while name.len() < SHORTEST && name.starts_with(|first: char| first.is_ascii_lowercase()) {
        name.insert(0, other(LETTERS, ' ', dice));
    }
    while name.len() < SHORTEST || !name.ends_with(|last: char| last.is_ascii_alphanumeric()) {
        name.push(other(LETTERS, ' ', dice));
    }
    name
}

fn other(class: &str, not: char, dice: &mut Dice) -> char {
    let rest: Vec<char> = class.chars().filter(|c| *c != not).collect();
    rest.get(dice.roll(rest.len())).copied().unwrap_or('q')
}

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
const DIGITS: &str = "0123456789";
/// Shorter names are guessed by chance (design: contrast).
const SHORTEST: usize = 8;
/// Long enough for any shape, and far below the 64 octets of a local part.
const LONGEST: usize = 32;
/// Names that happen to be in the list are passed over this often.
const ATTEMPTS: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    struct Nobody;
    impl Roster for Nobody {
        fn address(&self, _: Member) -> Option<Address> {
            None
        }
        fn knows(&self, _: &Address) -> bool {
            false
        }
    }

    #[test]
    fn an_absent_name_has_the_shape_of_its_model_and_shares_no_letter_with_it() {
        let mut dice = Dice::new(7);
        for model in ["anna.meier@example.org", "a@example.org", "x1+news@example.org", "JOHN-99_z.@example.org"] {
            let Ok(model) = model.parse::<Address>() else {
                continue;
            };
            let absent = absent(&model, &Nobody, &mut dice).unwrap();
            assert!(absent.local().len() >= 8);
            for (a, b) in absent.local().chars().zip(model.local().to_ascii_lowercase().chars()) {
                assert!(a != b || !a.is_ascii_alphanumeric(), "{absent} from {model}");
            }
        }
    }
}
