//! A small town's configuration, to be spoilt one word at a time.

mod faults;
mod hooks;
mod scb;
mod shipped;
mod tables;
mod used;

use super::{Config, load};

/// A small town's configuration; the line numbers below count in it.
const TOWN: &str = r##"municipality = "0509"
school_leavers = "at-once"
[codes]
school_forms = "forms.csv"
programmes = "programmes.csv"
documents = "documents.csv"
deregistrations = "deregistrations.csv"
areas = "areas.csv"
[terms]
spring_end = "06-10"
autumn_start = "08-19"
[terms.by_year]
2016 = { spring_end = "06-09" }
2017 = { autumn_start = "08-21" }
[limits]
unexplained_removals = { floor = 1, percent = 2 }
unexplained_additions = { floor = 3, percent = 4 }
removals = { floor = 5, percent = 6 }
additions = { floor = 7, percent = 8, season = { from = "06-01", to = "09-30", percent = 100 } }
[row_count_drop]
floor = 9
percent = 10
[outreach]
owners = ["north", "south"]
settle_days = 7
hold_from = "06-01"
hold_to = "09-15"
hold_owner = "north"
central_owner = "south"
protected_owner = "south"
info_20_days = 14
nearly_20_days = 90
[[sources]]
name = "documents"
kind = "credential"
pattern = "documents_{date}.csv"
required = false
snapshot = false
encoding = "iso-8859-1"
delimiter = "\t"
quoting = "none"
dates = ["YYYY-MM-DD", "YYYYMMDD"]
numbers = "12-or-10"
columns = { number = "nr", document = "doc", document_date = "doc_date" }
[[sources]]
name = "schools"
kind = "enrolment"
pattern = "schools/{provider}_{date}.csv"
rank = 1
required = false
snapshot = true
carry_forward_days = 7
max_age_working_days = 1
encoding = "utf-8"
delimiter = ","
quoting = "rfc4180"
dates = ["YYYYMMDD"]
numbers = "12"
[sources.columns]
number = "nr"
school_unit = "unit"
school_form = "form"
programme = "programme"
status = "status"
start = "start"
ends_on = "end"
broken_off_on = "broken"
document = "doc"
document_date = "doc_date"
[[sources.providers]]
name = "alfa"
from = "2016-08-17"
to = "2017-06-15"
[[sources]]
name = "residents"
kind = "population"
pattern = "residents_{date}.csv"
required = true
snapshot = true
carry_forward_days = 3
max_age_working_days = 1
encoding = "windows-1252"
delimiter = ";"
quoting = "none"
dates = ["YYYYMMDD"]
numbers = "12"
trailer = "#END"
[sources.columns]
number = "nr"
replaced_by = "new_nr"
municipality = "town"
moved_in = "since"
secrecy_marked = "secret"
protected_registration = "protected"
deregistration_code = "gone"
deregistration_date = "gone_on"
"##;

const TABLES: [(&str, &str); 5] = [
    ("forms.csv", "code;form;valid_from;valid_to\nGY;GY;;\n"),
    ("programmes.csv", "form;prefix;class;valid_from;valid_to\nGY;NA;national;;\n"),
    ("documents.csv", "code;document;valid_from;valid_to\nIB_DIPLOM;IB_DIPLOM;;\n"),
    ("deregistrations.csv", "code;meaning;valid_from;valid_to\nAV;deceased;;\n"),
    (
        "areas.csv",
        "code;name;owner;valid_from;valid_to\n\
         # Uphill changed hands, and its rows are not in order.\n\
         1;Uphill;south;2020-07-01;\n\
         1;Uphill;north;;2020-06-30\n\
         ;Downhill;south;;\n",
    ),
];

/// Loads the small town after `from` was replaced by `to` in the file of that name.
fn load_with(file: &str, from: &str, to: &str) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, body) in TABLES.into_iter().chain([("town.toml", TOWN)]) {
        let body = if name == file {
            assert_eq!(body.matches(from).count(), 1, "`{from}` must be in {name} once");
            body.replace(from, to)
        } else {
            body.to_owned()
        };
        std::fs::write(folder.path().join(name), body).unwrap();
    }
    let prefix = format!("{}/", folder.path().display());
    load(&folder.path().join("town.toml")).map_err(|error| format!("{error:#}").replace(&prefix, ""))
}

/// The small town as it is.
fn town() -> Config {
    load_with("town.toml", "0509", "0509").unwrap()
}

/// What the small town is told once `from` was replaced by `to` in its configuration.
fn fault(from: &str, to: &str) -> String {
    load_with("town.toml", from, to).unwrap_err()
}

/// What the small town is told once `from` was replaced by `to` in one of its code tables.
fn table_fault(file: &str, from: &str, to: &str) -> String {
    load_with(file, from, to).unwrap_err()
}
