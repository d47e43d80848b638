//! A person's stays as one climb: an entry that opens soon after the last one closed goes on where the
//! ladder stood.

use super::super::calendar::add_days;
use super::super::reported::ToldContact;
use super::super::state::{Entry, EntryId, PersonId};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Everybody's entries in the order they opened, without those registered by mistake.
#[derive(Clone, Debug)]
pub struct Stays<'a>(BTreeMap<PersonId, Vec<(EntryId, &'a Entry)>>);

/// The entries that are one climb, and what was told of it.
#[derive(Clone, Debug)]
pub struct Climbed<'a> {
    /// The entries, the present one last.
    pub entries: Vec<(EntryId, &'a Entry)>,
    /// The day the first of them opened. One that has been corrected to a later day has been open since it
    /// was known: what was done for it stays done.
    opened: NaiveDate,
    /// What was told before counts for nothing.
    from: NaiveDate,
}

impl<'a> Stays<'a> {
    /// Of these entries.
    pub fn of(entries: &'a BTreeMap<EntryId, Entry>) -> Self {
        let mut stays: BTreeMap<PersonId, Vec<(EntryId, &Entry)>> = BTreeMap::new();
        for (id, entry) in entries.iter().filter(|(_, entry)| !entry.is_annulled()) {
            stays.entry(entry.person).or_default().push((*id, entry));
        }
        for own in stays.values_mut() {
            own.sort_by_key(|(id, entry)| (entry.opened_on, *id));
        }
        Self(stays)
    }

    /// The climb that an entry belongs to, of which no two entries lie more than so many days apart.
    pub fn climb(&self, id: EntryId, entry: &'a Entry, resume_days: u32) -> Climbed<'a> {
        let mut entries = vec![(id, entry)];
        let (mut first, mut earlier) = (entry.opened_on, None);
        let own = self.0.get(&entry.person).into_iter().flatten().rev();
        for (id, before) in own.filter(|(other, before)| *other != id && before.opened_on <= entry.opened_on)
        {
            let Some(closing) = before.closing else { continue };
            if add_days(closing.closed_on, resume_days) < first {
                earlier = Some(closing.closed_on);
                break;
            }
            first = before.opened_on;
            entries.push((*id, *before));
        }
        entries.reverse();
        let opened = entries.first().map_or(first, |(_, entry)| entry.opened_on.min(entry.opened_known_on));
        let from = opened.checked_sub_days(Days::new(u64::from(resume_days))).unwrap_or(opened);
        Climbed { entries, opened, from: earlier.map_or(from, |closed| closed.max(from)) }
    }
}

impl Climbed<'_> {
    /// What was told of somebody who was not in the register counts only if it falls into an entry. A night that
    /// was decided again may have learnt that the person was in it after all.
    pub fn counts(&self, contact: &ToldContact) -> bool {
        let on = contact.report.on;
        let mut known = self.entries.iter().map(|(_, entry)| entry.opened_known_on);
        let was_here = contact.known_on.is_some_and(|told| known.any(|known| known < told));
        self.from <= on && (contact.of_registered || was_here || self.opened <= on)
    }
}
