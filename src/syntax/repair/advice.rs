//! What to say about a cell that is not simply an address: why it is refused, and what was probably meant.

use super::{
    Address, Refusal, Repair, read,
    spell::{decode_entities, spell_out, unescape},
    strip,
};
use crate::facts::suggest;

/// What was probably meant by an address that is valid as it stands.
pub(super) fn for_valid(address: &Address) -> Option<Box<str>> {
    let (local, host) = (address.local(), address.host());
    // A spreadsheet writes an apostrophe before text; Word writes typographic ones.
    let plain = if local.starts_with(['\'', 'w', 'W']) || !local.is_ascii() { plain_local(local) } else { None };
    let host = suggest::domain(host);
    if plain.is_none() && host.is_none() {
        return None;
    }
    let text = format!("{}@{}", plain.as_deref().unwrap_or(local), host.as_deref().unwrap_or_else(|| address.host()));
    text.parse::<Address>().ok().map(|address| address.as_str().into())
}

fn plain_local(local: &str) -> Option<String> {
    // Who is asked for a web page and for an address writes one as the other.
    let bare = local.get(..4).filter(|head| head.eq_ignore_ascii_case("www.")).and_then(|_| local.get(4..));
    let plain: String = bare
        .unwrap_or(local)
        .trim_start_matches(['\'', '‘', '’', '“', '”', '„', '«'])
        .chars()
        .map(|c| match c {
            '‘' | '’' | '′' | '´' => '\'',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            c => plain_dash(c),
        })
        .collect();
    (plain != local && !plain.is_empty()).then_some(plain)
}

fn plain_dash(c: char) -> char {
    if matches!(c, '–' | '—' | '‐' | '‑' | '−') { '-' } else { c }
}

/// Texts of another kind, told by how they look as a whole.
pub(super) fn foreign(text: &str) -> Option<Refusal> {
    let lower = text.to_lowercase();
    if NOTHING.contains(&lower.trim_matches(['(', ')', '[', ']', '<', '>', '"', '\'', '.', ' '])) || is_filler(&lower) {
        return Some(Refusal::Placeholder);
    }
    if (text.starts_with(['=', '+', '@']) && text.contains('(')) || text.starts_with("=\"") {
        return Some(Refusal::Formula);
    }
    if strip::bracketed(text).contains('\u{FFFD}') {
        return Some(Refusal::Mojibake);
    }
    if lower.starts_with("/o=") || lower.contains("/cn=") || lower.starts_with("x400:") || lower.starts_with("cn=") {
        return Some(Refusal::X500);
    }
    if ["http://", "https://", "ftp://", "www.", "//"].iter().any(|scheme| lower.starts_with(scheme)) {
        return Some(Refusal::Url);
    }
    if decode_entities(strip::bracketed(text)).is_some() {
        return Some(Refusal::Entity);
    }
    if ["\\n", "\\r", "\\t", "\\u", "\\x"].iter().any(|escape| text.contains(escape)) && !text.starts_with('"')
        || text.starts_with("\\\"")
    {
        return Some(Refusal::Escape);
    }
    if text.contains('@') {
        return None;
    }
    if lower.contains("%40") && !lower.starts_with("mailto:") {
        return Some(Refusal::PercentEncoded);
    }
    (!lower.starts_with("mailto:")).then(|| if spell_out(text).is_some() { Refusal::Obfuscated } else { Refusal::NoAt })
}

/// What was probably meant by a refused text.
pub(super) fn for_refused(text: &str, error: Refusal) -> Option<Box<str>> {
    match error {
        Refusal::Formula | Refusal::Url => embedded(text).and_then(|text| try_text(&text)),
        Refusal::Entity => decode_entities(text).and_then(|text| try_text(&text)),
        Refusal::PercentEncoded => try_text(&strip::percent_decode(text)),
        Refusal::Obfuscated => spell_out(text).and_then(|text| try_text(&text)),
        Refusal::Escape => try_text(&unescape(text)),
        Refusal::NoAt => missing_at(text).and_then(|text| try_text(&text)),
        Refusal::SeveralAt => one_at(text).and_then(|text| try_text(&text).or_else(|| try_text(&tidy(&text)))),
        Refusal::SingleLabel => {
            let (local, host) = text.rsplit_once('@')?;
            let host = suggest::domain(&host.trim().trim_end_matches('.').to_ascii_lowercase())?;
            try_text(&format!("{local}@{host}"))
        }
        Refusal::Comma => {
            let (local, host) = text.rsplit_once('@')?;
            // "gmail dot com".
            let spelt = spell_out(text).and_then(|text| try_text(&text));
            spelt.or_else(|| try_text(&format!("{local}@{}", dotted(host))))
        }
        // A spreadsheet's way to write a line break at the end.
        Refusal::Underscore => try_text(strip::without_end(text, "_x000d_")?),
        Refusal::Syntax(_) => try_text(&tidy(text)).or_else(|| {
            // Links and objects of other systems; elsewhere what stands before a sign may be half of a name ("us:er@…").
            let wrapped = text.contains("mailto:") || text.starts_with(['{', '<']);
            embedded(text).filter(|_| wrapped).and_then(|text| try_text(&text))
        }),
        _ => None,
    }
}

/// The address that a corrected text holds, if it holds one: with the typo in its domain corrected too.
pub(super) fn try_text(text: &str) -> Option<Box<str>> {
    let address = read(text, false).into_address()?;
    Some(for_valid(&address).unwrap_or_else(|| address.as_str().into()))
}

/// `gmail,com` and `gmail com` as `gmail.com`.
fn dotted(host: &str) -> String {
    let labels: Vec<&str> = host
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.'))
        .filter(|label| !label.is_empty())
        .collect();
    labels.join(".")
}

/// Dots in a row, at the ends of the local part and at the start of the domain; strange signs at the end.
fn tidy(text: &str) -> String {
    let Some((local, host)) = text.rsplit_once('@') else {
        return text.to_owned();
    };
    let local = if local.starts_with('"') { local.to_owned() } else { single_dots(local.trim_end_matches('\\')) };
    let host: String = strip::percent_decode(host).chars().map(plain_dash).collect();
    // "gmail:com", "gmail/com".
    let slip = host.split_once([':', '/', '_', '|']).filter(|(name, top)| !name.contains('.') && is_top_level(top));
    let host = slip.map_or_else(|| host.clone(), |(name, top)| format!("{name}.{top}"));
    let host: String = host.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ',')).collect();
    let host = single_dots(&host.replace(',', "."));
    let labels: Vec<&str> = host.split('.').map(|label| label.trim_matches('-')).collect();
    format!("{local}@{}", labels.join("."))
}

fn single_dots(text: &str) -> String {
    text.split('.').filter(|atom| !atom.is_empty()).collect::<Vec<_>>().join(".")
}

/// `a@@b.com`, `a@b.com@b.com`, `a@.@b.com`.
fn one_at(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('@').map(str::trim).filter(|part| !part.is_empty() && *part != ".").collect();
    match parts[..] {
        [local, host] => Some(format!("{local}@{host}")),
        [local, host, again] if host.eq_ignore_ascii_case(again) => Some(format!("{local}@{host}")),
        _ => None,
    }
}

/// `anna.gmail.com`, `annagmail.com`, `anna#gmail.com`, `anna2gmail.com`: a well-known domain without its `@`.
fn missing_at(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let domain = suggest::ends_with_target(&lower)?;
    let local = text.get(..text.len().checked_sub(domain.len())?)?;
    // The keys that give an @ on one keyboard or another.
    let local = local
        .strip_suffix(['.', '#', '"', '*', '&', '!', '$', ' ', '/', '\\', '"', 'Q', '2', '\'', '€'])
        .unwrap_or(local);
    (!local.is_empty()).then(|| format!("{local}@{domain}"))
}

/// The first thing inside a longer text that looks like an address.
fn embedded(text: &str) -> Option<String> {
    let text = strip::percent_decode(text);
    let (before, after) = text.split_once('@')?;
    let in_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '\'');
    let start = before.char_indices().rev().take_while(|(_, c)| in_local(*c)).last()?.0;
    let host: String = after.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect();
    Some(format!("{}@{host}", before.get(start..)?))
}

/// Whether a text is a top-level domain that is really delegated.
pub(super) fn is_top_level(text: &str) -> bool {
    let lower = text.trim_end_matches(['.', '!', ',']).to_ascii_lowercase();
    // Capitalised words end sentences ("Me", "It").
    let written =
        text.starts_with(|c: char| c.is_ascii_lowercase()) || text.bytes().all(|byte| byte.is_ascii_uppercase());
    written && lower.split('.').next_back().is_some_and(suggest::is_delegated)
}

/// The Japanese carriers that gave out such local parts until 2009.
pub(super) fn is_jp_carrier(text: &str) -> bool {
    let host = text.rsplit('@').next().unwrap_or_default().trim().to_ascii_lowercase();
    ["docomo.ne.jp", "ezweb.ne.jp", "au.com"]
        .iter()
        .any(|carrier| host.strip_suffix(carrier).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// Whether the rest of the cell, its addresses taken out, says that this person must not be mailed.
pub(super) fn says_no(cell: &str, repair: &Repair) -> bool {
    let cell = cell.to_lowercase();
    let addresses =
        || repair.address().into_iter().chain(repair.others()).map(|address| address.as_str().to_lowercase());
    let note = |text: &str| addresses().fold(text.to_owned(), |note, address| note.replace(&address, " "));
    // What stands before a bracket is a name, its asides apart: "Bounce House Ltd <info@…>".
    let (name, rest) = cell.split_at(cell.rfind('<').unwrap_or(0));
    let mut asides = name.split(['(', '[']).skip(1).filter_map(|aside| aside.split([')', ']']).next());
    says(&note(&cell), &NO) || says(&note(rest), &LOOSE) || asides.any(|aside| says(&note(aside), &LOOSE))
}

/// Whether a note says so.
pub(super) fn is_no(note: &str) -> bool {
    let note = note.to_lowercase();
    says(&note, &NO) || says(&note, &LOOSE)
}

/// Whether a note, in lower case, holds one of these words or the beginning of it, as "casino mail" does not say
/// "no mail". Not every script has spaces between its words.
fn says(note: &str, words: &[&str]) -> bool {
    let note = note.replace(['-', '_'], " ");
    let begins = |at: usize| note.get(..at).is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric()));
    words.iter().any(|word| note.match_indices(word).any(|(at, _)| !word.starts_with(is_latin) || begins(at)))
}

fn is_latin(c: char) -> bool {
    c < '\u{250}'
}

/// In a name as well.
const NO: [&str; 78] = [
    "unsub",
    "opt out",
    "opted out",
    "optout",
    "do not mail",
    "do not email",
    "do not contact",
    "do not send",
    "don't mail",
    "don't email",
    "don't contact",
    "no mail",
    "no email",
    "no contact",
    "dnc",
    "dnm",
    "undeliverable",
    "deceased",
    "left company",
    "no longer",
    "blacklist",
    "blocklist",
    "abgemeldet",
    "abmeldung",
    "ausgetragen",
    "nicht anschreiben",
    "nicht mailen",
    "kein newsletter",
    "keine werbung",
    "widerrufen",
    "unzustellbar",
    "ungültig",
    "verstorben",
    "désabonn",
    "desabonn",
    "désinscri",
    "desinscri",
    "ne pas contacter",
    "ne pas envoyer",
    "dado de baja",
    "no contactar",
    "no enviar",
    "disiscritt",
    "non contattare",
    "uitgeschreven",
    "afgemeld",
    "wypisan",
    "newsletterabmeldung",
    "descadastr",
    "não enviar",
    "nao enviar",
    "não contactar",
    "não contatar",
    "avregistrer",
    "avanmäld",
    "afmeldt",
    "frameldt",
    "avmeldt",
    "odhlášen",
    "leiratkoz",
    "dezabonat",
    "отписан",
    "отписал",
    "не писать",
    "не отправлять",
    "配信停止",
    "退会",
    "退订",
    "수신거부",
    "abbestell",
    "niet mailen",
    "niet versturen",
    "nie wysyłać",
    "nie wysylac",
    "rezygnacja",
    "dada de baja",
    "non inviare",
    "plus de newsletter",
];
/// Behind an address or in brackets.
const LOOSE: [&str; 13] = [
    "bounce",
    "complain",
    "spam",
    "remove",
    "inactive",
    "invalid",
    "suppress",
    "baja",
    "gesperrt",
    "widerspruch",
    "cancellat",
    "cancelou",
    "opted",
];

/// Words for nothing.
const NOTHING: [&str; 61] = [
    "false",
    "true",
    "empty",
    "blank",
    "missing",
    "nothing",
    "no",
    "leer",
    "nicht vorhanden",
    "keine angabe",
    "keine e-mail",
    "keine email",
    "aucune",
    "vide",
    "vacío",
    "vacio",
    "no tiene",
    "geen",
    "ingen",
    "brak",
    "yok",
    "нет",
    "無",
    "n/a",
    "na",
    "n.a",
    "n/a/",
    "none",
    "null",
    "nil",
    "nan",
    "-",
    "--",
    "---",
    "x",
    "xx",
    "xxx",
    "test",
    "?",
    "??",
    "???",
    "unknown",
    "undefined",
    "not available",
    "not provided",
    "no email",
    "noemail",
    "no mail",
    "tbd",
    "tba",
    "keine",
    "kein",
    "unbekannt",
    "aucun",
    "ninguno",
    "nessuno",
    "sin correo",
    "k.a",
    "email",
    "e-mail",
    "@",
];

/// `#N/A`, `#REF!` and their like; `.`, `/`, `0`.
fn is_filler(lower: &str) -> bool {
    (lower.starts_with('#') && lower.ends_with(['!', '?', 'a']))
        || lower.chars().all(|c| !c.is_alphanumeric() && c != '@')
        || lower == "0"
}
