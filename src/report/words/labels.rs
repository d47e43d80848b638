//! Headings and other fixed words, by name.
//!
//! A struct, so that a language that lacks one does not compile.

macro_rules! labels {
    ($($name:ident),+ $(,)?) => {
        /// Fixed words of one language; each field is named for what it says.
        #[derive(Debug)]
        #[allow(missing_docs)] // the names are the English words themselves
        pub struct Labels { $(pub $name: &'static str),+ }

        #[cfg(test)]
        impl Labels {
            /// Every label with its name.
            pub(super) fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),+]
            }
        }
    };
}

labels! {
    note, person, entry, night, answer, lane, lane_is, since, row, legal_source, night_before, unchanged,
    unknown_before, facts_used, settled_it, withheld_details, what_would_change, turning_out, entries,
    known, known_on, undated, secrecy_marked, protected_registration, not_in_population, contradictory,
    quarantined_row, rests_on_silence, broken_off, final_year, gone, silent, decision, occupation, merged,
    annulled, history, effective, event, opened, corrected, closed, lane_changed, task_created, task_ended,
    interruption, preview, outcome, exit_code, run, open_entries, sources, source, provider, file_date,
    verdict, rows, quarantined, unmatched, changes, change, reason, count, withheld, committed,
    would_be_committed, not_committed, next_run, who_must_act, undetermined, quarantine, fault, queue,
    new_tasks, done_tasks, withdrawn_tasks, not_taken_over, unknown_number, contact, channel, measure,
    task_done, late, open_tasks, to_do, late_tasks, ready_tasks, tasks_of_night, came_back,
    withdrawn_overnight, undelivered, day, nothing, personnummer, opened_on, closed_on, owner, step, status,
    not_before, due_by, priority, held, persons, total, digest, rerun_from, nights, corrected_files,
    entry_number, task_number, before, after, now_in, now_out, other_dates, other_reason, other_lane,
    other_night, told_otherwise, expected_night, last_night, last_run, schema, accepted_on, stands_through,
    all_is_well, to_see_to, in_all, protected_identity, not_known, hidden_group, about, report, term, meaning, database,
    program, period, known_through, figures_kept,
    file, duplicates, in_file, required, lines, other_columns, whole_row, check, must_hold, sound,
    opened_entries, closed_entries,
}
