//! How exactly times are given.

use serde::{Deserialize, Serialize};

use crate::engine::time::CivilTime;

/// What is left of a time. From the most exact to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coarse {
    /// No seconds.
    Minute,
    /// The hour.
    Hour,
    /// The day.
    Day,
    /// Nothing but which of the days on which something was written, counted from 1.
    Period,
}

impl Coarse {
    /// All, from the most exact.
    pub const ALL: [Coarse; 4] = [Coarse::Minute, Coarse::Hour, Coarse::Day, Coarse::Period];

    /// As it stands in a decision.
    pub fn word(self) -> &'static str {
        match self {
            Coarse::Minute => "minute",
            Coarse::Hour => "hour",
            Coarse::Day => "day",
            Coarse::Period => "period",
        }
    }

    /// The inverse of [`Coarse::word`].
    pub fn from_word(word: &str) -> Option<Coarse> {
        Coarse::ALL.into_iter().find(|one| one.word() == word)
    }

    /// What is left of a time in the period `period`.
    pub fn of(self, at: &CivilTime, period: u32) -> String {
        let (day, hour) = (at.iso_date(), at.hour);
        match self {
            Coarse::Minute => format!("{day} {hour:02}:{:02}", at.minute),
            Coarse::Hour => format!("{day} {hour:02} h"),
            Coarse::Day => day,
            Coarse::Period => format!("period {period}"),
        }
    }
}
