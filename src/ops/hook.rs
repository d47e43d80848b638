//! A command of the operator's: told something on its standard input, and stopped when its time is up.
//!
//! Whatever becomes of it is a value: no command can make a night fail. What it prints is thrown away, so that
//! a quiet night stays quiet; what it says on standard error goes where the night's messages go.

use std::fmt;
use std::io::Write;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{Builder, sleep};
use std::time::{Duration, Instant};

/// How often a running command is looked at.
const EVERY: Duration = Duration::from_millis(10);

/// Why a command was not told.
#[derive(Debug)]
pub enum Untold {
    /// It could not be started.
    NotStarted(std::io::Error),
    /// It could not be waited for.
    Lost(std::io::Error),
    /// It ended with this instead of 0.
    Failed(ExitStatus),
    /// It was stopped after so long.
    Stopped(Duration),
}

impl fmt::Display for Untold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(error) => write!(f, "could not be started: {error}"),
            Self::Lost(error) => write!(f, "could not be waited for: {error}"),
            Self::Failed(status) => match (status.code(), status.signal()) {
                (Some(code), _) => write!(f, "ended with {code}"),
                (None, Some(signal)) => write!(f, "was ended by signal {signal}"),
                (None, None) => write!(f, "ended: {status}"),
            },
            Self::Stopped(limit) => write!(f, "was stopped after {} s", limit.as_secs()),
        }
    }
}

/// Tells a command, the program and its arguments, and waits so long for its end. No shell reads it.
pub fn tell(
    command: &[String],
    input: Vec<u8>,
    variables: &[(&str, String)],
    limit: Duration,
) -> Result<(), Untold> {
    let Some((program, arguments)) = command.split_first() else { return Ok(()) };
    let mut child = Command::new(program)
        .args(arguments)
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        // A group of its own, so that what it started is stopped with it.
        .process_group(0)
        .spawn()
        .map_err(Untold::NotStarted)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that does not read must not be waited for here. Whether it reads is its own affair.
        let begun = Builder::new().spawn(move || stdin.write_all(&input));
        if let Err(error) = begun {
            stop(&mut child).map_err(Untold::Lost)?;
            return Err(Untold::NotStarted(error));
        }
    }
    match wait(&mut child, limit).map_err(Untold::Lost)? {
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(Untold::Failed(status)),
        None => Err(Untold::Stopped(limit)),
    }
}

/// How it ended; nothing if it had to be stopped.
fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begun.elapsed() >= limit {
            stop(child)?;
            return Ok(None);
        }
        sleep(EVERY);
    }
}

fn stop(child: &mut Child) -> std::io::Result<()> {
    let group = rustix::process::Pid::from_child(child);
    // It may just have ended by itself; waiting for it tells.
    let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    child.wait().map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn sh(script: &str) -> Vec<String> {
        ["/bin/sh", "-c", script].map(str::to_owned).to_vec()
    }

    const AMPLE: Duration = Duration::from_mins(1);

    #[test]
    fn a_command_reads_what_it_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let told = dir.path().join("told");
        let script = sh(&format!("printf %s \"$EVENT \" >{0}; cat >>{0}", told.display()));
        tell(&script, b"{}\n".to_vec(), &[("EVENT", "held".to_owned())], AMPLE).unwrap();
        assert_eq!(fs::read_to_string(told).unwrap(), "held {}\n");
    }

    #[test]
    fn a_command_need_not_read() {
        // More than a pipe holds.
        tell(&sh("exit 0"), vec![b' '; 1_000_000], &[], AMPLE).unwrap();
    }

    #[test]
    fn how_a_command_failed_is_told_without_its_arguments() {
        let told = |command: &[String], limit| tell(command, Vec::new(), &[], limit).unwrap_err().to_string();
        assert_eq!(told(&sh("exit 3"), AMPLE), "ended with 3");
        assert_eq!(told(&sh("kill -9 $$"), AMPLE), "was ended by signal 9");
        let missing = ["/nowhere/to/be/found".to_owned(), "secret".to_owned()];
        assert_eq!(told(&missing, AMPLE), "could not be started: No such file or directory (os error 2)");
    }

    #[test]
    fn a_command_that_hangs_is_stopped_with_all_that_it_started() {
        let dir = tempfile::tempdir().unwrap();
        let started = dir.path().join("started");
        let script = sh(&format!("sleep 600 & echo $! >{}; wait", started.display()));
        let limit = Duration::from_secs(1);
        let untold = tell(&script, Vec::new(), &[], limit).unwrap_err();
        assert_eq!(untold.to_string(), "was stopped after 1 s");
        let sleeper = fs::read_to_string(started).unwrap();
        let stat = format!("/proc/{}/stat", sleeper.trim());
        // Killed is killed; the kernel may take a moment to have it gone, or dead and not yet reaped.
        let begun = Instant::now();
        while fs::read_to_string(&stat).is_ok_and(|state| !state.contains(") Z ")) {
            assert!(begun.elapsed() < AMPLE, "what the command started is still there");
            std::thread::yield_now();
        }
    }
}
