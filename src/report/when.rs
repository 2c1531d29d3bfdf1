//! Time as it is written down.

/// Seconds since 1970-01-01T00:00:00Z as RFC 3339 in UTC: `2026-11-24T10:00:00Z`.
///
/// ```
/// assert_eq!(listproof::report::rfc3339(951_782_400), "2000-02-29T00:00:00Z");
/// ```
#[must_use]
pub fn rfc3339(unix: u64) -> String {
    let (days, seconds) = (unix / 86_400, unix % 86_400);
    // Years that begin in March, so that the leap day is their last; eras of 400 years have 146,097 days each.
    // Day 719,468 of the era that began in March of year 0 is 1970-01-01.
    let shifted = days + 719_468;
    let (era, day) = (shifted / 146_097, shifted % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Times written down one after the other: most share their day with the one before, and many their second.
#[cfg(feature = "engine")]
#[derive(Default)]
pub(crate) struct Stamp {
    last: Option<u64>,
    text: String,
}

#[cfg(feature = "engine")]
impl Stamp {
    /// As [`rfc3339`].
    pub(crate) fn of(&mut self, unix: u64) -> &str {
        let same = |unit: u64| self.last.is_some_and(|last| last / unit == unix / unit);
        if !same(1) {
            if same(86_400) {
                self.text.truncate(self.text.len().saturating_sub("00:00:00Z".len()));
                for (part, end) in [(unix / 3_600 % 24, ':'), (unix / 60 % 60, ':'), (unix % 60, 'Z')] {
                    [part / 10, part % 10].into_iter().for_each(|digit| self.text.push(char::from(b'0' + digit as u8)));
                    self.text.push(end);
                }
            } else {
                self.text = rfc3339(unix);
            }
            self.last = Some(unix);
        }
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "engine")]
    #[test]
    fn a_stamp_says_the_same() {
        let mut stamp = Stamp::default();
        for step in [0, 1, 59, 60, 3_599, 3_600, 86_399, 86_400, 86_401, 400 * 86_400] {
            for start in [0, 951_782_399, 1_795_514_400] {
                for unix in [start, start, start + step] {
                    assert_eq!(stamp.of(unix), rfc3339(unix));
                }
            }
        }
    }

    /// Against a calendar that counts day by day.
    #[test]
    fn every_day_of_six_centuries() {
        let (mut year, mut month, mut day) = (1970_u64, 1_u64, 1_u64);
        for days in 0..220_000 {
            assert_eq!(rfc3339(days * 86_400 + 3_661), format!("{year:04}-{month:02}-{day:02}T01:01:01Z"));
            let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            let length = match month {
                2 => 28 + u64::from(leap),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            day += 1;
            if day > length {
                (day, month) = (1, month + 1);
            }
            if month > 12 {
                (month, year) = (1, year + 1);
            }
        }
    }

    #[test]
    fn the_largest_time_does_not_overflow() {
        assert!(rfc3339(u64::MAX).ends_with('Z'));
    }
}
