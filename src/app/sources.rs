//! Opening: files are handed over, sources come up, decisions about them come back, digests follow.

use std::rc::Rc;

use crate::engine::finding::{Explain, Failure, Finding, Severity};
use crate::engine::open::INSIDE;
use crate::engine::session::SessionError;
use crate::engine::session::protocol::{Request, SourceSummary};
use crate::engine::time::Instant;
use crate::say;

use super::action::OpenAction;
use super::effect::Effect;
use super::kept;
use super::state::{Batch, DigestPhase, FileKey, KeptPhase, Screen, SourceState, State};
use super::{
    arriving, casework, compliance, handing, parts, queue, reading, saving, sealing, search, terms,
    worker_life,
};

/// About opening.
pub(super) fn update(state: &mut State, action: OpenAction) -> Vec<Effect> {
    match action {
        OpenAction::Chosen { files } => chosen(state, files),
        OpenAction::NotReadable { what } => {
            state.alerts.error(
                say::what_was_dropped_could_not_be_read(what),
                say::choose_the_files_with_open_exports_instead(),
            );
            Vec::new()
        }
        OpenAction::LimitRaised { batch } => limit_raised(state, batch),
        OpenAction::SampleWanted => sample(state),
        OpenAction::Cancelled => arriving::cancelled(state),
        OpenAction::DigestCancelled { source } => {
            vec![Effect::post(Request::CancelDigest { source })]
        }
        OpenAction::DigestResumed { source } => {
            if let Some(at) = state.source_mut(source) {
                at.digest = DigestPhase::Computing { percent: 0 };
            }
            vec![Effect::post(Request::ResumeDigest { source })]
        }
    }
}

/// Zips become a batch each, so that each can be opened again alone; all others are one.
fn chosen(state: &mut State, files: Vec<(FileKey, String)>) -> Vec<Effect> {
    let is_zip = |name: &str| name.to_lowercase().ends_with(".zip");
    let (zips, mut loose): (Vec<_>, Vec<_>) = files.into_iter().partition(|(_, name)| is_zip(name));
    if !zips.is_empty() {
        loose.retain(|(_, name)| !is_of_a_file_manager(name));
    }
    let mut batches: Vec<Batch> = zips
        .into_iter()
        .map(|zip| Batch::Files { files: vec![zip] })
        .collect();
    if !loose.is_empty() {
        batches.push(Batch::Files { files: loose });
    }
    state.alerts.clear_notices();
    let mut effects = Vec::new();
    for batch in batches {
        state.batches.push(batch);
        effects.extend(open_batch(state, state.batches.len() - 1));
    }
    effects
}

/// What systems put into folders for themselves: it comes along when a folder is dropped, and an
/// alert about it would say nothing about the exports. Chosen alone, it is refused like anything.
fn is_of_a_file_manager(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    matches!(
        last,
        ".DS_Store" | "Thumbs.db" | "desktop.ini" | ".directory"
    ) || last.starts_with("._")
}

fn sample(state: &mut State) -> Vec<Effect> {
    let open = state.batches.iter().position(|at| *at == Batch::Sample);
    if let Some(index) = open {
        let thread = state
            .sources
            .iter()
            .find(|source| source.batch == Some(index))
            .and_then(|source| source.summary.threads.first())
            .map(|thread| thread.thread);
        state.screen = Screen::Case;
        return thread.map_or_else(Vec::new, |thread| reading::open_thread(state, thread));
    }
    state.batches.push(Batch::Sample);
    open_batch(state, state.batches.len() - 1)
}

/// Asks the worker to open a batch.
pub(super) fn open_batch(state: &mut State, index: usize) -> Vec<Effect> {
    let Some((request, files)) = opens(state, index) else {
        return Vec::new();
    };
    state.opening.push_back(index);
    vec![Effect::Post { request, files }]
}

/// What opens a batch, with the files beside.
pub(super) fn opens(state: &State, index: usize) -> Option<(Request, Vec<FileKey>)> {
    match state.batches.get(index)? {
        Batch::Files { files } => {
            let request = Request::Open {
                names: files.iter().map(|(_, name)| name.clone()).collect(),
                limits_times: state.raised.get(&index).copied().unwrap_or(1),
            };
            Some((request, files.iter().map(|(key, _)| *key).collect()))
        }
        Batch::Sample => Some((Request::OpenSample, Vec::new())),
        Batch::Refused { .. } | Batch::Gone => None,
    }
}

/// The log that stands, and what it calls each source.
pub(super) fn decisions(state: &State) -> Request {
    let sources = state.sources.iter();
    let identities = sources.map(|source| (source.summary.source, source.identity.clone()));
    Request::Decisions {
        revision: state.log.revision(),
        log: state.log.log().to_file(),
        identities: identities.collect(),
    }
}

/// A source is open.
pub(super) fn opened(state: &mut State, now: &Instant, summary: SourceSummary) -> Vec<Effect> {
    state.arrival = None;
    let batch = batch_of(state, &summary.name);
    warn_of_findings(state, &summary.name, &summary.findings);
    for failure in &summary.failures {
        match batch {
            Some(batch) if failure.can_raise => state.alerts.refused(failure.clone(), batch),
            _not => state.alerts.failure(failure.clone()),
        }
    }
    let mut effects = sealing::opened(state);
    effects.extend(queue::closed(state));
    effects.extend(compliance::closed(state));
    let confirmed = state.confirmed.get(&summary.provisional).cloned();
    let kept = if confirmed.is_some() {
        KeptPhase::Settled {
            unconfirmed: Vec::new(),
            others: Vec::new(),
        }
    } else {
        KeptPhase::Loading
    };
    let provisional = summary.provisional.clone();
    state.sources.push(SourceState {
        batch,
        identity: confirmed.clone().unwrap_or_else(|| provisional.clone()),
        digest: DigestPhase::Computing { percent: 0 },
        entries: Rc::default(),
        findings: Rc::new(summary.findings.clone()),
        kept,
        summary: Rc::new(summary),
    });
    if state.screen == Screen::Start {
        state.screen = Screen::Case;
    }
    if confirmed.is_some() {
        effects.extend(settled(state, now, state.sources.len() - 1));
        return effects;
    }
    effects.push(Effect::LoadKept { provisional });
    effects
}

/// The batch that a source came with. An export inside a zip comes with that of the zip, which may
/// have been answered already.
fn batch_of(state: &mut State, name: &str) -> Option<usize> {
    let Some((outer, _)) = name.split_once(INSIDE) else {
        return take_pending(state, Some(name));
    };
    let waits = state
        .opening
        .iter()
        .any(|index| names_in(state, *index).iter().any(|at| at == outer));
    if waits {
        return take_pending(state, Some(outer));
    }
    let is_outer = |source: &&SourceState| {
        let of = source.summary.name.split(INSIDE).next();
        of == Some(outer)
    };
    state.sources.iter().rev().find(is_outer)?.batch
}

/// Opens once more what was larger than the limits, with larger ones. What of it was open already
/// cannot be opened beside itself: the worker starts afresh then.
fn limit_raised(state: &mut State, index: usize) -> Vec<Effect> {
    const STEP: u32 = 16;
    const MOST: u32 = 1 << 20;
    let times = state.raised.entry(index).or_insert(1);
    *times = times.saturating_mul(STEP).min(MOST);
    state.alerts.raised(index);
    let Some(batch) = state.batches.get_mut(index) else {
        return Vec::new();
    };
    match batch {
        Batch::Refused { files } => {
            let files = std::mem::take(files);
            *batch = Batch::Files { files };
            open_batch(state, index)
        }
        Batch::Files { .. } => worker_life::start_afresh(state, None),
        Batch::Sample | Batch::Gone => Vec::new(),
    }
}

/// The batch that an answer is about: the one that holds the name, else the oldest.
fn take_pending(state: &mut State, name: Option<&str>) -> Option<usize> {
    let holds = |index: &usize| match (state.batches.get(*index), name) {
        (Some(Batch::Files { files }), Some(name)) => files.iter().any(|(_, at)| at == name),
        (Some(Batch::Files { .. } | Batch::Refused { .. } | Batch::Sample | Batch::Gone), _)
        | (None, _) => false,
    };
    let at = state.opening.iter().position(holds).unwrap_or(0);
    state.opening.remove(at)
}

/// Findings that stand where one reads anyway: the order of dates, files that are missing.
const SHOWN_BESIDE_THE_THREAD: [&str; 2] = ["P007", "P020"];

/// Says once for each source that it is odd in ways that change what may be relied on.
pub(super) fn warn_of_findings(state: &mut State, name: &str, findings: &[Finding]) {
    let matters = |finding: &&Finding| {
        finding.severity >= Severity::Warning
            && !SHOWN_BESIDE_THE_THREAD.contains(&finding.code.as_str())
    };
    let Some(worst) = findings
        .iter()
        .filter(matters)
        .min_by_key(|finding| std::cmp::Reverse(finding.severity))
    else {
        return;
    };
    let n = findings.iter().filter(matters).count();
    let n = u32::try_from(n).unwrap_or(u32::MAX);
    let odd = say::n_things_in_it_are_odd(n);
    let what = say::name_is_open_but_odd_worst_place(
        format_args!("{:?}", name),
        odd,
        &worst.text,
        &worst.place,
    );
    let help = say::read_findings_before_you_rely_on_it();
    if worst.severity >= Severity::Serious {
        state.alerts.error(what, help);
    } else {
        state.alerts.warning(what, help);
    }
}

/// The same file was opened again, perhaps because the first hold on it broke: the newer one takes
/// its place. The worker starts afresh, so that nothing is there twice.
fn reopened(state: &mut State, old: usize) -> Vec<Effect> {
    let Some(source) = state.sources.get(old) else {
        return Vec::new();
    };
    let name = source.summary.name.clone();
    let mut dropped = Vec::new();
    if let Some(batch) = source.batch.and_then(|index| state.batches.get_mut(index)) {
        if let Batch::Files { files } = batch {
            dropped = files.iter().map(|(key, _)| *key).collect();
        }
        *batch = Batch::Gone;
    }
    state.alerts.notice(
        say::name_was_open_already_and_was_opened(format_args!("{:?}", name)),
        "",
    );
    let mut effects = worker_life::start_afresh(state, None);
    if !dropped.is_empty() {
        effects.push(Effect::DropFiles { files: dropped });
    }
    effects
}

/// Something could not be opened.
pub(super) fn not_opened(state: &mut State, failure: Failure) -> Vec<Effect> {
    state.arrival = None;
    if let Some(old) = open_already(state, &failure) {
        return reopened(state, old);
    }
    let named = state.opening.iter().position(|index| {
        matches!(state.batches.get(*index), Some(Batch::Files { files })
            if files.iter().any(|(_, name)| failure.what.contains(name.as_str())))
    });
    let index = match named {
        Some(at) => state.opening.remove(at),
        None => state.opening.pop_front(),
    };
    if let Some(index) = index
        && failure.can_raise
        && let Some(batch) = state.batches.get_mut(index)
        && let Batch::Files { files } = batch
    {
        let files = std::mem::take(files);
        *batch = Batch::Refused { files };
        state.alerts.refused(failure, index);
        return Vec::new();
    }
    let mut effects = Vec::new();
    if let Some(batch) = index.and_then(|index| state.batches.get_mut(index)) {
        if let Batch::Files { files } = batch {
            effects.push(Effect::DropFiles {
                files: files.iter().map(|(key, _)| *key).collect(),
            });
        }
        *batch = Batch::Gone;
    }
    state.alerts.failure(failure);
    effects
}

/// The source that a file turned out to be, when that is why it was not opened.
fn open_already(state: &State, failure: &Failure) -> Option<usize> {
    let names = state
        .opening
        .iter()
        .flat_map(|index| names_in(state, *index));
    let names: Vec<String> = names.collect();
    state.sources.iter().position(|source| {
        let refused = |name: &String| {
            let inside = source.summary.name.split_once(INSIDE);
            let error = SessionError::AlreadyOpen {
                name: match inside {
                    Some((_, inside)) => format!("{name}{INSIDE}{inside}"),
                    None => name.clone(),
                },
                open_name: source.summary.name.clone(),
            };
            error.to_failure() == *failure
        };
        source.batch.is_some() && names.iter().any(refused)
    })
}

fn names_in(state: &State, index: usize) -> Vec<String> {
    match state.batches.get(index) {
        Some(Batch::Files { files }) => files.iter().map(|(_, name)| name.clone()).collect(),
        Some(Batch::Refused { .. } | Batch::Sample | Batch::Gone) | None => Vec::new(),
    }
}

/// What was kept about a source is back: its threads may be shown.
pub(super) fn settled(state: &mut State, now: &Instant, index: usize) -> Vec<Effect> {
    state.log.bump();
    let mut effects = log_changed(state, now);
    effects.extend(search::more_is_open(state));
    let threads = state
        .sources
        .get(index)
        .map(|source| Rc::clone(&source.summary));
    let resume = state.resume.filter(|(thread, _)| {
        threads
            .iter()
            .any(|summary| summary.threads.iter().any(|at| at.thread == *thread))
    });
    if let Some((thread, record)) = resume {
        state.resume = None;
        let (screen, area) = (state.screen, state.area);
        effects.extend(reading::go_to(state, thread, record, false));
        (state.screen, state.area) = (screen, area);
    } else if state.reading.is_none()
        && state.resume.is_none()
        && let Some(first) = threads.and_then(|summary| summary.threads.first().map(|t| t.thread))
    {
        effects.extend(reading::open_thread(state, first));
    }
    effects
}

/// The log, or what names of sources mean, changed: the worker, the rows on screen and what is kept
/// follow.
pub(super) fn log_changed(state: &mut State, now: &Instant) -> Vec<Effect> {
    let mut effects = vec![Effect::post(decisions(state))];
    casework::refold(state);
    terms::follow_log(state);
    effects.extend(casework::ask_places(state));
    reading::find_owners(state);
    handing::find(state);
    effects.extend(parts::find(state));
    effects.extend(reading::ask_rows(state));
    effects.extend(search::log_changed(state));
    effects.extend(queue::log_changed(state));
    effects.extend(compliance::log_changed(state));
    effects.extend(saving::renumber(state));
    effects.extend(kept::save_effects(state, now));
    effects
}
