//! Words that no row knows. What is said to be gone is a mailbox only where the sentence has no room for anything else:
//! "unknown robot", "user rule: delete unknown" and the next such wording are found by what is strange in them.

use super::heard::Heard;
use super::phrases::{self, Say};

/// How many words in the sentence of a row are in none. Whatever holds a digit, as identifiers do, is none; nor is one
/// name at the very end: "user unknown (kerio)", "no such user anna", but not "unknown robot".
pub(super) fn strangers(words: &str, heard: &Heard, hits: &[Heard]) -> usize {
    let hit = &heard.hit;
    let (start, end) = sentence_around(words, hit.start, hit.end);
    let mut place = start;
    let mut strange = 0;
    let mut is_name = false;
    for word in words.get(start..end).unwrap_or("").split(' ') {
        let span = (place, place + word.len());
        place = span.1 + 1;
        if word.is_empty() {
            continue;
        }
        is_name = false;
        if is_word(word) && !(span.1 <= READ && is_known(words, span, hits)) {
            strange += 1;
            is_name = span.0 > hit.end + usize::from(hit.say != Say::NoMailbox);
        }
        // The name is one of them at most: more would change nothing.
        if strange > STRANGERS {
            break;
        }
    }
    strange - usize::from(is_name)
}

/// Whether some row has a part in the word, or it is one of those that honest refusals need.
fn is_known(words: &str, (start, end): (usize, usize), hits: &[Heard]) -> bool {
    hits.iter().any(|Heard { hit, .. }| hit.start < end && start < hit.end)
        || words.get(start.saturating_sub(1)..=end).is_some_and(phrases::is_plain)
}

/// Real refusals run to about 2,000 bytes; what comes later is strange.
const READ: usize = 2_048;

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
fn sentence_around(words: &str, start: usize, end: usize) -> (usize, usize) {
    let first = words.get(..start).and_then(|w| w.rfind('.')).map_or(0, |dot| dot + 1);
    let last = words.get(end..).and_then(|w| w.find('.')).map_or(words.len(), |dot| end + dot);
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::phrases::Hit;

    #[test]
    fn a_name_at_the_end_is_no_stranger() {
        for (words, expected) in [
            (" unknown user ", 0),
            (" unknown user anna ", 0),
            (" unknown user anna robot ", 1),
            (" robot unknown user ", 1),
            (" sorry the unknown user is not here ", 0),
            (" qs1fg2 unknown user . robot ", 0),
        ] {
            let start = words.find(" unknown").unwrap();
            let hit = Hit { say: Say::NoMailbox, row: "unknown user", start, end: start + " unknown user".len() };
            let heard = Heard { hit, sentence: 0 };
            assert_eq!(strangers(words, &heard, &[heard]), expected, "{words:?}");
        }
    }

    #[test]
    fn what_comes_late_is_strange() {
        let words = format!(" unknown user {}sorry sorry ", "sorry ".repeat(READ / 6));
        let hit = Hit { say: Say::NoMailbox, row: "unknown user", start: 0, end: " unknown user".len() };
        let heard = Heard { hit, sentence: 0 };
        assert_eq!(strangers(&words, &heard, &[heard]), STRANGERS);
    }
}
