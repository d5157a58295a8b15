//! How sure a detector is, and why.

use std::fmt;

/// From this score on a hit is proposed.
pub const PROPOSE: u8 = 50;
/// From this score on a proposal is chosen beforehand.
pub const PRESELECT: u8 = 85;

/// What adds to a score or takes from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The shape alone.
    Shape,
    /// Written in the usual groups.
    Separators,
    /// A check digit or checksum holds.
    Check(&'static str),
    /// A check digit or checksum does not hold.
    Fails(&'static str),
    /// The rules of its form hold.
    Rule(&'static str),
    /// A word near it. Units: bytes between the two.
    Word {
        /// The word, folded.
        word: &'static str,
        /// How far away.
        far: u8,
        /// It stands before the hit.
        before: bool,
    },
    /// Something that speaks against it.
    Guard(&'static str),
}

/// One line of the account of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// What.
    pub why: Why,
    /// How much it adds.
    pub points: i8,
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.why {
            Why::Shape => write!(out, "shape"),
            Why::Separators => write!(out, "usual grouping"),
            Why::Check(name) => write!(out, "{name} holds"),
            Why::Fails(name) => write!(out, "{name} does not hold"),
            Why::Rule(name) | Why::Guard(name) => write!(out, "{name}"),
            Why::Word { word, far, before } => {
                let side = if before { "before" } else { "after" };
                write!(out, "word {word:?} {far} {side}")
            }
        }?;
        write!(out, " {:+}", self.points)
    }
}

/// Points with their account. Keeps at most six lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    points: i16,
    lines: [Option<Reason>; 6],
}

impl Score {
    /// The shape alone: 30.
    pub(super) fn shape() -> Score {
        Score {
            points: 0,
            lines: [None; 6],
        }
        .with(Why::Shape, 30)
    }

    /// The shape in its usual grouping: 45.
    pub(super) fn grouped() -> Score {
        Score::shape().with(Why::Separators, 15)
    }

    /// The shape, in its usual grouping when `is_grouped`.
    pub(super) fn shaped(is_grouped: bool) -> Score {
        if is_grouped {
            Score::grouped()
        } else {
            Score::shape()
        }
    }

    /// A checksum holds: 40 more.
    pub(super) fn checked(self, name: &'static str) -> Score {
        self.with(Why::Check(name), 40)
    }

    /// Rules of the form hold.
    pub(super) fn rule(self, name: &'static str, points: i8) -> Score {
        self.with(Why::Rule(name), points)
    }

    /// Something speaks against it.
    pub(super) fn guard(self, name: &'static str, points: i8) -> Score {
        self.with(Why::Guard(name), -points)
    }

    /// Adds a line.
    pub(super) fn with(mut self, why: Why, points: i8) -> Score {
        self.points += i16::from(points);
        if let Some(free) = self.lines.iter_mut().find(|line| line.is_none()) {
            *free = Some(Reason { why, points });
        }
        self
    }

    /// 0 to 100.
    pub fn points(&self) -> u8 {
        u8::try_from(self.points.clamp(0, 100)).unwrap_or(100)
    }

    /// The account.
    pub fn reasons(&self) -> impl Iterator<Item = Reason> {
        self.lines.iter().flatten().copied()
    }
}
