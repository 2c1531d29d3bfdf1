//! One verdict as bytes: when, in which run, and what was [said](Said), with a checksum behind it; and what is kept for
//! a while.

use super::said::{Input, Output, Said};
use crate::syntax::Address;
use crate::verdict::{Cause, Verdict};

/// The bytes of a mailbox's verdict, taken apart and not yet understood.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    pub(super) at: u64,
    /// The run that learnt it.
    pub(super) run: u64,
    /// Whether the run was ended before it could learn more.
    pub(super) cut: bool,
    spelling: Option<&'a str>,
    pub(super) said: &'a [u8],
}

impl<'a> Row<'a> {
    /// The row of this mailbox; `None` if these bytes are none, or not what was written.
    pub(super) fn of(key: &[u8], bytes: &'a [u8]) -> Option<Self> {
        let (row, sum) = bytes.split_last_chunk()?;
        if u32::from_le_bytes(*sum) != checksum(key, row) { None } else { Self::read(row) }
    }

    /// Unchecked, as far as when and why it was said.
    pub(super) fn head(bytes: &'a [u8]) -> Option<(u64, Cause)> {
        let row = Self::read(bytes)?;
        Some((row.at, Said::cause(row.said)?))
    }

    fn read(row: &'a [u8]) -> Option<Self> {
        let mut input = Input(row);
        let (at, run, marks) = (input.number()?, input.number()?, input.byte()?);
        let spelling = if marks & OWN_SPELLING == 0 { None } else { Some(input.text()?) };
        Some(Self { at, run, cut: marks & CUT != 0, spelling, said: input.0 })
    }

    /// The verdict on this mailbox.
    pub(super) fn verdict(&self, key: &str) -> Option<Verdict> {
        let address: Address = self.spelling.unwrap_or(key).parse().ok()?;
        Some(Said::decode(self.said)?.verdict(address, self.at))
    }
}

/// The bytes of a verdict.
pub(super) fn encode(key: &str, verdict: &Verdict, run: u64, cut: bool) -> Vec<u8> {
    let spelling = verdict.address().as_str();
    let own = spelling != key;
    let mut out = Output(Vec::with_capacity(128));
    out.number(verdict.evidence().at);
    out.number(run);
    out.byte(if own { OWN_SPELLING } else { 0 } | if cut { CUT } else { 0 });
    if own {
        out.text(spelling);
    }
    out.0.extend(Said::encode(verdict.cause(), verdict.evidence(), verdict.address()));
    let sum = checksum(key.as_bytes(), &out.0);
    out.0.extend_from_slice(&sum.to_le_bytes());
    out.0
}

/// What may be believed for a while, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lease<'a> {
    pub(super) at: u64,
    pub(super) until: u64,
    pub(super) bytes: &'a [u8],
}

impl<'a> Lease<'a> {
    /// What is kept under this key; `None` if these bytes are none, or not what was written.
    pub(super) fn of(key: &[u8], bytes: &'a [u8]) -> Option<Self> {
        let (row, sum) = bytes.split_last_chunk()?;
        let mut input = Input(row);
        let (at, until) = (input.number()?, input.number()?);
        (u32::from_le_bytes(*sum) == checksum(key, row)).then_some(Self { at, until, bytes: input.0 })
    }

    pub(super) fn encode(&self, key: &[u8]) -> Vec<u8> {
        let mut out = Output(Vec::with_capacity(self.bytes.len() + 16));
        out.number(self.at);
        out.number(self.until);
        out.0.extend_from_slice(self.bytes);
        let sum = checksum(key, &out.0);
        out.0.extend_from_slice(&sum.to_le_bytes());
        out.0
    }

    /// Whether it is believed at `now`. A clock that was set back since knows nothing of how long ago it was.
    pub(super) fn holds(&self, now: u64) -> bool {
        (self.at..self.until).contains(&now)
    }
}

/// Eight bytes at a time, each step without loss. A disk that loses a bit must not turn one cause into another: whoever
/// opens a store that was closed well looks at no checksum of the engine's.
fn checksum(key: &[u8], row: &[u8]) -> u32 {
    let step = |sum: u64, word: u64| {
        let product = (sum ^ word).wrapping_mul(MIX);
        product ^ product >> 32
    };
    let sum = [key, row].into_iter().fold(0, |sum, part| {
        let (words, rest) = part.as_chunks::<8>();
        let sum = words.iter().fold(sum, |sum, word| step(sum, u64::from_le_bytes(*word)));
        // At most seven bytes, and how many.
        step(sum, rest.iter().fold(rest.len() as u64, |word, byte| word << 8 | u64::from(*byte)))
    });
    step(sum, 0) as u32
}

/// An odd number without a pattern (the golden ratio's digits).
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
/// The address differs from its key.
const OWN_SPELLING: u8 = 1;
const CUT: u8 = 1 << 1;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::{EnhancedCode, Stage};
    use crate::verdict::{Control, ControlKind, Evidence};

    /// The verdict, the run and whether it was cut.
    fn decode(key: &str, bytes: &[u8]) -> Option<(Verdict, u64, bool)> {
        let row = Row::of(key.as_bytes(), bytes)?;
        Some((row.verdict(key)?, row.run, row.cut))
    }

    fn full(address: &str, cause: Cause) -> Verdict {
        let evidence = Evidence {
            stage: Some(Stage::Rcpt),
            host: Some("mx.example.org".into()),
            ip: Some("2001:db8::1".parse().unwrap()),
            source: Some("192.0.2.1".parse().unwrap()),
            code: Some(550),
            enhanced: Some(EnhancedCode { class: 5, subject: 7, detail: 606 }),
            text: format!("Nö\n<{address}>: {address} so"),
            controls: vec![Control::new(ControlKind::Absent, 550), Control::new(ControlKind::Postmaster, 250)],
            attempts: 3,
            tls: true,
            at: 1_800_000_000,
        };
        Verdict::new(address.parse().unwrap(), cause, evidence)
    }

    #[test]
    fn every_cause_comes_back_with_all_its_evidence() {
        for (nth, cause) in Cause::ALL.iter().enumerate() {
            let bare = Verdict::new("bert@example.org".parse().unwrap(), *cause, Evidence::default());
            for verdict in [full("Anna@example.org", *cause), bare] {
                let key = verdict.address().key();
                let bytes = encode(&key, &verdict, nth as u64 * 1000, nth % 2 == 0);
                assert_eq!(decode(&key, &bytes), Some((verdict, nth as u64 * 1000, nth % 2 == 0)));
                assert_eq!(Row::head(&bytes).unwrap().1, *cause);
            }
        }
    }

    /// A NUL in a server's text is a NUL, not the address.
    #[test]
    fn the_place_of_the_address_cannot_be_forged() {
        let evidence = Evidence { text: "\0 <bert@example.org>".into(), ..Evidence::default() };
        let verdict = Verdict::new("bert@example.org".parse().unwrap(), Cause::NoMailbox, evidence);
        let bytes = encode("bert@example.org", &verdict, 1, false);
        assert_eq!(decode("bert@example.org", &bytes), Some((verdict, 1, false)));
    }

    #[test]
    fn a_row_is_small_and_a_long_text_is_cut_between_characters() {
        let short = Verdict::new("bert@example.org".parse().unwrap(), Cause::NoDomain, Evidence::default());
        assert!(encode("bert@example.org", &short, 1, false).len() <= 12);
        let evidence = Evidence { text: "é".repeat(10_000), ..Evidence::default() };
        let long = Verdict::new("bert@example.org".parse().unwrap(), Cause::NoMailbox, evidence);
        let bytes = encode("bert@example.org", &long, 1, false);
        let (verdict, ..) = decode("bert@example.org", &bytes).unwrap();
        assert_eq!(verdict.evidence().text.len(), 500);
    }

    #[test]
    fn bytes_that_are_no_row_are_none_and_never_a_panic() {
        let verdict = full("Anna@example.org", Cause::NoMailbox);
        let bytes = encode("anna@example.org", &verdict, 7, false);
        for end in 0..bytes.len() {
            assert_eq!(decode("anna@example.org", &bytes[..end]), None);
        }
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_eq!(decode("anna@example.org", &other), None, "one bit at {at}");
        }
        assert_eq!(decode("bert@example.org", &bytes), None, "another's row");
        assert!(Row::head(&[0xff; 40]).is_none() && Row::of(b"\xff", &[]).is_none());
    }

    #[test]
    fn a_lease_holds_from_its_beginning_to_its_end() {
        let lease = Lease { at: 1_000, until: 1_300, bytes: b"mx" };
        let row = lease.encode(b"example.org");
        assert_eq!(Lease::of(b"example.org", &row), Some(lease));
        assert_eq!(Lease::of(b"example.net", &row), None);
        assert_eq!(Lease::of(b"example.org", &row[..row.len() - 1]), None);
        assert_eq!([999, 1_000, 1_299, 1_300].map(|now| lease.holds(now)), [false, true, true, false]);
    }
}
