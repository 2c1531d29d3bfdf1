//! One mailbox is removed from the store.

use crate::args::Args;
use crate::stop::Stop;
use listproof::Address;
use listproof::store::{File, Store};
use std::io::{Write, stdout};

/// Removes it, and says whether it was there.
///
/// # Errors
/// No store, or one that cannot be read or written.
pub(crate) fn run(args: &Args, address: &Address) -> Result<(), Stop> {
    let path = args.store().ok_or_else(|| Stop::usage("--forget: from which store?"))?;
    if !path.exists() {
        return Err(Stop::failed(format!("--forget: there is no store {}", path.display())));
    }
    let was_there = File::open(&path)?.forget(&address.key())?;
    let said = if was_there { "removed from" } else { "not in" };
    // Nobody reads it: it is removed all the same.
    drop(writeln!(stdout().lock(), "{said} {}", path.display()));
    Ok(())
}
