//! A mail internet on loopback as a process of its own, to point a verifier at.
//!
//! ```text
//! cargo run --example world -- --demo
//! cargo run --example world -- --plan greylist,blocked --tenants 300 --dns-port 5353 --smtp-port 2525
//! cargo run --example world -- --newsletter 1 > examples/data/newsletter.csv
//! ```
//!
//! One line on standard output says where it is and with which flags `verify_csv` finds it. When standard input closes, or
//! at Ctrl-C, it prints what it was asked, as JSON.

use clap::Parser;
use listproof::world::{MOODS, World};
use std::{error::Error, process::ExitCode};
use tokio::io::{AsyncReadExt, stdin};

#[derive(Parser)]
#[command(about = "A mail internet on loopback: DNS and SMTP servers with moods")]
struct Args {
    /// The hosts' addresses on loopback depend on it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The world of `verify_csv --demo`; also without --plan and --tenants.
    #[arg(long, conflicts_with = "plan")]
    demo: bool,
    /// Domains NAME.example whose hosts have the mood NAME; repeatable, several with commas between.
    #[arg(long, value_name = "NAME,NAME", value_delimiter = ',')]
    plan: Vec<String>,
    /// So many domains of one address each at one operator like Microsoft, one in five of them dead.
    #[arg(long, value_name = "N", conflicts_with = "demo")]
    tenants: Option<u32>,
    /// List the moods for --plan, and end.
    #[arg(long)]
    plans: bool,
    /// Where the name server listens; 0 takes a free port.
    #[arg(long, default_value_t = 0)]
    dns_port: u16,
    /// Where all mail hosts listen; 0 takes a free port.
    #[arg(long, default_value_t = 0)]
    smtp_port: u16,
    /// Print the addresses of this world with their truth and what can be known of them, and end.
    #[arg(long)]
    truth: bool,
    /// Print a made-up newsletter list of the demo world, and end.
    #[arg(long, value_name = "SEED")]
    newsletter: Option<u64>,
    /// How long that list is.
    #[arg(long, default_value_t = 500)]
    rows: usize,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("world: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> Result<(), Box<dyn Error>> {
    if let Some(seed) = args.newsletter {
        print!("{}", World::newsletter(seed, args.rows));
        return Ok(());
    }
    if args.plans {
        MOODS.iter().for_each(|(name, ..)| println!("{name}"));
        return Ok(());
    }
    let world = describe(&args)?;
    if args.truth {
        for address in world.addresses() {
            let truth = world.truth(&address).map_or_else(|| "-".to_owned(), |truth| format!("{truth:?}"));
            println!("{address},{truth},{}", world.expect(&address));
        }
        return Ok(());
    }
    let served = world.serve(args.dns_port, args.smtp_port).await?;
    println!(
        "resolver {dns} smtp-port {port} flags --resolver {dns} --smtp-port {port} --allow-net 127.0.0.0/8",
        dns = served.dns_addr(),
        port = served.smtp_port()
    );
    let mut byte = [0];
    let mut input = stdin();
    loop {
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => { interrupted?; break }
            read = input.read(&mut byte) => if read? == 0 { break },
        }
    }
    println!("{}", served.stop().await);
    // A read of standard input cannot be called off: the runtime would wait for it.
    std::process::exit(0)
}

fn describe(args: &Args) -> Result<World, String> {
    if args.plan.is_empty() && args.tenants.is_none() {
        return Ok(World::demo());
    }
    let world = args.tenants.into_iter().fold(World::new(args.seed), World::tenants);
    args.plan.iter().try_fold(world, |world, name| {
        world.mood(name).ok_or_else(|| format!("no mood is called {name}; --plans lists them"))
    })
}
