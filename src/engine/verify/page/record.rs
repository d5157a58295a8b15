//! What a page says of one record, and whether that is what `messages.jsonl` says.

use crate::engine::verify::words::{Codes, Part, comparable, fact, parts_in_text};

/// The record that is being read.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) stamp: Vec<Part>,
    pub(super) sender: Option<Vec<Part>>,
    pub(super) body: Vec<Part>,
    pub(super) attachment: Vec<Part>,
    pub(super) fault: Option<&'static str>,
}

impl Collected {
    pub(super) fn fault(&mut self, text: &'static str) {
        self.fault.get_or_insert(text);
    }

    pub(super) fn compare(&self, i: u32, wanted: [u8; 16]) -> Result<(), &'static str> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        if self.id != format!("m{i}") || self.number != i.to_string() {
            return Err("is not numbered in order");
        }
        let attachment = match self.attachment.as_slice() {
            [] => String::new(),
            [Part::Text(words)] => words.strip_prefix("attachment: ").unwrap_or("?").to_owned(),
            [Part::Text(words), Part::Mark(codes)] => {
                let words = words.strip_prefix("attachment: ").unwrap_or("?");
                format!("{words}{}", codes.mark())
            }
            _other => "?".to_owned(),
        };
        let (is_said, sender) = match &self.sender {
            Some(parts) => ("said", comparable(parts)),
            None => ("", String::new()),
        };
        let found = fact(&[
            &comparable(&self.stamp),
            is_said,
            &sender,
            &comparable(&self.body),
            &attachment,
        ]);
        if found == wanted {
            Ok(())
        } else {
            Err("its words differ from those in messages.jsonl")
        }
    }
}

/// Whether typed text could be taken for a mark or the start of one.
pub(super) fn looks_like_mark(text: &str) -> bool {
    match parts_in_text(text) {
        None => true,
        Some(parts) => parts
            .iter()
            .any(|part| matches!(part, Part::Mark(Codes(_)))),
    }
}
