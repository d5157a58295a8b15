//! Which thread of one package is which of the other. A later package may hold fewer threads, or have
//! them in another order: they are known by their seals, else by how they begin, else by their place.

use serde_json::Value;

use super::Side;
use crate::engine::package::RecordLines;

/// Numbers of a thread in both packages; `None` where one does not have it.
pub(super) type Pair = [Option<u32>; 2];

/// What a thread is known by.
struct Known {
    seal: Option<[Value; 3]>,
    /// The stamp of the first record, when it is shown.
    begins: Option<String>,
}

/// All threads of both: those of the first in order, then what the second has alone.
pub(super) fn pairs(sides: &[Side; 2]) -> Vec<Pair> {
    let [first, second] = sides.each_ref().map(known);
    let mut of: Vec<Option<usize>> = vec![None; first.len()];
    for fits in [by_seal, by_start] {
        pair(&mut of, &first, &second, &|(_, one), (_, other)| {
            let is_only = second.iter().filter(|two| fits(one, two)).count() == 1;
            is_only && fits(one, other)
        });
    }
    let is_as_many = first.len() == second.len();
    pair(&mut of, &first, &second, &|(a, one), (b, other)| {
        let differ = one.begins.is_some() && other.begins.is_some() && !by_start(one, other);
        a == b && (is_as_many || !differ)
    });
    let number = |place: usize| u32::try_from(place + 1).ok();
    let alone = (0..second.len()).filter(|at| !of.contains(&Some(*at)));
    let alone = alone.map(|at| [None, number(at)]);
    let paired = of.iter().enumerate();
    paired
        .map(|(at, other)| [number(at), other.and_then(number)])
        .chain(alone)
        .collect()
}

/// Whether two threads at these places are one.
type Fits<'a> = dyn Fn((usize, &Known), (usize, &Known)) -> bool + 'a;

/// Pairs what fits and is not paired yet.
fn pair(of: &mut [Option<usize>], first: &[Known], second: &[Known], fits: &Fits<'_>) {
    for (a, one) in first.iter().enumerate() {
        if of.get(a).is_none_or(Option::is_some) {
            continue;
        }
        let mut free = second.iter().enumerate();
        let found = free.find(|(b, other)| !of.contains(&Some(*b)) && fits((a, one), (*b, other)));
        if let (Some(place), Some((b, _))) = (of.get_mut(a), found) {
            *place = Some(b);
        }
    }
}

fn by_seal(one: &Known, other: &Known) -> bool {
    one.seal.is_some() && one.seal == other.seal
}

fn by_start(one: &Known, other: &Known) -> bool {
    one.begins.is_some() && one.begins == other.begins
}

fn known(side: &Side) -> Vec<Known> {
    let threads = (1..).map_while(|thread| Some((thread, side.messages(thread)?)));
    threads
        .map(|(thread, lines)| Known {
            seal: side.seal(thread),
            begins: begins(lines, side),
        })
        .collect()
}

fn begins(mut lines: RecordLines, side: &Side) -> Option<String> {
    let record = lines.next(&*side.package).ok()??;
    (!record.time_is_marked && !record.stamp.is_empty()).then_some(record.stamp)
}
