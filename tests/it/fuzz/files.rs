//! Every other reader of foreign bytes: packages, logs of decisions, case files, keys, lists, pictures,
//! sound, films, and what is typed or pasted.

use std::rc::Rc;

use threadseal::app::kept::KeptRecord;
use threadseal::engine::archive::Given;
use threadseal::engine::burn::burn;
use threadseal::engine::casefile::{self, Lock, Passphrase};
use threadseal::engine::citation::Citation;
use threadseal::engine::clean::{Format, Rewrite, Scan};
use threadseal::engine::compliance::{
    CardMapping, STARTING, policy_from_json, roster_from_cards, roster_from_csv, roster_to_csv,
};
use threadseal::engine::decision::{DecisionLog, PixelBox, ReasonList};
use threadseal::engine::detect::terms_from_csv;
use threadseal::engine::keyfile::{self, KeyContent, KeyTable};
use threadseal::engine::package::Bodies;
use threadseal::engine::seal;
use threadseal::engine::search::query::Query;
use threadseal::engine::session::protocol::MediaChoice;
use threadseal::engine::verify::{Signers, roots_from_pem};

use super::{Chance, changed, fuzz};
use crate::clean::originals;
use crate::package::{Made, build, build_proven, one};
use crate::signing::times::stamped;
use crate::support::forge::Forged;
use crate::support::packages::verified;

const CHAT: &str = "31/12/2023, 21:05 - Ada Poe: the code is walrus-4711\n\
    31/12/2023, 21:06 - Bob Fay: see\nyou at eight\n\
    01/01/2024, 09:00 - Ada Poe: IMG-20240101-WA0001.jpg (file attached)\n";

/// A package without a proof and one with.
fn packages() -> Vec<Vec<u8>> {
    let case = one("a.zip", CHAT, &[("IMG-20240101-WA0001.jpg", b"a picture")]);
    let mut made = Made::default();
    made.value("walrus", &["SEC"])
        .message(&case, (0, 1), &["TPD"]);
    vec![
        build(&case, &made.log, MediaChoice::AsTheyAre),
        build_proven(&case, &made.log, MediaChoice::Withheld, Bodies::Parts),
    ]
}

/// As it stands: most changes are noticed by a digest.
fn try_package(bytes: Vec<u8>) {
    let size_bytes = bytes.len();
    let given = Given {
        name: "package.zip".to_owned(),
        source: Rc::new(bytes.clone()),
    };
    let _ = seal::kept_in(&given);
    let report = verified(&bytes);
    assert!(report.checks.len() < 1_000_000, "{size_bytes}");
}

/// One file of a package changed, every digest put right: the readers behind the digests get it.
fn forged(packages: &[Forged], chance: &mut Chance) -> Vec<u8> {
    let mut forged = packages[chance.below(packages.len())].clone();
    let names: Vec<String> = forged.files.keys().cloned().collect();
    let name = names[chance.below(names.len())].clone();
    let old = forged.files[&name].clone();
    let new = changed(&[old], chance);
    forged.files.insert(name, new);
    forged.package()
}

fn try_text(bytes: Vec<u8>) {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if let Ok(log) = DecisionLog::from_file(&text) {
        let again = log.to_file();
        let read = DecisionLog::from_file(&again).expect("what we write we read");
        assert_eq!(read.to_file(), again);
    }
    if let Ok(list) = ReasonList::from_csv("list", &text) {
        ReasonList::from_csv("list", &list.to_csv()).expect("what we write we read");
    }
    let _ = terms_from_csv(&text);
    let _ = KeptRecord::from_json(&text);
    let _ = casefile::read(&bytes, None);
    let _ = keyfile::read(&bytes, None);
    let _ = Citation::parsed(&text);
    if let Ok(query) = Query::parse(&text) {
        query.said();
    }
}

/// A key of nobody's pseudonyms.
fn key() -> Vec<u8> {
    let content = KeyContent {
        saved_at: "2024-03-01T10:00:00Z".to_owned(),
        package: "a.zip".to_owned(),
        package_sha256: "aa".repeat(32),
        table: KeyTable::default(),
    };
    let lock = Lock {
        passphrase: Passphrase("four words or more".to_owned()),
        salt: [1; 16],
        nonce: [2; 12],
    };
    let text = keyfile::write(&content, &lock).expect("a key");
    text.into_bytes()
}

/// Files that text readers are given.
fn texts() -> Vec<Vec<u8>> {
    let case = one("a.zip", CHAT, &[]);
    let mut made = Made::default();
    made.value("walrus", &["SEC"])
        .message(&case, (0, 1), &["TPD"]);
    let mut seeds = vec![
        made.log.to_file().into_bytes(),
        include_bytes!("../../../docs/decisions.md").to_vec(),
        b"phone,walrus,eight,seven\nname,\"Ada, Poe\",,\n".to_vec(),
        b"from:\"Ada Poe\" (walrus OR eight) -has:picture on:2024-03 near:3".to_vec(),
        b"TS1-0a1b2c3d4e5f".to_vec(),
        key(),
    ];
    seeds.extend(
        ReasonList::built_in()
            .iter()
            .map(|list| list.to_csv().into_bytes()),
    );
    // Each decision of the document by itself, in a file.
    let document = include_str!("../../../docs/decisions.md");
    seeds.extend(document.split("```json\n").skip(1).filter_map(|rest| {
        let one = rest.split("```").next()?;
        let file = format!(
            "{{\"format\":\"threadseal-decisions-1\",\"sources\":[],\"decisions\":[{one}]}}"
        );
        Some(file.into_bytes())
    }));
    seeds
}

/// Rosters, in both forms, and policies.
fn rules() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = STARTING
        .iter()
        .map(|policy| policy.text.as_bytes().to_vec())
        .collect();
    let document = include_str!("../../../docs/compliance.md");
    seeds.extend(document.split("```").skip(1).step_by(2).map(|block| {
        let (_language, text) = block.split_once('\n').unwrap_or(("", block));
        text.as_bytes().to_vec()
    }));
    seeds.push(
        b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada Poe\r\nTEL;VALUE=uri:tel:+44-20-7946-0000\r\n\
          CATEGORIES:trader\r\nEND:VCARD\r\n"
            .to_vec(),
    );
    seeds
}

fn try_rules(bytes: Vec<u8>) {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if let Ok((roster, _)) = roster_from_csv(&text) {
        let written = roster_to_csv(&roster);
        roster_from_csv(&written).expect("what we write we read");
    }
    let _ = roster_from_cards(&text, &CardMapping::new());
    let _ = policy_from_json(&text);
}

/// Stamped packages whose stamp or question was changed, and files of keys and certificates.
fn try_stamp(bytes: Vec<u8>) {
    if let Ok(text) = std::str::from_utf8(&bytes) {
        let _ = roots_from_pem(text);
        let _ = Signers::from_text(text);
    }
    try_package(bytes);
}

/// No digest covers what lies in `signatures`: each change reaches the readers.
fn restamped(package: &Forged, chance: &mut Chance) -> Vec<u8> {
    let mut forged = package.clone();
    let stamps = forged
        .files
        .keys()
        .filter(|name| name.starts_with("signatures/"));
    let names: Vec<String> = stamps.cloned().collect();
    let name = names[chance.below(names.len())].clone();
    let new = changed(&[forged.files[&name].clone()], chance);
    forged.files.insert(name, new);
    forged.zip()
}

fn media() -> Vec<Vec<u8>> {
    originals::all()
        .into_iter()
        .map(|(_, bytes)| bytes)
        .collect()
}

/// Cleaned when a copy can be made, which then is a clean copy of itself; burnt when it is a picture.
fn try_medium(bytes: Vec<u8>) {
    let Some(format) = Format::of(&bytes) else {
        return;
    };
    if let Some(copy) = copy_of(format, &bytes) {
        assert_eq!(copy_of(format, &copy).as_ref(), Some(&copy), "a copy of it");
    }
    let boxes = [PixelBox {
        x: 0,
        y: 0,
        width: 2,
        height: 2,
    }];
    let _ = burn(&bytes, &boxes);
}

fn copy_of(format: Format, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut scan = Scan::new(format, bytes.len() as u64);
    for piece in bytes.chunks(97) {
        scan.push(piece).ok()?;
    }
    let recipe = scan.finish().ok()?;
    if recipe.names().is_some() {
        return None;
    }
    let mut out = Vec::new();
    let mut put = |some: &[u8]| out.extend_from_slice(some);
    let mut rewrite = Rewrite::new(&recipe);
    rewrite.push(bytes, &mut put).expect("it was scanned");
    rewrite.finish(&mut put).expect("it was scanned");
    Some(out)
}

#[test]
#[ignore = "runs as long as it is told to: cargo xtask fuzz --seconds N"]
fn package() {
    fuzz("package", &packages(), try_package);
}

#[test]
#[ignore = "runs as long as it is told to: cargo xtask fuzz --seconds N"]
fn forged_package() {
    let packages: Vec<Forged> = packages().iter().map(|zip| Forged::of(zip)).collect();
    super::fuzz_made(
        "forged-package",
        |chance| forged(&packages, chance),
        try_package,
    );
}

#[test]
#[ignore = "runs as long as it is told to: cargo xtask fuzz --seconds N"]
fn text_file() {
    fuzz("text-file", &texts(), try_text);
}

#[test]
#[ignore = "runs as long as it is told to: cargo xtask fuzz --seconds N"]
fn rule_file() {
    fuzz("rule-file", &rules(), try_rules);
}

#[test]
#[ignore = "runs as long as it is told to: cargo xtask fuzz --seconds N"]
fn time_stamp() {
    let (package, roots) = stamped();
    let package = Forged::of(&package);
    super::fuzz_made(
        "time-stamp",
        |chance| match chance.below(4) {
            0 => changed(&roots, chance),
            _others => restamped(&package, chance),
        },
        try_stamp,
    );
}

#[test]
#[ignore = "runs as long as it is told to: cargo xtask fuzz --seconds N"]
fn medium() {
    fuzz("medium", &media(), try_medium);
}

#[test]
fn a_few_changes_of_other_files_do_no_harm() {
    let mut chance = Chance(0x5EED);
    let (packages, texts, media) = (packages(), texts(), media());
    let unpacked: Vec<Forged> = packages.iter().map(|zip| Forged::of(zip)).collect();
    for seed in texts.iter().cloned() {
        try_text(seed);
    }
    for seed in media.iter().cloned() {
        try_medium(seed);
    }
    let (stamped, roots) = stamped();
    let stamped = Forged::of(&stamped);
    let rules = rules();
    assert!(rules.len() > STARTING.len() + 1);
    for seed in rules.iter().cloned() {
        try_rules(seed);
    }
    for _round in 0..100 {
        try_rules(changed(&rules, &mut chance));
        try_stamp(changed(&roots, &mut chance));
    }
    for _round in 0..20 {
        try_stamp(restamped(&stamped, &mut chance));
        try_package(changed(&packages, &mut chance));
        try_package(forged(&unpacked, &mut chance));
    }
    for _round in 0..200 {
        try_text(changed(&texts, &mut chance));
        try_medium(changed(&media, &mut chance));
    }
}
