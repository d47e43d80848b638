//! Where a ladder stands, from what was reported alone.
//!
//! Contacts are taken in the order of their dates, whenever they were told, so that a night decided again
//! comes to the same rung. What is queued follows from this and is decided elsewhere; the one thing asked of
//! the queue is which day a card at the door has named.

use super::super::calendar::{add_days, working_day_from, working_days_after};
use super::super::codes::{Channel, ContactOutcome, Step, TaskEnd};
use super::super::reported::ContactReport;
use super::super::rules::OutreachRules;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The attempts to call before the step after.
const CALLS: u8 = 3;

/// A step and which attempt at it: unique within a ladder.
pub type Rung = (Step, u8);

/// Where a ladder stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    standing: Standing,
    /// Times round, from 0: attempts count on.
    round: u8,
    /// Rests that the ladder has led to.
    rests: u8,
    /// When the first letter was sent or came back.
    letter_on: Option<NaiveDate>,
    /// When somebody last called.
    called_on: Option<NaiveDate>,
    climbed: BTreeMap<Rung, TaskEnd>,
}

/// What the ladder asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// The next rung.
    Climbing {
        step: Step,
        /// Which call of this round, from 1.
        call: u8,
        /// The day the rung before led on; `None` before anything was done.
        since: Option<NaiveDate>,
        /// The day it was sent: it waits for an answer.
        sent: Option<NaiveDate>,
    },
    /// The youth wants support, since a day.
    Support { since: NaiveDate, wish: Wish },
    /// Somebody looks again, from a day on.
    Recheck { from: NaiveDate },
}

/// What support is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Through education.
    Education,
    /// Towards work.
    Work,
}

/// What a ladder asks for on a night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// The open rung.
    pub rung: Rung,
    /// The day from which it is asked for; `None` for the first.
    pub since: Option<NaiveDate>,
    /// It has been sent, and waits for an answer.
    pub is_sent: bool,
    /// What support is wanted, where it is support.
    pub wish: Option<Wish>,
}

/// What a ladder is climbed by.
#[derive(Clone, Copy, Debug)]
pub struct Climb<'a> {
    /// The settings.
    pub rules: &'a OutreachRules,
    /// The days that cards at the door have named, by attempt.
    pub visits: &'a BTreeMap<u8, NaiveDate>,
    /// A telephone number is known.
    pub is_callable: bool,
}

impl Ladder {
    /// Nobody has tried yet.
    pub fn unclimbed() -> Self {
        Self {
            standing: climbing(Step::Letter, None),
            round: 0,
            rests: 0,
            letter_on: None,
            called_on: None,
            climbed: BTreeMap::new(),
        }
    }

    /// Climbed through a step, in the register that this one took over from.
    pub fn taken_over(climbed: Option<Step>, on: NaiveDate, rules: &OutreachRules) -> Self {
        let mut ladder = Self { letter_on: climbed.map(|_| on), ..Self::unclimbed() };
        let watch = Standing::Recheck { from: add_days(on, rules.watch_days) };
        match climbed {
            None => {}
            Some(Step::Letter) => ladder.standing = climbing(Step::Phone, Some(on)),
            Some(Step::Phone) => ladder.standing = climbing(Step::SmsLetter, Some(on)),
            Some(Step::SmsLetter) => ladder.standing = climbing(Step::KnockCard, Some(on)),
            Some(Step::KnockCard) => ladder.standing = climbing(Step::HomeVisit, Some(on)),
            Some(Step::HomeVisit) => {
                ladder.rest(Standing::Recheck { from: add_days(on, rules.recheck_days) });
            }
            Some(Step::Support) => ladder.rest(Standing::Support { since: on, wish: Wish::Work }),
            Some(Step::Recheck | Step::Info20 | Step::Handover20 | Step::ManualContact) => ladder.rest(watch),
        }
        ladder
    }

    /// How a rung was climbed, if it was.
    pub fn how(&self, rung: Rung) -> Option<TaskEnd> {
        self.climbed.get(&rung).copied()
    }

    /// What is asked for on a night; waiting times that are over by then are passed.
    pub fn ask(&mut self, night: NaiveDate, climb: Climb<'_>) -> Open {
        self.wait_until(night, climb);
        let open = |rung, since| Open { rung, since, is_sent: false, wish: None };
        match self.standing {
            Standing::Climbing { step: Step::Phone, since, .. } if !climb.is_callable => {
                open(self.rung_at(Step::SmsLetter, 1), since)
            }
            Standing::Climbing { since, sent, .. } => {
                Open { is_sent: sent.is_some(), ..open(self.rung(), since) }
            }
            Standing::Support { since, wish } => Open { wish: Some(wish), ..open(self.rung(), Some(since)) },
            Standing::Recheck { from } => open(self.rung(), Some(from)),
        }
    }

    fn rung(&self) -> Rung {
        match self.standing {
            Standing::Climbing { step, call, .. } => self.rung_at(step, call),
            Standing::Support { .. } => (Step::Support, self.rests),
            Standing::Recheck { .. } => (Step::Recheck, self.rests),
        }
    }

    fn rung_at(&self, step: Step, call: u8) -> Rung {
        let attempt = if step == Step::Phone {
            self.round.saturating_mul(CALLS).saturating_add(call)
        } else {
            self.round.saturating_add(1)
        };
        (step, attempt)
    }

    /// Takes in a contact. They come in the order of their dates.
    pub fn hear(&mut self, contact: &ContactReport, climb: Climb<'_>) {
        self.wait_until(contact.on, climb);
        let before = self.standing;
        self.take_in(contact, climb);
        self.leave_what_stood_in(before, climb);
    }

    /// Where nobody can be called the text and letter stood open in place of the calls: it ended as they did.
    fn leave_what_stood_in(&mut self, before: Standing, climb: Climb<'_>) {
        let Standing::Climbing { step: Step::Phone, call, .. } = before else { return };
        let left = self.climbed.get(&self.rung_at(Step::Phone, call)).copied();
        if let Some(end @ (TaskEnd::Reached | TaskEnd::Overtaken)) = left
            && !climb.is_callable
        {
            self.climbed.entry(self.rung_at(Step::SmsLetter, 1)).or_insert(end);
        }
    }

    fn take_in(&mut self, contact: &ContactReport, climb: Climb<'_>) {
        match (self.standing, wanted(contact, climb.rules)) {
            (Standing::Support { since, .. }, Some(Standing::Support { wish, .. })) => {
                self.standing = Standing::Support { since, wish };
            }
            (_, Some(rest)) => {
                self.leave(TaskEnd::Reached);
                self.rest(rest);
            }
            (Standing::Climbing { step, sent, .. }, None) => {
                let reached = self.rung_of(contact, step, climb.rules).filter(|reached| *reached >= step);
                // What is sent a second time is not sent anew.
                let is_new =
                    |reached: &Step| *reached != step || sent.is_none() || contact.outcome.is_undeliverable();
                if let Some(reached) = reached.filter(is_new) {
                    self.climb(reached, contact, climb.rules);
                }
            }
            (Standing::Recheck { from }, None) if from <= contact.on => {
                self.start_again(contact, climb.rules);
            }
            (Standing::Recheck { .. } | Standing::Support { .. }, None) => {}
        }
    }

    /// Goes on where the time for an answer is over.
    fn wait_until(&mut self, day: NaiveDate, climb: Climb<'_>) {
        while let Standing::Climbing { step, sent, .. } = self.standing {
            let over = self.waited_for(step, sent, climb).filter(|(over, _)| *over <= day);
            let Some((over, next)) = over else { return };
            self.leave(if sent.is_some() { TaskEnd::Unanswered } else { TaskEnd::Overtaken });
            self.standing = climbing(next, Some(over));
        }
    }

    /// The day on which a rung leads on by itself, and to what. A card names its day when it is queued.
    fn waited_for(&self, step: Step, sent: Option<NaiveDate>, climb: Climb<'_>) -> Option<(NaiveDate, Step)> {
        let rules = climb.rules;
        match step {
            Step::Letter => Some((add_days(sent?, rules.response_days), Step::Phone)),
            Step::SmsLetter => Some((add_days(sent?, rules.text_days), Step::KnockCard)),
            Step::KnockCard => {
                let (_, attempt) = self.rung();
                let unqueued = sent.map(|sent| working_day_from(add_days(sent, rules.visit_days)));
                Some((climb.visits.get(&attempt).copied().or(unqueued)?, Step::HomeVisit))
            }
            Step::Phone
            | Step::HomeVisit
            | Step::Recheck
            | Step::Support
            | Step::Info20
            | Step::Handover20
            | Step::ManualContact => None,
        }
    }

    /// The rung that a contact in vain belongs to.
    fn rung_of(&self, contact: &ContactReport, open: Step, rules: &OutreachRules) -> Option<Step> {
        let came_back = contact.outcome.is_undeliverable();
        match contact.channel {
            Channel::Letter if open == Step::Letter => Some(Step::Letter),
            // The letter that comes back now may be the first.
            Channel::Letter if came_back && !self.is_sent() => None,
            Channel::Letter if open == Step::SmsLetter => Some(Step::SmsLetter),
            Channel::Letter => {
                let is_answerable = |on| contact.on < add_days(on, rules.response_days);
                let is_another = self.letter_on.map_or(self.round > 0, |on| !is_answerable(on));
                (open == Step::Phone && is_another).then_some(Step::SmsLetter)
            }
            // Several calls on one day are one attempt.
            Channel::Telephone if self.called_on == Some(contact.on) && !came_back => None,
            Channel::Telephone => Some(Step::Phone),
            Channel::Sms => Some(Step::SmsLetter),
            Channel::KnockCard => Some(Step::KnockCard),
            Channel::HomeVisit => Some(Step::HomeVisit),
            Channel::Email | Channel::Visit | Channel::School | Channel::SocialMedia => None,
        }
    }

    fn is_sent(&self) -> bool {
        matches!(self.standing, Standing::Climbing { sent: Some(_), .. })
    }

    /// Somebody did a step in vain: the open one, or a later one that leaves it behind. What was sent is given
    /// time; everything else leads on.
    fn climb(&mut self, reached: Step, contact: &ContactReport, rules: &OutreachRules) {
        let call = match self.standing {
            Standing::Climbing { step, call, .. } if step == reached => call,
            Standing::Climbing { .. } | Standing::Support { .. } | Standing::Recheck { .. } => {
                self.leave(TaskEnd::Overtaken);
                1
            }
        };
        let on = contact.on;
        self.standing = Standing::Climbing { step: reached, call, since: Some(on), sent: Some(on) };
        match reached {
            Step::Letter => self.letter_on = Some(on),
            Step::Phone => self.called_on = Some(on),
            Step::SmsLetter
            | Step::KnockCard
            | Step::HomeVisit
            | Step::Recheck
            | Step::Support
            | Step::Info20
            | Step::Handover20
            | Step::ManualContact => {}
        }
        let came_back = contact.outcome.is_undeliverable();
        if let Some(next) = led_to(reached, call, on, came_back, rules) {
            self.leave(if came_back { TaskEnd::Undeliverable } else { TaskEnd::Unanswered });
            match next {
                Standing::Climbing { .. } => self.standing = next,
                Standing::Support { .. } | Standing::Recheck { .. } => self.rest(next),
            }
        }
    }

    /// Somebody looked again in vain: the next round begins with calls, of which this may be the first.
    fn start_again(&mut self, contact: &ContactReport, rules: &OutreachRules) {
        self.leave(TaskEnd::Unanswered);
        self.round = self.round.saturating_add(1);
        self.standing = climbing(Step::Phone, Some(contact.on));
        if contact.channel == Channel::Telephone {
            self.climb(Step::Phone, contact, rules);
        }
    }

    /// The open rung is open no longer.
    fn leave(&mut self, end: TaskEnd) {
        self.climbed.insert(self.rung(), end);
    }

    fn rest(&mut self, rest: Standing) {
        self.rests = self.rests.saturating_add(1);
        self.standing = rest;
    }
}

/// What a step in vain leads to at once; `None` where it is given time to be answered.
fn led_to(step: Step, call: u8, on: NaiveDate, came_back: bool, rules: &OutreachRules) -> Option<Standing> {
    let after_gap = Some(working_days_after(on, rules.call_gap_working_days));
    match step {
        Step::Letter => came_back.then(|| climbing(Step::Phone, Some(on))),
        Step::Phone if call < CALLS && !came_back => {
            Some(Standing::Climbing { step, call: call + 1, since: after_gap, sent: None })
        }
        Step::Phone => Some(climbing(Step::SmsLetter, after_gap)),
        Step::SmsLetter => came_back.then(|| climbing(Step::KnockCard, Some(on))),
        // Whatever became of the card, there is a day on which somebody comes.
        Step::KnockCard => None,
        Step::HomeVisit
        | Step::Recheck
        | Step::Support
        | Step::Info20
        | Step::Handover20
        | Step::ManualContact => Some(Standing::Recheck { from: add_days(on, rules.recheck_days) }),
    }
}

fn climbing(step: Step, since: Option<NaiveDate>) -> Standing {
    Standing::Climbing { step, call: 1, since, sent: None }
}

/// The rest that a contact leads to, if the youth was reached.
fn wanted(contact: &ContactReport, rules: &OutreachRules) -> Option<Standing> {
    let support = |wish| Some(Standing::Support { since: contact.on, wish });
    match contact.outcome {
        ContactOutcome::ReachedForEducation => support(Wish::Education),
        ContactOutcome::ReachedForWork => support(Wish::Work),
        ContactOutcome::ReachedOccupied | ContactOutcome::ReachedDeclines => {
            Some(Standing::Recheck { from: add_days(contact.on, rules.watch_days) })
        }
        ContactOutcome::Sent
        | ContactOutcome::NoAnswer
        | ContactOutcome::Returned
        | ContactOutcome::WrongNumber => None,
    }
}
