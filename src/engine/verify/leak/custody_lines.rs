//! Lines of `custody.jsonl`: what of them is case data is searched, the rest compared.

use super::files::{is_hex, json, other};
use super::fixed;
use super::scan::Scan;
use crate::engine::verify::json::Json;
use crate::engine::verify::{custody, names, stamp};
use crate::engine::witness;

/// What a custody line may say was done.
const ACTIONS: [&str; 7] = [
    "open",
    "intake",
    "date-order",
    "zone",
    "witness",
    "redact",
    "export",
];

/// A line of `custody.jsonl`.
pub(super) fn custody_line(line: &str, number: u64, scan: &mut Scan<'_>) {
    let fields = Json::read(line).ok();
    let fields = fields.as_ref().and_then(Json::as_object);
    let Some(fields) = fields else {
        return other(line, number, scan);
    };
    for (key, value) in fields {
        let text = value.as_text();
        let known = match key.as_str() {
            "action" => text.is_some_and(|word| ACTIONS.contains(&word)),
            "actor" => text.is_some_and(|text| text == custody::ROLE || fixed::is_tool(text)),
            "detail" => match stated(value) {
                Some(texts) => {
                    texts.into_iter().for_each(|text| other(text, number, scan));
                    true
                }
                None => is_known_detail(value),
            },
            "object" => text.is_some_and(is_known_object),
            "prev" => text.is_some_and(|text| text.len() == 64 && text.bytes().all(is_hex)),
            "seq" => value.as_number().is_some(),
            "time" => text.is_some_and(stamp::is_instant),
            _other => false,
        };
        if !known {
            json(key, value, &custody::KEYS, number, scan);
        }
    }
}

/// What somebody stated in a line `zone` or `intake`: the keys beside it are part of the format.
fn stated(detail: &Json) -> Option<Vec<&str>> {
    let is_known = |key: &str| {
        let mut answers = custody::INTAKE.iter();
        key == "zone" || answers.any(|(known, _)| *known == key)
    };
    let members = detail.as_object().filter(|members| !members.is_empty())?;
    let texts = members.iter().map(|(key, value)| {
        let text = value.as_text()?;
        is_known(key).then_some(text)
    });
    texts.collect()
}

fn is_known_object(text: &str) -> bool {
    let numbered = ["source ", "thread "]
        .iter()
        .find_map(|words| text.strip_prefix(words));
    numbered.is_some_and(|number| number.parse::<u32>().is_ok())
        || text == "redactions"
        || text == "network"
        || names::is_top_folder(text)
}

fn is_known_detail(value: &Json) -> bool {
    let known = |(key, value): &(String, Json)| match key.as_str() {
        "attachments" | "reviewers" => value.as_text().is_some_and(fixed::is_choice),
        "n_redactions" | "first_record" | "n_records" | "n_tried" | "n_blocked" | "disclosure" => {
            value.as_number().is_some()
        }
        "build" => value
            .as_text()
            .is_some_and(|text| text.is_empty() || witness::is_build(text)),
        "open" => value.as_list().is_some_and(|ways| {
            let mut words = ways.iter().map(Json::as_text);
            words.all(|word| word.is_some_and(witness::is_way))
        }),
        "order" | "shown" => matches!(value.as_text(), Some("dmy" | "mdy" | "ymd")),
        "state" => matches!(
            value.as_text(),
            Some("proven" | "corroborated" | "assumed" | "conflict")
        ),
        "codes" => value.as_object().is_some_and(|codes| {
            codes
                .iter()
                .all(|(code, n)| fixed::is_code(code) && n.as_number().is_some())
        }),
        _other => false,
    };
    value
        .as_object()
        .is_some_and(|members| members.iter().all(known))
}
