//! Medians and percentiles of whole days.

use super::figures::HalfDays;

/// The middle value; between two middle values, half way. None of nothing.
pub fn median(mut days: Vec<i64>) -> Option<HalfDays> {
    days.sort_unstable();
    let upper = days.get(days.len() / 2)?;
    let lower = days.get(days.len().saturating_sub(1) / 2)?;
    Some(HalfDays(lower + upper))
}

/// The smallest value that is not exceeded by at least so many per cent of all (nearest rank).
pub fn percentile(mut days: Vec<i64>, percent: usize) -> Option<HalfDays> {
    days.sort_unstable();
    let rank = (days.len() * percent).div_ceil(100).max(1);
    days.get(rank - 1).map(|days| HalfDays(2 * days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_lies_in_the_middle_or_half_way_between_two() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![7]), Some(HalfDays(14)));
        assert_eq!(median(vec![9, 1, 4]), Some(HalfDays(8)));
        assert_eq!(median(vec![9, 1, 4, 5]), Some(HalfDays(9)));
    }

    #[test]
    fn nine_tenths_do_not_exceed_the_90th_percentile() {
        assert_eq!(percentile(vec![], 90), None);
        assert_eq!(percentile(vec![3], 90), Some(HalfDays(6)));
        assert_eq!(percentile((1..=10).collect(), 90), Some(HalfDays(18)));
        assert_eq!(percentile((1..=11).collect(), 90), Some(HalfDays(20)));
    }
}
