//! Words as pieces, each with its place, so that a selection can be turned into bytes.

use yew::prelude::*;

use crate::app::characters;
use crate::engine::session::protocol::Piece;
use crate::say;

/// A run of pieces.
#[derive(Properties, PartialEq)]
pub(crate) struct WordsProps {
    /// In order.
    pub pieces: Vec<Piece>,
    /// Invisible characters are spelled out.
    pub spell_out: bool,
    /// It is a name: stays on one line and is not selectable as message text.
    #[prop_or_default]
    pub name: bool,
}

/// Draws pieces. Text direction follows each text; nothing in it can reorder what is around it.
#[component]
pub(crate) fn Words(props: &WordsProps) -> Html {
    let pieces = props
        .pieces
        .iter()
        .map(|piece| view_piece(piece, props.spell_out, props.name));
    if props.name {
        html! { <bdi class="words words--name">{ for pieces }</bdi> }
    } else {
        html! { <div class="words" dir="auto">{ for pieces }</div> }
    }
}

fn view_piece(piece: &Piece, spell_out: bool, name: bool) -> Html {
    let spells = |c: char| spelled(c, spell_out, name);
    if !piece.atomic && piece.text.chars().any(|c| spells(c).is_some()) {
        let runs = runs(piece, spells);
        return html! { <>{ for runs.iter().map(|run| view_run(run, piece, name)) }</> };
    }
    let run = Run {
        start: piece.span.start,
        len: piece.span.len,
        text: piece.text.clone(),
        atomic: piece.atomic,
        invisible: false,
    };
    view_run(&run, piece, name)
}

struct Run {
    start: u32,
    len: u32,
    text: String,
    atomic: bool,
    invisible: bool,
}

/// What stands for a character. A name never reorders itself; a message does only within itself,
/// so its characters are spelled out on demand.
fn spelled(character: char, spell_out: bool, name: bool) -> Option<String> {
    if name {
        return characters::word(character, spell_out);
    }
    let word = characters::spelled(character).filter(|_| spell_out)?;
    Some(format!("‹{word}›"))
}

/// Cuts a piece at its invisible characters, which become words of their own.
fn runs(piece: &Piece, spells: impl Fn(char) -> Option<String>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, character) in piece.text.char_indices() {
        let start = piece.span.start + at as u32;
        let len = character.len_utf8() as u32;
        match (spells(character), runs.last_mut()) {
            (Some(text), _) => {
                runs.push(Run {
                    start,
                    len,
                    text,
                    atomic: true,
                    invisible: true,
                });
            }
            (None, Some(run)) if !run.atomic => {
                run.text.push(character);
                run.len += len;
            }
            (None, _) => {
                let text = character.to_string();
                runs.push(Run {
                    start,
                    len,
                    text,
                    atomic: false,
                    invisible: false,
                });
            }
        }
    }
    runs
}

fn view_run(run: &Run, piece: &Piece, name: bool) -> Html {
    let look = match (run.invisible, piece.withheld.is_some(), piece.hit) {
        (true, _, _) => "invisible",
        (_, true, _) => "withheld",
        (_, _, true) => "hit",
        (false, false, false) => "plain",
    };
    let title = piece
        .withheld
        .as_ref()
        .map(|w| say::withheld_codes_3(w.codes.join(" ")));
    if name {
        return html! { <span class="piece" data-look={look} {title}>{ &run.text }</span> };
    }
    html! {
        <span
            class="piece"
            data-look={look}
            data-hit={piece.hit.to_string()}
            data-start={run.start.to_string()}
            data-len={run.len.to_string()}
            data-atomic={run.atomic.to_string()}
            {title}
        >
            { &run.text }
        </span>
    }
}
