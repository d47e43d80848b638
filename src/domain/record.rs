//! What a row of an extract says, once it has been read and checked; and what could not be.
//!
//! Made by `ingest`, used by `staged`. A row holds facts and no judgement.

use super::codes::{Code, Deregistration, Document, FileFault, PlacementStatus, RowFault, SchoolForm};
use super::evidence::Evidence;
use super::number::Number;
use super::sources::ProviderId;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A row of the population register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResidentRow {
    /// The number the row is about.
    pub number: Number,
    /// On a row deregistered as replaced: the number that replaced this one.
    pub replaced_by: Option<Number>,
    /// Municipality code, four digits.
    pub municipality: String,
    /// Area as delivered, name or code; may be empty.
    pub area: String,
    /// Registered in `municipality` since; `None` is unknown.
    pub moved_in: Option<NaiveDate>,
    /// Sekretessmarkering. What cannot be read counts as marked.
    pub secrecy_marked: bool,
    /// Skyddad folkbokföring. What cannot be read counts as protected.
    pub protected_registration: bool,
    /// Deregistration, where there is one.
    pub deregistration: Option<DeregistrationRow>,
    /// Name and address, for letters; empty for protected persons.
    pub contact: Contact,
}

/// Name and registered address (förordning 2006:39, 4 § 1).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// Given names.
    pub given_name: String,
    /// Middle name.
    pub middle_name: String,
    /// Family name.
    pub family_name: String,
    /// Care-of line.
    pub care_of: String,
    /// Street address.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact")
    }
}

/// A deregistration as delivered; its date may be incomplete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeregistrationRow {
    /// Why.
    pub code: Deregistration,
    /// Since when; `None` where the date is incomplete or empty.
    pub date: Option<NaiveDate>,
}

/// What makes two rows of one provider the same placement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlacementKey {
    /// The number the row is filed under.
    pub number: Number,
    /// School form.
    pub form: SchoolForm,
    /// School unit, eight digits or empty.
    pub unit: String,
    /// Programme code, may be empty outside upper-secondary school.
    pub programme: String,
    /// First day.
    pub start: NaiveDate,
}

/// A row of study at one school unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacementRow {
    /// What it is about.
    pub key: PlacementKey,
    /// School year, where told.
    pub year: Option<u8>,
    /// Status.
    pub status: PlacementStatus,
    /// `SLUTDATUM`: planned last day, inclusive.
    pub ends_on: Option<NaiveDate>,
    /// `AVBROTTSDATUM`: last day before it was broken off, inclusive.
    pub broken_off_on: Option<NaiveDate>,
    /// The document it left, where there is one.
    pub document: Option<DocumentRow>,
}

impl PlacementRow {
    /// The last day of attendance: the earlier of the two dates.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.ends_on.into_iter().chain(self.broken_off_on).min()
    }
}

/// A document as delivered; its date may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// Which.
    pub document: Document,
    /// Its date.
    pub date: Option<NaiveDate>,
}

/// A row about a document alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialRow {
    /// The number the row is filed under.
    pub number: Number,
    /// The document.
    pub document: DocumentRow,
}

/// A row that could not be believed. It never holds the value that was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Line in the file, as an editor counts it.
    pub line: u64,
    /// The column, as the file's header names it; `None` where the fault is the row's.
    pub field: Option<String>,
    /// What is wrong.
    pub fault: RowFault,
    /// Whom the row is about, where that could be read.
    pub number: Option<Number>,
    /// Which placement it is about, where that could be read.
    pub key: Option<PlacementKey>,
    /// The same for the same fault on the same key, in every file. A digest, not a value.
    pub fingerprint: String,
}

impl Rejected {
    /// A row that names nobody leaves it open whose facts the file holds.
    pub fn names_nobody(&self) -> bool {
        self.number.is_none()
    }
}

/// The rows of one file, by kind, each with its line number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Residents born in the years in question.
    Residents(Vec<(u64, ResidentRow)>),
    /// Placements of people born in the years in question.
    Placements(Vec<(u64, PlacementRow)>),
    /// Documents of people born in the years in question.
    Credentials(Vec<(u64, CredentialRow)>),
}

impl Rows {
    /// The number each row of a school or of documents is filed under, with its line. The population's
    /// rows are residents themselves: none is to be matched with one.
    pub fn to_match(&self) -> Vec<(u64, Number)> {
        match self {
            Self::Residents(_) => Vec::new(),
            Self::Placements(rows) => rows.iter().map(|(line, row)| (*line, row.key.number)).collect(),
            Self::Credentials(rows) => rows.iter().map(|(line, row)| (*line, row.number)).collect(),
        }
    }
}

/// A file that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Data rows, quarantined and merged ones included, the trailer not.
    pub row_count: u64,
    /// Rows that can be believed, in the order of their keys.
    pub rows: Rows,
    /// Rows that cannot, in line order.
    pub rejected: Vec<Rejected>,
    /// One of those names nobody: it is open whose facts the file holds.
    pub names_nobody: bool,
    /// Rows that were exact copies of another and are counted once.
    pub merged_duplicates: u64,
    /// Rows with the home municipality's code.
    pub at_home: u64,
    /// Protection flags that could not be read, and so count as set.
    pub unreadable_flags: u64,
    /// The first lines of those.
    pub flag_lines: Vec<u64>,
    /// Columns the profile does not know.
    pub extra_columns: Vec<String>,
    /// Whole-file checks that failed but that a person may accept, in the order of the checks.
    pub doubts: Vec<FileFault>,
    /// The rows are those that an earlier run kept of the file; `None` for a file read tonight.
    pub recalled: Option<Recalled>,
}

/// What is known of a file of which only the rows about known persons were kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// About whom all that the file told was kept: about anybody else it may have told more.
    pub knew: Arc<BTreeSet<Number>>,
    /// Its rows about nobody known then.
    pub unmatched: u64,
}

/// What came of one provider's file tonight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The source.
    pub source: String,
    /// Its provider; the source's own name where it has one file.
    pub provider: String,
    /// The file's name below the extracts directory, where there is one.
    pub file: Option<String>,
    /// The file's date, where there is a file.
    pub file_date: Option<NaiveDate>,
    /// The rows, or why there are none.
    pub result: Result<Delivery, FileFault>,
    /// What was seen of a file that failed a check, beyond the code.
    pub evidence: Option<Evidence>,
    /// What a person should be told of the file beyond the code: why it cannot be read.
    pub remark: Option<String>,
}

impl Reading {
    /// What it comes down to: the SHA-256 of its bytes, or why there are no rows.
    pub fn told(&self) -> &str {
        self.result.as_ref().map_or_else(|fault| fault.as_str(), |delivery| &delivery.sha256)
    }

    /// Whose it is.
    pub fn id(&self) -> ProviderId {
        ProviderId { source: self.source.clone(), provider: self.provider.clone() }
    }

    /// Whether it is this provider's.
    pub fn is_of(&self, id: &ProviderId) -> bool {
        self.source == id.source && self.provider == id.provider
    }
}
