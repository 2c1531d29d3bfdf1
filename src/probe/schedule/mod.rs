//! Who is asked next, where, and when. Pure: it is told the time and every answer, and it owns the one
//! [`Contrast`] through which each answer passes before it becomes a verdict.
//!
//! Operator → Site → Host are the three neighbours that limits hang on. A *session* is one connection; between
//! two round trips the engine asks [`Schedule::turn`] what goes out next.

mod ask;
mod book;
mod end;
mod form;
mod hear;
mod hosts;
mod limits;
mod line;
mod lost;
mod open;
mod past;
mod replica;
mod roster;
mod session;
mod split;
mod trouble;
mod turn;

pub(crate) use hear::{Answer, Ended};
pub(crate) use open::{Next, Opening};
pub(crate) use past::{Memo, Place};
pub(crate) use roster::{Dice, Roster};
pub(crate) use turn::{Question, Turn};

use crate::probe::share::Shares;
use crate::syntax::{Address, HostName};
use crate::verdict::contrast::{Contrast, Member, Who};
use crate::verdict::{Cause, Evidence};
use book::{Domain, Host, Job, Operator, Phase, Site, Status, Timer, Words};
use limits::Announced;
use session::{Before, Session};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap, VecDeque};
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// What the whole run keeps to.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Sessions at once, over all operators.
    pub(crate) connections: usize,
    pub(crate) greylist_wait: Duration,
    pub(crate) give_up_after: Duration,
    pub(crate) confirm_wait: Duration,
    /// RCPTs in all.
    pub(crate) budget: Option<u64>,
    /// How many source addresses there are; a domain sticks to one.
    pub(crate) sources: u16,
    pub(crate) seed: u64,
    /// Wait for deferred addresses, or call them what they are at once.
    pub(crate) defers: bool,
    /// What is kept to together with other runs.
    pub(crate) shares: Shares,
    /// Say what is worth remembering should the process die.
    pub(crate) remembers: bool,
}

/// What one operator is given.
#[derive(Clone, Debug)]
pub(crate) struct Terms {
    pub(crate) connections: usize,
    /// Between two RCPTs; zero lifts the rate.
    pub(crate) interval: Duration,
    /// Between two new connections; zero lifts the rate.
    pub(crate) connect_interval: Duration,
    pub(crate) session_recipients: u32,
    pub(crate) session_refusals: u32,
    pub(crate) session_transactions: u32,
    pub(crate) transaction_recipients: u32,
    pub(crate) one_domain: bool,
    /// Nobody is named in the clear.
    pub(crate) tls_required: bool,
    /// Nobody is named in the clear where STARTTLS was announced and the handshake failed.
    pub(crate) tls_kept: bool,
    /// Enhanced codes that say "no" now and then to mailboxes that exist.
    pub(crate) intermittent: &'static [(u16, u16, u16)],
}

/// One mail host of a route.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(crate) name: HostName,
    pub(crate) ip: IpAddr,
    pub(crate) preference: u16,
}

/// A verdict in the making: who, why, and who said so.
#[derive(Clone, Debug)]
pub(crate) struct Settled {
    pub(crate) member: Member,
    pub(crate) cause: Cause,
    pub(crate) evidence: Box<Evidence>,
}

/// Why the run cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// No operator took a connection.
    NoWayOut,
    /// Every operator refused our MAIL FROM.
    SenderRefused,
    /// Names that do not exist are answered.
    LyingResolver,
    /// No name server answers.
    DeafResolver,
}

/// Members that wait at one operator.
#[derive(Clone, Debug)]
pub(crate) struct Queue {
    pub(crate) operator: String,
    pub(crate) waiting: u32,
    /// At the rate that it is asked.
    pub(crate) at_least: Duration,
}

/// What has been asked so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) connections: u64,
    pub(crate) rcpts: u64,
    pub(crate) sites: u64,
}

#[derive(Debug)]
pub(crate) struct Schedule {
    settings: Settings,
    operators: Vec<Operator>,
    operator_ids: HashMap<String, u32>,
    sites: Vec<Site>,
    site_ids: HashMap<String, u32>,
    hosts: Vec<Host>,
    host_ids: HashMap<(HostName, IpAddr, u32), u32>,
    domains: Vec<Domain>,
    members: Vec<Status>,
    /// What a member heard last, while it waits.
    words: HashMap<Member, Words>,
    /// The first member accepted at each spot: the present control.
    vouchers: HashMap<Member, Address>,
    sessions: HashMap<u64, Session>,
    contrast: Contrast,
    timers: BinaryHeap<Reverse<(Instant, Timer)>>,
    /// Operators that may want a session.
    attention: VecDeque<u32>,
    per_ip: HashMap<IpAddr, usize>,
    opened: u64,
    dice: Dice,
    settled: Vec<Settled>,
    input_open: bool,
    stopped: Option<&'static str>,
    unfit: Option<Unfit>,
    connected: bool,
    refused_operators: BTreeSet<u32>,
    /// Operators that took no connection, and whether twice.
    failed_operators: HashMap<u32, bool>,
    heard_member: bool,
    unasked: usize,
    tally: Tally,
    /// What the first of two operators said.
    opinions: HashMap<Member, Settled>,
    /// When a route was given first, and last.
    began: Option<Instant>,
    now: Option<Instant>,
    memos: Vec<Memo>,
    /// By domain without a route yet: what a former process remembered.
    past: HashMap<u32, Vec<Memo>>,
}

impl Schedule {
    pub(crate) fn new(settings: Settings) -> Self {
        let dice = Dice::new(settings.seed);
        Self {
            settings,
            operators: Vec::new(),
            operator_ids: HashMap::new(),
            sites: Vec::new(),
            site_ids: HashMap::new(),
            hosts: Vec::new(),
            host_ids: HashMap::new(),
            domains: Vec::new(),
            members: Vec::new(),
            words: HashMap::new(),
            vouchers: HashMap::new(),
            sessions: HashMap::new(),
            contrast: Contrast::default(),
            timers: BinaryHeap::new(),
            attention: VecDeque::new(),
            per_ip: HashMap::new(),
            opened: 0,
            dice,
            settled: Vec::new(),
            input_open: true,
            stopped: None,
            unfit: None,
            connected: false,
            refused_operators: BTreeSet::new(),
            failed_operators: HashMap::new(),
            heard_member: false,
            unasked: 0,
            tally: Tally::default(),
            opinions: HashMap::new(),
            began: None,
            now: None,
            memos: Vec::new(),
            past: HashMap::new(),
        }
    }

    /// A new domain, without a route yet; its number.
    pub(crate) fn domain(&mut self) -> u32 {
        let source = self.dice.roll(usize::from(self.settings.sources.max(1)));
        self.domains.push(Domain::new(u16::try_from(source).unwrap_or(0)));
        number(self.domains.len()) - 1
    }

    /// A member to be asked.
    pub(crate) fn add(&mut self, member: Member, domain: u32) {
        self.enter(member, domain);
        self.line_up(member, false);
    }

    fn enter(&mut self, member: Member, domain: u32) {
        let index = member as usize;
        if self.members.len() <= index {
            let blank = Status::of(0, Phase::Absent);
            self.members.resize(index + 1, blank);
        }
        let Some(status) = self.members.get_mut(index) else {
            return;
        };
        *status = Status::of(domain, Phase::Ready);
        self.unasked += 1;
        let Some(entry) = self.domains.get_mut(domain as usize) else {
            return;
        };
        entry.members.push(member);
        if let Some(site) = entry.site {
            self.counted(site, 1);
        }
    }

    /// The input has ended: operators that are through may be closed.
    pub(crate) fn finish(&mut self) {
        self.input_open = false;
        // They have grown by doubling, and nobody joins them any more.
        self.members.shrink_to_fit();
        for domain in &mut self.domains {
            domain.members.shrink_to_fit();
            domain.ready.shrink_to_fit();
        }
        (0..number(self.operators.len())).for_each(|operator| self.look_at(operator));
    }

    /// Where a domain's mail goes. `site` names the conversation it may share.
    pub(crate) fn route(
        &mut self,
        domain: u32,
        operator: &str,
        terms: Terms,
        site: &str,
        exchanges: &[Exchange],
        now: Instant,
    ) {
        self.began.get_or_insert(now);
        self.now = Some(now);
        let operator = self.operator(operator, terms, now);
        let site = self.site(operator, site, exchanges);
        let Some(entry) = self.domains.get_mut(domain as usize) else {
            return;
        };
        entry.site = Some(site);
        let waiting = number(entry.members.len());
        if let Some(site) = self.sites.get_mut(site as usize) {
            site.domains.push(domain);
        }
        if let Some(operator) = self.operators.get_mut(operator as usize) {
            operator.domains += 1;
            operator.all_domains.push(domain);
        }
        self.counted(site, i64::from(waiting));
        self.take_up(domain, operator, now);
        self.list_domain(domain);
    }

    /// The domain has no place to ask: the verdict of each of its members.
    pub(crate) fn fail(&mut self, domain: u32, cause: Cause, evidence: Evidence) {
        let Some(entry) = self.domains.get_mut(domain as usize) else {
            return;
        };
        self.past.remove(&domain);
        let evidence = Box::new(evidence);
        entry.failed = Some((cause, evidence.clone()));
        entry.ready.clear();
        for member in std::mem::take(&mut entry.members) {
            self.settle(member, cause, evidence.clone());
        }
    }

    /// A mailbox that the caller vouches for: asked as a present control, never reported. Refused, it is none.
    pub(crate) fn vouch(&mut self, domain: u32, address: Address) {
        let voucher = Member::MAX - number(self.vouchers.len());
        self.vouchers.insert(voucher, address);
        self.contrast.vouch(domain, voucher);
    }

    /// No further RCPT: sessions leave, and the rest is `not_probed`.
    pub(crate) fn stop(&mut self, why: &'static str) {
        self.stopped.get_or_insert(why);
    }

    /// Time is up: whoever still waits for a server waits no longer.
    pub(crate) fn cut(&mut self, now: Instant) {
        for id in self.sessions.keys().copied().collect::<Vec<_>>() {
            let session = self.sessions.get_mut(&id);
            let unanswered = session.map(|session| std::mem::take(&mut session.in_flight)).unwrap_or_default();
            self.ended(id, Ended::Left, &unanswered, now);
        }
    }

    pub(crate) fn drain(&mut self) -> Vec<Settled> {
        std::mem::take(&mut self.settled)
    }

    pub(crate) fn tally(&self) -> Tally {
        Tally { sites: self.sites.len() as u64, ..self.tally }
    }

    /// Members that were added and have neither been asked nor settled.
    pub(crate) fn unasked(&self) -> usize {
        self.unasked
    }

    /// The run cannot go on.
    pub(crate) fn unfit(&mut self, unfit: Unfit) {
        self.unfit = Some(unfit);
    }
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
