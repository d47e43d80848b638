//! What can be typed of what people report.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `record`.
#[derive(Debug, Args)]
pub struct RecordArgs {
    /// What the file holds
    #[arg(value_enum, value_name = "KIND")]
    pub kind: RecordKind,
    /// The file, or `-` for standard input
    pub file: PathBuf,
    /// Take in the rows without a fault; the others are written, each with its line and code, into a new file
    #[arg(long, value_name = "REST")]
    pub partial: Option<PathBuf>,
    /// Show what it would change in the register and the queue; record nothing
    #[arg(long, conflicts_with = "partial")]
    pub plan: bool,
}

/// What can be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RecordKind {
    /// Attempts to reach somebody: `PERSONNUMMER;DATUM;KANAL;UTFALL;SVAR_PA;SYSSELSATTNING`
    Contacts,
    /// How somebody can be reached: `PERSONNUMMER;TELEFON;EPOST`
    ContactDetails,
    /// What a youth does: `PERSONNUMMER;SYSSELSATTNING;FRAN;TILL;KALLA`
    Occupations,
    /// Measures: `PERSONNUMMER;ATGARD;FRAN;TILL;AVSLUTSORSAK;SYSSELSATTNING_FORE;SYSSELSATTNING_EFTER`
    Measures,
    /// A person overrules the machine, for a time: `PERSONNUMMER;BESLUT;ORSAK;FRAN;TILL`
    Decisions,
    /// The form a school sends when a pupil leaves: `PERSONNUMMER;SKOLENHETSKOD;AVBROTTSDATUM`
    Interruptions,
    /// Whose a TF number or a samordningsnummer is: `ID;PERSONNUMMER`
    Pairings,
    /// Another register's entries, before the first night: `PERSONNUMMER;INSKRIVEN;ORSAK;LANE;KONTAKTSTEG`
    Entries,
}
