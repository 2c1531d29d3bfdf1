//! One verdict as bytes. Numbers are LEB128, texts are led by their length; nothing here follows the order in which
//! the crate declares its enums, so that they may grow.

use crate::smtp::{EnhancedCode, Stage};
use crate::syntax::Address;
use crate::verdict::{Cause, Control, ControlKind, Evidence, Status, Verdict};
use std::net::IpAddr;

/// A verdict and what the store notes beside it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) verdict: Verdict,
    /// The run that learnt it.
    pub(super) run: u64,
    /// Whether the run was ended before it could learn more.
    pub(super) cut: bool,
}

impl Row {
    /// The row of this mailbox; `None` if these bytes are none, or not what was written.
    pub(super) fn decode(key: &[u8], bytes: &[u8]) -> Option<Self> {
        let (bytes, sum) = bytes.split_last_chunk()?;
        if u32::from_le_bytes(*sum) != checksum(key, bytes) {
            return None;
        }
        let mut input = Input(bytes);
        let (head, flags) = Head::read(&mut input)?;
        let attempts = input.byte()?;
        let own = if flags & OWN_SPELLING == 0 { None } else { Some(input.text()?) };
        let spelling = own.map_or_else(|| std::str::from_utf8(key).ok(), Some)?;
        let has = |flag: u64| flags & flag != 0;
        let evidence = Evidence {
            stage: if has(STAGE) { Some(stage_of(input.byte()?)?) } else { None },
            host: if has(HOST) { Some(input.text()?.to_owned()) } else { None },
            ip: if has(IP) { Some(input.ip()?) } else { None },
            source: if has(SOURCE) { Some(input.ip()?) } else { None },
            code: if has(CODE) { Some(input.short()?) } else { None },
            enhanced: if has(ENHANCED) { Some(input.enhanced()?) } else { None },
            text: input.text()?.to_owned(),
            controls: input.controls()?,
            attempts,
            tls: has(TLS),
            at: head.at,
        };
        let address: Address = spelling.parse().ok()?;
        Some(Self { verdict: Verdict::new(address, head.cause, evidence), run: head.run, cut: has(CUT) })
    }
}

/// The bytes of a verdict.
pub(super) fn encode(key: &str, verdict: &Verdict, run: u64, cut: bool) -> Vec<u8> {
    let evidence = verdict.evidence();
    let spelling = verdict.address().as_str();
    let mut out = Output(Vec::with_capacity(96));
    out.byte(number_of(verdict.cause()));
    let flags = [
        (TLS, evidence.tls),
        (CUT, cut),
        (OWN_SPELLING, spelling != key),
        (STAGE, evidence.stage.is_some()),
        (HOST, evidence.host.is_some()),
        (IP, evidence.ip.is_some()),
        (SOURCE, evidence.source.is_some()),
        (CODE, evidence.code.is_some()),
        (ENHANCED, evidence.enhanced.is_some()),
    ];
    out.number(flags.iter().filter(|(_, set)| *set).map(|(flag, _)| flag).sum());
    out.number(evidence.at);
    out.number(run);
    out.byte(evidence.attempts);
    if spelling != key {
        out.text(spelling);
    }
    out.evidence(evidence);
    let sum = checksum(key.as_bytes(), &out.0);
    out.0.extend_from_slice(&sum.to_le_bytes());
    out.0
}

/// FNV-1a. A disk that loses a bit must not turn one cause into another: whoever opens a store that was closed well
/// looks at no checksum of the engine's.
fn checksum(key: &[u8], row: &[u8]) -> u32 {
    key.iter().chain(row).fold(0x811c_9dc5, |sum: u32, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// What a row says first, and all that is read of it when rows are purged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) cause: Cause,
    pub(super) at: u64,
    pub(super) run: u64,
}

impl Head {
    /// Of a row's bytes.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        Self::read(&mut Input(bytes)).map(|(head, _)| head)
    }

    pub(super) fn status(&self) -> Status {
        self.cause.status()
    }

    fn read(input: &mut Input<'_>) -> Option<(Self, u64)> {
        let cause = CAUSES.get(usize::from(input.byte()?)).copied()?;
        let flags = input.number()?;
        Some((Self { cause, at: input.number()?, run: input.number()? }, flags))
    }
}

struct Output(Vec<u8>);

impl Output {
    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number as u8 & 0x7f) | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// As much of a text as is kept, to the end of a character.
    fn text(&mut self, text: &str) {
        let kept = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default();
        self.number(kept.len() as u64);
        self.0.extend_from_slice(kept.as_bytes());
    }

    fn ip(&mut self, ip: IpAddr) {
        match ip {
            IpAddr::V4(ip) => {
                self.byte(4);
                self.0.extend_from_slice(&ip.octets());
            }
            IpAddr::V6(ip) => {
                self.byte(6);
                self.0.extend_from_slice(&ip.octets());
            }
        }
    }

    fn evidence(&mut self, evidence: &Evidence) {
        if let Some(stage) = evidence.stage {
            self.byte(number_of_stage(stage));
        }
        if let Some(host) = &evidence.host {
            self.text(host);
        }
        evidence.ip.into_iter().chain(evidence.source).for_each(|ip| self.ip(ip));
        if let Some(code) = evidence.code {
            self.number(code.into());
        }
        if let Some(code) = evidence.enhanced {
            [code.class, code.subject, code.detail].into_iter().for_each(|part| self.number(part.into()));
        }
        self.text(&evidence.text);
        let controls = evidence.controls.get(..MOST_CONTROLS).unwrap_or(&evidence.controls);
        self.number(controls.len() as u64);
        for control in controls {
            self.byte(number_of_kind(control.kind));
            self.number(control.code.into());
        }
    }
}

/// Bytes that may be anything: each reading may fail, none may panic.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn byte(&mut self) -> Option<u8> {
        self.0.split_off_first().copied()
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn short(&mut self) -> Option<u16> {
        self.number()?.try_into().ok()
    }

    fn text(&mut self) -> Option<&'a str> {
        let len = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.0.split_off(..len)?).ok()
    }

    fn ip(&mut self) -> Option<IpAddr> {
        match self.byte()? {
            4 => self.0.split_off(..4).and_then(|octets| <[u8; 4]>::try_from(octets).ok()).map(IpAddr::from),
            6 => self.0.split_off(..16).and_then(|octets| <[u8; 16]>::try_from(octets).ok()).map(IpAddr::from),
            _ => None,
        }
    }

    fn enhanced(&mut self) -> Option<EnhancedCode> {
        Some(EnhancedCode { class: self.short()?, subject: self.short()?, detail: self.short()? })
    }

    fn controls(&mut self) -> Option<Vec<Control>> {
        let len = usize::try_from(self.number()?).ok().filter(|len| *len <= MOST_CONTROLS)?;
        (0..len).map(|_| Some(Control::new(kind_of(self.byte()?)?, self.short()?))).collect()
    }
}

fn number_of(cause: Cause) -> u8 {
    // Every cause is in the table, as a test shows; one that is not would be asked again.
    number_in(CAUSES, cause, NOT_PROBED)
}

fn number_of_stage(stage: Stage) -> u8 {
    number_in(STAGES, stage, 0)
}

fn stage_of(number: u8) -> Option<Stage> {
    STAGES.get(usize::from(number)).copied()
}

fn number_of_kind(kind: ControlKind) -> u8 {
    number_in(KINDS, kind, 0)
}

fn kind_of(number: u8) -> Option<ControlKind> {
    KINDS.get(usize::from(number)).copied()
}

fn number_in<T: Copy + PartialEq>(table: &[T], what: T, otherwise: u8) -> u8 {
    table.iter().position(|entry| *entry == what).and_then(|at| u8::try_from(at).ok()).unwrap_or(otherwise)
}

/// Bytes of a text: what a server says beyond them is hardly ever about the mailbox.
const LONGEST: usize = 500;
/// Controls of a verdict; it rests on three at most.
const MOST_CONTROLS: usize = 8;

const TLS: u64 = 1;
const CUT: u64 = 1 << 1;
/// The address differs from its key.
const OWN_SPELLING: u64 = 1 << 2;
const STAGE: u64 = 1 << 3;
const HOST: u64 = 1 << 4;
const IP: u64 = 1 << 5;
const CODE: u64 = 1 << 6;
const ENHANCED: u64 = 1 << 7;
const SOURCE: u64 = 1 << 8;

/// The number of a cause is its place here: append, never move.
const CAUSES: &[Cause] = &[
    Cause::NotProbed,
    Cause::Accepted,
    Cause::AcceptsAll,
    Cause::Unconfirmed,
    Cause::MailboxFull,
    Cause::MailboxSuspended,
    Cause::RecipientRestricted,
    Cause::BadSyntax,
    Cause::NoDomain,
    Cause::NoMailHost,
    Cause::NullMx,
    Cause::UnroutableHost,
    Cause::NoMailbox,
    Cause::MailboxDisabled,
    Cause::Smtputf8Unsupported,
    Cause::DnsFailure,
    Cause::PrivateHost,
    Cause::Unreachable,
    Cause::Timeout,
    Cause::Greylisted,
    Cause::RateLimited,
    Cause::ServerTrouble,
    Cause::TlsRequired,
    Cause::AuthRequired,
    Cause::RelayDenied,
    Cause::SenderBlocked,
    Cause::SenderRejected,
    Cause::PolicyRejected,
    Cause::ProtocolError,
    Cause::Indistinct,
];
const NOT_PROBED: u8 = 0;
/// Append, never move.
const STAGES: &[Stage] =
    &[Stage::Greeting, Stage::Ehlo, Stage::Helo, Stage::StartTls, Stage::Mail, Stage::Rcpt, Stage::Reset, Stage::Quit];
/// Append, never move.
const KINDS: &[ControlKind] =
    &[ControlKind::Absent, ControlKind::Present, ControlKind::Neighbour, ControlKind::Postmaster];

#[cfg(test)]
mod tests {
    use super::*;

    fn full(address: &str, cause: Cause) -> Verdict {
        let evidence = Evidence {
            stage: Some(Stage::Rcpt),
            host: Some("mx.example.org".into()),
            ip: Some("2001:db8::1".parse().unwrap()),
            source: Some("192.0.2.1".parse().unwrap()),
            code: Some(550),
            enhanced: Some(EnhancedCode { class: 5, subject: 7, detail: 606 }),
            text: "Nö\nso".into(),
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
                let row = Row::decode(key.as_bytes(), &bytes).unwrap();
                assert_eq!(row, Row { verdict, run: nth as u64 * 1000, cut: nth % 2 == 0 });
            }
        }
    }

    #[test]
    fn a_row_is_small_and_a_long_text_is_cut_between_characters() {
        let short = Verdict::new("bert@example.org".parse().unwrap(), Cause::NoDomain, Evidence::default());
        assert!(encode("bert@example.org", &short, 1, false).len() < 12);
        let evidence = Evidence { text: "é".repeat(10_000), ..Evidence::default() };
        let long = Verdict::new("bert@example.org".parse().unwrap(), Cause::NoMailbox, evidence);
        let bytes = encode("bert@example.org", &long, 1, false);
        let row = Row::decode(b"bert@example.org", &bytes).unwrap();
        assert_eq!(row.verdict.evidence().text.len(), LONGEST);
    }

    #[test]
    fn bytes_that_are_no_row_are_none_and_never_a_panic() {
        let verdict = full("Anna@example.org", Cause::NoMailbox);
        let bytes = encode("anna@example.org", &verdict, 7, false);
        for end in 0..bytes.len() {
            assert_eq!(Row::decode(b"anna@example.org", &bytes[..end]), None);
        }
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_eq!(Row::decode(b"anna@example.org", &other), None, "one bit at {at}");
        }
        assert_eq!(Row::decode(b"bert@example.org", &bytes), None, "another's row");
        assert!(Head::of(&[0xff; 40]).is_none() && Row::decode(b"\xff", &[]).is_none());
    }
}
