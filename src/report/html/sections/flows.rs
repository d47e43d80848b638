//! What came and went, month by month.

use crate::domain::codes::Code;
use crate::domain::statistics::figures::Flow;
use crate::domain::statistics::overview::MonthFlow;
use crate::report::Lang;
use crate::report::html::chart::{Axes, Balance, Chart, balance};
use crate::report::html::content::{Row, Section, Table, names, numbers};
use crate::report::html::written;
use crate::report::words::statistics::flow;
use crate::report::words::{Told, page_words, tell};
use chrono::NaiveDate;

/// The flows by month.
pub fn section(lang: Lang, flows: &[MonthFlow]) -> Section {
    let words = page_words(lang);
    Section {
        id: "flows",
        heading: words.flows.to_owned(),
        lead: [words.flows_explained.to_owned()]
            .into_iter()
            .chain(summary(lang, flows))
            .map(Into::into)
            .collect(),
        chart: chart(lang, flows),
        tables: vec![table(lang, flows)],
    }
}

fn chart(lang: Lang, flows: &[MonthFlow]) -> Option<Chart> {
    let words = page_words(lang);
    let months: Vec<NaiveDate> = flows.iter().map(|month| month.month).collect();
    let axes = Axes { days: &months, unit: words.entries, across: words.month };
    let both = Balance {
        above: (written::capital(flow(lang, Flow::In)), flows.iter().map(|month| month.opened).collect()),
        below: (written::capital(flow(lang, Flow::Out)), flows.iter().map(|month| month.closed).collect()),
    };
    Some(Chart {
        title: words.in_and_out.to_owned(),
        description: summary(lang, flows)?,
        drawings: balance(lang, axes, &both),
    })
}

/// Sums and the busiest month; a single month has no course.
fn summary(lang: Lang, flows: &[MonthFlow]) -> Option<String> {
    let [first, .., last] = flows else { return None };
    let busiest = flows.iter().max_by_key(|month| month.opened)?;
    let [from, to, busiest_month] = [first, last, busiest].map(|month| written::month(lang, month.month));
    let [opened, closed, most] = [
        flows.iter().map(|month| month.opened).sum(),
        flows.iter().map(|month| month.closed).sum(),
        busiest.opened,
    ]
    .map(|count| written::count(lang, count));
    let told = Told::Flows {
        from: &from,
        to: &to,
        opened: &opened,
        closed: &closed,
        busiest: &busiest_month,
        most: &most,
    };
    Some(tell(lang, &told))
}

fn table(lang: Lang, flows: &[MonthFlow]) -> Table {
    let words = page_words(lang);
    let row = |flow: &MonthFlow| {
        let MonthFlow { month, opening, opened, closed, closing } = *flow;
        let counts = [opening, opened, closed, closing].map(|count| written::count(lang, count));
        Row::plain(written::capital(&written::month(lang, month)), counts)
    };
    let columns = Flow::ALL.iter().map(|line| numbers(flow(lang, *line)));
    Table {
        caption: format!("{}, {}", words.in_and_out, words.months_newest_first),
        columns: [names(words.month)].into_iter().chain(columns).collect(),
        rows: flows.iter().rev().map(row).collect(),
        none: words.none,
    }
}
