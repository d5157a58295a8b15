//! The browser's own record of requests, which misses nothing, workers included. Its tail may be
//! cut off, so it is read line by line.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

/// Every address that the page or its worker asked for. Those of the browser itself are told apart
/// by their initiator: ours is `origin`.
///
/// # Panics
/// When the log is not there.
pub fn asked_by(log: &Path, origin: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(log).expect("the browser wrote its network log");
    let mut asked = BTreeSet::new();
    for line in text.lines() {
        let line = line.trim_end_matches([',', ']', '}']);
        let Some(event) = parsed(line) else {
            continue;
        };
        let parameters = &event["params"];
        let word = |key: &str| parameters[key].as_str().unwrap_or_default();
        let ours = word("initiator").starts_with(origin) || word("initiator") == "null";
        if ours && !word("url").is_empty() {
            asked.insert(word("url").to_owned());
        }
    }
    asked
}

/// The line as an event, with the braces that trimming may have taken.
fn parsed(line: &str) -> Option<Value> {
    ["", "}", "}}", "}}}", "]}}"]
        .iter()
        .find_map(|end| serde_json::from_str(&format!("{line}{end}")).ok())
}
