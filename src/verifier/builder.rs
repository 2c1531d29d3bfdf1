//! How a run behaves: everything optional, with polite defaults.

use super::shelf::Stored;
use super::{Inner, Verifier};
use crate::domain::answers::Shelf;
use crate::domain::{Hickory, Resolve, Routes};
use crate::error::{Error, ErrorKind};
use crate::event::Bell;
use crate::facts::Data;
use crate::probe::{Connect, Guard, Handshaker, Shares, Tcp};
use crate::site::{Limits, Net, Reach};
use crate::smtp::Identity;
use crate::store::{MaxAge, Memory, Store};
use crate::syntax::Address;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OnceCell, watch};

/// Builds a [`Verifier`].
#[must_use = "a builder does nothing until it is built"]
pub struct Builder {
    identity: Identity,
    settings: Settings,
    servers: Vec<SocketAddr>,
    resolve: Option<Arc<dyn Resolve>>,
    connect: Option<Arc<dyn Connect>>,
    store: Option<Arc<dyn Store>>,
    allow: Vec<Net>,
}

#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) limits: Limits,
    pub(super) connections: usize,
    pub(super) reply_timeout: Duration,
    pub(super) connect_timeout: Duration,
    pub(super) greylist_wait: Duration,
    pub(super) give_up_after: Duration,
    pub(super) confirm_wait: Duration,
    pub(super) deadline: Option<Duration>,
    pub(super) max_rcpts: Option<u64>,
    pub(super) max_age: MaxAge,
    pub(super) sources: Vec<IpAddr>,
    pub(super) port: u16,
    pub(super) reach: Reach,
    pub(super) seed: Option<u64>,
    pub(super) fresh: bool,
    pub(super) defers: bool,
    pub(super) remembers: bool,
    /// By host: a list has a million domains, and may come with as many of these.
    pub(super) known_good: Arc<HashMap<String, Vec<Address>>>,
    pub(super) facts: Option<Arc<Data>>,
}

impl Builder {
    pub(super) fn new(identity: Identity) -> Self {
        let settings = Settings {
            limits: Limits::default(),
            connections: 200,
            reply_timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(15),
            greylist_wait: Duration::from_secs(6 * 60),
            give_up_after: Duration::from_secs(2 * 60 * 60),
            confirm_wait: Duration::from_secs(60),
            deadline: None,
            max_rcpts: None,
            max_age: MaxAge::default(),
            sources: Vec::new(),
            port: 25,
            reach: Reach::default(),
            seed: None,
            fresh: false,
            defers: true,
            remembers: false,
            known_good: Arc::default(),
            facts: None,
        };
        Self { identity, settings, servers: Vec::new(), resolve: None, connect: None, store: None, allow: Vec::new() }
    }

    /// What is asked of one operator at most; the profiles of known operators tighten it.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }

    /// Sessions at once, over all operators; 200 by default.
    pub fn connections(mut self, connections: usize) -> Self {
        self.settings.connections = connections.max(1);
        self
    }

    /// For each SMTP reply; 60 seconds by default.
    pub fn reply_timeout(mut self, timeout: Duration) -> Self {
        self.settings.reply_timeout = timeout;
        self
    }

    /// For each connection; 15 seconds by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// Before a deferred address is asked again, doubling; 6 minutes by default.
    pub fn greylist_wait(mut self, wait: Duration) -> Self {
        self.settings.greylist_wait = wait;
        self
    }

    /// When to stop asking a deferred address again, from its first deferral; 2 hours by default.
    pub fn give_up_after(mut self, wait: Duration) -> Self {
        self.settings.give_up_after = wait;
        self
    }

    /// Before second look-ups and second asks; 60 seconds by default.
    pub fn confirm_wait(mut self, wait: Duration) -> Self {
        self.settings.confirm_wait = wait;
        self
    }

    /// End a run by then; what is left is `not_probed`.
    pub fn deadline(mut self, deadline: Option<Duration>) -> Self {
        self.settings.deadline = deadline;
        self
    }

    /// RCPTs of a whole run.
    pub fn max_rcpts(mut self, budget: Option<u64>) -> Self {
        self.settings.max_rcpts = budget;
        self
    }

    /// How old a stored verdict may be.
    pub fn max_age(mut self, age: MaxAge) -> Self {
        self.settings.max_age = age;
        self
    }

    /// Ignore what the store holds; it is written all the same.
    pub fn fresh(mut self, fresh: bool) -> Self {
        self.settings.fresh = fresh;
        self
    }

    /// Local addresses to bind, a pool: each domain sticks to one.
    pub fn sources(mut self, sources: Vec<IpAddr>) -> Self {
        self.settings.sources = sources;
        self
    }

    /// The servers' port; 25 by default.
    pub fn smtp_port(mut self, port: u16) -> Self {
        self.settings.port = port;
        self
    }

    /// Permits dialling a network that is otherwise never dialled.
    pub fn allow_net(mut self, net: Net) -> Self {
        self.allow.push(net);
        self
    }

    /// Name servers to ask, instead of the system's.
    pub fn resolvers(mut self, servers: Vec<SocketAddr>) -> Self {
        self.servers = servers;
        self
    }

    /// A resolver of the caller's own.
    pub fn resolve(mut self, resolve: impl Resolve) -> Self {
        self.resolve = Some(Arc::new(resolve));
        self
    }

    /// Another way to connect, a proxy for instance. The guard against forbidden addresses stands before it.
    pub fn connect(mut self, connect: impl Connect) -> Self {
        self.connect = Some(Arc::new(connect));
        self
    }

    /// Mailboxes that the caller vouches for: asked as present controls of their domains, never reported.
    pub fn known_good(mut self, mailboxes: Vec<Address>) -> Self {
        let mut by_host = HashMap::<_, Vec<_>>::new();
        for mailbox in mailboxes {
            by_host.entry(mailbox.host().to_owned()).or_default().push(mailbox);
        }
        self.settings.known_good = Arc::new(by_host);
        self
    }

    /// Lists for the flags and suggestions of a proofed list, in place of those compiled in.
    pub fn facts(mut self, lists: Arc<Data>) -> Self {
        self.settings.facts = Some(lists);
        self
    }

    /// Where verdicts are kept, and what DNS said for as long as it may be believed; in memory by default.
    pub fn store(mut self, store: impl Store) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Makes control names and shuffles repeatable.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = Some(seed);
        self
    }

    /// A verifier; nothing is asked yet.
    ///
    /// # Errors
    /// When the system's resolver configuration cannot be read, or a given name server cannot be used.
    pub fn build(mut self) -> Result<Verifier, Error> {
        let store = self.store.unwrap_or_else(|| Arc::new(Memory::new()));
        let shelf = store.keeps_notes().then(|| -> Arc<dyn Shelf> {
            let resolver = match (&self.resolve, &*self.servers) {
                (Some(_), _) => "own".to_owned(),
                (None, []) => "system".to_owned(),
                (None, servers) => format!("{servers:?}"),
            };
            Arc::new(Stored::new(store.clone(), resolver, self.settings.fresh))
        });
        let resolve = match self.resolve {
            Some(resolve) => resolve,
            None if self.servers.is_empty() => {
                Arc::new(Hickory::system().map_err(|e| Error::from(ErrorKind::Build(e.to_string())))?)
            }
            None => Arc::new(Hickory::new(&self.servers).map_err(|e| Error::from(ErrorKind::Build(e.to_string())))?),
        };
        let reach = Reach::new(self.allow);
        let connect = self.connect.unwrap_or_else(|| Arc::new(Tcp));
        self.settings.reach = reach.clone();
        Ok(Verifier(Arc::new(Inner {
            identity: self.identity,
            settings: self.settings,
            routes: Routes::with_shelf(resolve, reach.clone(), shelf),
            connect: Arc::new(Guard::new(connect, reach)),
            handshaker: Handshaker::new(),
            store,
            bell: Bell::new(),
            shares: Shares::default(),
            lies: OnceCell::new(),
            stop: watch::Sender::new(None),
        })))
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder").field("settings", &self.settings).finish_non_exhaustive()
    }
}
