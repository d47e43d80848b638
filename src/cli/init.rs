//! `init` and `schema`: an empty register, and a configuration that a person can make theirs.

use super::arguments::{Cli, InitArgs};
use super::exit::Exit;
use super::log::note;
use super::output::print;
use crate::config::schema;
use crate::register::database::Register;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// What the configuration is called that `init` writes.
const NAME: &str = "kaa-sync.toml";
/// The configuration that is shipped, file by file; the schema is made.
const CONFIGURATION: &[(&str, &str)] = &[
    (NAME, include_str!("../../config/stockholm.toml")),
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
        tell(cli, &format!("wrote a configuration to {}", dir.display()))?;
    }
    Register::create(&cli.db).context("creating the register")?;
    tell(cli, &format!("created an empty register {}", cli.db.display()))?;
    if let Some(dir) = &args.config_dir {
        for line in next_steps(&dir.join(NAME), &cli.db) {
            tell(cli, &line)?;
        }
    }
    Ok(Exit::Done)
}

fn tell(cli: &Cli, text: &str) -> Result<()> {
    if cli.quiet { Ok(()) } else { note(text) }
}

/// What there is to do between this and the first night.
fn next_steps(config: &Path, register: &Path) -> [String; 4] {
    let (config, register) = (config.display(), register.display());
    [
        "before the first night:".to_owned(),
        format!("  1. edit {config}: it begins with what is to be changed"),
        format!("  2. kaa-sync --config {config} check --extracts DIR"),
        format!("  3. kaa-sync --config {config} --db {register} run --extracts DIR --initial-load"),
    ]
}

fn write_configuration(dir: &Path) -> Result<()> {
    let schema = schema::schema()?;
    let files: Vec<(&str, &str)> = CONFIGURATION.iter().copied().chain([(schema::NAME, &*schema)]).collect();
    let taken = files.iter().map(|(name, _)| dir.join(name)).find(|path| path.exists());
    if let Some(path) = taken {
        bail!("{} is already there; nothing was written. choose another directory", path.display());
    }
    fs::create_dir_all(dir.join("codes")).with_context(|| format!("creating {}", dir.display()))?;
    for (name, text) in files {
        let path = dir.join(name);
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

/// Prints the schema of the configuration, for editors.
pub fn schema() -> Result<Exit> {
    print(&schema::schema()?)?;
    Ok(Exit::Done)
}
