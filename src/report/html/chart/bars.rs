//! Bars from left to right, one below the other, each with its name and what it says in words.

use super::{Drawing, Fit, Length, Mark, part, px, rectangle, text};

/// One bar.
pub struct Bar {
    /// What it shows.
    pub name: String,
    /// How long.
    pub value: u64,
    /// The value as it is written.
    pub label: String,
}

/// Room for what stands behind a bar.
const LABEL: u64 = px(120);

/// The bars in every width. `unit` stands over them.
pub fn bars(unit: &str, all: &[Bar]) -> Vec<Drawing> {
    Fit::ALL.map(|fit| drawing(fit, unit, all)).into()
}

/// Where the parts of a bar lie.
struct Layout {
    left: u64,
    row: u64,
    bar: u64,
    /// From the row's top.
    down: u64,
}

fn layout(fit: Fit) -> Layout {
    match fit {
        Fit::Wide => Layout { left: px(290), row: px(32), bar: px(22), down: px(5) },
        Fit::Narrow => Layout { left: px(1), row: px(50), bar: px(20), down: px(24) },
    }
}

fn drawing(fit: Fit, unit: &str, all: &[Bar]) -> Drawing {
    let layout = layout(fit);
    let longest = all.iter().map(|bar| bar.value).max().unwrap_or_default();
    let room = fit.width() - layout.left - LABEL;
    let top = px(24);
    let bottom = top + layout.row * all.len() as u64;
    let mut marks = vec![text("unit", layout.left, px(14), unit)];
    for (row, bar) in all.iter().enumerate() {
        let y = top + layout.row * row as u64;
        let width = part(bar.value, longest, room);
        marks.push(name(fit, bar, y));
        let d = rectangle(layout.left, y + layout.down, width, layout.bar);
        marks.push(Mark::Path { class: "bar", d });
        marks.push(text(
            "value",
            layout.left + width + px(8),
            y + layout.down + layout.bar / 2 + px(5),
            &*bar.label,
        ));
    }
    let zero = format!("M{} {}V{}", Length(layout.left), Length(top), Length(bottom));
    marks.push(Mark::Path { class: "zero", d: zero });
    Drawing { fit, width: Length(fit.width()), height: Length(bottom + px(4)), marks }
}

/// In front of the bar, or above it where there is no room.
fn name(fit: Fit, bar: &Bar, y: u64) -> Mark {
    match fit {
        Fit::Wide => text("name end", px(280), y + px(21), &*bar.name),
        Fit::Narrow => text("name", px(1), y + px(18), &*bar.name),
    }
}
