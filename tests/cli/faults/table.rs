//! The matrix as an aligned table, and as the page that is kept.

use super::expected::{But, Defect, Doubted, Is, Kept, Waits};
use std::collections::BTreeSet;

const HEAD: [&str; 6] = ["defect", "in", "verdict", "code", "exit", "register changed by it?"];

/// The rows of all sections, aligned.
pub fn text(sections: &[(&'static str, Vec<Defect>)], swaps: Vec<[String; 6]>) -> String {
    let sections = sections.iter().map(|(heading, defects)| (*heading, merged(defects)));
    let rows: Vec<(&str, Vec<[String; 6]>)> = sections.chain([("Too much change", swaps)]).collect();
    let all = || rows.iter().flat_map(|(_, rows)| rows);
    let widths: [usize; 6] = std::array::from_fn(|column| {
        let cells = all().map(|row| row[column].chars().count());
        cells.chain([HEAD[column].chars().count()]).max().unwrap()
    });
    let mut text = String::new();
    for (heading, rows) in &rows {
        text += &["### ", heading, "\n\n"].concat();
        text += &line(&HEAD.map(str::to_owned), widths);
        text += &line(&widths.map(|width| "-".repeat(width)), widths);
        text.extend(rows.iter().map(|row| line(row, widths)));
        text.push('\n');
    }
    text.pop();
    text
}

fn line(cells: &[String; 6], widths: [usize; 6]) -> String {
    let padded: Vec<String> =
        cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
    format!("| {} |\n", padded.join(" | "))
}

/// Rows that differ in the source alone are one.
fn merged(defects: &[Defect]) -> Vec<[String; 6]> {
    let mut rows: Vec<[String; 6]> = Vec::new();
    for defect in defects {
        let row = row(defect);
        let same = |other: &&mut [String; 6]| other[0] == row[0] && other[2..] == row[2..];
        match rows.iter_mut().find(same) {
            Some(other) => other[1] = [&other[1], ", ", &row[1]].concat(),
            None => rows.push(row),
        }
    }
    rows
}

fn row(defect: &Defect) -> [String; 6] {
    let (providers, verdicts, codes) = sources(defect);
    let exit = defect.exit.to_string();
    [defect.name.to_owned(), providers, verdicts, codes, exit, changed(&defect.kept)]
}

fn sources(defect: &Defect) -> (String, String, String) {
    let places = defect.quarantine.iter().map(|place| {
        let parts: Vec<&str> = place.split(':').collect();
        (parts[0], "accepted", parts[3])
    });
    let about = defect.about.map(|provider| (provider, "accepted", "")).into_iter();
    let listed = defect.sources.iter().copied().filter(|(_, verdict, _)| !verdict.is_empty());
    let mut all: Vec<(&str, &str, &str)> = listed.chain(places).collect();
    let known: BTreeSet<&str> = all.iter().map(|(provider, ..)| *provider).collect();
    all.extend(about.filter(|(provider, ..)| !known.contains(provider)));
    let joined = |part: fn(&(&str, &str, &str)) -> String| {
        let mut parts: Vec<String> = Vec::new();
        for value in all.iter().map(part).filter(|value| !value.is_empty()) {
            if !parts.contains(&value) {
                parts.push(value);
            }
        }
        parts.join(", ")
    };
    (joined(|all| all.0.to_owned()), joined(|all| all.1.to_owned()), joined(|all| all.2.to_owned()))
}

fn changed(kept: &Kept) -> String {
    match kept {
        Kept::AsWithout => "no".to_owned(),
        Kept::But(buts) => buts_of(buts),
        Kept::AsBefore => "no: as the night before".to_owned(),
        Kept::None => "there is none, and none is made".to_owned(),
        Kept::Empty => "no: stays empty".to_owned(),
    }
}

fn buts_of(buts: &[But]) -> String {
    match buts {
        [Waits(_)] => "no: its news waits".to_owned(),
        [Doubted(_, reason)] => format!("no: its news waits, {reason}"),
        [Is { told, .. }] => (*told).to_owned(),
        [] | [_, ..] => "no: their news waits".to_owned(),
    }
}

/// The page in the docs: what the table means, and the table.
pub fn page(table: &str) -> String {
    format!("{}{table}", include_str!("preface.md"))
}
