//! The real binary, step by step: each thing it asks of the disk can be counted, and at any of them it can be
//! killed, stopped or told that the disk fails. `step.c` says what a step is.
//!
//! The database engine's calls and our own all pass through it, so that nothing has to be built into the program;
//! and where a run is interrupted is told by a number and not by a clock, so that no place is missed and none
//! comes by chance.

use crate::harness::at;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::LazyLock;
use std::thread::sleep;
use std::time::Duration;

/// A step of a fixture night when most of it is written and nothing is committed.
pub const MIDWAY: usize = 60;

/// What happens at a step.
#[derive(Clone, Copy, Debug)]
pub enum Event {
    /// SIGKILL instead of the step.
    Kill,
    /// SIGKILL after half of a write, or after another step.
    Torn,
    /// SIGSTOP before it.
    Stop,
    /// It fails with EIO, once.
    Io,
    /// It and all after it fail with EIO.
    Dead,
    /// It and all after it that need room fail with ENOSPC; a write first takes half.
    Full,
}

impl Event {
    fn name(self) -> &'static str {
        match self {
            Self::Kill => "kill",
            Self::Torn => "torn",
            Self::Stop => "stop",
            Self::Io => "eio",
            Self::Dead => "dead",
            Self::Full => "full",
        }
    }
}

/// The interposer, compiled once.
static INTERPOSER: LazyLock<PathBuf> = LazyLock::new(|| {
    let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join("step.so");
    let made = library.with_extension(std::process::id().to_string());
    let compiler = Command::new("cc")
        .args(["-O1", "-shared", "-fPIC", "-o"])
        .args([made.as_os_str(), at("tests/cli/step.c").as_os_str(), "-ldl".as_ref()])
        .status();
    assert!(compiler.unwrap().success());
    fs::rename(made, &library).unwrap();
    library
});

/// Makes something happen at a step of a command, counted from 1.
pub fn at_step(mut command: Command, step: usize, event: Event) -> Command {
    command.env("LD_PRELOAD", &*INTERPOSER).env("STEP_DO", event.name()).env("STEP_AT", step.to_string());
    command
}

/// How many steps a command takes that ends well.
pub fn count_steps(mut command: Command) -> usize {
    let dir = tempfile::tempdir().unwrap();
    let count = dir.path().join("count");
    let done = command.env("LD_PRELOAD", &*INTERPOSER).env("STEP_COUNT", &count).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    fs::read_to_string(count).unwrap().trim().parse().unwrap()
}

/// A command that stands still; a failing test leaves none behind.
pub struct Stopped {
    child: Option<Child>,
}

impl Stopped {
    /// Lets it go on.
    pub fn go_on(mut self) -> Child {
        let child = self.child.take().unwrap();
        let done = Command::new("kill").args(["-CONT", &child.id().to_string()]).status().unwrap();
        assert!(done.success());
        child
    }
}

impl Drop for Stopped {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
}

/// Starts a command and waits until it has stopped before a step.
pub fn stopped_at(command: Command, step: usize) -> Stopped {
    let child = at_step(command, step, Event::Stop).spawn().unwrap();
    for _ in 0..6000 {
        match state(&child) {
            'T' => return Stopped { child: Some(child) },
            'Z' => panic!("it ended before step {step}"),
            _ => sleep(Duration::from_millis(10)),
        }
    }
    panic!("it has not stopped at step {step} within a minute");
}

/// Waits until a command waits for something itself: it has slept through ten looks.
pub fn until_at_rest(child: &Child) {
    let mut asleep = 0;
    for _ in 0..6000 {
        if asleep == 10 {
            return;
        }
        asleep = if state(child) == 'S' { asleep + 1 } else { 0 };
        sleep(Duration::from_millis(10));
    }
    panic!("it has not come to rest within a minute");
}

/// What the kernel says a process is doing.
fn state(child: &Child) -> char {
    let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap();
    stat.rsplit_once(") ").unwrap().1.chars().next().unwrap()
}
