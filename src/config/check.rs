//! Shapes to rules: what it takes more than one key to judge, outside the sources.
//!
//! Reads no file; every error points at the line that has to change.

use super::file::{Bound, File, Limits, Outreach, Season, TermYear, Terms};
use super::text::Text;
use super::words::{MonthDay, Name, Year};
use crate::domain::calendar::{self, date};
use crate::domain::codes::LimitClass;
use crate::domain::rules;
use crate::nearest::instead;
use anyhow::Result;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use toml::Spanned;

/// The rules of a file, given what its code tables and its sources came to.
pub fn rules(
    text: &Text,
    file: &File,
    tables: rules::Tables,
    sources: Vec<rules::Source>,
) -> Result<rules::Rules> {
    Ok(rules::Rules {
        municipality: file.municipality.0.clone(),
        school_leavers: file.school_leavers,
        terms: terms(text, &file.terms)?,
        tables,
        sources,
        limits: limits(text, &file.limits)?,
        row_count_drop: bound(text, &file.row_count_drop)?,
        outreach: outreach(text, &file.outreach)?,
        staged_days: file.staged_days,
        shelf_life_days: file.outreach.shelf_life_days.clone(),
    })
}

fn terms(text: &Text, typed: &Terms) -> Result<calendar::Terms> {
    let MonthDay(spring_end) = *typed.spring_end.get_ref();
    let MonthDay(autumn_start) = *typed.autumn_start.get_ref();
    in_order(text, &typed.autumn_start, "autumn_start", "spring_end", spring_end, autumn_start)?;
    for year in typed.by_year.values() {
        let spring_end = year.get_ref().spring_end.map_or(spring_end, |day| day.0);
        let autumn_start = year.get_ref().autumn_start.map_or(autumn_start, |day| day.0);
        in_order(text, year, "autumn_start", "spring_end", spring_end, autumn_start)?;
    }
    Ok(calendar::Terms {
        spring_end,
        autumn_start,
        spring_end_by_year: by_year(typed, |days| days.spring_end),
        autumn_start_by_year: by_year(typed, |days| days.autumn_start),
    })
}

fn by_year(typed: &Terms, pick: fn(&TermYear) -> Option<MonthDay>) -> BTreeMap<i32, NaiveDate> {
    let day = |(year, days): (&Year, &Spanned<TermYear>)| {
        let MonthDay((month, day)) = pick(days.get_ref())?;
        Some((year.0, date(year.0, month, day)))
    };
    typed.by_year.iter().filter_map(day).collect()
}

fn limits(text: &Text, typed: &Limits) -> Result<BTreeMap<LimitClass, rules::Bound>> {
    Ok(BTreeMap::from([
        (LimitClass::UnexplainedRemovals, bound(text, &typed.unexplained_removals)?),
        (LimitClass::UnexplainedAdditions, bound(text, &typed.unexplained_additions)?),
        (LimitClass::Removals, bound(text, &typed.removals)?),
        (LimitClass::Additions, bound(text, &typed.additions)?),
    ]))
}

fn bound(text: &Text, typed: &Bound) -> Result<rules::Bound> {
    let season = match &typed.season {
        Some(season) => Some(self::season(text, season)?),
        None => None,
    };
    Ok(rules::Bound { floor: typed.floor, percent: typed.percent.0, season })
}

fn season(text: &Text, typed: &Spanned<Season>) -> Result<rules::Season> {
    let season = typed.get_ref();
    let (MonthDay(from), MonthDay(to)) = (season.from, season.to);
    in_order(text, typed, "to", "from", from, to)?;
    Ok(rules::Season { from, to, percent: season.percent.0 })
}

fn outreach(text: &Text, typed: &Outreach) -> Result<rules::OutreachRules> {
    let MonthDay(hold_from) = *typed.hold_from.get_ref();
    let MonthDay(hold_to) = *typed.hold_to.get_ref();
    in_order(text, &typed.hold_to, "hold_to", "hold_from", hold_from, hold_to)?;
    Ok(rules::OutreachRules {
        settle_days: typed.settle_days,
        hold_from,
        hold_to,
        hold_owner: owner(text, "hold_owner", &typed.hold_owner, &typed.owners)?,
        central_owner: owner(text, "central_owner", &typed.central_owner, &typed.owners)?,
        protected_owner: owner(text, "protected_owner", &typed.protected_owner, &typed.owners)?,
        education_owner: owner(
            text,
            "education_owner",
            typed.education_owner.as_ref().unwrap_or(&typed.hold_owner),
            &typed.owners,
        )?,
        info_20_days: typed.info_20_days,
        nearly_20_days: typed.nearly_20_days,
        response_days: typed.response_days,
        call_gap_working_days: typed.call_gap_working_days,
        text_days: typed.text_days,
        visit_days: typed.visit_days,
        recheck_days: typed.recheck_days,
        watch_days: typed.watch_days,
        due_days: typed.due_days,
        resume_days: typed.resume_days,
    })
}

fn owner(text: &Text, key: &str, name: &Spanned<Name>, owners: &[Name]) -> Result<String> {
    let Name(owner) = name.get_ref();
    if owners.contains(name.get_ref()) {
        return Ok(owner.clone());
    }
    Err(text.fault(&name.span(), format!("`{key}`: {}", unknown_owner(owner, owners))))
}

/// What is said of a name that is none of the owners.
pub fn unknown_owner(owner: &str, owners: &[Name]) -> String {
    let known: Vec<&str> = owners.iter().map(|known| known.0.as_str()).collect();
    format!("`{owner}` is not in `outreach.owners`{}", instead(owner, &known))
}

/// Both days lie in one year and in this order.
fn in_order<T>(
    text: &Text,
    place: &Spanned<T>,
    key: &str,
    earlier_key: &str,
    earlier: (u32, u32),
    later: (u32, u32),
) -> Result<()> {
    if earlier < later {
        return Ok(());
    }
    let (month, day) = later;
    let (earlier_month, earlier_day) = earlier;
    let message = format!(
        "`{key}`: found `{month:02}-{day:02}`, expected a day after `{earlier_key}`, \
         `{earlier_month:02}-{earlier_day:02}`"
    );
    Err(text.fault(&place.span(), message))
}
