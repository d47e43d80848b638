//! Which groups are hidden in what is published: the small ones, and those that would give them away.

use super::tally::Quantity;
use std::collections::BTreeSet;

/// Groups of at least so many persons are shown; nobody is a group of nobody.
const SMALLEST_SHOWN: u64 = 5;

/// The quantities to hide. Each equation holds quantities of which all but one give away the last.
pub fn hidden(quantities: &[u64], equations: &[Vec<Quantity>]) -> BTreeSet<Quantity> {
    let mut hidden: BTreeSet<Quantity> =
        (0..).map(Quantity).zip(quantities).filter(|(_, size)| is_small(**size)).map(|(q, _)| q).collect();
    while let Some(next) = equations.iter().find_map(|equation| given_away(quantities, equation, &hidden)) {
        hidden.insert(next);
    }
    hidden
}

fn is_small(size: u64) -> bool {
    (1..SMALLEST_SHOWN).contains(&size)
}

/// What else an equation has to hide: the smallest of those shown, where a single one is hidden.
fn given_away(quantities: &[u64], equation: &[Quantity], hidden: &BTreeSet<Quantity>) -> Option<Quantity> {
    let (hides, shows): (Vec<Quantity>, Vec<Quantity>) =
        equation.iter().copied().partition(|quantity| hidden.contains(quantity));
    if hides.len() != 1 {
        return None;
    }
    shows.into_iter().min_by_key(|quantity| (quantities.get(quantity.0).copied(), *quantity))
}
