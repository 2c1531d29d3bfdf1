//! How long a list takes, beside what the csv crate takes to read the same bytes: `cargo bench --bench list`.
//!
//! Ten million rows (`cargo bench --bench list -- 1000000` for fewer) are written to the temporary folder and removed
//! at the end. Each figure comes from a process of its own, so that its peak of memory (VmHWM) is its own too; "one"
//! and "two" are the threads that parse. Best of three.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use listproof::list::{List, Options};

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
    let jobs = [("csv", 1), ("parse", 1), ("parse", 2), ("distinct", 1), ("distinct", 2)];
    let mut best = [Duration::MAX; 5];
    for _ in 0..ROUNDS {
        for ((job, threads), best) in jobs.iter().zip(&mut best) {
            *best = (*best).min(run(job, *threads, &path).unwrap_or(Duration::MAX));
        }
    }
    drop(std::fs::remove_file(&path));
    let [csv, one, two, dedup_one, dedup] = best.map(|best| best.as_secs_f64());
    println!("csv crate, byte records {csv:.2} s; parse {one:.2} s by one, {two:.2} s by two");
    println!("parse and dedup {dedup_one:.2} s by one, {dedup:.2} s by two");
    println!("two threads parse {:.2} times as fast as one (at least 1.8)", one / two);
    println!("a list takes {:.2} times what the csv crate takes (at most 3)", dedup / csv);
}

/// One job in a process of its own; prints what it says.
fn run(job: &str, threads: usize, path: &Path) -> Option<Duration> {
    let this = std::env::current_exe().ok()?;
    let threads = threads.to_string();
    let output = Command::new(this).arg(job).arg(path).env("RAYON_NUM_THREADS", &threads).output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    print!("{job} by {threads}: {said}");
    said.split_whitespace().next()?.parse().ok().map(Duration::from_secs_f64)
}

fn work(job: &str, path: &Path) {
    let start = now();
    let done = match job {
        "csv" => csv(path),
        "parse" => parse(path),
        _ => distinct(path),
    };
    let time = start.elapsed().as_secs_f64();
    match done {
        Ok((rows, distinct)) => println!("{time:.3} s, {rows} rows, {distinct} distinct, {}", memory(distinct)),
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

/// Every row with all that is said of it.
fn parse(path: &Path) -> Result<(u64, u64), Box<dyn std::error::Error>> {
    let list = List::open(path, &Options::default())?;
    Ok((list.read(&mut |_| Ok(()))?.rows, 0))
}

/// Every mailbox, once.
fn distinct(path: &Path) -> Result<(u64, u64), Box<dyn std::error::Error>> {
    let list = List::open(path, &Options::default())?;
    let (arena, counts) = list.distinct(&mut |_| ())?;
    Ok((counts.rows, arena.len() as u64))
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
