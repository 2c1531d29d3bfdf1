//! Replies: three digits, and what a server says beside them (RFC 5321 §4.2, RFC 3463).

use std::fmt;

/// One reply, with every byte the server sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    code: u16,
    enhanced: Option<EnhancedCode>,
    raw: Vec<u8>,
    text: String,
}

impl Reply {
    /// From the bytes of exactly one reply; the last line end may be missing.
    ///
    /// ```
    /// use listproof::smtp::Reply;
    /// let reply = Reply::parse(b"550-5.1.1 No such user\r\n550 5.1.1 here\r\n")?;
    /// assert_eq!((reply.code(), reply.text()), (550, "No such user\nhere"));
    /// # Ok::<(), listproof::smtp::ReplyError>(())
    /// ```
    ///
    /// # Errors
    /// Whatever [`ReplyParser::parse`] refuses; [`ReplyError::Malformed`] also where the reply is not complete, and
    /// [`ReplyError::Unsolicited`] where bytes follow it.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReplyError> {
        let mut parser = ReplyParser::new();
        let mut rest = bytes;
        let found = match parser.parse(&mut rest)? {
            None => parser.parse(&mut &b"\n"[..])?,
            found => found,
        };
        match found {
            Some(_) if !rest.is_empty() => Err(ReplyError::Unsolicited),
            found => found.ok_or(ReplyError::Malformed),
        }
    }

    /// 200 to 599.
    pub fn code(&self) -> u16 {
        self.code
    }

    /// The enhanced code (RFC 3463) of the last line that has one whose class agrees with the reply code.
    pub fn enhanced(&self) -> Option<EnhancedCode> {
        self.enhanced
    }

    /// The words: lines joined by `\n`, without reply codes and leading enhanced codes. A line that is not UTF-8 is
    /// read as Windows-1252; [`Reply::raw`] has what was sent.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Every byte of the reply, line ends included.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The words of each line, as in [`Reply::text`].
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.split('\n')
    }

    /// The enhanced code of each line that has one whose class agrees with the reply code.
    pub fn enhanced_lines(&self) -> impl Iterator<Item = EnhancedCode> {
        let class = self.code / 100;
        self.raw.split(|&b| b == b'\n').filter_map(move |line| split_enhanced(split_line(line).ok()?.words, class).0)
    }

    /// 2yz.
    pub fn is_success(&self) -> bool {
        self.code / 100 == 2
    }

    /// 4yz.
    pub fn is_transient(&self) -> bool {
        self.code / 100 == 4
    }

    /// 5yz.
    pub fn is_permanent(&self) -> bool {
        self.code / 100 == 5
    }
}

/// The codes alone: a server's words hold addresses, and addresses are personal data.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Reply");
        shown.field("code", &self.code).field("enhanced", &self.enhanced);
        shown.field("bytes", &self.raw.len()).finish_non_exhaustive()
    }
}

/// An enhanced status code (RFC 3463), such as `5.7.606`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EnhancedCode {
    /// 2, 4 or 5: as the first digit of the reply code.
    pub class: u16,
    /// Subject, 0 to 999: 1 addressing, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 policy.
    pub subject: u16,
    /// Detail, 0 to 999.
    pub detail: u16,
}

impl fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// Reads replies from bytes as they arrive, cut anywhere.
#[derive(Debug, Default)]
pub struct ReplyParser {
    raw: Vec<u8>,
    text: String,
    line_start: usize,
    lines: usize,
    code: Option<u16>,
    enhanced: Option<EnhancedCode>,
    failed: Option<ReplyError>,
}

impl ReplyParser {
    /// Nothing read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes from `input` what belongs to the next reply and leaves the rest: `None` asks for more bytes.
    ///
    /// # Errors
    /// [`ReplyError::Malformed`], [`ReplyError::MixedCodes`] or [`ReplyError::TooLong`]. After an error the place in
    /// the stream is lost, so the parser gives the same error for ever.
    pub fn parse(&mut self, input: &mut &[u8]) -> Result<Option<Reply>, ReplyError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let found = self.advance(input);
        self.failed = found.as_ref().err().copied();
        found
    }

    /// Whether bytes of an unfinished reply are held.
    pub fn is_partial(&self) -> bool {
        !self.raw.is_empty()
    }

    fn advance(&mut self, input: &mut &[u8]) -> Result<Option<Reply>, ReplyError> {
        while !input.is_empty() {
            let end = input.iter().position(|&b| b == b'\n');
            let (taken, rest) = input.split_at(end.map_or(input.len(), |at| at + 1));
            let line_len = self.raw.len() - self.line_start + taken.len();
            if line_len > LINE_LIMIT || self.raw.len() + taken.len() > REPLY_LIMIT {
                return Err(ReplyError::TooLong);
            }
            *input = rest;
            self.raw.extend_from_slice(taken);
            if end.is_some() && self.end_line()? {
                return Ok(Some(self.take()?));
            }
        }
        Ok(None)
    }

    /// Reads the line that ends at the end of `raw`; true where it is the reply's last.
    fn end_line(&mut self) -> Result<bool, ReplyError> {
        self.lines += 1;
        if self.lines > LINES_LIMIT {
            return Err(ReplyError::TooLong);
        }
        let bytes = self.raw.get(self.line_start..).unwrap_or_default();
        if bytes.iter().all(u8::is_ascii_whitespace) {
            // Some servers put an empty line before or between: it says nothing.
            self.line_start = self.raw.len();
            return Ok(false);
        }
        let line = split_line(bytes)?;
        let first = self.code.is_none();
        if self.code.is_some_and(|code| code != line.code) {
            return Err(ReplyError::MixedCodes);
        }
        self.code = Some(line.code);
        let (enhanced, words) = split_enhanced(line.words, line.code / 100);
        self.enhanced = enhanced.or(self.enhanced);
        if !first {
            self.text.push('\n');
        }
        decode(words, &mut self.text);
        let last = line.last;
        self.line_start = self.raw.len();
        Ok(last)
    }

    fn take(&mut self) -> Result<Reply, ReplyError> {
        let done = std::mem::take(self);
        let code = done.code.ok_or(ReplyError::Malformed)?;
        Ok(Reply { code, enhanced: done.enhanced, raw: done.raw, text: done.text })
    }
}

/// What is wrong with the bytes of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplyError {
    /// No three digits, or none of 2yz to 5yz.
    Malformed,
    /// Lines of one reply with different codes (RFC 5321 §4.2.1 wants the same): nobody knows which one counts.
    MixedCodes,
    /// A line or a reply over its limit.
    TooLong,
    /// A reply that nobody asked for.
    Unsolicited,
}

impl fmt::Display for ReplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "not an SMTP reply",
            Self::MixedCodes => "lines of one reply with different codes",
            Self::TooLong => "a reply over its size limit",
            Self::Unsolicited => "a reply that nobody asked for",
        })
    }
}

impl std::error::Error for ReplyError {}

struct Line<'a> {
    code: u16,
    last: bool,
    words: &'a [u8],
}

/// `550-words`, `550 words`, and what is seen beside them: a tab, an underscore, a colon, a bare code, words that
/// follow at once. Only a hyphen goes on; a fourth digit is no reply code.
fn split_line(bytes: &[u8]) -> Result<Line<'_>, ReplyError> {
    let bytes = bytes.trim_ascii_end();
    let Some((&[a, b, c], rest)) = bytes.split_first_chunk::<3>() else {
        return Err(ReplyError::Malformed);
    };
    if !(b'2'..=b'5').contains(&a) || !b.is_ascii_digit() || !c.is_ascii_digit() {
        return Err(ReplyError::Malformed);
    }
    let code = [a, b, c].iter().fold(0, |n, d| n * 10 + u16::from(d - b'0'));
    let words = match rest.split_first() {
        Some((d, _)) if d.is_ascii_digit() => return Err(ReplyError::Malformed),
        Some((b'-' | b' ' | b'\t' | b'_' | b':', words)) => words,
        _ => rest,
    };
    Ok(Line { code, last: rest.first() != Some(&b'-'), words: words.trim_ascii() })
}

/// `5.1.1 words`, and Cisco's `#5.1.1 words`: three numbers up to 999, of the reply code's own class.
fn split_enhanced(words: &[u8], class: u16) -> (Option<EnhancedCode>, &[u8]) {
    let mut rest = words.strip_prefix(b"#").unwrap_or(words);
    let mut numbers = [0u16; 3];
    for (i, number) in numbers.iter_mut().enumerate() {
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let (head, tail) = rest.split_at(digits);
        if !(1..=3).contains(&digits) {
            return (None, words);
        }
        *number = head.iter().fold(0, |n, d| n * 10 + u16::from(d - b'0'));
        rest = match (i, tail) {
            (2, tail) => tail,
            (_, [b'.', tail @ ..]) => tail,
            _ => return (None, words),
        };
    }
    // `5.1.1.7` is part of an address, `5.1.1x` is no code.
    let ends = match rest {
        [] => true,
        [b'.', next, ..] => !next.is_ascii_digit(),
        [next, ..] => !next.is_ascii_alphanumeric(),
    };
    let [found, subject, detail] = numbers;
    if !ends || found != class {
        return (None, words);
    }
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix(b":").unwrap_or(rest);
    (Some(EnhancedCode { class, subject, detail }), rest.trim_ascii_start())
}

/// UTF-8 where it is; else Windows-1252, the commonest of the rest, which has a letter for nearly every byte.
fn decode(bytes: &[u8], into: &mut String) {
    match std::str::from_utf8(bytes) {
        Ok(text) => into.push_str(text),
        Err(_) => into.extend(bytes.iter().map(|&b| match b {
            0x80..=0x9f => WINDOWS_1252.get(usize::from(b - 0x80)).copied().unwrap_or('\u{fffd}'),
            b => char::from(b),
        })),
    }
}

/// 0x80 to 0x9f; the rest of Windows-1252 is Latin-1.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// RFC 5321 §4.5.3.1.5 says 512 octets; real refusals with links and ids run to about 2,000.
const LINE_LIMIT: usize = 4 * 1024;
/// EHLO lists about 20 lines, the longest refusals seen about 15.
const LINES_LIMIT: usize = 512;
/// A server cannot make us hold more than this per connection.
const REPLY_LIMIT: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_no_address() {
        let reply = Reply::parse(b"550 5.1.1 <anna@example.org> unknown\r\n").unwrap();
        assert!(!format!("{reply:?}").contains("anna"));
    }

    #[test]
    fn windows_1252_is_read_by_hand() {
        let reply = Reply::parse(b"550 Usu\xe1rio inexistente \x93x\x94\r\n").unwrap();
        assert_eq!(reply.text(), "Usuário inexistente “x”");
        assert_eq!(reply.raw(), b"550 Usu\xe1rio inexistente \x93x\x94\r\n");
    }
}
