//! Every verdict, and each bound at, under and over.

use super::*;
use crate::domain::codes::RowFault;
use crate::domain::record::Rows;
use crate::domain::rules::Provider;
use crate::domain::testing::{day, delivery, memory, ordinary_rules, provider, reading, rejected};

/// One source's file against the memory of its last accepted one.
struct Case {
    source: &'static str,
    result: Result<Delivery, FileFault>,
    memory: Option<Memory>,
    acceptances: Vec<Acceptance>,
    night: &'static str,
}

impl Case {
    fn judge(self) -> SourceNight {
        let memories = self.memory.map(|memory| (provider(self.source), memory)).into_iter().collect();
        let reading = Reading { result: self.result, ..reading(self.source, rows(0)) };
        let tonight = judge(&[reading], &ordinary_rules(), &memories, &self.acceptances, day(self.night));
        tonight.sources.into_iter().next().unwrap()
    }

    fn verdict(self) -> (Verdict, Option<FileFault>) {
        let judged = self.judge();
        (judged.verdict, judged.fault)
    }
}

fn rows(count: u64) -> Delivery {
    Delivery { row_count: count, ..delivery(Rows::Placements(Vec::new())) }
}

/// A school's readable file of so many rows, after one of so many.
fn shrunk(from: u64, to: u64, night: &'static str) -> Case {
    Case {
        source: "ber",
        result: Ok(rows(to)),
        memory: Some(Memory { row_count: from, ..memory(night) }),
        acceptances: Vec::new(),
        night,
    }
}

fn failed(source: &'static str, fault: FileFault, accepted_on: Option<&str>, night: &'static str) -> Case {
    Case { source, result: Err(fault), memory: accepted_on.map(memory), acceptances: Vec::new(), night }
}

fn accept(provider: &str, fault: FileFault, at_least_rows: u64) -> Acceptance {
    Acceptance {
        provider: provider.into(),
        fault,
        at_least_rows,
        because: "skolan är nedlagd".into(),
        given_by: "anna".into(),
    }
}

#[test]
fn a_good_file_is_accepted_and_the_same_bytes_again_are_unchanged() {
    assert_eq!(shrunk(100, 100, "2016-11-14").verdict(), (Verdict::Accepted, None));
    let mut same = shrunk(100, 100, "2016-11-14");
    same.memory = Some(Memory { sha256: "tonight's".into(), ..memory("2016-11-11") });
    let same = same.judge();
    assert_eq!((same.verdict, same.fault), (Verdict::Unchanged, None));
    assert!(same.is_fresh(), "the same bytes count as a fresh snapshot");
    assert!(!same.is_faulty());
}

#[test]
fn a_first_file_is_accepted_whatever_its_size() {
    let first = Case { memory: None, ..shrunk(0, 1, "2016-11-14") };
    assert_eq!(first.verdict(), (Verdict::Accepted, None));
}

#[test]
fn a_source_is_carried_forward_up_to_its_bound_and_no_day_longer() {
    let fault = FileFault::Truncated;
    let cases = [
        ("folkbokforing", "2016-11-17", Verdict::CarriedForward),
        ("folkbokforing", "2016-11-18", Verdict::Refused),
        ("uedb", "2016-11-17", Verdict::CarriedForward),
        ("uedb", "2016-11-18", Verdict::Refused),
        ("ber", "2016-11-21", Verdict::CarriedForward),
        ("ber", "2016-11-22", Verdict::Silent),
    ];
    for (source, night, verdict) in cases {
        let judged = failed(source, fault, Some("2016-11-14"), night).judge();
        assert_eq!((judged.verdict, judged.fault), (verdict, Some(fault)), "{source} {night}");
        assert!(judged.is_faulty(), "{source} {night}");
        assert!(!judged.is_fresh(), "{source} {night}");
        assert_eq!(judged.stops_the_night(), verdict == Verdict::Refused, "{source} {night}");
    }
}

#[test]
fn a_missing_file_is_carried_forward_like_a_bad_one() {
    let judged = failed("ber", FileFault::Missing, Some("2016-11-14"), "2016-11-15");
    assert_eq!(judged.verdict(), (Verdict::CarriedForward, Some(FileFault::Missing)));
}

#[test]
fn a_required_source_never_accepted_refuses_the_night() {
    for source in ["folkbokforing", "uedb"] {
        for fault in [FileFault::Missing, FileFault::Empty] {
            let judged = failed(source, fault, None, "2016-11-14").judge();
            assert_eq!(judged.verdict, Verdict::Refused);
            assert!(judged.stops_the_night());
        }
    }
}

#[test]
fn a_new_provider_whose_first_file_is_bad_is_only_listed() {
    let judged = failed("ber", FileFault::HeaderMismatch, None, "2016-11-14").judge();
    assert_eq!((judged.verdict, judged.fault), (Verdict::Refused, Some(FileFault::HeaderMismatch)));
    assert!(!judged.stops_the_night());
    let absent = failed("ber", FileFault::Missing, None, "2016-11-14").judge();
    assert_eq!(absent.verdict, Verdict::Absent);
    assert!(!absent.stops_the_night());
}

#[test]
fn credentials_may_be_absent_and_are_never_carried_forward_or_silent() {
    let absent = failed("intyg", FileFault::Missing, Some("2016-11-13"), "2016-11-14").judge();
    assert_eq!(absent.verdict, Verdict::Absent);
    assert!(!absent.is_faulty());
    let refused = failed("intyg", FileFault::Truncated, Some("2016-11-13"), "2016-11-14").judge();
    assert_eq!(refused.verdict, Verdict::Refused);
    assert!(!refused.stops_the_night());
}

#[test]
fn credentials_may_shrink() {
    let shrunk = Case { source: "intyg", ..shrunk(1000, 1, "2016-11-14") };
    assert_eq!(shrunk.verdict(), (Verdict::Accepted, None));
}

#[test]
fn a_small_file_may_lose_ten_rows_and_not_eleven() {
    assert_eq!(shrunk(20, 10, "2016-11-14").verdict().0, Verdict::Accepted);
    assert_eq!(
        shrunk(20, 9, "2016-11-14").verdict(),
        (Verdict::CarriedForward, Some(FileFault::RowCountDrop))
    );
}

#[test]
fn a_large_file_may_lose_ten_percent_and_in_season_forty_five() {
    let cases = [
        ("2016-11-14", 901, true),
        ("2016-11-14", 900, true),
        ("2016-11-14", 899, false),
        ("2016-05-31", 899, false),
        ("2016-06-01", 551, true),
        ("2016-06-01", 550, true),
        ("2016-06-01", 549, false),
        ("2016-09-30", 550, true),
        ("2016-10-01", 899, false),
    ];
    for (night, to, believed) in cases {
        assert_eq!(shrunk(1000, to, night).judge().is_fresh(), believed, "{night} {to}");
    }
}

#[test]
fn a_file_that_grows_or_stays_is_never_suspect() {
    for to in [1000, 5000] {
        let judged = shrunk(1000, to, "2016-11-14").judge();
        assert!(judged.is_fresh() && !judged.shrinking);
    }
}

#[test]
fn from_half_of_the_bound_a_shrinking_file_is_pointed_out() {
    assert!(!shrunk(1000, 951, "2016-11-14").judge().shrinking);
    assert!(shrunk(1000, 950, "2016-11-14").judge().shrinking);
    assert!(shrunk(1000, 900, "2016-11-14").judge().shrinking);
    assert!(!shrunk(20, 16, "2016-11-14").judge().shrinking);
    assert!(shrunk(20, 15, "2016-11-14").judge().shrinking);
}

#[test]
fn a_person_may_accept_a_file_that_has_at_least_the_rows_they_said() {
    for (promised, believed) in [(499, true), (500, true), (501, false)] {
        let mut case = shrunk(1000, 500, "2016-11-14");
        case.acceptances = vec![accept("ber", FileFault::RowCountDrop, promised)];
        assert_eq!(case.judge().is_fresh(), believed, "{promised}");
    }
}

#[test]
fn an_acceptance_is_for_one_check_of_one_provider() {
    for acceptance in
        [accept("uedb", FileFault::RowCountDrop, 1), accept("ber", FileFault::TooManyRejects, 1)]
    {
        let mut case = shrunk(1000, 500, "2016-11-14");
        case.acceptances = vec![acceptance];
        assert_eq!(case.verdict(), (Verdict::CarriedForward, Some(FileFault::RowCountDrop)));
    }
}

#[test]
fn each_doubt_about_a_file_needs_its_own_acceptance() {
    let doubtful = || {
        let mut case = shrunk(1000, 500, "2016-11-14");
        let doubts = vec![FileFault::TooManyRejects];
        case.result = Ok(Delivery { doubts, ..rows(500) });
        case
    };
    assert_eq!(doubtful().verdict(), (Verdict::CarriedForward, Some(FileFault::TooManyRejects)));
    let mut one = doubtful();
    one.acceptances = vec![accept("ber", FileFault::TooManyRejects, 500)];
    assert_eq!(one.verdict(), (Verdict::CarriedForward, Some(FileFault::RowCountDrop)));
    let mut both = doubtful();
    both.acceptances =
        vec![accept("ber", FileFault::TooManyRejects, 500), accept("ber", FileFault::RowCountDrop, 500)];
    assert_eq!(both.verdict(), (Verdict::Accepted, None));
}

#[test]
fn a_believed_file_is_faulty_with_more_than_three_bad_rows_that_are_more_than_a_thousandth() {
    for (bad, all, faulty) in
        [(3, 100, false), (4, 100, true), (4, 4000, false), (4, 3999, true), (5, 4000, true)]
    {
        let mut case = shrunk(all, all, "2016-11-14");
        let mut file = rows(all);
        file.rejected = (0..bad).map(|_| rejected(RowFault::BadDate, None)).collect();
        case.result = Ok(file);
        assert_eq!(case.judge().is_faulty(), faulty, "{bad} of {all}");
    }
}

#[test]
fn a_provider_is_expected_from_its_first_to_its_last_day() {
    let mut rules = ordinary_rules();
    rules.sources.retain(|source| source.name == "ber");
    rules.sources[0].providers =
        vec![Provider { name: "ny".into(), from: Some(day("2016-08-01")), to: Some(day("2016-11-14")) }];
    let known = ProviderId { source: "ber".into(), provider: "känd".into() };
    let memories = BTreeMap::from([(known, memory("2016-06-01"))]);
    let names = |night: &str| -> Vec<String> {
        expected(&rules, &memories, day(night)).into_iter().map(|id| id.provider).collect()
    };
    assert_eq!(names("2016-07-31"), ["känd"]);
    assert_eq!(names("2016-08-01"), ["känd", "ny"]);
    assert_eq!(names("2016-11-14"), ["känd", "ny"]);
    assert_eq!(names("2016-11-15"), ["känd"]);
}
