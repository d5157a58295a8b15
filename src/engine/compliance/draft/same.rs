//! By what a finding is known in another export of its thread.

use std::collections::BTreeMap;

use super::{Draft, Finding};
use crate::engine::compliance::ground::Ground;
use crate::engine::compliance::names::folded;
use crate::engine::digest::sha256_hex;

/// Gives each finding the digest by which another export's is known: over what it says, where in the
/// message, and the how manieth of its kind in the thread it is.
pub(super) fn tell_apart(findings: &mut [(Finding, String)]) {
    let digest = |text: &str| {
        sha256_hex(text.as_bytes())
            .chars()
            .take(16)
            .collect::<String>()
    };
    let span = |finding: &Finding| finding.places.first().and_then(|at| at.span);
    let mut order: Vec<usize> = (0..findings.len()).collect();
    let at = |place: &usize| {
        findings
            .get(*place)
            .map(|(one, _)| (one.source, one.places.first().copied()))
    };
    order.sort_by_key(at);
    let mut n_before: BTreeMap<(Option<u32>, String), u32> = BTreeMap::new();
    let mut n_now: BTreeMap<(Option<u32>, String), u32> = BTreeMap::new();
    for place in order {
        let Some((finding, says)) = findings.get_mut(place) else {
            continue;
        };
        let (mut text, mut before) = (says.clone(), says.clone());
        if let Some(span) = span(finding) {
            before.push_str(&format!("\n{}", span.len));
            text.push_str(&format!("\n{}\n{}", span.len, span.start));
        }
        let n = n_now.entry((finding.source, text.clone())).or_default();
        if *n > 0 {
            text.push_str(&format!("\n#{n}"));
        }
        *n += 1;
        finding.key.same = digest(&text);
        finding.same_before = digest(&before);
        *n_before
            .entry((finding.source, finding.same_before.clone()))
            .or_default() += 1;
    }
    for (finding, _) in findings {
        let is_one = n_before.get(&(finding.source, finding.same_before.clone())) == Some(&1);
        if !is_one || finding.same_before == finding.key.same {
            finding.same_before.clear();
        }
    }
}

/// What a finding says of which message, the same in another export of the thread.
pub(super) fn says(ground: &Ground, draft: &Draft, rule: &str) -> String {
    let mut text = format!("{}\n{rule}\n{}\n", draft.code.id(), draft.about);
    match draft.places.first() {
        Some(at) => {
            if let Some(thread) = ground.thread(at.thread) {
                let minute = thread.time(at.record).map_or(0, |time| time.div_euclid(60));
                let voice = thread
                    .record(at.record)
                    .and_then(|record| record.participant);
                let voice = voice.and_then(|id| thread.voice(id));
                let name = voice.map_or_else(String::new, |voice| match voice.overall.person() {
                    Some(place) => ground
                        .person(place)
                        .map_or_else(String::new, |one| one.id.clone()),
                    None => folded(&voice.name),
                });
                let body = String::from_utf8_lossy(thread.thread.body(at.record)).into_owned();
                text.push_str(&format!("{minute}\n{name}\n{}", folded(&body)));
            }
        }
        None => {
            if let Some(thread) = draft.thread.and_then(|id| ground.thread(id)) {
                text.push_str(&folded(&thread.title));
            }
        }
    }
    text
}
