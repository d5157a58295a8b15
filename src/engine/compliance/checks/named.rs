//! C015 and rules about who is in a thread: who is named, voted or wrote, and should not be there.

use std::collections::BTreeSet;

use super::inside::{Inside, inside};
use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::counting::n_of;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::events::Who;
use crate::engine::compliance::ground::{Ground, ThreadGround, when};
use crate::engine::compliance::names::folded;
use crate::engine::compliance::policy::RuleKind;
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::roster::Side;
use crate::engine::compliance::scan::in_thread;
use crate::engine::thread::{Kind, RecordId};

pub(super) fn check(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    mentions(thread, drafts);
    votes(thread, drafts);
    rules(ground, thread, drafts);
}

/// C015: mentions of somebody who never appears.
fn mentions(thread: &ThreadGround, drafts: &mut Drafts) {
    let mut known: BTreeSet<String> = thread
        .voices
        .iter()
        .map(|voice| folded(&voice.name))
        .collect();
    for event in &thread.events {
        let names = event.who.iter().chain(&event.actor);
        known.extend(names.filter_map(|who| match who {
            Who::Named(name) => Some(folded(name)),
            Who::Exporter => None,
        }));
    }
    let mut told: BTreeSet<String> = BTreeSet::new();
    for (id, name) in mentions_in(thread) {
        let key = folded(&name);
        if key.is_empty() || known.contains(&key) || !told.insert(key.clone()) {
            continue;
        }
        let why = format!(
            "{} is mentioned at {} and never appears in {}",
            quoted(&name),
            when(thread, id),
            quoted(&thread.title)
        );
        drafts.push(Draft::new(Code::C015, why).at(thread.id, id).about(key));
    }
}

/// Who is mentioned in a thread, as it is written.
pub(in crate::engine::compliance) fn mentioned(thread: &ThreadGround) -> BTreeSet<String> {
    mentions_in(thread)
        .into_iter()
        .map(|(_, name)| name)
        .collect()
}

/// Mentions in messages: they stand between two isolating marks.
fn mentions_in(thread: &ThreadGround) -> Vec<(RecordId, String)> {
    let finder = memchr::memmem::Finder::new("@\u{2068}");
    let mut found = Vec::new();
    for (number, record) in (0..).zip(&thread.thread.records) {
        if !thread.is_written(record) {
            continue;
        }
        let id = RecordId(number);
        let body = thread.thread.body(id);
        for at in finder.find_iter(body) {
            let rest = body.get(at + 4..).unwrap_or_default();
            let text = String::from_utf8_lossy(rest.get(..rest.len().min(400)).unwrap_or_default());
            if let Some((name, _)) = text.split_once('\u{2069}') {
                found.push((id, name.to_owned()));
            }
        }
    }
    found
}

/// C015: a poll with more votes than there are members.
fn votes(thread: &ThreadGround, drafts: &mut Drafts) {
    let n_known = thread.voices.len();
    for (number, record) in (0..).zip(&thread.thread.records) {
        if record.kind != Kind::Poll {
            continue;
        }
        let id = RecordId(number);
        let body = String::from_utf8_lossy(thread.thread.body(id)).into_owned();
        let most = body.lines().filter_map(n_votes).max().unwrap_or(0);
        if most > n_known {
            let why = format!(
                "an answer of the poll at {} has {}; {} known",
                when(thread, id),
                n_of(most as u64, "vote", "votes"),
                n_of(n_known as u64, "person is", "people are")
            );
            let draft = Draft::new(Code::C015, why).at(thread.id, id);
            drafts.push(draft.number("votes", most).number("known", n_known));
        }
    }
}

/// `OPTION: At noon (3 votes)`
fn n_votes(line: &str) -> Option<usize> {
    let inner = line.trim_end().strip_suffix(')')?.rsplit_once('(')?.1;
    let digits: String = inner.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Rules about who is in a thread.
fn rules(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    for (number, rule) in ground.policy.rules.iter().enumerate() {
        let RuleKind::Participant {
            allow,
            deny,
            max_external,
        } = &rule.kind
        else {
            continue;
        };
        if !rule.enabled || !in_thread(ground, thread, rule) {
            continue;
        }
        let all = inside(ground, thread);
        for one in &all {
            let person = one.person.and_then(|place| ground.person(place));
            let id = person.map_or("", |person| person.id.as_str());
            let is_barred = deny.iter().any(|one| one == id)
                || !allow.is_empty() && !allow.iter().any(|one| one == id);
            if is_barred {
                let why = format!(
                    "{} {} in {}, and the rule {} does not let them",
                    quoted(&one.name),
                    if one.voice.is_some() { "wrote" } else { "was" },
                    quoted(&thread.title),
                    quoted(&rule.title)
                );
                let draft = one.finding(thread, Code::R012, why);
                let mut draft = draft.severe(rule.severity);
                draft.rule = Some(number);
                drafts.push(draft);
            }
        }
        let outsiders: Vec<&Inside<'_>> = all
            .iter()
            .filter(|one| one.side(ground) != Side::Internal)
            .collect();
        if let (Some(most), Some(first)) = (max_external, outsiders.first())
            && outsiders.len() > *most as usize
        {
            let why = format!(
                "{} has {}; the rule {} allows {most}",
                quoted(&thread.title),
                n_of(outsiders.len() as u64, "outsider", "outsiders"),
                quoted(&rule.title)
            );
            let mut draft = Draft::new(Code::R015, why)
                .at(thread.id, first.at)
                .severe(rule.severity);
            draft.rule = Some(number);
            drafts.push(
                draft
                    .number("outsiders", outsiders.len())
                    .number("allowed", most),
            );
        }
    }
}
