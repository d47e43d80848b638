//! `init` and `schema`: an empty register, and a configuration that a person can make theirs.
//!
//! Both or neither: whatever keeps one of the files from being made, none is left to be in the way of the next try.

use super::arguments::{Cli, InitArgs};
use super::exit::Exit;
use super::log::note;
use super::output::{print, print_made};
use crate::config::schema;
use crate::own_files::{Draft, refuse_taken};
use crate::register::database::Register;
use anyhow::{Context, Result};
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
    // The configuration would be written before the register were found to be there.
    refuse_taken(&cli.db).context("creating the register")?;
    let drafts = args.config_dir.as_deref().map(draft_configuration).transpose()?.unwrap_or_default();
    Register::create(&cli.db).context("creating the register")?;
    let files: Vec<PathBuf> = drafts.iter().map(|draft| draft.path().to_owned()).collect();
    drafts.into_iter().for_each(Draft::keep);
    tell_made(cli, args)?;
    if cli.json {
        let configuration = args.config_dir.as_deref().map(|dir| configuration_json(dir, &files));
        print_made(&json!({ "register": cli.db.display().to_string(), "configuration": configuration }))?;
    }
    Ok(Exit::Done)
}

fn configuration_json(dir: &Path, files: &[PathBuf]) -> Value {
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    json!({ "directory": dir.display().to_string(), "files": files })
}

fn tell_made(cli: &Cli, args: &InitArgs) -> Result<()> {
    if cli.quiet {
        return Ok(());
    }
    if let Some(dir) = &args.config_dir {
        note(&format!("wrote a configuration to {}", dir.display()))?;
    }
    note(&format!("created an empty register {}", cli.db.display()))?;
    if let Some(dir) = &args.config_dir {
        next_steps(&dir.join(NAME), &cli.db).iter().try_for_each(|line| note(line))?;
    }
    Ok(())
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

/// Every file of it, whole and with its name, and gone again unless it is kept.
fn draft_configuration(dir: &Path) -> Result<Vec<Draft>> {
    let schema = schema::schema()?;
    let files: Vec<(&str, &str)> = CONFIGURATION.iter().copied().chain([(schema::NAME, &*schema)]).collect();
    let free = files.iter().try_for_each(|(name, _)| refuse_taken(&dir.join(name)));
    free.context("nothing was written; choose another directory")?;
    fs::create_dir_all(dir.join("codes")).with_context(|| format!("creating {}", dir.display()))?;
    files.into_iter().map(|(name, text)| draft(&dir.join(name), text)).collect()
}

fn draft(name: &Path, text: &str) -> Result<Draft> {
    let mut draft = Draft::begin(name)?;
    draft.write(text.as_bytes())?;
    draft.open_to_all()?;
    draft.give_name()?;
    Ok(draft)
}

/// Prints the schema of the configuration, for editors.
pub fn schema() -> Result<Exit> {
    print(&schema::schema()?)?;
    Ok(Exit::Done)
}
