//! Registers of every released version, opened by today's program: copied first, then upgraded, and nothing of
//! what was known is lost or otherwise.

mod kept;
mod nights;
mod released;

use crate::harness::{Kaa, at, files, fixture_nights, lines, night_arguments};
use crate::steps::{Event, at_step, count_steps};
use kept::{RELEASES, Release, as_sql};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Born 1914: should be gone already, and somebody decided about the person nevertheless.
const LONG_GONE: &str = "191401682396";

/// Today's schema: how many migrations there are.
fn schema() -> usize {
    files(&at("src/register/migrations")).len()
}

/// The releases whose schema is older than today's.
fn older() -> impl Iterator<Item = &'static Release> {
    RELEASES.iter().filter(|release| release.schema < schema())
}

/// A release's register, upgraded by a command that changes nothing else.
fn upgraded(release: &Release) -> Kaa {
    let kaa = release.register();
    kaa.run(["runs"]).exits(0);
    assert_eq!(kaa.lines("PRAGMA user_version"), [schema().to_string()]);
    kaa
}

/// The copy that an upgrade makes first.
fn copy_before(kaa: &Kaa, schema: usize) -> PathBuf {
    kaa.path(&format!("kaa.db.version-{schema}.backup"))
}

/// A copy of a release's register, row by row.
fn is_what_was_kept(copy: &Path, release: &Release) -> bool {
    as_sql(copy) == fs::read_to_string(release.kept()).unwrap()
}

#[test]
fn who_only_looks_upgrades_nothing_and_says_who_does() {
    for release in older() {
        let kaa = release.register();
        let before = fs::read(kaa.db()).unwrap();
        for command in ["status", "verify"] {
            let done = kaa.run([command]).exits(1);
            let expected = format!(
                "kaa-sync: opening the register: `{}` has schema version {}, this program knows {}: the next \
                 command that writes upgrades it, after a backup; or use the kaa-sync that wrote it\n",
                kaa.db().display(),
                release.schema,
                schema()
            );
            assert_eq!((done.stdout.as_str(), done.stderr), ("", expected), "{}", release.version);
        }
        assert!(fs::read(kaa.db()).unwrap() == before, "{}", release.version);
        assert!(!copy_before(&kaa, release.schema).exists());
    }
}

#[test]
fn the_next_night_upgrades_a_register_after_a_copy_that_is_what_it_was() {
    for release in &RELEASES {
        let kaa = release.register();
        kaa.night(&fixture_nights()[4], false).exits(0);
        assert_eq!(kaa.lines("PRAGMA user_version"), [schema().to_string()]);
        kaa.run(["verify"]).exits(0);
        let copy = copy_before(&kaa, release.schema);
        let names: &[&str] = if release.schema == schema() {
            &["kaa.db", "kaa.db.lock"]
        } else {
            assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
            assert!(is_what_was_kept(&copy, release), "{}", release.version);
            &["kaa.db", "kaa.db.lock", copy.file_name().unwrap().to_str().unwrap()]
        };
        assert_eq!(kaa.names(), names, "{}", release.version);
    }
}

#[test]
fn every_view_says_after_the_upgrade_what_it_said_before() {
    for release in &RELEASES {
        let (before, after) = (release.register(), upgraded(release));
        let views = before.lines("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name");
        assert!(views.len() >= 13, "{views:?}");
        for view in views {
            let columns =
                format!("SELECT group_concat('\"' || name || '\"', ', ') FROM pragma_table_info('{view}')");
            let rows = format!("SELECT {} FROM {view}", before.lines(&columns).concat());
            let sorted = |kaa: &Kaa| {
                let mut rows = kaa.lines(&rows);
                rows.sort();
                rows
            };
            assert_eq!(sorted(&after), sorted(&before), "{}: {view}", release.version);
        }
    }
}

#[test]
fn who_was_covered_as_known_each_night_is_told_as_before() {
    let nights = ["2016-11-14", "2016-11-15", "2016-11-16", "2016-11-17"];
    for (version, covered) in [
        ("0.1.0", [84, 85, 87, 88]),
        ("0.2.0", [84, 85, 87, 88]),
        // With one whom another register had entered.
        ("0.3.0", [85, 86, 88, 89]),
        ("0.4.0", [85, 86, 88, 89]),
    ] {
        let kaa = upgraded(Release::of(version));
        let told = nights.map(|night| {
            let listed = kaa.run(["--json", "register", "--on", night, "--known-on", night]).exits(0).stdout;
            serde_json::from_str::<Vec<serde_json::Value>>(&listed).unwrap().len()
        });
        assert_eq!(told, covered, "{version}");
    }
}

#[test]
fn a_history_goes_on_where_the_older_program_left_it() {
    let opened = "\
History of person 64, 199710142382

Known       Effective   Event
2016-11-14  2013-08-22  entry 21 opened: never started upper-secondary school
2016-11-14  2016-11-21  task queued: first letter
";
    let reached = "2016-11-16  2016-11-16  contact: telephone, reached, wants support towards work\n";
    let measure = "2016-11-16  2016-11-16  measure: internship\n";
    let support = "\
2016-11-17  2016-11-17  task queued: support
2016-11-17  2016-11-17  task done: first letter (reached)
";
    for (version, told) in [
        ("0.1.0", opened.to_owned()),
        ("0.2.0", format!("{opened}{reached}")),
        ("0.3.0", format!("{opened}{measure}{reached}{support}")),
        ("0.4.0", format!("{opened}{measure}{reached}{support}")),
    ] {
        let kaa = upgraded(Release::of(version));
        assert_eq!(kaa.run(["--lang", "en", "history", "21"]).exits(0).stdout, told, "{version}");
    }
}

#[test]
fn what_is_to_be_done_is_told_as_the_older_program_left_it_but_for_what_contacts_have_done() {
    let first = "\
Owner       Step                            Open  To do  Late
globen      first letter                      30      0     0
kista       first letter                       9      0     0
protected   contact through a case officer     5      5     0
skarholmen  first letter                      12      0     0
vallingby   first letter                      10      0     0
vallingby   letter on the 20th birthday        1      1     0
";
    // Two letters that came back or were answered by telephone, which 0.2 took down and drew no conclusion from.
    let second = first
        .replace(
            "globen      first letter                      30",
            "globen      first letter                      28",
        )
        .replace(
            "vallingby   first letter                      10",
            "vallingby   first letter                       9",
        );
    let later = "\
Owner       Step                            Open  To do  Late
globen      first letter                      27      0     0
globen      text message and letter            2      2     1
kista       first letter                       9      1     1
protected   contact through a case officer     5      5     0
skarholmen  first letter                      11      0     0
vallingby   first letter                       9      0     0
vallingby   support                            1      1     0
";
    for (version, told) in [("0.1.0", first), ("0.2.0", &second), ("0.3.0", later), ("0.4.0", later)] {
        let kaa = upgraded(Release::of(version));
        assert_eq!(kaa.run(["--lang", "en", "queue", "list", "--count"]).exits(0).stdout, told, "{version}");
    }
}

#[test]
fn the_night_of_an_upgrade_once_more_is_nothing_to_do() {
    for release in &RELEASES {
        let kaa = release.register();
        kaa.night(&fixture_nights()[4], false).exits(0);
        let (before, names) = (kaa.lines("SELECT * FROM runs"), kaa.names());
        let done = kaa.night(&fixture_nights()[4], false).exits(0);
        assert_eq!((done.stdout.as_str(), done.stderr.as_str()), ("", ""), "{}", release.version);
        assert_eq!((kaa.lines("SELECT * FROM runs"), kaa.names()), (before, names), "{}", release.version);
    }
}

#[test]
fn who_should_be_gone_goes_with_the_first_night_after_the_upgrade_and_stays_in_the_copy_before_it() {
    let holds = |path: PathBuf| {
        let bytes = fs::read(path).unwrap();
        bytes.windows(LONG_GONE.len()).any(|window| window == LONG_GONE.as_bytes())
    };
    // 0.4 had erased by itself.
    for release in older().filter(|release| release.schema < 5) {
        let kaa = release.register();
        assert!(holds(kaa.db()), "{}", release.version);
        kaa.run(["runs"]).exits(0);
        assert!(holds(kaa.db()), "{}: an upgrade erases nobody", release.version);
        kaa.night(&fixture_nights()[4], false).exits(0);
        let copy = copy_before(&kaa, release.schema);
        for file in files(&kaa.path("")) {
            assert_eq!(holds(file.clone()), file == copy, "{}: {}", release.version, file.display());
        }
    }
}

#[test]
fn an_upgrade_killed_at_any_step_is_made_up_for() {
    let release = &RELEASES[0];
    let undisturbed = release.register();
    undisturbed.night(&fixture_nights()[4], false).exits(0);
    let before = release.register();
    let steps = count_steps(before.copy().command(["runs"]));
    let mut reached = BTreeSet::new();
    for step in (1..=steps).step_by(9) {
        let kaa = before.copy();
        let killed = at_step(kaa.command(["runs"]), step, Event::Kill).output().unwrap();
        assert_eq!(killed.status.code(), None, "step {step}");
        reached.extend(lines(&Connection::open(kaa.db()).unwrap(), "PRAGMA user_version"));
        kaa.run(night_arguments("run", &fixture_nights()[4], false)).exits(0);
        assert_eq!(kaa.digest(), undisturbed.digest(), "step {step}");
        kaa.run(["verify"]).exits(0);
        assert!(is_what_was_kept(&copy_before(&kaa, release.schema), release), "step {step}");
    }
    let each: Vec<String> = (release.schema..=schema()).map(|version| version.to_string()).collect();
    assert_eq!(Vec::from_iter(reached), each, "killed between any two migrations");
}
