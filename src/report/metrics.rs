//! What a monitor measures, in the text format of Prometheus (exposition format 0.0.4) for the textfile
//! collector of its node exporter.
//!
//! With 0 where there is nothing, so that an alert can rest on it; but of a night none before the first was
//! committed, and of a file none that was not believed. All are
//! gauges: they tell what is, not what has been counted since a start. Names and labels are an interface.

use crate::domain::codes::{Code, Lane, Outcome, Step, TaskStatus, Verdict};
use crate::domain::health::{Freshness, Kept};
use crate::domain::metrics::{Invocation, Metrics, Night};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use std::fmt::Write;

/// Everything that is measured.
pub fn text(metrics: &Metrics, invocation: Invocation, version: &str) -> String {
    let mut out = Exposition::default();
    program(&mut out, metrics, invocation, version);
    if let Some(night) = &metrics.last_night {
        last_night(&mut out, night);
    }
    sources(&mut out, &metrics.kept.sources);
    register(&mut out, metrics);
    out.text
}

fn program(out: &mut Exposition, metrics: &Metrics, invocation: Invocation, version: &str) {
    out.family("kaa_sync_build_info", "The program that wrote this; always 1.");
    out.sample(&[("version", version)], 1);
    let seconds = format!("{}.{:03}", invocation.milliseconds / 1000, invocation.milliseconds % 1000);
    out.family("kaa_sync_run_duration_seconds", "How long the last run took.");
    out.sample(&[], seconds);
    out.family(
        "kaa_sync_run_exit_code",
        "What the last run ended with; docs/night.md says what each code asks for.",
    );
    out.sample(&[], invocation.exit_code);
    let run = metrics.last_run;
    out.family("kaa_sync_run_timestamp_seconds", "When the last recorded run ended, refused ones included.");
    out.sample(&[], seconds_of(run.finished_at));
    out.family("kaa_sync_run_outcome", "1 for how the last recorded run ended.");
    for outcome in Outcome::ALL {
        out.sample(&[("outcome", outcome.as_str())], u8::from(*outcome == run.outcome));
    }
}

fn last_night(out: &mut Exposition, night: &Night) {
    out.family("kaa_sync_last_success_timestamp_seconds", "When the last committed night's run ended.");
    out.sample(&[], seconds_of(night.finished_at));
    out.family("kaa_sync_night_timestamp_seconds", "The last committed night's date, at 00:00 UTC.");
    out.sample(&[], midnight(night.as_of));
    out.family("kaa_sync_night_changes", "Entries that the last committed night changed.");
    let changes = [
        ("opened", night.counts.opened),
        ("closed", night.counts.closed),
        ("corrected", night.counts.corrected),
        ("lane", night.counts.lane_changes),
    ];
    for (change, entries) in changes {
        out.sample(&[("change", change)], entries);
    }
    out.family("kaa_sync_night_held_changes", "Changes that the last committed night withheld.");
    out.sample(&[], night.counts.held);
    out.family(
        "kaa_sync_night_undetermined_persons",
        "Persons whom the last committed night left as they were.",
    );
    out.sample(&[], night.counts.undetermined);
}

fn sources(out: &mut Exposition, sources: &[Freshness]) {
    out.family("kaa_sync_source_verdict", "1 for what became of a provider's file in the last recorded run.");
    for source in sources {
        for verdict in Verdict::ALL {
            let labels = [of(source).as_slice(), &[("verdict", verdict.as_str())]].concat();
            out.sample(&labels, u8::from(*verdict == source.verdict));
        }
    }
    out.family("kaa_sync_source_rows", "Data rows of the file, where it was believed.");
    for (source, rows) in sources.iter().filter_map(|source| Some((source, source.rows?))) {
        out.sample(&of(source), rows);
    }
    out.family("kaa_sync_source_quarantined_rows", "Rows of it that were not.");
    for (source, rows) in sources.iter().filter_map(|source| Some((source, source.quarantined?))) {
        out.sample(&of(source), rows);
    }
    out.family("kaa_sync_source_file_timestamp_seconds", "The date of the last file believed, at 00:00 UTC.");
    for (source, date) in sources.iter().filter_map(|source| Some((source, source.file_date?))) {
        out.sample(&of(source), midnight(date));
    }
}

fn of(source: &Freshness) -> [(&str, &str); 2] {
    [("source", &source.id.source), ("provider", &source.id.provider)]
}

fn register(out: &mut Exposition, metrics: &Metrics) {
    out.family("kaa_sync_register_entries", "Open entries.");
    for lane in Lane::ALL {
        out.sample(&[("lane", lane.as_str())], metrics.entries.get(lane).copied().unwrap_or(0));
    }
    out.family("kaa_sync_queue_tasks", "Open tasks.");
    for step in Step::ALL {
        for status in TaskStatus::ALL.iter().filter(|status| status.is_open()) {
            let tasks = metrics.tasks.get(&(*step, *status)).copied().unwrap_or(0);
            out.sample(&[("step", step.as_str()), ("status", status.as_str())], tasks);
        }
    }
    let Kept { late, residual, erasure_pending, .. } = &metrics.kept;
    out.family(
        "kaa_sync_queue_late_tasks",
        "Tasks neither sent nor done whose last day had passed on the night; support is never late.",
    );
    out.sample(&[], late.count);
    out.family(
        "kaa_sync_coverage_residual_persons",
        "Residents whom the coverage equation leaves over; anything but 0 is an error.",
    );
    out.sample(&[], *residual);
    out.family("kaa_sync_erasure_pending", "1 while traces of erased persons may be left in the file.");
    out.sample(&[], u8::from(erasure_pending.is_some()));
}

fn seconds_of(time: DateTime<Utc>) -> i64 {
    time.timestamp()
}

fn midnight(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp()
}

/// Text as it grows, one family of series after the other.
#[derive(Default)]
struct Exposition {
    text: String,
    name: &'static str,
}

impl Exposition {
    /// Begins a family: what it is called and what it tells.
    fn family(&mut self, name: &'static str, help: &str) {
        self.name = name;
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "# HELP {name} {help}\n# TYPE {name} gauge");
    }

    /// A value of the family under its labels.
    fn sample(&mut self, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        let labels: Vec<String> =
            labels.iter().map(|(label, value)| format!("{label}=\"{}\"", escaped(value))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.text, "{}{labels} {value}", self.name);
    }
}

/// A provider's name is its own: it may hold anything that a file name may.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests;
