//! Whole-file checks: each at its code, in the order of the checks, and what is left as a doubt.

use super::town::{
    SCHOOL, county, deliver, documents, expected, night, one, population, read_bytes, read_one, school, town,
};
use crate::domain::calendar::date;
use crate::domain::codes::FileFault;
use crate::domain::record::Rows;
use crate::domain::rules::Provider;
use crate::ingest::{read_again, read_all, unwatched};
use std::fs;
use std::path::Path;

const RESIDENT: &str = "200001182385;;Åsa;;Öberg;;Storgatan 1;12345;STOCKHOLM;0180;Farsta;20000118;N;N;;";
const AWAY: &str = "200001182385;;Åsa;;Öberg;;Storgatan 1;12345;UPPSALA;0380;;20160118;N;N;;";
const PLACEMENT: &str = "200001182385;0180;10000001;Skolan Ö;K;GY;NANAT;1;INSKRIVEN;20160817;;;;";
const PUPIL: &str = "20000118-2385,10000001,GY,NANAT,1,INSKRIVEN,2016-08-17,,,,";

fn fault(source: &str, bytes: &[u8]) -> Option<FileFault> {
    read_bytes(source, bytes).result.err()
}

fn write(dir: &Path, name: &str, bytes: &[u8]) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_sound_file_of_each_kind_has_no_doubts() {
    let files = [
        ("folkbokforing", population(&[RESIDENT])),
        ("uedb", county(&[PLACEMENT])),
        ("ber", school(&[PUPIL])),
        ("intyg", documents(&["200001182385;EXAMENSBEVIS;2016-06-10"])),
    ];
    for (source, bytes) in files {
        let delivery = deliver(source, &bytes);
        assert_eq!((delivery.row_count, delivery.doubts, delivery.rejected), (1, vec![], vec![]), "{source}");
    }
}

#[test]
fn readings_come_in_the_order_of_the_profiles_and_only_of_who_delivers() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "friskolor/beta_20161114.csv", &school(&[PUPIL]));
    write(dir.path(), "friskolor/alfa_2016-11-14.csv", &school(&[PUPIL]));
    write(dir.path(), "friskolor/stängd_20161114.csv", &school(&[PUPIL]));
    write(dir.path(), "ber_20161114.csv", &school(&[PUPIL]));
    let mut config = town();
    let closed = Provider { name: "stängd".to_owned(), from: None, to: Some(date(2016, 11, 13)) };
    config.rules.sources[3].providers.push(closed);
    let mut expected = expected();
    expected.push(crate::domain::sources::ProviderId {
        source: "friskolor".to_owned(),
        provider: "gamma".to_owned(),
    });
    let readings = read_all(dir.path(), &config, &expected, night(), &unwatched).unwrap();
    let told: Vec<_> = readings
        .iter()
        .map(|reading| (reading.provider.as_str(), reading.file.as_deref(), reading.result.is_ok()))
        .collect();
    let expected = [
        ("folkbokforing", None, false),
        ("uedb", None, false),
        ("ber", Some("ber_20161114.csv"), true),
        ("alfa", Some("friskolor/alfa_2016-11-14.csv"), true),
        ("beta", Some("friskolor/beta_20161114.csv"), true),
        ("gamma", None, false),
        ("intyg", None, false),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_directory_that_is_not_there_is_an_error_that_names_it() {
    let dir = tempfile::tempdir().unwrap();
    let gone = dir.path().join("gone");
    let error = read_all(&gone, &town(), &expected(), night(), &unwatched).unwrap_err();
    assert!(format!("{error:#}").contains(gone.to_str().unwrap()));
}

#[test]
fn a_file_of_tomorrow_is_not_there_yet() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "ber_20161115.csv", &school(&[PUPIL]));
    assert_eq!(read_one(dir.path(), "ber").result, Err(FileFault::Missing));
}

#[test]
fn monday_may_use_fridays_file_but_not_thursdays() {
    for (name, fault) in [("ber_20161111.csv", None), ("ber_20161110.csv", Some(FileFault::Stale))] {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), name, &school(&[PUPIL]));
        assert_eq!(read_one(dir.path(), "ber").result.err(), fault, "{name}");
    }
}

#[test]
fn documents_are_never_stale_and_may_be_none() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "intyg_20160101.csv", &documents(&[]));
    let reading = read_one(dir.path(), "intyg");
    assert_eq!(reading.file_date, Some(date(2016, 1, 1)));
    assert_eq!(reading.result.unwrap().doubts, []);
}

#[test]
fn a_sibling_of_a_copy_says_that_the_file_is_still_being_written() {
    for suffix in [".part", ".tmp", ".filepart"] {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), "ber_20161114.csv", &school(&[PUPIL]));
        write(dir.path(), &format!("ber_20161114.csv{suffix}"), b"");
        assert_eq!(read_one(dir.path(), "ber").result, Err(FileFault::StillBeingWritten), "{suffix}");
    }
}

#[test]
fn no_bytes_are_an_empty_file() {
    assert_eq!(fault("ber", b""), Some(FileFault::Empty));
    assert_eq!(fault("ber", b"\n"), Some(FileFault::HeaderMismatch));
}

#[test]
fn a_file_in_another_encoding_is_refused_whatever_else_is_wrong_with_it() {
    let utf8 = String::from_utf8_lossy(&county(&[PLACEMENT])).into_owned();
    assert_eq!(fault("folkbokforing", utf8.as_bytes()), Some(FileFault::EncodingMismatch));
    assert_eq!(fault("uedb", &population(&[RESIDENT])), Some(FileFault::EncodingMismatch));
    assert_eq!(fault("ber", b"\0\0\0\0"), Some(FileFault::EncodingMismatch));
}

#[test]
fn a_byte_order_mark_is_skipped_in_utf8_alone() {
    let marked = |bytes: Vec<u8>| [b"\xef\xbb\xbf".to_vec(), bytes].concat();
    assert_eq!(deliver("ber", &marked(school(&[PUPIL]))).row_count, 1);
    assert_eq!(fault("folkbokforing", &marked(population(&[RESIDENT]))), Some(FileFault::EncodingMismatch));
}

#[test]
fn columns_may_stand_in_any_order_and_unknown_ones_are_noted() {
    let file = "DOKUMENTDATUM;KOMMENTAR;DOKUMENT;PERSONNUMMER\n2016-06-10;x;STUDIEBEVIS;200001182385\n";
    let delivery = deliver("intyg", file.as_bytes());
    assert_eq!(delivery.extra_columns, ["KOMMENTAR"]);
    assert!(
        matches!(&delivery.rows, Rows::Credentials(rows) if rows[0].1.document.date == Some(date(2016, 6, 10)))
    );
}

#[test]
fn a_column_that_is_missing_doubled_or_spelled_otherwise_is_a_header_mismatch() {
    for header in [
        "PERSONNUMMER;DOKUMENT",
        "PERSONNUMMER;DOKUMENT;DOKUMENTDATUM;DOKUMENT",
        "PERSONNUMMER;DOKUMENT; DOKUMENTDATUM",
        "personnummer;DOKUMENT;DOKUMENTDATUM",
    ] {
        assert_eq!(
            fault("intyg", format!("{header}\n").as_bytes()),
            Some(FileFault::HeaderMismatch),
            "{header}"
        );
    }
}

#[test]
fn a_file_without_its_last_line_feed_is_truncated() {
    let whole = school(&[PUPIL]);
    assert_eq!(fault("ber", &whole[..whole.len() - 1]), Some(FileFault::Truncated));
    assert_eq!(fault("ber", SCHOOL.as_bytes()), Some(FileFault::Truncated));
}

#[test]
fn a_file_that_ends_inside_quotes_is_truncated() {
    let file = format!("{SCHOOL}\n\"{PUPIL}\n{PUPIL}\n");
    assert_eq!(fault("ber", file.as_bytes()), Some(FileFault::Truncated));
}

#[test]
fn the_trailer_must_be_there_be_last_and_tell_the_number_of_rows() {
    let header = super::town::COUNTY;
    for (rest, expected) in [
        (format!("{PLACEMENT}\n#SLUTPOST;1\n"), None),
        (format!("{PLACEMENT}\n"), Some(FileFault::Truncated)),
        (format!("{PLACEMENT}\n#SLUTPOST;2\n"), Some(FileFault::Truncated)),
        (format!("{PLACEMENT}\n#SLUTPOST;+1\n"), Some(FileFault::Truncated)),
        (format!("{PLACEMENT}\n#SLUTPOST;\n"), Some(FileFault::Truncated)),
        (format!("{PLACEMENT}\n#SLUTPOST;1"), Some(FileFault::Truncated)),
        (format!("#SLUTPOST;1\n{PLACEMENT}\n"), Some(FileFault::Truncated)),
        (format!("{PLACEMENT}\n#SLUTPOST;1\n#SLUTPOST;1\n"), Some(FileFault::Truncated)),
    ] {
        assert_eq!(fault("uedb", format!("{header}\n{rest}").as_bytes()), expected, "{rest}");
    }
}

#[test]
fn a_snapshot_of_nobody_is_doubted() {
    assert_eq!(deliver("ber", &school(&[])).doubts, [FileFault::NoRows]);
    assert_eq!(deliver("folkbokforing", &population(&[])).doubts, [FileFault::NoRows]);
}

#[test]
fn nine_rows_of_ten_must_carry_the_home_municipality() {
    let mut rows = vec![RESIDENT; 9];
    rows.push(AWAY);
    assert!(!deliver("folkbokforing", &population(&rows)).doubts.contains(&FileFault::WrongMunicipality));
    rows[0] = AWAY;
    assert!(deliver("folkbokforing", &population(&rows)).doubts.contains(&FileFault::WrongMunicipality));
}

#[test]
fn one_row_of_a_hundred_may_have_an_unreadable_flag() {
    let unreadable = RESIDENT.replace(";N;N;", ";N;X;");
    let mut rows = vec![RESIDENT; 199];
    rows.extend([unreadable.as_str()]);
    assert_eq!(deliver("folkbokforing", &population(&rows[100..])).unreadable_flags, 1);
    rows[100] = &unreadable;
    assert_eq!(fault("folkbokforing", &population(&rows[100..])), Some(FileFault::FlagsUnreadable));
}

#[test]
fn flags_that_cannot_be_read_are_a_doubt_after_another_doubt() {
    let unreadable = AWAY.replace(";N;N;", ";;N;");
    let delivery = deliver("folkbokforing", &population(&[&unreadable]));
    assert_eq!(delivery.doubts, [FileFault::WrongMunicipality, FileFault::FlagsUnreadable]);
}

#[test]
fn more_rejects_than_five_and_than_one_percent_are_doubted() {
    let bad = PUPIL.replace("INSKRIVEN", "PAUSAD");
    let rows = |bad_rows, sound_rows| [vec![bad.as_str(); bad_rows], vec![PUPIL; sound_rows]].concat();
    assert_eq!(deliver("ber", &school(&rows(5, 0))).doubts, []);
    assert_eq!(deliver("ber", &school(&rows(6, 593))).doubts, [FileFault::TooManyRejects]);
    assert_eq!(deliver("ber", &school(&rows(6, 594))).doubts, []);
}

#[test]
fn the_digest_is_that_of_sha256sum() {
    let expected = "187c15b54abc729a0a31866a9394f6ae705520c0f9d482c5e912980dc166bed0";
    assert_eq!(deliver("intyg", &documents(&[])).sha256, expected);
}

#[test]
fn a_provider_whose_folder_is_missing_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let readings = read_all(dir.path(), &town(), &[one("friskolor")], night(), &unwatched).unwrap();
    assert_eq!(readings.len(), 1);
    assert_eq!(readings[0].result, Err(FileFault::Missing));
}

#[test]
fn a_file_that_cannot_be_read_is_refused_alone_and_a_correction_that_cannot_corrects_nothing() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("ber_20161114.csv")).unwrap();
    let reading = read_one(dir.path(), "ber");
    assert_eq!(reading.result, Err(FileFault::StillBeingWritten));
    let remark = reading.remark.unwrap();
    assert!(remark.contains("ber_20161114.csv cannot be read"), "{remark}");
    let error = read_again(Some(dir.path()), &town(), &expected(), vec![], night(), &unwatched).unwrap_err();
    assert!(format!("{error:#}").contains("nothing was committed"), "{error:#}");
}
