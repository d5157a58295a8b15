//! Who did what, chained: each line holds the SHA-256 of the line before. A projection of the
//! decision log, chained anew, since the digest of a line that stays behind could be guessed from.
//!
//! Must never: hold the name, the size or a digest of a source, or a term.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::bag::package_name;
use super::plan::Material;
use super::reviewers::{self, called};
use super::times;
use super::walk::sorted_codes;
use crate::engine::decision::{
    Decision, DecisionId, DecisionKind, DecisionLog, IntakeClaim, canonical_json, intake_of,
};
use crate::engine::digest::sha256_hex;
use crate::engine::session::protocol::{MediaChoice, Reviewers};
use crate::engine::witness;

/// The word for what happens to attachments.
pub(super) fn media_word(media: MediaChoice) -> &'static str {
    match media {
        MediaChoice::AsTheyAre => "as-they-are",
        MediaChoice::Cleaned => "cleaned",
        MediaChoice::Withheld => "withheld",
    }
}

/// The whole file.
///
/// `original` tells which decision of the log a decision about a copy stands for.
pub(super) fn file(
    material: &Material,
    log: &DecisionLog,
    original: &BTreeMap<DecisionId, DecisionId>,
) -> Vec<u8> {
    let mut chain = Chain::default();
    let reviewers = material.options.reviewers;
    for (number, source) in material.plan.sources().into_iter().enumerate() {
        if let Some(opened) = opening(material, log, source) {
            let object = format!("source {}", number + 1);
            let by = called(&opened.by, reviewers);
            chain.line("open", &by, &object, opened.at.as_str(), json!({}));
        }
    }
    intakes(&mut chain, material, log);
    times::custody(&mut chain, material);
    witnessed(&mut chain, log, reviewers);
    let decisions = standing(material, original);
    if let Some(latest) = decisions
        .values()
        .max_by_key(|decision| (decision.at.unix_ms(), &decision.by, decision.at.as_str()))
    {
        let detail = json!({ "codes": counts(&decisions), "n_redactions": decisions.len() });
        chain.line(
            "redact",
            &called(&latest.by, reviewers),
            "redactions",
            latest.at.as_str(),
            detail,
        );
    }
    let mut detail = json!({
        "attachments": media_word(material.options.media),
        "reviewers": reviewers::word(reviewers),
    });
    if let (Some(number), Value::Object(fields)) = (material.number, &mut detail) {
        fields.insert("disclosure".to_owned(), number.into());
    }
    chain.line(
        "export",
        &material.options.tool,
        &package_name(material),
        material.options.created.as_str(),
        detail,
    );
    chain.out
}

/// What people say of how the exports came here: answers that nobody gave are left out.
fn intakes(chain: &mut Chain, material: &Material, log: &DecisionLog) {
    for (number, claim) in stated(material, log) {
        let answers = claim.intake.answers().into_iter();
        let given = answers.filter(|(_, answer)| !answer.is_empty());
        let detail: serde_json::Map<String, Value> = given
            .map(|(key, answer)| (key.to_owned(), answer.into()))
            .collect();
        let by = called(&claim.by, material.options.reviewers);
        let object = format!("source {number}");
        chain.line("intake", &by, &object, claim.at.as_str(), detail.into());
    }
}

/// The forms of intake that stand, with the numbers of their sources in the package, from 1.
pub(super) fn stated(material: &Material, log: &DecisionLog) -> Vec<(usize, IntakeClaim)> {
    let sources = material.plan.sources().into_iter().zip(1..);
    let claims = sources.filter_map(|(source, number)| {
        let id = &material.case.sources.get(source)?.id;
        Some((number, intake_of(log, id)?))
    });
    claims.collect()
}

/// The last time that every way out of the page was tried, when that stands in the log. Words that
/// are not ours stay behind.
fn witnessed(chain: &mut Chain, log: &DecisionLog, reviewers: Reviewers) {
    let standing = log.standing();
    let last = standing
        .iter()
        .rev()
        .find_map(|decision| match &decision.kind {
            DecisionKind::Witnessed {
                build,
                n_tried,
                n_blocked,
                open,
            } => Some((decision, build, n_tried, n_blocked, open)),
            _other => None,
        });
    let Some((decision, build, n_tried, n_blocked, open)) = last else {
        return;
    };
    let build = build.as_deref().filter(|build| witness::is_build(build));
    let build = build.unwrap_or_default();
    let open: Vec<&String> = open.iter().filter(|way| witness::is_way(way)).collect();
    chain.line(
        "witness",
        &called(&decision.by, reviewers),
        "network",
        decision.at.as_str(),
        json!({ "build": build, "n_blocked": n_blocked, "n_tried": n_tried, "open": open }),
    );
}

/// The first opening of a source that stands in the log.
fn opening<'a>(material: &Material, log: &'a DecisionLog, source: usize) -> Option<&'a Decision> {
    let id = &material.case.sources.get(source)?.id;
    log.standing()
        .into_iter()
        .find(|decision| match &decision.kind {
            DecisionKind::Opened { source, .. } => source == id,
            _other => false,
        })
}

/// The decisions that have rows in the redaction log, by the id of the one a person made.
fn standing<'a>(
    material: &'a Material,
    original: &BTreeMap<DecisionId, DecisionId>,
) -> BTreeMap<DecisionId, &'a Decision> {
    let mut out = BTreeMap::new();
    for index in material.plan.rows_of.keys() {
        if let Some(standing) = material.redactions.decisions().get(*index as usize) {
            let decision = &standing.decision;
            let id = original.get(&decision.id).unwrap_or(&decision.id);
            out.entry(id.clone()).or_insert(decision);
        }
    }
    out
}

fn counts(decisions: &BTreeMap<DecisionId, &Decision>) -> BTreeMap<String, u64> {
    let mut out = BTreeMap::new();
    for code in decisions
        .values()
        .flat_map(|decision| sorted_codes(decision))
    {
        *out.entry(code).or_insert(0) += 1;
    }
    out
}

/// Lines, each holding the digest of the one before.
pub(super) struct Chain {
    /// The lines so far.
    pub(super) out: Vec<u8>,
    prev: String,
    seq: u64,
}

impl Default for Chain {
    fn default() -> Chain {
        Chain {
            out: Vec::new(),
            prev: "0".repeat(64),
            seq: 0,
        }
    }
}

impl Chain {
    /// Appends a line.
    pub(super) fn line(
        &mut self,
        action: &str,
        actor: &str,
        object: &str,
        time: &str,
        detail: Value,
    ) {
        self.seq += 1;
        let line = canonical_json(&json!({
            "action": action,
            "actor": actor,
            "detail": detail,
            "object": object,
            "prev": self.prev,
            "seq": self.seq,
            "time": time,
        }));
        self.prev = sha256_hex(line.as_bytes());
        self.out.extend_from_slice(line.as_bytes());
        self.out.push(b'\n');
    }
}
