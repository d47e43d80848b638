//! Reports against the SQL that `docs/statistics.md` gives for each figure: two ways of counting, one answer.

use crate::harness::{Kaa, at, fixture_nights};
use crate::rerun::corrected;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// The figures of a report by the codes that stand before them: `in moved_in`.
type Figures = BTreeMap<String, Value>;

/// A statement of the page, with the report that it counts and what that was asked.
struct Statement {
    report: String,
    asked: Vec<String>,
    sql: String,
}

/// The statements of the page. The first ones make views and count nothing.
fn statements() -> Vec<Statement> {
    let page = fs::read_to_string(at("docs/statistics.md")).unwrap();
    let blocks = page.split("```sql\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let statement = |block: &str| {
        let first = block.lines().next().unwrap();
        let mut words = first.strip_prefix("-- ").unwrap_or_default().split(", ").map(str::to_owned);
        Statement { report: words.next().unwrap(), asked: words.collect(), sql: block.to_owned() }
    };
    blocks.map(statement).collect()
}

/// How a report is asked for what a statement counts.
fn command(statement: &Statement) -> Vec<String> {
    let asked = statement.asked.iter().map(String::as_str).collect::<Vec<_>>();
    let arguments = match (statement.report.as_str(), asked.as_slice()) {
        ("register" | "coverage", [on]) => vec![&*statement.report, "--on", on],
        ("flows" | "lag", [from, to]) => vec![&*statement.report, "--from", from, "--to", to],
        ("quarantined", [from, to]) => vec!["lag", "--from", from, "--to", to],
        ("year" | "outreach", [year]) => vec![&*statement.report, year],
        other => panic!("no report is called {other:?}"),
    };
    ["report"].into_iter().chain(arguments).map(str::to_owned).collect()
}

/// Each figure under the codes before it.
pub fn report(kaa: &Kaa, arguments: &[String]) -> Figures {
    let told = kaa.run([&["--json".to_owned()], arguments].concat()).exits(0).stdout;
    let told: Value = serde_json::from_str(&told).unwrap();
    let columns: Vec<&str> =
        told["columns"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
    let is_code = |column: &str| {
        ["division", "group", "flow", "reason", "figure", "provider", "school_unit"].contains(&column)
    };
    let mut figures = Figures::new();
    for row in told["rows"].as_array().unwrap() {
        let cells = columns.iter().copied().zip(row.as_array().unwrap());
        let (codes, values): (Vec<_>, Vec<_>) = cells.partition(|(column, _)| is_code(column));
        let codes = codes.iter().map(|(_, code)| code.as_str().unwrap()).collect::<Vec<_>>().join(" ");
        for (column, value) in values.into_iter().filter(|(column, _)| *column != "share") {
            figures.insert(format!("{codes} {column}"), value.clone());
        }
    }
    figures
}

/// What a statement counts, each figure under the codes before it.
fn counted(connection: &Connection, statement: &Statement) -> Figures {
    let mut prepared = connection.prepare(&statement.sql).unwrap();
    let columns: Vec<String> = prepared.column_names().into_iter().map(str::to_owned).collect();
    let mut figures = Figures::new();
    let mut rows = prepared.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let mut codes = Vec::new();
        for (place, column) in columns.iter().enumerate() {
            let is_code = place < if statement.report == "lag" { 2 } else { columns.len() - 1 };
            match row.get(place).unwrap() {
                Sql::Text(code) => codes.push(code),
                // Ages are codes too, and numbers to SQLite.
                Sql::Integer(age) if is_code => codes.push(age.to_string()),
                Sql::Integer(count) => {
                    figures.insert(format!("{} {column}", codes.join(" ")), json!(count));
                }
                Sql::Real(days) => {
                    figures.insert(format!("{} {column}", codes.join(" ")), json!(days));
                }
                Sql::Null => {
                    figures.insert(format!("{} {column}", codes.join(" ")), Value::Null);
                }
                Sql::Blob(_) => panic!("no figure is a blob"),
            }
        }
    }
    if statement.report == "quarantined" {
        // The report tells them of all of a provider's units together.
        return figures.into_iter().map(|(key, rows)| (key.replacen(' ', " total ", 1), rows)).collect();
    }
    figures
}

fn equal(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        _ => one == other,
    }
}

/// Compares every report with the statements for it. Returns how many figures were compared, by report.
pub fn agree_with_sql(kaa: &Kaa) -> BTreeMap<String, usize> {
    agree_with(kaa, statements())
}

fn agree_with(kaa: &Kaa, statements: Vec<Statement>) -> BTreeMap<String, usize> {
    let connection = Connection::open_with_flags(kaa.db(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let (views, counts): (Vec<_>, Vec<_>) =
        statements.into_iter().partition(|statement| statement.asked.is_empty());
    for view in views {
        connection.execute_batch(&view.sql).unwrap();
    }
    let mut by_report: BTreeMap<Vec<String>, (Figures, Figures)> = BTreeMap::new();
    for statement in &counts {
        let command = command(statement);
        let both =
            by_report.entry(command.clone()).or_insert_with(|| (report(kaa, &command), Figures::new()));
        both.1.extend(counted(&connection, statement));
    }
    let mut compared = BTreeMap::new();
    for (command, (told, counted)) in by_report {
        for (figure, value) in &counted {
            // A figure that counts nobody may be left out by either.
            let other = told.get(figure).cloned().unwrap_or_else(|| json!(0));
            assert!(equal(value, &other), "{command:?}: `{figure}`: SQL {value}, told {other}");
        }
        for (figure, value) in &told {
            let is_elsewhere = figure == "covered value" && command[1] == "outreach"
                || figure.contains(" total ") && command[1] == "lag";
            let is_nothing = value.is_null() || equal(value, &json!(0));
            assert!(
                counted.contains_key(figure) || is_nothing || is_elsewhere,
                "{command:?}: no SQL for `{figure}`, {value}"
            );
        }
        compared.insert(command[1].clone(), counted.len());
    }
    compared
}

/// What the reports say of the school year that is played night by night elsewhere.
pub fn of_the_school_year(kaa: &Kaa) {
    agree_with_sql(kaa);
    every_month_balances(kaa);
    the_year_is_what_the_timelines_say(kaa);
    every_night_leaves_nobody_over(kaa);
    what_is_published_is_told_or_hidden(kaa);
}

fn asked(report: &str) -> Vec<String> {
    ["report"].into_iter().chain(report.split(' ')).map(str::to_owned).collect()
}

/// Opening balance + in - out = closing balance, each month's opening the closing of the month before.
fn every_month_balances(kaa: &Kaa) {
    let told =
        kaa.run(["--json", "report", "flows", "--from", "2016-08-01", "--to", "2017-08-31", "--by-month"]);
    let told: Value = serde_json::from_str(&told.exits(0).stdout).unwrap();
    let mut months: BTreeMap<&str, BTreeMap<&str, i64>> = BTreeMap::new();
    for row in told["rows"].as_array().unwrap().iter().filter(|row| row[2] == "total") {
        let month = months.entry(row[0].as_str().unwrap()).or_default();
        month.insert(row[1].as_str().unwrap(), row[3].as_i64().unwrap());
    }
    assert_eq!(months.len(), 13);
    let mut carried = None;
    for (month, lines) in months {
        let closing = lines["opening_balance"] + lines["in"] - lines["out"];
        assert_eq!(closing, lines["closing_balance"], "{month}");
        assert!(carried.is_none_or(|carried| carried == lines["opening_balance"]), "{month}");
        carried = Some(closing);
    }
}

/// Counted in the timelines and in `told.csv`, as the numbers of the school year are.
fn the_year_is_what_the_timelines_say(kaa: &Kaa) {
    let year = report(kaa, &asked("year 2016/2017"));
    let distinct = kaa.lines(
        "SELECT count(DISTINCT person_id) FROM register WHERE annulled = 0 AND opened_on <= '2017-06-30'
            AND (closed_on IS NULL OR closed_on > '2016-07-01')",
    );
    assert_eq!(year["covered value"].to_string(), distinct.concat());
    let outreach = report(kaa, &asked("outreach 2016/2017"));
    // What the action plan asks for, 7.1: letters at the start of the year, cards, calls and visits with their
    // answers, what those reached chose, and how many were covered.
    let asked_for = [
        ("covered", 31),
        ("term_start_letters", 15),
        ("term_start_answered", 1),
        ("attempts:KNACKKORT", 10),
        ("answered:KNACKKORT", 0),
        ("attempts:TELEFON", 52),
        ("answered:TELEFON", 10),
        ("attempts:HEMBESOK", 12),
        ("answered:HEMBESOK", 6),
        ("chose_education", 5),
        ("chose_work", 7),
        ("sought", 27),
        ("reached", 22),
    ];
    for (figure, expected) in asked_for {
        assert_eq!(outreach[&format!("{figure} value")], json!(expected), "{figure}");
    }
    for rate in
        ["term_start_rate", "response_rate:KNACKKORT", "response_rate:TELEFON", "response_rate:HEMBESOK"]
    {
        assert!(outreach[&format!("{rate} value")].is_number(), "{rate}");
    }
}

/// The equation of every night, and the last one as the report tells it.
fn every_night_leaves_nobody_over(kaa: &Kaa) {
    assert_eq!(
        kaa.lines("SELECT count(*), sum(persons) FROM coverage WHERE \"group\" = 'residual'"),
        ["284;0"]
    );
    let parts = report(kaa, &asked("coverage"));
    let apart = ["residents persons", "held_close persons"];
    let sum: i64 = parts
        .iter()
        .filter(|(part, _)| !apart.contains(&&***part))
        .map(|(_, persons)| persons.as_i64().unwrap())
        .sum();
    assert_eq!(parts["residents persons"], json!(sum));
}

/// Publishing hides and changes nothing else; no small group is shown.
fn what_is_published_is_told_or_hidden(kaa: &Kaa) {
    let reports =
        ["register", "flows --from 2016-08-01 --to 2017-08-31", "year 2016/2017", "outreach 2016/2017"];
    for asked in reports.map(asked) {
        let told = report(kaa, &asked);
        let published = report(kaa, &[asked.clone(), vec!["--publish".to_owned()]].concat());
        assert!(told.keys().eq(published.keys()), "{asked:?}");
        let hidden = published.values().filter(|value| **value == json!("..")).count();
        assert!(hidden > 0 && hidden < published.len(), "{asked:?}: {hidden}");
        for (figure, value) in published.iter().filter(|(_, value)| **value != json!("..")) {
            assert_eq!(*value, told[figure], "{asked:?}: {figure}");
            let size = value.as_u64().unwrap_or(0);
            assert!(!(1..5).contains(&size), "{asked:?}: {figure} is {value}");
        }
    }
}

#[test]
fn the_reports_of_six_nights_are_what_sql_counts() {
    let kaa = Kaa::after(6);
    kaa.record_reports(&at("fixtures/morning"));
    let mut statements = statements();
    for statement in &mut statements {
        // The day that the page asks about comes after these nights.
        statement.sql = statement
            .sql
            .replace("2017-03-31", "2016-11-18")
            .replace("03-31", "11-18")
            .replace("2017 -", "2016 -");
        statement.asked = statement.asked.iter().map(|day| day.replace("2017-03-31", "2016-11-18")).collect();
    }
    let compared = agree_with(&kaa, statements);
    let reports = ["coverage", "flows", "lag", "outreach", "register", "year"];
    assert!(compared.keys().eq(reports), "{compared:?}");
    assert!(compared.values().all(|figures| *figures > 0), "{compared:?}");
}

#[test]
fn a_night_whose_register_is_not_what_was_decided_says_so() {
    let kaa = Kaa::after(1);
    // The database loses every entry it is given.
    let lose = "CREATE TRIGGER lose AFTER INSERT ON entry BEGIN
        DELETE FROM entry WHERE entry_id = NEW.entry_id AND from_run = NEW.from_run; END";
    Connection::open(kaa.db()).unwrap().execute_batch(lose).unwrap();
    let opened = kaa.copy().night(&fixture_nights()[1], false);
    let told = opened.exits(3);
    assert!(
        told.stderr.contains("the coverage equation of 2016-11-15 leaves 3 residents over"),
        "{}",
        told.stderr
    );
}

#[test]
fn a_report_is_printed_or_written_in_the_form_that_was_asked_for() {
    let kaa = Kaa::after(6);
    let flows = ["report", "flows", "--from", "2016-11-15", "--to", "2016-11-21"];
    let text = kaa.run(flows).exits(0).stdout;
    assert!(text.starts_with("2016-11-15 till 2016-11-21: inskrivna och utskrivna\n"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let printed = kaa.run(flows.iter().chain(&["--format", "csv"])).exits(0).stdout;
    assert!(printed.starts_with("\u{feff}Flöde;Orsak;Poster;Natt;"), "{printed}");
    for name in ["flows.csv", "flows.json", "flows.xlsx", "flows.txt"] {
        let file = kaa.path(name);
        kaa.run(flows.iter().copied().chain(["--out", file.to_str().unwrap()])).exits(0);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
    let read = |name| fs::read(kaa.path(name)).unwrap();
    assert_eq!(read("flows.csv"), printed.as_bytes());
    assert_eq!(read("flows.txt"), text.as_bytes());
    assert_eq!(read("flows.json"), kaa.run(["--json"].iter().chain(&flows)).exits(0).stdout.as_bytes());
    assert!(read("flows.xlsx").starts_with(b"PK"));
}

#[test]
fn a_report_overwrites_nothing_and_is_asked_for_what_can_be() {
    let kaa = Kaa::after(1);
    let taken = kaa.write("taken.csv", "mine");
    let year = |rest: &[&str]| kaa.run([&["report", "year"], rest].concat());
    year(&["2016/2017", "--out", taken.to_str().unwrap()]).exits(1);
    assert_eq!(fs::read_to_string(&taken).unwrap(), "mine");
    year(&["2016/2018"]).exits(2);
    year(&["2016/2017", "--format", "xlsx"]).exits(2);
    let future = year(&["2017/2018"]).exits(2).stderr;
    assert!(future.contains("the last night known is 2016-11-14"), "{future}");
    kaa.run(["report", "register", "--on", "2016-11-15"]).exits(2);
    kaa.run(["report", "register", "--known-on", "2016-11-13"]).exits(1);
    kaa.run(["report", "flows", "--from", "2016-11-14", "--to", "2016-11-13"]).exits(2);
    kaa.run(["report", "series", "--from", "2016", "--to", "2016"]).exits(2);
}

#[test]
fn a_period_that_has_begun_is_told_through_the_last_night() {
    let kaa = Kaa::after(1);
    let periods =
        ["flows --from 2016-11-01 --to 2017-12-31 --by-month", "lag --from 2016-11-01 --to 2017-12-31"];
    for period in periods.map(asked) {
        let told = kaa.run(["--json".to_owned()].iter().chain(&period)).exits(0).stdout;
        let told: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(told["period"], json!({ "from": "2016-11-01", "to": "2016-11-14" }), "{period:?}");
        let months = told["rows"].as_array().unwrap().iter().filter(|row| row[1] == "closing_balance");
        assert!(months.count() <= 1, "{period:?}");
    }
    kaa.run(["report", "flows", "--from", "2016-11-15", "--to", "2016-11-16"]).exits(2);
}

const CALL: &str = "PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING\n\
                    199807112389;2016-11-17;TELEFON;EJ_SVAR;;\n";

/// Every report that can be known on a date, all it says but when that was.
fn all_reports(kaa: &Kaa, night: &str, known_on: &[&str]) -> Vec<Value> {
    let flows = format!("flows --from 2016-11-14 --to {night} --by-month");
    let reports =
        ["register", &flows, "year 2016/2017", "outreach 2016/2017", "series --from 2016 --to 2017", "lag"];
    let told = |report: &&str| {
        let arguments = [&["--json", "report"], &*report.split(' ').collect::<Vec<_>>(), known_on].concat();
        let mut told: Value = serde_json::from_str(&kaa.run(arguments).exits(0).stdout).unwrap();
        told["about"].as_object_mut().unwrap().remove("known_on");
        told
    };
    reports.iter().chain(&["coverage"]).map(told).collect()
}

#[test]
fn what_was_known_after_a_night_is_reported_the_same_however_many_nights_come_after() {
    let kaa = Kaa::new();
    let mut asked_then = Vec::new();
    for (place, folder) in fixture_nights().iter().enumerate() {
        let night = folder.file_name().unwrap().to_str().unwrap().to_owned();
        kaa.night(folder, place == 0).exits(if place == 3 { 3 } else { 0 });
        asked_then.push((night.clone(), all_reports(&kaa, &night, &[])));
        if night == "2016-11-17" {
            kaa.ask(["record", "contacts", "-"], CALL).exits(0);
        }
    }
    let as_known_then = |asked_then: &[(String, Vec<Value>)]| {
        for (night, then) in asked_then {
            assert_eq!(all_reports(&kaa, night, &["--known-on", night]), *then, "{night}");
        }
    };
    as_known_then(&asked_then);
    let calls = |known_on: &str| {
        let outreach = asked(&format!("outreach 2016/2017 --known-on {known_on}"));
        report(&kaa, &outreach)["attempts:TELEFON value"].clone()
    };
    // Recorded on the morning after the 17th: the night of the 18th is the first that knew.
    assert_eq!([calls("2016-11-17"), calls("2016-11-18")], [json!(0), json!(1)]);
    kaa.run(["rerun", "--from", "2016-11-16", "--extracts", corrected(&kaa).to_str().unwrap()]).exits(0);
    let (last, _) = asked_then.pop().unwrap();
    as_known_then(&asked_then);
    let now = all_reports(&kaa, &last, &[]);
    assert_eq!(all_reports(&kaa, &last, &["--known-on", &last]), now, "no later night has been run");
}

/// `make page-test` looks at this page as well, for it is a real one.
#[test]
fn the_page_tells_what_the_register_holds_and_names_nobody() {
    let kaa = Kaa::after(6);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("page");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("nights-sv.html");
    let _ = fs::remove_file(&file);
    kaa.run(["report", "html", "--out", file.to_str().unwrap()]).exits(0);
    let page = fs::read_to_string(&file).unwrap();
    let register = report(&kaa, &asked("register"));
    let covered = register["all total persons"].to_string();
    assert!(page.contains(&covered), "{covered} is not on the page");
    for name in ["kaa.db", "uedb", "20000003"] {
        assert!(page.contains(name), "{name} is not on the page");
    }
    let numbers = kaa.lines("SELECT number FROM person");
    assert!(numbers.len() > 90);
    for number in numbers {
        assert!(!page.contains(&number) && !page.contains(&number[2..]), "somebody is on the page");
    }
}
