//! Who is left out of what is handed out of the queue, and why.
//!
//! Only decides. What speaks against somebody is looked up by `register`, and the address of whoever is left
//! out is not even read.

use super::codes::{Code, Step, TaskStatus, codes};
use super::number::Number;
use super::record::Contact;
use super::rules::{OutreachRules, Rules};
use super::state::{Task, TaskId};
use std::collections::BTreeSet;
use std::fmt;

codes! {
    /// What speaks against handing out a task. Where several things do, the first is told.
    Obstacle {
        /// The person is protected, or somebody once decided because of protected registration.
        Protected = "protected",
        /// The entry's closing is withheld.
        Suspended = "suspended",
        /// The entry has closed.
        Closed = "closed",
        /// Somebody decided about the person, and no night has known of it yet.
        DecidedSince = "decided_since",
        /// The population register says that the person has died.
        Deceased = "deceased",
        /// It was handed out before.
        HandedOut = "handed_out",
        /// The population register has no whole address.
        NoAddress = "no_address",
    }
}

/// Whether somebody asks for this task: it is to be done, or would be if its entry were not in doubt.
pub fn is_asked_for(task: &Task, owner: &str, step: Step) -> bool {
    let is_due = match task.status {
        TaskStatus::Ready | TaskStatus::Suspended => true,
        TaskStatus::Waiting | TaskStatus::Sent | TaskStatus::Done | TaskStatus::Withdrawn => false,
    };
    is_due && task.owner == owner && task.step == step
}

/// Whether all that this owner has are protected persons: a municipality may also give them to an office that
/// has others.
pub fn has_only_protected(owner: &str, rules: &Rules) -> bool {
    let OutreachRules { protected_owner, hold_owner, central_owner, education_owner, .. } = &rules.outreach;
    let areas = rules.tables.areas.values().map(|area| &area.owner);
    let mut others = [hold_owner, central_owner, education_owner].into_iter().chain(areas);
    owner == protected_owner && !others.any(|other| other == owner)
}

/// Why a task is not handed out, given all that was found about it and its person.
pub fn obstacle(task: &Task, found: &BTreeSet<Obstacle>) -> Option<Obstacle> {
    let suspended = (task.status == TaskStatus::Suspended).then_some(Obstacle::Suspended);
    found.iter().copied().chain(suspended).filter(|obstacle| counts(*obstacle, task.step)).min()
}

fn counts(obstacle: Obstacle, step: Step) -> bool {
    match obstacle {
        Obstacle::Closed => !step.outlives_entry(),
        Obstacle::NoAddress => goes_home(step),
        Obstacle::Protected
        | Obstacle::Suspended
        | Obstacle::DecidedSince
        | Obstacle::Deceased
        | Obstacle::HandedOut => true,
    }
}

/// Post, or somebody in person, goes to the youth's address.
fn goes_home(step: Step) -> bool {
    match step {
        Step::Letter | Step::SmsLetter | Step::KnockCard | Step::HomeVisit | Step::Info20 => true,
        Step::Phone | Step::Recheck | Step::Support | Step::Handover20 | Step::ManualContact => false,
    }
}

/// To whom a task goes.
#[derive(Clone, PartialEq, Eq)]
pub struct Addressee {
    /// The current number.
    pub number: Number,
    /// Name and address, as the population register has them; empty where it has none.
    pub contact: Contact,
    /// Telephone number as it was told; empty where none is known.
    pub telephone: String,
}

impl fmt::Debug for Addressee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Addressee")
    }
}

/// A task that is handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOut {
    /// Which.
    pub id: TaskId,
    /// The task.
    pub task: Task,
    /// To whom it goes.
    pub addressee: Addressee,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::Variant;
    use crate::domain::state::EntryId;
    use crate::domain::testing::ordinary_rules;

    fn task(step: Step, status: TaskStatus) -> Task {
        Task {
            entry: EntryId(1),
            step,
            attempt: 1,
            variant: Variant::Standard,
            owner: "kista".into(),
            status,
            not_before: "2016-11-21".parse().unwrap(),
            due_by: "2016-12-14".parse().unwrap(),
            created_on: "2016-11-14".parse().unwrap(),
            priority: Some(1),
            end: None,
        }
    }

    fn told(step: Step, found: &[Obstacle]) -> Option<Obstacle> {
        obstacle(&task(step, TaskStatus::Ready), &found.iter().copied().collect())
    }

    #[test]
    fn only_what_is_to_be_done_by_that_owner_in_that_step_is_asked_for() {
        let asked = |status| is_asked_for(&task(Step::Letter, status), "kista", Step::Letter);
        let asked_for: Vec<_> = TaskStatus::ALL.iter().copied().filter(|status| asked(*status)).collect();
        assert_eq!(asked_for, [TaskStatus::Ready, TaskStatus::Suspended]);
        assert!(!is_asked_for(&task(Step::Letter, TaskStatus::Ready), "globen", Step::Letter));
        assert!(!is_asked_for(&task(Step::Letter, TaskStatus::Ready), "kista", Step::Phone));
    }

    #[test]
    fn an_office_that_also_has_others_has_not_only_protected_persons() {
        let mut rules = ordinary_rules();
        assert!(has_only_protected("protected", &rules));
        assert!(!has_only_protected("skolslussen", &rules));
        rules.outreach.central_owner = "protected".into();
        assert!(!has_only_protected("protected", &rules));
    }

    #[test]
    fn whoever_has_nothing_against_them_is_handed_out() {
        assert_eq!(told(Step::Letter, &[]), None);
    }

    #[test]
    fn protection_is_told_before_anything_else_and_suspension_before_the_rest() {
        assert_eq!(told(Step::Letter, Obstacle::ALL), Some(Obstacle::Protected));
        let doubtful = task(Step::Letter, TaskStatus::Suspended);
        let found = |found: &[Obstacle]| obstacle(&doubtful, &found.iter().copied().collect());
        assert_eq!(found(&[]), Some(Obstacle::Suspended));
        assert_eq!(found(&[Obstacle::HandedOut, Obstacle::Closed]), Some(Obstacle::Suspended));
        assert_eq!(found(&[Obstacle::Protected]), Some(Obstacle::Protected));
    }

    #[test]
    fn a_closed_entry_keeps_the_two_steps_that_outlive_it() {
        let kept: Vec<Step> =
            Step::ALL.iter().copied().filter(|step| told(*step, &[Obstacle::Closed]).is_none()).collect();
        assert_eq!(kept, [Step::Info20, Step::Handover20]);
    }

    #[test]
    fn an_address_is_wanted_where_post_or_somebody_goes() {
        let wanted: Vec<Step> =
            Step::ALL.iter().copied().filter(|step| told(*step, &[Obstacle::NoAddress]).is_some()).collect();
        assert_eq!(wanted, [Step::Letter, Step::SmsLetter, Step::KnockCard, Step::HomeVisit, Step::Info20]);
    }

    #[test]
    fn debug_shows_nobody() {
        let addressee = Addressee {
            number: Number::stored("199803192393").unwrap(),
            contact: Contact { given_name: "Åsa".into(), ..Contact::default() },
            telephone: "070 123".into(),
        };
        assert_eq!(format!("{addressee:?}"), "Addressee");
    }
}
