//! Names of columns in Swedish.
//!
//! The names that the population register and `record` give what both know.

use crate::report::words::Columns;

pub(in super::super) const COLUMNS: Columns = Columns {
    given_name: "FORNAMN",
    middle_name: "MELLANNAMN",
    family_name: "EFTERNAMN",
    care_of: "CO_ADRESS",
    street: "UTDELNINGSADRESS",
    postcode: "POSTNUMMER",
    town: "POSTORT",
    personnummer: "PERSONNUMMER",
    telephone: "TELEFON",
    step: "STEG",
    attempt: "FORSOK",
    variant: "VARIANT",
    owner: "ANSVARIG",
    due_by: "SENAST",
    visit_day: "BESOKSDATUM",
    task: "UPPGIFT",
    entry: "REGISTERPOST",
};
