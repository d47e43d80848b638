//! The README's commands are run, and say what it says they say.

use crate::harness::{at, root};
use std::fs;
use std::process::Command;

/// The commands of every `console` block, in order, each with the output printed under it.
fn session(text: &str) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            commands.push((command.to_owned(), String::new()));
        } else if inside {
            let (_, output) = commands.last_mut().unwrap();
            output.push_str(line);
            output.push('\n');
        }
    }
    commands
}

/// Runs the commands in one shell, and cuts its output where each begins.
fn outputs(commands: &[(String, String)]) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let mark = "=== next command ===";
    let script: Vec<String> =
        commands.iter().map(|(command, _)| format!("echo '{mark}'\n{command}\n")).collect();
    let script = script.concat();
    let tmp = format!("{}/", dir.path().display());
    let program = at(env!("CARGO_BIN_EXE_kaa-sync"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let done = Command::new("bash")
        .args(["-c", &format!("exec 2>&1\n{}", script.replace("/tmp/", &tmp))])
        .current_dir(root())
        .env_clear()
        .env("PATH", path)
        .output()
        .unwrap();
    let text = String::from_utf8(done.stdout).unwrap().replace(&tmp, "/tmp/");
    text.split(&format!("{mark}\n")).skip(1).map(str::to_owned).collect()
}

#[test]
fn the_readmes_session_is_as_printed() {
    let readme = at("README.md");
    let text = fs::read_to_string(&readme).unwrap();
    let commands = session(&text);
    assert!(commands.len() > 5);
    let outputs = outputs(&commands);
    if std::env::var_os("BLESS").is_some() {
        let (head, rest) = text.split_once("```console\n").unwrap();
        let (_, tail) = rest.split_once("```\n").unwrap();
        let pairs = commands.iter().zip(&outputs);
        let told: Vec<String> =
            pairs.map(|((command, _), output)| format!("$ {command}\n{output}")).collect();
        let told = told.concat();
        fs::write(&readme, format!("{head}```console\n{told}```\n{tail}")).unwrap();
        return;
    }
    for ((command, printed), found) in commands.iter().zip(&outputs) {
        assert_eq!(found, printed, "$ {command}");
    }
}

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
