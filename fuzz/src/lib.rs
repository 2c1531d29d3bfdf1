//! What strangers send, thrown at the parsers. Each target is a plain function from bytes to nothing that panics where
//! a promise is broken: libFuzzer calls it under nightly, [`replay`] and `tests/fuzz_replay.rs` call it with the
//! committed corpus on stable, [`replay`] with mutations of it as well (`--seconds N`).

mod address;
mod cell;
mod csv_head;
mod mutate;
mod reply;
mod session;

pub use address::address;
pub use cell::cell;
pub use csv_head::csv_head;
pub use reply::reply;
pub use session::session;

use std::{fs, io, path::Path, process::ExitCode, time::Duration};

/// Calls a target with each file of its corpus, or with the files named on the command line, and says how many. Behind
/// `--seconds N`, goes on with mutations of them for that long; `--seed N` makes others of them.
pub fn replay(name: &str, target: fn(&[u8])) -> ExitCode {
    let (mut named, mut seconds, mut seed) = (Vec::new(), 0, 1);
    let mut args = std::env::args_os().skip(1);
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|number| number.to_str()?.parse().ok()).unwrap_or(1);
        match arg.to_str() {
            Some("--seconds") => seconds = number(),
            Some("--seed") => seed = number(),
            _ => named.push(arg),
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let inputs = if named.is_empty() { corpus(&folder) } else { named.iter().map(fs::read).collect() };
    match inputs {
        Ok(inputs) if !inputs.is_empty() => {
            inputs.iter().for_each(|input| target(input));
            println!("{name}: {} inputs replayed", inputs.len());
            if seconds > 0 {
                let count = mutate::mutate(target, &inputs, Duration::from_secs(seconds), seed);
                println!("{name}: {count} mutations in {seconds} s, seed {seed}");
            }
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
