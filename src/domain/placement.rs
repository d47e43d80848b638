//! Placements of one person: rows of several sources, with gaps and misses, made into attendance.
//!
//! What comes out has a first day, a last day and a last day that counts as attended; nothing later
//! looks at rows again.

use super::calendar::{DAYS_TO_TURN_UP, date, next, previous, working_days_after};
use super::codes::{PlacementStatus, ProgrammeClass, SchoolForm};
use super::reported::InterruptionReport;
use super::rules::Rules;
use super::sources::ProviderId;
use super::staged::{PlacementId, Sighting, StagedPlacement};
use chrono::{Datelike, NaiveDate};

/// Days between two placements that are no gap (a change of school).
const SHORT_GAP_DAYS: i64 = 7;

/// A placement as the decision sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Whose word it is.
    pub provider: ProviderId,
    /// Where it was told.
    pub sighting: Sighting,
    /// Rank of the source: 1 is believed before 2.
    pub rank: u8,
    /// School form.
    pub form: SchoolForm,
    /// School unit; may be empty outside upper-secondary school.
    pub unit: String,
    /// Programme code.
    pub programme: String,
    /// Class of the programme; `None` outside upper-secondary school.
    pub class: Option<ProgrammeClass>,
    /// Of the final year: year 3 or later in upper-secondary, 4 or later in adapted; never of IM.
    pub final_year: bool,
    /// Status.
    pub status: PlacementStatus,
    /// What the last day follows from, where there is one.
    pub ending: Ending,
    /// Left a document.
    pub left_document: bool,
    /// First day.
    pub start: NaiveDate,
    /// Last day of attendance, inclusive; `None` while open.
    pub last_day: Option<NaiveDate>,
    /// The last day that counts as attended, gaps that are no gaps included; `None` while open.
    pub attended_through: Option<NaiveDate>,
    /// Its provider has fallen silent.
    pub silent: bool,
}

impl Placement {
    /// Whether the person attends it on a day: upper-secondary schools only.
    pub fn attends(&self, day: NaiveDate) -> bool {
        self.form.is_upper_secondary() && covers(self.start, self.attended_through, day)
    }

    /// Whether it goes on, on a day: any school form; who is only admitted has not begun.
    pub fn is_active(&self, day: NaiveDate) -> bool {
        self.status != PlacementStatus::Admitted && covers(self.start, self.last_day, day)
    }
}

fn covers(start: NaiveDate, last: Option<NaiveDate>, day: NaiveDate) -> bool {
    start <= day && last.is_none_or(|last| day <= last)
}

/// What a last day follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A date in the extract, or the day another row at the unit took over.
    Told,
    /// Broken off, by the extract or by a school's form.
    BrokenOff,
    /// Absence alone: the row is gone.
    Gone,
}

/// A person's rows and what bears on them.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    /// The rows, in the order of their keys.
    pub rows: &'a [(&'a PlacementId, &'a StagedPlacement)],
    /// Schools' interruption forms about the person.
    pub interruptions: &'a [&'a InterruptionReport],
    /// The settings.
    pub rules: &'a Rules,
    /// Whether a provider has fallen silent.
    pub is_silent: &'a dyn Fn(&ProviderId) -> bool,
    /// The night.
    pub night: NaiveDate,
}

/// The placements that count, in the order of their keys.
pub fn resolve(person: Rows<'_>) -> Vec<Placement> {
    let mut placements: Vec<Placement> = person
        .rows
        .iter()
        .filter(|(id, _)| person.is_best_ranked(id))
        .filter_map(|(id, row)| person.placement(id, row))
        .collect();
    let starts: Vec<NaiveDate> = placements
        .iter()
        .filter(|placement| placement.form.is_upper_secondary())
        .map(|placement| placement.start)
        .collect();
    for placement in &mut placements {
        placement.attended_through = attended_through(placement, &starts, person.rules);
    }
    placements
}

impl Rows<'_> {
    fn rank(&self, id: &PlacementId) -> u8 {
        self.rules.source(&id.provider.source).map_or(u8::MAX, |source| source.rank)
    }

    /// For each school unit only the rows of the best-ranked source that has a present row there;
    /// where none has, of the best-ranked that has any. A silent provider's rows give way.
    fn is_best_ranked(&self, id: &PlacementId) -> bool {
        // Two rows that name no unit are not known to be of the same school.
        let is_same =
            |other: &PlacementId| other == id || (!id.key.unit.is_empty() && other.key.unit == id.key.unit);
        let of_unit = || self.rows.iter().filter(|(other, _)| is_same(other));
        let present = of_unit()
            .filter(|(other, row)| row.absence.is_present() && !(self.is_silent)(&other.provider))
            .map(|(other, _)| self.rank(other))
            .min();
        let best = present.or_else(|| of_unit().map(|(other, _)| self.rank(other)).min());
        best.is_none_or(|best| self.rank(id) == best)
    }

    /// One row as a placement; `None` for a row that counts for nothing: broken off before its start,
    /// gone before its start, or starting after its provider closed.
    fn placement(&self, id: &PlacementId, staged: &StagedPlacement) -> Option<Placement> {
        let row = &staged.row;
        let told = row.last_day();
        if row.status == PlacementStatus::BrokenOff && told.is_some_and(|last| last < row.key.start) {
            return None;
        }
        let form = self.interrupted_on(id, told);
        let closed =
            self.rules.source(&id.provider.source).and_then(|s| s.last_delivery(&id.provider.provider));
        if closed.is_some_and(|closed| closed < row.key.start) {
            return None;
        }
        let known_last = earliest([form.or(told), closed]);
        let is_broken_off = row.status == PlacementStatus::BrokenOff || form.is_some();
        let told_ending = if is_broken_off { Ending::BrokenOff } else { Ending::Told };
        let (last_day, ending) = match self.end_by_absence(id, staged, known_last) {
            AbsenceSays::Nothing => (known_last, told_ending),
            AbsenceSays::NeverWas => return None,
            AbsenceSays::Replaced(last) => (earliest([Some(last), known_last]), told_ending),
            AbsenceSays::Gone(last) => (Some(last), Ending::Gone),
        };
        let class = row
            .key
            .form
            .is_upper_secondary()
            .then(|| self.rules.tables.programme_class(row.key.form, &row.key.programme));
        Some(Placement {
            provider: id.provider.clone(),
            sighting: staged.sighting,
            rank: self.rank(id),
            form: row.key.form,
            unit: row.key.unit.clone(),
            programme: row.key.programme.clone(),
            class,
            final_year: is_final_year(row.key.form, class, row.year),
            status: row.status,
            ending,
            left_document: row.document.is_some(),
            start: row.key.start,
            last_day,
            attended_through: last_day,
            silent: (self.is_silent)(&id.provider),
        })
    }

    /// A school's form about this unit: the placement ended that day, whatever the extracts still
    /// say. Where they say that it had ended by then, the form is about another stay; so is a row that
    /// starts later.
    fn interrupted_on(&self, id: &PlacementId, told: Option<NaiveDate>) -> Option<NaiveDate> {
        self.interruptions
            .iter()
            .filter(|report| report.unit == id.key.unit && report.last_day >= id.key.start)
            .map(|report| report.last_day)
            .filter(|last_day| told.is_none_or(|told| *last_day <= told))
            .min()
    }

    /// What a row's absence from the accepted snapshots says of it.
    fn end_by_absence(
        &self,
        id: &PlacementId,
        staged: &StagedPlacement,
        known_last: Option<NaiveDate>,
    ) -> AbsenceSays {
        let Some(since) = staged.absence.since else { return AbsenceSays::Nothing };
        if known_last.is_some_and(|last| last < since) {
            return AbsenceSays::Nothing;
        }
        let start = id.key.start;
        let others = || {
            self.rows.iter().filter(|(other, row)| {
                other.provider.source == id.provider.source
                    && other.key.unit == id.key.unit
                    && row.absence.is_present()
            })
        };
        let successor =
            others().map(|(other, _)| other.key.start).filter(|s| *s > start && *s <= self.night).min();
        if let Some(successor) = successor {
            return AbsenceSays::Replaced(previous(successor));
        }
        if others().any(|(other, row)| other.key.start <= start && row.first_seen == Some(since)) {
            return AbsenceSays::NeverWas;
        }
        match staged.absence.gone_since() {
            None => AbsenceSays::Nothing,
            Some(since) if since <= start => AbsenceSays::NeverWas,
            Some(since) => AbsenceSays::Gone(previous(since)),
        }
    }
}

enum AbsenceSays {
    /// The row counts as it was last told.
    Nothing,
    /// It never was: gone before its start, or its start was corrected.
    NeverWas,
    /// Another row at the unit took over the day after.
    Replaced(NaiveDate),
    /// It is gone; this was the last day.
    Gone(NaiveDate),
}

fn earliest<const N: usize>(days: [Option<NaiveDate>; N]) -> Option<NaiveDate> {
    days.into_iter().flatten().min()
}

fn is_final_year(form: SchoolForm, class: Option<ProgrammeClass>, year: Option<u8>) -> bool {
    let from = match form {
        SchoolForm::UpperSecondary => 3,
        SchoolForm::AdaptedUpperSecondary => 4,
        SchoolForm::Compulsory
        | SchoolForm::AdaptedCompulsory
        | SchoolForm::Special
        | SchoolForm::Sami
        | SchoolForm::Adult
        | SchoolForm::SwedishForImmigrants
        | SchoolForm::FolkHighSchool
        | SchoolForm::Higher
        | SchoolForm::Abroad => return false,
    };
    class != Some(ProgrammeClass::Introduction) && year.is_some_and(|year| year >= from)
}

/// The last day that counts as attended: who is only admitted has three working days to turn up,
/// and some gaps are no gaps.
fn attended_through(placement: &Placement, starts: &[NaiveDate], rules: &Rules) -> Option<NaiveDate> {
    if !placement.form.is_upper_secondary() {
        return placement.last_day;
    }
    let last = earliest([placement.last_day, to_turn_up_by(placement.status, placement.start)])?;
    let following = starts.iter().copied().filter(|start| *start > last).min();
    let bridged = following.filter(|start| is_no_gap(last, *start, rules)).map(previous);
    let over_summer = goes_on_after_summer(placement, last).then(|| rules.terms.autumn_check(last.year()));
    [Some(last), bridged, over_summer].into_iter().flatten().max()
}

/// The day by which who is only admitted has to turn up (gymnasieförordningen 12 kap. 3 §).
pub(super) fn to_turn_up_by(status: PlacementStatus, start: NaiveDate) -> Option<NaiveDate> {
    (status == PlacementStatus::Admitted).then(|| working_days_after(start, DAYS_TO_TURN_UP))
}

/// A gap of at most seven days, or one that lies wholly between 1 June and the autumn check of a year.
fn is_no_gap(last: NaiveDate, start: NaiveDate, rules: &Rules) -> bool {
    let (first_free, last_free) = (next(last), previous(start));
    let days = start.signed_duration_since(last).num_days() - 1;
    let in_summer = first_free >= date(first_free.year(), 6, 1)
        && last_free <= rules.terms.autumn_check(first_free.year());
    days <= SHORT_GAP_DAYS || in_summer
}

/// Ended in June, as planned and before the final year: the pupil is expected back in August.
fn goes_on_after_summer(placement: &Placement, last: NaiveDate) -> bool {
    last.month() == 6
        && placement.status != PlacementStatus::Admitted
        && placement.ending != Ending::BrokenOff
        && !placement.final_year
        && !placement.left_document
}

/// Days on which the answer may turn because of a placement; documents are awaited through August.
pub fn breakpoints(placement: &Placement) -> impl Iterator<Item = NaiveDate> {
    let ends = [placement.last_day, placement.attended_through].into_iter().flatten();
    let september = placement.last_day.map(|last| date(last.year(), 9, 1));
    ends.map(next).chain(september).chain([placement.start])
}

#[cfg(test)]
mod tests;
