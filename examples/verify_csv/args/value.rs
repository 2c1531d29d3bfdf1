//! Values on the command line, each with the reason why it is refused.

use listproof::site::Rate;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// RCPTs in a time, or as fast as an operator answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SiteRate {
    /// No limit on RCPTs, nor on connections.
    Off,
    /// So many.
    At(Rate),
}

impl fmt::Display for SiteRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off"),
            Self::At(rate) => write!(f, "{rate}"),
        }
    }
}

/// `IP` or `IP:PORT`; 53 where no port is given.
pub(super) fn name_server(text: &str) -> Result<SocketAddr, String> {
    if let Ok(ip) = text.parse::<IpAddr>() {
        return Ok(SocketAddr::new(ip, 53));
    }
    match text.parse::<SocketAddr>() {
        Ok(at) if at.port() > 0 => Ok(at),
        _ => Err("neither IP nor IP:PORT".to_owned()),
    }
}

/// `10/s`, `300/m`, or `off`.
pub(super) fn site_rate(text: &str) -> Result<SiteRate, String> {
    if text == "off" {
        return Ok(SiteRate::Off);
    }
    text.parse().map(SiteRate::At).map_err(|_| "neither a rate such as 10/s or 300/m, nor off".to_owned())
}

/// `500ms`, `10s`, `2m`, `1h`, `7d`; a year at most.
pub(super) fn time(text: &str) -> Result<Duration, String> {
    let unit_at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (count, unit) = text.split_at(unit_at);
    let milliseconds: u64 = match unit {
        "ms" => 1,
        "s" => 1000,
        "m" => 60 * 1000,
        "h" => 60 * 60 * 1000,
        "d" => 24 * 60 * 60 * 1000,
        _ => return Err(NO_TIME.to_owned()),
    };
    let count: u64 = count.parse().map_err(|_| NO_TIME.to_owned())?;
    match count.checked_mul(milliseconds).map(Duration::from_millis) {
        Some(time) if time <= LONGEST => Ok(time),
        _ => Err("longer than a year".to_owned()),
    }
}

/// A [`time`] that is not zero.
pub(super) fn some_time(text: &str) -> Result<Duration, String> {
    let time = time(text)?;
    if time.is_zero() { Err("no time at all".to_owned()) } else { Ok(time) }
}

const NO_TIME: &str = "not a time such as 500ms, 10s, 2m, 1h or 7d";
/// Longer waits are slips of the finger, and would overflow the clock.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read() {
        assert_eq!(time("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(time("7d"), Ok(Duration::from_secs(7 * 86400)));
        assert!(time("").is_err() && time("s").is_err() && time("-1s").is_err() && time("1.5h").is_err());
        assert_eq!(name_server("192.0.2.1"), Ok("192.0.2.1:53".parse().unwrap()));
        assert_eq!(name_server("[::1]:5353"), Ok("[::1]:5353".parse().unwrap()));
    }
}
