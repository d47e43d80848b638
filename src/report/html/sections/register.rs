//! The register by lane, at the end of each month.

use crate::domain::codes::{Code, Lane};
use crate::domain::statistics::overview::Standing;
use crate::report::Lang;
use crate::report::html::chart::{Axes, Chart, Series, lines};
use crate::report::html::content::{Row, Section, Table, names, numbers};
use crate::report::html::written;
use crate::report::words::{self, Told, page_words, tell};
use chrono::NaiveDate;

/// The register over time.
pub fn section(lang: Lang, register: &[Standing]) -> Section {
    let words = page_words(lang);
    Section {
        id: "register",
        heading: words.register.to_owned(),
        lead: [words.register_explained.to_owned()]
            .into_iter()
            .chain(summary(lang, register))
            .map(Into::into)
            .collect(),
        chart: chart(lang, register),
        tables: vec![table(lang, register)],
    }
}

/// What asks most of outreach first.
fn lanes() -> impl Iterator<Item = Lane> {
    Lane::ALL.iter().rev().copied()
}

fn chart(lang: Lang, register: &[Standing]) -> Option<Chart> {
    let words = page_words(lang);
    let days: Vec<NaiveDate> = register.iter().map(|standing| standing.on).collect();
    let axes = Axes { days: &days, unit: words.entries, across: words.month_end };
    let whole = Series {
        class: "line whole",
        name: words.all_lanes.to_owned(),
        values: register.iter().map(Standing::total).collect(),
    };
    let by_lane = lanes().map(|lane| Series {
        class: class(lane),
        name: written::capital(words::lane(lang, lane)),
        values: register.iter().map(|standing| standing.of(lane)).collect(),
    });
    let all: Vec<Series> = [whole].into_iter().chain(by_lane).collect();
    Some(Chart {
        title: words.by_lane.to_owned(),
        description: summary(lang, register)?,
        drawings: lines(lang, axes, &all),
    })
}

fn class(lane: Lane) -> &'static str {
    match lane {
        Lane::Protected => "line protected",
        Lane::InSchool => "line in-school",
        Lane::Occupied => "line occupied",
        Lane::AwaitingStart => "line awaiting",
        Lane::Outreach => "line outreach",
    }
}

/// The register at both ends and where it was largest; a single month has no course.
fn summary(lang: Lang, register: &[Standing]) -> Option<String> {
    let [first, .., last] = register else { return None };
    let peak = register.iter().max_by_key(|standing| standing.total())?;
    let [from, to, peak_on] = [first, last, peak].map(|standing| written::day(lang, standing.on));
    let [then, now, peak] = [first, last, peak].map(|standing| written::count(lang, standing.total()));
    let told =
        Told::Register { from: &from, then: &then, to: &to, now: &now, peak_on: &peak_on, peak: &peak };
    Some(tell(lang, &told))
}

fn table(lang: Lang, register: &[Standing]) -> Table {
    let words = page_words(lang);
    let by_lane = lanes().map(|lane| numbers(words::lane(lang, lane)));
    let row = |standing: &Standing| {
        let counts = [standing.total()].into_iter().chain(lanes().map(|lane| standing.of(lane)));
        Row::plain(standing.on.to_string(), counts.map(|count| written::count(lang, count)))
    };
    Table {
        caption: format!("{}, {}", words.by_lane, words.months_newest_first),
        columns: [names(words.month_end), numbers(words.all_lanes)].into_iter().chain(by_lane).collect(),
        rows: register.iter().rev().map(row).collect(),
        none: words.none,
    }
}
