//! Findings while they are made, and how they get the key by which an outcome finds them again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::catalogue::{Code, Confidence, Severity};
use super::ground::Ground;
use super::names::folded;
use crate::engine::case::ThreadId;
use crate::engine::decision::FindingRef;
use crate::engine::digest::sha256_hex;
use crate::engine::place::{ByteSpan, EntryId, MessagePlace};
use crate::engine::thread::{ParticipantId, RecordId};

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
    /// Number of the source, when it is about one.
    pub source: Option<u32>,
    /// In which thread, when it is about one.
    pub thread: Option<ThreadId>,
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
    pub(super) source: Option<usize>,
    pub(super) thread: Option<ThreadId>,
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
            source: None,
            thread: None,
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

    pub(super) fn in_thread(mut self, thread: ThreadId) -> Draft {
        self.thread = Some(thread);
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
        let mut findings: Vec<Finding> = drafts.map(|draft| finished(ground, draft)).collect();
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

fn finished(ground: &Ground, mut draft: Draft) -> Finding {
    let rule = draft
        .rule
        .and_then(|number| ground.policy.rules.get(number));
    draft.severity = ground.policy.severity_of(draft.code, draft.severity);
    if draft.source.is_none() {
        let thread = draft.thread.and_then(|id| ground.thread(id));
        draft.source = thread.map(|thread| thread.source);
    }
    let key = reference(ground, &draft, rule.map_or("", |rule| &rule.id));
    Finding {
        code: draft.code,
        severity: draft.severity,
        confidence: draft.confidence,
        places: draft.places,
        source: draft.source.map(|source| source as u32),
        thread: draft.thread,
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
        key,
    }
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
        same: same(ground, draft, rule),
        place,
        about,
    }
}

/// The digest by which the same finding is known in another export of the thread.
fn same(ground: &Ground, draft: &Draft, rule: &str) -> String {
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
                if let Some(span) = at.span {
                    text.push_str(&format!("\n{}", span.len));
                }
            }
        }
        None => {
            if let Some(thread) = draft.thread.and_then(|id| ground.thread(id)) {
                text.push_str(&folded(&thread.title));
            }
        }
    }
    sha256_hex(text.as_bytes()).chars().take(16).collect()
}
