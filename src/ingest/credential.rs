//! A row about a document alone, read and checked in the order of its columns.

use super::fields::Cells;
use super::quarantine::Faulty;
use crate::config::profile::Field;
use crate::domain::codes::RowFault;
use crate::domain::record::{CredentialRow, DocumentRow};
use crate::domain::rules::Tables;

/// What tells a document from another, as delivered.
pub const KEY: [Field; 2] = [Field::Number, Field::Document];

/// Reads and checks a row. A document that no table knows is no fault of the row.
pub fn read(cells: &mut Cells<'_>, tables: &Tables) -> Result<CredentialRow, Faulty> {
    let number = cells.number(Field::Number);
    let document = cells.code(Field::Document, RowFault::BadCode, |code| Some(tables.document(code)));
    let date = cells.optional_date(Field::DocumentDate);
    let (number, document) = cells.verdict(number.zip(document)).map_err(|(field, fault)| Faulty {
        field,
        fault,
        number,
        key: None,
    })?;
    Ok(CredentialRow { number, document: DocumentRow { document, date } })
}
