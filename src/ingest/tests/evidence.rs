//! What each whole-file check saw of a file that failed it, and what is asked of a file.

use super::town::{
    COUNTY, DOCUMENTS, SCHOOL, county, deliver, documents, night, population, read_bytes, read_one, school,
    town,
};
use crate::domain::codes::{FileFault, NotReady, RowFault, Trace};
use crate::domain::evidence::{Ending, Evidence};
use crate::domain::number::Form;
use crate::domain::specification::{Cell, Demand};
use crate::ingest::specification;
use std::fs;

const RESIDENT: &str = "200001182385;;Åsa;;Öberg;;Storgatan 1;12345;STOCKHOLM;0180;Farsta;20000118;N;N;;";
const PLACEMENT: &str = "200001182385;0180;10000001;Skolan Ö;K;GY;NANAT;1;INSKRIVEN;20160817;;;;";
const PUPIL: &str = "20000118-2385,10000001,GY,NANAT,1,INSKRIVEN,2016-08-17,,,,";

fn evidence(source: &str, bytes: impl AsRef<[u8]>) -> Option<Evidence> {
    read_bytes(source, bytes.as_ref()).evidence
}

#[test]
fn a_sound_file_and_one_whose_code_says_it_all_show_nothing() {
    assert_eq!(evidence("ber", school(&[PUPIL])), None);
    assert_eq!(evidence("ber", ""), None);
}

#[test]
fn an_old_file_is_so_many_working_days_old() {
    let dir = tempfile::tempdir().unwrap();
    // A Wednesday; the night is the Monday after.
    fs::write(dir.path().join("ber_20161109.csv"), school(&[PUPIL])).unwrap();
    assert_eq!(read_one(dir.path(), "ber").evidence, Some(Evidence::Age { working_days: 3 }));
}

#[test]
fn a_file_that_is_not_ready_says_why() {
    let why = |others: &[(&str, &str)]| {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in others {
            fs::write(dir.path().join(name), text).unwrap();
        }
        let reading = read_one(dir.path(), "ber");
        assert_eq!(reading.result, Err(FileFault::StillBeingWritten));
        reading.evidence
    };
    let sibling = [("ber_20161114.csv", ""), ("ber_20161114.csv.part", "")];
    assert_eq!(why(&sibling), Some(Evidence::NotReady(NotReady::Sibling)));
    let twins = [("ber_20161114.csv", "one"), ("ber_2016-11-14.csv", "other")];
    assert_eq!(why(&twins), Some(Evidence::NotReady(NotReady::Twin)));
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("ber_20161114.csv")).unwrap();
    let evidence = read_one(dir.path(), "ber").evidence;
    assert_eq!(evidence, Some(Evidence::NotReady(NotReady::Unreadable)));
}

#[test]
fn another_encoding_shows_on_its_first_line() {
    let found = |line, trace| Some(Evidence::Encoding { line, trace });
    assert_eq!(evidence("uedb", population(&[RESIDENT])), found(2, Trace::NotUtf8));
    let utf8 = String::from_utf8(county(&[PLACEMENT])).unwrap();
    assert_eq!(evidence("folkbokforing", utf8), found(2, Trace::Utf8Letter));
}

#[test]
fn a_header_shows_which_declared_columns_are_missing_and_which_doubled() {
    let header = |width, missing: &[&str], doubled: &[&str]| {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Some(Evidence::Header { width, missing: owned(missing), doubled: owned(doubled) })
    };
    let all = ["PERSONNUMMER", "DOKUMENT", "DOKUMENTDATUM"];
    for (text, expected) in [
        ("PERSONNUMMER;DOKUMENT\n", header(2, &["DOKUMENTDATUM"], &[])),
        ("DOKUMENT;PERSONNUMMER;DOKUMENT;EGET\n", header(4, &["DOKUMENTDATUM"], &["DOKUMENT"])),
        (&DOCUMENTS.replace(';', ","), header(1, &all, &[])),
        ("\n\n", header(0, &all, &[])),
    ] {
        assert_eq!(evidence("intyg", text), expected, "{text}");
    }
}

#[test]
fn an_end_shows_all_that_is_wrong_with_it() {
    let end = |endings: &[Ending]| Some(Evidence::End(endings.to_vec()));
    for (rest, endings) in [
        (format!("{PLACEMENT}\n"), &[Ending::NoTrailer][..]),
        (format!("{PLACEMENT}\n#SLUTPOST;2\n"), &[Ending::TrailerCount { declared: 2, rows: 1 }]),
        (format!("{PLACEMENT}\n#SLUTPOST;+1\n"), &[Ending::TrailerUnreadable]),
        (format!("#SLUTPOST;1\n{PLACEMENT}\n"), &[Ending::TrailerNotLast]),
        (format!("{PLACEMENT}\n{PLACEMENT}"), &[Ending::NoLineFeed, Ending::NoTrailer]),
    ] {
        assert_eq!(evidence("uedb", format!("{COUNTY}\n{rest}")), end(endings), "{rest}");
    }
    for (end_of_file, line) in [
        (format!("{PUPIL}\n\"{PUPIL}\n{PUPIL}\n"), 3),
        (format!("\"{PUPIL}\n"), 2),
        (format!("{PUPIL}\r\n\r\n{PUPIL}\r\n\"{PUPIL}\r\n"), 5),
    ] {
        let quoted = format!("{SCHOOL}\n{end_of_file}");
        assert_eq!(evidence("ber", quoted), end(&[Ending::OpenQuote { line }]), "{end_of_file}");
    }
}

#[test]
fn unreadable_flags_show_their_first_ten_lines() {
    let unreadable = RESIDENT.replace(";N;N;", ";N;X;");
    let mut rows = vec![RESIDENT; 2];
    rows.extend([unreadable.as_str(); 12]);
    let first_lines = (4..=13).collect();
    let expected = Evidence::Flags { rows: 14, unreadable: 12, first_lines };
    assert_eq!(evidence("folkbokforing", population(&rows)), Some(expected));
    let mut rows = vec![RESIDENT; 100];
    rows[7] = &unreadable;
    let delivery = deliver("folkbokforing", &population(&rows));
    assert_eq!((delivery.at_home, delivery.unreadable_flags, delivery.flag_lines), (100, 1, vec![9]));
}

#[test]
fn what_is_asked_of_a_file_is_what_is_checked() {
    let town = town();
    let asked = |name: &str, provider: &str| {
        let profile = town.profiles.iter().find(|profile| profile.name == name).unwrap();
        let source = town.rules.source(name).unwrap();
        specification(profile, source, provider, &town.rules, night())
    };
    let of_school = asked("friskolor", "alfa");
    assert_eq!(of_school.names, ["friskolor/alfa_2016-11-14.csv", "friskolor/alfa_20161114.csv"]);
    assert_eq!((of_school.encoding, of_school.delimiter, of_school.usable_days), ("UTF-8", ',', Some(1)));
    assert_eq!(of_school.trailer, None);
    let status = ["ANTAGEN", "INSKRIVEN", "AVSLUTAD", "AVBRUTEN"].map(str::to_owned).to_vec();
    assert_eq!(
        of_school.demand(Some("STATUS"), RowFault::UnknownStatus),
        Some(Demand::Cell(&Cell::OneOf(status)))
    );
    let date = Cell::Date(vec!["2016-11-14".to_owned()]);
    assert_eq!(of_school.demand(Some("STARTDATUM"), RowFault::MissingField), Some(Demand::Cell(&date)));
    assert_eq!(of_school.demand(Some("EGET"), RowFault::BadDate), None);
    let population = asked("folkbokforing", "folkbokforing");
    assert_eq!((population.encoding, population.delimiter), ("Windows-1252", ';'));
    assert_eq!(population.trailer.as_deref(), Some("#SLUTPOST"));
    assert_eq!(
        population.demand(Some("PERSONNUMMER"), RowFault::BadPersonnummer),
        Some(Demand::Cell(&Cell::Number(Form::Twelve)))
    );
    assert_eq!(population.flags().collect::<Vec<_>>(), ["SEKRETESSMARKERING", "SKYDDAD_FOLKBOKFORING"]);
    let key = ["PERSONNUMMER".to_owned(), "DOKUMENT".to_owned()];
    let of_documents = asked("intyg", "intyg");
    assert_eq!(of_documents.demand(None, RowFault::DuplicateConflicting), Some(Demand::OneRowEach(&key)));
    assert_eq!(of_documents.usable_days, None, "documents have no age");
    assert!(deliver("intyg", &documents(&[])).doubts.is_empty());
}
