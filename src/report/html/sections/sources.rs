//! How the sources deliver.

use crate::domain::codes::Verdict;
use crate::domain::statistics::overview::SourceHealth;
use crate::report::Lang;
use crate::report::html::content::{Mark, Marked, Row, Section, Table, names, numbers, text};
use crate::report::html::written;
use crate::report::words::{self, Told, page_words, tell};

/// The sources of the last run, what somebody has to see to first.
pub fn section(lang: Lang, sources: &[SourceHealth]) -> Section {
    let words = page_words(lang);
    let (bad, good): (Vec<_>, Vec<_>) = sources.iter().partition(|source| is_unusable(source));
    let columns = [words.days_old, words.rows, words.rows_before, words.quarantined];
    let texts = [names(words.source), text(words.verdict), names(words.file_date)];
    Section {
        id: "sources",
        heading: words.sources.to_owned(),
        lead: vec![lead(lang, sources)],
        chart: None,
        tables: vec![Table {
            caption: words.files.to_owned(),
            columns: texts.into_iter().chain(columns.map(numbers)).collect(),
            rows: bad.into_iter().chain(good).map(|source| row(lang, source)).collect(),
            none: words.none,
        }],
    }
}

fn mark(verdict: Verdict) -> Mark {
    match verdict {
        Verdict::Accepted | Verdict::Unchanged => Mark::Good,
        Verdict::CarriedForward => Mark::Warn,
        Verdict::Silent | Verdict::Refused => Mark::Bad,
        Verdict::Absent => Mark::Plain,
    }
}

/// Its file of the last run was not believed.
fn is_unusable(source: &SourceHealth) -> bool {
    match source.verdict {
        Verdict::CarriedForward | Verdict::Silent | Verdict::Refused => true,
        Verdict::Accepted | Verdict::Unchanged | Verdict::Absent => false,
    }
}

fn lead(lang: Lang, sources: &[SourceHealth]) -> Marked {
    let unusable = sources.iter().filter(|source| is_unusable(source)).count() as u64;
    let quarantined = sources.iter().filter_map(|source| source.quarantined).sum();
    let [all, bad, rows] =
        [sources.len() as u64, unusable, quarantined].map(|count| written::count(lang, count));
    let text = tell(lang, &Told::Sources { all: &all, unusable: &bad, quarantined: &rows });
    Marked { mark: if unusable == 0 { Mark::Good } else { Mark::Warn }, text }
}

fn row(lang: Lang, source: &SourceHealth) -> Row {
    let verdict = [
        Some(words::verdict(lang, source.verdict)),
        source.fault.map(|fault| words::file_fault(lang, fault)),
    ];
    let verdict: Vec<&str> = verdict.into_iter().flatten().collect();
    let verdict = Marked { mark: mark(source.verdict), text: written::capital(&verdict.join(": ")) };
    let date = source.file_date.map_or_else(written::nothing, |date| date.to_string());
    let counts = [source.days_old, source.rows, source.rows_before, source.quarantined]
        .map(|count| written::count_if_any(lang, count));
    let cells = [verdict, date.into()].into_iter().chain(counts.map(Into::into));
    Row::plain(source.id.to_string(), cells)
}
