//! All rules of each starting policy, and all checks, over a million messages, beside one run of `rg`
//! over the same text with the policy's terms; and two exports of one thread put side by side.
//! `cargo bench --profile worker --bench comply` prints the ratios.
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

use std::rc::Rc;

use common::{N_MESSAGES, Scratch, case_of, median_spent, ripgrep, said, text};
use threadseal::engine::case::{Case, ThreadId};
use threadseal::engine::compliance::{
    ComplianceJob, Days, Likeness, Policy, Question, Result, Roster, STARTING, align_threads,
    policy_from_json, policy_terms,
};
use threadseal::engine::decision::DecisionLog;
use threadseal::engine::job::Step;

/// One message in fifty holds something of this.
const FINDS: [&str; 10] = [
    "can we move this to Signal?",
    "please delete this chat",
    "it is guaranteed to double",
    "card 4999 9999 9999 9996",
    "my password is Hunter-2-Placeholder",
    "call me, it is urgent",
    "I want to make a formal complaint",
    "see t.me/placeholder42",
    "we agreed on the fixing level",
    "as I said on Telegram",
];

/// A policy that asks for nothing.
const NOTHING: &str = r#"{"format":"wa-policy/1","id":"none","title":"None","version":"1",
"clauses":[{"id":"1","kind":"do","title":"T","text":"T"}],"rules":[]}"#;

/// Detectors are no terms: what rg would be given for those that the starting policies name.
const DETECTORS: &str = include_str!("comply-patterns.txt");

/// Messages of each of two exports.
const N_ALIGNED: usize = 40_000;

fn asked(case: &Case, policy: &Policy) -> Result {
    let question = Question {
        roster: Roster::default(),
        policy: policy.clone(),
        period: Days::default(),
        today: None,
        latest: None,
        told: Vec::new(),
    };
    let mut job = ComplianceJob::new(
        case,
        &DecisionLog::default(),
        question,
        Rc::new(|_, _| None),
    );
    loop {
        if let Step::Done(result) = job.step() {
            return result;
        }
    }
}

fn patterns(policy: &Policy) -> String {
    let mut patterns = DETECTORS.to_owned();
    for term in policy_terms(policy) {
        let escaped: String = term
            .chars()
            .flat_map(|c| match c {
                c if c.is_alphanumeric() || c == ' ' || c == '\'' => vec![c],
                c => vec!['\\', c],
            })
            .collect();
        patterns.push_str(&format!("(?i)\\b{escaped}\\b\n"));
    }
    patterns
}

fn rules() {
    let text = text(N_MESSAGES, &FINDS);
    let said = Scratch::of("comply.txt", &said(&text));
    let case = case_of(&[&text]);
    let nothing = policy_from_json(NOTHING).expect("a policy without rules");
    let without = median_spent(|| {
        asked(&case, &nothing);
    });
    println!("every check and no rule, {N_MESSAGES} messages: {without:.2?}");
    for starting in &STARTING {
        let policy = policy_from_json(starting.text).expect("a starting policy is one");
        let patterns = Scratch::of("comply-patterns.txt", &patterns(&policy));
        let mut n_found = 0;
        let ours = median_spent(|| n_found = asked(&case, &policy).findings.len());
        let theirs = median_spent(|| ripgrep(&patterns.0, &said.0));
        let rules = ours.saturating_sub(without);
        println!(
            "policy {:?}, {N_MESSAGES} messages, {} MB: rules {rules:.2?}, with every check {ours:.2?}, \
             {n_found} found; rg -j1 -c -f: {theirs:.2?}; ratio {:.1} (at most 10)",
            starting.id,
            text.len() / 1_000_000,
            rules.as_secs_f64() / theirs.as_secs_f64()
        );
    }
}

/// One thread of two phones: other names, a clock an hour ahead, one message in a thousand lost.
fn sides() -> (String, String) {
    let one = text(N_ALIGNED, &FINDS);
    let other = one
        .lines()
        .enumerate()
        .filter(|(number, _)| number % 1_000 != 500)
        .map(|(_, line)| {
            let (stamp, rest) = line.split_once(", ").expect("a stamp");
            let (hour, rest) = rest.split_once(':').expect("a time");
            let hour: u32 = hour.parse().expect("an hour");
            let rest = rest
                .replace("Ada Poe", "Addie")
                .replace("Bob Fay", "Robert");
            format!("{stamp}, {:02}:{rest}\n", (hour + 1) % 24)
        })
        .collect();
    (one, other)
}

fn alignment() {
    let (one, other) = sides();
    let case = case_of(&[&one, &other]);
    let mut n_both = 0;
    let ours = median_spent(|| {
        let aligned = align_threads(&case, ThreadId(0), ThreadId(1)).expect("two threads");
        n_both = aligned.count(Likeness::Both);
    });
    println!(
        "two exports of {N_ALIGNED} messages side by side: {ours:.2?}, {n_both} in both (at most 1 s, in wasm)"
    );
}

fn main() {
    rules();
    alignment();
}
