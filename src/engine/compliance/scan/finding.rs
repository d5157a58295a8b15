//! L001, L002, D001, D002, R004 and the rules about files and lines: what one message brings up.

use super::{Detection, SECRETS, Scan, Subject, class_of};
use crate::engine::compliance::catalogue::{Code, Severity};
use crate::engine::compliance::checks::number_seen;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround, when};
use crate::engine::compliance::policy::{Rule, RuleKind};
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::rules::Hit;
use crate::engine::detect::e164;
use crate::engine::thread::{Kind, Record, RecordId};

use super::leaving::Hiding;

impl Scan {
    /// L001 and L002.
    pub(super) fn words(
        &mut self,
        ground: &Ground,
        subject: &Subject<'_>,
        hits: &[Hit],
        hiding: Hiding<'_>,
        fired: &mut Vec<usize>,
        drafts: &mut Drafts,
    ) {
        for hit in hits {
            let Some(rule) = self.rule(ground, hit.rule, subject.side) else {
                continue;
            };
            let is_complaint = match &rule.kind {
                RuleKind::Complaint { sides, .. } => {
                    if !sides.is_empty() && !sides.contains(&subject.side) {
                        continue;
                    }
                    true
                }
                _other => false,
            };
            if self.is_hidden(hiding, Some(hit.span)) {
                continue;
            }
            fired.push(hit.rule);
            *self.terms.entry((hit.rule, hit.term.clone())).or_default() += 1;
            if !rule.enabled {
                continue;
            }
            let code = if is_complaint { Code::L002 } else { Code::L001 };
            let why = format!(
                "{} said {} at {}: {}",
                quoted(&subject.voice.name),
                quoted(&hit.term),
                when(subject.thread, subject.id),
                rule.title
            );
            let mut draft = subject
                .draft(code, why, Some(hit.span))
                .severe(rule.severity);
            draft.rule = Some(hit.rule);
            drafts.push(draft.number("term", &hit.term));
        }
    }

    /// D001 and D002.
    pub(super) fn detectors(
        &mut self,
        ground: &Ground,
        subject: &Subject<'_>,
        detections: &[Detection],
        hiding: Hiding<'_>,
        fired: &mut Vec<usize>,
        drafts: &mut Drafts,
    ) {
        for one in detections {
            let wants = |rule: &Rule| match &rule.kind {
                RuleKind::Detector { ids, min_score } => {
                    ids.contains(&one.detector) && one.points >= *min_score
                }
                _other => false,
            };
            let rules = ground.policy.rules.iter().enumerate();
            let rules: Vec<(usize, &Rule)> = rules
                .filter(|(number, rule)| {
                    wants(rule) && self.rule(ground, *number, subject.side).is_some()
                })
                .collect();
            if rules.is_empty() || self.is_hidden(hiding, Some(one.span)) {
                continue;
            }
            let is_secret = SECRETS.contains(&one.detector);
            let is_on = rules.iter().any(|(_, rule)| rule.enabled);
            if let Some(day) = subject.day.filter(|_| is_on && !is_secret) {
                self.identifiers
                    .entry((self.thread, subject.voice.id.0, day))
                    .or_default()
                    .push((subject.id, one.span));
            }
            for (number, rule) in rules {
                fired.push(number);
                *self
                    .terms
                    .entry((number, one.detector.id().to_owned()))
                    .or_default() += 1;
                if rule.enabled {
                    drafts.push(detected(subject, one, (number, rule), is_secret));
                }
            }
        }
    }

    /// Rules about files and lines of WhatsApp's own within messages.
    pub(super) fn other_kinds(
        &mut self,
        ground: &Ground,
        subject: &Subject<'_>,
        hiding: Hiding<'_>,
        fired: &mut Vec<usize>,
        drafts: &mut Drafts,
    ) {
        for (number, rule) in ground.policy.rules.iter().enumerate() {
            let RuleKind::Attachment { types, max_count } = &rule.kind else {
                if let RuleKind::System { events } = &rule.kind {
                    let word = match subject.record.kind {
                        Kind::Deleted => "Deleted",
                        Kind::ViewOnce => "ViewOnce",
                        Kind::Call => "Call",
                        _other => continue,
                    };
                    if events.iter().any(|one| one == word)
                        && self.rule(ground, number, subject.side).is_some()
                    {
                        fired.push(number);
                        if rule.enabled && !self.is_hidden(hiding, None) {
                            let why = format!(
                                "{}: {} by {} at {}",
                                rule.title,
                                in_words(word),
                                quoted(&subject.voice.name),
                                when(subject.thread, subject.id)
                            );
                            let mut draft =
                                subject.draft(Code::L001, why, None).severe(rule.severity);
                            draft.rule = Some(number);
                            drafts.push(draft.number("event", word));
                        }
                    }
                }
                continue;
            };
            let Some(class) = class_of(subject) else {
                continue;
            };
            let is_wanted = types.is_empty() || types.iter().any(|one| one == class);
            if !is_wanted
                || self.rule(ground, number, subject.side).is_none()
                || self.is_hidden(hiding, None)
            {
                continue;
            }
            fired.push(number);
            if !rule.enabled {
                continue;
            }
            if *max_count > 0 {
                if let Some(day) = subject.day {
                    self.files
                        .entry((number, subject.voice.id.0, day))
                        .or_default()
                        .push(subject.id);
                }
                continue;
            }
            let why = format!(
                "{} sent a file ({class}) at {}: {}",
                quoted(&subject.voice.name),
                when(subject.thread, subject.id),
                rule.title
            );
            let mut draft = subject.draft(Code::L001, why, None).severe(rule.severity);
            draft.rule = Some(number);
            drafts.push(draft.number("type", class));
        }
    }

    /// R004 by what somebody writes of a number of their own.
    pub(super) fn own_number(
        &mut self,
        ground: &Ground,
        subject: &Subject<'_>,
        drafts: &mut Drafts,
    ) {
        if self.seen.is_empty() {
            return;
        }
        let Some(from) = self.seen.own_number(&self.matcher, subject.body) else {
            return;
        };
        let rest = subject.body.get(from..).unwrap_or_default();
        let text = String::from_utf8_lossy(rest.get(..rest.len().min(80)).unwrap_or_default())
            .into_owned();
        let start = text.find(|c: char| c == '+' || c.is_ascii_digit());
        let number: String = text
            .get(start.unwrap_or(text.len())..)
            .unwrap_or_default()
            .chars()
            .take_while(|c| {
                c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | '\u{a0}')
            })
            .collect();
        let person = subject.person.and_then(|place| ground.person(place));
        let region = person.map_or("", |person| person.region.as_str());
        if let (Some(person), Some(dialled)) = (person, e164(&number, region)) {
            let draft = number_seen(subject.thread, subject.voice, person, &dialled, subject.id);
            drafts.extend_some(draft);
        }
    }

    /// Rules about lines of WhatsApp's own.
    pub(super) fn system(
        &mut self,
        ground: &Ground,
        thread: &ThreadGround,
        id: RecordId,
        record: &Record,
        drafts: &mut Drafts,
    ) {
        let event = match record.kind {
            Kind::Call => "Call",
            _other => {
                let at = thread
                    .events
                    .binary_search_by_key(&id, |event| event.record);
                match at.ok().and_then(|at| thread.events.get(at)) {
                    Some(event) => event.kind.word(),
                    None => return,
                }
            }
        };
        for (number, rule) in ground.policy.rules.iter().enumerate() {
            let RuleKind::System { events } = &rule.kind else {
                continue;
            };
            let applies = self.applies.get(number).copied().unwrap_or(false);
            if !rule.enabled || !applies || !events.iter().any(|one| one == event) {
                continue;
            }
            let why = format!(
                "{}: {} at {}",
                rule.title,
                in_words(event),
                when(thread, id)
            );
            let mut draft = Draft::new(Code::L001, why)
                .at(thread.id, id)
                .severe(rule.severity);
            draft.rule = Some(number);
            drafts.push(draft.number("event", event));
        }
    }
}

/// D001 and D002.
fn detected(
    subject: &Subject<'_>,
    one: &Detection,
    (number, rule): (usize, &Rule),
    is_secret: bool,
) -> Draft {
    let code = if is_secret { Code::D002 } else { Code::D001 };
    let severity = if is_secret {
        Severity::High
    } else {
        rule.severity
    };
    let why = format!(
        "{} sent what looks like: {} (score {}) at {}",
        quoted(&subject.voice.name),
        one.detector.title(),
        one.points,
        when(subject.thread, subject.id)
    );
    let mut draft = subject.draft(code, why, Some(one.span)).severe(severity);
    draft.rule = Some(number);
    draft
        .number("detector", one.detector.id())
        .number("score", one.points)
}

/// `DisappearingOn` as people say it: `disappearing on`.
fn in_words(event: &str) -> String {
    let mut words = String::new();
    for c in event.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}
