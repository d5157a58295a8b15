//! The only place where [`State`] changes.

use crate::engine::finding::Failure;
use crate::engine::session::protocol::{Event, Tag};
use crate::engine::time::Instant;

use super::action::{Action, GoAction, KeepAction};
use super::asks::Asked;
use super::effect::Effect;
use super::feed::{FeedAction, Step};
use super::state::{Area, Dialog, Screen, State};
use super::{
    arriving, carrying, casework, comparing, compliance, digests, earlier, everywhere, forgetting,
    gallery, going, handing, hits, intake, kept, keys, listing, log_file, long_rows, looking,
    making, offline, packaging, parts, printing, queue, reading, reasons, redacting, residual,
    scoping, sealing, search, showing, signing, sources, terms, threads, timeline, times,
    verifying, where_from, why_not, windows, witness, worker_life,
};

/// Takes in what happened at `now`. Returns what is to be done about it.
pub fn update(state: &mut State, now: &Instant, action: Action) -> Vec<Effect> {
    let mut effects = take_in(state, now, action);
    effects.extend(looking::follow(state));
    effects
}

fn take_in(state: &mut State, now: &Instant, action: Action) -> Vec<Effect> {
    match action {
        Action::Started => vec![Effect::ListKept],
        Action::Worker(event) => event_arrived(state, now, *event),
        Action::MakerBroke { message } => making::broke(state, &message),
        Action::Examiner(event) => queue::event_arrived(state, now, *event),
        Action::Burner(event) => parts::event_arrived(state, *event),
        Action::Clerk(event) => compliance::event_arrived(state, *event),
        Action::Comply(action) => compliance::update(state, now, action),
        Action::Part(action) => parts::update(state, action),
        Action::Queue(action) => queue::update(state, now, action),
        Action::Feed(action) => feed(state, now, action),
        Action::Open(action) => sources::update(state, action),
        Action::Go(action) => go(state, now, action),
        Action::Read(action) => reading::update(state, now, action),
        Action::Intake(action) => intake::update(state, now, action),
        Action::Times(action) => times::update(state, now, action),
        Action::ThreadList(action) => {
            threads::update(state, action);
            Vec::new()
        }
        Action::Search(action) => search::update(state, action),
        Action::Hits(action) => hits::update(state, action),
        Action::Terms(action) => terms::update(state, now, action),
        Action::Carry(action) => carrying::update(state, now, action),
        Action::Redact(action) => redacting::update(state, now, action),
        Action::Reasons(action) => reasons::update(state, action),
        Action::Log(action) => log_file::update(state, now, action),
        Action::Keep(action) => keep(state, now, action),
        Action::Witness(action) => witness::update(state, now, action),
        Action::Offline(action) => offline::update(state, action),
        Action::Work(action) => casework::update(state, now, action),
        Action::Package(action) => packaging::update(state, now, action),
        Action::Seal(action) => sealing::update(state, now, action),
        Action::Verify(action) => verifying::update(state, action),
        Action::Sign(action) => signing::update(state, action),
        Action::Compare(action) => comparing::update(state, action),
        Action::Earlier(action) => earlier::update(state, now, action),
        Action::Remains(action) => residual::update(state, &action),
        Action::Timeline(action) => timeline::update(state, action),
        Action::Listing(action) => listing::update(state, action),
        Action::Gallery(action) => gallery::update(state, action),
        Action::Print(action) => printing::update(state, action),
        Action::Key(key) => match keys::meaning(state, &key) {
            Some(keys::Meaning::Act(action)) => take_in(state, now, *action),
            Some(focus @ keys::Meaning::Focus(_)) => focus.effect().into_iter().collect(),
            None => Vec::new(),
        },
    }
}

fn event_arrived(state: &mut State, now: &Instant, event: Event) -> Vec<Effect> {
    match event {
        Event::Ready { build } => worker_life::ready(state, &build),
        Event::Arriving { name, progress } => arriving::arrived(state, name, progress),
        Event::Early {
            provisional,
            title,
            rows,
        } => arriving::first_messages(state, provisional, title, rows),
        Event::Opened { source } => sources::opened(state, now, source),
        Event::Reordered { source } => times::reordered(state, source),
        Event::Digesting { source, progress } => digests::digesting(state, source, progress),
        Event::Digested {
            source,
            id,
            entries,
            findings,
        } => digests::digested(state, now, source, id, entries, findings),
        Event::DigestFailed { source, failure } => digests::digest_failed(state, source, failure),
        Event::Rows {
            tag,
            revision,
            thread,
            rows,
        } => match state.asks.get(tag) {
            Some(Asked::PrintRows) => printing::rows_arrived(state, tag, revision, rows),
            Some(_) | None => reading::rows_arrived(state, tag, revision, thread, rows),
        },
        Event::Found {
            tag,
            thread,
            records,
            n_hits,
        } => search::found(state, tag, thread, records, n_hits),
        Event::HitCounts {
            tag,
            threads,
            progress,
        } => hits::counted(state, tag, threads, progress),
        Event::HitRows { tag, first, rows } => hits::arrived(state, tag, first, rows),
        Event::WhyNot { tag, told, .. } => why_not::told(state, tag, told),
        Event::TermCounted {
            tag,
            count,
            progress,
        } => terms::counted(state, tag, count, progress),
        Event::Scoped { tag, scope } => scoping::told(state, now, tag, scope),
        Event::TermHits { tag, hits, n_hits } => everywhere::term_found(state, tag, hits, n_hits),
        Event::Located { tag, at, day } => going::located(state, tag, at, day),
        Event::Redactions {
            revision,
            list,
            shares,
        } => redacting::told(state, revision, list, shares),
        Event::Media {
            tag,
            source,
            entry,
            mime,
        } => showing::arrived(state, tag, (source, entry), mime),
        Event::Progress {
            tag,
            phase,
            progress,
        } => {
            packaging::progressed(state, tag, phase.clone(), progress);
            sealing::progressed(state, tag, &phase, progress);
            signing::progressed(state, tag, &phase, progress);
            comparing::progressed(state, tag, &phase, progress);
            verifying::progressed(state, tag, phase, progress);
            Vec::new()
        }
        Event::Built { tag, outcome } => packaging::built(state, now, tag, outcome),
        // The page's workers share the work; nothing is shown of it.
        Event::SealShared { .. } | Event::Leaves { .. } => Vec::new(),
        Event::DigestShared { .. } | Event::SharedDigest { .. } => Vec::new(),
        Event::SealToSign { tag, subjects } => sealing::to_sign(state, tag, subjects),
        Event::Sealed { tag, outcome } => sealing::sealed(state, tag, outcome),
        Event::Verified { tag, report } => verifying::verified(state, now, tag, report),
        Event::Cancelled { tag, source } => {
            let mut effects = tag.map_or_else(Vec::new, |tag| ended(state, tag));
            if let Some(source) = source {
                effects.extend(digests::digest_cancelled(state, source));
            }
            effects
        }
        Event::Failed { tag, failure } => failed(state, tag, failure),
        Event::Broken { message } => worker_life::broken(state, &message),
        Event::Provenance {
            tag, record, found, ..
        } => where_from::told(state, tag, record, found),
        Event::Work(event) => casework::event_arrived(state, now, event),
        Event::Sign(event) => signing::event_arrived(state, event),
        Event::Compared {
            tag,
            report,
            comparison,
        } => comparing::compared(state, tag, report, comparison),
        Event::Earlier { tag, found } => earlier::arrived(state, tag, found),
        Event::Exhibit {
            tag,
            file_name,
            text,
        } => signing::exhibit_arrived(state, tag, file_name, text),
        Event::Looked { tag, seen } => looking::looked(state, tag, seen),
    }
}

fn ended(state: &mut State, tag: Tag) -> Vec<Effect> {
    state.asks.answered(tag);
    packaging::ended(state, tag);
    sealing::ended(state, tag);
    signing::ended(state, tag);
    let mut effects = comparing::ended(state, tag);
    effects.extend(verifying::ended(state, tag));
    effects
}

pub(super) fn failed(state: &mut State, tag: Option<Tag>, failure: Failure) -> Vec<Effect> {
    let Some(tag) = tag else {
        if state.opening.is_empty() {
            state.alerts.failure(failure);
            return Vec::new();
        }
        return sources::not_opened(state, failure);
    };
    match state.asks.answered(tag) {
        Some(Asked::Media { source, entry }) => vec![Effect::MediaFailed {
            source,
            entry,
            what: failure.what,
        }],
        Some(Asked::ToBurn {
            source, entry, why, ..
        }) => parts::not_read(state, (source, entry), why, failure.what),
        Some(Asked::Build) => {
            packaging::ended(state, tag);
            state.alerts.failure(failure);
            worker_life::discard()
        }
        Some(Asked::Scope) => scoping::failed(state, failure),
        Some(Asked::Seal) => sealing::failed(state, tag, failure),
        Some(Asked::Work(asked)) => casework::failed(state, asked, failure),
        Some(Asked::Compare | Asked::Earlier) => {
            state.alerts.failure(failure);
            comparing::ended(state, tag)
        }
        Some(Asked::Sign) => {
            signing::ended(state, tag);
            state.alerts.failure(failure);
            Vec::new()
        }
        Some(Asked::Verify) => {
            state.alerts.failure(failure);
            verifying::ended(state, tag)
        }
        Some(
            Asked::Rows { .. }
            | Asked::LongRow { .. }
            | Asked::Find
            | Asked::HitRows { .. }
            | Asked::WhyNot
            | Asked::CountTerms
            | Asked::FindTerm
            | Asked::WhereFrom
            | Asked::GoToDate { .. }
            | Asked::Look(_)
            | Asked::PrintRows
            | Asked::Preview
            | Asked::Burn { .. }
            | Asked::SaveMedia { .. },
        )
        | None => {
            state.alerts.failure(failure);
            Vec::new()
        }
    }
}

fn feed(state: &mut State, now: &Instant, action: FeedAction) -> Vec<Effect> {
    match action {
        FeedAction::WindowWanted { first, n_rows } => reading::window_wanted(state, first, n_rows),
        FeedAction::Focused { record } => {
            if let Some(reading) = &mut state.reading {
                reading.focused = Some(record);
            }
            Vec::new()
        }
        FeedAction::MoreWanted { record } => long_rows::more_wanted(state, record),
        FeedAction::MediaWanted { source, entry } => {
            if !state.media.insert((source, entry)) {
                return Vec::new();
            }
            vec![
                Effect::MediaLoading { source, entry },
                showing::wanted(state, source, entry),
            ]
        }
        FeedAction::SaveAttachment {
            source,
            entry,
            name,
        } => showing::save(state, (source, entry), &name),
        FeedAction::StepWanted { down } => {
            if let Some(reading) = &mut state.reading {
                let serial = reading.step.map_or(1, |step| step.serial + 1);
                reading.step = Some(Step { down, serial });
            }
            Vec::new()
        }
        FeedAction::ChooseWords { record } => redacting::words_wanted(state, record),
        FeedAction::RedactMessage { record } => redacting::message_chosen(state, record),
        FeedAction::RedactSelection { record, span } => {
            redacting::selection_chosen(state, record, span)
        }
        FeedAction::RedactAttachment { record } => redacting::attachment_chosen(state, record),
        FeedAction::AsItIsToggled { record } => handing::toggled(state, now, record),
        FeedAction::WhereFrom { record } => where_from::wanted(state, record),
        FeedAction::OpenRedaction { decision } => redacting::open_redaction(state, decision),
    }
}

fn go(state: &mut State, now: &Instant, action: GoAction) -> Vec<Effect> {
    match action {
        GoAction::Screen { screen } => {
            let nothing_open = state.sources.is_empty();
            state.screen = match screen {
                Screen::Case if nothing_open => Screen::Start,
                Screen::Case | Screen::Start | Screen::Verify | Screen::Print => screen,
            };
            Vec::new()
        }
        GoAction::Area { area } => {
            state.area = area;
            state.screen = Screen::Case;
            let mut effects = casework::ask_places(state);
            if area == Area::Package {
                // What is sealed there is signed, when there is a key.
                effects.extend(signing::checked(&state.signing));
            }
            effects
        }
        GoAction::Thread { thread } => going::to_thread(state, thread),
        GoAction::Record { thread, record } => reading::go_to(state, thread, record, true),
        GoAction::DialogClosed => {
            let back = redacting::back_to_message(state);
            let heard =
                matches!(state.dialog, Some(Dialog::Part(_))).then_some(Effect::DropPreview);
            let mut effects = casework::closed(state);
            state.dialog = None;
            effects.extend(terms::keep(state, now));
            effects.extend(back);
            effects.extend(heard);
            effects
        }
        GoAction::Shortcuts => {
            state.dialog = Some(Dialog::Shortcuts);
            Vec::new()
        }
        GoAction::SingleKeys { on } => {
            state.keys_off = !on;
            Vec::new()
        }
        GoAction::AlertDismissed { serial } => {
            state.alerts.dismiss(serial);
            Vec::new()
        }
        GoAction::Theme { theme } => {
            state.theme = theme;
            vec![Effect::ShowTheme { theme }]
        }
        GoAction::Language {
            language,
            by_person,
        } => super::language::chosen(state, language, by_person),
        GoAction::CopyWanted { text } => vec![Effect::CopyText { text }],
        GoAction::Copied { worked } => super::going::copied(state, worked),
    }
}

fn keep(state: &mut State, now: &Instant, action: KeepAction) -> Vec<Effect> {
    match action {
        KeepAction::Loaded {
            provisional,
            records,
        } => {
            arriving::kept_known(state, &provisional, records.len());
            kept::loaded(state, now, &provisional, records)
        }
        KeepAction::ChangedElsewhere => windows::changed_elsewhere(state),
        KeepAction::Reread { records, for_build } => {
            windows::reread(state, now, &records, for_build)
        }
        KeepAction::Listed { records } => {
            state.keep.listed = records.into();
            Vec::new()
        }
        KeepAction::NameLoaded { name } => {
            if state.log.by().is_none() {
                state.log.set_by(&name);
            }
            Vec::new()
        }
        KeepAction::Saved { key } => {
            state.log.saved();
            state.keep.failed = None;
            if !state.keep.written.contains(&key) {
                state.keep.written.push(key);
            }
            Vec::new()
        }
        KeepAction::Failed { failure } => {
            // What was not written is tried again with the next decision.
            state.keep.sent.clear();
            state.keep.failed = Some(failure.clone());
            state.alerts.failure(failure);
            Vec::new()
        }
        KeepAction::Private { on } => kept::set_private(state, now, on),
        KeepAction::ForgetWanted { key } => forgetting::wanted(state, key),
        KeepAction::ForgetConfirmed => forgetting::confirmed(state),
    }
}
