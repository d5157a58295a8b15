//! The title that is shown of a thread. Where no file name gives one, it is made as it is made when a
//! chat is opened, but of what is shown: the last line that names the group and is not withheld, else
//! whoever has a message of which something is shown. So it tells nothing of records that are withheld.

use std::ops::Range;

use super::first::FirstAt;
use super::lookup::Wanted;
use super::marks::{By, Cut, Mark, cut_of, merged};
use super::occurrences::{Found, Spot};
use super::resolve::Draft;
use super::term::set::{Scratch, TermSet};
use super::who::Seat;
use super::{Part, Redactions, ThreadCuts, marks};
use crate::engine::case::{Case, ThreadId};
use crate::engine::parse;
use crate::engine::place::ByteSpan;
use crate::engine::thread::{Kind, ParticipantId, RecordId, Thread};

/// Stands in a text for whatever is withheld there.
const STAND_IN: char = '\u{fffc}';

/// A title that is made of what is shown.
#[derive(Debug)]
pub(super) struct MadeTitle {
    /// With a stand-in for each thing that is withheld.
    pub(super) text: String,
    /// The stand-ins, and what terms withhold of the text.
    pub(super) cuts: Vec<Cut>,
}

/// A text as it is shown: what is withheld of it is a stand-in.
#[derive(Default)]
struct Seen {
    text: String,
    /// What each stand-in stands for, and where it stands.
    marks: Vec<(usize, Mark)>,
}

impl Seen {
    fn of(text: &[u8], marks: Vec<Mark>) -> Seen {
        let mut seen = Seen::default();
        let lossy = |range| String::from_utf8_lossy(text.get(range).unwrap_or_default());
        let mut at = 0;
        for mark in marks {
            let (start, end) = (mark.span.start as usize, mark.span.end() as usize);
            seen.text.push_str(&lossy(at..start));
            seen.marks.push((seen.text.len(), mark));
            seen.text.push(STAND_IN);
            at = end;
        }
        seen.text.push_str(&lossy(at..text.len()));
        seen
    }

    fn part(self, range: Range<usize>) -> Seen {
        let marks = self.marks.into_iter();
        Seen {
            text: self.text.get(range.clone()).unwrap_or_default().to_owned(),
            marks: marks
                .filter(|(at, _)| range.contains(at))
                .map(|(at, mark)| (at - range.start, mark))
                .collect(),
        }
    }

    fn append(&mut self, other: Seen) {
        let offset = self.text.len();
        self.text.push_str(&other.text);
        let marks = other.marks.into_iter();
        self.marks
            .extend(marks.map(|(at, mark)| (at + offset, mark)));
    }
}

/// What is shown of the title: as it was made when the chat was opened, where nothing is withheld.
fn seen_title(thread: &Thread, cuts: &ThreadCuts) -> Seen {
    if !cuts.hides_messages() && cuts.bodies.is_empty() && cuts.names.is_empty() {
        return Seen::of(thread.title.as_bytes(), Vec::new());
    }
    group_name(thread, cuts).unwrap_or_else(|| voices(thread, cuts))
}

fn group_name(thread: &Thread, cuts: &ThreadCuts) -> Option<Seen> {
    (0..thread.n_records()).rev().map(RecordId).find_map(|id| {
        let is_notice = thread.record(id)?.kind == Kind::System;
        if !is_notice || cuts.is_whole(id) {
            return None;
        }
        let offset = thread.body_offset(id);
        let mut marks = merged(cuts.of_body(id));
        for mark in &mut marks {
            mark.span.start = mark.span.start.saturating_sub(offset);
        }
        let seen = Seen::of(thread.body(id), marks);
        let name = parse::group_name(&seen.text)?;
        Some(seen.part(name))
    })
}

fn voices(thread: &Thread, cuts: &ThreadCuts) -> Seen {
    let voices = cuts.voices(thread);
    let (n_named, more) = parse::of_voices(voices.len());
    let mut title = Seen::default();
    for who in voices.into_iter().take(n_named) {
        if !title.text.is_empty() {
            title.text.push_str(", ");
        }
        let name = thread.participants.get(who.0 as usize);
        let name = name.map_or("", |participant| &participant.name);
        let marks = cuts.names.get(&who).cloned().unwrap_or_default();
        title.append(Seen::of(name.as_bytes(), merged(marks)));
    }
    title.text.push_str(&more);
    title
}

impl ThreadCuts {
    fn hides_messages(&self) -> bool {
        !self.whole.is_empty() || !self.outside.is_empty()
    }

    /// Whoever has a message of which something is shown, in the order in which they are first shown
    /// as senders.
    fn voices(&self, thread: &Thread) -> Vec<ParticipantId> {
        let n = thread.participants.len();
        let (mut order, mut is_seen, mut speaks) = (Vec::new(), vec![false; n], vec![false; n]);
        for (number, record) in (0..).zip(&thread.records) {
            let id = RecordId(number);
            let Some(who) = record.participant.filter(|_| !self.gone.contains_key(&id)) else {
                continue;
            };
            if let Some(seen) = is_seen.get_mut(who.0 as usize)
                && !std::mem::replace(seen, true)
            {
                order.push(who);
            }
            if let Some(speaks) = speaks.get_mut(who.0 as usize)
                && !*speaks
            {
                *speaks = parse::is_voice(record) && !self.is_whole(id);
            }
        }
        order.retain(|who| speaks.get(who.0 as usize) == Some(&true));
        order
    }
}

impl Draft<'_> {
    /// Makes the titles that no file name gives, and looks for the terms in them.
    pub(super) fn make_titles(&mut self, wanted: &[Wanted], set: &TermSet) {
        for (at, number) in self.view.threads.iter().zip(0..) {
            let made = self.threads.get(number as usize);
            let made = made.filter(|_| at.title_is_made);
            if let Some(seen) = made.map(|cuts| seen_title(at.thread, cuts)) {
                self.make_title(ThreadId(number), seen, wanted, set);
            }
        }
    }

    fn make_title(&mut self, id: ThreadId, seen: Seen, wanted: &[Wanted], set: &TermSet) {
        let mut cuts = Vec::new();
        for (at, mark) in seen.marks {
            let span = ByteSpan {
                start: at as u32,
                len: STAND_IN.len_utf8() as u32,
            };
            let by = if mark.is_unsure {
                By::Unsure
            } else {
                By::Choice
            };
            cuts.extend(mark.decisions.iter().map(|one| cut_of(span, by, *one)));
        }
        let text = seen.text;
        set.each(&mut Scratch::new(), text.as_bytes(), &mut |term, hit| {
            let found = Found::Spot(Spot::Title(id, hit));
            let wanted = wanted.get(term).filter(|wanted| wanted.means(&found));
            cuts.extend(wanted.and_then(|wanted| {
                let (span, by) = wanted.name_in(text.as_bytes(), hit, Seat::Text)?;
                Some(cut_of(span, by, wanted.decision))
            }));
        });
        for cut in &cuts {
            self.count_in_title(id, *cut);
        }
        if let Some(of_thread) = self.threads.get_mut(id.0 as usize) {
            of_thread.made_title = Some(MadeTitle { text, cuts });
        }
    }

    /// Counts what is withheld of a title, and notes who is seen there.
    pub(super) fn count_in_title(&mut self, id: ThreadId, cut: Cut) {
        self.count(cut.decision, FirstAt::Title(id));
        if matches!(cut.by, By::Name | By::Choice) {
            self.see(cut.decision, FirstAt::Title(id), cut.span.start);
        }
    }
}

impl Redactions {
    pub(super) fn title_in(&self, opened: &Thread, thread: ThreadId) -> Vec<Part> {
        let cuts = self.cuts(thread);
        let (text, marks) = match cuts.and_then(|cuts| cuts.made_title.as_ref()) {
            Some(made) => (&made.text, self.marks(made.cuts.clone())),
            None => (&opened.title, self.title_spans(thread)),
        };
        self.parts(text.as_bytes(), self.joined(text.as_bytes(), marks))
    }

    /// The title that is shown, where nothing of it is withheld.
    pub fn bare_title(&self, case: &Case, thread: ThreadId) -> Option<String> {
        let parts = self.title(case, thread);
        let is_text = |part: &Part| matches!(part, Part::Text(_));
        parts.iter().all(is_text).then(|| marks::plain(&parts))
    }
}
