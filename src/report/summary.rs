//! The figures of a run.

use super::{Record, json::Object};
use crate::{
    decision::{Action, Forecast, Sum},
    facts::Flags,
    verdict::{Cause, Status},
};
use serde_json::{Map, Value, json};
use std::fmt;

/// What the engine counts; all 0 where nothing was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Run {
    /// Distinct addresses.
    pub addresses: u64,
    /// Sites.
    pub sites: u64,
    /// Connections opened.
    pub connections: u64,
    /// RCPT commands sent, controls included.
    pub rcpts: u64,
    /// DNS queries sent.
    pub dns_queries: u64,
    /// How long it took, in seconds.
    pub elapsed_s: f64,
    /// The most memory that was resident, in bytes.
    pub peak_rss_bytes: u64,
    /// Whether it was stopped before its end.
    pub interrupted: bool,
}

/// The figures of a run, counted record by record; prints as a table.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// What the engine counted.
    pub run: Run,
    rows: u64,
    duplicates: u64,
    by_cause: Vec<(Cause, u64)>,
    by_action: [u64; 3],
    suggestions: u64,
    by_flag: [u64; FLAGS],
    all: Sum,
    keep: Sum,
}

impl Summary {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(run: Run) -> Self {
        Self { run, ..Self::default() }
    }

    /// One row more.
    pub fn add(&mut self, record: &Record<'_>) {
        let suggested = record.suggestion().is_some();
        self.count(record.cause(), record.bounce_risk(), record.flags(), record.action(), suggested);
    }

    /// One row more, of which this is said.
    pub(crate) fn count(&mut self, cause: Cause, risk: f32, flags: Flags, action: Action, suggested: bool) {
        self.rows += 1;
        self.suggestions += u64::from(suggested);
        if !flags.is_empty() {
            self.duplicates += u64::from(flags.contains(Flags::DUPLICATE));
            for (flag, count) in Flags::ALL.iter().zip(&mut self.by_flag) {
                *count += u64::from(flags.contains(*flag));
            }
        }
        match self.by_cause.iter_mut().find(|(known, _)| *known == cause) {
            Some((_, count)) => *count += 1,
            None => self.by_cause.push((cause, 1)),
        }
        for (known, count) in Action::ALL.iter().zip(&mut self.by_action) {
            *count += u64::from(*known == action);
        }
        self.all.add(risk);
        if action == Action::Keep {
            self.keep.add(risk);
        }
    }

    /// Data rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Rows with this status.
    #[must_use]
    pub fn status(&self, status: Status) -> u64 {
        (self.by_cause.iter()).filter(|(cause, _)| cause.status() == status).map(|(_, count)| count).sum()
    }

    /// Rows with this action.
    #[must_use]
    pub fn action(&self, action: Action) -> u64 {
        (Action::ALL.iter().zip(self.by_action)).find(|(of, _)| **of == action).map_or(0, |(_, count)| count)
    }

    /// Rows with a suggestion: an address that was probably meant.
    #[must_use]
    pub fn suggestions(&self) -> u64 {
        self.suggestions
    }

    /// Rows with this flag; of several at once, 0.
    #[must_use]
    pub fn flag(&self, flag: Flags) -> u64 {
        (Flags::ALL.iter().zip(self.by_flag)).find(|(of, _)| **of == flag).map_or(0, |(_, count)| count)
    }

    /// For all data rows, were they all mailed.
    #[must_use]
    pub fn forecast(&self) -> Forecast {
        self.all.forecast()
    }

    /// For the rows to keep.
    #[must_use]
    pub fn keep_forecast(&self) -> Forecast {
        self.keep.forecast()
    }

    /// One JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let statuses: Map<_, _> =
            (Status::ALL.iter()).map(|status| (status.to_string(), self.status(*status).into())).collect();
        let causes: Map<_, _> =
            (self.by_cause.iter()).map(|(cause, count)| (cause.to_string(), (*count).into())).collect();
        let actions: Map<_, _> =
            (Action::ALL.iter()).map(|action| (action.to_string(), self.action(*action).into())).collect();
        let flags: Map<_, _> =
            (Flags::ALL.iter().zip(self.by_flag)).map(|(flag, count)| (flag.to_string(), count.into())).collect();
        let mut object = Object::default();
        object
            .put("rows", self.rows)
            .put("addresses", self.run.addresses)
            .put("duplicates", self.duplicates)
            .put("by_status", statuses)
            .put("by_cause", causes)
            .put("by_action", actions)
            .put("suggestions", self.suggestions)
            .put("by_flag", flags)
            .put("forecast", forecast(&self.forecast()))
            .put("keep_forecast", forecast(&self.keep_forecast()))
            .put("sites", self.run.sites)
            .put("connections", self.run.connections)
            .put("rcpts", self.run.rcpts)
            .put("dns_queries", self.run.dns_queries)
            .put("elapsed_s", self.run.elapsed_s)
            .put("peak_rss_bytes", self.run.peak_rss_bytes)
            .put("interrupted", self.run.interrupted);
        object.end()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |count: u64| 100.0 * count as f64 / self.rows.max(1) as f64;
        let mut row = |name: &str, count: u64| writeln!(f, "{name:<24}{count:>12}{:>8.1}%", share(count));
        row("rows", self.rows)?;
        row("duplicates", self.duplicates)?;
        for status in Status::ALL {
            row(status.as_str(), self.status(*status))?;
            let mut causes: Vec<_> = (self.by_cause.iter()).filter(|(cause, _)| cause.status() == *status).collect();
            causes.sort_by_key(|(cause, count)| (std::cmp::Reverse(*count), *cause));
            for (cause, count) in causes {
                row(&format!("  {cause}"), *count)?;
            }
        }
        for action in Action::ALL {
            row(action.as_str(), self.action(*action))?;
        }
        row("with a suggestion", self.suggestions)?;
        for (flag, count) in Flags::ALL.iter().zip(self.by_flag) {
            // Duplicates have their own line, and most lists have few of the others.
            if count > 0 && *flag != Flags::DUPLICATE {
                row(&format!("  {flag}"), count)?;
            }
        }
        outlook(f, "bounces, all rows", &self.forecast())?;
        outlook(f, "bounces, rows to keep", &self.keep_forecast())?;
        if self.run.interrupted {
            writeln!(f, "interrupted: what was not asked is not_probed")?;
        }
        Ok(())
    }
}

const FLAGS: usize = Flags::ALL.len();

fn outlook(f: &mut fmt::Formatter<'_>, name: &str, forecast: &Forecast) -> fmt::Result {
    if forecast.basis == 0 {
        return writeln!(f, "{name:<24}{:>12}", "no rows");
    }
    writeln!(
        f,
        "{name:<24}{:>11.2}%  ({:.2}% to {:.2}%, level {:.0}%)",
        100.0 * forecast.bounce_rate,
        100.0 * forecast.low,
        100.0 * forecast.high,
        100.0 * forecast.level,
    )
}

fn forecast(forecast: &Forecast) -> Value {
    json!({
        "bounce_rate": forecast.bounce_rate,
        "low": forecast.low,
        "high": forecast.high,
        "level": forecast.level,
        "basis": forecast.basis,
    })
}
