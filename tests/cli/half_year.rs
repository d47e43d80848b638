//! The half-year delivery: the file against the register, its checks against planted faults, who may have it.

use crate::harness::{Done, Kaa, at};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

/// Open since 2016-06-11.
const OPEN: (i64, &str) = (5, "199701222383");
/// Closed on 2016-11-17, open from the 2nd.
const LEFT: (i64, &str) = (31, "199803082388");
/// Left on the 20th birthday, 2016-11-16.
const TWENTY: i64 = 1;
/// The entries of protected persons.
const PROTECTED: [i64; 4] = [35, 40, 64, 90];

const MEASURES: &str =
    "PERSONNUMMER;ATGARD;FRAN;TILL;AVSLUTSORSAK;SYSSELSATTNING_FORE;SYSSELSATTNING_EFTER\n";
const CONTACTS: &str = "PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING\n";

/// The shipped table, filled in: SCB's code for `decided` is `x.decided`.
pub fn filled() -> String {
    let text = fs::read_to_string(at("config/scb.csv")).unwrap();
    let line = |line: &str| match line.split(';').collect::<Vec<_>>()[..] {
        [domain, code, "", "", ""] => format!("{domain};{code};x.{code};;\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

/// A register after the six nights, with a filled table beside it.
fn after_six() -> Kaa {
    let kaa = Kaa::after(6);
    kaa.write("scb.csv", filled());
    kaa
}

/// Delivers with the filled table into a file of the register's directory.
fn deliver(kaa: &Kaa, half_year: &str, out: &str, more: &[&str]) -> Done {
    let (mapping, out) = (kaa.path("scb.csv"), kaa.path(out));
    let given = ["--json", "report", "half-year", half_year, "--mapping", mapping.to_str().unwrap(), "--out"];
    kaa.run(given.iter().chain(&[out.to_str().unwrap()]).chain(more))
}

/// What was found: the check, how often, in which entries; but for what was found nowhere.
fn found(done: &Done) -> Vec<String> {
    let told: Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(told["columns"], json!(["check", "found", "entry_ids"]));
    let checks = told["rows"].as_array().unwrap();
    assert_eq!(checks.len(), 9);
    let found = checks.iter().filter(|check| check[1] != 0);
    found.map(|check| format!("{} {} {}", check[0].as_str().unwrap(), check[1], check[2])).collect()
}

/// What standard error said, with the test's own directory called `DIR`.
fn said(kaa: &Kaa, done: &Done) -> String {
    done.stderr.replace(&*kaa.path("").to_string_lossy(), "DIR/")
}

fn meddle(kaa: &Kaa, sql: &str) {
    let connection = Connection::open(kaa.db()).unwrap();
    connection.execute_batch(&format!("PRAGMA ignore_check_constraints = ON; {sql}")).unwrap();
}

/// The cells of a delivery, header first: no mark, CRLF, as many cells in each row.
fn cells(kaa: &Kaa, name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(kaa.path(name)).unwrap();
    assert!(text.is_ascii());
    let rows: Vec<Vec<String>> = text
        .strip_suffix("\r\n")
        .unwrap()
        .split("\r\n")
        .map(|row| row.split(';').map(str::to_owned).collect())
        .collect();
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    rows
}

/// Everything a delivery says, a line for each thing, sorted.
fn told(kaa: &Kaa, name: &str) -> Vec<String> {
    let rows = cells(kaa, name);
    let (header, rows) = rows.split_first().unwrap();
    let numbers: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
    assert!(numbers.is_sorted_by(|one, other| one < other), "one row for each person, by number");
    let mut lines = Vec::new();
    for row in rows {
        assert_eq!(row[1], "0180");
        for (place, name) in header.iter().enumerate() {
            let (kind, width) = match name.trim_end_matches(|digit: char| digit.is_ascii_digit()) {
                "INSKRIVEN_" => ("entry", 4),
                "FORSTA_KONTAKT" => ("contact", 2),
                "ATGARD_" => ("measure", 6),
                _ => continue,
            };
            let group = &row[place..place + width];
            if group.iter().any(|cell| !cell.is_empty()) {
                lines.push(format!("{kind};{};{}", row[0], group.join(";")));
            }
        }
    }
    lines.sort();
    lines
}

/// What the register says of a half-year, by SQL over its public views.
fn by_hand(kaa: &Kaa, first: &str, last: &str) -> Vec<String> {
    let covered = format!(
        "WITH covered AS (
             SELECT * FROM register
             WHERE annulled = 0 AND personnummer IS NOT NULL AND opened_on <= '{last}'
                 AND (closed_on IS NULL OR closed_on > '{first}')
         ), since AS (
             SELECT person_id, personnummer, min(opened_on) AS opened_on FROM covered GROUP BY person_id
         )"
    );
    let entries = format!(
        "{covered} SELECT 'entry', personnummer, opened_on, 'x.' || opened_reason,
             iif(closed_on <= '{last}', closed_on, NULL), iif(closed_on <= '{last}', 'x.' || closed_reason, NULL)
         FROM covered"
    );
    let contacts = format!(
        "{covered} SELECT 'contact', since.personnummer, min(contacts.contacted_on),
             'x.' || coalesce(contacts.occupation, (
                 SELECT occupations.occupation FROM occupations
                 WHERE occupations.person_id = since.person_id
                     AND contacts.contacted_on BETWEEN occupations.from_on AND occupations.to_on
             ))
         FROM since
         JOIN contacts ON contacts.person_id = since.person_id
             AND contacts.contacted_on BETWEEN since.opened_on AND '{last}' AND contacts.outcome LIKE 'NADD%'
         GROUP BY since.person_id"
    );
    let measures = format!(
        "{covered} SELECT 'measure', since.personnummer, 'x.' || measure, from_on,
             iif(to_on <= '{last}', to_on, NULL), 'x.' || occupation_before,
             iif(to_on <= '{last}', 'x.' || occupation_after, NULL),
             iif(to_on <= '{last}', 'x.' || ended_reason, NULL)
         FROM since JOIN measures_current ON measures_current.person_id = since.person_id
         WHERE from_on <= '{last}' AND (to_on IS NULL OR to_on >= '{first}')"
    );
    let mut lines: Vec<String> =
        [entries, contacts, measures].iter().flat_map(|sql| kaa.lines(sql)).collect();
    lines.sort();
    lines
}

/// The last two half-years of a register, read back and compared with it. Gives how many lines each has.
pub fn agrees_with_the_register(kaa: &Kaa, half_years: [(&str, &str, &str); 2]) -> [usize; 2] {
    kaa.write("scb.csv", filled());
    half_years.map(|(half_year, first, last)| {
        let done = deliver(kaa, half_year, &format!("{half_year}.csv"), &[]);
        assert!([0, 3].contains(&done.exit), "{}", done.stderr);
        let told = told(kaa, &format!("{half_year}.csv"));
        assert_eq!(told, by_hand(kaa, first, last), "{half_year}");
        told.len()
    })
}

/// Contacts and measures as people report them; the last measure goes on into the next half-year.
pub fn with_reports(kaa: &Kaa) {
    let (open, left) = (OPEN.1, LEFT.1);
    let contacts = format!(
        "{CONTACTS}{open};2016-06-10;TELEFON;NADD_AVBOJER;;\n{open};2016-09-01;TELEFON;NADD_AVBOJER;;\n\
         {open};2016-11-16;BESOK;NADD_SYSSELSATT;;ARBETE\n{left};2016-11-15;BREV;SKICKAT;;\n\
         {left};2016-11-16;TELEFON;NADD_SYSSELSATT;BREV;INGEN\n"
    );
    kaa.ask(["record", "contacts", "-"], &contacts).exits(0);
    let occupations =
        format!("PERSONNUMMER;SYSSELSATTNING;FRAN;TILL;KALLA\n{open};INGEN;2016-08-01;2016-09-30;SKOLA\n");
    kaa.ask(["record", "occupations", "-"], &occupations).exits(0);
    let measures = format!(
        "{MEASURES}{open};PRAKTIK;2016-06-13;2016-07-29;FULLFOLJD;INGEN;INGEN\n\
         {open};MOTIVERANDE_SAMTAL;2016-09-05;2017-01-20;OVERGANG_ARBETE;INGEN;ARBETE\n\
         {left};STUDIE_YRKESVAGLEDNING;2016-11-03;2016-11-03;OVERGANG_STUDIER;OKAND;GYMNASIUM\n"
    );
    kaa.ask(["record", "measures", "-"], &measures).exits(0);
}

#[test]
fn the_shipped_table_maps_nothing_and_the_file_is_refused_with_what_is_missing() {
    let kaa = Kaa::after(6);
    let out = kaa.path("scb-2016H2.csv");
    let done = kaa.run(["report", "half-year", "2016H2", "--out", out.to_str().unwrap()]).exits(2);
    let table = at("config/scb.csv").to_string_lossy().into_owned();
    let lines: Vec<&str> = done.stderr.lines().collect();
    assert_eq!(
        lines[0],
        format!("kaa-sync: `{table}` has no `scb_code` for codes of this delivery; nothing was written")
    );
    assert_eq!(lines[1], "  opened_reason;decided, 2016-11-16 to 2016-11-16: 1 (entry 89)");
    assert_eq!(
        lines[5],
        "  opened_reason;interrupted_national, 2014-03-29 to 2016-11-19: 50 (entries 1, 3, 4, 6, 8, 9, 11, 13, 15, 17 \
         … and 40 more)"
    );
    assert_eq!(lines[17], "  closed_reason;attending, 2016-11-16 to 2016-11-17: 3 (entries 31, 34, 75)");
    assert_eq!(lines[18..], ["fill them in, or write ours with `--unmapped keep`"]);
    assert_eq!(done.stdout, "");
    assert!(!out.exists());
    assert_eq!(kaa.lines("SELECT * FROM access"), [""; 0]);
}

#[test]
fn our_codes_are_written_if_they_are_to_be_kept() {
    let kaa = Kaa::after(6);
    let out = kaa.path("scb.csv");
    let given =
        ["--json", "report", "half-year", "2016H2", "--unmapped", "keep", "--include-protected", "--out"];
    let done = kaa.run(given.iter().chain(&[out.to_str().unwrap()])).exits(3);
    let found = found(&done);
    assert!(found.len() == 1 && found[0].starts_with("unmapped_code 17 [1,2,3,"), "{found:?}");
    let row = cells(&kaa, "scb.csv").into_iter().find(|row| row[0] == LEFT.1).unwrap();
    assert_eq!(row[2..6], ["2016-11-02", "interrupted_national", "2016-11-17", "attending"]);
}

#[test]
fn filled_in_it_passes_its_own_checks_and_is_recorded() {
    let kaa = after_six();
    let done = deliver(&kaa, "2016H2", "a.csv", &["--include-protected", "-v"]).exits(0);
    assert_eq!(
        said(&kaa, &done),
        "den senaste natten är 2016-11-21: halvåret redovisas till och med den, inte till och med 2016-12-31\n\
         okänt om de var folkbokförda i kommunen 2016-11-21: 2 (post 64, 90)\n\
         102 personer redovisade i DIR/a.csv\n"
    );
    assert_eq!(found(&done), [""; 0]);
    assert_eq!(cells(&kaa, "a.csv").len(), 103);
    assert_eq!(fs::metadata(kaa.path("a.csv")).unwrap().permissions().mode() & 0o777, 0o600);
    deliver(&kaa, "2016H1", "b.csv", &[]).exits(3);
    assert_eq!(
        kaa.lines("SELECT user, command, persons FROM access ORDER BY access_id"),
        ["test;report half-year 2016H2 --include-protected;102", "test;report half-year 2016H1;50"]
    );
}

#[test]
fn what_is_read_back_is_what_the_register_says() {
    let kaa = after_six();
    with_reports(&kaa);
    let half_years = [("2016H2", "2016-07-01", "2016-12-31"), ("2016H1", "2016-01-01", "2016-06-30")];
    agrees_with_the_register(&kaa, half_years);
    let of = |name: &str, number: &str| -> Vec<String> {
        told(&kaa, name).into_iter().filter(|line| line.contains(number)).collect()
    };
    assert_eq!(
        of("2016H2.csv", OPEN.1),
        [
            "contact;199701222383;2016-09-01;x.INGEN",
            "entry;199701222383;2016-06-11;x.study_certificate;;",
            "measure;199701222383;x.MOTIVERANDE_SAMTAL;2016-09-05;;x.INGEN;;",
            "measure;199701222383;x.PRAKTIK;2016-06-13;2016-07-29;x.INGEN;x.INGEN;x.FULLFOLJD",
        ]
    );
    assert_eq!(
        of("2016H1.csv", OPEN.1),
        [
            "entry;199701222383;2016-06-11;x.study_certificate;;",
            "measure;199701222383;x.PRAKTIK;2016-06-13;;x.INGEN;;",
        ]
    );
    assert_eq!(of("2016H1.csv", LEFT.1), [""; 0]);
}

#[test]
fn the_header_has_as_many_groups_as_the_widest_row_needs_and_one_at_least() {
    let kaa = after_six();
    deliver(&kaa, "2016H1", "a.csv", &[]).exits(3);
    with_reports(&kaa);
    deliver(&kaa, "2016H2", "b.csv", &[]).exits(3);
    let header = |name| cells(&kaa, name)[0].join(";");
    let one = "PERSONNUMMER;KOMMUN;INSKRIVEN_1;ORSAK_1;AVREGISTRERAD_1;AVREGISTRERINGSORSAK_1;FORSTA_KONTAKT;\
               SYSSELSATTNING_VID_FORSTA_KONTAKT;ATGARD_1;ATGARD_1_FRAN;ATGARD_1_TILL;\
               ATGARD_1_SYSSELSATTNING_FORE;ATGARD_1_SYSSELSATTNING_EFTER;ATGARD_1_AVSLUTSORSAK";
    let two = "ATGARD_2;ATGARD_2_FRAN;ATGARD_2_TILL;ATGARD_2_SYSSELSATTNING_FORE;\
               ATGARD_2_SYSSELSATTNING_EFTER;ATGARD_2_AVSLUTSORSAK";
    assert_eq!(header("a.csv"), one);
    assert_eq!(header("b.csv"), format!("{one};{two}"));
}

/// What a check is to say, and what makes it find something.
type Fault = (&'static str, fn(&Kaa));

const FAULTS: [Fault; 8] = [
    ("missing_reason 1 [5]", |kaa| meddle(kaa, "UPDATE entry SET opened_reason = '' WHERE entry_id = 5")),
    ("registered_after_20 1 [1]", |kaa| {
        let open = "UPDATE entry SET closed_on = NULL, closed_known_on = NULL, closed_reason = NULL";
        meddle(kaa, &format!("{open} WHERE entry_id = {TWENTY} AND to_run IS NULL"));
    }),
    ("not_resident 1 [5]", |kaa| {
        let moved = "UPDATE staged_resident SET municipality = '0184', moved_in_on = '2016-11-20'";
        meddle(kaa, &format!("{moved} WHERE number = '{}' AND to_run IS NULL", OPEN.1));
    }),
    ("measure_outside_entry 1 [31]", |kaa| {
        measure(kaa, LEFT.1, "PRAKTIK;2016-11-14;2016-11-18;ANNAN;INGEN;INGEN");
    }),
    ("end_before_start 1 [5]", |kaa| {
        measure(kaa, OPEN.1, "PRAKTIK;2016-09-05;2016-09-16;ANNAN;INGEN;INGEN");
        meddle(kaa, "UPDATE measure SET to_on = '2016-09-04'");
    }),
    ("overlap 1 [5]", |kaa| {
        measure(kaa, OPEN.1, "PRAKTIK;2016-09-05;2016-09-16;ANNAN;INGEN;INGEN");
        measure(kaa, OPEN.1, "PRAKTIK;2016-09-16;;;INGEN;");
    }),
    ("occupation_missing 1 [5]", |kaa| measure(kaa, OPEN.1, "PRAKTIK;2016-09-05;2016-09-16;ANNAN;INGEN;")),
    ("unmapped_code 1 [31,34,75]", |kaa| {
        let table = filled().replace("closed_reason;attending;x.attending;;", "closed_reason;attending;;;");
        kaa.write("scb.csv", table);
    }),
];

fn measure(kaa: &Kaa, number: &str, rest: &str) {
    kaa.ask(["record", "measures", "-"], &format!("{MEASURES}{number};{rest}\n")).exits(0);
}

#[test]
fn each_planted_fault_is_found_by_its_check_and_by_no_other() {
    let sound = after_six();
    for (expected, plant) in FAULTS {
        let kaa = sound.copy();
        plant(&kaa);
        let more = ["--include-protected", "--unmapped", "keep"];
        let done = deliver(&kaa, "2016H2", "a.csv", &more).exits(3);
        assert_eq!(found(&done), [expected]);
        assert_eq!(cells(&kaa, "a.csv").len(), 103, "{expected}: the file is whole");
    }
}

#[test]
fn protected_persons_are_left_out_and_counted_unless_asked_for() {
    let kaa = after_six();
    let done = deliver(&kaa, "2016H2", "a.csv", &[]).exits(3);
    assert_eq!(found(&done), [format!("protected_left_out 4 {PROTECTED:?}").replace(", ", ",")]);
    let sql = "SELECT number FROM person WHERE protected = 1 AND to_run IS NULL";
    let protected = kaa.lines(sql);
    deliver(&kaa, "2016H2", "b.csv", &["--include-protected"]).exits(0);
    let text = |name: &str| fs::read_to_string(kaa.path(name)).unwrap();
    let in_file = |name: &str| protected.iter().filter(|number| text(name).contains(number.as_str())).count();
    assert_eq!((in_file("a.csv"), in_file("b.csv")), (0, 4));
    assert!(protected.iter().all(|number| !done.stdout.contains(number.as_str())));
}

#[test]
fn whoever_is_protected_now_is_left_out_of_what_was_known_before() {
    let kaa = after_six();
    meddle(&kaa, "UPDATE person SET to_run = 6 WHERE person_id = 29 AND to_run IS NULL");
    meddle(
        &kaa,
        "INSERT INTO person (person_id, number, protected, area, owner, seniority, from_run)
             SELECT person_id, number, 1, area, owner, seniority, 6 FROM person WHERE person_id = 29",
    );
    for more in [&[][..], &["--known-on", "2016-11-18"][..]] {
        let done = deliver(&kaa, "2016H2", &format!("{}.csv", more.len()), more).exits(3);
        let left_out =
            found(&done).into_iter().find(|found| found.starts_with("protected_left_out")).unwrap();
        assert!(left_out.contains("[5,"), "{left_out}");
    }
}

#[test]
fn the_file_is_whole_every_time() {
    let kaa = after_six();
    deliver(&kaa, "2016H2", "a.csv", &[]).exits(3);
    measure(&kaa, OPEN.1, "PRAKTIK;2016-09-05;2016-09-16;ANNAN;INGEN;INGEN");
    deliver(&kaa, "2016H2", "b.csv", &[]).exits(3);
    deliver(&kaa, "2016H2", "c.csv", &[]).exits(3);
    let of = |name| cells(&kaa, name);
    let changed: Vec<String> =
        of("a.csv").iter().zip(of("b.csv")).filter(|(a, b)| *a != b).map(|(_, b)| b[0].clone()).collect();
    assert_eq!(changed, [OPEN.1]);
    assert_eq!(fs::read(kaa.path("b.csv")).unwrap(), fs::read(kaa.path("c.csv")).unwrap());
}

#[test]
fn what_was_known_on_a_day_knows_neither_later_nights_nor_later_reports() {
    let then = Kaa::after(1);
    then.write("scb.csv", filled());
    deliver(&then, "2016H2", "then.csv", &["--include-protected"]).exits(0);
    let kaa = after_six();
    measure(&kaa, OPEN.1, "PRAKTIK;2016-09-05;2016-09-16;ANNAN;INGEN;INGEN");
    deliver(&kaa, "2016H2", "now.csv", &["--include-protected"]).exits(0);
    deliver(&kaa, "2016H2", "then.csv", &["--include-protected", "--known-on", "2016-11-14"]).exits(0);
    assert!(cells(&kaa, "then.csv") == cells(&then, "then.csv"), "it was delivered otherwise then");
    assert!(cells(&kaa, "then.csv") != cells(&kaa, "now.csv"), "later nights changed nothing");
    let done = deliver(&kaa, "2016H2", "before.csv", &["--known-on", "2016-11-13"]).exits(1);
    assert_eq!(said(&kaa, &done), "kaa-sync: no night had been run by then: there is nothing to deliver\n");
}

#[test]
fn a_code_of_another_period_is_none() {
    let kaa = after_six();
    let before = "closed_reason;attending;x.attending;;";
    kaa.write("scb.csv", filled().replace(before, "closed_reason;attending;7;;2016-11-16"));
    let done = deliver(&kaa, "2016H2", "a.csv", &[]).exits(2);
    assert_eq!(
        said(&kaa, &done),
        "kaa-sync: `DIR/scb.csv` has no `scb_code` for codes of this delivery; nothing was written\n  \
         closed_reason;attending, 2016-11-17 to 2016-11-17: 2 (entries 31, 75)\n\
         fill them in, or write ours with `--unmapped keep`\n"
    );
    let faulty = filled().replace(before, "closed_reason;attends;7;;");
    kaa.write("scb.csv", faulty);
    let said = said(&kaa, &deliver(&kaa, "2016H2", "a.csv", &[]).exits(2));
    assert!(said.starts_with("kaa-sync: DIR/scb.csv:29: `code`: found `attends`, expected one of"), "{said}");
    assert!(!kaa.path("a.csv").exists());
}

#[test]
fn nothing_is_overwritten_no_link_followed_and_what_is_not_written_is_not_recorded() {
    let kaa = after_six();
    let theirs = kaa.write("theirs.csv", "theirs");
    symlink(&theirs, kaa.path("link.csv")).unwrap();
    symlink(kaa.path("nowhere.csv"), kaa.path("loose.csv")).unwrap();
    for (out, why) in [
        ("theirs.csv", "nothing was delivered: `DIR/theirs.csv` exists already and is left as it is"),
        ("link.csv", "nothing was delivered: `DIR/link.csv` exists already and is left as it is"),
        ("loose.csv", "nothing was delivered: `DIR/loose.csv` exists already and is left as it is"),
        ("nowhere/a.csv", "No such file or directory"),
    ] {
        let said = said(&kaa, &deliver(&kaa, "2016H2", out, &[]).exits(1));
        assert!(said.contains(why), "{said}");
    }
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
    assert_eq!(kaa.lines("SELECT * FROM access"), [""; 0]);
}

#[test]
fn where_nobody_was_covered_no_file_is_written() {
    let kaa = after_six();
    let done = deliver(&kaa, "2005H1", "a.csv", &[]).exits(0);
    assert_eq!(said(&kaa, &done), "det finns ingen att redovisa; ingen fil har skrivits\n");
    assert!(!kaa.path("a.csv").exists());
    assert_eq!(kaa.lines("SELECT * FROM access"), [""; 0]);
}

#[test]
fn a_table_to_fill_in_is_written_beside_the_configuration_and_found_there() {
    let mut kaa = Kaa::without_register();
    let dir = kaa.path("config");
    kaa.run(["init".as_ref(), "--config-dir".as_ref(), dir.as_os_str()]).exits(0);
    let written = fs::read(dir.join("scb.csv")).unwrap();
    assert_eq!(written, fs::read(at("config/scb.csv")).unwrap());
    kaa.configure(&dir.join("kaa-sync.toml"));
    let night = at("fixtures/nights/2016-11-14");
    kaa.night(&night, true).exits(0);
    kaa.write("config/scb.csv", filled());
    let out = kaa.path("a.csv");
    kaa.run(["report", "half-year", "2016H2", "--out", out.to_str().unwrap()]).exits(3);
    assert!(kaa.night(&night, true).exits(0).stderr.is_empty());
    assert_eq!(kaa.lines("SELECT count(*) FROM runs"), ["1"], "a filled table makes no night differ");
}
