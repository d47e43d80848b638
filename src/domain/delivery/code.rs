//! Our codes, and the receiver's for them.
//!
//! The receiver's are not known here: they come as a table, each with the days on which it is valid.

use super::super::codes::{
    Code, CoveredReason, MeasureEnd, MeasureKind, NotCoveredReason, Occupation, codes,
};
use super::super::state::ClosedReason;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::fmt;

codes! {
    /// Sets of our codes, by the columns of the public views that hold them.
    Domain {
        /// Why an entry was opened.
        OpenedReason = "opened_reason",
        /// Why it was closed.
        ClosedReason = "closed_reason",
        /// What a youth does.
        Occupation = "occupation",
        /// What a measure is.
        Measure = "measure",
        /// Why it ended.
        EndedReason = "ended_reason",
    }
}

/// One of our codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OurCode {
    /// Why an entry was opened.
    Opened(CoveredReason),
    /// Why it was closed.
    Closed(ClosedReason),
    /// What a youth does.
    Occupation(Occupation),
    /// What a measure is.
    Measure(MeasureKind),
    /// Why it ended.
    Ended(MeasureEnd),
}

impl OurCode {
    /// Every code of a set.
    pub fn all(domain: Domain) -> Vec<Self> {
        match domain {
            Domain::OpenedReason => CoveredReason::ALL.iter().copied().map(Self::Opened).collect(),
            Domain::ClosedReason => {
                let answers = NotCoveredReason::ALL.iter().copied().map(ClosedReason::Answer);
                answers.chain([ClosedReason::Merged]).map(Self::Closed).collect()
            }
            Domain::Occupation => Occupation::ALL.iter().copied().map(Self::Occupation).collect(),
            Domain::Measure => MeasureKind::ALL.iter().copied().map(Self::Measure).collect(),
            Domain::EndedReason => MeasureEnd::ALL.iter().copied().map(Self::Ended).collect(),
        }
    }

    /// The code of a set with exactly this spelling.
    pub fn parse(domain: Domain, text: &str) -> Option<Self> {
        Self::all(domain).into_iter().find(|code| code.as_str() == text)
    }

    /// Its set.
    pub fn domain(self) -> Domain {
        match self {
            Self::Opened(_) => Domain::OpenedReason,
            Self::Closed(_) => Domain::ClosedReason,
            Self::Occupation(_) => Domain::Occupation,
            Self::Measure(_) => Domain::Measure,
            Self::Ended(_) => Domain::EndedReason,
        }
    }

    /// Our spelling.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Opened(code) => code.as_str(),
            Self::Closed(code) => code.as_str(),
            Self::Occupation(code) => code.as_str(),
            Self::Measure(code) => code.as_str(),
            Self::Ended(code) => code.as_str(),
        }
    }
}

/// A code that is told, and the day on which the receiver's must be valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Ours.
    pub code: OurCode,
    /// The day it is about.
    pub on: NaiveDate,
}

/// The receiver's codes for ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(BTreeMap<OurCode, Vec<Theirs>>);

/// A code of the receiver's, and when it is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theirs {
    /// As it is written.
    pub code: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day, inclusive.
    pub to: NaiveDate,
}

impl Mapping {
    /// Adds one. No two of the same code may overlap.
    pub fn add(&mut self, ours: OurCode, theirs: Theirs) {
        self.0.entry(ours).or_default().push(theirs);
    }

    /// The receiver's code for what is told, if there is one.
    pub fn theirs(&self, told: Told) -> Option<&str> {
        let of_code = self.0.get(&told.code).into_iter().flatten();
        let mut valid = of_code.filter(|theirs| (theirs.from..=theirs.to).contains(&told.on));
        valid.next().map(|theirs| theirs.code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::day;
    use super::*;

    #[test]
    fn a_code_is_spelt_alike_in_its_set_and_only_there() {
        let other = OurCode::parse(Domain::Measure, "ANNAN").unwrap();
        assert_eq!(other, OurCode::Measure(MeasureKind::Other));
        assert_eq!(OurCode::parse(Domain::EndedReason, "ANNAN"), Some(OurCode::Ended(MeasureEnd::Other)));
        assert_eq!(OurCode::parse(Domain::OpenedReason, "ANNAN"), None);
        assert_eq!(
            OurCode::parse(Domain::ClosedReason, "merged"),
            Some(OurCode::Closed(ClosedReason::Merged))
        );
        for domain in Domain::ALL {
            assert!(OurCode::all(*domain).iter().all(|code| code.domain() == *domain));
        }
    }

    #[test]
    fn the_receivers_code_is_the_one_valid_on_the_day_both_ends_counted() {
        let code = OurCode::Occupation(Occupation::Work);
        let mut mapping = Mapping::default();
        for (theirs, from, to) in [("7", "2016-01-01", "2016-06-30"), ("8", "2016-08-01", "2016-12-31")] {
            mapping.add(code, Theirs { code: theirs.into(), from: day(from), to: day(to) });
        }
        let on = |text| mapping.theirs(Told { code, on: day(text) });
        assert_eq!(on("2015-12-31"), None);
        assert_eq!(on("2016-01-01"), Some("7"));
        assert_eq!(on("2016-06-30"), Some("7"));
        assert_eq!(on("2016-07-01"), None);
        assert_eq!(on("2016-08-01"), Some("8"));
        let never = OurCode::Occupation(Occupation::Unknown);
        assert_eq!(mapping.theirs(Told { code: never, on: day("2016-08-01") }), None);
    }
}
