//! What is taken off a whole cell before anybody looks at it as addresses.

use std::borrow::Cow;

use super::{Change, Refusal};

/// Removes what cannot be seen, trims, and turns full-width forms and typographic quotes into ASCII.
pub(super) fn clean(cell: &str, changes: &mut Vec<Change>) -> Result<String, Refusal> {
    // A fixed-width dump pads with NULs; between letters they are UTF-16. Other controls are codes of old systems at
    // the ends, and damage within.
    let unpadded = cell.trim_matches(|c: char| c.is_control() && !c.is_whitespace());
    if unpadded.contains('\0') {
        return Err(Refusal::Utf16);
    }
    let visible = visible(unpadded);
    if visible.len() != cell.len() {
        changes.push(Change::Invisible);
    }
    let trimmed = visible.trim();
    if trimmed.len() != visible.len() {
        changes.push(Change::Trimmed);
    }
    if trimmed.is_empty() {
        return Err(Refusal::Empty);
    }
    let narrow = narrow(trimmed);
    if narrow != trimmed {
        changes.push(Change::FullWidth);
    }
    let spaced: String = narrow.chars().map(plain_space).collect();
    if spaced != narrow {
        changes.push(Change::Spaces);
    }
    let plain: String = spaced.chars().map(plain_quote).collect();
    if plain != spaced {
        changes.push(Change::Quotes);
    }
    Ok(plain)
}

/// Without zero-width and formatting characters; ZWJ and ZWNJ stay between the letters of scripts that need them.
fn visible(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let joins = matches!(c, '\u{200C}' | '\u{200D}')
            && kept.chars().next_back().is_some_and(|c| !c.is_ascii())
            && chars.peek().is_some_and(|c| !c.is_ascii());
        if joins || !is_invisible(c) {
            kept.push(c);
        }
    }
    Cow::Owned(kept)
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
    )
}

/// Full-width and small forms as ASCII, ideographic dots as dots. Letters only where the part before the `@` becomes
/// ASCII altogether: beside other scripts they may belong to the name.
fn narrow(text: &str) -> String {
    let all: String = text.chars().map(|c| ascii_form(c).unwrap_or(c)).collect();
    if all.split('@').next().is_some_and(str::is_ascii) {
        return all;
    }
    let mark = |c| ascii_form(c).filter(|ascii| matches!(ascii, '@' | '.' | ',' | ';' | '<' | '>' | ':' | ' '));
    text.chars().map(|c| mark(c).unwrap_or(c)).collect()
}

fn ascii_form(c: char) -> Option<char> {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        '\u{3002}' | '\u{FF61}' | '\u{FE52}' => Some('.'),
        '\u{FE6B}' => Some('@'),
        '\u{FE50}' | '\u{3001}' | '\u{FF64}' => Some(','),
        '\u{FE54}' => Some(';'),
        '\u{3008}' | '\u{300A}' | '\u{2329}' | '\u{27E8}' => Some('<'),
        '\u{3009}' | '\u{300B}' | '\u{232A}' | '\u{27E9}' => Some('>'),
        '\u{3000}' => Some(' '),
        _ => None,
    }
}

fn plain_quote(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' => '\'',
        c => c,
    }
}

/// Typographic spaces as the plain one; tabs and line breaks stay, they separate.
fn plain_space(c: char) -> char {
    if c.is_whitespace() && !c.is_control() { ' ' } else { c }
}

/// Takes schemes, labels, brackets and quotes off the whole cell.
pub(super) fn wrappings(text: &str, changes: &mut Vec<Change>) -> String {
    let mut text = text.to_owned();
    // Each turn takes a layer off; no honest cell has more.
    for _ in 0..6 {
        let Some(inner) = unwrap_once(&text, changes) else {
            break;
        };
        text = inner;
    }
    text
}

fn unwrap_once(text: &str, changes: &mut Vec<Change>) -> Option<String> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ','));
    if trimmed.len() != text.len() {
        changes.push(Change::Trailing);
        return Some(trimmed.to_owned());
    }
    if let Some(link) = strip_scheme(text, "mailto:") {
        changes.push(Change::Scheme);
        return Some(mailto(link, changes));
    }
    if let Some(rest) = label(text) {
        changes.push(Change::Scheme);
        return Some(rest.to_owned());
    }
    for (open, close, change) in PAIRS {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| inner.contains('@') && !inner.contains([open, close])) {
            changes.push(change);
            return Some(inner.to_owned());
        }
    }
    // Quotes doubled for CSV, once too often.
    let doubled = text.strip_prefix("\"\"").and_then(|rest| rest.strip_suffix("\"\""));
    if let Some(inner) = doubled.or_else(|| link(text)).filter(|inner| inner.contains('@')) {
        changes.push(Change::Quotes);
        return Some(inner.to_owned());
    }
    let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', ')', ':']);
    let bullet =
        text.strip_prefix(['•', '*', '-', '–', '·', '>', '→']).or(numbered).filter(|rest| rest.starts_with(' '));
    bullet.map(|rest| {
        changes.push(Change::Trailing);
        rest.trim_start().to_owned()
    })
}

/// What a link of a web page shows.
fn link(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("<a ").or_else(|| text.strip_prefix("<A "))?.split_once('>')?.1;
    inner.strip_suffix("</a>").or_else(|| inner.strip_suffix("</A>"))
}

const PAIRS: [(char, char, Change); 9] = [
    ('"', '"', Change::Quotes),
    ('\'', '\'', Change::Quotes),
    ('`', '`', Change::Quotes),
    ('*', '*', Change::Quotes),
    ('_', '_', Change::Quotes),
    ('<', '>', Change::Brackets),
    ('(', ')', Change::Brackets),
    ('[', ']', Change::Brackets),
    ('{', '}', Change::Brackets),
];

pub(super) fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let head = text.get(..scheme.len())?;
    head.eq_ignore_ascii_case(scheme).then(|| text.get(scheme.len()..).unwrap_or_default().trim_start_matches('/'))
}

/// The text behind a label: `SMTP:`, `E-mail:`, `Correo electrónico:`, the name of an address group (RFC 5322 §3.4).
fn label(text: &str) -> Option<&str> {
    let (label, rest) = text.split_once(':')?;
    let words = label.chars().count() <= LONGEST_LABEL
        && label.chars().any(char::is_alphabetic)
        && label.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '/' | '_'));
    // "user:pass@host" is something else.
    let apart = rest.starts_with(char::is_whitespace) || rest.contains([';', ',']);
    let known = LABELS.iter().any(|known| label.eq_ignore_ascii_case(known));
    (words && (apart || known) && rest.contains('@')).then(|| rest.trim_start())
}

/// Labels that need no space behind their colon.
const LABELS: [&str; 13] =
    ["smtp", "sip", "xmpp", "email", "e-mail", "mail", "internet", "to", "cc", "bcc", "from", "reply-to", "correo"];

/// In characters: longer texts before a colon are sentences.
const LONGEST_LABEL: usize = 32;

/// RFC 6068: the header fields go, percent-encoding is undone.
fn mailto(link: &str, changes: &mut Vec<Change>) -> String {
    let path = link.split('?').next().unwrap_or_default();
    let decoded = percent_decode(path);
    if decoded != path {
        changes.push(Change::PercentDecoded);
    }
    decoded
}

/// `%40` as `@`; sequences that are no UTF-8 text stay as they are.
pub(super) fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut position = 0;
    while let Some(&byte) = bytes.get(position) {
        let escape = text.get(position + 1..position + 3).filter(|_| byte == b'%');
        match escape.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(value) if value >= 0x20 => {
                decoded.push(value);
                position += 3;
            }
            _ => {
                decoded.push(byte);
                position += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// What stands in the brackets behind a name, else all: damage in a name spoils no address.
pub(super) fn bracketed(text: &str) -> &str {
    let inner = text.rsplit_once('<').and_then(|(_, rest)| rest.trim_end().strip_suffix('>'));
    inner.filter(|inner| inner.contains('@')).unwrap_or(text)
}

/// The text before an ending in lower case, whatever its case.
pub(super) fn without_end<'a>(text: &'a str, ending: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(ending.len())?;
    text.get(at..).filter(|end| end.eq_ignore_ascii_case(ending)).and_then(|_| text.get(..at))
}

/// The text that was read as Windows-1252 though it was UTF-8, or `None` where it was not.
///
/// Text of people hardly ever survives the way back: `Ã` would have to stand before `¼`.
pub(super) fn undo_mojibake(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(windows_1252).collect();
    String::from_utf8(bytes?).ok()
}

fn windows_1252(c: char) -> Option<u8> {
    match c {
        '\0'..='\u{7F}' | '\u{A0}'..='\u{FF}' => u8::try_from(c).ok(),
        // The five bytes that the code page leaves undefined, and the others where they came through as C1.
        '\u{80}'..='\u{9F}' => u8::try_from(c).ok(),
        _ => HIGH.iter().position(|high| *high == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

/// Windows-1252, 0x80 to 0x9F.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];
