//! The reasons for which something is withheld.

/// Why something is withheld. See [`REASONS`].
pub type ReasonCode = String;

/// A reason code with its title: `TPD` is "Personal data of somebody else".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// Short enough to stand in a mark.
    pub code: &'static str,
    /// For the legend and the choice.
    pub title: &'static str,
    /// Whether a note must say more.
    pub needs_note: bool,
}

/// The reasons a person can choose from, in the order in which they are offered.
pub const REASONS: [Reason; 15] = [
    reason("TPD", "Personal data of somebody else"),
    reason("SPD", "Health, belief, sex life, union, biometrics"),
    reason("CHD", "About a child"),
    reason("CON", "Contact details"),
    reason("FIN", "Account, card, wallet"),
    reason("IDN", "Government identifier"),
    reason("SEC", "Password, code, key"),
    reason("LPP", "Legal advice"),
    reason("LIT", "Prepared for litigation"),
    reason("COM", "Business secret"),
    reason("WIT", "Source, witness, safety"),
    reason("INV", "Would harm an investigation"),
    reason("STA", "Another law forbids it"),
    reason("IRR", "Outside the scope"),
    Reason {
        code: "OTH",
        title: "Other (say what in the note)",
        needs_note: true,
    },
];

const fn reason(code: &'static str, title: &'static str) -> Reason {
    Reason {
        code,
        title,
        needs_note: false,
    }
}
