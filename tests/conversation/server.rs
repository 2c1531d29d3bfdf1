//! A mail server in memory, under tokio's paused clock: an address is alive if its local part begins with `a`. Everything
//! it hears is in its log, with the moment.

use listproof::probe::{BoxFuture, Connect, Stream};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, WriteHalf, duplex, split};
use tokio::sync::Mutex as Line;

/// How it behaves, and what it has heard.
#[derive(Clone, Default)]
pub(crate) struct Server {
    pub(crate) habits: Habits,
    pub(crate) log: Arc<Mutex<Log>>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Habits {
    /// Keywords of the EHLO reply.
    pub(crate) keywords: Vec<&'static str>,
    /// Before each reply: this, and up to as much again.
    pub(crate) delay: Duration,
    /// Breaks off behind the 220 to STARTTLS.
    pub(crate) breaks_tls: bool,
    pub(crate) stutter: Option<Stutter>,
    /// Never answers every so many-th RCPT of a connection.
    pub(crate) swallows: Option<u32>,
}

/// The reply to the last RCPT of a write is sent twice, the second time so much later.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stutter {
    pub(crate) later: Duration,
    /// Whether nothing else is read and answered in the meantime.
    pub(crate) holds_up: bool,
    /// In every so many-th write of a connection.
    pub(crate) every: u32,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Log {
    pub(crate) sessions: Vec<Heard>,
    pub(crate) rcpts: Vec<Instant>,
    pub(crate) open: usize,
    pub(crate) most_open: usize,
    noise: u64,
}

/// One connection: the recipients of each transaction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heard {
    pub(crate) transactions: Vec<Vec<String>>,
    pub(crate) quit: bool,
}

impl Server {
    pub(crate) fn new(keywords: &[&'static str]) -> Self {
        let habits = Habits { keywords: keywords.to_vec(), ..Habits::default() };
        Self { habits, log: Arc::default() }
    }

    pub(crate) fn log(&self) -> Log {
        self.log.lock().unwrap().clone()
    }

    /// The most RCPTs in any window of this length.
    pub(crate) fn most_in(&self, window: Duration) -> usize {
        let rcpts = self.log().rcpts;
        let from = |first: usize| rcpts[first..].iter().take_while(|at| **at < rcpts[first] + window).count();
        (0..rcpts.len()).map(from).max().unwrap_or(0)
    }

    async fn serve(self, stream: DuplexStream) {
        let id = {
            let mut log = self.log.lock().unwrap();
            log.open += 1;
            log.most_open = log.most_open.max(log.open);
            log.sessions.push(Heard::default());
            log.sessions.len() - 1
        };
        drop(self.talk(id, stream).await);
        self.log.lock().unwrap().open -= 1;
    }

    async fn talk(&self, id: usize, stream: DuplexStream) -> io::Result<()> {
        let (read, write) = split(stream);
        let (mut read, write) = (BufReader::new(read), Arc::new(Line::new(write)));
        say(&write, "220 mx.example.org ESMTP\r\n").await?;
        let (mut line, mut writes, mut rcpts) = (String::new(), 0, 0);
        loop {
            line.clear();
            if read.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let reply = self.hear(id, line.trim_end());
            self.think().await;
            rcpts += u32::from(line.starts_with("RCPT "));
            if line.starts_with("RCPT ") && self.habits.swallows.is_some_and(|nth| rcpts.is_multiple_of(nth)) {
                continue;
            }
            say(&write, &reply).await?;
            match line.trim_end() {
                "QUIT" => return Ok(()),
                "STARTTLS" if self.habits.breaks_tls => return Ok(()),
                rcpt if rcpt.starts_with("RCPT ") && read.buffer().is_empty() => {
                    writes += 1;
                    self.stutter(writes, &write, reply).await;
                }
                _ => {}
            }
        }
    }

    async fn stutter(&self, writes: u32, write: &Arc<Line<WriteHalf<DuplexStream>>>, reply: String) {
        let Some(stutter) = self.habits.stutter.filter(|stutter| writes.is_multiple_of(stutter.every)) else { return };
        let write = write.clone();
        let again = async move {
            pause(stutter.later).await;
            drop(say(&write, &reply).await);
        };
        match stutter.holds_up {
            true => again.await,
            false => drop(tokio::spawn(again)),
        }
    }

    fn hear(&self, id: usize, line: &str) -> String {
        let mut log = self.log.lock().unwrap();
        if let Some(rcpt) = line.strip_prefix("RCPT TO:<").and_then(|rest| rest.strip_suffix('>')) {
            log.rcpts.push(listproof::clock::now());
            log.sessions[id].transactions.last_mut().unwrap().push(rcpt.to_owned());
            let alive = rcpt.starts_with('a');
            return if alive { "250 2.1.5 Ok\r\n" } else { "550 5.1.1 User unknown\r\n" }.to_owned();
        }
        if line.starts_with("EHLO ") {
            let mut reply = "250-mx.example.org\r\n".to_owned();
            self.habits.keywords.iter().for_each(|keyword| reply += &format!("250-{keyword}\r\n"));
            return reply + "250 HELP\r\n";
        }
        if line.starts_with("MAIL ") {
            log.sessions[id].transactions.push(Vec::new());
        }
        if line == "QUIT" {
            log.sessions[id].quit = true;
            return "221 2.0.0 Bye\r\n".to_owned();
        }
        if line == "STARTTLS" { "220 go ahead\r\n" } else { "250 2.0.0 Ok\r\n" }.to_owned()
    }

    async fn think(&self) {
        if self.habits.delay.is_zero() {
            return;
        }
        let noise = {
            let mut log = self.log.lock().unwrap();
            log.noise = log.noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (log.noise >> 40) as f64 / (1u64 << 24) as f64
        };
        pause(self.habits.delay.mul_f64(1.0 + noise)).await;
    }
}

impl Connect for Server {
    fn connect(&self, _: SocketAddr, _: Option<IpAddr>) -> BoxFuture<'_, io::Result<Box<dyn Stream>>> {
        let (ours, theirs) = duplex(64 * 1024);
        tokio::spawn(self.clone().serve(theirs));
        Box::pin(async move { Ok(Box::new(ours) as Box<dyn Stream>) })
    }
}

async fn say(write: &Line<WriteHalf<DuplexStream>>, reply: &str) -> io::Result<()> {
    write.lock().await.write_all(reply.as_bytes()).await
}

pub(crate) async fn pause(wait: Duration) {
    drop(tokio::time::timeout(wait, std::future::pending::<()>()).await);
}
