//! Everything a municipality decides beforehand: the settings that the pure core is given.
//!
//! Made and checked by `config`, then trusted. Nothing here reads a file.

use super::calendar::{Terms, add_days, date, previous};
use super::codes::{
    Deregistration, Document, LimitClass, Occupation, ProgrammeClass, RuleSet, SchoolForm, SchoolLeavers,
    SourceKind,
};
use super::reported::OccupationReport;
use super::retention::erased_birth_year;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// The settings of a municipality.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The home municipality's code, four digits.
    pub municipality: String,
    /// When this year's school leavers come into question.
    pub school_leavers: SchoolLeavers,
    /// The school year's terms.
    pub terms: Terms,
    /// What the codes in the extracts mean.
    pub tables: Tables,
    /// The sources, in the order the night reads them.
    pub sources: Vec<Source>,
    /// Limits on change.
    pub limits: BTreeMap<LimitClass, Bound>,
    /// How many rows fewer than last time a snapshot may have.
    pub row_count_drop: Bound,
    /// The ladder of outreach.
    pub outreach: OutreachRules,
    /// For how many days a reported occupation stands that nobody has given an end.
    pub shelf_life_days: BTreeMap<Occupation, u32>,
    /// For how many calendar days staged versions are kept once they are superseded: for so long a
    /// night can be decided again.
    pub staged_days: u32,
}

impl Rules {
    /// The rule set in force on a day: the day that is asked about chooses it. Skollagen 29 kap. 9 §
    /// in its wording to 2018-06-30 and from 2018-07-01; days before 2015 use the first.
    pub fn rule_set_on(day: NaiveDate) -> RuleSet {
        if day < RULES_OF_2018_FROM { RuleSet::Y2015 } else { RuleSet::Y2018 }
    }

    /// The source of that name.
    pub fn source(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.name == name)
    }

    /// The birth years that a night stages: those born in the years night−21 to night−15. The
    /// youngest may have ended school early; the oldest have turned 20 and are watched leaving, until the
    /// last weekday of the year, whose night erases them.
    pub fn birth_years(night: NaiveDate) -> std::ops::RangeInclusive<i32> {
        erased_birth_year(previous(night)) + 1..=night.year() - 15
    }
}

/// First day of the wording that lets introduction programmes take a person out (SFS 2018:749).
pub const RULES_OF_2018_FROM: NaiveDate = match NaiveDate::from_ymd_opt(2018, 7, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What the night must know of a source before it sees a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name, unique.
    pub name: String,
    /// What it delivers.
    pub kind: SourceKind,
    /// Rank among sources: 1 is believed before 2.
    pub rank: u8,
    /// The night cannot do without it.
    pub required: bool,
    /// Every file holds everything there is: what is not there has gone missing.
    pub snapshot: bool,
    /// For how many calendar days its last facts stand when it fails.
    pub carry_forward_days: u32,
    /// A file older than this many working days is refused; no bound for `None`.
    pub max_age_working_days: Option<u32>,
    /// Providers with known dates of delivery. A source of one file has one, named as the source.
    pub providers: Vec<Provider>,
}

/// One deliverer of a source, and when it delivers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its name, unique within the source.
    pub name: String,
    /// First day it delivers; `None` for always.
    pub from: Option<NaiveDate>,
    /// Last day it delivers: its open placements end that day. `None` for still delivering.
    pub to: Option<NaiveDate>,
}

/// What the codes in the extracts mean.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Spelling in the extract to school form.
    pub school_forms: BTreeMap<String, SchoolForm>,
    /// Programme prefixes by school form.
    pub programmes: BTreeMap<(SchoolForm, String), ProgrammeClass>,
    /// Spelling in the extract to document.
    pub documents: BTreeMap<String, Document>,
    /// Code to deregistration.
    pub deregistrations: BTreeMap<String, Deregistration>,
    /// Area, as the extract names it (name or code), to its name and owner.
    pub areas: BTreeMap<String, Area>,
}

/// A district and the office that owns its outreach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The area's name.
    pub name: String,
    /// Who does its outreach.
    pub owner: String,
}

impl Tables {
    /// The class of a programme code within its school form, by the longest known prefix.
    pub fn programme_class(&self, form: SchoolForm, code: &str) -> ProgrammeClass {
        (1..=code.len())
            .rev()
            .filter_map(|end| code.get(..end))
            .find_map(|prefix| self.programmes.get(&(form, prefix.to_owned())).copied())
            .unwrap_or(ProgrammeClass::Unknown)
    }

    /// The document of that code.
    pub fn document(&self, code: &str) -> Document {
        self.documents.get(code).copied().unwrap_or(Document::Unknown)
    }

    /// The deregistration of that code.
    pub fn deregistration(&self, code: &str) -> Deregistration {
        self.deregistrations.get(code).copied().unwrap_or(Deregistration::Unknown)
    }
}

/// How much may change: the larger of a count and a share, so that it fits small towns and large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Never exceeded by this many or fewer.
    pub floor: u64,
    /// Percent of the base.
    pub percent: u64,
    /// Another percentage for a part of the year.
    pub season: Option<Season>,
}

impl Bound {
    /// How many are let through on a day, of a base: percentages are rounded up.
    pub fn limit(&self, base: u64, day: NaiveDate) -> u64 {
        self.floor.max((base * self.percent_on(day)).div_ceil(100))
    }

    /// The percentage in force on a day.
    pub fn percent_on(&self, day: NaiveDate) -> u64 {
        match &self.season {
            Some(season) if season.holds(day) => season.percent,
            Some(_) | None => self.percent,
        }
    }
}

/// A part of every year with a limit of its own; both days belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Season {
    /// First month and day.
    pub from: (u32, u32),
    /// Last month and day.
    pub to: (u32, u32),
    /// Percent of the base.
    pub percent: u64,
}

impl Season {
    /// Whether the day lies in it.
    pub fn holds(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&(day.month(), day.day()))
    }
}

/// For how long a reported occupation stands where the configuration does not say.
pub const SHELF_LIFE_DAYS: u32 = 180;

impl Rules {
    /// The last day on which a reported occupation stands.
    pub fn stands_through(&self, report: &OccupationReport) -> NaiveDate {
        let days = self.shelf_life_days.get(&report.occupation).copied().unwrap_or(SHELF_LIFE_DAYS);
        report.to.unwrap_or_else(|| add_days(report.from, days.saturating_sub(1)))
    }
}

/// Settings of the ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutreachRules {
    /// Days from the night an entry's lane became `outreach` to its first letter.
    pub settle_days: u32,
    /// First month and day of the seasonal hold.
    pub hold_from: (u32, u32),
    /// Last month and day of the seasonal hold.
    pub hold_to: (u32, u32),
    /// Who owns cases during the seasonal hold.
    pub hold_owner: String,
    /// Who owns cases whose area is unknown.
    pub central_owner: String,
    /// Who owns cases of protected identity.
    pub protected_owner: String,
    /// Days within which the letter of the 20th birthday is due.
    pub info_20_days: u32,
    /// Those who turn 20 within this many days come last.
    pub nearly_20_days: u32,
    /// Days a letter is given to be answered.
    pub response_days: u32,
    /// Working days from one call to the next, and from the last to the step after.
    pub call_gap_working_days: u32,
    /// Days a text message and its letter are given to be answered.
    pub text_days: u32,
    /// Days ahead of a card at the door that the visit is planned.
    pub visit_days: u32,
    /// Days after a visit in vain until somebody looks again.
    pub recheck_days: u32,
    /// Days until somebody looks again after a youth who is occupied or declined.
    pub watch_days: u32,
    /// Days within which a step that has no deadline of its own is due.
    pub due_days: u32,
    /// An entry that opens within so many days of the last closing resumes its ladder.
    pub resume_days: u32,
    /// Who owns the support of those who want to study.
    pub education_owner: String,
}

impl OutreachRules {
    /// The last day of the seasonal hold that `day` lies in, if it does.
    pub fn hold_end(&self, day: NaiveDate) -> Option<NaiveDate> {
        let (month, last) = self.hold_to;
        (self.hold_from..=self.hold_to)
            .contains(&(day.month(), day.day()))
            .then(|| date(day.year(), month, last))
    }
}
