//! What people report, taken in by the real binary: whole or not at all, once, and without a word about anybody.

use crate::harness::{Done, Kaa, at, files, fixture_nights, night_arguments};
use crate::steps::{Event, at_step, count_steps};
use kaa_sync::domain::codes::{
    Channel, Code, ContactOutcome, CoveredReason, Lane, MeasureEnd, MeasureKind, Occupation,
    OccupationSource, Ruling, RulingReason,
};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

const CONTACTS: &str = "PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING\n";
const DETAILS: &str = "PERSONNUMMER;TELEFON;EPOST\n";
const ENTRIES: &str = "PERSONNUMMER;INSKRIVEN;ORSAK;LANE;KONTAKTSTEG\n";

/// Standard error, with the test's own directory called `DIR`.
fn said(kaa: &Kaa, done: &Done) -> String {
    assert_eq!(done.stdout, "");
    done.stderr.replace(&*kaa.path("").to_string_lossy(), "DIR/")
}

fn record(kaa: &Kaa, kind: &str, file: &Path, more: &[&str]) -> Done {
    let mut arguments = vec!["record".to_owned(), kind.to_owned(), file.to_string_lossy().into_owned()];
    arguments.extend(more.iter().map(|more| (*more).to_owned()));
    kaa.run(arguments)
}

/// Every file of the register's directory, and what is in it.
fn everything(kaa: &Kaa) -> Vec<(String, Vec<u8>)> {
    kaa.names().into_iter().map(|name| (name.clone(), fs::read(kaa.path(&name)).unwrap())).collect()
}

fn recordings(kaa: &Kaa) -> Vec<String> {
    kaa.lines("SELECT rows FROM recording ORDER BY recording_id")
}

const TEN_FAULTS: &str = "\
kaa-sync: 10 fel i DIR/kontakter.csv: inget har registrerats. Filen kan registreras när felen är rättade
  DIR/kontakter.csv:3: PERSONNUMMER: inget giltigt personnummer: ska vara ett personnummer med tolv siffror (bad_personnummer)
  DIR/kontakter.csv:4: DATUM: obligatoriskt fält är tomt: ska vara ett datum på formen ÅÅÅÅ-MM-DD (missing_field)
  DIR/kontakter.csv:5: DATUM: ogiltigt datum: ska vara ett datum på formen ÅÅÅÅ-MM-DD (bad_date)
  DIR/kontakter.csv:6: DATUM: ogiltigt datum: ska vara ett datum som inte ligger framåt i tiden (bad_date)
  DIR/kontakter.csv:7: KANAL: kod som inte går att läsa: ska vara en av BREV, TELEFON, SMS, MEJL, KNACKKORT, HEMBESOK, BESOK, SKOLA, SOCIALA_MEDIER (bad_code)
  DIR/kontakter.csv:8: UTFALL: kod som inte går att läsa: ska vara en av SKICKAT, EJ_SVAR, RETUR, FEL_NUMMER, NADD_STOD_UTBILDNING, NADD_STOD_ARBETE, NADD_SYSSELSATT, NADD_AVBOJER (bad_code)
  DIR/kontakter.csv:9: SVAR_PA: kod som inte går att läsa: ska vara en av BREV, TELEFON, SMS, MEJL, KNACKKORT, HEMBESOK, BESOK, SKOLA, SOCIALA_MEDIER (bad_code)
  DIR/kontakter.csv:10: SYSSELSATTNING: obligatoriskt fält är tomt: ska vara en av GYMNASIUM, KOMVUX, FOLKHOGSKOLA, SFI, HOGSKOLA, ARBETE, PRAKTIK, UTLANDET, ANNAN_AKTIVITET, INGEN, OKAND (missing_field)
  DIR/kontakter.csv:11: fel antal fält: raden har 5 fält, ska ha 6 (wrong_field_count)
  DIR/kontakter.csv:12: radbrytning i ett fält: ett vagnreturtecken inne i raden (line_break_in_field)
";

const TEN_FAULTS_IN_ENGLISH: &str = "\
kaa-sync: 10 faults in DIR/kontakter.csv: nothing was recorded. The file can be recorded once they are mended
  DIR/kontakter.csv:3: PERSONNUMMER: not a personal number: expected a personal number of twelve digits (bad_personnummer)
  DIR/kontakter.csv:4: DATUM: a required field is empty: expected a date as YYYY-MM-DD (missing_field)
  DIR/kontakter.csv:5: DATUM: not a date: expected a date as YYYY-MM-DD (bad_date)
  DIR/kontakter.csv:6: DATUM: not a date: expected a date that does not lie ahead (bad_date)
  DIR/kontakter.csv:7: KANAL: a code that cannot be read: expected one of BREV, TELEFON, SMS, MEJL, KNACKKORT, HEMBESOK, BESOK, SKOLA, SOCIALA_MEDIER (bad_code)
  DIR/kontakter.csv:8: UTFALL: a code that cannot be read: expected one of SKICKAT, EJ_SVAR, RETUR, FEL_NUMMER, NADD_STOD_UTBILDNING, NADD_STOD_ARBETE, NADD_SYSSELSATT, NADD_AVBOJER (bad_code)
  DIR/kontakter.csv:9: SVAR_PA: a code that cannot be read: expected one of BREV, TELEFON, SMS, MEJL, KNACKKORT, HEMBESOK, BESOK, SKOLA, SOCIALA_MEDIER (bad_code)
  DIR/kontakter.csv:10: SYSSELSATTNING: a required field is empty: expected one of GYMNASIUM, KOMVUX, FOLKHOGSKOLA, SFI, HOGSKOLA, ARBETE, PRAKTIK, UTLANDET, ANNAN_AKTIVITET, INGEN, OKAND (missing_field)
  DIR/kontakter.csv:11: too few or too many fields: the row has 5 fields, expected 6 (wrong_field_count)
  DIR/kontakter.csv:12: a line break inside a field: a carriage return inside the row (line_break_in_field)
";

#[test]
fn ten_faults_are_ten_lines_and_change_nothing_and_the_mended_file_is_recorded_once() {
    let kaa = Kaa::after(1);
    let earlier = recordings(&kaa);
    let good = "199611162380;2016-11-15;TELEFON;NADD_SYSSELSATT;BREV;ARBETE\n";
    let faulty = "19961116238;2016-11-15;BREV;SKICKAT;;\n\
                  199611162380;;BREV;SKICKAT;;\n\
                  199611162380;15/11 2016;BREV;SKICKAT;;\n\
                  199611162380;2999-11-15;BREV;SKICKAT;;\n\
                  199611162380;2016-11-15;DUVA;SKICKAT;;\n\
                  199611162380;2016-11-15;BREV;LÄST;;\n\
                  199611162380;2016-11-15;BREV;NADD_AVBOJER;DUVA;\n\
                  199611162380;2016-11-15;BREV;NADD_SYSSELSATT;;\n\
                  199611162380;2016-11-15;BREV;SKICKAT;\n\
                  199611162380;2016-11-15;BREV\r;SKICKAT;;\n";
    let file = kaa.write("kontakter.csv", format!("{CONTACTS}{good}{faulty}"));
    let before = everything(&kaa);
    let done = record(&kaa, "contacts", &file, &[]).exits(1);
    assert_eq!(said(&kaa, &done), TEN_FAULTS);
    let done = record(&kaa, "contacts", &file, &["--lang", "en"]).exits(1);
    assert_eq!(said(&kaa, &done), TEN_FAULTS_IN_ENGLISH);
    assert!(everything(&kaa) == before, "something was written");
    let mended: Vec<String> =
        (15..25).map(|day| format!("199611162380;2016-11-{day};BREV;SKICKAT;;\n")).collect();
    kaa.write("kontakter.csv", format!("{CONTACTS}{good}{}", mended.concat()));
    assert_eq!(said(&kaa, &record(&kaa, "contacts", &file, &["-v"]).exits(0)), ELEVEN_NEW);
    let contacts = kaa.lines("SELECT * FROM contacts");
    assert_eq!(contacts.len(), 11);
    assert_eq!(contacts[0], "22;199611162380;2016-11-15;TELEFON;NADD_SYSSELSATT;BREV;ARBETE");
    assert_eq!(contacts[10], "22;199611162380;2016-11-24;BREV;SKICKAT;;");
    assert_eq!(said(&kaa, &record(&kaa, "contacts", &file, &["-v"]).exits(0)), ELEVEN_OLD);
    assert_eq!(kaa.lines("SELECT * FROM contacts"), contacts);
    assert_eq!(recordings(&kaa), [earlier, vec!["11".to_owned()]].concat());
}

const ELEVEN_NEW: &str = "11 av 11 rader har registrerats; 0 fanns redan\n";
const ELEVEN_OLD: &str = "0 av 11 rader har registrerats; 11 fanns redan\n";

/// A kind, rows of which one is there twice, and what is then known.
struct Good {
    kind: &'static str,
    file: &'static str,
    sql: &'static str,
    known: &'static [&'static str],
    says: &'static str,
}

const GOOD: [Good; 7] = [
    Good {
        kind: "contacts",
        file: "PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING\n\
               199611162380;2016-11-15;TELEFON;EJ_SVAR;;\n\
               199611162380;2016-11-17;TELEFON;NADD_AVBOJER;BREV;\n\
               199611162380;2016-11-15;TELEFON;EJ_SVAR;;\n",
        sql: "SELECT * FROM contacts",
        known: &[
            "22;199611162380;2016-11-15;TELEFON;EJ_SVAR;;",
            "22;199611162380;2016-11-17;TELEFON;NADD_AVBOJER;BREV;",
        ],
        says: "2 av 3 rader har registrerats; 1 fanns redan\n",
    },
    Good {
        kind: "contact-details",
        file: "PERSONNUMMER;TELEFON;EPOST\n\
               199611162380;+46 70-174 06 05;elev@example.org\n\
               199611202384;;\n\
               199611162380;070-1740605;elev@example.org\n",
        sql: "SELECT number, telephone, email, callable FROM contact_detail",
        known: &["199611162380;0701740605;elev@example.org;1"],
        says: "1 av 3 rader har registrerats; 2 fanns redan\n",
    },
    Good {
        kind: "occupations",
        file: "PERSONNUMMER;SYSSELSATTNING;FRAN;TILL;KALLA\n\
               199611162380;ARBETE;2016-11-01;;UNGDOMEN\n\
               199611162380;KOMVUX;2016-11-01;2017-06-01;SKOLA\n\
               199611162380;ARBETE;2016-11-01;;UNGDOMEN\n",
        sql: "SELECT * FROM occupations",
        known: &[
            "22;199611162380;ARBETE;2016-11-01;;UNGDOMEN",
            "22;199611162380;KOMVUX;2016-11-01;2017-06-01;SKOLA",
        ],
        says: "2 av 3 rader har registrerats; 1 fanns redan\n",
    },
    Good {
        kind: "measures",
        file: "PERSONNUMMER;ATGARD;FRAN;TILL;AVSLUTSORSAK;SYSSELSATTNING_FORE;SYSSELSATTNING_EFTER\n\
               199611162380;PRAKTIK;2016-11-01;;;;\n\
               199611162380;STUDIE_YRKESVAGLEDNING;2016-10-01;2016-10-31;FULLFOLJD;INGEN;PRAKTIK\n\
               199611162380;PRAKTIK;2016-11-01;;;;\n",
        sql: "SELECT * FROM measures",
        known: &[
            "22;199611162380;PRAKTIK;2016-11-01;;;;",
            "22;199611162380;STUDIE_YRKESVAGLEDNING;2016-10-01;2016-10-31;FULLFOLJD;INGEN;PRAKTIK",
        ],
        says: "2 av 3 rader har registrerats; 1 fanns redan\n",
    },
    Good {
        kind: "decisions",
        file: "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n\
               199611162380;OMFATTAS_EJ;UTLANDSSTUDIER;2016-11-10;2017-06-15\n\
               199611162380;OMFATTAS;ANNAN;2016-11-10;2016-11-10\n\
               199611162380;OMFATTAS;ANNAN;2016-11-10;2016-11-10\n",
        sql: "SELECT * FROM decisions WHERE personnummer = '199611162380'",
        known: &[
            "22;199611162380;OMFATTAS_EJ;UTLANDSSTUDIER;2016-11-10;2017-06-15",
            "22;199611162380;OMFATTAS;ANNAN;2016-11-10;2016-11-10",
        ],
        says: "2 av 3 rader har registrerats; 1 fanns redan\n",
    },
    Good {
        kind: "interruptions",
        file: "PERSONNUMMER;SKOLENHETSKOD;AVBROTTSDATUM\n\
               199611162380;10000001;2016-11-10\n\
               199611162380;10000002;2016-11-10\n\
               199611162380;10000002;2016-11-10\n",
        sql: "SELECT number, unit, last_day_on FROM interruption WHERE number = '199611162380'",
        known: &["199611162380;10000001;2016-11-10", "199611162380;10000002;2016-11-10"],
        says: "2 av 3 rader har registrerats; 1 fanns redan\n",
    },
    Good {
        kind: "pairings",
        file: "ID;PERSONNUMMER\n\
               alfa:20000301TF12;199611162380\n\
               beta:191401682396;199611202384\n\
               191401682396;199611202384\n",
        sql: "SELECT provider, paired_number, number FROM pairing",
        known: &["alfa;20000301TF12;199611162380", ";191401682396;199611202384"],
        says: "2 av 3 rader har registrerats; 1 fanns redan\n",
    },
];

#[test]
fn every_kind_is_recorded_once_from_a_file_or_from_standard_input() {
    let first = Kaa::after(1);
    for Good { kind, file, sql, known, says } in GOOD {
        let kaa = first.copy();
        let recorded = recordings(&kaa).len();
        let path = kaa.write("file.csv", format!("\u{feff}{}", file.replace('\n', "\r\n")));
        assert_eq!(said(&kaa, &record(&kaa, kind, &path, &["-v"]).exits(0)), says, "{kind}");
        assert_eq!(kaa.lines(sql), known, "{kind}");
        let done = kaa.ask(["-v", "record", kind, "-"], file).exits(0);
        assert_eq!(said(&kaa, &done), "0 av 3 rader har registrerats; 3 fanns redan\n", "{kind}");
        assert_eq!(kaa.lines(sql), known, "{kind}");
        assert_eq!(recordings(&kaa).len(), recorded + 1, "{kind}");
        let other = first.copy();
        assert_eq!(said(&other, &other.ask(["record", kind, "-"], file).exits(0)), "", "{kind}");
        assert_eq!(other.lines(sql), known, "{kind}");
    }
}

#[test]
fn what_is_not_taken_over_is_told_though_nobody_watches() {
    let kaa = Kaa::new();
    let night = at("fixtures/scenarios/another_register_is_taken_over/nights/2016-11-14");
    let done = kaa.night(&night, true).exits(0);
    assert_eq!(
        done.stderr,
        "kaa-sync: 1 of the entries recorded with `record entries` were not taken over: their persons are not \
         covered, or not known. the night's report counts them by reason, `--json` lists them\n"
    );
    assert_eq!(done.stdout, "");
}

#[test]
fn entries_are_taken_over_before_the_first_night_and_never_after() {
    let kaa = Kaa::new();
    let file = format!("{ENTRIES}199611162380;2016-03-01;never_started;outreach;phone\n");
    let sql = "SELECT number, entered_on, reason, lane, climbed FROM taken_over";
    let known = ["199611162380;2016-03-01;never_started;outreach;phone"];
    for added in [1, 0] {
        let done = kaa.ask(["-v", "record", "entries", "-"], &file).exits(0);
        let says = format!("{added} av 1 rader har registrerats; {} fanns redan\n", 1 - added);
        assert_eq!(said(&kaa, &done), says);
        assert_eq!(kaa.lines(sql), known);
    }
    kaa.night(&fixture_nights()[0], true).exits(0);
    let recorded = recordings(&kaa);
    for more in ["", "199611202384;2016-03-01;never_started;outreach;\n"] {
        let done = kaa.ask(["record", "entries", "-"], &format!("{file}{more}")).exits(1);
        assert_eq!(
            said(&kaa, &done),
            "kaa-sync: entries are taken over before the first night, and the night of 2016-11-14 has been \
             run: nothing was recorded\n"
        );
    }
    assert_eq!(kaa.lines(sql), known);
    assert_eq!(recordings(&kaa), recorded);
}

#[test]
fn contacts_about_nobody_in_the_register_are_kept_and_told_by_their_lines() {
    let kaa = Kaa::after(1);
    let file = kaa.write(
        "kontakter.csv",
        format!(
            "{CONTACTS}201001012382;2016-11-15;BREV;SKICKAT;;\n\
             199611162380;2016-11-15;BREV;SKICKAT;;\n\
             \n\
             20000301TF12;2016-11-15;BREV;SKICKAT;;\n"
        ),
    );
    let done = record(&kaa, "contacts", &file, &["-q"]).exits(3);
    assert_eq!(
        said(&kaa, &done),
        "kaa-sync: 2 rader är registrerade, men gäller ingen i registret: DIR/kontakter.csv: 2, 5\n"
    );
    assert_eq!(
        kaa.lines("SELECT number, of_registered FROM contact"),
        ["201001012382;0", "199611162380;1", "20000301TF12;0"]
    );
    assert_eq!(said(&kaa, &record(&kaa, "contacts", &file, &[]).exits(0)), "");
    kaa.write("kontakter.csv", format!("{CONTACTS}201001012382;2016-11-16;BREV;SKICKAT;;\n"));
    let done = record(&kaa, "contacts", &file, &[]).exits(3);
    assert_eq!(
        said(&kaa, &done),
        "kaa-sync: 1 rad är registrerad, men gäller ingen i registret: DIR/kontakter.csv: 2\n"
    );
}

/// Two good rows, two faulty ones and one of each that contradict each other.
fn mixed(kaa: &Kaa) -> PathBuf {
    kaa.write(
        "uppgifter.csv",
        format!(
            "{DETAILS}199611162380;070-1740605;\n\
             199611202384;1740605;elev@example.org\n\
             199612282385;;elev@example.org\n\
             199701072382;;a@example.org\n\
             199701222383;;=elev\n\
             199701072382;;b@example.org\n"
        ),
    )
}

const REST: &str = "RAD;FEL;PERSONNUMMER;TELEFON;EPOST\n\
                    3;bad_code;199611202384;1740605;elev@example.org\n\
                    5;duplicate_conflicting;199701072382;;a@example.org\n\
                    6;bad_code;199701222383;;=elev\n\
                    7;duplicate_conflicting;199701072382;;b@example.org\n";

const FOUR_FAULTS: &str = "
  DIR/uppgifter.csv:3: TELEFON: kod som inte går att läsa: ska vara ett telefonnummer med riktnummer: siffror, mellanslag, bindestreck och ett inledande + (bad_code)
  DIR/uppgifter.csv:5: PERSONNUMMER: dubblett med annat innehåll: en annan rad med samma PERSONNUMMER säger något annat (duplicate_conflicting)
  DIR/uppgifter.csv:6: EPOST: kod som inte går att läsa: ska vara en e-postadress (bad_code)
  DIR/uppgifter.csv:7: PERSONNUMMER: dubblett med annat innehåll: en annan rad med samma PERSONNUMMER säger något annat (duplicate_conflicting)
";

const KNOWN: [&str; 2] = ["199611162380;0701740605;", "199612282385;;elev@example.org"];
const DETAILS_KNOWN: &str = "SELECT number, telephone, email FROM contact_detail";

#[test]
fn the_good_rows_are_taken_alone_if_asked_and_the_others_kept_in_a_file() {
    let kaa = Kaa::after(1);
    let file = mixed(&kaa);
    let rest = kaa.path("rest.csv");
    let partial = ["-v", "--partial", &*rest.to_string_lossy()];
    let done = record(&kaa, "contact-details", &file, &[]).exits(1);
    let head = "kaa-sync: 4 fel i DIR/uppgifter.csv: inget har registrerats. Filen kan registreras när felen är rättade";
    assert_eq!(said(&kaa, &done), format!("{head}{FOUR_FAULTS}"));
    assert_eq!(kaa.lines(DETAILS_KNOWN), [""; 0]);
    let done = record(&kaa, "contact-details", &file, &partial).exits(3);
    let head = "kaa-sync: 4 rader har utelämnats och finns i DIR/rest.csv";
    let tail = "2 av 6 rader har registrerats; 0 fanns redan, 4 utelämnades\n";
    assert_eq!(said(&kaa, &done), format!("{head}{FOUR_FAULTS}{tail}"));
    assert_eq!(kaa.lines(DETAILS_KNOWN), KNOWN);
    assert_eq!(fs::read_to_string(&rest).unwrap(), REST);
    assert_eq!(fs::metadata(&rest).unwrap().permissions().mode() & 0o777, 0o600);
    // Nothing is new, and the rows left out are still told of.
    fs::remove_file(&rest).unwrap();
    let recorded = recordings(&kaa);
    let done = record(&kaa, "contact-details", &file, &partial).exits(3);
    let tail = "0 av 6 rader har registrerats; 2 fanns redan, 4 utelämnades\n";
    assert_eq!(said(&kaa, &done), format!("{head}{FOUR_FAULTS}{tail}"));
    assert_eq!(fs::read_to_string(&rest).unwrap(), REST);
    assert_eq!(recordings(&kaa), recorded);
    assert_eq!(kaa.names(), ["kaa.db", "kaa.db.lock", "rest.csv", "uppgifter.csv"]);
}

#[test]
fn no_file_is_written_for_rows_that_are_not_left_out() {
    let kaa = Kaa::after(1);
    let file = kaa.write("uppgifter.csv", format!("{DETAILS}199611162380;070-1740605;\n"));
    let rest = kaa.path("rest.csv");
    record(&kaa, "contact-details", &file, &["--partial", &rest.to_string_lossy()]).exits(0);
    assert_eq!(kaa.lines(DETAILS_KNOWN), ["199611162380;0701740605;"]);
    assert!(!rest.exists());
}

#[test]
fn nothing_is_recorded_if_the_rows_left_out_cannot_be_kept() {
    let kaa = Kaa::after(1);
    let file = mixed(&kaa);
    kaa.write("taken.csv", "theirs");
    symlink(kaa.path("taken.csv"), kaa.path("link.csv")).unwrap();
    for name in ["taken.csv", "link.csv"] {
        let rest = kaa.path(name).to_string_lossy().into_owned();
        let done = record(&kaa, "contact-details", &file, &["--partial", &rest]).exits(1);
        assert_eq!(
            said(&kaa, &done),
            format!("kaa-sync: nothing was recorded: `DIR/{name}` exists already and is left as it is\n")
        );
        assert_eq!(kaa.lines(DETAILS_KNOWN), [""; 0]);
    }
    assert_eq!(fs::read_to_string(kaa.path("taken.csv")).unwrap(), "theirs");
}

#[test]
fn a_file_that_is_not_what_it_should_be_is_taken_not_even_in_part() {
    let kaa = Kaa::after(1);
    let row = "199611162380;2016-11-15;BREV;SKICKAT;;";
    let rest = kaa.path("rest.csv").to_string_lossy().into_owned();
    let header =
        "rubrikraden ska vara `PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING` (header_mismatch)";
    let cut = "sista raden saknar radbrytning; om inget fattas läggs en till (truncated)";
    let encoding = "filen har en annan teckenkodning än den angivna";
    for (file, fault) in [
        (Vec::new(), "1: filen är tom: ska ha en rubrikrad (empty)".to_owned()),
        (format!("{CONTACTS}{row}").into_bytes(), format!("2: filen är ofullständig: {cut}")),
        (
            format!("{DETAILS}{row}\n").into_bytes(),
            format!("1: en kolumn saknas eller finns två gånger: {header}"),
        ),
        (
            format!("{CONTACTS}{row}\n\0\n").into_bytes(),
            format!("3: {encoding}: ett styrtecken på raden (encoding_mismatch)"),
        ),
        (
            [CONTACTS.as_bytes(), b"\xe5\n"].concat(),
            format!("2: {encoding}: ska vara UTF-8 (encoding_mismatch)"),
        ),
    ] {
        let file = kaa.write("kontakter.csv", file);
        for more in [&[][..], &["--partial", &rest]] {
            let done = record(&kaa, "contacts", &file, more).exits(1);
            assert_eq!(
                said(&kaa, &done),
                format!("kaa-sync: DIR/kontakter.csv:{fault}. Inget har registrerats\n")
            );
        }
    }
    assert_eq!(kaa.lines("SELECT count(*) FROM contact"), ["0"]);
    assert_eq!(kaa.names(), ["kaa.db", "kaa.db.lock", "kontakter.csv"]);
}

/// Whether the rows of [`mixed`] are recorded, and whether the others are in their file.
fn found(kaa: &Kaa) -> (bool, bool) {
    let details = kaa.lines(DETAILS_KNOWN);
    assert!(details.is_empty() || details == KNOWN, "{details:?}");
    let rest = fs::read_to_string(kaa.path("rest.csv")).ok();
    assert!(rest.as_deref().is_none_or(|rest| rest == REST), "{rest:?}");
    (!details.is_empty(), rest.is_some())
}

#[test]
fn whatever_interrupts_it_no_row_is_recorded_whose_neighbours_are_lost() {
    let before = Kaa::after(1);
    mixed(&before);
    let command = |kaa: &Kaa| {
        let paths = [kaa.path("uppgifter.csv"), kaa.path("rest.csv")];
        let [file, rest] = paths.map(|path| path.to_string_lossy().into_owned());
        kaa.command(["record", "contact-details", &file, "--partial", &rest])
    };
    let mut ends = BTreeSet::new();
    let steps = {
        let good = before.copy();
        good.write("uppgifter.csv", format!("{DETAILS}199611162380;070-1740605;\n"));
        // The file of the rest takes some steps more.
        count_steps(command(&good)) + 12
    };
    for (step, event) in (1..=steps).flat_map(|step| [(step, Event::Kill), (step, Event::Io)]) {
        let kaa = before.copy();
        let done = at_step(command(&kaa), step, event).output().unwrap();
        let (exit, told) = (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned());
        let found = found(&kaa);
        ends.insert((exit, found));
        let is_unconfirmed = told.contains("the disk did not confirm the commit");
        assert!(found != (true, false) || is_unconfirmed, "{event:?} at {step}: {told}");
        assert!(exit != Some(3) || found == (true, true), "{event:?} at {step}: {told}");
        assert!(exit != Some(1) || found != (false, true), "{event:?} at {step}: {told}");
        // Once more, with nothing in its way.
        if found == (false, true) {
            fs::remove_file(kaa.path("rest.csv")).unwrap();
        }
        if !kaa.path("rest.csv").exists() {
            Done::of(command(&kaa).output().unwrap()).exits(3);
        }
        assert_eq!(self::found(&kaa), (true, true), "{event:?} at {step}");
    }
    for end in
        [(None, (false, false)), (None, (true, true)), (Some(1), (false, false)), (Some(3), (true, true))]
    {
        assert!(ends.contains(&end), "{end:?}: {ends:?}");
    }
}

#[test]
fn what_is_recorded_and_cannot_be_told_ends_so() {
    let kaa = Kaa::after(1);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let file = kaa.write("kontakter.csv", format!("{CONTACTS}201001012382;2016-11-15;BREV;SKICKAT;;\n"));
    let mut command = kaa.command(["record", "contacts", &*file.to_string_lossy()]);
    assert_eq!(command.stderr(full).output().unwrap().status.code(), Some(7));
    assert_eq!(kaa.lines("SELECT count(*) FROM contact"), ["1"]);
}

#[test]
fn how_to_reach_somebody_survives_nights_and_their_reruns_and_goes_when_it_is_erased() {
    let kaa = Kaa::after(1);
    let (telephone, email) = ("0701740605", "elev.nilsson@example.org");
    let sql = "SELECT number, telephone, email FROM contact_detail";
    let known = format!("199611162380;{telephone};{email}");
    let tell = |row: &str| kaa.ask(["record", "contact-details", "-"], &format!("{DETAILS}{row}\n")).exits(0);
    tell(&format!("199611162380;{telephone};{email}"));
    for night in &fixture_nights()[1..3] {
        kaa.night(night, false).exits(0);
    }
    kaa.run(["rerun", "--from", "2016-11-14"]).exits(0);
    kaa.run(["verify"]).exits(0);
    assert_eq!(kaa.lines(sql), [known]);
    let holds = |text: &str| {
        let names = files(&kaa.path(""));
        names.iter().any(|file| {
            let bytes = fs::read(file).unwrap();
            bytes.windows(text.len()).any(|window| window == text.as_bytes())
        })
    };
    assert!(holds(telephone) && holds(email));
    tell("199611162380;;");
    assert!(!holds(telephone) && !holds(email), "what was erased is still in a file");
    assert_eq!(kaa.lines(sql), ["199611162380;;", "199611162380;;"]);
    kaa.run(night_arguments("run", &fixture_nights()[3], false)).exits(3);
    kaa.run(["rerun", "--from", "2016-11-15"]).exits(3);
    assert_eq!(kaa.lines("SELECT callable FROM contact_detail"), ["1", "0"]);
}

#[test]
fn nothing_that_stands_in_a_file_is_said() {
    let kaa = Kaa::new();
    // Each as many times as the widest kind has columns, so that every column is faulty somewhere.
    let values = ["199611162380", "0701740605x", "elev nilsson@example.org", "Kanariegatan", "2016-31-12"];
    let rest = kaa.path("rest.csv").to_string_lossy().into_owned();
    let headers = GOOD.iter().map(|good| (good.kind, good.file)).chain([("entries", ENTRIES)]);
    for (kind, file) in headers {
        let header = file.lines().next().unwrap();
        let width = header.split(';').count();
        let rows = values.map(|value| format!("{}\n", vec![value; width].join(";")));
        let wide = format!("{};{}\n", values.join(";"), values.join(";"));
        let path = kaa.write("file.csv", format!("{header}\n{}{wide}", rows.concat()));
        for more in [&["-vv"][..], &["-vv", "--partial", &rest], &["-vv", "--partial", &rest]] {
            let told = record(&kaa, kind, &path, more).stderr;
            assert!(told.contains("bad_") || told.contains("exists already"), "{kind}: {told}");
            for value in values {
                assert!(!told.contains(value), "{kind}: a value on standard error");
            }
        }
        fs::remove_file(&rest).unwrap();
        let cut = kaa.write("file.csv", values.join(";"));
        let told = record(&kaa, kind, &cut, &["-vv"]).exits(1).stderr;
        assert!(values.iter().all(|value| !told.contains(value)), "{kind}: a value on standard error");
    }
}

/// The section of `docs/outreach.md` that says what can be recorded.
fn documented() -> String {
    let page = fs::read_to_string(at("docs/outreach.md")).unwrap();
    let (_, rest) = page.split_once("\n## What people report back\n").unwrap();
    rest.split_once("\n## ").unwrap().0.to_owned()
}

fn names<T: Code>() -> impl Iterator<Item = &'static str> {
    T::ALL.iter().map(|code| code.as_str())
}

#[test]
fn every_kind_with_its_columns_and_every_code_of_it_is_documented() {
    let page = documented();
    let headers = GOOD.iter().map(|good| (good.kind, good.file)).chain([("entries", ENTRIES)]);
    let kinds: Vec<String> =
        headers.map(|(kind, file)| format!("\n| `{kind}` | `{}` | ", file.lines().next().unwrap())).collect();
    for kind in kinds {
        assert!(page.contains(&kind), "{kind}");
    }
    let codes = names::<Channel>()
        .chain(names::<ContactOutcome>())
        .chain(names::<Occupation>())
        .chain(names::<OccupationSource>())
        .chain(names::<MeasureKind>())
        .chain(names::<MeasureEnd>())
        .chain(names::<Ruling>())
        .chain(names::<RulingReason>())
        .chain(names::<CoveredReason>())
        .chain(names::<Lane>());
    for code in codes {
        assert!(page.contains(&format!("`{code}`")), "{code}");
    }
}
