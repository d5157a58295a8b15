//! Why no clean copy can be made of a file.

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{wrong} at byte {at}")]
pub struct CleanError {
    /// Byte of the file, from 0, where the part begins that is wrong.
    pub at: u64,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// A part that is on no list.
    #[error("a part that is not known ({0:?})")]
    Unknown(String),
    /// The file ends inside a part.
    #[error("the file ends too early")]
    CutOff,
    /// There is more after the end.
    #[error("the file goes on after its end")]
    Behind,
    /// A part has a size or a form that it cannot have.
    #[error("a part that does not have the size or form it must have ({0})")]
    Form(&'static str),
    /// A checksum does not fit.
    #[error("a checksum that does not fit ({0})")]
    Checksum(&'static str),
    /// A part stands where it must not, or twice.
    #[error("a part in the wrong place ({0})")]
    Order(&'static str),
    /// A part is not there.
    #[error("a part that is missing ({0})")]
    Missing(&'static str),
    /// More pixels than are let through.
    #[error("a picture of {width} × {height} pixels, which is too large")]
    Pixels {
        /// As the file says.
        width: u32,
        /// As the file says.
        height: u32,
    },
    /// Larger or more than can be held.
    #[error("more than can be looked at ({0})")]
    TooMuch(&'static str),
    /// It moves, and the writer of its format only takes pictures that do not.
    #[error("a picture that moves")]
    Animated,
    /// Several streams in one file.
    #[error("several streams in one file")]
    Several,
    /// Needs a key, or bytes of another file.
    #[error("content that is protected or stands elsewhere ({0})")]
    Elsewhere(&'static str),
    /// It hides more than the usual run-in of what it holds.
    #[error("an edit list that hides part of the recording")]
    Hides,
}

impl Wrong {
    /// One word for a package. Says nothing of sizes and places.
    pub fn word(&self) -> &'static str {
        match self {
            Wrong::Unknown(_) => "unknown-part",
            Wrong::Behind => "data-after-end",
            Wrong::CutOff
            | Wrong::Form(_)
            | Wrong::Checksum(_)
            | Wrong::Order(_)
            | Wrong::Missing(_) => "damaged",
            Wrong::Pixels { .. } | Wrong::TooMuch(_) => "too-large",
            Wrong::Animated | Wrong::Several | Wrong::Elsewhere(_) | Wrong::Hides => "unsupported",
        }
    }
}
