//! What happens while a run goes on: progress bars, logs and metrics are built on it.

use crate::verdict::Cause;
use std::time::Duration;
use tokio::sync::broadcast;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// A connection was opened, or could not be.
    Connected {
        /// The mail host, by its MX name.
        host: String,
        /// Whether it answered.
        up: bool,
    },
    /// An operator is left in peace for a while: it spoke about us.
    Paused {
        /// Who runs the servers.
        operator: String,
    },
    /// An address got its verdict.
    Settled {
        /// Why.
        cause: Cause,
    },
    /// Where the run stands, a few times a second and at its end.
    Progress(Progress),
}

/// Where a run stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Distinct addresses of the run, those known from the store included.
    pub addresses: u64,
    /// Those with a verdict.
    pub settled: u64,
    /// Sites found so far.
    pub sites: u64,
    /// Connections opened so far.
    pub connections: u64,
    /// RCPTs sent so far.
    pub rcpts: u64,
    /// DNS queries sent so far.
    pub dns_queries: u64,
    /// What holds the run up: operators with waiting addresses, the longest wait first.
    pub waiting: Vec<Waiting>,
}

/// Addresses that wait at one operator.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiting {
    /// Who runs the servers.
    pub operator: String,
    /// How many addresses.
    pub addresses: u32,
    /// At least so long, at the rate that it is asked.
    pub at_least: Duration,
}

/// Events from now on. One that lags behind misses the oldest, never the run.
#[derive(Debug)]
pub struct Events(broadcast::Receiver<Event>);

impl Events {
    /// The next one; `None` once the verifier is gone.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            match self.0.recv().await {
                Ok(event) => return Some(event),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

/// Where events come from.
#[derive(Clone, Debug)]
pub(crate) struct Bell(broadcast::Sender<Event>);

impl Bell {
    pub(crate) fn new() -> Self {
        Self(broadcast::Sender::new(KEPT))
    }

    pub(crate) fn ring(&self, event: Event) {
        // Nobody listens: nothing is lost.
        drop(self.0.send(event));
    }

    pub(crate) fn listen(&self) -> Events {
        Events(self.0.subscribe())
    }
}

/// Events kept for a listener that lags behind.
const KEPT: usize = 4096;
