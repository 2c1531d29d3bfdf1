//! Joins the stages: [`Verifier`] asks about one address, a stream of them, or a list.

mod ask;
mod builder;
#[cfg(feature = "list")]
mod hosts;
#[cfg(feature = "list")]
mod list;
#[cfg_attr(not(feature = "list"), allow(dead_code, reason = "only a list's run is gone on with"))]
mod notes;
#[cfg(feature = "list")]
mod pages;
#[cfg(feature = "list")]
mod recall;
mod route;
mod run;
mod shelf;
mod stream;
#[cfg(feature = "list")]
mod told;

pub use ask::Ask;
pub use builder::Builder;
#[cfg(feature = "list")]
pub use list::Proof;
pub use stream::Verdicts;

use crate::clock;
use crate::domain::Routes;
use crate::event::{Bell, Events};
use crate::probe::{Connect, Handshaker, Shares};
use crate::smtp::Identity;
use crate::store::Store;
use crate::syntax::Address;
use crate::verdict::{Cause, Evidence, Verdict};
use builder::Settings;
use futures_core::Stream;
use run::{Run, Single};
use std::hash::Hash;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OnceCell, watch};

/// Asks mail servers which recipients they would refuse. Cheap to clone; clones share routes, store and pace.
///
/// ```no_run
/// # async fn one() -> Result<(), Box<dyn std::error::Error>> {
/// use listproof::{Identity, Verifier};
///
/// let verifier = Verifier::builder(Identity::new("probe.example.com", "verify@example.com")?).build()?;
/// let verdict = verifier.verify(&"anna@example.org".parse()?).await;
/// println!("{} {} {:.2}", verdict.status(), verdict.cause(), verdict.bounce_risk());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Verifier(Arc<Inner>);

struct Inner {
    identity: Identity,
    settings: Settings,
    routes: Routes,
    connect: Arc<dyn Connect>,
    handshaker: Handshaker,
    store: Arc<dyn Store>,
    bell: Bell,
    /// What all its runs keep to together.
    shares: Shares,
    /// Whether the resolver invents names, once asked.
    lies: OnceCell<bool>,
    /// Set once, to stop every run of this verifier: what its open conversations may still take.
    stop: watch::Sender<Option<Duration>>,
}

impl Verifier {
    /// Who is asking is the one thing that has no default.
    pub fn builder(identity: Identity) -> Builder {
        Builder::new(identity)
    }

    /// One address, within 60 seconds: a deferral is not waited out, and the domain alone is judged. Never fails:
    /// what could not be learnt is in the verdict.
    pub async fn verify(&self, address: &Address) -> Verdict {
        self.verify_with(address, Ask::default()).await
    }

    /// One address, with a deadline, an age or a limit of its own.
    pub async fn verify_with(&self, address: &Address, ask: Ask) -> Verdict {
        let age = ask.max_age.map_or(self.0.settings.max_age, crate::store::MaxAge::all);
        if !self.0.settings.fresh
            && let Ok(Some(known)) = self.0.store.get(&address.key())
            && age.is_fresh(&known, clock::unix_now())
        {
            return known;
        }
        if !ask.probe {
            return self.not_probed(address, "not asked: the caller wanted no probe");
        }
        let single = Single::new(address.clone(), self.0.store.clone());
        let mut settings = self.0.settings.clone();
        settings.confirm_wait = settings.confirm_wait.min(SINGLE_CONFIRM);
        settings.defers = false;
        settings.deadline = Some(ask.deadline.unwrap_or(SINGLE_DEADLINE));
        let mut run = Run::new(self.0.clone(), settings, Arc::new(single));
        run.add(0, address);
        let mut verdict = None;
        let end = run.finish(|verdicts| verdict = verdicts.into_iter().next().map(|(_, verdict)| verdict)).await;
        match (verdict, end) {
            (Some(verdict), _) => verdict,
            (None, Err(error)) => self.not_probed(address, &error.to_string()),
            (None, Ok(_)) => self.not_probed(address, "not asked: the run ended"),
        }
    }

    /// Many addresses, each under a key of the caller's, answered as they settle. Duplicates are asked once. The
    /// window counts addresses not yet asked: the input is not read ahead of it.
    ///
    /// What settled is in the store, and not asked again. A stream is no run that goes on, though: where its process
    /// dies, the next one asks anew about whoever was deferred. Many streams may share a store, and whoever sends in
    /// an unknown address a second time wants it asked.
    pub fn stream<K, S>(&self, addresses: S) -> Verdicts<K>
    where
        K: Clone + Eq + Hash + Send + 'static,
        S: Stream<Item = (K, Address)> + Send + 'static,
    {
        stream::start(&self.0, addresses)
    }

    /// What happens from now on.
    pub fn events(&self) -> Events {
        self.0.bell.listen()
    }

    /// Stops every run: no further RCPT goes out, open conversations are closed within `grace`, and what is not
    /// settled stays unsettled.
    pub async fn shutdown(&self, grace: Duration) {
        self.0.stop.send_replace(Some(grace));
        // A run holds a receiver until it has ended.
        drop(tokio::time::timeout(grace, self.0.stop.closed()).await);
    }

    fn not_probed(&self, address: &Address, text: &str) -> Verdict {
        let evidence = Evidence { text: text.to_owned(), ..Evidence::default() };
        Verdict::new(address.clone(), Cause::NotProbed, evidence)
    }
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verifier").field("helo", &self.0.identity.helo().as_str()).finish_non_exhaustive()
    }
}

/// "A Verdict within 60 s" (contract).
const SINGLE_DEADLINE: Duration = Duration::from_secs(60);
/// Before second looks and second asks about one address.
const SINGLE_CONFIRM: Duration = Duration::from_secs(5);
