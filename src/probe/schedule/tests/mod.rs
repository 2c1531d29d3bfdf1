//! The schedule against simulated servers, under a clock that jumps: a mood is a closure, the truth is a set, and
//! each limit is checked at each step.

mod calibration;
mod cost;
mod hosts;
mod moods;
mod past;
mod replicas;
mod rules;
mod talk;
mod worlds;

use super::hear::{Answer, Ended};
use super::*;
use crate::smtp::{Reply, Stage};
use crate::verdict::contrast::Past;
use crate::verdict::{Asked, Fingerprint, Meaning, Status as Sentence, classify, fingerprint};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// What a simulated server says.
#[derive(Clone, Copy)]
enum Said {
    Reply(&'static str),
    /// The reply, and then it hangs up.
    Last(&'static str),
    /// The reply, after so long; past the time-out, none.
    Held(&'static str, Duration),
    /// It hangs up without a word.
    Gone,
    /// The host announces no SMTPUTF8.
    Unsupported,
}

/// One RCPT, as a server sees it.
struct Rcpt<'a> {
    host: &'a str,
    session: u64,
    address: &'a str,
    alive: bool,
    /// Neither in the list nor postmaster.
    stranger: bool,
    postmaster: bool,
    /// Since the run began.
    at: Duration,
    /// In this session, this one included.
    rcpts: u32,
    /// In this session, before this one.
    refusals: u32,
    transactions: u32,
    in_transaction: u32,
    /// Of the batch that went out at once, before this one.
    before: usize,
}

type Mood = Rc<RefCell<dyn FnMut(&Rcpt<'_>) -> Said>>;

fn mood(says: impl FnMut(&Rcpt<'_>) -> Said + 'static) -> Mood {
    Rc::new(RefCell::new(says))
}

/// One connection.
#[derive(Clone, Default)]
struct Talk {
    host: String,
    operator: u32,
    rcpts: u32,
    refusals: u32,
    transactions: u32,
    in_transaction: u32,
    domains: BTreeSet<u32>,
}

enum Step {
    Dial,
    Send(Vec<Question>, bool),
    Hear(Vec<Question>),
}

struct Sim {
    schedule: Schedule,
    list: Vec<Address>,
    known: HashSet<String>,
    moods: HashMap<String, Mood>,
    alive: HashSet<String>,
    dead_hosts: HashSet<String>,
    /// Which host is at an address.
    places: HashMap<IpAddr, String>,
    now: Instant,
    start: Instant,
    connections: u32,
    asked: BTreeMap<String, u32>,
    verdicts: HashMap<Member, (Cause, Evidence)>,
    /// What it remembers of each member, as a store would keep it.
    memos: HashMap<Member, Memo>,
    /// Verdicts and memories of a former process.
    before: HashMap<Member, (Cause, Evidence)>,
    past: HashMap<Member, Memo>,
    heard: HashMap<&'static str, (Reply, Meaning, Fingerprint)>,
    at_once: HashMap<u32, usize>,
    most_at_once: usize,
    /// When connections were opened and batches went out.
    dialled: Vec<Duration>,
    sent: Vec<Duration>,
    /// When an operator was held first.
    held: Option<Duration>,
}

struct List(Vec<Address>, HashSet<String>);
impl Roster for List {
    fn address(&self, member: Member) -> Option<Address> {
        self.0.get(member as usize).cloned()
    }
    fn knows(&self, address: &Address) -> bool {
        self.1.contains(address.as_str())
    }
}

fn settings() -> Settings {
    Settings {
        connections: 50,
        greylist_wait: Duration::from_secs(360),
        give_up_after: Duration::from_secs(7200),
        confirm_wait: Duration::from_secs(60),
        budget: None,
        sources: 1,
        seed: 7,
        defers: true,
        shares: Shares::default(),
        remembers: false,
    }
}

fn terms() -> Terms {
    Terms {
        connections: 4,
        interval: Duration::from_millis(200),
        connect_interval: Duration::from_millis(600),
        session_recipients: 50,
        session_refusals: 9,
        session_transactions: 10,
        transaction_recipients: 50,
        one_domain: false,
        tls_required: false,
        tls_kept: false,
        intermittent: &[(5, 4, 1)],
    }
}

impl Sim {
    fn new() -> Self {
        Self::with(settings())
    }

    fn with(settings: Settings) -> Self {
        let now = crate::clock::now();
        Self {
            schedule: Schedule::new(settings),
            list: Vec::new(),
            known: HashSet::new(),
            moods: HashMap::new(),
            alive: HashSet::new(),
            dead_hosts: HashSet::new(),
            places: HashMap::new(),
            now,
            start: now,
            connections: 0,
            asked: BTreeMap::new(),
            verdicts: HashMap::new(),
            memos: HashMap::new(),
            before: HashMap::new(),
            past: HashMap::new(),
            heard: HashMap::new(),
            at_once: HashMap::new(),
            most_at_once: 0,
            dialled: Vec::new(),
            sent: Vec::new(),
            held: None,
        }
    }

    /// `count` mailboxes of which every `nth` is dead.
    fn domain(&mut self, name: &str, operator: &str, hosts: &[(&str, u16)], count: u32, nth: u32, terms: Terms) -> u32 {
        let members: Vec<(String, bool)> =
            (0..count).map(|n| (format!("user.{n}x"), nth == 0 || (n + 1) % nth != 0)).collect();
        self.people(name, operator, hosts, &members, terms)
    }

    /// Mailboxes by name, and whether they live.
    fn people(
        &mut self,
        name: &str,
        operator: &str,
        hosts: &[(&str, u16)],
        members: &[(String, bool)],
        terms: Terms,
    ) -> u32 {
        let domain = self.schedule.domain();
        let first = self.list.len() as u32;
        self.enlist(domain, first, members.len() as u32);
        for (local, alive) in members {
            let address: Address = format!("{local}@{name}").parse().unwrap();
            if *alive {
                self.alive.insert(address.to_string());
            }
            self.known.insert(address.to_string());
            let member = self.list.len() as u32;
            match (self.before.contains_key(&member), self.past.remove(&member)) {
                (true, _) => {}
                (false, Some(memo)) => self.schedule.recall(member, address.clone(), domain, memo),
                (false, None) => self.schedule.add(member, domain),
            }
            self.list.push(address);
        }
        let exchanges: Vec<Exchange> = hosts
            .iter()
            .map(|(host, preference)| Exchange {
                // "name/2" is another address of "name".
                name: HostName::new(host.split('/').next().unwrap_or(host)),
                ip: IpAddr::from(address_of(host)),
                preference: *preference,
            })
            .collect();
        self.places.extend(hosts.iter().map(|(host, _)| (IpAddr::from(address_of(host)), (*host).to_owned())));
        let site: Vec<&str> = hosts.iter().map(|(host, _)| *host).collect();
        self.schedule.route(domain, operator, terms, &site.join(","), &exchanges, self.now);
        domain
    }

    fn mood(&mut self, host: &str, says: impl FnMut(&Rcpt<'_>) -> Said + 'static) {
        self.moods.insert(host.to_owned(), mood(says));
    }

    fn run(&mut self) {
        let done = self.run_for(3_000_000);
        assert!(done, "never ends: {:?} after {:?}", self.schedule.queues(), self.now - self.start);
    }

    /// Whether it came to its end within so many steps.
    fn run_for(&mut self, steps: u32) -> bool {
        self.schedule.finish();
        let roster = List(self.list.clone(), self.known.clone());
        let mut active: BTreeMap<(Instant, u64), (Talk, Step)> = BTreeMap::new();
        for _ in 0..steps {
            let next = self.schedule.next(self.now);
            self.collect();
            match next {
                Next::Open(opening) => {
                    let operator = self.schedule.sessions[&opening.session].operator;
                    let place = self.places.get(&opening.ip).cloned();
                    let host = place.unwrap_or_else(|| opening.host.to_string());
                    let talk = Talk { host, operator, transactions: 1, ..Talk::default() };
                    active.insert((opening.at.max(self.now), opening.session), (talk, Step::Dial));
                }
                Next::Wait(until) => match (active.first_key_value().map(|(key, _)| *key), until) {
                    (Some(key), until) if until.is_none_or(|until| key.0 <= until) => {
                        let (talk, step) = active.remove(&key).unwrap();
                        self.now = self.now.max(key.0);
                        if let Some((at, talk, step)) = self.step(key.1, talk, step, &roster) {
                            active.insert((at.max(self.now), key.1), (talk, step));
                        }
                    }
                    (_, Some(until)) => self.now = self.now.max(until),
                    (None, None) => panic!("stuck: {:?}", self.schedule.queues()),
                    (Some(_), None) => unreachable!(),
                },
                Next::Done => return true,
                Next::Unfit(unfit) => panic!("{unfit:?}"),
            }
        }
        false
    }

    fn collect(&mut self) {
        for memo in self.schedule.memos() {
            match memo {
                Memo::Held { past: Past { member, .. }, .. } | Memo::Deferred { member, .. } => {
                    self.memos.insert(member, memo);
                }
                Memo::Gone { member } => drop(self.memos.remove(&member)),
                Memo::Absent { .. } | Memo::Accepted { .. } => {}
            }
        }
        for settled in self.schedule.drain() {
            let again = self.verdicts.insert(settled.member, (settled.cause, *settled.evidence));
            assert!(again.is_none(), "settled twice");
        }
    }

    /// Harmful verdicts, and those without a sentence, of all members.
    fn judge(&self) -> (Vec<String>, Vec<String>) {
        let (mut harmful, mut needless) = (Vec::new(), Vec::new());
        for (member, address) in self.list.iter().enumerate() {
            let (cause, evidence) =
                self.verdicts.get(&(member as u32)).unwrap_or_else(|| panic!("{address} has no verdict"));
            let line = format!("{}: {cause} {:?}", address.as_str(), evidence.text);
            match (cause.status(), self.alive.contains(address.as_str())) {
                (Sentence::Deliverable, false) | (Sentence::Undeliverable, true) => harmful.push(line),
                (Sentence::Risky | Sentence::Unknown, _) => needless.push(line),
                _ => {}
            }
        }
        (harmful, needless)
    }

    fn all_right(&self) {
        let (harmful, needless) = self.judge();
        assert!(harmful.is_empty(), "harmful: {harmful:#?}");
        assert!(needless.is_empty(), "needless: {needless:#?}");
    }

    fn causes(&self) -> BTreeSet<Cause> {
        self.verdicts.values().map(|(cause, _)| *cause).collect()
    }

    fn rcpts(&self) -> u32 {
        self.asked.values().sum()
    }
}

/// The same for a name wherever it occurs.
fn address_of(host: &str) -> [u8; 4] {
    let hash = host.bytes().fold(2_166_136_261u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619));
    let [_, b, c, d] = hash.to_be_bytes();
    [127, b, c, d]
}

const TIMEOUT: Duration = Duration::from_secs(60);
const RTT: Duration = Duration::from_millis(50);
const OK: Said = Said::Reply("250 2.1.5 Ok");
const DEAD: &str = "550 5.1.1 <{}>: Recipient address rejected: User unknown in virtual mailbox table";
const ACCESS: &str = "550 5.4.1 Recipient address rejected: Access denied.";
const NEUTRAL: &str = "550 Requested action not taken";
const BLOCKED: &str = "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org";

fn honest(rcpt: &Rcpt<'_>) -> Said {
    if rcpt.alive { OK } else { Said::Reply(DEAD) }
}
