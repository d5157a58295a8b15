//! Exhibits, files of private keys, and pictures in which codes are looked for.

use std::rc::Rc;

use data_encoding::BASE64;
use threadseal::engine::burn::codes_in;
use threadseal::engine::decision::PixelBox;
use threadseal::engine::exhibit::{ExhibitChoice, exhibit_of};
use threadseal::engine::package::Bodies;
use threadseal::engine::sign::key::PrivateKey;
use threadseal::engine::source::Source;

use super::{Chance, changed, fuzz, fuzz_made};
use crate::clean::originals::{chunk, png_of, zlib};
use crate::package::proof::proven;
use crate::signing::private_keys;
use crate::support::forge::Forged;
use crate::support::packages::verified;

const CHOICE: ExhibitChoice = ExhibitChoice {
    thread: 1,
    record: 3,
    neighbours: 2,
};

fn packages() -> Vec<Forged> {
    let packages = [Bodies::Closed, Bodies::Parts].map(proven);
    packages.iter().map(|zip| Forged::of(zip)).collect()
}

fn exhibit(package: &[u8]) -> Option<String> {
    let made = exhibit_of(&package.to_vec(), CHOICE);
    made.ok().map(|exhibit| exhibit.text)
}

fn exhibits() -> Vec<Vec<u8>> {
    let packages = [Bodies::Closed, Bodies::Parts].map(proven);
    let made = packages.iter().filter_map(|package| exhibit(package));
    made.map(String::into_bytes).collect()
}

/// Read as a whole, without the line that says what it is, too.
fn try_exhibit(bytes: Vec<u8>) {
    let report = verified(&bytes);
    assert!(report.checks.len() < 1_000_000);
    let source: Rc<dyn Source> = Rc::new(bytes);
    let _ = exhibit_of(&*source, CHOICE);
}

/// A package whose proof or messages were changed, and the exhibit that is made of it.
fn of_forged(packages: &[Forged], chance: &mut Chance) -> Vec<u8> {
    let mut forged = packages[chance.below(packages.len())].clone();
    let names = forged
        .files
        .keys()
        .filter(|name| name.starts_with("data/proof/") || name.ends_with("messages.jsonl"));
    let names: Vec<String> = names.cloned().collect();
    let name = names[chance.below(names.len())].clone();
    let new = changed(&[forged.files[&name].clone()], chance);
    forged.files.insert(name, new);
    forged.package()
}

fn try_package(bytes: Vec<u8>) {
    if let Some(text) = exhibit(&bytes) {
        try_exhibit(text.into_bytes());
    }
}

/// A key file with its text changed, or what the text stands for.
fn key_file(keys: &[(String, Vec<u8>)], chance: &mut Chance) -> Vec<u8> {
    let (word, bytes) = &keys[chance.below(keys.len())];
    let text = |bytes: &[u8]| {
        let digits = BASE64.encode(bytes);
        format!("-----BEGIN {word}-----\n{digits}\n-----END {word}-----\n").into_bytes()
    };
    match chance.below(4) {
        0 => changed(&[text(bytes)], chance),
        _others => text(&changed(std::slice::from_ref(bytes), chance)),
    }
}

fn try_key(bytes: Vec<u8>) {
    let Ok(key) = PrivateKey::from_file(&String::from_utf8_lossy(&bytes)) else {
        return;
    };
    assert!(key.public().is_some());
    assert_eq!(key.signature_files(b"sample").len(), 3);
}

/// Units: pixels.
const SIDE: usize = 128;

/// A grey picture with the three corners of a code.
fn corners() -> Vec<u8> {
    let mut grey = vec![255; SIDE * SIDE];
    for (left, top) in [(8, 8), (92, 8), (8, 92)] {
        for (x, y) in (0..28).flat_map(|x| (0..28).map(move |y| (x, y))) {
            let from_edge = [x, y, 27 - x, 27 - y].into_iter().min().unwrap_or(0) / 4;
            if from_edge != 1 {
                grey[(top + y) * SIDE + left + x] = 0;
            }
        }
    }
    grey
}

fn found(mut grey: Vec<u8>) -> Vec<PixelBox> {
    grey.resize(SIDE * SIDE, 128);
    let mut head = [0; 13];
    head[3] = SIDE as u8;
    head[7] = SIDE as u8;
    head[8] = 8;
    let rows: Vec<u8> = grey
        .chunks(SIDE)
        .flat_map(|row| [0].iter().chain(row).copied())
        .collect();
    let picture = png_of(&head, &[chunk(b"IDAT", &zlib(&rows)), chunk(b"IEND", b"")]);
    codes_in(&picture).expect("it is a picture")
}

fn try_codes(grey: Vec<u8>) {
    let side = SIDE as u32;
    for one in found(grey) {
        let inside = one.x + one.width <= side && one.y + one.height <= side;
        assert!(inside, "{one:?}");
    }
}

#[test]
#[ignore = "runs as long as it is told to: cargo xtask fuzz --seconds N"]
fn exhibit_file() {
    fuzz("exhibit", &exhibits(), try_exhibit);
}

#[test]
#[ignore = "runs as long as it is told to: cargo xtask fuzz --seconds N"]
fn exhibit_of_a_package() {
    let packages = packages();
    fuzz_made(
        "exhibit-of",
        |chance| of_forged(&packages, chance),
        try_package,
    );
}

#[test]
#[ignore = "runs as long as it is told to: cargo xtask fuzz --seconds N"]
fn key() {
    let keys = private_keys();
    fuzz_made("key", |chance| key_file(&keys, chance), try_key);
}

#[test]
#[ignore = "runs as long as it is told to: cargo xtask fuzz --seconds N"]
fn codes() {
    fuzz("codes", &[corners()], try_codes);
}

#[test]
fn a_few_changes_of_exhibits_keys_and_codes_do_no_harm() {
    let mut chance = Chance(0x5EED);
    let (exhibits, packages, keys) = (exhibits(), packages(), private_keys());
    assert_eq!((exhibits.len(), keys.len()), (2, 5));
    assert!(!found(corners()).is_empty(), "the picture shows a code");
    for _round in 0..100 {
        try_exhibit(changed(&exhibits, &mut chance));
        try_key(key_file(&keys, &mut chance));
    }
    for _round in 0..20 {
        try_package(of_forged(&packages, &mut chance));
        try_codes(changed(&[corners()], &mut chance));
    }
}
