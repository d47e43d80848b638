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

    fn name(self, lang: Lang) -> &'static str {
        let words = page_words(lang);
        match self {
            Self::Registered => words.registered,
            Self::Elsewhere => words.elsewhere,
            Self::InDoubt => words.in_doubt,
            Self::OpeningHeld => words.opening_held,
            Self::Residual => words.residual,
        }
    }

    const ALL: [Self; 5] =
        [Self::Registered, Self::Elsewhere, Self::InDoubt, Self::OpeningHeld, Self::Residual];
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

fn name(lang: Lang, part: Part) -> &'static str {
    let words = page_words(lang);
    match part {
        Part::Residents => words.residents,
        Part::Open(open) => words::lane(lang, open),
        Part::NotCovered(reason) => words::not_covered(lang, reason),
        Part::Undetermined(reason) => words::undetermined(lang, reason),
        Part::HeldOpen => words.opening_held,
        Part::Residual => words.residual,
        Part::HeldClose => words.closing_held,
    }
}

/// The groups, so that what is small is not lost among forty bars; the table has the parts.
fn chart(lang: Lang, equation: &Equation<'_>) -> Chart {
    let words = page_words(lang);
    let bar = |group: Group| {
        let value = equation.sum(group);
        let [count, share] = equation.cells(lang, value);
        Bar { name: group.name(lang).to_owned(), value, label: tell(lang, &Told::Of(&count, &share)) }
    };
    Chart::of_bars(words.residents_by_answer.to_owned(), words.persons, &Group::ALL.map(bar))
}

fn table(lang: Lang, equation: &Equation<'_>) -> Table {
    let words = page_words(lang);
    let mut rows = Vec::new();
    for group in Group::ALL {
        rows.push(Row::sum(group.name(lang), equation.cells(lang, equation.sum(group))));
        let parts =
            equation.parts(group).into_iter().filter(|(part, _)| name(lang, *part) != group.name(lang));
        rows.extend(
            parts.map(|(part, count)| {
                Row::part(written::capital(name(lang, part)), equation.cells(lang, count))
            }),
        );
    }
    rows.push(Row::sum(words.residents, equation.cells(lang, equation.of(Part::Residents))));
    let held = written::count(lang, equation.of(Part::HeldClose));
    rows.push(Row::plain(words.closing_held, [held, written::nothing()]));
    Table {
        caption: words.residents_by_answer.to_owned(),
        columns: vec![text(words.part), numbers(words.persons), numbers(words.share)],
        rows,
        none: words.none,
    }
}
