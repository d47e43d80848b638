//! What was typed, taken apart; of wrong usage nothing personal is repeated.

use super::arguments::Cli;
use crate::domain::number::looks_personal;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use std::ffi::OsString;

/// Stands in a message for an argument that may be somebody's number.
const NOT_REPEATED: &str = "(not repeated)";

/// The command line, or what is to be said instead: help, or how it is wrong.
pub fn typed(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    Cli::try_parse_from(&arguments).map_err(|fault| {
        let is_personal = |argument: &OsString| looks_personal(&argument.to_string_lossy());
        if !arguments.iter().any(is_personal) {
            return fault;
        }
        let hidden = arguments.iter().map(|argument| {
            if is_personal(argument) { OsString::from(NOT_REPEATED) } else { argument.clone() }
        });
        // The same fault, told of other words; if there is none in those, what was hidden is at fault.
        Cli::try_parse_from(hidden).err().unwrap_or_else(|| {
            let at_fault = "an argument that holds something like a personal number cannot be taken";
            Cli::command().error(ErrorKind::ValueValidation, at_fault)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> String {
        typed(line.split(' ').map(OsString::from)).unwrap_err().to_string()
    }

    #[test]
    fn a_number_in_the_wrong_place_is_not_repeated() {
        for line in [
            "kaa-sync explain 46 199807302386",
            "kaa-sync runs 19980730-2386",
            "kaa-sync queue list --step 199807302386",
            "kaa-sync register --on 199807302386",
            "kaa-sync 199807302386",
            "kaa-sync run --extracts x --allow removals=199807302386x --because y",
        ] {
            let said = said(line);
            assert!(!said.contains("0730") && said.contains("error: "), "{line}: {said}");
        }
        assert!(
            said("kaa-sync explain 46 199807302386").contains("unexpected argument '(not repeated)' found")
        );
    }

    #[test]
    fn other_words_are() {
        assert!(said("kaa-sync queue list --step lettr").contains("'lettr'"));
    }
}
