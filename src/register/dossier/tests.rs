use super::super::erase::tables;
use super::super::fixture::{date, empty_register, number, with_everything_of_one};
use super::*;
use crate::domain::state::PersonId;

/// What the schema calls otherwise than the dossier, which tells a run by its night and a recording by its time.
const CALLED: [(&str, &str, &str); 21] = [
    ("change", "kind", "change"),
    ("change", "reason", "change_reason"),
    ("change", "run_id", "night"),
    ("contact", "recording_id", "recorded_at"),
    ("contact_detail", "recording_id", "recorded_at"),
    ("decision", "reason", "ruling_reason"),
    ("decision", "recording_id", "recorded_at"),
    ("interruption", "recording_id", "recorded_at"),
    ("interruption", "unit", "school_unit"),
    ("measure", "ended_reason", "measure_end"),
    ("measure", "recording_id", "recorded_at"),
    ("occupation", "recording_id", "recorded_at"),
    ("occupation", "source", "told_by"),
    ("pairing", "recording_id", "recorded_at"),
    ("taken_over", "entered_on", "opened_on"),
    ("taken_over", "reason", "opened_reason"),
    ("taken_over", "recording_id", "recorded_at"),
    ("task", "ended_reason", "task_end"),
    ("task", "status", "task_status"),
    ("undetermined_person", "reason", "undetermined_reason"),
    ("undetermined_person", "run_id", "night"),
];
const CALLED_OF_STAGED: [(&str, &str); 4] = [
    ("unit", "school_unit"),
    ("status", "placement_status"),
    ("from_run", "noted_on"),
    ("to_run", "superseded_on"),
];
/// What is not told: numbers of rows, which say nothing of anybody, and the name of who handed a task out.
const LEFT_OUT: [(&str, &str); 10] = [
    ("change", "change_id"),
    ("contact", "contact_id"),
    ("contact_detail", "contact_detail_id"),
    ("decision", "decision_id"),
    ("exported_task", "exported_by"),
    ("interruption", "interruption_id"),
    ("measure", "measure_id"),
    ("occupation", "occupation_id"),
    ("pairing", "pairing_id"),
    ("taken_over", "taken_over_id"),
];

fn called(table: &str, column: &str) -> String {
    let own = CALLED.iter().find(|(of, is, _)| (*of, *is) == (table, column)).map(|(.., called)| *called);
    let any = CALLED_OF_STAGED.iter().find(|(is, _)| *is == column).map(|(_, called)| *called);
    own.or(any).unwrap_or(column).to_owned()
}

#[test]
fn every_table_that_persons_are_erased_from_is_told_of_and_no_other() {
    let told: BTreeSet<&str> = Kept::ALL.iter().map(|kept| kept.as_str()).collect();
    assert_eq!(told, tables());
}

#[test]
fn every_column_of_these_tables_is_told() {
    let (_dir, mut register) = empty_register();
    let tx = register.read().unwrap();
    for kept in Kept::ALL {
        let sql = "SELECT name FROM pragma_table_info(:table)";
        let columns: Vec<String> =
            read(&tx, sql, named_params! {":table": kept.as_str()}, |cells| cells.get("name")).unwrap();
        let statement = tx.prepare(rows::of(*kept)).unwrap();
        let told = statement.column_names();
        for column in columns.iter().filter(|column| !LEFT_OUT.contains(&(kept.as_str(), column))) {
            let called = called(kept.as_str(), column);
            assert!(told.contains(&called.as_str()), "{kept}.{column} is not told");
        }
        for name in told {
            assert!(Item::parse(name).is_some(), "{kept}: {name}");
        }
    }
}

#[test]
fn of_whom_there_is_a_row_in_every_table_every_table_is_told() {
    with_everything_of_one(|tx| {
        let keys = Keys::of_person(tx, PersonId(1)).unwrap();
        let told: Vec<(Kept, usize)> =
            holdings(tx, &keys).unwrap().iter().map(|holding| (holding.kept, holding.rows.len())).collect();
        let rows = |kept| match kept {
            Kept::Entry | Kept::Change | Kept::Placement => 2,
            Kept::Lane | Kept::Credential => 3,
            _ => 1,
        };
        let expected: Vec<(Kept, usize)> = Kept::ALL.iter().map(|kept| (*kept, rows(*kept))).collect();
        assert_eq!(told, expected);
    });
}

/// The cells of one item, of the rows of one kind that a person has.
fn cells_of(tx: &Transaction<'_>, person: i64, kept: Kept, item: Item) -> Vec<Cell> {
    let keys = Keys::of_person(tx, PersonId(person)).unwrap();
    let all = holdings(tx, &keys).unwrap();
    let rows = all.into_iter().filter(|holding| holding.kept == kept).flat_map(|holding| holding.rows);
    rows.flatten().filter(|(is, _)| *is == item).map(|(_, cell)| cell).collect()
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

#[test]
fn a_row_tells_what_is_kept_and_when_it_was_noted() {
    with_everything_of_one(|tx| {
        assert!(cells_of(tx, 1, Kept::Resident, Item::FamilyName) == [text("Ö'Test")]);
        assert!(cells_of(tx, 1, Kept::Resident, Item::NotedOn) == [Cell::Day(date("2016-11-14"))]);
        assert!(cells_of(tx, 1, Kept::Reject, Item::Line) == [Cell::Count(8)]);
        assert!(cells_of(tx, 3, Kept::Person, Item::Protected) == [Cell::Flag(true)]);
    });
}

#[test]
fn a_number_paired_anew_shows_whoever_had_it_nothing_of_whose_it_is() {
    with_everything_of_one(|tx| {
        assert!(cells_of(tx, 1, Kept::Pairing, Item::PairedNumber) == [text("19990101TF01")]);
        tx.execute_batch(
            "INSERT INTO pairing (provider, paired_number, number, recording_id)
             VALUES ('alfa', '19990101TF01', '199906062394', 1)",
        )
        .unwrap();
        assert!(cells_of(tx, 1, Kept::Pairing, Item::PairedNumber) == [Cell::OfAnother]);
        assert_eq!(cells_of(tx, 1, Kept::Credential, Item::Provider).len(), 2);
        assert!(cells_of(tx, 3, Kept::Pairing, Item::Number) == [Cell::OfAnother, text("199906062394")]);
        assert!(cells_of(tx, 3, Kept::Credential, Item::Provider) == [text("alfa")]);
    });
}

#[test]
fn a_number_that_nobody_has_is_told_of_unless_it_may_be_several_peoples() {
    with_everything_of_one(|tx| {
        tx.execute_batch(
            "INSERT INTO interruption (number, unit, last_day_on)
             VALUES ('200001012384', '1', '2016-01-01')",
        )
        .unwrap();
        let keys = keys_of_stray(tx, number("200001012384")).unwrap().unwrap();
        let rows: usize = holdings(tx, &keys).unwrap().iter().map(|holding| holding.rows.len()).sum();
        assert_eq!(rows, 1);
        assert!(keys_of_stray(tx, number("19990101TF01")).unwrap().is_none());
    });
}

#[test]
fn looks_are_told_by_command_and_name_nobody() {
    with_everything_of_one(|tx| {
        tx.execute_batch(
            "INSERT INTO access (looked_at, user, command, persons)
             VALUES ('2016-11-15T08:00:00Z', 'anna', 'explain', 1), ('2016-11-16T08:00:00Z', 'bo', 'explain', 1)",
        )
        .unwrap();
        let explain = Looks {
            command: "explain".into(),
            times: 2,
            first: "2016-11-15T08:00:00Z".into(),
            last: "2016-11-16T08:00:00Z".into(),
        };
        assert_eq!(looks(tx).unwrap(), [explain]);
    });
}
