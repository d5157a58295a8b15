//! Exports that are made here. Nobody in them exists.

use std::path::{Path, PathBuf};

use crate::zips::{Entry, zip};

/// The smallest PNG that a browser shows: one red pixel.
pub const PICTURE: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 0x0c, b'I', b'D', b'A', b'T',
    0x08, 0xd7, 0x63, 0xf8, 0xcf, 0xc0, 0, 0, 0x03, 0x01, 0x01, 0, 0x18, 0xdd, 0x8d, 0xb0, 0, 0, 0,
    0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

/// Stands in a file that is withheld, and nowhere else.
pub const SECRET_IN_FILE: &str = "ledger 77-0412-SECRET-LEDGER";

/// The chat text of [`journey`]. Records from 1; iOS style, so record ends are CRLF.
pub const JOURNEY: &[(&str, &str)] = &[
    (
        "Ada Poe",
        "\u{200e}Messages and calls are end-to-end encrypted.",
    ),
    ("Ada Poe", "Good morning Bob, the Falcon papers are ready."),
    ("Bob Fay", "Thanks. Which falcon, the old one?"),
    ("Ada Poe", "The new one.\nTwo pages,\nand a list."),
    ("Bob Fay", "My PIN is 7391 if you need the safe."),
    (
        "Ada Poe",
        "here it is \u{200e}<attached: 00000006-PHOTO-2024-03-14-09-05-00.png>",
    ),
    ("Bob Fay", "Please call Zelda Quimby about it."),
    ("Ada Poe", "\u{200e}<attached: 00000008-ledger.txt>"),
    ("Bob Fay", "zelda quimby is on holiday. FALCON waits."),
    (
        "Ada Poe",
        "<b>not bold</b> & \"quoted\" <script>alert(1)</script>",
    ),
    ("Bob Fay", "Done \u{1f44d} \u{5d1}\u{5d5}\u{5e7}\u{5e8}"),
    ("Ada Poe", "Last word: Zelda Quimby, or Zelda Quimby?"),
];

/// The chat text of records, one minute apart from 14 March 2024, 09:00:00.
pub fn ios_text<'a>(records: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = String::new();
    for (number, (sender, body)) in records.into_iter().enumerate() {
        let minute = number % 60;
        let hour = 9 + number / 60;
        let mark = if body.contains("<attached") {
            "\u{200e}"
        } else {
            ""
        };
        text.push_str(&format!(
            "{mark}[14/03/2024, {hour:02}:{minute:02}:00] {sender}: {body}\r\n"
        ));
    }
    text
}

/// An export with a picture, a document and words worth withholding.
pub fn journey() -> Vec<u8> {
    let text = ios_text(JOURNEY.iter().copied());
    zip(&[
        Entry::packed("_chat.txt", text.as_bytes()),
        Entry::stored("00000006-PHOTO-2024-03-14-09-05-00.png", PICTURE),
        Entry::stored("00000008-ledger.txt", SECRET_IN_FILE.as_bytes()),
    ])
}

/// An export of `n_messages`, Android style, with the number of each message in its text and
/// "urgent legal" in every 200th.
pub fn many(n_messages: usize) -> Vec<u8> {
    zip(&[Entry::packed(
        "WhatsApp Chat with Long Haul.txt",
        many_text(n_messages).as_bytes(),
    )])
}

/// The chat text of [`many`].
pub fn many_text(n_messages: usize) -> String {
    const WORDS: [&str; 24] = [
        "the", "boat", "was", "late", "again", "and", "nobody", "told", "them", "about", "it",
        "until", "noon", "invoice", "harbour", "please", "send", "tomorrow", "meeting", "is",
        "moved", "to", "quay", "three",
    ];
    const NAMES: [&str; 5] = ["Ada Poe", "Bob Fay", "Cy Orr", "Dee Lund", "Eli Marsh"];
    let mut text = String::with_capacity(n_messages * 104);
    let mut chance: u32 = 0x1234_5678;
    let mut draw = |below: usize| {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (chance >> 8) as usize % below
    };
    for number in 0..n_messages {
        let minute = number * 3;
        let day_number = minute / 1440;
        let (year, month, day) = (
            2019 + day_number / 336,
            day_number / 28 % 12 + 1,
            day_number % 28 + 1,
        );
        let (hour, minute) = (minute / 60 % 24, minute % 60);
        let name = NAMES[draw(NAMES.len())];
        text.push_str(&format!(
            "{day:02}/{month:02}/{year}, {hour:02}:{minute:02} - {name}: no {} ",
            number + 1
        ));
        for _word in 0..8 + draw(10) {
            text.push_str(WORDS[draw(WORDS.len())]);
            text.push(' ');
        }
        if number % 200 == 0 {
            text.push_str("Urgent Legal matter");
        }
        text.push('\n');
    }
    text
}

/// Writes a file for the page to open.
///
/// # Panics
/// When it cannot be written.
pub fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("the scratch folder can be written");
    path
}
