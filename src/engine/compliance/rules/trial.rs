//! A policy's terms, tried on texts that they must find.

use super::{Matcher, Moves, Seen};
use crate::engine::compliance::policy::{Channel, Policy, Rule, RuleKind};

/// The words that a rule lists one by one.
pub(in crate::engine::compliance) fn rule_terms(rule: &Rule) -> &[String] {
    match &rule.kind {
        RuleKind::Term(terms) => &terms.words,
        RuleKind::Phrase { phrases, .. } => phrases,
        RuleKind::Complaint { words, .. } => words,
        _other => &[],
    }
}

/// Ready to try.
pub(in crate::engine::compliance) struct Trial<'p> {
    policy: &'p Policy,
    matcher: Matcher,
    seen: Seen,
}

impl<'p> Trial<'p> {
    /// `None`: the policy names too much to be looked for.
    pub(in crate::engine::compliance) fn of(policy: &'p Policy) -> Option<Trial<'p>> {
        let matcher = Matcher::new(policy).ok()?;
        let seen = Seen::new(&matcher);
        Some(Trial {
            policy,
            matcher,
            seen,
        })
    }

    /// As which term of its rule a term is found, in the rule's own example or in itself: another one
    /// where both are the same once case, accents and hyphens are folded. `None`: it never is.
    pub(in crate::engine::compliance) fn found_as(
        &mut self,
        rule: usize,
        term: &str,
    ) -> Option<String> {
        let of = self.policy.rules.get(rule);
        let examples = of.map_or(&[][..], |rule| rule.yes.as_slice());
        let texts = examples.iter().map(String::as_str).chain([term]);
        let mut other = None;
        for text in texts {
            self.matcher.look(text.as_bytes(), &mut self.seen);
            let hits = self
                .matcher
                .hits(self.policy, text.as_bytes(), &mut self.seen);
            let mut hits = hits.into_iter().filter(|hit| hit.rule == rule);
            other = hits.next().map(|hit| hit.term);
            if other.as_deref() == Some(term) || hits.any(|hit| hit.term == term) {
                return Some(term.to_owned());
            }
        }
        // The last text was the term itself.
        other
    }

    /// Whether a rule finds the usual invitation to a channel.
    pub(in crate::engine::compliance) fn invites_to(
        &mut self,
        rule: usize,
        channel: &Channel,
    ) -> bool {
        let of = self.policy.rules.get(rule).map(|rule| &rule.kind);
        let (Some(RuleKind::ChannelMove { verbs, .. }), Some(word)) = (of, channel.words.first())
        else {
            return false;
        };
        let text = format!("{} to {word}", verbs.first().map_or("", String::as_str));
        self.matcher.look(text.as_bytes(), &mut self.seen);
        let moves = Moves::of(self.policy, &self.matcher, text.as_bytes(), &mut self.seen);
        moves.invitation(self.policy, rule).is_some()
    }
}
