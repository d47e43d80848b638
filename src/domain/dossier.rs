//! Everything that is kept of one person, as a value: what the person has a right to see (GDPR art. 15).
//!
//! Read by `register`, told by `report`. It decides nothing and leaves nothing out but other people's numbers.

use super::codes::{
    ChangeKind, Channel, Code, ContactOutcome, CoveredReason, Deregistration, Document, Lane, MeasureEnd,
    MeasureKind, Occupation, OccupationSource, PlacementStatus, RowFault, Ruling, RulingReason, SchoolForm,
    Step, TaskEnd, TaskStatus, UndeterminedReason, Variant, codes,
};
use super::explain::Explanation;
use super::state::{ClosedReason, PersonId};
use chrono::NaiveDate;
use std::fmt;

/// Everything that is kept of one person.
pub struct Dossier {
    /// Who; nobody's id where a number was asked about that belongs to no person of the register.
    pub person: Option<PersonId>,
    /// The last committed night.
    pub night: Option<NaiveDate>,
    /// Why the person is in, or not; nothing if there are no facts to explain.
    pub explanation: Option<Explanation>,
    /// The rows, in the order they are told.
    pub holdings: Vec<Holding>,
    /// Which looks and exports are recorded. They name nobody.
    pub looks: Vec<Looks>,
    /// What is told of keeping it.
    pub terms: Terms,
}

/// It holds a person.
impl fmt::Debug for Dossier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dossier").field("person", &self.person).finish_non_exhaustive()
    }
}

impl Dossier {
    /// No row of any table.
    pub fn is_empty(&self) -> bool {
        self.holdings.iter().all(|holding| holding.rows.is_empty())
    }

    /// Somebody protected, or somebody of whom that is not known: a flag that cannot be read counts as set.
    pub fn may_be_protected(&self) -> bool {
        let is_unprotected =
            |row: &Row| is_present(row) && find(row, Item::Protected) == Some(&Cell::Flag(false));
        !self.rows(Kept::Person).iter().any(is_unprotected)
    }

    /// The rows of one kind.
    pub fn rows(&self, kept: Kept) -> &[Row] {
        self.holdings.iter().find(|holding| holding.kept == kept).map_or(&[], |holding| &holding.rows)
    }
}

/// What a municipality answers when it is asked how long, and by whom, all of this is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The municipality's code.
    pub municipality: String,
    /// The name of the source of residents.
    pub population: String,
    /// For how many days superseded facts are kept.
    pub staged_days: u32,
    /// The year at whose end everything is erased; nothing if no number of the person is known.
    pub erased_in: Option<i32>,
}

/// Rows of one kind.
pub struct Holding {
    /// What they are.
    pub kept: Kept,
    /// The rows, oldest first.
    pub rows: Vec<Row>,
}

/// One row: each of its items with what it holds.
pub type Row = Vec<(Item, Cell)>;

/// What a row tells of an item; nothing if it has no such item.
pub fn find(row: &Row, item: Item) -> Option<&Cell> {
    row.iter().find(|(is, _)| *is == item).map(|(_, cell)| cell)
}

/// No later version has superseded the row.
pub fn is_present(row: &Row) -> bool {
    find(row, Item::SupersededOn) == Some(&Cell::Empty)
}

/// How often a command has been recorded in which somebody looked at persons or handed them out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looks {
    /// The command.
    pub command: String,
    /// How often.
    pub times: u64,
    /// The first time.
    pub first: String,
    /// The last time.
    pub last: String,
}

/// What an item of a row holds.
#[derive(Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, a number or a time, as it is kept.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// A count.
    Count(i64),
    /// Yes or no.
    Flag(bool),
    /// One of a closed set.
    Word(Word),
    /// The number of somebody else, which is not shown.
    OfAnother,
}

macro_rules! words {
    ($($variant:ident($code:ty)),+ $(,)?) => {
        /// A code of any set.
        #[derive(Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)] // the names are those of the sets
        pub enum Word { $($variant($code)),+ }

        impl Word {
            /// The one spelling of the code.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant(code) => code.as_str()),+ }
            }
        }

        $(impl From<$code> for Word {
            fn from(code: $code) -> Self {
                Self::$variant(code)
            }
        })+
    };
}

words! {
    Lane(Lane), Covered(CoveredReason), Closed(ClosedReason), Undetermined(UndeterminedReason),
    Change(ChangeKind), Step(Step), TaskStatus(TaskStatus), TaskEnd(TaskEnd), Variant(Variant),
    Channel(Channel), ContactOutcome(ContactOutcome), Occupation(Occupation), Told(OccupationSource),
    Measure(MeasureKind), MeasureEnd(MeasureEnd), Ruling(Ruling), RulingReason(RulingReason),
    SchoolForm(SchoolForm), Placement(PlacementStatus), Document(Document), Deregistration(Deregistration),
    RowFault(RowFault),
}

codes! {
    /// What is kept of persons, in the order it is told: a table each.
    Kept {
        /// Who is who: the person as the register shows it.
        Person = "person",
        /// The numbers.
        Number = "person_number",
        /// Telephone number and e-mail address.
        ContactDetail = "contact_detail",
        /// The stays.
        Entry = "entry",
        /// Their lanes.
        Lane = "entry_lane",
        /// What nights changed.
        Change = "change",
        /// Nights without an answer.
        Undetermined = "undetermined_person",
        /// Tasks.
        Task = "task",
        /// Their place in the queue.
        Priority = "task_priority",
        /// Which were handed out.
        Exported = "exported_task",
        /// Contacts.
        Contact = "contact",
        /// Occupations.
        Occupation = "occupation",
        /// Measures.
        Measure = "measure",
        /// Decisions.
        Decision = "decision",
        /// Interruption forms.
        Interruption = "interruption",
        /// Numbers paired.
        Pairing = "pairing",
        /// An earlier register's entry.
        TakenOver = "taken_over",
        /// The population register's rows.
        Resident = "staged_resident",
        /// Placements.
        Placement = "staged_placement",
        /// Documents.
        Credential = "staged_credential",
        /// Rows in quarantine.
        Reject = "staged_reject",
    }
}

impl Kept {
    /// How many of its first items tell of what a row is a version; none if it is of nothing.
    pub const fn key(self) -> usize {
        match self {
            Self::Person | Self::Number | Self::Entry | Self::Task | Self::Resident => 1,
            Self::Lane => 2,
            Self::Credential => 4,
            Self::Placement => 7,
            Self::ContactDetail
            | Self::Change
            | Self::Undetermined
            | Self::Priority
            | Self::Exported
            | Self::Contact
            | Self::Occupation
            | Self::Measure
            | Self::Decision
            | Self::Interruption
            | Self::Pairing
            | Self::TakenOver
            | Self::Reject => 0,
        }
    }
}

macro_rules! items {
    ($($read:ident: $($variant:ident = $text:literal),+;)+) => {
        codes! {
            /// What a row tells, named as in JSON; most are called as their column is.
            Item { $($(#[doc = concat!("`", $text, "`.")] $variant = $text),+),+ }
        }

        impl Item {
            /// What a value that is kept of it says; nothing if none such is ever kept.
            pub fn read(self, value: &str) -> Option<Cell> {
                match self { $($(Self::$variant)|+ => $read(value).into()),+ }
            }
        }
    };
}

items! {
    text: Area = "area", Owner = "owner", RecordedAt = "recorded_at", GivenName = "given_name",
        MiddleName = "middle_name", FamilyName = "family_name", CareOf = "care_of", Street = "street",
        Postcode = "postcode", Town = "town", Municipality = "municipality", Source = "source",
        Provider = "provider", SchoolUnit = "school_unit", ExportedAt = "exported_at", Telephone = "telephone",
        Email = "email", Programme = "programme", Field = "field", Number = "number",
        ReplacedBy = "replaced_by", PairedNumber = "paired_number", KeyNumber = "key_number";
    count: PersonId = "person_id", Seniority = "seniority", Misses = "misses", Line = "line",
        EntryId = "entry_id", Sequence = "seq", TaskId = "task_id", Attempt = "attempt",
        Priority = "priority", Year = "year";
    flag: Protected = "protected", SecrecyMarked = "secrecy_marked",
        ProtectedRegistration = "protected_registration", Told = "told", Unheard = "unheard",
        Explained = "explained", OfRegistered = "of_registered", Callable = "callable",
        Contradictory = "contradictory";
    day: NotedOn = "noted_on", SupersededOn = "superseded_on", MovedInOn = "moved_in_on",
        DeregisteredOn = "deregistered_on", FirstSeenOn = "first_seen_on",
        MunicipalitySeenOn = "municipality_seen_on", DeregistrationSeenOn = "deregistration_seen_on",
        MissingSinceOn = "missing_since_on", FileDate = "file_date", OpenedOn = "opened_on",
        OpenedKnownOn = "opened_known_on", ClosedOn = "closed_on", ClosedKnownOn = "closed_known_on",
        FromOn = "from_on", ToOn = "to_on", KnownOn = "known_on", Night = "night",
        EffectiveOn = "effective_on", NotBefore = "not_before", DueBy = "due_by", CreatedOn = "created_on",
        EndedOn = "ended_on", ContactedOn = "contacted_on", LastDayOn = "last_day_on",
        StartOn = "start_on", EndsOn = "ends_on", BrokenOffOn = "broken_off_on",
        DocumentOn = "document_on", DocumentSeenOn = "document_seen_on";
    lane: Lane = "lane";
    covered: OpenedReason = "opened_reason";
    closed: ClosedReason = "closed_reason";
    changed: ChangeReason = "change_reason";
    undetermined: UndeterminedReason = "undetermined_reason";
    change: Change = "change";
    step: Step = "step", Climbed = "climbed";
    variant: Variant = "variant";
    task_status: TaskStatus = "task_status";
    task_end: TaskEnd = "task_end";
    channel: Channel = "channel", AnsweredOnChannel = "answered_on_channel";
    contact_outcome: Outcome = "outcome";
    occupation: Occupation = "occupation", OccupationBefore = "occupation_before",
        OccupationAfter = "occupation_after";
    told_by: ToldBy = "told_by";
    measure: Measure = "measure";
    measure_end: MeasureEnd = "measure_end";
    ruling: Ruling = "ruling";
    ruling_reason: RulingReason = "ruling_reason";
    school_form: Form = "form";
    placement_status: PlacementStatus = "placement_status";
    document: Document = "document";
    deregistration: Deregistration = "deregistration";
    row_fault: Fault = "fault";
}

impl Item {
    /// It holds a number, which may be another's.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::ReplacedBy | Self::PairedNumber | Self::KeyNumber)
    }
}

fn text(value: &str) -> Cell {
    if value.trim().is_empty() { Cell::Empty } else { Cell::Text(value.to_owned()) }
}

fn count(value: &str) -> Option<Cell> {
    value.parse().ok().map(Cell::Count)
}

fn flag(value: &str) -> Option<Cell> {
    match value {
        "0" => Some(Cell::Flag(false)),
        "1" => Some(Cell::Flag(true)),
        _ => None,
    }
}

fn day(value: &str) -> Option<Cell> {
    value.parse().ok().map(Cell::Day)
}

fn closed(value: &str) -> Option<Cell> {
    ClosedReason::parse(value).map(|reason| Cell::Word(Word::Closed(reason)))
}

/// Why an entry was opened or closed, or to which lane it went: what two of these call the same is the same.
fn changed(value: &str) -> Option<Cell> {
    covered(value).or_else(|| closed(value)).or_else(|| lane(value))
}

macro_rules! read {
    ($($name:ident($code:ty)),+ $(,)?) => { $(
        fn $name(value: &str) -> Option<Cell> {
            <$code>::parse(value).map(|code| Cell::Word(code.into()))
        }
    )+ };
}

read! {
    lane(Lane), covered(CoveredReason), undetermined(UndeterminedReason), change(ChangeKind), step(Step),
    variant(Variant), task_status(TaskStatus), task_end(TaskEnd), channel(Channel),
    contact_outcome(ContactOutcome), occupation(Occupation), told_by(OccupationSource), measure(MeasureKind),
    measure_end(MeasureEnd), ruling(Ruling), ruling_reason(RulingReason), school_form(SchoolForm),
    placement_status(PlacementStatus), document(Document), deregistration(Deregistration),
    row_fault(RowFault),
}
