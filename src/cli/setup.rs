//! `init`, `backup` and `completions`.

use super::arguments::{Cli, InitArgs};
use super::exit::Exit;
use super::log::note;
use super::output::is_watched;
use crate::register::database::Register;
use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use std::fs;
use std::path::Path;

/// The configuration that is shipped, file by file.
const CONFIGURATION: &[(&str, &str)] = &[
    ("kaa-sync.toml", include_str!("../../config/stockholm.toml")),
    ("codes/school_forms.csv", include_str!("../../config/codes/school_forms.csv")),
    ("codes/programmes.csv", include_str!("../../config/codes/programmes.csv")),
    ("codes/documents.csv", include_str!("../../config/codes/documents.csv")),
    ("codes/deregistrations.csv", include_str!("../../config/codes/deregistrations.csv")),
    ("codes/areas.csv", include_str!("../../config/codes/areas.csv")),
    ("scb.csv", include_str!("../../config/scb.csv")),
];

/// Creates an empty register and, if asked, a commented configuration. Neither overwrites anything.
pub fn init(cli: &Cli, args: &InitArgs) -> Result<Exit> {
    if let Some(dir) = &args.config_dir {
        write_configuration(dir)?;
        tell(
            cli,
            &format!("wrote a configuration to {}: read it through before the first night", dir.display()),
        )?;
    }
    Register::create(&cli.db).context("creating the register")?;
    tell(cli, &format!("created an empty register {}", cli.db.display()))?;
    Ok(Exit::Done)
}

fn tell(cli: &Cli, text: &str) -> Result<()> {
    if cli.quiet { Ok(()) } else { note(text) }
}

fn write_configuration(dir: &Path) -> Result<()> {
    let taken = CONFIGURATION.iter().map(|(name, _)| dir.join(name)).find(|path| path.exists());
    if let Some(path) = taken {
        bail!("{} is already there; nothing was written. choose another directory", path.display());
    }
    fs::create_dir_all(dir.join("codes")).with_context(|| format!("creating {}", dir.display()))?;
    for (name, text) in CONFIGURATION {
        let path = dir.join(name);
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

/// Copies the register, whole and checked, or not at all.
pub fn backup(cli: &Cli, file: &Path) -> Result<Exit> {
    let copied = cli.register()?.back_up(file);
    copied.with_context(|| format!("backing up to `{}`: there is no copy to rely on", file.display()))?;
    if cli.verbose > 0 || is_watched() {
        tell(cli, &format!("backed up {} to {}", cli.db.display(), file.display()))?;
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
