//! Rules that combine others: all of them, one of them, none of them.

use super::Subject;
use super::by_voice;
use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::draft::Drafts;
use crate::engine::compliance::ground::{Ground, when};
use crate::engine::compliance::policy::{Policy, Rule, RuleKind};
use crate::engine::compliance::quoting::quoted;

pub(super) fn check(
    ground: &Ground,
    subject: &Subject<'_>,
    applies: &[bool],
    fired: &[usize],
    drafts: &mut Drafts,
) {
    let is_combined = |rule: &Rule| {
        matches!(
            rule.kind,
            RuleKind::AllOf(_) | RuleKind::AnyOf(_) | RuleKind::Not(_)
        )
    };
    if !ground
        .policy
        .rules
        .iter()
        .any(|rule| is_combined(rule) && rule.enabled)
    {
        return;
    }
    let mut fired = fired.to_vec();
    fired.extend(after_hours(ground, subject, applies));
    for (number, rule) in ground.policy.rules.iter().enumerate() {
        let here = applies.get(number).copied().unwrap_or(false) && by_voice(rule, subject.side);
        if !is_combined(rule) || !rule.enabled || !here || !holds(&ground.policy, number, &fired, 0)
        {
            continue;
        }
        let why = format!(
            "{}: {} at {}",
            rule.title,
            quoted(&subject.voice.name),
            when(subject.thread, subject.id)
        );
        let mut draft = subject.draft(Code::L001, why, None).severe(rule.severity);
        draft.rule = Some(number);
        drafts.push(draft);
    }
}

/// Rules of hours outside of which the message was written.
fn after_hours(ground: &Ground, subject: &Subject<'_>, applies: &[bool]) -> Vec<usize> {
    let Some(time) = subject.thread.time(subject.id) else {
        return Vec::new();
    };
    let time = time + ground.shift(subject.thread, subject.voice.id, time);
    let person = subject.person.and_then(|place| ground.person(place));
    let own = person.and_then(|person| ground.policy.hours_of(&person.hours));
    let is_outside = |(number, rule): &(usize, &Rule)| match &rule.kind {
        RuleKind::AfterHours { hours, sides, .. } => {
            let table = own.or_else(|| ground.policy.hours_of(hours));
            let here = applies.get(*number).copied().unwrap_or(false)
                && by_voice(rule, subject.side)
                && (sides.is_empty() || sides.contains(&subject.side));
            here && table.is_some_and(|table| !table.holds(time))
        }
        _other => false,
    };
    let rules = ground.policy.rules.iter().enumerate();
    rules.filter(is_outside).map(|(number, _)| number).collect()
}

/// Whether a rule found something, combined ones by those they name.
fn holds(policy: &Policy, number: usize, fired: &[usize], depth: usize) -> bool {
    let Some(rule) = policy.rules.get(number) else {
        return false;
    };
    if depth > 4 {
        return false;
    }
    let inner = |id: &String| {
        policy
            .rule(id)
            .is_some_and(|(place, _)| holds(policy, place, fired, depth + 1))
    };
    match &rule.kind {
        RuleKind::AllOf(rules) => rules.iter().all(inner),
        RuleKind::AnyOf(rules) => rules.iter().any(inner),
        RuleKind::Not(rules) => !rules.iter().any(inner),
        _other => fired.contains(&number),
    }
}
