//! A register that is gone or too new, and a clock that is wrong.

use super::expected::{Defect, Kept};
use rusqlite::Connection;
use std::fs;

pub fn defects() -> Vec<Defect> {
    vec![
        Defect::of("the register lost", |t| fs::remove_file(t.kaa.db()).unwrap())
            .exits(1)
            .keeps(Kept::None)
            .says("copy a backup of it there")
            .says("kaa-sync init"),
        // A lost register that somebody made anew must not pass for a first night.
        Defect::of("the register lost, and an empty one in its place", |t| {
            t.begin_anew();
        })
        .source("beta", "accepted", "")
        .exits(4)
        .keeps(Kept::Empty),
        Defect::of("a register of a newer program", |t| {
            Connection::open(t.kaa.db()).unwrap().pragma_update(None, "user_version", 99).unwrap();
        })
        .exits(1)
        .keeps(Kept::AsBefore)
        .says("newer"),
        // A year on, everything is stale and nothing is carried so far.
        Defect::of("the clock a year fast", |t| t.as_of = "2017-11-16")
            .source("folkbokforing", "refused", "stale")
            .source("uedb", "refused", "stale")
            .source("ber", "silent", "stale")
            .source("alfa", "silent", "stale")
            .source("beta", "silent", "stale")
            .exits(6)
            .keeps(Kept::AsBefore),
        Defect::of("the clock a year slow", |t| t.as_of = "2015-11-16")
            .exits(1)
            .keeps(Kept::AsBefore)
            .says("2016-11-15")
            .says("nothing was committed"),
        Defect::of("the clock a year slow, in an empty register", |t| {
            t.begin_anew();
            t.as_of = "2015-11-16";
        })
        .source("folkbokforing", "refused", "missing")
        .source("uedb", "refused", "missing")
        .source("ber", "absent", "missing")
        .source("alfa", "", "")
        .source("beta", "", "")
        .source("intyg", "absent", "missing")
        .exits(6)
        .keeps(Kept::Empty),
    ]
}
