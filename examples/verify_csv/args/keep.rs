//! What is kept between runs.

use super::value::time;
use super::{Args, same_file};
use crate::stop::Stop;
use listproof::Address;
use listproof::store::MaxAge;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Verdicts kept, believed, ignored and forgotten.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Keep {
    /// Where verdicts are kept between runs [default: the output's name with .store; none with - or --demo]
    #[arg(long, value_name = "FILE", conflicts_with_all = ["no_store", "offline", "plan"])]
    store: Option<PathBuf>,
    /// Keep no verdicts between runs
    #[arg(long)]
    pub(crate) no_store: bool,
    /// Ignore what the store holds; it is written all the same
    #[arg(long, conflicts_with_all = ["offline", "plan"])]
    pub(crate) fresh: bool,
    /// How old a stored verdict may be [default: 30d accepted, 14d refused, 7d risky]
    #[arg(long, value_name = "D", value_parser = time, conflicts_with_all = ["offline", "plan"])]
    max_age: Option<Duration>,
    /// Remove one mailbox from the store, and end
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["no_store", "offline", "plan", "demo", "fresh", "max_age"])]
    pub(crate) forget: Option<Address>,
}

impl Keep {
    /// How old a stored verdict may be.
    pub(crate) fn max_age(&self) -> MaxAge {
        self.max_age.map_or_else(MaxAge::default, MaxAge::all)
    }

    /// The demo's world is another one at each run: nothing learnt there is kept unless asked for.
    pub(super) fn imply_demo(&mut self) {
        self.no_store = self.store.is_none();
    }
}

impl Args {
    /// Where verdicts are kept, if they are.
    pub(crate) fn store(&self) -> Option<PathBuf> {
        let beside = || {
            let mut name = self.out().into_os_string();
            name.push(".store");
            (!self.reads_lines()).then(|| PathBuf::from(name))
        };
        if self.keep.no_store { None } else { self.keep.store.clone().or_else(beside) }
    }

    /// A list or a page must not be taken for the store, nor written over it.
    pub(super) fn check_store(&self) -> Result<(), Stop> {
        let Some(store) = self.store() else {
            return match self.keep.forget {
                Some(_) => Err(Stop::usage("--forget: with - as INPUT the store has to be named with --store")),
                None => Ok(()),
            };
        };
        let out = self.out();
        let others: [Option<&Path>; 4] =
            [Some(&self.input), Some(&out), self.summary.as_deref(), self.suppress.as_deref()];
        match others.into_iter().flatten().any(|other| same_file(other, &store)) {
            true => Err(Stop::usage(format!("--store {}: this file is something else already", store.display()))),
            false => Ok(()),
        }
    }
}
