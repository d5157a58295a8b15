//! Whether a policy holds together, and whether its rules do what their examples say.

use std::collections::BTreeSet;

use super::fields::Faults;
use super::{Policy, Rule, RuleKind};
use crate::engine::compliance::rules::{Matcher, rule_finds};
use crate::engine::compliance::scan::SCRIPTS;
use crate::engine::detect::{Pattern, PatternError};

/// Deepest combination of rules.
const DEPTH: usize = 3;
/// A pattern may work out this many states over a text of the length of [`COSTLY_BYTES`] a byte.
const COSTLY_PER_BYTE: u64 = 64;
const COSTLY_BYTES: usize = 4_096;
/// Events that are told in place of a message.
const OF_MESSAGES: [&str; 3] = ["Deleted", "ViewOnce", "Call"];

/// What names something that is not there, or stands there twice.
pub(super) fn references(policy: &Policy, faults: &mut Faults) {
    unique(
        "clauses",
        policy.clauses.iter().map(|one| one.id.as_str()),
        faults,
    );
    unique(
        "channels",
        policy.channels.iter().map(|one| one.id.as_str()),
        faults,
    );
    unique(
        "rules",
        policy.rules.iter().map(|one| one.id.as_str()),
        faults,
    );
    if let (Some(from), Some(to)) = (policy.effective_from, policy.effective_to)
        && to < from
    {
        faults.add("effective_to", "lies before effective_from");
    }
    for (number, rule) in policy.rules.iter().enumerate() {
        let path = format!("rules[{number}]");
        if !policy.clauses.iter().any(|clause| clause.id == rule.clause) {
            faults.add(
                &format!("{path}.clause"),
                format!("there is no clause {:?}", rule.clause),
            );
        }
        names(policy, rule, &path, faults);
    }
}

fn unique<'a>(list: &str, ids: impl Iterator<Item = &'a str>, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for (number, id) in ids.enumerate() {
        if !id.is_empty() && !seen.insert(id) {
            faults.add(
                &format!("{list}[{number}].id"),
                format!("{id:?} stands there twice"),
            );
        }
    }
}

fn names(policy: &Policy, rule: &Rule, path: &str, faults: &mut Faults) {
    match &rule.kind {
        RuleKind::ChannelMove { channels, .. } => {
            for (number, id) in channels.iter().enumerate() {
                if !policy.channels.iter().any(|channel| channel.id == *id) {
                    let path = format!("{path}.channels[{number}]");
                    faults.add(&path, format!("there is no channel {id:?}"));
                }
            }
        }
        RuleKind::AfterHours { hours, .. } if policy.hours_of(hours).is_none() => {
            faults.add(
                &format!("{path}.hours"),
                format!("there is no table of hours {hours:?}"),
            );
        }
        RuleKind::Language { expected, .. } => scripts(expected, path, faults),
        RuleKind::Pattern { pattern } => self::pattern(pattern, path, faults),
        RuleKind::AllOf(rules) | RuleKind::AnyOf(rules) | RuleKind::Not(rules) => {
            for (number, id) in rules.iter().enumerate() {
                let path = format!("{path}.rules[{number}]");
                match policy.rule(id).map(|(_, one)| of_more(one)) {
                    None => faults.add(&path, format!("there is no rule {id:?}")),
                    Some(Some(why)) => faults.add(&path, format!("the rule {id:?} {why}, and a combination looks at one message at a time")),
                    Some(None) => {}
                }
            }
            if depth(policy, rule, 0) > DEPTH {
                let what = format!("rules are combined more than {DEPTH} deep, or go in a circle");
                faults.add(&format!("{path}.rules"), what);
            }
        }
        _other => {}
    }
}

/// A script that nobody writes would make every thread a strange one.
fn scripts(expected: &[String], path: &str, faults: &mut Faults) {
    let path = format!("{path}.expected");
    if expected.is_empty() {
        faults.add(&path, "names no script: every thread would be found");
    }
    for (number, script) in expected.iter().enumerate() {
        if !SCRIPTS.contains(&script.as_str()) {
            let what = format!("{script:?}, expected one of: {}", SCRIPTS.join(", "));
            faults.add(&format!("{path}[{number}]"), what);
        }
    }
}

/// Why a rule says nothing of a single message; `None` when it does.
fn of_more(rule: &Rule) -> Option<&'static str> {
    match &rule.kind {
        RuleKind::Participant { .. } => Some("looks at who is in a thread"),
        RuleKind::Volume { .. } => Some("counts the messages of a day or a week"),
        RuleKind::Silence { .. } => Some("looks at the time between messages"),
        RuleKind::Language { .. } => Some("looks at all letters of a thread"),
        RuleKind::AfterHours { min_messages, .. } if *min_messages > 1 => {
            Some("counts the messages of a day")
        }
        RuleKind::Attachment { max_count, .. } if *max_count > 0 => {
            Some("counts the files of a day")
        }
        RuleKind::System { events }
            if events
                .iter()
                .any(|one| !OF_MESSAGES.contains(&one.as_str())) =>
        {
            Some("looks at lines that nobody wrote")
        }
        _one_message => None,
    }
}

fn depth(policy: &Policy, rule: &Rule, so_far: usize) -> usize {
    let inner = match &rule.kind {
        RuleKind::AllOf(rules) | RuleKind::AnyOf(rules) | RuleKind::Not(rules) => rules,
        _other => return so_far,
    };
    if so_far > DEPTH {
        return so_far;
    }
    let inner = inner.iter().filter_map(|id| policy.rule(id));
    let depths = inner.map(|(_, rule)| depth(policy, rule, so_far + 1));
    depths.max().unwrap_or(so_far + 1)
}

/// A pattern that is not understood, fits everything, or costs too much.
fn pattern(pattern: &str, path: &str, faults: &mut Faults) {
    let path = format!("{path}.pattern");
    if pattern.is_empty() {
        return;
    }
    let compiled = match Pattern::new(pattern) {
        Ok(compiled) => compiled,
        Err(PatternError::Form { at, .. }) => {
            return faults.add(&path, format!("is not understood at character {at}"));
        }
        Err(PatternError::Empty { .. }) => {
            return faults.add(
                &path,
                "fits the empty text, so it would be found everywhere",
            );
        }
        Err(PatternError::TooLarge { .. }) => {
            return faults.add(&path, "is too large: its repetitions are too many");
        }
    };
    let mut runner = crate::engine::detect::Runner::new(compiled);
    let texts = [trial(pattern), "a1 .,-_aA0".repeat(COSTLY_BYTES / 10)];
    for text in texts {
        runner.occurs(text.as_bytes());
    }
    if runner.n_worked_out() > COSTLY_PER_BYTE * COSTLY_BYTES as u64 {
        faults.add(
            &path,
            "costs too much: it keeps too many readings of a text open at once",
        );
    }
}

/// A text made of the pattern's own letters, which is what keeps most of its readings open.
fn trial(pattern: &str) -> String {
    let letters: String = pattern
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .collect();
    let letters = if letters.is_empty() {
        "x".to_owned()
    } else {
        letters
    };
    letters.repeat(COSTLY_BYTES / letters.len().max(1) + 1)
}

/// Tries every rule on its own examples.
pub(super) fn examples(policy: &Policy, faults: &mut Faults) {
    let matcher = match Matcher::new(policy) {
        Ok(matcher) => matcher,
        Err(what) => return faults.add("rules", what),
    };
    for (number, rule) in policy.rules.iter().enumerate() {
        for (field, texts, expected) in [("yes", &rule.yes, true), ("no", &rule.no, false)] {
            for (place, text) in texts.iter().enumerate() {
                let found = rule_finds(policy, &matcher, number, text);
                if found != expected {
                    let what = format!(
                        "rule {:?} {} its example {text:?}",
                        rule.id,
                        if found { "finds" } else { "does not find" }
                    );
                    faults.add(&format!("rules[{number}].tests.{field}[{place}]"), what);
                }
            }
        }
    }
}
