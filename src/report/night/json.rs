//! A night as JSON: all of it, or in counts alone.
//!
//! Its keys are in `docs/json.md`. What does not apply is null or empty.

use super::figures::Figures;
use super::{NightReport, conflicts};
use crate::domain::codes::{ChangeKind, Code, RowFault};
use crate::domain::conflict::SourceConflict;
use crate::domain::sources::{ProviderId, SourceNight};
use crate::domain::takeover::NotTakenOver;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The night as JSON.
pub fn json(night: &NightReport<'_>) -> Value {
    let mut told = summary(night);
    told["not_taken_over"] = not_taken_over_json(night);
    told["source_conflicts"] = conflicts(night).iter().map(conflict_json).collect();
    told
}

/// The same in counts alone: what leaves the machine holds not even the number of a person.
pub fn summary(night: &NightReport<'_>) -> Value {
    let figures = Figures::of(night);
    json!({
        "as_of": night.as_of.to_string(),
        "plan": night.is_plan,
        "outcome": night.outcome,
        "exit_code": night.exit_code,
        "run_id": night.run_id,
        "register_digest": night.register_digest,
        "sources": night.tonight.sources.iter().map(|source| source_json(night, source)).collect::<Vec<_>>(),
        "changes": {
            "opened": figures.of_kind(ChangeKind::Opened),
            "closed": figures.of_kind(ChangeKind::Closed),
            "corrected": figures.of_kind(ChangeKind::Corrected),
            "lane": figures.of_kind(ChangeKind::Lane),
        },
        "changes_by_reason": changes_json(&figures),
        "held": { "count": figures.held },
        "withheld": withheld_json(night),
        "undetermined": by_code(&figures.undetermined),
        "quarantined": figures.quarantined(),
        "quarantine": figures.quarantine.iter().map(quarantine_json).collect::<Vec<_>>(),
        "open_before": night.open_before,
        "open_after": night.open_after,
        "tasks": {
            "created": by_code(&figures.created),
            "done": by_code(&figures.done),
            "withdrawn": by_code(&figures.withdrawn),
        },
        "not_taken_over_count": figures.not_taken_over.values().sum::<u64>(),
        "late_corrections": figures.late_corrections,
        "erased": night.erased,
        "source_conflicts_count": conflicts(night).len(),
    })
}

pub(super) fn source_json(night: &NightReport<'_>, source: &SourceNight) -> Value {
    json!({
        "source": source.id.source,
        "provider": source.id.provider,
        "file_date": source.file_date.map(|date| date.to_string()),
        "verdict": source.verdict,
        "code": source.fault,
        "rows": source.row_count,
        "quarantined": source.quarantined,
        "unmatched": night.unmatched(source),
    })
}

fn changes_json(figures: &Figures) -> Value {
    let mut kinds = Map::new();
    for ((kind, reason), count) in &figures.changes {
        let reasons = kinds.entry(kind.as_str()).or_insert_with(|| json!({}));
        reasons[reason.code()] = (*count).into();
    }
    Value::Object(kinds)
}

fn withheld_json(night: &NightReport<'_>) -> Value {
    let classes = night.decided.into_iter().flat_map(|decided| decided.approved.exceeded());
    let classes =
        classes.map(|(class, over)| (class.to_string(), json!({ "count": over.count, "limit": over.limit })));
    Value::Object(classes.collect())
}

fn quarantine_json(((id, fault), rows): (&(ProviderId, RowFault), &u64)) -> Value {
    json!({ "source": id.source, "provider": id.provider, "code": fault, "rows": rows })
}

fn conflict_json(conflict: &SourceConflict) -> Value {
    json!({
        "person_id": conflict.person,
        "source": conflict.provider.source,
        "provider": conflict.provider.provider,
    })
}

fn not_taken_over_json(night: &NightReport<'_>) -> Value {
    let left = night.decided.into_iter().flat_map(|decided| &decided.not_taken_over);
    let left = left.map(|left| match left {
        NotTakenOver::Unknown => json!({ "person_id": null, "reason": null }),
        NotTakenOver::NotCovered(person, reason) => json!({ "person_id": person, "reason": reason }),
    });
    Value::Array(left.collect())
}

fn by_code<C: Code>(counts: &BTreeMap<C, u64>) -> Value {
    Value::Object(counts.iter().map(|(code, count)| (code.as_str().to_owned(), (*count).into())).collect())
}
