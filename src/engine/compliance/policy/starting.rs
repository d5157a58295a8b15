//! Ready-made policies to start from: data, not advice.

/// A ready-made policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartingPolicy {
    /// Its key.
    pub id: &'static str,
    /// For people.
    pub title: &'static str,
    /// For whom it is.
    pub words: &'static str,
    /// The file.
    pub text: &'static str,
}

/// All of them.
pub const STARTING: [StartingPolicy; 3] = [
    StartingPolicy {
        id: "desk",
        title: "Trading desk",
        words: "a regulated desk: captured channels alone, hours, complaints, second person from high on",
        text: include_str!("starting/desk.json"),
    },
    StartingPolicy {
        id: "small-business",
        title: "Small business",
        words: "customers by WhatsApp: personal data, payment data, complaints, leavers",
        text: include_str!("starting/small-business.json"),
    },
    StartingPolicy {
        id: "public-body",
        title: "Public body",
        words: "official business is a record: no disappearing messages, no private channels",
        text: include_str!("starting/public-body.json"),
    },
];

/// The file of that key.
pub fn starting_policy(id: &str) -> Option<&'static StartingPolicy> {
    STARTING.iter().find(|one| one.id == id)
}
