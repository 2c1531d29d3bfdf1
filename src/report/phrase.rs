//! What is said in the same words of thousands of rows, made ready to be written behind each of them.

use super::record::{is_formula, line, safe, shown};
use crate::{
    decision::Action,
    facts::{Data, Flags},
    list::Cells,
    verdict::{Cause, Verdict},
};

/// The cells of a [`Record`](super::Record) that its address has no part in, and those about it, made once.
pub(crate) struct Phrase {
    pub(crate) cause: Cause,
    pub(crate) risk: f32,
    /// By the host that answered.
    pub(crate) flags: Flags,
    /// `status` to `bounce_risk`.
    head: Box<str>,
    /// `also` to `smtp_reply`; between two pieces stands the address.
    tail: Box<[Box<str>]>,
}

/// What else is said of such a row.
pub(crate) struct Line<'a> {
    /// One that [`Phrase::suits`].
    pub(crate) address: &'a str,
    pub(crate) flags: Flags,
    pub(crate) action: Action,
    pub(crate) suggestion: Option<String>,
    /// As it is written; nothing where nobody was asked.
    pub(crate) checked_at: &'a str,
}

impl Phrase {
    /// What a verdict says in these words: between two pieces of them stands the address that the verdict is on.
    pub(crate) fn new<'a>(
        verdict: &Verdict,
        words: impl Iterator<Item = &'a str>,
        facts: &Data,
        delimiter: u8,
    ) -> Self {
        let evidence = verdict.evidence();
        let mut scratch = String::new();
        let mut head = Cells::new(delimiter);
        head.push(verdict.status().as_str());
        head.push(verdict.cause().as_str());
        head.push(shown(&mut scratch, format_args!("{:.2}", verdict.bounce_risk())));
        let mut tail = Cells::new(delimiter);
        tail.push("");
        tail.push(&safe(evidence.host.as_deref().unwrap_or_default()));
        tail.push(evidence.code.map_or("", |code| shown(&mut scratch, format_args!("{code}"))));
        tail.push(evidence.enhanced.map_or("", |code| shown(&mut scratch, format_args!("{code}"))));
        tail.push("");
        let mut flags = Flags::NONE;
        flags.set(Flags::DISPOSABLE, evidence.host.as_deref().is_some_and(|host| facts.disposable_host(host)));
        let mut pieces = reply(words, evidence.code.is_some(), delimiter);
        if let Some(first) = pieces.first_mut() {
            first.insert_str(0, tail.as_str());
        }
        Self {
            cause: verdict.cause(),
            risk: verdict.bounce_risk(),
            flags,
            head: head.as_str().into(),
            tail: pieces.into_iter().map(Into::into).collect(),
        }
    }

    /// Whether an address, which is ASCII and one as it would be mailed, can stand in a cell as it is, and in front of
    /// a suggestion: no formula, no leading apostrophe that a suggestion leaves out, no delimiter (a `|`), and not so
    /// long that with another domain it would be none.
    pub(crate) fn suits(address: &str, delimiter: u8) -> bool {
        let begins = address.bytes().next().is_some_and(|first| !matches!(first, b'=' | b'+' | b'-' | b'\''));
        begins && address.len() <= LONGEST && (delimiter != b'|' || !address.contains('|'))
    }

    /// Writes the cells of a row.
    pub(crate) fn write(&self, row: &Line<'_>, cells: &mut Cells) {
        cells.put(&self.head);
        cells.push_plain(row.action.as_str());
        cells.push_plain(row.address);
        match &row.suggestion {
            Some(meant) => cells.push(&safe(meant)),
            None => cells.push_plain(""),
        }
        cells.push_plain("");
        for (nth, flag) in row.flags.iter().enumerate() {
            cells.put(if nth > 0 { " " } else { "" });
            cells.put(flag);
        }
        for (nth, piece) in self.tail.iter().enumerate() {
            cells.put(if nth > 0 { row.address } else { "" });
            cells.put(piece);
        }
        cells.push_plain(row.checked_at);
    }
}

/// The cell of a server's words, or of ours in brackets, as `Record` writes it.
fn reply<'a>(words: impl Iterator<Item = &'a str>, theirs: bool, delimiter: u8) -> Vec<String> {
    let words: Vec<&str> = words.collect();
    let mut pieces: Vec<String> = words.iter().map(|words| line(words)).collect();
    let (empty, formula) = (pieces.iter().map(String::len).sum::<usize>() == 0 && pieces.len() < 2, words.first());
    let (before, behind) = match (theirs, empty) {
        (false, false) => ("(", ")"),
        _ if formula.is_some_and(|first| is_formula(first)) => ("'", ""),
        _ => ("", ""),
    };
    let quoted = pieces.iter().any(|piece| piece.bytes().any(|byte| byte == delimiter || byte == b'"'));
    if quoted {
        pieces.iter_mut().for_each(|piece| *piece = piece.replace('"', "\"\""));
    }
    let quote = if quoted { "\"" } else { "" };
    if let Some(first) = pieces.first_mut() {
        first.insert_str(0, before);
        first.insert_str(0, quote);
    }
    if let Some(last) = pieces.last_mut() {
        last.push_str(behind);
        last.push_str(quote);
    }
    pieces
}

/// Bytes. No suggestion is longer by as many as a path has room for beyond (254, RFC 5321 §4.5.3.1.3).
const LONGEST: usize = 160;
