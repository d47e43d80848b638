//! The README names every command, and begins with the two that matter.

use crate::harness::at;
use std::fs;
use std::process::Command;

#[test]
fn every_command_is_in_the_readme_or_a_page_below_docs() {
    let help = Command::new(env!("CARGO_BIN_EXE_kaa-sync")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let commands: Vec<&str> = commands
        .lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() > 10, "{commands:?}");
    let mut pages = fs::read_to_string(at("README.md")).unwrap();
    for page in crate::harness::files(&at("docs")) {
        pages.push_str(&fs::read_to_string(page).unwrap());
    }
    for command in commands.iter().filter(|command| **command != "help") {
        let named = pages.contains(&format!("kaa-sync {command}")) || pages.contains(&format!("`{command}"));
        assert!(named, "`{command}` is in no page");
    }
}

#[test]
fn the_first_two_commands_are_demo_and_test() {
    let text = fs::read_to_string(at("README.md")).unwrap();
    let (_, block) = text.split_once("```sh\n").unwrap();
    let commands: Vec<&str> = block.lines().take(2).filter_map(|line| line.split("  ").next()).collect();
    assert_eq!(commands, ["make demo", "make test"]);
}
