//! The one door to time. Everything else is told the time.
//!
//! ```
//! let start = listproof::clock::now();
//! assert!(listproof::clock::now() >= start);
//! ```
#![allow(clippy::disallowed_methods, reason = "this is the door")]

use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Monotonic time, for waits and limits. Under tokio's paused clock it is that clock.
pub fn now() -> Instant {
    #[cfg(feature = "engine")]
    {
        tokio::time::Instant::now().into_std()
    }
    #[cfg(not(feature = "engine"))]
    {
        Instant::now()
    }
}

/// Wall-clock time in whole seconds since 1970-01-01T00:00:00Z, for what is written down.
pub fn unix_now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
