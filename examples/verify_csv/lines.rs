//! Standard input, one item a line; JSON Lines on standard output, in the order in which verdicts settle.

mod input;

use crate::args::Args;
use crate::ask::Asker;
use crate::file::{facts, suppress};
use crate::outcome;
use crate::progress::Bar;
use crate::seen::Seen;
use crate::stop::Stop;
use futures_core::Stream;
use input::{Item, Items};
use listproof::event::{Event, Events, Progress};
use listproof::facts::Data;
use listproof::report::{Marks, Record, Summary, json};
use listproof::{Address, Verdict, clock};
use std::collections::{HashMap, VecDeque};
use std::future::poll_fn;
use std::io::{self, StdoutLock, Write, stdin, stdout};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::unconstrained;
use tokio::time::timeout;

/// Answers every line; each line gets one answer.
///
/// # Errors
/// Everything that ends a run, the gate and a signal included.
pub(crate) async fn run(args: &Args) -> Result<(), Stop> {
    let started = clock::now();
    let seen = Seen::new(suppress(args)?);
    args.summary.as_deref().map_or(Ok(()), outcome::writable)?;
    let (mut summary, signal) = match args.offline {
        true => (offline(args, seen)?, None),
        false => online(args, seen).await?,
    };
    outcome::measure(&mut summary, started);
    let end = outcome::end(args, &summary);
    match signal {
        Some(code) => {
            let kept = if args.store().is_some() { "; what is settled is in the store" } else { "" };
            Err(Stop::interrupted(code, format!("interrupted; what was not asked is not_probed{kept}")))
        }
        None => end,
    }
}

/// All entries of standard input, one by one.
pub(crate) fn items(args: &Args) -> impl Iterator<Item = Result<Item, Stop>> {
    Items::new(stdin().lock(), key(args)).map(|item| item.map_err(unreadable))
}

fn offline(args: &Args, mut seen: Seen) -> Result<Summary, Stop> {
    let mut out = Out::new(args)?;
    for item in items(args) {
        let item = item?;
        let marks = seen.marks(&item.entry);
        out.answer(&item, marks, &[])?;
    }
    out.summary.run.addresses = seen.addresses();
    Ok(out.summary)
}

async fn online(args: &Args, seen: Seen) -> Result<(Summary, Option<u8>), Stop> {
    let out = Out::new(args)?;
    let asker = Asker::new(args).await?;
    let _bar = Bar::follow(asker.verifier.events());
    let events = asker.verifier.events();
    let mut items = read(key(args));
    let (to, addresses) = mpsc::channel(1);
    let mut verdicts = asker.verifier.stream(Addresses(addresses));
    let mut desk = Desk { seen, open: HashMap::new(), queue: VecDeque::new(), to: Some(to), out };
    let mut signalled = false;
    loop {
        let room = desk.to.clone();
        tokio::select! {
            settled = poll_fn(|context| Pin::new(&mut verdicts).poll_next(context)) => match settled {
                Some((row, verdict)) => desk.settle(row, verdict)?,
                None => break,
            },
            item = items.recv(), if desk.reads() => match item {
                Some(item) => desk.take(item.map_err(unreadable)?)?,
                None => desk.to = None,
            },
            permit = reserve(room), if !desk.queue.is_empty() => desk.hand_on(permit),
            () = asker.signals.came(), if !signalled => {
                signalled = true;
                desk.close();
            }
        }
    }
    verdicts.end().await?;
    desk.leave()?;
    let mut summary = desk.out.summary;
    summary.run.addresses = desk.seen.addresses();
    let progress = last_progress(events).await;
    summary.run.sites = progress.sites;
    summary.run.connections = progress.connections;
    summary.run.rcpts = progress.rcpts;
    summary.run.dns_queries = progress.dns_queries;
    let signal = asker.signals.code();
    summary.run.interrupted = signal.is_some();
    asker.close().await;
    Ok((summary, signal))
}

/// Lines that wait for verdicts, and what goes in and out.
struct Desk {
    seen: Seen,
    open: HashMap<u64, Line>,
    /// Addresses of the line read last, not yet handed on.
    queue: VecDeque<(u64, Address)>,
    to: Option<mpsc::Sender<(u64, Address)>>,
    out: Out,
}

/// A line whose addresses are being asked about.
struct Line {
    item: Item,
    marks: Marks,
    verdicts: Vec<Verdict>,
    left: usize,
}

impl Desk {
    /// Another line is read once the last one has been handed on: the verifier's window is the only one.
    fn reads(&self) -> bool {
        self.to.is_some() && self.queue.is_empty()
    }

    fn take(&mut self, item: Item) -> Result<(), Stop> {
        let row = item.entry.row();
        let marks = self.seen.marks(&item.entry);
        self.queue.extend(self.seen.askable(&item.entry).map(|address| (row, address.clone())));
        match self.queue.len() {
            0 => self.out.answer(&item, marks, &[]),
            left => {
                self.open.insert(row, Line { item, marks, verdicts: Vec::new(), left });
                Ok(())
            }
        }
    }

    fn hand_on(&mut self, permit: Option<mpsc::OwnedPermit<(u64, Address)>>) {
        match (permit, self.queue.pop_front()) {
            (Some(permit), Some(next)) => drop(permit.send(next)),
            _ => self.close(),
        }
    }

    /// Nothing more is asked.
    fn close(&mut self) {
        self.to = None;
        self.queue.clear();
    }

    fn settle(&mut self, row: u64, verdict: Verdict) -> Result<(), Stop> {
        let Some(line) = self.open.get_mut(&row) else { return Ok(()) };
        line.verdicts.push(verdict);
        line.left -= 1;
        match line.left {
            0 => self.open.remove(&row).map_or(Ok(()), |line| self.out.answer(&line.item, line.marks, &line.verdicts)),
            _ => Ok(()),
        }
    }

    /// Lines that the end of the run has left open: what nobody was asked about is not_probed.
    fn leave(&mut self) -> Result<(), Stop> {
        let mut rows: Vec<_> = self.open.drain().map(|(_, line)| line).collect();
        rows.sort_unstable_by_key(|line| line.item.entry.row());
        rows.iter().try_for_each(|line| self.out.answer(&line.item, line.marks, &line.verdicts))
    }
}

/// Standard output, and the count of what went there.
struct Out {
    lines: StdoutLock<'static>,
    summary: Summary,
    facts: Option<Arc<Data>>,
}

impl Out {
    fn new(args: &Args) -> Result<Self, Stop> {
        Ok(Self { lines: stdout().lock(), summary: Summary::default(), facts: facts(args)? })
    }

    /// One line out, at once: standard output is flushed at each line end.
    fn answer(&mut self, item: &Item, marks: Marks, verdicts: &[Verdict]) -> Result<(), Stop> {
        let find = |address: &Address| {
            let key = address.key();
            verdicts.iter().find(|verdict| verdict.address().key() == key).cloned()
        };
        let facts = self.facts.as_deref().unwrap_or_else(|| Data::builtin());
        let record = Record::with_facts(facts, &item.entry, &find, marks).because(item.flaw.clone());
        self.summary.add(&record);
        let mut line = json::line(&record);
        line.push('\n');
        let unwritable = |error| Stop::failed(format!("cannot write standard output: {error}"));
        self.lines.write_all(line.as_bytes()).map_err(unwritable)
    }
}

/// The channel of addresses, as the verifier wants it.
struct Addresses(mpsc::Receiver<(u64, Address)>);

impl Stream for Addresses {
    type Item = (u64, Address);

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

/// Where the run stood at its end: who listens late misses the oldest events, never the last.
async fn last_progress(mut events: Events) -> Progress {
    let mut last = Progress::default();
    let come = async {
        while let Ok(Some(event)) = timeout(Duration::ZERO, events.next()).await {
            if let Event::Progress(progress) = event {
                last = progress;
            }
        }
    };
    // What is there is read to its end, however much it is.
    unconstrained(come).await;
    last
}

async fn reserve(room: Option<mpsc::Sender<(u64, Address)>>) -> Option<mpsc::OwnedPermit<(u64, Address)>> {
    room?.reserve_owned().await.ok()
}

/// Reads on a thread of its own, which nobody has to wait for: it may sit at a terminal for ever.
fn read(key: String) -> mpsc::Receiver<io::Result<Item>> {
    let (sender, items) = mpsc::channel(AHEAD);
    std::thread::spawn(move || {
        for item in Items::new(stdin().lock(), key) {
            if sender.blocking_send(item).is_err() {
                break;
            }
        }
    });
    items
}

/// Where an object holds the cell.
fn key(args: &Args) -> String {
    args.column.clone().unwrap_or_else(|| "email".to_owned())
}

fn unreadable(error: io::Error) -> Stop {
    Stop::failed(format!("standard input: {error}"))
}

/// Lines read ahead.
const AHEAD: usize = 64;
