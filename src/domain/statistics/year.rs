//! `report year`, `report outreach` and `report series`: the figures of school years.

use super::basis::Basis;
use super::contacted::{attempts, latest_reached};
use super::figures::{Column, ColumnName, Figure, Kind, Label, Period, SchoolYear, YearFigure};
use super::spread::median;
use super::tally::{Counted, Quantity, Tally};
use crate::domain::calendar::{add_days, add_months, date, next};
use crate::domain::codes::{Channel, Code, ContactOutcome, Lane};
use crate::domain::reported::{ContactReport, MeasureReport};
use crate::domain::rules::OutreachRules;
use crate::domain::state::{Entry, PersonId, Task};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// A spell that lasts fewer days is short: somebody passed through.
const SHORT_SPELL_DAYS: i64 = 30;

impl SchoolYear {
    /// The school year a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self(if day.month() < 7 { day.year() - 1 } else { day.year() })
    }

    /// 1 July.
    pub fn first_day(self) -> NaiveDate {
        date(self.0, 7, 1)
    }

    /// 30 June.
    pub fn last_day(self) -> NaiveDate {
        date(self.0 + 1, 6, 30)
    }

    fn holds(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }

    /// From August through October, when those who did not turn up after the summer are written to.
    fn is_term_start(self, day: NaiveDate) -> bool {
        (date(self.0, 8, 1)..=date(self.0, 10, 31)).contains(&day)
    }
}

/// What the figures of a year depend on.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The register.
    pub basis: &'a Basis,
    /// The clock of outreach.
    pub rules: &'a OutreachRules,
    /// The last night: a deadline after it has not passed.
    pub night: NaiveDate,
}

/// A school year of the register.
pub fn year(ground: Ground<'_>, year: SchoolYear) -> Tally {
    by_figure(Kind::Year, year, |tally| of_register(tally, ground, year))
}

/// A school year's outreach: what the action plan of a municipality asks for.
pub fn outreach(ground: Ground<'_>, year: SchoolYear) -> Tally {
    by_figure(Kind::Outreach, year, |tally| of_outreach(tally, ground, year))
}

type Line = (Figure, Counted);

fn by_figure(kind: Kind, year: SchoolYear, lines: impl FnOnce(&mut Tally) -> Vec<Line>) -> Tally {
    let columns = [ColumnName::Figure, ColumnName::Value].map(Column::Named).to_vec();
    let mut tally = Tally::new(kind, Period::SchoolYears(year, year), columns);
    for (figure, value) in lines(&mut tally) {
        tally.row(vec![Label::Figure(figure).into(), value]);
    }
    tally
}

/// School years side by side.
pub fn series(ground: Ground<'_>, from: SchoolYear, to: SchoolYear) -> Tally {
    let years: Vec<SchoolYear> = (from.0..=to.0).map(SchoolYear).collect();
    let columns = [Column::Named(ColumnName::Figure)];
    let columns = columns.into_iter().chain(years.iter().copied().map(Column::SchoolYear)).collect();
    let mut tally = Tally::new(Kind::Series, Period::SchoolYears(from, to), columns);
    let mut rows: Vec<(Figure, Vec<Counted>)> = Vec::new();
    for year in years {
        let mut lines = of_register(&mut tally, ground, year);
        lines.extend(of_outreach(&mut tally, ground, year).into_iter().skip(1));
        rows.resize_with(lines.len(), || (Figure::Of(YearFigure::Covered), Vec::new()));
        for (row, (figure, value)) in rows.iter_mut().zip(lines) {
            row.0 = figure;
            row.1.push(value);
        }
    }
    for (figure, values) in rows {
        tally.row([Label::Figure(figure).into()].into_iter().chain(values).collect());
    }
    tally
}

fn of_register(tally: &mut Tally, ground: Ground<'_>, year: SchoolYear) -> Vec<Line> {
    let spells = Spells::of(ground.basis, year);
    let mut line = Lines { tally, lines: Vec::new() };
    let covered = line.count(YearFigure::Covered, spells.persons.len());
    let carried_over = line.count(YearFigure::CarriedOver, spells.carried_over.len());
    let new = line.count(YearFigure::New, spells.new.len());
    let returned = spells.persons.len() - spells.carried_over.len() - spells.new.len();
    let returned = line.count(YearFigure::Returned, returned);
    line.tally.bind(vec![carried_over, new, returned], vec![covered]);
    let all = line.count(YearFigure::Spells, spells.count);
    let ended = line.part(YearFigure::SpellsEnded, spells.ended.len(), all);
    line.lines.push((Figure::Of(YearFigure::MedianDays), Counted::Days(median(spells.ended.clone()), ended)));
    let short = spells.ended.iter().filter(|days| **days < SHORT_SPELL_DAYS).count();
    line.part(YearFigure::ShortSpells, short, ended);
    let avoided = ground.basis.withdrawn_letters.iter();
    let avoided = avoided.filter(|letter| is_avoided(letter, year, ground.rules)).count();
    line.count(YearFigure::LettersAvoided, avoided);
    line.lines
}

/// The letter was taken back while the entry was settling.
fn is_avoided(letter: &Task, year: SchoolYear, rules: &OutreachRules) -> bool {
    letter.end.is_some_and(|(night, _)| {
        year.holds(night) && night <= add_days(letter.created_on, rules.settle_days)
    })
}

/// The entries of a year.
struct Spells {
    persons: BTreeSet<PersonId>,
    carried_over: BTreeSet<PersonId>,
    new: BTreeSet<PersonId>,
    count: usize,
    /// How many days those lasted that ended in the year.
    ended: Vec<i64>,
}

impl Spells {
    fn of(basis: &Basis, year: SchoolYear) -> Self {
        let mut first: BTreeMap<PersonId, NaiveDate> = BTreeMap::new();
        for spell in basis.spells.values() {
            let first = first.entry(spell.person).or_insert(spell.opened_on);
            *first = spell.opened_on.min(*first);
        }
        let (from, to) = (year.first_day(), year.last_day());
        let own: Vec<&Entry> =
            basis.spells.values().filter(|spell| spell.covers_some_day(from, to)).collect();
        let persons_of = |chosen: &dyn Fn(&Entry) -> bool| {
            own.iter().filter(|spell| chosen(spell)).map(|spell| spell.person).collect()
        };
        let ended = |spell: &&Entry| {
            let closing = spell.closing.filter(|closing| closing.closed_on <= next(to))?;
            Some((closing.closed_on - spell.opened_on).num_days())
        };
        Self {
            persons: persons_of(&|_| true),
            carried_over: persons_of(&|spell| spell.opened_on < from),
            new: persons_of(&|spell| first.get(&spell.person).is_some_and(|day| *day >= from)),
            count: own.len(),
            ended: own.iter().filter_map(ended).collect(),
        }
    }
}

/// Lines as they are counted.
struct Lines<'a> {
    tally: &'a mut Tally,
    lines: Vec<Line>,
}

impl Lines<'_> {
    fn count(&mut self, figure: YearFigure, size: usize) -> Quantity {
        self.add(Figure::Of(figure), size)
    }

    fn add(&mut self, figure: Figure, size: usize) -> Quantity {
        let quantity = self.tally.count(size as u64);
        self.lines.push((figure, quantity.into()));
        quantity
    }

    /// A part of a group already counted.
    fn part(&mut self, figure: YearFigure, size: usize, whole: Quantity) -> Quantity {
        let part = self.count(figure, size);
        self.tally.part_of(part, whole);
        part
    }

    fn share(&mut self, figure: Figure, part: Quantity, whole: Quantity) {
        self.lines.push((figure, Counted::Share(part, whole)));
    }

    /// How many tried, how many of them were answered, and their share.
    fn response(&mut self, figures: [Figure; 3], tried: &[bool]) -> (Quantity, Quantity) {
        let [all, answered, rate] = figures;
        let all = self.add(all, tried.len());
        let answered = self.add(answered, tried.iter().filter(|answered| **answered).count());
        self.tally.part_of(answered, all);
        self.share(rate, answered, all);
        (all, answered)
    }
}

fn of_outreach(tally: &mut Tally, ground: Ground<'_>, year: SchoolYear) -> Vec<Line> {
    let covered = Spells::of(ground.basis, year).persons.len();
    let mut lines = Lines { tally, lines: Vec::new() };
    lines.count(YearFigure::Covered, covered);
    channels(&mut lines, ground.basis, year);
    persons(&mut lines, ground.basis, year);
    first_contacts(&mut lines, ground, year);
    lines.lines
}

fn channels(lines: &mut Lines<'_>, basis: &Basis, year: SchoolYear) {
    let mut at_term_start = Vec::new();
    let mut by_channel: BTreeMap<Channel, Vec<bool>> = BTreeMap::new();
    for attempt in attempts(basis).filter(|attempt| year.holds(attempt.on)) {
        by_channel.entry(attempt.channel).or_default().push(attempt.answered);
        if attempt.channel == Channel::Letter && year.is_term_start(attempt.on) {
            at_term_start.push(attempt.answered);
        }
    }
    let figures = [YearFigure::TermStartLetters, YearFigure::TermStartAnswered, YearFigure::TermStartRate];
    let figures = figures.map(Figure::Of);
    let term_start = lines.response(figures, &at_term_start);
    for channel in Channel::ALL.iter().copied() {
        let tried = by_channel.remove(&channel).unwrap_or_default();
        let figures = [Figure::Attempts(channel), Figure::Answered(channel), Figure::ResponseRate(channel)];
        let all = lines.response(figures, &tried);
        if channel == Channel::Letter {
            lines.tally.part_of(term_start.0, all.0);
            lines.tally.part_of(term_start.1, all.1);
        }
    }
}

fn persons(lines: &mut Lines<'_>, basis: &Basis, year: SchoolYear) {
    let mut sought = 0;
    let mut supported = 0;
    let mut choices: BTreeMap<ContactOutcome, usize> = BTreeMap::new();
    for (person, contacts) in &basis.contacts {
        let own: Vec<&ContactReport> = contacts.iter().filter(|contact| year.holds(contact.on)).collect();
        sought += usize::from(!own.is_empty());
        if let Some(choice) = latest_reached(own.into_iter()) {
            *choices.entry(choice).or_default() += 1;
            supported += usize::from(takes_part(basis, *person, year));
        }
    }
    let chose = |outcome| choices.get(&outcome).copied().unwrap_or_default();
    let sought = lines.count(YearFigure::Sought, sought);
    let reached = lines.part(YearFigure::Reached, choices.values().sum(), sought);
    let education = lines.count(YearFigure::ChoseEducation, chose(ContactOutcome::ReachedForEducation));
    lines.share(Figure::Of(YearFigure::ChoseEducationShare), education, reached);
    let work = lines.count(YearFigure::ChoseWork, chose(ContactOutcome::ReachedForWork));
    lines.share(Figure::Of(YearFigure::ChoseWorkShare), work, reached);
    let occupied = lines.count(YearFigure::Occupied, chose(ContactOutcome::ReachedOccupied));
    let declines = lines.count(YearFigure::Declines, chose(ContactOutcome::ReachedDeclines));
    lines.tally.bind(vec![education, work, occupied, declines], vec![reached]);
    lines.part(YearFigure::Supported, supported, reached);
}

fn takes_part(basis: &Basis, person: PersonId, year: SchoolYear) -> bool {
    let in_year = |measure: &MeasureReport| {
        measure.from <= year.last_day() && measure.to.is_none_or(|to| year.first_day() <= to)
    };
    basis.measures.get(&person).is_some_and(|measures| measures.iter().any(in_year))
}

/// Of the entries that came to outreach in the year: those whose first contact fell due, and came in time.
fn first_contacts(lines: &mut Lines<'_>, ground: Ground<'_>, year: SchoolYear) {
    let (mut due, mut in_time) = (0, 0);
    for spell in ground.basis.spells.values() {
        let Some(clock) = spell.came_to_outreach().filter(|night| year.holds(*night)) else { continue };
        let deadline = add_months(ground.rules.hold_end(clock).unwrap_or(clock), 1);
        let mut contacts = ground.basis.contacts_of(spell.person).iter();
        let contacted = contacts.any(|contact| (spell.opened_on..=deadline).contains(&contact.on));
        let waited =
            deadline <= ground.night && spell.covers(deadline) && spell.lane_on(deadline) == Lane::Outreach;
        due += usize::from(contacted || waited);
        in_time += usize::from(contacted);
    }
    let due = lines.count(YearFigure::FirstContactsDue, due);
    let in_time = lines.part(YearFigure::FirstContactsInTime, in_time, due);
    lines.share(Figure::Of(YearFigure::FirstContactsRate), in_time, due);
}
