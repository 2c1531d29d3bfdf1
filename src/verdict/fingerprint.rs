//! Whether two refusals are one rule's: a reply with everything masked that differs from one recipient to the next.

use super::mask::VOCABULARY;
use crate::smtp::Reply;
use crate::syntax::Address;

/// A masked reply beside its codes. Equal for different recipients whom the same server refused by the same rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// For those who write it down.
    #[cfg_attr(not(all(feature = "engine", feature = "list")), allow(dead_code, reason = "a list's run is its caller"))]
    pub(crate) fn number(self) -> u64 {
        self.0
    }

    /// One that was written down.
    #[cfg_attr(not(all(feature = "engine", feature = "list")), allow(dead_code, reason = "a list's run is its caller"))]
    pub(crate) fn from_number(number: u64) -> Self {
        Self(number)
    }
}

/// The fingerprint of a reply to RCPT TO `recipient`: addresses, host names, links, bracketed tails, ids, times and
/// numbers are masked, words are kept in their order.
///
/// ```
/// use listproof::smtp::Reply;
/// use listproof::verdict::fingerprint;
/// let anna = Reply::parse(b"550 5.1.1 <anna@example.org>: unknown user: \"anna\" k1-20020a5d\r\n")?;
/// let ben = Reply::parse(b"550 5.1.1 <Ben@example.org>: unknown user: \"ben\" q7-30121b6e\r\n")?;
/// assert_eq!(
///     fingerprint(&anna, &"anna@example.org".parse().unwrap()),
///     fingerprint(&ben, &"ben@example.org".parse().unwrap()),
/// );
/// # Ok::<(), listproof::smtp::ReplyError>(())
/// ```
pub fn fingerprint(reply: &Reply, recipient: &Address) -> Fingerprint {
    let mut hash = Hash::new();
    hash.number(reply.code());
    if let Some(code) = reply.enhanced() {
        for number in [code.class, code.subject, code.detail] {
            hash.number(number);
        }
    }
    let mut tokens = Tokens { hash, masked: false };
    let mut rest = reply.text();
    // `<…>` and `[…]` hold what was echoed, and hosts, queues and times: gone, with a mask in their place.
    while let Some(open) = rest.find(['<', '[']) {
        let (head, tail) = rest.split_at_checked(open).unwrap_or((rest, ""));
        tokens.take_all(head, recipient);
        let close = if tail.starts_with('<') { '>' } else { ']' };
        rest = match tail.find(close) {
            Some(end) => {
                tokens.mask();
                tail.get(end + 1..).unwrap_or("")
            }
            None => tail.get(1..).unwrap_or(""),
        };
    }
    tokens.take_all(rest, recipient);
    Fingerprint(tokens.hash.0)
}

struct Tokens {
    hash: Hash,
    masked: bool,
}

impl Tokens {
    fn take_all(&mut self, text: &str, recipient: &Address) {
        for token in text.split(char::is_whitespace).filter(|t| !t.is_empty()) {
            self.take(token, recipient);
        }
    }

    fn take(&mut self, token: &str, recipient: &Address) {
        let quoted = token.starts_with(|c: char| QUOTES.contains(c));
        let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            return;
        }
        // Most are words and nothing else.
        if bare.bytes().all(|b| b.is_ascii_alphabetic()) {
            let is_local = bare.eq_ignore_ascii_case(recipient.local()) && (quoted || !is_vocabulary(bare));
            return if is_local || is_host_of(bare, recipient) || is_id(bare) { self.mask() } else { self.word(bare) };
        }
        let is_local = bare.eq_ignore_ascii_case(recipient.local()) && (quoted || !is_vocabulary(bare));
        if is_local || is_name(bare) || is_host_of(bare, recipient) {
            return self.mask();
        }
        for word in bare.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            let local = word.eq_ignore_ascii_case(recipient.local()) && !is_vocabulary(word);
            if local || is_id(word) {
                self.mask();
            } else {
                self.word(word);
            }
        }
    }

    /// One mask for a run of them: a time stamp has as many parts as it likes.
    fn mask(&mut self) {
        if !self.masked {
            self.hash.bytes(b"#");
        }
        self.masked = true;
    }

    fn word(&mut self, word: &str) {
        self.masked = false;
        if word.is_ascii() {
            word.bytes().for_each(|b| self.hash.bytes(&[b.to_ascii_lowercase()]));
        } else {
            for c in word.chars().flat_map(char::to_lowercase) {
                let mut buffer = [0; 4];
                self.hash.bytes(c.encode_utf8(&mut buffer).as_bytes());
            }
        }
        self.hash.bytes(b" ");
    }
}

/// FNV-1a: 64 bits, no state beside, the same in every run and on every machine.
struct Hash(u64);

impl Hash {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn number(&mut self, number: u16) {
        self.bytes(&number.to_be_bytes());
    }
}

const QUOTES: &str = "\"'<([{«“‘„`:=";

fn is_vocabulary(word: &str) -> bool {
    VOCABULARY.iter().any(|v| word.eq_ignore_ascii_case(v))
}

/// Addresses, links, and hosts of two labels or more.
fn is_name(token: &str) -> bool {
    let host = |t: &str| {
        let mut labels = t.split('.');
        labels.clone().count() > 1
            && labels.all(|l| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')))
    };
    token.contains('@') || token.contains("://") || host(token) || token.contains('/') && token.contains('.')
}

fn is_host_of(token: &str, recipient: &Address) -> bool {
    token.eq_ignore_ascii_case(recipient.host())
}

/// Whatever holds a digit, mixes cases as base64 does, or is part of a date.
fn is_id(word: &str) -> bool {
    if word.bytes().any(|b| b.is_ascii_digit()) {
        return true;
    }
    if word.len() < ID_SHORTEST {
        return word.len() <= DATE_LONGEST && DATES.iter().any(|d| word.eq_ignore_ascii_case(d));
    }
    let case = |c: char| (c.is_lowercase(), c.is_uppercase());
    let rises = |(a, b): &(char, char)| case(*a) == (true, false) && case(*b) == (false, true);
    let switches = word.chars().zip(word.chars().skip(1)).filter(rises).count();
    switches >= 2 || word.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Letters from which on a word may be an id.
const ID_SHORTEST: usize = 8;
/// Letters of the longest of [`DATES`].
const DATE_LONGEST: usize = 4;

/// Names of days, months and zones, which stand beside numbers; "may" and "sun" are words as well and the loss is
/// small: both replies lose them.
const DATES: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
    "oct", "nov", "dec", "am", "pm", "gmt", "utc", "cet", "cest", "est", "edt", "pst", "pdt",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str, address: &str) -> Fingerprint {
        fingerprint(&Reply::parse(text.as_bytes()).unwrap(), &address.parse().unwrap())
    }

    #[test]
    fn the_same_rule_says_the_same_of_everybody() {
        for template in [
            "550 5.1.1 <{a}>: Recipient address rejected: User unknown in virtual mailbox table",
            "550 5.1.1 The email account {a} does not exist {id}.77 - gsmtp",
            "550 No such user: {l}",
            "550 5.4.1 Recipient address rejected: Access denied. [{id}.eop-nam02.prod.protection.outlook.com 2026-11-24T10:00:0{n}.000Z {id}]",
            "550 User {l} unknown (id {id}) at Tue, 24 Nov 2026 10:0{n}:01 +0100",
            "550-{l} is not known here\r\n550 mx{n}.example.org",
            "550 <{a}>: User unknown (client 198.51.100.{n})",
            "550 5.1.1 {a}: no such user; client=198.51.100.{n}; id={id}",
            "550 5.1.1 No such user {a} [2001:db8::{n}]",
        ] {
            let of = |address: &str, id: &str, n: &str| {
                let local = address.split('@').next().unwrap();
                let text = template.replace("{a}", address).replace("{l}", local).replace("{id}", id).replace("{n}", n);
                print(&text, &address.to_lowercase())
            };
            let anna = of("anna.smith+x@example.org", "p131si8414989oif", "3");
            assert_eq!(anna, of("QWERT@example.org", "c18si2365148hub", "7"), "{template}");
            assert_eq!(anna, of("o'neil_7@example.org", "BL2NAM02FT061", "9"), "{template}");
        }
    }

    #[test]
    fn other_words_or_codes_are_another_rule() {
        let unknown = print("550 5.1.1 User unknown", "anna@example.org");
        assert_ne!(unknown, print("550 5.1.1 User disabled", "anna@example.org"));
        assert_ne!(unknown, print("550 5.7.1 User unknown", "anna@example.org"));
        assert_ne!(unknown, print("554 5.1.1 User unknown", "anna@example.org"));
    }

    #[test]
    fn a_recipient_called_like_a_word_hides_no_word() {
        let unknown = print("550 5.1.1 User unknown", "anna@example.org");
        assert_eq!(unknown, print("550 5.1.1 User unknown", "user@example.org"));
        let quoted = print("550 unknown user: \"anna\"", "anna@example.org");
        assert_eq!(quoted, print("550 unknown user: \"user\"", "user@example.org"));
    }
}
