//! The end of a run: its figures for people and machines, and the gate.

use crate::args::Args;
use crate::stop::Stop;
use listproof::clock;
use listproof::decision::{Action, Gate};
use listproof::report::{Summary, replace};
use listproof::{Error, ErrorKind};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Instant;

/// Whether a file can be written, asked before a long run and not after it: a name beside it is made and removed.
///
/// # Errors
/// The run cannot go on.
pub(crate) fn writable(path: &Path) -> Result<(), Stop> {
    let refused = |error| Stop::failed(format!("cannot write {}: {error}", path.display()));
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => return Err(refused(io::Error::from(io::ErrorKind::IsADirectory))),
        // A pipe or device is opened once, when it is written.
        Ok(meta) if !meta.is_file() => return Ok(()),
        _ => {}
    }
    let Some(name) = path.file_name() else {
        return Err(refused(io::Error::from(io::ErrorKind::InvalidInput)));
    };
    let beside = path.with_file_name(format!(".{}.{}.try", name.to_string_lossy(), std::process::id()));
    File::create(&beside).map_err(refused)?;
    fs::remove_file(&beside).map_err(refused)
}

/// Fills in what the process itself knows: how long it ran, and how much memory it took at most.
pub(crate) fn measure(summary: &mut Summary, started: Instant) {
    summary.run.elapsed_s = clock::now().saturating_duration_since(started).as_secs_f64();
    summary.run.peak_rss_bytes = peak_rss().unwrap_or(0);
}

/// Writes `--summary`, and asks the gate.
///
/// # Errors
/// The file cannot be written; the gate is shut.
pub(crate) fn end(args: &Args, summary: &Summary) -> Result<(), Stop> {
    if let Some(path) = &args.summary {
        replace(path, |out| {
            let written = writeln!(out, "{}", summary.to_json());
            written.map_err(|source| Error::from(ErrorKind::File { doing: "write", path: path.clone(), source }))
        })?;
    }
    let gate = Gate::new(args.max_bounce_rate, args.min_keep.unwrap_or(0.0));
    let passed = gate.judge(&summary.keep_forecast(), summary.action(Action::Keep), summary.rows());
    if passed.is_yes() { Ok(()) } else { Err(Stop::gate(format!("the gate is shut: {passed}"))) }
}

/// The high-water mark of resident memory, where the system tells (Linux).
fn peak_rss() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_can_be_written_leaves_no_trace() {
        let folder = std::env::temp_dir().join(format!("verify_csv-{}", std::process::id()));
        fs::create_dir(&folder).unwrap();
        assert!(writable(&folder.join("out.csv")).is_ok());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        assert!(writable(&folder).is_err() && writable(&folder.join("not/there.csv")).is_err());
        fs::remove_dir(&folder).unwrap();
    }
}
