//! The coverage equation: every resident in question is somewhere.

use crate::domain::statistics::figures::{Part, Permille};
use crate::report::Lang;
use crate::report::html::chart::{Bar, Chart};
use crate::report::html::content::{Mark, Marked, Row, Section, Table, numbers, text};
use crate::report::html::written;
use crate::report::words::{self, Told, page_words, tell};
use std::collections::BTreeMap;

/// Parts that are told together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Registered,
    Elsewhere,
    InDoubt,
    OpeningHeld,
    Residual,
}

impl Group {
    /// Where a part belongs; nowhere if it is not in the sum.
    fn of(part: Part) -> Option<Self> {
        match part {
            Part::Open(_) => Some(Self::Registered),
            Part::NotCovered(_) => Some(Self::Elsewhere),
            Part::Undetermined(_) => Some(Self::InDoubt),
            Part::HeldOpen => Some(Self::OpeningHeld),
            Part::Residual => Some(Self::Residual),
            Part::Residents | Part::HeldClose => None,
        }
    }

    fn name(self, lang: Lang) -> String {
        let words = page_words(lang);
        match self {
            Self::Registered => words.registered.to_owned(),
            Self::Elsewhere => words.elsewhere.to_owned(),
            Self::InDoubt => words.in_doubt.to_owned(),
            Self::OpeningHeld => whole(lang, Part::HeldOpen),
            Self::Residual => whole(lang, Part::Residual),
        }
    }

    const ALL: [Self; 5] =
        [Self::Registered, Self::Elsewhere, Self::InDoubt, Self::OpeningHeld, Self::Residual];
}

/// A part that stands alone, as every report calls it.
fn whole(lang: Lang, part: Part) -> String {
    written::capital(&words::statistics::part(lang, part))
}

/// The equation, as a value that answers questions.
struct Equation<'a>(&'a BTreeMap<Part, u64>);

impl Equation<'_> {
    fn of(&self, part: Part) -> u64 {
        self.0.get(&part).copied().unwrap_or_default()
    }

    fn parts(&self, group: Group) -> Vec<(Part, u64)> {
        let parts = self.0.iter().filter(|(part, count)| Group::of(**part) == Some(group) && **count > 0);
        parts.map(|(part, count)| (*part, *count)).collect()
    }

    fn sum(&self, group: Group) -> u64 {
        self.parts(group).iter().map(|(_, count)| count).sum()
    }

    fn share(&self, lang: Lang, count: u64) -> String {
        Permille::of(count, self.of(Part::Residents))
            .map_or_else(written::nothing, |share| written::share(lang, share))
    }

    /// As a row has it.
    fn cells(&self, lang: Lang, count: u64) -> [String; 2] {
        [written::count(lang, count), self.share(lang, count)]
    }
}

/// The coverage equation of the night.
pub fn section(lang: Lang, coverage: &BTreeMap<Part, u64>) -> Section {
    let words = page_words(lang);
    let equation = Equation(coverage);
    Section {
        id: "coverage",
        heading: words.coverage.to_owned(),
        lead: vec![words.coverage_explained.to_owned().into(), verdict(lang, &equation)],
        chart: Some(chart(lang, &equation)),
        tables: vec![table(lang, &equation)],
    }
}

fn verdict(lang: Lang, equation: &Equation<'_>) -> Marked {
    match equation.of(Part::Residual) {
        0 => {
            let residents = written::count(lang, equation.of(Part::Residents));
            Marked { mark: Mark::Good, text: tell(lang, &Told::NobodyLeft(&residents)) }
        }
        left => {
            Marked { mark: Mark::Bad, text: tell(lang, &Told::SomebodyLeft(&written::count(lang, left))) }
        }
    }
}

/// What a part of a group is called below it; nothing if it is the whole of its group.
fn name(lang: Lang, part: Part) -> Option<&'static str> {
    match part {
        Part::Open(open) => Some(words::lane(lang, open)),
        Part::NotCovered(reason) => Some(words::not_covered(lang, reason)),
        Part::Undetermined(reason) => Some(words::undetermined(lang, reason)),
        Part::Residents | Part::HeldOpen | Part::Residual | Part::HeldClose => None,
    }
}

/// The groups, so that what is small is not lost among forty bars; the table has the parts.
fn chart(lang: Lang, equation: &Equation<'_>) -> Chart {
    let words = page_words(lang);
    let bar = |group: Group| {
        let value = equation.sum(group);
        let [count, share] = equation.cells(lang, value);
        Bar { name: group.name(lang), value, label: tell(lang, &Told::Of(&count, &share)) }
    };
    Chart::of_bars(words.residents_by_answer.to_owned(), words.persons, &Group::ALL.map(bar))
}

fn table(lang: Lang, equation: &Equation<'_>) -> Table {
    let words = page_words(lang);
    let mut rows = Vec::new();
    for group in Group::ALL {
        rows.push(Row::sum(group.name(lang), equation.cells(lang, equation.sum(group))));
        let named = |(part, count)| name(lang, part).map(|name| (written::capital(name), count));
        let parts = equation.parts(group).into_iter().filter_map(named);
        rows.extend(parts.map(|(name, count)| Row::part(name, equation.cells(lang, count))));
    }
    let residents = equation.cells(lang, equation.of(Part::Residents));
    rows.push(Row::sum(whole(lang, Part::Residents), residents));
    let held = written::count(lang, equation.of(Part::HeldClose));
    rows.push(Row::plain(words.closing_held, [held, written::nothing()]));
    Table {
        caption: words.residents_by_answer.to_owned(),
        columns: vec![text(words.part), numbers(words.persons), numbers(words.share)],
        rows,
        none: words.none,
    }
}
