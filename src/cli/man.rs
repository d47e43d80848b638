//! `man`: manual pages, made from the definitions that `--help` is made from.
//!
//! What stands below the options in `--help` becomes sections of its own: text goes to the description, and
//! what has a heading keeps it. No text is written here that `--help` could say.

use super::arguments::{Cli, ManArgs};
use super::exit::Exit;
use super::output::print;
use crate::own_files::replace;
use anyhow::{Context, Result};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::fs;
use std::io;
use std::path::Path;

/// What every page begins with.
const PAGE: &[u8] = b".ie \\n(.g ";

/// Where things are once the package is installed, for the program's own page.
const FILES: &[(&str, &str)] = &[
    ("/etc/kaa-sync/kaa-sync.toml", "The configuration, with its code tables beside it"),
    ("/var/lib/kaa-sync/kaa.db", "The register"),
    ("/usr/share/doc/kaa-sync", "The manual"),
];

/// A section of what stands below the options: its heading, and its lines as they are typed.
struct Section<'a> {
    heading: &'a str,
    lines: Vec<&'a str>,
}

/// Prints the program's own page, or writes that of every command into a directory.
pub fn man(args: &ManArgs) -> Result<Exit> {
    let mut program = without_help(Cli::command());
    program.build();
    match &args.dir {
        None => print(&page(&program)?)?,
        Some(dir) => {
            fs::create_dir_all(dir).with_context(|| format!("creating `{}`", dir.display()))?;
            write(&program, dir)?;
        }
    }
    Ok(Exit::Done)
}

/// Whoever reads a page has no use for `help`.
fn without_help(command: Command) -> Command {
    let command = command.subcommand_help_heading("COMMANDS").subcommand_value_name("COMMAND");
    command.disable_help_subcommand(true).mut_subcommands(without_help)
}

fn write(command: &Command, dir: &Path) -> Result<()> {
    let path = dir.join(format!("{}.1", name(command)));
    // Whoever installs is root: no page is written through a link, or in the place of another file.
    replace(&path, PAGE, page(command)?.as_bytes())?;
    command.get_subcommands().filter(|below| !below.is_hide_set()).try_for_each(|below| write(below, dir))
}

/// `kaa-sync-queue-export`.
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

fn page(command: &Command) -> Result<String> {
    // No date, or the same program would make another page tomorrow; an empty one would shift what follows it.
    let man = Man::new(command.clone())
        .title(name(command).to_uppercase())
        .date(" ")
        .source(format!("kaa-sync {}", crate::VERSION))
        .manual("kaa-sync");
    let below = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (texts, sections) = parts(&below);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    add(&mut page, |roff| texts.iter().for_each(|lines| paragraph(roff, lines)))?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    add(&mut page, |roff| sections.iter().for_each(|section| titled(roff, section)))?;
    add(&mut page, |roff| if is_program(command) { files(roff) } else { see_also(roff) })?;
    Ok(String::from_utf8(page)?)
}

fn is_program(command: &Command) -> bool {
    name(command) == command.get_name()
}

/// Adds what the library has no piece for.
fn add(page: &mut Vec<u8>, write: impl FnOnce(&mut Roff)) -> io::Result<()> {
    let mut roff = Roff::new();
    write(&mut roff);
    roff.to_writer(page)
}

/// What stands below the options, in blocks: text, and what has a heading.
fn parts(below: &str) -> (Vec<Vec<&str>>, Vec<Section<'_>>) {
    let (mut texts, mut sections) = (Vec::new(), Vec::new());
    for block in below.split("\n\n") {
        let mut lines = block.lines().filter(|line| !line.is_empty());
        let Some(first) = lines.next() else { continue };
        match first.strip_suffix(':') {
            Some(heading) => sections.push(Section { heading, lines: lines.collect() }),
            None => texts.push(block.lines().collect()),
        }
    }
    (texts, sections)
}

fn paragraph(roff: &mut Roff, lines: &[&str]) {
    roff.control("PP", []);
    for line in lines {
        roff.text([roman(*line)]);
    }
}

fn titled(roff: &mut Roff, section: &Section<'_>) {
    match section.heading {
        "Exit codes" => {
            roff.control("SH", ["EXIT STATUS"]);
            section.lines.iter().for_each(|line| code(roff, line));
        }
        "Example" | "Examples" => as_typed(roff, "EXAMPLES", &section.lines),
        other => as_typed(roff, &other.to_uppercase(), &section.lines),
    }
}

/// `  3  done, but`, or the rest of what is said of the code before.
fn code(roff: &mut Roff, line: &str) {
    match line.trim_start().split_once("  ") {
        Some((code, meaning)) => item(roff, code, meaning),
        None => {
            roff.text([roman(line.trim_start())]);
        }
    }
}

fn as_typed(roff: &mut Roff, heading: &str, lines: &[&str]) {
    roff.control("SH", [heading]).control("nf", []);
    for line in lines {
        roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
    }
    roff.control("fi", []);
}

fn item(roff: &mut Roff, tag: &str, text: &str) {
    roff.control("TP", []).text([bold(tag)]).text([roman(text)]);
}

fn files(roff: &mut Roff) {
    roff.control("SH", ["FILES"]).text([roman("Of the Debian package:")]);
    for (path, text) in FILES {
        item(roff, path, text);
    }
}

fn see_also(roff: &mut Roff) {
    roff.control("SH", ["SEE ALSO"]).text([bold("kaa-sync"), roman("(1)")]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_below_the_options_is_text_or_has_a_heading() {
        let (texts, sections) =
            parts("One\ntwo.\n\nThree.\n\nExit codes:\n  0  done\n  1  not,\n     at all\n\nExample:\n  a b");
        assert_eq!(texts, [vec!["One", "two."], vec!["Three."]]);
        let mut page = Vec::new();
        add(&mut page, |roff| sections.iter().for_each(|section| titled(roff, section))).unwrap();
        let page = String::from_utf8(page).unwrap();
        let (_, page) = page.split_once(".SH").unwrap();
        assert_eq!(
            page,
            " \"EXIT STATUS\"\n.TP\n\\fB0\\fR\ndone\n.TP\n\\fB1\\fR\nnot,\nat all\n\
             .SH EXAMPLES\n.nf\na b\n.fi\n"
        );
    }
}
