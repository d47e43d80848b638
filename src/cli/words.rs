//! `--allow`, `--accept` and `--because`: what a person says of a night, with the reason.

use super::arguments::Words;
use super::exit::misuse;
use crate::domain::limits::Allowance;
use crate::domain::number::looks_personal;
use crate::domain::sources::Acceptance;
use anyhow::Result;

impl Words {
    /// What was said, each with its reason and who said it.
    pub fn said_by(&self, user: &str) -> Result<(Vec<Allowance>, Vec<Acceptance>)> {
        let reasons = Reasons::new(&self.because)?;
        let allowances = self.allow.iter().enumerate().map(|(place, (class, ceiling))| Allowance {
            class: *class,
            ceiling: *ceiling,
            because: reasons.of(place),
            given_by: user.to_owned(),
        });
        let accepted_from = self.allow.len();
        let acceptances = self.accept.iter().enumerate().map(|(place, (provider, fault, rows))| Acceptance {
            provider: provider.clone(),
            fault: *fault,
            at_least_rows: *rows,
            because: reasons.of(accepted_from + place),
            given_by: user.to_owned(),
        });
        Ok((allowances.collect(), acceptances.collect()))
    }
}

/// The reasons given, in turn. One that could name somebody is refused.
struct Reasons<'a>(&'a [String]);

impl<'a> Reasons<'a> {
    fn new(given: &'a [String]) -> Result<Self> {
        if given.iter().any(|reason| reason.trim().is_empty()) {
            return Err(misuse("`--because` wants a reason; nothing was committed"));
        }
        if given.iter().any(|reason| looks_personal(reason)) {
            return Err(misuse(
                "`--because` holds something like a personal number, and is kept for ever; \
                 nothing was committed. say why without naming anyone",
            ));
        }
        Ok(Self(given))
    }

    fn of(&self, place: usize) -> String {
        self.0.get(place).or_else(|| self.0.last()).cloned().unwrap_or_default()
    }
}
