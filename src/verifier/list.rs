//! A whole list: read once to know who is on it, asked, and read again to be written with its verdicts.

use super::Verifier;
use super::hosts::Hosts;
use super::notes::{Notes, Now};
use super::run::Run;
use super::told::Told;
use crate::clock;
use crate::decision::Census;
use crate::error::{Error, ErrorKind};
use crate::facts::{Data, suggest::Frequent};
use crate::list::{Arena, List, Suppress};
use crate::probe::{Member, Roster, Tally};
use crate::store::Store;
use crate::syntax::{Address, Domain};
use crate::verdict::{Cause, Evidence, Verdict};
use std::collections::HashSet;
use std::sync::Arc;

/// What was learnt about a list. The rows themselves are read again from the file.
pub struct Proof {
    pub(super) people: Arc<People>,
    /// Known freshly before, or learnt in this run.
    pub(super) told: Told,
    census: Census,
    /// By member.
    suppressed: Vec<bool>,
    /// By member, a bit each, while rows are asked for.
    pub(super) seen: Vec<u64>,
    /// Behind the last member met then.
    pub(super) next: Member,
    pub(super) hosts: Hosts,
    /// Sites found, connections opened, RCPTs sent and DNS queries made.
    pub sites: u64,
    /// Connections opened.
    pub connections: u64,
    /// RCPTs sent, controls included.
    pub rcpts: u64,
    /// DNS queries sent.
    pub dns_queries: u64,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
}

impl Proof {
    /// Reads a list without asking anybody: every address stays `not_probed`.
    ///
    /// # Errors
    /// As [`List::read`].
    pub fn offline(list: &List, suppress: Suppress) -> Result<Self, Error> {
        let Read { arena, suppressed, frequent } = read(list, &suppress)?;
        let people = Arc::new(People { arena, store: None });
        Ok(Self::new(people, Told::new(0), suppressed, frequent))
    }

    fn new(people: Arc<People>, told: Told, suppressed: Vec<bool>, frequent: Frequent) -> Self {
        Self {
            people,
            told,
            census: Census::default(),
            suppressed,
            seen: Vec::new(),
            next: 0,
            hosts: Hosts::new(frequent, None),
            sites: 0,
            connections: 0,
            rcpts: 0,
            dns_queries: 0,
            interrupted: false,
        }
    }

    /// Flags and suggestions by these lists instead of those compiled in.
    #[must_use]
    pub fn with_facts(mut self, lists: Arc<Data>) -> Self {
        self.hosts.set_facts(lists);
        self
    }

    /// Distinct addresses.
    #[must_use]
    pub fn addresses(&self) -> u64 {
        self.people.arena.len() as u64
    }

    /// The verdict on a mailbox of the list, in any spelling.
    #[must_use]
    pub fn verdict(&self, address: &Address) -> Option<Verdict> {
        self.people.member(address).and_then(|member| self.judge(member, address))
    }

    pub(super) fn judge(&self, member: Member, address: &Address) -> Option<Verdict> {
        if self.is_suppressed(member) {
            let evidence = Evidence { text: "not asked: suppressed".to_owned(), ..Evidence::default() };
            return Some(self.census.judge(Verdict::new(address.clone(), Cause::NotProbed, evidence)));
        }
        // What is not sure of it is as likely as the whole run has shown, whenever it was settled.
        let verdict = self.told.verdict(member, address, self.people.store.as_deref()?)?;
        Some(self.census.judge(verdict))
    }

    pub(super) fn is_suppressed(&self, member: Member) -> bool {
        is_set(&self.suppressed, member)
    }
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proof").field("addresses", &self.addresses()).finish_non_exhaustive()
    }
}

/// Everybody on the list.
pub(super) struct People {
    pub(super) arena: Arena,
    store: Option<Arc<dyn Store>>,
}

impl People {
    /// A mailbox of the list, in its spelling there.
    fn find(&self, address: &Address) -> Option<(Member, Address)> {
        let member = self.member(address)?;
        Some((member, self.address(member)?))
    }

    fn member(&self, address: &Address) -> Option<Member> {
        Member::try_from(self.arena.find(address)?.index()).ok()
    }
}

impl People {
    /// The members of whom this holds, in the order of the list.
    fn those(&self, which: impl Fn(Member) -> bool) -> impl Iterator<Item = (Member, Address)> {
        let all = 0..Member::try_from(self.arena.len()).unwrap_or(Member::MAX);
        all.filter(move |member| which(*member)).filter_map(|member| Some((member, self.address(member)?)))
    }
}

impl Roster for People {
    fn address(&self, member: Member) -> Option<Address> {
        self.arena.get(crate::list::Handle::new(member))
    }

    fn knows(&self, address: &Address) -> bool {
        let stored = |store: &Arc<dyn Store>| matches!(store.get(&address.key()), Ok(Some(_)));
        self.arena.find(address).is_some() || self.store.as_ref().is_some_and(stored)
    }
}

impl Verifier {
    /// Proofs a list: everybody on it who is not suppressed, and whom the store does not know freshly, is asked.
    ///
    /// The list is read on a thread of its own, by all cores; then the servers are asked.
    ///
    /// # Errors
    /// A list that cannot be read, a store that cannot be written, or not fit to ask.
    pub async fn proof(&self, list: Arc<List>, suppress: Suppress) -> Result<Proof, Error> {
        let inner = &self.0;
        let queries = inner.routes.queries();
        let reading = tokio::task::spawn_blocking(move || read(&list, &suppress));
        let Read { arena, suppressed, frequent } =
            reading.await.map_err(|_| Error::from(ErrorKind::Build("reading was cancelled".to_owned())))??;
        let people = Arc::new(People { arena, store: Some(inner.store.clone()) });
        let resumed = inner.store.begin(&self.options(), clock::unix_now())?;
        let mut settings = inner.settings.clone();
        settings.remembers = inner.store.keeps_notes();
        let mut run = Run::new(inner.clone(), settings, people.clone());
        let mut told = self.recall(&people, resumed, &suppressed)?;
        let (mut notes, now) = (Notes::default(), Now::read());
        inner.store.notes(&mut |note| notes.take(note, &|address| people.find(address), now))?;
        self.enlist(&people, &told, &suppressed, notes, &mut run);
        let end =
            run.finish(|verdicts| verdicts.iter().for_each(|(member, verdict)| told.tell(*member, verdict))).await;
        let interrupted = inner.stop.borrow().is_some();
        let tally = self.close(end, interrupted)?;
        let census = told.census(&*people, &*inner.store);
        let mut proof = Proof::new(people, told, suppressed, frequent);
        proof.census = census;
        if let Some(lists) = &inner.settings.facts {
            proof.hosts.set_facts(lists.clone());
        }
        proof.sites = tally.sites;
        proof.connections = tally.connections;
        proof.rcpts = tally.rcpts;
        proof.dns_queries = inner.routes.queries() - queries;
        proof.interrupted = interrupted;
        Ok(proof)
    }

    /// Everybody else is asked. Of each domain of theirs, one whom the store knows as accepted is asked again, first of
    /// all: what a server said to an earlier run proves nothing of its refusals in this one.
    fn enlist(&self, people: &People, told: &Told, suppressed: &[bool], mut notes: Notes, run: &mut Run) {
        run.known = told.len() as u64;
        let accepted = |member: Member, address: &Address| {
            let verdict = told.verdict(member, address, &*self.0.store);
            verdict.is_some_and(|verdict| verdict.cause() == Cause::Accepted)
        };
        let open = |member: Member| !told.knows(member) && !is_set(suppressed, member);
        if told.len() > 0 {
            let mut domains: HashSet<Domain> = people.those(open).filter_map(|(_, address)| address.domain()).collect();
            let mut known = people.those(|member| told.knows(member));
            while let (false, Some((member, address))) = (domains.is_empty(), known.next()) {
                let Some(domain) = address.domain().filter(|domain| domains.contains(domain)) else { continue };
                if accepted(member, &address) {
                    domains.remove(&domain);
                    run.add_witness(member, &address);
                }
            }
        }
        // Whoever an operator accepted may vouch for what it refused elsewhere.
        for member in notes.accepted {
            if let Some(address) = people.address(member).filter(|address| accepted(member, address)) {
                run.add_witness(member, &address);
            }
        }
        for (member, address) in people.those(open) {
            match notes.members.remove(&member) {
                Some(memo) => run.recall(member, &address, memo),
                None => run.add(member, &address),
            }
        }
        notes.absent.into_iter().for_each(|(name, address)| run.recall_absent(name, address));
    }

    /// A run that was interrupted is gone on with; any other end makes it history, and its unknowns are asked again.
    fn close(&self, end: Result<Tally, Error>, interrupted: bool) -> Result<Tally, Error> {
        let store = &self.0.store;
        match &end {
            Err(error) if matches!(error.kind(), ErrorKind::Store(_)) => {}
            _ if interrupted => store.flush()?,
            _ => store.finish(clock::unix_now())?,
        }
        end
    }

    /// What tells this run from one that may learn something else: who asks, from where, and how patiently.
    fn options(&self) -> String {
        let (identity, settings) = (&self.0.identity, &self.0.settings);
        format!(
            "{} {} from {:?} port {} fresh {} waits {:?} {:?} {:?} {:?} {:?} {:?}",
            identity.helo().as_str(),
            identity.mail_from().as_str(),
            settings.sources,
            settings.port,
            settings.fresh,
            settings.reply_timeout,
            settings.connect_timeout,
            settings.greylist_wait,
            settings.give_up_after,
            settings.confirm_wait,
            settings.limits,
        )
    }
}

pub(super) fn is_set(marks: &[bool], member: Member) -> bool {
    marks.get(member as usize).is_some_and(|mark| *mark)
}

/// First reading: who is on the list, who asked to be left in peace, and which domains are its own.
struct Read {
    arena: Arena,
    /// By member; as long as the last of them needs.
    suppressed: Vec<bool>,
    frequent: Frequent,
}

fn read(list: &List, suppress: &Suppress) -> Result<Read, Error> {
    let mut suppressed = Vec::new();
    let mut frequent = Frequent::default();
    let (arena, _) = list.distinct(&mut |met| {
        frequent.add(met.host());
        if met.suppressed() || (!suppress.is_empty() && suppress.contains(&met.address())) {
            let at = met.handle().index();
            suppressed.resize(suppressed.len().max(at + 1), false);
            suppressed.get_mut(at).into_iter().for_each(|mark| *mark = true);
        }
    })?;
    Ok(Read { arena, suppressed, frequent: frequent.into_heads() })
}
