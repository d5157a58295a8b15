//! All detectors over a million messages, beside one run of `rg` over the same text with a pattern
//! for each of them. `cargo bench --profile worker --bench detect` prints the ratio.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a measurement reads the clock and may stop where it cannot go on"
)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant};

use threadseal::engine::archive::Given;
use threadseal::engine::case::{Case, OpenSource};
use threadseal::engine::detect::{DetectJob, DetectOptions, Detected, Detector};
use threadseal::engine::job::Step;
use threadseal::engine::limits::Limits;
use threadseal::engine::open::open_sources;

const N_MESSAGES: usize = 1_000_000;
const N_RUNS: usize = 3;

/// One message in fifty holds something of this.
const FINDS: [&str; 10] = [
    "call +44 7700 900123",
    "write to j.doe+x@example.org",
    "card 4999 9999 9999 9996 exp 04/29",
    "IBAN GB83 TEST 1122 3344 5566 77",
    "at 42 Sample Road, SW1A 2AA",
    "your code is 042424",
    "see https://example.org/u/42?id=7",
    "NHS 999 424 2423",
    "dob 01/02/1990",
    "ask Dr Sample Okafor",
];

fn text() -> String {
    const WORDS: [&str; 24] = [
        "the", "boat", "was", "late", "again", "and", "nobody", "told", "them", "about", "it",
        "until", "noon", "invoice", "harbour", "please", "send", "tomorrow", "meeting", "is",
        "moved", "to", "quay", "three",
    ];
    const NAMES: [&str; 5] = ["Ada Poe", "Bob Fay", "Cy Orr", "Dee Lund", "Eli Marsh"];
    let mut text = String::with_capacity(N_MESSAGES * 104);
    let mut chance: u32 = 0x1234_5678;
    let mut draw = |below: usize| {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (chance >> 8) as usize % below
    };
    for number in 0..N_MESSAGES {
        let (day, minute) = (number / 480, number * 3 % 1440);
        text.push_str(&format!(
            "{:02}/{:02}/{}, {:02}:{:02} - {}: no {} ",
            day % 28 + 1,
            day / 28 % 12 + 1,
            2019 + day / 336,
            minute / 60,
            minute % 60,
            NAMES[draw(NAMES.len())],
            number + 1
        ));
        for _word in 0..8 + draw(10) {
            text.push_str(WORDS[draw(WORDS.len())]);
            text.push(' ');
        }
        if number % 50 == 0 {
            text.push_str(FINDS[number / 50 % FINDS.len()]);
        }
        text.push('\n');
    }
    text
}

fn case_of(text: &str) -> Case {
    let given = Given {
        name: "WhatsApp Chat with Long Haul.txt".to_owned(),
        source: Rc::new(text.as_bytes().to_vec()),
    };
    let opened = open_sources(vec![given], &Limits::USUAL, &()).expect("the text opens");
    let sources = opened.into_iter().map(|source| OpenSource {
        id: source.provisional,
        archive: source.archive,
        threads: source.threads,
        findings: source.findings,
    });
    Case {
        sources: sources.collect(),
    }
}

fn detected(case: &Case) -> Detected {
    let options = DetectOptions {
        countries: Detector::ALL
            .iter()
            .map(|one| one.country().to_owned())
            .filter(|country| !country.is_empty())
            .collect(),
        with: vec![Detector::PlateOther],
        ..DetectOptions::default()
    };
    let mut job = DetectJob::new(case, &options);
    loop {
        if let Step::Done(found) = job.step() {
            return found;
        }
    }
}

fn ripgrep(patterns: &Path, text: &Path) {
    let status = Command::new("rg")
        .args(["-j1", "-c", "-f"])
        .args([patterns, text])
        .stdout(Stdio::null())
        .status()
        .expect("rg is installed");
    assert!(status.success(), "rg finds something");
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..N_RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[N_RUNS / 2]
}

fn main() {
    let text = text();
    let path = std::env::temp_dir().join(format!("threadseal-detect-{}.txt", std::process::id()));
    // Detectors look at what is said; a sender that matches on every line would let rg skip the rest of it.
    let said: String = text
        .lines()
        .filter_map(|line| Some([line.split_once(": ")?.1, "\n"].concat()))
        .collect();
    std::fs::write(&path, &said).expect("the temporary folder can be written");
    let patterns = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/detect-patterns.txt");
    let case = case_of(&text);
    let mut n_found = 0;
    let ours = median(|| n_found = detected(&case).proposals.len());
    let theirs = median(|| ripgrep(&patterns, &path));
    let _ = std::fs::remove_file(&path);
    println!(
        "detectors, {N_MESSAGES} messages, {} MB: {ours:.2?}, {n_found} found; rg -j1 -c -f: \
         {theirs:.2?}; ratio {:.1} (at most 10)",
        text.len() / 1_000_000,
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
}
