//! Every command in many situations: what it printed as JSON, what the hooks were told, and the log.

use crate::check;
use crate::erase;
use crate::faults::files::Stray;
use crate::faults::town;
use crate::half_year;
use crate::harness::{Done, KINDS, Kaa, at, copy_folder, files, fixture_nights, night_arguments};
use crate::rerun;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

/// A document, and where the page describes it.
pub struct Sample {
    pub document: &'static str,
    pub value: Value,
    /// What was typed.
    pub typed: String,
}

/// A register whose every answer is kept.
struct Watched<'a> {
    kaa: Kaa,
    samples: &'a RefCell<Vec<Sample>>,
}

const NOTHING_TO_DO: &str = "`run`, nothing to do";
/// Writes down what it is told.
const HOOK: &str = "cat >>\"$0.told\"\n";
const HOOKS: [&str; 4] = ["on_start", "on_success", "on_problem", "on_held"];

impl Watched<'_> {
    fn copy(&self) -> Self {
        Self { kaa: self.kaa.copy(), samples: self.samples }
    }

    fn keep(&self, document: &'static str, text: &str, typed: &str) -> Value {
        let value: Value =
            serde_json::from_str(text).unwrap_or_else(|fault| panic!("{typed}: {fault}: {text}"));
        self.samples.borrow_mut().push(Sample { document, value: value.clone(), typed: typed.to_owned() });
        value
    }

    /// Asks for JSON, which is one whole document, indented, and nothing else.
    fn ask(&self, document: &'static str, arguments: &[&str], input: &str, exit: i32) -> Value {
        let done = self.kaa.ask([&["--json"], arguments].concat(), input).exits(exit);
        let typed = arguments.join(" ");
        let value = self.keep(document, &done.stdout, &typed);
        assert_eq!(done.stdout, format!("{value:#}\n"), "{typed}");
        value
    }

    fn of(&self, document: &'static str, typed: &str, exit: i32) -> Value {
        let dir = self.kaa.path("").to_string_lossy().into_owned();
        let arguments: Vec<String> = typed.split(' ').map(|word| word.replace("DIR/", &dir)).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        self.ask(document, &arguments, "", exit)
    }

    fn record(&self, kind: &str, text: &str) {
        self.ask("record", &["record", kind, "-"], text, 0);
    }

    /// Records what people reported before a night, runs it, and keeps what it prints, logs and tells its hooks.
    fn night(&self, folder: &Path, more: &[&str], exit: i32) {
        for kind in KINDS {
            let file = folder.join(format!("{kind}.csv"));
            if file.exists() {
                self.ask("record", &["record", kind, &file.to_string_lossy()], "", 0);
            }
        }
        let mut arguments = night_arguments("run", folder, false);
        arguments.extend(
            ["--json", "-vv", "--log-format", "json"].iter().chain(more).map(|more| (*more).to_owned()),
        );
        let done = self.kaa.run(&arguments).exits(exit);
        let typed = arguments.join(" ");
        if !done.stdout.is_empty() {
            let value: Value = serde_json::from_str(&done.stdout).unwrap();
            let is_repeated = value.get("nothing_to_do").is_some();
            self.keep(if is_repeated { NOTHING_TO_DO } else { "run" }, &done.stdout, &typed);
        }
        self.log(&done, &typed);
    }

    fn log(&self, done: &Done, typed: &str) {
        for line in done.stderr.lines() {
            let value: Value = serde_json::from_str(line).unwrap();
            let document = match &value {
                value if value["level"] == "error" => "Log, an error",
                value if value.get("verdict").is_some() => "Log, a source",
                value if value.get("nothing_to_do").is_some() => "Log, nothing to do",
                value if value.get("outcome").is_some() => "Log, the night",
                _ => "Log, any message",
            };
            self.keep(document, line, typed);
        }
    }

    fn hooks(&self) {
        let told = fs::read_to_string(self.kaa.path("hook.sh.told")).unwrap();
        for line in told.lines() {
            let value: Value = serde_json::from_str(line).unwrap();
            let document = match &value {
                value if value["event"] == "start" => "Hook, a night begins",
                value if value.get("error").is_some() && value.get("outcome").is_none() => {
                    "Hook, a night failed"
                }
                value if value.get("nothing_to_do").is_some() => "Hook, nothing to do",
                _ => "Hook, a night ended",
            };
            self.keep(document, line, "a hook");
        }
    }
}

/// Everything.
pub fn all() -> Vec<Sample> {
    let parts: [fn(&RefCell<Vec<Sample>>); 4] = [six_nights, beginnings, checks, erasures];
    thread::scope(|scope| {
        let parts = parts.map(|part| {
            scope.spawn(move || {
                let samples = RefCell::default();
                part(&samples);
                samples.into_inner()
            })
        });
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    })
}

/// The six nights with what people reported, and everything that can be asked after them.
fn six_nights(samples: &RefCell<Vec<Sample>>) {
    let mut kaa = Kaa::without_register();
    let hook = kaa.write("hook.sh", HOOK);
    kaa.configure_hooks(
        &HOOKS.map(|key| format!("{key} = [\"/bin/sh\", \"{}\"]\n", hook.display())).concat(),
    );
    let it = Watched { kaa, samples };
    it.of("init", "init", 0);
    let nights = fixture_nights();
    it.night(&nights[0], &["--initial-load"], 0);
    held(&it.copy(), &nights[1]);
    for (night, exit) in nights[1..].iter().zip([0, 0, 3, 0, 0]) {
        it.night(night, &[], exit);
        let date = night.file_name().unwrap().to_string_lossy().into_owned();
        it.of("status", &format!("status --as-of {date}"), exit);
        it.of("queue today", "queue today", 0);
    }
    it.night(&nights[5], &[], 0);
    it.night(Path::new("/nowhere/2016-11-22"), &[], 1);
    asked(&it);
    recorded(&it);
    let next = it.kaa.path("2016-11-22");
    copy_folder(&nights[5], &next);
    it.night(&next, &["--metrics", "/nowhere/kaa.prom"], 7);
    everybody(&it, "explain");
    decided_again(&it.copy());
    refused(&it);
    it.hooks();
    damaged(&it);
}

/// A night that closes more than it may.
fn held(it: &Watched<'_>, night: &Path) {
    let tight = it.kaa.changed_configuration(
        "removals = { floor = 25, percent = 10",
        "removals = { floor = 1, percent = 1",
    );
    let tight = tight.to_string_lossy().into_owned();
    it.night(night, &["--config", &tight], 4);
    it.of("status", &format!("status --as-of 2016-11-15 --config {tight}"), 3);
    it.of("queue list", "queue list", 0);
    let again = format!("rerun --from 2016-11-15 --plan --config {tight} --allow additions=9 --because prov");
    it.of("rerun", &again, 4);
}

/// Asks about everybody at once, which gives a list.
fn everybody(it: &Watched<'_>, command: &'static str) {
    let numbers = it.kaa.lines("SELECT number FROM person_number WHERE to_run IS NULL");
    let told = it.kaa.ask(["--json", command, "-"], &numbers.join("\n")).exits(0);
    let told: Vec<Value> = serde_json::from_str(&told.stdout).unwrap();
    assert_eq!(told.len(), numbers.len());
    for one in told {
        it.keep(command, &one.to_string(), command);
    }
}

/// What a register tells that is well kept.
fn asked(it: &Watched<'_>) {
    for typed in ["register", "register --include-protected --on 2016-11-15"] {
        it.of("register", typed, 0);
    }
    it.of("register --count", "register --count", 0);
    it.of("runs", "runs", 0);
    it.of("verify", "verify", 0);
    it.of("status", "status --as-of 2016-11-21", 0);
    it.of("status", "--lang en -q status --as-of 2016-12-06", 3);
    let night = fixture_nights()[5].to_string_lossy().into_owned();
    it.of("plan", &format!("plan --as-of 2016-11-22 --extracts {night}"), 0);
    it.of("check", &format!("check --as-of 2016-11-21 --extracts {night}"), 0);
    for command in ["explain", "history"] {
        everybody(it, command);
        it.of(command, &format!("{command} 17"), 0);
    }
    it.of("history --export", "history 17 --export DIR/utdrag.html", 0);
    for report in REPORTS {
        it.of("report register", &format!("report {report}"), 0);
    }
    it.of("report html", "report register --out DIR/register.json", 0);
    it.of("report html", "report html --out DIR/kaa.html", 0);
    let mapping = format!("--mapping {}", at("config/scb.csv").display());
    it.of(
        "report half-year",
        &format!("report half-year 2016H2 --include-protected --unmapped keep {mapping} --out DIR/a.csv"),
        3,
    );
    it.of(
        "report half-year",
        &format!("-q report half-year 2010H2 {mapping} --out DIR/b.csv --checks DIR/b.txt"),
        0,
    );
    let copied = it.of("backup", "backup DIR/copy.db", 0);
    assert_eq!(copied["bytes"], it.kaa.path("copy.db").metadata().unwrap().len());
    let exported = it.of("export-views", "export-views DIR/views.db", 0);
    let recorded = it.kaa.lines("SELECT persons FROM access WHERE command = 'export-views'");
    assert_eq!(vec![exported["persons"].to_string()], recorded);
    it.of("erase", "erase --older-than 2016-07-01 --plan", 0);
}

const REPORTS: [&str; 9] = [
    "register --known-on 2016-11-18",
    "flows --from 2016-11-01 --to 2016-11-30 --by-month",
    "flows --from 2016-11-01 --to 2016-11-30 --publish",
    "year 2016/2017",
    "outreach 2016/2017",
    "series --from 2015 --to 2017",
    "lag",
    "coverage",
    "register --publish",
];

/// What people report, and what is to be done then.
fn recorded(it: &Watched<'_>) {
    let contacts = fs::read_to_string(at("fixtures/morning/contacts.csv")).unwrap();
    it.ask("record --plan", &["record", "contacts", "-", "--plan"], &contacts, 0);
    let decision =
        "PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL\n199908262380;OMFATTAS_EJ;ANNAN;2016-11-01;2017-01-31\n";
    it.ask("record --plan", &["record", "decisions", "-", "--plan"], decision, 0);
    it.of("queue today", "queue today", 0);
    it.of("queue list --count", "queue list --count", 0);
    it.record("decisions", &decision.replace("199908262380", "199812082387"));
    let letters = "queue export --owner kista --step letter --sent 2016-11-21 --out";
    let file = it.kaa.path("brev.csv").to_string_lossy().into_owned();
    let mut expected = json!({
        "file": file, "owner": "kista", "step": "letter", "sent": "2016-11-21", "handed_out": 5,
        "left_out": { "decided_since": [55] },
    });
    assert_eq!(it.of("queue export", &format!("{letters} {file}"), 0), expected);
    (expected["file"], expected["handed_out"]) = (Value::Null, json!(0));
    assert_eq!(it.of("queue export", &format!("{letters} DIR/again.csv"), 0), expected);
    half_year::with_reports(&it.kaa);
    let header = contacts.lines().next().unwrap();
    let rest = format!(
        "{header}\n200007172380;2016-11-21;BREV;RETUR;;\n200007172380;2016-11-21;BREV;RETUR;;\n\
         201001012382;2016-11-21;BREV;SKICKAT;;\n199908262380;2016-11-21;DUVA;SKICKAT;;\nx;y\n"
    );
    let rest_file = it.kaa.path("rest.csv").to_string_lossy().into_owned();
    let told = it.ask("record", &["record", "contacts", "-", "--partial", &rest_file], &rest, 3);
    assert_eq!(
        told,
        json!({
            "kind": "contacts",
            "plan": false,
            "rows": 5,
            "recorded": 2,
            "already_there": 1,
            "left_out": [
                { "line": 5, "column": "KANAL", "code": "bad_code" },
                { "line": 6, "column": null, "code": "wrong_field_count" },
            ],
            "about_nobody": [4],
            "rest": rest_file,
        })
    );
    it.of("queue list", "queue list", 0);
    it.of("queue today", "queue today", 0);
    it.ask("explain", &["explain", "199701222383"], "", 0);
    it.ask("history", &["history", "199701222383"], "", 0);
}

/// Nights decided again, with a corrected file and without.
fn decided_again(it: &Watched<'_>) {
    let dir = rerun::corrected(&it.kaa).to_string_lossy().into_owned();
    it.of("rerun", &format!("rerun --from 2016-11-16 --extracts {dir} --plan"), 0);
    it.of("rerun", &format!("rerun --from 2016-11-16 --extracts {dir}"), 0);
    it.of("rerun", "rerun --from 2016-11-16", 0);
    let cut = it.kaa.write("cut/uedb_2016-11-16.csv", "PERSONNUMMER;");
    it.of("rerun", &format!("rerun --from 2016-11-16 --extracts {}", cut.parent().unwrap().display()), 6);
    it.of("runs", "runs", 0);
}

/// A night that wants its files.
fn refused(it: &Watched<'_>) {
    let empty = it.kaa.path("2016-12-21");
    fs::create_dir(&empty).unwrap();
    it.night(&empty, &[], 6);
    it.of("status", "status --as-of 2016-12-21", 3);
    it.of("runs", "runs", 0);
}

/// A register that somebody has damaged, past every constraint.
fn damaged(it: &Watched<'_>) {
    for sql in [
        "UPDATE run SET opened = opened + 1 WHERE run_id = 3",
        "UPDATE entry SET from_run = 8 WHERE entry_id = 3",
        "INSERT INTO allowance VALUES (99, 'removals', 1, 'x', 'x')",
        "UPDATE source SET code = 'lost' WHERE run_id = 4 AND provider = 'beta'",
        "UPDATE person SET from_run = 8 WHERE person_id = 25",
        "UPDATE task SET from_run = 8 WHERE task_id = 3 AND to_run IS NULL",
    ] {
        let it = it.copy();
        meddle(&it.kaa, sql);
        it.of("verify", "verify", 1);
    }
    meddle(&it.kaa, "UPDATE task SET due_by = '2016-11-15' WHERE to_run IS NULL");
    it.of("queue today", "queue today", 0);
}

/// Changes a register past every constraint.
pub fn meddle(kaa: &Kaa, sql: &str) {
    let connection = Connection::open(kaa.db()).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
    connection.execute_batch(sql).unwrap();
}

/// Registers that have just been made; one that takes over another's entries.
fn beginnings(samples: &RefCell<Vec<Sample>>) {
    let it = Watched { kaa: Kaa::without_register(), samples };
    let told = it.of("init", "init --config-dir DIR/made", 0);
    let path = |name: &str| it.kaa.path(name).to_string_lossy().into_owned();
    assert_eq!(
        (&told["register"], &told["configuration"]["directory"]),
        (&json!(path("kaa.db")), &json!(path("made")))
    );
    let listed: Vec<String> = told["configuration"]["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file.as_str().unwrap().to_owned())
        .collect();
    let mut listed: Vec<PathBuf> = listed.into_iter().map(PathBuf::from).collect();
    listed.sort();
    assert_eq!(listed, files(&it.kaa.path("made")));
    it.of("status", "status --as-of 2016-11-14", 3);
    it.of("queue today", "queue today", 0);
    let night = at("fixtures/scenarios/another_register_is_taken_over/nights/2016-11-14");
    it.night(&night, &["--initial-load"], 0);
    everybody(&it, "explain");
}

/// Files of which each has something wrong.
fn checks(samples: &RefCell<Vec<Sample>>) {
    let it = Watched { kaa: Kaa::without_register(), samples };
    let check = "check --as-of 2016-11-16 --extracts DIR/";
    check::faulty().write(&it.kaa.path("faulty"));
    it.of("check", &format!("{check}faulty"), 6);
    let mut files = town::quiet("20161116");
    files.edit("folkbokforing", |text| text.replace(";N;N;", ";N;X;"));
    files.edit_line("ber", 9, ",GY,", ",\"GY,");
    files.replace("alfa", Stray::Directory);
    files.date("beta", "20161101");
    files.remove("intyg");
    files.write(&it.kaa.path("more"));
    it.of("check", &format!("{check}more"), 6);
}

/// Persons who are erased, a reader in the way of that at first.
fn erasures(samples: &RefCell<Vec<Sample>>) {
    let it = Watched { kaa: erase::begun(), samples };
    let reader = Connection::open(it.kaa.db()).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM run").unwrap();
    it.night(&erase::extracts(&it.kaa, "2017-12-29"), &[], 0);
    it.of("status", "status --as-of 2017-12-29", 3);
    reader.execute_batch("COMMIT").unwrap();
    it.of("report register", "report year 2016/2017", 0);
    it.of("erase", "erase --older-than 2017-07-01", 0);
}
