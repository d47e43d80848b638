//! Names of the columns of files for other programs.
//!
//! A struct, so that a language that lacks one does not compile. The names are those by which a mail merge finds
//! a column: letters, figures and underscores alone.

/// Names of columns in one language; each field is named for what the column holds.
#[derive(Debug)]
#[allow(missing_docs)] // the names are the English words themselves
pub struct Columns {
    pub given_name: &'static str,
    pub middle_name: &'static str,
    pub family_name: &'static str,
    pub care_of: &'static str,
    pub street: &'static str,
    pub postcode: &'static str,
    pub town: &'static str,
    pub personnummer: &'static str,
    pub telephone: &'static str,
    pub step: &'static str,
    pub attempt: &'static str,
    pub variant: &'static str,
    pub owner: &'static str,
    pub due_by: &'static str,
    pub visit_day: &'static str,
    pub task: &'static str,
    pub entry: &'static str,
}
