//! How one address is asked about.

use std::time::Duration;

/// What [`verify_with`](super::Verifier::verify_with) may take and spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ask {
    /// Answer by then, counted from the call; 60 seconds if `None`.
    pub deadline: Option<Duration>,
    /// How old a stored verdict may be; by its status if `None`.
    pub max_age: Option<Duration>,
    /// Ask a server at all, or only the store.
    pub probe: bool,
}

impl Ask {
    /// Answer by then, counted from the call.
    #[must_use]
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// How old a stored verdict may be; zero asks anew.
    #[must_use]
    pub const fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age);
        self
    }

    /// Whether a server may be asked.
    #[must_use]
    pub const fn probe(mut self, probe: bool) -> Self {
        self.probe = probe;
        self
    }
}

impl Default for Ask {
    fn default() -> Self {
        Self { deadline: None, max_age: None, probe: true }
    }
}
