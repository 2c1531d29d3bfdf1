//! The shortest path: eight bytes at a time, without a branch for any of them.
//!
//! One bit for each byte of an address says where its `@`, dots and hyphens are; what the grammar asks of them is
//! then asked of all at once.

/// A plain ASCII address of an ordinary length and ordinary letters. What it is not is for [`super::scan`] to say.
#[cfg_attr(not(feature = "list"), allow(dead_code, reason = "only a reader of lists asks for more than the @"))]
pub(super) struct Plain {
    /// Where the `@` is.
    pub(super) at: usize,
    /// Whether a letter of the domain is a capital.
    pub(super) capitals: bool,
    /// Whether the domain has more than one label.
    pub(super) dots: bool,
}

/// Where what is, a bit for a byte.
#[derive(Default)]
struct Marks {
    at: u64,
    dots: u64,
    hyphens: u64,
    /// The highest bit of a byte that is `_`, `+` or a capital: to be asked about where there is one.
    rare: u64,
    /// That of a byte that is none of these, no letter and no digit.
    strange: u64,
}

/// `None` does not mean invalid.
pub(super) fn plain(bytes: &[u8]) -> Option<Plain> {
    let (words, _) = bytes.as_chunks::<8>();
    let last = bytes.last_chunk::<8>().filter(|_| bytes.len() < 64)?;
    let mut marks = Marks::default();
    for (nth, word) in words.iter().enumerate() {
        marks.add(u64::from_le_bytes(*word), 8 * nth);
    }
    // Marked twice is marked: the last word may begin within the one before.
    marks.add(u64::from_le_bytes(*last), bytes.len() - 8);
    let Marks { at, dots, hyphens, rare, strange } = marks;
    let behind = !(at | at.wrapping_sub(1));
    // Labels and atoms lie between these, and none is empty.
    let cuts = dots | at | 1 << bytes.len();
    let hyphens = hyphens & behind;
    // Hyphens in a row may be those of an A-label.
    let wrong = cuts & (cuts << 1 | 1) | hyphens & (cuts << 1 | cuts >> 1 | hyphens << 1) | strange & HIGH;
    if !at.is_power_of_two() || wrong != 0 {
        return None;
    }
    let at = at.trailing_zeros() as usize;
    let mut capitals = false;
    if rare & HIGH != 0 {
        let host = bytes.get(at..)?;
        if host.iter().any(|byte| matches!(byte, b'_' | b'+')) {
            return None;
        }
        capitals = host.iter().any(u8::is_ascii_uppercase);
    }
    Some(Plain { at, capitals, dots: dots & behind != 0 })
}

impl Marks {
    /// Marks the bytes of a word, whose first is at `place`. Where one is not ASCII it is strange, and nothing else is
    /// to be believed.
    #[inline]
    fn add(&mut self, word: u64, place: usize) {
        let lower = word | (EACH * 0x20);
        let letters = reached(lower, b'a') & !reached(lower, b'z' + 1);
        let digits = reached(word, b'0') & !reached(word, b'9' + 1);
        let (at, dots, hyphens) = (same(word, b'@'), same(word, b'.'), same(word, b'-'));
        let signs = same(word, b'_') | same(word, b'+');
        self.at |= bits(at) << place;
        self.dots |= bits(dots) << place;
        self.hyphens |= bits(hyphens) << place;
        // What tells a capital is the sixth bit, moved to the eighth.
        self.rare |= letters & !(word << 2) | signs;
        self.strange |= !(letters | digits | at | dots | hyphens | signs) | word;
    }
}

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * EACH;

/// In the highest bit of each byte, whether it is this one or above: ASCII to ASCII, no sum reaches the next byte.
fn reached(word: u64, byte: u8) -> u64 {
    word.wrapping_add(EACH * (0x80 - u64::from(byte)))
}

/// In the highest bit of each byte, whether it is this one: so with ASCII.
fn same(word: u64, byte: u8) -> u64 {
    HIGH.wrapping_sub(word ^ (EACH * u64::from(byte)))
}

/// The highest bits of eight bytes side by side: each of eight shifted copies carries one of them to the top.
fn bits(high: u64) -> u64 {
    ((high & HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::scan;

    #[test]
    fn every_byte_is_marked_as_what_it_is() {
        for byte in 0..=255_u8 {
            for at in 0..8 {
                let mut bytes = *b"aaaaaaaa";
                bytes[at] = byte;
                let mut marks = Marks::default();
                marks.add(u64::from_le_bytes(bytes), 3);
                let bit = |is: bool| u64::from(is) << (at + 3);
                assert_eq!(
                    marks.strange & HIGH != 0,
                    !byte.is_ascii_alphanumeric() && !b"@.-_+".contains(&byte),
                    "{byte}"
                );
                if byte.is_ascii() {
                    assert_eq!((marks.at, marks.dots), (bit(byte == b'@'), bit(byte == b'.')), "{byte}");
                    assert_eq!(marks.hyphens, bit(byte == b'-'));
                    assert_eq!(marks.rare & HIGH != 0, byte.is_ascii_uppercase() || b"_+".contains(&byte));
                }
            }
        }
    }

    /// Every text of a few bytes, in every place of a word: nothing is plain here that the table does not call so, and
    /// nothing missed but what is to be.
    #[test]
    fn no_more_is_plain_than_the_table_says() {
        let letters = *b"aZ9.-_+@x!\xc3";
        let (mut plainly, mut missed) = (0, 0);
        for n in 0..letters.len().pow(5) {
            let five: [u8; 5] = std::array::from_fn(|at| letters[n / letters.len().pow(at as u32) % letters.len()]);
            for (before, behind) in [("", "@b.org"), ("abcd@efg", ""), ("abc@d", "e.f")] {
                let text = [before.as_bytes(), &five, behind.as_bytes()].concat();
                let (ours, table) = (plain(&text), scan::table(&text));
                match (&ours, table) {
                    (Some(found), Some(at)) => {
                        let host = &text[at + 1..];
                        assert_eq!(found.at, at);
                        assert_eq!(found.capitals, host.iter().any(u8::is_ascii_uppercase));
                        assert_eq!(found.dots, host.contains(&b'.'));
                        plainly += 1;
                    }
                    (None, Some(_)) => {
                        assert!(text.contains(&b'!') || text.windows(2).any(|two| two == b"--"));
                        missed += 1;
                    }
                    (ours, None) => assert!(ours.is_none(), "{}", text.escape_ascii()),
                }
            }
        }
        assert!(plainly > 10_000 && missed > 0, "{plainly} {missed}");
    }

    #[test]
    fn length_is_no_matter_up_to_63() {
        for length in 1..100 {
            let text = format!("{}@example.org", "a".repeat(length));
            assert_eq!(plain(text.as_bytes()).map(|found| found.at), (text.len() < 64).then_some(length));
        }
    }
}
