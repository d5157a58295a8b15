//! Searches one piece of a package at a time: text as text, bytes as bytes, and whatever is wrapped
//! inside either.

use super::batch::{Batch, Value};
use super::decided::{is_of_mark, is_raw_mark};
use super::decode::{Wrap, base64_runs, hex_runs, unbased, unhexed, unspaced};
use super::edges::{Stand, stand};
use super::fold::folded;
use super::found::{Class, Found, Hit, Part};
use super::held::Held;
use super::part_hits::stands_alone;
use super::set::{Form, Pattern};
use super::values::Withheld;

/// How often something wrapped may be wrapped again.
const DEPTH: usize = 3;
/// Shortest run of hex digits, or of Base64 digits, that is undone in text.
const RUN_DIGITS: usize = 6;
/// In bytes that are no text, shorter patterns occur by chance.
const BINARY_BYTES: usize = 6;
/// In what was undone from hex or Base64, shorter patterns occur by chance.
const UNDONE_BYTES: usize = 5;
/// In text of attachments, words of fewer characters are no sign of anything.
pub(super) const ATTACHED_CHARS: usize = 4;
/// In what was undone, shorter runs of digits are no value in digits once more.
const NESTED_DIGITS: usize = 7;
/// Values longer than this are looked for in the bytes of every file as they stand.
const LONG_CHARS: usize = 12;

/// What is searched with, and where hits go.
pub(super) struct Scan<'a> {
    /// What is searched for.
    pub(super) batch: &'a Batch,
    /// What is withheld whatever the batch.
    pub(super) held: &'a Held,
    /// Whose it is.
    pub(super) withheld: &'a Withheld,
    /// Where hits go.
    pub(super) found: &'a mut Found,
    /// The file that is searched.
    pub(super) file: &'a str,
    /// Values found since this was emptied.
    pub(super) here: Vec<u32>,
    /// A word that says nothing where it is searched just now: the ending of a file name.
    pub(super) spare: String,
}

/// What kind of thing a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text of a file that the package writes.
    Written(Class),
    /// Text inside an attachment.
    Attached,
}

impl Piece {
    /// What kind of place it is.
    pub(super) fn class(self) -> Class {
        match self {
            Piece::Written(class) => class,
            Piece::Attached => Class::Other,
        }
    }
}

impl<'a> Scan<'a> {
    /// A search of one file.
    pub(super) fn new(
        batch: &'a Batch,
        held: &'a Held,
        withheld: &'a Withheld,
        found: &'a mut Found,
        file: &'a str,
    ) -> Scan<'a> {
        Scan {
            batch,
            held,
            withheld,
            found,
            file,
            here: Vec::new(),
            spare: String::new(),
        }
    }

    /// Searches a text. `place` is asked for only when something is found.
    pub(super) fn text(&mut self, piece: Piece, text: &str, place: &dyn Fn() -> String) {
        self.found.n_bytes += text.len() as u64;
        self.wrapped_text(piece, text, None, DEPTH, place);
    }

    /// Searches the name of a file that is handed over: its ending alone tells the type, which the
    /// package tells anyway.
    pub(super) fn file_name(&mut self, name: &str, place: &dyn Fn() -> String) {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        self.spare = ending.to_ascii_lowercase();
        self.other(name, place);
        self.spare.clear();
    }

    /// Searches text that is not a record's.
    pub(super) fn other(&mut self, text: &str, place: &dyn Fn() -> String) {
        self.text(Piece::Written(Class::Other), text, place);
    }

    fn wrapped_text(
        &mut self,
        piece: Piece,
        text: &str,
        wrap: Option<&'static str>,
        depth: usize,
        place: &dyn Fn() -> String,
    ) {
        let plain = folded(text);
        let batch = self.batch;
        batch.folded.find(plain.as_bytes(), &mut |at, pattern| {
            self.text_hit(piece, text, &plain, at, pattern, wrap, place);
        });
        self.number_hits(piece, &plain, wrap, place);
        self.quotations(piece, &plain, place);
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        for way in Wrap::ALL {
            if let Some(inner) = way.undone(text.as_bytes()) {
                let inner = String::from_utf8_lossy(&inner);
                // A lone `+` is more often a plus than a space.
                let is_url = way != Wrap::Url || text.contains('%');
                let label = wrap.or(is_url.then_some(way.label()));
                self.wrapped_text(piece, &inner, label, depth, place);
            }
        }
        let runs = self.runs(piece, text.as_bytes(), RUN_DIGITS, depth, place);
        for out in unspaced(text.as_bytes(), UNDONE_BYTES) {
            self.digest_hits(&out, place);
            self.undone(piece, &out, "hex", depth, place);
        }
        if matches!(piece, Piece::Written(_)) {
            self.packed_in(text.as_bytes(), &runs, depth);
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one hit, and what decides whether it counts"
    )]
    fn text_hit(
        &mut self,
        piece: Piece,
        text: &str,
        plain: &str,
        at: usize,
        pattern: &Pattern,
        wrap: Option<&'static str>,
        place: &dyn Fn() -> String,
    ) {
        let Some(value) = self.batch.values.get(pattern.value as usize).cloned() else {
            return;
        };
        let hit = at..at + pattern.bytes.len();
        let is_written = matches!(piece, Piece::Written(_));
        if pattern.bytes == self.spare.as_bytes() || is_written && is_of_mark(plain, &hit) {
            return;
        }
        if value.part.is_some() {
            return self.part_hit(piece, plain, at, pattern, &value, wrap, place);
        }
        let stands_alone = if value.is_name {
            stand(plain, at, pattern.bytes.len()) == Stand::Alone
        } else {
            stands_alone(plain, at, pattern.bytes.len())
        };
        let subject = self.withheld.subjects.get(value.subject);
        let term = subject.and_then(|subject| subject.everywhere.as_ref());
        let visible = matches!(piece.class(), Class::Visible(..));
        let form = match (wrap, pattern.form) {
            (Some(wrap), _) => wrap,
            (None, Form::Reversed) => "reversed",
            (None, Form::Text | Form::Utf16 | Form::Number | Form::NumberEnd) => "text",
        };
        // A term withheld everywhere must not stand anywhere in what a person said.
        let by_field = matches!(
            piece.class(),
            Class::Visible(_, _, Part::Body | Part::Sender)
        );
        if by_field
            && wrap.is_none()
            && term.is_some_and(|term| !term.spans(text.as_bytes()).is_empty())
        {
            self.note(pattern.value);
            let record = match piece.class() {
                Class::Visible(thread, record, _) => Some((thread, record)),
                Class::Stamp(..) | Class::Other => None,
            };
            let hit = self.hit(value.subject, piece.class(), form, place());
            self.found.leak(hit, record, self.withheld);
            return;
        }
        let counts = match piece {
            Piece::Written(Class::Stamp(..)) => pattern.form == Form::Text,
            Piece::Written(_) => !value.whole_words || stands_alone,
            Piece::Attached => {
                value.n_chars >= ATTACHED_CHARS && (!value.whole_words || stands_alone)
            }
        };
        if counts || (visible && term.is_some()) {
            self.note(pattern.value);
            if self.is_shown_anyway(piece, &value, plain, hit) {
                let hit = self.hit(value.subject, piece.class(), form, place());
                return self.found.listed(hit, self.withheld);
            }
            self.put(&value, piece.class(), form, place);
        } else if value.is_name && pattern.form == Form::Text && wrap.is_none() {
            self.in_longer_word(piece, plain, at, pattern, &value, place);
        }
    }

    /// Undoes runs of hex and Base64 digits, looks for digests, and searches what comes out.
    pub(super) fn runs(
        &mut self,
        piece: Piece,
        bytes: &[u8],
        shortest: usize,
        depth: usize,
        place: &dyn Fn() -> String,
    ) -> Vec<std::ops::Range<usize>> {
        for run in hex_runs(bytes, shortest) {
            let run = bytes.get(run).unwrap_or_default();
            for skip in 0..2 {
                let out = unhexed(run.get(skip..).unwrap_or_default());
                self.digest_hits(&out, place);
                self.undone(piece, &out, "hex", depth, place);
            }
        }
        // What comes out of all runs goes through the search at once: there are many short ones.
        let mut all = Vec::new();
        let runs = base64_runs(bytes, shortest);
        for run in &runs {
            let run = bytes.get(run.clone()).unwrap_or_default();
            for skip in 0..4 {
                let out = unbased(run, skip);
                self.digest_hits(&out, place);
                all.extend_from_slice(&out);
                all.push(0);
            }
        }
        self.undone(piece, &all, "Base64", depth, place);
        runs
    }

    /// Searches bytes that were undone from something.
    fn undone(
        &mut self,
        piece: Piece,
        bytes: &[u8],
        label: &'static str,
        depth: usize,
        place: &dyn Fn() -> String,
    ) {
        let batch = self.batch;
        batch.raw.find(bytes, &mut |_, pattern| {
            if pattern.bytes.len() >= UNDONE_BYTES
                && let Some(value) = batch.values.get(pattern.value as usize)
            {
                self.note(pattern.value);
                self.put(value, piece.class(), label, place);
            }
        });
        if let Some(depth) = depth.checked_sub(1) {
            self.runs(piece, bytes, NESTED_DIGITS, depth, place);
            for text in bytes.split(|byte| *byte < b' ' && !byte.is_ascii_whitespace()) {
                if text.len() >= UNDONE_BYTES
                    && let Ok(text) = std::str::from_utf8(text)
                    && Wrap::ALL
                        .iter()
                        .any(|way| way.undone(text.as_bytes()).is_some())
                {
                    self.wrapped_text(piece, text, Some(label), depth, place);
                }
            }
        }
    }

    /// Searches a line of a file as it stands, for long values and those in other encodings. What
    /// was found in its parts already is not found again.
    pub(super) fn whole_line(&mut self, line: &[u8], place: &dyn Fn() -> String) {
        self.found.n_bytes += line.len() as u64;
        let batch = self.batch;
        batch.raw.find(line, &mut |at, pattern| {
            let Some(value) = batch.values.get(pattern.value as usize) else {
                return;
            };
            if is_raw_mark(line, at, &pattern.bytes) {
                return;
            }
            let counts = match pattern.form {
                Form::Utf16 => pattern.bytes.len() >= 8,
                _other => value.n_chars > LONG_CHARS && !value.in_fixed && !value.whole_words,
            };
            if counts && !self.here.contains(&pattern.value) {
                self.put(value, Class::Other, form_label(pattern.form), place);
            }
        });
        for run in hex_runs(line, 32) {
            self.digest_hits(&unhexed(line.get(run).unwrap_or_default()), place);
        }
    }

    /// Searches bytes that are no text.
    pub(super) fn binary(
        &mut self,
        bytes: &[u8],
        label: Option<&'static str>,
        place: &dyn Fn() -> String,
    ) {
        let batch = self.batch;
        batch.raw.find(bytes, &mut |_, pattern| {
            let shortest = match pattern.form {
                Form::Utf16 => 8,
                Form::Text | Form::Reversed | Form::Number | Form::NumberEnd => BINARY_BYTES,
            };
            if pattern.bytes.len() >= shortest
                && let Some(value) = batch.values.get(pattern.value as usize)
            {
                let form = label.unwrap_or(form_label(pattern.form));
                self.put(value, Class::Other, form, place);
            }
        });
    }

    pub(super) fn note(&mut self, value: u32) {
        if !self.here.contains(&value) {
            self.here.push(value);
        }
    }

    pub(super) fn put(
        &mut self,
        value: &Value,
        class: Class,
        form: &str,
        place: &dyn Fn() -> String,
    ) {
        // Stamps are written by the program; words in them would not be.
        let class = match class {
            Class::Stamp(..) if value.has_letters && value.n_chars > 4 => Class::Other,
            other => other,
        };
        let hit = Hit {
            subject: value.subject,
            file: self.file,
            place: place(),
            class,
            form,
        };
        match value.part {
            Some(strength) => self.found.part(hit, strength, self.withheld),
            None => self.found.put(hit, self.withheld),
        }
    }

    pub(super) fn hit<'h>(
        &self,
        subject: usize,
        class: Class,
        form: &'h str,
        place: String,
    ) -> Hit<'h>
    where
        Self: 'h,
    {
        Hit {
            subject,
            file: self.file,
            place,
            class,
            form,
        }
    }
}

fn form_label(form: Form) -> &'static str {
    match form {
        Form::Text => "text",
        Form::Utf16 => "UTF-16",
        Form::Reversed => "reversed",
        Form::Number | Form::NumberEnd => "digits",
    }
}
