//! `[hooks]`: what may be typed there, and what it comes to.

use super::{fault, load_with, town};
use crate::config::hooks::Moment;
use std::time::Duration;

const OUTREACH: &str = "[outreach]\nowners";

fn with(hooks: &str) -> String {
    format!("[hooks]\n{hooks}\n{OUTREACH}")
}

#[test]
fn without_the_table_nobody_is_told() {
    let hooks = town().hooks;
    for moment in [Moment::Start, Moment::Success, Moment::Problem, Moment::Held] {
        assert_eq!(hooks.at(moment), None);
    }
    assert_eq!(hooks.time_limit, Duration::from_secs(30));
}

#[test]
fn each_command_is_the_list_that_was_typed() {
    let typed = "on_start = [\"a\"]\non_success = [\"b\", \"1 2\"]\non_problem = [\"c\"]\non_held = [\"d\"]\ntimeout_seconds = 5";
    let hooks = load_with("town.toml", OUTREACH, &with(typed)).unwrap().hooks;
    let at = |moment| hooks.at(moment).unwrap().join("|");
    assert_eq!(at(Moment::Start), "a");
    assert_eq!(at(Moment::Success), "b|1 2");
    assert_eq!(at(Moment::Problem), "c");
    assert_eq!(at(Moment::Held), "d");
    assert_eq!(hooks.time_limit, Duration::from_secs(5));
}

#[test]
fn a_command_without_a_program_and_a_limit_out_of_bounds_are_faults() {
    let program = "expected a list such as `[\"/usr/local/bin/tell\", \"night\"]`";
    assert!(fault(OUTREACH, &with("on_start = []")).contains(program));
    assert!(fault(OUTREACH, &with("on_start = [\" \", \"x\"]")).contains(program));
    let seconds = "expected a number of seconds from 1 to 600";
    for typed in ["0", "601"] {
        assert!(fault(OUTREACH, &with(&format!("timeout_seconds = {typed}"))).contains(seconds));
    }
    assert!(load_with("town.toml", OUTREACH, &with("timeout_seconds = 600")).is_ok());
    assert!(fault(OUTREACH, &with("on_stop = [\"x\"]")).contains("on_stop"));
}
