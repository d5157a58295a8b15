//! JSON in one form only: what the ids of decisions are digests of.

use serde_json::Value;

use super::{Decision, DecisionId, DecisionKind};
use crate::engine::digest::sha256_hex;
use crate::engine::sorting;
use crate::engine::time::Instant;

/// JSON without white space, keys sorted by their bytes: what `jq -cS .` prints.
pub fn canonical_json(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<(&String, &Value)> = fields.iter().collect();
            sorting::sort_by_key(&mut fields, |(key, _)| *key);
            let fields: Vec<String> = fields
                .into_iter()
                .map(|(key, value)| format!("{}:{}", json_string(key), canonical_json(value)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical_json).collect();
            format!("[{}]", items.join(","))
        }
        Value::String(text) => json_string(text),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// `serde_json` leaves U+007F as it is; `jq` escapes it.
fn json_string(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

impl Decision {
    /// A decision with its id.
    pub fn new(by: &str, at: Instant, kind: DecisionKind) -> Decision {
        let mut decision = Decision {
            id: DecisionId(String::new()),
            by: by.to_owned(),
            at,
            kind,
        };
        decision.id = decision.computed_id();
        decision
    }

    /// The id that the content asks for.
    pub fn computed_id(&self) -> DecisionId {
        id_of(&serde_json::to_value(self).unwrap_or(Value::Null))
    }
}

/// The id of a decision as JSON: whatever stands there, but for its `id`.
pub(super) fn id_of(decision: &Value) -> DecisionId {
    let mut decision = decision.clone();
    if let Value::Object(fields) = &mut decision {
        fields.remove("id");
    }
    let digest = sha256_hex(canonical_json(&decision).as_bytes());
    DecisionId(digest.chars().take(16).collect())
}
