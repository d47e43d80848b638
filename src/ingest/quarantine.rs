//! Rows that cannot be believed, as values: where, which column, what kind, about whom.
//!
//! Holds no cell of the row; what tells one such row from another is a digest.

use crate::config::profile::{Field, Profile};
use crate::domain::codes::{Code, RowFault};
use crate::domain::number::Number;
use crate::domain::record::{PlacementKey, Rejected};
use crate::hex::hex;
use sha2::{Digest, Sha256};

/// Bytes of the digest that are kept: enough that no two rows of a municipality meet.
const FINGERPRINT_BYTES: usize = 16;

/// A row that was read and found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faulty {
    /// The first column at fault.
    pub field: Field,
    /// What is wrong with it.
    pub fault: RowFault,
    /// Whom the row is about, where that could be read.
    pub number: Option<Number>,
    /// Which placement, where that could be read.
    pub key: Option<PlacementKey>,
}

/// Whose file a row stood in.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// The source's declaration.
    pub profile: &'a Profile,
    /// Its provider.
    pub provider: &'a str,
}

impl Origin<'_> {
    /// A row with a fault in a column. `key` are its key cells as delivered.
    pub fn reject(&self, line: u64, faulty: Faulty, key: &[&[u8]]) -> Rejected {
        let field = self.profile.columns.get(&faulty.field).cloned();
        let fingerprint = self.fingerprint(key, field.as_deref(), faulty.fault);
        Rejected { line, field, fault: faulty.fault, number: faulty.number, key: faulty.key, fingerprint }
    }

    /// A row whose columns cannot be told apart: it names nobody. `row` is all of it.
    pub fn reject_shapeless(&self, line: u64, fault: RowFault, row: &[u8]) -> Rejected {
        let fingerprint = self.fingerprint(&[row], None, fault);
        Rejected { line, field: None, fault, number: None, key: None, fingerprint }
    }

    /// A row that contradicts another of its key.
    pub fn reject_conflicting(
        &self,
        line: u64,
        number: Number,
        key: Option<PlacementKey>,
        rest_of_key: &[&[u8]],
    ) -> Rejected {
        let fault = RowFault::DuplicateConflicting;
        // A digest is made of the number, and the number is not kept in it.
        let cells: Vec<&[u8]> =
            std::iter::once(number.as_str().as_bytes()).chain(rest_of_key.iter().copied()).collect();
        let fingerprint = self.fingerprint(&cells, None, fault);
        Rejected { line, field: None, fault, number: Some(number), key, fingerprint }
    }

    fn fingerprint(&self, key: &[&[u8]], field: Option<&str>, fault: RowFault) -> String {
        let mut digest = Sha256::new();
        let about = [self.profile.name.as_str(), self.provider, field.unwrap_or(""), fault.as_str()];
        for part in about.into_iter().map(str::as_bytes).chain(key.iter().copied()) {
            // Each part with its length, so that no two lists of parts run together.
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        hex(&digest.finalize()[..FINGERPRINT_BYTES])
    }
}
