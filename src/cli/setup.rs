//! `backup` and `completions`.

use super::arguments::Cli;
use super::exit::{Exit, Untold};
use super::log::note_made;
use super::output::{is_watched, print_made};
use anyhow::{Context, Result};
use clap::CommandFactory;
use serde_json::json;
use std::path::Path;

/// Copies the register, whole and checked, or not at all.
pub fn backup(cli: &Cli, file: &Path) -> Result<Exit> {
    let copied = cli.register()?.back_up(file);
    copied.with_context(|| format!("backing up to `{}`: there is no copy to rely on", file.display()))?;
    if cli.json {
        let (register, copy) = (cli.db.display().to_string(), file.display().to_string());
        let bytes = file.metadata().context(Untold::Made)?.len();
        print_made(&json!({ "register": register, "copy": copy, "bytes": bytes }))?;
    }
    if !cli.quiet && (cli.verbose > 0 || is_watched()) {
        note_made(&format!("backed up {} to {}", cli.db.display(), file.display()))?;
    }
    Ok(Exit::Done)
}

/// Prints completions for a shell.
pub fn completions(shell: clap_complete::Shell) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "kaa-sync", &mut script);
    super::output::print(&String::from_utf8(script)?)?;
    Ok(Exit::Done)
}
