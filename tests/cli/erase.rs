//! Persons erased with the real binary: who goes on which night, that nothing of them is left in the files, and
//! that the register is sound without them.

use crate::harness::{Done, Kaa, night_arguments};
use crate::steps::{Event, at_step, count_steps};
use rusqlite::Connection;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// Born 1 November 1996.
const OLDER: &str = "199611012395";
/// Born 1 January 1997.
const NEXT: &str = "199701012388";
/// Born 20 December 1999.
const YOUNGER: &str = "199912202380";

const POPULATION: &str = "PERSONNUMMER;HANVISNINGSNUMMER;FORNAMN;MELLANNAMN;EFTERNAMN;CO_ADRESS;UTDELNINGSADRESS;\
    POSTNUMMER;POSTORT;KOMMUNKOD;STADSDELSOMRADE;INFLYTTNINGSDATUM;SEKRETESSMARKERING;\
    SKYDDAD_FOLKBOKFORING;AVREGISTRERINGSKOD;AVREGISTRERINGSDATUM\n";
const UEDB: &str = "PERSONNUMMER;HEMKOMMUN;SKOLENHETSKOD;SKOLENHET;HUVUDMANNATYP;SKOLFORM;STUDIEVAGSKOD;ARSKURS;\
    STATUS;STARTDATUM;SLUTDATUM;AVBROTTSDATUM;AVGANGSDOKUMENT;DOKUMENTDATUM\n";

/// The three, who have left an introduction programme, and the files that say so on a night.
pub fn extracts(kaa: &Kaa, night: &str) -> PathBuf {
    let resident =
        |number: &str| format!("{number};;Test;;Person;;Testgatan 1;12390;FARSTA;0180;Farsta;;N;N;;\n");
    let placement = |number: &str| {
        format!("{number};0180;10000003;Skolan;K;GY;IMYRKLOK;;AVBRUTEN;20150817;;20160610;;\n")
    };
    let people = [OLDER, NEXT, YOUNGER];
    let file = |header: &str, row: &dyn Fn(&str) -> String| {
        let rows: String = people.iter().map(|number| row(number)).collect();
        format!("{header}{rows}#SLUTPOST;{}\n", people.len())
    };
    kaa.write(&format!("{night}/folkbokforing_{night}.csv"), file(POPULATION, &resident));
    kaa.write(&format!("{night}/uedb_{night}.csv"), file(UEDB, &placement)).parent().unwrap().to_owned()
}

fn run(kaa: &Kaa, night: &str) -> Done {
    kaa.run(night_arguments("run", &extracts(kaa, night), false))
}

/// After two nights of 2016, all kinds of reports between them: the oldest has turned 20.
pub fn begun() -> Kaa {
    let kaa = Kaa::new();
    kaa.run(night_arguments("run", &extracts(&kaa, "2016-08-22"), true)).exits(0);
    let record = |kind: &str, text: &str| kaa.ask(["record", kind, "-"], text).exits(0);
    for number in [OLDER, NEXT] {
        record(
            "contacts",
            &format!(
                "PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING\n{number};2016-09-20;TELEFON;NADD_STOD_ARBETE;;INGEN\n"
            ),
        );
        record(
            "contact-details",
            &format!("PERSONNUMMER;TELEFON;EPOST\n{number};+46701740605;{number}@example.se\n"),
        );
    }
    run(&kaa, "2016-11-14").exits(0);
    kaa
}

/// In which of the database's files a number is found.
fn found(kaa: &Kaa, number: &str) -> Vec<String> {
    let holds = |name: &String| {
        let bytes = fs::read(kaa.path(name)).unwrap();
        bytes.windows(number.len()).any(|window| window == number.as_bytes())
    };
    kaa.names().into_iter().filter(|name| name.starts_with("kaa.db") && holds(name)).collect()
}

/// Whether `status` tells that bytes wait to be gone.
fn is_pending(kaa: &Kaa) -> bool {
    kaa.run(["--json", "status", "--as-of", "2017-12-29"]).stdout.contains("\"code\": \"erasure_pending\"")
}

fn nothing() -> Vec<String> {
    Vec::new()
}

#[test]
fn who_turned_21_is_gone_from_every_file_after_the_last_weekday_of_the_year() {
    let kaa = begun();
    run(&kaa, "2017-12-28").exits(0);
    assert_eq!(found(&kaa, OLDER), ["kaa.db"]);
    run(&kaa, "2017-12-29").exits(0);
    assert_eq!((found(&kaa, OLDER), found(&kaa, NEXT)), (nothing(), vec!["kaa.db".to_owned()]));
    kaa.run(["verify"]).exits(0);
    assert_eq!(
        kaa.lines("SELECT as_of, persons, covered_through, swept FROM erasure"),
        ["2017-12-29;1;2016-10-31;1"]
    );
}

#[test]
fn nobody_comes_back_by_a_later_run_of_the_same_year_or_the_same_night_again() {
    let kaa = begun();
    run(&kaa, "2017-12-29").exits(0);
    let again =
        kaa.run(["-v".to_owned()].into_iter().chain(night_arguments("run", &kaa.path("2017-12-29"), false)));
    assert!(again.exits(0).stderr.contains("nothing to do"));
    kaa.ask(
        ["record", "decisions", "-"],
        &format!("PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n{NEXT};OMFATTAS_EJ;ANNAN;2017-01-01;2017-02-01\n"),
    )
    .exits(0);
    for night in ["2017-12-29", "2017-12-30", "2018-01-02", "2018-12-28"] {
        run(&kaa, night).exits(0);
        assert_eq!((night, found(&kaa, OLDER)), (night, nothing()));
        assert_eq!((night, found(&kaa, NEXT)), (night, vec!["kaa.db".to_owned()]));
        kaa.run(["verify"]).exits(0);
    }
    run(&kaa, "2018-12-31").exits(0);
    assert_eq!((found(&kaa, NEXT), found(&kaa, YOUNGER)), (nothing(), vec!["kaa.db".to_owned()]));
    kaa.run(["verify"]).exits(0);
}

#[test]
fn whoever_should_be_gone_already_goes_with_the_next_night() {
    let kaa = begun();
    run(&kaa, "2018-03-01").exits(0);
    assert_eq!((found(&kaa, OLDER), found(&kaa, NEXT)), (nothing(), vec!["kaa.db".to_owned()]));
    kaa.ask(
        ["record", "decisions", "-"],
        &format!("PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n{OLDER};OMFATTAS_EJ;ANNAN;2017-01-01;2017-02-01\n"),
    )
    .exits(0);
    assert_eq!(found(&kaa, OLDER), ["kaa.db"]);
    run(&kaa, "2018-03-02").exits(0);
    assert_eq!(found(&kaa, OLDER), nothing());
    kaa.run(["verify"]).exits(0);
}

#[test]
fn a_reader_in_the_way_leaves_the_erasure_pending_until_the_next_run() {
    let kaa = begun();
    let reader = Connection::open(kaa.db()).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM run").unwrap();
    run(&kaa, "2017-12-29").exits(0);
    assert_ne!(found(&kaa, OLDER), nothing());
    assert!(is_pending(&kaa));
    reader.execute_batch("COMMIT").unwrap();
    drop(reader);
    // Nothing to do but that.
    kaa.run(night_arguments("run", &kaa.path("2017-12-29"), false)).exits(0);
    assert_eq!(found(&kaa, OLDER), nothing());
    assert!(!is_pending(&kaa));
    kaa.run(["verify"]).exits(0);
}

#[test]
fn nights_decided_again_erase_whom_a_corrected_file_brings_back() {
    let kaa = begun();
    for night in ["2017-12-27", "2017-12-28", "2017-12-29", "2018-01-02"] {
        run(&kaa, night).exits(0);
    }
    let before = kaa.lines("SELECT personnummer, opened_on, closed_on FROM register");
    fs::write(kaa.path("2017-12-27/uedb_2017-12-27.csv"), {
        let text = fs::read_to_string(kaa.path("2017-12-27/uedb_2017-12-27.csv")).unwrap();
        text.replace("Skolan", "Skolan i staden")
    })
    .unwrap();
    let done = kaa
        .run([
            "--json".as_ref(),
            "rerun".as_ref(),
            "--from".as_ref(),
            "2017-12-27".as_ref(),
            "--extracts".as_ref(),
            kaa.path("2017-12-27").as_os_str(),
        ])
        .exits(0);
    assert!(done.stdout.contains(&kaa.digest()), "{}", done.stdout);
    assert_eq!(found(&kaa, OLDER), nothing());
    assert_eq!(kaa.lines("SELECT personnummer, opened_on, closed_on FROM register"), before);
    kaa.run(["verify"]).exits(0);
}

#[test]
fn a_run_killed_after_its_commit_leaves_nothing_that_the_next_does_not_clear() {
    let before = begun();
    run(&before, "2017-12-28").exits(0);
    let arguments = night_arguments("run", &extracts(&before, "2017-12-29"), false);
    let steps = count_steps(before.copy().command(&arguments));
    let mut pending = 0;
    for step in (1..=steps).rev() {
        let kaa = before.copy();
        at_step(kaa.command(&arguments), step, Event::Kill).output().unwrap();
        let is_night_there = kaa.lines("SELECT max(as_of) FROM nights") == ["2017-12-29"];
        assert!(is_night_there || !is_pending(&kaa), "step {step}");
        pending += usize::from(is_pending(&kaa));
        kaa.run(&arguments).exits(0);
        assert_eq!(found(&kaa, OLDER), nothing(), "step {step}");
        assert!(!is_pending(&kaa), "step {step}");
        if !is_night_there {
            break;
        }
    }
    assert!(pending > 0, "of {steps} steps none was between the commit and the new file");
}

/// What reports say, but for what they rest on.
fn reports(kaa: &Kaa, publish: bool) -> Vec<String> {
    let asked = [
        "register --on 2016-08-31",
        "register --on 2016-10-31",
        "flows --from 2016-06-01 --to 2016-10-31",
        "flows --from 2016-06-01 --to 2017-03-15 --by-month",
        "flows --from 2016-06-01 --to 2017-06-30",
        "year 2015/2016",
        "year 2016/2017",
        "outreach 2016/2017",
        "series --from 2015 --to 2018",
        "coverage --on 2016-08-22",
    ];
    let told = |asked: &&str| {
        let publish = publish.then_some("--publish");
        let done = kaa.run(["--json", "report"].into_iter().chain(asked.split(' ')).chain(publish)).exits(0);
        let report: Value = serde_json::from_str(&done.stdout).unwrap();
        format!("{asked}: {}", report["rows"])
    };
    asked.iter().map(told).collect()
}

#[test]
fn reports_of_days_whose_persons_are_gone_say_what_they_said() {
    let kaa = begun();
    run(&kaa, "2017-12-28").exits(0);
    let before = [false, true].map(|publish| reports(&kaa, publish));
    assert!(before[0][1].contains("[\"all\",\"total\",3,1"), "{}", before[0][1]);
    run(&kaa, "2017-12-29").exits(0);
    assert_eq!([false, true].map(|publish| reports(&kaa, publish)), before);
    let text = kaa.run(["--lang", "en", "report", "year", "2016/2017"]).exits(0).stdout;
    assert!(
        text.replace('\n', " ")
            .contains("figures kept before that are told, as they were known after the night of 2017-12-29"),
        "{text}"
    );
    let whole = kaa.run(["--json", "report", "year", "2017/2018"]).exits(0).stdout;
    assert!(whole.contains("\"frozen_on\": null"), "{whole}");
}

#[test]
fn what_cannot_be_told_without_erased_persons_is_refused_with_what_can() {
    let kaa = begun();
    run(&kaa, "2017-12-29").exits(0);
    let refused = |asked: &str, instead: &str| {
        let done = kaa.run(["report"].into_iter().chain(asked.split(' '))).exits(2);
        assert!(
            done.stderr.contains("persons who were covered up to 2016-10-31 have been erased"),
            "{}",
            done.stderr
        );
        assert!(done.stderr.contains(instead), "{asked}: {}", done.stderr);
    };
    refused(
        "register --on 2016-10-30",
        "the last day of a month from 2012-08 through 2016-10, or any day from 2016-11-01 on",
    );
    refused(
        "flows --from 2016-08-02 --to 2016-12-31",
        "whole months from 2012-08 through 2016-11, or days from 2016-11-02 on",
    );
    refused("flows --from 2016-08-01 --to 2016-10-30", "whole months");
    refused("year 2010/2011", "ask about 2012/2013 and later school years");
    refused("year 2016/2017 --known-on 2017-12-29", "without `--known-on`");
    refused("register --on 2016-08-31 --known-on 2016-11-14", "without `--known-on`");
    refused("lag --from 2016-08-01 --to 2017-06-30", "2016-11-01 and later");
    let out = kaa.path("scb.csv").to_string_lossy().into_owned();
    refused(&format!("half-year 2016H2 --out {out}"), "2016-11-01 and later");
    kaa.run(["report", "register", "--on", "2016-11-01"]).exits(0);
    kaa.run(["report", "register", "--on", "2017-12-29", "--known-on", "2017-12-29"]).exits(0);
}

#[test]
fn an_earlier_limit_erases_who_left_before_it_and_is_recorded() {
    let kaa = begun();
    run(&kaa, "2017-08-21").exits(0);
    let before = kaa.digest();
    let erase = |arguments: &[&str]| kaa.run(["--lang", "en", "erase"].iter().chain(arguments));
    let late = erase(&["--older-than", "2017-07-02"]).exits(2).stderr;
    assert!(late.contains("2017-07-01 at the latest"), "{late}");
    let plan = erase(&["--older-than", "2017-01-02", "--plan"]).exits(0).stdout;
    assert_eq!((plan.as_str(), kaa.digest()), ("Persons who would be erased: 2.\n", before));
    let years = kaa.run(["--json", "report", "year", "2016/2017"]).exits(0).stdout;
    assert_eq!(erase(&["--older-than", "2016-11-02"]).exits(0).stdout, "Persons erased: 1.\n");
    assert_eq!((found(&kaa, OLDER), found(&kaa, NEXT)), (nothing(), vec!["kaa.db".to_owned()]));
    kaa.run(["verify"]).exits(0);
    let rows = |text: &str| serde_json::from_str::<Value>(text).unwrap()["rows"].clone();
    let again = kaa.run(["--json", "report", "year", "2016/2017"]).exits(0).stdout;
    assert_eq!(rows(&again), rows(&years));
    assert_eq!(
        kaa.lines("SELECT user, command, persons FROM access"),
        ["test;erase --older-than 2016-11-02;1"]
    );
    // Who still lives here is known again from the extracts, and not entered.
    run(&kaa, "2017-08-22").exits(0);
    assert_eq!(kaa.lines("SELECT count(*) FROM register WHERE personnummer = '199611012395'"), ["0"]);
    kaa.run(["verify"]).exits(0);
}

#[test]
fn a_refused_night_erases_as_well() {
    let kaa = begun();
    run(&kaa, "2017-12-01").exits(0);
    let folder = extracts(&kaa, "2017-12-29");
    fs::remove_file(folder.join("folkbokforing_2017-12-29.csv")).unwrap();
    let done = kaa.run(night_arguments("run", &folder, false)).exits(6);
    assert!(done.stdout.ends_with("\nGallrade personer: 1.\n"), "{}", done.stdout);
    assert_eq!(found(&kaa, OLDER), nothing());
    kaa.run(["verify"]).exits(0);
    run(&kaa, "2017-12-29").exits(0);
    assert_eq!((found(&kaa, OLDER), found(&kaa, NEXT)), (nothing(), vec!["kaa.db".to_owned()]));
    kaa.run(["verify"]).exits(0);
}

/// No file proves the date of a refused night: a slip in the year must not cost the register.
#[test]
fn a_mistyped_year_erases_nobody() {
    let kaa = begun();
    let before = kaa.rows("SELECT * FROM register");
    let folder = extracts(&kaa, "2016-11-15");
    for slip in ["2116-11-15", "2019-12-31"] {
        let folder = folder.to_string_lossy();
        let done = kaa.run(["--json", "run", "--extracts", &folder, "--as-of", slip]).exits(6);
        let told: Value = serde_json::from_str(&done.stdout).unwrap();
        assert_eq!(told["erased"], 0);
        assert_eq!(kaa.rows("SELECT * FROM register"), before);
    }
    kaa.run(night_arguments("run", &folder, false)).exits(0);
    assert_eq!(kaa.rows("SELECT * FROM register"), before);
}
