//! As many in as out on one night: what a limit on the difference would let through.
//!
//! A town of its own: 200 youths born in 1999 who never began, and are covered, and 200 born in 2000
//! who go to school. On Wednesday some of the first begin, and some of the second have left on Tuesday.

use super::files::Files;
use super::town::{COUNTY, POPULATION, county_pupil, numbers, resident};
use super::trial::run;
use crate::harness::Kaa;

/// A night in that town, and what must come of it. Of 200 entries open, 25 may close and 25 open: the
/// floor, for 10 % are 20.
pub struct Swap {
    name: &'static str,
    out: usize,
    into: usize,
    exit: i32,
    /// Kinds of changes, each with its number.
    changes: &'static [&'static str],
    told: &'static str,
}

pub const SWAPS: [Swap; 4] = [
    Swap {
        name: "200 of 200 out, and 200 others in",
        out: 200,
        into: 200,
        exit: 4,
        changes: &["held_close;200", "held_open;200"],
        told: "no: 200 closings and 200 openings are withheld",
    },
    Swap {
        name: "26 out, and 26 others in",
        out: 26,
        into: 26,
        exit: 4,
        changes: &["held_close;26", "held_open;26"],
        told: "no: 26 closings and 26 openings are withheld",
    },
    Swap {
        name: "26 out, and 25 others in",
        out: 26,
        into: 25,
        exit: 4,
        changes: &["held_close;26", "opened;25"],
        told: "25 are opened; 26 closings are withheld",
    },
    Swap {
        name: "25 out, and 25 others in",
        out: 25,
        into: 25,
        exit: 0,
        changes: &["closed;25", "opened;25"],
        told: "25 are closed and 25 opened: within the limits",
    },
];

impl Swap {
    /// What differs from what was expected, if anything.
    pub fn try_out(&self) -> Option<String> {
        let kaa = Kaa::new();
        run(&kaa, &town("20161115", 0, 0), "2016-11-15", &["--initial-load"]).exits(0);
        assert_eq!(kaa.lines("SELECT count(*) FROM register_current"), ["200"]);
        let exit = run(&kaa, &town("20161116", self.out, self.into), "2016-11-16", &[]).exit;
        let changes = kaa.lines(
            "SELECT change, count(*) FROM register_changes WHERE as_of = '2016-11-16' GROUP BY change ORDER BY change",
        );
        let same = (exit, &*changes)
            == (self.exit, &self.changes.iter().map(ToString::to_string).collect::<Vec<_>>());
        (!same).then(|| format!("--- {}\nexit {exit}, {changes:?}", self.name))
    }

    pub fn row(&self) -> [String; 6] {
        let exit = self.exit.to_string();
        [self.name, "uedb", "accepted", "", &exit, self.told].map(str::to_owned)
    }
}

fn town(date: &str, out: usize, into: usize) -> Files {
    let (outside, inside) = (numbers("1999"), numbers("2000"));
    let (outside, inside) = (&outside[..200], &inside[..200]);
    let residents = outside.iter().chain(inside).map(|number| resident(number, "N", ";"));
    let begun = outside[..out].iter().map(|number| county_pupil(number, "20161116"));
    let left = inside[..into].iter().map(|number| {
        county_pupil(number, "20160817").replace(";INSKRIVEN;20160817;;", ";AVBRUTEN;20160817;;20161115")
    });
    let at_school = inside[into..].iter().map(|number| county_pupil(number, "20160817"));
    let text = |header: &str, rows: Vec<String>| format!("{header}\n{}\n", rows.join("\n"));
    Files::new(
        date,
        [
            ("folkbokforing", text(POPULATION, residents.collect())),
            ("uedb", text(COUNTY, begun.chain(left).chain(at_school).collect())),
        ],
    )
}
