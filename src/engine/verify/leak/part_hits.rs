//! Parts of withheld names: found where no letter or digit touches them, unless they belong to a
//! name that is shown.

use super::batch::Value;
use super::found::{Class, Part};
use super::scan::{ATTACHED_CHARS, Piece, Scan};
use super::set::{Form, Pattern};

/// What may stand at the end of a name: `Lindqvist's` ends before its mark, `the Lindqvists` does not.
const ENDINGS: [&str; 2] = ["s", "es"];

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
        if is_short
            || !is_name_here(plain, at, len)
            || (!is_sender && self.withheld.is_of_shown_name(plain, at, len))
        {
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

fn is_name_here(plain: &str, at: usize, len: usize) -> bool {
    let longer = |ending: &str| {
        let rest = plain.get(at + len..).unwrap_or_default();
        rest.starts_with(ending) && stands_alone(plain, at, len + ending.len())
    };
    stands_alone(plain, at, len) || ENDINGS.into_iter().any(longer)
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
