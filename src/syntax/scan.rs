//! The fast path: one look at each byte decides nearly every address of a list.

use super::{MAX_LABEL, MAX_LOCAL, MAX_PATH, marks};

/// The position of the `@` in a plain ASCII address (dot-atom, LDH labels without A-labels), or `None` where the slow
/// path must look. `None` does not mean invalid.
pub(super) fn plain(bytes: &[u8]) -> Option<usize> {
    marks::plain(bytes).map(|plain| plain.at).or_else(|| table(bytes))
}

/// As [`plain`], byte by byte.
pub(super) fn table(bytes: &[u8]) -> Option<usize> {
    if bytes.len() > MAX_PATH {
        return None;
    }
    let at = dot_atom(bytes)?;
    ldh(bytes.get(at + 1..)?).then_some(at)
}

/// Whether a whole domain is plain: LDH labels, none of them an A-label.
pub(super) fn plain_domain(text: &str) -> bool {
    text.len() <= super::MAX_DOMAIN && ldh(text.as_bytes())
}

/// The length of the dot-atom that an `@` ends.
fn dot_atom(bytes: &[u8]) -> Option<usize> {
    let mut after_dot = true;
    for (position, &byte) in bytes.iter().enumerate() {
        match class(byte) & (ATEXT | DOT | AT) {
            ATEXT => after_dot = false,
            DOT if !after_dot => after_dot = true,
            AT if !after_dot && position <= MAX_LOCAL => return Some(position),
            _ => return None,
        }
    }
    None
}

fn ldh(bytes: &[u8]) -> bool {
    let mut length = 0;
    let mut after_hyphen = false;
    let mut start = 0;
    for (position, &byte) in bytes.iter().enumerate() {
        let class = class(byte);
        if class & ALNUM != 0 {
            length += 1;
            after_hyphen = false;
        } else if byte == b'-' && length > 0 {
            length += 1;
            after_hyphen = true;
        } else if byte == b'.' && length > 0 && length <= MAX_LABEL && !after_hyphen {
            length = 0;
            start = position + 1;
        } else {
            return false;
        }
        // An A-label ("xn--") has to be decoded and checked.
        if length == 4 && after_hyphen && is_a_label(bytes.get(start..).unwrap_or_default()) {
            return false;
        }
    }
    length > 0 && length <= MAX_LABEL && !after_hyphen
}

pub(super) fn is_a_label(label: &[u8]) -> bool {
    label.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case(b"xn--"))
}

/// Whether the byte is `atext` (RFC 5322 §3.2.3).
pub(super) fn is_atext(byte: u8) -> bool {
    class(byte) & ATEXT != 0
}

fn class(byte: u8) -> u8 {
    CLASS.get(usize::from(byte)).copied().unwrap_or(0)
}

const ATEXT: u8 = 1;
const ALNUM: u8 = 2;
const DOT: u8 = 4;
const AT: u8 = 8;

/// What each of the 256 bytes may be; nothing above 0x7F, which is the slow path's.
static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => ATEXT | ALNUM,
            b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'/' | b'=' | b'?' | b'^' | b'_' | b'`'
            | b'{' | b'|' | b'}' | b'~' => ATEXT,
            b'.' => DOT,
            b'@' => AT,
            _ => 0,
        };
        byte += 1;
    }
    table
}
