//! What a list would cost each operator: routes are looked up, no mail server is asked.

use crate::args::Args;
use crate::ask::{check_demo, loopback, serve};
use crate::file::{open, say, suppress};
use crate::lines::items;
use crate::progress::span;
use crate::seen::Seen;
use crate::stop::Stop;
use listproof::Cause;
use listproof::domain::{Hickory, Route, Routes};
use listproof::list::Entry;
use listproof::site::{Limits, Operator, Reach, Site};
use listproof::syntax::Domain;
use listproof::world::Served;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::io::{Write, stdout};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// Prints the plan.
///
/// # Errors
/// The list or the resolver.
pub(crate) async fn run(args: &Args) -> Result<(), Stop> {
    let (domains, refused) = domains(args)?;
    let world = match args.demo {
        true => Some(serve(args).await?),
        false => None,
    };
    let routes = routes(args, world.as_ref())?;
    let mut plan = Plan { refused, ..Plan::default() };
    for (route, addresses) in find(routes, domains).await {
        plan.add(&route, addresses);
    }
    if let Some(world) = world {
        world.stop().await;
    }
    if plan.is_unanswered() {
        return Err(Stop::unfit("no name server answered about any domain: check the resolver"));
    }
    let table = Table { plan: &plan, limits: args.limits() };
    // Nobody reads it: nothing else was wanted.
    drop(write!(stdout().lock(), "{table}"));
    Ok(())
}

/// Distinct askable addresses by domain, and the rows without any.
fn domains(args: &Args) -> Result<(HashMap<Domain, u64>, u64), Stop> {
    let mut count = Count { seen: Seen::new(suppress(args)?), domains: HashMap::new(), refused: 0 };
    if args.reads_lines() {
        for entry in items(args) {
            count.add(&entry?.entry);
        }
    } else {
        let list = open(args)?;
        if args.demo {
            check_demo(&list)?;
        }
        say(&list);
        list.read(&mut |batch| {
            batch.iter().for_each(|entry| count.add(entry));
            Ok(())
        })?;
    }
    Ok((count.domains, count.refused))
}

struct Count {
    seen: Seen,
    domains: HashMap<Domain, u64>,
    refused: u64,
}

impl Count {
    fn add(&mut self, entry: &Entry) {
        let new = self.seen.new_addresses(entry);
        if entry.repair().address().is_none() {
            self.refused += 1;
        }
        for domain in new.iter().filter_map(|address| address.domain()) {
            *self.domains.entry(domain).or_default() += 1;
        }
    }
}

fn routes(args: &Args, world: Option<&Served>) -> Result<Arc<Routes>, Stop> {
    let servers = world.map_or_else(|| args.resolver.clone(), |world| vec![world.dns_addr()]);
    let resolve = if servers.is_empty() { Hickory::system() } else { Hickory::new(&servers) };
    let resolve = resolve.map_err(|error| Stop::failed(format!("the resolver cannot be used: {error}")))?;
    let nets = args.allow_net.iter().copied().chain(world.and_then(|_| loopback()));
    Ok(Arc::new(Routes::new(Arc::new(resolve), Reach::new(nets.collect()))))
}

/// The route of every domain, beside its number of addresses.
async fn find(routes: Arc<Routes>, domains: HashMap<Domain, u64>) -> Vec<(Arc<Route>, u64)> {
    let (mut tasks, mut found) = (JoinSet::new(), Vec::with_capacity(domains.len()));
    for (domain, addresses) in domains {
        // A look-up takes kilobytes, from when it is spawned until it is joined, and a list has a million of them.
        if tasks.len() >= AT_ONCE {
            found.extend(tasks.join_next().await.and_then(Result::ok));
        }
        let routes = routes.clone();
        tasks.spawn(async move { (routes.find(&domain).await, addresses) });
    }
    found.extend(tasks.join_all().await);
    found
}

#[derive(Default)]
struct Plan {
    operators: HashMap<Operator, Share>,
    /// Domains and addresses that nobody has to be asked about, by what DNS says.
    silent: BTreeMap<&'static str, (u64, u64)>,
    refused: u64,
}

/// What falls to one operator.
#[derive(Clone, Debug, Default)]
struct Share {
    domains: u64,
    addresses: u64,
    sites: HashSet<Site>,
}

impl Plan {
    /// A run would not go on with such a resolver either.
    fn is_unanswered(&self) -> bool {
        let failed = Cause::DnsFailure.as_str();
        self.operators.is_empty() && !self.silent.is_empty() && self.silent.keys().all(|said| *said == failed)
    }

    fn add(&mut self, route: &Route, addresses: u64) {
        match (route.site(), route.cause()) {
            (Some(site), _) => {
                let share = self.operators.entry(site.operator().clone()).or_default();
                share.domains += 1;
                share.addresses += addresses;
                share.sites.insert(site);
            }
            (None, cause) => {
                let said = cause.unwrap_or(Cause::DnsFailure).as_str();
                let (domains, all) = self.silent.entry(said).or_default();
                *domains += 1;
                *all += addresses;
            }
        }
    }
}

/// What a share costs at least.
#[derive(Debug, PartialEq)]
struct Cost {
    rcpts: u64,
    connections: u64,
    time: Duration,
}

impl Share {
    /// Each domain costs two controls more, the absent one and a member asked again; each site a connection of its own.
    fn cost(&self, limits: &Limits) -> Cost {
        let rcpts = self.addresses + CONTROLS * self.domains;
        let by_recipients = rcpts.div_ceil(u64::from(limits.session_recipients.get()));
        let by_transactions = self.domains.div_ceil(u64::from(limits.session_transactions.get()));
        let connections = by_recipients.max(by_transactions).max(self.sites.len() as u64);
        let time =
            |count: u64, rate: Option<listproof::site::Rate>| rate.map_or(0.0, |rate| count as f64 / rate.per_second());
        let seconds = time(rcpts, limits.rate).max(time(connections, limits.connection_rate));
        Cost { rcpts, connections, time: Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX) }
    }
}

/// The plan for people, the slowest operator first.
struct Table<'a> {
    plan: &'a Plan,
    limits: Limits,
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let costs = self.plan.operators.iter().map(|(who, share)| (who, share, share.cost(&who.limits(&self.limits))));
        let mut costs: Vec<_> = costs.collect();
        costs.sort_by(|a, b| (b.2.time, a.0).cmp(&(a.2.time, b.0)));
        writeln!(
            f,
            "{:<32}{:>9}{:>8}{:>11}{:>11}{:>13}{:>9}",
            "operator", "domains", "sites", "addresses", "RCPTs", "connections", "hours"
        )?;
        for (who, share, cost) in &costs {
            // A name from somebody's DNS.
            let name = who.as_str().replace(char::is_control, "\u{fffd}");
            line(f, &name, share.domains, share.sites.len() as u64, share.addresses, cost)?;
        }
        let sum = |of: fn(&Share) -> u64| self.plan.operators.values().map(of).sum::<u64>();
        let all = Cost {
            rcpts: costs.iter().map(|(.., cost)| cost.rcpts).sum(),
            connections: costs.iter().map(|(.., cost)| cost.connections).sum(),
            time: costs.first().map_or(Duration::ZERO, |(.., cost)| cost.time),
        };
        line(
            f,
            "all, side by side",
            sum(|of| of.domains),
            sum(|of| of.sites.len() as u64),
            sum(|of| of.addresses),
            &all,
        )?;
        for (said, (domains, addresses)) in &self.plan.silent {
            writeln!(f, "not asked, {said}: {domains} domains, {addresses} addresses")?;
        }
        if self.plan.refused > 0 {
            writeln!(f, "not asked, bad_syntax: {} rows", self.plan.refused)?;
        }
        writeln!(f, "At least {}, and what greylisting, refusals and the confirm-wait add.", span(all.time))
    }
}

fn line(f: &mut fmt::Formatter<'_>, name: &str, domains: u64, sites: u64, addresses: u64, cost: &Cost) -> fmt::Result {
    let hours = cost.time.as_secs_f64() / 3600.0;
    let Cost { rcpts, connections, .. } = cost;
    writeln!(f, "{name:<32}{domains:>9}{sites:>8}{addresses:>11}{rcpts:>11}{connections:>13}{hours:>9.3}")
}

/// Look-ups at once.
const AT_ONCE: usize = 128;
/// RCPTs of a domain beside its addresses, at least (design: contrast).
const CONTROLS: u64 = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use listproof::syntax::HostName;

    #[test]
    fn a_share_costs_controls_sessions_and_time() {
        let site = |host: &str| Site::of([(10, &HostName::new(host))]);
        let share = Share {
            domains: 30,
            addresses: 240,
            sites: HashSet::from([site("mx1.example.org"), site("mx2.example.org")]),
        };
        let cost = share.cost(&Limits::default());
        assert_eq!(cost, Cost { rcpts: 300, connections: 6, time: Duration::from_secs(60) });
        let off = share.cost(&Limits::default().rate(None).connection_rate(None));
        assert_eq!(off.time, Duration::ZERO);
    }
}
