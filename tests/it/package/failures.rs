//! Builds that cannot be finished: each says why, and nothing panics.

use std::cell::Cell;
use std::io;
use std::rc::Rc;

use threadseal::engine::archive::Given;
use threadseal::engine::case::{Case, ThreadId};
use threadseal::engine::decision::{Decision, DecisionKind, DecisionLog, Keep};
use threadseal::engine::finding::Explain;
use threadseal::engine::package::{BuildError, BuildJob, BuildOptions, Sink};
use threadseal::engine::place::{EntryId, SourceId};
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::source::Source;
use threadseal::engine::time::Instant;

use super::{Made, Memory, one, options, owned, place, run, source, try_build};
use crate::support::zips::{Odd, OddZip};

const CHAT: &str = "31/12/2023, 21:05 - Ada: hello\n\
31/12/2023, 21:06 - Bob: \u{200e}IMG-20231231-WA0001.jpg (file attached)\n";
const PICTURE: &str = "IMG-20231231-WA0001.jpg";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a picture \xff\xd9";

fn case() -> Rc<Case> {
    one("WhatsApp Chat with Bob.zip", CHAT, &[(PICTURE, JPEG)])
}

fn failure(case: &Rc<Case>, log: &DecisionLog, options: BuildOptions) -> (String, &'static str) {
    let error = try_build(case, log, options).expect_err("cannot be built");
    (error.to_failure().what, error.help())
}

/// A disk that is full after some appends.
struct Full {
    left: usize,
    written: u64,
}

impl Sink for Full {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.left == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.left -= 1;
        self.written += bytes.len() as u64;
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error_wherever_it_strikes() {
    let case = case();
    let mut made = Made::default();
    made.span(&case, (0, 0), "hello", &["TPD"]);
    let mut n_appends = 0;
    loop {
        let mut sink = Full {
            left: n_appends,
            written: 0,
        };
        let options = options(MediaChoice::AsTheyAre);
        let mut job = BuildJob::new(Rc::clone(&case), &made.log, options).unwrap();
        match run(&mut job, &mut sink) {
            Ok(built) => {
                assert_eq!(built.size_bytes, sink.written);
                break;
            }
            Err(BuildError::Write { written_bytes, .. }) => {
                assert_eq!(written_bytes, sink.written, "after {n_appends} appends");
            }
            Err(other) => panic!("after {n_appends} appends: {other}"),
        }
        assert!(matches!(job.step(&mut sink), Err(BuildError::Ended)));
        n_appends += 1;
    }
    assert!(n_appends > 30, "only {n_appends} appends");
}

/// Bytes that become others after a number of reads.
struct Turning {
    reads_left: Cell<u32>,
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Source for Turning {
    fn size_bytes(&self) -> u64 {
        self.before.len() as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        let bytes = match self.reads_left.get() {
            0 => &self.after,
            left => {
                self.reads_left.set(left - 1);
                &self.before
            }
        };
        bytes.read_at(offset, buf)
    }
}

#[test]
fn a_file_that_changes_meanwhile_is_noticed() {
    let mut n_noticed = 0;
    for reads_left in 0.. {
        let turning = Rc::new(Turning {
            reads_left: Cell::new(reads_left),
            before: JPEG.to_vec(),
            after: JPEG.iter().rev().copied().collect(),
        });
        let files = vec![
            Given {
                name: "_chat.txt".to_owned(),
                source: Rc::new(CHAT.as_bytes().to_vec()),
            },
            Given {
                name: PICTURE.to_owned(),
                source: Rc::clone(&turning) as _,
            },
        ];
        let case = Rc::new(Case {
            sources: vec![source(&"0".repeat(64), files)],
        });
        let built = try_build(
            &case,
            &DecisionLog::default(),
            options(MediaChoice::AsTheyAre),
        );
        match built {
            Err(BuildError::Changed { path }) => {
                assert_eq!(path, "data/media/000001.jpg");
                n_noticed += 1;
            }
            Err(other) => panic!("{other}"),
            Ok(_) if turning.reads_left.get() > 0 => break,
            // It had changed before it was first read for the package.
            Ok(_) => {}
        }
    }
    assert!(n_noticed > 0);
}

#[test]
fn a_damaged_attachment_is_named() {
    let mut picture = Odd::stored(PICTURE, JPEG);
    picture.crc32 ^= 1;
    let zip = OddZip::of(vec![
        Odd::stored("WhatsApp Chat with Bob.txt", CHAT.as_bytes()),
        picture,
    ]);
    let files = vec![Given {
        name: "WhatsApp Chat with Bob.zip".to_owned(),
        source: Rc::new(zip.bytes()),
    }];
    let case = Rc::new(Case {
        sources: vec![source(&"0".repeat(64), files)],
    });
    let log = DecisionLog::default();
    let (what, help) = failure(&case, &log, options(MediaChoice::AsTheyAre));
    assert!(
        what.starts_with("the attachment \"IMG-20231231-WA0001.jpg\" could not be read"),
        "{what}"
    );
    assert!(
        help.contains("withhold this attachment or build without"),
        "{help}"
    );
    // Both ways out are ways out.
    assert!(try_build(&case, &log, options(MediaChoice::Withheld)).is_ok());
    let mut made = Made::default();
    made.file(&case, PICTURE, &["TPD"]);
    assert!(try_build(&case, &made.log, options(MediaChoice::AsTheyAre)).is_ok());
}

#[test]
fn a_digest_that_is_not_known_yet_stops_a_build() {
    let mut case = Rc::into_inner(case()).unwrap();
    case.sources[0].id = SourceId("provisional:1:2".to_owned());
    let (what, _) = failure(
        &Rc::new(case),
        &DecisionLog::default(),
        options(MediaChoice::Withheld),
    );
    assert_eq!(
        what,
        "the digest of \"WhatsApp Chat with Bob.zip\" is not known yet"
    );
}

#[test]
fn redactions_are_never_lost_in_silence() {
    let case = case();
    let message = |source: &str, byte_start| {
        let mut target = place(&case, (0, 0));
        target.source = SourceId(source.to_owned());
        target.byte_start = byte_start;
        DecisionKind::Message {
            target,
            codes: owned(&["TPD"]),
            note: None,
        }
    };
    let own = case.sources[0].id.0.clone();
    let with = |codes: &[&str], note: Option<&str>| DecisionKind::Message {
        target: place(&case, (0, 0)),
        codes: owned(codes),
        note: note.map(str::to_owned),
    };
    let cases: [(DecisionKind, &str); 7] = [
        (
            message("other", 0),
            "1 redaction belongs to a file that is not open",
        ),
        (
            message(&own, 9_999),
            "1 redaction points at a place where no message text or file stands",
        ),
        (
            DecisionKind::Attachment {
                source: SourceId(own.clone()),
                entry: EntryId(77),
                codes: owned(&["TPD"]),
                note: None,
            },
            "1 redaction points at a place where no message text or file stands",
        ),
        (
            with(&[], None),
            "1 redaction has no reason, or not the note that its reason asks for",
        ),
        (
            with(&["XYZ"], None),
            "1 redaction has no reason, or not the note that its reason asks for",
        ),
        (
            with(&["TPD", "OTH"], Some("  ")),
            "1 redaction has no reason, or not the note that its reason asks for",
        ),
        (
            with(&["OTH"], None),
            "1 redaction has no reason, or not the note that its reason asks for",
        ),
    ];
    for (kind, expected) in cases {
        let mut made = Made::default();
        made.add(kind.clone());
        let (what, _) = failure(&case, &made.log, options(MediaChoice::Withheld));
        assert_eq!(what, expected);
        // What was withdrawn stops nothing.
        let withdraws = made.log.decisions()[0].id.clone();
        made.add(DecisionKind::Withdraw { withdraws });
        assert!(try_build(&case, &made.log, options(MediaChoice::Withheld)).is_ok());
    }
    let mut made = Made::default();
    made.add(with(&["OTH"], Some("see the order of 1 March")));
    assert!(try_build(&case, &made.log, options(MediaChoice::Withheld)).is_ok());
}

#[test]
fn a_term_that_occurs_nowhere_stops_nothing() {
    let case = case();
    let mut log = DecisionLog::default();
    log.append(Decision::new(
        "A. Reviewer",
        Instant::from_rfc3339("2024-01-01T00:00:00Z").unwrap(),
        DecisionKind::Value {
            find: "Zebedee".to_owned(),
            keep: Keep::Nothing,
            except: Vec::new(),
            codes: owned(&["TPD"]),
            note: None,
        },
    ));
    assert!(try_build(&case, &log, options(MediaChoice::Withheld)).is_ok());
}

#[test]
fn a_thread_that_is_not_open_is_named() {
    let mut options = options(MediaChoice::Withheld);
    options.threads = vec![ThreadId(0), ThreadId(4)];
    let (what, _) = failure(&case(), &DecisionLog::default(), options);
    assert_eq!(what, "thread 5 is not open");
}

#[test]
fn nothing_is_written_before_everything_was_read() {
    let case = case();
    let log = DecisionLog::default();
    let mut job = BuildJob::new(case, &log, options(MediaChoice::AsTheyAre)).unwrap();
    let mut sink = Memory::default();
    job.step(&mut sink).unwrap();
    assert!(sink.0.is_empty());
}
