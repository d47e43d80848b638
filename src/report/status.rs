//! How the register is kept, as text or JSON: what is there, then what somebody has to see to, each with its
//! cure.
//!
//! What JSON holds: `docs/json.md`.

use super::Lang;
use super::page::Page;
use super::table::Table;
use super::text::Text;
use super::words::{concern, labels, outcome, relief, verdict};
use crate::domain::calendar::weekdays_between;
use crate::domain::codes::{LimitClass, Verdict};
use crate::domain::health::{Concern, Exposure, Freshness, Health};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// Everything, as text.
pub fn text(lang: Lang, health: &Health) -> Text {
    let mut page = Page::default();
    let words = labels(lang);
    let register = &health.register;
    page.field(words.expected_night, &health.expected.to_string());
    page.field(words.last_night, &written(register.last_night));
    if let Some((night, ended)) = register.last_run {
        page.field(words.last_run, &format!("{night}, {}", outcome(lang, ended)));
    }
    page.field(words.schema, &register.schema.to_string());
    if !register.sources.is_empty() {
        page.heading(words.sources);
        page.set(&sources(lang, &register.sources).text());
    }
    write_concerns(&mut page, lang, health);
    page.into_text()
}

/// Only what somebody has to see to; empty if there is nothing.
pub fn concerns(lang: Lang, health: &Health) -> Text {
    let mut page = Page::default();
    if !health.concerns().is_empty() {
        write_concerns(&mut page, lang, health);
    }
    page.into_text()
}

fn write_concerns(page: &mut Page, lang: Lang, health: &Health) {
    let words = labels(lang);
    let concerns = health.concerns();
    if concerns.is_empty() {
        page.good_news(words.all_is_well);
        return;
    }
    page.heading(words.to_see_to);
    for one in &concerns {
        page.concern(&[concern(lang, one), relief(lang, one)].join(" "));
        if let Some(argument) = argument(one) {
            page.block(&format!("      {argument}"));
        }
    }
}

fn sources(lang: Lang, sources: &[Freshness]) -> Table {
    let words = labels(lang);
    let headers = [words.source, words.verdict, words.file_date, words.accepted_on, words.stands_through];
    let mut table = Table::new(headers, &[]);
    table.rows.extend(sources.iter().map(|source| {
        vec![
            source.id.to_string(),
            verdict(lang, source.verdict).to_owned(),
            written(source.file_date),
            written(source.accepted_on),
            written(source.until),
        ]
    }));
    table
}

fn written(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

/// What to type, on a line of its own so that it can be copied.
fn argument(concern: &Concern<'_>) -> Option<String> {
    match concern {
        Concern::NoNight => Some("kaa-sync run --initial-load --extracts …".to_owned()),
        Concern::Held {
            is_first_load: true,
            class: LimitClass::Additions | LimitClass::UnexplainedAdditions,
            ..
        } => Some("--initial-load".to_owned()),
        Concern::Held { night, class, count, .. } => {
            Some(format!("run --as-of {night} --allow {class}={count} --because \"…\""))
        }
        Concern::Exposed(exposed) => match exposed.how {
            Exposure::Mode(_) => Some(format!("chmod 600 {}", exposed.file)),
            Exposure::Writable(_) => Some(format!("chmod go-w {}", exposed.file)),
            Exposure::Link => None,
        },
        Concern::Overdue { .. }
        | Concern::Ahead(_)
        | Concern::Refused(_)
        | Concern::Source(_)
        | Concern::Quarantine { .. }
        | Concern::Residual { .. }
        | Concern::ErasurePending(_)
        | Concern::Late { .. }
        | Concern::Space(_)
        | Concern::Configuration(_) => None,
    }
}

/// Everything, as JSON.
pub fn json(lang: Lang, health: &Health) -> Value {
    let register = &health.register;
    let concerns = health.concerns();
    let held: Map<String, Value> =
        health.held.iter().map(|(class, count)| (class.to_string(), (*count).into())).collect();
    json!({
        "ok": concerns.is_empty(),
        "expected": health.expected.to_string(),
        "last_night": register.last_night.map(|night| night.to_string()),
        "weekdays_missing": register.last_night.map(|night| weekdays_between(night, health.expected)),
        "last_run": register.last_run.map(|(night, ended)| json!({"as_of": night.to_string(), "outcome": ended})),
        "schema_version": register.schema,
        "sources": register.sources.iter().map(|source| source_json(source, health.expected)).collect::<Vec<_>>(),
        "held": held,
        "late_tasks": register.late.count,
        "erasure_pending": register.erasure_pending.map(|since| since.to_string()),
        "free_bytes": health.space.free,
        "register_bytes": health.space.register,
        "concerns": concerns.iter().map(|one| concern_json(lang, one)).collect::<Vec<_>>(),
    })
}

fn source_json(source: &Freshness, expected: NaiveDate) -> Value {
    let carried = source.accepted_on.filter(|_| source.verdict == Verdict::CarriedForward);
    json!({
        "source": source.id.source,
        "provider": source.id.provider,
        "verdict": source.verdict,
        "code": source.fault,
        "accepted_on": source.accepted_on.map(|day| day.to_string()),
        "file_date": source.file_date.map(|day| day.to_string()),
        "days_carried": carried.map(|on| expected.signed_duration_since(on).num_days()),
        "until": source.until.map(|day| day.to_string()),
        "required": source.required,
    })
}

fn concern_json(lang: Lang, one: &Concern<'_>) -> Value {
    json!({
        "code": one.as_str(),
        "concern": concern(lang, one),
        "cure": relief(lang, one),
        "argument": argument(one),
    })
}

#[cfg(test)]
mod tests;
