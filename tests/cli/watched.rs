//! What whoever watches sees of a night: the terminal, the log, JSON, metrics and the hooks. Whole, for a good night, one
//! with a refused file, one with a held change, one that was refused, and one that failed.

use crate::harness::{Done, Kaa, at, fixture_nights, matches_kept};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A night to be watched, from the same register each time.
struct Watched {
    before: Kaa,
    extracts: PathBuf,
    as_of: &'static str,
    exit: i32,
}

const HOOKS: &str = "\
on_start = [\"/bin/sh\", \"HOOK\"]
on_success = [\"/bin/sh\", \"HOOK\"]
on_problem = [\"/bin/sh\", \"HOOK\"]
on_held = [\"/bin/sh\", \"HOOK\"]
";

/// Writes down what it was told, in its environment and on its standard input.
const HOOK: &str = "\
{
  echo \"$KAA_SYNC_EVENT|$KAA_SYNC_AS_OF|$KAA_SYNC_REGISTER|$KAA_SYNC_EXIT_CODE|$KAA_SYNC_SUMMARY\"
  cat
} >>\"$0.told\"
";

impl Watched {
    /// After so many fixture nights, with hooks that write down what they are told.
    fn after(nights: usize, extracts: PathBuf, as_of: &'static str, exit: i32) -> Self {
        Self { before: Kaa::after(nights), extracts, as_of, exit }
    }

    /// The register in a directory of its own, its hooks in place.
    fn begin(&self) -> Kaa {
        let mut kaa = self.before.copy();
        fs::create_dir(kaa.path("empty")).unwrap();
        let hook = kaa.write("hook.sh", HOOK);
        kaa.configure_hooks(&HOOKS.replace("HOOK", &hook.to_string_lossy()));
        if self.exit == 4 {
            let config = kaa.path("config/kaa.toml");
            let text = fs::read_to_string(&config).unwrap();
            let removals = "removals = { floor = 25, percent = 10";
            assert!(text.contains(removals));
            fs::write(&config, text.replace(removals, "removals = { floor = 1, percent = 1")).unwrap();
        }
        kaa
    }

    fn arguments(&self, kaa: &Kaa, more: &[&str]) -> Vec<OsString> {
        let night: [OsString; 5] = [
            "run".into(),
            "--extracts".into(),
            kaa.path("").join(&self.extracts).into(),
            "--as-of".into(),
            self.as_of.into(),
        ];
        night.into_iter().chain(more.iter().map(|more| (*more).into())).collect()
    }

    fn run(&self, kaa: &Kaa, more: &[&str]) -> Done {
        kaa.run(self.arguments(kaa, more)).exits(self.exit)
    }

    /// What a terminal is sent, its escapes written out.
    fn terminal(&self, variables: &[(&str, &str)]) -> String {
        let kaa = self.begin();
        let command = kaa.command(self.arguments(&kaa, &["--lang", "en"]));
        let words: Vec<String> = std::iter::once(command.get_program())
            .chain(command.get_args())
            .map(|word| format!("'{}'", word.to_string_lossy()))
            .collect();
        let done = Command::new("script")
            .args(["--quiet", "--return", "--command", &words.join(" "), "/dev/null"])
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("TERM", "xterm-256color")
            .env("USER", "test")
            .envs(variables.iter().copied())
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(self.exit));
        let text = String::from_utf8(done.stdout).unwrap();
        text.replace('\u{1b}', "␛").replace("\r\n", "\n").replace(&*kaa.path("").to_string_lossy(), "DIR/")
    }

    /// All that can be seen of it, by the name of the file that keeps it.
    fn seen(&self) -> Vec<(&'static str, String)> {
        let (log, lines, json, measured) = (self.begin(), self.begin(), self.begin(), self.begin());
        let prom = measured.path("kaa.prom").to_string_lossy().into_owned();
        self.run(&measured, &["--metrics", &prom]);
        if let Ok(text) = fs::read_to_string(&prom) {
            is_exposition(&text);
            promtool_agrees(&text);
        }
        vec![
            ("terminal.txt", self.terminal(&[])),
            ("log.txt", in_dir(&log, &self.run(&log, &["-vv"]).stderr)),
            (
                "log.json",
                timeless(&in_dir(&lines, &self.run(&lines, &["-vv", "--log-format", "json"]).stderr)),
            ),
            ("run.json", in_dir(&json, &self.run(&json, &["--json"]).stdout)),
            ("metrics.prom", timeless(&fs::read_to_string(&prom).unwrap_or_default())),
            ("hooks.txt", in_dir(&json, &fs::read_to_string(json.path("hook.sh.told")).unwrap())),
        ]
    }
}

fn in_dir(kaa: &Kaa, text: &str) -> String {
    text.replace(&*kaa.path("").to_string_lossy(), "DIR/")
}

/// Times of day and how long something took are never the same twice, and the program's version does not stay.
fn timeless(text: &str) -> String {
    let version = format!("version=\"{}\"", env!("CARGO_PKG_VERSION"));
    let text = text.replace(&version, "version=\"VERSION\"");
    let clocked = [
        "kaa_sync_run_duration_seconds ",
        "kaa_sync_run_timestamp_seconds ",
        "kaa_sync_last_success_timestamp_seconds ",
    ];
    let line = |line: &str| {
        if let Some(name) = clocked.iter().find(|name| line.starts_with(**name)) {
            let value = line.strip_prefix(*name).unwrap();
            assert!(value.parse::<f64>().unwrap() >= 0.0, "{line}");
            return format!("{name}TIME\n");
        }
        let Some((before, time)) = line.split_once("\"time\":\"") else { return format!("{line}\n") };
        let (time, after) = time.split_once('"').unwrap();
        assert_eq!((time.len(), time.chars().last()), ("2016-11-15T03:00:00Z".len(), Some('Z')));
        format!("{before}\"time\":\"TIME\"{after}\n")
    };
    text.lines().map(line).collect()
}

/// The text format's grammar (exposition format 0.0.4): each sample is of the family announced above it, and none
/// comes twice.
fn is_exposition(text: &str) {
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let (mut families, mut series) = (Vec::new(), BTreeSet::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            let (name, words) = help.split_once(' ').unwrap();
            assert!(is_name(name) && !words.is_empty() && !families.contains(&name), "{line}");
            assert_eq!(lines.next(), Some(&*format!("# TYPE {name} gauge")));
            families.push(name);
            continue;
        }
        let (of, value) = line.rsplit_once(' ').unwrap();
        assert!(value.parse::<f64>().is_ok_and(f64::is_finite), "{line}");
        let (name, labels) = of.split_once('{').map_or((of, None), |(name, labels)| (name, Some(labels)));
        assert_eq!(Some(&name), families.last(), "{line}");
        if let Some(labels) = labels {
            labelled(labels.strip_suffix('}').unwrap());
        }
        assert!(series.insert(of), "twice: {line}");
    }
    assert!(series.len() > 50, "{series:?}");
}

/// `name="value"`, with commas between them; a value may hold anything, quotes and backslashes escaped.
fn labelled(labels: &str) {
    let (name, rest) = labels.split_once("=\"").unwrap();
    assert!(!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase()), "{labels}");
    let mut escaped = false;
    let end = rest.find(|letter| {
        let closes = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        closes
    });
    let rest = &rest[end.unwrap() + 1..];
    if !rest.is_empty() {
        labelled(rest.strip_prefix(',').unwrap());
    }
}

/// Where Prometheus' own check is installed, it has nothing to say.
fn promtool_agrees(text: &str) {
    use std::io::Write;
    use std::process::Stdio;
    let started = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut promtool) = started else { return };
    promtool.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let Done { exit, stdout, stderr } = Done::of(promtool.wait_with_output().unwrap());
    assert_eq!((exit, stdout.as_str(), stderr.as_str()), (0, "", ""));
}

fn is_kept(name: &str, night: &Watched) {
    for (file, text) in night.seen() {
        matches_kept(&at("fixtures/watched").join(name).join(file), &text);
    }
}

fn night(place: usize) -> PathBuf {
    fixture_nights()[place].clone()
}

#[test]
fn a_good_night_is_seen_as_kept() {
    let good = Watched::after(1, night(1), "2016-11-15", 0);
    is_kept("good", &good);
    let plain = good.terminal(&[("NO_COLOR", "1")]);
    assert!(!plain.contains('␛'), "{plain}");
    let coloured = good.terminal(&[]);
    assert!(coloured.contains("␛[1m␛[32mdone (exit code 0)␛[0m"), "{coloured}");
    let uncoloured: Vec<&str> = coloured
        .split('␛')
        .map(|part| {
            part.split_once('m').map_or(part, |(code, rest)| if code.starts_with('[') { rest } else { part })
        })
        .collect();
    assert_eq!(uncoloured.concat(), plain, "colour is all that colour adds");
}

/// The names in the first column of the page's table, and of what is really told.
#[test]
fn every_metric_is_in_the_docs_and_no_other() {
    let page = fs::read_to_string(at("docs/watching.md")).unwrap();
    let told = fs::read_to_string(at("fixtures/watched/good/metrics.prom")).unwrap();
    let documented: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `kaa_sync_")?.split_once('`'))
        .map(|(name, _)| name)
        .collect();
    let found: BTreeSet<&str> =
        told.lines().filter_map(|line| line.strip_prefix("# TYPE kaa_sync_")?.split(' ').next()).collect();
    assert_eq!(documented, found);
    assert!(found.len() > 18);
}

#[test]
fn a_night_with_a_refused_file_is_seen_as_kept() {
    is_kept("refused-file", &Watched::after(3, night(3), "2016-11-17", 3));
}

#[test]
fn a_night_with_a_held_change_is_seen_as_kept() {
    is_kept("held", &Watched::after(1, night(1), "2016-11-15", 4));
}

#[test]
fn a_refused_night_is_seen_as_kept() {
    is_kept("refused-night", &Watched::after(1, "empty".into(), "2016-11-21", 6));
}

#[test]
fn a_night_that_failed_is_told_to_its_hooks_and_leaves_the_metrics_of_the_last() {
    let failed = Watched::after(1, Path::new("/nowhere").to_owned(), "2016-11-15", 1);
    is_kept("failed", &failed);
    let kaa = failed.begin();
    let before = "# HELP kaa_sync_run_exit_code As it was.\n";
    let prom = kaa.write("kaa.prom", before);
    failed.run(&kaa, &["--metrics", &prom.to_string_lossy()]);
    assert_eq!(fs::read_to_string(prom).unwrap(), before);
}

#[test]
fn no_hook_makes_a_night_fail_and_each_that_does_is_told_of() {
    let mut kaa = Kaa::new();
    kaa.configure_hooks(
        "on_start = [\"/nowhere/hook\", \"secret\"]\non_success = [\"/bin/sh\", \"-c\", \"exit 7\"]\n",
    );
    let done = kaa.run(crate::harness::night_arguments("run", &night(0), true)).exits(0);
    assert_eq!(done.stdout, "");
    assert_eq!(
        done.stderr,
        "kaa-sync: the hook `on_start` (`/nowhere/hook`) could not be started: No such file or directory (os error 2). \
         it changes nothing of the night\n\
         kaa-sync: the hook `on_success` (`/bin/sh`) ended with 7. it changes nothing of the night\n"
    );
    assert_eq!(kaa.lines("SELECT outcome FROM runs"), ["done"]);
}

/// A full disk where the journal is, say: nothing can be said, and the night is the same.
#[test]
fn a_hook_that_fails_where_nothing_can_be_said_changes_nothing_either() {
    let mut kaa = Kaa::new();
    let told = kaa.path("told");
    kaa.configure_hooks(&format!(
        "on_start = [\"/nowhere/hook\"]\non_success = [\"/bin/sh\", \"-c\", \"echo told >{}; exit 7\"]\n",
        told.display()
    ));
    let mut command = kaa.command(crate::harness::night_arguments("run", &night(0), true));
    command.stderr(fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
    assert_eq!(command.output().unwrap().status.code(), Some(0));
    assert_eq!(kaa.lines("SELECT outcome FROM runs"), ["done"]);
    assert_eq!(fs::read_to_string(told).unwrap(), "told\n");
}

#[test]
fn a_hook_that_hangs_is_stopped_and_the_night_goes_on() {
    let mut kaa = Kaa::new();
    kaa.configure_hooks("on_start = [\"/bin/sleep\", \"600\"]\ntimeout_seconds = 1\n");
    let done = kaa.run(crate::harness::night_arguments("run", &night(0), true)).exits(0);
    assert_eq!(
        done.stderr,
        "kaa-sync: the hook `on_start` (`/bin/sleep`) was stopped after 1 s. it changes nothing of the night\n"
    );
    assert_eq!(kaa.lines("SELECT outcome FROM runs"), ["done"]);
}

/// Whoever has to decide about changes hears of them, although the night could not be measured.
#[test]
fn a_held_night_that_cannot_be_measured_is_told_as_held() {
    let mut kaa = Kaa::new();
    let told = kaa.path("told");
    kaa.configure_hooks(&format!("on_held = [\"/bin/sh\", \"-c\", \"cat >{}\"]\n", told.display()));
    let mut arguments = crate::harness::night_arguments("run", &night(0), false);
    arguments.extend([
        "-q".into(),
        "--metrics".into(),
        kaa.path("nowhere/kaa.prom").to_string_lossy().into_owned(),
    ]);
    kaa.run(arguments).exits(7);
    let told: serde_json::Value = serde_json::from_str(&fs::read_to_string(told).unwrap()).unwrap();
    assert_eq!((&told["outcome"], &told["exit_code"]), (&"held".into(), &7.into()));
    assert_eq!(told["withheld"]["additions"]["count"], 85);
    assert!(told["error"].as_str().unwrap().contains("what a monitor measures of it could not be written"));
}

#[test]
fn metrics_take_the_place_of_no_other_file() {
    let kaa = Kaa::after(1);
    let register = fs::read(kaa.db()).unwrap();
    let mut arguments = crate::harness::night_arguments("run", &night(1), false);
    arguments.extend(["--metrics".into(), kaa.db().to_string_lossy().into_owned()]);
    let done = kaa.run(&arguments).exits(2);
    assert!(
        done.stderr.contains("no file of metrics: it is left as it is, and nothing was run"),
        "{}",
        done.stderr
    );
    assert_eq!(fs::read(kaa.db()).unwrap(), register);
    // Named in a variable that is set to nothing, no file is.
    arguments.truncate(arguments.len() - 2);
    let done = Done::of(kaa.command(&arguments).env("KAA_SYNC_METRICS", "").output().unwrap());
    done.exits(0);
}

#[test]
fn a_night_whose_metrics_cannot_be_written_stands_and_ends_with_7() {
    let kaa = Kaa::new();
    let mut arguments = crate::harness::night_arguments("run", &night(0), true);
    arguments.extend(["--metrics".into(), kaa.path("nowhere/kaa.prom").to_string_lossy().into_owned()]);
    let done = kaa.run(&arguments).exits(7);
    assert!(
        done.stderr.contains("the night is over and recorded, but what a monitor measures"),
        "{}",
        done.stderr
    );
    assert_eq!(kaa.lines("SELECT outcome FROM runs"), ["done"]);
    // The next run of the same night has nothing to do, and measures it.
    arguments.truncate(arguments.len() - 1);
    arguments.push(kaa.path("kaa.prom").to_string_lossy().into_owned());
    kaa.run(&arguments).exits(0);
    assert!(
        fs::read_to_string(kaa.path("kaa.prom"))
            .unwrap()
            .contains("kaa_sync_night_changes{change=\"opened\"} 85\n")
    );
}

#[test]
fn deciding_nights_again_measures_the_last_of_them() {
    let kaa = Kaa::after(2);
    let prom = kaa.path("kaa.prom").to_string_lossy().into_owned();
    kaa.run(["rerun", "--from", "2016-11-15", "--metrics", &prom, "--plan"]).exits(0);
    assert!(!kaa.path("kaa.prom").exists(), "a preview measures nothing");
    kaa.run(["rerun", "--from", "2016-11-15", "--metrics", &prom]).exits(0);
    let text = fs::read_to_string(&prom).unwrap();
    assert!(text.contains("kaa_sync_night_changes{change=\"closed\"} 2\n"), "{text}");
}

#[test]
fn under_systemd_every_line_has_its_priority_for_the_journal() {
    use std::os::unix::fs::MetadataExt;
    use std::process::Stdio;
    let kaa = Kaa::new();
    let journal = fs::File::create(kaa.path("journal")).unwrap();
    let told = journal.metadata().unwrap();
    let stream = format!("{}:{}", told.dev(), told.ino());
    for arguments in [
        crate::harness::night_arguments("run", &night(0), true),
        vec!["run".into(), "--extracts".into(), "/nowhere".into(), "--as-of".into(), "2016-11-15".into()],
    ] {
        let mut command = kaa.command(arguments);
        command.arg("-v").env("JOURNAL_STREAM", &stream).stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(journal.try_clone().unwrap()).status().unwrap();
    }
    let text = fs::read_to_string(kaa.path("journal")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[0].starts_with("<6>2016-11-14 done: 85 opened"), "{text}");
    assert!(
        lines[1].starts_with("<3>cannot list the extracts directory /nowhere/; nothing was committed. "),
        "{text}"
    );
}
