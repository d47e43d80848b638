//! How far a long read has come, for whoever watches at a terminal; nobody else is told.

use super::arguments::Cli;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// A read that is over sooner needs no bar: it would only flicker.
const LONG: Duration = Duration::from_millis(500);

/// A line that comes when a read turns out to be long, and goes when it is over.
pub struct Progress {
    begun: Instant,
    is_watched: bool,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// Nothing read yet.
    pub fn begin(cli: &Cli) -> Self {
        Self {
            begun: Instant::now(),
            is_watched: !cli.quiet && io::stderr().is_terminal(),
            bar: OnceLock::new(),
        }
    }

    /// So many bytes of a file have been read.
    pub fn tell(&self, file: &str, read: u64, of: u64) {
        if !self.is_watched || self.begun.elapsed() < LONG {
            return;
        }
        let message = format!("reading {file}");
        let new = || ProgressBar::new(of).with_style(style()).with_message(message.clone());
        let bar = self.bar.get_or_init(new);
        bar.set_length(of);
        bar.set_message(message);
        bar.set_position(read);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{wide_msg} {bar:24} {percent:>3} %")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether somebody sees a bar of a read that has gone on for so long.
    fn is_shown(is_watched: bool, milliseconds: u64) -> bool {
        let begun = Instant::now().checked_sub(Duration::from_millis(milliseconds)).unwrap();
        let progress = Progress { begun, is_watched, bar: OnceLock::new() };
        progress.tell("uedb_2016-11-14.csv", 1, 2);
        progress.bar.get().is_some_and(|bar| bar.message() == "reading uedb_2016-11-14.csv")
    }

    #[test]
    fn only_a_long_read_has_a_bar_and_only_for_whoever_watches() {
        assert!(is_shown(true, 500));
        assert!(!is_shown(true, 0));
        assert!(!is_shown(false, 500));
    }
}
