//! Clear errors: what was and was not done, and what to do now. Whole texts.

use crate::harness::{Kaa, at, copy_folder, files, fixture_nights, night_arguments};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

/// Standard error, with the test's own directory called `DIR`.
fn error(kaa: &Kaa, arguments: &[&str], exit: i32) -> String {
    let done = kaa.run(arguments).exits(exit);
    assert_eq!(done.stdout, "");
    done.stderr.replace(&*kaa.path("").to_string_lossy(), "DIR/")
}

#[test]
fn a_missing_register_says_how_to_make_one() {
    let kaa = Kaa::without_register();
    let said = error(&kaa, &["runs"], 1);
    assert!(said.contains("DIR/kaa.db"), "{said}");
    assert!(said.contains("kaa-sync init"), "{said}");
}

#[test]
fn a_reader_who_has_gone_away_does_not_change_the_exit_code() {
    let kaa = Kaa::new();
    // Without `--initial-load` every opening is withheld.
    let arguments = night_arguments("run", &fixture_nights()[0], false);
    assert_eq!(kaa.run_unread(&arguments), 4);
    assert_eq!(kaa.run_unread(["register"]), 0);
}

#[test]
fn only_an_announced_first_load_makes_a_register_that_is_missing() {
    let kaa = Kaa::without_register();
    let night = &fixture_nights()[0];
    for command in [night_arguments("run", night, false), night_arguments("plan", night, true)] {
        let done = kaa.run(command).exits(1);
        assert!(done.stderr.contains("kaa-sync init"), "{}", done.stderr);
        assert!(!kaa.db().exists());
    }
    kaa.run(night_arguments("run", night, true)).exits(0);
    assert_eq!(kaa.lines("SELECT outcome FROM runs"), ["done"]);
}

#[test]
fn a_newer_register_is_refused() {
    let kaa = Kaa::new();
    rusqlite::Connection::open(kaa.db()).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let said = error(&kaa, &["runs"], 1);
    assert!(said.contains("99"), "{said}");
}

#[test]
fn init_overwrites_nothing() {
    let kaa = Kaa::new();
    let before = fs::read(kaa.db()).unwrap();
    error(&kaa, &["init"], 1);
    assert_eq!(fs::read(kaa.db()).unwrap(), before);
    let dir = kaa.path("config").to_string_lossy().into_owned();
    let other = Kaa::without_register();
    other.run(["init", "--config-dir", &dir]).exits(0);
    fs::remove_file(other.db()).unwrap();
    let said = other.run(["init", "--config-dir", &dir]).exits(1).stderr;
    assert!(said.contains("choose another directory: `") && said.contains("exists already"), "{said}");
    assert!(!other.db().exists(), "nothing was created");
}

#[test]
fn init_makes_all_or_nothing_and_follows_no_link() {
    let kaa = Kaa::without_register();
    let dir = kaa.path("config").to_string_lossy().into_owned();
    let all = ["init", "--config-dir", &dir];
    let made = || files(&kaa.path("")).len();
    // A link that leads nowhere is a taken name, in the configuration or in the register's place.
    fs::create_dir_all(kaa.path("config/codes")).unwrap();
    for link in [kaa.path("config/codes/areas.csv"), kaa.db()] {
        symlink(kaa.path("theirs"), &link).unwrap();
        let said = error(&kaa, &all, 1);
        assert!(said.contains("exists already and is left as it is"), "{said}");
        assert_eq!(made(), 1, "{}", link.display());
        fs::remove_file(link).unwrap();
    }
    // So is a register that is there.
    kaa.write("kaa.db", "theirs");
    error(&kaa, &all, 1);
    assert_eq!(made(), 1);
    fs::remove_file(kaa.db()).unwrap();
    // A register that cannot be made takes the configuration with it, and the next try is as good as the first.
    fs::create_dir(kaa.path("kaa.db.part")).unwrap();
    error(&kaa, &all, 1);
    assert_eq!(made(), 0);
    fs::remove_dir(kaa.path("kaa.db.part")).unwrap();
    kaa.run(all).exits(0);
    let written = files(&kaa.path("config"));
    assert_eq!((written.len(), made()), (8, 9));
    for file in written {
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o644, "{}", file.display());
    }
}

#[test]
fn init_says_what_comes_before_the_first_night() {
    let kaa = Kaa::without_register();
    let dir = kaa.path("config").to_string_lossy().into_owned();
    let expected = "\
wrote a configuration to DIR/config
created an empty register DIR/kaa.db
before the first night:
  1. edit DIR/config/kaa-sync.toml: it begins with what is to be changed
  2. kaa-sync --config DIR/config/kaa-sync.toml check --extracts DIR
  3. kaa-sync --config DIR/config/kaa-sync.toml --db DIR/kaa.db run --extracts DIR --initial-load
";
    assert_eq!(error(&kaa, &["init", "--config-dir", &dir], 0), expected);
    let quiet = Kaa::without_register();
    let dir = quiet.path("config").to_string_lossy().into_owned();
    assert_eq!(error(&quiet, &["-q", "init", "--config-dir", &dir], 0), "");
}

#[test]
fn the_configuration_that_init_writes_runs_a_night() {
    let kaa = Kaa::without_register();
    let dir = kaa.path("config");
    kaa.run(["init".as_ref(), "--config-dir".as_ref(), dir.as_os_str()]).exits(0);
    let night = &fixture_nights()[0];
    let mut arguments = night_arguments("run", night, true);
    arguments.extend(["--config".into(), dir.join("kaa-sync.toml").to_string_lossy().into_owned()]);
    kaa.run(arguments).exits(0);
}

#[test]
fn a_directory_that_is_not_there_is_told_from_one_without_extracts() {
    let kaa = Kaa::new();
    let nowhere = kaa.path("nowhere").to_string_lossy().into_owned();
    let said = error(&kaa, &["run", "--extracts", &nowhere, "--as-of", "2016-11-14", "--initial-load"], 1);
    assert!(said.contains("DIR/nowhere"), "{said}");
    let empty = kaa.path("empty");
    fs::create_dir(&empty).unwrap();
    let empty = empty.to_string_lossy().into_owned();
    let done = kaa.run(["run", "--extracts", &empty, "--as-of", "2016-11-14", "--initial-load"]).exits(6);
    assert!(done.stdout.contains("folkbokforing"));
    assert!(done.stderr.contains("is `--extracts` the right directory"), "{}", done.stderr);
    assert_eq!(kaa.lines("SELECT as_of, outcome FROM runs"), ["2016-11-14;refused"]);
    assert_eq!(kaa.lines("SELECT count(*) FROM register"), ["0"]);
}

#[test]
fn an_impossible_date_is_wrong_usage() {
    let kaa = Kaa::new();
    for date in ["2016-13-01", "20161114x", "igår"] {
        kaa.run(["run", "--extracts", ".", "--as-of", date]).exits(2);
    }
}

#[test]
fn an_earlier_night_is_refused_with_what_to_do() {
    let kaa = Kaa::after(2);
    let nights = fixture_nights();
    let arguments = night_arguments("run", &nights[0], false);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let said = error(&kaa, &arguments, 1);
    assert!(said.contains("2016-11-15") && said.contains("nothing was committed"), "{said}");
}

#[test]
fn a_typo_in_the_configuration_names_file_line_and_key() {
    let text = fs::read_to_string(at("config/stockholm.toml")).unwrap();
    let line = 1 + text.lines().position(|line| line.starts_with("municipality")).unwrap();
    let kaa = Kaa::without_register();
    let config = kaa.changed_configuration("\nmunicipality", "\nmunincipality");
    let arguments =
        ["check", "--extracts", ".", "--as-of", "2016-11-14", "--config", &*config.to_string_lossy()];
    let said = error(&kaa, &arguments, 2);
    assert_eq!(
        said,
        format!(
            "kaa-sync: DIR/config/kaa.toml:{line}: unknown key `munincipality`; did you mean `municipality`?\n"
        )
    );
}

#[test]
fn an_allowance_wants_a_class_a_number_and_a_reason_that_names_nobody() {
    let kaa = Kaa::new();
    let night = fixture_nights()[0].to_string_lossy().into_owned();
    let run = |extra: &[&str]| {
        let mut arguments = vec!["run", "--extracts", &night, "--as-of", "2016-11-14"];
        arguments.extend(extra);
        kaa.run(arguments).exits(2).stderr
    };
    assert!(run(&["--allow", "removals=9"]).contains("--because"));
    assert!(run(&["--allow", "removal=9", "--because", "ny lag"]).contains("unexplained_removals"));
    assert!(run(&["--allow", "removals=many", "--because", "ny lag"]).contains("whole number"));
    assert!(run(&["--allow", "removals=9", "--because", " "]).contains("reason"));
    assert!(run(&["--allow", "removals=9", "--because", "20100101-2382 ringde"]).contains("personal number"));
    assert!(run(&["--accept", "alfa:truncated=9", "--because", "ok"]).contains("cannot be accepted"));
    assert_eq!(kaa.lines("SELECT count(*) FROM runs"), ["0"]);
}

#[test]
fn nothing_is_printed_when_all_is_well_and_nobody_watches() {
    let kaa = Kaa::new();
    let done = kaa.night(&fixture_nights()[0], true).exits(0);
    assert_eq!((done.stdout, done.stderr), (String::new(), String::new()));
}

#[test]
fn a_closed_pipe_is_an_end_and_not_an_error() {
    let kaa = Kaa::after(1);
    let command = format!(
        "{} --config {} --db {} register | head -1 >/dev/null; exit ${{PIPESTATUS[0]}}",
        env!("CARGO_BIN_EXE_kaa-sync"),
        at("config/stockholm.toml").display(),
        kaa.db().display()
    );
    let done = std::process::Command::new("bash").args(["-c", &command]).output().unwrap();
    assert_eq!(done.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
}

#[test]
fn a_number_that_is_not_one_is_never_repeated() {
    let kaa = Kaa::after(1);
    // An official test number with its last digit changed.
    let mistyped = "201001012381";
    for command in ["explain", "history"] {
        let said = error(&kaa, &[command, mistyped], 2);
        assert_eq!(said, "kaa-sync: that is no valid personal number: its date or check digit is wrong\n");
    }
    let done = kaa.ask(["explain", "-"], &format!("\n{mistyped}\n")).exits(2);
    assert!(done.stderr.contains("line 2") && !done.stderr.contains(mistyped), "{}", done.stderr);
    kaa.ask(["explain", "-"], "\n").exits(2);
}

#[test]
fn a_provider_is_not_named_like_a_person() {
    let kaa = Kaa::new();
    let night = kaa.path("2016-11-14");
    copy_folder(&fixture_nights()[0], &night);
    let pupils = fs::read(night.join("friskolor/alfa_2016-11-14.csv")).unwrap();
    fs::write(night.join("friskolor/201001012382_2016-11-14.csv"), &pupils).unwrap();
    let done = kaa.run(night_arguments("check", &night, false)).exits(0);
    assert!(!done.stdout.contains("201001012382"));
}
