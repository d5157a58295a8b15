//! Second pass: which header-shaped lines really start a record.
//!
//! Line ends decide where they can: iPhones end every record with CR LF and write a bare LF inside
//! messages. Everywhere else the shape decides, and tests tell pasted lines apart. A rejected line
//! stays, as text of the record before it, and that record is flagged; an accepted one that fails a
//! test is flagged, too. A line typed to look exactly like a header of its file cannot be told from
//! one; no test here pretends to.

use super::lines::{AFTER_CRLF, Candidates, LOOK, LineCounts, REJECTED};
use super::pasted::reject_pasted;
use super::widths::flag_other_widths;
use crate::engine::thread::{Flags, Record};

/// How the boundaries are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Boundaries {
    /// Proven by CR LF.
    CrLf,
    /// Bare line feeds end records.
    Lf,
    /// The line ends say nothing.
    Uniform,
}

/// What was settled.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) boundaries: Boundaries,
    /// Candidates that became text, and the first of them. Units: bytes of the text.
    pub(super) n_rejected: u32,
    pub(super) first_rejected: Option<u32>,
    /// The whole text has the shape that copying messages writes.
    pub(super) copied: bool,
}

/// Longest run of headers of another shape, between headers of the main one, that is taken for a
/// pasted piece rather than for another export appended by hand.
pub(super) const PASTED_RUN: usize = 19;

/// Settles `candidates`: afterwards it holds records only.
pub(super) fn settle(text: &[u8], candidates: &mut Candidates<'_>) -> Settled {
    let copied = reject_copies(candidates);
    let boundaries = boundaries(candidates.headers, candidates.lines);
    join_rare_markers(candidates, boundaries != Boundaries::CrLf);
    match boundaries {
        Boundaries::CrLf => reject_after_lf(candidates),
        Boundaries::Lf | Boundaries::Uniform => {
            flag_rare_line_ends(candidates);
            flag_other_widths(text, &mut candidates.records, &candidates.shapes.signatures);
            reject_other_shapes(candidates);
            reject_pasted(text, &mut candidates.records, &candidates.shapes);
        }
    }
    let (n_rejected, first_rejected) = keep_accepted(&mut candidates.records);
    Settled {
        boundaries,
        n_rejected,
        first_rejected,
        copied,
    }
}

pub(super) fn is_open(record: &Record) -> bool {
    !record.flags.has(REJECTED)
}

/// Copy-shaped lines are text in every file that has real headers. Whether there are none.
fn reject_copies(candidates: &mut Candidates<'_>) -> bool {
    let signatures = &candidates.shapes.signatures;
    let is_copy: Vec<bool> = signatures.iter().map(|s| s.is_copy()).collect();
    if !is_copy.contains(&true) || !is_copy.contains(&false) {
        return !is_copy.contains(&false);
    }
    candidates.headers = LineCounts::default();
    for record in &mut candidates.records {
        if is_copy.get(usize::from(record.shape)) == Some(&true) {
            record.flags.add(REJECTED);
        } else {
            let after_crlf = record.flags.has(AFTER_CRLF);
            candidates.headers.count(record.start > 0, after_crlf);
        }
    }
    false
}

/// Compares the line ends before headers with those before other lines.
fn boundaries(headers: LineCounts, lines: LineCounts) -> Boundaries {
    let others = LineCounts {
        n_after_crlf: lines.n_after_crlf.saturating_sub(headers.n_after_crlf),
        n_after_lf: lines.n_after_lf.saturating_sub(headers.n_after_lf),
    };
    // The first header ends nothing, but it is one more that no bare line feed precedes.
    let after_crlf = headers.n_after_crlf + 1;
    let after_lf = headers.n_after_lf;
    let rare = if others.n_after_crlf == 0 {
        after_lf * 3 <= after_crlf
    } else {
        // Somebody pasted a few lines from a computer.
        after_lf * 4 <= after_crlf && others.n_after_crlf * 40 <= after_crlf
    };
    if headers.n_after_crlf > 0 && others.n_after_lf > 0 && rare {
        Boundaries::CrLf
    } else if after_lf > 0 && headers.n_after_crlf * 20 <= after_lf {
        Boundaries::Lf
    } else {
        Boundaries::Uniform
    }
}

/// Headers that differ from most in nothing but the words for half of the day are of the same shape:
/// words in no table must not tear a message out of its file. They are marked where only looks count.
fn join_rare_markers(candidates: &mut Candidates<'_>, by_looks: bool) {
    let Some((main, counts)) = main_shape(candidates) else {
        return;
    };
    let Some(signature) = candidates.shapes.signatures.get(main).copied() else {
        return;
    };
    let n_main = counts.get(main).copied().unwrap_or(0);
    let signatures = candidates.shapes.signatures.iter().zip(&counts);
    let rare: Vec<bool> = signatures
        .map(|(other, n)| signature.differs_in_rare_marker(*other) && is_rare(*n, n_main))
        .collect();
    let Some(number) = u8::try_from(main).ok().filter(|_| rare.contains(&true)) else {
        return;
    };
    for record in candidates.records.iter_mut() {
        if rare.get(usize::from(record.shape)) == Some(&true) {
            record.shape = number;
            if by_looks {
                record.flags.add(Flags::BOUNDARY_UNCERTAIN);
            }
            if let Some(stamp) = record.stamp {
                candidates.shapes.count(number, stamp.date);
            }
        }
    }
}

/// At most one in twenty, or a lone one beside several.
fn is_rare(n: usize, n_main: usize) -> bool {
    n * 20 <= n_main || (n == 1 && n_main > 2)
}

/// The shape of most open candidates, and how many each has; `None` when all have one.
fn main_shape(candidates: &Candidates<'_>) -> Option<(usize, Vec<usize>)> {
    let n_shapes = candidates.shapes.signatures.len();
    if n_shapes < 2 {
        return None;
    }
    let mut counts = vec![0usize; n_shapes];
    for record in candidates.records.iter().filter(|r| is_open(r)) {
        *counts.get_mut(usize::from(record.shape))? += 1;
    }
    let most = *counts.iter().max()?;
    let main = counts.iter().position(|count| *count == most)?;
    Some((main, counts))
}

/// The first candidate is never inside another message, whatever stands before it.
fn reject_after_lf(candidates: &mut Candidates<'_>) {
    if candidates.headers.n_after_lf == 0 {
        return;
    }
    let records = candidates.records.iter_mut();
    for record in records.filter(|record| is_open(record)).skip(1) {
        if !record.flags.has(AFTER_CRLF) {
            record.flags.add(REJECTED);
        }
    }
}

/// Headers after the line end that few headers follow are accepted, but marked.
fn flag_rare_line_ends(candidates: &mut Candidates<'_>) {
    let LineCounts {
        n_after_crlf,
        n_after_lf,
    } = candidates.headers;
    if n_after_crlf == 0 || n_after_lf == 0 {
        return;
    }
    let rare_is_crlf = n_after_crlf <= n_after_lf;
    let records = candidates.records.iter_mut();
    for record in records.filter(|record| is_open(record) && record.start > 0) {
        if record.flags.has(AFTER_CRLF) == rare_is_crlf {
            record.flags.add(Flags::BOUNDARY_UNCERTAIN);
        }
    }
}

/// A run of candidates of one shape.
struct Run {
    first: usize,
    len: usize,
    is_main: bool,
}

/// Headers of another shape than most are text when they stand between headers of the main shape.
/// A long run, or one at either end of the file, is another export put before or behind this one.
fn reject_other_shapes(candidates: &mut Candidates<'_>) {
    let Some(runs) = shape_runs(candidates) else {
        return;
    };
    let first_main = runs.iter().position(|run| run.is_main).unwrap_or(0);
    let last_main = runs.iter().rposition(|run| run.is_main).unwrap_or(0);
    for (index, run) in runs.iter().enumerate().filter(|(_, run)| !run.is_main) {
        let enclosed = index > first_main && index < last_main;
        let behind = index > last_main;
        let rejected = (enclosed && run.len <= PASTED_RUN) || (behind && run.len <= 2);
        let flag = if rejected {
            REJECTED
        } else {
            Flags::BOUNDARY_UNCERTAIN
        };
        let mut left = run.len;
        for record in candidates.records.iter_mut().skip(run.first) {
            if left == 0 {
                break;
            }
            if is_open(record) {
                record.flags.add(flag);
                left -= 1;
            }
        }
    }
}

/// `None` when all open candidates have one shape.
fn shape_runs(candidates: &Candidates<'_>) -> Option<Vec<Run>> {
    let (main, _) = main_shape(candidates)?;
    let signatures = &candidates.shapes.signatures;
    let main = *signatures.get(main)?;
    let is_main: Vec<bool> = signatures
        .iter()
        .map(|signature| signature.goes_with(main))
        .collect();
    let mut runs: Vec<Run> = Vec::new();
    let mut last_shape = None;
    let open = candidates.records.iter().enumerate();
    for (index, record) in open.filter(|(_, r)| is_open(r)) {
        let is_main = is_main.get(usize::from(record.shape)) == Some(&true);
        let after_main = runs.last().is_some_and(|run| run.is_main);
        let same = last_shape == Some(record.shape) || (is_main && after_main);
        match runs.last_mut() {
            Some(run) if same => run.len += 1,
            _new => runs.push(Run {
                first: index,
                len: 1,
                is_main,
            }),
        }
        last_shape = Some(record.shape);
    }
    (runs.len() > 1).then_some(runs)
}

/// Drops what was rejected and flags the record that holds it now.
fn keep_accepted(records: &mut Vec<Record>) -> (u32, Option<u32>) {
    let mut n_rejected = 0u32;
    let mut first_rejected = None;
    let Some(first) = records.iter().position(|record| !is_open(record)) else {
        return (0, None);
    };
    let mut kept = first;
    for index in first..records.len() {
        let Some(record) = records.get(index).copied() else {
            break;
        };
        if is_open(&record) {
            if let Some(slot) = records.get_mut(kept) {
                *slot = record;
            }
            kept += 1;
            continue;
        }
        n_rejected += 1;
        first_rejected = first_rejected.or(Some(record.start));
        if let Some(holder) = kept.checked_sub(1).and_then(|last| records.get_mut(last)) {
            holder.flags.add(Flags::LOOKS_LIKE_HEADER_INSIDE);
            holder.flags.add(LOOK);
        }
    }
    records.truncate(kept);
    (n_rejected, first_rejected)
}
