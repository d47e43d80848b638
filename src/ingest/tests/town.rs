//! A town with a population file, a county's enrolments, its own school, others' schools and documents.

use crate::config::Config;
use crate::config::hooks::Hooks;
use crate::config::profile::{DateFormat, Encoding, Field, Profile, Quoting};
use crate::domain::calendar::{Terms, date};
use crate::domain::codes::{Deregistration, Document, SchoolForm, SchoolLeavers, SourceKind};
use crate::domain::number::Form;
use crate::domain::record::{Delivery, Reading};
use crate::domain::rules::{Bound, Rules, Source, Tables};
use crate::domain::sources::ProviderId;
use crate::domain::testing::ordinary_rules;
use crate::ingest::{read_all, unwatched};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::Path;

pub const POPULATION: &str = "PERSONNUMMER;HANVISNINGSNUMMER;FORNAMN;MELLANNAMN;EFTERNAMN;CO_ADRESS;\
UTDELNINGSADRESS;POSTNUMMER;POSTORT;KOMMUNKOD;STADSDELSOMRADE;INFLYTTNINGSDATUM;SEKRETESSMARKERING;\
SKYDDAD_FOLKBOKFORING;AVREGISTRERINGSKOD;AVREGISTRERINGSDATUM";
pub const COUNTY: &str = "PERSONNUMMER;HEMKOMMUN;SKOLENHETSKOD;SKOLENHET;HUVUDMANNATYP;SKOLFORM;\
STUDIEVAGSKOD;ARSKURS;STATUS;STARTDATUM;SLUTDATUM;AVBROTTSDATUM;AVGANGSDOKUMENT;DOKUMENTDATUM";
pub const SCHOOL: &str = "PERSONNUMMER,SKOLENHETSKOD,SKOLFORM,STUDIEVAGSKOD,ARSKURS,STATUS,STARTDATUM,\
SLUTDATUM,AVBROTTSDATUM,AVGANGSDOKUMENT,DOKUMENTDATUM";
pub const DOCUMENTS: &str = "PERSONNUMMER;DOKUMENT;DOKUMENTDATUM";

/// A Monday.
pub fn night() -> NaiveDate {
    date(2016, 11, 14)
}

pub fn town() -> Config {
    let sources = vec![
        source("folkbokforing", SourceKind::Population, true),
        source("uedb", SourceKind::Enrolment, true),
        source("ber", SourceKind::Enrolment, false),
        source("friskolor", SourceKind::Enrolment, false),
        Source { snapshot: false, ..source("intyg", SourceKind::Credential, false) },
    ];
    Config {
        rules: rules(sources),
        owners: Vec::new(),
        profiles: profiles(),
        hooks: Hooks::default(),
        digest: String::new(),
    }
}

fn source(name: &str, kind: SourceKind, required: bool) -> Source {
    Source {
        name: name.to_owned(),
        kind,
        rank: 1,
        required,
        snapshot: true,
        carry_forward_days: 3,
        max_age_working_days: Some(1),
        providers: vec![],
    }
}

fn rules(sources: Vec<Source>) -> Rules {
    Rules {
        municipality: "0180".to_owned(),
        school_leavers: SchoolLeavers::AutumnTerm,
        terms: Terms::default(),
        tables: tables(),
        sources,
        limits: BTreeMap::new(),
        row_count_drop: Bound { floor: 10, percent: 10, season: None },
        outreach: ordinary_rules().outreach,
        shelf_life_days: BTreeMap::new(),
        staged_days: 35,
    }
}

fn tables() -> Tables {
    use SchoolForm::{
        Abroad, AdaptedCompulsory, AdaptedUpperSecondary, Adult, Compulsory, FolkHighSchool, Higher, Sami,
        Special, SwedishForImmigrants, UpperSecondary,
    };
    let forms = [
        ("GR", Compulsory),
        ("GRAN", AdaptedCompulsory),
        ("GRS", AdaptedCompulsory),
        ("GRSÄR", AdaptedCompulsory),
        ("SP", Special),
        ("SAM", Sami),
        ("GY", UpperSecondary),
        ("GYAN", AdaptedUpperSecondary),
        ("GYS", AdaptedUpperSecondary),
        ("GYSÄR", AdaptedUpperSecondary),
        ("VUX", Adult),
        ("SFI", SwedishForImmigrants),
        ("FHS", FolkHighSchool),
        ("HS", Higher),
        ("UTL", Abroad),
    ];
    let documents = [("EXAMENSBEVIS", Document::Diploma), ("STUDIEBEVIS", Document::StudyCertificate)];
    let deregistrations = [("AV", Deregistration::Deceased), ("GN", Deregistration::NumberReplaced)];
    Tables {
        school_forms: forms.map(|(code, form)| (code.to_owned(), form)).into(),
        programmes: BTreeMap::new(),
        documents: documents.map(|(code, document)| (code.to_owned(), document)).into(),
        deregistrations: deregistrations.map(|(code, why)| (code.to_owned(), why)).into(),
        areas: BTreeMap::new(),
    }
}

fn profiles() -> Vec<Profile> {
    let trailer = Some("#SLUTPOST".to_owned());
    let county = Profile {
        name: "uedb".to_owned(),
        kind: SourceKind::Enrolment,
        pattern: "uedb_{date}.csv".to_owned(),
        encoding: Encoding::Utf8,
        delimiter: b';',
        quoting: Quoting::Plain,
        columns: columns(SourceKind::Enrolment, "AVGANGSDOKUMENT"),
        dates: vec![DateFormat::Compact],
        numbers: Form::Twelve,
        trailer: trailer.clone(),
    };
    let population = Profile {
        name: "folkbokforing".to_owned(),
        kind: SourceKind::Population,
        pattern: "folkbokforing_{date}.csv".to_owned(),
        encoding: Encoding::Windows1252,
        columns: columns(SourceKind::Population, ""),
        ..county.clone()
    };
    let school = Profile {
        name: "ber".to_owned(),
        pattern: "ber_{date}.csv".to_owned(),
        delimiter: b',',
        quoting: Quoting::Rfc4180,
        dates: vec![DateFormat::Dashed],
        numbers: Form::TwelveOrTen,
        trailer: None,
        ..county.clone()
    };
    let others = Profile {
        name: "friskolor".to_owned(),
        pattern: "friskolor/{provider}_{date}.csv".to_owned(),
        ..school.clone()
    };
    let documents = Profile {
        name: "intyg".to_owned(),
        kind: SourceKind::Credential,
        pattern: "intyg_{date}.csv".to_owned(),
        delimiter: b';',
        quoting: Quoting::Plain,
        columns: columns(SourceKind::Credential, "DOKUMENT"),
        ..school.clone()
    };
    vec![population, county, school, others, documents]
}

fn columns(kind: SourceKind, document: &str) -> BTreeMap<Field, String> {
    let name = |field| match field {
        Field::Number => "PERSONNUMMER",
        Field::ReplacedBy => "HANVISNINGSNUMMER",
        Field::GivenName => "FORNAMN",
        Field::MiddleName => "MELLANNAMN",
        Field::FamilyName => "EFTERNAMN",
        Field::CareOf => "CO_ADRESS",
        Field::Street => "UTDELNINGSADRESS",
        Field::Postcode => "POSTNUMMER",
        Field::Town => "POSTORT",
        Field::Municipality => "KOMMUNKOD",
        Field::Area => "STADSDELSOMRADE",
        Field::MovedIn => "INFLYTTNINGSDATUM",
        Field::SecrecyMarked => "SEKRETESSMARKERING",
        Field::ProtectedRegistration => "SKYDDAD_FOLKBOKFORING",
        Field::DeregistrationCode => "AVREGISTRERINGSKOD",
        Field::DeregistrationDate => "AVREGISTRERINGSDATUM",
        Field::SchoolUnit => "SKOLENHETSKOD",
        Field::SchoolForm => "SKOLFORM",
        Field::Programme => "STUDIEVAGSKOD",
        Field::SchoolYear => "ARSKURS",
        Field::Status => "STATUS",
        Field::Start => "STARTDATUM",
        Field::EndsOn => "SLUTDATUM",
        Field::BrokenOffOn => "AVBROTTSDATUM",
        Field::Document => document,
        Field::DocumentDate => "DOKUMENTDATUM",
    };
    Field::of(kind).iter().map(|field| (*field, name(*field).to_owned())).collect()
}

/// Those the town expects a file from: one provider per source of one file.
pub fn expected() -> Vec<ProviderId> {
    ["folkbokforing", "uedb", "ber", "intyg"].map(one).to_vec()
}

/// The provider of a source of one file.
pub fn one(source: &str) -> ProviderId {
    ProviderId { source: source.to_owned(), provider: source.to_owned() }
}

/// What comes of one provider's file in a directory.
pub fn read_one(dir: &Path, source: &str) -> Reading {
    let readings = read_all(dir, &town(), &[one(source)], night(), &unwatched).unwrap();
    readings.into_iter().find(|reading| reading.source == source).unwrap()
}

/// What comes of a file with these bytes, dated the night.
pub fn read_bytes(source: &str, bytes: &[u8]) -> Reading {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(format!("{source}_20161114.csv")), bytes).unwrap();
    read_one(dir.path(), source)
}

/// What a file holds that is read to its end.
pub fn deliver(source: &str, bytes: &[u8]) -> Delivery {
    read_bytes(source, bytes).result.unwrap()
}

/// A population file of these rows, in windows-1252, with its trailer.
pub fn population(rows: &[&str]) -> Vec<u8> {
    let text = format!("{POPULATION}\r\n{}#SLUTPOST;{}\r\n", lines(rows, "\r\n"), rows.len());
    encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()
}

/// A county file of these rows, with its trailer.
pub fn county(rows: &[&str]) -> Vec<u8> {
    format!("{COUNTY}\n{}#SLUTPOST;{}\n", lines(rows, "\n"), rows.len()).into_bytes()
}

/// A school's file of these rows.
pub fn school(rows: &[&str]) -> Vec<u8> {
    format!("{SCHOOL}\n{}", lines(rows, "\n")).into_bytes()
}

/// A file of documents.
pub fn documents(rows: &[&str]) -> Vec<u8> {
    format!("{DOCUMENTS}\n{}", lines(rows, "\n")).into_bytes()
}

fn lines(rows: &[&str], end: &str) -> String {
    rows.iter().flat_map(|row| [*row, end]).collect()
}
