//! "Try again in N seconds", in the languages and forms that servers use.

use std::time::Duration;

/// How long a deferral asks us to wait, where it says so.
pub(super) fn after(text: &str) -> Option<Duration> {
    let mut rest = text;
    let mut before = "";
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (head, tail) = rest.split_at_checked(at)?;
        let len = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let (digits, tail) = tail.split_at_checked(len)?;
        let wait = clock(digits, tail).or_else(|| unit(digits, tail));
        // A number within a word, an address or a version is none.
        let apart =
            head.chars().next_back().is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '@' | '-' | '_'));
        let is_rate = || {
            ["per", "/", "pro", "par", "each", "every"]
                .iter()
                .any(|w| ends_with(head, w) || (head.trim().is_empty() && ends_with(before, w)))
        };
        if let Some(wait) = wait.filter(|_| apart && !is_rate()) {
            return (wait <= LONGEST && !wait.is_zero()).then_some(wait);
        }
        before = head;
        rest = tail;
    }
    None
}

/// Waits beyond a day are no offer to come back in this run, and mostly misread.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

fn ends_with(text: &str, word: &str) -> bool {
    let text = text.trim_end().as_bytes();
    text.len()
        .checked_sub(word.len())
        .and_then(|at| text.get(at..))
        .is_some_and(|end| end.eq_ignore_ascii_case(word.as_bytes()))
}

/// `00:05:00`, as milter-greylist says it.
fn clock(hours: &str, tail: &str) -> Option<Duration> {
    let mut parts = tail.strip_prefix(':')?.splitn(2, ':');
    let (minutes, seconds) = (parts.next()?, parts.next()?);
    let seconds = seconds.get(..2)?;
    let two = |s: &str| (s.len() == 2).then(|| s.parse::<u64>().ok()).flatten().filter(|&n| n < 60);
    Some(Duration::from_secs(hours.parse::<u64>().ok()?.checked_mul(3600)? + two(minutes)? * 60 + two(seconds)?))
}

fn unit(digits: &str, tail: &str) -> Option<Duration> {
    // A unit follows at once, or after one sign.
    if !tail.starts_with([' ', '-', '\u{a0}', '\n']) && !tail.starts_with(char::is_alphabetic) {
        return None;
    }
    let word = tail.trim_start_matches([' ', '-', '\u{a0}', '\n']);
    let (_, seconds) = UNITS.iter().find(|(stem, _)| is_unit(word, stem))?;
    digits.parse::<u64>().ok()?.checked_mul(*seconds).map(Duration::from_secs)
}

/// One-letter units stand alone; others are stems.
fn is_unit(word: &str, stem: &str) -> bool {
    let mut letters = word.chars().flat_map(char::to_lowercase);
    stem.chars().all(|c| letters.next() == Some(c))
        && (stem.len() > 1 || letters.next().is_none_or(|c| !c.is_alphanumeric()))
}

/// Stems of units and their seconds; the longer of two that begin alike first.
const UNITS: &[(&str, u64)] = &[
    ("sec", 1),
    ("seg", 1),
    ("sek", 1),
    ("saniye", 1),
    ("сек", 1),
    ("δευτερ", 1),
    ("másod", 1),
    ("giây", 1),
    ("detik", 1),
    ("ثاني", 1),
    ("ثوان", 1),
    ("שני", 1),
    ("วินาที", 1),
    ("秒", 1),
    ("초", 1),
    ("s", 1),
    ("min", 60),
    ("мин", 60),
    ("хвил", 60),
    ("λεπτ", 60),
    ("perc", 60),
    ("dakika", 60),
    ("phút", 60),
    ("menit", 60),
    ("دقيق", 60),
    ("دقائق", 60),
    ("דק", 60),
    ("นาที", 60),
    ("分", 60),
    ("분", 60),
    ("m", 60),
    ("hour", 3600),
    ("hr", 3600),
    ("stund", 3600),
    ("heure", 3600),
    ("hora", 3600),
    ("ore", 3600),
    ("ora", 3600),
    ("uur", 3600),
    ("uren", 3600),
    ("godzin", 3600),
    ("hodin", 3600),
    ("час", 3600),
    ("годин", 3600),
    ("tim", 3600),
    ("tunti", 3600),
    ("tunnin", 3600),
    ("óra", 3600),
    ("saat", 3600),
    ("ώρ", 3600),
    ("giờ", 3600),
    ("jam", 3600),
    ("ساع", 3600),
    ("שע", 3600),
    ("ชั่วโมง", 3600),
    ("小时", 3600),
    ("小時", 3600),
    ("時間", 3600),
    ("시간", 3600),
    ("h", 3600),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_read_in_many_forms() {
        let seconds = |text| after(text).map(|d| d.as_secs());
        assert_eq!(seconds("Greylisted, try again in 300 seconds"), Some(300));
        assert_eq!(seconds("please come back in 00:05:00"), Some(300));
        assert_eq!(seconds("bitte in 5 Minuten erneut versuchen"), Some(300));
        assert_eq!(seconds("Повторите через 10 минут"), Some(600));
        assert_eq!(seconds("请在60秒后重试"), Some(60));
        assert_eq!(seconds("réessayez dans 2 heures"), Some(7_200));
        assert_eq!(seconds("retry in 300s"), Some(300));
        assert_eq!(seconds("client 192.0.2.7 seconds our greeting"), None);
        assert_eq!(seconds("at most 100 messages per 1 hour"), None);
        assert_eq!(seconds("try again later"), None);
    }
}
