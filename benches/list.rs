//! How long a list takes, beside what the csv crate takes to read the same bytes: `cargo bench --bench list`.
//!
//! Ten million rows (`cargo bench --bench list -- 1000000` for fewer) are written to the temporary folder and removed
//! at the end. Each figure comes from a process of its own, so that its peak of memory (VmHWM) is its own too; the
//! number behind a job is that of the threads that parse. Best of three.
//!
//! `csv`: byte records. `loop`: sums that touch no memory, shared out like cells: what two threads of this machine are
//! worth. `cells`: the cells of the first million rows, in memory already, and what they mean. `read`: every row with all
//! that is said of it. `distinct`: every mailbox once. Time on the clock is worth something on an idle machine alone; the
//! time of the processors beside it suffers less.

use std::{
    fs::File,
    hint::black_box,
    io::{BufWriter, Write},
    path::Path,
    process::Command,
    time::Instant,
};

use listproof::list::{Entry, List, Options};
use rayon::prelude::*;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.as_slice() {
        [job, path] => work(job, Path::new(path)),
        [rows] => compare(rows.parse().unwrap_or(ROWS)),
        _ => compare(ROWS),
    }
}

const ROWS: u64 = 10_000_000;
const ROUNDS: usize = 3;

fn compare(rows: u64) {
    let path = std::env::temp_dir().join(format!("listproof-bench-{}.csv", std::process::id()));
    if let Err(error) = write(&path, rows) {
        return eprintln!("{}: {error}", path.display());
    }
    let two = ["loop", "cells", "read", "distinct"].into_iter().flat_map(|job| [(job, 1), (job, 2)]);
    let jobs: Vec<_> = std::iter::once(("csv", 1)).chain(two).collect();
    let mut best = [[f64::MAX; 2]; 9];
    for _ in 0..ROUNDS {
        for ((job, threads), best) in jobs.iter().zip(&mut best) {
            let times = run(job, *threads, &path).unwrap_or([f64::MAX; 2]);
            *best = [best[0].min(times[0]), best[1].min(times[1])];
        }
    }
    drop(std::fs::remove_file(&path));
    let [csv, sums, sums_by_two, cells, cells_by_two, read, read_by_two, distinct, distinct_by_two] = best;
    println!("two threads add {:.2} times as fast as one: what this machine can give", sums[0] / sums_by_two[0]);
    println!("two threads parse {:.2} times as fast as one (at least 1.8)", cells[0] / cells_by_two[0]);
    println!("two threads read and parse {:.2} times as fast as one", read[0] / read_by_two[0]);
    let times = |of: [f64; 2]| [of[0] / csv[0], of[1] / csv[1]];
    for (threads, of) in [("one", distinct), ("two", distinct_by_two)] {
        let [clock, work] = times(of);
        println!("a list takes {clock:.2} times what the csv crate takes by {threads} (at most 3), {work:.2} in work");
    }
}

/// One job in a process of its own; prints what it says. Seconds by the clock and of the processors.
fn run(job: &str, threads: usize, path: &Path) -> Option<[f64; 2]> {
    let this = std::env::current_exe().ok()?;
    let threads = threads.to_string();
    let output = Command::new(this).arg(job).arg(path).env("RAYON_NUM_THREADS", &threads).output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    print!("{job} by {threads}: {said}");
    let mut words = said.split_whitespace().filter_map(|word| word.parse().ok());
    Some([words.next()?, words.next()?])
}

fn work(job: &str, path: &Path) {
    let cells = if job == "cells" { first(path) } else { Vec::new() };
    let (start, spent) = (now(), spent());
    let done = match job {
        "csv" => csv(path),
        "loop" => Ok(sums()),
        "cells" => Ok(parse(&cells)),
        "read" => read(path),
        _ => distinct(path),
    };
    let (time, spent) = (start.elapsed().as_secs_f64(), self::spent() - spent);
    match done {
        Ok((rows, distinct)) => {
            println!("{time:.3} s, {spent:.2} s of work, {rows} rows, {distinct} distinct, {}", memory(distinct));
        }
        Err(error) => eprintln!("{error}"),
    }
}

fn csv(path: &Path) -> Result<(u64, u64), Box<dyn std::error::Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record)? {
        rows += 1;
    }
    Ok((rows, 0))
}

/// About as long as it takes to parse.
fn sums() -> (u64, u64) {
    let sum = |from: u32| (0..400).fold(u64::from(from), |sum, n: u64| black_box(sum ^ n).wrapping_mul(31));
    let all = (0..1_000_000_u32).into_par_iter().with_min_len(256).map(sum).reduce(|| 0, u64::wrapping_add);
    black_box(all);
    (1_000_000, 0)
}

/// The address cells of the first million rows.
fn first(path: &Path) -> Vec<String> {
    let Ok(mut reader) = csv::Reader::from_path(path) else { return Vec::new() };
    let cells = reader.records().filter_map(|record| Some(record.ok()?.get(1)?.to_owned()));
    cells.take(1_000_000).collect()
}

fn parse(cells: &[String]) -> (u64, u64) {
    let good = |cell: &&String| Entry::new(1, black_box(cell.as_str())).repair().address().is_some();
    let good = cells.par_iter().with_min_len(256).filter(good).count();
    assert!(good > 0, "nothing was parsed");
    (cells.len() as u64, 0)
}

/// Every row with all that is said of it.
fn read(path: &Path) -> Result<(u64, u64), Box<dyn std::error::Error>> {
    let list = List::open(path, &Options::default())?;
    Ok((list.read(&mut |_| Ok(()))?.rows, 0))
}

/// Every mailbox, once.
fn distinct(path: &Path) -> Result<(u64, u64), Box<dyn std::error::Error>> {
    let list = List::open(path, &Options::default())?;
    let (arena, counts) = list.distinct(&mut |_| ())?;
    Ok((counts.rows, arena.len() as u64))
}

/// Seconds of the processors that this process has used, its kernel's included, in hundredths.
fn spent() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The peak, and what is left of it for each distinct address beyond 64 MiB.
fn memory(distinct: u64) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
    let Some(peak) = peak.map(|peak: u64| peak * 1024) else {
        return "peak unknown".to_owned();
    };
    let each = peak.saturating_sub(64 << 20).checked_div(distinct).unwrap_or(0);
    format!("peak {} MiB, {each} bytes each beyond 64 MiB (at most 64)", peak >> 20)
}

/// Rows as a shop keeps them; one address in ten stands in an earlier row.
fn write(path: &Path, rows: u64) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let domains = ["gmail.com", "hotmail.co.uk", "yahoo.com", "outlook.com", "web.de", "orange.fr"];
    let names = ["anna", "ben.ott", "carla_w", "d.meier", "emil", "frida-k", "j.neumann", "lea"];
    writeln!(out, "id,email,first_name,last_name,city,joined")?;
    for row in 0..rows {
        let of = if row % 10 == 9 { row / 2 } else { row };
        let name = names.get((of % 8) as usize).unwrap_or(&"a");
        let joined = format_args!("2024-{:02}-{:02}", of % 12 + 1, of % 28 + 1);
        match domains.get((of / 8 % 9) as usize) {
            Some(domain) => writeln!(out, "{row},{name}{of}@{domain},Anna,Meier,Hamburg,{joined}")?,
            None => writeln!(out, "{row},{name}{of}@firm{}.com,Ben,\"Ott, Dr.\",Bonn,{joined}", of % 50_021)?,
        }
    }
    out.flush()
}

#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
fn now() -> Instant {
    Instant::now()
}
