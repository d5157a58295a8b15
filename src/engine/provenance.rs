//! Where a message comes from: its bytes with everything invisible spelled out, where they stand,
//! what settled its kind, and how sure that is.
//!
//! For the eyes of whoever works on the case. Shows bytes bare, whatever decisions withhold, so it
//! must never go into a package.

use serde::{Deserialize, Serialize};

use super::thread::{Encoding, Flags, Kind, MatchRule, OrderState, RecordId, Thread};
use super::zones::ClockMark;

/// How much of a record is spelled out. Units: bytes.
pub const BYTES_SHOWN: usize = 4096;

/// Everything that is known about where a record comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Name of the chat text in its archive.
    pub entry: String,
    /// First byte in the chat text as the archive holds it.
    pub byte_start: u64,
    /// How many bytes it is there, its line end included.
    pub byte_len: u64,
    /// How those bytes were decoded.
    pub encoding: Encoding,
    /// The decoded bytes, at most [`BYTES_SHOWN`].
    pub bytes: Vec<u8>,
    /// The same, spelled out.
    pub spelled: Vec<Spelled>,
    /// How many decoded bytes are not shown.
    pub n_more_bytes: u32,
    /// The stamp as written.
    pub stamp: String,
    /// Civil time under the order in force; `None` when it is unresolved.
    pub at: Option<String>,
    /// What the clock of the zone that was stated says of that time. Whoever knows of a zone fills
    /// it in.
    pub clock: Option<ClockMark>,
    /// How well the order of day and month is known, and why.
    pub order: Option<(OrderState, String)>,
    /// What settled its kind.
    pub rule: KindRule,
    /// How sure that is.
    pub confidence: Confidence,
    /// The file it names, and how that was tied to an entry.
    pub file: Option<(String, MatchRule)>,
    /// What else is true of it, in the words used in every output.
    pub flags: Vec<String>,
}

/// A piece of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spelled {
    /// Text that shows itself.
    Text(String),
    /// A character that does not: its number and name, for example `U+200E`, `left-to-right mark`.
    Named {
        /// `U+` and four to six hex digits.
        number: String,
        /// Its name, in lower case.
        name: String,
    },
    /// A byte that is not UTF-8.
    Byte(u8),
}

/// What settled the kind of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KindRule {
    /// It stands before the first header.
    BeforeFirstHeader,
    /// It has no sender, and its words are known.
    NoSenderKnownWords,
    /// It has no sender; its words are not known.
    NoSender,
    /// Nothing in it is written as WhatsApp writes its own words.
    NothingOfTheApp,
    /// Nothing stands in it, or `null`.
    Empty,
    /// It names a file beside words that are known.
    FileKnownWords,
    /// It names a file in the way of one, beside words that are not known.
    FileByStructure,
    /// The words are known as a whole message of WhatsApp's.
    KnownWords,
    /// It has the structure of what stands for a file, in words that are not known.
    PlaceholderByStructure,
    /// A link to a map ends a line of it.
    MapLink,
    /// Its lines are laid out as those of a poll or an event.
    Layout,
    /// It starts with WhatsApp's mark, and its words are known as a line about the thread.
    MarkedKnownWords,
    /// It starts with WhatsApp's mark; its words are not known.
    Marked,
}

impl KindRule {
    /// For people.
    pub fn text(self) -> &'static str {
        match self {
            KindRule::BeforeFirstHeader => "It stands before the first line that starts a message.",
            KindRule::NoSenderKnownWords => {
                "It has no sender, and its words are known as a line about the thread."
            }
            KindRule::NoSender => "It has no sender. Its words are not in our tables.",
            KindRule::NothingOfTheApp => {
                "Nothing in it is written the way WhatsApp writes its own words."
            }
            KindRule::Empty => {
                "WhatsApp exported nothing here: it is empty, or it reads \"null\", which a person \
                 can type, too."
            }
            KindRule::FileKnownWords => "It names a file, beside words that WhatsApp writes there.",
            KindRule::FileByStructure => {
                "It names a file in the place where WhatsApp does, beside words that are not in \
                 our tables."
            }
            KindRule::KnownWords => "The whole of it is a message that WhatsApp itself writes.",
            KindRule::PlaceholderByStructure => {
                "It is built like what WhatsApp writes for a file that was left out, in words that \
                 are not in our tables."
            }
            KindRule::MapLink => "A link to a map stands in it by itself, or behind a label.",
            KindRule::Layout => "Its lines are laid out as WhatsApp lays out a poll or an event.",
            KindRule::MarkedKnownWords => {
                "It starts with the mark that WhatsApp writes before its own words, and those are \
                 known as a line about the thread."
            }
            KindRule::Marked => {
                "It starts with the mark that WhatsApp writes before its own words. The words are \
                 not in our tables."
            }
        }
    }
}

/// How sure a kind is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Only the structure speaks for it.
    Low,
    /// The words do; a person can type them, too.
    Medium,
    /// Structure and words agree, and nobody types them by chance.
    High,
}

/// Where a record comes from. `entry` is the name of the chat text. `None` when there is no such
/// record.
///
/// Cost: what is shown, at most [`BYTES_SHOWN`] of it.
pub fn provenance(thread: &Thread, entry: &str, record: RecordId) -> Option<Provenance> {
    let found = thread.record(record)?;
    let all = thread.bytes(record);
    let bytes = first_bytes(all);
    let (byte_start, byte_len) = thread.origin_span(record);
    let file = found
        .attachment
        .and_then(|id| thread.attachments.get(id.0 as usize));
    let shape = thread.shapes.get(usize::from(found.shape));
    let shape = shape.filter(|_| found.stamp.is_some());
    let rule = kind_rule(found.kind, found.flags, found.sender_len > 0);
    Some(Provenance {
        entry: entry.to_owned(),
        byte_start,
        byte_len,
        encoding: thread.encoding,
        bytes: bytes.to_vec(),
        spelled: spelled(bytes),
        n_more_bytes: (all.len() - bytes.len()) as u32,
        stamp: super::parse::stamp_text(thread, record),
        at: thread.civil(record).map(|at| at.to_string()),
        clock: None,
        order: shape.map(|shape| (shape.state, shape.in_words())),
        rule,
        confidence: confidence(rule, found.flags),
        file: file.map(|file| (file.name.clone(), file.rule)),
        flags: found.flags.words().into_iter().map(str::to_owned).collect(),
    })
}

/// At most [`BYTES_SHOWN`], no character cut.
fn first_bytes(all: &[u8]) -> &[u8] {
    let mut end = all.len().min(BYTES_SHOWN);
    let continues = |at: usize| all.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
    let floor = end.saturating_sub(3);
    while end > floor && continues(end) {
        end -= 1;
    }
    all.get(..end).unwrap_or_default()
}

/// Each kind is settled in one way; flags tell the rest.
fn kind_rule(kind: Kind, flags: Flags, has_sender: bool) -> KindRule {
    let by_structure = flags.has(Flags::KIND_BY_STRUCTURE) && !flags.has(Flags::EDITED);
    match kind {
        Kind::Preamble => KindRule::BeforeFirstHeader,
        Kind::Null => KindRule::Empty,
        Kind::SystemUnclassified if has_sender => KindRule::Marked,
        Kind::SystemUnclassified => KindRule::NoSender,
        Kind::System | Kind::Call if !has_sender => KindRule::NoSenderKnownWords,
        Kind::System => KindRule::MarkedKnownWords,
        Kind::Text => KindRule::NothingOfTheApp,
        Kind::Attachment | Kind::Contact if by_structure => KindRule::FileByStructure,
        Kind::Attachment | Kind::Contact => KindRule::FileKnownWords,
        Kind::MediaOmitted | Kind::ViewOnce if by_structure => KindRule::PlaceholderByStructure,
        Kind::MediaOmitted | Kind::ViewOnce | Kind::Deleted | Kind::Call | Kind::LiveLocation => {
            KindRule::KnownWords
        }
        Kind::Location => KindRule::MapLink,
        Kind::Poll | Kind::Event => KindRule::Layout,
    }
}

fn confidence(rule: KindRule, flags: Flags) -> Confidence {
    let marked = flags.has(Flags::APP_MARKED);
    match rule {
        KindRule::BeforeFirstHeader
        | KindRule::NoSenderKnownWords
        | KindRule::MarkedKnownWords
        | KindRule::MapLink => Confidence::High,
        KindRule::NoSender
        | KindRule::Marked
        | KindRule::FileByStructure
        | KindRule::PlaceholderByStructure => Confidence::Low,
        KindRule::FileKnownWords if marked || !flags.has(Flags::ATTACHMENT_MISSING) => {
            Confidence::High
        }
        KindRule::NothingOfTheApp if !marked => Confidence::High,
        KindRule::KnownWords | KindRule::Layout if marked => Confidence::High,
        KindRule::Empty
        | KindRule::FileKnownWords
        | KindRule::NothingOfTheApp
        | KindRule::KnownWords
        | KindRule::Layout => Confidence::Medium,
    }
}

fn spelled(bytes: &[u8]) -> Vec<Spelled> {
    let mut out = Vec::new();
    for chunk in bytes.utf8_chunks() {
        let mut text = String::new();
        for found in chunk.valid().chars() {
            let Some(name) = name_of(found) else {
                text.push(found);
                continue;
            };
            push_text(&mut out, &mut text);
            out.push(Spelled::Named {
                number: format!("U+{:04X}", found as u32),
                name: name.to_owned(),
            });
        }
        push_text(&mut out, &mut text);
        out.extend(chunk.invalid().iter().map(|byte| Spelled::Byte(*byte)));
    }
    out
}

fn push_text(out: &mut Vec<Spelled>, text: &mut String) {
    if !text.is_empty() {
        out.push(Spelled::Text(std::mem::take(text)));
    }
}

/// The name of a character that cannot be seen, or is not what it looks like.
fn name_of(found: char) -> Option<&'static str> {
    Some(match found {
        '\n' => "line feed",
        '\r' => "carriage return",
        '\t' => "tab",
        '\u{0B}' => "line tabulation",
        '\u{0C}' => "form feed",
        '\u{85}' => "next line",
        '\u{A0}' => "no-break space",
        '\u{AD}' => "soft hyphen",
        '\u{034F}' => "combining grapheme joiner",
        '\u{061C}' => "arabic letter mark",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "hangul filler",
        '\u{180E}' => "mongolian vowel separator",
        '\u{2000}'..='\u{2008}' | '\u{200A}' => "space of fixed width",
        '\u{2009}' => "thin space",
        '\u{200B}' => "zero width space",
        '\u{200C}' => "zero width non-joiner",
        '\u{200D}' => "zero width joiner",
        '\u{200E}' => "left-to-right mark",
        '\u{200F}' => "right-to-left mark",
        '\u{2011}' => "non-breaking hyphen",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202A}' => "left-to-right embedding",
        '\u{202B}' => "right-to-left embedding",
        '\u{202C}' => "pop directional formatting",
        '\u{202D}' => "left-to-right override",
        '\u{202E}' => "right-to-left override",
        '\u{202F}' => "narrow no-break space",
        '\u{205F}' => "medium mathematical space",
        '\u{2060}' => "word joiner",
        '\u{2061}'..='\u{2064}' => "invisible operator",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        '\u{3000}' => "ideographic space",
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => "variation selector",
        '\u{FEFF}' => "byte order mark",
        '\u{FFF9}'..='\u{FFFB}' => "interlinear annotation",
        '\u{FFFC}' => "object replacement character",
        '\u{FFFD}' => "replacement character",
        '\u{E0001}' | '\u{E0020}'..='\u{E007F}' => "tag",
        other if other.is_control() => "control character",
        _shows_itself => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::archive::{Archive, Given};
    use crate::engine::limits::Limits;
    use crate::engine::parse::thread_from_text;
    use std::rc::Rc;

    fn read(text: &[u8]) -> Thread {
        let given = Given {
            name: "_chat.txt".to_owned(),
            source: Rc::new(text.to_vec()),
        };
        let archive = Archive::open(vec![given], &Limits::USUAL).expect("an archive");
        let archive = archive.value;
        let entry = archive.chat_texts()[0];
        let thread = thread_from_text(&archive, entry, text.to_vec()).expect("a thread");
        thread.value
    }

    fn of(thread: &Thread, index: u32) -> Provenance {
        provenance(thread, "_chat.txt", RecordId(index)).expect("the record is there")
    }

    #[test]
    fn every_byte_is_spelled_out() {
        let text = b"[31/12/23, 21:05:07] ~\xE2\x80\xAFCy: \xE2\x80\x8Ehi\xFF\r\n[31/12/23, 21:05:08] A: x";
        let thread = read(text);
        let found = of(&thread, 0);
        assert_eq!((found.byte_start, found.byte_len), (0, 37));
        assert_eq!(found.bytes, &text[..37]);
        let named = |number: &str, name: &str| Spelled::Named {
            number: number.to_owned(),
            name: name.to_owned(),
        };
        let expected = [
            Spelled::Text("[31/12/23, 21:05:07] ~".to_owned()),
            named("U+202F", "narrow no-break space"),
            Spelled::Text("Cy: ".to_owned()),
            named("U+200E", "left-to-right mark"),
            Spelled::Text("hi".to_owned()),
            Spelled::Byte(0xFF),
            named("U+000D", "carriage return"),
            named("U+000A", "line feed"),
        ];
        assert_eq!(found.spelled, expected);
        assert_eq!(found.at.as_deref(), Some("2023-12-31T21:05:07"));
        assert_eq!(provenance(&thread, "_chat.txt", RecordId(2)), None);
    }

    #[test]
    fn long_records_are_cut_between_characters() {
        let text = format!("31/12/2023, 21:05 - A: {}\n", "é".repeat(4000));
        let thread = read(text.as_bytes());
        let found = of(&thread, 0);
        assert_eq!(found.bytes.len() + found.n_more_bytes as usize, text.len());
        assert!(found.bytes.len() <= BYTES_SHOWN && std::str::from_utf8(&found.bytes).is_ok());
    }

    #[test]
    fn rules_and_confidence_follow_what_was_found() {
        let text = "before\n\
            31/12/2023, 21:05 - Messages and calls are end-to-end encrypted.\n\
            31/12/2023, 21:05 - Words of no table\n\
            31/12/2023, 21:05 - A: hello\n\
            31/12/2023, 21:05 - A: null\n\
            31/12/2023, 21:05 - A: <Media omitted>\n\
            31/12/2023, 21:05 - A: <Mezzi zzz>\n\
            31/12/2023, 21:05 - A: IMG-20231231-WA0001.jpg (file attached)\n\
            31/12/2023, 21:05 - A: location: https://maps.google.com/?q=1.5,2.5\n\
            31/12/2023, 21:05 - A: POLL:\nWhere?\nOPTION: a (2 votes)\nOPTION: b (1 vote)\n";
        let thread = read(text.as_bytes());
        let found: Vec<(KindRule, Confidence)> = (0..thread.n_records())
            .map(|index| of(&thread, index))
            .map(|found| (found.rule, found.confidence))
            .collect();
        let expected = [
            (KindRule::BeforeFirstHeader, Confidence::High),
            (KindRule::NoSenderKnownWords, Confidence::High),
            (KindRule::NoSender, Confidence::Low),
            (KindRule::NothingOfTheApp, Confidence::High),
            (KindRule::Empty, Confidence::Medium),
            (KindRule::KnownWords, Confidence::Medium),
            (KindRule::PlaceholderByStructure, Confidence::Low),
            (KindRule::FileKnownWords, Confidence::Medium),
            (KindRule::MapLink, Confidence::High),
            (KindRule::Layout, Confidence::Medium),
        ];
        assert_eq!(found, expected);
        let file = of(&thread, 7).file;
        assert_eq!(
            file,
            Some(("IMG-20231231-WA0001.jpg".to_owned(), MatchRule::Missing))
        );
    }
}
