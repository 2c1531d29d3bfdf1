//! What servers say, and what must come of it: the dialogues of `tests/dialogues/*.txt`, each at every cut of the
//! server's bytes.
//!
//! A file holds dialogues of one topic; a line that begins with `#` is a remark. One dialogue:
//!
//! ```text
//! == Postfix: unknown in the virtual alias table      a name
//! tls: off                     or `required`; without it, TLS where it is offered
//! early                        the server speaks before it is asked, see below
//! RCPT: anna@example.org       pushed into the session at this place
//! reset                        what is pushed next goes into a new transaction
//! hello PIPELINING SMTPUTF8    greeting, EHLO and the reply with these keywords, or none
//! mail                         MAIL FROM and 250
//! C: RCPT TO:<anna@example.org>
//! S: 550 5.1.1 <anna@example.org>: User unknown
//! => anna@example.org: no_mailbox strong
//! ```
//!
//! We are `probe.example.net` at 192.0.2.1 and send as `verify@example.net`.
//!
//! - `S:` is a line from the server. `\xE9` is that octet; a `\` at the end means that the line end is still to come.
//!   `S: <tls ok>` and `S: <tls fails>` end a handshake, `S: <hangs up>` and `S: <silent 60s>` a connection or our
//!   patience, `S: <flood 5000>` is a line that long.
//! - `C:` is a line from us. Lines in a row are one write, and nothing may be written that is not here. The goodbye
//!   may be left out: at the end of the dialogue the session is closed, says QUIT, and hears 221.
//! - `=> ADDRESS: CAUSE` is what `classify` makes of the answer to the recipient; `strong` behind it where the words
//!   are, else they must be weak. More may follow: `whose` (`recipient`, `transaction`, `session`, `operator`) and
//!   `retry 300s`. In place of a cause: `unanswered`, or `unsupported` for a recipient who needs SMTPUTF8. Everybody
//!   who was pushed needs such a line; a second push of the same address needs a second one.
//! - `=> failure: …` is how the session ended before its time: `refusal STAGE CAUSE`, `disconnect STAGE`,
//!   `timeout STAGE`, `protocol STAGE BREACH`, `tls not_offered`, `tls handshake`, `tls refused CAUSE`.
//! - `=> alike: ADDRESS ADDRESS` says that two replies have one fingerprint, `=> unlike:` that they have two.
//!
//! The server's lines up to our next one arrive together. They are cut into chunks of one octet, two, and so on up to
//! all, and the session is asked what to do after each chunk, and once more after the last one only: nothing but the
//! time may differ. An `early` dialogue is played in the second manner alone: where our command went out before the
//! server's premature answer was read, nobody can tell that it was premature.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "dialogues/play.rs"]
mod play;
#[path = "dialogues/script.rs"]
mod script;

use listproof::world::Mood;
use play::{judge, play};
use script::{Dialogue, Expected, Step};
use std::path::{Path, PathBuf};

#[test]
fn each_dialogue_at_every_cut() {
    let mut problems = Vec::new();
    for dialogue in dialogues() {
        match play(&dialogue, usize::MAX, false) {
            Err(problem) => problems.push(dialogue.at(problem)),
            Ok(whole) => {
                problems.extend(judge(&dialogue, &whole).into_iter().map(|p| dialogue.at(p)));
                for chunk in 1..=dialogue.longest() {
                    for patient in [false, true] {
                        match play(&dialogue, chunk, patient) {
                            _ if dialogue.early && !patient => {}
                            Ok(events) if events == whole => {}
                            Ok(_) => problems.push(format!("{} ends otherwise at chunks of {chunk}", dialogue.place())),
                            Err(problem) => problems.push(dialogue.at(problem) + &format!(" (at chunks of {chunk})")),
                        }
                    }
                }
            }
        }
    }
    let shown: Vec<_> = problems.iter().take(MOST_SHOWN).map(String::as_str).collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), shown.join("\n"));
}

#[test]
fn there_are_many_of_them_and_no_two_of_one_name() {
    let all = dialogues();
    assert!(all.len() >= 120, "{}", all.len());
    let mut names: Vec<_> = all.iter().map(|dialogue| &dialogue.name).collect();
    names.sort_unstable();
    for pair in names.windows(2) {
        assert_ne!(pair[0], pair[1]);
    }
}

/// But for those that show between conversations, or not in one at all.
#[test]
fn each_mood_of_the_world_is_among_them() {
    let all = dialogues();
    for (mood, _, traits) in listproof::world::MOODS {
        // Several hosts, the resolver, the people of the list, or nobody who listens: `tests/worlds.rs` has them.
        if traits.iter().any(|of| matches!(of, Mood::Around(_) | Mood::Down | Mood::MaxConnections(_))) {
            continue;
        }
        let start = format!("mood {mood}: ");
        assert!(all.iter().any(|dialogue| dialogue.name.starts_with(&start)), "{mood}");
    }
}

/// A dialogue that cannot fail proves nothing: each of its expectations, and each line of ours, is made wrong in turn.
#[test]
fn each_dialogue_can_fail() {
    for dialogue in dialogues() {
        for at in 0..dialogue.expected.len() {
            let mut wrong = dialogue.clone();
            let line = wrong.expected[at].0;
            wrong.expected[at].1 = wrong.expected[at].1.otherwise();
            let events = play(&wrong, usize::MAX, true).unwrap();
            assert!(!judge(&wrong, &events).is_empty(), "{}:{line} holds either way", wrong.file);
        }
        for at in 0..dialogue.steps.len() {
            let mut wrong = dialogue.clone();
            let line = wrong.steps[at].0;
            let Step::Client(said) = &mut wrong.steps[at].1 else { continue };
            said.insert_str(0, "NOOP\r\n");
            assert!(play(&wrong, usize::MAX, true).is_err(), "{}:{line} was not said, yet passes", wrong.file);
        }
    }
}

#[test]
fn what_is_malformed_is_refused_with_its_line() {
    let refused = |text: &str| script::parse("x.txt", text).unwrap_err();
    let start = "== one\nRCPT: anna@example.org\nhello\nmail\nC: RCPT TO:<anna@example.org>\nS: 250 ok\n";
    assert!(script::parse("x.txt", &format!("{start}=> anna@example.org: accepted\n")).is_ok());
    for (text, line) in [
        ("S: 250 ok\n".to_owned(), 1),
        ("== one\n== two\n".to_owned(), 1),
        ("== one\nRCPT: anna\n".to_owned(), 2),
        ("== one\nserver: 250 ok\n".to_owned(), 2),
        ("== one\ntls: perhaps\n".to_owned(), 2),
        ("== one\nS: <tls maybe>\n".to_owned(), 2),
        ("== one\nS: 250 \\xZZ\n".to_owned(), 2),
        (start.to_owned(), 1),
        (format!("{start}=> anna@example.org: acepted\n"), 7),
        (format!("{start}=> anna@example.org: accepted strng\n"), 7),
        (format!("{start}=> ben@example.org: accepted\n"), 7),
        (format!("{start}=> anna@example.org: accepted\n=> anna@example.org: accepted\n"), 8),
        (format!("{start}=> failure: boredom rcpt\n"), 7),
        (format!("{start}=> anna@example.org: accepted\n=> alike: anna@example.org\n"), 8),
        (format!("{start}=> anna@example.org: accepted\nC: QUIT\n"), 8),
    ] {
        let error = refused(&text);
        assert!(error.starts_with(&format!("x.txt:{line}: ")), "{error} for {text:?}");
    }
}

/// All dialogues, in the order of their files' names.
fn dialogues() -> Vec<Dialogue> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort_unstable();
    let mut all = Vec::new();
    for path in files {
        let name = format!("tests/dialogues/{}", path.file_name().unwrap().to_string_lossy());
        match script::parse(&name, &std::fs::read_to_string(&path).unwrap()) {
            Ok(dialogues) => all.extend(dialogues),
            Err(problem) => panic!("{problem}"),
        }
    }
    all
}

impl Expected {
    /// What it must not be.
    fn otherwise(&self) -> Self {
        match self.clone() {
            Self::Answer(to, meaning) => match meaning.strong {
                true => Self::Answer(to, script::Words { strong: false, ..meaning }),
                false => Self::Answer(to, script::Words { cause: script::another(meaning.cause), ..meaning }),
            },
            Self::Unanswered(to) => Self::Unsupported(to),
            Self::Unsupported(to) => Self::Unanswered(to),
            Self::Failure(what) => Self::Failure(what + " no"),
            Self::Alike(a, b, alike) => Self::Alike(a, b, !alike),
        }
    }
}

/// A rule that breaks may break them all.
const MOST_SHOWN: usize = 100;
