//! R010, R011, R013: what lines of WhatsApp's own say of numbers, codes and companies.

use std::collections::BTreeMap;

use super::people::is_exporter;
use crate::engine::compliance::catalogue::{Code, Severity};
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::events::{EventKind, Who};
use crate::engine::compliance::ground::{Ground, ThreadGround, when};
use crate::engine::compliance::names::folded;
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::roster::{Person, Side};
use crate::engine::thread::RecordId;

/// Two changes of a security code within this make one of them matter. Units: seconds.
const CODES_WITHIN: i64 = 7 * 86_400;
/// A stranger or another number within this of a changed code makes it matter. Units: seconds.
const FOLLOWED_WITHIN: i64 = 86_400;

pub(super) fn check(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    let mut codes: BTreeMap<String, Vec<(RecordId, Option<i64>)>> = BTreeMap::new();
    for event in &thread.events {
        let voice = event.who.first().and_then(|who| thread.voice_named(who));
        let name = match event.who.first() {
            Some(Who::Named(name)) => name.clone(),
            Some(Who::Exporter) | None => "the phone's owner".to_owned(),
        };
        match event.kind {
            EventKind::NumberChanged => {
                let to = event.number.as_ref().map_or_else(
                    || "to one that the line does not name".to_owned(),
                    |number| format!("to +{number}"),
                );
                let why = format!(
                    "{name} changed the number {to} at {}",
                    when(thread, event.record),
                    name = quoted(name)
                );
                let mut draft = Draft::new(Code::R010, why).at(thread.id, event.record);
                if let Some(voice) = voice {
                    draft = draft.by(voice.id, voice.overall.person());
                }
                drafts.push(draft.number("line", event.rule));
            }
            EventKind::SecurityCodeChanged => {
                codes
                    .entry(name)
                    .or_default()
                    .push((event.record, thread.time(event.record)));
            }
            EventKind::BusinessNotice => business(ground, thread, event.record, drafts),
            _other => {}
        }
    }
    for (name, changes) in codes {
        security_codes(thread, &name, &changes, drafts);
    }
}

/// R011: one finding for each change; medium when two come within a week, or a stranger or a foreign
/// number follows within a day.
fn security_codes(
    thread: &ThreadGround,
    name: &str,
    changes: &[(RecordId, Option<i64>)],
    drafts: &mut Drafts,
) {
    for (number, (record, time)) in changes.iter().enumerate() {
        let near = changes.iter().enumerate().filter(|(other, (_, at))| {
            let apart = time.zip(*at).map(|(a, b)| (a - b).abs());
            *other != number && apart.is_some_and(|apart| apart <= CODES_WITHIN)
        });
        let n_near = near.count() + 1;
        let follows = time.and_then(|time| {
            let strangers = thread.voices.iter().filter(|voice| {
                voice.overall.person().is_none()
                    && voice.n_messages > 0
                    && !is_exporter(thread, voice)
            });
            let mut starts =
                strangers.filter_map(|voice| thread.time(voice.first?).map(|at| (at, voice)));
            let stranger = starts.find(|(at, _)| (0..=FOLLOWED_WITHIN).contains(&(at - time)));
            let own = drafts.list.iter().find(|draft| {
                let at = draft.places.first().and_then(|at| thread.time(at.record));
                draft.code == Code::R004
                    && draft.thread == Some(thread.id)
                    && at.is_some_and(|at| (0..=FOLLOWED_WITHIN).contains(&(at - time)))
            });
            match (stranger, own) {
                (Some((_, voice)), _) => Some(format!(
                    "{} wrote first within a day of it",
                    quoted(&voice.name)
                )),
                (None, Some(_)) => Some("another number was used within a day of it".to_owned()),
                (None, None) => None,
            }
        });
        let severity = if n_near > 1 || follows.is_some() {
            Severity::Medium
        } else {
            Severity::Info
        };
        let why = format!(
            "the security code of {name} changed at {}{}{}",
            when(thread, *record),
            if n_near > 1 {
                format!(", {n_near} times within 7 days")
            } else {
                String::new()
            },
            follows.map_or_else(String::new, |what| format!("; {what}")),
            name = quoted(name)
        );
        let voice = thread.voice_named(&Who::Named(name.to_owned()));
        let mut draft = Draft::new(Code::R011, why)
            .at(thread.id, *record)
            .severe(severity)
            .number("changes within 7 days", n_near);
        if let Some(voice) = voice {
            draft = draft.by(voice.id, voice.overall.person());
        }
        drafts.push(draft);
    }
}

fn business(ground: &Ground, thread: &ThreadGround, record: RecordId, drafts: &mut Drafts) {
    let title = folded(&thread.title);
    let is_company = |person: &Person| {
        let company = folded(&person.company);
        !company.is_empty() && title.contains(&company)
    };
    let by_voice = thread
        .voices
        .iter()
        .filter_map(|voice| voice.overall.person());
    let mut people = by_voice.filter_map(|place| ground.person(place));
    let is_known = people.any(|person| person.side != Side::Internal && !person.company.is_empty())
        || ground.roster.people.iter().any(is_company);
    if !is_known {
        let why = format!(
            "{} is a business account, and the roster has no company for it",
            quoted(&thread.title)
        );
        drafts.push(Draft::new(Code::R013, why).at(thread.id, record));
    }
}
