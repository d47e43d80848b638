//! From when and by when: the one clock of an entry, and what follows on what.
//!
//! Every day that is no working day becomes the next one.

use super::super::calendar::{add_days, add_months, next, working_day_from};
use super::super::codes::Step;
use super::super::rules::OutreachRules;
use super::ladder::Open;
use chrono::NaiveDate;

/// Not before, and by.
pub type Term = (NaiveDate, NaiveDate);

/// What tonight's dates depend on.
#[derive(Clone, Copy, Debug)]
pub struct Dates<'a> {
    /// The settings.
    pub rules: &'a OutreachRules,
    /// The night.
    pub night: NaiveDate,
}

impl Dates<'_> {
    /// Of the first rung since the clock started: once settled, and the seasonal hold over; within a
    /// calendar month.
    pub fn first(&self, open: Open, clock: NaiveDate) -> Term {
        if open.rung.0 == Step::Support {
            return self.support(open.since.unwrap_or(clock).max(clock));
        }
        let hold_end = self.rules.hold_end(clock);
        let settled = add_days(clock, self.rules.settle_days);
        let from = hold_end.map_or(settled, |end| settled.max(next(end)));
        let not_before = working_day_from(open.since.map_or(from, |since| since.max(from)));
        let deadline = working_day_from(add_months(hold_end.unwrap_or(clock), 1));
        let has_deadline = match open.rung.0 {
            Step::Letter | Step::Phone | Step::SmsLetter => not_before <= deadline,
            Step::KnockCard
            | Step::HomeVisit
            | Step::Recheck
            | Step::Support
            | Step::Info20
            | Step::Handover20
            | Step::ManualContact => false,
        };
        (not_before, if has_deadline { deadline } else { self.due(open, not_before) })
    }

    /// Of a rung that follows on another.
    pub fn next(&self, open: Open, clock: NaiveDate) -> Term {
        if open.rung.0 == Step::Support {
            return self.support(open.since.unwrap_or(clock));
        }
        let not_before = working_day_from(open.since.unwrap_or(clock));
        (not_before, self.due(open, not_before))
    }

    /// Of support: at once, whatever the clock, for the youth has asked for it; within a calendar month.
    fn support(&self, since: NaiveDate) -> Term {
        (working_day_from(self.night), working_day_from(add_months(since, 1)))
    }

    /// Counted from tonight where the rung has been open for some time: nobody is late from the start, and
    /// no card names a day that is too near.
    fn due(&self, open: Open, not_before: NaiveDate) -> NaiveDate {
        let from = not_before.max(self.night);
        match open.rung.0 {
            Step::KnockCard => working_day_from(add_days(from, self.rules.visit_days)),
            Step::HomeVisit => working_day_from(from),
            Step::Letter
            | Step::Phone
            | Step::SmsLetter
            | Step::Support
            | Step::Recheck
            | Step::Info20
            | Step::Handover20
            | Step::ManualContact => working_day_from(add_days(from, self.rules.due_days)),
        }
    }

    /// Of what the 20th birthday asks for.
    pub fn after_20(&self) -> Term {
        (working_day_from(self.night), working_day_from(add_days(self.night, self.rules.info_20_days)))
    }
}

/// Of a human's contact with somebody who came to lane `protected` on a night: within a month.
pub fn manual(since: NaiveDate) -> Term {
    (working_day_from(since), working_day_from(add_months(since, 1)))
}
