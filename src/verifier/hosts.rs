//! What the domains of a list's rows are: the flags that all their addresses have, and what was probably meant.

use crate::facts::{Data, Flags, Seeded, suggest::Frequent};
use std::collections::HashMap;
use std::sync::Arc;

/// Domains, those met a moment ago remembered.
pub(super) struct Hosts {
    /// Lists of the caller's own.
    facts: Option<Arc<Data>>,
    frequent: Frequent,
    /// What is said of each stands beside its name: a list of many domains finds neither in a cache.
    met: HashMap<Box<str>, Host, Seeded>,
    /// The domains that were probably meant.
    meant: Vec<Box<str>>,
}

/// One of them, with places of those meant.
#[derive(Clone, Copy)]
pub(super) struct Host {
    pub(super) flags: Flags,
    /// By the lists of well-known ones.
    known: Option<u32>,
    /// By what the list itself is full of.
    own: Option<u32>,
}

impl Hosts {
    pub(super) fn new(frequent: Frequent, facts: Option<Arc<Data>>) -> Self {
        Self { facts, frequent, met: HashMap::default(), meant: Vec::new() }
    }

    /// By these lists instead of those compiled in.
    pub(super) fn set_facts(&mut self, lists: Arc<Data>) {
        self.facts = Some(lists);
        self.forget();
    }

    pub(super) fn facts(&self) -> &Data {
        self.facts.as_deref().unwrap_or_else(|| Data::builtin())
    }

    /// The domain of this name, in lower-case A-labels.
    pub(super) fn get(&mut self, name: &str) -> Host {
        self.met.get(name).copied().unwrap_or_else(|| self.learn(name))
    }

    /// The domain that was probably meant.
    pub(super) fn meant(&self, host: Host) -> Option<&str> {
        self.place(host.known.or(host.own)?)
    }

    /// The one that the list is full of.
    pub(super) fn own(&self, host: Host) -> Option<&str> {
        self.place(host.own?)
    }

    fn place(&self, at: u32) -> Option<&str> {
        self.meant.get(at as usize).map(|meant| &**meant)
    }

    fn learn(&mut self, name: &str) -> Host {
        if self.met.len() >= REMEMBERED {
            self.forget();
        }
        let facts = self.facts();
        let itself = self.facts.as_ref().is_some_and(|lists| lists.is_known(name));
        let own = if itself { None } else { self.frequent.suggest(name).map(Into::into) };
        let (flags, known) = (facts.domain_flags(name), facts.suggest(name).map(Into::into));
        let host = Host { flags, known: self.keep(known), own: self.keep(own) };
        self.met.insert(name.into(), host);
        host
    }

    fn keep(&mut self, meant: Option<Box<str>>) -> Option<u32> {
        self.meant.push(meant?);
        u32::try_from(self.meant.len() - 1).ok()
    }

    fn forget(&mut self) {
        self.met.clear();
        self.meant.clear();
    }
}

/// Some ten megabytes of them.
const REMEMBERED: usize = 1 << 16;
