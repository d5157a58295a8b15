//! The report as files: a page, JSON, tables, the labels, and what it was asked with.

use serde_json::json;

use super::{Report, page, tables};

/// The names that the files can have.
pub const REPORT_FILES: [&str; 14] = [
    "compliance.html",
    "compliance.json",
    "findings.csv",
    "people.csv",
    "members.csv",
    "completeness.csv",
    "ledger.csv",
    "lexicon.csv",
    "sample.csv",
    "summary.csv",
    "labels.json",
    "policy.json",
    "roster.csv",
    "roster.vcf",
];

/// What a report was asked with, as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskedWith {
    /// The policy's file.
    pub policy: String,
    /// The roster's file; empty for none.
    pub roster: String,
    /// Whether the roster holds cards.
    pub is_cards: bool,
}

/// Name and text of each file. The same numbers stand in all forms, since one report makes them.
pub fn report_files(report: &Report) -> Vec<(String, String)> {
    let json = serde_json::to_string_pretty(report).unwrap_or_default();
    let mut files = vec![
        ("compliance.html".to_owned(), page(report)),
        ("compliance.json".to_owned(), format!("{json}\n")),
        ("labels.json".to_owned(), labels(report)),
    ];
    let tables = tables(report).into_iter();
    files.extend(tables.map(|(name, text)| (name.to_owned(), text)));
    files
}

/// The same, with what the report was asked with: for whoever keeps it.
pub fn files_to_keep(report: &Report, asked: &AskedWith) -> Vec<(String, String)> {
    let mut files = report_files(report);
    files.push(("policy.json".to_owned(), asked.policy.clone()));
    if !asked.roster.trim().is_empty() {
        let name = match asked.is_cards {
            true => "roster.vcf",
            false => "roster.csv",
        };
        files.push((name.to_owned(), asked.roster.clone()));
    }
    files
}

/// Labels of retention and legal holds. They say how long to keep, and delete nothing.
fn labels(report: &Report) -> String {
    let holds: Vec<serde_json::Value> = report
        .holds
        .iter()
        .map(|(person, hold)| json!({ "hold": hold, "person": person }))
        .collect();
    let labels = json!({
        "format": "threadseal-labels-1",
        "policy": report.policy,
        "policy_sha256": report.policy_sha256,
        "retention": report.retention,
        "holds": holds,
        "sources": report.statements.iter().map(|one| &one.sha256).collect::<Vec<_>>(),
    });
    let text = serde_json::to_string_pretty(&labels).unwrap_or_default();
    format!("{text}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_a_name_that_is_known() {
        let asked = AskedWith {
            roster: "person_id".to_owned(),
            ..AskedWith::default()
        };
        for is_cards in [false, true] {
            let asked = AskedWith {
                is_cards,
                ..asked.clone()
            };
            let files = files_to_keep(&Report::default(), &asked);
            assert_eq!(files.len(), REPORT_FILES.len() - 1);
            for (name, _) in files {
                assert!(REPORT_FILES.contains(&name.as_str()), "{name}");
            }
        }
    }
}
