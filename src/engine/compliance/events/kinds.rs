//! What lines of WhatsApp's own are about.

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::engine::compliance) enum EventKind {
    Encrypted,
    SecurityCodeChanged,
    NumberChanged,
    GroupCreated,
    AddedYou,
    Added,
    Removed,
    Left,
    JoinedByLink,
    JoinedCommunity,
    Joined,
    AdminOn,
    AdminOff,
    Subject,
    Icon,
    Description,
    Settings,
    DisappearingOn,
    DisappearingOff,
    DisappearingTimer,
    PrivacyOn,
    PrivacyOff,
    Pinned,
    Kept,
    Blocked,
    Unblocked,
    BusinessNotice,
    Contact,
    Meta,
    /// In words that are not in the table.
    Other,
}

/// The kinds by the words of the table and of policies.
const KINDS: [(&str, EventKind); 29] = [
    ("Encrypted", EventKind::Encrypted),
    ("SecurityCodeChanged", EventKind::SecurityCodeChanged),
    ("NumberChanged", EventKind::NumberChanged),
    ("GroupCreated", EventKind::GroupCreated),
    ("AddedYou", EventKind::AddedYou),
    ("Added", EventKind::Added),
    ("Removed", EventKind::Removed),
    ("Left", EventKind::Left),
    ("JoinedByLink", EventKind::JoinedByLink),
    ("JoinedCommunity", EventKind::JoinedCommunity),
    ("Joined", EventKind::Joined),
    ("AdminOn", EventKind::AdminOn),
    ("AdminOff", EventKind::AdminOff),
    ("Subject", EventKind::Subject),
    ("Icon", EventKind::Icon),
    ("Description", EventKind::Description),
    ("Settings", EventKind::Settings),
    ("DisappearingOn", EventKind::DisappearingOn),
    ("DisappearingOff", EventKind::DisappearingOff),
    ("DisappearingTimer", EventKind::DisappearingTimer),
    ("PrivacyOn", EventKind::PrivacyOn),
    ("PrivacyOff", EventKind::PrivacyOff),
    ("Pinned", EventKind::Pinned),
    ("Kept", EventKind::Kept),
    ("Blocked", EventKind::Blocked),
    ("Unblocked", EventKind::Unblocked),
    ("BusinessNotice", EventKind::BusinessNotice),
    ("Contact", EventKind::Contact),
    ("Meta", EventKind::Meta),
];

impl EventKind {
    /// The kind of that word.
    pub(in crate::engine::compliance) fn from_word(word: &str) -> Option<EventKind> {
        KINDS
            .iter()
            .find(|(of, _)| *of == word)
            .map(|(_, kind)| *kind)
    }

    /// Its word.
    pub(in crate::engine::compliance) fn word(self) -> &'static str {
        KINDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("Other", |(word, _)| *word)
    }

    /// Whether it shows where a thread begins.
    pub(in crate::engine::compliance) fn begins_thread(self) -> bool {
        matches!(
            self,
            EventKind::Encrypted | EventKind::GroupCreated | EventKind::AddedYou
        )
    }

    pub(in crate::engine::compliance) fn brings_in(self) -> bool {
        matches!(
            self,
            EventKind::Added
                | EventKind::AddedYou
                | EventKind::JoinedByLink
                | EventKind::JoinedCommunity
                | EventKind::Joined
        )
    }

    /// Whether only groups have such a line.
    pub(in crate::engine::compliance) fn is_of_group(self) -> bool {
        self.brings_in()
            || self.takes_out()
            || matches!(
                self,
                EventKind::GroupCreated
                    | EventKind::Subject
                    | EventKind::Icon
                    | EventKind::Description
                    | EventKind::Settings
                    | EventKind::AdminOn
                    | EventKind::AdminOff
            )
    }

    pub(in crate::engine::compliance) fn takes_out(self) -> bool {
        matches!(self, EventKind::Removed | EventKind::Left)
    }
}
