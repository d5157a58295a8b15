//! Numbers in texts: by their digits, however these are set apart.

use super::fold::numbers;
use super::found::Class;
use super::scan::{Piece, Scan};
use super::set::Form;

/// Shorter numbers are no sign of anything. Units: digits.
const SHORTEST: usize = 6;
/// The same in attachments.
const SHORTEST_ATTACHED: usize = 8;

impl Scan<'_> {
    /// Looks at the numbers of a folded text.
    pub(super) fn number_hits(
        &mut self,
        piece: Piece,
        plain: &str,
        wrap: Option<&'static str>,
        place: &dyn Fn() -> String,
    ) {
        let batch = self.batch;
        let in_stamp = matches!(piece.class(), Class::Stamp(..));
        let looks = batch.numbers.len() > 0 || !self.held.identifiers.is_empty();
        if !looks || in_stamp || !plain.bytes().any(|b| b.is_ascii_digit()) {
            return;
        }
        let is_attached = piece == Piece::Attached;
        let shortest = if is_attached {
            SHORTEST_ATTACHED
        } else {
            SHORTEST
        };
        for number in numbers(plain) {
            if number.can_be_date() {
                continue;
            }
            if !is_attached {
                self.fragment(piece, &number.digits, place);
            }
            if number.digits.len() < shortest {
                continue;
            }
            batch
                .numbers
                .find(number.digits.as_bytes(), &mut |at, pattern| {
                    let ends = at + pattern.bytes.len() == number.digits.len();
                    let counts = pattern.form == Form::Number || ends;
                    if counts
                        && pattern.bytes.len() >= shortest
                        && let Some(value) = batch.values.get(pattern.value as usize)
                    {
                        let form = wrap.unwrap_or("digits");
                        if self.is_shown_anyway(piece, value, plain, 0..plain.len()) {
                            let hit = self.hit(value.subject, piece.class(), form, place());
                            return self.found.listed(hit, self.withheld);
                        }
                        self.put(value, piece.class(), form, place);
                    }
                });
        }
    }

    /// Notes which digits of withheld identifiers a number shows.
    fn fragment(&mut self, piece: Piece, digits: &str, place: &dyn Fn() -> String) {
        let record = match piece.class() {
            Class::Visible(thread, record, _) => Some((thread, record)),
            Class::Stamp(..) | Class::Other => None,
        };
        let file = self.file;
        let sums = &mut self.found.sums;
        self.held
            .identifiers
            .each(digits, &mut |identifier, shown| {
                sums.add(identifier, shown, || (file.to_owned(), place(), record));
            });
    }
}
