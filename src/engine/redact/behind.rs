//! Who stands behind each pseudonym: the way back, for whoever builds. Must never: reach a package.

use std::collections::{BTreeMap, BTreeSet};

use super::Redactions;
use super::places;
use super::pseudonyms::threads_of;
use super::view::View;
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::DecisionKind;
use crate::engine::place::{ByteSpan, MessagePlace};
use crate::engine::thread::{ParticipantId, RecordId};

/// Who stands behind a pseudonym.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Behind {
    /// What stands behind marks.
    pub label: String,
    /// Indices into [`Redactions::decisions`].
    pub decisions: BTreeSet<usize>,
    /// Names by which they write: number of the source, name, thread.
    pub names: BTreeSet<(u32, String, ThreadId)>,
    /// Other names of theirs, as they were typed.
    pub also: Vec<String>,
}

impl Redactions {
    /// Everybody with a pseudonym, in the order of the numbers.
    ///
    /// Cost: every name of every participant is looked at.
    pub fn behind(&self, case: &Case) -> Vec<Behind> {
        if self.labels.is_empty() {
            return Vec::new();
        }
        let view = View::of(case);
        let mut found: BTreeMap<u32, Behind> = BTreeMap::new();
        for (decision, (number, label)) in &self.labels {
            let standing = self.decisions.get(*decision);
            let Some(DecisionKind::Participant { target, also, .. }) =
                standing.map(|standing| &standing.decision.kind)
            else {
                continue;
            };
            let one = found.entry(*number).or_default();
            one.label.clone_from(label);
            one.decisions.insert(*decision);
            one.names.extend(named(&view, target));
            for name in also {
                if !one.also.contains(name) {
                    one.also.push(name.clone());
                }
            }
        }
        self.shown_as(&view, &mut found);
        found.into_values().collect()
    }

    /// Takes in every other name that stands as a label alone where it is a sender's: a number that
    /// writes in another export, for example.
    fn shown_as(&self, view: &View<'_>, found: &mut BTreeMap<u32, Behind>) {
        let mut of_label: BTreeMap<String, &mut Behind> = BTreeMap::new();
        for one in found.values_mut() {
            of_label.insert(one.label.clone(), one);
        }
        for (at, id) in view
            .threads
            .iter()
            .zip(0..)
            .map(|(at, n)| (at, ThreadId(n)))
        {
            for (who, number) in at.thread.participants.iter().zip(0..) {
                let spans = self.name_spans(id, ParticipantId(number));
                let whole = ByteSpan {
                    start: 0,
                    len: who.name.len() as u32,
                };
                let [(span, grounds)] = spans.as_slice() else {
                    continue;
                };
                let label = self.label_of(grounds).filter(|_| *span == whole);
                if let Some(one) = label.and_then(|label| of_label.get_mut(label)) {
                    one.names.insert((at.source, who.name.clone(), id));
                }
            }
        }
    }
}

/// The names of whoever sent the messages at that place, in every thread in which they write.
fn named(view: &View<'_>, target: &MessagePlace) -> BTreeSet<(u32, String, ThreadId)> {
    let mut found = BTreeSet::new();
    for (_, at) in view.threads_of(&target.source, target.entry) {
        for record in places::records(at.thread, target).map(RecordId) {
            let who = at.thread.record(record).and_then(|r| r.participant);
            let who = who.and_then(|who| at.thread.participants.get(who.0 as usize));
            let Some(who) = who else {
                continue;
            };
            let threads = threads_of(view, at.source, &who.name).into_iter();
            found.extend(threads.map(|id| (at.source, who.name.clone(), id)));
        }
    }
    found
}
