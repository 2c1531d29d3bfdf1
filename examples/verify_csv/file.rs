//! A list file: read, asked about, and written again.

use crate::args::Args;
use crate::ask::{Asker, check_demo};
use crate::outcome;
use crate::progress::Bar;
use crate::stop::Stop;
use listproof::Proof;
use listproof::clock;
use listproof::facts::Data;
use listproof::list::{List, Options, Suppress};
use listproof::report::{Run, Summary};
use std::io::{Write, stdout};
use std::path::Path;
use std::sync::Arc;

/// Proofs the list and writes it again, whole or not at all.
///
/// # Errors
/// Everything that ends a run, the gate and a signal included.
pub(crate) async fn run(args: &Args) -> Result<(), Stop> {
    let started = clock::now();
    let list = Arc::new(open(args)?);
    if args.demo {
        check_demo(&list)?;
    }
    let suppress = suppress(args)?;
    let out = args.out();
    outcome::writable(&out)?;
    args.summary.as_deref().map_or(Ok(()), outcome::writable)?;
    say(&list);
    let (proof, signal) = match args.offline {
        true => (offline(&list, suppress, facts(args)?)?, None),
        false => ask(args, &list, suppress).await?,
    };
    let mut summary = write(&list, &out, proof)?;
    outcome::measure(&mut summary, started);
    // Nobody reads it: the files are written all the same.
    drop(write!(stdout().lock(), "{summary}\nwritten: {}\n", out.display()));
    let end = outcome::end(args, &summary);
    match signal {
        Some(code) => {
            let goes_on = if args.store().is_some() { "; the same command goes on" } else { "" };
            let line = format!("interrupted; what was not asked is not_probed in {}{goes_on}", out.display());
            Err(Stop::interrupted(code, line))
        }
        None => end,
    }
}

/// The list, its layout found out.
///
/// # Errors
/// The library's, with file and cause.
pub(crate) fn open(args: &Args) -> Result<List, Stop> {
    let mut options = Options::default();
    if let Some(column) = args.list_column() {
        options = options.column(column);
    }
    Ok(List::open(&args.input, &options)?)
}

/// Says which column holds the addresses: the one thing that was found out and could be wrong.
pub(crate) fn say(list: &List) {
    eprintln!("verify_csv: {}: addresses in {}", list.path().display(), list.head().column());
}

/// Who is never asked.
///
/// # Errors
/// A file that cannot be read, or a line that cannot be honoured.
pub(crate) fn suppress(args: &Args) -> Result<Suppress, Stop> {
    match &args.suppress {
        Some(path) => Ok(Suppress::open(path)?),
        None => Ok(Suppress::default()),
    }
}

/// The lists of `--facts`.
///
/// # Errors
/// A folder that is not there, or a file in it that is no text.
pub(crate) fn facts(args: &Args) -> Result<Option<Arc<Data>>, Stop> {
    let Some(folder) = &args.facts else { return Ok(None) };
    let unread = |error| Stop::failed(format!("--facts: cannot read {}: {error}", folder.display()));
    Data::from_dir(folder).map(|lists| Some(Arc::new(lists))).map_err(unread)
}

fn offline(list: &List, suppress: Suppress, facts: Option<Arc<Data>>) -> Result<Proof, Stop> {
    let proof = Proof::offline(list, suppress)?;
    Ok(match facts {
        Some(lists) => proof.with_facts(lists),
        None => proof,
    })
}

async fn ask(args: &Args, list: &Arc<List>, suppress: Suppress) -> Result<(Proof, Option<u8>), Stop> {
    let asker = Asker::new(args).await?;
    let bar = Bar::follow(asker.verifier.events());
    let mut proof = asker.verifier.proof(list.clone(), suppress).await?;
    drop(bar);
    let signal = asker.signals.code();
    proof.interrupted |= signal.is_some();
    asker.close().await;
    Ok((proof, signal))
}

fn write(list: &List, out: &Path, mut proof: Proof) -> Result<Summary, Stop> {
    let mut run = Run::default();
    run.addresses = proof.addresses();
    run.sites = proof.sites;
    run.connections = proof.connections;
    run.rcpts = proof.rcpts;
    run.dns_queries = proof.dns_queries;
    run.interrupted = proof.interrupted;
    let mut summary = Summary::new(run);
    proof.write(list, out, &mut summary)?;
    Ok(summary)
}
