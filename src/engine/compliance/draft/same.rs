//! By what a finding is known in another export of its thread.

use std::collections::BTreeMap;

use super::{Draft, Finding};
use crate::engine::compliance::ground::{Ground, ThreadGround};
use crate::engine::compliance::names::folded;
use crate::engine::digest::sha256_hex;
use crate::engine::thread::ParticipantId;

/// What a finding says of which message.
#[derive(Default)]
pub(super) struct Says {
    text: String,
    /// In which thread, as the end of [`FindingRef::same`](crate::engine::decision::FindingRef::same).
    thread: String,
}

/// Gives each finding the digest by which another export's is known: over what it says, where in the
/// message, and the how manieth of its kind in the thread it is.
pub(super) fn tell_apart(findings: &mut [(Finding, Says)]) {
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
        let (mut text, mut before) = (says.text.clone(), says.text.clone());
        if let Some(span) = span(finding) {
            before.push_str(&format!("\n{}", span.len));
            text.push_str(&format!("\n{}\n{}", span.len, span.start));
        }
        let n = n_now.entry((finding.source, text.clone())).or_default();
        if *n > 0 {
            text.push_str(&format!("\n#{n}"));
        }
        *n += 1;
        finding.key.same = format!("{}{}", digest(&text, 16), says.thread);
        finding.same_before = digest(&before, 16);
        *n_before
            .entry((finding.source, finding.same_before.clone()))
            .or_default() += 1;
    }
    for (finding, _) in findings {
        let is_one = n_before.get(&(finding.source, finding.same_before.clone())) == Some(&1);
        if !is_one || finding.key.same.starts_with(&finding.same_before) {
            finding.same_before.clear();
        }
    }
}

fn digest(text: &str, n_digits: usize) -> String {
    let digits = sha256_hex(text.as_bytes());
    digits.chars().take(n_digits).collect()
}

/// What a finding says of which message, the same in another export of the thread.
pub(super) fn says(ground: &Ground, draft: &Draft, rule: &str) -> Says {
    let mut text = format!("{}\n{rule}\n{}\n", draft.code.id(), draft.about);
    let thread = draft.thread.and_then(|id| ground.thread(id));
    match draft.places.first() {
        Some(at) => {
            if let Some(thread) = ground.thread(at.thread) {
                let minute = thread.time(at.record).map_or(0, |time| time.div_euclid(60));
                let record = thread.record(at.record);
                let voice = record.and_then(|record| record.participant);
                let name = voice.map_or_else(String::new, |voice| name_of(ground, thread, voice));
                let body = String::from_utf8_lossy(thread.thread.body(at.record)).into_owned();
                text.push_str(&format!("{minute}\n{name}\n{}", folded(&body)));
            }
        }
        None => {
            if let Some(thread) = thread {
                text.push_str(&folded(&thread.title));
            }
        }
    }
    let of_source = || {
        let mut threads = ground.threads.iter();
        threads.find(|thread| Some(thread.source) == draft.source)
    };
    Says {
        text,
        thread: thread
            .or_else(of_source)
            .map_or_else(String::new, thread_name),
    }
}

fn name_of(ground: &Ground, thread: &ThreadGround, voice: ParticipantId) -> String {
    let Some(voice) = thread.voice(voice) else {
        return String::new();
    };
    let person = voice
        .overall
        .person()
        .and_then(|place| ground.person(place));
    person.map_or_else(|| folded(&voice.name), |one| one.id.clone())
}

/// What tells a thread from others once its export is not open any more: its title, and of two people both
/// names, since many a thread is called as the other one. As the roster does not know them: it changes.
fn thread_name(thread: &ThreadGround) -> String {
    let mut out = format!(".t{}", digest(&folded(&thread.title), 8));
    let writing = thread.voices.iter().filter(|voice| voice.n_messages > 0);
    let mut names: Vec<String> = writing.map(|voice| folded(&voice.name)).collect();
    names.sort();
    if names.len() == 2 && !thread.is_group() {
        out.push_str(&format!(".v{}", digest(&names.join("\n"), 8)));
    }
    out
}
