//! The words of refusals, as data: one file per family of languages, one automaton for all.
//!
//! A row is a stem, not a sentence. Some say enough alone ([`Say::Blocked`]: "blacklist"); most say something only
//! beside another word of the same sentence: a subject ([`Say::Who`]: "mailbox") and what is said of it
//! ([`Say::Gone`]: "unknown"), in either order and in any mixture of languages. See `classify` for what follows.

mod asia;
mod baltic;
pub(super) mod codes;
mod cyrillic;
mod doubt;
mod english;
mod germanic;
mod levant;
mod plain;
mod romance;
mod slavic;
mod south;

use super::mask;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::{collections::HashSet, sync::LazyLock};

/// What a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Say {
    // Enough alone, in the order in which they are believed: whatever is about us before whatever is about a mailbox.
    /// Asked to come back, as everybody is.
    Grey,
    /// The recipient takes no strangers.
    Restricted,
    /// The address needs SMTPUTF8.
    Utf8,
    /// Too many recipients, or recipients that do not go together, in this transaction.
    Batch,
    /// Too much, too fast.
    Rate,
    /// Our IP address: lists, reputation.
    Blocked,
    /// Our sender, HELO, reverse DNS, SPF, DKIM, DMARC.
    Sender,
    /// Encryption is wanted.
    Tls,
    /// Not a domain of theirs, in so many words: "relaying denied, log in first".
    Denied,
    /// A login is wanted.
    Auth,
    /// Not a domain of theirs.
    Relay,
    /// A rule, a filter, the content.
    Policy,
    /// The server's own trouble.
    Trouble,
    /// The conversation went wrong.
    Protocol,
    /// The domain is wrong, not the mailbox.
    NoDomain,
    /// Two things at once, of which nobody knows which: "unknown or mailbox full".
    Either,
    /// Full.
    Full,
    /// Closed for good.
    Disabled,
    /// Closed for now.
    Suspended,
    /// No such mailbox.
    NoMailbox,
    /// Words that say nothing for certain, though they sound like more.
    Unsure,
    /// No way to this address: Exim says so of an unknown local part as of an unknown domain.
    NoRoute,
    /// Come back later, for no reason given.
    Later,
    // Subjects.
    /// Mailbox, user, recipient, account.
    Who,
    /// Address: may be unknown, but "invalid address" may be about its syntax.
    Addr,
    /// Domain.
    Domain,
    /// Our sender.
    From,
    /// Our IP address, host, client, connection.
    Us,
    // What is said of a subject.
    /// Unknown, does not exist, not found.
    Gone,
    /// Invalid.
    Bad,
    /// Disabled, closed, deleted, expired.
    Off,
    /// Suspended, locked, blocked, inactive.
    Held,
    /// Full, over quota.
    Brim,
    /// Blocked, refused, listed, not allowed.
    Ban,
    /// Takes no mail.
    Refuse,
    // Beside both.
    /// Temporarily.
    Temp,
    /// Somebody else was asked: with a sender beside it, about the sender.
    Callout,
    /// Yours, that is ours: before a user or an account, the sender.
    Your,
    /// Ours, or what would be if: who is unknown in the same sentence may be we.
    Doubt,
    /// "Your message", "the user you wrote to": no doubt whose mailbox is meant.
    Theirs,
    /// Between two things of which nobody knows which.
    Or,
    /// Sounds like a predicate and is none: "unknown error", "cannot". Silences what is within.
    Mute,
}

impl Say {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Mute as usize + 1;

    pub(super) const fn is_subject(self) -> bool {
        matches!(self, Self::Who | Self::Addr | Self::Domain | Self::From | Self::Us)
    }

    pub(super) const fn is_predicate(self) -> bool {
        matches!(self, Self::Gone | Self::Bad | Self::Off | Self::Held | Self::Brim | Self::Ban | Self::Refuse)
    }
}

/// One row where it was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) say: Say,
    /// The row, as it is written in its file.
    pub(super) row: &'static str,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Calls `found` for each row in folded `words`, overlaps included, in one pass.
pub(super) fn scan(words: &str, mut found: impl FnMut(Hit)) {
    let Some((automaton, rows)) = ROWS.as_ref() else {
        return;
    };
    for hit in automaton.find_overlapping_iter(words) {
        if let Some(&(say, row)) = rows.get(hit.pattern().as_usize()) {
            found(Hit { say, row, start: hit.start(), end: hit.end() });
        }
    }
}

/// Whether a word, with the space on either side, is a small one of honest refusals, which makes nothing doubtful.
/// These are asked for one by one, where something is said to be gone: most replies need none of them.
pub(super) fn is_plain(word: &str) -> bool {
    PLAIN.as_ref().is_some_and(|automaton| automaton.is_match(word))
}

/// A language's rows: what they say, and the stems that say so, parted by `|`. A stem begins where a word begins
/// (`*` before it: anywhere; as in scripts that run words together or prefix their articles) and ends anywhere
/// (`_` after it: where a word ends).
type Rows = &'static [(Say, &'static str)];

/// Every language, by its tag.
const LANGUAGES: &[(&str, Rows)] = &[
    ("en", english::ROWS),
    ("codes", codes::ROWS),
    ("doubt", doubt::ROWS),
    ("de", germanic::GERMAN),
    ("nl", germanic::DUTCH),
    ("sv", germanic::SWEDISH),
    ("da", germanic::DANISH),
    ("no", germanic::NORWEGIAN),
    ("fr", romance::FRENCH),
    ("es", romance::SPANISH),
    ("pt", romance::PORTUGUESE),
    ("it", romance::ITALIAN),
    ("ro", romance::ROMANIAN),
    ("ca", romance::CATALAN),
    ("pl", slavic::POLISH),
    ("cs", slavic::CZECH_SLOVAK),
    ("hr", slavic::CROATIAN),
    ("sl", slavic::SLOVENIAN),
    ("ru", cyrillic::RUSSIAN),
    ("uk", cyrillic::UKRAINIAN),
    ("bg", cyrillic::BULGARIAN),
    ("sr", cyrillic::SERBIAN),
    ("fi", baltic::FINNISH),
    ("et", baltic::ESTONIAN),
    ("hu", baltic::HUNGARIAN),
    ("lt", baltic::LITHUANIAN),
    ("lv", baltic::LATVIAN),
    ("el", levant::GREEK),
    ("tr", levant::TURKISH),
    ("ar", levant::ARABIC),
    ("he", levant::HEBREW),
    ("fa", levant::PERSIAN),
    ("ja", asia::JAPANESE),
    ("zh", asia::CHINESE),
    ("ko", asia::KOREAN),
    ("vi", south::VIETNAMESE),
    ("th", south::THAI),
    ("id", south::INDONESIAN),
    ("hi", south::HINDI),
];

type Table = (AhoCorasick, Vec<(Say, &'static str)>);

/// Built once; `None` only if the rows could not be compiled, which a test rules out.
static ROWS: LazyLock<Option<Table>> = LazyLock::new(|| {
    let mut patterns = Vec::new();
    let mut rows = Vec::new();
    // Related languages share stems; each is found once.
    let mut seen = HashSet::new();
    for (say, list) in LANGUAGES.iter().flat_map(|(_, rows)| rows.iter()) {
        for row in list.split('|') {
            let pattern = pattern(row);
            if seen.insert((*say, pattern.clone())) {
                patterns.push(pattern);
                rows.push((*say, row));
            }
        }
    }
    Some((automaton(&patterns)?, rows))
});

/// Built at the first reply that needs it.
static PLAIN: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let patterns: Vec<_> = plain::STEMS.iter().flat_map(|list| list.split('|')).map(pattern).collect();
    automaton(&patterns)
});

fn automaton(patterns: &[String]) -> Option<AhoCorasick> {
    let built = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        // States near the root are visited most: there a table of all bytes, deeper a list.
        .dense_depth(4)
        .build(patterns);
    built.ok()
}

/// A row as it stands in folded text.
fn pattern(row: &str) -> String {
    let (row, whole) = row.strip_suffix('_').map_or((row, false), |row| (row, true));
    let (row, inside) = row.strip_prefix('*').map_or((row, false), |row| (row, true));
    // Names that the mask leaves, such as `@ip`, hold a sign that folding would drop.
    let folded = if row.starts_with('@') { row.to_owned() } else { mask::fold_phrase(row) };
    let inside = inside || folded.chars().next().is_some_and(runs_together);
    format!("{}{}{}", if inside { "" } else { " " }, folded, if whole { " " } else { "" })
}

/// Scripts that write no space between words, or none after articles and prepositions.
fn runs_together(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{6ff}' | '\u{e00}'..='\u{e7f}' | '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_compiles_and_says_something() {
        let (_, rows) = ROWS.as_ref().unwrap();
        assert!(rows.len() > 1_000, "{}", rows.len());
        for (say, row) in rows {
            assert!(pattern(row).trim().chars().count() >= 2, "{say:?} {row:?}");
        }
    }

    #[test]
    fn plain_stems_are_words() {
        for stem in plain::STEMS.iter().flat_map(|list| list.split('|')) {
            let pattern = pattern(stem);
            assert!(pattern.trim().chars().count() >= 2 && !pattern.trim().contains(' '), "{stem:?}");
        }
        assert!(is_plain(" sorry ") && is_plain(" deliverable ") && is_plain(" an ") && !is_plain(" ant "));
    }

    #[test]
    fn every_language_speaks_of_the_five_great_things() {
        for (tag, rows) in LANGUAGES.iter().filter(|(tag, _)| !matches!(*tag, "codes" | "doubt")) {
            let has = |any: &[Say]| rows.iter().any(|(say, _)| any.contains(say));
            assert!(has(&[Say::Who]) && has(&[Say::Gone]), "{tag}: unknown user");
            assert!(has(&[Say::Brim, Say::Full]), "{tag}: full");
            assert!(has(&[Say::Off]), "{tag}: disabled");
            assert!(has(&[Say::Blocked]) && has(&[Say::Ban]), "{tag}: blocked");
            assert!(has(&[Say::Rate]), "{tag}: rate");
        }
    }
}
