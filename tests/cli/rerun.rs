//! Nights decided again with the real binary: the register is the one that had the right files from the
//! start, and nothing that was known is lost.

use crate::harness::{
    Done, Kaa, at, copy_folder, files, fixture_nights, folders, matches_kept, night_arguments,
};
use std::fs;
use std::path::{Path, PathBuf};

/// What the county should have sent on 16 November: a pupil had left, which its files tell a day later,
/// and somebody who had never started had, which its files never tell again.
const CORRECTIONS: [(&str, &str); 2] = [
    (
        "200006272389;0180;10000004;Sörhamns gymnasium;K;GY;BA;1;INSKRIVEN;20160817;;;;",
        "200006272389;0180;10000004;Sörhamns gymnasium;K;GY;BA;1;AVBRUTEN;20160817;;20161111;;",
    ),
    (
        "#SLUTPOST;230",
        "199802132382;0180;10000004;Sörhamns gymnasium;K;GY;BA;1;INSKRIVEN;20161116;;;;\n#SLUTPOST;231",
    ),
];

const CONTACT: &str = "PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING\n\
                       199807112389;2016-11-17;TELEFON;EJ_SVAR;;\n";

/// A directory with the corrected file of the third night and nothing else.
pub fn corrected(kaa: &Kaa) -> PathBuf {
    let original = fs::read_to_string(at("fixtures/nights/2016-11-16/uedb_2016-11-16.csv")).unwrap();
    let text = CORRECTIONS.iter().fold(original, |text, (wrong, right)| {
        assert_eq!(text.matches(wrong).count(), 1, "{wrong}");
        text.replace(wrong, right)
    });
    kaa.write("corrected/uedb_2016-11-16.csv", text).parent().unwrap().to_owned()
}

/// The six nights, the third with the corrected file if so asked; a contact is recorded after the fourth.
fn lived(with_correction: bool) -> Kaa {
    let kaa = Kaa::new();
    for (place, night) in fixture_nights().iter().enumerate() {
        let folder = if with_correction && place == 2 { with_file(&kaa, night) } else { night.clone() };
        let done = kaa.night(&folder, place == 0);
        assert_eq!(done.exit, if place == 3 { 3 } else { 0 }, "{}: {done:?}", night.display());
        if place == 3 {
            kaa.ask(["record", "contacts", "-"], CONTACT).exits(0);
        }
    }
    kaa
}

/// A copy of the third night with the corrected file.
fn with_file(kaa: &Kaa, night: &Path) -> PathBuf {
    let folder = kaa.path("nights").join(night.file_name().unwrap());
    copy_folder(night, &folder);
    fs::copy(corrected(kaa).join("uedb_2016-11-16.csv"), folder.join("uedb_2016-11-16.csv")).unwrap();
    folder
}

fn rerun(kaa: &Kaa, from: &str, dir: Option<&Path>, extra: &[&str]) -> Done {
    let mut arguments = vec!["rerun".to_owned(), "--from".to_owned(), from.to_owned()];
    if let Some(dir) = dir {
        arguments.extend(["--extracts".to_owned(), dir.to_string_lossy().into_owned()]);
    }
    arguments.extend(extra.iter().map(|one| (*one).to_owned()));
    let done = kaa.run(arguments);
    kaa.run(["verify"]).exits(0);
    done
}

/// The digest that counts for each night.
fn digests(kaa: &Kaa) -> Vec<String> {
    kaa.lines("SELECT nights.as_of, register_digest FROM nights JOIN runs USING (run_id) ORDER BY 1")
}

#[test]
fn a_corrected_file_gives_the_register_that_had_it_from_the_start() {
    let kaa = lived(false);
    let from_the_start = lived(true);
    let before = digests(&kaa);
    rerun(&kaa, "2016-11-16", Some(&corrected(&kaa)), &[]).exits(0);
    assert_eq!(digests(&kaa), digests(&from_the_start));
    assert_ne!(digests(&kaa), before, "the correction makes a difference");
    assert_eq!(digests(&kaa)[..2], before[..2], "nothing before it is touched");
}

#[test]
fn what_was_known_each_night_can_still_be_told() {
    let kaa = lived(false);
    let then =
        |on: &str, known_on: &str| kaa.run(["register", "--on", on, "--known-on", known_on]).exits(0).stdout;
    let (fourth, second) = (then("2016-11-17", "2016-11-17"), then("2016-11-14", "2016-11-15"));
    let now = kaa.run(["register", "--on", "2016-11-17"]).exits(0).stdout;
    rerun(&kaa, "2016-11-16", Some(&corrected(&kaa)), &[]).exits(0);
    assert_eq!(then("2016-11-17", "2016-11-17"), fourth);
    assert_eq!(then("2016-11-14", "2016-11-15"), second);
    assert_ne!(fourth, now, "what became known later differs");
    assert_eq!(then("2016-11-17", "2016-11-21"), kaa.run(["register", "--on", "2016-11-17"]).stdout);
    assert_eq!(then("2016-11-17", "2016-11-13").lines().count(), 1, "before the first night: a header");
}

#[test]
fn what_people_told_is_kept_and_nothing_is_deleted() {
    let kaa = lived(false);
    let contact = kaa.lines("SELECT * FROM contacts");
    assert_eq!(contact, ["118;199807112389;2016-11-17;TELEFON;EJ_SVAR;;"]);
    let tables =
        ["run", "source", "quarantined_row", "change", "undetermined_person", "decision", "interruption"];
    let rows = |table: &str| kaa.lines(&format!("SELECT * FROM {table} ORDER BY rowid"));
    let rows_of = |table: &str| match table {
        "source" | "undetermined_person" => kaa.lines(&format!("SELECT * FROM {table} ORDER BY 1, 2, 3")),
        _ => rows(table),
    };
    let before = tables.map(rows_of);
    let versions = |table: &str| {
        let key = if table == "person" { "person_id" } else { "entry_id" };
        kaa.lines(&format!("SELECT {key}, from_run FROM {table} ORDER BY 1, 2"))
    };
    let entries = ["entry", "entry_lane", "task", "person"].map(versions);
    rerun(&kaa, "2016-11-16", Some(&corrected(&kaa)), &[]).exits(0);
    assert_eq!(kaa.lines("SELECT * FROM contacts"), contact);
    for (table, before) in tables.iter().zip(before) {
        let after = rows_of(table);
        assert!(before.iter().all(|row| after.contains(row)), "{table}");
    }
    for (table, before) in ["entry", "entry_lane", "task", "person"].iter().zip(entries) {
        let after = versions(table);
        assert!(before.iter().all(|row| after.contains(row)), "{table}");
    }
}

#[test]
fn the_difference_is_printed_and_a_plan_prints_the_same_and_writes_nothing() {
    let kaa = lived(false);
    let dir = corrected(&kaa);
    let (digest, bytes) = (kaa.digest(), kaa.lines("SELECT * FROM runs"));
    let plan = rerun(&kaa, "2016-11-16", Some(&dir), &["--plan"]).exits(0);
    matches_kept(&at("fixtures/nights-expected/rerun.plan.sv.txt"), &plan.stdout);
    let english = rerun(&kaa, "2016-11-16", Some(&dir), &["--plan", "--lang", "en"]).exits(0);
    matches_kept(&at("fixtures/nights-expected/rerun.plan.en.txt"), &english.stdout);
    assert_eq!((kaa.digest(), kaa.lines("SELECT * FROM runs")), (digest, bytes));
    let planned = rerun(&kaa, "2016-11-16", Some(&dir), &["--plan", "--json"]).exits(0).stdout;
    let done = rerun(&kaa, "2016-11-16", Some(&dir), &["--json"]).exits(0).stdout;
    let difference = |text: &str| {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        (value["entries"].clone(), value["tasks"].clone())
    };
    assert_eq!(difference(&planned), difference(&done));
    for line in plan.stdout.lines().chain(english.stdout.lines()) {
        assert!(line.chars().count() <= 80, "wider than 80 columns: {line}");
    }
}

#[test]
fn a_second_rerun_and_the_last_night_again_find_nothing_to_do() {
    let kaa = lived(false);
    let dir = corrected(&kaa);
    assert!(rerun(&kaa, "2016-11-15", None, &[]).exits(0).stdout.contains("Inget att göra"));
    rerun(&kaa, "2016-11-16", Some(&dir), &[]).exits(0);
    let runs = kaa.lines("SELECT * FROM runs");
    for from in ["2016-11-14", "2016-11-16", "2016-11-19"] {
        rerun(&kaa, from, None, &[]).exits(0);
    }
    rerun(&kaa, "2016-11-15", Some(&dir), &[]).exits(0);
    kaa.night(&fixture_nights()[5], false).exits(0);
    assert_eq!(kaa.lines("SELECT * FROM runs"), runs);
}

#[test]
fn two_corrections_come_to_the_same_in_either_order() {
    let nights = fixture_nights();
    let missing = |kaa: &Kaa, place: usize, file: &str| {
        let folder = kaa.path("damaged").join(nights[place].file_name().unwrap());
        copy_folder(&nights[place], &folder);
        fs::remove_file(folder.join(file)).unwrap();
        folder
    };
    let right = lived(false);
    for order in [["2016-11-16", "2016-11-18"], ["2016-11-18", "2016-11-16"]] {
        let kaa = Kaa::new();
        for (place, night) in nights.iter().enumerate() {
            let folder = match place {
                2 => missing(&kaa, place, "uedb_2016-11-16.csv"),
                4 => missing(&kaa, place, "ber_2016-11-18.csv"),
                _ => night.clone(),
            };
            kaa.night(&folder, place == 0);
            if place == 3 {
                kaa.ask(["record", "contacts", "-"], CONTACT).exits(0);
            }
        }
        assert_ne!(kaa.digest(), right.digest());
        for date in order {
            rerun(&kaa, date, Some(&at("fixtures/nights").join(date)), &[]).exits(0);
        }
        assert_eq!(digests(&kaa), digests(&right), "{order:?}");
    }
}

#[test]
fn numbers_stay_with_whom_they_were_given_to() {
    let kaa = lived(false);
    let of = |table: &str, key: &str| kaa.rows(&format!("SELECT DISTINCT {key} FROM {table} ORDER BY 1"));
    rerun(&kaa, "2016-11-16", Some(&corrected(&kaa)), &[]).exits(0);
    for (table, key) in [
        ("entry", "entry_id, person_id"),
        ("task", "task_id, entry_id, step"),
        ("person_number", "number, person_id"),
    ] {
        let pairs = of(table, key);
        let ids: std::collections::BTreeSet<&String> = pairs.iter().map(|row| &row[0]).collect();
        assert_eq!(ids.len(), pairs.len(), "{table}: a number has come to mean two things");
    }
}

#[test]
fn a_corrected_file_that_cannot_be_believed_changes_nothing() {
    let kaa = lived(false);
    let half = fs::read(at("fixtures/nights/2016-11-16/uedb_2016-11-16.csv")).unwrap();
    let dir = kaa.write("half/uedb_2016-11-16.csv", &half[..half.len() / 2]).parent().unwrap().to_owned();
    let runs = kaa.lines("SELECT * FROM runs");
    let said = rerun(&kaa, "2016-11-16", Some(&dir), &["--lang", "en"]).exits(6).stdout;
    assert_eq!(
        said,
        "\
Rerun from        2016-11-16
Outcome           refused: nothing has changed in the register (2016-11-16)
Committed         Nothing.
Not committed     No night was decided again; the register is as it was.
Tried again       No: nights are decided again only when somebody asks.
To do             The register's keeper sees to it that the file from uedb can
                  be used: the file is cut off. The provider sends the file
                  again, whole.
"
    );
    assert_eq!(kaa.lines("SELECT * FROM runs"), runs);
}

#[test]
fn a_directory_without_files_of_those_nights_and_a_date_without_nights_are_told() {
    let kaa = lived(false);
    let runs = kaa.lines("SELECT * FROM runs");
    let empty = kaa.path("empty");
    fs::create_dir(&empty).unwrap();
    let said = rerun(&kaa, "2016-11-16", Some(&empty), &[]).exits(1).stderr;
    assert_eq!(said, "kaa-sync: no file in the directory is of a night since 2016-11-16; nothing was done\n");
    let said = rerun(&kaa, "2016-11-22", None, &[]).exits(1).stderr;
    assert_eq!(
        said,
        "kaa-sync: no night since 2016-11-22 has been committed; nothing was done. `kaa-sync runs` lists the nights\n"
    );
    assert_eq!(kaa.lines("SELECT * FROM runs"), runs);
}

#[test]
fn a_night_whose_ground_has_been_erased_cannot_be_decided_again() {
    let kaa = Kaa::with_changed_configuration("staged_days = 35", "staged_days = 2");
    for (place, night) in fixture_nights().iter().enumerate() {
        kaa.night(night, place == 0);
    }
    // Two days before Monday the 21st is Saturday: what Friday's run or an earlier one ended is gone.
    let gone = "SELECT count(*) FROM staged_placement JOIN run ON run_id = to_run WHERE as_of < '2016-11-19'";
    assert_eq!(kaa.lines(gone), ["0"]);
    let said = rerun(&kaa, "2016-11-16", None, &[]).exits(1).stderr;
    assert_eq!(
        said,
        "kaa-sync: the night of 2016-11-16 is too far back: what it stood on is no longer kept (`staged_days`), or \
         was not kept before an upgrade. nothing was done. the first night that can be decided again is 2016-11-21\n"
    );
    // What Friday stood on went with Friday: it ended then.
    let said = rerun(&kaa, "2016-11-18", None, &[]).exits(1).stderr;
    assert!(said.ends_with("the first night that can be decided again is 2016-11-21\n"), "{said}");
    rerun(&kaa, "2016-11-21", None, &[]).exits(0);
}

/// Under these limits the second night's two closings are one too many.
fn with_tight_limits() -> Kaa {
    Kaa::with_changed_configuration(
        r#"removals = { floor = 25, percent = 10, season = { from = "08-01", to = "09-30", percent = 60 } }"#,
        "removals = { floor = 1, percent = 0 }",
    )
}

#[test]
fn what_was_allowed_a_night_holds_when_it_is_run_or_decided_again() {
    let kaa = with_tight_limits();
    let nights = fixture_nights();
    kaa.night(&nights[0], true).exits(0);
    kaa.night(&nights[1], false).exits(4);
    let mut allowed = night_arguments("run", &nights[1], false);
    allowed.extend(["--allow", "removals=2", "--because", "kontrollerat"].map(str::to_owned));
    kaa.run(&allowed).exits(0);
    let digest = kaa.digest();
    // Without the words, and without `--initial-load`, nothing is taken back.
    kaa.night(&nights[1], false).exits(0);
    let corrected = fs::read_to_string(nights[0].join("uedb_2016-11-14.csv")).unwrap();
    let dir = kaa.write("again/uedb_2016-11-14.csv", corrected.replace("Björkviks gymnasium", "Björkvik"));
    rerun(&kaa, "2016-11-14", dir.parent(), &[]).exits(0);
    assert_eq!(kaa.digest(), digest, "the name of a school decides nothing");
    let said = kaa.lines("SELECT run_id, class, ceiling, because, given_by FROM allowance ORDER BY run_id");
    assert_eq!(said, ["3;removals;2;kontrollerat;test", "5;removals;2;kontrollerat;test"]);
}

#[test]
fn what_people_told_later_is_not_known_to_a_night_decided_again() {
    let kaa = lived(false);
    let decision = "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n\
                    199807112389;OMFATTAS_EJ;UTLANDSSTUDIER;2016-11-16;2017-06-01\n";
    kaa.ask(["record", "decisions", "-"], decision).exits(0);
    rerun(&kaa, "2016-11-16", Some(&corrected(&kaa)), &[]).exits(0);
    assert_eq!(digests(&kaa), digests(&lived(true)));
    // The last night, run again, knows what has been told by now.
    kaa.night(&fixture_nights()[5], false).exits(0);
    let closed =
        "SELECT closed_on, closed_known_on, closed_reason FROM register WHERE personnummer = '199807112389'";
    assert_eq!(kaa.lines(closed), ["2016-11-16;2016-11-21;decided"]);
}

#[test]
fn whatever_a_file_lacked_its_right_version_puts_right_in_every_scenario() {
    let mut compared = 0;
    for scenario in folders(&at("fixtures/scenarios")) {
        let nights = folders(&scenario.join("nights"));
        let Some((place, file)) = a_later_school_file(&nights) else { continue };
        let right = Kaa::new();
        let kaa = Kaa::new();
        for (at, night) in nights.iter().enumerate() {
            right.night(night, at == 0);
            let folder = if at == place { without(&kaa, night, &file) } else { night.clone() };
            kaa.night(&folder, at == 0);
        }
        let date = nights[place].file_name().unwrap().to_string_lossy().into_owned();
        // A night that was refused for want of the file has kept nothing of the others.
        let done = rerun(&kaa, &date, Some(&nights[place]), &[]);
        assert!([0, 3, 4].contains(&done.exit), "{}: {done:?}", scenario.display());
        assert_eq!(digests(&kaa), digests(&right), "{}", scenario.display());
        compared += 1;
    }
    assert!(compared >= 40, "{compared} scenarios have a second night");
}

/// The middle night after the first, and its first file of enrolments.
fn a_later_school_file(nights: &[PathBuf]) -> Option<(usize, PathBuf)> {
    let place = nights.len().div_ceil(2);
    let night = nights.get(place)?;
    let all = files(night).into_iter().map(|file| file.strip_prefix(night).unwrap().to_owned());
    let mut schools = all.filter(|file| {
        let name = file.file_name().unwrap().to_string_lossy();
        name.starts_with("uedb") || name.starts_with("ber") || file.starts_with("friskolor")
    });
    Some((place, schools.next()?))
}

fn without(kaa: &Kaa, night: &Path, file: &Path) -> PathBuf {
    let folder = kaa.path("without").join(night.file_name().unwrap());
    copy_folder(night, &folder);
    fs::remove_file(folder.join(file)).unwrap();
    folder
}

/// An extract without the rows about a person, in whichever form its source writes the number.
fn without_person(text: &[u8], number: &str) -> Vec<u8> {
    let forms = [number.to_owned(), format!("{}-{}", &number[..8], &number[8..])];
    let is_about = |line: &[u8]| forms.iter().any(|form| line.starts_with(form.as_bytes()));
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').filter(|line| !is_about(line)).collect();
    let rows = lines[1..].iter().filter(|line| !line.is_empty() && !line.starts_with(b"#")).count();
    let count = |line: &&[u8]| match line.strip_prefix(b"#SLUTPOST;") {
        Some(rest) => {
            format!("#SLUTPOST;{rows}{}", if rest.ends_with(b"\r") { "\r" } else { "" }).into_bytes()
        }
        None => line.to_vec(),
    };
    lines.iter().map(count).collect::<Vec<_>>().join(&b'\n')
}

/// The six nights with a person in no population file, and the directory of those of the last three
/// nights that have the person.
fn lived_without(number: &str) -> (Kaa, PathBuf) {
    let kaa = Kaa::new();
    let right = kaa.path("right");
    fs::create_dir(&right).unwrap();
    for (place, night) in fixture_nights().iter().enumerate() {
        let folder = kaa.path("nights").join(night.file_name().unwrap());
        copy_folder(night, &folder);
        let name = format!("folkbokforing_{}.csv", night.file_name().unwrap().to_string_lossy());
        let text = fs::read(night.join(&name)).unwrap();
        fs::write(folder.join(&name), without_person(&text, number)).unwrap();
        if place >= 3 {
            fs::copy(night.join(&name), right.join(&name)).unwrap();
        }
        kaa.night(&folder, place == 0).exits(if place == 3 { 3 } else { 0 });
    }
    (kaa, right)
}

/// What is known of a person: nights without an answer, entries and tasks.
fn told_of(kaa: &Kaa, number: &str) -> [Vec<String>; 3] {
    [
        format!("SELECT as_of, reason FROM undetermined WHERE personnummer = '{number}' ORDER BY 1"),
        format!("SELECT opened_on, opened_known_on FROM register WHERE personnummer = '{number}'"),
        format!("SELECT step FROM outreach_queue WHERE personnummer = '{number}'"),
    ]
    .map(|sql| kaa.lines(&sql))
}

/// Attends upper-secondary school by UEDB's files, and has never been in the register.
const PUPIL: &str = "199801132383";
/// Is in the ninth year by BER's files, and is in no other.
const IN_NINTH_YEAR: &str = "200010082386";
/// No answer on the three nights, and nothing else.
const UNANSWERED: [&[&str]; 3] =
    [&["2016-11-17;source_silent", "2016-11-18;source_silent", "2016-11-21;source_silent"], &[], &[]];

#[test]
fn whoever_a_corrected_population_file_brings_in_is_not_written_to_however_often_nights_are_decided() {
    let (kaa, right) = lived_without(PUPIL);
    rerun(&kaa, "2016-11-17", Some(&right), &[]).exits(0);
    assert_eq!(told_of(&kaa, PUPIL), UNANSWERED);
    // That the person is known by now brings back no row that was thrown away.
    let alfa = fs::read_to_string(at("fixtures/nights/2016-11-17/friskolor/alfa_2016-11-17.csv")).unwrap();
    let fewer = alfa.trim_end().rsplit_once('\n').unwrap().0.to_owned() + "\n";
    kaa.write("alfa/friskolor/alfa_2016-11-17.csv", fewer);
    let decided = rerun(&kaa, "2016-11-17", Some(&kaa.path("alfa")), &[]).exits(0).stdout;
    assert!(decided.contains("friskolor/alfa_2016-11-17.csv"), "{decided}");
    assert_eq!(told_of(&kaa, PUPIL), UNANSWERED);
}

#[test]
fn a_person_brought_in_is_decided_about_once_every_file_of_the_night_is_there() {
    let (kaa, right) = lived_without(IN_NINTH_YEAR);
    let from_the_start = lived(false);
    let give = |file: &str| {
        for night in ["2016-11-18", "2016-11-21"] {
            let from = at("fixtures/nights").join(night).join(file.replace("{}", night));
            let to = right.join(file.replace("{}", night));
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            if from.exists() {
                fs::copy(from, to).unwrap();
            }
        }
        rerun(&kaa, "2016-11-18", Some(&right), &[]).exits(0);
    };
    give("uedb_{}.csv");
    let unanswered = told_of(&kaa, IN_NINTH_YEAR);
    assert_eq!(unanswered[0], UNANSWERED[0][1..], "only BER knows, and its rows were thrown away");
    assert_eq!(unanswered[1..], [Vec::<String>::new(), Vec::new()]);
    for file in ["ber_{}.csv", "intyg_{}.csv"] {
        give(file);
    }
    for provider in ["alfa", "beta", "gamma"] {
        give(&format!("friskolor/{provider}_{{}}.csv"));
    }
    assert_eq!(told_of(&kaa, IN_NINTH_YEAR), told_of(&from_the_start, IN_NINTH_YEAR));
    assert_eq!(told_of(&kaa, IN_NINTH_YEAR)[1..], [Vec::<String>::new(), Vec::new()]);
}

#[test]
fn words_about_a_date_without_a_night_are_not_passed_over() {
    let kaa = lived(false);
    let runs = kaa.lines("SELECT * FROM runs");
    let words = ["--allow", "removals=99", "--because", "kontrollerat"];
    let said = rerun(&kaa, "2016-11-19", None, &words).exits(1).stderr;
    assert_eq!(
        said,
        "kaa-sync: `--allow` and `--accept` are said of the night of `--from`, and there is none of 2016-11-19; \
         nothing was done. `kaa-sync runs` lists the nights\n"
    );
    assert_eq!(kaa.lines("SELECT * FROM runs"), runs);
}

#[test]
fn a_night_that_was_refused_is_refused_again_until_it_has_its_files() {
    let kaa = Kaa::new();
    let first = &fixture_nights()[0];
    let folder = kaa.path("short").join(first.file_name().unwrap());
    copy_folder(first, &folder);
    let name = "folkbokforing_2016-11-14.csv";
    let bytes = fs::read(first.join(name)).unwrap();
    fs::write(folder.join(name), &bytes[..bytes.len() / 2]).unwrap();
    kaa.night(&folder, true).exits(6);
    let said = rerun(&kaa, "2016-11-14", Some(&folder), &[]).exits(6).stdout;
    assert!(said.contains("Inget att göra"), "{said}");
    assert_eq!(kaa.lines("SELECT run_id, outcome FROM runs"), ["1;refused"]);
    rerun(&kaa, "2016-11-14", Some(first), &[]).exits(0);
    assert_eq!(kaa.lines("SELECT run_id, outcome, supersedes FROM runs"), ["1;refused;", "2;done;1"]);
    let right = Kaa::new();
    right.night(first, true).exits(0);
    assert_eq!(kaa.digest(), right.digest());
}

#[test]
fn a_provider_that_has_closed_is_not_read_in_a_night_decided_again() {
    let right = Kaa::with_changed_configuration(
        "# [[sources.providers]]",
        "[[sources.providers]]\nname = \"gamma\"\nto = \"2016-11-16\"\n",
    );
    let mut kaa = Kaa::new();
    for (place, night) in fixture_nights().iter().enumerate() {
        right.night(night, place == 0);
        kaa.night(night, place == 0);
    }
    kaa.configure(&right.path("config/kaa.toml"));
    assert_ne!(kaa.digest(), right.digest());
    rerun(&kaa, "2016-11-14", None, &[]).exits(0);
    assert_eq!(digests(&kaa), digests(&right));
    let runs = kaa.lines("SELECT * FROM runs");
    kaa.night(&fixture_nights()[5], false).exits(0);
    assert_eq!(kaa.lines("SELECT * FROM runs"), runs, "the last night again is nothing to do");
}

#[test]
fn a_word_said_anew_takes_the_place_of_the_earlier_one_and_the_first_load_stays_the_first() {
    let kaa = with_tight_limits();
    let nights = fixture_nights();
    let run = |night: &Path, ceiling: &str| {
        let mut arguments = night_arguments("run", night, false);
        arguments.extend(["--allow", ceiling, "--because", "kontrollerat"].map(str::to_owned));
        kaa.run(&arguments)
    };
    kaa.night(&nights[0], true).exits(0);
    let digest = kaa.digest();
    run(&nights[0], "removals=1").exits(0);
    assert_eq!(kaa.digest(), digest, "nobody took back that it was the first load");
    run(&nights[1], "removals=2").exits(0);
    run(&nights[1], "removals=1").exits(4);
    let said = kaa.lines("SELECT run_id, class, ceiling FROM allowance ORDER BY run_id");
    assert_eq!(said, ["2;removals;1", "3;removals;2", "4;removals;1"]);
}

#[test]
fn a_file_that_was_accepted_stays_accepted_when_its_night_is_decided_again() {
    let kaa = Kaa::new();
    let nights = fixture_nights();
    kaa.night(&nights[0], true).exits(0);
    let folder = kaa.path("short").join(nights[1].file_name().unwrap());
    copy_folder(&nights[1], &folder);
    let name = "uedb_2016-11-15.csv";
    let text = fs::read_to_string(nights[1].join(name)).unwrap();
    let mut lines: Vec<&str> = text.lines().take(101).collect();
    lines.push("#SLUTPOST;100");
    fs::write(folder.join(name), lines.join("\n") + "\n").unwrap();
    kaa.night(&folder, false).exits(3);
    let mut accepted = night_arguments("run", &folder, false);
    let words = ["--accept", "uedb:row_count_drop=100", "--because", "kontrollerat"].map(str::to_owned);
    accepted.extend(words.iter().cloned().chain(["--allow".to_owned(), "removals=400".to_owned()]));
    kaa.run(&accepted);
    let verdicts = "SELECT run_id, verdict, rows FROM sources WHERE source = 'uedb' ORDER BY run_id";
    assert_eq!(kaa.lines(verdicts)[1..], ["2;carried_forward;", "3;accepted;100"]);
    let alfa = fs::read_to_string(nights[1].join("friskolor/alfa_2016-11-15.csv")).unwrap();
    let fewer = alfa.trim_end().rsplit_once('\n').unwrap().0.to_owned() + "\n";
    kaa.write("alfa/friskolor/alfa_2016-11-15.csv", fewer);
    rerun(&kaa, "2016-11-15", Some(&kaa.path("alfa")), &[]);
    assert_eq!(kaa.lines(verdicts)[3..], ["4;accepted;100"]);
}

#[test]
fn a_refused_night_wants_all_the_files_that_it_had_believed() {
    let kaa = Kaa::new();
    let first = &fixture_nights()[0];
    let name = "folkbokforing_2016-11-14.csv";
    let folder = kaa.path("without").join(first.file_name().unwrap());
    copy_folder(first, &folder);
    fs::remove_file(folder.join(name)).unwrap();
    kaa.night(&folder, true).exits(6);
    let right = kaa.path("right");
    fs::create_dir(&right).unwrap();
    for (name, missing) in [(name, "ber"), ("uedb_2016-11-14.csv", "ber")] {
        fs::copy(first.join(name), right.join(name)).unwrap();
        let said = rerun(&kaa, "2016-11-14", Some(&right), &["--json"]).exits(6).stdout;
        let said: serde_json::Value = serde_json::from_str(&said).unwrap();
        let expected = serde_json::json!({
            "night": "2016-11-14", "source": missing, "provider": missing, "code": "missing",
        });
        assert_eq!(said["refused"], expected);
    }
    assert_eq!(kaa.lines("SELECT run_id, outcome FROM runs"), ["1;refused"]);
}

#[test]
fn what_is_allowed_is_allowed_the_night_of_from_alone() {
    let kaa = with_tight_limits();
    for (place, night) in fixture_nights().iter().enumerate().take(3) {
        kaa.night(night, place == 0);
    }
    rerun(&kaa, "2016-11-15", None, &["--allow", "removals=2", "--because", "kontrollerat"]);
    let said = "SELECT as_of, class, ceiling FROM allowance JOIN run USING (run_id)";
    assert_eq!(kaa.lines(said), ["2016-11-15;removals;2"]);
    let closed = "SELECT count(*) FROM register_changes WHERE as_of = '2016-11-15' AND change = ";
    assert_eq!(kaa.lines(&format!("{closed} 'closed'")), ["2"]);
    assert_eq!(kaa.lines(&format!("{closed} 'held_close'")), ["0"]);
}

#[test]
fn nights_of_another_program_are_decided_by_this_one() {
    let kaa = lived(false);
    let (right, nights) = (digests(&kaa), || kaa.lines("SELECT run_id, as_of FROM nights ORDER BY as_of"));
    let database = rusqlite::Connection::open(kaa.db()).unwrap();
    database.execute("UPDATE run SET program_version = '0.1.9' WHERE run_id = 5", []).unwrap();
    rerun(&kaa, "2016-11-17", None, &[]).exits(0);
    assert_eq!(nights()[3..], ["4;2016-11-17", "7;2016-11-18", "8;2016-11-21"]);
    assert_eq!(digests(&kaa), right);
}

/// The last night's files as those of a later date, but for one.
fn later_night(kaa: &Kaa, date: &str, without: &str) -> PathBuf {
    let (last, folder) = (&fixture_nights()[5], kaa.path("later").join(date));
    for file in files(last) {
        let name = file.strip_prefix(last).unwrap().to_string_lossy().replace("2016-11-21", date);
        if !name.starts_with(without) {
            let place = folder.join(name);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::copy(file, place).unwrap();
        }
    }
    folder
}

#[test]
fn a_person_brought_in_waits_for_a_night_that_has_every_schools_file() {
    let (kaa, right) = lived_without(IN_NINTH_YEAR);
    rerun(&kaa, "2016-11-17", Some(&right), &[]).exits(0);
    kaa.night(&later_night(&kaa, "2016-11-22", "ber"), false).exits(3);
    let waits = told_of(&kaa, IN_NINTH_YEAR);
    assert_eq!(waits[0].last().map(String::as_str), Some("2016-11-22;source_silent"));
    kaa.night(&later_night(&kaa, "2016-11-23", "none"), false).exits(0);
    assert_eq!(told_of(&kaa, IN_NINTH_YEAR), waits, "attends");
    assert_eq!(waits[1..], [Vec::<String>::new(), Vec::new()]);
}
