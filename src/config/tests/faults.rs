//! What a wrong configuration file is told, whole.

use super::{TOWN, fault, load_with, table_fault};
use crate::config::load;
use crate::domain::codes::LimitClass;

#[test]
fn an_unknown_key_is_named_with_its_line_and_what_was_expected() {
    assert_eq!(
        fault("settle_days = 7", "setle_days = 7"),
        "town.toml:25: unknown key `setle_days`; did you mean `settle_days`?"
    );
    assert_eq!(
        fault("percent = 8, season = {", "percent = 8, seasons = {"),
        "town.toml:19: unknown key `seasons`, expected one of `floor`, `percent`, `season`; did you mean `season`?"
    );
    assert_eq!(
        fault("central_owner = \"south\"", "wartime_owner = \"south\""),
        "town.toml:29: unknown key `wartime_owner`, expected one of `owners`, `settle_days`, `hold_from`, \
         `hold_to`, `hold_owner`, `central_owner`, `protected_owner`, `info_20_days`, `nearly_20_days`, \
         `response_days`, `call_gap_working_days`, `text_days`, `visit_days`, `recheck_days`, `watch_days`, \
         `due_days`, `resume_days`, `education_owner`, `shelf_life_days`"
    );
    assert_eq!(
        fault("to = \"2017-06-15\"", "till = \"2017-06-15\""),
        "town.toml:73: unknown key `till`, expected one of `name`, `from`, `to`"
    );
}

#[test]
fn a_missing_key_is_named_with_the_line_of_its_table() {
    for (key, without, expected) in [
        ("municipality = \"0509\"\n", "", "town.toml:1: missing key `municipality`"),
        ("info_20_days = 14\n", "", "town.toml:23: missing key `info_20_days`"),
        ("encoding = \"windows-1252\"\n", "", "town.toml:74: missing key `encoding`"),
        ("floor = 5, percent = 6", "floor = 5", "town.toml:18: `removals`: missing key `percent`"),
        ("\nremovals = { floor = 5, percent = 6 }", "", "town.toml:15: missing key `removals`"),
    ] {
        assert_eq!(fault(key, without), expected);
    }
}

#[test]
fn a_word_that_cannot_be_is_named_with_its_key_and_what_was_expected() {
    for (from, to, expected) in [
        (
            "\"0509\"",
            "\"509\"",
            "town.toml:1: `municipality`: found `509`, expected a municipality's four digits, such as `0180`",
        ),
        (
            "\"at-once\"",
            "\"never\"",
            "town.toml:2: `school_leavers`: found `never`, expected `autumn-term` or `at-once`",
        ),
        (
            "\"windows-1252\"",
            "\"latin1\"",
            "town.toml:82: `encoding`: found `latin1`, expected one of `utf-8`, `windows-1252`, `iso-8859-1`",
        ),
        (
            "\"windows-1252\"",
            "\"Windows_1252\"",
            "town.toml:82: `encoding`: found `Windows_1252`, expected one of `utf-8`, `windows-1252`, \
             `iso-8859-1`; did you mean `windows-1252`?",
        ),
        (
            "delimiter = \",\"",
            "delimiter = \"::\"",
            "town.toml:55: `delimiter`: found `::`, expected one ASCII character, such as `;`, `,` or a tab",
        ),
        (
            "delimiter = \",\"",
            "delimiter = \"§\"",
            "town.toml:55: `delimiter`: found `§`, expected one ASCII character, such as `;`, `,` or a tab",
        ),
        (
            "\"YYYY-MM-DD\", \"YYYYMMDD\"",
            "\"YYYY-MM-DD\",\n\"YYMMDD\"",
            "town.toml:43: found `YYMMDD`, expected `YYYYMMDD` or `YYYY-MM-DD`; did you mean `YYYYMMDD`?",
        ),
        (
            "\"12-or-10\"",
            "\"10\"",
            "town.toml:43: `numbers`: found `10`, expected `12` or `12-or-10`; did you mean `12-or-10`?",
        ),
        (
            "settle_days = 7",
            "settle_days = -7",
            "town.toml:25: `settle_days`: found `-7`, expected a whole number, 0 or more",
        ),
        (
            "settle_days = 7",
            "settle_days = \"7\"",
            "town.toml:25: `settle_days`: found \"7\", expected a whole number, 0 or more",
        ),
        (
            "rank = 1",
            "rank = 256",
            "town.toml:49: `rank`: found `256`, expected a whole number from 0 to 255",
        ),
        (
            "\"0509\"",
            "0509",
            "town.toml:1: `municipality`: found a number that begins with 0: a code is text, in quotes",
        ),
        ("\"0509\"", "509", "town.toml:1: `municipality`: found `509`, expected text, in quotes"),
        (
            "required = false\nsnapshot = true",
            "required = \"no\"\nsnapshot = true",
            "town.toml:50: `required`: found \"no\", expected `true` or `false`",
        ),
        (
            "owners = [\"north\", \"south\"]",
            "owners = \"north\"",
            "town.toml:24: `owners`: found \"north\", expected a list, `[…]`",
        ),
        (
            "name = \"residents\"",
            "name = \"Residents\"",
            "town.toml:75: `name`: found `Residents`, expected a name of the characters `a-z`, `0-9`, `-` and `_`",
        ),
    ] {
        assert_eq!(fault(from, to), expected);
    }
}

#[test]
fn a_percentage_is_at_most_1000() {
    assert_eq!(
        fault("floor = 5, percent = 6", "floor = 5, percent = 1001"),
        "town.toml:18: `percent`: found 1001, expected a percentage from 0 to 1000"
    );
    let most = load_with("town.toml", "floor = 5, percent = 6", "floor = 5, percent = 1000").unwrap();
    assert_eq!(most.rules.limits[&LimitClass::Removals].percent, 1000);
}

#[test]
fn days_are_days_of_every_year_and_in_order() {
    for (from, to, expected) in [
        (
            "hold_to = \"09-15\"",
            "hold_to = \"09-31\"",
            "town.toml:27: `hold_to`: found `09-31`, expected a day of every year as `MM-DD`",
        ),
        (
            "spring_end = \"06-10\"",
            "spring_end = \"02-29\"",
            "town.toml:10: `spring_end`: found `02-29`, expected a day of every year as `MM-DD`",
        ),
        (
            "spring_end = \"06-10\"",
            "spring_end = \"6-010\"",
            "town.toml:10: `spring_end`: found `6-010`, expected a day of every year as `MM-DD`",
        ),
        (
            "hold_from = \"06-01\"",
            "hold_from = \"10-01\"",
            "town.toml:27: `hold_to`: found `09-15`, expected a day after `hold_from`, `10-01`",
        ),
        (
            "from = \"06-01\", to = \"09-30\"",
            "from = \"11-01\", to = \"01-31\"",
            "town.toml:19: `to`: found `01-31`, expected a day after `from`, `11-01`",
        ),
        (
            "autumn_start = \"08-19\"",
            "autumn_start = \"06-10\"",
            "town.toml:11: `autumn_start`: found `06-10`, expected a day after `spring_end`, `06-10`",
        ),
        (
            "2016 = { spring_end = \"06-09\" }",
            "2016 = { spring_end = \"09-06\" }",
            "town.toml:13: `autumn_start`: found `08-19`, expected a day after `spring_end`, `09-06`",
        ),
        ("2016 = {", "16 = {", "town.toml:13: found `16`, expected a year as `YYYY`"),
        (
            "\"2016-08-17\"",
            "\"2016-08-32\"",
            "town.toml:72: `from`: found `2016-08-32`, expected a date as `YYYY-MM-DD`",
        ),
    ] {
        assert_eq!(fault(from, to), expected);
    }
}

#[test]
fn a_pattern_has_a_date_and_stays_below_the_extracts() {
    for (pattern, expected) in [
        ("residents.csv", "expected `{date}` in the file name"),
        ("{date}/residents.csv", "expected `{date}` in the file name"),
        ("{date}_{date}.csv", "expected `{date}` once and `{provider}` at most once"),
        (
            "{provider}/{date}.csv",
            "expected no placeholder but `{date}` and `{provider}`, both in the file name",
        ),
        ("{town}_{date}.csv", "expected no placeholder but `{date}` and `{provider}`, both in the file name"),
        ("../residents_{date}.csv", "expected a path below the extracts directory"),
        ("/residents_{date}.csv", "expected a path below the extracts directory"),
    ] {
        assert_eq!(
            fault("residents_{date}.csv", pattern),
            format!("town.toml:77: `pattern`: found `{pattern}`, {expected}")
        );
    }
}

#[test]
fn dates_need_a_format() {
    assert_eq!(
        fault("[\"YYYY-MM-DD\", \"YYYYMMDD\"]", "[]"),
        "town.toml:42: `dates`: found no format, expected at least one"
    );
}

#[test]
fn columns_fit_the_kind_of_source() {
    for (from, to, expected) in [
        (
            "ends_on = \"end\"\n",
            "",
            "town.toml:59: `columns`: missing field `ends_on`, expected for kind `enrolment`",
        ),
        (
            "document = \"doc\", ",
            "document = \"doc\", area = \"area\", ",
            "town.toml:44: `area`: a source of kind `credential` has no such field, expected one of `number`, \
             `document`, `document_date`",
        ),
        (
            "ends_on = \"end\"",
            "ends_on = \"start\"",
            "town.toml:66: `ends_on`: the header `start` is already that of `start`, expected another",
        ),
        (
            "ends_on = \"end\"",
            "ends_on = \"\"",
            "town.toml:66: `ends_on`: found an empty header, expected the column's name",
        ),
        ("ends_on = \"end\"", "ends = \"end\"", "town.toml:66: unknown key `ends`; did you mean `ends_on`?"),
        (
            "ends_on = \"end\"",
            "deregistration_dat = \"end\"",
            "town.toml:66: unknown key `deregistration_dat`; did you mean `deregistration_date`?",
        ),
        (
            "start = \"start\"",
            "street = \"start\"",
            "town.toml:65: `street`: a source of kind `enrolment` has no such field, expected one of `number`, \
             `school_unit`, `school_form`, `programme`, `school_year`, `status`, `start`, `ends_on`, \
             `broken_off_on`, `document`, `document_date`",
        ),
        (
            "document_date = \"doc_date\" }",
            "document_day = \"doc_date\" }",
            "town.toml:44: unknown key `document_day`; did you mean `document_date`?",
        ),
    ] {
        assert_eq!(fault(from, to), expected);
    }
}

#[test]
fn sources_have_names_and_patterns_of_their_own() {
    assert_eq!(
        fault("name = \"residents\"", "name = \"schools\""),
        "town.toml:75: `name`: two sources have `schools`, expected another for each source"
    );
    assert_eq!(
        fault("residents_{date}", "documents_{date}"),
        "town.toml:77: `pattern`: two sources have `documents_{date}.csv`, expected another for each source"
    );
}

#[test]
fn exactly_one_source_is_the_population() {
    let start = TOWN.rfind("[[sources]]").unwrap();
    assert_eq!(
        fault(&TOWN[start..], ""),
        "town.toml:33: `sources`: none is of kind `population`, expected exactly one"
    );
    let second = TOWN[start..].replace("residents", "others");
    assert_eq!(
        fault(&TOWN[start..], &format!("{}{second}", &TOWN[start..])),
        "town.toml:99: `kind`: a second source of kind `population`, expected exactly one"
    );
}

#[test]
fn a_source_promises_what_its_kind_needs() {
    for (from, to, expected) in [
        (
            "pattern = \"residents_{date}.csv\"\nrequired = true\nsnapshot = true",
            "pattern = \"residents_{date}.csv\"\nrequired = true\nsnapshot = false",
            "town.toml:79: `snapshot`: found `false`, expected `true` for kind `population`",
        ),
        (
            "pattern = \"residents_{date}.csv\"\nrequired = true",
            "pattern = \"residents_{date}.csv\"\nrequired = false",
            "town.toml:78: `required`: found `false`, expected `true` for kind `population`",
        ),
        (
            "required = false\nsnapshot = false",
            "required = false\nsnapshot = true",
            "town.toml:38: `snapshot`: found `true`, expected `false` for kind `credential`",
        ),
        (
            "snapshot = false",
            "snapshot = false\nmax_age_working_days = 1",
            "town.toml:39: `max_age_working_days`: not expected where `snapshot` is `false`",
        ),
        (
            "carry_forward_days = 3\n",
            "",
            "town.toml:79: missing key `carry_forward_days`, expected where `snapshot` is `true`",
        ),
        (
            "carry_forward_days = 3\nmax_age_working_days = 1\n",
            "carry_forward_days = 3\n",
            "town.toml:79: missing key `max_age_working_days`, expected where `snapshot` is `true`",
        ),
        ("rank = 1\n", "", "town.toml:47: missing key `rank`, expected for kind `enrolment`"),
        ("rank = 1", "rank = 0", "town.toml:49: `rank`: found 0, expected 1 or more; 1 is believed before 2"),
        (
            "kind = \"credential\"",
            "kind = \"credential\"\nrank = 1",
            "town.toml:36: `rank`: not expected for kind `credential`; only enrolment sources compete",
        ),
    ] {
        assert_eq!(fault(from, to), expected);
    }
}

#[test]
fn owners_must_be_known() {
    assert_eq!(
        fault("hold_owner = \"north\"", "hold_owner = \"nort\""),
        "town.toml:28: `hold_owner`: `nort` is not in `outreach.owners`, expected `north` or `south`; did you mean \
         `north`?"
    );
    assert_eq!(
        table_fault("areas.csv", "Downhill;south", "Downhill;west"),
        "areas.csv:5: `owner`: `west` is not in `outreach.owners`, expected `north` or `south`"
    );
}

#[test]
fn providers_deliver_from_a_day_to_a_later_one_under_a_name_of_their_own() {
    assert_eq!(
        fault("\"2017-06-15\"", "\"2016-08-16\""),
        "town.toml:73: `to`: found `2016-08-16`, expected a day not before `from`, `2016-08-17`"
    );
    assert_eq!(
        fault("name = \"alfa\"", "name = \"alfa\"\n[[sources.providers]]\nname = \"alfa\""),
        "town.toml:73: `name`: two providers are named `alfa`, expected another name"
    );
    assert_eq!(
        fault("{provider}_", ""),
        "town.toml:71: `name`: found `alfa`, expected `schools`: a source whose pattern has no `{provider}` \
         has one provider"
    );
}

#[test]
fn text_that_is_not_utf_8_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.toml");
    std::fs::write(&path, b"# one\n# sk\xe5ne\n").unwrap();
    assert_eq!(
        format!("{:#}", load(&path).unwrap_err()),
        format!("{}:2: a byte that is not UTF-8, expected a file saved as UTF-8", path.display())
    );
}
