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
use crate::say;
use crate::ui::parts::Dialog;
use crate::ui::view::View;

/// Bytes in one line of the dump.
const IN_LINE: usize = 16;

/// The dialog. `None` while the worker looks.
pub(super) fn view(view: &View, shown: Option<&(RecordId, Provenance)>) -> Html {
    html! {
        <Dialog
            name={say::where_it_comes_from()}
            wide={true}
            on_close={view.on(Action::Go(GoAction::DialogClosed))}
        >
            if let Some((record, found)) = shown {
                { view_found(*record, found) }
            } else {
                <p role="status">{ say::looking() }</p>
            }
        </Dialog>
    }
}

fn view_found(record: RecordId, found: &Provenance) -> Html {
    html! {
        <>
            <p class="provenance__note">
                { say::as_it_stands_in_the_export_whatever() }
            </p>
            <dl class="facts">
                { for facts(record, found).into_iter().map(|(term, fact)| html! {
                    <div class="facts__row"><dt>{ term }</dt><dd><bdi>{ characters::shown(&fact, true) }</bdi></dd></div>
                }) }
            </dl>
            <h3 class="provenance__head">{ say::spelled_out() }</h3>
            <pre class="provenance__text" tabindex="0" aria-label={say::the_message_with_invisible_characters_spelled_out()}>
                { for found.spelled.iter().map(view_spelled) }
            </pre>
            <h3 class="provenance__head">{ say::bytes() }</h3>
            <pre class="provenance__bytes" tabindex="0" aria-label={say::the_bytes_of_the_message()}>
                { dump(&found.bytes) }
            </pre>
            if found.n_more_bytes > 0 {
                <p>{ say::n_more_bytes_are_not_shown(found.n_more_bytes) }</p>
            }
        </>
    }
}

fn facts(record: RecordId, found: &Provenance) -> Vec<(&'static str, String)> {
    let end = found.byte_start + found.byte_len;
    let mut facts = vec![
        (say::message(), (record.0 + 1).to_string()),
        (say::file(), found.entry.clone()),
        (
            say::bytes(),
            say::byte_start_to_end_byte_len(
                found.byte_start,
                end,
                words::size_exact(found.byte_len),
            ),
        ),
        (say::encoding(), encoding(found.encoding).to_owned()),
        (say::time_as_written(), found.stamp.clone()),
        (
            say::read_as(),
            found
                .at
                .clone()
                .unwrap_or_else(|| say::unresolved_word().to_owned()),
        ),
    ];
    match found.clock {
        Some(ClockMark::Twice) => facts.push((
            say::in_the_stated_zone(),
            say::its_clock_showed_this_time_twice_which().to_owned(),
        )),
        Some(ClockMark::Never) => facts.push((
            say::in_the_stated_zone(),
            say::its_clock_never_showed_this_time_which().to_owned(),
        )),
        None => {}
    }
    if let Some((state, evidence)) = &found.order {
        let state = words::order_state(*state);
        facts.push((say::order_of_the_date(), format!("{state}: {evidence}")));
    }
    facts.push((say::kind_because(), found.rule.text().to_owned()));
    facts.push((say::how_sure(), confidence(found.confidence).to_owned()));
    if let Some((name, rule)) = &found.file {
        facts.push((say::names_the_file(), format!("{name} ({})", tie(*rule))));
    }
    if !found.flags.is_empty() {
        facts.push((say::marked(), found.flags.join(", ")));
    }
    facts
}

fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le => say::utf_16_little_end_first_shown_as(),
        Encoding::Utf16Be => say::utf_16_big_end_first_shown_as(),
    }
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => say::low_only_the_structure_speaks_for_it(),
        Confidence::Medium => say::medium_the_words_do_and_a_person(),
        Confidence::High => say::high_structure_and_words_agree(),
    }
}

fn tie(rule: MatchRule) -> &'static str {
    match rule {
        MatchRule::Exact => say::an_entry_has_the_same_name_byte(),
        MatchRule::Nfc => say::an_entry_has_the_same_name_composed(),
        MatchRule::Folded => say::an_entry_has_the_same_name_but(),
        MatchRule::WithoutFolder => say::an_entry_in_a_folder_has_that(),
        MatchRule::Missing => say::no_entry_has_that_name(),
    }
}

fn view_spelled(piece: &Spelled) -> Html {
    match piece {
        Spelled::Text(text) => html! { <bdi>{ text }</bdi> },
        Spelled::Named { number, name } => html! {
            <span class="provenance__named">{ format!("[{number} {name}]") }</span>
        },
        Spelled::Byte(byte) => html! {
            <span class="provenance__named">{ say::byte_byte(format_args!("{:02X}", byte)) }</span>
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
