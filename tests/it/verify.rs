//! Real packages, verified; and every way to change one that was thought of.

use std::io::Write;

use proptest::prelude::*;
use threadseal::engine::case::ThreadId;
use threadseal::engine::decision::DecisionLog;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::Verdict;
use threadseal::sample::{SAMPLE_NAME, SAMPLE_ZIP};

use crate::support::packages::{
    Decisions, attachment, built, case_of, leaks, message, span, told, value, verified,
};
use crate::support::zips;

/// The sample with every kind of decision.
fn sample_package(media: MediaChoice) -> Vec<u8> {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let mut decisions = Decisions::default();
    decisions.add(span(&case, "4812"));
    decisions.add(message(&case, "NL91 ABNA"));
    decisions.add(value("Elena Varga"));
    decisions.add(attachment(&case, "00000034-notes.txt"));
    built(&case, &decisions.log, media, &[])
}

#[test]
fn what_was_built_is_valid() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    for media in [MediaChoice::AsTheyAre, MediaChoice::Withheld] {
        let plain = built(&case, &DecisionLog::default(), media, &[]);
        assert_eq!(told(&verified(&plain)), "");
        let redacted = verified(&sample_package(media));
        assert_eq!(told(&redacted), "");
        assert_eq!(redacted.result, Verdict::Valid);
    }
}

#[test]
fn several_sources_and_a_choice_of_threads_are_valid() {
    let other = zips::ordinary(&[(
        "WhatsApp Chat with Bo.txt",
        "31/12/2023, 21:05 - Bo: hello\n31/12/2023, 21:06 - Ada: █[TPD]█ typed\r\n\r\nend\n\
         01/01/2024, 00:00 - Bo: =1+1\u{7}\u{2028}next\n"
            .as_bytes(),
    )]);
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP), ("Bo.zip", &other)]);
    let mut decisions = Decisions::default();
    decisions.add(value("Ada"));
    decisions.add(span(&case, "hello"));
    for threads in [&[][..], &[ThreadId(0)], &[ThreadId(1)]] {
        let package = built(&case, &decisions.log, MediaChoice::AsTheyAre, threads);
        assert_eq!(told(&verified(&package)), "");
        let report = leaks(&package, &case, &decisions.log);
        assert_eq!(report.leaks, [], "{threads:?}");
    }
}

#[test]
fn a_long_thread_in_parts_is_valid() {
    let mut text = String::new();
    for i in 0..12_000_u32 {
        let (day, hour, minute) = (i / 1_440 % 28 + 1, i / 60 % 24, i % 60);
        let month = i / 6_000 + 1;
        text += &format!(
            "{day:02}/{month:02}/2024, {hour:02}:{minute:02} - P{}: message {i}\n",
            i % 7
        );
    }
    let zip = zips::ordinary(&[("WhatsApp Chat with P.txt", text.as_bytes())]);
    let case = case_of(&[("P.zip", &zip)]);
    let mut decisions = Decisions::default();
    decisions.add(span(&case, "message 7001"));
    let package = built(&case, &decisions.log, MediaChoice::AsTheyAre, &[]);
    let report = verified(&package);
    assert_eq!(told(&report), "");
    assert!(memchr::memmem::find(&package, b"transcript-0002.html").is_some());
    assert_eq!(leaks(&package, &case, &decisions.log).leaks, []);
}

#[test]
fn a_package_zipped_anew_keeps_its_content() {
    let package = sample_package(MediaChoice::AsTheyAre);
    let mut read = zip::ZipArchive::new(std::io::Cursor::new(&package)).unwrap();
    let mut write = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..read.len() {
        let mut entry = read.by_index(index).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        let name = entry.name().unwrap().into_owned();
        write.start_file(name, options).unwrap();
        write.write_all(&bytes).unwrap();
    }
    let again = write.finish().unwrap().into_inner();
    assert_eq!(
        verified(&again).headline,
        "Not valid: container changed, contents match"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_changed_byte_is_found(at in any::<prop::sample::Index>(), mask in 1_u8..) {
        thread_local! {
            static PACKAGE: Vec<u8> = sample_package(MediaChoice::AsTheyAre);
        }
        let mut package = PACKAGE.with(Clone::clone);
        let at = at.index(package.len());
        package[at] ^= mask;
        let report = verified(&package);
        prop_assert!(report.result != Verdict::Valid, "byte {}", at);
        prop_assert!(!told(&report).is_empty());
    }
}

#[test]
fn cutting_and_adding_is_found() {
    let package = sample_package(MediaChoice::Withheld);
    for len in [
        0,
        1,
        30,
        4_000,
        package.len() / 2,
        package.len() - 22,
        package.len() - 1,
    ] {
        assert_ne!(verified(&package[..len]).result, Verdict::Valid, "{len}");
    }
    for more in [1, 22, 65_535, 65_536, 200_000] {
        let longer = [package.clone(), vec![0; more]].concat();
        assert_eq!(verified(&longer).result, Verdict::NotValid, "{more}");
    }
}
