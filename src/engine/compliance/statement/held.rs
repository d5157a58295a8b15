//! What is held against the record of a thread, and what that makes of it.

use super::{Reason, Verdict};
use crate::engine::compliance::catalogue::{Code, Confidence, Severity};
use crate::engine::compliance::draft::Finding;
use crate::engine::compliance::ground::ThreadGround;
use crate::engine::thread::Kind;

/// What a finding says of the record of a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// Something is not there.
    Missing,
    /// Two exports disagree, and nobody can say which is right.
    Open,
    /// It is told here, and another export lacks it.
    None,
}

/// A finding about the record of a thread, or one that is told within another.
pub(super) struct Held<'f> {
    pub(super) code: Code,
    pub(super) finding: &'f Finding,
    weight: Weight,
}

impl Held<'_> {
    /// Whether disappearing messages left nothing behind.
    fn is_gone(&self) -> bool {
        let mut trigger = self.finding.trigger.iter();
        trigger.any(|(name, _)| name == "gone from")
    }
}

/// What is held against a thread: what is about it or its export, what another export of it has and it
/// lacks, and what is told within other findings.
pub(super) fn held<'f>(thread: &ThreadGround, findings: &'f [Finding]) -> Vec<Held<'f>> {
    let mut all = Vec::new();
    for finding in findings {
        let is_here = finding.thread == Some(thread.id)
            || finding.thread.is_none() && finding.source == Some(thread.source as u32);
        let is_against = finding.against == Some(thread.id);
        // What both have, and not alike, stands at a place of each.
        let of_both = finding
            .places
            .iter()
            .any(|at| Some(at.thread) == finding.against);
        let weight = match (finding.against, is_against) {
            (None, _) | (Some(_), true) if !of_both => Weight::Missing,
            (Some(_), _) if of_both => Weight::Open,
            _told => Weight::None,
        };
        if finding.code.is_of_the_record() && (is_here || is_against) {
            all.push(Held {
                code: finding.code,
                finding,
                weight,
            });
        }
        let within = finding
            .joined
            .iter()
            .filter(|code| is_here && code.is_of_the_record());
        all.extend(within.map(|code| Held {
            code: *code,
            finding,
            weight: Weight::Missing,
        }));
    }
    all
}

/// What shows that something is missing, and what keeps anybody from knowing.
pub(super) fn verdict(thread: &ThreadGround, held: &[Held<'_>]) -> (Verdict, Vec<Reason>) {
    let mut missing: Vec<Reason> = Vec::new();
    let mut open: Vec<Reason> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    let counted: Vec<&Held<'_>> = held
        .iter()
        .filter(|one| one.weight != Weight::None)
        .collect();
    for one in &counted {
        let finding = one.finding;
        if !seen.insert(one.code) {
            continue;
        }
        let of = counted.iter().filter(|other| other.code == one.code);
        let is_missing = of.clone().any(|other| other.weight == Weight::Missing);
        let told = Reason {
            code: one.code,
            n: of.count() as u32,
        };
        match one.code {
            Code::C009 | Code::C021 if !is_missing => open.push(told),
            Code::C004
            | Code::C006
            | Code::C009
            | Code::C012
            | Code::C013
            | Code::C017
            | Code::C021
            | Code::I001
            | Code::I004 => missing.push(told),
            Code::C001 | Code::C002 if finding.confidence == Confidence::Certain => {
                missing.push(told)
            }
            Code::I003
                if counted
                    .iter()
                    .any(|one| one.code == Code::I003 && one.is_gone()) =>
            {
                missing.push(told)
            }
            Code::C001
            | Code::C002
            | Code::C003
            | Code::C010
            | Code::C011
            | Code::C018
            | Code::C019
            | Code::I003
            | Code::I008
            | Code::I009
            | Code::I010
            | Code::I014 => open.push(told),
            _other if finding.severity >= Severity::High => open.push(told),
            _other => {}
        }
    }
    // What was deleted and asked for is told within another finding, and is gone all the same.
    if missing.iter().all(|one| one.code != Code::I001) {
        let n = thread
            .thread
            .records
            .iter()
            .filter(|record| record.kind == Kind::Deleted)
            .count();
        if n > 0 {
            missing.push(Reason {
                code: Code::I001,
                n: n as u32,
            });
        }
    }
    match (missing.is_empty(), open.is_empty()) {
        (true, true) => (Verdict::Complete, Vec::new()),
        (false, _) => (
            Verdict::Incomplete,
            missing.into_iter().chain(open).collect(),
        ),
        (true, false) => (Verdict::CannotSay, open),
    }
}
