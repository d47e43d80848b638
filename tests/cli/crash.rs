//! Whatever interrupts a run, wherever: the register is that of the last night or of the new one, whole, and the
//! next run ends as if nothing had happened.
//!
//! A process that is killed is what is simulated, and a disk that fails; not a machine that loses power, which
//! could also lose writes the kernel had taken and not yet been told to make last.

use crate::harness::{Done, Kaa, files, fixture_nights, lines, night_arguments};
use crate::steps::{Event, at_step, count_steps};
use rusqlite::Connection;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A register before a run, the run, and what the register says before and after it.
struct Scene {
    before: Kaa,
    arguments: Vec<String>,
    last: Vec<String>,
    new: Vec<String>,
    steps: usize,
    /// Removed with the scene.
    _files: Option<TempDir>,
}

impl Scene {
    /// The run that makes the register.
    fn first_load() -> Self {
        let arguments = night_arguments("run", &fixture_nights()[0], true);
        Self { last: dump(&Kaa::new()), ..Self::of(Kaa::without_register(), arguments) }
    }

    /// A night upon a night, with what was reported in between.
    fn second_night() -> Self {
        let before = Kaa::new();
        before.night(&fixture_nights()[0], true).exits(0);
        before.record_reports(&fixture_nights()[1]);
        let last = dump(&before);
        Self { last, ..Self::of(before, night_arguments("run", &fixture_nights()[1], false)) }
    }

    /// Two nights decided again, for one of which a file is the next night's.
    fn rerun() -> Self {
        let before = Kaa::new();
        before.night(&fixture_nights()[0], true).exits(0);
        before.night(&fixture_nights()[1], false).exits(0);
        let corrected = tempfile::tempdir().unwrap();
        let file = |night: usize, name: &str| fixture_nights()[night].join(name);
        fs::copy(file(2, "ber_2016-11-16.csv"), corrected.path().join("ber_2016-11-15.csv")).unwrap();
        let folder = corrected.path().to_string_lossy().into_owned();
        let arguments = ["rerun", "--from", "2016-11-15", "--quiet", "--extracts", &folder];
        let last = dump(&before);
        let scene = Self::of(before, arguments.map(str::to_owned).to_vec());
        assert_ne!(last, scene.new);
        Self { last, _files: Some(corrected), ..scene }
    }

    fn of(before: Kaa, arguments: Vec<String>) -> Self {
        let undisturbed = before.copy();
        let steps = count_steps(undisturbed.command(&arguments));
        Self { new: dump(&undisturbed), before, arguments, last: Vec::new(), steps, _files: None }
    }

    fn command(&self, kaa: &Kaa) -> Command {
        kaa.command(&self.arguments)
    }

    /// Which of the two the register is. A first load may also have come to no register at all.
    fn found(&self, kaa: &Kaa) -> Found {
        if !kaa.db().exists() && !self.before.db().exists() {
            return Found::Last;
        }
        assert_sound(kaa);
        kaa.run(["verify"]).exits(0);
        let found = dump(kaa);
        if found == self.last {
            Found::Last
        } else if found == self.new {
            Found::New
        } else {
            panic!("neither the last night nor the new one:\n{}", found.join("\n"))
        }
    }

    /// Runs the night once more, with nothing in its way.
    fn completes(&self, kaa: &Kaa) {
        Done::of(self.command(kaa).output().unwrap()).exits(0);
        assert_sound(kaa);
        assert_eq!(dump(kaa), self.new);
        let mut names: Vec<_> =
            fs::read_dir(kaa.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["kaa.db", "kaa.db.lock"]);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Last,
    New,
}

/// The database is whole.
fn assert_sound(kaa: &Kaa) {
    assert_eq!(kaa.lines("PRAGMA integrity_check"), ["ok"]);
    assert_eq!(kaa.lines("PRAGMA foreign_key_check"), [""; 0]);
}

/// Every row of every view, but for times of day.
fn dump(kaa: &Kaa) -> Vec<String> {
    let register = Connection::open(kaa.db()).unwrap();
    let views = lines(&register, "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name");
    assert!(views.len() >= 10, "{views:?}");
    let rows = views.iter().flat_map(|view| {
        let columns = format!(
            "SELECT group_concat('\"' || name || '\"', ', ') FROM pragma_table_info('{view}')
             WHERE name NOT IN ('started_at', 'finished_at')"
        );
        let columns = lines(&register, &columns).concat();
        let mut rows = lines(&register, &format!("SELECT {columns} FROM \"{view}\""));
        rows.sort();
        rows.insert(0, view.clone());
        rows
    });
    rows.collect()
}

/// How many interrupted runs ended as which night.
#[derive(Default)]
struct Tally {
    last: AtomicUsize,
    new: AtomicUsize,
}

impl Tally {
    fn count(&self, found: Found) {
        let counter = match found {
            Found::Last => &self.last,
            Found::New => &self.new,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Prints the counts, for whoever runs the tests with `--nocapture`, and gives them.
    #[allow(clippy::print_stdout)]
    fn tell(&self, what: &str) -> (usize, usize) {
        let (last, new) = (self.last.load(Ordering::Relaxed), self.new.load(Ordering::Relaxed));
        println!("{what}: {} in all, {last} the last night, {new} the new one", last + new);
        (last, new)
    }

    /// The same where both are known to come up, and their sum.
    fn tell_both(&self, what: &str) -> usize {
        let (last, new) = self.tell(what);
        assert!(last > 0 && new > 0, "{what}: nothing happened on one side of the commit");
        last + new
    }
}

/// Does something for each of many, on every processor.
fn for_each<T: Send>(many: impl Iterator<Item = T> + Send, work: impl Fn(T) + Sync) {
    let many = Mutex::new(many);
    let next = || many.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().unwrap().get() {
            scope.spawn(|| {
                while let Some(one) = next() {
                    work(one);
                }
            });
        }
    });
}

/// Kills a run at each of these steps.
fn kill(scene: &Scene, what: &str, steps: impl Iterator<Item = (usize, Event)> + Send) -> usize {
    let tally = Tally::default();
    for_each(steps, |(step, event)| {
        let kaa = scene.before.copy();
        let killed = at_step(scene.command(&kaa), step, event).output().unwrap();
        assert_eq!(killed.status.code(), None, "{event:?} at {step}");
        tally.count(scene.found(&kaa));
        scene.completes(&kaa);
    });
    tally.tell_both(what)
}

#[test]
fn a_night_killed_at_any_step_is_the_last_night_or_the_new_one_and_the_next_run_completes_it() {
    let scene = Scene::second_night();
    let steps = 1..=scene.steps;
    let kills = kill(&scene, "a night killed before a step", steps.clone().map(|step| (step, Event::Kill)))
        + kill(&scene, "a night killed within a step", steps.step_by(2).map(|step| (step, Event::Torn)));
    assert!(kills >= 200, "{kills}");
}

/// Every other step a kill before it, every other within it.
fn before_or_within(step: usize) -> (usize, Event) {
    (step, if step.is_multiple_of(2) { Event::Kill } else { Event::Torn })
}

#[test]
fn a_first_load_killed_at_any_third_step_is_nothing_or_all_and_the_next_run_completes_it() {
    let scene = Scene::first_load();
    let steps = (1..=scene.steps).step_by(3);
    kill(&scene, "a first load killed", steps.map(before_or_within));
}

#[test]
fn nights_killed_while_they_are_decided_again_are_as_they_were_or_as_they_were_to_be() {
    let scene = Scene::rerun();
    let steps = 1..=scene.steps;
    kill(&scene, "a rerun killed", steps.map(before_or_within));
}

#[test]
fn a_night_killed_at_any_time_is_the_last_night_or_the_new_one_and_the_next_run_completes_it() {
    let scene = Scene::second_night();
    let begun = Instant::now();
    scene.completes(&scene.before.copy());
    let (whole, kills) = (begun.elapsed(), 24);
    let tally = Tally::default();
    for_each(0..kills, |place| {
        let kaa = scene.before.copy();
        let mut child = scene.command(&kaa).spawn().unwrap();
        thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * f64::from(place) / f64::from(kills)));
        child.kill().unwrap();
        child.wait().unwrap();
        tally.count(scene.found(&kaa));
        scene.completes(&kaa);
    });
    tally.tell("a night killed by the clock");
}

/// How a run says that its night is not there.
const NOTHING: &str = "nothing was committed";
/// How a run says that it cannot know.
const UNCONFIRMED: &str = "the disk did not confirm the commit";

/// What a run that failed must have said of the night.
fn assert_truthful(done: &Done, found: Found) {
    let said = &done.stderr;
    match (done.exit, found) {
        (1, Found::Last) => assert!(said.contains(NOTHING) != said.contains(UNCONFIRMED), "{said}"),
        (1, Found::New) => assert!(!said.contains(NOTHING) && said.contains(UNCONFIRMED), "{said}"),
        (0, Found::New) => assert_eq!(said, ""),
        (exit, found) => panic!("exit code {exit} and {found:?}: {said}"),
    }
}

/// Has the disk fail at each of these steps.
fn fail(scene: &Scene, what: &str, steps: impl Iterator<Item = (usize, Event)> + Send) {
    let tally = Tally::default();
    for_each(steps, |(step, event)| {
        let kaa = scene.before.copy();
        let done = Done::of(at_step(scene.command(&kaa), step, event).output().unwrap());
        let found = scene.found(&kaa);
        assert_truthful(&done, found);
        tally.count(found);
        scene.completes(&kaa);
    });
    tally.tell_both(what);
}

#[test]
fn a_night_whose_disk_fails_at_any_step_is_the_last_night_or_the_new_one_and_says_which() {
    let scene = Scene::second_night();
    for (event, every) in [(Event::Io, 3), (Event::Dead, 1), (Event::Full, 4)] {
        let steps = (1..=scene.steps).step_by(every).map(|step| (step, event));
        fail(&scene, &format!("a night with {event:?}"), steps);
    }
}

#[test]
fn a_first_load_whose_disk_fails_is_nothing_or_all() {
    let scene = Scene::first_load();
    for event in [Event::Io, Event::Dead, Event::Full] {
        let steps = (1..=scene.steps).step_by(20).map(|step| (step, event));
        fail(&scene, &format!("a first load with {event:?}"), steps);
    }
}

/// A shell that limits the size of files to so many KiB, and runs the rest of its arguments.
fn with_files_of_at_most(kib: usize, command: &Command) -> Command {
    let mut limited = Command::new("bash");
    // Ignored, the signal of too large a file becomes the error that a full disk gives.
    limited.args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\""]).arg(kib.to_string());
    limited.arg(command.get_program()).args(command.get_args());
    limited
}

#[test]
fn a_night_without_room_for_its_files_says_so_and_completes_when_there_is() {
    for (scene, limits) in
        [(Scene::first_load(), [0, 40, 100, 200, 300]), (Scene::second_night(), [0, 20, 60, 120, 200])]
    {
        let tally = Tally::default();
        for kib in limits.into_iter().chain([4000]) {
            let kaa = scene.before.copy();
            let done = with_files_of_at_most(kib, &scene.command(&kaa)).output().unwrap();
            let found = scene.found(&kaa);
            assert_truthful(&Done::of(done), found);
            tally.count(found);
            scene.completes(&kaa);
        }
        tally.tell_both("a night with too little room");
    }
}

#[test]
fn a_night_that_may_not_write_leaves_the_last_and_says_so() {
    let scene = Scene::second_night();
    for (name, mode) in [("", 0o500), ("kaa.db", 0o400)] {
        let kaa = scene.before.copy();
        let Some(mut command) = as_nobody(&kaa, &scene.command(&kaa)) else { return };
        let whole = fs::metadata(kaa.path(name)).unwrap().permissions();
        fs::set_permissions(kaa.path(name), Permissions::from_mode(mode)).unwrap();
        let done = Done::of(command.output().unwrap()).exits(1);
        fs::set_permissions(kaa.path(name), whole).unwrap();
        assert!(done.stderr.contains(NOTHING), "{}", done.stderr);
        assert_eq!(scene.found(&kaa), Found::Last);
        scene.completes(&kaa);
    }
}

/// The same command, as somebody whom permissions bind: root becomes nobody, and the directory nobody's. None
/// where root cannot, or where nobody may not run the program.
fn as_nobody(kaa: &Kaa, command: &Command) -> Option<Command> {
    const NOBODY: u32 = 65534;
    let mut other = Command::new("setpriv");
    if fs::metadata(kaa.db()).unwrap().uid() != 0 {
        other = Command::new(command.get_program());
    } else {
        other.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(command.get_program());
        let tried = Command::new("setpriv").args(other.get_args()).arg("--version").output();
        if !tried.is_ok_and(|tried| tried.status.success()) {
            return None;
        }
        for path in files(&kaa.path("")).into_iter().chain([kaa.path("")]) {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }
    other.args(command.get_args());
    Some(other)
}
