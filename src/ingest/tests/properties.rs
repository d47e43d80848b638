//! Laws of reading: no bytes bring it down, and the order of rows tells it nothing.

use super::town::{COUNTY, DOCUMENTS, POPULATION, SCHOOL, population, read_bytes};
use crate::domain::record::Rows;
use proptest::prelude::*;

const NUMBERS: [&str; 6] =
    ["200001182385", "200002062388", "200002262392", "200003162385", "200701092397", "20000118238"];

fn header(source: &str) -> &'static str {
    match source {
        "folkbokforing" => POPULATION,
        "uedb" => COUNTY,
        "ber" => SCHOOL,
        _ => DOCUMENTS,
    }
}

fn source() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["folkbokforing", "uedb", "ber", "intyg"])
}

/// Bytes among which those that mean something to a reader are frequent.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            &b"\n"[..],
            b"\r\n",
            b"\r",
            b";",
            b",",
            b"\"",
            b"#SLUTPOST;1\n",
            b"\0",
            b"\xef\xbb\xbf",
            b"\xc3",
            b".",
            b"GY",
            b"200001182385",
            b"2016-08-17",
            b"20160817",
            b"0180",
            b"\xe5",
        ])
        .prop_map(<[u8]>::to_vec),
        prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

fn resident() -> impl Strategy<Value = String> {
    (prop::sample::select(NUMBERS.to_vec()), prop::sample::select(vec!["Farsta", "Bromma"]))
        .prop_map(|(number, area)| format!("{number};;;;;;;;;0180;{area};;N;N;;"))
}

/// The rows of a delivery, without their lines.
fn told(bytes: &[u8]) -> (Vec<crate::domain::record::ResidentRow>, usize, u64) {
    match read_bytes("folkbokforing", bytes).result {
        Ok(delivery) => match delivery.rows {
            Rows::Residents(rows) => (
                rows.into_iter().map(|(_, row)| row).collect(),
                delivery.rejected.len(),
                delivery.merged_duplicates,
            ),
            Rows::Placements(_) | Rows::Credentials(_) => (vec![], 0, 0),
        },
        Err(_) => (vec![], 0, 0),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_bring_it_down(source in source(), with_header in any::<bool>(), bytes in hostile()) {
        let before = if with_header { format!("{}\n", header(source)) } else { String::new() };
        let file = [before.as_bytes(), &bytes].concat();
        if let Ok(delivery) = read_bytes(source, &file).result {
            let rows = match delivery.rows {
                Rows::Residents(rows) => rows.len(),
                Rows::Placements(rows) => rows.len(),
                Rows::Credentials(rows) => rows.len(),
            };
            prop_assert!((rows + delivery.rejected.len()) as u64 + delivery.merged_duplicates <= delivery.row_count);
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing_but_their_lines(
        (rows, shuffled) in prop::collection::vec(resident(), 1..12)
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        let file = |rows: &[String]| population(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        prop_assert_eq!(told(&file(&rows)), told(&file(&shuffled)));
    }
}
