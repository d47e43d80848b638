//! Sources that disagree: a lower-ranked source says otherwise about somebody being active tonight.
//!
//! The better-ranked source is believed all the same; the disagreement is listed for a person to look at.

use super::identity::Whose;
use super::placement::to_turn_up_by;
use super::record::PlacementRow;
use super::rules::Rules;
use super::sources::ProviderId;
use super::staged::{PlacementId, Staged, StagedPlacement};
use super::state::PersonId;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One disagreement (`source_conflict`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceConflict {
    /// About whom.
    pub person: PersonId,
    /// At which school unit.
    pub unit: String,
    /// The provider that is not believed.
    pub provider: ProviderId,
}

/// A row with the rank of its source.
type Ranked<'a> = (u8, &'a PlacementId, &'a StagedPlacement);

/// Every disagreement of the night, in order.
pub fn conflicts(staged: &Staged, whose: Whose<'_>, rules: &Rules, night: NaiveDate) -> Vec<SourceConflict> {
    let mut pairs: BTreeMap<(PersonId, &str), Vec<Ranked<'_>>> = BTreeMap::new();
    // Two rows that name no unit are not known to be of the same school.
    let comparable = |id: &PlacementId, placement: &StagedPlacement| {
        placement.absence.is_present() && !id.key.unit.is_empty()
    };
    for (id, placement) in staged.placements.iter().filter(|(id, placement)| comparable(id, placement)) {
        let rank = rules.source(&id.provider.source).map_or(u8::MAX, |source| source.rank);
        if let Some(person) = whose.of(&id.provider, id.key.number) {
            pairs.entry((person, &id.key.unit)).or_default().push((rank, id, placement));
        }
    }
    let mut found = Vec::new();
    for ((person, unit), rows) in pairs {
        let Some(best) = rows.iter().map(|(rank, ..)| *rank).min() else { continue };
        let believed = rows.iter().any(|(rank, _, row)| *rank == best && is_active(&row.row, night));
        let mut others: BTreeMap<&ProviderId, bool> = BTreeMap::new();
        for (_, id, row) in rows.iter().filter(|(rank, ..)| *rank != best) {
            *others.entry(&id.provider).or_default() |= is_active(&row.row, night);
        }
        let disagreeing = others.into_iter().filter(|(_, active)| *active != believed);
        found.extend(disagreeing.map(|(provider, _)| SourceConflict {
            person,
            unit: unit.to_owned(),
            provider: provider.clone(),
        }));
    }
    found
}

/// As the row itself tells it. Who is only admitted has three working days to turn up.
fn is_active(row: &PlacementRow, night: NaiveDate) -> bool {
    let start = row.key.start;
    let last = row.last_day().into_iter().chain(to_turn_up_by(row.status, start)).min();
    start <= night && last.is_none_or(|last| night <= last)
}

#[cfg(test)]
mod tests {
    use super::super::codes::{PlacementStatus, SchoolForm};
    use super::super::record::PlacementKey;
    use super::super::staged::{Absence, PlacementId};
    use super::super::state::People;
    use super::super::testing::{day, number, ordinary_rules, provider, sighting};
    use super::*;

    fn row(from: &str, last: Option<&str>) -> (PlacementId, StagedPlacement) {
        let key = PlacementKey {
            number: number("199805052389"),
            form: SchoolForm::UpperSecondary,
            unit: "10000001".into(),
            programme: "NANAT".into(),
            start: day("2015-08-17"),
        };
        let row = PlacementRow {
            key: key.clone(),
            year: Some(2),
            status: PlacementStatus::Enrolled,
            ends_on: last.map(day),
            broken_off_on: None,
            document: None,
        };
        let staged = StagedPlacement {
            row,
            first_seen: None,
            document_seen: None,
            absence: Absence::default(),
            told: true,
            sighting: sighting(),
        };
        (PlacementId { provider: provider(from), key }, staged)
    }

    fn found(rows: [(PlacementId, StagedPlacement); 2]) -> Vec<SourceConflict> {
        let staged = Staged { placements: rows.into(), ..Staged::default() };
        let people =
            People { by_number: [(number("199805052389"), PersonId(7))].into(), ..People::default() };
        let whose = Whose { people: &people, pairings: &BTreeMap::new() };
        conflicts(&staged, whose, &ordinary_rules(), day("2016-11-14"))
    }

    #[test]
    fn the_county_that_still_has_a_pupil_the_school_has_let_go_is_listed() {
        let expected =
            SourceConflict { person: PersonId(7), unit: "10000001".into(), provider: provider("uedb") };
        assert_eq!(found([row("ber", Some("2016-11-13")), row("uedb", None)]), [expected]);
    }

    #[test]
    fn rows_without_a_school_unit_are_not_compared() {
        let [school, county] =
            [row("ber", Some("2016-11-13")), row("uedb", None)].map(|(mut id, mut row)| {
                id.key.unit = String::new();
                row.row.key.unit = String::new();
                (id, row)
            });
        assert_eq!(found([school, county]), []);
    }

    #[test]
    fn sources_that_agree_about_tonight_are_not_listed_whatever_else_they_say() {
        assert_eq!(found([row("ber", Some("2016-11-14")), row("uedb", None)]), []);
        assert_eq!(found([row("ber", Some("2016-11-13")), row("uedb", Some("2016-10-31"))]), []);
    }
}
