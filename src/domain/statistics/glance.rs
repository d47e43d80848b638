//! What an [`Overview`](super::overview::Overview) shows of the register over time, counted.

use super::basis::{Basis, month_end, months};
use super::figures::SchoolYear;
use super::flows::{balances, stretches};
use super::overview::{Ladder, MonthFlow, Rung, Standing};
use crate::domain::codes::Channel;
use crate::domain::reported::ContactReport;
use crate::domain::state::Entry;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// No more months are shown: ten years.
const MONTHS: u32 = 120;

/// The first month to show: that of the first night, for before it nobody knows who had left.
fn first_month(first_night: NaiveDate, night: NaiveDate) -> NaiveDate {
    let earliest = months(night, night).first().map_or(night, |month| earlier(*month, MONTHS - 1));
    first_night.max(earliest)
}

fn earlier(month: NaiveDate, count: u32) -> NaiveDate {
    month.checked_sub_months(chrono::Months::new(count)).unwrap_or(month)
}

/// The register by lane at the end of each month; the last is the night itself.
pub fn standings(basis: &Basis, first_night: NaiveDate, night: NaiveDate) -> Vec<Standing> {
    let days =
        months(first_month(first_night, night), night).into_iter().map(|first| month_end(first).min(night));
    days.map(|on| {
        let mut lanes = BTreeMap::new();
        for (_, entry) in basis.covering(on) {
            *lanes.entry(entry.lane_on(on)).or_default() += 1;
        }
        Standing { on, lanes }
    })
    .collect()
}

/// What came and went in each month; the first begins with the first night, the last ends with the night.
pub fn month_flows(basis: &Basis, first_night: NaiveDate, night: NaiveDate) -> Vec<MonthFlow> {
    let first = first_month(first_night, night);
    let (days, months) = (stretches(first, night, true), months(first, night));
    let balances = balances(basis, &days).into_iter().zip(months);
    balances
        .map(|(balance, month)| MonthFlow {
            month,
            opening: balance.opening,
            opened: balance.opened.values().sum(),
            closed: balance.closed.values().sum(),
            closing: balance.closing,
        })
        .collect()
}

/// How far the entries came that came to lane `outreach` in the school year of the night.
pub fn ladder(basis: &Basis, night: NaiveDate) -> Ladder {
    let year = SchoolYear::of(night);
    let mut rungs: BTreeMap<Rung, u64> = BTreeMap::new();
    for spell in basis.spells.values() {
        if spell.came_to_outreach().is_some_and(|came| SchoolYear::of(came) == year) {
            for rung in climbed(basis, spell) {
                *rungs.entry(rung).or_default() += 1;
            }
        }
    }
    Ladder { year, rungs }
}

fn climbed(basis: &Basis, spell: &Entry) -> Vec<Rung> {
    let contacts: Vec<&ContactReport> =
        basis.contacts_of(spell.person).iter().filter(|contact| spell.covers(contact.on)).collect();
    let by = |channel| contacts.iter().any(|contact| contact.channel == channel);
    let mut measures = basis.measures.get(&spell.person).into_iter().flatten();
    let last_day = spell.last_day().unwrap_or(NaiveDate::MAX);
    let rungs = [
        (Rung::Sought, true),
        (Rung::Written, by(Channel::Letter)),
        (Rung::Called, by(Channel::Telephone)),
        (Rung::Texted, by(Channel::Sms)),
        (Rung::Carded, by(Channel::KnockCard)),
        (Rung::Visited, by(Channel::HomeVisit)),
        (Rung::Reached, contacts.iter().any(|contact| contact.outcome.is_reached())),
        (Rung::Supported, measures.any(|measure| measure.holds_on_some_day(spell.opened_on, last_day))),
    ];
    rungs.into_iter().filter(|(_, is_climbed)| *is_climbed).map(|(rung, _)| rung).collect()
}
