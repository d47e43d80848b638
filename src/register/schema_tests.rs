//! The schema against what it was reviewed to be: public views, closed sets of codes, and every column.

use super::fixture::empty_register;
use crate::domain::codes::{
    ChangeKind, Channel, Code, ContactOutcome, CoveredReason, Deregistration, Document, FileFault, Lane,
    LimitClass, MeasureKind, NotCoveredReason, Occupation, Outcome, PlacementStatus, RowFault, Ruling,
    RulingReason, SchoolForm, Step, TaskEnd, TaskStatus, UndeterminedReason, Variant, Verdict,
};
use rusqlite::{Connection, Transaction};
use std::fs;

/// Name and columns of every table or view, as `name: column, column`.
fn described(tx: &Connection, kind: &str) -> Vec<String> {
    let sql = "SELECT object.name || ': ' || group_concat(info.name, ', ' ORDER BY info.cid) AS described
               FROM sqlite_schema AS object, pragma_table_info(object.name) AS info
               WHERE object.type = :kind
               GROUP BY object.name
               ORDER BY object.name";
    let mut statement = tx.prepare(sql).unwrap();
    let rows = statement.query_map(&[(":kind", kind)], |row| row.get("described")).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn the_public_views_have_their_names_and_columns() {
    let (_dir, mut register) = empty_register();
    let tx = register.read().unwrap();
    let expected = [
        "contacts: person_id, personnummer, contacted_on, channel, outcome, answered_on_channel, occupation",
        "coverage: as_of, group, persons",
        "decisions: person_id, personnummer, ruling, reason, from_on, to_on",
        "delays: as_of, run_id, change, person_id, entry_id, source, provider, school_unit, effective_on, days, \
         back_dated",
        "measures: person_id, personnummer, measure, from_on, to_on, ended_reason, occupation_before, \
         occupation_after",
        "measures_current: person_id, personnummer, measure, from_on, to_on, ended_reason, \
         occupation_before, occupation_after",
        "nights: run_id, as_of",
        "occupations: person_id, personnummer, occupation, from_on, to_on, source",
        "outreach_queue: task_id, entry_id, person_id, personnummer, step, attempt, variant, owner, status, \
         not_before, due_by, priority, created_on, ended_on, ended_reason",
        "persons: person_id, personnummer, born_on, sex, area, owner",
        "quarantine: run_id, source, provider, line, field, code, times_seen",
        "register: entry_id, person_id, personnummer, opened_on, opened_known_on, opened_reason, closed_on, \
         closed_known_on, closed_reason, lane, annulled",
        "register_changes: as_of, run_id, change, person_id, entry_id, personnummer, reason, effective_on, \
         explained",
        "register_current: entry_id, person_id, personnummer, opened_on, opened_known_on, opened_reason, \
         closed_on, closed_known_on, closed_reason, lane, annulled, area, owner, age, sex",
        "register_lanes: entry_id, person_id, lane, from_on, to_on",
        "runs: run_id, as_of, outcome, opened, closed, corrected, lane_changes, held, undetermined, \
         quarantined, config_digest, register_digest, program_version, supersedes, started_at, finished_at",
        "sources: run_id, source, provider, file_date, sha256, rows, quarantined, unmatched, verdict, code",
        "undetermined: as_of, person_id, personnummer, reason",
    ];
    assert_eq!(described(&tx, "view"), expected);
}

#[test]
fn the_exported_tables_are_the_public_views() {
    let (dir, mut register) = empty_register();
    let path = dir.path().join("views.db");
    fs::write(&path, "").unwrap();
    register.copy_views(&path).unwrap();
    let tx = register.read().unwrap();
    assert_eq!(described(&Connection::open(path).unwrap(), "table"), described(&tx, "view"));
}

/// What may be kept of a person is a closed list in law (förordning 2006:39, 4 §): number, name, address;
/// occupation; measures. A column that is not here was not reviewed.
#[test]
fn every_column_of_every_table_has_been_reviewed() {
    let (_dir, mut register) = empty_register();
    let tx = register.read().unwrap();
    let expected = [
        "acceptance: run_id, provider, code, at_least_rows, because, given_by",
        "access: access_id, looked_at, user, command, persons",
        "allowance: run_id, class, ceiling, because, given_by",
        "change: change_id, run_id, kind, person_id, entry_id, reason, effective_on, explained, source, provider, \
         school_unit",
        "contact: contact_id, number, contacted_on, channel, outcome, answered_on_channel, occupation, \
         recording_id, of_registered",
        "contact_detail: contact_detail_id, number, telephone, email, callable, recording_id",
        "coverage_count: run_id, group_name, persons",
        "decision: decision_id, number, ruling, reason, from_on, to_on, recording_id",
        "entry: entry_id, person_id, opened_on, opened_known_on, opened_reason, closed_on, closed_known_on, \
         closed_reason, from_run, to_run",
        "entry_lane: entry_id, seq, lane, from_on, known_on, from_run, to_run",
        "erased_row: run_id, kind, rows",
        "erasure: erasure_id, as_of, persons, covered_through, last_person, last_entry, last_task, swept",
        "exported_task: task_id, exported_at, exported_by",
        "frozen_figure: report, period, key, value, frozen_on",
        "interruption: interruption_id, number, unit, last_day_on, recording_id",
        "measure: measure_id, number, measure, from_on, to_on, ended_reason, occupation_before, \
         occupation_after, recording_id",
        "occupation: occupation_id, number, occupation, from_on, to_on, source, recording_id",
        "pairing: pairing_id, provider, paired_number, number, recording_id",
        "person: person_id, number, protected, area, owner, from_run, to_run, seniority",
        "person_number: number, person_id, from_run, to_run",
        "quarantined_row: run_id, source, provider, line, field, code, times_seen, fingerprint",
        "recording: recording_id, recorded_at, recorded_by, rows",
        "run: run_id, as_of, outcome, opened, closed, corrected, lane_changes, held, undetermined, \
         quarantined, config_digest, input_digest, register_digest, program_version, supersedes, \
         started_at, finished_at, initial_load, recorded_through, erased_through",
        "source: run_id, source, provider, file_date, sha256, rows, quarantined, unmatched, verdict, code",
        "staged_credential: source, provider, number, document, document_on, first_seen_on, file_date, \
         line, from_run, to_run, told",
        "staged_memory: source, provider, accepted_on, file_date, sha256, rows, unreadable_streak, \
         from_run, to_run",
        "staged_placement: source, provider, number, form, unit, programme, start_on, year, status, \
         ends_on, broken_off_on, document, document_on, first_seen_on, document_seen_on, misses, \
         missing_since_on, file_date, line, from_run, to_run, told",
        "staged_reject: source, provider, number, key_number, form, unit, programme, start_on, \
         contradictory, from_run, to_run, line",
        "staged_resident: number, replaced_by, municipality, area, moved_in_on, secrecy_marked, \
         protected_registration, deregistration, deregistered_on, given_name, middle_name, family_name, \
         care_of, street, postcode, town, first_seen_on, municipality_seen_on, deregistration_seen_on, \
         misses, missing_since_on, file_date, line, from_run, to_run, told, unheard",
        "taken_over: taken_over_id, number, entered_on, reason, lane, climbed, recording_id",
        "task: task_id, entry_id, step, attempt, variant, owner, status, not_before, due_by, created_on, \
         ended_on, ended_reason, from_run, to_run",
        "task_priority: task_id, priority",
        "undetermined_person: run_id, person_id, reason",
    ];
    assert_eq!(described(&tx, "table"), expected);
}

#[test]
fn every_table_is_strict() {
    let (_dir, mut register) = empty_register();
    let tx = register.read().unwrap();
    let sql = "SELECT count(*) AS loose FROM pragma_table_list
               WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND strict = 0";
    assert_eq!(tx.query_row(sql, [], |row| row.get::<_, i64>("loose")).unwrap(), 0);
}

/// The codes the database checks a column against, listed or compared one by one, as `'a','b'`.
fn check_list(tx: &Transaction<'_>, table: &str, column: &str) -> String {
    let sql = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = :table";
    let text: String = tx.query_row(sql, &[(":table", table)], |row| row.get("sql")).unwrap();
    let dense: String = text.split_whitespace().collect();
    let openings = [format!("CHECK({column}IN("), format!("CHECK({column}=")];
    let after = openings.iter().find_map(|opening| dense.split_once(opening));
    let (_, codes) = after.unwrap_or_else(|| panic!("{table}.{column} has no list"));
    codes.split(')').next().unwrap().replace(&format!("OR{column}="), ",")
}

fn quoted<C: Code>() -> String {
    C::ALL.iter().map(|code| format!("'{}'", code.as_str())).collect::<Vec<_>>().join(",")
}

#[test]
fn the_database_knows_exactly_the_codes_the_program_knows() {
    let (_dir, mut register) = empty_register();
    let tx = register.read().unwrap();
    let columns = [
        ("run", "outcome", quoted::<Outcome>()),
        ("source", "verdict", quoted::<Verdict>()),
        ("source", "code", quoted::<FileFault>()),
        ("quarantined_row", "code", quoted::<RowFault>()),
        ("change", "kind", quoted::<ChangeKind>()),
        ("erased_row", "kind", quoted::<ChangeKind>() + ",'undetermined'"),
        ("undetermined_person", "reason", quoted::<UndeterminedReason>()),
        ("allowance", "class", quoted::<LimitClass>()),
        ("acceptance", "code", quoted::<FileFault>()),
        ("staged_resident", "deregistration", quoted::<Deregistration>()),
        ("staged_placement", "form", quoted::<SchoolForm>()),
        ("staged_placement", "status", quoted::<PlacementStatus>()),
        ("staged_placement", "document", quoted::<Document>()),
        ("staged_credential", "document", quoted::<Document>()),
        ("staged_reject", "form", quoted::<SchoolForm>()),
        ("entry", "opened_reason", quoted::<CoveredReason>()),
        ("entry", "closed_reason", quoted::<NotCoveredReason>() + ",'merged'"),
        ("entry_lane", "lane", quoted::<Lane>()),
        ("task", "step", quoted::<Step>()),
        ("task", "variant", quoted::<Variant>()),
        ("task", "status", quoted::<TaskStatus>()),
        ("task", "ended_reason", quoted::<TaskEnd>()),
        ("taken_over", "reason", quoted::<CoveredReason>()),
        ("taken_over", "lane", quoted::<Lane>()),
        ("taken_over", "climbed", quoted::<Step>()),
        ("measure", "measure", quoted::<MeasureKind>()),
        ("decision", "ruling", quoted::<Ruling>()),
        ("decision", "reason", quoted::<RulingReason>()),
        ("occupation", "occupation", quoted::<Occupation>()),
        ("contact", "channel", quoted::<Channel>()),
        ("contact", "outcome", quoted::<ContactOutcome>()),
        ("contact", "answered_on_channel", quoted::<Channel>()),
        ("contact", "occupation", quoted::<Occupation>()),
        ("measure", "occupation_before", quoted::<Occupation>()),
        ("measure", "occupation_after", quoted::<Occupation>()),
    ];
    for (table, column, codes) in columns {
        assert_eq!(check_list(&tx, table, column), codes, "{table}.{column}");
    }
}
