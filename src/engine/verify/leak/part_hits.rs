//! Withheld names and parts of names: found where they are no part of a longer word, unless they
//! belong to a name that is shown. In a longer word they are for a person to look at.

use super::batch::Value;
use super::edges::{Stand, says_enough, stand};
use super::found::{Class, Part};
use super::scan::{ATTACHED_CHARS, Piece, Scan};
use super::set::{Form, Pattern};
use super::values::Strength;

/// What may stand at the end of a name: `Lindqvist's` ends before its mark, `the Lindqvists` does not.
const ENDINGS: [&str; 2] = ["s", "es"];

/// In text of attachments, shorter names inside words are no sign of anything.
const ATTACHED_INSIDE: usize = 6;

impl Scan<'_> {
    /// A part of a name was found in a text.
    #[expect(
        clippy::too_many_arguments,
        reason = "one hit, and what decides whether it counts"
    )]
    pub(super) fn part_hit(
        &mut self,
        piece: Piece,
        plain: &str,
        at: usize,
        pattern: &Pattern,
        value: &Value,
        wrap: Option<&'static str>,
        place: &dyn Fn() -> String,
    ) {
        let len = pattern.bytes.len();
        let class = piece.class();
        // A sender's name is shown as a whole, and is looked at once.
        let is_sender = matches!(class, Class::Visible(_, _, Part::Sender));
        let is_short = piece == Piece::Attached && value.n_chars < ATTACHED_CHARS;
        if is_short || (!is_sender && self.withheld.is_of_shown_name(plain, at, len)) {
            return;
        }
        if !is_name_here(plain, at, len) {
            if pattern.form == Form::Text && wrap.is_none() {
                self.in_longer_word(piece, plain, at, pattern, value, place);
            }
            return;
        }
        self.note(pattern.value);
        let form = match (wrap, pattern.form) {
            (Some(wrap), _) => wrap,
            (None, Form::Reversed) => "part of a name, reversed",
            (None, _plain) => "part of a name",
        };
        self.put(value, class, form, place);
    }
}

impl Scan<'_> {
    /// A name, or a part of one, was found inside a word: it may be another word.
    pub(super) fn in_longer_word(
        &mut self,
        piece: Piece,
        plain: &str,
        at: usize,
        pattern: &Pattern,
        value: &Value,
        place: &dyn Fn() -> String,
    ) {
        let hit = plain.get(at..at + pattern.bytes.len()).unwrap_or_default();
        let is_chance = piece == Piece::Attached && value.n_chars < ATTACHED_INSIDE;
        let is_written = !matches!(piece.class(), Class::Stamp(..));
        if is_chance || !is_written || !says_enough(hit) {
            return;
        }
        if stand(plain, at, hit.len()) == Stand::Inside {
            let hit = self.hit(value.subject, piece.class(), "inside a word", place());
            self.found.part(hit, Strength::Weak, self.withheld);
        }
    }
}

fn is_name_here(plain: &str, at: usize, len: usize) -> bool {
    let longer = |ending: &str| {
        let rest = plain.get(at + len..).unwrap_or_default();
        rest.starts_with(ending) && stand(plain, at, len + ending.len()) == Stand::Alone
    };
    stand(plain, at, len) == Stand::Alone || ENDINGS.into_iter().any(longer)
}

/// Whether no letter or digit touches the hit.
pub(super) fn stands_alone(text: &str, at: usize, len: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + len..).and_then(|text| text.chars().next());
    [before, after]
        .into_iter()
        .flatten()
        .all(|c| !c.is_alphanumeric())
}
