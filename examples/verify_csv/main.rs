//! Proofs a mailing list from the command line.
//!
//! ```text
//! cargo run --release --example verify_csv -- INPUT [flags]
//!
//! args ─▶ ask (the verifier, or the demo's world) ─▶ file · lines · plan · forget ─▶ outcome (summary, gate) ─▶ stop
//! ```

mod args;
mod ask;
mod file;
mod forget;
mod lines;
mod outcome;
mod plan;
mod progress;
mod seen;
mod signals;
mod stop;

use args::Args;
use std::process::ExitCode;
use std::time::Duration;
use stop::Stop;
use tokio::runtime::Runtime;

fn main() -> ExitCode {
    let stop = match Args::parse_from_env().and_then(|args| run(&args)) {
        Ok(()) => Stop::done(),
        Err(stop) => stop,
    };
    stop.exit()
}

fn run(args: &Args) -> Result<(), Stop> {
    if let Some(address) = &args.keep.forget {
        return forget::run(args, address);
    }
    let runtime = Runtime::new().map_err(|error| Stop::failed(format!("no threads to run on: {error}")))?;
    let end = runtime.block_on(async {
        match (args.plan, args.reads_lines()) {
            (true, _) => plan::run(args).await,
            (false, true) => lines::run(args).await,
            (false, false) => file::run(args).await,
        }
    });
    // Whatever still says goodbye has had its time.
    runtime.shutdown_timeout(Duration::ZERO);
    end
}
