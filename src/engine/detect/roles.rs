//! What words of a text lead to.

use super::catalogue::Detector;
use super::lexicon::Meaning;

/// What a word leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// `password`, `pwd`, …
    Password,
    /// `Dr`, `Frau`, …
    Title,
    /// `my name is`, …
    Intro,
    /// `Road`, `calle`, …
    Street,
    /// `straße` and others that end a word.
    StreetEnd,
    /// `one`, `double`, …
    Digit,
    /// `dot` in a spelled address.
    Dot,
    /// `version`, …
    Version,
    /// Start of a known access key: its line in the table.
    KeyStart(u32),
    /// Begin line of a private key.
    KeyBlock,
    /// A part of a name of the case: its number in the roster.
    Name(u32),
    /// A term of the case: its number.
    Own(u32),
}

impl Role {
    pub(super) fn from_word(word: &str) -> Option<Role> {
        Some(match word {
            "password" => Role::Password,
            "title" => Role::Title,
            "intro" => Role::Intro,
            "street" => Role::Street,
            "suffix" => Role::StreetEnd,
            "digit" => Role::Digit,
            "dot" => Role::Dot,
            "version" => Role::Version,
            _other => return None,
        })
    }

    pub(super) fn needs_left_edge(self) -> bool {
        !matches!(self, Role::StreetEnd | Role::KeyBlock | Role::Own(_))
    }

    pub(super) fn needs_right_edge(self) -> bool {
        !matches!(
            self,
            Role::KeyStart(_) | Role::KeyBlock | Role::Name(_) | Role::Own(_)
        )
    }
}

/// What the words of a text lead to: a bit for each kind of role, and one for each detector to whose
/// score a word adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Leads(u128);

impl Leads {
    /// A name of the case.
    pub(super) const NAME: Leads = Leads(1 << 100);
    /// A title or an introduction.
    pub(super) const PERSON: Leads = Leads(1 << 101);
    /// A password, a key.
    pub(super) const SECRET: Leads = Leads(1 << 102);
    /// A street.
    pub(super) const STREET: Leads = Leads(1 << 103);
    /// A digit in letters.
    pub(super) const DIGIT: Leads = Leads(1 << 104);
    /// `dot` in letters.
    pub(super) const DOT: Leads = Leads(1 << 105);
    /// A term of the case.
    pub(super) const OWN: Leads = Leads(1 << 106);

    pub(super) fn of(meaning: &Meaning) -> Leads {
        let leads = meaning.roles.iter().fold(Leads(0), |all, role| match role {
            Role::Password | Role::KeyStart(_) | Role::KeyBlock => all.with(Leads::SECRET),
            Role::Title | Role::Intro => all.with(Leads::PERSON),
            Role::Street | Role::StreetEnd => all.with(Leads::STREET),
            Role::Digit => all.with(Leads::DIGIT),
            Role::Dot => all.with(Leads::DOT),
            Role::Name(_) => all.with(Leads::NAME),
            Role::Own(_) => all.with(Leads::OWN),
            // Looked for where an address of a machine stands.
            Role::Version => all,
        });
        let contexts = meaning.contexts.iter();
        contexts.fold(leads, |all, context| all.with(Leads::to(context.detector)))
    }

    /// A word that adds to the score of this detector.
    pub(super) fn to(detector: Detector) -> Leads {
        Leads(1 << detector as u8)
    }

    pub(super) fn with(self, other: Leads) -> Leads {
        Leads(self.0 | other.0)
    }

    /// Whether any word leads there.
    pub(super) fn any(self, of: Leads) -> bool {
        self.0 & of.0 != 0
    }
}
