//! An ordinary person and an ordinary town, from which every test departs by what it is about.

#![allow(clippy::missing_panics_doc)] // what is typed here is right, or every test fails

use super::calendar::{Terms, date};
use super::codes::{
    CoveredReason, Document, Lane, LimitClass, Occupation, PlacementStatus, ProgrammeClass, RowFault,
    SchoolForm, SchoolLeavers, SourceKind,
};
use super::facts::{DocumentFact, Facts, Residence};
use super::number::{Form, Number};
use super::placement::{Ending, Placement};
use super::record::{
    Contact, Delivery, DocumentRow, PlacementKey, PlacementRow, Reading, Rejected, ResidentRow, Rows,
};
use super::rules::{Bound, OutreachRules, Provider, Rules, Season, Source, Tables};
use super::sources::{Memory, ProviderId};
use super::staged::{Absence, PlacementId, Sighting, StagedPlacement, StagedResident};
use super::state::{Entry, LaneSpan, PersonId};
use super::status::{Answer, Question, answer};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// An official test number.
pub fn number(text: &str) -> Number {
    Number::parse(text, Form::Twelve, date(2016, 11, 14)).unwrap()
}

/// A day written as people write it.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Born 1998-05-05, resident from always, never in upper-secondary school: covered in autumn 2016.
pub fn ordinary_person() -> Facts {
    Facts {
        birth: day("1998-05-05"),
        residence: Some(ordinary_residence()),
        contradictory: false,
        placements: Vec::new(),
        documents: Vec::new(),
        decisions: Vec::new(),
        occupations: Vec::new(),
        has_quarantined_row: false,
        rests_on_silence: false,
    }
}

/// Registered at home from always, no flags.
pub fn ordinary_residence() -> Residence {
    Residence {
        sighting: sighting(),
        at_home: true,
        since: None,
        secrecy_marked: false,
        protected_registration: false,
        deregistration: None,
        absence: Absence::default(),
    }
}

/// Where everything was told.
pub fn sighting() -> Sighting {
    Sighting { file_date: day("2016-11-14"), line: 2 }
}

/// Year 2 of a national programme since August 2015, still open.
pub fn ordinary_placement() -> Placement {
    Placement {
        provider: provider("ber"),
        sighting: sighting(),
        rank: 1,
        form: SchoolForm::UpperSecondary,
        unit: "10000001".into(),
        programme: "NANAT".into(),
        class: Some(ProgrammeClass::National),
        final_year: false,
        status: PlacementStatus::Enrolled,
        ending: Ending::Told,
        left_document: false,
        start: day("2015-08-17"),
        last_day: None,
        attended_through: None,
        silent: false,
    }
}

/// The same, ended on a day.
pub fn ended(last: &str) -> Placement {
    Placement { last_day: Some(day(last)), attended_through: Some(day(last)), ..ordinary_placement() }
}

/// A source of one file.
pub fn provider(name: &str) -> ProviderId {
    ProviderId { source: name.into(), provider: name.into() }
}

/// A dated document.
pub fn document(document: Document, on: &str) -> DocumentFact {
    DocumentFact { document, from: Some(day(on)), dated: true }
}

/// The number of [`ordinary_person`].
pub const ORDINARY_NUMBER: &str = "199805052389";

/// A resident's row, at home from always.
pub fn resident_row(person: &str) -> ResidentRow {
    ResidentRow {
        number: number(person),
        replaced_by: None,
        municipality: "0180".into(),
        area: String::new(),
        moved_in: None,
        secrecy_marked: false,
        protected_registration: false,
        deregistration: None,
        contact: Contact::default(),
    }
}

/// A resident's row, known from always and in tonight's file.
pub fn staged_resident(row: ResidentRow) -> StagedResident {
    StagedResident {
        row,
        first_seen: None,
        municipality_seen: None,
        deregistration_seen: None,
        absence: Absence::default(),
        told: true,
        unheard: false,
        sighting: sighting(),
    }
}

/// The ordinary person's row of year 2 of a national programme at a unit, open.
pub fn placement_row(unit: &str, start: &str) -> PlacementRow {
    PlacementRow {
        key: PlacementKey {
            number: number(ORDINARY_NUMBER),
            form: SchoolForm::UpperSecondary,
            unit: unit.into(),
            programme: "NANAT".into(),
            start: day(start),
        },
        year: Some(2),
        status: PlacementStatus::Enrolled,
        ends_on: None,
        broken_off_on: None,
        document: None,
    }
}

/// A row as a source tells it, known from always and in tonight's file.
pub fn staged_placement(source: &str, row: PlacementRow) -> (PlacementId, StagedPlacement) {
    let id = PlacementId { provider: provider(source), key: row.key.clone() };
    (
        id,
        StagedPlacement {
            row,
            first_seen: None,
            document_seen: None,
            absence: Absence::default(),
            told: true,
            sighting: sighting(),
        },
    )
}

/// Missing from so many accepted snapshots in a row, the first of them on a night.
pub fn missing(misses: u8, since: &str) -> Absence {
    Absence { misses, since: Some(day(since)) }
}

/// A document on a row; `None` for an undated one.
pub fn document_row(document: Document, on: Option<&str>) -> DocumentRow {
    DocumentRow { document, date: on.map(day) }
}

/// A quarantined row about a person, without a key.
pub fn rejected(fault: RowFault, person: Option<&str>) -> Rejected {
    Rejected {
        line: 9,
        field: None,
        fault,
        number: person.map(number),
        key: None,
        fingerprint: String::new(),
    }
}

/// A file of 100 rows, of which these are of concern.
pub fn delivery(rows: Rows) -> Delivery {
    Delivery {
        sha256: "tonight's".into(),
        row_count: 100,
        rows,
        rejected: Vec::new(),
        names_nobody: false,
        merged_duplicates: 0,
        at_home: 0,
        unreadable_flags: 0,
        flag_lines: Vec::new(),
        extra_columns: Vec::new(),
        doubts: Vec::new(),
        recalled: None,
    }
}

/// A source's file of 14 November 2016, read to its end.
pub fn reading(source: &str, delivery: Delivery) -> Reading {
    Reading {
        source: source.into(),
        provider: source.into(),
        file: None,
        file_date: Some(day("2016-11-14")),
        result: Ok(delivery),
        evidence: None,
        remark: None,
    }
}

/// A last accepted file of 100 rows.
pub fn memory(accepted_on: &str) -> Memory {
    Memory {
        accepted_on: day(accepted_on),
        file_date: day(accepted_on),
        sha256: "the last one's".into(),
        row_count: 100,
        unreadable_streak: 0,
    }
}

/// An open entry in lane outreach, known since the night of its first day.
pub fn open_entry(person: i64, opened_on: &str, reason: CoveredReason) -> Entry {
    let opened_on = day(opened_on);
    Entry {
        person: PersonId(person),
        opened_on,
        opened_known_on: opened_on,
        opened_reason: reason,
        closing: None,
        lanes: vec![LaneSpan { lane: Lane::Outreach, from_on: opened_on, known_on: opened_on }],
    }
}

/// Asks the table.
pub fn ask(facts: &Facts, on: &str) -> Answer {
    answer(&Question { facts, day: day(on), rules: &ordinary_rules() })
}

/// Stockholm's terms.
impl Default for Terms {
    fn default() -> Self {
        Self {
            spring_end: (6, 15),
            autumn_start: (8, 17),
            spring_end_by_year: BTreeMap::new(),
            autumn_start_by_year: BTreeMap::new(),
        }
    }
}

/// Stockholm's settings.
pub fn ordinary_rules() -> Rules {
    let bound = |floor, percent, season: Option<Season>| Bound { floor, percent, season };
    let season = |from, to, percent| Some(Season { from, to, percent });
    Rules {
        municipality: "0180".into(),
        school_leavers: SchoolLeavers::AutumnTerm,
        terms: Terms::default(),
        tables: ordinary_tables(),
        sources: vec![
            source("folkbokforing", SourceKind::Population, 1, true, 3),
            source("uedb", SourceKind::Enrolment, 2, true, 3),
            source("ber", SourceKind::Enrolment, 1, false, 7),
            source("intyg", SourceKind::Credential, 1, false, 0),
        ],
        limits: BTreeMap::from([
            (LimitClass::UnexplainedRemovals, bound(10, 2, None)),
            (LimitClass::UnexplainedAdditions, bound(10, 2, None)),
            (LimitClass::Removals, bound(25, 10, season((8, 1), (9, 30), 60))),
            (LimitClass::Additions, bound(25, 10, season((6, 1), (9, 30), 100))),
        ]),
        row_count_drop: bound(10, 10, season((6, 1), (9, 30), 45)),
        staged_days: 35,
        outreach: OutreachRules {
            settle_days: 7,
            hold_from: (6, 1),
            hold_to: (9, 15),
            hold_owner: "skolslussen".into(),
            central_owner: "central".into(),
            protected_owner: "protected".into(),
            info_20_days: 14,
            nearly_20_days: 90,
            response_days: 14,
            call_gap_working_days: 2,
            text_days: 7,
            visit_days: 7,
            recheck_days: 90,
            watch_days: 180,
            due_days: 7,
            resume_days: 90,
            education_owner: "skolslussen".into(),
        },
        shelf_life_days: BTreeMap::from([(Occupation::Work, 120)]),
    }
}

/// A source of one file; only credentials are no snapshot.
pub fn source(name: &str, kind: SourceKind, rank: u8, required: bool, carry_forward_days: u32) -> Source {
    Source {
        name: name.into(),
        kind,
        rank,
        required,
        snapshot: kind != SourceKind::Credential,
        carry_forward_days,
        max_age_working_days: (kind != SourceKind::Credential).then_some(1),
        providers: vec![Provider { name: name.into(), from: None, to: None }],
    }
}

fn ordinary_tables() -> Tables {
    let programme = |form, prefix: &str, class| ((form, prefix.to_owned()), class);
    Tables {
        programmes: BTreeMap::from([
            programme(SchoolForm::UpperSecondary, "NA", ProgrammeClass::National),
            programme(SchoolForm::UpperSecondary, "IMVB", ProgrammeClass::Introduction),
            programme(SchoolForm::AdaptedUpperSecondary, "IAIND", ProgrammeClass::AdaptedIndividual),
        ]),
        ..Tables::default()
    }
}
