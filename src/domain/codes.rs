//! Closed sets: every code the program decides with, from CSV cell to SQL column.
//!
//! One spelling per code, given by `as_str`. A code may say which of its set it belongs with; what
//! follows from that is decided elsewhere.

mod answer;
mod checks;
mod files;
mod register;
mod reported;
mod school;

pub use answer::{
    CoveredReason, Deregistration, Lane, NotCoveredReason, RuleSet, SchoolLeavers, UndeterminedReason,
};
pub use checks::Check;
pub use files::{FileFault, NotReady, RowFault, SourceKind, Trace, Verdict};
pub use register::{ChangeKind, LimitClass, Outcome, Step, TaskEnd, TaskStatus, Variant};
pub use reported::{
    Channel, ContactOutcome, MeasureEnd, MeasureKind, Occupation, OccupationSource, Ruling, RulingReason,
};
pub use school::{Document, PlacementStatus, ProgrammeClass, SchoolForm};

/// A closed set of codes with one spelling each.
pub trait Code: Copy + Sized + 'static {
    /// Every member, in declaration order.
    const ALL: &'static [Self];
    /// The one spelling of this code.
    fn as_str(self) -> &'static str;

    /// The code with exactly this spelling.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == text)
    }
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl Code for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                Self::parse(&text).ok_or_else(|| {
                    serde::de::Error::unknown_variant(&text, &[$($text),+])
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
    };
}
pub(crate) use codes;
