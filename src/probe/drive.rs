//! The wire under a session: moves its bytes, keeps its deadlines, shakes its hands. Decides nothing.

use super::connect::Stream;
use super::tls::{Handshake, Handshaker};
use crate::clock;
use crate::smtp::{Event, Identity, Options, Output, Session, Tls};
use crate::syntax::HostName;
use std::future::{Future, poll_fn};
use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::task::Poll;
use std::time::Instant;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout_at;

/// A [`Session`] and its connection.
pub(crate) struct Drive {
    session: Session,
    wire: Wire,
    handshaker: Handshaker,
    host: HostName,
    peer: IpAddr,
    /// What is to be written, and how much of it is.
    out: Vec<u8>,
    written: usize,
    buffer: Box<[u8; READ_LEN]>,
    idle_told: bool,
}

/// What [`Drive::next`] came back for.
#[derive(Debug)]
pub(crate) enum Driven {
    /// The session learnt something.
    Event(Event),
    /// The session waits for pushes, and nothing is in flight. Said once each time; called again without a push,
    /// [`Drive::next`] waits for what the server does, or for the idle time-out.
    Idle,
    /// The connection is closed. From here on always the answer.
    Closed,
}

enum Wire {
    Open(Box<dyn Stream>),
    Handshake(Handshake),
    Gone,
}

impl Drive {
    /// Takes over a connection that was opened just now, to `host` at `peer`. Where `handshaker` is not able,
    /// opportunistic TLS is off; required TLS stays required, and fails.
    pub(crate) fn new(
        identity: Identity,
        mut options: Options,
        stream: Box<dyn Stream>,
        handshaker: Handshaker,
        host: HostName,
        peer: IpAddr,
    ) -> Self {
        if !handshaker.is_able() && options.tls == Tls::Opportunistic {
            options.tls = Tls::Off;
        }
        Self {
            session: Session::new(identity, options, clock::now()),
            wire: Wire::Open(stream),
            handshaker,
            host,
            peer,
            out: Vec::new(),
            written: 0,
            buffer: Box::new([0; READ_LEN]),
            idle_told: false,
        }
    }

    /// The session, to look at.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// The session, to push, reset and close. [`Drive::next`] does the polling.
    pub(crate) fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// Runs until there is something to tell. Cancel-safe: a dropped future loses no byte and no handshake.
    pub(crate) async fn next(&mut self) -> Driven {
        // What came since the last call was said before we spoke: it is no answer to what was pushed in between.
        if self.out.is_empty() {
            self.read_on(clock::now()).await;
        }
        loop {
            if !self.out.is_empty() {
                self.write().await;
                continue;
            }
            if matches!(self.wire, Wire::Handshake(_)) {
                self.shake().await;
                continue;
            }
            match self.session.poll() {
                Output::Transmit(bytes) => {
                    self.idle_told = false;
                    self.out = bytes;
                }
                Output::Event(event) => return Driven::Event(event),
                Output::StartTls => self.start_tls(),
                Output::Wait(_) if self.session.is_idle() && !self.idle_told => {
                    self.idle_told = true;
                    return Driven::Idle;
                }
                Output::Wait(until) => self.read(until).await,
                Output::Close => {
                    self.hang_up().await;
                    return Driven::Closed;
                }
            }
        }
    }

    /// Some bytes more, or the flush behind the last of them, within the session's deadline: a peer that stops reading
    /// must not hold us.
    async fn write(&mut self) {
        let until = self.session.deadline();
        if let Wire::Open(stream) = &mut self.wire {
            let rest = self.out.get(self.written..).unwrap_or_default();
            let step = async {
                match rest {
                    [] => stream.flush().await.map(|()| 0),
                    rest => stream.write(rest).await,
                }
            };
            match within(until, step).await {
                Some(Ok(n @ 1..)) => return self.written += n,
                // Flushed; or broken, and the server may have said goodbye before: the next read tells.
                Some(Ok(0) | Err(_)) => {}
                None => self.session.handle_timeout(clock::now().max(until)),
            }
        }
        self.out.clear();
        self.written = 0;
    }

    async fn read(&mut self, until: Instant) {
        let Wire::Open(stream) = &mut self.wire else {
            return self.session.handle_disconnect(clock::now());
        };
        let read = within(until, stream.read(self.buffer.as_mut_slice())).await;
        let now = clock::now();
        match read {
            Some(Ok(n @ 1..)) => {
                self.session.handle_input(self.buffer.get(..n).unwrap_or_default(), now);
                self.read_on(now).await;
            }
            Some(Ok(0) | Err(_)) => self.session.handle_disconnect(now),
            // The timer may be a hair early by our own clock.
            None => self.session.handle_timeout(now.max(until)),
        }
    }

    /// What has come as well, in another segment or TLS record: heard before we write, it cannot pass for the answer
    /// to what we write.
    async fn read_on(&mut self, now: Instant) {
        for _ in 0..READS_AT_ONCE {
            let Wire::Open(stream) = &mut self.wire else { return };
            let mut read = pin!(stream.read(self.buffer.as_mut_slice()));
            let come = poll_fn(|cx| match read.as_mut().poll(cx) {
                Poll::Ready(read) => Poll::Ready(Some(read)),
                Poll::Pending => Poll::Ready(None),
            });
            match come.await {
                Some(Ok(n @ 1..)) => self.session.handle_input(self.buffer.get(..n).unwrap_or_default(), now),
                Some(Ok(0) | Err(_)) => return self.session.handle_disconnect(now),
                None => return,
            }
        }
    }

    fn start_tls(&mut self) {
        let Wire::Open(stream) = std::mem::replace(&mut self.wire, Wire::Gone) else {
            return self.session.handle_tls(false, clock::now());
        };
        match self.handshaker.start(stream, &self.host, self.peer) {
            Some(handshake) => self.wire = Wire::Handshake(handshake),
            None => self.session.handle_tls(false, clock::now()),
        }
    }

    async fn shake(&mut self) {
        let Wire::Handshake(handshake) = &mut self.wire else {
            return;
        };
        let shaken = within(self.session.deadline(), handshake).await;
        self.wire = match shaken {
            Some(Ok(stream)) => Wire::Open(stream),
            Some(Err(_)) | None => Wire::Gone,
        };
        self.session.handle_tls(matches!(self.wire, Wire::Open(_)), clock::now());
    }

    /// Says so to TLS and TCP; what does not go out at once is dropped.
    async fn hang_up(&mut self) {
        if let Wire::Open(stream) = &mut self.wire {
            let until = clock::now() + HANG_UP;
            let _ = within(until, stream.shutdown()).await;
        }
        self.wire = Wire::Gone;
    }
}

impl std::fmt::Debug for Drive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drive").field("host", &self.host).field("peer", &self.peer).finish_non_exhaustive()
    }
}

async fn within<T>(until: Instant, io: impl Future<Output = io::Result<T>>) -> Option<io::Result<T>> {
    timeout_at(until.into(), io).await.ok()
}

/// What is read at once: an EHLO reply, or the replies to a batch.
const READ_LEN: usize = 4 * 1024;
/// Enough for the longest reply; a server that floods has the rest of its say in turn.
const READS_AT_ONCE: usize = 16;
/// For close_notify and FIN: only full buffers make it take longer, and nobody waits for those.
const HANG_UP: std::time::Duration = std::time::Duration::from_millis(200);

#[cfg(test)]
mod tests;
