//! What a person reads of all that is kept of them.
//!
//! A struct and an enum, so that a language that lacks one does not compile.

use chrono::NaiveDate;

macro_rules! words {
    ($($name:ident),+ $(,)?) => {
        /// Fixed words of it; each field is named for what it says.
        #[derive(Debug)]
        #[allow(missing_docs)] // the names are the English words themselves
        pub struct DossierWords { $(pub $name: &'static str),+ }

        #[cfg(test)]
        impl DossierWords {
            /// Every word with its name.
            pub(super) fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),+]
            }
        }
    };
}

words! {
    title, who, why, by_newest, answer, whole_register, name, address, other_numbers, protection,
    no_protection, no_explanation, somebody_decides, fact, value, settled_it, changed, yes, no,
    of_another, nothing_kept, nothing_kept_of, looks, looks_explained, command, times, first, last,
    rights, purpose, ground, contents_by_law, recipients, automated, left_out, rights_explained,
}

/// A sentence with values in it.
#[derive(Clone, Copy, Debug)]
pub enum ForPerson<'a> {
    /// As of which night.
    After(NaiveDate),
    /// No night has been run.
    BeforeAnyNight,
    /// Everything is erased by the end of this year, if it is known.
    Erased(Option<i32>),
    /// What files told is erased so many days after it was superseded.
    Superseded(u32),
    /// Which source the population register's rows are from.
    Population(&'a str),
    /// Whom to turn to: the municipality of this code.
    TurnTo(&'a str),
}
