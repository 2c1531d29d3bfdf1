//! Ctrl-C and SIGTERM: the first ends the run in good order, the second at once.

use crate::stop::Stop;
use listproof::Verifier;
use std::io;
use std::time::Duration;
use tokio::sync::watch;

/// Caught from the moment it is made.
#[derive(Clone, Debug)]
pub(crate) struct Signals(watch::Receiver<u8>);

impl Signals {
    /// Catches them from now on.
    ///
    /// # Errors
    /// A system that does not let us.
    pub(crate) fn catch() -> Result<Self, Stop> {
        let failed = |error| Stop::failed(format!("signals cannot be caught: {error}"));
        let mut caught = Caught::new().map_err(failed)?;
        let (told, heard) = watch::channel(0);
        tokio::spawn(async move {
            told.send_replace(caught.next().await);
            eprintln!("verify_csv: ending in good order; once more to end at once");
            let code = caught.next().await;
            std::process::exit(i32::from(code));
        });
        Ok(Self(heard))
    }

    /// Lets the first one stop this verifier's runs.
    pub(crate) fn stop(&self, verifier: Verifier) {
        let signals = self.clone();
        tokio::spawn(async move {
            signals.came().await;
            verifier.shutdown(GRACE).await;
        });
    }

    /// The exit status of the one that came, 128 and its number, as shells say.
    pub(crate) fn code(&self) -> Option<u8> {
        Some(*self.0.borrow()).filter(|code| *code > 0)
    }

    /// Until one has come.
    pub(crate) async fn came(&self) {
        let mut heard = self.0.clone();
        if heard.wait_for(|code| *code > 0).await.is_err() {
            // Nobody listens any more, so none will come.
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
struct Caught {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Caught {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) -> u8 {
        tokio::select! {
            _ = self.interrupt.recv() => 130,
            _ = self.terminate.recv() => 143,
        }
    }
}

#[cfg(not(unix))]
struct Caught;

#[cfg(not(unix))]
impl Caught {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> u8 {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        130
    }
}

/// For open conversations to say goodbye.
const GRACE: Duration = Duration::from_secs(5);
