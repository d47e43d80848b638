//! Attempts to reach youths, and which of them were answered.

use super::basis::Basis;
use super::figures::Contacted;
use crate::domain::codes::{Channel, ContactOutcome};
use crate::domain::reported::ContactReport;
use chrono::NaiveDate;

/// An attempt on a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The day.
    pub on: NaiveDate,
    /// The channel.
    pub channel: Channel,
    /// The youth answered it.
    pub answered: bool,
}

/// All attempts, person by person.
pub fn attempts(basis: &Basis) -> impl Iterator<Item = Attempt> {
    basis.contacts.values().flat_map(|contacts| {
        let tried = contacts.iter().filter(|contact| own_answer(contact).is_none());
        tried.map(|contact| Attempt {
            on: contact.on,
            channel: contact.channel,
            answered: contact.outcome.is_reached() || is_answered_later(contact, contacts),
        })
    })
}

/// The channel a contact answers, where the contact is the youth's own: who was reached in answer to another
/// contact has come to us.
fn own_answer(contact: &ContactReport) -> Option<Channel> {
    contact.answered.filter(|channel| contact.outcome.is_reached() && *channel != contact.channel)
}

/// Somebody was reached in answer to this channel, and this was the last attempt on it by then.
fn is_answered_later(attempt: &ContactReport, contacts: &[ContactReport]) -> bool {
    let mut answers = contacts
        .iter()
        .filter(|contact| contact.on >= attempt.on && own_answer(contact) == Some(attempt.channel));
    let is_last_by = |day: NaiveDate| {
        let mut others = contacts.iter().filter(|other| other.channel == attempt.channel);
        !others.any(|other| own_answer(other).is_none() && other.on > attempt.on && other.on <= day)
    };
    answers.any(|answer| is_last_by(answer.on))
}

/// The latest contact that reached the youth, of those given. Of several on one day the one that asks most of
/// the municipality counts.
pub fn latest_reached<'a>(contacts: impl Iterator<Item = &'a ContactReport>) -> Option<ContactOutcome> {
    let reached = contacts.filter(|contact| contact.outcome.is_reached());
    let latest = reached.max_by_key(|contact| (contact.on, std::cmp::Reverse(contact.outcome)))?;
    Some(latest.outcome)
}

/// What has come of outreach, by the contacts given.
pub fn state_of<'a>(contacts: impl Iterator<Item = &'a ContactReport> + Clone) -> Contacted {
    match latest_reached(contacts.clone()) {
        Some(ContactOutcome::ReachedForEducation) => Contacted::SupportEducation,
        Some(ContactOutcome::ReachedForWork) => Contacted::SupportWork,
        Some(_) => Contacted::Watch,
        None if contacts.count() > 0 => Contacted::Sought,
        None => Contacted::NotSought,
    }
}
