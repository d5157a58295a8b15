//! How a finding is known in another export of its thread.

use crate::engine::compliance::draft::Finding;
use crate::engine::decision::FindingRef;

/// Whether two references rest on different exports.
pub(super) fn is_of_another_export(one: &FindingRef, other: &FindingRef) -> bool {
    let source = |of: &FindingRef| of.place.as_ref().map(|place| place.source.clone());
    source(one) != source(other)
}

/// By what a finding is known in another export.
pub(super) fn same_key(finding: &FindingRef) -> String {
    keyed(finding, &finding.same)
}

fn keyed(finding: &FindingRef, same: &str) -> String {
    format!("={}|{}|{same}", finding.code, finding.rule)
}

/// By what another export's finding is known, and by what logs of earlier versions know it.
pub(super) fn same_keys(finding: &Finding) -> Vec<String> {
    let before = (!finding.same_before.is_empty()).then_some(&finding.same_before);
    let all = std::iter::once(&finding.key.same).chain(before);
    all.map(|same| keyed(&finding.key, same)).collect()
}
