//! Left of the `@`: `Local-part` of RFC 5321 §4.1.2, with the non-ASCII characters of RFC 6531 §3.3.

use email_address::EmailAddress;
use icu_properties::{CodePointMapData, props::GeneralCategory};

use super::{Flaw, MAX_LOCAL, SyntaxError, scan};

/// Checks a local part that starts at the first byte of the text.
pub(super) fn check(local: &str) -> Result<(), SyntaxError> {
    if local.is_empty() {
        return Err(SyntaxError::new(Flaw::LocalEmpty, 0));
    }
    if local.starts_with('"') {
        quoted(local)?
    } else {
        dot_atom(local)?
    }
    if local.len() > MAX_LOCAL {
        return Err(SyntaxError::new(Flaw::LocalTooLong, MAX_LOCAL));
    }
    second_opinion(local)
}

/// Where the quoted string ends that the text starts with: the byte behind its closing quote.
pub(super) fn quoted_end(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (position, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(position + 1),
            _ => {}
        }
    }
    None
}

fn dot_atom(local: &str) -> Result<(), SyntaxError> {
    let mut previous = '.';
    for (offset, c) in local.char_indices() {
        let flaw = match c {
            '.' if offset == 0 => Flaw::LocalStartDot,
            '.' if previous == '.' => Flaw::LocalDoubleDot,
            '.' => {
                previous = c;
                continue;
            }
            ' ' => Flaw::LocalSpace,
            c if c.is_ascii_control() => Flaw::LocalControl,
            '@' => Flaw::SeveralAt,
            '"' => Flaw::Quote,
            c if u8::try_from(c).is_ok_and(scan::is_atext) => {
                previous = c;
                continue;
            }
            c if c.is_ascii() => Flaw::LocalChar(c),
            c if is_unsafe(previous, c) => Flaw::LocalUnsafe(c),
            c => {
                previous = c;
                continue;
            }
        };
        return Err(SyntaxError::new(flaw, offset));
    }
    if previous == '.' { Err(SyntaxError::new(Flaw::LocalEndDot, local.len() - 1)) } else { Ok(()) }
}

/// `Quoted-string`: `qtextSMTP` (RFC 6531 adds non-ASCII), `quoted-pairSMTP` (ASCII only, RFC 6531 left it so).
fn quoted(local: &str) -> Result<(), SyntaxError> {
    let Some(end) = quoted_end(local) else {
        return Err(SyntaxError::new(Flaw::Quote, 0));
    };
    if end != local.len() {
        return Err(SyntaxError::new(Flaw::Quote, end));
    }
    let mut escaped = false;
    let mut previous = '"';
    for (offset, c) in local.char_indices().skip(1) {
        if c.is_ascii_control() {
            return Err(SyntaxError::new(Flaw::LocalControl, offset));
        }
        if !c.is_ascii() && (escaped || is_unsafe(previous, c)) {
            return Err(SyntaxError::new(Flaw::LocalUnsafe(c), offset));
        }
        escaped = c == '\\' && !escaped;
        previous = c;
    }
    Ok(())
}

/// Asks the crate that half of the Rust world asks, about a local part it can judge: its non-ASCII test refuses whole
/// scripts, an escaped space and the empty quoted string, so these are masked first. Ours is the stricter reading
/// everywhere else; where the two differ, the stricter wins.
fn second_opinion(local: &str) -> Result<(), SyntaxError> {
    if local == "\"\"" {
        return Ok(());
    }
    let mut buffer = [b'a'; MAX_LOCAL];
    let quoted = local.starts_with('"');
    let mut escaped = false;
    for (slot, byte) in buffer.iter_mut().zip(local.bytes()) {
        let opens = quoted && byte == b'\\' && !escaped;
        if !escaped && !opens && byte.is_ascii() {
            *slot = byte;
        }
        escaped = opens;
    }
    let prepared = buffer.get(..local.len()).and_then(|bytes| std::str::from_utf8(bytes).ok());
    match prepared {
        Some(prepared) if EmailAddress::is_valid_local_part(prepared) => Ok(()),
        _ => Err(SyntaxError::new(Flaw::LocalChar(local.chars().next().unwrap_or_default()), 0)),
    }
}

/// Characters the grammar allows and nobody's mailbox holds: invisible, unassigned, private, a combining mark with
/// nothing to combine with, and those that normalisation turns into ASCII punctuation (U+037E becomes `;`).
fn is_unsafe(previous: char, c: char) -> bool {
    use GeneralCategory as Gc;
    match CodePointMapData::<Gc>::new().get(c) {
        Gc::Control
        | Gc::Surrogate
        | Gc::PrivateUse
        | Gc::Unassigned
        | Gc::SpaceSeparator
        | Gc::LineSeparator
        | Gc::ParagraphSeparator => true,
        // ZWNJ and ZWJ shape words of Indic and Arabic scripts; elsewhere they are invisible.
        Gc::Format => !matches!(c, '\u{200C}' | '\u{200D}') || previous.is_ascii(),
        Gc::NonspacingMark | Gc::SpacingMark | Gc::EnclosingMark => matches!(previous, '.' | '"'),
        _ => matches!(c, '\u{FFFD}' | '\u{037E}' | '\u{1FEF}'),
    }
}
