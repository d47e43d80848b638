//! The matrix as an aligned table, and as the page that is kept.

use super::expected::{But, Defect, Doubted, Is, Kept, Waits};
use std::collections::BTreeSet;

const HEAD: [&str; 6] = ["defect", "in", "verdict", "code", "exit", "register changed?"];

const TOO_MUCH: &str = "Too much change";
const EXITS: [&str; 5] = ["0", "1", "3", "4", "6"];

/// Those whose files each have news, and the same without the documents.
const ALL: [(&str, &str); 2] =
    [("folkbokforing, uedb, ber, alfa, intyg", "all"), ("folkbokforing, uedb, ber, alfa", "all but intyg")];

/// How many nights ended with which exit code, then the rows of all sections, aligned.
pub fn text(sections: &[(&'static str, Vec<Defect>)], swaps: Vec<[String; 6]>) -> String {
    let exits = |defects: &[Defect]| defects.iter().map(|defect| defect.exit.to_string()).collect();
    let mut counted: Vec<(&str, Vec<String>)> =
        sections.iter().map(|(heading, defects)| (*heading, exits(defects))).collect();
    counted.push((TOO_MUCH, swaps.iter().map(|row| row[4].clone()).collect()));
    let sections = sections.iter().map(|(heading, defects)| (*heading, merged(defects)));
    let mut text = section("Nights by exit code", &summary(&counted));
    for (heading, rows) in sections.chain([(TOO_MUCH, swaps)]) {
        text.push('\n');
        text += &section(heading, &[vec![HEAD.map(str::to_owned)], rows].concat());
    }
    text
}

/// Sections by exit code, and their sum.
fn summary(counted: &[(&str, Vec<String>)]) -> Vec<[String; 7]> {
    let row = |name: &str, exits: &[String]| {
        let count = |exit: &str| exits.iter().filter(|found| *found == exit).count();
        let counts = EXITS.map(count);
        assert_eq!(counts.iter().sum::<usize>(), exits.len(), "an exit code without a column");
        let [done, failed, faults, held, refused] = counts.map(|count| count.to_string());
        [name.to_owned(), exits.len().to_string(), done, failed, faults, held, refused]
    };
    let all: Vec<String> = counted.iter().flat_map(|(_, exits)| exits.clone()).collect();
    let [done, failed, faults, held, refused] = EXITS;
    let first = ["", "nights", done, failed, faults, held, refused].map(str::to_owned);
    let rows = counted.iter().map(|(name, exits)| row(name, exits));
    std::iter::once(first).chain(rows).chain([row("all", &all)]).collect()
}

/// A heading and a table whose first row is its head.
fn section<const N: usize>(heading: &str, rows: &[[String; N]]) -> String {
    let widths: [usize; N] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap());
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, widths)).collect();
    lines.insert(1, line(&widths.map(|width| "-".repeat(width)), widths));
    format!("### {heading}\n\n{}", lines.concat())
}

fn line<const N: usize>(cells: &[String; N], widths: [usize; N]) -> String {
    let padded: Vec<String> =
        cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
    format!("| {} |\n", padded.join(" | "))
}

/// Rows that differ in the source alone are one, and those of one defect stand together.
fn merged(defects: &[Defect]) -> Vec<[String; 6]> {
    let mut rows: Vec<[String; 6]> = Vec::new();
    for defect in defects {
        let row = row(defect);
        let same = |other: &&mut [String; 6]| other[0] == row[0] && other[2..] == row[2..];
        if let Some(other) = rows.iter_mut().find(same) {
            other[1] = [&other[1], ", ", &row[1]].concat();
        } else {
            let place = rows.iter().rposition(|other| other[0] == row[0]);
            rows.insert(place.map_or(rows.len(), |place| place + 1), row);
        }
    }
    for row in &mut rows {
        if let Some((_, short)) = ALL.iter().find(|(all, _)| *all == row[1]) {
            (*short).clone_into(&mut row[1]);
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
