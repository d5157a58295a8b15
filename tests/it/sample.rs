//! The built-in sample shows every feature, and is an honest zip.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use threadseal::engine::thread::{Flags, Kind};
use threadseal::sample::{SAMPLE_NAME, SAMPLE_ZIP};

use crate::support::packages::case_of;

/// Every kind but those that a phone's own export would not show: lines before the first message,
/// and words of WhatsApp that we do not know.
const KINDS: [Kind; 13] = [
    Kind::Text,
    Kind::Attachment,
    Kind::MediaOmitted,
    Kind::Deleted,
    Kind::ViewOnce,
    Kind::Call,
    Kind::Location,
    Kind::LiveLocation,
    Kind::Contact,
    Kind::Poll,
    Kind::Event,
    Kind::System,
    Kind::Null,
];

#[test]
fn the_sample_shows_every_kind_of_record() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let (_, _, thread) = case.threads().next().unwrap();
    let shown: BTreeSet<Kind> = thread.records.iter().map(|record| record.kind).collect();
    assert_eq!(shown, BTreeSet::from(KINDS));
    assert_eq!(thread.title, "Harbour Project");
    assert_eq!(thread.records.len(), 44);
    let flagged = |flag: Flags| {
        thread
            .records
            .iter()
            .filter(|record| record.flags.has(flag))
            .count()
    };
    assert_eq!(flagged(Flags::EDITED), 1);
    assert_eq!(flagged(Flags::ATTACHMENT_MISSING), 1);
    assert_eq!(flagged(Flags::BOUNDARY_UNCERTAIN), 0);
}

#[test]
fn the_sample_holds_one_file_of_each_sort() {
    let case = case_of(&[(SAMPLE_NAME, SAMPLE_ZIP)]);
    let (_, source, thread) = case.threads().next().unwrap();
    let present = thread.attachments.iter().filter_map(|file| file.entry);
    let endings: BTreeSet<String> = present
        .filter_map(|entry| source.archive.entry(entry))
        .filter_map(|entry| Some(entry.name.rsplit_once('.')?.1.to_owned()))
        .collect();
    let expected = ["jpg", "mp3", "mp4", "opus", "pdf", "txt", "vcf", "webp"];
    assert_eq!(endings, expected.map(str::to_owned).into());
}

/// `build.rs` writes the zip itself: another reader must find it whole.
#[test]
fn another_reader_finds_the_sample_whole() {
    let mut zip = zip::ZipArchive::new(Cursor::new(SAMPLE_ZIP)).unwrap();
    assert_eq!(zip.len(), 10);
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes.len() as u64, entry.size());
        let path = format!(
            "{}/sample/{}",
            env!("CARGO_MANIFEST_DIR"),
            entry.name().unwrap()
        );
        assert!(bytes == std::fs::read(&path).unwrap(), "{path}");
    }
}
