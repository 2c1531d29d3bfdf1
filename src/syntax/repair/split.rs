//! Several addresses in one cell.

use super::{Change, Refusal, advice, member};

/// The members of a cell, each with an `@` in it. A cell with one member comes back whole where nothing separates.
///
/// # Errors
/// A separator that may stand for something else (`gmail,com`, `john,smith@…`).
pub(super) fn members<'a>(text: &'a str, changes: &mut Vec<Change>) -> Result<Vec<&'a str>, Refusal> {
    // Hard separators first, so that a comma for a dot spoils no more than its own line.
    let mut parts = Vec::new();
    // A name or a note between the separators.
    let mut left_over = false;
    for line in cut(text, |rest| rest.starts_with([';', '\n', '\r', '\t']).then_some(1)) {
        let pieces = cut(line, soft_separator);
        let with_at = pieces.iter().filter(|piece| piece.contains('@')).count();
        left_over |= with_at < pieces.len();
        if pieces.len() > 1 && with_at == 1 {
            parts.push(lone(line, &pieces)?);
        } else {
            parts.extend(pieces.into_iter().filter(|piece| piece.contains('@')));
        }
    }
    if parts.is_empty() {
        left_over = false;
        parts.push(text);
    }
    // "john@gmail;com" and "john@gmail\ncom" are slips as well.
    if let [only] = parts[..]
        && only.len() < text.len()
        && is_bare(only)
        && text.contains(';')
        && !only.rsplit('@').next().is_some_and(|host| host.contains('.'))
    {
        return Err(Refusal::Comma);
    }
    if let [only] = parts[..]
        && broken(text, only)
    {
        return Err(Refusal::Ambiguous);
    }
    if left_over {
        changes.push(if parts.len() > 1 { Change::Dropped } else { Change::DisplayName });
    }
    Ok(parts.into_iter().flat_map(spaced).collect())
}

/// Whether a line break or a tab cuts an address in two ("an\nna@…"), other than behind a name.
fn broken(text: &str, only: &str) -> bool {
    let Some((before, _)) = text.split_once(only) else {
        return false;
    };
    let Some(line) = before.strip_suffix(['\n', '\t', '\r']) else {
        return false;
    };
    let words: Vec<&str> = line.split_whitespace().collect();
    let local = only.split('@').next().unwrap_or_default();
    !words.is_empty() && is_bare(only.trim()) && !member::is_name(&words, local.trim())
}

/// One address between commas or slashes: a display name with a comma, a note, or a slip of the finger.
fn lone<'a>(line: &'a str, pieces: &[&'a str]) -> Result<&'a str, Refusal> {
    let Some(at) = pieces.iter().position(|piece| piece.contains('@')) else {
        return Ok(line);
    };
    let Some(piece) = pieces.get(at).copied() else {
        return Ok(line);
    };
    if piece.contains('<') {
        return Ok(piece);
    }
    let host = piece.trim().rsplit('@').next().unwrap_or_default();
    let next = pieces.get(at + 1).map(|next| next.trim()).unwrap_or_default();
    if is_bare(piece.trim()) && !next.is_empty() && (!host.contains('.') || advice::is_top_level(next)) {
        return Err(Refusal::Comma);
    }
    // "Ott, anna@…" is a name; "anna,ott@…" may be anything.
    let before = at.checked_sub(1).and_then(|before| pieces.get(before));
    if before.is_some_and(|before| !before.trim().is_empty()) && !piece.starts_with(char::is_whitespace) {
        return Err(Refusal::Ambiguous);
    }
    Ok(piece)
}

fn is_bare(text: &str) -> bool {
    !text.contains(char::is_whitespace) && !text.contains(['<', '>', '"', '('])
}

/// How many bytes the separator takes that the text starts with. Words and signs that may belong to an address
/// separate only between spaces.
fn soft_separator(rest: &str) -> Option<usize> {
    if rest.starts_with(',') {
        return Some(1);
    }
    let inner = rest.strip_prefix(' ')?;
    let word = inner.split(' ').next().filter(|word| word.len() < inner.len())?;
    BETWEEN.iter().any(|between| word.eq_ignore_ascii_case(between)).then(|| word.len() + 1)
}

const BETWEEN: [&str; 19] =
    ["/", "|", "&", "+", "-", "or", "and", "oder", "und", "ou", "et", "o", "y", "e", "i", "eller", "och", "en", "of"];

/// Cuts outside of quotes, brackets and comments; pieces of nothing but white space are dropped.
fn cut(text: &str, separator: impl Fn(&str) -> Option<usize>) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut skip) = (0, 0);
    let mut close = None;
    for (position, c) in text.char_indices() {
        if position < skip {
            continue;
        }
        let rest = text.get(position..).unwrap_or_default();
        if let Some(end) = close {
            if c == end {
                close = None;
            }
            continue;
        }
        if let Some(end) = closer(c).filter(|end| rest.chars().skip(1).any(|c| c == *end)) {
            close = Some(end);
        } else if let Some(length) = separator(rest) {
            pieces.push(text.get(start..position).unwrap_or_default());
            start = position + length;
            skip = start;
        }
    }
    pieces.push(text.get(start..).unwrap_or_default());
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

fn closer(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '<' => Some('>'),
        '(' => Some(')'),
        _ => None,
    }
}

/// Addresses with nothing but spaces between them, and `<a@…> <b@…>`.
fn spaced(part: &str) -> Vec<&str> {
    if part.matches('@').count() < 2 {
        return vec![part];
    }
    let tokens: Vec<&str> = part.split_whitespace().collect();
    if tokens.len() > 1 && !part.contains(['<', '"']) && tokens.iter().all(|token| token.matches('@').count() == 1) {
        return tokens;
    }
    // No domain has such a sign in it.
    let glued: Vec<&str> = part.split(['/', '|']).collect();
    let whole =
        |piece: &&str| piece.split_once('@').is_some_and(|(local, host)| !local.is_empty() && host.contains('.'));
    if glued.len() > 1 && !part.contains(['<', '"']) && glued.iter().all(whole) {
        return glued;
    }
    if part.matches('>').count() > 1 {
        let pieces: Vec<&str> = part.split_inclusive('>').filter(|piece| piece.contains('@')).collect();
        if pieces.len() > 1 {
            return pieces;
        }
    }
    vec![part]
}
