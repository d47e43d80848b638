//! Arguments, one call, print the error once, exit code. The only clock in the program is read here.

use kaa_sync::cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    // The one place that reads a clock.
    #[allow(clippy::disallowed_methods)]
    let clock = cli::Clock { now: chrono::Utc::now };
    let typed = cli::typed(std::env::args_os()).unwrap_or_else(|wrong| wrong.exit());
    match cli::run(&typed, clock) {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(error) => {
            let code = cli::Exit::of_error(&error).code();
            // Nothing can be done about a standard error that cannot be written to.
            let _ = cli::fail(&error, code);
            ExitCode::from(code)
        }
    }
}
