//! R003 and R016 over the whole roster: one number for two people, one person under two names.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::compliance::catalogue::Code;
use crate::engine::compliance::draft::{Draft, Drafts};
use crate::engine::compliance::ground::{Ground, ThreadGround};
use crate::engine::compliance::quoting::quoted;
use crate::engine::compliance::roster::shared_numbers;
use crate::engine::compliance::voice::{Voice, VoicePart};
use crate::engine::thread::ParticipantId;

/// R003: a number that two people of the roster have at one time.
pub(super) fn shared(ground: &Ground, drafts: &mut Drafts) {
    for (number, one, other) in shared_numbers(&ground.roster) {
        let (Some(first), Some(second)) = (ground.person(other), ground.person(one)) else {
            continue;
        };
        let why = format!(
            "{} and {} have the number +{number} in the roster at one time: whoever writes from it cannot be told apart",
            quoted(&first.full_name),
            quoted(&second.full_name)
        );
        let about = format!("{number}/{}/{}", first.id, second.id);
        let mut draft = Draft::new(Code::R003, why).about(about);
        draft.person = Some(one);
        drafts.push(
            draft
                .number("number", format!("+{number}"))
                .number("people", 2),
        );
    }
}

/// R016: one person under two names of one thread at the same time.
pub(super) fn voices(ground: &Ground, drafts: &mut Drafts) {
    for thread in &ground.threads {
        let mut by_person: BTreeMap<usize, Vec<(&Voice, &VoicePart)>> = BTreeMap::new();
        for voice in &thread.voices {
            for part in &voice.parts {
                if let Some(person) = part.found.person() {
                    by_person.entry(person).or_default().push((voice, part));
                }
            }
        }
        for (place, voices) in by_person {
            both_at_once(ground, thread, place, &voices, drafts);
        }
    }
}

/// All pairs of the voices of a person: two of three may be the ones that speak at the same time.
fn both_at_once(
    ground: &Ground,
    thread: &ThreadGround,
    place: usize,
    voices: &[(&Voice, &VoicePart)],
    drafts: &mut Drafts,
) {
    let Some(person) = ground.person(place) else {
        return;
    };
    let days = |part: &VoicePart| thread.day(part.first).zip(thread.day(part.last));
    let mut told: BTreeSet<(ParticipantId, ParticipantId)> = BTreeSet::new();
    for (number, (one, mine)) in voices.iter().enumerate() {
        for (other, theirs) in voices.iter().skip(number + 1) {
            let overlap = days(mine)
                .zip(days(theirs))
                .filter(|(a, b)| a.0 <= b.1 && b.0 <= a.1);
            let Some((a, b)) = overlap.filter(|_| one.id != other.id) else {
                continue;
            };
            let pair = (one.id.min(other.id), one.id.max(other.id));
            let is_first = told.is_empty();
            if !told.insert(pair) {
                continue;
            }
            let (from, to) = (a.0.max(b.0), a.1.min(b.1));
            let why = format!(
                "{} speaks as {} and as {} between {from} and {to}",
                quoted(&person.full_name),
                quoted(&one.name),
                quoted(&other.name)
            );
            let about = match is_first {
                true => person.id.clone(),
                false => format!("{}/{}/{}", person.id, one.name, other.name),
            };
            let draft = Draft::new(Code::R016, why)
                .by(one.id, Some(place))
                .about(about)
                .at(thread.id, mine.first)
                .at(thread.id, theirs.first);
            drafts.push(draft.number("from", from).number("to", to));
        }
    }
}
