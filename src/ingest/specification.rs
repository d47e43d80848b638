//! What the checks here ask of one provider's file, in so many words as whoever delivers it needs.
//!
//! Reads no file.

use super::file::{LEAST_PERCENT_AT_HOME, MOST_PERCENT_REJECTS, MOST_PERCENT_UNREADABLE_FLAGS, MOST_REJECTS};
use super::{credential, enrolment, population};
use crate::config::profile::{DATE, DateFormat, Encoding, Field, PROVIDER, Profile};
use crate::domain::codes::{Code, PlacementStatus, SourceKind};
use crate::domain::rules::{Rules, Source};
use crate::domain::specification::{Bounds, Cell, Column, Days, Specification, Written};
use chrono::NaiveDate;

/// What is asked of a provider's file for the night.
pub fn specification(
    profile: &Profile,
    source: &Source,
    provider: &str,
    rules: &Rules,
    night: NaiveDate,
) -> Specification {
    let named = |format| profile.pattern.replace(PROVIDER, provider).replace(DATE, &written(night, format));
    let column = |(field, header): (&Field, &String)| Column {
        header: header.clone(),
        cell: cell(*field, profile, rules, night),
    };
    Specification {
        names: [DateFormat::Dashed, DateFormat::Compact].map(named),
        usable_days: source.max_age_working_days.filter(|_| source.snapshot),
        encoding: encoding(profile.encoding),
        delimiter: char::from(profile.delimiter),
        trailer: profile.trailer.clone(),
        columns: profile.columns.iter().map(column).collect(),
        key: key(profile.kind).iter().filter_map(|field| profile.columns.get(field).cloned()).collect(),
        days: days(profile),
        bounds: Bounds {
            municipality: rules.municipality.clone(),
            least_percent_at_home: LEAST_PERCENT_AT_HOME,
            most_percent_unreadable_flags: MOST_PERCENT_UNREADABLE_FLAGS,
            most_rejects: MOST_REJECTS,
            most_percent_rejects: MOST_PERCENT_REJECTS,
        },
    }
}

fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Windows1252 => "Windows-1252",
        Encoding::Iso8859_1 => "ISO 8859-1",
    }
}

fn written(day: NaiveDate, format: DateFormat) -> String {
    match format {
        DateFormat::Compact => day.format("%Y%m%d").to_string(),
        DateFormat::Dashed => day.format("%Y-%m-%d").to_string(),
    }
}

fn key(kind: SourceKind) -> &'static [Field] {
    match kind {
        SourceKind::Population => &population::KEY,
        SourceKind::Enrolment => &enrolment::KEY,
        SourceKind::Credential => &credential::KEY,
    }
}

fn days(profile: &Profile) -> Option<Days> {
    let header = |field| profile.columns.get(&field).cloned();
    Some(Days {
        status: header(Field::Status)?,
        start: header(Field::Start)?,
        ends_on: header(Field::EndsOn)?,
        broken_off_on: header(Field::BrokenOffOn)?,
    })
}

fn cell(field: Field, profile: &Profile, rules: &Rules, night: NaiveDate) -> Cell {
    let dates = || -> Written { profile.dates.iter().map(|format| written(night, *format)).collect() };
    match field {
        Field::Number => Cell::Number(profile.numbers),
        Field::ReplacedBy => Cell::OptionalNumber(profile.numbers),
        Field::Municipality => Cell::Municipality,
        Field::MovedIn | Field::EndsOn | Field::BrokenOffOn | Field::DocumentDate => {
            Cell::OptionalDate(dates())
        }
        Field::SecrecyMarked | Field::ProtectedRegistration => Cell::Flag,
        Field::DeregistrationDate => Cell::PartialDate(dates()),
        Field::SchoolUnit => Cell::SchoolUnit,
        Field::SchoolForm => Cell::OneOf(rules.tables.school_forms.keys().cloned().collect()),
        Field::Programme => Cell::Programme,
        Field::SchoolYear => Cell::SchoolYear,
        Field::Status => {
            Cell::OneOf(PlacementStatus::ALL.iter().map(|status| status.as_str().to_owned()).collect())
        }
        Field::Start => Cell::Date(dates()),
        Field::Document if profile.kind == SourceKind::Credential => Cell::Filled,
        Field::Document
        | Field::GivenName
        | Field::MiddleName
        | Field::FamilyName
        | Field::CareOf
        | Field::Street
        | Field::Postcode
        | Field::Town
        | Field::Area
        | Field::DeregistrationCode => Cell::Free,
    }
}
