//! The figures to be seen first.

use crate::domain::codes::Lane;
use crate::domain::statistics::overview::{Overview, Standing};
use crate::report::Lang;
use crate::report::html::content::{Key, Mark, Marked};
use crate::report::html::written;
use crate::report::words::{Told, page_words, tell};
use std::cmp::Ordering;

/// Who is covered, who is sought, what is late and what waits.
pub fn keys(lang: Lang, overview: &Overview) -> Vec<Key> {
    let words = page_words(lang);
    let open: fn(&Standing) -> u64 = Standing::total;
    let sought: fn(&Standing) -> u64 = |standing| standing.of(Lane::Outreach);
    vec![
        standing(lang, words.covered_now, &overview.register, open),
        standing(lang, words.in_outreach, &overview.register, sought),
        late(lang, overview),
        held(lang, overview.changes.held),
    ]
}

/// How many there are, and how many more than at the end of the month before.
fn standing(lang: Lang, label: &'static str, register: &[Standing], of: fn(&Standing) -> u64) -> Key {
    let now = register.last().map(of).unwrap_or_default();
    let before = register.len().checked_sub(2).and_then(|place| register.get(place));
    let note = before.map_or_else(String::new, |before| {
        let day = written::day(lang, before.on);
        let apart = written::count(lang, now.abs_diff(of(before)));
        tell(
            lang,
            &match now.cmp(&of(before)) {
                Ordering::Greater => Told::More(&apart, &day),
                Ordering::Less => Told::Fewer(&apart, &day),
                Ordering::Equal => Told::AsMany(&day),
            },
        )
    });
    Key { label, value: written::count(lang, now), note: note.into() }
}

fn late(lang: Lang, overview: &Overview) -> Key {
    let words = page_words(lang);
    let late: Vec<_> = overview.deadlines.iter().filter(|deadline| deadline.late > 0).collect();
    let count = late.iter().map(|deadline| deadline.late).sum();
    let note = late.iter().filter_map(|deadline| deadline.oldest).min().map_or_else(
        || Marked { mark: Mark::Good, text: words.nothing_late.to_owned() },
        |oldest| Marked { mark: Mark::Warn, text: tell(lang, &Told::Oldest(&written::day(lang, oldest))) },
    );
    Key { label: words.late_tasks, value: written::count(lang, count), note }
}

fn held(lang: Lang, held: u64) -> Key {
    let words = page_words(lang);
    let (mark, text) =
        if held == 0 { (Mark::Good, words.nothing_waits) } else { (Mark::Warn, words.waiting_for_decision) };
    let note = Marked { mark, text: text.to_owned() };
    Key { label: words.held_changes, value: written::count(lang, held), note }
}
