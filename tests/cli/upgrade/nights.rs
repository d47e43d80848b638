//! Nights after an upgrade, against a register that never was older, and nights before it decided again.

use super::kept::{RELEASES, Release};
use crate::harness::{Kaa, fixture_nights};

/// The two nights after those that are kept.
fn run_two_nights(kaa: &Kaa) {
    for night in &fixture_nights()[4..] {
        kaa.night(night, false).exits(0);
    }
}

/// The queue's rows that only a register that was upgraded has, and those that only one has that never was older.
type Otherwise = (&'static [&'static str], &'static [&'static str]);

const ALIKE: Otherwise = (&[], &[]);

/// 0.2 took down contacts and left the queue as it was: what they lead to is planned by the first night after the
/// upgrade, the 18th, and not by that of the 17th. Nor did it take down whether somebody was in the register when a
/// contact was told: the letter to the youth of entry 93, a day before it, counts.
const CLIMBED_LATER: Otherwise = (
    &[
        "12;letter;done;2016-11-21;2016-12-14;2016-11-14;2016-11-18;undeliverable",
        "12;sms_letter;ready;2016-11-16;2016-11-25;2016-11-18;;",
        "21;letter;done;2016-11-21;2016-12-14;2016-11-14;2016-11-18;reached",
        "21;support;ready;2016-11-18;2016-12-16;2016-11-18;;",
        "93;letter;sent;2016-11-24;2016-12-19;2016-11-17;;",
    ],
    &[
        "12;letter;done;2016-11-21;2016-12-14;2016-11-14;2016-11-17;undeliverable",
        "12;sms_letter;ready;2016-11-16;2016-11-24;2016-11-17;;",
        "21;letter;done;2016-11-21;2016-12-14;2016-11-14;2016-11-17;reached",
        "21;support;ready;2016-11-17;2016-12-16;2016-11-17;;",
        "93;letter;waiting;2016-11-24;2016-12-19;2016-11-17;;",
    ],
);

/// With the 17th decided again only the latter is left.
const COUNTED_BEFORE_THE_ENTRY: Otherwise = (
    &["93;letter;sent;2016-11-24;2016-12-19;2016-11-17;;"],
    &["93;letter;waiting;2016-11-24;2016-12-19;2016-11-17;;"],
);

fn assert_queue_is_otherwise(version: &str, older: &Kaa, today: &Kaa, otherwise: Otherwise) {
    let queue = |kaa: &Kaa| {
        kaa.lines(
            "SELECT entry_id, step, status, not_before, due_by, created_on, ended_on, ended_reason
             FROM outreach_queue ORDER BY entry_id, step, created_on",
        )
    };
    let (older_rows, today_rows) = (queue(older), queue(today));
    let only = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|row| !other.contains(row)).cloned().collect()
    };
    assert_eq!(only(&older_rows, &today_rows), otherwise.0, "{version}");
    assert_eq!(only(&today_rows, &older_rows), otherwise.1, "{version}");
    // The digest has all of the queue, and the register, its lanes and who is in doubt.
    assert_eq!(older.digest() == today.digest(), otherwise.0.is_empty(), "{version}");
}

#[test]
fn after_two_nights_a_register_is_as_if_it_had_never_been_older() {
    // `delays` before schema 4 is not known: nights did not keep whose word a change rested on.
    let alike = [
        "SELECT * FROM register",
        "SELECT * FROM register_current",
        "SELECT * FROM register_lanes",
        "SELECT * FROM register_changes",
        "SELECT * FROM undetermined",
        "SELECT * FROM coverage",
        "SELECT * FROM quarantine",
        "SELECT * FROM sources",
        "SELECT * FROM persons",
        "SELECT * FROM contacts",
        "SELECT * FROM decisions",
        "SELECT * FROM occupations",
        "SELECT * FROM measures",
        "SELECT * FROM nights",
        "SELECT * FROM delays WHERE as_of > '2016-11-17'",
    ];
    for release in &RELEASES {
        let (older, today) = (release.register(), release.lived_today());
        run_two_nights(&older);
        run_two_nights(&today);
        for sql in alike {
            assert_eq!(older.lines(sql), today.lines(sql), "{}: {sql}", release.version);
        }
        let otherwise = if release.version == "0.2.0" { CLIMBED_LATER } else { ALIKE };
        assert_queue_is_otherwise(release.version, &older, &today, otherwise);
        older.run(["verify"]).exits(0);
    }
}

#[test]
fn nights_before_an_upgrade_can_be_decided_again_from_0_2_on() {
    let again = |version: &str, from: &str, exit| {
        let kaa = Release::of(version).register();
        let done = kaa.run(["rerun", "--from", from]).exits(exit);
        (kaa, done)
    };
    let (kaa, done) = again("0.1.0", "2016-11-17", 1);
    assert_eq!(
        done.stderr,
        "kaa-sync: the night of 2016-11-17 is too far back: what it stood on is no longer kept (`staged_days`), \
         or was not kept before an upgrade. nothing was done. the first night that can be decided again is the \
         next one\n"
    );
    run_two_nights(&kaa);
    let digest = kaa.digest();
    kaa.run(["rerun", "--from", "2016-11-18"]).exits(0);
    assert_eq!(kaa.digest(), digest, "0.1.0, from the first night after the upgrade");
    for release in &RELEASES[1..] {
        let today = release.lived_today();
        let (kaa, _) = again(release.version, "2016-11-14", 3);
        let otherwise = if release.version == "0.2.0" { COUNTED_BEFORE_THE_ENTRY } else { ALIKE };
        assert_queue_is_otherwise(release.version, &kaa, &today, otherwise);
        run_two_nights(&kaa);
        run_two_nights(&today);
        assert_queue_is_otherwise(release.version, &kaa, &today, otherwise);
    }
}
