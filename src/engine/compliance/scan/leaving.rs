//! O001–O007: leaving for another channel, and what goes with it.

use super::destroying::destroys;
use super::mail::mail;
use super::{Scan, Subject};
use crate::engine::compliance::catalogue::{Code, Severity};
use crate::engine::compliance::counting::n_of;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround, when};
use crate::engine::compliance::lists::default_words;
use crate::engine::compliance::names::folded;
use crate::engine::compliance::policy::RuleKind;
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::roster::Side;
use crate::engine::compliance::rules::{Across, Elsewhere, Invitation, Moves};
use crate::engine::place::ByteSpan;
use crate::engine::thread::{Kind, RecordId};

/// The next message counts when it comes within this. Units: seconds.
const NEXT: i64 = 120;
/// A call within this of the wish to speak is told with it. Units: seconds.
const CALL: i64 = 30 * 60;
/// So long a silence is one. Units: seconds.
const DAY: i64 = 86_400;
/// So many answers without a question in a thread.
const ANSWERS: usize = 3;
/// Most places of a finding; all messages are counted.
const SHOWN: usize = 200;

/// What is kept from one message to the next.
#[derive(Default)]
pub(super) struct Leaving {
    before: Option<(RecordId, i64, Moves)>,
    last_time: Option<i64>,
    answers: Vec<RecordId>,
}

pub(super) type Hiding<'h> = &'h [(usize, Option<ByteSpan>)];

impl Leaving {
    pub(super) fn begin(&mut self) {
        *self = Leaving::default();
    }

    pub(super) fn look(
        &mut self,
        scan: &mut Scan,
        ground: &Ground,
        subject: &Subject<'_>,
        hiding: Hiding<'_>,
        fired: &mut Vec<usize>,
        drafts: &mut Drafts,
    ) {
        let time = subject.thread.time(subject.id);
        self.answer(ground, subject, time);
        let rules = ground.policy.rules.iter().enumerate();
        let moving = |kind: &RuleKind| matches!(kind, RuleKind::ChannelMove { .. });
        let movers: Vec<usize> = rules
            .filter(|(_, rule)| moving(&rule.kind))
            .filter(|(number, _)| scan.rule(ground, *number, subject.side).is_some())
            .map(|(number, _)| number)
            .collect();
        let mut now = Moves::default();
        if let Some(first) = movers.first().copied() {
            now = Moves::of(&ground.policy, &scan.matcher, subject.body, &mut scan.seen);
            for number in &movers {
                self.invitation(
                    scan,
                    ground,
                    subject,
                    (*number, &now, time),
                    hiding,
                    fired,
                    drafts,
                );
            }
            // These are told once, by the first rule that is on; a combination may name any of them.
            let is_on = |number: &usize| {
                ground
                    .policy
                    .rules
                    .get(*number)
                    .is_some_and(|rule| rule.enabled)
            };
            let by = movers.iter().copied().find(is_on).unwrap_or(first);
            let n_fired = fired.len();
            elsewhere(scan, ground, subject, by, hiding, fired, drafts);
            mail(scan, ground, subject, by, hiding, fired, drafts);
            if fired.len() > n_fired {
                fired.extend(movers.iter().filter(|number| **number != by));
            }
        }
        destroys(scan, ground, subject, hiding, fired, drafts);
        self.before = time.map(|time| (subject.id, time, now));
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one rule on one message, with what stands around"
    )]
    fn invitation(
        &self,
        scan: &mut Scan,
        ground: &Ground,
        subject: &Subject<'_>,
        (number, now, time): (usize, &Moves, Option<i64>),
        hiding: Hiding<'_>,
        fired: &mut Vec<usize>,
        drafts: &mut Drafts,
    ) {
        let before = self
            .before
            .as_ref()
            .filter(|(_, last, _)| time.is_some_and(|time| (0..=NEXT).contains(&(time - last))));
        let invitation = now.invitation(&ground.policy, number).or_else(|| {
            let (_, _, moves) = before?;
            now.invitation_after(moves, &ground.policy, number)
        });
        let Some(invitation) = invitation else {
            return;
        };
        if scan.is_hidden(hiding, here(&invitation)) {
            return;
        }
        fired.push(number);
        let (Some(rule), Some(channel)) = (
            ground.policy.rules.get(number),
            ground.policy.channels.get(invitation.channel),
        ) else {
            return;
        };
        *scan
            .terms
            .entry((number, channel.title.clone()))
            .or_default() += 1;
        if !rule.enabled {
            return;
        }
        let over = match invitation.across {
            Across::Here => "",
            Across::ChannelBefore | Across::VerbBefore => ", over two messages",
        };
        let why = format!(
            "{} speaks of moving to {} at {}: a word for moving stands {} from it{over}{}",
            quoted(&subject.voice.name),
            channel.title,
            when(subject.thread, subject.id),
            n_of(invitation.words_apart, "word", "words"),
            if invitation.is_negated {
                ", after a no"
            } else {
                ""
            }
        );
        let severity = if invitation.is_negated {
            Severity::Low
        } else {
            rule.severity
        };
        let mut draft = subject
            .draft(Code::O001, why, here(&invitation))
            .severe(severity);
        draft.rule = Some(number);
        let other = match invitation.across {
            Across::Here => None,
            Across::ChannelBefore => Some(invitation.channel_span),
            Across::VerbBefore => Some(invitation.verb_span),
        };
        if let (Some(span), Some((record, ..))) = (other, before) {
            draft = draft.on(subject.thread.id, *record, span);
        }
        drafts.push(
            draft
                .number("channel", &channel.title)
                .number("words apart", invitation.words_apart),
        );
    }

    /// O007: a short answer by an insider as the first message after a day of silence.
    fn answer(&mut self, ground: &Ground, subject: &Subject<'_>, time: Option<i64>) {
        let last = self.last_time;
        self.last_time = time.or(last);
        let is_first = time
            .zip(last)
            .is_some_and(|(time, last)| time - last >= DAY);
        if !is_first || subject.side != Side::Internal || subject.body.len() > 60 {
            return;
        }
        let text = folded(&String::from_utf8_lossy(subject.body));
        let is_answer = match ground.policy.list("reply") {
            Some(words) => words.iter().any(|word| folded(word) == text),
            None => default_words("reply").any(|word| word == text),
        };
        if is_answer {
            self.answers.push(subject.id);
        }
    }

    pub(super) fn end(&mut self, ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
        let has_rule = ground
            .policy
            .rules
            .iter()
            .any(|rule| matches!(rule.kind, RuleKind::ChannelMove { .. }) && rule.enabled);
        if !has_rule || self.answers.len() < ANSWERS {
            return;
        }
        let why = format!(
            "{} times an answer without a question was the first message after a day of silence or more",
            self.answers.len()
        );
        let draft = Draft::new(Code::O007, why).number("times", self.answers.len());
        let answers = self.answers.iter().map(|id| (*id, None));
        drafts.push(draft.at_first(thread.id, answers, SHOWN));
    }
}

/// What of an invitation stands in the message itself.
fn here(invitation: &Invitation) -> Option<ByteSpan> {
    match invitation.across {
        Across::Here => {
            let (a, b) = (invitation.channel_span, invitation.verb_span);
            let start = a.start.min(b.start);
            let len = a.end().max(b.end()) - start;
            Some(ByteSpan { start, len })
        }
        Across::ChannelBefore => Some(invitation.verb_span),
        Across::VerbBefore => Some(invitation.channel_span),
    }
}

/// O002, O003, O004, O006.
fn elsewhere(
    scan: &mut Scan,
    ground: &Ground,
    subject: &Subject<'_>,
    number: usize,
    hiding: Hiding<'_>,
    fired: &mut Vec<usize>,
    drafts: &mut Drafts,
) {
    if scan.seen.is_empty() {
        return;
    }
    let found = Elsewhere::of(&ground.policy, &scan.matcher, subject.body, &mut scan.seen);
    let Some(rule) = ground.policy.rules.get(number) else {
        return;
    };
    let mut push = |scan: &mut Scan, mut draft: Draft, span: Option<ByteSpan>| {
        if scan.is_hidden(hiding, span) {
            return;
        }
        fired.push(number);
        if rule.enabled {
            draft.rule = Some(number);
            drafts.push(draft);
        }
    };
    let when = when(subject.thread, subject.id);
    let name = &subject.voice.name;
    for (channel, span) in &found.links {
        let text = text_of(subject.body, *span);
        let why = format!(
            "{name} gave a link or a name on {channel} at {when}: {text}",
            name = quoted(name),
            text = quoted(text)
        );
        let draft = subject
            .draft(Code::O002, why, Some(*span))
            .severe(rule.severity);
        push(scan, draft.number("channel", channel), Some(*span));
    }
    for (word, span) in &found.shorthand {
        let why = format!("{name} wrote {word} at {when}", name = quoted(name));
        push(
            scan,
            subject
                .draft(Code::O004, why, Some(*span))
                .number("word", word),
            Some(*span),
        );
    }
    if let Some((span, apart)) = found.speak {
        let why = format!(
            "{name} asks to speak instead of writing at {when}; an urgent or secret word stands {} from it",
            n_of(apart, "word", "words"),
            name = quoted(name)
        );
        let mut draft = subject
            .draft(Code::O003, why, Some(span))
            .number("words apart", apart);
        if let Some(call) = call_after(subject.thread, subject.id) {
            draft
                .why
                .push_str(", and a call followed within 30 minutes");
            draft = draft.at(subject.thread.id, call);
        }
        push(scan, draft, Some(span));
    }
    for mention in &found.used {
        let Some(channel) = ground.policy.channels.get(mention.channel) else {
            continue;
        };
        let why = format!(
            "{name} speaks of {} as used at {when}, and nothing of that channel is in the collection",
            channel.title,
            name = quoted(name)
        );
        let draft = subject
            .draft(Code::O006, why, Some(mention.span))
            .severe(rule.severity);
        push(
            scan,
            draft.number("channel", &channel.title),
            Some(mention.span),
        );
    }
}

fn text_of(body: &[u8], span: ByteSpan) -> String {
    let from = span.start as usize;
    let rest = body.get(from..).unwrap_or_default();
    let end = rest
        .iter()
        .position(u8::is_ascii_whitespace)
        .unwrap_or(rest.len())
        .min(80);
    String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned()
}

/// A call of the two within half an hour.
fn call_after(thread: &ThreadGround, from: RecordId) -> Option<RecordId> {
    let start = thread.time(from)?;
    for number in from.0 + 1..thread.thread.n_records().min(from.0 + 200) {
        let id = RecordId(number);
        match thread.time(id) {
            Some(time) if time - start > CALL => return None,
            Some(_) | None => {}
        }
        if thread
            .record(id)
            .is_some_and(|record| record.kind == Kind::Call)
        {
            return Some(id);
        }
    }
    None
}
