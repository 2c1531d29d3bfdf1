//! What strangers send, thrown at the parsers. Each target is a plain function from bytes to nothing that panics where
//! a promise is broken: libFuzzer calls it under nightly, [`replay`] and `tests/fuzz_replay.rs` call it with the
//! committed corpus on stable.

mod address;
mod cell;
mod csv_head;
mod reply;
mod session;

pub use address::address;
pub use cell::cell;
pub use csv_head::csv_head;
pub use reply::reply;
pub use session::session;

use std::{fs, io, path::Path, process::ExitCode};

/// Calls a target with each file of its corpus, or with the files named on the command line, and says how many.
pub fn replay(name: &str, target: fn(&[u8])) -> ExitCode {
    let named: Vec<_> = std::env::args_os().skip(1).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let inputs = if named.is_empty() { corpus(&folder) } else { named.iter().map(fs::read).collect() };
    match inputs {
        Ok(inputs) if !inputs.is_empty() => {
            inputs.iter().for_each(|input| target(input));
            println!("{name}: {} inputs replayed", inputs.len());
            ExitCode::SUCCESS
        }
        Ok(_) => {
            eprintln!("{name}: the corpus is empty");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{name}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The inputs in a folder, in the order of their names.
pub fn corpus(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    paths.iter().map(fs::read).collect()
}
