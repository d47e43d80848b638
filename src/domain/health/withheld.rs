//! What waits for a person's decision, and what that person would have to allow.

use crate::domain::codes::LimitClass;
use crate::domain::rules::Rules;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What a night withheld, as the ledger has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// The night.
    pub night: NaiveDate,
    /// There was no committed night before: it may be the first load.
    pub is_first_load: bool,
    /// Entries that were open before it.
    pub open_before: u64,
    /// Openings that wait.
    pub openings: Waiting,
    /// Closings that wait.
    pub closings: Waiting,
    /// What had been allowed.
    pub allowed: BTreeMap<LimitClass, u64>,
}

/// How many changes of one direction wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// That rest on a positive fact.
    pub explained: u64,
    /// That rest on absence alone.
    pub unexplained: u64,
}

impl Withheld {
    /// The classes that exceeded their limits, each with its count: what has to be allowed. Where nobody knows
    /// the limits, the fewest classes that can have withheld as much.
    ///
    /// A class is withheld whole: explained changes wait only if all of their direction do.
    pub fn classes(&self, rules: Option<&Rules>) -> BTreeMap<LimitClass, u64> {
        let directions = [
            (self.openings, LimitClass::Additions, LimitClass::UnexplainedAdditions),
            (self.closings, LimitClass::Removals, LimitClass::UnexplainedRemovals),
        ];
        let mut classes = BTreeMap::new();
        for (Waiting { explained, unexplained }, total, of_absence) in directions {
            let all = explained + unexplained;
            if explained > 0 || (all > 0 && self.exceeds(total, all, rules) == Some(true)) {
                classes.insert(total, all);
            }
            let exceeds = self.exceeds(of_absence, unexplained, rules);
            if unexplained > 0 && exceeds.unwrap_or(explained == 0) {
                classes.insert(of_absence, unexplained);
            }
        }
        classes
    }

    /// How many changes of a class the night would have let through, where the settings have a limit for it.
    pub fn limit(&self, class: LimitClass, rules: &Rules) -> Option<u64> {
        let limit = rules.limits.get(&class)?.limit(self.open_before, self.night);
        Some(limit.max(self.allowed.get(&class).copied().unwrap_or(0)))
    }

    fn exceeds(&self, class: LimitClass, count: u64, rules: Option<&Rules>) -> Option<bool> {
        Some(count > self.limit(class, rules?)?)
    }
}
