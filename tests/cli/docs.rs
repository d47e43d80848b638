//! The README and the pages below `docs` are as the program is: their `console` blocks are run and say what
//! they say they say, and every other command line in them is one that the program takes.

mod console;
mod typed;

use crate::harness::{at, files};
use clap::{CommandFactory, Parser};
use kaa_sync::cli::Cli;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

fn pages() -> Vec<PathBuf> {
    files(&at("docs")).into_iter().chain([at("README.md")]).collect()
}

/// Every command of a page is run, in order, in one shell and a directory of the page's own.
fn run(page: &Path) {
    let text = fs::read_to_string(page).unwrap();
    let pieces = console::pieces(&text);
    let commands = console::commands(&pieces);
    if commands.is_empty() {
        return;
    }
    let outputs = console::outputs(&pieces);
    if std::env::var_os("BLESS").is_some() {
        fs::write(page, console::told(&pieces, &outputs)).unwrap();
        return;
    }
    for ((typed, printed), found) in commands.iter().zip(&outputs) {
        assert!(found == printed, "{}: {typed}{printed}--- and now prints\n{found}", page.display());
    }
    assert_eq!(outputs.len(), commands.len(), "{}", page.display());
}

#[test]
fn every_page_runs_as_printed() {
    thread::scope(|scope| {
        let runs: Vec<_> = pages().into_iter().map(|page| scope.spawn(move || run(&page))).collect();
        let failed = runs.into_iter().filter_map(|run| run.join().err()).count();
        assert_eq!(failed, 0, "pages that are not as printed; `make bless`, and read the diff");
    });
}

#[test]
fn a_page_is_its_pieces() {
    let page = "# A page\n\n```toml >/tmp/a.toml\na = 1\n```\n\n```console\n$ cat /tmp/a.toml\na = 1\n```\n```console\n$ cat <<'EOF'\n> some text\n> EOF\nsome text\n> no command\n$ true\n```\n\n$ no command\n";
    let pieces = console::pieces(page);
    let cat = ("$ cat <<'EOF'\n> some text\n> EOF\n", "some text\n> no command\n");
    assert_eq!(console::commands(&pieces), [("$ cat /tmp/a.toml\n", "a = 1\n"), cat, ("$ true\n", "")]);
    let outputs = console::outputs(&pieces);
    assert_eq!(outputs, ["a = 1\n", "some text\n", ""]);
    assert_eq!(console::told(&pieces, &outputs), page.replace("> no command\n", ""));
    let codes = "```console\n$ false\n$ echo $?\n$ echo /tmp/a; ls /tmp/ | wc -l\n```\n";
    assert_eq!(console::outputs(&console::pieces(codes)), ["", "1\n", "/tmp/a\n0\n"]);
}

/// A command line is taken, or asks for help.
fn is_taken(command: &str) -> Result<(), String> {
    match Cli::try_parse_from(typed::words(command)) {
        Err(fault) if fault.use_stderr() => Err(fault.to_string()),
        _ => Ok(()),
    }
}

#[test]
fn every_command_line_that_is_not_run_is_one_that_the_program_takes() {
    let mut seen = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for (line, command) in [typed::in_blocks(&text), typed::in_prose(&text)].concat() {
            seen += 1;
            if let Err(fault) = is_taken(&command) {
                panic!("{}:{line}: {command}\n{fault}", page.display());
            }
        }
    }
    assert!(seen > 15, "{seen}");
    assert!(is_taken("kaa-sync queue list --step lettr").is_err());
}

#[test]
fn the_examples_of_every_command_are_command_lines_that_the_program_takes() {
    let mut left = vec![Cli::command()];
    let mut seen = 0;
    while let Some(command) = left.pop() {
        let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        for example in examples.lines().filter_map(typed::ours) {
            seen += 1;
            if let Err(fault) = is_taken(example) {
                panic!("{example}\n{fault}");
            }
        }
        left.extend(command.get_subcommands().cloned());
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn a_command_line_is_taken_out_of_what_the_shell_is_told() {
    for (line, command) in [
        ("0 6 * * 1-5  kaa-sync -q status", Some("kaa-sync -q status")),
        ("kaa-sync explain - <number.txt", Some("kaa-sync explain -")),
        (
            "ExecStart=/usr/bin/kaa-sync run --because \"a > b\" | mail",
            Some("kaa-sync run --because \"a > b\""),
        ),
        ("systemctl status kaa-sync.service", None),
        ("journalctl -u kaa-sync -p warning", None),
        ("sudo -u kaa-sync kaa-sync status", Some("kaa-sync status")),
        ("apt install ./kaa-sync_1_amd64.deb", None),
    ] {
        assert_eq!(typed::ours(line), command, "{line}");
    }
    assert_eq!(
        typed::words("kaa-sync  run --because \"ny lag\""),
        ["kaa-sync", "run", "--because", "ny lag"]
    );
}
