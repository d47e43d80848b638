//! `init` and `schema`: an empty register, and a configuration that a person can make theirs.

use super::arguments::{Cli, InitArgs};
use super::exit::Exit;
use super::log::note;
use super::output::{print, print_made};
use crate::config::schema;
use crate::register::database::Register;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

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
    let mut written = None;
    if let Some(dir) = &args.config_dir {
        written = Some((dir, write_configuration(dir)?));
        tell(cli, &format!("wrote a configuration to {}", dir.display()))?;
    }
    Register::create(&cli.db).context("creating the register")?;
    tell(cli, &format!("created an empty register {}", cli.db.display()))?;
    if let Some(dir) = &args.config_dir {
        for line in next_steps(&dir.join(NAME), &cli.db) {
            tell(cli, &line)?;
        }
    }
    if cli.json {
        let configuration = written.map(|(dir, files)| configuration_json(dir, &files));
        print_made(&json!({ "register": cli.db.display().to_string(), "configuration": configuration }))?;
    }
    Ok(Exit::Done)
}

fn configuration_json(dir: &Path, files: &[PathBuf]) -> Value {
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    json!({ "directory": dir.display().to_string(), "files": files })
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

/// Writes every file of it; tells which.
fn write_configuration(dir: &Path) -> Result<Vec<PathBuf>> {
    let schema = schema::schema()?;
    let files: Vec<(&str, &str)> = CONFIGURATION.iter().copied().chain([(schema::NAME, &*schema)]).collect();
    let taken = files.iter().map(|(name, _)| dir.join(name)).find(|path| path.exists());
    if let Some(path) = taken {
        bail!("{} is already there; nothing was written. choose another directory", path.display());
    }
    fs::create_dir_all(dir.join("codes")).with_context(|| format!("creating {}", dir.display()))?;
    let write = |(name, text): (&str, &str)| {
        let path = dir.join(name);
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
        Ok(path)
    };
    files.into_iter().map(write).collect()
}

/// Prints the schema of the configuration, for editors.
pub fn schema() -> Result<Exit> {
    print(&schema::schema()?)?;
    Ok(Exit::Done)
}
