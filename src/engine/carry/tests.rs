use std::rc::Rc;

use super::*;
use crate::engine::archive::{Archive, Given};
use crate::engine::case::OpenSource;
use crate::engine::limits::Limits;
use crate::engine::parse::thread_from_text;
use crate::engine::place::{ByteSpan, EntryId, SourceId};
use crate::engine::time::Instant;

fn source(number: u32, files: &[(&str, &str)]) -> OpenSource {
    let given = files.iter().map(|(name, text)| Given {
        name: (*name).to_owned(),
        source: Rc::new(text.as_bytes().to_vec()),
    });
    let archive = Archive::open(given.collect(), &Limits::USUAL)
        .unwrap()
        .value;
    let threads = archive.chat_texts().into_iter().map(|text| {
        let bytes = archive.read(text, 1 << 20).unwrap();
        Rc::new(thread_from_text(&archive, text, bytes).unwrap().value)
    });
    OpenSource {
        id: SourceId(format!("{number:064x}")),
        threads: threads.collect(),
        archive: Rc::new(archive),
        findings: Vec::new(),
    }
}

const ANDROID: &str = "\
13/03/2024, 09:00 - Ada Poe: good morning, are you on the way yet?
13/03/2024, 09:01 - Bob: ok
13/03/2024, 09:02 - Bob: I was born on 3 April 1985, in Leeds
13/03/2024, 09:03 - Ada Poe: ok
13/03/2024, 09:04 - Ada Poe: the code for the door is 4812
13/03/2024, 09:05 - Bob: IMG-20240313-WA0001.jpg (file attached)
13/03/2024, 09:06 - Ada Poe: that is the corner I meant this morning
13/03/2024, 09:07 - Bob: see you there at a quarter past ten then
";

/// The other phone: other names, another hour, one message more, one less.
const IPHONE: &str = "\
[13/03/2024, 10:00:10] Me: good morning, are you on the way yet?\r
[13/03/2024, 10:01:10] Robert: ok\r
[13/03/2024, 10:01:40] Robert: only here\r
[13/03/2024, 10:02:10] Robert: I was born on 3 April 1985, in Leeds\r
[13/03/2024, 10:03:10] Me: ok\r
[13/03/2024, 10:04:10] Me: the code for the door is 4812\r
[13/03/2024, 10:05:10] Robert: \u{200e}<attached: 00000007-PHOTO-2024-03-13-10-05-10.jpg>\r
[13/03/2024, 10:06:10] Me: that is the corner I meant this morning\r
[13/03/2024, 10:07:10] Robert: see you there at a quarter past ten then\r
";

fn case() -> Case {
    let android = [
        ("WhatsApp Chat with Bob.txt", ANDROID),
        ("IMG-20240313-WA0001.jpg", "the same picture"),
    ];
    let iphone = [
        ("_chat.txt", IPHONE),
        ("00000007-PHOTO-2024-03-13-10-05-10.jpg", "the same picture"),
    ];
    let other = [(
        "_chat.txt",
        "[13/03/2024, 10:01:10] Cy: ok\r\n[13/03/2024, 10:02:10] Dan: good\r\n",
    )];
    Case {
        sources: vec![source(1, &android), source(2, &iphone), source(3, &other)],
    }
}

fn carried(case: &Case, kinds: &[DecisionKind]) -> Carried {
    let mut log = DecisionLog::default();
    for (minute, kind) in kinds.iter().enumerate() {
        let at = Instant::from_unix_ms(minute as i64 * 60_000);
        log.append(Decision::new("Ann", at, kind.clone()));
    }
    let mut job = CarryJob::new(&log);
    loop {
        if let Step::Done(carried) = job.step(case) {
            return carried;
        }
    }
}

fn codes() -> Vec<String> {
    vec!["TPD".to_owned()]
}

fn message(case: &Case, thread: u32, record: u32) -> DecisionKind {
    DecisionKind::Message {
        target: case.place(ThreadId(thread), RecordId(record)).unwrap(),
        codes: codes(),
        note: None,
    }
}

fn span(case: &Case, thread: u32, record: u32, words: &str) -> DecisionKind {
    let (_, opened) = case.thread(ThreadId(thread)).unwrap();
    let text = String::from_utf8(opened.bytes(RecordId(record)).to_vec()).unwrap();
    DecisionKind::Span {
        target: case.place(ThreadId(thread), RecordId(record)).unwrap(),
        span: ByteSpan {
            start: text.find(words).unwrap() as u32,
            len: words.len() as u32,
        },
        codes: codes(),
        note: None,
    }
}

#[test]
fn a_message_is_found_by_its_words_or_by_those_around() {
    let case = case();
    for (record, at, ground) in [
        (2, 3, Ground::OnlyOne),
        (1, 1, Ground::Neighbours(3)),
        (3, 4, Ground::Neighbours(5)),
    ] {
        let found = carried(&case, &[message(&case, 0, record)]);
        assert_eq!(found.n_pairs, 1);
        let [offer] = &found.offers[..] else {
            panic!("{record}: {found:?}");
        };
        assert_eq!(offer.at, (ThreadId(1), RecordId(at)), "{record}");
        assert_eq!(offer.kind, message(&case, 1, at));
        assert_eq!(offer.ground, ground, "{record}");
    }
    // It goes the other way, too; what only one phone has is counted.
    assert_eq!(carried(&case, &[message(&case, 1, 3)]).offers.len(), 1);
    let found = carried(&case, &[message(&case, 1, 2)]);
    assert_eq!((found.offers.len(), found.n_unmatched), (0, 1));
}

#[test]
fn a_part_of_a_message_moves_with_its_words() {
    let case = case();
    let found = carried(&case, &[span(&case, 0, 4, "4812")]);
    assert_eq!(found.offers[0].kind, span(&case, 1, 5, "4812"));
    assert_eq!(found.offers[0].quote, "the code for the door is 4812");
    let DecisionKind::Span {
        target,
        span: place,
        ..
    } = span(&case, 0, 2, "3 April 1985")
    else {
        panic!("a span");
    };
    let pattern = |target: crate::engine::place::MessagePlace, span| DecisionKind::Pattern {
        rule: "birth_date".to_owned(),
        least: 60,
        texts: crate::engine::decision::TextSpots::grouped([crate::engine::decision::SpanPlace {
            target,
            span,
        }]),
        codes: codes(),
        note: None,
    };
    let found = carried(&case, &[pattern(target, place)]);
    let DecisionKind::Span {
        target,
        span: place,
        ..
    } = span(&case, 1, 3, "3 April 1985")
    else {
        panic!("a span");
    };
    assert_eq!(found.offers[0].kind, pattern(target, place));
    assert_eq!(found.offers[0].ground, Ground::Places(1));
}

#[test]
fn voices_and_files_have_other_names_there() {
    let case = case();
    let voice = |thread, record| DecisionKind::Participant {
        target: case.place(ThreadId(thread), RecordId(record)).unwrap(),
        also: vec!["Bobby".to_owned()],
        codes: codes(),
        note: None,
    };
    let file = |number: usize, region: bool| {
        let source = &case.sources[number];
        let entry = source
            .archive
            .entries()
            .iter()
            .find(|at| at.name.ends_with(".jpg"));
        let (source, entry): (SourceId, EntryId) = (source.id.clone(), entry.unwrap().id);
        if region {
            let boxes = Vec::new();
            return DecisionKind::Region {
                source,
                entry,
                boxes,
                codes: codes(),
                note: None,
            };
        }
        DecisionKind::Attachment {
            source,
            entry,
            codes: codes(),
            note: None,
        }
    };
    let found = carried(&case, &[voice(0, 1), file(0, false), file(0, true)]);
    let kinds: Vec<&DecisionKind> = found.offers.iter().map(|offer| &offer.kind).collect();
    assert_eq!(kinds, [&voice(1, 1), &file(1, false), &file(1, true)]);
    assert!(matches!(found.offers[0].ground, Ground::Voice(3)));
    assert_eq!(found.offers[1].ground, Ground::SameFile);
    assert_eq!(found.offers[1].at, (ThreadId(1), RecordId(6)));
}

#[test]
fn what_is_decided_there_already_is_not_offered() {
    let case = case();
    let both = [message(&case, 0, 2), message(&case, 1, 3)];
    let found = carried(&case, &both);
    assert_eq!(found.offers, []);
    // With another reason it is decided all the same.
    let mut other = message(&case, 1, 3);
    if let DecisionKind::Message { codes, .. } = &mut other {
        *codes = vec!["LPP".to_owned()];
    }
    assert_eq!(carried(&case, &[message(&case, 0, 2), other]).offers, []);
    // Two decisions about one message are offered once.
    let twice = [message(&case, 0, 2), message(&case, 0, 2)];
    assert_eq!(carried(&case, &twice).offers.len(), 1);
}

#[test]
fn threads_that_share_too_little_are_strangers() {
    let case = case();
    let found = carried(&case, &[message(&case, 2, 0)]);
    assert_eq!((found.offers.len(), found.n_unmatched), (0, 0));
}

#[test]
fn a_file_is_offered_where_a_message_can_be_looked_at() {
    let mut case = case();
    let iphone = [
        ("_chat.txt", IPHONE),
        ("00000007-PHOTO-2024-03-13-10-05-10.jpg", "packed anew"),
        ("left-over.jpg", "the same picture"),
    ];
    case.sources[1] = source(2, &iphone);
    let entries = case.sources[0].archive.entries();
    let named = entries.iter().find(|at| at.name.ends_with(".jpg"));
    let attachment = DecisionKind::Attachment {
        source: case.sources[0].id.clone(),
        entry: named.unwrap().id,
        codes: codes(),
        note: None,
    };
    // No message names the one that is the same byte for byte.
    let found = carried(&case, std::slice::from_ref(&attachment));
    assert_eq!((found.offers.len(), found.n_unmatched), (0, 1));
    // Other bytes: the messages around say which file it is.
    case.sources[1] = source(2, &iphone[..2]);
    let found = carried(&case, &[attachment]);
    assert_eq!(found.offers[0].ground, Ground::Neighbours(2));
    assert_eq!(found.offers[0].at, (ThreadId(1), RecordId(6)));
}

#[test]
fn offers_pass_the_port() {
    let case = case();
    let found = carried(&case, &[message(&case, 0, 2), span(&case, 0, 4, "4812")]);
    assert_eq!(found.offers.len(), 2);
    let bytes = postcard::to_allocvec(&found).unwrap();
    assert_eq!(postcard::from_bytes::<Carried>(&bytes).unwrap(), found);
}
