//! Rows of a file that need a supplier's eye: by column and fault, with their first lines and what is asked.

use super::{lines_to_pair, printable};
use crate::domain::codes::RowFault;
use crate::domain::record::Delivery;
use crate::domain::specification::{Cell, Demand, Specification};
use crate::report::Lang;
use crate::report::page::Page;
use crate::report::words::{self, ForSupplier, labels, tell_supplier};
use std::collections::BTreeMap;

/// Rows that have one thing in common.
struct Group {
    /// What they have in common.
    heading: String,
    /// Their lines, or the first of them.
    lines: Vec<u64>,
    /// How many they are.
    count: u64,
    /// What that means.
    meaning: String,
    /// What is asked of them.
    required: Option<String>,
}

/// Tells of the rows, each kind by itself.
pub(super) fn write(page: &mut Page, lang: Lang, asked: &Specification, delivery: &Delivery) {
    for group in quarantined(lang, asked, delivery) {
        group.write(page, lang);
    }
    if !delivery.rejected.is_empty() {
        page.gap();
        page.field(labels(lang).who_must_act, &tell_supplier(lang, &ForSupplier::MendRows));
    }
    for group in [flags(lang, asked, delivery), to_pair(lang, delivery)].into_iter().flatten() {
        group.write(page, lang);
    }
    if !delivery.extra_columns.is_empty() {
        let shown = |column: &String| {
            printable(column).unwrap_or_else(|| tell_supplier(lang, &ForSupplier::HiddenColumn))
        };
        let columns: Vec<String> = delivery.extra_columns.iter().map(shown).collect();
        let columns = words::listed(lang, &columns, columns.len() as u64);
        page.gap();
        page.field(labels(lang).other_columns, &tell_supplier(lang, &ForSupplier::NotRead(&columns)));
    }
}

/// Whether there is anything to tell of them.
pub(super) fn has_something(delivery: &Delivery) -> bool {
    !delivery.rejected.is_empty()
        || delivery.unreadable_flags > 0
        || !delivery.extra_columns.is_empty()
        || !lines_to_pair(delivery).is_empty()
}

impl Group {
    fn write(&self, page: &mut Page, lang: Lang) {
        let words = labels(lang);
        let rows = tell_supplier(lang, &ForSupplier::Rows(self.count));
        page.heading(&format!("{} ({rows})", self.heading));
        page.field(words.lines, &words::listed(lang, &self.lines, self.count));
        page.field(words.meaning, &self.meaning);
        if let Some(required) = &self.required {
            page.field(words.required, required);
        }
    }
}

/// Quarantined rows by column and fault, in the order in which faults are looked for.
fn quarantined(lang: Lang, asked: &Specification, delivery: &Delivery) -> Vec<Group> {
    let place = |header: &str| asked.columns.iter().position(|column| column.header == header);
    let mut by_column: BTreeMap<_, Vec<u64>> = BTreeMap::new();
    for row in &delivery.rejected {
        let header = row.field.as_deref();
        by_column.entry((header.and_then(place), header, row.fault)).or_default().push(row.line);
    }
    let group = |((_, header, fault), lines): ((_, Option<&str>, RowFault), Vec<u64>)| {
        let demand = asked.demand(header, fault);
        Group {
            heading: format!(
                "{}: {}",
                header.unwrap_or(labels(lang).whole_row),
                words::row_fault(lang, fault)
            ),
            count: lines.len() as u64,
            lines,
            meaning: words::row_check(lang, fault).to_owned(),
            required: demand.map(|demand| tell_supplier(lang, &ForSupplier::Asked(demand))),
        }
    };
    by_column.into_iter().map(group).collect()
}

/// Rows whose protection flag cannot be read. They count; the flag counts as set.
fn flags(lang: Lang, asked: &Specification, delivery: &Delivery) -> Option<Group> {
    let columns: Vec<&str> = asked.flags().collect();
    let tell = |told: &ForSupplier<'_>| tell_supplier(lang, told);
    (delivery.unreadable_flags > 0).then(|| Group {
        heading: format!("{}: {}", columns.join(", "), tell(&ForSupplier::FlagFault)),
        lines: delivery.flag_lines.clone(),
        count: delivery.unreadable_flags,
        meaning: tell(&ForSupplier::FlagsCountAsSet),
        required: Some(tell(&ForSupplier::Asked(Demand::Cell(&Cell::Flag)))),
    })
}

/// Rows that somebody can tell whose they are.
fn to_pair(lang: Lang, delivery: &Delivery) -> Option<Group> {
    let lines = lines_to_pair(delivery);
    (!lines.is_empty()).then(|| Group {
        heading: tell_supplier(lang, &ForSupplier::ToPair),
        count: lines.len() as u64,
        lines,
        meaning: tell_supplier(lang, &ForSupplier::PairingAsked),
        required: None,
    })
}
