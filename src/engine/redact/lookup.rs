//! What is looked for, and the finding of it in text that is none of a thread's: a name inside a file.
//! Terms and names are found there as they are found anywhere.

use std::collections::BTreeSet;

use super::marks::{By, Cut, cut_of};
use super::occurrences::{Found, Spot};
use super::term::set::{Scratch, TermSet};
use super::view::FileKey;
use super::who::{Seat, Who};
use super::{Part, Redactions};
use crate::engine::case::ThreadId;
use crate::engine::decision::Keep;
use crate::engine::place::ByteSpan;
use crate::engine::thread::RecordId;

/// Threads, and the source that they belong to.
pub(super) type Here = (BTreeSet<ThreadId>, u32);

/// A term to look for, and for which decision.
pub(super) struct Wanted {
    pub(super) decision: u32,
    /// Hits that a person took out of a `Value`.
    pub(super) except: BTreeSet<(ThreadId, RecordId, ByteSpan)>,
    /// For an `Attachment`: its own file, whose name does not count as another place.
    pub(super) own: Option<BTreeSet<FileKey>>,
    /// What its hits are.
    pub(super) by: By,
    /// What of a hit stays readable.
    pub(super) keep: Keep,
    /// For a part of a participant's name: the threads and the source in which it means them.
    pub(super) here: Option<Here>,
    /// For a participant's name: whom else it may mean.
    pub(super) who: Option<Who>,
}

impl Wanted {
    /// Whether it may mean what stands in a file of that source.
    pub(super) fn may_be_in(&self, source: usize) -> bool {
        let here = self.here.as_ref();
        here.is_none_or(|(_, of)| *of as usize == source)
    }

    /// What goes of a hit in `text`.
    pub(super) fn gone(&self, text: &[u8], hit: ByteSpan) -> ByteSpan {
        let (start, end) = (hit.start as usize, hit.end() as usize);
        let found = text.get(start..end).map(std::str::from_utf8);
        let Some(Ok(found)) = found.filter(|_| !self.keep.is_nothing()) else {
            return hit;
        };
        let behind = text.get(end..).unwrap_or_default().utf8_chunks().next();
        let gone = self
            .keep
            .gone(found, behind.map_or("", |chunk| chunk.valid()));
        ByteSpan {
            start: hit.start + gone.start as u32,
            len: gone.len() as u32,
        }
    }

    /// Whether the term means what it is looked for here.
    pub(super) fn means(&self, found: &Found) -> bool {
        let Some((threads, source)) = &self.here else {
            return true;
        };
        match found {
            Found::Spot(Spot::Title(id, _) | Spot::Name(id, _, _) | Spot::Body(id, _, _))
            | Found::WrittenName(id, _) => threads.contains(id),
            Found::Spot(Spot::EntryName(of, _)) => of == source,
        }
    }
}

/// What is looked for everywhere.
pub(super) struct Lookup {
    wanted: Vec<Wanted>,
    set: TermSet,
}

impl Lookup {
    /// `set` numbers its terms as `wanted` stands.
    pub(super) fn new(wanted: Vec<Wanted>, set: TermSet) -> Lookup {
        Lookup { wanted, set }
    }

    /// The same with other numbers of decisions.
    pub(super) fn renumbered(mut self, number: &dyn Fn(u32) -> u32) -> Lookup {
        for wanted in &mut self.wanted {
            wanted.decision = number(wanted.decision);
        }
        self
    }
}

impl Redactions {
    /// What may be shown of a text inside a file of source `source`, from 0. A part of somebody's name
    /// counts wherever they speak in that source, since the text does not say which thread it means.
    pub fn text(&self, source: usize, text: &str) -> Vec<Part> {
        let Some(lookup) = &self.lookup else {
            return vec![Part::Text(text.to_owned())];
        };
        let mut cuts: Vec<Cut> = Vec::new();
        lookup
            .set
            .each(&mut Scratch::new(), text.as_bytes(), &mut |term, span| {
                if let Some(wanted) = lookup.wanted.get(term)
                    && wanted.may_be_in(source)
                {
                    let found = wanted.name_in(text.as_bytes(), span, Seat::Text);
                    cuts.extend(found.map(|(span, by)| cut_of(span, by, wanted.decision)));
                }
            });
        let marks = self.joined(text.as_bytes(), self.marks(cuts));
        self.parts(text.as_bytes(), marks)
    }
}
