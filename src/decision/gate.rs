//! Whether a campaign may go out.

use super::Forecast;
use std::fmt;

/// The limits a list must keep: `--max-bounce-rate` and `--min-keep`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Gate {
    /// The most that the *upper* end of the forecast for the kept rows may be, 0 to 1; none by default.
    pub max_bounce_rate: Option<f64>,
    /// The least share of the data rows to be kept, 0 to 1; 0 by default.
    pub min_keep: f64,
}

impl Gate {
    /// A gate with these limits.
    #[must_use]
    pub const fn new(max_bounce_rate: Option<f64>, min_keep: f64) -> Self {
        Self { max_bounce_rate, min_keep }
    }

    /// Whether a list passes: the forecast for its kept rows, how many those are, and how many data rows there are. A
    /// list without rows keeps nothing, so it fails any limit but the default.
    #[must_use]
    pub fn judge(&self, kept_forecast: &Forecast, kept: u64, rows: u64) -> Passed {
        let share = if rows == 0 { 0.0 } else { kept as f64 / rows as f64 };
        if share < self.min_keep {
            return Passed::TooFewKept { share, limit: self.min_keep };
        }
        match self.max_bounce_rate {
            Some(limit) if kept == 0 && limit < 1.0 => Passed::NoneKept,
            Some(limit) if kept_forecast.high > limit => Passed::TooManyBounces { high: kept_forecast.high, limit },
            _ => Passed::Yes,
        }
    }
}

/// What the gate says; prints as one line.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Passed {
    /// It may go out.
    Yes,
    /// More bounces are possible than allowed.
    TooManyBounces {
        /// Upper end of the forecast, 0 to 1.
        high: f64,
        /// The limit, 0 to 1.
        limit: f64,
    },
    /// Nothing is left to be mailed, so nothing is known of its bounces.
    NoneKept,
    /// Fewer rows are left than wanted.
    TooFewKept {
        /// Share of rows kept, 0 to 1.
        share: f64,
        /// The limit, 0 to 1.
        limit: f64,
    },
}

impl Passed {
    /// Whether it may go out.
    #[must_use]
    pub fn is_yes(&self) -> bool {
        matches!(self, Self::Yes)
    }
}

impl fmt::Display for Passed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |share: f64| share * 100.0;
        match self {
            Self::Yes => f.write_str("the gate is open"),
            Self::TooManyBounces { high, limit } => {
                write!(f, "up to {:.2}% of the kept rows may bounce, more than {:.2}%", percent(*high), percent(*limit))
            }
            Self::NoneKept => f.write_str("no row is kept"),
            Self::TooFewKept { share, limit } => {
                write!(f, "{:.2}% of the rows are kept, fewer than {:.2}%", percent(*share), percent(*limit))
            }
        }
    }
}

/// `2%`, `0.5 %` or a plain share such as `0.02`, as 0 to 1.
///
/// # Errors
///
/// Anything else, and what is below 0 or above 100 %. A plain number above 1 is an error as well: `2` could be meant
/// as either.
pub fn parse_percent(text: &str) -> Result<f64, PercentError> {
    let text = text.trim();
    let (number, whole) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), 100.0),
        None => (text, 1.0),
    };
    let share = number.parse::<f64>().map_err(|_| PercentError)? / whole;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err(PercentError) }
}

/// A text that is no share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PercentError;

impl fmt::Display for PercentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a share: write 2% or 0.02")
    }
}

impl std::error::Error for PercentError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares() {
        assert_eq!(parse_percent("2%"), Ok(0.02));
        assert_eq!(parse_percent(" 0.5 % "), Ok(0.005));
        assert_eq!(parse_percent("0.02"), Ok(0.02));
        assert_eq!(parse_percent("100%"), Ok(1.0));
        for bad in ["2", "-1%", "101%", "", "%", "NaN", "inf%", "two"] {
            assert_eq!(parse_percent(bad), Err(PercentError), "{bad}");
        }
    }

    #[test]
    fn the_upper_end_decides() {
        let forecast = Forecast::of(std::iter::repeat_n(0.02, 1000));
        assert!(forecast.bounce_rate < 0.021 && forecast.high > 0.021);
        let judge = |max, min| Gate::new(max, min).judge(&forecast, 1000, 1200);
        assert!(!judge(Some(0.021), 0.0).is_yes());
        assert!(judge(Some(0.05), 0.8).is_yes());
        assert!(matches!(judge(None, 0.9), Passed::TooFewKept { .. }));
        assert!(judge(None, 0.0).is_yes());
    }

    #[test]
    fn nothing_kept_passes_no_limit() {
        let empty = Forecast::of([]);
        assert_eq!(Gate::new(Some(0.02), 0.0).judge(&empty, 0, 10), Passed::NoneKept);
        assert!(!Gate::new(None, 0.01).judge(&empty, 0, 0).is_yes());
        assert!(Gate::default().judge(&empty, 0, 0).is_yes());
    }
}
