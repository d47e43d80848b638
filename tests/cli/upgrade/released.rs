//! Nobody forgets: what was released is kept, and its migrations are as they were.

use super::kept::{RELEASES, Release};
use crate::harness::{at, files};
use sha2::{Digest, Sha256};
use std::fs;

/// `sha256sum src/register/migrations/*`, each written down when the version that brought it was released.
const MIGRATIONS: [(&str, &str); 5] = [
    ("0001_register.sql", "b457ebc3f3b57b1d5ad6059f4ab192593cba8486761d91c8794decb0a2d2a87c"),
    ("0002_nights_again.sql", "8d49046d0598ffb28b09c964341abc2e86a7557cfff51098be52bbdb897a8413"),
    ("0003_outreach.sql", "a001f99935954fa395d09bcfc6cb7c17f46cd21c4b5eebd848f578ba1af947a9"),
    ("0004_statistics.sql", "b49cba2d4f1205f6aa28056fd356020dcf59c42d34e905efcd4cccdb93af6cc4"),
    ("0005_erasure.sql", "fd680030044346667e58b33a2204ff86bbd62e4277c29d5374cfa7c36c25c8d3"),
];

/// The versions the changelog tells of, the newest first.
fn versions() -> Vec<String> {
    let changelog = fs::read_to_string(at("CHANGELOG.md")).unwrap();
    changelog.lines().filter_map(|line| line.strip_prefix("## ")).map(str::to_owned).collect()
}

#[test]
fn the_register_of_every_version_before_the_newest_is_kept() {
    let versions = versions();
    let (newest, released) = versions.split_first().unwrap();
    let now = env!("CARGO_PKG_VERSION");
    assert!(now == newest || now == released[0], "{now} is neither of the changelog's two newest versions");
    for version in released {
        let kept = Release::of(version).kept();
        assert!(
            kept.exists(),
            "the register of {version} is not kept: fixtures/registers/README.md says how"
        );
    }
    let kept = RELEASES.iter().map(Release::kept);
    let dumps: Vec<_> = files(&at("fixtures/registers"))
        .into_iter()
        .filter(|file| file.extension().is_some_and(|ending| ending == "sql"))
        .collect();
    assert_eq!(dumps, kept.collect::<Vec<_>>());
}

#[test]
fn each_register_was_written_by_its_version_alone_and_holds_what_an_upgrade_must_not_lose() {
    for release in &RELEASES {
        let kaa = release.register();
        let asked = |sql: &str| kaa.lines(sql).concat();
        assert_eq!(kaa.lines("SELECT DISTINCT program_version FROM runs"), [release.version]);
        assert_eq!(asked("PRAGMA user_version"), release.schema.to_string());
        assert_eq!(asked("PRAGMA application_id"), "1262567763");
        assert_eq!(asked("PRAGMA foreign_key_check"), "");
        let outcomes = "SELECT group_concat(outcome) FROM runs";
        assert_eq!(asked(outcomes), "held,done,done,done,done_with_faults");
        let kinds =
            "SELECT group_concat(change) FROM (SELECT DISTINCT change FROM register_changes ORDER BY 1)";
        assert_eq!(asked(kinds), "closed,corrected,lane,opened");
        let beta = "SELECT verdict, code FROM sources WHERE run_id = 5 AND provider = 'beta'";
        assert_eq!(asked(beta), "carried_forward;truncated");
        let mut tables =
            vec!["access", "allowance", "entry_lane", "quarantined_row", "staged_reject", "task"];
        tables.extend(["undetermined_person", "decision", "interruption"]);
        let told =
            [("contacts", "contact"), ("contact-details", "contact_detail"), ("entries", "taken_over")];
        let told = told.into_iter().chain([("measures", "measure"), ("occupations", "occupation")]);
        let told = told.chain([("pairings", "pairing")]).filter(|(kind, _)| release.kinds.contains(kind));
        tables.extend(told.map(|(_, table)| table));
        tables.extend(release.exports.then_some("exported_task"));
        for table in tables {
            assert_ne!(asked(&format!("SELECT count(*) FROM {table}")), "0", "{}: {table}", release.version);
        }
    }
}

/// Whoever has it in a register has it as it was: what is to be otherwise is a new migration.
#[test]
fn a_released_migration_is_never_edited() {
    let folder = files(&at("src/register/migrations"));
    let newest = RELEASES.last().unwrap();
    assert_eq!(MIGRATIONS.len(), newest.schema, "those of {} and no others are written down", newest.version);
    for (file, (name, sha256)) in folder.iter().zip(MIGRATIONS) {
        assert_eq!(file.file_name().unwrap(), name);
        let digest = Sha256::digest(fs::read(file).unwrap());
        assert_eq!(hex(&digest), sha256, "{name} was released and has been edited");
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|half| char::from_digit(half.into(), 16))
        .collect()
}
