//! Registers as released versions of the program left them, kept as SQL: which there are, how one is made, and
//! how it becomes a file again.

use crate::harness::{Done, KINDS, Kaa, at, fixture_nights, lines, night_arguments};
use rusqlite::Connection;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A released version.
pub struct Release {
    pub version: &'static str,
    /// What `user_version` was.
    pub schema: usize,
    /// What `record` took in.
    pub kinds: &'static [&'static str],
    /// It had `queue export`.
    pub exports: bool,
}

/// Arguments, and the exit codes they may end with.
type Step = (Vec<String>, &'static [i32]);

/// Every released version, oldest first. A new one is written here, then kept with `make freeze`.
pub const RELEASES: [Release; 4] = [
    Release { version: "0.1.0", schema: 1, kinds: &["decisions", "interruptions"], exports: false },
    Release {
        version: "0.2.0",
        schema: 2,
        kinds: &["decisions", "interruptions", "contacts"],
        exports: false,
    },
    Release { version: "0.3.0", schema: 3, kinds: &KINDS, exports: true },
    Release { version: "0.4.0", schema: 5, kinds: &KINDS, exports: true },
];

impl Release {
    pub fn of(version: &str) -> &'static Self {
        let found = RELEASES.iter().find(|release| release.version == version);
        found.unwrap_or_else(|| panic!("{version} is not among the released versions: write it there first"))
    }

    /// Where its register is kept.
    pub fn kept(&self) -> PathBuf {
        at("fixtures/registers").join(format!("{}.sql", self.version))
    }

    /// Its register as a file, as the program left it.
    pub fn register(&self) -> Kaa {
        let kaa = Kaa::without_register();
        let sql = fs::read_to_string(self.kept()).unwrap();
        let connection = Connection::open(kaa.db()).unwrap();
        connection.execute_batch(&sql).unwrap();
        connection.pragma_update(None, "journal_mode", "wal").unwrap();
        drop(connection);
        fs::set_permissions(kaa.db(), Permissions::from_mode(0o600)).unwrap();
        kaa
    }

    /// What is asked of a program until its register is kept, and how each may end.
    fn steps(&self, dir: &Path) -> Vec<Step> {
        let nights = fixture_nights();
        let run = |place: usize, first| night_arguments("run", &nights[place], first);
        let letters = dir.join("brev.csv").to_string_lossy().into_owned();
        let export = words("queue export --owner vallingby --step info_20 --sent 2016-11-16 --out");
        let mut steps: Vec<Step> = vec![(words("init"), &[0])];
        steps.extend(self.reports(&nights[0]));
        steps.extend([(run(0, false), &[4][..]), (run(0, true), &[0])]);
        steps.extend(self.reports(&nights[1]));
        steps.push((run(1, false), &[0]));
        steps.extend(self.reports(&nights[2]));
        steps.push(([run(2, false), words("--allow removals=30 --because provat")].concat(), &[0]));
        steps.extend(self.exports.then(|| ([export, vec![letters]].concat(), &[0][..])));
        steps.extend(self.reports(&nights[3]));
        steps.push((run(3, false), &[3]));
        steps.extend(self.reports(&nights[4]));
        steps.push((words("explain 3"), &[0]));
        steps
    }

    /// What people told before a night, of the kinds the version knew. From 0.3 on `record` ends with 3 where a
    /// contact is about nobody in the register, or not yet.
    fn reports(&self, night: &Path) -> Vec<Step> {
        let more = at("fixtures/registers/told").join(night.file_name().unwrap());
        let known = KINDS.iter().filter(|kind| self.kinds.contains(kind));
        let files =
            known.flat_map(|kind| [night, &more].map(|folder| (*kind, folder.join(format!("{kind}.csv")))));
        let there = files.filter(|(_, file)| file.exists());
        let record = |kind: &str, file: &Path| vec!["record".into(), kind.into(), file.display().to_string()];
        there.map(|(kind, file)| (record(kind, &file), &[0, 3][..])).collect()
    }

    /// The register that today's program comes to in the same way.
    pub fn lived_today(&self) -> Kaa {
        self.lived_by(Path::new(env!("CARGO_BIN_EXE_kaa-sync")), &at("config/stockholm.toml"))
    }

    /// The register that a program comes to with its own configuration.
    fn lived_by(&self, program: &Path, config: &Path) -> Kaa {
        let mut kaa = Kaa::without_register();
        kaa.configure(config);
        for (arguments, exits) in self.steps(&kaa.path("")) {
            let arguments = kaa.command(arguments);
            let mut command = Command::new(program);
            command.env_clear().env("USER", "test").args(arguments.get_args());
            let done = Done::of(command.output().unwrap());
            assert!(exits.contains(&done.exit), "{command:?}: {done:?}");
        }
        kaa
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

/// A register as SQL: the same rows in the same order are the same text.
pub fn as_sql(register: &Path) -> String {
    let register = Connection::open(register).unwrap();
    let mut sql = vec!["PRAGMA foreign_keys = OFF;".to_owned(), "BEGIN;".to_owned()];
    let schema = "FROM sqlite_schema WHERE sql IS NOT NULL AND type";
    sql.extend(lines(&register, &format!("SELECT sql || ';' {schema} = 'table' ORDER BY name")));
    for table in lines(&register, &format!("SELECT name {schema} = 'table' ORDER BY name")) {
        let columns = format!(
            "SELECT group_concat('quote(' || name || ')', ' || '', '' || ') FROM pragma_table_info('{table}')"
        );
        let values = lines(&register, &columns).concat();
        sql.extend(lines(
            &register,
            &format!("SELECT 'INSERT INTO {table} VALUES (' || {values} || ');' FROM {table}"),
        ));
    }
    sql.extend(lines(&register, &format!("SELECT sql || ';' {schema} <> 'table' ORDER BY name")));
    sql.push("COMMIT;".to_owned());
    for pragma in ["application_id", "user_version"] {
        sql.extend(lines(
            &register,
            &format!("SELECT 'PRAGMA {pragma} = ' || {pragma} || ';' FROM pragma_{pragma}"),
        ));
    }
    sql.join("\n") + "\n"
}

/// Not a test: `make freeze`. The program is today's unless `FREEZE_PROGRAM` and `FREEZE_CONFIG` name another.
#[test]
#[ignore = "writes the register of this version into fixtures/registers"]
fn a_register_is_kept() {
    let given = |name, otherwise: PathBuf| std::env::var_os(name).map_or(otherwise, PathBuf::from);
    let program = given("FREEZE_PROGRAM", env!("CARGO_BIN_EXE_kaa-sync").into());
    let config = given("FREEZE_CONFIG", at("config/stockholm.toml"));
    let told = Done::of(Command::new(&program).arg("--version").output().unwrap()).stdout;
    let release = Release::of(told.split_whitespace().nth(1).unwrap());
    let kept = release.kept();
    assert!(!kept.exists(), "{} is there already: what a release wrote does not change", kept.display());
    fs::write(kept, as_sql(&release.lived_by(&program, &config).db())).unwrap();
}
