//! What the last night changed, and what waits.

use crate::domain::codes::LimitClass;
use crate::domain::statistics::overview::{NightChanges, Withheld};
use crate::report::Lang;
use crate::report::html::content::{Row, Section, Table, numbers, text};
use crate::report::html::written;
use crate::report::words::{self, Told, page_words, tell};

/// The changes of the night.
pub fn section(lang: Lang, changes: &NightChanges) -> Section {
    let words = page_words(lang);
    let opened = changes.opened.iter().map(|(why, count)| (words::covered(lang, *why), *count));
    let closed = changes.closed.iter().map(|(why, count)| (words::closed(lang, *why), *count));
    let moved = changes.moved.iter().map(|(lane, count)| (words::lane(lang, *lane), *count));
    let doubts = changes.undetermined.iter().map(|(why, count)| (words::undetermined(lang, *why), *count));
    Section {
        id: "night",
        heading: words.night.to_owned(),
        lead: vec![lead(lang, changes).into()],
        chart: None,
        tables: vec![
            counted(lang, words.opened_by_reason, words.reason, opened),
            counted(lang, words.closed_by_reason, words.reason, closed),
            counted(lang, words.moved_to_lane, words.changed_lane, moved),
            withheld(lang, changes),
            counted(lang, words.undetermined, words.reason, doubts),
        ],
    }
}

fn lead(lang: Lang, changes: &NightChanges) -> String {
    let [opened, closed, corrected, moved] = [
        changes.opened.values().sum(),
        changes.closed.values().sum(),
        changes.corrected,
        changes.moved.values().sum(),
    ]
    .map(|count: u64| written::count(lang, count));
    tell(lang, &Told::Night { opened: &opened, closed: &closed, corrected: &corrected, moved: &moved })
}

/// A table of what was counted, and its sum.
fn counted<'a>(lang: Lang, caption: &str, what: &str, counts: impl Iterator<Item = (&'a str, u64)>) -> Table {
    let words = page_words(lang);
    let counts: Vec<_> = counts.filter(|(_, count)| *count > 0).collect();
    let row =
        |(what, count): &(&str, u64)| Row::plain(written::capital(what), [written::count(lang, *count)]);
    let mut rows: Vec<Row> = counts.iter().map(row).collect();
    if rows.len() > 1 {
        let total = counts.iter().map(|(_, count)| count).sum();
        rows.push(Row::sum(words.total, [written::count(lang, total)]));
    }
    Table {
        caption: caption.to_owned(),
        columns: vec![text(what), numbers(words.count)],
        rows,
        none: words.none,
    }
}

/// The classes over their limits, as far as they are known, and all that waits: a change may count in two classes.
fn withheld(lang: Lang, changes: &NightChanges) -> Table {
    let words = page_words(lang);
    let row = |(class, withheld): (&LimitClass, &Withheld)| {
        let limit =
            withheld.limit.map_or_else(|| words.not_known.to_owned(), |limit| written::count(lang, limit));
        let class = written::capital(words::limit_class(lang, *class));
        Row::plain(class, [written::count(lang, withheld.count), limit])
    };
    let all = (changes.held > 0)
        .then(|| Row::sum(words.each_once, [written::count(lang, changes.held), written::nothing()]));
    Table {
        caption: words.withheld.to_owned(),
        columns: vec![text(words.class), numbers(words.count), numbers(words.limit)],
        rows: changes.exceeded.iter().map(row).chain(all).collect(),
        none: words.none,
    }
}
