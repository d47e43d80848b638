//! What the shipped configurations come to.

use crate::config::profile::{Encoding, Field};
use crate::config::{Config, load};
use crate::domain::calendar::date;
use crate::domain::codes::{
    Code, Deregistration, Document, LimitClass, ProgrammeClass, SchoolForm, SourceKind,
};
use crate::domain::number::Form;
use crate::domain::rules::Area;
use std::path::Path;

fn shipped(name: &str) -> Config {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("config").join(name)).unwrap()
}

#[test]
fn stockholms_sources_are_what_the_city_has() {
    let config = shipped("stockholm.toml");
    let sources: Vec<_> = config
        .rules
        .sources
        .iter()
        .map(|source| {
            let max_age = source.max_age_working_days;
            let days = source.carry_forward_days;
            (source.name.as_str(), source.kind, source.rank, source.required, source.snapshot, days, max_age)
        })
        .collect();
    assert_eq!(
        sources,
        [
            ("folkbokforing", SourceKind::Population, 1, true, true, 3, Some(1)),
            ("uedb", SourceKind::Enrolment, 2, true, true, 3, Some(1)),
            ("ber", SourceKind::Enrolment, 1, false, true, 7, Some(1)),
            ("friskolor", SourceKind::Enrolment, 1, false, true, 7, Some(1)),
            ("intyg", SourceKind::Credential, 1, false, false, 0, None),
        ]
    );
    let population = &config.profiles[0];
    assert_eq!(population.encoding, Encoding::Windows1252);
    assert_eq!(population.numbers, Form::Twelve);
    assert_eq!(population.trailer.as_deref(), Some("#SLUTPOST"));
    assert_eq!(population.columns.len(), 16);
    for profile in &config.profiles[1..] {
        assert_eq!(profile.numbers, Form::TwelveOrTen, "{}", profile.name);
    }
    assert_eq!(config.profiles[3].pattern, "friskolor/{provider}_{date}.csv");
    assert!(config.rules.sources[3].providers.is_empty());
}

#[test]
fn stockholms_limits_change_with_the_season() {
    let rules = shipped("stockholm.toml").rules;
    let percent = |class, day| rules.limits[&class].percent_on(day);
    assert_eq!(rules.municipality, "0180");
    for (class, floor) in [
        (LimitClass::UnexplainedRemovals, 10),
        (LimitClass::UnexplainedAdditions, 10),
        (LimitClass::Removals, 25),
        (LimitClass::Additions, 25),
    ] {
        assert_eq!(rules.limits[&class].floor, floor, "{class}");
    }
    assert_eq!(percent(LimitClass::UnexplainedRemovals, date(2016, 8, 1)), 2);
    assert_eq!(percent(LimitClass::UnexplainedAdditions, date(2016, 8, 1)), 2);
    assert_eq!(percent(LimitClass::Removals, date(2016, 7, 31)), 10);
    assert_eq!(percent(LimitClass::Removals, date(2016, 8, 1)), 60);
    assert_eq!(percent(LimitClass::Additions, date(2016, 9, 30)), 100);
    assert_eq!(percent(LimitClass::Additions, date(2016, 10, 1)), 10);
    assert_eq!(rules.row_count_drop.floor, 10);
    assert_eq!(rules.row_count_drop.percent_on(date(2016, 5, 31)), 10);
    assert_eq!(rules.row_count_drop.percent_on(date(2016, 6, 1)), 45);
}

#[test]
fn another_municipality_is_another_file() {
    let config = shipped("exempel-kommun.toml");
    assert_eq!(config.rules.municipality, "0509");
    assert!(config.rules.tables.areas.is_empty());
    assert_eq!(config.profiles.len(), 2);
    assert_eq!(config.profiles[0].encoding, Encoding::Utf8);
    assert_eq!(config.profiles[0].delimiter, b',');
    assert_eq!(config.profiles[0].columns[&Field::Municipality], "kommun");
    assert!(config.rules.sources[1].required);
}

#[test]
fn programmes_have_the_class_the_law_gives_them() {
    use ProgrammeClass::{AdaptedIndividual, AdaptedNational, FourthYear, Introduction, National, Unknown};
    use SchoolForm::{AdaptedUpperSecondary as Gyan, UpperSecondary as Gy};
    let tables = shipped("stockholm.toml").rules.tables;
    for (form, code, class) in [
        (Gy, "NANAT", National),
        (Gy, "HTHOT0L", National),
        (Gy, "NA25", National),
        (Gy, "BFPED", National),
        (Gy, "IB", National),
        (Gy, "IN", National),
        (Gy, "VF", National),
        (Gy, "VO", National),
        (Gy, "SX", National),
        (Gy, "GL", National),
        (Gy, "TA", National),
        (Gy, "GU", National),
        (Gy, "VI", FourthYear),
        (Gy, "IMVBA", Introduction),
        (Gy, "IMYRLKOK", Introduction),
        (Gy, "IMYRK", Introduction),
        (Gy, "IMPRE", Introduction),
        (Gy, "IMPRO", Introduction),
        (Gy, "IMIND", Introduction),
        (Gy, "IMSPR", Introduction),
        (Gy, "IMA", Introduction),
        (Gy, "IMS", Introduction),
        (Gy, "IMX", Unknown),
        (Gy, "XYZ", Unknown),
        (Gy, "N", Unknown),
        (Gy, "IAIND", Unknown),
        (Gy, "AH", Unknown),
        (Gyan, "IAIND", AdaptedIndividual),
        (Gyan, "AH", AdaptedNational),
        (Gyan, "SKLAD", AdaptedNational),
        (Gyan, "NANAT", Unknown),
    ] {
        assert_eq!(tables.programme_class(form, code), class, "{form} {code}");
    }
    assert_eq!(tables.programmes.len(), 59);
}

#[test]
fn other_codes_mean_what_the_agencies_say() {
    let tables = shipped("stockholm.toml").rules.tables;
    for (code, form) in [
        ("GRS", SchoolForm::AdaptedCompulsory),
        ("GRSÄR", SchoolForm::AdaptedCompulsory),
        ("GYS", SchoolForm::AdaptedUpperSecondary),
        ("GYSÄR", SchoolForm::AdaptedUpperSecondary),
    ] {
        assert_eq!(tables.school_forms[code], form, "{code}");
    }
    for form in SchoolForm::ALL {
        assert_eq!(tables.school_forms.get(form.as_str()), Some(form), "{form}");
    }
    assert_eq!(tables.document("GYMNASIESARSKOLEBEVIS"), Document::AdaptedCertificate);
    assert_eq!(tables.document("SLUTBETYG_GR"), Document::CompulsoryFinal);
    assert_eq!(tables.document("BETYG"), Document::Unknown);
    assert_eq!(tables.documents.len(), 10);
    for (code, meaning) in [
        ("AV", Deregistration::Deceased),
        ("UV", Deregistration::Emigrated),
        ("OB", Deregistration::Untraceable),
        ("GN", Deregistration::NumberReplaced),
        ("GS", Deregistration::NumberReplaced),
        ("AS", Deregistration::Other),
        ("TA", Deregistration::Other),
        ("AN", Deregistration::Other),
        ("FI", Deregistration::Other),
        ("XX", Deregistration::Unknown),
    ] {
        assert_eq!(tables.deregistration(code), meaning, "{code}");
    }
}

#[test]
fn every_area_of_stockholm_old_and_new_has_a_jobbtorg() {
    let areas = shipped("stockholm.toml").rules.tables.areas;
    for (name, owner) in [
        ("Enskede-Årsta-Vantör", "globen"),
        ("Rinkeby-Kista", "kista"),
        ("Järva", "kista"),
        ("Hägersten-Liljeholmen", "skarholmen"),
        ("Hägersten-Älvsjö", "skarholmen"),
        ("Norra innerstaden", "globen"),
        ("Bromma", "vallingby"),
    ] {
        assert_eq!(areas[name], Area { name: name.to_owned(), owner: owner.to_owned() });
    }
    assert_eq!(areas.len(), 17);
}
