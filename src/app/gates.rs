//! The gates between what was decided and a package that leaves: what holds now, what is checked on
//! the finished bytes, and what no program of ours does for the person.

use std::collections::BTreeMap;

use crate::engine::case::ThreadId;
use crate::engine::earlier::EarlierFound;

use super::blockers::{reasons_missing, undecided};
use super::characters::shown;
use super::earlier;
use super::packaging::PackagePhase;
use super::queue::Phase;
use super::state::State;
use super::words;

/// A gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// `G1` to `G9`.
    pub id: &'static str,
    /// What it asks for.
    pub title: &'static str,
    /// Whether it is open.
    pub pass: Pass,
    /// Why, in words.
    pub words: String,
}

/// Whether a gate is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// It is.
    Open,
    /// It is, but somebody should look.
    Look,
    /// Nothing is built while it is not.
    Shut,
    /// Seen to on the finished bytes, before they can be saved.
    AtBuild,
    /// A person's.
    ByHand,
}

impl Pass {
    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            Pass::Open => "Holds",
            Pass::Look => "Look at it",
            Pass::Shut => "In the way",
            Pass::AtBuild => "Checked when built",
            Pass::ByHand => "By hand",
        }
    }
}

/// All gates, in order.
pub fn gates(state: &State) -> Vec<Gate> {
    let gate = |id, title, (pass, words): (Pass, String)| Gate {
        id,
        title,
        pass,
        words,
    };
    let built = |words: &str| (Pass::AtBuild, words.to_owned());
    let by_hand = |words: &str| (Pass::ByHand, words.to_owned());
    vec![
        gate(
            "G1",
            "Every redaction has a reason, every suggestion is decided",
            decided(state),
        ),
        gate(
            "G2",
            "No withheld value stands anywhere else",
            built(
                "each place in visible text is shown, and somebody must have looked before it can be saved",
            ),
        ),
        gate(
            "G3",
            "Detectors find nothing new in what goes out",
            by_hand(
                "detectors look at the exports, not at the finished package: open it and read it",
            ),
        ),
        gate("G4", "A second person looks at it", second(state)),
        gate(
            "G5",
            "Not more is withheld than must be",
            not_too_much(state),
        ),
        gate(
            "G6",
            "Nothing withheld is left in the bytes",
            built(
                "every file and every packed stream is searched; a hit outside visible text stops it",
            ),
        ),
        gate(
            "G7",
            "The package verifies elsewhere",
            by_hand("it is verified here as a stranger would; let another machine do so, too"),
        ),
        gate(
            "G8",
            "Earlier packages of the case do not give it away",
            earlier_packages(state),
        ),
        gate(
            "G9",
            "A report is written",
            built(
                "README.txt in the package tells how many redactions there are by reason and by kind, what was checked, and what no program can check",
            ),
        ),
    ]
}

fn decided(state: &State) -> (Pass, String) {
    let in_the_way: Vec<String> = reasons_missing(state)
        .into_iter()
        .chain(undecided(state))
        .map(|blocker| blocker.what)
        .collect();
    if !in_the_way.is_empty() {
        return (Pass::Shut, in_the_way.join("; "));
    }
    match (&state.queue.counts, state.queue.phase) {
        (_, Phase::Looking { .. }) => (
            Pass::Look,
            "suggestions are still being looked for".to_owned(),
        ),
        (None, Phase::Closed | Phase::Ready) => {
            (Pass::Look, "no suggestions were asked for".to_owned())
        }
        (Some(counts), Phase::Closed | Phase::Ready) => {
            let all = words::counted(counts.n_all, "suggestion", "suggestions");
            (Pass::Open, format!("{all}, all decided"))
        }
    }
}

/// Whether somebody who decided none of it looked at the package.
fn second(state: &State) -> (Pass, String) {
    match &state.package {
        PackagePhase::Built {
            checked: Some(name),
            ..
        } => (Pass::Open, format!("{} looked at it", shown(name, false))),
        PackagePhase::Built { .. }
        | PackagePhase::None
        | PackagePhase::Building { .. }
        | PackagePhase::Outdated => (
            Pass::ByHand,
            "under the finished package: redactions drawn by chance, for somebody who decided none of this"
                .to_owned(),
        ),
    }
}

/// Whether what was handed over before was looked at beside the package.
fn earlier_packages(state: &State) -> (Pass, String) {
    let Some((found, looked)) = earlier::of_built(state) else {
        return (
            Pass::ByHand,
            "under the finished package: open what was handed over before, and it is searched for what is withheld now"
                .to_owned(),
        );
    };
    let packages = words::counted(found.len() as u32, "package", "packages");
    if found.iter().all(EarlierFound::is_clean) {
        return (Pass::Open, format!("{packages} looked at"));
    }
    let pass = if looked { Pass::Open } else { Pass::Look };
    (
        pass,
        format!("{packages} looked at; see under the finished package"),
    )
}

/// The share of messages that are withheld whole, and threads of which nothing is left.
fn not_too_much(state: &State) -> (Pass, String) {
    let mut whole: BTreeMap<ThreadId, u32> = BTreeMap::new();
    let mut n_outside = 0;
    for row in state.redactions.iter() {
        if row.kind == "Outside" {
            n_outside += row.n_places;
        }
        if !matches!(row.kind.as_str(), "Message" | "MessageGone") {
            continue;
        }
        if let Some((thread, _)) = row.at_record {
            *whole.entry(thread).or_default() += row.n_places;
        }
    }
    let n_whole: u32 = whole.values().sum();
    let n_messages: u32 = state.threads().map(|(_, thread)| thread.n_messages).sum();
    let emptied = state.threads().filter(|(_, thread)| {
        let n = whole.get(&thread.thread).copied().unwrap_or(0);
        thread.n_messages > 0 && n >= thread.n_messages
    });
    let emptied = emptied.count() as u32;
    let mut share = format!(
        "{} of {} withheld whole",
        words::count(n_whole),
        words::counted(n_messages, "message is", "messages are")
    );
    if n_outside > 0 {
        let outside = words::counted(n_outside, "message is", "messages are");
        share.push_str(&format!("; apart from these, {outside} outside the scope"));
    }
    if emptied == 0 {
        return (Pass::Open, share);
    }
    let threads = words::counted(emptied, "thread is", "threads are");
    (Pass::Look, format!("{share}; {threads} withheld entirely"))
}
