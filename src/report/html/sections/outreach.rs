//! How far outreach came with those of a school year.

use crate::domain::codes::Code;
use crate::domain::statistics::figures::Permille;
use crate::domain::statistics::overview::{Ladder, Rung};
use crate::report::Lang;
use crate::report::html::chart::{Bar, Chart};
use crate::report::html::content::{Row, Section, Table, numbers, text};
use crate::report::html::written;
use crate::report::words::{Told, page_words, rung, tell};

/// Outreach of the school year.
pub fn section(lang: Lang, ladder: &Ladder) -> Section {
    let words = page_words(lang);
    Section {
        id: "outreach",
        heading: tell(lang, &Told::Outreach(&ladder.year.to_string())),
        lead: vec![words.outreach_explained.to_owned().into()],
        chart: (ladder.of(Rung::Sought) > 0).then(|| chart(lang, ladder)),
        tables: vec![table(lang, ladder)],
    }
}

/// Of all who came to outreach: the rungs are no parts of one another.
fn share(lang: Lang, ladder: &Ladder, count: u64) -> String {
    Permille::of(count, ladder.of(Rung::Sought))
        .map_or_else(written::nothing, |share| written::share(lang, share))
}

fn chart(lang: Lang, ladder: &Ladder) -> Chart {
    let words = page_words(lang);
    let bar = |of: &Rung| {
        let value = ladder.of(*of);
        let (count, share) = (written::count(lang, value), share(lang, ladder, value));
        Bar { name: written::capital(rung(lang, *of)), value, label: tell(lang, &Told::Of(&count, &share)) }
    };
    let all: Vec<Bar> = Rung::ALL.iter().map(bar).collect();
    Chart::of_bars(words.by_rung.to_owned(), words.entries, &all)
}

fn table(lang: Lang, ladder: &Ladder) -> Table {
    let words = page_words(lang);
    let row = |of: &Rung| {
        let count = ladder.of(*of);
        let cells = [written::count(lang, count), share(lang, ladder, count)];
        Row::plain(written::capital(rung(lang, *of)), cells)
    };
    Table {
        caption: words.by_rung.to_owned(),
        columns: vec![text(words.rung), numbers(words.entries), numbers(words.share_of_sought)],
        rows: Rung::ALL.iter().map(row).collect(),
        none: words.none,
    }
}
