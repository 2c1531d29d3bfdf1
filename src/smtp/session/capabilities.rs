//! What a server says it can do (RFC 5321 §4.1.1.1).

use crate::smtp::Reply;

/// The extensions of an EHLO reply. A HELO reply has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    announced: u8,
    size: Option<u64>,
    rcpt_max: Option<u32>,
    mail_max: Option<u32>,
    rcpt_domain_max: Option<u32>,
    unknown: u32,
}

/// An extension that matters to a client which never sends DATA, or that tells servers apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Extension {
    /// RFC 2920: several commands in one write.
    Pipelining,
    /// RFC 3207.
    StartTls,
    /// RFC 6531: local parts beyond ASCII.
    SmtpUtf8,
    /// RFC 6152.
    EightBitMime,
    /// RFC 2034.
    EnhancedStatusCodes,
    /// RFC 1870.
    Size,
    /// RFC 9422.
    Limits,
}

impl Capabilities {
    /// From the reply to EHLO: one keyword a line, in any case, behind the greeting line. What is not known is
    /// counted, not kept.
    pub fn from_ehlo(reply: &Reply) -> Self {
        let mut found = Self::default();
        for line in reply.text().split('\n').skip(1) {
            let mut words = line.split_ascii_whitespace();
            if let Some(keyword) = words.next() {
                found.add(keyword, words);
            }
        }
        found
    }

    /// Whether the server announced it.
    pub fn has(&self, extension: Extension) -> bool {
        self.announced & bit(extension) != 0
    }

    /// The largest message in octets (RFC 1870 §4); zero means no fixed limit.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// Recipients in one transaction, `RCPTMAX` (RFC 9422 §4.2).
    pub fn rcpt_max(&self) -> Option<u32> {
        self.rcpt_max
    }

    /// Transactions in one session, `MAILMAX` (RFC 9422 §4.1).
    pub fn mail_max(&self) -> Option<u32> {
        self.mail_max
    }

    /// Recipient domains in one session, `RCPTDOMAINMAX` (RFC 9422 §4.3).
    pub fn rcpt_domain_max(&self) -> Option<u32> {
        self.rcpt_domain_max
    }

    /// How many other keywords there were.
    pub fn unknown(&self) -> u32 {
        self.unknown
    }

    fn add<'a>(&mut self, keyword: &str, mut words: impl Iterator<Item = &'a str>) {
        let known = KEYWORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(keyword));
        let Some(&(_, extension)) = known else {
            self.unknown = self.unknown.saturating_add(1);
            return;
        };
        self.announced |= bit(extension);
        match extension {
            Extension::Size => self.size = words.next().and_then(|word| word.parse().ok()),
            Extension::Limits => words.for_each(|word| self.limit(word)),
            _ => {}
        }
    }

    fn limit(&mut self, word: &str) {
        let Some((name, value)) = word.split_once('=') else {
            return;
        };
        // RFC 9422 §3: a limit is never zero; one that cannot be read is as good as none.
        let value = value.parse().ok().filter(|&n: &u32| n > 0);
        for (known, place) in [
            ("RCPTMAX", &mut self.rcpt_max),
            ("MAILMAX", &mut self.mail_max),
            ("RCPTDOMAINMAX", &mut self.rcpt_domain_max),
        ] {
            if name.eq_ignore_ascii_case(known) {
                *place = value;
            }
        }
    }
}

fn bit(extension: Extension) -> u8 {
    1 << extension as u8
}

const KEYWORDS: [(&str, Extension); 7] = [
    ("PIPELINING", Extension::Pipelining),
    ("STARTTLS", Extension::StartTls),
    ("SMTPUTF8", Extension::SmtpUtf8),
    ("8BITMIME", Extension::EightBitMime),
    ("ENHANCEDSTATUSCODES", Extension::EnhancedStatusCodes),
    ("SIZE", Extension::Size),
    ("LIMITS", Extension::Limits),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &str) -> Capabilities {
        Capabilities::from_ehlo(&Reply::parse(bytes.as_bytes()).unwrap())
    }

    #[test]
    fn keywords_in_any_case_with_their_values() {
        let found = read(concat!(
            "250-mx.example.org at your service\r\n250-pipelining\r\n250-SIZE 35882577\r\n250-StartTLS\r\n",
            "250-LIMITS RCPTMAX=20 mailmax=5 RCPTDOMAINMAX=1 NEW=7\r\n250-XCLIENT ADDR\r\n250-CHUNKING\r\n250 SMTPUTF8\r\n",
        ));
        assert!(found.has(Extension::Pipelining) && found.has(Extension::StartTls) && found.has(Extension::SmtpUtf8));
        assert!(!found.has(Extension::EightBitMime) && !found.has(Extension::EnhancedStatusCodes));
        assert_eq!((found.size(), found.unknown()), (Some(35_882_577), 2));
        assert_eq!((found.rcpt_max(), found.mail_max(), found.rcpt_domain_max()), (Some(20), Some(5), Some(1)));
    }

    #[test]
    fn the_greeting_line_is_no_keyword_and_a_zero_no_limit() {
        let found = read("250-STARTTLS\r\n250-SIZE\r\n250 LIMITS RCPTMAX=0 MAILMAX=x\r\n");
        assert!(!found.has(Extension::StartTls));
        assert!(found.has(Extension::Size) && found.has(Extension::Limits));
        assert_eq!((found.size(), found.rcpt_max(), found.mail_max()), (None, None, None));
    }
}
