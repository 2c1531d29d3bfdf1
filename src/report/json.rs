//! JSON: a line for a row, under the names of the columns, and more.

use super::{Record, record::line as one_line, rfc3339};
use crate::{
    smtp::Stage,
    verdict::{ControlKind, Evidence, Verdict},
};
use serde_json::{Map, Value, json};

/// One line of JSON Lines, without its line end: the keys of [`COLUMNS`](super::COLUMNS), and `input`, `row`, `error`,
/// `changes`, `flags` as an array, `evidence`. What is not known is `null`.
///
/// ```
/// use listproof::{list::Entry, report::{Marks, Record, json}};
/// let entry = Entry::new(1, " Anna@Example.org ");
/// let line = json::line(&Record::new(&entry, &|_| None, Marks::default()));
/// assert!(line.contains(r#""normalized":"Anna@example.org""#));
/// ```
#[must_use]
pub fn line(record: &Record<'_>) -> String {
    let entry = record.entry();
    let repair = entry.repair();
    let evidence = record.verdict().map(Verdict::evidence);
    let changes: Vec<_> = repair.changes().iter().map(|change| change.as_str()).collect();
    let mut object = Object::default();
    object
        .put("input", entry.cell())
        .put("row", entry.row())
        .put("status", record.status().as_str())
        .put("cause", record.cause().as_str())
        .put("bounce_risk", hundredths(record.bounce_risk()))
        .put("action", record.action().as_str())
        .put("normalized", repair.address().map(ToString::to_string))
        .put("suggestion", record.suggestion())
        .put("flags", record.flags().iter().collect::<Vec<_>>())
        .put("also", record.also_cell())
        .put("mx", evidence.and_then(|it| it.host.clone()))
        .put("smtp_code", evidence.and_then(|it| it.code))
        .put("enhanced_code", evidence.and_then(|it| Some(it.enhanced?.to_string())))
        .put("smtp_reply", record.words().map(|words| one_line(&words)))
        .put("checked_at", evidence.filter(|it| it.at > 0).map(|it| rfc3339(it.at)))
        .put("error", record.error())
        .put("changes", changes)
        .put("evidence", evidence.map_or_else(|| Value::Object(Map::new()), evidence_object));
    object.end()
}

/// Keys in the order in which they are put: people read these lines too.
#[derive(Default)]
pub(super) struct Object(String);

impl Object {
    pub(super) fn put(&mut self, key: &str, value: impl Into<Value>) -> &mut Self {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&Value::from(key).to_string());
        self.0.push(':');
        self.0.push_str(&value.into().to_string());
        self
    }

    pub(super) fn end(mut self) -> String {
        if self.0.is_empty() {
            self.0.push('{');
        }
        self.0.push('}');
        self.0
    }
}

/// Two decimals, as in the column; a float's own digits would show the noise of `f32`.
fn hundredths(risk: f32) -> f64 {
    (f64::from(risk) * 100.0).round() / 100.0
}

fn evidence_object(evidence: &Evidence) -> Value {
    let controls: Vec<_> =
        (evidence.controls.iter()).map(|control| json!({"kind": kind(control.kind), "code": control.code})).collect();
    json!({
        "stage": evidence.stage.map(stage),
        "host": evidence.host,
        "ip": evidence.ip.map(|ip| ip.to_string()),
        "source": evidence.source.map(|ip| ip.to_string()),
        "code": evidence.code,
        "enhanced": evidence.enhanced.map(|code| code.to_string()),
        "text": one_line(&evidence.text),
        "controls": controls,
        "attempts": evidence.attempts,
        "tls": evidence.tls,
        "at": (evidence.at > 0).then_some(evidence.at),
    })
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Greeting => "greeting",
        Stage::Ehlo => "ehlo",
        Stage::Helo => "helo",
        Stage::StartTls => "start_tls",
        Stage::Mail => "mail",
        Stage::Rcpt => "rcpt",
        Stage::Reset => "reset",
        Stage::Quit => "quit",
    }
}

fn kind(kind: ControlKind) -> &'static str {
    match kind {
        ControlKind::Absent => "absent",
        ControlKind::Present => "present",
        ControlKind::Neighbour => "neighbour",
        ControlKind::Postmaster => "postmaster",
    }
}
