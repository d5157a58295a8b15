//! Who is named before the first colon of each record, gathered while the text is read.
//!
//! Names are labels: two that differ in one byte are two. What they come to is settled in
//! [`super::senders`].

use std::collections::BTreeMap;

use super::colon_names::Watch;
use super::cursor::{marks_len, trailing_marks_len};
use super::lines::sender_len;
use crate::engine::thread::{ParticipantId, Record};

/// A name as it stands before the first colon of some records.
pub(super) struct Name<'t> {
    pub(super) text: &'t [u8],
    pub(super) n_records: u32,
    pub(super) first_record: u32,
    pub(super) watch: Watch,
}

/// The part of a record from its sender on, and the name without its marks.
pub(super) fn after_stamp<'t>(text: &'t [u8], record: &Record) -> &'t [u8] {
    text.get((record.start + record.stamp_len) as usize..)
        .unwrap_or_default()
}

fn name_in<'t>(text: &'t [u8], record: &Record) -> Option<&'t [u8]> {
    if record.sender_len == 0 {
        return None;
    }
    let part = after_stamp(text, record).get(..record.sender_len as usize)?;
    let name = part.get(marks_len(part)..memchr::memrchr(b':', part)?)?;
    name.get(..name.len() - trailing_marks_len(name))
}

/// How many names are kept at hand.
const AT_HAND: usize = 16;

/// The bytes from a sender's first to the space behind its colon, and the number of the name.
#[derive(Clone, Copy)]
struct Spoken<'t> {
    /// The first eight bytes, and which of them count.
    head: u64,
    mask: u64,
    sender: &'t [u8],
    number: u32,
}

/// Numbers names in order of first appearance.
struct Interner<'t> {
    by_text: BTreeMap<&'t [u8], u32>,
    /// The last few, since people take turns.
    at_hand: Vec<Spoken<'t>>,
    next: usize,
}

fn head_of(bytes: &[u8]) -> u64 {
    let mut head = [0; 8];
    for (to, from) in head.iter_mut().zip(bytes) {
        *to = *from;
    }
    u64::from_le_bytes(head)
}

impl<'t> Interner<'t> {
    fn new() -> Interner<'t> {
        Interner {
            by_text: BTreeMap::new(),
            at_hand: Vec::new(),
            next: 0,
        }
    }

    /// The sender at the start of `rest`, when it is one at hand.
    #[inline]
    fn at_hand(&self, rest: &[u8]) -> Option<(usize, u32)> {
        let head = u64::from_le_bytes(*rest.first_chunk()?);
        self.at_hand
            .iter()
            .find(|known| head & known.mask == known.head && rest.starts_with(known.sender))
            .map(|known| (known.sender.len(), known.number))
    }

    fn number(&mut self, name: &'t [u8], sender: &'t [u8]) -> u32 {
        let fresh = self.by_text.len() as u32;
        let number = *self.by_text.entry(name).or_insert(fresh);
        // Only a plain space shows that the colon ends the name, whatever comes behind.
        if sender.ends_with(b": ") {
            let mask = head_of(&[0xFF].repeat(sender.len()));
            let spoken = Spoken {
                head: head_of(sender),
                mask,
                sender,
                number,
            };
            match self.at_hand.get_mut(self.next) {
                Some(slot) => *slot = spoken,
                None => self.at_hand.push(spoken),
            }
            self.next = (self.next + 1) % AT_HAND;
        }
        number
    }
}

/// Names in order of first appearance.
pub(super) struct Voices<'t> {
    list: Vec<Name<'t>>,
    interner: Interner<'t>,
}

impl<'t> Voices<'t> {
    pub(super) fn new() -> Voices<'t> {
        Voices {
            list: Vec::new(),
            interner: Interner::new(),
        }
    }

    /// Finds out who is named by the record of that number, and writes the name's number and the
    /// sender's length into it. `rest` is the line from the sender on.
    #[inline]
    pub(super) fn find(&mut self, text: &'t [u8], rest: &'t [u8], index: u32, record: &mut Record) {
        if let Some((len, number)) = self.interner.at_hand(rest) {
            record.sender_len = len as u32;
            self.count(number, text, record);
        } else {
            record.sender_len = sender_len(rest) as u32;
            self.see(text, index, record);
        }
    }

    /// Sees who is named by the record of that number, and writes the name's number into it.
    fn see(&mut self, text: &'t [u8], index: u32, record: &mut Record) {
        record.participant = None;
        let Some(name) = name_in(text, record) else {
            return;
        };
        let sender = after_stamp(text, record).get(..record.sender_len as usize);
        let number = self.interner.number(name, sender.unwrap_or_default());
        if number as usize == self.list.len() {
            self.list.push(Name {
                text: name,
                n_records: 0,
                first_record: index,
                watch: Watch::default(),
            });
        }
        self.count(number, text, record);
    }

    #[inline]
    fn count(&mut self, number: u32, text: &[u8], record: &mut Record) {
        record.participant = Some(ParticipantId(number));
        if let Some(known) = self.list.get_mut(number as usize) {
            known.n_records += 1;
            if known.watch.is_alive() {
                let start = (record.start + record.stamp_len + record.sender_len) as usize;
                known.watch.see(text, start);
            }
        }
    }

    /// The names, where as many records now stand before the first one as `n_before` says.
    pub(super) fn into_list(mut self, n_before: u32) -> Vec<Name<'t>> {
        for name in &mut self.list {
            name.first_record += n_before;
        }
        self.list
    }
}

/// All names, and in each record's `participant` the number of its name.
pub(super) fn collect<'t>(text: &'t [u8], records: &mut [Record]) -> Vec<Name<'t>> {
    let mut voices = Voices::new();
    for (index, record) in records.iter_mut().enumerate() {
        voices.see(text, index as u32, record);
    }
    voices.list
}
