//! What is handed out of the queue: to whom, once, and recorded.

use crate::harness::{Done, Kaa, at, copy_folder, files, fixture_nights, lines};
use crate::steps::{Event, at_step, count_steps};
use calamine::{Data, Reader, Xlsx, open_workbook};
use encoding_rs::WINDOWS_1252;
use rusqlite::Connection;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The letters of Kista after the six nights, the most urgent first. Elin comes without her zero in Excel's CSV,
/// and Alva as a formula, if nothing is done about it.
const KISTA: [&str; 6] = [
    "Elin;;Räf;;Ängsvägen 62;02785;KISTA;200009172388;;letter;1;standard;kista;2016-12-14;58;80",
    "Öda;;Fjällnäs;;Fågelbärsgatan 86;12895;SPÅNGA;199908262380;;letter;1;standard;kista;2016-12-14;52;67",
    "=1+1;;Lööf;;Åkergränd 71;12267;SPÅNGA;199812082387;;letter;1;standard;kista;2016-12-14;44;55",
    "Björk;Ek;Bäckmyr;;Östra Strandgången 51;12273;KISTA;199803152389;;letter;1;standard;kista;2016-12-14;27;32",
    "Moa;Ek;Åskmoln;;Räfsgränd 36;12064;KISTA;199801062382;;letter;1;standard;kista;2016-12-14;18;23",
    "Tindra;;Vågbrink;;Övre Backen 59;12470;SPÅNGA;199706232387;;letter;1;standard;kista;2016-12-14;12;17",
];
const HEADERS: &str = "FORNAMN;MELLANNAMN;EFTERNAMN;CO_ADRESS;UTDELNINGSADRESS;POSTNUMMER;POSTORT;PERSONNUMMER;\
                       TELEFON;STEG;FORSOK;VARIANT;ANSVARIG;SENAST;UPPGIFT;REGISTERPOST";

/// A register after the six nights; in the last one's file somebody is called like a formula, and somebody has
/// a postcode that begins with a zero.
fn after_six() -> Kaa {
    let kaa = Kaa::after(5);
    let night = kaa.path("nights/2016-11-21");
    copy_folder(&fixture_nights()[5], &night);
    let file = night.join("folkbokforing_2016-11-21.csv");
    let bytes = fs::read(&file).unwrap();
    let text = WINDOWS_1252.decode(&bytes).0;
    let changed = text.replacen("199812082387;;Alva;", "199812082387;;=1+1;", 1).replacen(
        ";Räf;;Ängsvägen 62;12785;",
        ";Räf;;Ängsvägen 62;02785;",
        1,
    );
    assert_eq!(changed.len(), text.len());
    fs::write(&file, WINDOWS_1252.encode(&changed).0).unwrap();
    kaa.night(&night, false).exits(0);
    kaa
}

/// The arguments of an export of letters into a file of the register's directory.
fn letters(kaa: &Kaa, owner: &str, out: &str, more: &[&str]) -> Vec<String> {
    let out = kaa.path(out).to_string_lossy().into_owned();
    let given = ["queue", "export", "--owner", owner, "--step", "letter", "--out", &out];
    given.iter().chain(more).map(|argument| (*argument).to_owned()).collect()
}

/// What a command said, with the test's own directory called `DIR`.
fn said(kaa: &Kaa, done: &Done) -> String {
    assert_eq!(done.stdout, "");
    done.stderr.replace(&*kaa.path("").to_string_lossy(), "DIR/")
}

/// The file as CSV, which must have a mark and CRLF.
fn csv(kaa: &Kaa, name: &str) -> Vec<String> {
    let text = fs::read_to_string(kaa.path(name)).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let rows: Vec<String> = text.strip_suffix("\r\n").unwrap().split("\r\n").map(str::to_owned).collect();
    assert!(rows.iter().all(|row| !row.contains(['\r', '\n'])));
    rows
}

fn with_headers(rows: &[&str]) -> Vec<String> {
    [HEADERS].iter().chain(rows).map(|row| (*row).to_owned()).collect()
}

/// That nothing was handed out, written or recorded.
fn nothing_happened(kaa: &Kaa) {
    assert_eq!(kaa.lines("SELECT * FROM exported_task"), [""; 0]);
    assert_eq!(kaa.lines("SELECT * FROM access"), [""; 0]);
    assert_eq!(kaa.lines("SELECT * FROM contact"), [""; 0]);
}

/// Changes the register behind the program's back.
fn meddle(kaa: &Kaa, sql: &str) {
    Connection::open(kaa.db()).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn what_is_ready_is_handed_out_with_the_population_registers_addresses_and_recorded() {
    let kaa = after_six();
    let done = kaa.run(letters(&kaa, "kista", "brev.csv", &["-v"])).exits(0);
    assert_eq!(said(&kaa, &done), "6 uppgifter utlämnade i DIR/brev.csv\n");
    let mut expected = with_headers(&KISTA);
    expected[3] = expected[3].replace("=1+1;", "'=1+1;");
    assert_eq!(csv(&kaa, "brev.csv"), expected);
    assert_eq!(fs::metadata(kaa.path("brev.csv")).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(
        kaa.lines("SELECT user, command, persons FROM access"),
        ["test;queue export --owner kista --step letter;6"]
    );
    assert_eq!(
        kaa.lines("SELECT task_id, exported_by FROM exported_task ORDER BY task_id"),
        ["12;test", "18;test", "27;test", "44;test", "52;test", "58;test"]
    );
    assert_eq!(kaa.lines("SELECT * FROM contact"), [""; 0]);
}

#[test]
fn no_task_is_handed_out_twice_and_an_export_of_nothing_writes_nothing() {
    let kaa = after_six();
    kaa.run(letters(&kaa, "kista", "brev.csv", &[])).exits(0);
    let before = kaa.lines("SELECT * FROM access");
    let again = kaa.run(letters(&kaa, "kista", "igen.csv", &[])).exits(0);
    assert_eq!(
        said(&kaa, &again),
        "inte med i filen, utlämnad tidigare: 6 (post 80, 67, 55, 32, 23, 17)\n\
         det finns inget att lämna ut; ingen fil har skrivits\n"
    );
    let nobodys = kaa.run(letters(&kaa, "skolslussen", "igen.csv", &[])).exits(0);
    assert_eq!(said(&kaa, &nobodys), "det finns inget att lämna ut; ingen fil har skrivits\n");
    assert!(!kaa.path("igen.csv").exists());
    assert_eq!(kaa.lines("SELECT * FROM access"), before);
}

#[test]
fn nobody_protected_withheld_or_gone_is_handed_out() {
    let kaa = after_six();
    let decided = "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n\
                   200009012386;OMFATTAS_EJ;SKYDDAD_FOLKBOKFORING;2016-10-01;2016-10-31\n\
                   199809212385;OMFATTAS_EJ;UTLANDSSTUDIER;2016-11-22;2017-06-30\n";
    kaa.ask(["record", "decisions", "-"], decided).exits(0);
    meddle(
        &kaa,
        "UPDATE person SET protected = 1 WHERE number = '200101182384';
         INSERT INTO change (run_id, kind, person_id, entry_id, reason, effective_on, explained)
             SELECT max(run_id), 'held_close', 1, 71, 'left_population', '2016-11-21', 0 FROM run;
         UPDATE entry SET closed_on = '2016-11-21', closed_known_on = '2016-11-21', closed_reason = 'moved_out'
             WHERE entry_id = 63;
         UPDATE staged_resident SET deregistration = 'deceased' WHERE number = '199809152383';
         UPDATE staged_resident SET street = ' ' WHERE number = '199808312384';",
    );
    let done = kaa.run(letters(&kaa, "globen", "brev.csv", &[])).exits(0);
    // Who is protected (84) or whose entry has closed (63) has no letter in the queue any longer.
    assert_eq!(
        said(&kaa, &done),
        "inte med i filen, skyddade personuppgifter: 1 (post 78)\n\
         inte med i filen, ett avslut väntar på beslut: 1 (post 71)\n\
         inte med i filen, beslut efter den senaste natten: 1 (post 52)\n\
         inte med i filen, avliden: 1 (post 51)\n\
         inte med i filen, ingen fullständig adress: 1 (post 49)\n"
    );
    let entries = csv(&kaa, "brev.csv").into_iter().skip(1);
    let entries: Vec<String> = entries.map(|row| row.rsplit(';').next().unwrap().to_owned()).collect();
    assert_eq!(entries, ["42", "36", "33", "30", "29", "26", "25", "20", "22", "19", "12", "7", "6", "5"]);
    assert_eq!(kaa.lines("SELECT count(*) FROM exported_task"), ["14"]);
}

#[test]
fn a_letter_that_was_reported_since_the_night_is_not_handed_out() {
    let kaa = after_six();
    let told = "PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING\n\
                200009172388;2016-11-21;BREV;SKICKAT;;\n";
    kaa.ask(["record", "contacts", "-"], told).exits(0);
    let done = kaa.run(letters(&kaa, "kista", "brev.xlsx", &["-v", "--format", "csv"])).exits(0);
    assert_eq!(said(&kaa, &done), "5 uppgifter utlämnade i DIR/brev.xlsx\n");
    assert!(csv(&kaa, "brev.xlsx")[1].starts_with("Öda;;Fjällnäs;"));
}

#[test]
fn protected_persons_tasks_cannot_be_asked_for() {
    let kaa = after_six();
    let refused = "kaa-sync: tasks of protected persons are not exported: their names and addresses are in no \
                   file. list them with `queue list` and look each up where protected persons are handled\n";
    let mut arguments = letters(&kaa, "protected", "brev.csv", &[]);
    assert_eq!(said(&kaa, &kaa.run(&arguments).exits(2)), refused);
    arguments[3] = "kista".into();
    arguments[5] = "manual_contact".into();
    assert_eq!(said(&kaa, &kaa.run(&arguments).exits(2)), refused);
    nothing_happened(&kaa);
}

#[test]
fn an_office_that_does_it_all_is_not_taken_for_that_of_protected_persons() {
    let kaa = Kaa::with_config(&at("config/exempel-kommun.toml"));
    let done = kaa.run(letters(&kaa, "vagledningen", "brev.csv", &[])).exits(0);
    assert_eq!(said(&kaa, &done), "det finns inget att lämna ut; ingen fil har skrivits\n");
}

#[test]
fn what_is_sent_is_a_contact_and_the_next_night_knows_of_it() {
    let kaa = after_six();
    let done = kaa.run(letters(&kaa, "kista", "brev.xlsx", &["-v", "--sent", "2016-11-21"])).exits(0);
    assert_eq!(
        said(&kaa, &done),
        "6 uppgifter utlämnade i DIR/brev.xlsx, antecknat som skickat 2016-11-21\n"
    );
    assert_eq!(
        kaa.lines(
            "SELECT number, contacted_on, channel, outcome, answered_on_channel, occupation, recorded_by, rows
             FROM contact JOIN recording USING (recording_id) ORDER BY number"
        ),
        [
            "199706232387;2016-11-21;BREV;SKICKAT;;;test;6",
            "199801062382;2016-11-21;BREV;SKICKAT;;;test;6",
            "199803152389;2016-11-21;BREV;SKICKAT;;;test;6",
            "199812082387;2016-11-21;BREV;SKICKAT;;;test;6",
            "199908262380;2016-11-21;BREV;SKICKAT;;;test;6",
            "200009172388;2016-11-21;BREV;SKICKAT;;;test;6",
        ]
    );
    let night = kaa.path("nights/2016-11-22");
    for file in files(&kaa.path("nights/2016-11-21")) {
        let name = file.strip_prefix(kaa.path("nights/2016-11-21")).unwrap().to_string_lossy().into_owned();
        let copy = night.join(name.replace("2016-11-21", "2016-11-22"));
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(file, copy).unwrap();
    }
    kaa.night(&night, false).exits(0);
    let sent = "SELECT task_id FROM outreach_queue WHERE status = 'sent' ORDER BY task_id";
    assert_eq!(kaa.lines(sent), ["12", "18", "27", "44", "52", "58"]);
}

#[test]
fn sent_is_a_day_that_has_been_of_a_step_that_is_sent() {
    let kaa = after_six();
    let refused = |more: &[&str]| said(&kaa, &kaa.run(letters(&kaa, "kista", "brev.csv", more)).exits(2));
    assert_eq!(
        refused(&["--sent", "2999-01-01"]),
        "kaa-sync: `--sent 2999-01-01` lies ahead; nothing was exported\n"
    );
    assert_eq!(
        refused(&["--sent", "2016-11-13"]),
        "kaa-sync: task 58 was queued on 2016-11-14, after `--sent 2016-11-13`; nothing was exported\n"
    );
    let mut call = letters(&kaa, "kista", "brev.csv", &["--sent", "2016-11-21"]);
    call[5] = "phone".into();
    assert_eq!(
        said(&kaa, &kaa.run(call).exits(2)),
        "kaa-sync: `--sent` is for what is sent, and a `phone` is not: record what came of it with \
         `record contacts`\n"
    );
    nothing_happened(&kaa);
    assert!(!kaa.path("brev.csv").exists());
}

#[test]
fn nothing_is_overwritten_and_no_link_followed() {
    let kaa = after_six();
    let theirs = kaa.write("theirs.csv", "theirs");
    symlink(&theirs, kaa.path("link.csv")).unwrap();
    symlink(kaa.path("nowhere.csv"), kaa.path("loose.csv")).unwrap();
    symlink(&theirs, kaa.path("brev.csv.part")).unwrap();
    for (out, why) in [
        ("theirs.csv", "nothing was handed out: `DIR/theirs.csv` exists already and is left as it is"),
        ("link.csv", "nothing was handed out: `DIR/link.csv` exists already and is left as it is"),
        ("loose.csv", "nothing was handed out: `DIR/loose.csv` exists already and is left as it is"),
        ("brev.csv", "`DIR/brev.csv.part` is a link, no plain file, or was just replaced"),
        ("nowhere/brev.csv", "No such file or directory"),
    ] {
        let said = said(&kaa, &kaa.run(letters(&kaa, "kista", out, &[])).exits(1));
        assert!(said.contains(why), "{said}");
    }
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
    nothing_happened(&kaa);
    kaa.run(letters(&kaa, "kista", "other.csv", &[])).exits(0);
}

#[test]
fn the_files_ending_or_the_format_says_what_is_written_and_the_language_what_columns_are_called() {
    let kaa = after_six();
    let is_workbook = |name: &str| fs::read(kaa.path(name)).unwrap().starts_with(b"PK");
    for (owner, out, more, expected) in [
        ("kista", "a.XLSX", &[][..], true),
        ("vallingby", "b.xlsx", &["--format", "csv"][..], false),
        ("skarholmen", "c.csv", &["--format", "xlsx"][..], true),
    ] {
        kaa.run(letters(&kaa, owner, out, more)).exits(0);
        assert_eq!(is_workbook(out), expected, "{out}");
    }
    kaa.run(letters(&kaa, "globen", "d.txt", &["--lang", "en"])).exits(0);
    assert_eq!(
        csv(&kaa, "d.txt")[0],
        "given_name;middle_name;family_name;care_of;street;postcode;town;personnummer;telephone;step;attempt;\
         variant;owner;due_by;task_id;entry_id"
    );
}

/// What `soffice` makes of a workbook, if it is here.
fn by_libreoffice(dir: &Path, book: &Path) -> Option<Vec<String>> {
    let profile = format!("-env:UserInstallation=file://{}/profile", dir.display());
    // `;`, quotes, UTF-8, all rows; cells as they are and not as they are shown.
    let format = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false,false";
    let done = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", format, "--outdir"])
        .args([dir, book])
        .env("HOME", dir)
        .output();
    assert!(done.ok()?.status.success());
    let text = fs::read_to_string(dir.join(book.with_extension("csv").file_name().unwrap())).unwrap();
    Some(text.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect())
}

/// What openpyxl reads in a workbook, if it is here; every cell that is not empty must be text.
fn by_openpyxl(book: &Path) -> Option<Vec<String>> {
    let script = "import sys, openpyxl\n\
                  for row in openpyxl.load_workbook(sys.argv[1]).active.iter_rows():\n    \
                  assert all(c.value is None or c.data_type == 's' and c.number_format == '@' for c in row)\n    \
                  print(';'.join(c.value or '' for c in row))\n";
    let python = |code: &str| Command::new("python3").args(["-c", code]).arg(book).output();
    python("import openpyxl").ok().filter(|done| done.status.success())?;
    let done = Done::of(python(script).unwrap()).exits(0);
    Some(done.stdout.lines().map(str::to_owned).collect())
}

#[test]
fn other_programs_find_text_in_a_workbook_with_its_zeros_and_no_formula() {
    let kaa = after_six();
    kaa.run(letters(&kaa, "kista", "brev.xlsx", &[])).exits(0);
    let book: PathBuf = kaa.path("brev.xlsx");
    assert_eq!(fs::metadata(&book).unwrap().permissions().mode() & 0o777, 0o600);
    let expected = with_headers(&KISTA);

    let mut read: Xlsx<_> = open_workbook(&book).unwrap();
    assert!(read.worksheet_formula("letter").unwrap().is_empty());
    let cell = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("not text: {other:?}"),
    };
    let rows = read.worksheet_range("letter").unwrap();
    let rows: Vec<String> =
        rows.rows().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(";")).collect();
    assert_eq!(rows, expected);

    let dir = tempfile::tempdir().unwrap();
    for (program, found) in
        [("LibreOffice", by_libreoffice(dir.path(), &book)), ("openpyxl", by_openpyxl(&book))]
    {
        match found {
            Some(found) => assert_eq!(found, expected, "{program}"),
            None => writeln!(std::io::stderr(), "{program} is not here: not tried").unwrap(),
        }
    }
}

#[test]
fn whatever_fails_the_file_is_there_if_and_only_if_it_is_recorded() {
    let kaa = after_six();
    fs::remove_dir_all(kaa.path("nights")).unwrap();
    let export = |kaa: &Kaa| kaa.command(letters(kaa, "kista", "brev.csv", &["--sent", "2016-11-21"]));
    let steps = count_steps(export(&kaa.copy()));
    assert!(steps > 30, "{steps}");
    for step in 1..=steps {
        for event in [Event::Io, Event::Full, Event::Dead] {
            let copy = kaa.copy();
            let done = Done::of(at_step(export(&copy), step, event).output().unwrap());
            let case = format!("step {step} of {steps}, {event:?}: {}", done.stderr);
            let recorded = lines(&Connection::open(copy.db()).unwrap(), "SELECT count(*) FROM exported_task");
            let is_written = copy.path("brev.csv").exists();
            let is_recorded = recorded == ["6"];
            let is_told =
                ["is whole and stays", "could not be removed"].iter().any(|told| case.contains(told));
            assert!(is_recorded == (done.exit == 0) || is_told, "{case}");
            assert!(is_written == is_recorded || is_told, "{case}");
            assert!(is_written || recorded == ["0"], "{case}");
        }
        let killed = kaa.copy();
        at_step(export(&killed), step, Event::Kill).output().unwrap();
        let recorded = killed.lines("SELECT count(*) FROM exported_task");
        assert!(killed.path("brev.csv").exists() || recorded == ["0"], "killed at step {step} of {steps}");
    }
}
