//! Sorting what is short or seldom sorted. The standard sort is compiled anew for every type, some
//! kilobytes each time; here one compiled sort of numbers serves all of them.
//!
//! Invariants: as stable as `[T]::sort_by`, and in the same order. What a search or a text of a million
//! messages waits for uses the standard one.

use std::cmp::Ordering;

/// Sorts as `[T]::sort_by` does.
pub(in crate::engine) fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    sort_numbers(&mut order, &mut |a, b| {
        match (items.get(a), items.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            // Every number is one of an item.
            _none => Ordering::Equal,
        }
    });
    arrange(order, &mut |a, b| items.swap(a, b));
}

/// Sorts as `[T]::sort_by_key` does.
pub(in crate::engine) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts as `[T]::sort` does.
pub(in crate::engine) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

#[inline(never)]
fn sort_numbers(order: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    order.sort_by(|a, b| compare(*a, *b));
}

/// Swaps until item `order[i]` stands at `i`.
#[inline(never)]
fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for at in 0..order.len() {
        let mut to = at;
        // Along the ring that `at` lies on.
        while let Some(from) = order.get(to).copied().filter(|from| *from != at) {
            swap(to, from);
            if let Some(here) = order.get_mut(to) {
                *here = to;
            }
            to = from;
        }
        if let Some(here) = order.get_mut(to) {
            *here = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_the_standard_sort(items in prop::collection::vec((0_u8..6, any::<u16>()), 0..80)) {
            let mut wanted = items.clone();
            wanted.sort_by_key(|item| item.0);
            let mut found = items;
            sort_by_key(&mut found, |item| item.0);
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn whole_items_too(items in prop::collection::vec(any::<String>(), 0..20)) {
            let mut wanted = items.clone();
            wanted.sort();
            let mut found = items;
            sort(&mut found);
            prop_assert_eq!(found, wanted);
        }
    }
}
