//! The verifier that the flags describe, and the demo's world where that was asked for.

use crate::args::Args;
use crate::file::facts;
use crate::signals::Signals;
use crate::stop::Stop;
use listproof::list::List;
use listproof::site::Net;
use listproof::store::File;
use listproof::world::{Served, World};
use listproof::{Address, Builder, Verifier, clock};
use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

/// A verifier and what it needs beside it.
pub(crate) struct Asker {
    pub(crate) verifier: Verifier,
    pub(crate) signals: Signals,
    world: Option<Served>,
}

impl Asker {
    /// Builds the verifier, over the demo's world if that is asked for.
    ///
    /// # Errors
    /// Usage, or a resolver that cannot be had, or loopback ports.
    pub(crate) async fn new(args: &Args) -> Result<Self, Stop> {
        let signals = Signals::catch()?;
        let world = match args.demo {
            true => Some(serve(args).await?),
            false => None,
        };
        let verifier = verifier(args, world.as_ref())?;
        signals.stop(verifier.clone());
        Ok(Self { verifier, signals, world })
    }

    /// Ends the world.
    pub(crate) async fn close(self) {
        if let Some(world) = self.world {
            world.stop().await;
        }
    }
}

/// The demo answers for its own domains only: a list without any would come back full of "no such domain".
///
/// # Errors
/// Usage.
pub(crate) fn check_demo(list: &List) -> Result<(), Stop> {
    let world = World::demo();
    let domains: HashSet<&str> = world.domains().collect();
    let mut found = false;
    list.read(&mut |batch| {
        let mut addresses = batch.iter().filter_map(|entry| entry.repair().address());
        found |= addresses.any(|address| domains.contains(address.host()));
        Ok(())
    })?;
    if found {
        return Ok(());
    }
    let path = list.path().display();
    Err(Stop::usage(format!("--demo: {path} has no domain of the demo's world; try examples/data/newsletter.csv")))
}

/// Serves the demo's world, and says what it implies.
///
/// # Errors
/// Loopback ports that cannot be had.
pub(crate) async fn serve(args: &Args) -> Result<Served, Stop> {
    let said = [
        args.waits.greylist_wait.map(|time| format!(" --greylist-wait {time:?}")),
        args.waits.confirm_wait.map(|time| format!(" --confirm-wait {time:?}")),
        args.waits.timeout.map(|time| format!(" --timeout {time:?}")),
        args.waits.give_up_after.map(|time| format!(" --give-up-after {time:?}")),
        args.pace.site_rate.map(|rate| format!(" --site-rate {rate}")),
    ];
    let said: String = said.into_iter().flatten().collect();
    let store = if args.keep.no_store { " --no-store" } else { "" };
    eprintln!("verify_csv: demo: a mail internet on loopback, with{said}{store}");
    let failed = |error| Stop::failed(format!("--demo: the world cannot be served on loopback: {error}"));
    World::demo().serve(0, 0).await.map_err(failed)
}

fn verifier(args: &Args, world: Option<&Served>) -> Result<Verifier, Stop> {
    let builder = Verifier::builder(args.identity()?)
        .limits(args.limits())
        .connections(args.pace.connections.get() as usize)
        .deadline(args.waits.deadline)
        .max_rcpts(args.max_rcpts)
        .sources(args.source.clone())
        .max_age(args.keep.max_age())
        .fresh(args.keep.fresh)
        .resolvers(world.map_or_else(|| args.resolver.clone(), |world| vec![world.dns_addr()]));
    let nets = args.allow_net.iter().copied().chain(world.and_then(|_| loopback()));
    let mut builder = nets.fold(builder, Builder::allow_net);
    if let Some(port) = world.map(Served::smtp_port).or(args.smtp_port) {
        builder = builder.smtp_port(port);
    }
    if let Some(seed) = args.seed {
        builder = builder.seed(seed);
    }
    if let Some(lists) = facts(args)? {
        builder = builder.facts(lists);
    }
    if let Some(path) = &args.known_good {
        builder = builder.known_good(known_good(path)?);
    }
    if let Some(path) = args.store() {
        builder = builder.store(File::open_at(path, args.keep.max_age(), clock::unix_now())?);
    }
    if let Some(proxy) = &args.socks5 {
        builder = builder.connect(proxy.clone());
    }
    Ok(waits(builder, args).build()?)
}

/// The mailboxes of `--known-good`; blank lines and those that begin with `#` are none.
fn known_good(path: &Path) -> Result<Vec<Address>, Stop> {
    let text = std::fs::read_to_string(path).map_err(|error| Stop::failed(format!("{}: {error}", path.display())))?;
    let lines = text.lines().enumerate().map(|(number, line)| (number + 1, line.trim()));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| {
            line.parse().map_err(|error: listproof::syntax::SyntaxError| {
                Stop::failed(format!("{}, line {number}: {error}", path.display()))
            })
        })
        .collect()
}

/// The library's own defaults stand where a wait is not given.
fn waits(mut builder: Builder, args: &Args) -> Builder {
    let waits = &args.waits;
    if let Some(time) = waits.timeout {
        builder = builder.reply_timeout(time);
    }
    if let Some(time) = waits.connect_timeout {
        builder = builder.connect_timeout(time);
    }
    if let Some(time) = waits.greylist_wait {
        builder = builder.greylist_wait(time);
    }
    if let Some(time) = waits.give_up_after {
        builder = builder.give_up_after(time);
    }
    if let Some(time) = waits.confirm_wait {
        builder = builder.confirm_wait(time);
    }
    builder
}

/// Where the demo's world stands.
pub(crate) fn loopback() -> Option<Net> {
    Net::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8)
}
