//! Rules that combine others: all of them, one of them, none of them.

use super::Subject;
use super::by_voice;
use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::draft::Drafts;
use crate::engine::compliance::ground::{Ground, when};
use crate::engine::compliance::policy::{Policy, RuleKind};

pub(super) fn check(
    ground: &Ground,
    subject: &Subject<'_>,
    applies: &[bool],
    fired: &[usize],
    drafts: &mut Drafts,
) {
    for (number, rule) in ground.policy.rules.iter().enumerate() {
        let is_one = matches!(
            rule.kind,
            RuleKind::AllOf(_) | RuleKind::AnyOf(_) | RuleKind::Not(_)
        );
        let here = applies.get(number).copied().unwrap_or(false) && by_voice(rule, subject.side);
        if !is_one || !rule.enabled || !here || !holds(&ground.policy, number, fired, 0) {
            continue;
        }
        let why = format!(
            "{}: {:?} at {}",
            rule.title,
            subject.voice.name,
            when(subject.thread, subject.id)
        );
        let mut draft = subject.draft(Code::L001, why, None).severe(rule.severity);
        draft.rule = Some(number);
        drafts.push(draft);
    }
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
