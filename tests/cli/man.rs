//! The manual pages say what `--help` says, for every command there is.

use crate::harness::files;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

fn told(arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_kaa-sync")).args(arguments).output().unwrap();
    assert!(done.status.success(), "{arguments:?}");
    String::from_utf8(done.stdout).unwrap()
}

/// What `--help` says of every command, by the name of its page.
fn helps(command: &[&str], found: &mut BTreeMap<String, String>) {
    let help = told(&[command, &["--help"]].concat());
    let below = help.split_once("Commands:\n").map_or("", |(_, rest)| rest);
    for line in below.lines().take_while(|line| !line.is_empty()) {
        let name = line.split_whitespace().next().unwrap();
        // Words of a description that goes on are further in.
        if line.starts_with("   ") || name == "help" {
            continue;
        }
        helps(&[command, &[name]].concat(), found);
    }
    found.insert(format!("{}.1", [&["kaa-sync"], command].concat().join("-")), help);
}

fn pages(dir: &Path) -> BTreeMap<String, String> {
    told(&["man", "--dir", dir.to_str().unwrap()]);
    files(dir)
        .into_iter()
        .map(|file| {
            let text = fs::read_to_string(&file).unwrap().replace(r"\-", "-").replace(r"\*(Aq", "'");
            (file.file_name().unwrap().to_str().unwrap().to_owned(), text)
        })
        .collect()
}

#[test]
fn every_command_has_a_page_with_its_options_and_examples() {
    let dir = tempfile::tempdir().unwrap();
    let pages = pages(&dir.path().join("man1"));
    let mut helps_by_page = BTreeMap::new();
    helps(&[], &mut helps_by_page);
    assert!(pages.contains_key("kaa-sync-queue-export.1"));
    assert!(pages.keys().eq(helps_by_page.keys()), "{:?}\n{:?}", pages.keys(), helps_by_page.keys());
    for (name, help) in helps_by_page {
        let page = &pages[&name];
        let options = help.split_whitespace().filter(|word| word.starts_with("--"));
        for option in options.map(|word| word.trim_end_matches([',', '.', ')', ';', ':'])) {
            assert!(page.contains(option), "{name} lacks {option}");
        }
        // `--help` is broken into lines for a terminal, a page is not.
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, examples) = help.split_once("\nExample").unwrap_or_else(|| panic!("{name} has no example"));
        let examples = words(examples.split_once(":\n").unwrap().1);
        assert!(words(page).contains(&format!(".SH EXAMPLES .nf {examples} .fi")), "{name} lacks {examples}");
    }
}

#[test]
fn the_programs_own_page_has_the_exit_codes_as_a_list() {
    let page = told(&["man"]);
    assert!(page.contains("\n.TH KAA-SYNC 1 \" \" \"kaa-sync "), "{page}");
    let (_, codes) = page.split_once("\n.SH \"EXIT STATUS\"\n").unwrap();
    let codes: Vec<&str> = codes
        .lines()
        .take_while(|line| !line.starts_with(".SH"))
        .filter_map(|line| line.strip_prefix(r"\fB")?.strip_suffix(r"\fR"))
        .collect();
    assert_eq!(codes, ["0", "1", "2", "3", "4", "5", "6", "7"]);
}

#[test]
fn no_page_is_written_through_a_link() {
    let dir = tempfile::tempdir().unwrap();
    let (theirs, pages) = (dir.path().join("theirs"), dir.path().join("man1"));
    fs::write(&theirs, "theirs").unwrap();
    fs::create_dir(&pages).unwrap();
    symlink(&theirs, pages.join("kaa-sync.1")).unwrap();
    let done =
        Command::new(env!("CARGO_BIN_EXE_kaa-sync")).args(["man", "--dir"]).arg(&pages).output().unwrap();
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
}

#[test]
fn a_page_is_replaced_and_a_directory_that_cannot_be_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let page = dir.path().join("kaa-sync.1");
    fs::write(&page, ".ie \\n(.g of an earlier version").unwrap();
    told(&["man", "--dir", dir.path().to_str().unwrap()]);
    assert_eq!(fs::read_to_string(&page).unwrap(), told(&["man"]));
    let done =
        Command::new(env!("CARGO_BIN_EXE_kaa-sync")).args(["man", "--dir"]).arg(&page).output().unwrap();
    assert_eq!(done.status.code(), Some(1));
    let told = String::from_utf8(done.stderr).unwrap();
    assert!(told.starts_with(&format!("kaa-sync: creating `{}`: ", page.display())), "{told}");
}
