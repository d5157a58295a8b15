//! O005: asking to delete, or to let disappear.

use super::leaving::Hiding;
use super::{Scan, Subject};
use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::counting::n_of;
use crate::engine::compliance::draft::Drafts;
use crate::engine::compliance::ground::{Ground, when};
use crate::engine::compliance::policy::RuleKind;
use crate::engine::compliance::quoting::quoted;
use crate::engine::place::ByteSpan;

/// One finding for each rule that is on.
pub(super) fn destroys(
    scan: &mut Scan,
    ground: &Ground,
    subject: &Subject<'_>,
    hiding: Hiding<'_>,
    fired: &mut Vec<usize>,
    drafts: &mut Drafts,
) {
    if scan.seen.is_empty() {
        return;
    }
    for (number, rule) in ground.policy.rules.iter().enumerate() {
        if !matches!(rule.kind, RuleKind::Destroy { .. })
            || scan.rule(ground, number, subject.side).is_none()
        {
            continue;
        }
        let Some((verb, record, apart)) = scan.seen.destroys(&scan.matcher, number) else {
            continue;
        };
        let (a, b) = (
            scan.seen.span(subject.body, &verb),
            scan.seen.span(subject.body, &record),
        );
        let start = a.start.min(b.start);
        let span = ByteSpan {
            start,
            len: a.end().max(b.end()) - start,
        };
        if scan.is_hidden(hiding, Some(span)) {
            continue;
        }
        fired.push(number);
        let terms = format!(
            "{} … {}",
            scan.matcher.term(&verb),
            scan.matcher.term(&record)
        );
        *scan.terms.entry((number, terms.clone())).or_default() += 1;
        if !rule.enabled {
            continue;
        }
        let why = format!(
            "{} speaks of deleting or letting disappear at {}: {terms}, {} apart",
            quoted(&subject.voice.name),
            when(subject.thread, subject.id),
            n_of(apart, "word", "words"),
            terms = quoted(&terms)
        );
        let mut draft = subject
            .draft(Code::O005, why, Some(span))
            .severe(rule.severity);
        draft.rule = Some(number);
        drafts.push(draft.number("terms", terms).number("words apart", apart));
    }
}
