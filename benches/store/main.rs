//! What a list costs from end to end, beside the csv crate copying the same file: `cargo bench --bench store`.
//!
//! Two million rows (`cargo bench --bench store -- 10000000` for more), four in five of them distinct, are written to
//! the temporary folder and removed at the end; the servers are a stub in memory that answers at once. Each figure comes
//! from a process of its own: its time, the CPU that it used, the most that it had allocated, and the most that was
//! resident (VmHWM).

mod stub;

use listproof::list::{List, Options, Suppress};
use listproof::report::{Run, Summary};
use listproof::site::Limits;
use listproof::store::File as Kept;
use listproof::{Identity, Proof, Verifier};
use peak_alloc::PeakAlloc;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.as_slice() {
        [job, folder] => work(job, Path::new(folder)),
        [rows] => compare(rows.parse().unwrap_or(ROWS)),
        _ => compare(ROWS),
    }
}

const ROWS: u64 = 2_000_000;
/// Bytes that are read and written at once, as by ourselves.
const READ: usize = 128 * 1024;
const WRITTEN: usize = 256 * 1024;

/// The list, its copy and the store.
struct Files {
    list: PathBuf,
    out: PathBuf,
    store: PathBuf,
}

impl Files {
    fn new(folder: &Path) -> Self {
        Self { list: folder.join("list.csv"), out: folder.join("out.csv"), store: folder.join("out.store") }
    }
}

fn compare(rows: u64) {
    let folder = std::env::temp_dir().join(format!("listproof-bench-store-{}", std::process::id()));
    let made = std::fs::create_dir_all(&folder).and_then(|()| write(&Files::new(&folder).list, rows));
    if let Err(error) = made {
        return eprintln!("{}: {error}", folder.display());
    }
    let [csv, read, pages, again] = ["csv", "read", "pages", "first"].map(|job| match job {
        "first" => {
            run("first", &folder);
            let again = run("again", &folder);
            run("memory", &folder);
            again
        }
        job => run(job, &folder),
    });
    drop(std::fs::remove_dir_all(&folder));
    println!("reading and writing take {:.1} times as long as the csv crate's copy (at most 4)", pages.0 / csv.0);
    println!("a run out of the store takes {:.1} times the CPU of the first reading (at most 3)", again.1 / read.1);
}

/// One job in a process of its own, which prints what it says: seconds, and seconds of CPU.
fn run(job: &str, folder: &Path) -> (f64, f64) {
    let output = std::env::current_exe().and_then(|this| Command::new(this).arg(job).arg(folder).output());
    let Ok(output) = output else { return (f64::NAN, f64::NAN) };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    print!("{job:>7}: {said}{}", String::from_utf8_lossy(&output.stderr));
    let mut words = said.lines().last().unwrap_or_default().split_whitespace().filter_map(|word| word.parse().ok());
    (words.next().unwrap_or(f64::NAN), words.next().unwrap_or(f64::NAN))
}

fn work(job: &str, folder: &Path) {
    let (files, start) = (Files::new(folder), now());
    let done = match job {
        "csv" => copy(&files).map(|()| 0),
        "read" => offline(&files, false),
        "pages" => offline(&files, true),
        "memory" => asked(&files, false),
        _ => asked(&files, true),
    };
    let (time, cpu) = (start.elapsed().as_secs_f64(), cpu());
    match done {
        Ok(distinct) => println!("{time:.2} s, CPU {cpu:.2} s, {}", memory(distinct)),
        Err(error) => eprintln!("{error}"),
    }
}

fn copy(files: &Files) -> Result<(), Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(READ).from_path(&files.list)?;
    let mut writer = csv::WriterBuilder::new().buffer_capacity(WRITTEN).from_path(&files.out)?;
    writer.write_byte_record(reader.byte_headers()?)?;
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        writer.write_byte_record(&record)?;
    }
    Ok(writer.flush()?)
}

fn offline(files: &Files, written: bool) -> Result<u64, Box<dyn Error>> {
    let list = List::open(&files.list, &Options::default())?;
    let proof = Proof::offline(&list, Suppress::default())?;
    if written { pages(&list, files, proof) } else { Ok(proof.addresses()) }
}

fn asked(files: &Files, kept: bool) -> Result<u64, Box<dyn Error>> {
    let list = Arc::new(List::open(&files.list, &Options::default())?);
    let identity = Identity::new("probe.sender.example", "verify@sender.example")?;
    let mut builder = Verifier::builder(identity).resolve(stub::Names).connect(stub::Servers).limits(unlimited());
    if kept {
        builder = builder.store(Kept::open(&files.store)?);
    }
    let verifier = builder.build()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let proof = runtime.block_on(verifier.proof(list.clone(), Suppress::default()))?;
    let rcpts = proof.rcpts;
    println!("{} s asked, {rcpts} RCPTs, {} MiB allocated", cpu(), HEAP.peak_usage() as u64 >> 20);
    pages(&list, files, proof)
}

fn unlimited() -> Limits {
    Limits::default().rate(None).connection_rate(None)
}

fn pages(list: &List, files: &Files, mut proof: Proof) -> Result<u64, Box<dyn Error>> {
    let (mut summary, distinct) = (Summary::new(Run::default()), proof.addresses());
    proof.write(list, &files.out, &mut summary)?;
    Ok(distinct)
}

/// The most that was allocated at once and that was resident, and what the former is for each distinct address beyond
/// what a run over nobody takes.
fn memory(distinct: u64) -> String {
    let heap = HEAP.peak_usage() as u64;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
    let each = heap.checked_div(distinct).unwrap_or(0);
    let peak: u64 = peak.unwrap_or(0);
    format!("{} MiB allocated, {each} bytes each for {distinct} (at most 96), {} MiB resident", heap >> 20, peak >> 10)
}

/// Seconds of CPU that this process used, over all its threads (proc(5): utime and stime, in hundredths).
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Rows as a shop keeps them; one address in five stands in an earlier row.
fn write(path: &Path, rows: u64) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(out, "id,email,first_name,last_name,city,joined")?;
    for row in 0..rows {
        let of = if row % 5 == 4 { row / 2 / 5 * 5 } else { row };
        let joined = format_args!("2024-{:02}-{:02}", of % 12 + 1, of % 28 + 1);
        writeln!(out, "{row},{},Ben,\"Ott, Dr.\",Bonn,{joined}", stub::address(of))?;
    }
    out.flush()
}

#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
fn now() -> Instant {
    Instant::now()
}
