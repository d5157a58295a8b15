//! By what a finding is known in another export of its thread.

use std::collections::BTreeMap;

use super::{Draft, Finding};
use crate::engine::compliance::ground::{Ground, ThreadGround};
use crate::engine::compliance::names::folded;
use crate::engine::digest::sha256_hex;

/// What a finding says of which message.
#[derive(Default)]
pub(super) struct Says {
    text: String,
    /// The same as long as the roster does not know who wrote it; empty when it does not.
    by_label: String,
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
        let (source, span) = (finding.source, span(finding));
        let before = span.map_or_else(String::new, |span| format!("\n{}", span.len));
        let now = span.map_or_else(String::new, |span| format!("{before}\n{}", span.start));
        let mut numbered = |says: &str| {
            let text = format!("{says}{now}");
            let n = n_now.entry((source, text.clone())).or_default();
            *n += 1;
            match *n - 1 {
                0 => digest(&text, 16),
                n => digest(&format!("{text}\n#{n}"), 16),
            }
        };
        let mut same = numbered(&says.text);
        if !says.by_label.is_empty() {
            same.push_str(&format!(".n{}", numbered(&says.by_label)));
        }
        finding.key.same = format!("{same}{}", says.thread);
        finding.same_before = digest(&format!("{}{before}", says.text), 16);
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
    let head = format!("{}\n{rule}\n{}\n", draft.code.id(), draft.about);
    let of_thread = draft.thread.and_then(|id| ground.thread(id));
    let of_source = || {
        let mut threads = ground.threads.iter();
        threads.find(|thread| Some(thread.source) == draft.source)
    };
    let mut says = Says {
        thread: of_thread
            .or_else(of_source)
            .map_or_else(String::new, thread_name),
        ..Says::default()
    };
    let Some(at) = draft.places.first() else {
        let title = of_thread.map_or_else(String::new, |thread| folded(&thread.title));
        says.text = format!("{head}{title}");
        return says;
    };
    let Some(thread) = ground.thread(at.thread) else {
        says.text = head;
        return says;
    };
    let minute = thread.time(at.record).map_or(0, |time| time.div_euclid(60));
    let body = String::from_utf8_lossy(thread.thread.body(at.record)).into_owned();
    let body = folded(&body);
    let text = |name: &str| format!("{head}{minute}\n{name}\n{body}");
    let record = thread.record(at.record);
    let voice = record.and_then(|record| thread.voice(record.participant?));
    let label = voice.map_or_else(String::new, |voice| folded(&voice.name));
    let person = voice.and_then(|voice| ground.person(voice.overall.person()?));
    match person {
        Some(person) => {
            says.text = text(&person.id);
            says.by_label = text(&label);
        }
        None => says.text = text(&label),
    }
    says
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
