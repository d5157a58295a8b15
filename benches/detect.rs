//! All detectors over a million messages, beside one run of `rg` over the same text with a pattern
//! for each of them, in time of the processor. The patterns have the words of the detectors' own lists
//! where a hit counts only beside a word; recovery words of wallets are left out, in favour of rg,
//! which needs several times as long with them. `cargo bench --profile worker --bench detect` prints the ratio.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    missing_docs,
    unreachable_pub,
    reason = "a measurement reads the clock and may stop where it cannot go on"
)]

mod common;

use std::path::Path;

use common::{N_MESSAGES, Scratch, case_of, median_spent, ripgrep, said, text};
use threadseal::engine::case::Case;
use threadseal::engine::detect::{DetectJob, DetectOptions, Detected, Detector};
use threadseal::engine::job::Step;

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

fn main() {
    let text = text(N_MESSAGES, &FINDS);
    let scratch = Scratch::of("detect.txt", &said(&text));
    let patterns = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/detect-patterns.txt");
    let case = case_of(&[&text]);
    let mut n_found = 0;
    let ours = median_spent(|| n_found = detected(&case).proposals.len());
    let theirs = median_spent(|| ripgrep(&patterns, &scratch.0));
    println!(
        "detectors, {N_MESSAGES} messages, {} MB: {ours:.2?}, {n_found} found; rg -j1 -c -f: \
         {theirs:.2?}; ratio {:.1} (at most 10)",
        text.len() / 1_000_000,
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
}
