//! Addresses in, verdicts out, as they settle.

use super::Inner;
use super::run::Run;
use crate::clock;
use crate::decision::Census;
use crate::error::{Error, ErrorKind};
use crate::probe::{Member, Roster};
use crate::store::Store;
use crate::syntax::Address;
use crate::verdict::{Cause, Evidence, Verdict};
use futures_core::Stream;
use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Verdicts in the order in which they settle. Dropping it stops the run.
pub struct Verdicts<K> {
    out: mpsc::UnboundedReceiver<(K, Verdict)>,
    task: JoinHandle<Result<(), Error>>,
}

impl<K> Verdicts<K> {
    /// Why the run could not go on, once the stream has ended early; `Ok` if it ended by itself.
    ///
    /// # Errors
    /// Not fit to ask, or a store that cannot be written.
    pub async fn end(mut self) -> Result<(), Error> {
        match (&mut self.task).await {
            Ok(end) => end,
            Err(_) => Err(ErrorKind::Build("the run was cancelled".to_owned()).into()),
        }
    }
}

impl<K> Stream for Verdicts<K> {
    type Item = (K, Verdict);

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<(K, Verdict)>> {
        self.out.poll_recv(context)
    }
}

impl<K> Drop for Verdicts<K> {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl<K> std::fmt::Debug for Verdicts<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verdicts").finish_non_exhaustive()
    }
}

pub(super) fn start<K, S>(inner: &Arc<Inner>, addresses: S) -> Verdicts<K>
where
    K: Clone + Send + 'static,
    S: Stream<Item = (K, Address)> + Send + 'static,
{
    let (sender, out) = mpsc::unbounded_channel();
    let task = tokio::spawn(feed(inner.clone(), addresses, sender));
    Verdicts { out, task }
}

/// Those who are asked and not answered yet.
struct Pool<K> {
    members: HashMap<Member, (Address, Vec<K>)>,
    keys: HashMap<String, Member>,
    /// Of those who were answered so far.
    census: Census,
}

struct Shared<K> {
    pool: Mutex<Pool<K>>,
    store: Arc<dyn Store>,
}

impl<K> Shared<K> {
    fn lock(&self) -> MutexGuard<'_, Pool<K>> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Clone> Shared<K> {
    /// The run has ended: whoever waits for its verdict waits in vain.
    fn turn_away(&self, out: &mpsc::UnboundedSender<(K, Verdict)>) {
        let mut pool = self.lock();
        pool.keys.clear();
        for (address, keys) in std::mem::take(&mut pool.members).into_values() {
            let evidence = Evidence { text: "not asked: the run ended".to_owned(), ..Evidence::default() };
            let verdict = Verdict::new(address, Cause::NotProbed, evidence);
            keys.into_iter().for_each(|key| drop(out.send((key, verdict.clone()))));
        }
    }
}

impl<K: Send> Roster for Shared<K> {
    fn address(&self, member: Member) -> Option<Address> {
        self.lock().members.get(&member).map(|(address, _)| address.clone())
    }

    fn knows(&self, address: &Address) -> bool {
        let key = address.key();
        self.lock().keys.contains_key(&key) || matches!(self.store.get(&key), Ok(Some(_)))
    }
}

async fn feed<K, S>(inner: Arc<Inner>, addresses: S, out: mpsc::UnboundedSender<(K, Verdict)>) -> Result<(), Error>
where
    K: Clone + Send + 'static,
    S: Stream<Item = (K, Address)> + Send + 'static,
{
    let pool = Pool { members: HashMap::new(), keys: HashMap::new(), census: Census::default() };
    let shared = Arc::new(Shared { pool: Mutex::new(pool), store: inner.store.clone() });
    let run = Run::new(inner.clone(), inner.settings.clone(), shared.clone());
    let (more, answers) = mpsc::channel::<(Member, Address)>(ON_THE_WAY);
    let reader = read(inner, addresses, shared.clone(), run.engine().clone(), more, out.clone());
    let asking = async {
        let asked = run.follow(Some(answers), |verdicts| {
            for (member, verdict) in verdicts {
                let mut pool = shared.lock();
                let Some((address, keys)) = pool.members.remove(&member) else {
                    continue;
                };
                pool.keys.remove(&address.key());
                pool.census.add(&verdict, 1);
                let verdict = pool.census.judge(verdict);
                drop(pool);
                for key in keys {
                    // The receiver may be gone: then the task is about to be aborted.
                    drop(out.send((key, verdict.clone())));
                }
            }
        });
        let end = asked.await;
        shared.turn_away(&out);
        end
    };
    let ((), end) = tokio::join!(reader, asking);
    end?;
    // The process may end without dropping the store.
    shared.store.flush()
}

/// Reads the input no further than a window of addresses that are not yet asked.
async fn read<K, S>(
    inner: Arc<Inner>,
    addresses: S,
    shared: Arc<Shared<K>>,
    engine: crate::probe::Engine,
    more: mpsc::Sender<(Member, Address)>,
    out: mpsc::UnboundedSender<(K, Verdict)>,
) where
    K: Clone + Send + 'static,
    S: Stream<Item = (K, Address)> + Send + 'static,
{
    let mut addresses = pin!(addresses);
    let mut next: Member = 0;
    while let Some((key, address)) = poll_fn(|context| addresses.as_mut().poll_next(context)).await {
        let mailbox = address.key();
        if let Some(known) = known(&inner, &mailbox) {
            let mut pool = shared.lock();
            pool.census.add(&known, 1);
            let known = pool.census.judge(known);
            drop(pool);
            drop(out.send((key, known)));
            continue;
        }
        let twin = {
            let mut pool = shared.lock();
            let twin = pool.keys.get(&mailbox).copied();
            match twin.and_then(|twin| pool.members.get_mut(&twin)) {
                Some((_, keys)) => keys.push(key),
                None => {
                    pool.keys.insert(mailbox, next);
                    pool.members.insert(next, (address.clone(), vec![key]));
                }
            }
            twin
        };
        if twin.is_none() {
            if more.send((next, address)).await.is_err() {
                shared.turn_away(&out);
                continue;
            }
            next += 1;
            tokio::select! {
                () = engine.room(WINDOW) => {}
                // Nobody asks any more, and no room is made.
                () = more.closed() => {}
            }
        }
    }
}

/// What the store holds of a mailbox and is still believed.
fn known(inner: &Inner, mailbox: &str) -> Option<Verdict> {
    let known = if inner.settings.fresh { None } else { inner.store.get(mailbox).ok().flatten() };
    known.filter(|known| inner.settings.max_age.is_fresh(known, clock::unix_now()))
}

/// Addresses read that the run has not taken up yet: until then no window counts them.
const ON_THE_WAY: usize = 256;
/// Addresses read and not yet asked.
const WINDOW: usize = 10_000;
