//! Places that were worked out by hand.

use super::axes::Scale;
use super::*;
use crate::domain::testing::day;
use crate::report::Lang;

fn paths<'a>(drawing: &'a Drawing, wanted: &str) -> Vec<&'a str> {
    let paths = drawing.marks.iter().filter_map(|mark| match mark {
        Mark::Path { class, d } => (*class == wanted).then_some(&**d),
        Mark::Text { .. } => None,
    });
    paths.collect()
}

fn texts<'a>(drawing: &'a Drawing, wanted: &str) -> Vec<&'a str> {
    let texts = drawing.marks.iter().filter_map(|mark| match mark {
        Mark::Text { class, text, .. } => (*class == wanted).then_some(&**text),
        Mark::Path { .. } => None,
    });
    texts.collect()
}

fn months(from: &str, count: u32) -> Vec<chrono::NaiveDate> {
    (0..count).map(|place| day(from) + chrono::Months::new(place)).collect()
}

fn one_line(values: Vec<u64>, days: &[chrono::NaiveDate]) -> Vec<Drawing> {
    let axes = Axes { days, unit: "poster", across: "månad" };
    lines(Lang::Sv, axes, &[Series { class: "line", name: "alla".to_owned(), values }])
}

#[test]
fn lengths_are_pixels_with_a_decimal_where_there_is_one() {
    assert_eq!(Length(125).to_string(), "12.5");
    assert_eq!(Length(120).to_string(), "12");
    assert_eq!(Length(5).to_string(), "0.5");
}

#[test]
fn half_the_value_is_half_the_bar() {
    let bar = |value| Bar { name: String::new(), value, label: String::new() };
    let chart = Chart::of_bars(String::new(), "", &[bar(10), bar(5), bar(0)]);
    let expected = ["M290 29H780V51H290Z", "M290 61H535V83H290Z", "M290 93H290V115H290Z"];
    assert_eq!(paths(&chart.drawings[0], "bar"), expected);
}

#[test]
fn the_scale_begins_at_zero_and_has_round_steps() {
    let drawings = one_line(vec![0, 6_240], &months("2026-01-31", 2));
    let steps = ["0", "1 000", "2 000", "3 000", "4 000", "5 000", "6 000", "7 000"];
    assert_eq!(texts(&drawings[0], "tick end"), steps.map(|step| step.replace(' ', "\u{a0}")));
}

#[test]
fn a_line_goes_from_the_middle_of_the_first_month_to_the_middle_of_the_last() {
    // 554 pixels across and 320 down, from 56 and 352: a month takes 277, a step of 1 in 4 takes 80.
    let drawings = one_line(vec![4, 1], &months("2026-01-31", 2));
    assert_eq!(paths(&drawings[0], "line")[0], "M194.5 32L471.5 272");
}

#[test]
fn what_has_no_month_or_one_is_drawn_without_a_fault() {
    assert_eq!(paths(&one_line(vec![4], &months("2026-01-31", 1))[0], "line")[0], "M333 32");
    assert_eq!(paths(&one_line(vec![], &[])[0], "line")[0], "M");
}

#[test]
fn what_came_lies_above_zero_and_what_went_below_on_one_scale() {
    let days = months("2026-01-01", 1);
    let axes = Axes { days: &days, unit: "", across: "" };
    let both = Balance { above: (String::new(), vec![3]), below: (String::new(), vec![1]) };
    let drawing = &balance(Lang::Sv, axes, &both)[0];
    // 300 pixels for 4 entries, from 32 to 332: zero is at 257.
    assert_eq!(paths(drawing, "above"), ["M456 32H496V257H456Z"]);
    assert_eq!(paths(drawing, "below"), ["M456 257H496V332H456Z"]);
}

#[test]
fn months_are_named_as_densely_as_there_is_room_for() {
    let named = |count, place: usize| {
        let days = months("2024-01-31", count);
        let drawings = one_line(vec![1; count as usize], &days);
        texts(&drawings[place], "tick middle").join(" ").replace('\u{a0}', " ")
    };
    assert_eq!(named(3, 0), "jan 24 feb 24 mar 24");
    assert_eq!(named(13, 0), "jan 24 apr 24 jul 24 okt 24 jan 25");
    assert_eq!(named(13, 1), "jan 24 jul 24 jan 25");
    assert_eq!(named(40, 1), "2024 2025 2026 2027");
    assert_eq!(named(80, 0), "2024 2025 2026 2027 2028 2029 2030");
    assert_eq!(named(80, 1), "2024 2026 2028 2030");
}

#[test]
fn nothing_at_all_is_drawn_on_a_scale_of_one() {
    assert_eq!(Scale::over(0, 0), Scale::over(1, 0));
}

#[test]
fn names_stand_where_lines_end_on_desks_and_above_them_on_telephones() {
    let [desk, telephone] = &one_line(vec![4, 1], &months("2026-01-31", 2))[..] else { panic!() };
    assert_eq!(texts(desk, "name"), ["alla 1"]);
    assert_eq!(texts(telephone, "name"), ["alla 1"]);
    assert_eq!(paths(telephone, "line")[1], "M0 10h34");
    assert_eq!(paths(desk, "line")[1], "M612 272L624 272h26");
}
