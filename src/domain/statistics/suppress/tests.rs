//! What is hidden of small tables typed out, and that no reader of a generated one can tell a small group's size.

use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn equation(left: &[usize], right: &[usize]) -> Equation {
    let places = |of: &[usize]| of.iter().copied().map(Quantity).collect();
    Equation { left: places(left), right: places(right) }
}

/// The table as it is published, hidden groups as `..`.
fn published(sizes: &[u64], equations: &[(&[usize], &[usize])]) -> String {
    let equations: Vec<Equation> = equations.iter().map(|(left, right)| equation(left, right)).collect();
    let hidden = hidden(Groups { sizes, equations: &equations, unshown: &BTreeSet::new() });
    let show = |(place, size): (usize, &u64)| {
        if hidden.contains(&Quantity(place)) { "..".to_owned() } else { size.to_string() }
    };
    sizes.iter().enumerate().map(show).collect::<Vec<_>>().join(" ")
}

#[test]
fn groups_of_one_to_four_are_hidden_and_nobody_is_shown_as_nobody() {
    assert_eq!(published(&[0, 1, 4, 5, 6], &[]), "0 .. .. 5 6");
}

#[test]
fn a_single_small_group_takes_the_smallest_other_with_it() {
    // Three lanes and their total.
    assert_eq!(published(&[30, 3, 12, 45], &[(&[0, 1, 2], &[3])]), "30 .. .. 45");
}

#[test]
fn two_small_groups_protect_each_other() {
    assert_eq!(published(&[30, 3, 2, 35], &[(&[0, 1, 2], &[3])]), "30 .. .. 35");
}

#[test]
fn groups_of_one_are_given_away_by_how_many_they_are() {
    // Each is somebody, and together they are three.
    assert_eq!(published(&[1, 1, 1, 20, 23], &[(&[0, 1, 2, 3], &[4])]), ".. .. .. .. 23");
    assert_eq!(published(&[1, 1, 2, 20, 24], &[(&[0, 1, 2, 3], &[4])]), ".. .. .. 20 24");
}

#[test]
fn groups_of_four_are_given_away_by_how_many_they_are() {
    // None is more than four, and together they are eight.
    assert_eq!(published(&[4, 4, 20, 28], &[(&[0, 1, 2], &[3])]), ".. .. .. 28");
    assert_eq!(published(&[4, 3, 20, 27], &[(&[0, 1, 2], &[3])]), ".. .. 20 27");
}

#[test]
fn a_total_is_hidden_when_nothing_else_is_left_and_a_zero_stays() {
    assert_eq!(published(&[4, 4, 0, 8], &[(&[0, 1, 2], &[3])]), ".. .. 0 ..");
    assert_eq!(published(&[1, 5, 0, 6], &[(&[0, 1, 2], &[3])]), ".. .. 0 ..");
}

#[test]
fn a_small_total_is_hidden_beside_its_only_part() {
    assert_eq!(published(&[3, 0, 0, 3], &[(&[0, 1, 2], &[3])]), ".. 0 0 ..");
}

#[test]
fn a_total_hidden_in_one_division_is_protected_in_the_other() {
    // By sex: 4 and 4, so the total of 8 has to go; by age: 8 and nobody would tell it.
    let by_sex: (&[usize], &[usize]) = (&[0, 1], &[4]);
    let by_age: (&[usize], &[usize]) = (&[2, 3], &[4]);
    assert_eq!(published(&[4, 4, 8, 0, 8], &[by_sex, by_age]), ".. .. .. 0 ..");
}

#[test]
fn a_balance_hides_two_of_its_four_lines() {
    // Opening 40, in 3, out 10, closing 33.
    assert_eq!(published(&[40, 3, 10, 33], &[(&[0, 1], &[2, 3])]), "40 .. .. 33");
    // Nobody out: hiding that would not hide the 3.
    assert_eq!(published(&[40, 3, 0, 43], &[(&[0, 1], &[2, 3])]), ".. .. 0 43");
}

#[test]
fn what_one_month_hides_the_next_one_does_not_tell() {
    // Opening 40, in 3 = out 0, closing 43; in 50 = out 60, closing 33. The first month's closing is the second's opening.
    let july: (&[usize], &[usize]) = (&[0, 1], &[2, 3]);
    let august: (&[usize], &[usize]) = (&[3, 4], &[5, 6]);
    assert_eq!(published(&[70, 3, 30, 43, 50, 60, 33], &[july, august]), "70 .. .. 43 50 60 33");
    assert_eq!(published(&[70, 3, 0, 73, 50, 90, 33], &[july, august]), ".. .. 0 73 50 90 33");
    // Where only the closing balance can protect, the next month has to hide another of its own.
    assert_eq!(published(&[0, 2, 0, 2, 50, 20, 32], &[july, august]), "0 .. 0 .. 50 .. 32");
}

#[test]
fn what_is_told_in_a_roundabout_way_is_known() {
    // 3 + 17 = 20, 17 + 23 = 40, 23 + 9 = 32, with 3, 17 and 23 hidden.
    let sizes = [3, 17, 23, 9, 20, 40, 32];
    let equations = [equation(&[1, 2], &[5]), equation(&[0, 1], &[4]), equation(&[2, 3], &[6])];
    let groups = Groups { sizes: &sizes, equations: &equations, unshown: &BTreeSet::new() };
    let known = groups.work_out(&(0..3).map(Quantity).collect());
    let exactly = |size| Bounds { least: size, most: size };
    assert_eq!(known.into_values().collect::<Vec<_>>(), [exactly(3), exactly(17), exactly(23)]);
}

#[test]
fn four_ones_that_are_all_there_is_are_hidden_with_their_total() {
    assert_eq!(published(&[1, 1, 1, 1, 4], &[(&[0, 1, 2, 3], &[4])]), ".. .. .. .. ..");
}

#[test]
fn five_thousand_groups_are_looked_through_in_time() {
    // A chain of months: opening + in = out + closing. Every second month nobody goes out.
    let (mut sizes, mut equations) = (vec![20_000], Vec::new());
    for month in 0..1_666 {
        let (opening, out) = (sizes.len() - 1, if month % 2 == 0 { 10 } else { 0 });
        sizes.extend([3, out, sizes[opening] + 3 - out]);
        equations.push(equation(&[opening, opening + 1], &[opening + 2, opening + 3]));
    }
    let started = Instant::now();
    let hidden = hidden(Groups { sizes: &sizes, equations: &equations, unshown: &BTreeSet::new() });
    assert!(hidden.len() >= 2 * 1_666, "{}", hidden.len());
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

/// Quantities of a report and what adds up, grown without a circle.
#[derive(Clone, Debug)]
struct Grown {
    sizes: Vec<u64>,
    equations: Vec<Equation>,
    unshown: BTreeSet<Quantity>,
}

#[derive(Clone, Debug)]
enum Growth {
    /// Some groups add up to what there is already, or to one more.
    Divide(prop::sample::Index, Vec<u64>),
    /// Quantities on both sides of what there is already.
    Balance(prop::sample::Index, u64, u64),
    /// What there is already is a part of something new.
    Extend(prop::sample::Index, u64),
}

fn any_size() -> impl Strategy<Value = u64> {
    prop_oneof![2 => Just(0), 5 => 1_u64..5, 4 => 5_u64..9]
}

fn any_growth() -> impl Strategy<Value = Growth> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        3 => (at(), prop::collection::vec(any_size(), 1..=2)).prop_map(|(at, cuts)| Growth::Divide(at, cuts)),
        1 => (at(), any_size(), any_size()).prop_map(|(at, came, went)| Growth::Balance(at, came, went)),
        2 => (at(), any_size()).prop_map(|(at, more)| Growth::Extend(at, more)),
    ]
}

fn any_grown() -> impl Strategy<Value = Grown> {
    (any_size(), prop::collection::vec(any_growth(), 1..=3)).prop_map(|(first, growths)| {
        let mut grown = Grown { sizes: vec![first], equations: Vec::new(), unshown: BTreeSet::new() };
        for growth in growths {
            grown.grow(growth);
        }
        grown
    })
}

impl Grown {
    fn hidden(&self) -> BTreeSet<Quantity> {
        hidden(Groups { sizes: &self.sizes, equations: &self.equations, unshown: &self.unshown })
    }

    fn add(&mut self, size: u64) -> usize {
        self.sizes.push(size);
        self.sizes.len() - 1
    }

    fn grow(&mut self, growth: Growth) {
        match growth {
            Growth::Divide(at, cuts) => {
                let whole = at.index(self.sizes.len());
                let mut rest = self.sizes[whole];
                let mut parts = Vec::new();
                for cut in cuts {
                    let part = cut.min(rest);
                    rest -= part;
                    parts.push(self.add(part));
                }
                parts.push(self.add(rest));
                self.equations.push(equation(&parts, &[whole]));
            }
            Growth::Balance(at, came, went) => {
                let opening = at.index(self.sizes.len());
                let there = self.sizes[opening] + came;
                let (went, came) = (self.add(went.min(there)), self.add(came));
                let closing = self.add(there - self.sizes[went]);
                self.equations.push(equation(&[opening, came], &[went, closing]));
            }
            Growth::Extend(at, more) => {
                let part = at.index(self.sizes.len());
                let other = self.add(more);
                let whole = self.add(self.sizes[part] + more);
                self.equations.push(equation(&[part, other], &[whole]));
            }
        }
    }
}

/// What a reader takes for granted of a hidden group.
#[derive(Clone, Copy)]
enum Reader {
    /// It is somebody.
    SeesThatItIsHidden,
    /// It is somebody, and fewer than five or not.
    SeesWhichAreSmall,
}

/// Tries every table that a reader cannot tell from the true one, nearest values first.
struct Audit<'a> {
    grown: &'a Grown,
    reader: Reader,
    guesses: Vec<Option<u64>>,
}

impl<'a> Audit<'a> {
    fn of(grown: &'a Grown, hidden: &BTreeSet<Quantity>, reader: Reader) -> Self {
        let shown = |(place, size): (usize, &u64)| (!hidden.contains(&Quantity(place))).then_some(*size);
        Self { grown, reader, guesses: grown.sizes.iter().enumerate().map(shown).collect() }
    }

    /// The small groups that can be nothing but what they are.
    fn told(&self) -> Vec<usize> {
        let small = (0..self.guesses.len()).filter(|place| (1..=4).contains(&self.grown.sizes[*place]));
        small.filter(|place| self.guesses[*place].is_some() || !self.can_be_another(*place)).collect()
    }

    fn can_be_another(&self, place: usize) -> bool {
        let others = self.values(place).into_iter().filter(|value| *value != self.grown.sizes[place]);
        others.into_iter().any(|value| {
            let mut guesses = self.guesses.clone();
            guesses[place] = Some(value);
            self.is_possible(guesses)
        })
    }

    /// What a reader holds for possible of a group, up to the double of the largest.
    fn values(&self, place: usize) -> Vec<u64> {
        let most = 2 * self.grown.sizes.iter().max().unwrap();
        let size = self.grown.sizes[place];
        let mut values: Vec<u64> = match self.reader {
            _ if self.grown.unshown.contains(&Quantity(place)) => (0..=most).collect(),
            Reader::SeesThatItIsHidden => (1..=most).collect(),
            Reader::SeesWhichAreSmall if size < 5 => (1..=4).collect(),
            Reader::SeesWhichAreSmall => (5..=most).collect(),
        };
        values.sort_by_key(|value| value.abs_diff(size));
        values
    }

    /// What an equation still asks: the places without a guess, and what the left lacks of the right.
    fn asks(equation: &Equation, guesses: &[Option<u64>]) -> (Vec<(usize, i64)>, i64) {
        let (mut open, mut lacks) = (Vec::new(), 0);
        for (side, sign) in [(&equation.left, 1), (&equation.right, -1)] {
            for Quantity(place) in side {
                match guesses[*place] {
                    Some(value) => lacks -= sign * i64::try_from(value).unwrap(),
                    None => open.push((*place, sign)),
                }
            }
        }
        (open, lacks)
    }

    fn is_possible(&self, mut guesses: Vec<Option<u64>>) -> bool {
        let asked = |guesses: &[Option<u64>]| {
            let asks = self.grown.equations.iter().map(|equation| Self::asks(equation, guesses));
            asks.filter(|(open, lacks)| !open.is_empty() || *lacks != 0).min_by_key(|(open, _)| open.len())
        };
        match asked(&guesses) {
            None => true,
            Some((open, lacks)) => match open[..] {
                [] => false,
                [(place, sign)] => u64::try_from(sign * lacks).is_ok_and(|value| {
                    guesses[place] = Some(value);
                    self.values(place).contains(&value) && self.is_possible(guesses)
                }),
                [(place, _), ..] => self.values(place).into_iter().any(|value| {
                    guesses[place] = Some(value);
                    self.is_possible(guesses.clone())
                }),
            },
        }
    }
}

/// Letters and those answered, of all of them and of those at the start of the year: a circle of parts.
fn any_circle() -> impl Strategy<Value = Grown> {
    [any_size(), any_size(), any_size(), any_size()].prop_map(|[both, early, answered, neither]| {
        let (of_early, of_answered) = (both + early, both + answered);
        let all = of_early + answered + neither;
        let sizes =
            vec![all, of_early, of_answered, both, answered + neither, early + neither, answered, early];
        let part_of = |part, rest, whole| equation(&[part, rest], &[whole]);
        let equations = vec![part_of(1, 4, 0), part_of(2, 5, 0), part_of(3, 6, 2), part_of(3, 7, 1)];
        Grown { sizes, equations, unshown: (4..8).map(Quantity).collect() }
    })
}

/// School units and their total: entries, of them late, and of them in time.
fn any_table() -> impl Strategy<Value = Grown> {
    prop::collection::vec((any_size(), any_size()), 1..=3).prop_map(|units| {
        let columns = |(late, in_time): &(u64, u64)| [late + in_time, *late, *in_time];
        let rows: Vec<[u64; 3]> = units.iter().map(columns).collect();
        let total = [0, 1, 2].map(|column: usize| rows.iter().map(|row| row[column]).sum());
        let sizes: Vec<u64> = rows.iter().chain([&total]).flatten().copied().collect();
        let by_row = (0..=rows.len()).map(|row| equation(&[3 * row + 1, 3 * row + 2], &[3 * row]));
        let by_column = (0..3).map(|column| {
            let parts: Vec<usize> = (0..rows.len()).map(|row| 3 * row + column).collect();
            equation(&parts, &[3 * rows.len() + column])
        });
        let unshown = (0..=rows.len()).map(|row| Quantity(3 * row + 2)).collect();
        Grown { sizes, equations: by_row.chain(by_column).collect(), unshown }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_small_group_can_be_told_from_what_is_published(grown in any_grown()) {
        let hidden = grown.hidden();
        prop_assert_eq!(Audit::of(&grown, &hidden, Reader::SeesThatItIsHidden).told(), Vec::<usize>::new());
    }

    #[test]
    fn nor_by_who_knows_which_are_small_unless_hiding_all_of_them_would_not_help(grown in any_grown()) {
        let hidden = grown.hidden();
        let told = Audit::of(&grown, &hidden, Reader::SeesWhichAreSmall).told();
        if !told.is_empty() {
            let places = (0..grown.sizes.len()).filter(|place| grown.sizes[*place] > 0);
            let all = places.map(Quantity).collect();
            let anyway = Audit::of(&grown, &all, Reader::SeesWhichAreSmall).told();
            prop_assert!(told.iter().all(|place| anyway.contains(place)), "{told:?} of {hidden:?}");
        }
    }

    #[test]
    fn nothing_is_hidden_but_somebody_and_only_where_somebody_is_few(grown in any_grown()) {
        let hidden = grown.hidden();
        prop_assert!(hidden.iter().all(|Quantity(place)| grown.sizes[*place] > 0));
        let few = grown.sizes.iter().any(|size| (1..=4).contains(size));
        prop_assert_eq!(few, !hidden.is_empty());
    }

    #[test]
    fn nor_where_parts_of_parts_go_in_a_circle(grown in prop_oneof![any_circle(), any_table()]) {
        let hidden = grown.hidden();
        prop_assert_eq!(Audit::of(&grown, &hidden, Reader::SeesThatItIsHidden).told(), Vec::<usize>::new());
    }
}
