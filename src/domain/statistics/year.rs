//! `report year`, `report outreach` and `report series`: the figures of school years.

use super::basis::Basis;
use super::contacted::{attempts, latest_reached};
use super::figures::{Column, ColumnName, Figure, HalfDays, Kind, Label, Period, SchoolYear, YearFigure};
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

/// A school year's groups: all that its figures are worked out from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How large each group is; a share is no group.
    pub sizes: BTreeMap<Figure, u64>,
    /// Median length of the spells that ended.
    pub median: Option<HalfDays>,
}

impl Counts {
    fn set(&mut self, figure: Figure, size: usize) {
        self.sizes.insert(figure, size as u64);
    }

    fn of(&mut self, figure: YearFigure, size: usize) {
        self.set(Figure::Of(figure), size);
    }

    fn size(&self, figure: Figure) -> u64 {
        self.sizes.get(&figure).copied().unwrap_or_default()
    }
}

/// Counts a school year.
pub fn count(ground: Ground<'_>, year: SchoolYear) -> Counts {
    let mut counts = Counts::default();
    count_spells(&mut counts, ground, year);
    count_attempts(&mut counts, ground.basis, year);
    count_persons(&mut counts, ground.basis, year);
    count_first_contacts(&mut counts, ground, year);
    counts
}

/// A school year of the register.
pub fn year(counts: &Counts, year: SchoolYear) -> Tally {
    by_figure(Kind::Year, year, |tally| of_register(tally, counts))
}

/// A school year's outreach: what the action plan of a municipality asks for.
pub fn outreach(counts: &Counts, year: SchoolYear) -> Tally {
    by_figure(Kind::Outreach, year, |tally| of_outreach(tally, counts))
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

/// School years side by side, the first of them and all that follow it.
pub fn series(first: SchoolYear, years: &[Counts]) -> Tally {
    let names: Vec<SchoolYear> = (first.0..).map(SchoolYear).take(years.len()).collect();
    let last = names.last().copied().unwrap_or(first);
    let columns = [Column::Named(ColumnName::Figure)];
    let columns = columns.into_iter().chain(names.into_iter().map(Column::SchoolYear)).collect();
    let mut tally = Tally::new(Kind::Series, Period::SchoolYears(first, last), columns);
    let mut rows: Vec<(Figure, Vec<Counted>)> = Vec::new();
    for counts in years {
        let mut lines = of_register(&mut tally, counts);
        lines.extend(of_outreach(&mut tally, counts).into_iter().skip(1));
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

fn count_spells(counts: &mut Counts, ground: Ground<'_>, year: SchoolYear) {
    let spells = Spells::of(ground.basis, year);
    counts.of(YearFigure::Covered, spells.persons.len());
    counts.of(YearFigure::CarriedOver, spells.carried_over.len());
    counts.of(YearFigure::New, spells.new.len());
    let returned = spells.persons.len() - spells.carried_over.len() - spells.new.len();
    counts.of(YearFigure::Returned, returned);
    counts.of(YearFigure::Spells, spells.count);
    counts.of(YearFigure::SpellsEnded, spells.ended.len());
    counts.median = median(spells.ended.clone());
    let short = spells.ended.iter().filter(|days| **days < SHORT_SPELL_DAYS).count();
    counts.of(YearFigure::ShortSpells, short);
    let avoided = ground.basis.withdrawn_letters.iter();
    let avoided = avoided.filter(|letter| is_avoided(letter, year, ground.rules)).count();
    counts.of(YearFigure::LettersAvoided, avoided);
}

fn of_register(tally: &mut Tally, counts: &Counts) -> Vec<Line> {
    let mut line = Setting { tally, counts, lines: Vec::new() };
    let covered = line.count(YearFigure::Covered);
    let carried_over = line.count(YearFigure::CarriedOver);
    let new = line.count(YearFigure::New);
    let returned = line.count(YearFigure::Returned);
    line.tally.bind(vec![carried_over, new, returned], vec![covered]);
    let all = line.count(YearFigure::Spells);
    let ended = line.part(YearFigure::SpellsEnded, all);
    line.lines.push((Figure::Of(YearFigure::MedianDays), Counted::Days(counts.median, ended)));
    line.part(YearFigure::ShortSpells, ended);
    line.count(YearFigure::LettersAvoided);
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

/// Lines as they are set.
struct Setting<'a> {
    tally: &'a mut Tally,
    counts: &'a Counts,
    lines: Vec<Line>,
}

impl Setting<'_> {
    fn count(&mut self, figure: YearFigure) -> Quantity {
        self.add(Figure::Of(figure))
    }

    fn add(&mut self, figure: Figure) -> Quantity {
        let quantity = self.tally.count(self.counts.size(figure));
        self.lines.push((figure, quantity.into()));
        quantity
    }

    /// A part of a group already counted.
    fn part(&mut self, figure: YearFigure, whole: Quantity) -> Quantity {
        let part = self.count(figure);
        self.tally.part_of(part, whole);
        part
    }

    fn share(&mut self, figure: Figure, part: Quantity, whole: Quantity) {
        self.lines.push((figure, Counted::Share(part, whole)));
    }

    /// How many tried, how many of them were answered, and their share.
    fn response(&mut self, figures: [Figure; 3]) -> (Quantity, Quantity) {
        let [all, answered, rate] = figures;
        let all = self.add(all);
        let answered = self.add(answered);
        self.tally.part_of(answered, all);
        self.share(rate, answered, all);
        (all, answered)
    }
}

fn of_outreach(tally: &mut Tally, counts: &Counts) -> Vec<Line> {
    let mut lines = Setting { tally, counts, lines: Vec::new() };
    lines.count(YearFigure::Covered);
    channels(&mut lines);
    persons(&mut lines);
    let due = lines.count(YearFigure::FirstContactsDue);
    let in_time = lines.part(YearFigure::FirstContactsInTime, due);
    lines.share(Figure::Of(YearFigure::FirstContactsRate), in_time, due);
    lines.lines
}

fn count_attempts(counts: &mut Counts, basis: &Basis, year: SchoolYear) {
    let mut at_term_start = Vec::new();
    let mut by_channel: BTreeMap<Channel, Vec<bool>> = BTreeMap::new();
    for attempt in attempts(basis).filter(|attempt| year.holds(attempt.on)) {
        by_channel.entry(attempt.channel).or_default().push(attempt.answered);
        if attempt.channel == Channel::Letter && year.is_term_start(attempt.on) {
            at_term_start.push(attempt.answered);
        }
    }
    let answered = |tried: &[bool]| tried.iter().filter(|answered| **answered).count();
    counts.of(YearFigure::TermStartLetters, at_term_start.len());
    counts.of(YearFigure::TermStartAnswered, answered(&at_term_start));
    for channel in Channel::ALL.iter().copied() {
        let tried = by_channel.remove(&channel).unwrap_or_default();
        counts.set(Figure::Attempts(channel), tried.len());
        counts.set(Figure::Answered(channel), answered(&tried));
    }
}

fn channels(lines: &mut Setting<'_>) {
    let figures = [YearFigure::TermStartLetters, YearFigure::TermStartAnswered, YearFigure::TermStartRate];
    let term_start = lines.response(figures.map(Figure::Of));
    for channel in Channel::ALL.iter().copied() {
        let figures = [Figure::Attempts(channel), Figure::Answered(channel), Figure::ResponseRate(channel)];
        let all = lines.response(figures);
        if channel == Channel::Letter {
            lines.tally.part_of(term_start.0, all.0);
            lines.tally.part_of(term_start.1, all.1);
        }
    }
}

fn count_persons(counts: &mut Counts, basis: &Basis, year: SchoolYear) {
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
    counts.of(YearFigure::Sought, sought);
    counts.of(YearFigure::Reached, choices.values().sum());
    counts.of(YearFigure::ChoseEducation, chose(ContactOutcome::ReachedForEducation));
    counts.of(YearFigure::ChoseWork, chose(ContactOutcome::ReachedForWork));
    counts.of(YearFigure::Occupied, chose(ContactOutcome::ReachedOccupied));
    counts.of(YearFigure::Declines, chose(ContactOutcome::ReachedDeclines));
    counts.of(YearFigure::Supported, supported);
}

fn persons(lines: &mut Setting<'_>) {
    let sought = lines.count(YearFigure::Sought);
    let reached = lines.part(YearFigure::Reached, sought);
    let education = lines.count(YearFigure::ChoseEducation);
    lines.share(Figure::Of(YearFigure::ChoseEducationShare), education, reached);
    let work = lines.count(YearFigure::ChoseWork);
    lines.share(Figure::Of(YearFigure::ChoseWorkShare), work, reached);
    let occupied = lines.count(YearFigure::Occupied);
    let declines = lines.count(YearFigure::Declines);
    lines.tally.bind(vec![education, work, occupied, declines], vec![reached]);
    lines.part(YearFigure::Supported, reached);
}

fn takes_part(basis: &Basis, person: PersonId, year: SchoolYear) -> bool {
    let in_year = |measure: &MeasureReport| measure.holds_on_some_day(year.first_day(), year.last_day());
    basis.measures.get(&person).is_some_and(|measures| measures.iter().any(in_year))
}

/// Of the entries that came to outreach in the year: those whose first contact fell due, and came in time.
fn count_first_contacts(counts: &mut Counts, ground: Ground<'_>, year: SchoolYear) {
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
    counts.of(YearFigure::FirstContactsDue, due);
    counts.of(YearFigure::FirstContactsInTime, in_time);
}
