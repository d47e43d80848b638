//! `status`: what it says of a register that is well kept, and of one that is not. Whole texts.

use crate::harness::{Done, Kaa, fixture_nights, night_arguments};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

fn status(kaa: &Kaa, arguments: &[&str], exit: i32) -> String {
    let Done { stdout, stderr, .. } = kaa.run(arguments).exits(exit);
    assert_eq!(stderr, "");
    let is_text = !arguments.contains(&"--json");
    for line in stdout.lines().filter(|line| is_text && !line.contains(&*kaa.path("").to_string_lossy())) {
        assert!(line.chars().count() <= 80, "wider than 80 columns: {line}");
    }
    stdout
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_register_that_is_well_kept_says_so_and_ends_with_0() {
    let kaa = Kaa::after(6);
    let expected = "\
Förväntad natt    2016-11-21
Senaste natt      2016-11-21
Senaste körning   2016-11-21, klar
Schemaversion     5

Källor
Källa            Bedömning   Filens datum  Godtagen    Gäller t.o.m.
ber              godtagen    2016-11-21    2016-11-21  2016-11-28
folkbokforing    godtagen    2016-11-21    2016-11-21  2016-11-24
friskolor/alfa   godtagen    2016-11-21    2016-11-21  2016-11-28
friskolor/beta   oförändrad  2016-11-21    2016-11-21  2016-11-28
friskolor/gamma  godtagen    2016-11-21    2016-11-21  2016-11-28
intyg            godtagen    2016-11-21    2016-11-21
uedb             godtagen    2016-11-21    2016-11-21  2016-11-24

Allt är som det ska.
";
    assert_eq!(status(&kaa, &["status", "--as-of", "2016-11-21"], 0), expected);
    assert_eq!(status(&kaa, &["-q", "status", "--as-of", "2016-11-21"], 0), "");
}

#[test]
fn a_night_that_is_not_there_and_tasks_past_their_day_are_told_and_end_with_3() {
    let kaa = Kaa::after(6);
    let said = status(&kaa, &["--lang", "en", "-q", "status", "--as-of", "2016-11-22"], 3);
    let overdue = "\
To see to
!   The night of 2016-11-22 has not been run. The last is 2016-11-21; weekdays
    missing: 1. The scheduler's log tells why. The next run catches up with what
    is missing.
";
    assert_eq!(said, overdue);
    // The letters of the 20th birthday are due 2016-11-30 and 2016-12-05.
    let said = status(&kaa, &["--lang", "en", "-q", "status", "--as-of", "2016-12-06"], 3);
    let late = "\
!   Late tasks in the queue: 2. The oldest was due by 2016-11-30. `kaa-sync
    queue list` shows them and who is responsible.
";
    assert!(said.ends_with(late), "{said}");
    assert!(!status(&kaa, &["-q", "status", "--as-of", "2016-11-30"], 3).contains("queue list"));
}

#[test]
fn a_source_that_is_carried_forward_is_told_with_its_last_day() {
    let kaa = Kaa::after(4);
    let expected = "\
Expected night    2016-11-17
Last night        2016-11-17
Last run          2016-11-17, done, but with faults in sources
Schema version    5

Sources
Source           Verdict          File date   Accepted    Stands through
ber              accepted         2016-11-17  2016-11-17  2016-11-24
folkbokforing    accepted         2016-11-17  2016-11-17  2016-11-20
friskolor/alfa   accepted         2016-11-17  2016-11-17  2016-11-24
friskolor/beta   carried forward  2016-11-16  2016-11-16  2016-11-23
friskolor/gamma  accepted         2016-11-17  2016-11-17  2016-11-24
intyg            no file          2016-11-16  2016-11-16
uedb             accepted         2016-11-17  2016-11-17  2016-11-20

To see to
!   friskolor/beta: the last file was accepted 2016-11-16 and stands through
    2016-11-23. After that the source counts as silent. Cause: the file is cut
    off. The provider sends the file again, whole.
";
    assert_eq!(status(&kaa, &["--lang", "en", "status", "--as-of", "2016-11-17"], 3), expected);

    let told: Value =
        serde_json::from_str(&status(&kaa, &["--json", "status", "--as-of", "2016-11-18"], 3)).unwrap();
    assert_eq!(told["ok"], false);
    assert_eq!(told["expected"], "2016-11-18");
    assert_eq!(told["last_night"], "2016-11-17");
    assert_eq!(told["weekdays_missing"], 1);
    assert_eq!(told["last_run"], json!({"as_of": "2016-11-17", "outcome": "done_with_faults"}));
    assert_eq!(told["schema_version"], 5);
    assert_eq!(told["held"], json!({}));
    assert_eq!(told["late_tasks"], 0);
    assert!(told["free_bytes"].is_u64() && told["register_bytes"].as_u64().unwrap() > 100_000);
    assert_eq!(
        told["sources"][3],
        json!({
            "source": "friskolor",
            "provider": "beta",
            "verdict": "carried_forward",
            "code": "truncated",
            "accepted_on": "2016-11-16",
            "file_date": "2016-11-16",
            "days_carried": 2,
            "until": "2016-11-23",
            "required": false,
        })
    );
    let codes: Vec<&Value> = told["concerns"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["night_overdue", "source"]);
}

#[test]
fn what_is_held_is_told_with_the_argument_that_releases_it() {
    let kaa = Kaa::new();
    let night = &fixture_nights()[0];
    kaa.night(night, false).exits(4);
    let held = "\
To see to
!   Changes that wait for a decision: 84 openings. The register's keeper makes
    sure that the register should be empty. If this is the first load, run the
    night again with:
      --initial-load
";
    assert_eq!(status(&kaa, &["--lang", "en", "-q", "status", "--as-of", "2016-11-14"], 3), held);
    kaa.run(night_arguments("run", night, true)).exits(0);
    assert_eq!(status(&kaa, &["-q", "status", "--as-of", "2016-11-14"], 0), "");
}

#[test]
fn held_openings_of_a_later_night_are_released_by_the_allowance_that_is_told() {
    let kaa = Kaa::new();
    let nights = fixture_nights();
    kaa.night(&nights[0], false).exits(4);
    kaa.night(&nights[1], false).exits(4);
    let said = status(&kaa, &["-q", "status", "--as-of", "2016-11-15"], 3);
    let argument = said.lines().last().unwrap().trim();
    // The second night leaves 85 open; two of them it is in doubt about and would not open.
    assert_eq!(argument, "run --as-of 2016-11-15 --allow additions=83 --because \"…\"");
    let mut arguments = night_arguments("run", &nights[1], false);
    arguments.extend(["--allow", "additions=83", "--because", "första inläsningen"].map(str::to_owned));
    kaa.run(arguments).exits(0);
    assert_eq!(status(&kaa, &["-q", "status", "--as-of", "2016-11-15"], 0), "");
}

#[test]
fn a_refused_night_is_told_with_its_source() {
    let kaa = Kaa::after(1);
    let empty = kaa.path("2016-11-18");
    fs::create_dir(&empty).unwrap();
    kaa.run(night_arguments("run", &empty, false)).exits(6);
    let said = status(&kaa, &["--lang", "en", "-q", "status", "--as-of", "2016-11-18"], 3);
    let expected = "\
To see to
!   The night of 2016-11-18 has not been run. The last is 2016-11-14; weekdays
    missing: 4. The scheduler's log tells why. The next run catches up with what
    is missing.
!   The run of the night of 2016-11-18 was refused. The register is that of the
    last night. When the source that stopped the night has a usable file, the
    same date is run again.
";
    assert!(said.starts_with(expected), "{said}");
    let source = "!   uedb: refused; the last file was accepted 2016-11-14. Cause: the file is\n    missing.";
    assert!(said.contains(source), "{said}");
}

#[test]
fn a_register_without_a_night_says_how_to_run_the_first() {
    let expected = "\
Förväntad natt    2016-11-14
Senaste natt
Schemaversion     5

Att åtgärda
!   Ingen natt har körts. Den första natten körs med:
      kaa-sync run --initial-load --extracts …
";
    assert_eq!(status(&Kaa::new(), &["status", "--as-of", "2016-11-14"], 3), expected);
}

#[test]
fn files_that_others_can_get_at_are_told_and_run_complains_of_the_register() {
    let kaa = Kaa::after(1);
    set_mode(&kaa.db(), 0o640);
    symlink("elsewhere", kaa.path("kaa.db.link")).unwrap();
    set_mode(&kaa.write("kaa.db.version-0.backup", "x"), 0o644);
    let said = status(&kaa, &["--json", "status", "--as-of", "2016-11-14"], 3);
    let told: Value = serde_json::from_str(&said.replace(&*kaa.path("").to_string_lossy(), "DIR/")).unwrap();
    let concerns: Vec<Value> = told["concerns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["concern"], one["argument"]]))
        .collect();
    assert_eq!(
        concerns,
        [
            json!(["DIR/kaa.db: fler än ägaren har tillgång till filen (0640).", "chmod 600 DIR/kaa.db"]),
            json!(["DIR/kaa.db.link: är en symbolisk länk.", null]),
            json!([
                "DIR/kaa.db.version-0.backup: fler än ägaren har tillgång till filen (0644).",
                "chmod 600 DIR/kaa.db.version-0.backup"
            ]),
        ]
    );

    fs::remove_file(kaa.path("kaa.db.link")).unwrap();
    let done = kaa.night(&fixture_nights()[1], false).exits(0);
    assert_eq!(
        done.stderr.replace(&*kaa.path("").to_string_lossy(), "DIR/"),
        "kaa-sync: others than the owner have access to DIR/kaa.db (0640): run `chmod 600 DIR/kaa.db`\n"
    );
}

#[test]
fn a_configuration_that_cannot_be_used_is_told_and_the_rest_looked_at_all_the_same() {
    let kaa = Kaa::after(6);
    let broken = kaa.write("kaa.toml", "municipality = 180\n");
    set_mode(&broken, 0o644);
    let broken = broken.to_string_lossy().into_owned();
    let said = status(&kaa, &["-q", "status", "--as-of", "2016-11-21", "--config", &broken], 3);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = format!("Att åtgärda ! Konfigurationen går inte att använda. Fel: {broken}:1:");
    assert!(said.starts_with(&expected), "{said}");
    assert_eq!(said.matches('!').count(), 1, "{said}");
}

#[test]
fn what_cannot_be_looked_at_ends_with_1() {
    let kaa = Kaa::without_register();
    let done = kaa.run(["status"]).exits(1);
    assert_eq!(done.stdout, "");
    assert!(done.stderr.contains("there is no database at"), "{}", done.stderr);
}

#[test]
fn status_changes_nothing_and_waits_for_no_night() {
    let kaa = Kaa::after(1);
    let before = fs::read(kaa.db()).unwrap();
    let mut writer = rusqlite::Connection::open(kaa.db()).unwrap();
    let night = writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    status(&kaa, &["status", "--as-of", "2016-11-14"], 0);
    night.rollback().unwrap();
    drop(writer);
    assert_eq!(fs::read(kaa.db()).unwrap(), before);
}
