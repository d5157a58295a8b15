//! One rule on one text, for its examples and for trying it while it is written.

use super::{Elsewhere, Matcher, Moves, Seen};
use crate::engine::case::Case;
use crate::engine::compliance::policy::{Policy, RuleKind};
use crate::engine::detect::{DetectJob, DetectOptions, Detector};

/// Whether the rule of that number finds something in the text, whoever says it wherever.
pub(in crate::engine::compliance) fn rule_finds(
    policy: &Policy,
    matcher: &Matcher,
    rule: usize,
    text: &str,
) -> bool {
    let Some(of) = policy.rules.get(rule) else {
        return false;
    };
    let body = text.as_bytes();
    let mut seen = Seen::new(matcher);
    matcher.look(body, &mut seen);
    match &of.kind {
        RuleKind::Term(_)
        | RuleKind::Phrase { .. }
        | RuleKind::Near { .. }
        | RuleKind::Pattern { .. }
        | RuleKind::Complaint { .. } => {
            let hits = matcher.hits(policy, body, &mut seen);
            hits.iter().any(|hit| hit.rule == rule)
        }
        RuleKind::ChannelMove { .. } => {
            let moves = Moves::of(policy, matcher, body, &mut seen);
            let invites = moves.invitation(policy, rule).is_some();
            invites
                || !Elsewhere::of(policy, matcher, body, &mut seen)
                    .links
                    .is_empty()
        }
        RuleKind::Destroy { .. } => seen.destroys(matcher, rule).is_some(),
        RuleKind::Detector { ids, min_score } => detects(ids, *min_score, body),
        RuleKind::AllOf(rules) => {
            inner(policy, rules).all(|one| rule_finds(policy, matcher, one, text))
        }
        RuleKind::AnyOf(rules) => {
            inner(policy, rules).any(|one| rule_finds(policy, matcher, one, text))
        }
        RuleKind::Not(rules) => {
            !inner(policy, rules).any(|one| rule_finds(policy, matcher, one, text))
        }
        // These look at more than one text.
        RuleKind::AfterHours { .. }
        | RuleKind::Participant { .. }
        | RuleKind::Attachment { .. }
        | RuleKind::System { .. }
        | RuleKind::Volume { .. }
        | RuleKind::Silence { .. }
        | RuleKind::Language { .. } => false,
    }
}

fn inner<'p>(policy: &'p Policy, rules: &'p [String]) -> impl Iterator<Item = usize> + 'p {
    rules
        .iter()
        .filter_map(|id| policy.rule(id))
        .map(|(place, _)| place)
}

fn detects(ids: &[Detector], min_score: u8, body: &[u8]) -> bool {
    let mut job = DetectJob::new(&Case::default(), &detect_options(ids, &[]));
    let found = job.explain_text(body);
    found
        .iter()
        .any(|one| ids.contains(&one.detector) && one.points >= min_score)
}

/// Options that run these detectors and no others.
pub(in crate::engine::compliance) fn detect_options(
    ids: &[Detector],
    regions: &[String],
) -> DetectOptions {
    let mut countries: Vec<String> = regions.to_vec();
    countries.extend(
        ids.iter()
            .map(|one| one.country())
            .filter(|c| !c.is_empty())
            .map(str::to_owned),
    );
    countries.sort();
    countries.dedup();
    let others = Detector::ALL.iter().filter(|one| !ids.contains(one));
    DetectOptions {
        countries,
        without: others.copied().collect(),
        with: ids.to_vec(),
        terms: Vec::new(),
    }
}
