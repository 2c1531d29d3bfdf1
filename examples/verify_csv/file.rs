//! A list file: read, asked about, and written again.

use crate::args::Args;
use crate::ask::{Asker, check_demo};
use crate::outcome;
use crate::progress::Bar;
use crate::seen::Seen;
use crate::stop::Stop;
use listproof::list::{List, Options, Suppress};
use listproof::report::{Record, Run, Summary, csv};
use listproof::{Address, Verdict, clock};
use std::io::{Write, stdout};
use std::path::Path;

/// Proofs the list and writes it again, whole or not at all.
///
/// # Errors
/// Everything that ends a run, the gate and a signal included.
pub(crate) async fn run(args: &Args) -> Result<(), Stop> {
    let started = clock::now();
    let list = open(args)?;
    let suppress = suppress(args)?;
    let out = args.out();
    outcome::writable(&out)?;
    args.summary.as_deref().map_or(Ok(()), outcome::writable)?;
    let (mut summary, signal) = match args.offline {
        true => (write(&list, &out, Seen::new(suppress), Run::default(), &|_| None)?, None),
        false => ask(args, &list, suppress, &out).await?,
    };
    outcome::measure(&mut summary, started);
    // Nobody reads it: the files are written all the same.
    drop(write!(stdout().lock(), "{summary}\nwritten: {}\n", out.display()));
    let end = outcome::end(args, &summary);
    match signal {
        Some(code) => Err(Stop::interrupted(code, format!("interrupted; what was not asked is not_probed in {}", out.display()))),
        None => end,
    }
}

/// The list, and what was found out about it.
///
/// # Errors
/// The library's, with file and cause.
pub(crate) fn open(args: &Args) -> Result<List, Stop> {
    let mut options = Options::default();
    if let Some(column) = args.list_column() {
        options = options.column(column);
    }
    let list = List::open(&args.input, &options)?;
    eprintln!("verify_csv: {}: addresses in {}", args.input.display(), list.column());
    Ok(list)
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

async fn ask(args: &Args, list: &List, suppress: Suppress, out: &Path) -> Result<(Summary, Option<u8>), Stop> {
    if args.demo {
        check_demo(list)?;
    }
    let asker = Asker::new(args).await?;
    let bar = Bar::follow(asker.verifier.events());
    let proof = asker.verifier.proof(list, &suppress).await?;
    drop(bar);
    let signal = asker.interrupted();
    let mut run = proof.run();
    run.interrupted |= signal.is_some();
    let summary = write(list, out, Seen::new(suppress), run, &|address| proof.verdict(address))?;
    asker.close().await;
    Ok((summary, signal))
}

fn write(
    list: &List,
    out: &Path,
    mut seen: Seen,
    run: Run,
    verdict: &dyn Fn(&Address) -> Option<Verdict>,
) -> Result<Summary, Stop> {
    let mut summary = Summary::new(run);
    csv::write(list, out, &mut |entry| {
        let record = Record::new(entry, verdict, seen.marks(entry));
        summary.add(&record);
        record
    })?;
    summary.run.addresses = seen.addresses();
    Ok(summary)
}
