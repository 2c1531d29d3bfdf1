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

/// Line breaks and tabs that were written out, and `\u0040`.
pub(super) fn unescape(text: &str) -> String {
    let mut text = text.replace("\\u0040", "@").replace("\\x40", "@");
    for (escape, sign) in [("\\u003c", "<"), ("\\u003e", ">"), ("\\u00a0", " "), ("\\u200b", ""), ("\\ufeff", "")] {
        text = replace_any_case(&text, escape, sign);
    }
    text.replace("\\r", " ").replace("\\n", " ").replace("\\t", " ")
}

/// Known HTML entities decoded; `None` where there is none.
pub(super) fn decode_entities(text: &str) -> Option<String> {
    if !text.contains('&') || !text.contains(';') {
        return None;
    }
    let mut decoded = text.to_owned();
    for (entity, sign) in ENTITIES {
        decoded = replace_any_case(&decoded, entity, sign);
    }
    (decoded != text).then_some(decoded)
}

const ENTITIES: [(&str, &str); 18] = [
    ("&commat;", "@"),
    ("&#64;", "@"),
    ("&#064;", "@"),
    ("&#x40;", "@"),
    ("&period;", "."),
    ("&#46;", "."),
    ("&#x2e;", "."),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#039;", "'"),
    ("&nbsp;", " "),
    ("&#160;", " "),
    ("&shy;", ""),
    ("&amp;", "&"),
];
