//! A mail server, described.

use super::{Mood, Words};
use std::{net::Ipv4Addr, time::Duration};

/// One machine at one loopback address of its own: the names it answers to, its wording and its moods.
#[derive(Clone, Debug)]
pub struct Host {
    pub(crate) names: Vec<String>,
    pub(crate) operator: String,
    pub(crate) words: Words,
    pub(crate) moods: Vec<Mood>,
    pub(crate) ip: Ipv4Addr,
}

impl Host {
    /// A host of this name; its operator is the last two labels until [`operator`](Self::operator) says otherwise.
    pub fn new(name: &str) -> Self {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        let mut labels: Vec<_> = name.rsplit('.').take(2).collect();
        labels.reverse();
        Self {
            operator: labels.join("."),
            names: vec![name],
            words: Words::default(),
            moods: Vec::new(),
            ip: Ipv4Addr::LOCALHOST,
        }
    }

    /// A further name at the same address: a tenant's, as the great operators hand them out.
    #[must_use]
    pub fn alias(mut self, name: &str) -> Self {
        self.names.push(name.trim_end_matches('.').to_ascii_lowercase());
        self
    }

    /// Who runs it.
    #[must_use]
    pub fn operator(mut self, operator: &str) -> Self {
        self.operator = operator.to_owned();
        self
    }

    /// How it puts things.
    #[must_use]
    pub fn words(mut self, words: Words) -> Self {
        self.words = words;
        self
    }

    /// One mood more, asked after those it has.
    #[must_use]
    pub fn with(mut self, mood: Mood) -> Self {
        self.moods.push(mood);
        self
    }

    pub(crate) fn answers_to(&self, name: &str) -> bool {
        self.names.iter().any(|own| own == name)
    }

    pub(crate) fn has(&self, mood: &Mood) -> bool {
        self.moods.contains(mood)
    }

    /// From when on somebody listens at its address; `None` for never.
    pub(crate) fn listens_from(&self) -> Option<Duration> {
        let late = |mood: &Mood| match mood {
            Mood::Late(wait) => *wait,
            _ => Duration::ZERO,
        };
        (!self.has(&Mood::Down)).then(|| self.moods.iter().map(late).sum())
    }

    /// The name it greets with.
    pub(crate) fn name(&self) -> &str {
        self.names.first().map_or("localhost", String::as_str)
    }
}
