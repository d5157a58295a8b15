//! Which voices of two exports are one person, as far as what both say shows it.

use std::collections::BTreeMap;

use super::neutral::Neutral;
use crate::engine::compliance::ground::ThreadGround;
use crate::engine::compliance::names::folded;
use crate::engine::thread::ParticipantId;

/// So many texts make a second voice another one's: of a number that changed.
const SEEN: usize = 3;

/// Voices that are one, by how often the records tied so far are theirs; then those that are left and
/// have one name.
pub(super) fn voices(
    (one, a): (&ThreadGround, &[Neutral]),
    (other, b): (&ThreadGround, &[Neutral]),
    tied: &[(u32, u32)],
) -> Vec<(ParticipantId, ParticipantId)> {
    let mut counts: BTreeMap<(ParticipantId, ParticipantId), usize> = BTreeMap::new();
    for (one, other) in tied {
        let voices = a.get(*one as usize).and_then(|at| at.voice);
        let voices = voices.zip(b.get(*other as usize).and_then(|at| at.voice));
        if let Some(pair) = voices {
            *counts.entry(pair).or_default() += 1;
        }
    }
    let mut pairs: Vec<((ParticipantId, ParticipantId), usize)> = counts.into_iter().collect();
    pairs.sort_by_key(|(pair, n)| (std::cmp::Reverse(*n), *pair));
    let mut found: Vec<(ParticipantId, ParticipantId)> = Vec::new();
    for (pair, _) in &pairs {
        if !found.iter().any(|one| one.0 == pair.0 || one.1 == pair.1) {
            found.push(*pair);
        }
    }
    by_name(one, other, &mut found);
    by_turns(one, other, &pairs, &mut found);
    found.sort_unstable();
    found
}

/// Those whom no text ties, and who are called the same.
fn by_name(
    one: &ThreadGround,
    other: &ThreadGround,
    found: &mut Vec<(ParticipantId, ParticipantId)>,
) {
    for mine in &one.voices {
        let name = folded(&mine.name);
        let written = other.voices.iter().find(|one| one.name == mine.name);
        let theirs = written.or_else(|| {
            let mut alike = other.voices.iter();
            alike.find(|one| !name.is_empty() && folded(&one.name) == name)
        });
        let is_free = |pair: (ParticipantId, ParticipantId)| {
            !found.iter().any(|(a, b)| *a == pair.0 || *b == pair.1)
        };
        if let Some(pair) = theirs
            .map(|theirs| (mine.id, theirs.id))
            .filter(|pair| is_free(*pair))
        {
            found.push(pair);
        }
    }
}

/// Somebody whose number changed has two voices on a phone that does not know it: one after the other.
fn by_turns(
    one: &ThreadGround,
    other: &ThreadGround,
    pairs: &[((ParticipantId, ParticipantId), usize)],
    found: &mut Vec<(ParticipantId, ParticipantId)>,
) {
    let apart = |thread: &ThreadGround, a: ParticipantId, b: ParticipantId| {
        let life = |id| {
            thread
                .voice(id)
                .and_then(|voice| voice.first.zip(voice.last))
        };
        let lives = life(a).zip(life(b));
        lives.is_some_and(|(a, b)| a.1 < b.0 || b.1 < a.0)
    };
    for (pair, n) in pairs {
        let partner_of_a = found.iter().find(|(a, _)| *a == pair.0).map(|(_, b)| *b);
        let partner_of_b = found.iter().find(|(_, b)| *b == pair.1).map(|(a, _)| *a);
        let is_second = match (partner_of_a, partner_of_b) {
            (Some(theirs), None) => apart(other, theirs, pair.1),
            (None, Some(mine)) => apart(one, mine, pair.0),
            _both_or_none => false,
        };
        if *n >= SEEN && is_second {
            found.push(*pair);
        }
    }
}
