//! Another municipality's files, with no change of code: other columns, comma, UTF-8, one school source.

use crate::harness::{Kaa, at};

#[test]
fn another_municipality_needs_a_configuration_and_no_recompilation() {
    let kaa = Kaa::with_config(&at("config/exempel-kommun.toml"));
    kaa.night(&at("fixtures/exempel-kommun/2016-11-14"), true).exits(0);
    assert_eq!(
        kaa.lines("SELECT personnummer, opened_on, opened_reason, lane, area, owner FROM register_current ORDER BY 1"),
        [
            "199805052389;2016-11-02;interrupted_national;outreach;;vagledningen",
            "199909282387;2016-10-03;moved_in;outreach;;vagledningen",
            "200003012382;2016-08-17;introduction_programme;in_school;;vagledningen",
        ]
    );
    let queue = "SELECT personnummer, step, status, not_before, due_by, owner FROM outreach_queue ORDER BY 1";
    assert_eq!(
        kaa.lines(queue),
        [
            "199805052389;letter;waiting;2016-11-21;2016-12-14;vagledningen",
            "199909282387;letter;waiting;2016-11-21;2016-12-14;vagledningen",
        ]
    );
    kaa.night(&at("fixtures/exempel-kommun/2016-11-15"), false).exits(0);
    assert_eq!(
        kaa.lines("SELECT change, personnummer, reason, effective_on FROM register_changes WHERE run_id = 2 ORDER BY 1"),
        [
            "closed;199805052389;attending;2016-11-14",
            "opened;199901012386;interrupted_national;2016-11-15",
        ]
    );
}
