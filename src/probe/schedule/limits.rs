//! What a server says it takes in one session (RFC 9422, RFC 2920), and what a session keeps to.

use super::{Schedule, Session, number};
use crate::smtp::{Capabilities, Extension};

/// The limits of an EHLO reply; where it has none, ours alone hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Announced {
    /// RCPTs in a transaction.
    recipients: u32,
    /// MAILs in a session.
    transactions: u32,
    /// Recipient domains in a session.
    domains: u32,
    /// RCPTs in a write: each that goes out by itself has its own place in the pace.
    pub(super) batch: usize,
}

impl Default for Announced {
    fn default() -> Self {
        Self { recipients: u32::MAX, transactions: u32::MAX, domains: u32::MAX, batch: usize::MAX }
    }
}

impl Announced {
    fn new(capabilities: &Capabilities) -> Self {
        Self {
            recipients: capabilities.rcpt_max().unwrap_or(u32::MAX),
            transactions: capabilities.mail_max().unwrap_or(u32::MAX),
            domains: capabilities.rcpt_domain_max().unwrap_or(u32::MAX),
            batch: if capabilities.has(Extension::Pipelining) { usize::MAX } else { 1 },
        }
    }
}

impl Schedule {
    /// The server has greeted us: from here on the session keeps to the limits that it announced.
    pub(crate) fn greeted(&mut self, id: u64, capabilities: &Capabilities) {
        if let Some(session) = self.sessions.get_mut(&id) {
            session.announced = Announced::new(capabilities);
        }
    }

    /// Recipients in a transaction of this session.
    pub(super) fn transaction_limit(&self, session: &Session) -> u32 {
        let terms = self.operators.get(session.operator as usize).map_or(1, |entry| entry.terms.transaction_recipients);
        let learnt = self.learnt_limit(session).unwrap_or(u32::MAX);
        terms.min(learnt).min(session.announced.recipients).max(1)
    }

    /// What its site took in a transaction, where that was less than it was given.
    pub(super) fn learnt_limit(&self, session: &Session) -> Option<u32> {
        self.sites.get(session.site as usize)?.transaction_recipients
    }

    /// Transactions in this session. A single recipient a session leaves no room for a control, and nobody could ever be
    /// judged: one transaction more is risked there, which the server may refuse.
    pub(super) fn transactions_limit(&self, session: &Session) -> u32 {
        let terms = self.operators.get(session.operator as usize).map_or(0, |entry| entry.terms.session_transactions);
        terms.min(session.announced.transactions).max(LEAST_RECIPIENTS.div_ceil(self.transaction_limit(session)))
    }
}

impl Session {
    /// Whether another domain, or this one, may be asked about here.
    pub(super) fn takes_domain(&self, domain: Option<u32>) -> bool {
        let met = |domain: &u32| self.threads.contains(domain) || self.done.contains(domain);
        let further = self.threads.iter().filter(|open| !self.done.contains(open)).count();
        domain.as_ref().is_some_and(met) || number(self.done.len() + further) < self.announced.domains
    }
}

/// A member and its control.
const LEAST_RECIPIENTS: u32 = 2;
