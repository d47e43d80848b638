//! The school year of `fixtures/school-year`: every weekday night of thirteen months of a small town, what was
//! told each morning, and each person's timeline against the one written by hand.

#[path = "school_year/laws.rs"]
mod laws;
#[path = "school_year/town.rs"]
mod town;

use crate::half_year::agrees_with_the_register;
use crate::harness::{Kaa, at};
use crate::statistics;
use chrono::NaiveDate;
use laws::{Register, Seen};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use town::{Export, Town, day, nights};

/// Nobody may leave by absence alone: in a town of thirty the shipped floor of ten would never be reached.
const LIMIT: (&str, &str) = (
    "unexplained_removals = { floor = 10, percent = 2 }",
    "unexplained_removals = { floor = 0, percent = 0 }",
);

/// Yasmin is gone from the population file, and her closing withheld.
const WITHHELD: [&str; 3] = ["2017-02-03", "2017-02-06", "2017-02-07"];

/// The nights that are decided again, with a file whose rows stand in another order: from the first, on the
/// morning after the second. Between them a closing is withheld and released, letters are sent, calls made.
const DECIDED_AGAIN: (&str, &str) = ("2017-01-30", "2017-03-03");

#[test]
#[allow(clippy::print_stdout)] // `--nocapture` shows the numbers.
fn a_school_year_ends_as_each_timeline_says() {
    let (town, kaa) = (Town::read(), Kaa::with_changed_configuration(LIMIT.0, LIMIT.1));
    let nights = nights();
    assert_eq!(nights.len(), 284);
    assert!(town.told_nights().iter().all(|night| nights.contains(night)));
    let (mut seen, mut handed_out) = (Seen::default(), BTreeSet::new());
    for night in nights {
        let is_withheld = WITHHELD.contains(&night.to_string().as_str());
        town.night(&kaa, night).exits(if is_withheld { 4 } else { 0 });
        seen.look(&Register::of(&kaa), night);
        if night == day(DECIDED_AGAIN.1) {
            decide_again(&town, &kaa);
        }
        town.tell(&kaa, night);
        for export in town.exports(night) {
            hand_out(&town, &kaa, &export, night, &mut handed_out);
        }
    }
    kaa.run(["verify"]).exits(0);
    statistics::of_the_school_year(&kaa);
    let half_years = [("2016H2", "2016-07-01", "2016-12-31"), ("2017H1", "2017-01-01", "2017-06-30")];
    // Entries, persons reached and measures, counted by hand; Petra, who has the only measure, is protected.
    assert_eq!(agrees_with_the_register(&kaa, half_years), [26 + 8, 27 + 21]);
    let numbers = numbers(&kaa, &seen);
    println!("{numbers}");
    let differences = differences(&town, &kaa);
    assert!(differences.is_empty(), "{differences}");
    assert_eq!(numbers, NUMBERS);
}

/// Counted by hand in `timelines.txt` and `told.csv`.
const NUMBERS: &str = "entries 37, of them annulled 1
spells under 30 days 3
letters avoided by settling 2
letters 26
calls 56
visits 12
reached 23
late 18
";

/// The same facts, decided again around what was sent and told, make the same register.
fn decide_again(town: &Town, kaa: &Kaa) {
    let (digest, runs) = (kaa.digest(), kaa.lines("SELECT * FROM runs").len());
    let folder = town.write_population_backwards(kaa, day(DECIDED_AGAIN.0));
    kaa.run(["rerun", "--from", DECIDED_AGAIN.0, "--extracts", folder.to_str().unwrap()]).exits(0);
    assert_eq!(kaa.lines("SELECT * FROM runs").len(), runs + 25);
    assert_eq!(kaa.digest(), digest);
}

fn numbers(kaa: &Kaa, seen: &Seen) -> String {
    let count = |sql: &str| kaa.lines(sql).concat();
    let entries = count("SELECT count(*) FROM register");
    let annulled = count("SELECT count(*) FROM register WHERE annulled = 1");
    let short = count(
        "SELECT count(*) FROM register
        WHERE annulled = 0 AND julianday(closed_on) - julianday(opened_on) < 30",
    );
    let avoided = count(
        "SELECT count(*) FROM outreach_queue WHERE step = 'letter' AND ended_reason = 'left_register'
        AND julianday(ended_on) - julianday(created_on) <= 7",
    );
    let calls = count("SELECT count(*) FROM contacts WHERE channel = 'TELEFON'");
    let visits = count("SELECT count(*) FROM contacts WHERE channel = 'HEMBESOK'");
    let reached = count("SELECT count(DISTINCT person_id) FROM contacts WHERE outcome LIKE 'NADD%'");
    format!(
        "entries {entries}, of them annulled {annulled}\nspells under 30 days {short}\nletters avoided by \
        settling {avoided}\nletters {}\ncalls {calls}\nvisits {visits}\nreached {reached}\nlate {}\n",
        seen.sent("letter"),
        seen.late()
    )
}

/// Exports a list, marks it sent, and looks at who is on it. Where nobody is, there is no file.
fn hand_out(town: &Town, kaa: &Kaa, export: &Export, night: NaiveDate, handed_out: &mut BTreeSet<String>) {
    let (file, sent) =
        (kaa.path(&format!("{night}-{}-{}.csv", export.owner, export.step)), night.to_string());
    let before = Register::of(kaa);
    let list = ["--owner", &export.owner, "--step", &export.step, "--out", file.to_str().unwrap()];
    kaa.run(["queue", "export"].iter().chain(&list).chain(&["--sent", &sent])).exits(0);
    let numbers = if export.names.is_empty() { Vec::new() } else { exported_numbers(&file) };
    assert_eq!(file.exists(), !export.names.is_empty(), "{night}: {list:?}");
    let names: Vec<&str> = numbers.iter().map(|number| town.name_of(number)).collect();
    let wanted: Vec<&str> = export.names.iter().map(String::as_str).collect();
    assert_eq!(names, wanted, "{night}: {list:?}");
    for number in &numbers {
        let person = before.numbers.iter().find(|(_, theirs)| *theirs == number).unwrap().0;
        let is_theirs = |task: &&laws::Task| task.person == *person && task.step == export.step;
        let task = before.tasks.iter().rfind(is_theirs).unwrap();
        let entry = &before.entries[&task.entry];
        assert_eq!(task.status, "ready", "{night}: {task:?}");
        assert!(!entry.is_protected, "{night}: protected: {task:?}");
        assert!(entry.is_open || export.step == "info_20", "{night}: closed: {task:?}");
        assert!(handed_out.insert(task.id.clone()), "{night}: handed out again: {task:?}");
    }
}

/// The personal numbers of a list, by the column's name.
fn exported_numbers(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let header: Vec<&str> = lines.next().unwrap().split(';').collect();
    let column = header.iter().position(|name| *name == "PERSONNUMMER").unwrap();
    lines.map(|line| line.split(';').nth(column).unwrap().to_owned()).collect()
}

/// What the register says of each person and what was written by hand, where they differ.
fn differences(town: &Town, kaa: &Kaa) -> String {
    let (wanted, mut found) = (timelines(), BTreeMap::<String, Vec<String>>::new());
    let numbers = Register::of(kaa).numbers;
    for sql in [
        "SELECT person_id, 'entry', opened_on, opened_known_on, opened_reason, closed_on, closed_known_on,
        closed_reason, annulled FROM register ORDER BY opened_on, entry_id",
        "SELECT person_id, 'lane', lane, from_on, to_on FROM register_lanes ORDER BY from_on, entry_id",
        "SELECT person_id, step, attempt, variant, owner, status, not_before, due_by, created_on, ended_on,
        ended_reason FROM outreach_queue ORDER BY created_on, step, task_id",
    ] {
        for row in kaa.rows(sql) {
            let (person, rest) = row.split_first().unwrap();
            let name = town.name_of(&numbers[person]).to_owned();
            found.entry(name).or_default().push(rest.join(";"));
        }
    }
    let names: BTreeSet<&String> = wanted.keys().chain(found.keys()).collect();
    let of = |all: &BTreeMap<String, Vec<String>>, name| all.get(name).cloned().unwrap_or_default();
    names.into_iter().map(|name| difference(name, &of(&wanted, name), &of(&found, name))).collect()
}

/// The lines that only one of two timelines has.
fn difference(name: &str, wanted: &[String], found: &[String]) -> String {
    if wanted == found {
        return String::new();
    }
    let only = |sign, these: &[String], others: &[String]| {
        let lines = these.iter().filter(|line| !others.contains(line));
        lines.map(|line| format!("  {sign}: {line}\n")).collect::<Vec<_>>().concat()
    };
    format!("{name}\n{}{}", only("by hand", wanted, found), only("program", found, wanted))
}

/// The timelines written by hand, by name.
fn timelines() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(at("fixtures/school-year/timelines.txt")).unwrap();
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut name = String::new();
    for line in text.lines() {
        if let Some(next) = line.strip_prefix("## ") {
            next.clone_into(&mut name);
            all.insert(name.clone(), Vec::new());
        } else if !line.is_empty() && !line.starts_with('#') {
            all.get_mut(&name).unwrap().push(line.to_owned());
        }
    }
    assert_eq!(all.len(), 34);
    all
}
