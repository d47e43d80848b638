//! Figures that outlive persons: what reports said of a period is kept when the first person covered in it is
//! erased, as counts under keys, and read again by whoever asks for that period.
//!
//! Shares are not kept: they are worked out from the groups, which are hidden in what is published as ever.

use super::basis::{month_end, months};
use super::figures::{Contacted, Division};
use super::figures::{Figure, Flow, HalfDays, Kind, Label, SchoolYear, Sex, YearFigure};
use super::flows::{Balance, balances};
use super::register::{self, Covered, Group};
use super::year::{self, Counts, Ground};
use crate::domain::calendar::next;
use crate::domain::codes::{Code, CoveredReason, Lane};
use crate::domain::state::ClosedReason;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What is kept of a period, each count under its key.
pub type Figures = BTreeMap<String, u64>;

/// A period whose figures are kept together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// The figures of a school year.
    SchoolYear(SchoolYear),
    /// The balance of a month, by its first day.
    Month(NaiveDate),
    /// The register on a month's last day.
    Day(NaiveDate),
}

impl Period {
    /// The report that tells of it; `Year` stands for outreach too.
    pub fn kind(self) -> Kind {
        match self {
            Self::SchoolYear(_) => Kind::Year,
            Self::Month(_) => Kind::Flows,
            Self::Day(_) => Kind::Register,
        }
    }

    /// Its one spelling.
    pub fn key(self) -> String {
        match self {
            Self::SchoolYear(year) => year.to_string(),
            Self::Month(first) => first.format("%Y-%m").to_string(),
            Self::Day(day) => day.to_string(),
        }
    }

    /// The period of a report with exactly this spelling.
    pub fn parse(kind: Kind, key: &str) -> Option<Self> {
        match kind {
            Kind::Year => Some(Self::SchoolYear(SchoolYear(key.split('/').next()?.parse().ok()?))),
            Kind::Flows => format!("{key}-01").parse().ok().map(Self::Month),
            Kind::Register => key.parse().ok().map(Self::Day),
            Kind::Outreach | Kind::Series | Kind::Lag | Kind::Coverage | Kind::HalfYear => None,
        }
    }
}

/// The periods, from the one that holds a day, in which somebody was covered, or left, who was covered through
/// another day at the latest; but for those that are not over by a night.
pub fn touched(first: NaiveDate, through: NaiveDate, night: NaiveDate) -> Vec<Period> {
    let years = (SchoolYear::of(first).0..=SchoolYear::of(through).0).map(SchoolYear);
    let years = years.filter(|year| year.last_day() < night).map(Period::SchoolYear);
    let months = months(first, next(through)).into_iter().filter(|first| month_end(*first) < night);
    let months: Vec<NaiveDate> = months.collect();
    let days = months.iter().map(|first| month_end(*first)).filter(|day| *day <= through).map(Period::Day);
    years.chain(months.iter().copied().map(Period::Month)).chain(days).collect()
}

/// The figures of a period, as they are known.
pub fn freeze(ground: Ground<'_>, period: Period) -> Figures {
    match period {
        Period::SchoolYear(year) => freeze_year(&year::count(ground, year)),
        Period::Month(first) => {
            balances(ground.basis, &[(first, month_end(first))]).iter().flat_map(freeze_month).collect()
        }
        Period::Day(day) => freeze_day(&register::count(ground.basis, day)),
    }
}

fn freeze_year(counts: &Counts) -> Figures {
    let median = counts.median.and_then(|median| u64::try_from(median.0).ok());
    let median = median.map(|halves| (Figure::Of(YearFigure::MedianDays).key(), halves));
    counts.sizes.iter().map(|(figure, size)| (figure.key(), *size)).chain(median).collect()
}

/// A school year that was frozen; none if what is kept cannot be read.
pub fn thaw_year(figures: &Figures) -> Option<Counts> {
    let mut counts = Counts::default();
    for (key, value) in figures {
        match Figure::parse(key)? {
            Figure::Of(YearFigure::MedianDays) => {
                counts.median = Some(HalfDays(i64::try_from(*value).ok()?));
            }
            figure => _ = counts.sizes.insert(figure, *value),
        }
    }
    Some(counts)
}

fn freeze_month(balance: &Balance) -> Figures {
    let opened = balance.opened.iter().map(|(reason, count)| (format!("{}:{reason}", Flow::In), *count));
    let closed =
        balance.closed.iter().map(|(reason, count)| (format!("{}:{}", Flow::Out, reason.as_str()), *count));
    let balances = [(Flow::OpeningBalance, balance.opening), (Flow::ClosingBalance, balance.closing)];
    let balances = balances.into_iter().map(|(flow, count)| (flow.to_string(), count));
    balances.chain(opened).chain(closed).collect()
}

/// The balance of a month that was frozen; none if what is kept cannot be read.
pub fn thaw_month(first: NaiveDate, figures: &Figures) -> Option<Balance> {
    let mut balance = Balance {
        from: first,
        to: month_end(first),
        opening: *figures.get(Flow::OpeningBalance.as_str())?,
        opened: BTreeMap::new(),
        closed: BTreeMap::new(),
        closing: *figures.get(Flow::ClosingBalance.as_str())?,
    };
    for (key, count) in figures {
        let Some((flow, reason)) = key.split_once(':') else { continue };
        match Flow::parse(flow)? {
            Flow::In => _ = balance.opened.insert(CoveredReason::parse(reason)?, *count),
            Flow::Out => _ = balance.closed.insert(ClosedReason::parse(reason)?, *count),
            Flow::OpeningBalance | Flow::ClosingBalance => return None,
        }
    }
    Some(balance)
}

/// What stands before a name from outside, which may be spelled like a group of ours.
const NAME: &str = "=";

fn freeze_day(covered: &Covered) -> Figures {
    let groups = covered.groups.iter().flat_map(|(division, groups)| {
        groups.iter().map(move |(group, persons)| {
            let group = match group {
                Group::Named(name) => format!("{NAME}{name}"),
                Group::Label(label) => label.key(),
            };
            (format!("{division}:{group}"), *persons)
        })
    });
    [(Division::All.to_string(), covered.total)].into_iter().chain(groups).collect()
}

/// The register on a day that was frozen; none if what is kept cannot be read.
pub fn thaw_day(figures: &Figures) -> Option<Covered> {
    let mut covered = Covered { total: *figures.get(Division::All.as_str())?, groups: BTreeMap::new() };
    for (key, persons) in figures {
        let Some((division, group)) = key.split_once(':') else { continue };
        let division = Division::parse(division)?;
        covered.groups.entry(division).or_default().insert(thaw_group(division, group)?, *persons);
    }
    Some(covered)
}

fn thaw_group(division: Division, key: &str) -> Option<Group> {
    if let Some(name) = key.strip_prefix(NAME) {
        return Some(Group::Named(name.to_owned()));
    }
    let label = match division {
        Division::All | Division::Area => None,
        Division::Reason => CoveredReason::parse(key).map(Label::Covered),
        Division::Lane => Lane::parse(key).map(Label::Lane),
        Division::Contacted => Contacted::parse(key).map(Label::Contacted),
        Division::Age => key.parse().ok().map(Label::Age),
        Division::Sex => Sex::parse(key).map(Label::Sex),
    };
    let untold = [Label::Protected, Label::Unknown];
    label.or_else(|| untold.into_iter().find(|label| label.key() == key)).map(Group::Label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::day;

    fn keys(periods: &[Period]) -> Vec<String> {
        periods.iter().map(|period| period.key()).collect()
    }

    #[test]
    fn a_period_is_touched_if_somebody_was_covered_in_it_or_left_the_day_after() {
        let through = |through| keys(&touched(day("2016-05-20"), day(through), day("2017-12-29")));
        assert_eq!(
            through("2016-07-30"),
            ["2015/2016", "2016/2017", "2016-05", "2016-06", "2016-07", "2016-05-31", "2016-06-30"]
        );
        assert_eq!(
            through("2016-06-30"),
            ["2015/2016", "2016-05", "2016-06", "2016-07", "2016-05-31", "2016-06-30"]
        );
    }

    #[test]
    fn what_is_not_over_is_not_kept() {
        let periods = touched(day("2017-10-01"), day("2017-12-10"), day("2017-12-29"));
        assert_eq!(keys(&periods), ["2017-10", "2017-11", "2017-10-31", "2017-11-30"]);
    }

    #[test]
    fn a_period_is_read_as_it_was_spelled() {
        let all = [
            Period::SchoolYear(SchoolYear(2016)),
            Period::Month(day("2016-11-01")),
            Period::Day(day("2016-11-30")),
        ];
        assert_eq!(all.map(Period::key), ["2016/2017", "2016-11", "2016-11-30"]);
        assert_eq!(all.map(|period| Period::parse(period.kind(), &period.key())), all.map(Some));
    }

    #[test]
    fn an_area_that_is_called_like_a_group_of_ours_is_not_taken_for_it() {
        let named = Group::Named("unknown".to_owned());
        let areas = BTreeMap::from([(named, 3), (Group::Label(Label::Unknown), 2)]);
        let covered = Covered { total: 5, groups: BTreeMap::from([(Division::Area, areas)]) };
        let figures = freeze_day(&covered);
        assert_eq!(figures.get("area:=unknown"), Some(&3));
        assert_eq!(thaw_day(&figures), Some(covered));
    }

    #[test]
    fn figures_that_cannot_be_read_are_no_figures() {
        assert_eq!(thaw_day(&Figures::new()), None);
        assert_eq!(thaw_month(day("2016-11-01"), &Figures::new()), None);
        assert_eq!(thaw_year(&Figures::from([("covred".to_owned(), 1)])), None);
    }
}
