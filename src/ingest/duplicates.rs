//! Rows of one file with the same key: copies are one row, contradictions are none.
//!
//! Works on rows that are sound by themselves and knows no kind of source.

use std::cmp::Ordering;

/// What is left of the rows of a file, and what is not.
#[derive(Debug, PartialEq, Eq)]
pub struct Settled<R> {
    /// One row per key, in the order of the keys: the first line of several copies.
    pub rows: Vec<(u64, R)>,
    /// Every row of a key that has rows of different content.
    pub conflicting: Vec<(u64, R)>,
    /// Copies that were left out.
    pub merged: u64,
}

/// Sorts rows by key, then line, merges copies and takes out contradictions.
pub fn settle<R: PartialEq>(mut rows: Vec<(u64, R)>, order: impl Fn(&R, &R) -> Ordering) -> Settled<R> {
    rows.sort_unstable_by(|(line, row), (other_line, other)| order(row, other).then(line.cmp(other_line)));
    let mut contradicts = contradictions(&rows, &order).into_iter();
    let conflicting = rows.extract_if(.., |_| contradicts.next().unwrap_or(false)).collect();
    let before = rows.len();
    rows.dedup_by(|(_, next), (_, kept)| order(kept, next).is_eq());
    Settled { merged: (before - rows.len()) as u64, rows, conflicting }
}

/// For each of the sorted rows: whether another row of its key says otherwise.
fn contradictions<R: PartialEq>(sorted: &[(u64, R)], order: &impl Fn(&R, &R) -> Ordering) -> Vec<bool> {
    let mut contradicts = Vec::with_capacity(sorted.len());
    for group in sorted.chunk_by(|(_, row), (_, next)| order(row, next).is_eq()) {
        let differ = group.windows(2).any(|pair| pair[0].1 != pair[1].1);
        contradicts.extend(group.iter().map(|_| differ));
    }
    contradicts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_key(row: &(u8, &str), other: &(u8, &str)) -> Ordering {
        row.0.cmp(&other.0)
    }

    #[test]
    fn copies_are_merged_to_the_first_line_and_counted() {
        let settled = settle(vec![(4, (2, "a")), (3, (1, "b")), (2, (2, "a")), (9, (2, "a"))], by_key);
        let expected = Settled { rows: vec![(3, (1, "b")), (2, (2, "a"))], conflicting: vec![], merged: 2 };
        assert_eq!(settled, expected);
    }

    #[test]
    fn one_contradiction_takes_out_every_row_of_the_key_copies_included() {
        let settled = settle(vec![(2, (1, "a")), (3, (1, "a")), (4, (2, "a")), (5, (1, "b"))], by_key);
        let conflicting = vec![(2, (1, "a")), (3, (1, "a")), (5, (1, "b"))];
        assert_eq!(settled, Settled { rows: vec![(4, (2, "a"))], conflicting, merged: 0 });
    }
}
