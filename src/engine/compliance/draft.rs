//! Findings while they are made, and how they get the key by which an outcome finds them again.

mod same;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::catalogue::{Code, Confidence, Severity};
use super::day::Day;
use super::ground::Ground;
use crate::engine::case::ThreadId;
use crate::engine::decision::FindingRef;
use crate::engine::place::{ByteSpan, EntryId, MessagePlace};
use crate::engine::thread::{ParticipantId, RecordId};

use same::{Says, says, tell_apart};

/// A message that a finding points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct At {
    /// In which thread.
    pub thread: ThreadId,
    /// Which record.
    pub record: RecordId,
    /// The bytes of its body that matter, when it is not all of it.
    pub span: Option<ByteSpan>,
}

/// A prompt for a person, never a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What kind.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// The messages, at least one unless it is about a source or a title.
    pub places: Vec<At>,
    /// When it is about all that its voice wrote on some days: those days, `None` for messages without a
    /// time. [`super::result::Result::counted`] finds the messages.
    pub days: Vec<Option<Day>>,
    /// All messages it counts, when they are more than its places; in its thread.
    pub all: Vec<RecordId>,
    /// Number of the source, when it is about one.
    pub source: Option<u32>,
    /// In which thread, when it is about one.
    pub thread: Option<ThreadId>,
    /// The other export of the thread, which lacks it or has it otherwise.
    pub against: Option<ThreadId>,
    /// Key of the person, when one is known.
    pub person: Option<String>,
    /// Whose voice.
    pub participant: Option<ParticipantId>,
    /// Key of the rule.
    pub rule: Option<String>,
    /// The clause it rests on.
    pub clause: Option<String>,
    /// The numbers that fired it.
    pub trigger: Vec<(String, String)>,
    /// One sentence.
    pub why: String,
    /// Findings that are told within this one.
    pub joined: Vec<Code>,
    /// By what an outcome knows it.
    pub key: FindingRef,
    /// [`FindingRef::same`] as versions made it that did not tell two places of one message apart; empty
    /// where that fits several.
    pub same_before: String,
}

impl Finding {
    /// What of a rule it is about, with the name that its trigger gives it.
    fn named(&self) -> Option<(&str, &str)> {
        const NAMES: [&str; 6] = ["term", "terms", "channel", "detector", "event", "word"];
        let mut trigger = self.trigger.iter();
        let named = trigger.find(|(name, _)| NAMES.contains(&name.as_str()));
        named.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What of a rule it is about: a term, a channel, a detector; empty when none is named.
    pub fn term(&self) -> &str {
        self.named().map_or("", |(_, term)| term)
    }

    /// The same, when it is something that people say: a line of WhatsApp's own is no word.
    pub(super) fn word(&self) -> Option<&str> {
        let named = self.named().filter(|(name, _)| *name != "event");
        named.map(|(_, term)| term)
    }
}

/// A finding before its key is known.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) code: Code,
    pub(super) severity: Severity,
    pub(super) confidence: Confidence,
    pub(super) places: Vec<At>,
    pub(super) days: Vec<Option<Day>>,
    pub(super) all: Vec<RecordId>,
    pub(super) source: Option<usize>,
    pub(super) thread: Option<ThreadId>,
    pub(super) against: Option<ThreadId>,
    pub(super) person: Option<usize>,
    pub(super) participant: Option<ParticipantId>,
    pub(super) rule: Option<usize>,
    pub(super) trigger: Vec<(String, String)>,
    pub(super) why: String,
    pub(super) about: String,
    pub(super) joined: Vec<Code>,
}

impl Draft {
    /// Of a kind, with the usual severity, pointing nowhere.
    pub(super) fn new(code: Code, why: impl Into<String>) -> Draft {
        Draft {
            code,
            severity: code.severity(),
            confidence: code.confidence(),
            places: Vec::new(),
            days: Vec::new(),
            all: Vec::new(),
            source: None,
            thread: None,
            against: None,
            person: None,
            participant: None,
            rule: None,
            trigger: Vec::new(),
            why: why.into(),
            about: String::new(),
            joined: Vec::new(),
        }
    }

    pub(super) fn at(mut self, thread: ThreadId, record: RecordId) -> Draft {
        self.thread = Some(thread);
        self.places.push(At {
            thread,
            record,
            span: None,
        });
        self
    }

    pub(super) fn on(mut self, thread: ThreadId, record: RecordId, span: ByteSpan) -> Draft {
        self.thread = Some(thread);
        self.places.push(At {
            thread,
            record,
            span: Some(span),
        });
        self
    }

    /// At the first of several records, at most so many; all of them are counted.
    pub(super) fn at_first(
        mut self,
        thread: ThreadId,
        records: impl ExactSizeIterator<Item = (RecordId, Option<ByteSpan>)>,
        most: usize,
    ) -> Draft {
        self.thread = Some(thread);
        let is_cut = records.len() > most;
        for (number, (record, span)) in records.enumerate() {
            if number < most {
                self.places.push(At {
                    thread,
                    record,
                    span,
                });
            }
            if is_cut {
                self.all.push(record);
            }
        }
        self
    }

    pub(super) fn in_thread(mut self, thread: ThreadId) -> Draft {
        self.thread = Some(thread);
        self
    }

    /// It counts all that its voice wrote on these days.
    pub(super) fn on_days(mut self, days: Vec<Option<Day>>) -> Draft {
        self.days = days;
        self
    }

    pub(super) fn against(mut self, thread: ThreadId) -> Draft {
        self.against = Some(thread);
        self
    }

    pub(super) fn of_source(mut self, source: usize) -> Draft {
        self.source = Some(source);
        self
    }

    pub(super) fn by(mut self, participant: ParticipantId, person: Option<usize>) -> Draft {
        self.participant = Some(participant);
        self.person = person;
        self
    }

    pub(super) fn severe(mut self, severity: Severity) -> Draft {
        self.severity = severity;
        self
    }

    pub(super) fn sure(mut self, confidence: Confidence) -> Draft {
        self.confidence = confidence;
        self
    }

    pub(super) fn number(mut self, name: &str, value: impl ToString) -> Draft {
        self.trigger.push((name.to_owned(), value.to_string()));
        self
    }

    pub(super) fn about(mut self, what: impl Into<String>) -> Draft {
        self.about = what.into();
        self
    }
}

/// Most findings that are kept; what is beyond is counted by code.
pub(super) const FINDINGS: usize = 200_000;

/// Gathers findings.
#[derive(Default)]
pub(super) struct Drafts {
    pub(super) list: Vec<Draft>,
    pub(super) beyond: BTreeMap<Code, u32>,
}

impl Drafts {
    pub(super) fn push(&mut self, draft: Draft) {
        if self.list.len() >= FINDINGS {
            *self.beyond.entry(draft.code).or_default() += 1;
            return;
        }
        self.list.push(draft);
    }

    /// Takes one, when there is one.
    pub(super) fn extend_some(&mut self, draft: Option<Draft>) {
        if let Some(draft) = draft {
            self.push(draft);
        }
    }

    /// The findings with their keys, the gravest first, then by code and place.
    pub(super) fn finish(self, ground: &Ground) -> (Vec<Finding>, BTreeMap<Code, u32>) {
        let drafts = self.list.into_iter();
        let mut findings: Vec<(Finding, Says)> =
            drafts.map(|draft| finished(ground, draft)).collect();
        tell_apart(&mut findings);
        let mut findings: Vec<Finding> = findings.into_iter().map(|(one, _)| one).collect();
        findings.sort_by(|a, b| {
            let order = |one: &Finding| {
                let first = one.places.first().map(|at| (at.thread, at.record));
                (std::cmp::Reverse(one.severity), one.code, first)
            };
            order(a).cmp(&order(b)).then_with(|| a.key.cmp(&b.key))
        });
        (findings, self.beyond)
    }
}

/// A finding, and what it says of which message, for telling it in another export.
fn finished(ground: &Ground, mut draft: Draft) -> (Finding, Says) {
    let rule = draft
        .rule
        .and_then(|number| ground.policy.rules.get(number));
    draft.severity = ground.policy.severity_of(draft.code, draft.severity);
    if draft.source.is_none() {
        let thread = draft.thread.and_then(|id| ground.thread(id));
        draft.source = thread.map(|thread| thread.source);
    }
    let key = reference(ground, &draft, rule.map_or("", |rule| &rule.id));
    let says = says(ground, &draft, rule.map_or("", |rule| &rule.id));
    let finding = Finding {
        code: draft.code,
        severity: draft.severity,
        confidence: draft.confidence,
        places: draft.places,
        days: draft.days,
        all: draft.all,
        source: draft.source.map(|source| source as u32),
        thread: draft.thread,
        against: draft.against,
        person: draft
            .person
            .and_then(|place| ground.person(place))
            .map(|one| one.id.clone()),
        participant: draft.participant,
        rule: rule.map(|rule| rule.id.clone()),
        clause: rule.map(|rule| rule.clause.clone()),
        trigger: draft.trigger,
        why: draft.why,
        joined: draft.joined,
        same_before: String::new(),
        key,
    };
    (finding, says)
}

fn reference(ground: &Ground, draft: &Draft, rule: &str) -> FindingRef {
    let place = draft
        .places
        .first()
        .and_then(|at| ground.case.place(at.thread, at.record));
    let place = place.or_else(|| {
        let source = ground.case.sources.get(draft.source?)?;
        let thread = draft.thread.and_then(|id| ground.thread(id));
        Some(MessagePlace {
            source: source.id.clone(),
            entry: thread.map_or(EntryId(0), |thread| thread.thread.entry),
            byte_start: 0,
            byte_len: 0,
        })
    });
    let mut about = draft.about.clone();
    if let Some(span) = draft.places.first().and_then(|at| at.span) {
        about = format!("{about}@{}+{}", span.start, span.len);
    }
    if let Some(voice) = draft.participant {
        about = format!("{about}~{}", voice.0);
    }
    FindingRef {
        code: draft.code.id().to_owned(),
        rule: rule.to_owned(),
        same: String::new(),
        place,
        about,
    }
}
