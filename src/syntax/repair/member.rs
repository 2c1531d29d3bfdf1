//! One member of a cell: a name and an address, an address and a note, or an address with dirt on it.

use super::{Address, Change, Refusal, advice, spell, strip, unmailable};

/// The address of a member; two where the display name is another address.
pub(super) fn read(part: &str, changes: &mut Vec<Change>) -> Result<Vec<Address>, Refusal> {
    let text = part.trim();
    if let Some((name, inner)) = angle(text) {
        changes.push(if name.trim().is_empty() { Change::Brackets } else { Change::DisplayName });
        let mut found = vec![bare(inner, changes)?];
        let other = name.trim().trim_matches(['"', '\'', '(', ')', ' ']);
        if let Ok(address) = other.parse::<Address>()
            && unmailable(&address).is_none()
        {
            found.push(address);
        }
        return Ok(found);
    }
    let text = uncommented(text, changes)?;
    bare(&text, changes).map(|address| vec![address])
}

/// `name <inner>` with whatever stands behind it; a bracket that lost its partner counts.
fn angle(text: &str) -> Option<(&str, &str)> {
    // As Outlook quotes a sender.
    let quoted = text.split_once("[mailto:").and_then(|(name, rest)| Some((name, rest.strip_suffix(']')?.trim())));
    if let Some((name, inner)) = quoted.filter(|(_, inner)| inner.contains('@')) {
        return Some((name, inner));
    }
    let open = text.rfind('<')?;
    let (name, inner) = (text.get(..open)?, text.get(open + 1..)?);
    // "us<er@x.org" is damage; "Anna <anna@x.org" has lost its end.
    let closed = inner.contains('>') || name.is_empty() || name.ends_with(char::is_whitespace);
    let inner = inner.split('>').next().unwrap_or(inner);
    (closed && inner.contains('@')).then(|| (name, inner.trim()))
}

/// Without the comments of RFC 5322 §3.2.2, unless one of them stands for the `@`.
fn uncommented(text: &str, changes: &mut Vec<Change>) -> Result<String, Refusal> {
    if !text.contains('(') || text.starts_with('"') {
        return Ok(text.to_owned());
    }
    let mut depth = 0_u32;
    let (mut comment, mut comment_at) = (String::new(), String::new());
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    if spell::stands_for_a_sign(&comment) {
                        return Err(Refusal::Obfuscated);
                    }
                    // RFC 5322 has no comment within an atom: "first(middle)last" may be anything.
                    let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                    if within(kept.chars().next_back()) && within(chars.peek().copied()) {
                        return Err(Refusal::Ambiguous);
                    }
                    if comment.contains('@') {
                        comment_at.push_str(&comment);
                    }
                    comment.clear();
                }
            }
            c if depth > 0 => comment.push(c),
            c => kept.push(c),
        }
    }
    if depth > 0 && !kept.contains('@') {
        return Ok(text.to_owned());
    }
    // "Anna Ott (anna@x.org)".
    if !kept.contains('@') && comment_at.matches('@').count() == 1 {
        changes.push(Change::DisplayName);
        return Ok(comment_at);
    }
    changes.push(Change::Comment);
    Ok(kept.trim().to_owned())
}

/// A text that should be an address with a little dirt on it, or one among words.
fn bare(text: &str, changes: &mut Vec<Change>) -> Result<Address, Refusal> {
    let mut here = Vec::new();
    let mut text = text;
    if let Some(rest) = strip::strip_scheme(text, "mailto:").or_else(|| strip::strip_scheme(text, "smtp:")) {
        here.push(Change::Scheme);
        text = rest;
    }
    let trimmed = ends(text, &mut here);
    let result = match accept(trimmed) {
        Ok(address) => Ok(address),
        Err(error) => {
            let joined = join_spaces(trimmed);
            match accept(&joined) {
                Ok(address) if joined != trimmed => {
                    here.push(Change::Spaces);
                    Ok(address)
                }
                // The words around an address are dropped from the joined text, so that "Ott anna @ x.org" is read.
                _ if joined.contains(char::is_whitespace) => among_words(&joined, error, &mut here),
                Err(closer) if joined != trimmed => Err(closer),
                _ => Err(error),
            }
        }
    }?;
    changes.append(&mut here);
    Ok(result)
}

fn accept(text: &str) -> Result<Address, Refusal> {
    let address: Address = text.parse().map_err(|error| Refusal::from_syntax(error, text))?;
    match unmailable(&address) {
        Some(error) => Err(error),
        None => Ok(address),
    }
}

/// Dots, separators and lone quotes at the ends.
fn ends<'a>(text: &'a str, changes: &mut Vec<Change>) -> &'a str {
    let mut inner = text.trim();
    for quote in ['\'', '"'] {
        let within = inner.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(within) = within.filter(|within| within.contains('@') && !within.contains(quote)) {
            changes.push(Change::Quotes);
            inner = within;
        }
    }
    let bracketed = inner.contains("@[");
    let tail = |c: char| {
        c.is_whitespace()
            || matches!(c, '.' | ',' | ';' | ':' | '>' | ')' | '!' | '?' | '\'' | '"' | '|' | '/' | '}')
            || (c == ']' && !bracketed)
    };
    let lone_quote = inner.matches('"').count() == 1;
    let head =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '<' | '(' | '[' | '>') || (c == '"' && lone_quote);
    let stripped = inner.trim_end_matches(tail).trim_start_matches(head);
    if stripped.len() != inner.len() {
        changes.push(Change::Trailing);
    }
    stripped
}

/// Without the spaces next to the `@`, and next to dots where they cannot end a sentence or a title.
fn join_spaces(text: &str) -> String {
    let tight: String = text.split('@').map(str::trim).collect::<Vec<_>>().join("@");
    let Some((local, host)) = tight.rsplit_once('@') else {
        return tight;
    };
    let host = host.replace(" .", ".");
    let host = match host.split_once(". ") {
        // "anna@x. org" is an address, "anna@x.org. Thanks" is one in a sentence.
        Some((before, after)) if before.contains('.') && !advice::is_top_level(after) => {
            format!("{before} {after}")
        }
        Some(_) => host.replace(". ", "."),
        None => host,
    };
    let joined = local.replace(" .", ".").replace(". ", ".");
    let title = local.split('.').next().is_some_and(|word| {
        TITLES.iter().any(|title| word.eq_ignore_ascii_case(title)) || (word.len() == 1 && word != word.to_lowercase())
    });
    let local = if title || joined.contains(' ') { local } else { &joined };
    format!("{local}@{host}")
}

const TITLES: [&str; 14] =
    ["mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "herr", "fr", "mme", "ing", "dipl", "dott"];

/// The one token with an `@` among words, unless a word may be half of its local part or of its domain.
fn among_words(text: &str, error: Refusal, changes: &mut Vec<Change>) -> Result<Address, Refusal> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let mut found = tokens.iter().enumerate().filter(|(_, token)| token.contains('@'));
    let (Some((at, token)), None) = (found.next(), found.next()) else {
        return Err(error);
    };
    let before = tokens.get(..at).unwrap_or_default();
    let after = tokens.get(at + 1..).unwrap_or_default();
    let mut trimmed = Vec::new();
    let address = accept(ends(token, &mut trimmed)).map_err(|inner| match (inner, after) {
        (Refusal::SingleLabel, [next, ..]) if advice::is_top_level(next) => Refusal::Comma,
        _ => inner,
    })?;
    if !before.is_empty() && !is_name(before, address.local()) && !advice::is_no(&before.join(" ")) {
        return Err(Refusal::Ambiguous);
    }
    // "anna@x.co m": the rest of the domain, not a word.
    if let [next, ..] = after
        && trimmed.is_empty()
        && next.len() <= 2
        && next.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        return Err(Refusal::Ambiguous);
    }
    changes.push(Change::DisplayName);
    Ok(address)
}

/// Whether the words before an address are the name beside it: they repeat in it, or they are capitalised where it is
/// not, or pictures. One word that does neither ("john smith@…") may be half of the local part.
pub(super) fn is_name(words: &[&str], local: &str) -> bool {
    let local_lower = local.to_lowercase();
    let clean = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let repeats =
        words.iter().map(|word| clean(word)).any(|word| word.chars().count() > 2 && local_lower.contains(&word));
    let marked = words.last().is_some_and(|word| word.ends_with([':', '-', ',', '–', '|', '>', ')', '=']));
    let capital = |word: &&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let picture = words.iter().all(|word| word.chars().all(|c| !c.is_ascii() && !c.is_alphanumeric()));
    let named = words.len() > 1 && words.iter().all(capital) && !capital(&local);
    repeats || marked || named || picture
}
