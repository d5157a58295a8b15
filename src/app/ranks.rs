//! Sorting short lists for the screen. Every kind of list that is sorted by the library brings its own
//! copy of the code; here all share one.

use std::cmp::Ordering;

/// The places of a list in their order; equal ones stay as they stand.
pub(super) fn ranks(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..n).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

#[cfg(test)]
mod tests {
    use super::ranks;

    #[test]
    fn equal_ones_stay_as_they_stand() {
        let list = [3, 1, 2, 1];
        assert_eq!(
            ranks(list.len(), &|a, b| list[a].cmp(&list[b])),
            [1, 3, 2, 0]
        );
        assert_eq!(
            ranks(0, &|_, _| std::cmp::Ordering::Equal),
            [] as [usize; 0]
        );
    }
}
