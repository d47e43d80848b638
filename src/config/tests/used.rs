//! That what is typed arrives where it is used.

use super::{load_with, town};
use crate::config::Config;
use crate::config::profile::{DateFormat, Encoding, Field, Quoting};
use crate::domain::calendar::date;
use crate::domain::codes::{LimitClass, SchoolLeavers};
use crate::domain::number::Form;
use crate::domain::rules::{Area, Bound, Provider, Season};

#[test]
fn what_is_typed_arrives_where_it_is_used() {
    let Config { rules, profiles, .. } = town();
    assert_eq!(rules.municipality, "0509");
    assert_eq!(rules.school_leavers, SchoolLeavers::AtOnce);
    assert_eq!(rules.terms.spring_term_end(2016), date(2016, 6, 9));
    assert_eq!(rules.terms.spring_term_end(2017), date(2017, 6, 10));
    assert_eq!(rules.terms.autumn_term_start(2016), date(2016, 8, 19));
    assert_eq!(rules.terms.autumn_term_start(2017), date(2017, 8, 21));
    let limit = |class| {
        let Bound { floor, percent, .. } = rules.limits[&class];
        (floor, percent)
    };
    assert_eq!(limit(LimitClass::UnexplainedRemovals), (1, 2));
    assert_eq!(limit(LimitClass::UnexplainedAdditions), (3, 4));
    assert_eq!(limit(LimitClass::Removals), (5, 6));
    assert_eq!(limit(LimitClass::Additions), (7, 8));
    assert_eq!(
        rules.limits[&LimitClass::Additions].season,
        Some(Season { from: (6, 1), to: (9, 30), percent: 100 })
    );
    assert_eq!(rules.row_count_drop, Bound { floor: 9, percent: 10, season: None });
    assert_eq!(rules.outreach.hold_owner, "north");
    assert_eq!(rules.outreach.central_owner, "south");
    let credential = &profiles[1];
    assert_eq!((credential.delimiter, credential.quoting), (b'\t', Quoting::Plain));
    assert_eq!(credential.encoding, Encoding::Iso8859_1);
    assert_eq!(credential.dates, [DateFormat::Dashed, DateFormat::Compact]);
    assert_eq!(credential.numbers, Form::TwelveOrTen);
    assert_eq!(credential.columns[&Field::DocumentDate], "doc_date");
}

#[test]
fn population_comes_first_then_the_order_of_the_file() {
    let config = town();
    let profiles: Vec<&str> = config.profiles.iter().map(|profile| profile.name.as_str()).collect();
    let sources: Vec<&str> = config.rules.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(profiles, ["residents", "documents", "schools"]);
    assert_eq!(sources, ["residents", "documents", "schools"]);
}

#[test]
fn a_source_of_one_file_has_one_provider_and_a_family_those_with_dates() {
    let sources = town().rules.sources;
    assert_eq!(sources[0].providers, [Provider { name: "residents".to_owned(), from: None, to: None }]);
    assert_eq!(
        sources[2].providers,
        [Provider { name: "alfa".to_owned(), from: Some(date(2016, 8, 17)), to: Some(date(2017, 6, 15)) }]
    );
}

#[test]
fn an_area_is_found_by_name_and_code_and_belongs_to_its_latest_owner() {
    let areas = town().rules.tables.areas;
    let area = |name: &str, owner: &str| Area { name: name.to_owned(), owner: owner.to_owned() };
    assert_eq!(areas.len(), 3);
    assert_eq!(areas["1"], area("Uphill", "south"));
    assert_eq!(areas["Uphill"], area("Uphill", "south"));
    assert_eq!(areas["Downhill"], area("Downhill", "south"));
}

#[test]
fn the_digest_follows_every_byte_of_every_file() {
    let digest = town().digest;
    // `cat town.toml forms.csv programmes.csv documents.csv deregistrations.csv areas.csv | sha256sum`
    assert_eq!(digest, "cbab78cfddbce43aadbda3b9e026a2cdf8930ff103494fbad6c5f88acaccca6c");
    for (file, from, to) in [
        ("town.toml", "settle_days = 7", "settle_days =  7"),
        ("forms.csv", "GY;GY;;\n", "GY;GY;;\n\n"),
        ("programmes.csv", "national;;\n", "national;;\n\n"),
        ("documents.csv", "IB_DIPLOM;;\n", "IB_DIPLOM;;\n\n"),
        ("deregistrations.csv", "deceased;;\n", "deceased;;\n\n"),
        ("areas.csv", "Downhill", "Downtown"),
    ] {
        assert_ne!(load_with(file, from, to).unwrap().digest, digest, "{file}");
    }
}
