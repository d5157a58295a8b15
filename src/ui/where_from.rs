//! Where a message comes from: its bytes, where they stand, and what settled its kind.
//!
//! For whoever works on the case; nothing of it goes into a package.

use yew::prelude::*;

use crate::app::Action;
use crate::app::action::GoAction;
use crate::app::{characters, words};
use crate::engine::provenance::{Confidence, Provenance, Spelled};
use crate::engine::thread::{Encoding, MatchRule, RecordId};
use crate::engine::zones::ClockMark;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

/// Bytes in one line of the dump.
const IN_LINE: usize = 16;

/// The dialog. `None` while the worker looks.
pub(super) fn view(view: &View, shown: Option<&(RecordId, Provenance)>) -> Html {
    html! {
        <Dialog
            name="Where it comes from"
            wide={true}
            on_close={view.on(Action::Go(GoAction::DialogClosed))}
        >
            if let Some((record, found)) = shown {
                { view_found(*record, found) }
            } else {
                <p role="status">{ "Looking…" }</p>
            }
        </Dialog>
    }
}

fn view_found(record: RecordId, found: &Provenance) -> Html {
    html! {
        <>
            <p class="provenance__note">
                { "As it stands in the export, whatever is withheld. Nothing of this goes into a package." }
            </p>
            <dl class="facts">
                { for facts(record, found).into_iter().map(|(term, fact)| html! {
                    <div class="facts__row"><dt>{ term }</dt><dd><bdi>{ characters::shown(&fact, true) }</bdi></dd></div>
                }) }
            </dl>
            <h3 class="provenance__head">{ "Spelled out" }</h3>
            <pre class="provenance__text" tabindex="0" aria-label="The message with invisible characters spelled out">
                { for found.spelled.iter().map(view_spelled) }
            </pre>
            <h3 class="provenance__head">{ "Bytes" }</h3>
            <pre class="provenance__bytes" tabindex="0" aria-label="The bytes of the message">
                { dump(&found.bytes) }
            </pre>
            if found.n_more_bytes > 0 {
                <p>{ words::counted(found.n_more_bytes, "more byte is not shown.", "more bytes are not shown.") }</p>
            }
        </>
    }
}

fn facts(record: RecordId, found: &Provenance) -> Vec<(&'static str, String)> {
    let end = found.byte_start + found.byte_len;
    let mut facts = vec![
        ("Message", (record.0 + 1).to_string()),
        ("File", found.entry.clone()),
        (
            "Bytes",
            format!(
                "{} to {end} ({})",
                found.byte_start,
                words::size_exact(found.byte_len)
            ),
        ),
        ("Encoding", encoding(found.encoding).to_owned()),
        ("Time as written", found.stamp.clone()),
        (
            "Read as",
            found.at.clone().unwrap_or_else(|| "unresolved".to_owned()),
        ),
    ];
    match found.clock {
        Some(ClockMark::Twice) => facts.push((
            "In the stated zone",
            "its clock showed this time twice; which of the two is not known".to_owned(),
        )),
        Some(ClockMark::Never) => facts.push((
            "In the stated zone",
            "its clock never showed this time, which speaks against the zone".to_owned(),
        )),
        None => {}
    }
    if let Some((state, evidence)) = &found.order {
        let state = words::order_state(*state);
        facts.push(("Order of the date", format!("{state}: {evidence}")));
    }
    facts.push(("Kind, because", found.rule.text().to_owned()));
    facts.push(("How sure", confidence(found.confidence).to_owned()));
    if let Some((name, rule)) = &found.file {
        facts.push(("Names the file", format!("{name} ({})", tie(*rule))));
    }
    if !found.flags.is_empty() {
        facts.push(("Marked", found.flags.join(", ")));
    }
    facts
}

fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le => "UTF-16, little end first; shown as UTF-8",
        Encoding::Utf16Be => "UTF-16, big end first; shown as UTF-8",
    }
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => "low: only the structure speaks for it",
        Confidence::Medium => "medium: the words do, and a person can type them, too",
        Confidence::High => "high: structure and words agree",
    }
}

fn tie(rule: MatchRule) -> &'static str {
    match rule {
        MatchRule::Exact => "an entry has the same name, byte for byte",
        MatchRule::Nfc => "an entry has the same name, composed alike",
        MatchRule::Folded => "an entry has the same name but for case or invisible marks",
        MatchRule::WithoutFolder => "an entry in a folder has that name",
        MatchRule::Missing => "no entry has that name",
    }
}

fn view_spelled(piece: &Spelled) -> Html {
    match piece {
        Spelled::Text(text) => html! { <bdi>{ text }</bdi> },
        Spelled::Named { number, name } => html! {
            <span class="provenance__named">{ format!("[{number} {name}]") }</span>
        },
        Spelled::Byte(byte) => html! {
            <span class="provenance__named">{ format!("[byte {byte:02X}]") }</span>
        },
    }
}

/// Hex on the left, ASCII on the right.
fn dump(bytes: &[u8]) -> String {
    let line = |(index, line): (usize, &[u8])| {
        let hex: Vec<String> = line.iter().map(|byte| format!("{byte:02x}")).collect();
        let text: String = line.iter().map(|byte| shown(*byte)).collect();
        format!("{:06x}  {:<47}  {text}\n", index * IN_LINE, hex.join(" "))
    };
    bytes.chunks(IN_LINE).enumerate().map(line).collect()
}

fn shown(byte: u8) -> char {
    match byte {
        0x20..=0x7E => char::from(byte),
        _other => '·',
    }
}
