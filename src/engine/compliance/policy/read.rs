//! The file to a policy: everything but the rules themselves.

use serde_json::Value;

use super::fields::{Faults, Fields, texts};
use super::twice::twice;
use super::{
    Channel, ChannelStatus, Clause, ClauseKind, Excluded, Exclusion, POLICY_BYTES, POLICY_FORMAT,
    Policy, PolicyError, Retention, Review, Sampling, WordList, check, hours, rules,
};
use crate::engine::compliance::catalogue::{Code, Severity};
use crate::engine::digest::sha256_hex;
use crate::engine::orders::is_zone;

/// Reads a policy and tries the examples of its rules.
///
/// Errors: [`PolicyError`], with every fault and its path.
pub fn policy_from_json(text: &str) -> Result<Policy, PolicyError> {
    if text.len() > POLICY_BYTES {
        return Err(PolicyError::TooLarge {
            found: text.len(),
            limit: POLICY_BYTES,
        });
    }
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(plain).map_err(|error| PolicyError::NotJson {
        what: error.to_string(),
        line: error.line() as u32,
    })?;
    let mut faults = Faults::default();
    twice(plain, &mut faults);
    let policy = policy(&value, text, &mut faults);
    if let Some(policy) = &policy {
        check::references(policy, &mut faults);
        if faults.0.is_empty() {
            check::examples(policy, &mut faults);
        }
    }
    match policy {
        Some(policy) if faults.0.is_empty() => Ok(policy),
        Some(_) | None => Err(PolicyError::Faults { faults: faults.0 }),
    }
}

fn policy(value: &Value, text: &str, faults: &mut Faults) -> Option<Policy> {
    let mut top = Fields::of(value, "", faults)?;
    let format = top.needed_text("format", faults);
    if !format.is_empty() && format != POLICY_FORMAT {
        faults.add("format", format!("{format:?}, expected {POLICY_FORMAT:?}"));
    }
    let lists = lists(&mut top, faults);
    let policy = Policy {
        digest: sha256_hex(text.as_bytes()),
        id: top.needed_text("id", faults),
        title: top.needed_text("title", faults),
        version: version(&mut top, faults),
        owner: top.text("owner", faults).unwrap_or_default(),
        effective_from: top.day("effective_from", faults),
        effective_to: top.day("effective_to", faults),
        clauses: clauses(&mut top, faults),
        zone: None,
        person_zones: Vec::new(),
        hours: top
            .named("hours", faults)
            .into_iter()
            .map(|(name, path, value)| (name, hours::table(value, &path, faults)))
            .collect(),
        channels: channels(&mut top, faults),
        rules: rules::rules(&mut top, &lists, faults),
        lists,
        sampling: sampling(&mut top, faults),
        review: review(&mut top, faults),
        retention: retention(&mut top, faults),
        severity: severities(&mut top, faults),
        exclusions: exclusions(&mut top, faults),
        internal_threads: top.texts("internal_threads", faults),
        running_threads: top.texts("running_threads", faults),
    };
    let policy = with_zones(policy, &mut top, faults);
    top.finish(faults);
    Some(policy)
}

fn version(top: &mut Fields<'_>, faults: &mut Faults) -> u64 {
    let text = top.needed_text("version", faults);
    text.trim().parse().unwrap_or_else(|_| {
        if !text.is_empty() {
            faults.add(
                "version",
                format!("{text:?}, expected a whole number as text"),
            );
        }
        0
    })
}

fn with_zones(mut policy: Policy, top: &mut Fields<'_>, faults: &mut Faults) -> Policy {
    for (name, path, value) in top.named("zones", faults) {
        match value.as_str() {
            Some(zone) if is_zone(zone) => {
                if name == "default" {
                    policy.zone = Some(zone.to_owned());
                } else {
                    policy.person_zones.push((name, zone.to_owned()));
                }
            }
            Some(zone) => {
                let what = format!(
                    "{zone:?}, expected a zone such as Europe/London, or an offset such as +01:00"
                );
                faults.add(&path, what);
            }
            None if value.is_null() => {}
            None => faults.add(&path, "expected text"),
        }
    }
    policy
}

fn clauses(top: &mut Fields<'_>, faults: &mut Faults) -> Vec<Clause> {
    let kinds = [
        ("do", ClauseKind::Do),
        ("do_not", ClauseKind::DoNot),
        ("resolve", ClauseKind::Resolve),
    ];
    let mut clauses = Vec::new();
    for mut one in top.objects("clauses", faults) {
        clauses.push(Clause {
            id: one.needed_text("id", faults),
            title: one.needed_text("title", faults),
            text: one.needed_text("text", faults),
            kind: one.word("kind", &kinds, ClauseKind::Do, faults),
        });
        one.finish(faults);
    }
    clauses
}

fn channels(top: &mut Fields<'_>, faults: &mut Faults) -> Vec<Channel> {
    let statuses = [
        ("approved", ChannelStatus::Approved),
        ("captured", ChannelStatus::Captured),
        ("forbidden", ChannelStatus::Forbidden),
    ];
    let mut channels = Vec::new();
    for mut one in top.objects("channels", faults) {
        channels.push(Channel {
            id: one.needed_text("id", faults),
            title: one.needed_text("title", faults),
            words: one.texts("words", faults),
            hosts: one.texts("hosts", faults),
            status: one.word("status", &statuses, ChannelStatus::Forbidden, faults),
        });
        one.finish(faults);
    }
    channels
}

/// A list is its words, or an object that names their language, too.
fn lists(top: &mut Fields<'_>, faults: &mut Faults) -> Vec<WordList> {
    let mut lists = Vec::new();
    for (name, path, value) in top.named("lists", faults) {
        if value.is_array() {
            lists.push(WordList {
                name,
                language: String::new(),
                words: texts(value, &path, faults),
            });
            continue;
        }
        let Some(mut fields) = Fields::of(value, &path, faults) else {
            continue;
        };
        lists.push(WordList {
            name,
            language: fields.text("language", faults).unwrap_or_default(),
            words: fields.texts("words", faults),
        });
        fields.finish(faults);
    }
    lists
}

fn sampling(top: &mut Fields<'_>, faults: &mut Faults) -> Sampling {
    let mut sampling = Sampling {
        share_ppm: 50_000,
        minimum: 25,
        by_side: true,
        by_flagged: true,
    };
    let Some(value) = top.value("sampling") else {
        return sampling;
    };
    let Some(mut fields) = Fields::of(value, "sampling", faults) else {
        return sampling;
    };
    if let Some(share) = fields.value("share") {
        match share.as_f64().filter(|share| (0.0..=1.0).contains(share)) {
            Some(share) => sampling.share_ppm = (share * 1_000_000.0).round() as u32,
            None => faults.add(
                "sampling.share",
                format!("{share}, expected a number from 0 to 1"),
            ),
        }
    }
    sampling.minimum = fields.number("minimum", sampling.minimum, faults);
    if fields.value("strata").is_some() {
        let strata = fields.texts("strata", faults);
        sampling.by_side = strata.iter().any(|word| word == "side");
        sampling.by_flagged = strata.iter().any(|word| word == "flagged");
        for (number, word) in strata.iter().enumerate() {
            if !matches!(word.as_str(), "side" | "flagged") {
                let what = format!("{word:?}, expected side or flagged");
                faults.add(&format!("sampling.strata[{number}]"), what);
            }
        }
    }
    fields.finish(faults);
    sampling
}

/// The severities by their words.
pub(super) const SEVERITIES: [(&str, Severity); 4] = [
    ("info", Severity::Info),
    ("low", Severity::Low),
    ("medium", Severity::Medium),
    ("high", Severity::High),
];

fn review(top: &mut Fields<'_>, faults: &mut Faults) -> Review {
    let mut review = Review {
        levels: 1,
        second_person_from: None,
        due_days: 10,
        reasons: Vec::new(),
    };
    let Some(value) = top.value("review") else {
        return review;
    };
    let Some(mut fields) = Fields::of(value, "review", faults) else {
        return review;
    };
    review.levels = fields.number("levels", review.levels, faults).max(1);
    review.due_days = fields.number("due_days", review.due_days, faults);
    review.reasons = fields.texts("reasons", faults);
    if fields.value("second_person_from").is_some() {
        let from = fields.word("second_person_from", &SEVERITIES, Severity::High, faults);
        review.second_person_from = Some(from);
    }
    fields.finish(faults);
    review
}

fn retention(top: &mut Fields<'_>, faults: &mut Faults) -> Vec<Retention> {
    let mut labels = Vec::new();
    for mut one in top.objects("retention", faults) {
        labels.push(Retention {
            id: one.needed_text("id", faults),
            title: one.needed_text("title", faults),
            years: one.number("years", 0, faults),
            applies_to: one.needed_text("applies_to", faults),
        });
        one.finish(faults);
    }
    labels
}

fn severities(top: &mut Fields<'_>, faults: &mut Faults) -> Vec<(Code, Severity)> {
    let mut found = Vec::new();
    for (name, path, value) in top.named("severity", faults) {
        let severity = value.as_str().and_then(Severity::from_word);
        match (Code::from_id(&name), severity) {
            (Some(Code::D002), Some(severity)) if severity < Severity::High => faults.add(
                &path,
                format!("{value}, and a secret that was shared is always \"high\""),
            ),
            (Some(code), Some(severity)) => found.push((code, severity)),
            (None, _) => faults.add(&path, "is no code of a finding, expected one such as R001"),
            (_, None) => faults.add(
                &path,
                format!("{value}, expected info, low, medium or high"),
            ),
        }
    }
    found
}

fn exclusions(top: &mut Fields<'_>, faults: &mut Faults) -> Vec<Exclusion> {
    let mut found = Vec::new();
    for mut one in top.objects("exclusions", faults) {
        let phrase = one.text("phrase", faults).map(Excluded::Phrase);
        let sender = one.text("sender", faults).map(Excluded::Sender);
        let thread = one.text("thread", faults).map(Excluded::Thread);
        let reason = one.needed_text("reason", faults);
        let until = one.day("until", faults);
        let mut what: Vec<Excluded> = [phrase, sender, thread].into_iter().flatten().collect();
        match (what.pop(), what.is_empty()) {
            (Some(what), true) if what.is_empty() => {
                faults.add(&one.path, "names nothing that is hidden: the text is empty");
            }
            (Some(what), true) => found.push(Exclusion {
                what,
                reason,
                until,
            }),
            (Some(_), false) | (None, _) => {
                faults.add(&one.path, "expected exactly one of: phrase, sender, thread");
            }
        }
        one.finish(faults);
    }
    found
}
