//! The public views as plain tables in a file of their own, without protected persons.
//!
//! Whoever may not open the register may read that. Who is left out is said in `public_views.sql`; nothing of the
//! register is changed.

use anyhow::{Context, Result};
use rusqlite::{Connection, named_params};
use std::path::Path;

/// Its disk may not be encrypted where a database engine puts its temporary files. The file is thrown away unless
/// it becomes whole, and made to last by whoever gives it its name.
const SETTINGS: &str =
    "PRAGMA temp_store = MEMORY; PRAGMA public.journal_mode = OFF; PRAGMA public.synchronous = OFF;";

/// Fills an empty file with what the views show of one moment, and tells of how many persons.
pub fn copy_views(connection: &Connection, to: &Path) -> Result<usize> {
    let to = to.to_str().context("the path of the file must be UTF-8")?;
    connection.execute("ATTACH :to AS public", named_params! {":to": to}).context("opening the file")?;
    connection.execute_batch(SETTINGS).context("setting up the file")?;
    let tx = connection.unchecked_transaction()?;
    tx.execute_batch(include_str!("public_views.sql")).context("copying the views")?;
    let sql = "SELECT count(*) AS persons FROM public.persons";
    let persons: i64 = tx.query_row(sql, [], |row| row.get("persons"))?;
    tx.commit().context("finishing the file")?;
    connection.execute_batch("DETACH public").context("closing the file")?;
    usize::try_from(persons).context("counting persons")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{empty_register, small_state, start};
    use super::super::state::write_difference;
    use super::*;
    use crate::domain::codes::Outcome;
    use crate::domain::state::State;
    use std::fs;

    /// Persons, and stays, of a small register to which something has been done. Persons 1 and 2 are not protected,
    /// 3 is; 1 is in two stays.
    fn left(sql: &str) -> (Vec<i64>, Vec<i64>) {
        let (dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let run = start(&tx, "2016-11-14", Outcome::Done, None);
        write_difference(&tx, run, &State::default(), &small_state()).unwrap();
        tx.execute_batch(sql).unwrap();
        tx.commit().unwrap();
        let path = dir.path().join("views.db");
        fs::write(&path, "").unwrap();
        let persons = register.copy_views(&path).unwrap();
        let file = Connection::open(path).unwrap();
        let of = |sql: &str| -> Vec<i64> {
            let mut statement = file.prepare(sql).unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
        };
        let found = of("SELECT person_id FROM persons ORDER BY person_id");
        assert_eq!(found.len(), persons);
        (found, of("SELECT person_id FROM register ORDER BY entry_id"))
    }

    #[test]
    fn a_flag_leaves_a_person_out() {
        assert_eq!(left(""), (vec![1, 2], vec![1, 2, 1]));
        assert_eq!(left("UPDATE person SET protected = 1 WHERE person_id = 2"), (vec![1], vec![1, 1]));
    }

    #[test]
    fn a_decision_because_of_protected_registration_leaves_a_person_out_though_it_is_over() {
        let decided = |reason: &str| {
            left(&format!(
                "INSERT INTO decision (number, ruling, reason, from_on, to_on)
                 VALUES ('199803192393', 'OMFATTAS', '{reason}', '2014-01-01', '2014-12-31')"
            ))
        };
        assert_eq!(decided("SKYDDAD_FOLKBOKFORING"), (vec![2], vec![2]));
        assert_eq!(decided("ANNAN"), (vec![1, 2], vec![1, 2, 1]));
    }

    #[test]
    fn a_stay_in_the_lane_of_the_protected_leaves_a_person_out_though_no_flag_is_set() {
        let lane = "UPDATE entry_lane SET lane = 'protected' WHERE entry_id IN (SELECT entry_id FROM entry WHERE person_id = 1)";
        assert_eq!(left(lane), (vec![2], vec![2]));
    }

    #[test]
    fn a_stay_that_was_once_in_that_lane_leaves_a_person_out_though_it_is_in_another_now() {
        let then = |lane: &str, to_run: &str| {
            left(&format!(
                "INSERT INTO run (run_id, as_of, outcome, config_digest, input_digest, program_version, started_at)
                 VALUES (2, '2016-11-15', 'done', '', '', '', '');
                 INSERT INTO entry_lane (entry_id, seq, lane, from_on, known_on, from_run, to_run)
                 VALUES (2, 9, '{lane}', '2015-12-01', '2015-12-01', 1, {to_run}),
                     (2, 10, 'outreach', '2016-01-01', '2016-01-01', 1, NULL)"
            ))
        };
        assert_eq!(then("protected", "NULL"), (vec![1], vec![1, 1]));
        assert_eq!(
            then("protected", "2"),
            (vec![1], vec![1, 1]),
            "as was believed before it was decided again"
        );
        assert_eq!(then("occupied", "NULL"), (vec![1, 2], vec![1, 2, 1]));
    }

    #[test]
    fn nothing_is_told_of_whose_person_nobody_knows() {
        let (dir, mut register) = empty_register();
        let tx = register.begin().unwrap();
        let told = "INSERT INTO contact (number, contacted_on, channel, outcome)
                    VALUES ('199803192393', '2016-11-14', 'TELEFON', 'EJ_SVAR')";
        tx.execute_batch(told).unwrap();
        tx.commit().unwrap();
        let path = dir.path().join("views.db");
        fs::write(&path, "").unwrap();
        assert_eq!(register.copy_views(&path).unwrap(), 0);
        let file = Connection::open(path).unwrap();
        let rows = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(rows("SELECT count(*) FROM contacts"), 0);
    }
}
