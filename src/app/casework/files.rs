//! Case files: saving, opening with and without a passphrase, merging, waiting for exports.

use crate::engine::casefile::{CaseContent, CaseRead, CaseSource, Passphrase, SHORTEST_PASSPHRASE};
use crate::engine::decision::{DecisionId, DecisionLog};
use crate::engine::finding::Explain;
use crate::engine::place::SourceId;
use crate::engine::session::protocol::{Request, SourceSummary, Tag, WorkRequest};
use crate::engine::time::Instant;
use crate::say;

use super::{FilePhase, WorkAsked, WorkDialog, close, is_wrong, open};
use crate::app::asks::Asked;
use crate::app::effect::Effect;
use crate::app::kept::KeptRecord;
use crate::app::redacting::changed;
use crate::app::state::{Dialog, FileKey, KeptPhase, Screen, SourceState, State};
use crate::app::words;

pub(super) fn save_wanted(state: &mut State) -> Vec<Effect> {
    let unknown = state
        .sources
        .iter()
        .any(|source| source.identity.is_provisional());
    let waiting = unknown
        || state
            .log
            .log()
            .decisions()
            .iter()
            .flat_map(|decision| decision.kind.sources())
            .any(|source| source.is_provisional());
    if waiting {
        state.alerts.error(
            say::the_case_cannot_be_saved_yet_the_sha(),
            say::wait_until_it_is_computed_resume_if(),
        );
        return Vec::new();
    }
    open(state, WorkDialog::SaveCase { error: None })
}

/// Writes the case; encrypted when a passphrase was typed, twice.
pub(super) fn save_given(
    state: &mut State,
    now: &Instant,
    passphrase: Option<(Passphrase, Passphrase)>,
) -> Vec<Effect> {
    let typed = passphrase.as_ref();
    let wrong = typed.and_then(|(one, two)| passphrase_fault(one, two));
    if is_wrong(state, wrong) {
        return Vec::new();
    }
    let mut effects = close(state, None);
    let content = content(state, now);
    let tag = state.asks.ask(Asked::Work(WorkAsked::Write));
    state.work.file = FilePhase::Writing {
        is_locked: passphrase.is_some(),
    };
    effects.push(match passphrase {
        Some((passphrase, _)) => Effect::LockCase {
            tag,
            content,
            passphrase,
        },
        None => Effect::post(Request::Work(WorkRequest::WriteCase {
            tag,
            content,
            lock: None,
        })),
    });
    effects
}

/// What is wrong with a passphrase that was typed twice, if anything.
pub(super) fn passphrase_fault(one: &Passphrase, two: &Passphrase) -> Option<String> {
    let least = SHORTEST_PASSPHRASE;
    if one.0.chars().count() < least {
        return Some(say::a_passphrase_has_at_least_shortest_passphrase(least));
    }
    (one != two).then(|| say::the_two_are_not_the_same().to_owned())
}

/// What is open, what is waited for, and everything that was decided.
fn content(state: &State, now: &Instant) -> CaseContent {
    let mut sources: Vec<CaseSource> = state.sources.iter().map(source_of).collect();
    for export in &state.work.exports {
        if sources.iter().all(|at| at.sha256 != export.sha256) {
            sources.push(export.clone());
        }
    }
    CaseContent {
        saved_at: now.as_str().to_owned(),
        sources,
        log: state.log.log().to_file(),
    }
}

fn source_of(source: &SourceState) -> CaseSource {
    let summary = &source.summary;
    CaseSource {
        name: summary.name.clone(),
        size_bytes: summary.size_bytes,
        sha256: source.identity.0.clone(),
        provisional: summary.provisional.0.clone(),
        threads: summary.threads.iter().map(|at| at.title.clone()).collect(),
    }
}

/// The file is there to be saved.
pub(super) fn written(
    state: &mut State,
    now: &Instant,
    tag: Tag,
    text: String,
    is_locked: bool,
) -> Vec<Effect> {
    if state.asks.answered(tag).is_none() {
        return Vec::new();
    }
    state.work.file = FilePhase::Idle;
    state.log.saved();
    let how = if is_locked {
        say::encrypted_without_the_passphrase_nobody_can_read()
    } else {
        say::readable_by_whoever_has_it()
    };
    state.alerts.notice(
        say::the_case_file_is_how(how),
        say::keep_it_as_you_keep_the_exports(),
    );
    vec![Effect::SaveText {
        name: format!("threadseal-case-{}.tscase", now.utc_date()),
        mime: "application/json",
        text,
    }]
}

/// A file was chosen. One at a time: another that is being read is let go.
pub(super) fn chosen(state: &mut State, file: FileKey, name: String) -> Vec<Effect> {
    let mut effects = ended(state);
    effects.extend(ask(state, file, name, None));
    effects
}

fn ask(
    state: &mut State,
    file: FileKey,
    name: String,
    passphrase: Option<Passphrase>,
) -> Vec<Effect> {
    let tag = state.asks.ask(Asked::Work(WorkAsked::Read));
    let request = Request::Work(WorkRequest::ReadCase {
        tag,
        name: name.clone(),
        passphrase: passphrase.clone(),
    });
    state.work.file = FilePhase::Reading {
        file,
        name,
        is_locked: passphrase.is_some(),
    };
    vec![Effect::Post {
        request,
        files: vec![file],
    }]
}

pub(super) fn passphrase_given(state: &mut State, passphrase: Passphrase) -> Vec<Effect> {
    let Some(Dialog::Work(WorkDialog::Unlock { file, name, .. })) = &state.dialog else {
        return Vec::new();
    };
    let (file, name) = (*file, name.clone());
    let is_empty = passphrase.0.is_empty();
    if is_wrong(
        state,
        is_empty.then(|| say::type_the_passphrase().to_owned()),
    ) {
        return Vec::new();
    }
    ask(state, file, name, Some(passphrase))
}

/// It was another passphrase: the dialog stays, and so does everything else.
pub(super) fn wrong_passphrase(state: &mut State, tag: Tag) -> Vec<Effect> {
    if state.asks.answered(tag).is_none() {
        return Vec::new();
    }
    state.work.file = FilePhase::Idle;
    let what = say::the_passphrase_does_not_fit_type_it().to_owned();
    is_wrong(state, Some(what));
    Vec::new()
}

/// Nothing more is done with a case file; the one that was read is let go.
pub(super) fn ended(state: &mut State) -> Vec<Effect> {
    let was = std::mem::take(&mut state.work.file);
    if matches!(state.dialog, Some(Dialog::Work(WorkDialog::Unlock { .. }))) {
        state.dialog = None;
    }
    match was {
        FilePhase::Reading { file, .. } => vec![Effect::DropFiles { files: vec![file] }],
        FilePhase::Idle | FilePhase::Writing { .. } => Vec::new(),
    }
}

/// The file was read.
pub(super) fn read(state: &mut State, now: &Instant, tag: Tag, read: CaseRead) -> Vec<Effect> {
    if state.asks.answered(tag).is_none() {
        return Vec::new();
    }
    let FilePhase::Reading { file, name, .. } = &state.work.file else {
        return Vec::new();
    };
    let (file, name) = (*file, name.clone());
    match read {
        CaseRead::Locked => {
            state.work.file = FilePhase::Idle;
            let error = None;
            open(state, WorkDialog::Unlock { file, name, error })
        }
        CaseRead::Open(content) => {
            let mut effects = ended(state);
            effects.extend(merge(state, now, &name, content));
            effects
        }
    }
}

/// Unites the log with what is here, and remembers which exports it is about.
fn merge(state: &mut State, now: &Instant, name: &str, content: CaseContent) -> Vec<Effect> {
    let log = match DecisionLog::from_file(&content.log) {
        Ok(log) => log,
        Err(error) => {
            state.alerts.failure(error.to_failure());
            return Vec::new();
        }
    };
    let n_read = log.decisions().len();
    let n_differences = state.work.fold.differences.len();
    let had_decisions = !state.log.log().decisions().is_empty();
    let new = state.log.merge(log);
    for source in content.sources {
        if state
            .work
            .exports
            .iter()
            .all(|at| at.sha256 != source.sha256)
        {
            state.work.exports.push(source);
        }
    }
    recognise(state);
    if had_decisions && !new.is_empty() {
        state.log.unsaved();
    }
    if state.screen == Screen::Start && !state.sources.is_empty() {
        state.screen = Screen::Case;
    }
    let effects = changed(state, now);
    let n_new = u32::try_from(new.len()).unwrap_or(u32::MAX);
    let n_known = u32::try_from(n_read - new.len()).unwrap_or(u32::MAX);
    say(state, name, n_new, n_known, n_differences);
    effects
}

/// Sources whose digest is still being computed are called by it when the case file knows them:
/// nothing withheld shows bare meanwhile.
fn recognise(state: &mut State) {
    for index in 0..state.sources.len() {
        let Some(source) = state.sources.get(index) else {
            continue;
        };
        if !source.identity.is_provisional() {
            continue;
        }
        let provisional = source.identity.clone();
        let Some(sha256) = known(state, &source.summary) else {
            continue;
        };
        let ids = ids_of(&state.log.part_for(&sha256));
        if let Some(source) = state.sources.get_mut(index) {
            source.identity = sha256.clone();
            if let KeptPhase::Settled { unconfirmed, .. } = &mut source.kept {
                unconfirmed.extend(ids);
            }
        }
        state.log.confirm(&provisional, &sha256);
    }
}

fn known(state: &State, summary: &SourceSummary) -> Option<SourceId> {
    let exports = state.work.exports.iter();
    exports
        .filter(|export| export.provisional == summary.provisional.0)
        .map(|export| SourceId(export.sha256.clone()))
        .next()
}

fn say(state: &mut State, name: &str, n_new: u32, n_known: u32, n_differences: usize) {
    let mut what = say::name_decisions_added_n_known_known_already(
        format_args!("{:?}", name),
        say::n_decisions(n_new),
        words::count(n_known),
    );
    let missing = state.missing_exports();
    let n_missing = u32::try_from(missing.len()).unwrap_or(u32::MAX);
    if n_missing > 0 {
        let names: Vec<String> = missing
            .iter()
            .take(5)
            .map(|at| format!("{:?}", at.name))
            .collect();
        what.push_str(&say::still_to_be_opened_names_else(
            say::n_exports_are_still(n_missing),
            names.join(", "),
            if missing.len() > 5 {
                say::and_more_of_them()
            } else {
                ""
            },
        ));
    }
    let more = state
        .work
        .fold
        .differences
        .len()
        .saturating_sub(n_differences);
    let help = if more > 0 {
        let more = u32::try_from(more).unwrap_or(u32::MAX);
        what.push_str(&say::differences_between_the_people_who_decided(
            say::n_differences(more),
        ));
        say::see_differences_in_the_area_case_both()
    } else if n_missing > 0 {
        say::open_them_their_decisions_wait_for_them()
    } else {
        ""
    };
    state.alerts.notice(what, help);
}

impl State {
    /// Exports that a case file is about and that are not open.
    pub fn missing_exports(&self) -> Vec<&CaseSource> {
        let is_open = |export: &CaseSource| {
            self.sources
                .iter()
                .any(|source| source.identity.0 == export.sha256)
        };
        let exports = self.work.exports.iter();
        exports.filter(|export| !is_open(export)).collect()
    }
}

/// What a case file says of a source that was just opened, as if it had been kept here: so it is
/// called by its digest at once.
pub(in crate::app) fn awaited_record(
    state: &State,
    now: &Instant,
    index: usize,
) -> Option<KeptRecord> {
    let summary = &state.sources.get(index)?.summary;
    let confirmed = known(state, summary)?;
    Some(KeptRecord {
        provisional: summary.provisional.clone(),
        name: summary.name.clone(),
        size_bytes: summary.size_bytes,
        saved_at: now.clone(),
        log: state.log.part_for(&confirmed).to_file(),
        confirmed: Some(confirmed),
        n_standing: None,
    })
}

/// The decisions of a record, whether they were new or not.
pub(in crate::app) fn ids_in(record: &KeptRecord) -> Vec<DecisionId> {
    DecisionLog::from_file(&record.log).map_or_else(|_| Vec::new(), |log| ids_of(&log))
}

fn ids_of(log: &DecisionLog) -> Vec<DecisionId> {
    log.decisions().iter().map(|at| at.id.clone()).collect()
}

/// A source turned out not to be the export that a case file is about. What of its decisions is set
/// aside goes on waiting for that export, and does not pass to the other file.
pub(in crate::app) fn waiting(
    state: &State,
    was: &SourceId,
    set_aside: &[DecisionId],
) -> DecisionLog {
    let mut waiting = DecisionLog::default();
    if state.work.exports.iter().any(|at| at.sha256 == was.0) {
        let decisions = state.log.log().decisions().iter();
        for decision in decisions.filter(|at| set_aside.contains(&at.id)) {
            waiting.append(decision.clone());
        }
    }
    waiting
}
