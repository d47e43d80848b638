//! What a run has to end and to begin so that one map becomes another.

use anyhow::Result;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Ends every key that went or changed, then begins every key that came or changed, in key order.
pub fn replace<K: Ord, V>(
    before: &BTreeMap<K, V>,
    after: &BTreeMap<K, V>,
    same: impl Fn(&V, &V) -> bool,
    end: impl FnMut(&K) -> Result<()>,
    mut begin: impl FnMut(&K, &V) -> Result<()>,
) -> Result<()> {
    let (gone, come) = difference(before, after, same);
    gone.into_iter().try_for_each(end)?;
    come.into_iter().try_for_each(|(key, value)| begin(key, value))
}

/// Walks both maps at once: on a quiet night nearly every key is in both.
fn difference<'a, K: Ord, V>(
    before: &'a BTreeMap<K, V>,
    after: &'a BTreeMap<K, V>,
    same: impl Fn(&V, &V) -> bool,
) -> (Vec<&'a K>, Vec<(&'a K, &'a V)>) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let (mut old, mut new) = (before.iter(), after.iter());
    let (mut was, mut is) = (old.next(), new.next());
    loop {
        let order = match (was, is) {
            (None, None) => return (gone, come),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((one, _)), Some((other, _))) => one.cmp(other),
        };
        let stands = order.is_eq() && was.zip(is).is_some_and(|((_, one), (_, other))| same(one, other));
        if order.is_le() {
            gone.extend(was.filter(|_| !stands).map(|(key, _)| key));
            was = old.next();
        }
        if order.is_ge() {
            come.extend(is.filter(|_| !stands));
            is = new.next();
        }
    }
}
