//! The night after 1 July 2018, when introduction programmes began to take a person out: hundreds of
//! true closings at once, which wait for a person's word.

use crate::faults::files::Files;
use crate::faults::town::{COUNTY, POPULATION, county_pupil, numbers, resident};
use crate::faults::trial::run;
use crate::harness::{Done, Kaa};

const FRIDAY: &str = "2018-06-29";
/// The first weekday under the new wording.
const MONDAY: &str = "2018-07-02";
const TUESDAY: &str = "2018-07-03";

/// Who lives in the town, and what is told of them on Monday.
struct Town {
    /// On an introduction programme since August 2017.
    introduction: usize,
    /// As many of these are secrecy-marked.
    marked: usize,
    /// Not in school.
    idle: usize,
    /// As many of these have emigrated on Saturday.
    emigrants: usize,
    /// On a national programme, and left it on Friday.
    leavers: usize,
}

impl Town {
    fn files(&self, is_news: bool) -> Files {
        let pool: Vec<String> = ["1999", "2000"].into_iter().flat_map(numbers).collect();
        let (introduction, rest) = pool.split_at(self.introduction);
        let (idle, rest) = rest.split_at(self.idle);
        let leavers = &rest[..self.leavers];
        let pupil = |number: &String, programme: &str| {
            county_pupil(number, "20170817").replace(";NA;", &format!(";{programme};"))
        };
        let mark = |place| if place < self.marked { "J" } else { "N" };
        let told = |place| if is_news && place < self.emigrants { "UV;20180630" } else { ";" };
        let residents = (0..).zip(introduction).map(|(place, number)| resident(number, mark(place), ";"));
        let residents = residents
            .chain((0..).zip(idle).map(|(place, number)| resident(number, "N", told(place))))
            .chain(leavers.iter().map(|number| resident(number, "N", ";")));
        let left = if is_news { ";AVBRUTEN;20170817;;20180629" } else { ";INSKRIVEN;20170817;;" };
        let pupils = introduction
            .iter()
            .map(|number| pupil(number, "IMIND"))
            .chain(leavers.iter().map(|number| pupil(number, "NA").replace(";INSKRIVEN;20170817;;", left)));
        let text = |header: &str, rows: Vec<String>| format!("{header}\n{}\n", rows.join("\n"));
        let date = if is_news { MONDAY } else { FRIDAY };
        Files::new(
            date,
            [
                ("folkbokforing", text(POPULATION, residents.collect())),
                ("uedb", text(COUNTY, pupils.collect())),
            ],
        )
    }
}

/// A town, its first load on Friday done.
fn loaded(town: &Town) -> Kaa {
    let kaa = Kaa::new();
    run(&kaa, &town.files(false), FRIDAY, &["--initial-load"]).exits(0);
    let open = (town.introduction + town.idle).to_string();
    assert_eq!(kaa.lines("SELECT count(*) FROM register_current"), [open]);
    kaa
}

fn monday(kaa: &Kaa, town: &Town, more: &[&str]) -> Done {
    run(kaa, &town.files(true), MONDAY, more)
}

/// The changes of Monday night, by kind and reason.
fn changes(kaa: &Kaa) -> Vec<String> {
    kaa.lines(
        "SELECT change, reason, effective_on, count(*) FROM register_changes WHERE as_of = '2018-07-02'
         GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    )
}

fn tasks(kaa: &Kaa) -> Vec<String> {
    kaa.lines("SELECT step, status, count(*) FROM outreach_queue GROUP BY 1, 2 ORDER BY 1, 2")
}

/// 300 that the new wording takes out, 20 of them marked; 40 others, 3 of whom emigrated; 5 who left.
const TOWN: Town = Town { introduction: 300, marked: 20, idle: 40, emigrants: 3, leavers: 5 };

/// 340 entries are open: 34 may close.
const MESSAGE: &str = "\
Night             2018-07-02
Outcome           done in part: changes wait for a decision (exit code 4)
Open entries      340 before, 345 after
Run               2

Changes that wait for a decision
Committed         5 changes
Not committed     303 changes: 303 closings (limit 34)
Tried again       Yes. The same changes are worked out again; nothing is lost.
To do             The register's keeper checks the changes. If they are right,
                  run the night again with:
  run --as-of 2018-07-02 --allow removals=303 --because \"…\"

";

#[test]
fn three_hundred_closings_wait_and_the_rest_of_the_night_goes_on() {
    let kaa = loaded(&TOWN);
    assert_eq!(tasks(&kaa), ["letter;waiting;40", "manual_contact;ready;20"]);
    let done = monday(&kaa, &TOWN, &["--lang", "en"]).exits(4);
    let (message, _) = done.stdout.split_once("Sources\n").unwrap();
    assert_eq!(message, MESSAGE);
    assert_eq!(
        changes(&kaa),
        [
            "held_close;attending;2018-07-01;300",
            "held_close;emigrated;2018-06-30;3",
            "opened;interrupted_national;2018-06-30;5"
        ]
    );
    // No letter to somebody believed gone.
    assert_eq!(tasks(&kaa), ["letter;suspended;3", "letter;waiting;42", "manual_contact;suspended;20"]);
}

#[test]
fn what_waits_is_worked_out_again_the_next_night() {
    let kaa = loaded(&TOWN);
    monday(&kaa, &TOWN, &[]).exits(4);
    run(&kaa, &TOWN.files(true), TUESDAY, &[]).exits(4);
    let held = "SELECT as_of, count(*) FROM register_changes WHERE change = 'held_close' GROUP BY as_of";
    assert_eq!(kaa.lines(held), ["2018-07-02;303", "2018-07-03;303"]);
    run(&kaa, &TOWN.files(true), TUESDAY, &["--allow", "removals=303", "--because", "ny lag"]).exits(0);
    // 340 and 5, without 303.
    assert_eq!(kaa.lines("SELECT count(*) FROM register_current"), ["42"]);
}

#[test]
fn a_ceiling_one_too_low_releases_nothing_and_the_right_one_all() {
    let kaa = loaded(&TOWN);
    monday(&kaa, &TOWN, &[]).exits(4);
    monday(&kaa, &TOWN, &["--allow", "removals=302", "--because", "ny lag, ett fel"]).exits(4);
    assert_eq!(
        changes(&kaa)[..2],
        ["held_close;attending;2018-07-01;300", "held_close;emigrated;2018-06-30;3"]
    );
    monday(&kaa, &TOWN, &["--allow", "removals=303", "--because", "ny lag 2018-07-01"]).exits(0);
    assert_eq!(
        changes(&kaa),
        [
            "closed;attending;2018-07-01;300",
            "closed;emigrated;2018-06-30;3",
            "opened;interrupted_national;2018-06-30;5"
        ]
    );
    assert_eq!(tasks(&kaa), ["letter;waiting;42", "letter;withdrawn;3", "manual_contact;withdrawn;20"]);
    assert_eq!(
        kaa.lines("SELECT class, ceiling, because, given_by FROM allowance ORDER BY ceiling"),
        ["removals;302;ny lag, ett fel;test", "removals;303;ny lag 2018-07-01;test"]
    );
}

#[test]
fn exactly_the_limit_goes_through_and_one_more_waits() {
    for (closing, others, exit, change) in [
        // 10 % of 400 are 40.
        (40, 360, 0, "closed"),
        (41, 359, 4, "held_close"),
        // 10 % of 391 are 39.1, rounded up 40.
        (40, 351, 0, "closed"),
        (41, 350, 4, "held_close"),
        // 10 % of 100 are 10: the floor is 25.
        (25, 75, 0, "closed"),
        (26, 74, 4, "held_close"),
    ] {
        let town = Town { introduction: closing, marked: 0, idle: others, emigrants: 0, leavers: 0 };
        let kaa = loaded(&town);
        monday(&kaa, &town, &[]).exits(exit);
        assert_eq!(changes(&kaa), [format!("{change};attending;2018-07-01;{closing}")]);
    }
}
