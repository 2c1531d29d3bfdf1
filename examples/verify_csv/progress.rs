//! Where the run stands, on standard error, for a person who watches.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use listproof::Status;
use listproof::clock;
use listproof::event::{Event, Events, Progress};
use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// A bar that follows a run's events until it is dropped; nothing at all where standard error is no terminal.
#[derive(Debug)]
pub(crate) struct Bar {
    shown: Option<(ProgressBar, JoinHandle<()>)>,
}

impl Bar {
    /// Follows the events.
    pub(crate) fn follow(events: Events) -> Self {
        if !stderr().is_terminal() {
            return Self { shown: None };
        }
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(5));
        bar.set_style(style());
        bar.enable_steady_tick(Duration::from_secs(1));
        let task = tokio::spawn(watch(bar.clone(), events));
        Self { shown: Some((bar, task)) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some((bar, task)) = &self.shown {
            task.abort();
            bar.finish_and_clear();
        }
    }
}

async fn watch(bar: ProgressBar, mut events: Events) {
    let mut counts = Counts::new();
    while let Some(event) = events.next().await {
        match event {
            Event::Settled { cause } => counts.settled(cause.status()),
            Event::Progress(progress) => {
                bar.set_length(progress.addresses);
                bar.set_position(progress.settled);
                bar.set_prefix(counts.pace(&progress, clock::now()));
                bar.set_message(counts.line(&progress));
            }
            Event::Paused { operator } => {
                bar.println(format!("verify_csv: {} is left in peace for a while", plain(&operator)))
            }
            _ => {}
        }
    }
}

/// What the events have told so far.
#[derive(Debug)]
struct Counts {
    started: Instant,
    by_status: [u64; Status::ALL.len()],
}

impl Counts {
    fn new() -> Self {
        Self { started: clock::now(), by_status: [0; Status::ALL.len()] }
    }

    fn settled(&mut self, status: Status) {
        let counts = Status::ALL.iter().zip(&mut self.by_status);
        counts.filter(|(each, _)| **each == status).for_each(|(_, count)| *count += 1);
    }

    /// How fast, and how long at least.
    fn pace(&self, progress: &Progress, now: Instant) -> String {
        let elapsed = now.saturating_duration_since(self.started).as_secs_f64();
        let rate = progress.settled as f64 / elapsed.max(1.0);
        match left(progress, rate) {
            Some(left) => format!("{rate:.1}/s · {} left or more", span(left)),
            None => format!("{rate:.1}/s"),
        }
    }

    /// Statuses so far, sites, and what holds the run up.
    fn line(&self, progress: &Progress) -> String {
        let mut line = format!("{} sites · {} RCPTs", progress.sites, progress.rcpts);
        for (status, count) in Status::ALL.iter().zip(self.by_status).filter(|(_, count)| *count > 0) {
            line.push_str(&format!(" · {count} {status}"));
        }
        if let Some(waiting) = progress.waiting.first() {
            line.push_str(&format!(" · {} wait at {}", waiting.addresses, plain(&waiting.operator)));
        }
        line
    }
}

/// The slowest neighbour at its own limit, or everybody at the rate so far, whichever is longer.
fn left(progress: &Progress, rate: f64) -> Option<Duration> {
    let slowest = progress.waiting.iter().map(|waiting| waiting.at_least).max();
    let open = progress.addresses.saturating_sub(progress.settled);
    let all = (open > 0 && rate > 0.0).then(|| Duration::from_secs_f64((open as f64 / rate).min(MOST_SECONDS)));
    slowest.max(all)
}

/// A time for people: `40s`, `3m 20s`, `2h 10m`.
pub(crate) fn span(time: Duration) -> String {
    let seconds = time.as_secs_f64().ceil() as u64;
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds}s"),
        (0, minutes, seconds) => format!("{minutes}m {seconds:02}s"),
        (hours, minutes, _) => format!("{hours}h {minutes:02}m"),
    }
}

/// Names come from strangers' DNS.
fn plain(name: &str) -> String {
    name.replace(char::is_control, "\u{fffd}")
}

fn style() -> ProgressStyle {
    let style = ProgressStyle::with_template("{bar:16} {pos}/{len} addresses [{elapsed}] {prefix}\n{wide_msg}");
    // The template is a constant; a bar without it is a bar all the same.
    style.unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// A year: no estimate is worth more.
const MOST_SECONDS: f64 = 366.0 * 24.0 * 3600.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_say_how_fast_and_how_far() {
        let mut counts = Counts::new();
        counts.settled(Status::Deliverable);
        counts.settled(Status::Unknown);
        let mut progress = Progress::default();
        (progress.addresses, progress.settled, progress.sites, progress.rcpts) = (10, 2, 3, 7);
        let pace = counts.pace(&progress, counts.started + Duration::from_secs(4));
        assert_eq!(pace, "0.5/s · 16s left or more");
        assert_eq!(counts.line(&progress), "3 sites · 7 RCPTs · 1 deliverable · 1 unknown");
    }

    #[test]
    fn times_are_for_people() {
        assert_eq!(span(Duration::from_millis(200)), "1s");
        assert_eq!(span(Duration::from_secs(200)), "3m 20s");
        assert_eq!(span(Duration::from_secs(7800)), "2h 10m");
    }
}
