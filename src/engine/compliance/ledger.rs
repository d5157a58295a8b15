//! The ledger of other channels: each mention of one is open until evidence or a signed explanation
//! settles it, in this export and in the next.

use serde::{Deserialize, Serialize};

use super::catalogue::Code;
use super::draft::Finding;
use super::review::{Reviews, Settled};

/// One mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerItem {
    /// Number of the finding.
    pub finding: u32,
    /// What it is about: a channel, a number, a meeting.
    pub about: String,
    /// How it was settled; `None` while it is open.
    pub settled: Option<Settled>,
}

/// The codes that speak of another channel.
const CODES: [Code; 5] = [Code::O001, Code::O002, Code::O003, Code::O006, Code::R004];

/// All mentions, in the order of findings.
pub(super) fn ledger(findings: &[Finding], reviews: &Reviews) -> Vec<LedgerItem> {
    let numbered = (0..).zip(findings);
    let mentions = numbered.filter(|(_, finding)| is_mention(finding));
    mentions
        .map(|(number, finding)| LedgerItem {
            finding: number,
            about: about(finding),
            settled: reviews.settled(finding).cloned(),
        })
        .collect()
}

/// Whether a finding speaks of another channel.
pub(super) fn is_mention(finding: &Finding) -> bool {
    CODES.contains(&finding.code)
}

fn about(finding: &Finding) -> String {
    let named = |name: &str| {
        let found = finding.trigger.iter().find(|(of, _)| of == name);
        found.map(|(_, value)| value.clone())
    };
    let channel = named("channel")
        .or_else(|| named("host"))
        .or_else(|| named("number"));
    channel.unwrap_or_else(|| "a conversation".to_owned())
}
