//! What a server says without what it merely repeats: the words of a reply, folded, with addresses, hosts, links and
//! IP addresses replaced. Echoes cannot speak: `inactive@…` and `mx.spamhaus-fan.example` are names, not words.

use super::classify::Asked;
use super::phrases::codes;
use icu_normalizer::DecomposingNormalizerBorrowed;
use std::{
    io::{Cursor, Write as _},
    net::IpAddr,
};

/// The folded words of `text`, in place of what `out` held: lower case, no accents, one space round each word, `.` for
/// the end of a sentence. Whatever names us becomes [`US`] and its kin.
pub(super) fn words(text: &str, asked: &Asked<'_>, out: &mut String) {
    out.clear();
    out.push(' ');
    if text.is_ascii() {
        return push_ascii(text, asked, out);
    }
    for token in text.split(is_fence) {
        if !token.is_empty() {
            push_token(token, asked, out);
        }
    }
}

/// Most replies are ASCII, and most of their words are letters alone: those are copied, and nothing is decoded.
fn push_ascii(text: &str, asked: &Asked<'_>, out: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let mut letters = true;
        let length = rest.bytes().position(|byte| match CLASS.get(usize::from(byte)) {
            Some(Class::Letter) => false,
            Some(Class::Fence) => true,
            _ => {
                letters = false;
                false
            }
        });
        let (token, after) = rest.split_at_checked(length.unwrap_or(rest.len())).unwrap_or((rest, ""));
        rest = after.get(1..).unwrap_or("");
        match token {
            "" => {}
            word if letters => push_word(word, asked, out),
            token => push_token(token, asked, out),
        }
    }
}

#[derive(Clone, Copy)]
enum Class {
    Letter,
    Fence,
    Other,
}

/// What each ASCII byte is; a table of 256 needs no check of its end.
const CLASS: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8 as char;
        if c.is_ascii_alphanumeric() {
            table[byte] = Class::Letter;
        } else if is_fence(c) {
            table[byte] = Class::Fence;
        }
        byte += 1;
    }
    table
};

/// A token of letters and digits alone.
fn push_word(word: &str, asked: &Asked<'_>, out: &mut String) {
    if word.as_bytes().first().is_some_and(u8::is_ascii_lowercase) && ends_short(out) {
        out.truncate(out.len() - 2);
    }
    if asked.recipient.is_some_and(|r| is_local(word, r.local())) {
        out.push_str(ADDRESS);
        return;
    }
    push_lower(word, out);
    out.push(' ');
}

fn push_lower(word: &str, out: &mut String) {
    let start = out.len();
    out.push_str(word);
    if let Some(word) = out.get_mut(start..) {
        word.make_ascii_lowercase();
    }
}

/// One phrase, folded as texts are, so that rows may be written as people write.
pub(super) fn fold_phrase(phrase: &str) -> String {
    let mut out = String::with_capacity(phrase.len() + 2);
    fold(phrase, &mut out);
    out
}

/// Our IP address, HELO name or sender in the server's words.
pub(super) const US: &str = "@us ";
/// Our MAIL FROM or its domain.
pub(super) const OUR_SENDER: &str = "@oursender ";
/// Somebody's IP address, mostly ours.
pub(super) const AN_IP: &str = "@ip ";
/// The recipient's own address.
pub(super) const THEM: &str = "@them ";
/// Any other address.
const ADDRESS: &str = "@addr ";
/// Any other host.
const HOST: &str = "@host ";
/// A link, or an identifier.
const LINK: &str = "@ ";

/// What parts two tokens beside white space: brackets and quotes, and CJK's own signs.
const fn is_fence(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_whitespace() || matches!(c, '<' | '>' | '[' | ']' | '(' | ')' | '"' | '|' | ',');
    }
    c.is_whitespace()
        || matches!(c, '«' | '»' | '“' | '”' | '„' | '，' | '、' | '（' | '）' | '《' | '》' | '「' | '」' | '：')
}

fn push_token(token: &str, asked: &Asked<'_>, out: &mut String) {
    // "destin. sconosciuto": a dot before a small letter ends a word, not a sentence.
    if token.starts_with(char::is_lowercase) && ends_short(out) {
        out.truncate(out.len() - 2);
    }
    let bare = trim(token);
    let ends = match token {
        "/" => HARD_STOP,
        _ if token.ends_with(['.', '。']) => STOP,
        _ if token.ends_with([';', '!', '?', '；', '！', '？']) => HARD_STOP,
        _ => "",
    };
    if asked.recipient.is_some_and(|r| is_local(bare, r.local())) {
        out.push_str(ADDRESS);
    } else if bare.bytes().any(|b| matches!(b, b'.' | b'@' | b':')) {
        push_compound(bare, asked, out);
    } else {
        fold(bare, out);
        end_word(out);
    }
    out.push_str(ends);
}

/// The end of a sentence, or of an abbreviation.
const STOP: &str = ". ";
/// The end of a sentence, for certain.
const HARD_STOP: &str = ".. ";

/// Without the ASCII signs round it, but for `@`.
fn trim(token: &str) -> &str {
    let is_sign = |b: &u8| b.is_ascii_punctuation() && *b != b'@';
    let bytes = token.as_bytes();
    let start = bytes.iter().take_while(|b| is_sign(b)).count();
    let signs = bytes.iter().rev().take_while(|b| is_sign(b)).count();
    token.get(start..bytes.len().saturating_sub(signs).max(start)).unwrap_or("")
}

/// Whether a word of a few letters stands before the end of a sentence, as abbreviations do.
fn ends_short(out: &str) -> bool {
    let word = out.strip_suffix(" . ").and_then(|o| o.rsplit(' ').next());
    word.is_some_and(|w| w.len() <= ABBREVIATION && w.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Letters of the longest abbreviation: `destin.`.
const ABBREVIATION: usize = 6;

fn end_word(out: &mut String) {
    if !out.ends_with(' ') {
        out.push(' ');
    }
}

/// A token with a dot, a colon or an at sign within: a name, or words run together.
fn push_compound(bare: &str, asked: &Asked<'_>, out: &mut String) {
    if let Some(at) = bare.find("://") {
        // `Listed:http://…`: what stands before the link's scheme is a word.
        let scheme = bare.get(..at).and_then(|s| s.rfind(|c: char| !c.is_ascii_alphabetic()));
        if let Some(word) = scheme.and_then(|end| bare.get(..end)) {
            fold(word, out);
            end_word(out);
        }
        push_name(bare, asked, out);
    } else if let Some(at) = bare.rfind('@') {
        push_address(bare, at, asked, out);
    } else if let Some(ip) = as_ip(bare) {
        out.push_str(if asked.source == Some(ip) { US } else { AN_IP });
    } else if is_host(bare, asked) {
        push_name(bare, asked, out);
    } else if is_identifier(bare) {
        out.push_str(LINK);
    } else {
        for part in bare.split([':', ';', '=']) {
            if let Some(ip) = as_ip(part) {
                out.push_str(if asked.source == Some(ip) { US } else { AN_IP });
            } else if part.contains('.') && is_host(part, asked) {
                push_name(part, asked, out);
            } else {
                fold(part, out);
            }
            end_word(out);
        }
    }
}

/// Names of queues and sessions: a digit, and capitals within, as no words have them: `abcDEFghiJ-kLmN.uk123`.
fn is_identifier(word: &str) -> bool {
    let bytes = word.as_bytes();
    let has_capital_within = bytes.windows(2).any(|b| matches!(b, [b'a'..=b'z', b'A'..=b'Z']));
    has_capital_within
        && bytes.iter().any(u8::is_ascii_digit)
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

/// `user@example.com`, with what else hangs on it: `bob@example.com:user` is an address and a word.
fn push_address(bare: &str, at: usize, asked: &Asked<'_>, out: &mut String) {
    let (local, host) = (bare.get(..at).unwrap_or(""), bare.get(at + 1..).unwrap_or(""));
    let host_len = host.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))).unwrap_or(host.len());
    let (host, tail) = host.split_at_checked(host_len).unwrap_or((host, ""));
    let host = host.trim_end_matches('.');
    let is = |address: &crate::syntax::Address| {
        address.host().eq_ignore_ascii_case(host) && ends_alike(local, address.local())
    };
    out.push_str(match (asked.recipient, asked.identity) {
        (Some(recipient), _) if is(recipient) => THEM,
        (_, Some(identity)) if is(identity.mail_from()) => OUR_SENDER,
        _ => ADDRESS,
    });
    fold(tail, out);
    end_word(out);
}

/// Whether `text` ends with `end`, in any case.
fn ends_alike(text: &str, end: &str) -> bool {
    let mut from_behind = text.chars().rev().flat_map(char::to_lowercase);
    end.chars().rev().flat_map(char::to_lowercase).all(|c| from_behind.next() == Some(c))
}

/// A host or a link: silent, unless it is ours or a known list's. The recipient's own hosts are never a list's.
fn push_name(name: &str, asked: &Asked<'_>, out: &mut String) {
    let holds = |part: &str| holds(name, part);
    if let Some(identity) = asked.identity {
        if holds(identity.helo().as_str()) {
            out.push_str(US);
            return;
        }
        if holds(identity.mail_from().host()) {
            out.push_str(OUR_SENDER);
            return;
        }
    }
    if asked.source.is_some_and(|ip| written(ip, |ip| holds(ip))) {
        out.push_str(US);
    }
    let tells = codes::tells(name).filter(|_| !asked.recipient.is_some_and(|r| holds(r.host())));
    match tells {
        Some(word) => {
            out.push_str(word);
            out.push(' ');
        }
        None => out.push_str(if name.contains("://") { LINK } else { HOST }),
    }
}

/// Hands on the address as it is written, without a `String` for it.
fn written<T: Default>(ip: IpAddr, read: impl FnOnce(&str) -> T) -> T {
    let mut text = Cursor::new([0; IP_LONGEST]);
    if write!(text, "{ip}").is_err() {
        return T::default();
    }
    let length = text.position() as usize;
    let text = text.get_ref().get(..length).and_then(|text| std::str::from_utf8(text).ok());
    text.map(read).unwrap_or_default()
}

/// `2001:0db8:…` of eight groups whose last two may be written as four decimals.
const IP_LONGEST: usize = 48;

/// Whether `part` is somewhere in `name`, in any case.
fn holds(name: &str, part: &str) -> bool {
    !part.is_empty() && name.as_bytes().windows(part.len()).any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

/// A server that repeats the local part alone, such as `Unknown local part inactive`. Words that servers themselves
/// use stay: for `user@…`, "User unknown" is no echo.
fn is_local(word: &str, local: &str) -> bool {
    !local.is_empty()
        && word.len() == local.len()
        && word.eq_ignore_ascii_case(local)
        && !VOCABULARY.iter().any(|v| word.eq_ignore_ascii_case(v))
}

/// Words without which no refusal can be read, even where somebody is called so.
pub(super) const VOCABULARY: &[&str] = &[
    "user",
    "users",
    "mailbox",
    "mail",
    "email",
    "recipient",
    "account",
    "address",
    "unknown",
    "invalid",
    "no",
    "not",
    "a",
    "i",
    "o",
    "e",
    "no-such-user",
];

fn as_ip(word: &str) -> Option<IpAddr> {
    let first = word.bytes().next()?;
    // 192.0.2.7 begins with a digit, 2001:db8::7 has two colons.
    if !first.is_ascii_digit() && word.bytes().filter(|&b| b == b':').count() < 2 {
        return None;
    }
    let word = if first.eq_ignore_ascii_case(&b'i') { word.get(5..)? } else { word };
    word.parse().ok().or_else(|| {
        let (ip, port) = word.rsplit_once(':')?;
        port.parse::<u16>().ok()?;
        ip.parse::<std::net::Ipv4Addr>().ok().map(Into::into)
    })
}

/// Host names end in a public suffix or have three labels; `error.Mailbox` is a missing space.
fn is_host(word: &str, asked: &Asked<'_>) -> bool {
    let end = word.find(['/', ':', '?']).unwrap_or(word.len());
    let Some(host) = word.get(..end).map(|h| h.trim_end_matches('.')) else {
        return false;
    };
    let fits = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'-' | b'_') || !c.is_ascii();
    if !host.contains('.') || !host.bytes().all(fits) || host.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return false;
    }
    if asked.recipient.is_some_and(|r| r.host().eq_ignore_ascii_case(host))
        || host.bytes().filter(|&b| b == b'.').count() >= 2
    {
        return true;
    }
    let mut lower = [0; HOST_LONGEST];
    let Some(lower) = lower.get_mut(..host.len()) else {
        return false;
    };
    lower.copy_from_slice(host.as_bytes());
    lower.make_ascii_lowercase();
    RESERVED.iter().any(|tld| lower.ends_with(tld.as_bytes())) || psl::suffix(lower).is_some_and(|s| s.is_known())
}

/// RFC 1035 §2.3.4: 255 octets in the wire's form, 253 as it is written.
const HOST_LONGEST: usize = 253;

/// Names of RFC 2606 and of private nets, which no public list holds.
const RESERVED: &[&str] = &[".example", ".test", ".invalid", ".local", ".localdomain", ".lan", ".internal"];

/// Lower case without accents; anything that is no letter or digit parts words. Apostrophes part `l'utente`, and fall
/// out of `doesn't`: what follows them is a word from three letters on.
fn fold(text: &str, out: &mut String) {
    // Nearly all words are ASCII letters: no char is decoded for them.
    if text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return push_lower(text, out);
    }
    let mut parts = text.split(['\'', '’', '`', '´']);
    fold_part(parts.next().unwrap_or(""), out);
    for part in parts {
        if part.chars().take(3).filter(|c| c.is_alphabetic()).count() == 3 {
            end_word(out);
        }
        fold_part(part, out);
    }
}

fn fold_part(text: &str, out: &mut String) {
    if text.is_ascii() {
        for byte in text.bytes() {
            push_char(char::from(byte.to_ascii_lowercase()), out);
        }
        return;
    }
    let lower = text.chars().flat_map(char::to_lowercase);
    for c in DecomposingNormalizerBorrowed::new_nfd().normalize_iter(lower) {
        match c {
            // Combining accents, Hebrew points, Arabic vowel signs: written by some and left out by others.
            '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{655}' | '\u{640}' => {}
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'ı' => out.push('i'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'ς' => out.push('σ'),
            // Persian and Urdu keyboards' forms of Arabic letters.
            'ی' | 'ى' => out.push('ي'),
            'ک' => out.push('ك'),
            c => push_char(c, out),
        }
    }
}

fn push_char(c: char, out: &mut String) {
    // Thai and Indic vowel signs are no letters to `is_alphanumeric`, and part no words.
    if c.is_alphanumeric() || !c.is_ascii() && !c.is_whitespace() && !is_stop(c) {
        out.push(c);
    } else if matches!(c, '。' | '；' | '！' | '？') {
        end_word(out);
        out.push_str(". ");
    } else {
        end_word(out);
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '¿' | '¡' | '·' | '،' | '؛' | '\u{fffd}')
}
