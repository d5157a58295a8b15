//! Who was in a thread: whoever wrote, and in a group whoever lines name as a member, silent or not.

use super::members::timeline;
use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::events::Who;
use crate::engine::compliance::ground::{Ground, ThreadGround, side_of, when};
use crate::engine::compliance::matching::Ways;
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::roster::Side;
use crate::engine::compliance::voice::Voice;
use crate::engine::thread::RecordId;

/// Somebody who was in.
pub(super) struct Inside<'g> {
    pub(super) name: String,
    /// The voice of who wrote.
    pub(super) voice: Option<&'g Voice>,
    pub(super) person: Option<usize>,
    /// The first message, or the line that names who never wrote.
    pub(super) at: RecordId,
}

impl Inside<'_> {
    pub(super) fn side(&self, ground: &Ground) -> Side {
        side_of(&ground.roster, self.person)
    }

    /// A finding about them.
    pub(super) fn finding(&self, thread: &ThreadGround, code: Code, why: String) -> Draft {
        let draft = Draft::new(code, why).at(thread.id, self.at);
        match self.voice {
            Some(voice) => draft.by(voice.id, self.person),
            None => {
                let mut draft = draft.about(thread.labels.key(&self.name));
                draft.person = self.person;
                draft
            }
        }
    }
}

/// Those who wrote first, then the silent ones. The phone that made the export is none of them while nobody
/// said whose it is.
pub(super) fn inside<'g>(ground: &Ground, thread: &'g ThreadGround) -> Vec<Inside<'g>> {
    let writing = thread.voices.iter().filter_map(|voice| {
        Some(Inside {
            name: voice.name.clone(),
            voice: Some(voice),
            person: voice.overall.person(),
            at: voice.first.filter(|_| voice.n_messages > 0)?,
        })
    });
    let mut all: Vec<Inside<'g>> = writing.collect();
    if thread.is_pair() {
        return all;
    }
    let members = timeline(ground, thread).members;
    all.extend(members.into_iter().filter_map(|member| {
        let voice = member.voice.and_then(|id| thread.voice(id));
        let first = member
            .stretches
            .iter()
            .find_map(|one| one.from.or(one.to))?;
        let is_silent = voice.is_none_or(|voice| voice.n_messages == 0);
        let is_phone = voice.is_none() && !is_named(thread, &member.name);
        if !is_silent || is_phone {
            return None;
        }
        let ways = Ways::of(&ground.roster, &member.name, &[], None);
        Some(Inside {
            person: ways.at(&ground.roster, thread.day(first)).person(),
            name: member.name,
            voice: None,
            at: first,
        })
    }));
    all
}

/// Whether lines name somebody so: the phone itself has no name.
fn is_named(thread: &ThreadGround, name: &str) -> bool {
    let mut all = thread
        .events
        .iter()
        .flat_map(|event| event.who.iter().chain(&event.actor));
    all.any(|who| matches!(who, Who::Named(of) if of == name))
}

/// R012: somebody of the roster who may not be here, and reads without writing.
pub(super) fn silent(ground: &Ground, thread: &ThreadGround, drafts: &mut Drafts) {
    for one in inside(ground, thread) {
        let person = one.person.and_then(|place| ground.person(place));
        let Some(person) = person.filter(|_| one.voice.is_none()) else {
            continue;
        };
        if person.may_speak_in(&thread.title) {
            continue;
        }
        let why = format!(
            "{} was in {}, as the line at {} says, and never wrote; authorised: {}",
            quoted(&person.full_name),
            quoted(&thread.title),
            when(thread, one.at),
            person.authorised.word()
        );
        drafts.push(one.finding(thread, Code::R012, why));
    }
}

/// Names of some, and whether all of them wrote.
pub(super) fn names(of: &[&Inside<'_>]) -> (String, bool) {
    let names: Vec<String> = of.iter().map(|one| quoted(&one.name)).collect();
    (names.join(", "), of.iter().all(|one| one.voice.is_some()))
}
