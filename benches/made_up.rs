//! What made-up towns are drawn from.
//!
//! Whoever is in one is born in the 2100s: no number here can belong to a living person.

use chrono::NaiveDate;

/// A stream of numbers that is the same on every machine (`SplitMix64`).
pub struct Lots(pub u64);

impl Lots {
    /// The next one.
    pub fn draw(&mut self) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        // Half the bits are plenty, and fit on every machine.
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap_or_default()
    }
}

/// A number with the check digit that fits.
pub fn number(born: NaiveDate, serial: usize) -> String {
    let nine = format!("{}{serial:03}", born.format("%y%m%d"));
    let sum: u32 =
        nine.bytes().zip([2, 1].into_iter().cycle()).map(|(digit, weight)| weigh(digit, weight)).sum();
    format!("{}{}{}", born.format("%Y"), &nine[2..], (10 - sum % 10) % 10)
}

fn weigh(digit: u8, weight: u32) -> u32 {
    let product = u32::from(digit - b'0') * weight;
    product / 10 + product % 10
}
