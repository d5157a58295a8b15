//! Changed exports, over and over: nothing that goes in may bring the engine down, and the records
//! of every text partition it.
//!
//! Run by `cargo xtask fuzz --seconds N`; each target gets that long. The seeds are the corpus. An
//! input that fails is written to `target/fuzz` and belongs into the corpus once it is understood.

#![expect(
    clippy::disallowed_methods,
    reason = "it runs as long as it is told to, and from another seed each time"
)]

mod exhibits;
mod files;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use threadseal::engine::archive::{Archive, Given, Role};
use threadseal::engine::limits::Limits;
use threadseal::engine::parse;
use threadseal::engine::place::EntryId;
use threadseal::engine::provenance::provenance;
use threadseal::engine::thread::{RecordId, Thread};

use crate::support::corpus;

/// Longer than any input of this size may take, however busy the machine. Units: milliseconds.
const SLOW_MS: u128 = 30_000;

/// Inputs are cut to this, so that many can be tried.
const INPUT_BYTES: usize = 48 << 10;

/// Small, so that a hostile size is refused before it costs anything.
const LIMITS: Limits = Limits {
    text_bytes: 1 << 22,
    entry_bytes: 1 << 22,
    entries: 10_000,
    total_bytes: 1 << 24,
    ratio: 1_040,
    dense_bytes: 1 << 22,
    dense_ratio: 1_040,
};

/// What turns one kind of line into another.
const TOKENS: [&str; 40] = [
    "\n",
    "\r\n",
    "\r",
    "\u{200e}",
    "\u{200f}",
    "\u{202f}",
    "\u{a0}",
    "\u{feff}",
    "\u{2068}",
    ": ",
    ":",
    " - ",
    "[",
    "] ",
    "<",
    ">",
    "(",
    ")",
    "31/12/2023, 21:05 - ",
    "12/31/23, 9:05\u{202f}PM - ",
    "[31.12.23, 21:05:07] ",
    "[21:05, 31/12/2023] ",
    "٣١/١٢/٢٠٢٣، ٩:٠٥ م - ",
    "2566 BE",
    "R5",
    "null",
    "<Media omitted>",
    " (file attached)",
    "<attached: ",
    "POLL:\n",
    "OPTION: a (2 votes)\n",
    "This message was deleted",
    "<This message was edited>",
    "https://maps.google.com/?q=1,2",
    "Ada Poe: ",
    "ACME: Support: ",
    "“",
    "\u{2028}",
    "31 Dec 21:05 - ",
    "00000012-PHOTO-2023-12-31-21-05-07.jpg",
];

/// A small source of chance; the same seed gives the same inputs.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

fn changed(seeds: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seeds[chance.below(seeds.len())].clone();
    for _change in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + chance.below(64)).min(bytes.len());
        match chance.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 if at < bytes.len() => {
                bytes[at] = [0, 0x0A, 0x7F, 0x80, 0xC3, 0xE2, 0xFF][chance.below(7)]
            }
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = chance.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            4 | 5 => {
                let token = TOKENS[chance.below(TOKENS.len())];
                bytes.splice(at..at, token.bytes());
            }
            6 => {
                let other = &seeds[chance.below(seeds.len())];
                let from = chance.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            _cut => bytes.truncate(at),
        }
    }
    bytes.truncate(INPUT_BYTES);
    bytes
}

fn try_thread(thread: &Thread, size_bytes: u64) {
    let mut sum = 0;
    for index in 0..thread.n_records() {
        let id = RecordId(index);
        let (start, len) = thread.origin_span(id);
        assert_eq!(start, sum, "record {index} starts elsewhere");
        sum += len;
        let (stamp, sender, body) = thread.parts(id);
        assert_eq!(
            stamp.len() + sender.len() + body.len(),
            thread.bytes(id).len()
        );
        let body_len = thread.body(id).len();
        let parts = parse::body_parts(thread, id);
        for span in [parts.marker, parts.file_name, parts.edited]
            .into_iter()
            .flatten()
        {
            assert!(span.end() as usize <= body_len);
        }
        let stamp = parse::stamp_text(thread, id);
        assert!(stamp.contains(parse::time_text(&stamp)));
        thread.civil(id);
        if index < 50 {
            provenance(thread, "_chat.txt", id).expect("the record is there");
        }
    }
    assert_eq!(sum, size_bytes, "the records are not the whole text");
}

fn try_archive(name: &str, bytes: Vec<u8>) {
    let given = Given {
        name: name.to_owned(),
        source: Rc::new(bytes),
    };
    let Ok(parsed) = Archive::open(vec![given], &LIMITS) else {
        return;
    };
    let archive = parsed.value;
    let entries: Vec<(EntryId, Role)> = archive.entries().iter().map(|e| (e.id, e.role)).collect();
    for (entry, role) in entries {
        let Ok(bytes) = archive.read(entry, LIMITS.entry_bytes) else {
            continue;
        };
        let size_bytes = bytes.len() as u64;
        if role == Role::ChatText
            && let Ok(parsed) = parse::thread_from_text(&archive, entry, bytes)
        {
            try_thread(&parsed.value, size_bytes);
        }
    }
}

/// Whether `run` ends well and in time.
fn survives(run: impl FnOnce()) -> Result<(), String> {
    let start = Instant::now();
    catch_unwind(AssertUnwindSafe(run)).map_err(|_| "it panicked".to_owned())?;
    let took_ms = start.elapsed().as_millis();
    if took_ms > SLOW_MS {
        return Err(format!("it took {took_ms} ms"));
    }
    Ok(())
}

fn keep(target: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let sum = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    });
    let path = folder.join(format!("{target}-{sum:016x}.bin"));
    std::fs::write(&path, bytes).expect("the input can be kept");
    path
}

fn seconds() -> u64 {
    let given = std::env::var("THREADSEAL_FUZZ_SECONDS").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(10)
}

fn chance() -> Chance {
    let given = std::env::var("THREADSEAL_FUZZ_SEED").ok();
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a clock");
    let seed = given.and_then(|text| text.parse().ok());
    let seed = seed.unwrap_or(now.as_nanos() as u64 | 1);
    println!("THREADSEAL_FUZZ_SEED={seed}");
    Chance(seed)
}

fn fuzz(target: &str, seeds: &[Vec<u8>], run: fn(Vec<u8>)) {
    fuzz_made(target, |chance| changed(seeds, chance), run);
}

/// As [`fuzz`], with inputs that `make` makes.
fn fuzz_made(target: &str, make: impl Fn(&mut Chance) -> Vec<u8>, run: fn(Vec<u8>)) {
    let until = Instant::now() + Duration::from_secs(seconds());
    let mut chance = chance();
    let mut n_tried = 0u64;
    while Instant::now() < until {
        let bytes = make(&mut chance);
        n_tried += 1;
        if let Err(what) = survives(|| run(bytes.clone())) {
            panic!(
                "{target}: {what}; the input is {}",
                keep(target, &bytes).display()
            );
        }
    }
    println!("{target}: {n_tried} inputs, none failed");
}

/// The files that the cases hand over, as bytes.
fn seeds(wanted: fn(&str) -> bool) -> Vec<Vec<u8>> {
    let scratch = tempfile::tempdir().expect("a folder");
    let mut seeds = Vec::new();
    for (path, case) in corpus::all() {
        let folder = scratch.path().join(path.file_name().expect("a name"));
        std::fs::create_dir(&folder).expect("a folder");
        for input in case.write(&path, &folder) {
            let name = input
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            if wanted(&name) {
                seeds.push(std::fs::read(&input).expect("readable"));
            }
        }
    }
    seeds
}

fn texts() -> Vec<Vec<u8>> {
    let mut texts = seeds(|name| name.ends_with(".txt"));
    for zip in seeds(|name| name.ends_with(".zip")) {
        let given = Given {
            name: "seed.zip".to_owned(),
            source: Rc::new(zip),
        };
        let Ok(parsed) = Archive::open(vec![given], &LIMITS) else {
            continue;
        };
        let archive = parsed.value;
        for entry in archive.chat_texts() {
            texts.extend(archive.read(entry, LIMITS.text_bytes));
        }
    }
    texts
}

#[test]
#[ignore = "runs as long as it is told to: cargo xtask fuzz --seconds N"]
fn text() {
    fuzz("text", &texts(), |bytes| try_archive("_chat.txt", bytes));
}

#[test]
#[ignore = "runs as long as it is told to: cargo xtask fuzz --seconds N"]
fn container() {
    let zips = seeds(|name| name.ends_with(".zip"));
    fuzz("container", &zips, |bytes| try_archive("export.zip", bytes));
}

#[test]
fn the_seeds_and_a_few_changes_of_them_do_no_harm() {
    let texts = texts();
    assert!(texts.len() > 10);
    let mut chance = Chance(0x5EED);
    for bytes in texts.iter().cloned() {
        try_archive("_chat.txt", bytes);
    }
    for _round in 0..200 {
        try_archive("_chat.txt", changed(&texts, &mut chance));
    }
    let zips = seeds(|name| name.ends_with(".zip"));
    assert!(zips.len() > 10);
    for _round in 0..200 {
        try_archive("export.zip", changed(&zips, &mut chance));
    }
}
