//! Signs that were written out: in words, as HTML entities, as escapes.

/// `(at)`, `[at]`, ` at `, ` AT `, `(dot)` and their like as signs.
pub(super) fn spell_out(text: &str) -> Option<String> {
    let mut spelt = text.to_owned();
    for (words, sign) in [(AT_WORDS, "@"), (DOT_WORDS, ".")] {
        for word in words {
            for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), (" ", " "), ("_", "_"), ("-", "-")] {
                spelt = replace_any_case(&spelt, &format!("{open}{word}{close}"), sign);
            }
        }
    }
    let (local, host) = spelt.split_once('@')?;
    // "meet us at the office" is a sentence.
    let spelt = format!("{}@{}", local.trim(), host.trim());
    (!spelt.contains(char::is_whitespace)).then_some(spelt)
}

/// Whether a comment stands for a sign: `john(at)example(dot)org`.
pub(super) fn stands_for_a_sign(comment: &str) -> bool {
    let word = comment.trim().to_ascii_lowercase();
    word == "@" || word == "." || AT_WORDS.contains(&&*word) || DOT_WORDS.contains(&&*word)
}

const AT_WORDS: &[&str] = &["at", "arroba", "chez", "bei", "ät", "aet", "malpa", "chiocciola", "@", "a"];
const DOT_WORDS: &[&str] = &["dot", "punkt", "punto", "point", "ponto", "kropka", "."];

fn replace_any_case(text: &str, from: &str, to: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut replaced = String::with_capacity(text.len());
    let mut last = 0;
    for (position, matched) in lower.match_indices(from) {
        replaced.push_str(text.get(last..position).unwrap_or_default());
        replaced.push_str(to);
        last = position + matched.len();
    }
    replaced.push_str(text.get(last..).unwrap_or_default());
    replaced
}

/// Line breaks, tabs and quotation marks that were written out, and `\u0040`.
pub(super) fn unescape(text: &str) -> String {
    let mut text = text.replace("\\u0040", "@").replace("\\x40", "@");
    for (escape, sign) in
        [("\\xa0", " "), ("\\u003c", "<"), ("\\u003e", ">"), ("\\u00a0", " "), ("\\u200b", ""), ("\\ufeff", "")]
    {
        text = replace_any_case(&text, escape, sign);
    }
    text.replace("\\r", " ").replace("\\n", " ").replace("\\t", " ").replace("\\\"", "\"")
}

/// HTML entities decoded, those of the signs and letters of addresses; `None` where there is none.
pub(super) fn decode_entities(text: &str) -> Option<String> {
    if !text.contains('&') || !text.contains(';') {
        return None;
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let entity = after.split_once(';').and_then(|(name, behind)| Some((entity(name)?, behind)));
        match entity {
            Some((sign, behind)) => {
                decoded.push_str(&sign);
                rest = behind;
            }
            None => {
                decoded.push('&');
                rest = after;
            }
        }
    }
    decoded.push_str(rest);
    (decoded != text).then_some(decoded)
}

fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        let sign = char::from_u32(code).filter(|sign| !sign.is_control())?;
        // A space that breaks no line is a space.
        return Some(if sign == '\u{A0}' { ' ' } else { sign }.to_string());
    }
    if let Some((_, sign)) = ENTITIES.iter().find(|(entity, _)| entity.eq_ignore_ascii_case(name)) {
        return Some((*sign).to_owned());
    }
    // A letter and its accent: eacute, Uuml.
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let accent = ACCENTS.iter().find(|(accent, _)| name.get(1..) == Some(*accent))?.1;
    let (at, _) = PLAIN.iter().enumerate().find(|(_, plain)| **plain == letter.to_ascii_lowercase())?;
    let accented = accent.chars().nth(at).filter(|sign| *sign != ' ')?;
    Some(if letter.is_ascii_uppercase() { accented.to_uppercase().to_string() } else { accented.to_string() })
}

const ENTITIES: [(&str, &str); 13] = [
    ("commat", "@"),
    ("period", "."),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("shy", ""),
    ("amp", "&"),
    ("szlig", "ß"),
    ("oslash", "ø"),
    ("aring", "å"),
    ("aelig", "æ"),
];
const PLAIN: [char; 8] = ['a', 'e', 'i', 'o', 'u', 'n', 'c', 'y'];
/// Over each of those letters.
const ACCENTS: [(&str, &str); 6] = [
    ("acute", "áéíóú  ý"),
    ("grave", "àèìòù   "),
    ("circ", "âêîôû   "),
    ("uml", "äëïöü  ÿ"),
    ("tilde", "ã  õ ñ  "),
    ("cedil", "      ç "),
];
