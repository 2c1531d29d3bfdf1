//! Why the program ends, as an exit status and one line.

use listproof::{Error, ErrorKind};
use std::error::Error as _;
use std::process::ExitCode;

/// The end of the program: a status, and a line for standard error unless all is well.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    pub(crate) code: u8,
    pub(crate) line: Option<String>,
}

impl Stop {
    /// Nothing more to do.
    pub(crate) const fn done() -> Self {
        Self { code: 0, line: None }
    }

    /// The run could not go on.
    pub(crate) fn failed(line: impl Into<String>) -> Self {
        Self::new(1, line)
    }

    /// A flag, a value, or what is missing.
    pub(crate) fn usage(line: impl Into<String>) -> Self {
        Self::new(2, line)
    }

    /// The list did not pass.
    pub(crate) fn gate(line: impl Into<String>) -> Self {
        Self::new(3, line)
    }

    /// Our side, or its name servers: nothing could be learnt.
    pub(crate) fn unfit(line: &str) -> Self {
        Self::new(4, format!("not fit to ask: {line}"))
    }

    /// Ended by a signal: 128 and its number, as shells say.
    pub(crate) fn interrupted(code: u8, line: impl Into<String>) -> Self {
        Self::new(code, line)
    }

    /// Tells standard error, and ends.
    pub(crate) fn exit(&self) -> ExitCode {
        if let Some(line) = &self.line {
            eprintln!("verify_csv: {line}");
        }
        ExitCode::from(self.code)
    }

    fn new(code: u8, line: impl Into<String>) -> Self {
        // One line, whatever a file name or a server put into it.
        let line = line.into().replace(char::is_control, "\u{fffd}");
        Self { code, line: Some(line) }
    }
}

impl From<Error> for Stop {
    /// The library's line, and the cause beneath it.
    fn from(error: Error) -> Self {
        let code = if matches!(error.kind(), ErrorKind::Unfit(_)) { 4 } else { 1 };
        let line = match error.source() {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        };
        Self::new(code, line)
    }
}
