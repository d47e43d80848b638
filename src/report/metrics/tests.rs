//! The whole exposition of a small register, typed by hand.

use super::*;
use crate::domain::calendar::date;
use crate::domain::codes::FileFault;
use crate::domain::health::{Late, Withheld};
use crate::domain::metrics::{Counts, Run};
use crate::domain::sources::ProviderId;
use std::collections::BTreeMap;

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn source(provider: &str, verdict: Verdict, fault: Option<FileFault>, rows: Option<u64>) -> Freshness {
    Freshness {
        id: ProviderId { source: "friskolor".to_owned(), provider: provider.to_owned() },
        verdict,
        fault,
        rows,
        quarantined: rows.map(|_| 2),
        accepted_on: Some(date(2016, 11, 18)),
        file_date: Some(date(2016, 11, 18)),
        until: None,
        required: false,
    }
}

fn metrics(last_night: Option<Night>) -> Metrics {
    Metrics {
        kept: Kept {
            schema: 5,
            last_night: Some(date(2016, 11, 18)),
            last_run: Some((date(2016, 11, 21), Outcome::Refused)),
            withheld: Withheld::default(),
            sources: vec![
                source("alfa", Verdict::Accepted, None, Some(70)),
                source("b\"e\\ta", Verdict::Refused, Some(FileFault::Empty), None),
            ],
            residual: 1,
            late: Late { count: 4, oldest: Some(date(2016, 11, 1)) },
            erasure_pending: None,
        },
        last_run: Run { outcome: Outcome::Refused, finished_at: time("2016-11-21T03:00:02Z") },
        last_night,
        entries: BTreeMap::from([(Lane::Outreach, 5), (Lane::Protected, 1)]),
        tasks: BTreeMap::from([((Step::Letter, TaskStatus::Ready), 3)]),
    }
}

const NIGHT: Night = Night {
    as_of: NaiveDate::from_ymd_opt(2016, 11, 18).unwrap(),
    finished_at: DateTime::from_timestamp(1_479_438_002, 0).unwrap(),
    counts: Counts {
        opened: 6,
        closed: 7,
        corrected: 8,
        lane_changes: 9,
        held: 10,
        undetermined: 11,
        quarantined: 12,
    },
};

fn lines(metrics: &Metrics) -> Vec<String> {
    let text = text(metrics, Invocation { exit_code: 6, milliseconds: 12_034 }, "0.5.0");
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn everything_that_is_measured_is_told() {
    let told = lines(&metrics(Some(NIGHT)));
    let expected = [
        "kaa_sync_build_info{version=\"0.5.0\"} 1",
        "kaa_sync_run_duration_seconds 12.034",
        "kaa_sync_run_exit_code 6",
        // 2016-11-21 03:00:02 UTC.
        "kaa_sync_run_timestamp_seconds 1479697202",
        "kaa_sync_run_outcome{outcome=\"done\"} 0",
        "kaa_sync_run_outcome{outcome=\"done_with_faults\"} 0",
        "kaa_sync_run_outcome{outcome=\"held\"} 0",
        "kaa_sync_run_outcome{outcome=\"refused\"} 1",
        "kaa_sync_last_success_timestamp_seconds 1479438002",
        // 2016-11-18 00:00:00 UTC.
        "kaa_sync_night_timestamp_seconds 1479427200",
        "kaa_sync_night_changes{change=\"opened\"} 6",
        "kaa_sync_night_changes{change=\"closed\"} 7",
        "kaa_sync_night_changes{change=\"corrected\"} 8",
        "kaa_sync_night_changes{change=\"lane\"} 9",
        "kaa_sync_night_held_changes 10",
        "kaa_sync_night_undetermined_persons 11",
        "kaa_sync_source_verdict{source=\"friskolor\",provider=\"alfa\",verdict=\"accepted\"} 1",
    ];
    assert_eq!(told[..expected.len()], expected);
    for line in [
        "kaa_sync_source_verdict{source=\"friskolor\",provider=\"b\\\"e\\\\ta\",verdict=\"refused\"} 1",
        "kaa_sync_source_verdict{source=\"friskolor\",provider=\"b\\\"e\\\\ta\",verdict=\"accepted\"} 0",
        "kaa_sync_source_rows{source=\"friskolor\",provider=\"alfa\"} 70",
        "kaa_sync_source_quarantined_rows{source=\"friskolor\",provider=\"alfa\"} 2",
        "kaa_sync_source_file_timestamp_seconds{source=\"friskolor\",provider=\"alfa\"} 1479427200",
        "kaa_sync_register_entries{lane=\"outreach\"} 5",
        "kaa_sync_register_entries{lane=\"in_school\"} 0",
        "kaa_sync_register_entries{lane=\"protected\"} 1",
        "kaa_sync_queue_tasks{step=\"letter\",status=\"ready\"} 3",
        "kaa_sync_queue_tasks{step=\"letter\",status=\"waiting\"} 0",
        "kaa_sync_queue_tasks{step=\"home_visit\",status=\"sent\"} 0",
        "kaa_sync_queue_late_tasks 4",
        "kaa_sync_coverage_residual_persons 1",
        "kaa_sync_erasure_pending 0",
    ] {
        assert!(told.iter().any(|told| told == line), "{line}");
    }
    assert!(!told.iter().any(|line| line.starts_with("kaa_sync_source_rows") && line.contains("ta\"")));
}

#[test]
fn a_register_without_a_night_has_no_success_to_tell_of() {
    let told = lines(&metrics(None));
    assert!(!told.iter().any(|line| line.contains("last_success") || line.contains("_night_")));
}

#[test]
fn every_series_has_its_family_announced_once() {
    let text = text(&metrics(Some(NIGHT)), Invocation { exit_code: 0, milliseconds: 5 }, "0.5.0");
    let mut announced = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(help) = line.strip_prefix("# HELP ") else {
            let name: String = line.chars().take_while(|c| *c != '{' && *c != ' ').collect();
            assert_eq!(announced.last(), Some(&name), "{line}");
            continue;
        };
        let (name, words) = help.split_once(' ').unwrap();
        assert!(words.ends_with('.') && words.len() > 10, "{line}");
        assert_eq!(lines.next(), Some(&*format!("# TYPE {name} gauge")));
        assert!(!announced.contains(&name.to_owned()), "{name} twice");
        announced.push(name.to_owned());
    }
    assert!(announced.len() > 18);
}
