//! Many places in one decision, each in a few characters: whoever accepts all of a kind makes one
//! decision of thousands of places.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::SpanPlace;
use crate::engine::place::{ByteSpan, EntryId, MessagePlace, SourceId};

/// Bytes of a message, without the chat text it stands in.
///
/// In the file: first byte and length of the message, start and length of the span, as [`SpanPlace`]
/// counts them, with single spaces between: `4711 120 38 13`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// First byte of the message.
    pub byte_start: u64,
    /// Its length.
    pub byte_len: u64,
    /// The bytes in it.
    pub span: ByteSpan,
}

/// Places in one chat text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSpots {
    /// The archive.
    pub source: SourceId,
    /// The chat text in it.
    pub entry: EntryId,
    /// In file order.
    pub spots: Vec<Spot>,
}

/// Neighbouring messages of a chat text. In the file: first byte and length, a space between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// First byte of the first message.
    pub byte_start: u64,
    /// To the last byte of the last one.
    pub byte_len: u64,
}

/// Messages of one chat text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextRuns {
    /// The archive.
    pub source: SourceId,
    /// The chat text in it.
    pub entry: EntryId,
    /// In file order, not touching.
    pub runs: Vec<Run>,
}

impl TextRuns {
    /// The runs as places.
    pub fn places(&self) -> impl Iterator<Item = MessagePlace> {
        self.runs.iter().map(|run| MessagePlace {
            source: self.source.clone(),
            entry: self.entry,
            byte_start: run.byte_start,
            byte_len: run.byte_len,
        })
    }
}

/// A place that is in no message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameSpot {
    /// The title of a thread.
    Title {
        /// The archive.
        source: SourceId,
        /// The thread's chat text.
        entry: EntryId,
        /// Counted from the start of the title.
        span: ByteSpan,
    },
    /// The name of a participant.
    Name {
        /// Any message of theirs.
        target: MessagePlace,
        /// Counted from the start of the name.
        span: ByteSpan,
    },
    /// The name of a file, without folders.
    FileName {
        /// The archive.
        source: SourceId,
        /// The entry.
        entry: EntryId,
        /// Counted from the start of the name.
        span: ByteSpan,
    },
}

impl TextSpots {
    /// The places as other decisions name them.
    pub fn places(&self) -> impl Iterator<Item = SpanPlace> {
        self.spots.iter().map(|spot| SpanPlace {
            target: MessagePlace {
                source: self.source.clone(),
                entry: self.entry,
                byte_start: spot.byte_start,
                byte_len: spot.byte_len,
            },
            span: spot.span,
        })
    }

    /// Places, those of one chat text together, in the order in which the texts first come.
    pub fn grouped(places: impl IntoIterator<Item = SpanPlace>) -> Vec<TextSpots> {
        let mut texts: Vec<TextSpots> = Vec::new();
        for SpanPlace { target, span } in places {
            let spot = Spot {
                byte_start: target.byte_start,
                byte_len: target.byte_len,
                span,
            };
            let same =
                |text: &&mut TextSpots| text.source == target.source && text.entry == target.entry;
            match texts.iter_mut().find(same) {
                Some(text) => text.spots.push(spot),
                None => texts.push(TextSpots {
                    source: target.source,
                    entry: target.entry,
                    spots: vec![spot],
                }),
            }
        }
        texts
    }
}

impl NameSpot {
    /// The source it names.
    pub fn source_mut(&mut self) -> &mut SourceId {
        match self {
            NameSpot::Title { source, .. } | NameSpot::FileName { source, .. } => source,
            NameSpot::Name { target, .. } => &mut target.source,
        }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ByteSpan { start, len } = self.span;
        write!(out, "{} {} {start} {len}", self.byte_start, self.byte_len)
    }
}

impl fmt::Display for Run {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.byte_start, self.byte_len)
    }
}

/// A text that is no place.
#[derive(Debug, thiserror::Error)]
#[error("{found:?} is no place, expected {expected}")]
pub struct NotASpot {
    found: String,
    expected: &'static str,
}

fn not_a_spot(text: &str, expected: &'static str) -> NotASpot {
    NotASpot {
        found: text.chars().take(80).collect(),
        expected,
    }
}

impl FromStr for Run {
    type Err = NotASpot;

    fn from_str(text: &str) -> Result<Run, NotASpot> {
        let read = || {
            let (byte_start, byte_len) = text.split_once(' ')?;
            let run = Run {
                byte_start: byte_start.parse().ok()?,
                byte_len: byte_len.parse().ok()?,
            };
            // As it would be written: no sign, no leading zero.
            (run.to_string() == text).then_some(run)
        };
        read().ok_or_else(|| not_a_spot(text, "two numbers such as \"2048 970\""))
    }
}

impl FromStr for Spot {
    type Err = NotASpot;

    fn from_str(text: &str) -> Result<Spot, NotASpot> {
        let read = || {
            let mut numbers = text.split(' ');
            let spot = Spot {
                byte_start: numbers.next()?.parse().ok()?,
                byte_len: numbers.next()?.parse().ok()?,
                span: ByteSpan {
                    start: numbers.next()?.parse().ok()?,
                    len: numbers.next()?.parse().ok()?,
                },
            };
            numbers.next().is_none().then_some(spot)
        };
        read().ok_or_else(|| not_a_spot(text, "four numbers such as \"4711 120 38 13\""))
    }
}

impl Serialize for Spot {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Spot {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Spot, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

impl Serialize for Run {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Run {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Run, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_is_four_numbers() {
        let spot: Spot = "4711 120 38 13".parse().unwrap();
        assert_eq!(spot.byte_start, 4711);
        assert_eq!(spot.span, ByteSpan { start: 38, len: 13 });
        assert_eq!(spot.to_string(), "4711 120 38 13");
        for wrong in [
            "",
            "1 2 3",
            "1 2 3 4 5",
            "1  2 3 4",
            "-1 2 3 4",
            "1 2 3 99999999999",
            "a b c d",
        ] {
            assert!(wrong.parse::<Spot>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_run_is_two_numbers() {
        let run: Run = "2048 970".parse().unwrap();
        assert_eq!((run.byte_start, run.byte_len), (2048, 970));
        assert_eq!(run.to_string(), "2048 970");
        for wrong in ["", "1", "1 2 3", "1  2", "+1 2", "01 2", "a b"] {
            assert!(wrong.parse::<Run>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn places_of_one_text_stand_together() {
        let place = |source: &str, byte_start| SpanPlace {
            target: MessagePlace {
                source: SourceId(source.to_owned()),
                entry: EntryId(0),
                byte_start,
                byte_len: 20,
            },
            span: ByteSpan { start: 12, len: 3 },
        };
        let places = [place("aa", 0), place("bb", 0), place("aa", 20)];
        let texts = TextSpots::grouped(places.clone());
        assert_eq!(texts.len(), 2);
        let back: Vec<SpanPlace> = texts.iter().flat_map(TextSpots::places).collect();
        assert_eq!(
            back,
            [places[0].clone(), places[2].clone(), places[1].clone()]
        );
    }
}
