//! Any decisions over any thread: the package is valid, nothing in it leaks, and it is the same
//! twice.

use std::rc::Rc;

use proptest::prelude::*;
use threadseal::engine::case::{Case, ThreadId};
use threadseal::engine::decision::{Coarse, DecisionKind, DecisionLog, Keep};
use threadseal::engine::job::Step;
use threadseal::engine::package::Bodies;
use threadseal::engine::place::ByteSpan;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::thread::RecordId;
use threadseal::engine::verify::leak::{LeakJob, LeakReport};

use super::{Export, Made, build, build_proven, opened, owned, place};

const NAMES: [&str; 5] = ["Ada", "Bob Roe", "+44 20 7946 0958", "بوب", "█[TPD]█"];
const WORDS: [&str; 22] = [
    "hello",
    " ",
    "555 0199",
    "Zebedee",
    "\n",
    "\r\n",
    "\u{2028}",
    "█[",
    "[TPD]█",
    "<b>",
    "&amp;",
    "\"",
    "\u{202e}",
    "\u{200b}",
    "é",
    "e\u{301}",
    "😀",
    "=1+1",
    "  (attachment: x)",
    "null",
    "\u{1b}[2K",
    "\u{200e}",
];
const FILES: [&str; 4] = ["a.jpg", "Zebedee.pdf", "note.txt", "gone.jpg"];
const CODES: [&str; 4] = ["TPD", "CON", "LPP", "IRR"];

/// A record: who, what, and which file it names.
type Said = (usize, Vec<usize>, Option<usize>);

fn chat(said: &[Said]) -> String {
    let mut out = String::new();
    for (number, (who, words, file)) in said.iter().enumerate() {
        let body: String = words.iter().map(|word| WORDS[*word]).collect();
        let file = file.map(|file| format!("\u{200e}{} (file attached)\n", FILES[file]));
        out.push_str(&format!(
            "{:02}/12/2023, 21:{:02} - {}: {}{body}\n",
            13 + number / 8,
            number % 60,
            NAMES[*who],
            file.unwrap_or_default()
        ));
    }
    out
}

/// A decision by numbers: what kind, which record, from where, how long, which code.
type Choice = (u8, usize, usize, usize, usize);

fn decided(case: &Case, choices: &[Choice]) -> DecisionLog {
    let mut made = Made::default();
    let (source, thread) = case.thread(ThreadId(0)).unwrap();
    for (kind, record, start, len, code) in choices {
        let record = RecordId((record % thread.n_records() as usize) as u32);
        let codes = owned(&[CODES[code % CODES.len()]]);
        let target = place(case, (0, record.0));
        let note = None;
        let body = thread.body(record).len();
        made.add(match kind % 6 {
            0 => DecisionKind::Message {
                target,
                codes,
                note,
            },
            1 if body > 0 => {
                let start = start % body;
                let span = ByteSpan {
                    start: thread.body_offset(record) + start as u32,
                    len: (len % (body - start) + 1) as u32,
                };
                DecisionKind::Span {
                    target,
                    span,
                    codes,
                    note,
                }
            }
            2 => {
                let entries = source.archive.entries();
                let entry = entries[1 + start % (entries.len() - 1)].id;
                let source = source.id.clone();
                DecisionKind::Attachment {
                    source,
                    entry,
                    codes,
                    note,
                }
            }
            3 => DecisionKind::MessageGone {
                target,
                codes,
                note,
            },
            4 => DecisionKind::TimeCoarse {
                source: target.source,
                entry: target.entry,
                to: Coarse::ALL[start % 4],
                codes,
                note,
            },
            _ => DecisionKind::Value {
                find: ["Zebedee", "Ada", "555 0199", "Roe", "é"][start % 5].to_owned(),
                keep: Keep::Nothing,
                except: Vec::new(),
                codes,
                note,
            },
        });
    }
    made.log
}

fn leaks(zip: &[u8], case: &Case, log: &DecisionLog) -> LeakReport {
    let mut job = LeakJob::new(Rc::new(zip.to_vec()), case, log);
    loop {
        if let Step::Done(report) = job.step().unwrap() {
            return report;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_decisions_over_any_thread_make_a_valid_package(
        said in prop::collection::vec(
            (0..NAMES.len(), prop::collection::vec(0..WORDS.len(), 0..12),
             prop::option::weighted(0.3, 0..FILES.len())),
            1..20,
        ),
        choices in prop::collection::vec(
            (0..6u8, 0..20usize, 0..50usize, 0..50usize, 0..4usize), 0..8),
        as_they_are in any::<bool>(),
        bodies in prop::sample::select(vec![None, Some(Bodies::Closed), Some(Bodies::Parts)]),
    ) {
        let text = chat(&said);
        let case = opened(&[Export {
            name: "WhatsApp Chat with Ada & Zebedee.zip",
            entries: vec![
                ("WhatsApp Chat with Ada & Zebedee.txt", text.as_bytes()),
                ("a.jpg", b"\xff\xd8\xff\xe0 a picture \xff\xd9"),
                ("Zebedee.pdf", b"%PDF-1.7 a document"),
                ("note.txt", b"\xff\xd8\xff\xe0 a picture \xff\xd9"),
            ],
        }]);
        let log = decided(&case, &choices);
        let media = if as_they_are { MediaChoice::AsTheyAre } else { MediaChoice::Withheld };
        // Building verifies.
        let made = || match bodies {
            None => build(&case, &log, media),
            Some(bodies) => build_proven(&case, &log, media, bodies),
        };
        let zip = made();
        prop_assert!(zip == made());
        let report = leaks(&zip, &case, &log);
        // A part of a body may say what other files say openly; what a term or a file withholds
        // stands nowhere.
        let whole = |id: &str| {
            log.decisions().iter().any(|decision| decision.id.0 == id
                && matches!(decision.kind,
                    DecisionKind::Value { .. } | DecisionKind::Attachment { .. }))
        };
        let found: Vec<_> = report.leaks.iter().filter(|leak| whole(&leak.decision)).collect();
        prop_assert!(found.is_empty(), "{:?}", found);
    }
}
