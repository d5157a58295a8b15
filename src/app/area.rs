//! The areas of a case, one a tab.

use crate::say;

/// An area of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Area {
    /// The thread.
    #[default]
    Read,
    /// What is withheld.
    Redact,
    /// Who speaks.
    People,
    /// Tags, bookmarks, notes, exhibits.
    Case,
    /// What is odd.
    Findings,
    /// Who may speak, what is allowed, what is missing.
    Compliance,
    /// Files, links and places.
    Gallery,
    /// How a thread is spread over time.
    Timeline,
    /// What goes out.
    Package,
}

impl Area {
    /// All, in the order of the tabs.
    pub const ALL: [Area; 9] = [
        Area::Read,
        Area::Redact,
        Area::People,
        Area::Case,
        Area::Findings,
        Area::Compliance,
        Area::Gallery,
        Area::Timeline,
        Area::Package,
    ];

    /// The tab's name.
    pub fn name(self) -> &'static str {
        match self {
            Area::Read => say::read(),
            Area::Redact => say::redact(),
            Area::People => say::people(),
            Area::Case => say::case(),
            Area::Findings => say::findings(),
            Area::Compliance => say::compliance(),
            Area::Gallery => say::gallery(),
            Area::Timeline => say::timeline(),
            Area::Package => say::package(),
        }
    }

    /// The same for styles and ids, in every language.
    pub fn key(self) -> &'static str {
        match self {
            Area::Read => "read",
            Area::Redact => "redact",
            Area::People => "people",
            Area::Case => "case",
            Area::Findings => "findings",
            Area::Compliance => "compliance",
            Area::Gallery => "gallery",
            Area::Timeline => "timeline",
            Area::Package => "package",
        }
    }
}
