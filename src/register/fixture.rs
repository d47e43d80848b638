//! What the tests of this folder start from: an empty register, and a small one typed by hand.

use super::database::Register;
use super::runs::{RecordingId, RunId, RunStart, start_run};
use super::state::write_difference;
use crate::domain::codes::{
    CoveredReason, Deregistration, Document, Lane, NotCoveredReason, Outcome, PlacementStatus, SchoolForm,
    Step, TaskEnd, TaskStatus, Variant,
};
use crate::domain::given::Given;
use crate::domain::number::Number;
use crate::domain::record::{
    Contact, DeregistrationRow, DocumentRow, PlacementKey, PlacementRow, ResidentRow,
};
use crate::domain::sources::{Memory, ProviderId};
use crate::domain::staged::{
    Absence, CredentialId, PlacementId, Sighting, Staged, StagedCredential, StagedPlacement, StagedReject,
    StagedResident,
};
use crate::domain::state::{
    ClosedReason, Closing, Entry, EntryId, LaneSpan, People, Person, PersonId, State, Task, TaskId,
};
use chrono::NaiveDate;
use rusqlite::Transaction;
use std::collections::{BTreeMap, BTreeSet};

/// Kept alive by the test: the directory goes with it.
pub fn empty_register() -> (tempfile::TempDir, Register) {
    let dir = tempfile::tempdir().unwrap();
    let register = Register::create(&dir.path().join("k.db")).unwrap();
    (dir, register)
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn number(text: &str) -> Number {
    Number::stored(text).unwrap()
}

pub fn provider(source: &str, provider: &str) -> ProviderId {
    ProviderId { source: source.to_owned(), provider: provider.to_owned() }
}

pub fn start(tx: &Transaction<'_>, as_of: &str, outcome: Outcome, supersedes: Option<RunId>) -> RunId {
    let start = RunStart {
        as_of: date(as_of),
        outcome,
        config_digest: "configuration",
        input_digest: "input",
        program_version: "0.1.0",
        supersedes,
        initial_load: false,
        recorded_through: RecordingId(0),
        started_at: "2016-11-15T02:00:00Z",
    };
    start_run(tx, &start).unwrap()
}

/// What a register holds after one night that left the small state.
pub fn with_small_state(test: impl FnOnce(&Transaction<'_>)) {
    let (_dir, mut register) = empty_register();
    let tx = register.begin().unwrap();
    let run = start(&tx, "2016-11-14", Outcome::Done, None);
    write_difference(&tx, run, &State::default(), &small_state()).unwrap();
    test(&tx);
}

/// A night with three persons, born 1996, 1998 and 1999; and of the second a row in every table there is.
const EVERYTHING_OF_ONE: &str = "
    INSERT INTO recording (recording_id, recorded_at, recorded_by, rows) VALUES (1, '', '', 9);
    INSERT INTO decision (number, ruling, reason, from_on, to_on)
    VALUES ('199803192393', 'OMFATTAS', 'ANNAN', '2016-01-01', '2016-02-01');
    INSERT INTO interruption (number, unit, last_day_on) VALUES ('199803192393', '1', '2016-01-01');
    INSERT INTO occupation (number, occupation, from_on, source)
    VALUES ('199803192393', 'ARBETE', '2016-01-01', 'UNGDOMEN');
    INSERT INTO contact (number, contacted_on, channel, outcome)
    VALUES ('199803192393', '2016-01-01', 'BREV', 'SKICKAT');
    INSERT INTO contact_detail (number, telephone, email, callable, recording_id)
    VALUES ('199803192393', '', '', 0, 1);
    INSERT INTO measure (number, measure, from_on) VALUES ('199803192393', 'KOMVUX', '2016-01-01');
    INSERT INTO taken_over (number, entered_on, reason, lane, recording_id)
    VALUES ('199803192393', '2016-01-01', 'moved_in', 'outreach', 1);
    INSERT INTO pairing (provider, paired_number, number, recording_id)
    VALUES ('alfa', '19990101TF01', '199803192393', 1);
    INSERT INTO staged_credential (source, provider, number, document, file_date, line, from_run)
    VALUES ('friskolor', 'alfa', '19990101TF01', 'STUDIEBEVIS', '2016-11-14', 2, 1),
        ('friskolor', 'beta', '19990101TF01', 'STUDIEBEVIS', '2016-11-14', 2, 1);
    INSERT INTO exported_task VALUES (1, '', '');
    INSERT INTO change (run_id, kind, person_id, entry_id, reason, effective_on, explained)
    VALUES (1, 'opened', 1, 1, 'moved_in', '2016-10-29', 1), (1, 'held_open', 1, NULL, 'moved_in', '2016-10-29', 1);
    INSERT INTO undetermined_person VALUES (1, 1, 'contradictory')";

/// The same after that night.
pub fn with_everything_of_one(test: impl FnOnce(&Transaction<'_>)) {
    with_small_state(|tx| {
        tx.execute_batch(EVERYTHING_OF_ONE).unwrap();
        test(tx);
    });
}

/// Person 1: open, in outreach. Person 2: closed, with two numbers. Person 3: protected.
pub fn small_state() -> State {
    State {
        last_night: Some(date("2016-11-14")),
        staged: staged(),
        people: people(),
        entries: entries(),
        tasks: tasks(),
        given: Given { last_person: 3, last_entry: 4, last_task: 3, ..Given::default() },
    }
}

fn staged() -> Staged {
    Staged {
        residents: BTreeMap::from([
            (number("199803192393"), plain_resident()),
            (number("199608042389"), replaced_resident()),
        ]),
        placements: BTreeMap::from([
            (placement_id("ber", "berga", "GY"), full_placement()),
            (placement_id("friskolor", "alfa", "SFI"), bare_placement()),
        ]),
        credentials: BTreeMap::from([
            (credential_id(Document::Diploma), credential(Some("2016-06-10"), Some("2016-11-14"))),
            (credential_id(Document::Unknown), credential(None, None)),
        ]),
        rejects: BTreeMap::from([
            (provider("ber", "berga"), rejects()),
            (provider("folkbokforing", "folkbokforing"), BTreeSet::new()),
        ]),
        memories: BTreeMap::from([
            (provider("ber", "berga"), memory(3)),
            (provider("folkbokforing", "folkbokforing"), memory(0)),
        ]),
    }
}

fn plain_resident() -> StagedResident {
    StagedResident {
        row: ResidentRow {
            number: number("199803192393"),
            replaced_by: None,
            municipality: "0180".to_owned(),
            area: "Skärholmen".to_owned(),
            moved_in: None,
            secrecy_marked: false,
            protected_registration: false,
            deregistration: None,
            contact: Contact {
                given_name: "Åsa".to_owned(),
                middle_name: "M".to_owned(),
                family_name: "Ö'Test".to_owned(),
                care_of: "c/o X".to_owned(),
                street: "Vägen 1".to_owned(),
                postcode: "12345".to_owned(),
                town: "Stad".to_owned(),
            },
        },
        first_seen: None,
        municipality_seen: None,
        deregistration_seen: None,
        absence: Absence::default(),
        told: true,
        unheard: true,
        sighting: Sighting { file_date: date("2016-11-14"), line: 2 },
    }
}

fn replaced_resident() -> StagedResident {
    StagedResident {
        row: ResidentRow {
            number: number("199608042389"),
            replaced_by: Some(number("199603072399")),
            municipality: "0180".to_owned(),
            area: String::new(),
            moved_in: Some(date("2010-01-02")),
            secrecy_marked: true,
            protected_registration: true,
            deregistration: Some(DeregistrationRow {
                code: Deregistration::NumberReplaced,
                date: Some(date("2016-10-03")),
            }),
            contact: Contact::default(),
        },
        first_seen: Some(date("2016-10-01")),
        municipality_seen: Some(date("2016-10-02")),
        deregistration_seen: Some(date("2016-10-04")),
        absence: Absence { misses: 2, since: Some(date("2016-11-10")) },
        told: false,
        unheard: false,
        sighting: Sighting { file_date: date("2016-11-09"), line: 70_000 },
    }
}

fn placement_id(source: &str, name: &str, form: &str) -> PlacementId {
    let form = if form == "GY" { SchoolForm::UpperSecondary } else { SchoolForm::SwedishForImmigrants };
    let key = PlacementKey {
        number: number("199803192393"),
        form,
        unit: if form == SchoolForm::UpperSecondary { "12345678".to_owned() } else { String::new() },
        programme: if form == SchoolForm::UpperSecondary { "NA25".to_owned() } else { String::new() },
        start: date("2014-08-18"),
    };
    PlacementId { provider: provider(source, name), key }
}

fn full_placement() -> StagedPlacement {
    StagedPlacement {
        row: PlacementRow {
            key: placement_id("ber", "berga", "GY").key,
            year: Some(2),
            status: PlacementStatus::BrokenOff,
            ends_on: Some(date("2017-06-09")),
            broken_off_on: Some(date("2016-10-28")),
            document: Some(DocumentRow {
                document: Document::StudyCertificate,
                date: Some(date("2016-10-29")),
            }),
        },
        first_seen: Some(date("2016-09-01")),
        document_seen: Some(date("2016-11-01")),
        absence: Absence { misses: 3, since: Some(date("2016-11-08")) },
        told: false,
        sighting: Sighting { file_date: date("2016-11-07"), line: 9 },
    }
}

fn bare_placement() -> StagedPlacement {
    StagedPlacement {
        row: PlacementRow {
            key: placement_id("friskolor", "alfa", "SFI").key,
            year: None,
            status: PlacementStatus::Enrolled,
            ends_on: None,
            broken_off_on: None,
            document: None,
        },
        first_seen: None,
        document_seen: None,
        absence: Absence::default(),
        told: true,
        sighting: Sighting { file_date: date("2016-11-14"), line: 3 },
    }
}

fn credential_id(document: Document) -> CredentialId {
    CredentialId { provider: provider("intyg", "intyg"), number: number("199803192393"), document }
}

fn credential(on: Option<&str>, first_seen: Option<&str>) -> StagedCredential {
    StagedCredential {
        date: on.map(date),
        first_seen: first_seen.map(date),
        told: on.is_some(),
        sighting: Sighting { file_date: date("2016-11-14"), line: 5 },
    }
}

fn rejects() -> BTreeSet<StagedReject> {
    BTreeSet::from([
        StagedReject { number: number("199603072399"), key: None, contradictory: true, line: 4 },
        StagedReject {
            number: number("199803192393"),
            key: Some(placement_id("ber", "berga", "GY").key),
            contradictory: false,
            line: 8,
        },
    ])
}

fn memory(unreadable_streak: u32) -> Memory {
    Memory {
        accepted_on: date("2016-11-14"),
        file_date: date("2016-11-13"),
        sha256: "ab".repeat(32),
        row_count: 90_001,
        unreadable_streak,
    }
}

fn people() -> People {
    let person = |seniority, text: &str, protected, area: &str, owner: &str| Person {
        number: number(text),
        protected,
        area: area.to_owned(),
        owner: owner.to_owned(),
        seniority,
    };
    People {
        by_number: BTreeMap::from([
            (number("199803192393"), PersonId(1)),
            (number("199608042389"), PersonId(2)),
            (number("199603072399"), PersonId(2)),
            (number("199906062394"), PersonId(3)),
        ]),
        persons: BTreeMap::from([
            (PersonId(1), person(1, "199803192393", false, "Skärholmen", "syd")),
            (PersonId(2), person(2, "199603072399", false, "", "central")),
            (PersonId(3), person(3, "199906062394", true, "Farsta", "protected")),
        ]),
        last_seniority: 3,
    }
}

fn entries() -> BTreeMap<EntryId, Entry> {
    let span = |lane, from_on| LaneSpan { lane, from_on: date(from_on), known_on: date("2016-11-14") };
    let open = Entry {
        person: PersonId(1),
        opened_on: date("2016-10-29"),
        opened_known_on: date("2016-11-14"),
        opened_reason: CoveredReason::InterruptedNational,
        closing: None,
        lanes: vec![span(Lane::Occupied, "2016-10-29"), span(Lane::Outreach, "2016-11-14")],
    };
    let closed = Entry {
        person: PersonId(2),
        opened_on: date("2015-11-16"),
        opened_known_on: date("2016-11-14"),
        opened_reason: CoveredReason::NeverStarted,
        closing: Some(Closing {
            closed_on: date("2016-03-07"),
            known_on: date("2016-11-14"),
            reason: ClosedReason::Answer(NotCoveredReason::Turned20),
        }),
        lanes: vec![span(Lane::Outreach, "2015-11-16")],
    };
    let protected = Entry {
        person: PersonId(3),
        lanes: vec![span(Lane::Protected, "2016-11-01")],
        opened_on: date("2016-11-01"),
        opened_reason: CoveredReason::MovedIn,
        ..open.clone()
    };
    let annulled = Entry {
        person: PersonId(1),
        opened_on: date("2016-01-01"),
        lanes: vec![span(Lane::Outreach, "2016-01-01")],
        closing: Some(Closing {
            closed_on: date("2016-01-01"),
            known_on: date("2016-11-14"),
            reason: ClosedReason::Merged,
        }),
        ..open.clone()
    };
    BTreeMap::from([
        (EntryId(1), open),
        (EntryId(2), closed),
        (EntryId(3), protected),
        (EntryId(4), annulled),
    ])
}

fn tasks() -> BTreeMap<TaskId, Task> {
    let letter = Task {
        entry: EntryId(1),
        step: Step::Letter,
        attempt: 1,
        variant: Variant::Standard,
        owner: "syd".to_owned(),
        status: TaskStatus::Waiting,
        not_before: date("2016-11-21"),
        due_by: date("2016-12-14"),
        created_on: date("2016-11-14"),
        priority: Some(2),
        end: None,
    };
    let contact = Task {
        entry: EntryId(3),
        step: Step::ManualContact,
        owner: "protected".to_owned(),
        status: TaskStatus::Ready,
        priority: Some(1),
        ..letter.clone()
    };
    let withdrawn = Task {
        entry: EntryId(2),
        status: TaskStatus::Withdrawn,
        priority: None,
        variant: Variant::StudyCertificate,
        end: Some((date("2016-11-14"), TaskEnd::LeftRegister)),
        ..letter.clone()
    };
    BTreeMap::from([(TaskId(1), letter), (TaskId(2), contact), (TaskId(3), withdrawn)])
}
