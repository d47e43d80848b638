//! How a source's file is laid out: everything `ingest` needs to read one, declared and checked.

use crate::domain::codes::{Code, SourceKind, codes};
use crate::domain::number::Form;
use std::collections::BTreeMap;
use std::fmt;

/// Where a file pattern has the file's date.
pub const DATE: &str = "{date}";
/// Where a file pattern has the provider's name.
pub const PROVIDER: &str = "{provider}";

/// The layout of one source's files.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The source's name.
    pub name: String,
    /// What it delivers.
    pub kind: SourceKind,
    /// File pattern below the extracts directory, with `{date}` and perhaps `{provider}`.
    pub pattern: String,
    /// Declared, never guessed.
    pub encoding: Encoding,
    /// One ASCII character.
    pub delimiter: u8,
    /// Whether a quote is a quote.
    pub quoting: Quoting,
    /// Header name of each field.
    pub columns: BTreeMap<Field, String>,
    /// Date formats, tried in order.
    pub dates: Vec<DateFormat>,
    /// Written forms of personal numbers.
    pub numbers: Form,
    /// First field of the trailer line, whose second is the number of data rows; `None` for no trailer.
    pub trailer: Option<String>,
}

/// Encodings a file can be declared to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
pub enum Encoding {
    /// UTF-8, byte order mark allowed.
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows-1252.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// ISO 8859-1.
    #[serde(rename = "iso-8859-1")]
    Iso8859_1,
}

/// Whether a quote is a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
pub enum Quoting {
    /// A quote is an ordinary character.
    #[serde(rename = "none")]
    Plain,
    /// RFC 4180.
    #[serde(rename = "rfc4180")]
    Rfc4180,
}

/// Date formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
pub enum DateFormat {
    /// `20161114`.
    #[serde(rename = "YYYYMMDD")]
    Compact,
    /// `2016-11-14`.
    #[serde(rename = "YYYY-MM-DD")]
    Dashed,
}

codes! {
    /// Fields of all kinds, in the order faults of a row are looked for.
    Field {
        /// PERSONNUMMER.
        Number = "number",
        /// HANVISNINGSNUMMER.
        ReplacedBy = "replaced_by",
        /// FORNAMN.
        GivenName = "given_name",
        /// MELLANNAMN.
        MiddleName = "middle_name",
        /// EFTERNAMN.
        FamilyName = "family_name",
        /// `CO_ADRESS`.
        CareOf = "care_of",
        /// UTDELNINGSADRESS.
        Street = "street",
        /// POSTNUMMER.
        Postcode = "postcode",
        /// POSTORT.
        Town = "town",
        /// KOMMUNKOD.
        Municipality = "municipality",
        /// STADSDELSOMRADE.
        Area = "area",
        /// INFLYTTNINGSDATUM.
        MovedIn = "moved_in",
        /// SEKRETESSMARKERING.
        SecrecyMarked = "secrecy_marked",
        /// `SKYDDAD_FOLKBOKFORING`.
        ProtectedRegistration = "protected_registration",
        /// AVREGISTRERINGSKOD.
        DeregistrationCode = "deregistration_code",
        /// AVREGISTRERINGSDATUM.
        DeregistrationDate = "deregistration_date",
        /// SKOLENHETSKOD.
        SchoolUnit = "school_unit",
        /// SKOLFORM.
        SchoolForm = "school_form",
        /// STUDIEVAGSKOD.
        Programme = "programme",
        /// ARSKURS.
        SchoolYear = "school_year",
        /// STATUS.
        Status = "status",
        /// STARTDATUM.
        Start = "start",
        /// SLUTDATUM.
        EndsOn = "ends_on",
        /// AVBROTTSDATUM.
        BrokenOffOn = "broken_off_on",
        /// AVGANGSDOKUMENT, DOKUMENT.
        Document = "document",
        /// DOKUMENTDATUM.
        DocumentDate = "document_date",
    }
}

impl Field {
    /// The fields a kind of source delivers; optional ones (area, contact, school year) may be left out.
    pub fn of(kind: SourceKind) -> &'static [Self] {
        match kind {
            SourceKind::Population => &[
                Self::Number,
                Self::ReplacedBy,
                Self::GivenName,
                Self::MiddleName,
                Self::FamilyName,
                Self::CareOf,
                Self::Street,
                Self::Postcode,
                Self::Town,
                Self::Municipality,
                Self::Area,
                Self::MovedIn,
                Self::SecrecyMarked,
                Self::ProtectedRegistration,
                Self::DeregistrationCode,
                Self::DeregistrationDate,
            ],
            SourceKind::Enrolment => &[
                Self::Number,
                Self::SchoolUnit,
                Self::SchoolForm,
                Self::Programme,
                Self::SchoolYear,
                Self::Status,
                Self::Start,
                Self::EndsOn,
                Self::BrokenOffOn,
                Self::Document,
                Self::DocumentDate,
            ],
            SourceKind::Credential => &[Self::Number, Self::Document, Self::DocumentDate],
        }
    }

    /// May be left out of a profile: then it is empty on every row.
    pub fn is_optional(self) -> bool {
        matches!(
            self,
            Self::GivenName
                | Self::MiddleName
                | Self::FamilyName
                | Self::CareOf
                | Self::Street
                | Self::Postcode
                | Self::Town
                | Self::Area
                | Self::SchoolYear
        )
    }
}
