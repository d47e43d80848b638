//! How a source's files have to be written, as whoever delivers them is told: names, columns, bounds.
//!
//! Made by `ingest` of a profile and of what is checked there. It judges nothing.

use super::codes::RowFault;
use super::number::Form;

/// What is asked of one provider's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Specification {
    /// Its name below the extracts directory, dated the night, once for each way to write the date.
    pub names: [String; 2],
    /// For how many working days after its date it can be used; `None` for ever.
    pub usable_days: Option<u32>,
    /// The encoding, by its usual name.
    pub encoding: &'static str,
    /// What stands between two fields.
    pub delimiter: char,
    /// First field of the last line, whose second is the number of rows.
    pub trailer: Option<String>,
    /// The columns, in the order in which faults of a row are looked for.
    pub columns: Vec<Column>,
    /// The columns that tell a row from another.
    pub key: Vec<String>,
    /// The columns of a placement's days, where the rows are placements.
    pub days: Option<Days>,
    /// What counts as a file that can be believed.
    pub bounds: Bounds,
}

/// A declared column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands over it.
    pub header: String,
    /// What a row may have there.
    pub cell: Cell,
}

/// What a row may have in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A personal number.
    Number(Form),
    /// A personal number or nothing.
    OptionalNumber(Form),
    /// A municipality's code.
    Municipality,
    /// `J` or `N`.
    Flag,
    /// A date.
    Date(Written),
    /// A date or nothing.
    OptionalDate(Written),
    /// A date, perhaps without its day or its month, or nothing.
    PartialDate(Written),
    /// A school unit's code.
    SchoolUnit,
    /// One of these codes.
    OneOf(Vec<String>),
    /// A programme's code.
    Programme,
    /// A school year.
    SchoolYear,
    /// Something.
    Filled,
    /// Anything.
    Free,
}

/// A date in each way that it may be written.
pub type Written = Vec<String>;

/// The columns of a placement's days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// Status.
    pub status: String,
    /// First day.
    pub start: String,
    /// Planned last day.
    pub ends_on: String,
    /// Last day before it was broken off.
    pub broken_off_on: String,
}

/// What is asked of the rows that have a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand<'a> {
    /// As many fields as the header, with this between them.
    Width(char),
    /// No line break inside a field.
    OneLine,
    /// One row for each combination of these.
    OneRowEach(&'a [String]),
    /// What a column may hold.
    Cell(&'a Cell),
    /// A last day with a status that says that it is over.
    LastDayGiven(&'a Days),
    /// A last day that is not before the first.
    LastDayAfterFirst(&'a Days),
}

impl Specification {
    /// What is asked of rows with a fault in a column, or of the whole of which it cannot be told.
    pub fn demand(&self, header: Option<&str>, fault: RowFault) -> Option<Demand<'_>> {
        match fault {
            RowFault::WrongFieldCount => Some(Demand::Width(self.delimiter)),
            RowFault::LineBreakInField => Some(Demand::OneLine),
            RowFault::DuplicateConflicting => Some(Demand::OneRowEach(&self.key)),
            RowFault::EndedWithoutDate => self.days.as_ref().map(Demand::LastDayGiven),
            RowFault::EndBeforeStart => self.days.as_ref().map(Demand::LastDayAfterFirst),
            RowFault::BadPersonnummer
            | RowFault::BadDate
            | RowFault::BadSchoolUnit
            | RowFault::MissingField
            | RowFault::UnknownSchoolForm
            | RowFault::UnknownStatus
            | RowFault::BadCode => {
                let column = self.columns.iter().find(|column| Some(column.header.as_str()) == header)?;
                Some(Demand::Cell(&column.cell))
            }
        }
    }

    /// The columns of protection flags.
    pub fn flags(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(|column| column.cell == Cell::Flag).map(|column| column.header.as_str())
    }
}

/// What counts as a file that can be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The home municipality's code.
    pub municipality: String,
    /// Fewer rows at home than this percentage are too few.
    pub least_percent_at_home: u64,
    /// More rows with a protection flag that cannot be read than this percentage are too many.
    pub most_percent_unreadable_flags: u64,
    /// More quarantined rows than this, and than the percentage, are too many.
    pub most_rejects: u64,
    /// See `most_rejects`.
    pub most_percent_rejects: u64,
}
