//! Runs the night with a defect through the real binary, and compares all that can be seen.

use super::expected::{Defect, Kept};
use super::files::Files;
use super::town::{self, YOUTHS};
use crate::harness::{Done, Kaa};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;

/// The register after two good nights, and after a third.
pub struct Good {
    before: Kaa,
    digest_before: String,
    digest_after: String,
}

/// A night with a defect, about to be run.
pub struct Trial {
    pub files: Files,
    pub as_of: &'static str,
    pub kaa: Kaa,
}

impl Trial {
    /// An empty register in place of the good one.
    pub fn begin_anew(&self) {
        fs::remove_file(self.kaa.db()).unwrap();
        self.kaa.run(["init"]).exits(0);
    }
}

/// The verdicts of a night without a defect.
const VERDICTS: [(&str, &str); 6] = [
    ("folkbokforing", "accepted"),
    ("uedb", "accepted"),
    ("ber", "accepted"),
    ("alfa", "accepted"),
    // The same bytes as the night before.
    ("beta", "unchanged"),
    ("intyg", "accepted"),
];

impl Good {
    pub fn new() -> Self {
        let before = Kaa::new();
        run(&before, &town::quiet("20161114"), "2016-11-14", &["--initial-load"]).exits(0);
        run(&before, &town::quiet("20161115"), "2016-11-15", &[]).exits(0);
        let after = before.copy();
        run(&after, &town::news("20161116"), "2016-11-16", &[]).exits(0);
        Self { digest_before: before.digest(), digest_after: after.digest(), before }
    }

    /// Runs the night with a defect: what differs from what was expected, if anything.
    pub fn try_out(&self, defect: &Defect) -> Option<String> {
        let mut trial = Trial { files: town::news("20161116"), as_of: "2016-11-16", kaa: self.before.copy() };
        (defect.make)(&mut trial);
        let Trial { files, as_of, kaa } = trial;
        let done = run(&kaa, &files, as_of, &[]);
        let mut differences = Differences::default();
        differences.note("exit", &done.exit, &defect.exit);
        for part in &defect.says {
            differences.note(part, &done.stderr.contains(part), &true);
        }
        self.compare(&kaa, defect, &mut differences);
        differences.text(defect, &done)
    }

    fn compare(&self, kaa: &Kaa, defect: &Defect, differences: &mut Differences) {
        match defect.kept {
            Kept::None => {
                differences.note("there is a register", &kaa.db().exists(), &false);
                return;
            }
            Kept::AsWithout => differences.note("digest", &kaa.digest(), &self.digest_after),
            // A night that failed has no row in the ledger, and a refused one no digest.
            Kept::AsBefore => differences.note("digest", &kaa.digest(), &self.digest_before),
            Kept::But(_) | Kept::Empty => {}
        }
        differences.note("register", &register(kaa), &defect.kept.lines());
        if [1, 2, 5].contains(&defect.exit) {
            let nights = kaa.lines("SELECT count(*) FROM runs WHERE as_of > '2016-11-15'");
            differences.note("nights", &nights, &vec!["0".to_owned()]);
        } else {
            differences.note("sources", &sources(kaa), &expected_sources(defect));
            differences.note("quarantine", &quarantine(kaa), &sorted(&defect.quarantine));
        }
    }
}

#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn note<T: Debug + PartialEq>(&mut self, what: &str, found: &T, expected: &T) {
        if found != expected {
            self.0.push(format!("{what}\n  found:    {found:?}\n  expected: {expected:?}"));
        }
    }

    fn text(&self, defect: &Defect, done: &Done) -> Option<String> {
        let all = self.0.join("\n");
        let said = &done.stderr;
        (!self.0.is_empty()).then(|| format!("--- {} {:?}\n{all}\n{said}", defect.name, defect.sources))
    }
}

pub fn run(kaa: &Kaa, files: &Files, as_of: &str, more: &[&str]) -> Done {
    let dir = kaa.path(&format!("extracts-{as_of}"));
    files.write(&dir);
    let dir = dir.to_string_lossy().into_owned();
    kaa.run(["run", "--extracts", &dir, "--as-of", as_of].iter().chain(more))
}

/// Each youth's entry and tasks, and who is undetermined tonight.
fn register(kaa: &Kaa) -> Vec<String> {
    let youths: BTreeMap<String, String> =
        YOUTHS.iter().map(|youth| (youth.number(), format!("{youth:?}"))).collect();
    let named = |row: Vec<String>| {
        let who = youths.get(&row[0]).unwrap_or(&row[0]);
        format!("{who}: {}", row[1])
    };
    let entries = kaa.rows(
        "SELECT number,
                opened_on || ' ' || opened_reason || coalesce(', ' || closed_on || ' ' || closed_reason, '')
                || ', ' || lane || coalesce(
                    (SELECT group_concat(', ' || step || ' ' || status, '' ORDER BY task_id)
                     FROM outreach_queue WHERE outreach_queue.entry_id = register.entry_id), '')
         FROM register JOIN person USING (person_id) WHERE person.to_run IS NULL",
    );
    let doubts = kaa.rows(
        "SELECT number, 'undetermined ' || reason FROM undetermined JOIN person USING (person_id)
         WHERE person.to_run IS NULL AND as_of = '2016-11-16'",
    );
    let mut lines: Vec<String> = entries.into_iter().chain(doubts).map(named).collect();
    lines.sort();
    lines
}

const LAST_RUN: &str = "run_id = (SELECT max(run_id) FROM runs)";

fn sources(kaa: &Kaa) -> Vec<String> {
    let sql = format!("SELECT provider, verdict, code FROM sources WHERE {LAST_RUN} ORDER BY provider");
    kaa.lines(&sql)
}

fn expected_sources(defect: &Defect) -> Vec<String> {
    let mut expected: BTreeMap<&str, (&str, &str)> =
        VERDICTS.iter().map(|(provider, verdict)| (*provider, (*verdict, ""))).collect();
    expected.extend(defect.sources.iter().map(|(provider, verdict, code)| (*provider, (*verdict, *code))));
    expected.retain(|_, (verdict, _)| !verdict.is_empty());
    expected.iter().map(|(provider, (verdict, code))| format!("{provider};{verdict};{code}")).collect()
}

fn quarantine(kaa: &Kaa) -> Vec<String> {
    let rows = kaa.rows(&format!("SELECT provider, line, field, code FROM quarantine WHERE {LAST_RUN}"));
    let mut places: Vec<String> = rows.into_iter().map(|row| row.join(":")).collect();
    places.sort();
    places
}

fn sorted(places: &[&str]) -> Vec<String> {
    let mut places: Vec<String> = places.iter().map(|place| (*place).to_owned()).collect();
    places.sort();
    places
}
