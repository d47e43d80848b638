//! Which groups are hidden in what is published: the small ones, and those that would give them away.
//!
//! A reader is taken to know what adds up to what, that nobody is shown as 0, and even which of the hidden
//! groups are small: from that no small group's size may follow. Only where every group it is bound to is hidden
//! already, or is nobody, is there nothing left to hide; then a reader who knows which are small may still tell,
//! but not one who only sees that they are hidden, for all of them may be twice as large.

use super::tally::Quantity;
use std::collections::{BTreeMap, BTreeSet};

/// Groups of at least so many persons are shown; nobody is a group of nobody.
const SMALLEST_SHOWN: u64 = 5;
/// More than any quantity: the most that a hidden group can be, as far as is known.
const UNBOUNDED: i128 = 1 << 100;
/// A bound that was worked out from an unbounded one lies beyond this, and says nothing.
const FAR: i128 = 1 << 90;

/// Quantities that add up to as much as others. Bounds are worked out one equation at a time. They are the best there
/// are where the equations of a report, by the quantities they share, do not go in a circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// The ones.
    pub left: Vec<Quantity>,
    /// The others.
    pub right: Vec<Quantity>,
}

impl Equation {
    /// Each quantity with its sign when all of them stand on the left.
    fn terms(&self) -> impl Iterator<Item = (Quantity, i128)> {
        let left = self.left.iter().map(|quantity| (*quantity, 1));
        left.chain(self.right.iter().map(|quantity| (*quantity, -1)))
    }

    fn holds(&self, quantity: Quantity) -> bool {
        self.left.contains(&quantity) || self.right.contains(&quantity)
    }
}

/// The least and the most that a reader knows a hidden group to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bounds {
    least: i128,
    most: i128,
}

/// What a reader knows of each hidden group.
type Known = BTreeMap<Quantity, Bounds>;

/// The groups of a report, and what a reader knows of them beforehand.
#[derive(Clone, Copy, Debug)]
pub struct Groups<'a> {
    /// How large each is, by its place.
    pub sizes: &'a [u64],
    /// What adds up to what.
    pub equations: &'a [Equation],
    /// Those in no cell.
    pub unshown: &'a BTreeSet<Quantity>,
}

/// The groups to hide; with them those that are in no cell.
pub fn hidden(groups: Groups<'_>) -> BTreeSet<Quantity> {
    let places = (0..groups.sizes.len()).map(Quantity);
    let mut hidden: BTreeSet<Quantity> = places.filter(|place| is_small(groups.size(*place))).collect();
    hidden.extend(groups.unshown);
    loop {
        let more = groups.more_to_hide(&hidden);
        if more.is_empty() {
            return hidden;
        }
        hidden.extend(more);
    }
}

fn is_small(size: u64) -> bool {
    (1..SMALLEST_SHOWN).contains(&size)
}

impl Groups<'_> {
    fn size(self, quantity: Quantity) -> u64 {
        self.sizes.get(quantity.0).copied().unwrap_or_default()
    }

    /// What protects the small groups that are given away and can still be protected; of those bound to each other
    /// one at a time, for what protects the one may protect the others.
    fn more_to_hide(self, hidden: &BTreeSet<Quantity>) -> BTreeSet<Quantity> {
        let mut more = BTreeSet::new();
        for (quantity, bounds) in self.work_out(hidden) {
            let is_given_away = is_small(self.size(quantity)) && bounds.least == bounds.most;
            if is_given_away && !self.are_bound(quantity, &more) {
                more.extend(self.complement(hidden, quantity));
            }
        }
        more
    }

    fn are_bound(self, quantity: Quantity, others: &BTreeSet<Quantity>) -> bool {
        let bound = self.equations.iter().filter(|equation| equation.holds(quantity));
        bound.flat_map(Equation::terms).any(|(other, _)| others.contains(&other))
    }

    /// Works out what can be known of the hidden groups, until no equation tells more.
    fn work_out(self, hidden: &BTreeSet<Quantity>) -> Known {
        let mut known: Known = hidden.iter().map(|quantity| (*quantity, self.at_first(*quantity))).collect();
        let mut goes_on = true;
        while goes_on {
            goes_on = false;
            // To and fro, so that what one end of a chain tells is known at the other in one turn.
            for equation in self.equations.iter().chain(self.equations.iter().rev()) {
                goes_on |= self.narrow(equation, &mut known);
            }
        }
        known
    }

    /// What is known of a hidden group before anything is worked out: whether it is small. Of one in no cell,
    /// nothing.
    fn at_first(self, quantity: Quantity) -> Bounds {
        let (nobody, one, first_shown) = (0, 1, i128::from(SMALLEST_SHOWN));
        if self.unshown.contains(&quantity) {
            Bounds { least: nobody, most: UNBOUNDED }
        } else if is_small(self.size(quantity)) {
            Bounds { least: one, most: first_shown - 1 }
        } else {
            Bounds { least: first_shown, most: UNBOUNDED }
        }
    }

    /// What an equation tells of its hidden groups: what is shown gives away what they come to together, and the
    /// bounds of all but one bound the one. Says whether anything was news.
    fn narrow(self, equation: &Equation, known: &mut Known) -> bool {
        let (mut together, mut least, mut most) = (0, 0, 0);
        for (quantity, sign) in equation.terms() {
            if let Some(bounds) = known.get(&quantity) {
                together += sign * i128::from(self.size(quantity));
                least += bounds.signed(sign).least;
                most += bounds.signed(sign).most;
            }
        }
        let mut is_news = false;
        for (quantity, sign) in equation.terms() {
            if let Some(bounds) = known.get_mut(&quantity) {
                let own = bounds.signed(sign);
                let told =
                    Bounds { least: together - (most - own.most), most: together - (least - own.least) };
                is_news |= bounds.take_in(told.signed(sign));
            }
        }
        is_news
    }

    /// What else to hide for a small group that is given away: the smallest group shown that it is bound to, in the
    /// equation that hides the fewest. If those show nothing but 0, further on along hidden groups. A 0 stays: hiding
    /// it would make no hidden group larger.
    fn complement(self, hidden: &BTreeSet<Quantity>, given_away: Quantity) -> Option<Quantity> {
        let mut reached = BTreeSet::from([given_away]);
        let mut left: Vec<&Equation> = self.equations.iter().collect();
        loop {
            let touches = |equation: &&Equation| reached.iter().any(|quantity| equation.holds(*quantity));
            let (near, far): (Vec<&Equation>, Vec<&Equation>) = left.into_iter().partition(touches);
            if near.is_empty() {
                return None;
            }
            let shown = near.iter().flat_map(|equation| self.shown_in(equation, hidden));
            if let Some((_, _, smallest)) = shown.min() {
                return Some(smallest);
            }
            let terms = near.iter().flat_map(|equation| equation.terms());
            reached =
                terms.map(|(quantity, _)| quantity).filter(|quantity| hidden.contains(quantity)).collect();
            left = far;
        }
    }

    /// The groups of somebody that an equation shows, each behind how many it hides and its size.
    fn shown_in(
        self,
        equation: &Equation,
        hidden: &BTreeSet<Quantity>,
    ) -> impl Iterator<Item = (usize, u64, Quantity)> {
        let hides = equation.terms().filter(|(quantity, _)| hidden.contains(quantity)).count();
        let shown =
            equation.terms().map(|(quantity, _)| quantity).filter(|quantity| !hidden.contains(quantity));
        shown.map(move |quantity| (hides, self.size(quantity), quantity)).filter(|(_, size, _)| *size > 0)
    }
}

impl Bounds {
    /// Of the group with its sign.
    fn signed(self, sign: i128) -> Self {
        if sign < 0 { Self { least: -self.most, most: -self.least } } else { self }
    }

    /// Takes what is narrower; says whether anything was.
    fn take_in(&mut self, told: Self) -> bool {
        let before = *self;
        self.least = self.least.max(told.least);
        if told.most < FAR {
            self.most = self.most.min(told.most);
        }
        *self != before
    }
}

#[cfg(test)]
mod tests;
