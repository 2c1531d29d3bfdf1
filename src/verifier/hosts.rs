//! What the domains of a list's rows are: the flags that all their addresses have, and what was probably meant.

use crate::facts::{Data, Flags, Seeded, suggest::Frequent};
use std::collections::HashMap;
use std::sync::Arc;

/// Domains, those met a moment ago remembered.
pub(super) struct Hosts {
    /// Lists of the caller's own.
    facts: Option<Arc<Data>>,
    frequent: Frequent,
    met: HashMap<Box<str>, Host, Seeded>,
}

/// One of them.
pub(super) struct Host {
    pub(super) flags: Flags,
    /// The domain that was probably meant, by the lists of well-known ones.
    known: Option<Box<str>>,
    /// And by what the list itself is full of.
    own: Option<Box<str>>,
}

impl Hosts {
    pub(super) fn new(frequent: Frequent, facts: Option<Arc<Data>>) -> Self {
        Self { facts, frequent, met: HashMap::default() }
    }

    /// By these lists instead of those compiled in.
    pub(super) fn set_facts(&mut self, lists: Arc<Data>) {
        self.facts = Some(lists);
        self.met.clear();
    }

    pub(super) fn facts(&self) -> &Data {
        self.facts.as_deref().unwrap_or_else(|| Data::builtin())
    }

    /// The domain of this name, in lower-case A-labels.
    pub(super) fn get(&mut self, name: &str) -> &Host {
        if !self.met.contains_key(name) {
            let host = self.look(name);
            if self.met.len() >= REMEMBERED {
                self.met.clear();
            }
            self.met.insert(name.into(), host);
        }
        self.met.get(name).unwrap_or(&NOBODY)
    }

    fn look(&self, name: &str) -> Host {
        let facts = self.facts();
        let itself = self.facts.as_ref().is_some_and(|lists| lists.is_known(name));
        let own = if itself { None } else { self.frequent.suggest(name) };
        Host { flags: facts.domain_flags(name), known: facts.suggest(name).map(Into::into), own: own.map(Into::into) }
    }
}

impl Host {
    /// The domain that was probably meant.
    pub(super) fn meant(&self) -> Option<&str> {
        self.known.as_deref().or(self.own.as_deref())
    }

    /// The one that the list is full of.
    pub(super) fn own(&self) -> Option<&str> {
        self.own.as_deref()
    }
}

const NOBODY: Host = Host { flags: Flags::NONE, known: None, own: None };
/// Some ten megabytes of them.
const REMEMBERED: usize = 1 << 16;
