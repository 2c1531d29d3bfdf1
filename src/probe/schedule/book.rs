//! What is on the books: operators, sites, hosts, domains and members.

use super::Terms;
use super::{Exchange, Queue, Schedule, number};
use crate::probe::pace::Pace;
use crate::probe::share::Share;
use crate::syntax::{Address, HostName};
use crate::verdict::contrast::{Member, Spot, Who};
use crate::verdict::{Cause, Control, Evidence};
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::net::IpAddr;
use std::time::Instant;

#[derive(Debug)]
pub(super) struct Operator {
    pub(super) terms: Terms,
    /// Its pace and its connections, over all runs.
    pub(super) share: Share,
    /// Sessions allowed at once: grown from 1, shrunk on trouble.
    pub(super) allowed: usize,
    pub(super) sessions: usize,
    pub(super) paused_until: Option<Instant>,
    /// Signs of a block in a row.
    pub(super) trips: u8,
    pub(super) tripped: bool,
    /// Members that still have to be asked, or asked again.
    pub(super) asking: u32,
    pub(super) sites: VecDeque<u32>,
    pub(super) domains: usize,
    pub(super) jobs: VecDeque<Job>,
    /// Rounds of closing questions so far.
    pub(super) rounds: u8,
    /// Somebody was asked here.
    pub(super) asked: bool,
    /// Since when nobody is left to ask, while the input is still open.
    pub(super) idle_since: Option<Instant>,
    pub(super) queued: bool,
    pub(super) all_domains: Vec<u32>,
    /// Domains that heard words about us since somebody else was accepted.
    pub(super) troubled: BTreeSet<u32>,
    /// Whoever was accepted first is known to whoever goes on with the run.
    pub(super) remembered: bool,
    /// The last words about us, for those that are given up with it.
    pub(super) last_words: Option<(Cause, Box<Evidence>)>,
    /// Sites that speak at another host for the time being (see [`Schedule::ask_replicas`]).
    pub(super) moved: Vec<u32>,
}

#[derive(Debug)]
pub(super) struct Site {
    pub(super) operator: u32,
    pub(super) hosts: Vec<u32>,
    pub(super) current: Option<u32>,
    /// The host that another one stands in for.
    pub(super) home: Option<u32>,
    /// Domains with members ready to be asked.
    pub(super) ready: VecDeque<u32>,
    pub(super) domains: Vec<u32>,
    /// Recipients that a transaction takes, once a server has said so.
    pub(super) transaction_recipients: Option<u32>,
    pub(super) listed: bool,
    pub(super) dead: Option<(Cause, Box<Evidence>)>,
    /// The site of the first operator, where this is the second's: its less preferred hosts wait for both.
    pub(super) beside: Option<u32>,
    /// The second operator among its best hosts, and these hosts.
    pub(super) parted: Option<(String, Vec<Exchange>)>,
}

#[derive(Debug)]
pub(super) struct Host {
    pub(super) name: HostName,
    pub(super) ip: IpAddr,
    pub(super) preference: u16,
    pub(super) fails: u8,
    pub(super) down_until: Option<Instant>,
    pub(super) last_error: Option<(Cause, String)>,
    /// Refusals after which it cut us off, and how often.
    pub(super) cuts: HashMap<u32, u8>,
    pub(super) refusal_limit: Option<u32>,
    /// The most answers, and refusals, that it gave in one session.
    pub(super) longest: u32,
    pub(super) most_refused: u32,
    /// Answers after which it cut us off, and how often.
    pub(super) met: HashMap<u32, u8>,
    pub(super) recipient_limit: Option<u32>,
    /// How often such a limit proved to be none.
    pub(super) doubts: u8,
    pub(super) one_by_one: bool,
    /// It has answered about somebody; and how many sessions in a row ended at their first recipient since.
    pub(super) talked: bool,
    pub(super) mute: u8,
    pub(super) plain: bool,
    pub(super) no_smtputf8: bool,
}

#[derive(Debug)]
pub(super) struct Domain {
    pub(super) site: Option<u32>,
    pub(super) source: u16,
    pub(super) ready: VecDeque<Member>,
    pub(super) members: Vec<Member>,
    pub(super) accepts_all: Option<Vec<Control>>,
    pub(super) failed: Option<(Cause, Box<Evidence>)>,
    /// Whose shape the absent names take.
    pub(super) model: Option<Address>,
    pub(super) absent: [Option<Address>; 2],
    /// The model was accepted.
    pub(super) model_lives: bool,
    /// An absent name was refused for how it is written, and nobody alive was its model.
    pub(super) misshapen: bool,
    /// Asked in a site's queue already.
    pub(super) listed: bool,
    pub(super) trips: u8,
    pub(super) paused_until: Option<Instant>,
    /// Another domain of the operator was accepted after this one heard words about us.
    pub(super) cleared: bool,
    /// Since when its absent control stays undecided, and at how many tries.
    pub(super) undecided: Option<(Instant, u8)>,
    /// The same domain at its second operator, and the first of such a twin (see [`Schedule::split`]).
    pub(super) twin: Option<u32>,
    pub(super) twin_of: Option<u32>,
    /// Hosts that were asked because another one accepted nobody.
    pub(super) replicas: Vec<u32>,
}

impl Domain {
    /// Without a route, asked from this source address.
    pub(super) fn new(source: u16) -> Self {
        Self {
            site: None,
            source,
            ready: VecDeque::new(),
            members: Vec::new(),
            accepts_all: None,
            failed: None,
            model: None,
            absent: [None, None],
            model_lives: false,
            misshapen: false,
            listed: false,
            trips: 0,
            paused_until: None,
            cleared: false,
            undecided: None,
            twin: None,
            twin_of: None,
            replicas: Vec::new(),
        }
    }
}

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) domain: u32,
    pub(super) phase: Phase,
    /// To be asked directly behind somebody else.
    pub(super) after_accepted: bool,
    pub(super) lost: u8,
    /// How often it was deferred as the first of a session.
    pub(super) led: u8,
    pub(super) asked: bool,
}

impl Status {
    pub(super) fn of(domain: u32, phase: Phase) -> Self {
        Self { domain, phase, after_accepted: false, lost: 0, led: 0, asked: false }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Never added.
    Absent,
    Ready,
    InFlight,
    Deferred,
    /// Answered; contrast holds it.
    Held,
    Settled,
}

#[derive(Debug)]
pub(super) struct Words {
    pub(super) since: Instant,
    pub(super) tries: u8,
    pub(super) about_us: u8,
    pub(super) cause: Cause,
    pub(super) evidence: Box<Evidence>,
}

/// Controls to be asked on a connection of their own.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) spot: Spot,
    pub(super) asks: Vec<Who>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Timer {
    Operator(u32),
    Member(Member),
    Control { domain: u32, host: u32, source: u16 },
}

impl Schedule {
    /// What holds the run up: operators with members that still wait for an answer, the longest wait first.
    pub(crate) fn queues(&self) -> Vec<Queue> {
        let queue = |(name, id): (&String, &u32)| {
            let operator = self.operators.get(*id as usize)?;
            let at_least = operator.terms.interval.saturating_mul(operator.asking);
            (operator.asking > 0).then(|| Queue { operator: name.clone(), waiting: operator.asking, at_least })
        };
        let mut queues: Vec<Queue> = self.operator_ids.iter().filter_map(queue).collect();
        queues.sort_by(|a, b| (b.at_least, b.waiting, &a.operator).cmp(&(a.at_least, a.waiting, &b.operator)));
        queues
    }

    pub(super) fn operator(&mut self, name: &str, terms: Terms, now: Instant) -> u32 {
        if let Some(id) = self.operator_ids.get(name) {
            return *id;
        }
        let pace = || Pace::new(terms.interval, terms.connect_interval, now);
        let share = self.settings.shares.of(name, pace, now);
        self.operators.push(Operator {
            terms,
            share,
            allowed: 1,
            sessions: 0,
            paused_until: None,
            trips: 0,
            tripped: false,
            asking: 0,
            sites: VecDeque::new(),
            domains: 0,
            jobs: VecDeque::new(),
            asked: false,
            idle_since: None,
            rounds: 0,
            queued: false,
            all_domains: Vec::new(),
            troubled: BTreeSet::new(),
            remembered: false,
            last_words: None,
            moved: Vec::new(),
        });
        let id = number(self.operators.len()) - 1;
        self.operator_ids.insert(name.to_owned(), id);
        id
    }

    pub(super) fn site(&mut self, operator: u32, name: &str, exchanges: &[Exchange]) -> u32 {
        if let Some(id) = self.site_ids.get(name) {
            return *id;
        }
        let mut exchanges = exchanges.to_vec();
        self.dice.shuffle(&mut exchanges);
        exchanges.sort_by_key(|exchange| exchange.preference);
        let id = number(self.sites.len());
        let hosts = exchanges.into_iter().map(|exchange| self.host(id, exchange)).collect();
        self.sites.push(Site {
            operator,
            hosts,
            current: None,
            home: None,
            ready: VecDeque::new(),
            domains: Vec::new(),
            transaction_recipients: None,
            listed: false,
            dead: None,
            beside: None,
            parted: None,
        });
        self.site_ids.insert(name.to_owned(), id);
        id
    }

    pub(super) fn host(&mut self, site: u32, exchange: Exchange) -> u32 {
        let key = (exchange.name.clone(), exchange.ip, site);
        if let Some(id) = self.host_ids.get(&key) {
            return *id;
        }
        self.hosts.push(Host {
            name: exchange.name,
            ip: exchange.ip,
            preference: exchange.preference,
            fails: 0,
            down_until: None,
            last_error: None,
            cuts: HashMap::new(),
            refusal_limit: None,
            longest: 0,
            most_refused: 0,
            met: HashMap::new(),
            doubts: 0,
            recipient_limit: None,
            one_by_one: false,
            talked: false,
            mute: 0,
            plain: false,
            no_smtputf8: false,
        });
        let id = number(self.hosts.len()) - 1;
        self.host_ids.insert(key, id);
        id
    }
}
