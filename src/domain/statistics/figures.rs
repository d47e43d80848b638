//! A report as a value: one table of labelled cells.
//!
//! Every form in which a report is read is set from this value, so all of them agree. Labels are codes with one
//! spelling each; what they are called in a language is settled where reports are set.

use crate::domain::codes::{Channel, Code, CoveredReason, Lane, NotCoveredReason, UndeterminedReason, codes};
use crate::domain::state::ClosedReason;
use chrono::NaiveDate;
use std::fmt;

codes! {
    /// The reports.
    Kind {
        /// Who was covered on a day.
        Register = "register",
        /// Entries opened and closed in a period.
        Flows = "flows",
        /// A school year.
        Year = "year",
        /// A school year's outreach.
        Outreach = "outreach",
        /// School years side by side.
        Series = "series",
        /// How late changes become known.
        Lag = "lag",
        /// The coverage equation of a night.
        Coverage = "coverage",
        /// What the half-year delivery was checked for.
        HalfYear = "half_year",
    }
}

/// What a report says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which.
    pub kind: Kind,
    /// The days it is about.
    pub period: Period,
    /// Small groups are hidden.
    pub published: bool,
    /// Some of it is told by figures that were kept when persons were erased, the last of them by this night.
    pub frozen: Option<NaiveDate>,
    /// What stands over each column.
    pub columns: Vec<Column>,
    /// Rows of as many cells.
    pub rows: Vec<Vec<Cell>>,
}

/// The days a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// One day.
    Day(NaiveDate),
    /// From the first day to the last, both counted.
    Days(NaiveDate, NaiveDate),
    /// School years, from the first to the last, both counted.
    SchoolYears(SchoolYear, SchoolYear),
}

impl Period {
    /// The first of its days.
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Day(day) | Self::Days(day, _) => day,
            Self::SchoolYears(year, _) => year.first_day(),
        }
    }

    /// The first day of what it ends with: the day, or the last school year.
    pub fn last_begins_on(self) -> NaiveDate {
        match self {
            Self::Day(day) | Self::Days(day, _) => day,
            Self::SchoolYears(_, year) => year.first_day(),
        }
    }
}

/// A school year, 1 July to 30 June (skollagen 2010:800, 3 kap. 3 §), by the year it begins in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchoolYear(pub i32);

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0, self.0 + 1)
    }
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// A column with a name of its own.
    Named(ColumnName),
    /// The values of a school year.
    SchoolYear(SchoolYear),
}

codes! {
    /// Columns by name.
    ColumnName {
        /// By what the rows divide persons: a [`Division`].
        Division = "division",
        /// A group of persons.
        Group = "group",
        /// Persons.
        Persons = "persons",
        /// Of all.
        Share = "share",
        /// A calendar month.
        Month = "month",
        /// A balance, or entries that came or went: a [`Flow`].
        Flow = "flow",
        /// Why.
        Reason = "reason",
        /// Entries.
        Entries = "entries",
        /// A [`Figure`].
        Figure = "figure",
        /// Its value.
        Value = "value",
        /// Whose file.
        Provider = "provider",
        /// School unit code.
        SchoolUnit = "school_unit",
        /// Median of days.
        MedianDays = "median_days",
        /// 90th percentile of days.
        NinetiethDays = "p90_days",
        /// Known late.
        Late = "late",
        /// Taking effect before a night that could have known of it.
        BackDated = "back_dated",
        /// Rows in quarantine.
        Quarantined = "quarantined",
        /// What was looked for.
        Check = "check",
        /// How often it was found.
        Found = "found",
        /// Which entries.
        WhichEntries = "entry_ids",
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// What the row is about.
    Label(Label),
    /// A name from outside: a provider, an area, a school unit.
    Name(String),
    /// A month, by its first day.
    Month(NaiveDate),
    /// Persons, entries, contacts or rows.
    Count(u64),
    /// A part of a whole.
    Share(Permille),
    /// Days.
    Days(HalfDays),
    /// Entries by number.
    Entries(Vec<i64>),
    /// A group too small to be published, or one that would give it away.
    Hidden,
    /// There is nothing to tell: a share of nobody.
    Nothing,
}

/// A share in thousandths, rounded half up: 485 is 48.5 per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Permille(pub u64);

impl Permille {
    /// The share of a part in a whole; none in nothing.
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        (whole > 0).then(|| Self((2000 * part + whole) / (2 * whole)))
    }
}

/// Days in halves: a median may lie between two days. 25 is 12.5 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HalfDays(pub i64);

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// All of them.
    Total,
    /// By what persons are divided.
    Division(Division),
    /// Opened because.
    Covered(CoveredReason),
    /// Closed because.
    Closed(ClosedReason),
    /// A lane.
    Lane(Lane),
    /// Whole years.
    Age(i32),
    /// Legal sex, from the number.
    Sex(Sex),
    /// Has a secrecy marking or protected registration: not told apart.
    Protected,
    /// Not known.
    Unknown,
    /// What has come of outreach.
    Contacted(Contacted),
    /// A balance, or what came or went.
    Flow(Flow),
    /// A figure of a school year.
    Figure(Figure),
    /// A part of the coverage equation.
    Part(Part),
    /// A check of the half-year delivery.
    HalfYear(HalfYearCheck),
}

codes! {
    /// By what those covered are divided.
    Division {
        /// Everybody.
        All = "all",
        /// Why the entry was opened.
        Reason = "reason",
        /// The lane on the day.
        Lane = "lane",
        /// What has come of outreach in this entry.
        Contacted = "contacted",
        /// The area of residence.
        Area = "area",
        /// Whole years on the day.
        Age = "age",
        /// Legal sex.
        Sex = "sex",
    }
}

codes! {
    /// Legal sex, from the eleventh digit of the number.
    Sex {
        /// Even.
        Female = "female",
        /// Odd.
        Male = "male",
    }
}

codes! {
    /// What has come of outreach, by the latest contact that reached the youth.
    Contacted {
        /// Wants support through education.
        SupportEducation = "support_education",
        /// Wants support through the labour-market side.
        SupportWork = "support_work",
        /// Occupied or declines: under watch.
        Watch = "watch",
        /// Sought, not reached.
        Sought = "sought",
        /// Nobody has tried yet.
        NotSought = "not_sought",
    }
}

codes! {
    /// Lines of a balance: opening balance + in - out = closing balance.
    Flow {
        /// Open on the day before the period.
        OpeningBalance = "opening_balance",
        /// Opened in the period.
        In = "in",
        /// Closed in the period.
        Out = "out",
        /// Open on the last day of the period.
        ClosingBalance = "closing_balance",
    }
}

/// A figure of a school year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// Of the register or of outreach as a whole.
    Of(YearFigure),
    /// Attempts on a channel.
    Attempts(Channel),
    /// Those of them that were answered.
    Answered(Channel),
    /// The share of those answered.
    ResponseRate(Channel),
}

codes! {
    /// Figures of a school year.
    YearFigure {
        /// Distinct persons covered on some day.
        Covered = "covered",
        /// Of them, covered on the day before as well.
        CarriedOver = "carried_over",
        /// Of them, covered for the first time.
        New = "new",
        /// Of them, covered before, but not on the day before.
        Returned = "returned",
        /// Spells: entries that covered some day.
        Spells = "spells",
        /// Of them, ended in the year.
        SpellsEnded = "spells_ended",
        /// Median length of those that ended.
        MedianDays = "median_days",
        /// Of those that ended, shorter than 30 days.
        ShortSpells = "short_spells",
        /// Letters that were not needed because the entry settled first.
        LettersAvoided = "letters_avoided",
        /// Letters sent at the start of the school year.
        TermStartLetters = "term_start_letters",
        /// Those of them that were answered.
        TermStartAnswered = "term_start_answered",
        /// The share of those answered.
        TermStartRate = "term_start_rate",
        /// Distinct persons somebody tried to reach.
        Sought = "sought",
        /// Of them, reached.
        Reached = "reached",
        /// Of those reached, by the latest contact: wants support through education.
        ChoseEducation = "chose_education",
        /// The share of those.
        ChoseEducationShare = "chose_education_share",
        /// Of those reached: wants support through the labour-market side.
        ChoseWork = "chose_work",
        /// The share of those.
        ChoseWorkShare = "chose_work_share",
        /// Of those reached: occupied.
        Occupied = "occupied",
        /// Of those reached: declines.
        Declines = "declines",
        /// Of those reached: took part in a measure.
        Supported = "supported",
        /// Entries whose first contact fell due.
        FirstContactsDue = "first_contacts_due",
        /// Of them, contacted in time.
        FirstContactsInTime = "first_contacts_in_time",
        /// The share of those.
        FirstContactsRate = "first_contacts_rate",
    }
}

/// A part of the coverage equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Residents aged 16 to 19.
    Residents,
    /// With an open entry in a lane.
    Open(Lane),
    /// Not covered.
    NotCovered(NotCoveredReason),
    /// In doubt.
    Undetermined(UndeterminedReason),
    /// Covered, but the opening is withheld.
    HeldOpen,
    /// What no part accounts for.
    Residual,
    /// Not in the sum: entries whose closing is withheld.
    HeldClose,
}

codes! {
    /// What the half-year delivery is checked for before it is handed over.
    HalfYearCheck {
        /// An entry without a reason.
        MissingReason = "missing_reason",
        /// Registered after the 20th birthday.
        RegisteredAfter20 = "registered_after_20",
        /// Registered on the last day of the half-year, but not resident.
        NotResident = "not_resident",
        /// A measure on days without an entry.
        MeasureOutsideEntry = "measure_outside_entry",
        /// Something ends before it begins.
        EndBeforeStart = "end_before_start",
        /// Entries, or measures of one kind, overlap.
        Overlap = "overlap",
        /// A measure ended and nobody told what the youth does since.
        OccupationMissing = "occupation_missing",
        /// Codes for which the mapping has none of the receiver's.
        UnmappedCode = "unmapped_code",
        /// Left out because protected.
        ProtectedLeftOut = "protected_left_out",
    }
}

impl Label {
    /// The one spelling of this label, whatever the language.
    pub fn key(self) -> String {
        match self {
            Self::Total => "total".to_owned(),
            Self::Division(division) => division.to_string(),
            Self::Covered(reason) => reason.to_string(),
            Self::Closed(reason) => reason.as_str().to_owned(),
            Self::Lane(lane) => lane.to_string(),
            Self::Age(years) => years.to_string(),
            Self::Sex(sex) => sex.to_string(),
            Self::Protected => "protected".to_owned(),
            Self::Unknown => "unknown".to_owned(),
            Self::Contacted(contacted) => contacted.to_string(),
            Self::Flow(flow) => flow.to_string(),
            Self::Figure(figure) => figure.key(),
            Self::Part(part) => part.key(),
            Self::HalfYear(check) => check.to_string(),
        }
    }
}

impl Figure {
    /// The one spelling of this figure.
    pub fn key(self) -> String {
        match self {
            Self::Of(figure) => figure.to_string(),
            Self::Attempts(channel) => format!("attempts:{channel}"),
            Self::Answered(channel) => format!("answered:{channel}"),
            Self::ResponseRate(channel) => format!("response_rate:{channel}"),
        }
    }

    /// The figure with exactly this spelling.
    pub fn parse(key: &str) -> Option<Self> {
        match key.split_once(':') {
            None => YearFigure::parse(key).map(Self::Of),
            Some(("attempts", channel)) => Channel::parse(channel).map(Self::Attempts),
            Some(("answered", channel)) => Channel::parse(channel).map(Self::Answered),
            Some(("response_rate", channel)) => Channel::parse(channel).map(Self::ResponseRate),
            Some(_) => None,
        }
    }
}

impl Part {
    /// The one spelling of this part, as the view `coverage` has it.
    pub fn key(self) -> String {
        match self {
            Self::Residents => "residents".to_owned(),
            Self::Open(lane) => format!("lane:{lane}"),
            Self::NotCovered(reason) => reason.to_string(),
            Self::Undetermined(reason) => format!("undetermined:{reason}"),
            Self::HeldOpen => "held_open".to_owned(),
            Self::Residual => "residual".to_owned(),
            Self::HeldClose => "held_close".to_owned(),
        }
    }

    /// The part with exactly this spelling.
    pub fn parse(key: &str) -> Option<Self> {
        if let Some(lane) = key.strip_prefix("lane:") {
            return Lane::parse(lane).map(Self::Open);
        }
        if let Some(reason) = key.strip_prefix("undetermined:") {
            return UndeterminedReason::parse(reason).map(Self::Undetermined);
        }
        let whole = [Self::Residents, Self::HeldOpen, Self::Residual, Self::HeldClose];
        whole
            .into_iter()
            .find(|part| part.key() == key)
            .or_else(|| NotCoveredReason::parse(key).map(Self::NotCovered))
    }
}

impl Column {
    /// The one spelling of this column.
    pub fn key(&self) -> String {
        match self {
            Self::Named(name) => name.to_string(),
            Self::SchoolYear(year) => year.to_string(),
        }
    }
}
