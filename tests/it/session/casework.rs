//! Case work across the port: places, case files, citations.

use threadseal::engine::archive::Given;
use threadseal::engine::case::ThreadId;
use threadseal::engine::casefile::{CaseContent, CaseRead, Lock, Passphrase};
use threadseal::engine::decision::{DecisionKind, DecisionLog, Keep};
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::keyfile::{self, KeyContent, KeyRead, KeyTable, Pseudonym};
use threadseal::engine::session::protocol::{
    Event, PlacedAt, Quote, Request, RowsFor, WorkEvent, WorkRequest,
};
use threadseal::engine::thread::RecordId;

use super::desk::{Desk, failures};
use super::entries;
use crate::support::zips;

fn desk() -> Desk {
    let zip = zips::stored(&entries());
    Desk::with(&[("WhatsApp Chat with Ben.zip", &zip)])
}

impl Desk {
    /// Asks with a file beside and works until there is nothing left to do.
    fn work(&mut self, request: WorkRequest, file: Option<&[u8]>) -> Vec<Event> {
        let files = file.map(|bytes| Given {
            name: "x.tscase".to_owned(),
            source: std::rc::Rc::new(bytes.to_vec()),
        });
        self.session
            .handle(Request::Work(request), files.into_iter().collect());
        let answers = self.finish();
        answers.into_iter().map(|(event, _)| event).collect()
    }

    fn work_event(&mut self, request: WorkRequest, file: Option<&[u8]>) -> WorkEvent {
        let events = self.work(request, file);
        let found = events.into_iter().find_map(|event| match event {
            Event::Work(event) => Some(event),
            _other => None,
        });
        found.expect("an answer")
    }

    fn quote(&mut self, record: u32) -> Quote {
        let tag = self.tag();
        let request = WorkRequest::Cite {
            tag,
            thread: ThreadId(0),
            record: RecordId(record),
        };
        match self.work_event(request, None) {
            WorkEvent::Cited { quote, .. } => quote,
            other => panic!("{other:?}"),
        }
    }

    fn resolve(&mut self, code: &str) -> WorkEvent {
        let tag = self.tag();
        let code = code.to_owned();
        self.work_event(WorkRequest::Resolve { tag, code }, None)
    }
}

#[test]
fn places_are_told_with_stamp_sender_and_words() {
    let mut desk = desk();
    let place = desk.rows(RowsFor::Editor, None)[2].place.clone();
    let mut elsewhere = place.clone();
    elsewhere.entry.0 += 1;
    let tag = desk.tag();
    let places = vec![place.clone(), elsewhere.clone()];
    let answer = desk.work_event(WorkRequest::Places { tag, places }, None);
    let at = PlacedAt {
        thread: ThreadId(0),
        record: RecordId(2),
        stamp: "31/12/2023, 21:07".to_owned(),
        sender: "Ada Poe".to_owned(),
        excerpt: "the code is 4812 please keep it".to_owned(),
    };
    let WorkEvent::Placed { found, .. } = answer else {
        panic!("{answer:?}");
    };
    assert_eq!(found, [(place, Some(at)), (elsewhere, None)]);
}

#[test]
fn a_quotation_has_text_sender_stamp_thread_export_and_code() {
    let mut desk = desk();
    let quote = desk.quote(2);
    let code = quote.code.clone().unwrap();
    for part in [
        "31/12/2023, 21:07",
        "Ada Poe",
        "the code is 4812\nplease keep it",
        "message 3 of",
        "Ben",
        "WhatsApp Chat with Ben.zip",
        &code,
    ] {
        assert!(quote.text.contains(part), "{part}: {}", quote.text);
    }
    let WorkEvent::Resolved {
        found: Some(found), ..
    } = desk.resolve(&code.to_lowercase())
    else {
        panic!("not found");
    };
    assert_eq!(found.exact, [(ThreadId(0), RecordId(2))]);
    assert!(matches!(
        desk.resolve("TS"),
        WorkEvent::Resolved { found: None, .. }
    ));
}

#[test]
fn what_is_withheld_is_neither_quoted_nor_given_a_code() {
    let mut desk = desk();
    let bare = desk.quote(2);
    desk.decide(DecisionKind::Value {
        find: "4812".to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: vec!["SEC".to_owned()],
        note: None,
    });
    let quote = desk.quote(2);
    assert_eq!(quote.code, None);
    assert!(quote.text.contains("the code is █[SEC]█"), "{}", quote.text);
    let code = bare.code.unwrap();
    assert!(!quote.text.contains(&code) && !quote.text.contains("4812"));
    // A message that holds nothing of it keeps its code; a title that does takes all codes.
    assert!(desk.quote(0).code.is_some());
    desk.decide(DecisionKind::Value {
        find: "Ben".to_owned(),
        keep: Keep::Nothing,
        except: Vec::new(),
        codes: vec!["TPD".to_owned()],
        note: None,
    });
    let quote = desk.quote(3);
    assert_eq!(quote.code, None);
    assert!(!quote.text.contains("Ben"), "{}", quote.text);
    // A whole message.
    let target = desk.rows(RowsFor::Editor, None)[2].place.clone();
    desk.decide(DecisionKind::Message {
        target,
        codes: vec!["LPP".to_owned()],
        note: None,
    });
    let quote = desk.quote(2);
    assert!(
        quote.text.contains("█[LPP]█") && !quote.text.contains("keep it"),
        "{}",
        quote.text
    );
}

/// A title that no file name gives is cited as it is shown.
#[test]
fn a_citation_tells_no_sender_who_is_gone() {
    let chat = "31/12/2023, 21:05 - Ada: hello\n31/12/2023, 21:06 - Zed Okafor: secret\n\
                31/12/2023, 21:07 - Bo: ok\n";
    let zip = zips::stored(&[("_chat.txt", chat.as_bytes())]);
    let mut desk = Desk::with(&[("export.zip", &zip)]);
    let quote = desk.quote(0);
    assert!(
        quote.text.contains("of “Ada, Zed Okafor, Bo”"),
        "{}",
        quote.text
    );
    let target = desk.rows(RowsFor::Editor, None)[1].place.clone();
    desk.decide(DecisionKind::MessageGone {
        target,
        codes: vec!["LPP".to_owned()],
        note: None,
    });
    let quote = desk.quote(0);
    assert!(quote.code.is_some());
    assert!(quote.text.contains("of “Ada, Bo”"), "{}", quote.text);
}

#[test]
fn a_case_file_is_written_and_read_by_the_worker() {
    let mut desk = Desk::new();
    let content = CaseContent {
        saved_at: "2024-03-01T10:00:00Z".to_owned(),
        sources: Vec::new(),
        log: DecisionLog::default().to_file(),
    };
    let phrase = |text: &str| Some(Passphrase(text.to_owned()));
    let tag = desk.tag();
    let write = WorkRequest::WriteCase {
        tag,
        content: content.clone(),
        lock: Some(Lock {
            passphrase: Passphrase("four words or more".to_owned()),
            salt: [1; 16],
            nonce: [2; 12],
        }),
    };
    let WorkEvent::CaseWritten {
        text,
        is_locked: true,
        ..
    } = desk.work_event(write, None)
    else {
        panic!("not written");
    };
    let read = |desk: &mut Desk, passphrase| {
        let tag = desk.tag();
        let name = "x.tscase".to_owned();
        let request = WorkRequest::ReadCase {
            tag,
            name,
            passphrase,
        };
        desk.work_event(request, Some(text.as_bytes()))
    };
    let answer = read(&mut desk, None);
    assert!(matches!(
        answer,
        WorkEvent::CaseRead {
            read: CaseRead::Locked,
            ..
        }
    ));
    let answer = read(&mut desk, phrase("four words or less"));
    assert!(matches!(answer, WorkEvent::WrongPassphrase { .. }));
    let WorkEvent::CaseRead {
        read: CaseRead::Open(found),
        ..
    } = read(&mut desk, phrase("four words or more"))
    else {
        panic!("not read");
    };
    assert_eq!(found, content);
    let tag = desk.tag();
    let name = "x.zip".to_owned();
    let request = WorkRequest::ReadCase {
        tag,
        name,
        passphrase: None,
    };
    desk.session.handle(
        Request::Work(request),
        vec![Given {
            name: "x.zip".to_owned(),
            source: std::rc::Rc::new(b"PK\x03\x04".to_vec()),
        }],
    );
    let failures = failures(&desk.finish());
    assert!(failures[0].what.contains("not a case file"), "{failures:?}");
}

#[test]
fn a_key_of_pseudonyms_crosses_the_port_and_comes_back() {
    let mut desk = desk();
    let content = KeyContent {
        saved_at: "2024-03-01T10:00:00Z".to_owned(),
        package: "disclosure.zip".to_owned(),
        package_sha256: "cc".repeat(32),
        table: KeyTable {
            exports: Vec::new(),
            pseudonyms: vec![Pseudonym {
                label: "Person 1".to_owned(),
                names: Vec::new(),
                also: vec!["Sammy".to_owned()],
            }],
        },
    };
    let tag = desk.tag();
    let lock = Lock {
        passphrase: Passphrase("four words or more".to_owned()),
        salt: [1; 16],
        nonce: [2; 12],
    };
    let write = WorkRequest::WriteKey {
        tag,
        content: content.clone(),
        lock,
    };
    let WorkEvent::KeyWritten {
        text,
        file_sha256,
        package_sha256,
        ..
    } = desk.work_event(write, None)
    else {
        panic!("not written");
    };
    assert_eq!(file_sha256, sha256_hex(text.as_bytes()));
    assert_eq!(package_sha256, content.package_sha256);
    let ask = |desk: &mut Desk, passphrase: Option<&str>, bytes: &[u8]| {
        let request = WorkRequest::ReadKey {
            tag: desk.tag(),
            name: "x.tskey".to_owned(),
            passphrase: passphrase.map(|text| Passphrase(text.to_owned())),
        };
        desk.work(request, Some(bytes))
    };
    let read = |desk: &mut Desk, passphrase| {
        let events = ask(desk, passphrase, text.as_bytes());
        let found = events.into_iter().find_map(|event| match event {
            Event::Work(event) => Some(event),
            _other => None,
        });
        found.expect("an answer")
    };
    let said = |answer: WorkEvent| match answer {
        WorkEvent::KeyRead {
            file_sha256: found,
            read,
            ..
        } => {
            assert_eq!(found, file_sha256);
            read
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(said(read(&mut desk, None)), KeyRead::Locked);
    let wrong = read(&mut desk, Some("four words or less"));
    assert!(matches!(wrong, WorkEvent::WrongPassphrase { .. }));
    let opened = said(read(&mut desk, Some("four words or more")));
    assert_eq!(opened, KeyRead::Open(content));

    // What is no key is told so, and nothing more is read of what is too large.
    let refused = |desk: &mut Desk, bytes: &[u8]| {
        let events = ask(desk, None, bytes);
        let failed = events.into_iter().find_map(|event| match event {
            Event::Failed { failure, .. } => Some(failure.what),
            _other => None,
        });
        failed.expect("a refusal")
    };
    let cut = &text.as_bytes()[..text.len() / 2];
    assert!(refused(&mut desk, cut).contains("not a key of pseudonyms"));
    let huge = vec![b' '; keyfile::LARGEST_KEY_FILE as usize + 1];
    assert!(refused(&mut desk, &huge).contains("more than the 16777216"));
}
