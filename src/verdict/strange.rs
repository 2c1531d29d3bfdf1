//! Words that no row knows. What is said to be gone is a mailbox only where the sentence has no room for anything else:
//! "unknown robot", "user rule: delete unknown" and the next such wording are found by what is strange in them.

use super::phrases::{Hit, Say};

/// Which bytes of a reply belong to words of some row.
#[derive(Default)]
pub(super) struct Known {
    bits: [u64; KNOWN_BYTES / BLOCK],
}

/// Real refusals run to about 2,000 bytes; what comes later is strange.
const KNOWN_BYTES: usize = 2_048;
const BLOCK: usize = u64::BITS as usize;

impl Known {
    /// Takes the words of a row as known.
    pub(super) fn mark(&mut self, words: &str, hit: &Hit) {
        // A row begins with the space before its word.
        let start = hit.start + usize::from(words.as_bytes().get(hit.start) == Some(&b' '));
        let mut at = start;
        while at < hit.end {
            let Some(bits) = self.bits.get_mut(at / BLOCK) else { return };
            let next = (at / BLOCK + 1) * BLOCK;
            let end = hit.end.min(next);
            *bits |= (u64::MAX >> (BLOCK - (end - at))) << (at % BLOCK);
            at = next;
        }
    }

    fn holds(&self, at: usize) -> bool {
        self.bits.get(at / BLOCK).is_some_and(|bits| bits >> (at % BLOCK) & 1 == 1)
    }

    /// How many words in the sentence of a row are in none. Whatever holds a digit, as identifiers do, is none;
    /// nor is one name at the very end: "user unknown (kerio)", "no such user anna", but not "unknown robot".
    pub(super) fn strangers(&self, words: &str, hit: &Hit) -> usize {
        let (start, end) = sentence_around(words, hit);
        let mut at = start;
        let mut strange = 0;
        let mut is_name = false;
        for word in words.get(start..end).unwrap_or("").split(' ').filter(|word| !word.is_empty()) {
            let place = words.get(at..end).and_then(|rest| rest.find(word)).map_or(at, |gap| at + gap);
            at = place + word.len();
            is_name = false;
            if is_word(word) && !(place..at).any(|at| self.holds(at)) {
                strange += 1;
                is_name = place > hit.end + usize::from(hit.say != Say::NoMailbox);
            }
        }
        strange - usize::from(is_name)
    }
}

/// Whether a token says anything where no row knows it. Scripts without spaces are one word from end to end.
fn is_word(token: &str) -> bool {
    let bytes = token.as_bytes();
    let is_long = if token.is_ascii() { bytes.len() > SHORT } else { token.chars().nth(SHORT).is_some() };
    is_long && !token.starts_with(|c: char| c == '@' || c >= '\u{e00}') && !bytes.iter().any(u8::is_ascii_digit)
}

/// So many strange words, and nobody knows what is said to be gone.
pub(super) const STRANGERS: usize = 2;
/// Letters of articles and prepositions, which say nothing.
const SHORT: usize = 2;

/// From where to where the sentence of a row runs.
fn sentence_around(words: &str, hit: &Hit) -> (usize, usize) {
    let start = words.get(..hit.start).and_then(|w| w.rfind('.')).map_or(0, |dot| dot + 1);
    let end = words.get(hit.end..).and_then(|w| w.find('.')).map_or(words.len(), |dot| hit.end + dot);
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_at_the_end_is_no_stranger() {
        for (words, strangers) in [
            (" unknown user ", 0),
            (" unknown user kerio ", 0),
            (" unknown user kerio connect ", 1),
            (" robot unknown user ", 1),
            (" qs1fg2 unknown user . robot ", 0),
        ] {
            let start = words.find(" unknown").unwrap();
            let hit = Hit { say: Say::NoMailbox, row: "unknown user", start, end: start + " unknown user".len() };
            let mut known = Known::default();
            known.mark(words, &hit);
            assert_eq!(known.strangers(words, &hit), strangers, "{words:?}");
        }
    }
}
