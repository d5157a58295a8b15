use std::rc::Rc;

use proptest::prelude::*;

use super::*;
use crate::engine::decision::{Decision, DecisionKind, Keep, SpanPlace};
use crate::engine::place::{MessagePlace, SourceId};
use crate::engine::thread::{
    Attachment, Encoding, Flags, Kind, MatchRule, Participant, Platform, Record,
};
use crate::engine::time::Instant;
use view::{SourceView, ThreadView, View};

const STAMP: &str = "31/12/2023, 21:05 - ";

/// A case made by hand: one source, its entries, its threads.
struct Made {
    source: SourceId,
    entries: Vec<String>,
    threads: Vec<Thread>,
}

/// A record: sender, body, and the file that the body names.
#[derive(Clone, Copy)]
struct Line<'a>(&'a str, &'a str, Option<&'a str>);

impl Made {
    /// Entry 0 is the chat text; the others are `files`.
    fn new(title: &str, lines: &[Line<'_>], files: &[&str]) -> Made {
        let mut entries = vec!["_chat.txt".to_owned()];
        entries.extend(files.iter().map(|name| (*name).to_owned()));
        let mut made = Made {
            source: SourceId("aa".repeat(32)),
            entries,
            threads: Vec::new(),
        };
        made.add(title, lines);
        made
    }

    fn add(&mut self, title: &str, lines: &[Line<'_>]) {
        let mut thread = Thread {
            entry: EntryId(self.threads.len() as u32 * 1000),
            title: title.to_owned(),
            platform: Platform::Android,
            encoding: Encoding::Utf8,
            text: Rc::default(),
            records: Vec::new(),
            origin: Vec::new(),
            participants: Vec::new(),
            attachments: Vec::new(),
            shapes: Vec::new(),
        };
        for line in lines {
            self.push(&mut thread, *line);
        }
        self.threads.push(thread);
    }

    fn push(&self, thread: &mut Thread, Line(sender, body, file): Line<'_>) {
        let record = RecordId(thread.n_records());
        let known = thread.participants.iter().position(|p| p.name == sender);
        let participant = known.unwrap_or(thread.participants.len());
        if known.is_none() && !sender.is_empty() {
            thread.participants.push(Participant {
                name: sender.to_owned(),
                n_messages: 1,
                first_record: record,
            });
        }
        let attachment = file.map(|name| {
            let entry = self
                .entries
                .iter()
                .position(|entry| names::without_folder(entry) == name);
            thread.attachments.push(Attachment {
                name: name.to_owned(),
                entry: entry.map(|entry| EntryId(entry as u32)),
                rule: MatchRule::Exact,
                record,
            });
            AttachmentId(thread.attachments.len() as u32 - 1)
        });
        let start = thread.text.len() as u32;
        let head = match sender {
            "" => String::new(),
            sender => format!("{sender}: "),
        };
        for part in [STAMP, &head, body, "\n"] {
            Rc::make_mut(&mut thread.text).extend_from_slice(part.as_bytes());
        }
        thread.records.push(Record {
            start,
            stamp_len: STAMP.len() as u32,
            sender_len: head.len() as u32,
            participant: (!sender.is_empty()).then_some(ParticipantId(participant as u32)),
            attachment,
            stamp: None,
            shape: 0,
            kind: Kind::Text,
            flags: Flags::default(),
        });
    }

    fn view(&self) -> View<'_> {
        View {
            sources: vec![SourceView {
                id: &self.source,
                entries: self
                    .entries
                    .iter()
                    .map(|name| names::without_folder(name))
                    .collect(),
            }],
            threads: self
                .threads
                .iter()
                .map(|thread| ThreadView {
                    source: 0,
                    thread,
                    title_is_made: false,
                })
                .collect(),
            cards: Vec::new(),
        }
    }

    fn place(&self, thread: usize, record: u32) -> MessagePlace {
        let (byte_start, byte_len) = self.threads[thread].origin_span(RecordId(record));
        MessagePlace {
            source: self.source.clone(),
            entry: self.threads[thread].entry,
            byte_start,
            byte_len,
        }
    }

    fn message(&self, record: u32, code: &str) -> DecisionKind {
        DecisionKind::Message {
            target: self.place(0, record),
            codes: vec![code.to_owned()],
            note: None,
        }
    }

    /// A span over the first `needle` in the bytes of the record.
    fn span(&self, record: u32, needle: &str, code: &str) -> DecisionKind {
        let bytes = self.threads[0].bytes(RecordId(record));
        let start = (0..bytes.len())
            .find(|at| bytes[*at..].starts_with(needle.as_bytes()))
            .expect("the needle stands in the record");
        self.span_at(record, start as u32, needle.len() as u32, code)
    }

    fn span_at(&self, record: u32, start: u32, len: u32, code: &str) -> DecisionKind {
        DecisionKind::Span {
            target: self.place(0, record),
            span: ByteSpan { start, len },
            codes: vec![code.to_owned()],
            note: None,
        }
    }

    fn attachment(&self, entry: u32, code: &str) -> DecisionKind {
        DecisionKind::Attachment {
            source: self.source.clone(),
            entry: EntryId(entry),
            codes: vec![code.to_owned()],
            note: None,
        }
    }

    fn resolve(&self, kinds: &[DecisionKind]) -> Resolved<'_> {
        let mut log = DecisionLog::default();
        for (minute, kind) in kinds.iter().enumerate() {
            let at = Instant::from_unix_ms(minute as i64 * 60_000);
            log.append(Decision::new("Ada", at, kind.clone()));
        }
        Resolved {
            made: self,
            redactions: resolve::resolve(&self.view(), &log),
        }
    }
}

fn value(find: &str, code: &str) -> DecisionKind {
    DecisionKind::Value {
        find: find.to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: vec![code.to_owned()],
        note: None,
    }
}

struct Resolved<'a> {
    made: &'a Made,
    redactions: Redactions,
}

impl Resolved<'_> {
    fn shown_of(&self, thread: usize, record: u32) -> Shown {
        self.redactions.shown_in(
            0,
            &self.made.threads[thread],
            ThreadId(thread as u32),
            RecordId(record),
        )
    }

    fn shown(&self, record: u32) -> Shown {
        self.shown_of(0, record)
    }

    fn body(&self, record: u32) -> String {
        flat(&self.shown(record).body)
    }

    fn bodies(&self) -> Vec<String> {
        (0..self.made.threads[0].n_records())
            .map(|record| self.body(record))
            .collect()
    }

    fn name_is_shown(&self, entry: u32) -> bool {
        !self
            .redactions
            .entry_names
            .contains_key(&(0, EntryId(entry)))
    }

    /// Everything that any output could be made of.
    fn everything(&self) -> Vec<String> {
        let mut all = Vec::new();
        for (number, thread) in self.made.threads.iter().enumerate() {
            let id = ThreadId(number as u32);
            all.extend(texts(&self.redactions.title_in(thread, id)));
            for who in 0..thread.participants.len() {
                let who = ParticipantId(who as u32);
                all.extend(texts(&self.redactions.name_in(thread, id, who)));
            }
            for record in 0..thread.n_records() {
                let shown = self.shown_of(number, record);
                all.extend(texts(&shown.sender));
                all.extend(texts(&shown.body));
                all.extend(shown.file_name);
                if let ShownAttachment::Entry(entry) = shown.attachment
                    && self.name_is_shown(entry.0)
                {
                    all.push(self.made.entries[entry.0 as usize].clone());
                }
            }
        }
        all
    }
}

fn flat(parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Mark(grounds) => mark_text(&grounds.codes),
        })
        .collect()
}

fn texts(parts: &[Part]) -> Vec<String> {
    parts
        .iter()
        .filter_map(|part| match part {
            Part::Text(text) => Some(text.clone()),
            Part::Mark(_) => None,
        })
        .collect()
}

const PHOTO: &str = "IMG-20231231-WA0001.jpg";
const PAPER: &str = "Passport Jane Sample.pdf";

fn attached(name: &str) -> String {
    format!("\u{200e}{name} (file attached)")
}

#[test]
fn without_decisions_all_is_shown() {
    let photo = attached(PHOTO);
    let made = Made::new(
        "Hikers",
        &[
            Line("Ada", "hello\nworld ", None),
            Line("Bob", &photo, Some(PHOTO)),
            Line("", "Ada added Bob", None),
            Line("Ada", "gone.jpg (file attached)", Some("gone.jpg")),
        ],
        &[PHOTO],
    );
    let resolved = made.resolve(&[]);
    assert_eq!(
        resolved.bodies(),
        [
            "hello\nworld ",
            &photo,
            "Ada added Bob",
            "gone.jpg (file attached)"
        ]
    );
    assert_eq!(flat(&resolved.shown(1).sender), "Bob");
    assert_eq!(resolved.shown(2).sender, []);
    assert_eq!(resolved.shown(0).attachment, ShownAttachment::None);
    assert_eq!(
        resolved.shown(1).attachment,
        ShownAttachment::Entry(EntryId(1))
    );
    assert_eq!(resolved.shown(1).file_name.as_deref(), Some(PHOTO));
    assert_eq!(resolved.shown(3).attachment, ShownAttachment::Absent);
    assert_eq!(resolved.shown(3).file_name.as_deref(), Some("gone.jpg"));
    assert!(resolved.name_is_shown(1));
    assert_eq!(
        flat(&resolved.redactions.title_in(&made.threads[0], ThreadId(0))),
        "Hikers"
    );
}

#[test]
fn a_withheld_message_is_one_mark_and_takes_its_file_along() {
    let photo = attached(PHOTO);
    let made = Made::new(
        "",
        &[
            Line("Ada", &photo, Some(PHOTO)),
            Line("Bob", &photo, Some(PHOTO)),
            Line("Bob", "", None),
        ],
        &[PHOTO],
    );
    let resolved = made.resolve(&[made.message(0, "LPP"), made.message(2, "TPD")]);
    let shown = resolved.shown(0);
    assert_eq!(flat(&shown.body), "█[LPP]█");
    assert!(shown.withheld);
    assert_eq!(flat(&shown.sender), "Ada", "stamp and sender stay");
    assert_eq!(shown.attachment, ShownAttachment::None);
    assert_eq!(shown.file_name, None);
    let other = resolved.shown(1);
    assert!(!other.withheld);
    assert_eq!(flat(&other.body), "\u{200e}█[LPP]█ (file attached)");
    assert!(matches!(other.attachment, ShownAttachment::Withheld(g) if g.codes == ["LPP"]));
    assert_eq!(other.file_name, None);
    assert!(!resolved.name_is_shown(1));
    assert_eq!(
        resolved.redactions.entry(0, EntryId(1)).unwrap().codes,
        ["LPP"]
    );
    assert_eq!(resolved.redactions.entry(0, EntryId(0)), None);
    // An empty body is withheld like any other.
    assert_eq!(resolved.body(2), "█[TPD]█");
}

#[test]
fn a_span_is_cut_to_the_body_and_grown_to_characters() {
    let made = Made::new("", &[Line("Ada", "naïve 😀 text", None)], &[]);
    let offset = made.threads[0].body_offset(RecordId(0));
    let check = |start: u32, len: u32, expected: &str| {
        let resolved = made.resolve(&[made.span_at(0, start, len, "TPD")]);
        assert_eq!(resolved.body(0), expected, "{start} + {len}");
        assert_eq!(flat(&resolved.shown(0).sender), "Ada");
    };
    check(offset, 5, "█[TPD]█e 😀 text");
    check(offset + 2, 1, "na█[TPD]█ve 😀 text");
    check(offset + 3, 1, "na█[TPD]█ve 😀 text");
    check(offset + 9, 1, "naïve █[TPD]█ text");
    check(offset + 3, 5, "na█[TPD]█ text");
    check(0, offset + 2, "█[TPD]█ïve 😀 text");
    check(0, offset, "naïve 😀 text");
    check(0, u32::MAX, "█[TPD]█");
    check(offset + 12, 500, "naïve 😀 █[TPD]█");
    check(500, 5, "naïve 😀 text");
    check(offset, 0, "naïve 😀 text");
}

#[test]
fn marks_that_touch_are_one() {
    let made = Made::new("", &[Line("Ada", "one two three four", None)], &[]);
    let resolved = made.resolve(&[
        made.span(0, "two", "TPD"),
        made.span(0, "o three", "CON"),
        made.span(0, " f", "TPD"),
        made.span(0, "ur", "TPD"),
    ]);
    assert_eq!(resolved.body(0), "one █[CON TPD]█o█[TPD]█");
}

#[test]
fn a_term_under_a_chosen_span_is_not_told() {
    let made = Made::new("", &[Line("Ada", "call Jane Sample now, Jane", None)], &[]);
    let resolved = made.resolve(&[value("Jane", "TPD"), made.span(0, "Jane Sample", "LPP")]);
    assert_eq!(resolved.body(0), "call █[LPP]█ now, █[TPD]█");
    let resolved = made.resolve(&[value("Jane", "TPD"), made.message(0, "IRR")]);
    assert_eq!(resolved.body(0), "█[IRR]█");
}

#[test]
fn a_term_is_withheld_everywhere() {
    let paper = attached(PAPER);
    let mut made = Made::new(
        "Jane and others",
        &[
            Line(
                "Ada",
                "ask JANE, @\u{2068}Ja\u{200b}ne\u{2069} or J\u{e1}ne",
                None,
            ),
            Line("Jane Sample", "it is me", None),
            Line("Ada", &paper, Some(PAPER)),
            Line("Ada", "jane.vcf (file attached)", Some("jane.vcf")),
            Line("", "Jane joined", None),
        ],
        &[PAPER],
    );
    made.add("Work", &[Line("jane", "nothing", None)]);
    let resolved = made.resolve(&[value("jane", "TPD")]);
    assert_eq!(
        resolved.bodies(),
        [
            "ask █[TPD]█, @\u{2068}█[TPD]█\u{2069} or █[TPD]█",
            "it is me",
            "\u{200e}█[TPD]█ (file attached)",
            "█[TPD]█ (file attached)",
            "█[TPD]█ joined",
        ]
    );
    assert_eq!(flat(&resolved.shown(1).sender), "█[TPD]█ Sample");
    assert_eq!(flat(&resolved.shown_of(1, 0).sender), "█[TPD]█");
    let title = |thread: usize| {
        let id = ThreadId(thread as u32);
        flat(&resolved.redactions.title_in(&made.threads[thread], id))
    };
    assert_eq!(title(0), "█[TPD]█ and others");
    assert_eq!(title(1), "Work");
    // The file itself may go out, its name may not.
    assert_eq!(
        resolved.shown(2).attachment,
        ShownAttachment::Entry(EntryId(1))
    );
    assert_eq!(resolved.shown(2).file_name, None);
    assert_eq!(resolved.shown(3).attachment, ShownAttachment::Absent);
    assert_eq!(resolved.shown(3).file_name, None);
    assert!(!resolved.name_is_shown(1));
    assert_eq!(resolved.redactions.entry(0, EntryId(1)), None);
}

#[test]
fn the_end_of_an_identifier_or_the_host_of_a_link_may_stay() {
    let made = Made::new(
        "Chat with +44 7700 900123",
        &[
            Line(
                "+44 7700 900123",
                "call 0044 7700 900123 or +447700900123.",
                None,
            ),
            Line("Bob", "+44 7700 9001234 is another", None),
            Line(
                "Bob",
                "see https://Example.org/a/b?c=d and https://example.org/a/bc",
                None,
            ),
        ],
        &[],
    );
    let kept = |find: &str, keep| DecisionKind::Value {
        find: find.to_owned(),
        keep,
        except: Vec::new(),
        codes: vec!["CON".to_owned()],
        note: None,
    };
    let resolved = made.resolve(&[
        kept("+447700900123", Keep::Last(3)),
        kept("https://example.org/a/b", Keep::Host),
    ]);
    assert_eq!(
        resolved.bodies(),
        [
            "call █[CON]█123 or █[CON]█123.",
            "+44 7700 9001234 is another",
            "see https://Example.org█[CON]█ and https://example.org█[CON]█",
        ]
    );
    let resolved = made.resolve(&[kept("+44 7700 900123", Keep::Last(3))]);
    assert_eq!(resolved.bodies()[1], "█[CON]█4 is another");
    assert_eq!(flat(&resolved.shown(0).sender), "█[CON]█123");
    let title = resolved.redactions.title_in(&made.threads[0], ThreadId(0));
    assert_eq!(flat(&title), "Chat with █[CON]█123");
}

#[test]
fn hits_that_were_taken_out_stay() {
    let made = Made::new(
        "",
        &[Line("Ada", "yes no yes", None), Line("Bob", "yes", None)],
        &[],
    );
    let offset = made.threads[0].body_offset(RecordId(0));
    let except = |record: u32, start: u32, len: u32| SpanPlace {
        target: made.place(0, record),
        span: ByteSpan { start, len },
    };
    let resolve = |except: Vec<SpanPlace>| {
        made.resolve(&[DecisionKind::Value {
            find: "YES".to_owned(),
            keep: Keep::Nothing,
            except,
            codes: vec!["TPD".to_owned()],
            note: None,
        }])
        .bodies()
    };
    assert_eq!(
        resolve(vec![except(0, offset, 3)]),
        ["yes no █[TPD]█", "█[TPD]█"]
    );
    assert_eq!(
        resolve(vec![except(0, offset + 7, 3), except(1, offset, 3)]),
        ["█[TPD]█ no yes", "yes"]
    );
    // Only the exact hit counts.
    assert_eq!(
        resolve(vec![except(0, offset, 2), except(0, offset + 1, 3)]),
        ["█[TPD]█ no █[TPD]█", "█[TPD]█"]
    );
    let mut elsewhere = except(1, offset, 3);
    elsewhere.target.source = SourceId("bb".repeat(32));
    assert_eq!(resolve(vec![elsewhere]), ["█[TPD]█ no █[TPD]█", "█[TPD]█"]);
}

#[test]
fn a_withheld_attachment_takes_its_name_along_everywhere() {
    let paper = attached(PAPER);
    let with_caption = format!("{}\n{PAPER}", attached(PAPER));
    let made = Made::new(
        "Passport Jane Sample",
        &[
            Line("Ada", &paper, Some(PAPER)),
            Line("Bob", &with_caption, Some(PAPER)),
            Line("Bob", "see passport jane  sample, not Jane Sample", None),
            Line("Bob", "Passport Jane Samples", None),
            Line(
                "Ada",
                "Passport Jane Sample (1).pdf (file attached)",
                Some("Passport Jane Sample (1).pdf"),
            ),
            Line("Passport Jane Sample", "x", None),
        ],
        &[PAPER, "Passport Jane Sample (1).pdf", PHOTO],
    );
    let resolved = made.resolve(&[made.attachment(1, "IDN")]);
    assert_eq!(
        resolved.bodies(),
        [
            "\u{200e}█[IDN]█ (file attached)",
            "\u{200e}█[IDN]█ (file attached)\n█[IDN]█",
            "see █[IDN]█, not Jane Sample",
            "Passport Jane Samples",
            "█[IDN]█ (file attached)",
            "x",
        ]
    );
    assert!(
        matches!(resolved.shown(0).attachment, ShownAttachment::Withheld(g) if g.codes == ["IDN"])
    );
    assert!(matches!(
        resolved.shown(1).attachment,
        ShownAttachment::Withheld(_)
    ));
    // The other file goes out, under no name.
    assert_eq!(
        resolved.shown(4).attachment,
        ShownAttachment::Entry(EntryId(2))
    );
    assert_eq!(resolved.shown(4).file_name, None);
    assert!(!resolved.name_is_shown(1) && !resolved.name_is_shown(2) && resolved.name_is_shown(3));
    assert_eq!(flat(&resolved.shown(5).sender), "█[IDN]█");
    assert_eq!(
        flat(&resolved.redactions.title_in(&made.threads[0], ThreadId(0))),
        "█[IDN]█"
    );
}

#[test]
fn a_file_name_that_anything_touches_is_withheld_whole() {
    let paper = attached(PAPER);
    let with_caption = format!("{paper}\nPassport Jane Sample.pdf, her passport");
    let made = Made::new(
        "",
        &[
            Line("Ada", &paper, Some(PAPER)),
            Line("Bob", &with_caption, Some(PAPER)),
            Line(
                "Ada",
                "gone paper.pdf (file attached)",
                Some("gone paper.pdf"),
            ),
            Line(
                "Bob",
                "gone paper.pdf (file attached)",
                Some("gone paper.pdf"),
            ),
        ],
        &[PAPER],
    );
    let everywhere = [
        "\u{200e}█[TPD]█ (file attached)",
        "\u{200e}█[TPD]█ (file attached)\n█[TPD]█, her passport",
        "gone paper.pdf (file attached)",
        "gone paper.pdf (file attached)",
    ];
    assert_eq!(made.resolve(&[value("Jane", "TPD")]).bodies(), everywhere);
    // A span in one message, too: the name is the same in the other one.
    let resolved = made.resolve(&[made.span(0, "Jane", "TPD")]);
    assert_eq!(resolved.bodies(), everywhere);
    assert!(!resolved.name_is_shown(1));
    // A term that reaches out of the name.
    let resolved = made.resolve(&[value("sample.pdf (file", "TPD")]);
    assert_eq!(resolved.body(0), "\u{200e}█[TPD]█ attached)");
    assert!(!resolved.name_is_shown(1));
    // A file that the export does not hold.
    let resolved = made.resolve(&[made.span(2, "gone", "TPD")]);
    assert_eq!(resolved.body(3), "█[TPD]█ (file attached)");
    assert_eq!(resolved.shown(3).file_name, None);
    // A span elsewhere in the message leaves the name alone.
    let resolved = made.resolve(&[made.span(1, "her", "TPD")]);
    assert_eq!(resolved.shown(1).file_name.as_deref(), Some(PAPER));
    assert!(resolved.name_is_shown(1));
}

#[test]
fn folders_are_no_part_of_a_name() {
    let made = Made::new(
        "",
        &[Line("Ada", &attached(PHOTO), Some(PHOTO))],
        &["WhatsApp Chat with Jane/IMG-20231231-WA0001.jpg"],
    );
    let resolved = made.resolve(&[value("Jane", "TPD")]);
    assert_eq!(resolved.shown(0).file_name.as_deref(), Some(PHOTO));
}

#[test]
fn decisions_stand_in_document_order() {
    let paper = attached(PAPER);
    let mut made = Made::new(
        "Trip",
        &[
            Line("Ada", "first", None),
            Line("Bob", "second", None),
            Line("Bob", &paper, Some(PAPER)),
        ],
        &[PAPER, "orphan.bin"],
    );
    made.add("Other trip", &[Line("Cy", "first", None)]);
    let mut far = made.message(0, "TPD");
    if let DecisionKind::Message { target, .. } = &mut far {
        target.source = SourceId("bb".repeat(32));
    }
    let mut gone = made.message(0, "TPD");
    if let DecisionKind::Message { target, .. } = &mut gone {
        target.byte_start = 1 << 30;
    }
    let resolved = made.resolve(&[
        far.clone(),
        gone.clone(),
        made.attachment(2, "COM"),
        value("Cy", "TPD"),
        made.attachment(1, "COM"),
        made.message(1, "LPP"),
        value("Bob", "TPD"),
        made.span(0, "first", "TPD"),
        value("trip", "TPD"),
        value("nowhere", "TPD"),
    ]);
    let order: Vec<_> = resolved
        .redactions
        .decisions()
        .iter()
        .map(|s| {
            let first = s.first.map(|(thread, record)| (thread.0, record.0));
            (s.decision.kind.clone(), first, s.n_places)
        })
        .collect();
    let expected = [
        (value("trip", "TPD"), Some((0, 0)), 2),
        (made.span(0, "first", "TPD"), Some((0, 0)), 1),
        (made.message(1, "LPP"), Some((0, 1)), 1),
        (value("Bob", "TPD"), Some((0, 1)), 1),
        (made.attachment(1, "COM"), Some((0, 2)), 1),
        (value("Cy", "TPD"), Some((1, 0)), 1),
        (made.attachment(2, "COM"), None, 1),
        (far, None, 0),
        (gone, None, 0),
        (value("nowhere", "TPD"), None, 0),
    ];
    assert_eq!(order, expected);
    // Grounds name the decisions by that order.
    assert_eq!(flat(&resolved.shown(1).body), "█[LPP]█");
    let Part::Mark(grounds) = &resolved.shown(1).body[0] else {
        panic!("a mark");
    };
    assert_eq!(grounds.decisions, [2]);
}

#[test]
fn withdrawn_decisions_withhold_nothing() {
    let made = Made::new("", &[Line("Ada", "secret", None)], &[]);
    let at = |minute: i64| Instant::from_unix_ms(minute * 60_000);
    let one = Decision::new("Ada", at(0), made.message(0, "TPD"));
    let undo = DecisionKind::Withdraw {
        withdraws: one.id.clone(),
    };
    let mut log = DecisionLog::default();
    log.append(one);
    log.append(Decision::new("Ada", at(1), undo));
    let redactions = resolve::resolve(&made.view(), &log);
    assert!(redactions.decisions().is_empty());
    let resolved = Resolved {
        made: &made,
        redactions,
    };
    assert_eq!(resolved.body(0), "secret");
}

#[test]
fn a_boundary_that_moved_uncovers_nothing() {
    let made = Made::new(
        "",
        &[
            Line("Ada", "one", None),
            Line("Bob", "two two", None),
            Line("Cy", "three", None),
        ],
        &[],
    );
    // Another parser had taken the first two records as one.
    let mut both = made.place(0, 0);
    both.byte_len += made.place(0, 1).byte_len;
    let message = DecisionKind::Message {
        target: both.clone(),
        codes: vec!["TPD".to_owned()],
        note: None,
    };
    assert_eq!(
        made.resolve(&[message]).bodies(),
        ["█[TPD]█", "█[TPD]█", "three"]
    );
    // And a span of it, in its second half, in bytes of that long message.
    let first_len = made.place(0, 0).byte_len as u32;
    let offset = made.threads[0].body_offset(RecordId(1));
    let span = |target: &MessagePlace, start: u32, len: u32| DecisionKind::Span {
        target: target.clone(),
        span: ByteSpan { start, len },
        codes: vec!["TPD".to_owned()],
        note: None,
    };
    let resolved = made.resolve(&[span(&both, first_len + offset + 4, 3)]);
    assert_eq!(resolved.bodies(), ["one", "two █[TPD]█", "three"]);
    // Another parser had begun a record in the middle of the second one.
    let inside = MessagePlace {
        byte_start: u64::from(first_len + offset + 4),
        byte_len: 4,
        ..made.place(0, 1)
    };
    let message = DecisionKind::Message {
        target: inside.clone(),
        codes: vec!["TPD".to_owned()],
        note: None,
    };
    assert_eq!(
        made.resolve(&[message]).bodies(),
        ["one", "█[TPD]█", "three"]
    );
    let resolved = made.resolve(&[span(&inside, 0, 2)]);
    assert_eq!(resolved.bodies(), ["one", "two █[TPD]█o", "three"]);
}

/// As if the chat text were UTF-16: places are its bytes, spans those of the decoded text.
fn as_utf16(made: &mut Made) {
    let thread = &mut made.threads[0];
    let text = String::from_utf8(thread.text.to_vec()).unwrap();
    let utf16_len = |bytes: u32| 2 + 2 * text[..bytes as usize].encode_utf16().count() as u64;
    thread.origin = thread.records.iter().map(|r| utf16_len(r.start)).collect();
    thread.origin.push(utf16_len(text.len() as u32));
    thread.encoding = Encoding::Utf16Le;
}

#[test]
fn utf16_places_count_in_the_archive_and_spans_in_the_text() {
    let mut made = Made::new(
        "",
        &[
            Line("Ada", "grüße an alle", None),
            Line("Bob", "grüße zurück", None),
        ],
        &[],
    );
    as_utf16(&mut made);
    let resolved = made.resolve(&[made.span(1, "zurück", "TPD"), made.message(0, "LPP")]);
    assert_eq!(resolved.bodies(), ["█[LPP]█", "grüße █[TPD]█"]);
    // A place that is no record any more: all of what it covers.
    let mut moved = made.place(0, 1);
    moved.byte_start += 4;
    moved.byte_len -= 4;
    let span = DecisionKind::Span {
        target: moved,
        span: ByteSpan { start: 0, len: 1 },
        codes: vec!["TPD".to_owned()],
        note: None,
    };
    assert_eq!(made.resolve(&[span]).bodies(), ["grüße an alle", "█[TPD]█"]);
}

#[test]
fn bytes_that_are_not_text_stay_apart_from_marks() {
    let mut made = Made::new("", &[Line("Ada", "ab__cd", None)], &[]);
    let at = made.threads[0].body_offset(RecordId(0)) as usize + 2;
    Rc::make_mut(&mut made.threads[0].text)[at..at + 2].copy_from_slice(b"\xf0\x9f");
    let resolved = made.resolve(&[made.span_at(0, at as u32 + 1, 2, "TPD")]);
    assert_eq!(resolved.body(0), "ab█[TPD]█d");
    let resolved = made.resolve(&[value("b", "TPD")]);
    assert_eq!(resolved.body(0), "a█[TPD]█\u{fffd}cd");
}

fn word() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec![
            "a", "B", "é", "e\u{301}", "E", " ", "\u{200d}", "ß", "ss", "1", "١", "-", "\n", "😀",
        ]),
        0..8,
    )
    .prop_map(|parts| parts.concat())
}

/// What the fold of a term looks for, in everything that is shown.
fn assert_nowhere(find: &str, resolved: &Resolved<'_>) -> Result<(), TestCaseError> {
    if let Some(term) = term::Term::new(find) {
        for text in resolved.everything() {
            prop_assert!(
                term.spans(text.as_bytes()).is_empty(),
                "{find:?} in {text:?}"
            );
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_withheld_term_is_shown(
        title in word(),
        senders in prop::collection::vec("[aBé1]{1,3}", 3),
        bodies in prop::collection::vec(word(), 3),
        file in "[aBé1 -]{1,6}\\.pdf",
        finds in prop::collection::vec(word(), 1..3),
        spans in prop::collection::vec((0_u32..3, 0_u32..60, 0_u32..9), 0..3),
    ) {
        let caption = format!("{}\n{}", attached(&file), bodies[2]);
        let lines = [
            Line(&senders[0], &bodies[0], None),
            Line(&senders[1], &bodies[1], None),
            Line(&senders[2], &caption, Some(&file)),
        ];
        let made = Made::new(&title, &lines, &[&file]);
        let mut kinds: Vec<DecisionKind> = finds.iter().map(|find| value(find, "TPD")).collect();
        kinds.extend(spans.iter().map(|(r, start, len)| made.span_at(*r, *start, *len, "CON")));
        let resolved = made.resolve(&kinds);
        for find in &finds {
            assert_nowhere(find, &resolved)?;
        }
    }

    #[test]
    fn no_byte_of_a_span_is_shown(
        body in "[a-zé😀\n]{0,20}",
        spans in prop::collection::vec((0_u32..60, 0_u32..12), 1..4),
    ) {
        let made = Made::new("", &[Line("Ada", &body, None)], &[]);
        let kinds: Vec<DecisionKind> =
            spans.iter().map(|(start, len)| made.span_at(0, *start, *len, "TPD")).collect();
        let resolved = made.resolve(&kinds);
        // Told by hand, character by character.
        let offset = made.threads[0].body_offset(RecordId(0));
        let mut expected = String::new();
        let mut in_mark = false;
        for (at, c) in body.char_indices() {
            let (start, end) = (offset + at as u32, offset + (at + c.len_utf8()) as u32);
            let is_under = |(from, len): &(u32, u32)| *len > 0 && *from < end && start < from + len;
            if spans.iter().any(is_under) {
                if !in_mark {
                    expected.push_str("█[TPD]█");
                }
                in_mark = true;
            } else {
                expected.push(c);
                in_mark = false;
            }
        }
        prop_assert_eq!(resolved.body(0), expected);
        let mut end = 0;
        for (span, _) in resolved.redactions.spans_in(&made.threads[0], ThreadId(0), RecordId(0)) {
            prop_assert!(span.start > end || end == 0, "marks touch");
            prop_assert!(span.start >= offset);
            end = span.end();
        }
    }

    #[test]
    fn what_is_shown_does_not_depend_on_what_is_withheld(
        // No letter of the values: `x` before `XXXXX` would make two places of one.
        before in "[a-p ]{0,9}",
        after in "[a-p ]{0,9}",
        one in "[QX]{5,9}", other in "[WZ0-9]{6,20}",
    ) {
        // Everything that holds the value, with the value as a hole.
        let shown = |secret: &str, kinds: &dyn Fn(&Made) -> Vec<DecisionKind>| {
            let body = format!("{before}{secret}{after}");
            let file = format!("{secret} paper.pdf");
            let sender = format!("{secret} S");
            let lines = [
                Line("Ada", &body, None),
                Line(&sender, &attached(&file), Some(&file)),
                Line("Ada", "plain", None),
            ];
            let made = Made::new(&body, &lines, &[&file]);
            let resolved = made.resolve(&kinds(&made));
            let records: Vec<Shown> = (0..3).map(|record| resolved.shown(record)).collect();
            (records, flat(&resolved.redactions.title_in(&made.threads[0], ThreadId(0))))
        };
        let by_value = |secret: &str| shown(secret, &|_| vec![value(secret, "TPD")]);
        prop_assert_eq!(by_value(&one), by_value(&other));
        let message = |secret: &str| shown(secret, &|made| vec![
            made.message(0, "TPD"), made.attachment(1, "COM"),
        ]).0;
        let (mut first, mut second) = (message(&one), message(&other));
        // The sender is not withheld by these.
        first[1].sender.clear();
        second[1].sender.clear();
        prop_assert_eq!(first, second);
    }

    #[test]
    fn order_of_decisions_does_not_change_what_is_shown(
        body in "[ab ]{0,12}",
        spans in prop::collection::vec((20_u32..40, 0_u32..6, 0_usize..3), 0..5),
    ) {
        let made = Made::new("", &[Line("Ada", &body, None)], &[]);
        let mut kinds: Vec<DecisionKind> = spans.iter()
            .map(|(start, len, code)| made.span_at(0, *start, *len, ["TPD", "CON", "FIN"][*code]))
            .collect();
        kinds.push(value("a b", "COM"));
        let forwards = made.resolve(&kinds).body(0);
        kinds.reverse();
        prop_assert_eq!(forwards, made.resolve(&kinds).body(0));
    }
}

#[test]
fn nothing_is_left_of_a_thread_for_whatever_reason() {
    let made = Made::new(
        "Hikers",
        &[
            Line("Ada", "one", None),
            Line("Bob", "two", None),
            Line("", "Ada added Bob", None),
            Line("Bob", "three ", None),
        ],
        &[],
    );
    let share = |kinds: &[DecisionKind]| {
        let resolved = made.resolve(kinds);
        let cuts = resolved.redactions.cuts(ThreadId(0)).unwrap();
        let share = resolved
            .redactions
            .share(cuts, ThreadId(0), &made.threads[0]);
        (
            share.n_whole,
            share.n_outside,
            share.by_code,
            share.is_emptied,
        )
    };
    let codes = |codes: &[(&str, u32)]| {
        let codes = codes.iter().map(|(code, n)| ((*code).to_owned(), *n));
        codes.collect::<BTreeMap<String, u32>>()
    };
    let outside = |first: u32, last: u32| {
        let (from, to) = (made.place(0, first), made.place(0, last));
        let start = from.byte_start;
        DecisionKind::Outside {
            scope: "s".to_owned(),
            texts: vec![crate::engine::decision::TextRuns {
                source: from.source,
                entry: from.entry,
                runs: vec![crate::engine::decision::Run {
                    byte_start: start,
                    byte_len: to.byte_start + to.byte_len - start,
                }],
            }],
            codes: vec!["IRR".to_owned()],
            note: None,
        }
    };
    assert_eq!(share(&[]), (0, 0, codes(&[]), false));
    assert_eq!(share(&[outside(0, 3)]), (0, 3, codes(&[("IRR", 3)]), true));
    assert_eq!(
        share(&[made.message(0, "LPP"), outside(0, 1)]),
        (1, 1, codes(&[("IRR", 2), ("LPP", 1)]), false)
    );
    let by_places = [
        made.message(0, "LPP"),
        made.span(1, "two", "TPD"),
        value("three", "TPD"),
    ];
    assert_eq!(share(&by_places), (1, 0, codes(&[("LPP", 1)]), true));
    assert!(!share(&by_places[..2]).3);
}
