//! Names of columns in English.
//!
//! The names that the public views give what both know.

use crate::report::words::Columns;

pub(in super::super) const COLUMNS: Columns = Columns {
    given_name: "given_name",
    middle_name: "middle_name",
    family_name: "family_name",
    care_of: "care_of",
    street: "street",
    postcode: "postcode",
    town: "town",
    personnummer: "personnummer",
    telephone: "telephone",
    step: "step",
    attempt: "attempt",
    variant: "variant",
    owner: "owner",
    due_by: "due_by",
    visit_day: "visit_day",
    task: "task_id",
    entry: "entry_id",
};
