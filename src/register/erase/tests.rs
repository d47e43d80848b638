use super::super::fixture::{date, number, small_state, with_everything_of_one};
use super::super::runs::{RunId, last_committed};
use super::super::state::load;
use super::*;
use crate::domain::state::{EntryId, PersonId, State, TaskId};
use rusqlite::Connection;

/// Tables and columns that tell of whom a row is, with a query that counts those of the one born in 1998.
fn keyed(tx: &Transaction<'_>) -> Vec<(String, i64)> {
    let sql = "SELECT object.name || '.' || info.name AS name, 'SELECT count(*) FROM ' || object.name || ' WHERE ' ||
                   info.name || CASE info.name
                       WHEN 'person_id' THEN ' = 1' WHEN 'entry_id' THEN ' IN (1, 4)' WHEN 'task_id' THEN ' = 1'
                       ELSE ' = ''199803192393'''
                   END AS query
               FROM sqlite_schema AS object, pragma_table_info(object.name) AS info
               WHERE object.type = 'table'
                   AND (info.name LIKE '%number' OR info.name IN ('replaced_by', 'person_id', 'entry_id', 'task_id'))
               ORDER BY name";
    let mut statement = tx.prepare(sql).unwrap();
    let queries = statement.query_map([], |row| Ok((row.get("name")?, row.get("query")?))).unwrap();
    let queries: Vec<(String, String)> = queries.collect::<Result<_, _>>().unwrap();
    let count = |query: &String| tx.query_row(query, [], |row| row.get(0)).unwrap();
    queries.iter().map(|(name, query)| (name.clone(), count(query))).collect()
}

fn told(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn erase_by_law(tx: &Transaction<'_>, birth_year: i32) {
    let due = by_law(tx, birth_year).unwrap().unwrap();
    erase(tx, &due, &last_committed(tx).unwrap().unwrap()).unwrap();
}

#[test]
fn nothing_is_left_of_a_person_under_any_key_of_any_table() {
    with_everything_of_one(|tx| {
        // No table has a row of this person under these, for the row under the other column goes.
        let elsewhere = ["pairing.paired_number", "staged_resident.replaced_by"];
        for (name, rows) in keyed(tx) {
            assert_eq!(rows > 0, !elsewhere.contains(&name.as_str()), "{name}");
        }
        erase_by_law(tx, 1998);
        for (name, rows) in keyed(tx) {
            assert_eq!(rows, 0, "{name}");
        }
    });
}

#[test]
fn the_others_stay_as_they_were() {
    with_everything_of_one(|tx| {
        erase_by_law(tx, 1996);
        let mut left = small_state();
        left.staged.residents.remove(&number("199608042389"));
        left.people.by_number.retain(|_, person| *person != PersonId(2));
        left.people.persons.remove(&PersonId(2));
        left.entries.remove(&EntryId(2));
        left.tasks.remove(&TaskId(3));
        for rejects in left.staged.rejects.values_mut() {
            rejects.retain(|reject| reject.number != number("199603072399"));
        }
        let mut now = load(tx).unwrap();
        now.staged.credentials.retain(|id, _| id.provider.source == "intyg");
        assert_eq!(now, left);
        assert_eq!(tx.query_row("SELECT count(*) FROM decision", [], |row| row.get::<_, i64>(0)).unwrap(), 1);
    });
}

#[test]
fn a_tf_number_goes_with_its_person_and_another_providers_stays() {
    with_everything_of_one(|tx| {
        erase_by_law(tx, 1998);
        assert_eq!(told(tx, "SELECT provider FROM staged_credential"), ["beta"]);
        assert_eq!(told(tx, "SELECT paired_number FROM pairing"), [""; 0]);
    });
}

#[test]
fn what_the_nights_counted_is_still_accounted_for() {
    with_everything_of_one(|tx| {
        erase_by_law(tx, 1998);
        let rows = told(tx, "SELECT run_id || ' ' || kind || ' ' || rows FROM erased_row ORDER BY kind");
        assert_eq!(rows, ["1 held_open 1", "1 opened 1", "1 undetermined 1"]);
        let noted = "SELECT as_of || ' ' || persons || ' ' || covered_through FROM erasure";
        assert_eq!(told(tx, noted), ["2016-11-14 2 2016-03-06"]);
    });
}

#[test]
fn a_person_goes_by_the_number_in_use_and_numbers_of_nobody_by_their_own_year() {
    with_everything_of_one(|tx| {
        tx.execute_batch(
            "INSERT INTO person_number (number, person_id, from_run) VALUES ('199602132384', 3, 1);
             INSERT INTO interruption (number, unit, last_day_on)
             VALUES ('199602132384', '1', '2016-01-01'), ('199609072385', '1', '2016-01-01'),
                 ('199706192399', '1', '2016-01-01')",
        )
        .unwrap();
        erase_by_law(tx, 1996);
        let kept = ["199602132384", "199706192399", "199803192393"];
        assert_eq!(told(tx, "SELECT number FROM interruption ORDER BY number"), kept);
        assert!(by_law(tx, 1996).unwrap().is_none());
    });
}

#[test]
fn whoever_was_merged_into_a_person_goes_with_them() {
    with_everything_of_one(|tx| {
        tx.execute_batch(
            "INSERT INTO run (as_of, outcome, config_digest, input_digest, program_version, started_at)
             VALUES ('2016-11-15', 'done', '', '', '', '');
             INSERT INTO person_number (number, person_id, from_run, to_run) VALUES ('199602132384', 4, 1, 2);
             INSERT INTO person_number (number, person_id, from_run) VALUES ('199602132384', 2, 2);
             INSERT INTO person (person_id, number, protected, area, owner, from_run, to_run)
             VALUES (4, '199602132384', 0, '', '', 1, 2);
             INSERT INTO change (run_id, kind, person_id, reason, effective_on, explained)
             VALUES (1, 'held_open', 4, 'moved_in', '2016-10-29', 1)",
        )
        .unwrap();
        erase_by_law(tx, 1996);
        let left = "SELECT count(*) FROM person WHERE person_id = 4
                    UNION ALL SELECT count(*) FROM change WHERE person_id = 4";
        let mut statement = tx.prepare(left).unwrap();
        let left: Vec<i64> =
            statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!(left, [0, 0]);
        let persons = "SELECT 'persons ' || persons FROM erasure";
        assert_eq!(told(tx, persons), ["persons 1"]);
    });
}

#[test]
fn no_number_of_an_erased_person_entry_or_task_is_given_again() {
    with_everything_of_one(|tx| {
        erase_by_law(tx, 1999);
        let State { people, entries, tasks, given, .. } = load(tx).unwrap();
        assert!(people.persons.is_empty() && entries.is_empty() && tasks.is_empty());
        assert_eq!((given.last_person, given.last_entry, given.last_task), (3, 4, 3));
    });
}

#[test]
fn only_who_has_no_entry_open_or_closed_as_late_may_go_earlier() {
    with_everything_of_one(|tx| {
        let due = |day| closed_before(tx, date(day), date("2016-11-14")).unwrap();
        assert!(due("2016-03-07").is_none());
        let two = due("2016-03-08").unwrap();
        assert_eq!((two.persons, two.covered_through), (1, Some(date("2016-03-06"))));
        let decide = "INSERT INTO decision (number, ruling, reason, from_on, to_on) VALUES";
        tx.execute_batch(&format!(
            "{decide} ('199608042389', 'OMFATTAS_EJ', 'ANNAN', '2016-03-07', '2016-11-13')"
        ))
        .unwrap();
        assert_eq!(due("2016-03-08").unwrap().persons, 1);
        tx.execute_batch(&format!(
            "{decide} ('199608042389', 'OMFATTAS_EJ', 'ANNAN', '2016-03-07', '2016-11-14')"
        ))
        .unwrap();
        assert!(due("2016-03-08").is_none());
    });
}

#[test]
fn the_last_nights_digest_is_that_of_what_is_left() {
    with_everything_of_one(|tx| {
        erase_by_law(tx, 1996);
        let last = last_committed(tx).unwrap().unwrap();
        assert_eq!(last.run, RunId(1));
        assert_eq!(last.register_digest, Some(register_digest(tx, date("2016-11-14")).unwrap()));
    });
}

#[test]
fn no_number_is_in_the_debug_print_of_who_is_due() {
    with_everything_of_one(|tx| {
        let printed = format!("{:?}", by_law(tx, 1999).unwrap());
        assert!(printed.contains("persons: 3") && !printed.contains("1996"), "{printed}");
    });
}
