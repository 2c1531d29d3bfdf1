//! A whole list: read once to know who is on it, asked, and read again to be written with its verdicts.

use super::Verifier;
use super::run::Run;
use crate::clock;
use crate::decision::Census;
use crate::error::{Error, ErrorKind};
use crate::facts::suggest::Frequent;
use crate::list::{Arena, Entry, List, Suppress};
use crate::probe::{Member, Roster, Tally};
use crate::report::{Marks, Record};
use crate::store::Store;
use crate::syntax::Address;
use crate::verdict::{Cause, Evidence, Verdict};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What was learnt about a list. The rows themselves are read again from the file.
pub struct Proof {
    people: Arc<People>,
    store: Option<Arc<dyn Store>>,
    /// Whose verdict in the store counts, by member: known freshly before, or learnt in this run.
    told: Vec<bool>,
    census: Census,
    suppressed: HashSet<Member>,
    suppress: Suppress,
    seen: HashSet<Member>,
    frequent: Frequent,
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
        let mut proof = Self::new(people, None, suppressed, suppress);
        proof.frequent = frequent;
        Ok(proof)
    }

    fn new(
        people: Arc<People>,
        store: Option<Arc<dyn Store>>,
        suppressed: HashSet<Member>,
        suppress: Suppress,
    ) -> Self {
        Self {
            people,
            store,
            told: Vec::new(),
            census: Census::default(),
            suppressed,
            suppress,
            seen: HashSet::new(),
            frequent: Frequent::default(),
            sites: 0,
            connections: 0,
            rcpts: 0,
            dns_queries: 0,
            interrupted: false,
        }
    }

    /// Distinct addresses.
    #[must_use]
    pub fn addresses(&self) -> u64 {
        self.people.arena.len() as u64
    }

    /// The verdict on a mailbox of the list, in any spelling.
    #[must_use]
    pub fn verdict(&self, address: &Address) -> Option<Verdict> {
        if self.is_suppressed(address) {
            let evidence = Evidence { text: "not asked: suppressed".to_owned(), ..Evidence::default() };
            return Some(self.census.judge(Verdict::new(address.clone(), Cause::NotProbed, evidence)));
        }
        let told = self.member(address).and_then(|member| self.told.get(member as usize).copied());
        let store = self.store.as_ref().filter(|_| told.unwrap_or(false))?;
        // What is not sure of it is as likely as the whole run has shown, whenever it was settled.
        store.get(&address.key()).ok().flatten().map(|verdict| self.census.judge(verdict))
    }

    /// The record of a row. Rows are to be asked for in their order: a mailbox met before is a duplicate.
    pub fn record<'a>(&mut self, entry: &'a Entry) -> Record<'a> {
        let address = entry.repair().address();
        let duplicate =
            address.and_then(|address| self.member(address)).is_some_and(|member| !self.seen.insert(member));
        let suppressed = address.is_some_and(|address| self.is_suppressed(address));
        let record = Record::new(entry, &|address| self.verdict(address), Marks::new(duplicate, suppressed));
        record.suggest(address.and_then(|address| self.suggest(address)))
    }

    /// The same mailbox at the domain that the list is full of.
    fn suggest(&self, address: &Address) -> Option<String> {
        let meant = self.frequent.suggest(address.host())?;
        Some(format!("{}@{meant}", address.local()))
    }

    /// From here on, rows are asked for from the first again.
    pub fn rewind(&mut self) {
        self.seen.clear();
    }

    fn member(&self, address: &Address) -> Option<Member> {
        let handle = self.people.arena.find(address)?;
        Member::try_from(handle.index()).ok()
    }

    fn is_suppressed(&self, address: &Address) -> bool {
        self.suppress.contains(address) || self.member(address).is_some_and(|member| self.suppressed.contains(&member))
    }
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proof").field("addresses", &self.addresses()).finish_non_exhaustive()
    }
}

/// Everybody on the list.
struct People {
    arena: Arena,
    store: Option<Arc<dyn Store>>,
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
        let reading = tokio::task::spawn_blocking(move || read(&list, &suppress).map(|read| (read, suppress)));
        let (Read { arena, suppressed, frequent }, suppress) =
            reading.await.map_err(|_| Error::from(ErrorKind::Build("reading was cancelled".to_owned())))??;
        let people = Arc::new(People { arena, store: Some(inner.store.clone()) });
        let resumed = inner.store.begin(&self.options(), clock::unix_now())?;
        let mut run = Run::new(inner.clone(), inner.settings.clone(), people.clone());
        let asked = |member: Member, address: &Address| !suppressed.contains(&member) && !suppress.contains(address);
        let mut census = Census::default();
        let mut told = self.recall(&people, resumed, &asked, &mut run, &mut census)?;
        for (handle, address) in people.arena.iter() {
            let Ok(member) = Member::try_from(handle.index()) else { continue };
            if asked(member, &address) && !told.get(member as usize).is_some_and(|told| *told) {
                run.add(member, &address);
            }
        }
        let mut learn = |(member, verdict): &(Member, Verdict)| {
            // A witness that is asked again was counted when it was recalled.
            if !tell(&mut told, *member) {
                census.add(verdict);
            }
        };
        let end = run.finish(|verdicts| verdicts.iter().for_each(&mut learn)).await;
        let interrupted = *inner.stop.borrow();
        let tally = self.close(end, interrupted)?;
        let mut proof = Proof::new(people, Some(inner.store.clone()), suppressed, suppress);
        proof.told = told;
        proof.census = census;
        proof.frequent = frequent;
        proof.sites = tally.sites;
        proof.connections = tally.connections;
        proof.rcpts = tally.rcpts;
        proof.dns_queries = inner.routes.queries() - queries;
        proof.interrupted = interrupted;
        Ok(proof)
    }

    /// Whom the store knows well enough. Of each domain that somebody else is asked about, one whom it knows as accepted
    /// is asked again, first of all: what a server said to an earlier run proves nothing of its refusals in this one.
    fn recall(
        &self,
        people: &People,
        resumed: bool,
        asked: &dyn Fn(Member, &Address) -> bool,
        run: &mut Run,
        census: &mut Census,
    ) -> Result<Vec<bool>, Error> {
        let mut told = vec![false; people.arena.len()];
        let (mut witnesses, mut open) = (HashMap::new(), HashSet::new());
        for (handle, address) in people.arena.iter() {
            let Ok(member) = Member::try_from(handle.index()) else { continue };
            if !asked(member, &address) {
                continue;
            }
            match self.known(&address, resumed)? {
                Some(known) => {
                    tell(&mut told, member);
                    census.add(&known);
                    run.known += 1;
                    if let (Cause::Accepted, Some(domain)) = (known.cause(), address.domain()) {
                        witnesses.entry(domain).or_insert(member);
                    }
                }
                None => open.extend(address.domain()),
            }
        }
        for member in open.iter().filter_map(|domain| witnesses.get(domain)) {
            if let Some(address) = people.address(*member) {
                run.known -= 1;
                run.add_witness(*member, &address);
            }
        }
        Ok(told)
    }

    /// What the store knows of a mailbox, if that is good enough for this run.
    fn known(&self, address: &Address, resumed: bool) -> Result<Option<Verdict>, Error> {
        let (store, settings, key) = (&self.0.store, &self.0.settings, address.key());
        let learnt = if resumed { store.resumed(&key)? } else { None };
        if learnt.is_some() || settings.fresh {
            return Ok(learnt);
        }
        Ok(store.get(&key)?.filter(|known| settings.max_age.is_fresh(known, clock::unix_now())))
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

/// Marks a member as told; whether it was before.
fn tell(told: &mut [bool], member: Member) -> bool {
    told.get_mut(member as usize).is_some_and(|told| std::mem::replace(told, true))
}

/// First reading: who is on the list, who asked to be left in peace, and which domains are its own.
struct Read {
    arena: Arena,
    suppressed: HashSet<Member>,
    frequent: Frequent,
}

fn read(list: &List, suppress: &Suppress) -> Result<Read, Error> {
    let mut suppressed = HashSet::new();
    let mut frequent = Frequent::default();
    let (arena, _) = list.distinct(&mut |met| {
        frequent.add(met.host());
        if met.suppressed() || (!suppress.is_empty() && suppress.contains(&met.address())) {
            suppressed.extend(Member::try_from(met.handle().index()));
        }
    })?;
    Ok(Read { arena, suppressed, frequent: frequent.into_heads() })
}
