//! What we say, and the only place that writes CRLF (RFC 5321 §4.1).

use crate::syntax::{Address, Domain};

/// One command. No DATA, BDAT, VRFY or EXPN: what has no variant cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command<'a> {
    /// RFC 5321 §4.1.1.1.
    Ehlo(&'a Domain),
    /// For servers that know no EHLO (RFC 5321 §3.2).
    Helo(&'a Domain),
    /// RFC 3207.
    StartTls,
    /// RFC 5321 §4.1.1.2, with the parameter of RFC 6531 §3.4.
    Mail { from: &'a Address, smtputf8: bool },
    /// RFC 5321 §4.1.1.3.
    Rcpt(&'a Address),
    /// RFC 5321 §4.1.1.5.
    Reset,
    /// RFC 5321 §4.1.1.10.
    Quit,
}

impl Command<'_> {
    /// Adds the line. Names and addresses hold no CR, LF or NUL by their types, so none is looked for.
    pub(crate) fn write(self, out: &mut Vec<u8>) {
        let parts: [&str; 3] = match self {
            Self::Ehlo(helo) => ["EHLO ", helo.as_str(), ""],
            Self::Helo(helo) => ["HELO ", helo.as_str(), ""],
            Self::StartTls => ["STARTTLS", "", ""],
            Self::Mail { from, smtputf8: true } => ["MAIL FROM:<", from.as_str(), "> SMTPUTF8"],
            Self::Mail { from, smtputf8: false } => ["MAIL FROM:<", from.as_str(), ">"],
            Self::Rcpt(to) => ["RCPT TO:<", to.as_str(), ">"],
            Self::Reset => ["RSET", "", ""],
            Self::Quit => ["QUIT", "", ""],
        };
        for part in parts {
            out.extend_from_slice(part.as_bytes());
        }
        out.extend_from_slice(b"\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_is_one_line() {
        let helo: Domain = "probe.example.net".parse().unwrap();
        let anna: Address = "anna@example.org".parse().unwrap();
        let all = [
            (Command::Ehlo(&helo), "EHLO probe.example.net\r\n"),
            (Command::Helo(&helo), "HELO probe.example.net\r\n"),
            (Command::StartTls, "STARTTLS\r\n"),
            (Command::Mail { from: &anna, smtputf8: false }, "MAIL FROM:<anna@example.org>\r\n"),
            (Command::Mail { from: &anna, smtputf8: true }, "MAIL FROM:<anna@example.org> SMTPUTF8\r\n"),
            (Command::Rcpt(&anna), "RCPT TO:<anna@example.org>\r\n"),
            (Command::Reset, "RSET\r\n"),
            (Command::Quit, "QUIT\r\n"),
        ];
        for (command, line) in all {
            let mut out = Vec::new();
            command.write(&mut out);
            assert_eq!(out, line.as_bytes());
        }
    }
}
