//! How much may be asked of a neighbour.

use super::Profile;
use std::{fmt, num::NonZeroU32, str::FromStr, time::Duration};

/// The most that is asked of one operator: what the caller allows, [tightened](Self::tightened) by what is known of it.
///
/// ```
/// use listproof::site::Limits;
/// use std::num::NonZeroU32;
/// let limits = Limits::default().connections(NonZeroU32::MIN).rate("30/m".parse().ok());
/// assert_eq!(limits.connections.get(), 1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Sessions at once; a run starts with one and grows to this.
    pub connections: NonZeroU32,
    /// RCPT commands, over all sessions; `None` is as fast as it answers.
    pub rate: Option<Rate>,
    /// New connections; `None` is no limit.
    pub connection_rate: Option<Rate>,
    /// RCPT commands in one session, controls included.
    pub session_recipients: NonZeroU32,
    /// Replies 4yz and 5yz in one session, the closing control's included.
    pub session_refusals: NonZeroU32,
    /// MAIL commands in one session.
    pub session_transactions: NonZeroU32,
    /// RCPT commands in one transaction.
    pub transaction_recipients: NonZeroU32,
    /// One recipient domain in each transaction.
    pub one_domain: bool,
    /// Nothing is said in the clear: no STARTTLS, no recipients.
    pub tls_required: bool,
}

impl Limits {
    /// Sessions at once.
    #[must_use]
    pub fn connections(self, connections: NonZeroU32) -> Self {
        Self { connections, ..self }
    }

    /// RCPT commands over all sessions.
    #[must_use]
    pub fn rate(self, rate: Option<Rate>) -> Self {
        Self { rate, ..self }
    }

    /// New connections.
    #[must_use]
    pub fn connection_rate(self, connection_rate: Option<Rate>) -> Self {
        Self { connection_rate, ..self }
    }

    /// RCPT commands in one session.
    #[must_use]
    pub fn session_recipients(self, session_recipients: NonZeroU32) -> Self {
        Self { session_recipients, ..self }
    }

    /// Replies 4yz and 5yz in one session.
    #[must_use]
    pub fn session_refusals(self, session_refusals: NonZeroU32) -> Self {
        Self { session_refusals, ..self }
    }

    /// MAIL commands in one session.
    #[must_use]
    pub fn session_transactions(self, session_transactions: NonZeroU32) -> Self {
        Self { session_transactions, ..self }
    }

    /// RCPT commands in one transaction.
    #[must_use]
    pub fn transaction_recipients(self, transaction_recipients: NonZeroU32) -> Self {
        Self { transaction_recipients, ..self }
    }

    /// One recipient domain in each transaction.
    #[must_use]
    pub fn one_domain(self, one_domain: bool) -> Self {
        Self { one_domain, ..self }
    }

    /// No recipients without STARTTLS.
    #[must_use]
    pub fn tls_required(self, tls_required: bool) -> Self {
        Self { tls_required, ..self }
    }

    /// The smaller of these and the profile's, each by each: knowing an operator never makes us bolder.
    #[must_use]
    pub fn tightened(&self, profile: &Profile) -> Self {
        // The sources count messages per connection and the operator hangs up at the last: stay one below.
        let messages = profile.messages().map_or(u32::MAX, |n| n.get() - 1);
        Self {
            connections: profile.connections().map_or(self.connections, |cap| self.connections.min(cap)),
            rate: slower(self.rate, profile.rate()),
            session_transactions: self.session_transactions.min(NonZeroU32::new(messages).unwrap_or(NonZeroU32::MIN)),
            one_domain: self.one_domain || profile.one_domain(),
            ..*self
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: nz(4),
            rate: Some(Rate::new(nz(5), Unit::Second)),
            connection_rate: Some(Rate::new(nz(100), Unit::Minute)),
            session_recipients: nz(50),
            // A default Postfix slows down from the 10th error on.
            session_refusals: nz(9),
            // Exim counts each RSET as a "nonmail" command and takes 10 (smtp_accept_max_nonmail).
            session_transactions: nz(10),
            transaction_recipients: nz(50),
            one_domain: false,
            tls_required: false,
        }
    }
}

/// So many in a time: `10/s`, `300/m`, `5000/h`, `100000/d`.
///
/// ```
/// use listproof::site::Rate;
/// let rate: Rate = "300/m".parse().unwrap();
/// assert_eq!(rate.interval(), std::time::Duration::from_millis(200));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    count: NonZeroU32,
    unit: Unit,
}

impl Rate {
    /// `count` in each `unit`.
    pub const fn new(count: NonZeroU32, unit: Unit) -> Self {
        Self { count, unit }
    }

    /// The time between two, to the nanosecond, and at least one.
    pub fn interval(&self) -> Duration {
        (self.unit.duration() / self.count.get()).max(Duration::from_nanos(1))
    }

    /// How many in a second.
    pub fn per_second(&self) -> f64 {
        f64::from(self.count.get()) / self.unit.duration().as_secs_f64()
    }
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        let (count, unit) = text.split_once('/').ok_or(RateError)?;
        let count = count.trim();
        if !count.bytes().all(|b| b.is_ascii_digit()) {
            return Err(RateError);
        }
        let count = count.parse().map_err(|_| RateError)?;
        let unit = match unit.trim() {
            "s" | "sec" | "second" => Unit::Second,
            "m" | "min" | "minute" => Unit::Minute,
            "h" | "hour" => Unit::Hour,
            "d" | "day" => Unit::Day,
            _ => return Err(RateError),
        };
        Ok(Self { count, unit })
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Second => 's',
            Unit::Minute => 'm',
            Unit::Hour => 'h',
            Unit::Day => 'd',
        };
        write!(f, "{}/{unit}", self.count)
    }
}

/// The time of a [`Rate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 1 s.
    Second,
    /// 60 s.
    Minute,
    /// 3,600 s.
    Hour,
    /// 86,400 s.
    Day,
}

impl Unit {
    const fn duration(self) -> Duration {
        Duration::from_secs(match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3_600,
            Self::Day => 86_400,
        })
    }
}

/// A text that is no [`Rate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateError;

impl fmt::Display for RateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a rate: a whole number from 1, a slash, and s, m, h or d, as in 10/s or 300/m")
    }
}

impl std::error::Error for RateError {}

fn slower(ours: Option<Rate>, theirs: Option<Rate>) -> Option<Rate> {
    match (ours, theirs) {
        (Some(a), Some(b)) => Some(if b.interval() > a.interval() { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// For constants: zero, which none of them is, would become one.
pub(super) const fn nz(n: u32) -> NonZeroU32 {
    match NonZeroU32::new(n) {
        Some(n) => n,
        None => NonZeroU32::MIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_parse_and_print() {
        for (text, micros) in [("10/s", 100_000), ("300/m", 200_000), ("1/h", 3_600_000_000), ("86400/d", 1_000_000)] {
            let rate: Rate = text.parse().unwrap();
            assert_eq!(rate.to_string(), text);
            assert_eq!(rate.interval(), Duration::from_micros(micros));
        }
        assert_eq!("5 / min".parse::<Rate>().unwrap().to_string(), "5/m");
        for text in ["", "5", "0/s", "-1/s", "+1/s", "/s", "5/", "5/w", "1.5/s", "4294967296/s", "off"] {
            assert_eq!(text.parse::<Rate>(), Err(RateError), "{text:?}");
        }
        assert!(Rate::new(NonZeroU32::MAX, Unit::Second).interval() >= Duration::from_nanos(1));
    }

    #[test]
    fn a_profile_only_tightens() {
        let bold = Limits::default().connections(nz(100)).rate(None).session_transactions(nz(100));
        let yahoo_jp = Profile::find("mx1.mail.yahoo.co.jp").unwrap();
        let tight = bold.tightened(yahoo_jp);
        assert_eq!(tight.connections, nz(2));
        assert_eq!(tight.rate, "10/s".parse().ok());
        assert_eq!(tight.session_transactions, nz(19));
        assert_eq!(tight.session_refusals, bold.session_refusals);

        let shy = Limits::default().connections(nz(1)).rate("1/m".parse().ok()).session_transactions(nz(2));
        let tight = shy.tightened(yahoo_jp);
        assert_eq!((tight.connections, tight.rate, tight.session_transactions), (nz(1), shy.rate, nz(2)));

        let google = Limits::default().tightened(Profile::find("aspmx.l.google.com").unwrap());
        assert!(google.one_domain && !google.tls_required);
        // What it requires it announces itself.
        assert!(!Limits::default().tightened(Profile::find("mx00.gmx.net").unwrap()).tls_required);
    }
}
