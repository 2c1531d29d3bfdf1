//! Replies.
use std::fmt;
/// `5.7.606`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EnhancedCode {
    /// 2, 4 or 5.
    pub class: u16,
    /// Subject.
    pub subject: u16,
    /// Detail.
    pub detail: u16,
}
impl fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}
/// (skeleton) One reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    code: u16,
    enhanced: Option<EnhancedCode>,
    text: String,
}
impl Reply {
    /// From the bytes of exactly one reply.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReplyError> {
        let mut b = bytes;
        ReplyParser::new()
            .parse(&mut b)?
            .ok_or(ReplyError::Malformed)
    }
    /// 200 to 599.
    pub fn code(&self) -> u16 {
        self.code
    }
    /// The enhanced code (of the last line that has one whose class agrees with the reply code).
    pub fn enhanced(&self) -> Option<EnhancedCode> {
        self.enhanced
    }
    /// Lines joined by `\n`, without codes; invalid UTF-8 replaced.
    pub fn text(&self) -> &str {
        &self.text
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
/// What is wrong with the bytes of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplyError {
    /// No three digits, or none of 2yz to 5yz.
    Malformed,
    /// Lines of one reply with different codes.
    MixedCodes,
    /// A line or a reply over its limit.
    TooLong,
    /// A reply that nobody asked for.
    Unsolicited,
}
impl fmt::Display for ReplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}
impl std::error::Error for ReplyError {}
/// (skeleton) Incremental.
#[derive(Debug, Default)]
pub struct ReplyParser {
    buf: Vec<u8>,
}
impl ReplyParser {
    /// Empty.
    pub fn new() -> Self {
        Self::default()
    }
    /// Takes from `input` what belongs to the next reply and leaves the rest.
    pub fn parse(&mut self, input: &mut &[u8]) -> Result<Option<Reply>, ReplyError> {
        while let Some((&b, rest)) = input.split_first() {
            *input = rest;
            self.buf.push(b);
            if b == b'\n' {
                let line = String::from_utf8_lossy(&std::mem::take(&mut self.buf))
                    .trim_end()
                    .to_owned();
                if line.as_bytes().get(3) == Some(&b'-') {
                    continue;
                }
                let code = line
                    .get(..3)
                    .and_then(|c| c.parse().ok())
                    .ok_or(ReplyError::Malformed)?;
                return Ok(Some(Reply {
                    code,
                    enhanced: None,
                    text: line.get(4..).unwrap_or("").to_owned(),
                }));
            }
        }
        Ok(None)
    }
}
