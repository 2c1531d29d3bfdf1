//! What was said of a mailbox, without to whom and when: a server says the same of thousands. Numbers are LEB128, texts
//! are led by their length; nothing here follows the order in which the crate declares its enums, so that they may grow.

use crate::smtp::{EnhancedCode, Stage};
use crate::syntax::Address;
use crate::verdict::{Cause, Control, ControlKind, Evidence, Verdict};
use std::net::IpAddr;

/// A cause and its evidence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) cause: Cause,
    /// Its time is left open, and so is the address where `named`.
    evidence: Evidence,
    named: bool,
}

impl Said {
    /// What was said of this address, as bytes.
    pub(crate) fn encode(cause: Cause, evidence: &Evidence, address: &Address) -> Vec<u8> {
        let mut out = Output(Vec::with_capacity(96));
        out.byte(number_of(cause));
        let text = evidence.text.get(..evidence.text.floor_char_boundary(LONGEST)).unwrap_or_default();
        let named = text.contains(address.as_str()) && !text.contains(ADDRESS);
        let flags = [
            (TLS, evidence.tls),
            (NAMED, named),
            (STAGE, evidence.stage.is_some()),
            (HOST, evidence.host.is_some()),
            (IP, evidence.ip.is_some()),
            (SOURCE, evidence.source.is_some()),
            (CODE, evidence.code.is_some()),
            (ENHANCED, evidence.enhanced.is_some()),
        ];
        out.number(flags.iter().filter(|(_, set)| *set).map(|(flag, _)| flag).sum());
        out.byte(evidence.attempts);
        match named {
            true => out.evidence(evidence, &text.replace(address.as_str(), ADDRESS.encode_utf8(&mut [0]))),
            false => out.evidence(evidence, text),
        }
        out.0
    }

    /// `None` for bytes that are none of ours.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes);
        let cause = cause_of(input.byte()?)?;
        let flags = input.number()?;
        let attempts = input.byte()?;
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
            at: 0,
        };
        Some(Self { cause, evidence, named: has(NAMED) })
    }

    /// The cause alone.
    pub(crate) fn cause(bytes: &[u8]) -> Option<Cause> {
        cause_of(*bytes.first()?)
    }

    /// Its words, piece by piece: between two of them stands the address.
    #[cfg(all(feature = "engine", feature = "list"))]
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.evidence.text.split(|letter| self.named && letter == ADDRESS)
    }

    /// Said of this address at that time, in seconds since 1970.
    pub(crate) fn verdict(&self, address: Address, at: u64) -> Verdict {
        let mut evidence = Evidence { at, ..self.evidence.clone() };
        if self.named {
            evidence.text = evidence.text.replace(ADDRESS, address.as_str());
        }
        Verdict::new(address, self.cause, evidence)
    }
}

pub(crate) struct Output(pub(crate) Vec<u8>);

impl Output {
    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number as u8 & 0x7f) | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn ip(&mut self, ip: IpAddr) {
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

    fn evidence(&mut self, evidence: &Evidence, text: &str) {
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
        self.text(text);
        let controls = evidence.controls.get(..MOST_CONTROLS).unwrap_or(&evidence.controls);
        self.number(controls.len() as u64);
        for control in controls {
            self.byte(number_of_kind(control.kind));
            self.number(control.code.into());
        }
    }
}

/// Bytes that may be anything: each reading may fail, none may panic.
pub(crate) struct Input<'a>(pub(crate) &'a [u8]);

impl<'a> Input<'a> {
    pub(crate) fn byte(&mut self) -> Option<u8> {
        self.0.split_off_first().copied()
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
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

    pub(crate) fn short(&mut self) -> Option<u16> {
        self.number()?.try_into().ok()
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let len = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.0.split_off(..len)?).ok()
    }

    pub(crate) fn ip(&mut self) -> Option<IpAddr> {
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

fn cause_of(number: u8) -> Option<Cause> {
    CAUSES.get(usize::from(number)).copied()
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
/// The text holds the address, and [`ADDRESS`] in its place.
const NAMED: u64 = 1 << 1;
const STAGE: u64 = 1 << 3;
const HOST: u64 = 1 << 4;
const IP: u64 = 1 << 5;
const CODE: u64 = 1 << 6;
const ENHANCED: u64 = 1 << 7;
const SOURCE: u64 = 1 << 8;
/// No address holds it.
const ADDRESS: char = '\0';

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
