//! A query for each kind of row that is kept of persons: all of its columns, by every key that it has.
//!
//! Columns are called by what they tell: the run that wrote a version by its night, a recording by its time.
//! `:keys` are a person's, as one value.

use crate::domain::dossier::Kept;

/// The query of a kind of rows.
pub const fn of(kept: Kept) -> &'static str {
    match kept {
        Kept::Person => PERSON,
        Kept::Number => NUMBER,
        Kept::ContactDetail => CONTACT_DETAIL,
        Kept::Entry => ENTRY,
        Kept::Lane => LANE,
        Kept::Change => CHANGE,
        Kept::Undetermined => UNDETERMINED,
        Kept::Task => TASK,
        Kept::Priority => PRIORITY,
        Kept::Exported => EXPORTED,
        Kept::Contact => CONTACT,
        Kept::Occupation => OCCUPATION,
        Kept::Measure => MEASURE,
        Kept::Decision => DECISION,
        Kept::Interruption => INTERRUPTION,
        Kept::Pairing => PAIRING,
        Kept::TakenOver => TAKEN_OVER,
        Kept::Resident => RESIDENT,
        Kept::Placement => PLACEMENT,
        Kept::Credential => CREDENTIAL,
        Kept::Reject => REJECT,
    }
}

const PERSON: &str = "
    SELECT one.person_id, one.number, one.protected, one.area, one.owner, one.seniority,
        began.as_of AS noted_on, ended.as_of AS superseded_on
    FROM person AS one
    JOIN run AS began ON began.run_id = one.from_run
    LEFT JOIN run AS ended ON ended.run_id = one.to_run
    WHERE one.person_id IN (SELECT value FROM json_each(:keys, '$.person_ids'))
        OR one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
    ORDER BY one.person_id, one.from_run";

const NUMBER: &str = "
    SELECT one.number, one.person_id, began.as_of AS noted_on, ended.as_of AS superseded_on
    FROM person_number AS one
    JOIN run AS began ON began.run_id = one.from_run
    LEFT JOIN run AS ended ON ended.run_id = one.to_run
    WHERE one.person_id IN (SELECT value FROM json_each(:keys, '$.person_ids'))
        OR one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
    ORDER BY one.number, one.from_run";

const CONTACT_DETAIL: &str = "
    SELECT one.number, one.telephone, one.email, one.callable, told.recorded_at
    FROM contact_detail AS one
    LEFT JOIN recording AS told ON told.recording_id = one.recording_id
    WHERE one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
    ORDER BY one.contact_detail_id";

const ENTRY: &str = "
    SELECT one.entry_id, one.opened_on, one.opened_known_on, one.opened_reason, one.closed_on,
        one.closed_known_on, one.closed_reason, one.person_id, began.as_of AS noted_on,
        ended.as_of AS superseded_on
    FROM entry AS one
    JOIN run AS began ON began.run_id = one.from_run
    LEFT JOIN run AS ended ON ended.run_id = one.to_run
    WHERE one.entry_id IN (SELECT value FROM json_each(:keys, '$.entry_ids'))
    ORDER BY one.entry_id, one.from_run";

const LANE: &str = "
    SELECT one.entry_id, one.seq, one.lane, one.from_on, one.known_on, began.as_of AS noted_on,
        ended.as_of AS superseded_on
    FROM entry_lane AS one
    JOIN run AS began ON began.run_id = one.from_run
    LEFT JOIN run AS ended ON ended.run_id = one.to_run
    WHERE one.entry_id IN (SELECT value FROM json_each(:keys, '$.entry_ids'))
    ORDER BY one.entry_id, one.seq, one.from_run";

const CHANGE: &str = "
    SELECT night.as_of AS night, one.kind AS change, one.reason AS change_reason, one.effective_on,
        one.entry_id, one.explained, one.source, one.provider, one.school_unit, one.person_id
    FROM change AS one
    JOIN run AS night ON night.run_id = one.run_id
    WHERE one.person_id IN (SELECT value FROM json_each(:keys, '$.person_ids'))
        OR one.entry_id IN (SELECT value FROM json_each(:keys, '$.entry_ids'))
    ORDER BY one.change_id";

const UNDETERMINED: &str = "
    SELECT night.as_of AS night, one.reason AS undetermined_reason, one.person_id
    FROM undetermined_person AS one
    JOIN run AS night ON night.run_id = one.run_id
    WHERE one.person_id IN (SELECT value FROM json_each(:keys, '$.person_ids'))
    ORDER BY one.run_id, one.person_id";

const TASK: &str = "
    SELECT one.task_id, one.entry_id, one.step, one.attempt, one.variant, one.owner,
        one.status AS task_status, one.not_before, one.due_by, one.created_on, one.ended_on,
        one.ended_reason AS task_end, began.as_of AS noted_on, ended.as_of AS superseded_on
    FROM task AS one
    JOIN run AS began ON began.run_id = one.from_run
    LEFT JOIN run AS ended ON ended.run_id = one.to_run
    WHERE one.entry_id IN (SELECT value FROM json_each(:keys, '$.entry_ids'))
    ORDER BY one.task_id, one.from_run";

const PRIORITY: &str = "
    SELECT one.task_id, one.priority
    FROM task_priority AS one
    WHERE one.task_id IN (
        SELECT task_id FROM task WHERE entry_id IN (SELECT value FROM json_each(:keys, '$.entry_ids'))
    )
    ORDER BY one.task_id";

const EXPORTED: &str = "
    SELECT one.exported_at, one.task_id
    FROM exported_task AS one
    WHERE one.task_id IN (
        SELECT task_id FROM task WHERE entry_id IN (SELECT value FROM json_each(:keys, '$.entry_ids'))
    )
    ORDER BY one.task_id";

const CONTACT: &str = "
    SELECT one.contacted_on, one.channel, one.outcome, one.answered_on_channel, one.occupation,
        one.of_registered, one.number, told.recorded_at
    FROM contact AS one
    LEFT JOIN recording AS told ON told.recording_id = one.recording_id
    WHERE one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
    ORDER BY one.contacted_on, one.contact_id";

const OCCUPATION: &str = "
    SELECT one.from_on, one.to_on, one.occupation, one.source AS told_by, one.number, told.recorded_at
    FROM occupation AS one
    LEFT JOIN recording AS told ON told.recording_id = one.recording_id
    WHERE one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
    ORDER BY one.from_on, one.occupation_id";

const MEASURE: &str = "
    SELECT one.from_on, one.to_on, one.measure, one.ended_reason AS measure_end, one.occupation_before,
        one.occupation_after, one.number, told.recorded_at
    FROM measure AS one
    LEFT JOIN recording AS told ON told.recording_id = one.recording_id
    WHERE one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
    ORDER BY one.from_on, one.measure_id";

const DECISION: &str = "
    SELECT one.from_on, one.to_on, one.ruling, one.reason AS ruling_reason, one.number, told.recorded_at
    FROM decision AS one
    LEFT JOIN recording AS told ON told.recording_id = one.recording_id
    WHERE one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
    ORDER BY one.from_on, one.decision_id";

const INTERRUPTION: &str = "
    SELECT one.last_day_on, one.unit AS school_unit, one.number, told.recorded_at
    FROM interruption AS one
    LEFT JOIN recording AS told ON told.recording_id = one.recording_id
    WHERE one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
    ORDER BY one.last_day_on, one.interruption_id";

const PAIRING: &str = "
    SELECT one.paired_number, one.provider, one.number, told.recorded_at
    FROM pairing AS one
    LEFT JOIN recording AS told ON told.recording_id = one.recording_id
    WHERE one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
        OR one.paired_number IN (SELECT value FROM json_each(:keys, '$.numbers'))
        OR (one.provider, one.paired_number) IN (
            SELECT value ->> 0, value ->> 1 FROM json_each(:keys, '$.paired')
        )
    ORDER BY one.pairing_id";

const TAKEN_OVER: &str = "
    SELECT one.entered_on AS opened_on, one.reason AS opened_reason, one.lane, one.climbed, one.number, told.recorded_at
    FROM taken_over AS one
    LEFT JOIN recording AS told ON told.recording_id = one.recording_id
    WHERE one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
    ORDER BY one.taken_over_id";

/// A row that refers to one of the numbers is its own person's, where it has one.
const RESIDENT: &str = "
    SELECT one.number, one.given_name, one.middle_name, one.family_name, one.care_of, one.street,
        one.postcode, one.town, one.area, one.municipality, one.moved_in_on, one.secrecy_marked,
        one.protected_registration, one.deregistration, one.deregistered_on, one.replaced_by,
        one.first_seen_on, one.municipality_seen_on, one.deregistration_seen_on, one.missing_since_on,
        one.misses, one.told, one.unheard, one.file_date, one.line, began.as_of AS noted_on,
        ended.as_of AS superseded_on
    FROM staged_resident AS one
    JOIN run AS began ON began.run_id = one.from_run
    LEFT JOIN run AS ended ON ended.run_id = one.to_run
    WHERE one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
        OR one.replaced_by IN (SELECT value FROM json_each(:keys, '$.numbers'))
            AND one.number NOT IN (SELECT number FROM person_number)
    ORDER BY one.number, one.from_run";

const PLACEMENT: &str = "
    SELECT one.source, one.provider, one.number, one.form, one.unit AS school_unit, one.programme,
        one.start_on, one.year, one.status AS placement_status, one.ends_on, one.broken_off_on, one.document,
        one.document_on, one.first_seen_on, one.document_seen_on, one.missing_since_on, one.misses, one.told,
        one.file_date, one.line, began.as_of AS noted_on, ended.as_of AS superseded_on
    FROM staged_placement AS one
    JOIN run AS began ON began.run_id = one.from_run
    LEFT JOIN run AS ended ON ended.run_id = one.to_run
    WHERE one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
        OR (one.provider, one.number) IN (
            SELECT value ->> 0, value ->> 1 FROM json_each(:keys, '$.paired')
        )
    ORDER BY one.start_on, one.source, one.provider, one.number, one.form, one.unit, one.programme,
        one.from_run";

const CREDENTIAL: &str = "
    SELECT one.source, one.provider, one.number, one.document, one.document_on, one.first_seen_on, one.told,
        one.file_date, one.line, began.as_of AS noted_on, ended.as_of AS superseded_on
    FROM staged_credential AS one
    JOIN run AS began ON began.run_id = one.from_run
    LEFT JOIN run AS ended ON ended.run_id = one.to_run
    WHERE one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
        OR (one.provider, one.number) IN (
            SELECT value ->> 0, value ->> 1 FROM json_each(:keys, '$.paired')
        )
    ORDER BY one.source, one.provider, one.number, one.document, one.from_run";

/// With what the night that first met the row said of it, and the date of its file.
const REJECT: &str = "
    SELECT one.source, one.provider, file.file_date, one.line, fault.field, fault.code AS fault,
        one.contradictory, one.number, one.key_number, one.form, one.unit AS school_unit, one.programme,
        one.start_on, began.as_of AS noted_on, ended.as_of AS superseded_on
    FROM staged_reject AS one
    JOIN run AS began ON began.run_id = one.from_run
    LEFT JOIN run AS ended ON ended.run_id = one.to_run
    LEFT JOIN source AS file
        ON file.run_id = one.from_run AND file.source = one.source AND file.provider = one.provider
    LEFT JOIN quarantined_row AS fault ON fault.rowid = (
        SELECT min(first.rowid) FROM quarantined_row AS first
        WHERE first.run_id = one.from_run AND first.source = one.source AND first.provider = one.provider
            AND first.line = one.line
    )
    WHERE one.number IN (SELECT value FROM json_each(:keys, '$.numbers'))
        OR one.key_number IN (SELECT value FROM json_each(:keys, '$.numbers'))
        OR (one.provider, one.number) IN (
            SELECT value ->> 0, value ->> 1 FROM json_each(:keys, '$.paired')
        )
    ORDER BY one.from_run, one.source, one.provider, one.line, one.number";
