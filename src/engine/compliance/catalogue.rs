//! The codes there are: what each is called, how much it matters unless a policy says otherwise, how
//! sure it is, and what a person can do about it.

use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Look at it when there is time.
    Low,
    /// Look at it.
    Medium,
    /// Look at it first.
    High,
}

impl Severity {
    /// All, the gravest first.
    pub const ALL: [Severity; 4] = [
        Severity::High,
        Severity::Medium,
        Severity::Low,
        Severity::Info,
    ];

    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
        }
    }

    /// The severity of that word.
    pub fn from_word(word: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|one| one.word() == word)
    }

    /// One step less.
    pub fn lower(self) -> Severity {
        match self {
            Severity::High => Severity::Medium,
            Severity::Medium => Severity::Low,
            Severity::Low | Severity::Info => Severity::Info,
        }
    }
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A hint.
    Weak,
    /// Other explanations exist.
    Likely,
    /// The export itself shows it.
    Certain,
}

impl Confidence {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Weak => "weak",
            Confidence::Likely => "likely",
            Confidence::Certain => "certain",
        }
    }
}

struct Row {
    id: &'static str,
    severity: Severity,
    confidence: Confidence,
    title: &'static str,
    help: &'static str,
}

macro_rules! codes {
    ($($id:ident $severity:ident $confidence:ident $title:literal $help:literal)*) => {
        /// A kind of finding. Stable: reports and outcomes name it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $title] $id,)*
        }

        impl Code {
            /// All, in the order of the list.
            pub const ALL: &'static [Code] = &[$(Code::$id,)*];

            const ROWS: &'static [Row] = &[$(Row {
                id: stringify!($id),
                severity: Severity::$severity,
                confidence: Confidence::$confidence,
                title: $title,
                help: $help,
            },)*];
        }
    };
}

codes! {
    R001 Medium Certain "Writes and is not in the roster" "Find out who it is; add the person to the roster, or ask why they are here"
    R002 High Certain "Writes outside the dates of the roster" "Ask who uses the account, and whether the thread went on without the person being taken out"
    R003 Medium Certain "Fits several people of the roster" "Correct the roster, or say who it is"
    R004 High Likely "Uses a number that is not the person's" "Add the number to the roster, or ask whose it is"
    R005 Low Certain "Known by a number or an unsaved name only" "Add the name as an alias, or the number, to the roster"
    R006 Medium Certain "Joined by a link" "Ask who shared the link; reset it"
    R007 Medium Likely "Added by somebody who may not" "Ask why the person was added"
    R008 Info Certain "Is in the thread and never writes" "Silent members read everything: check that each may"
    R009 High Certain "Administers the group and may not" "Have the right taken away"
    R010 Medium Certain "Changed the number" "Ask for the new number and put it into the roster"
    R011 Info Certain "Security code changed" "Usually a new phone; ask when it comes with other signs"
    R012 High Certain "Is not authorised for this thread" "Ask why the person is here; correct the roster when it is wrong"
    R013 Info Certain "A business account, of a company not in the roster" "Add the company, or find out whose account it is"
    R014 Low Certain "Wrote without acknowledging the policy" "Have the policy acknowledged"
    R015 High Likely "Internal thread with outsiders in it" "Take outsiders out, or stop marking the thread as internal"
    R016 Info Weak "One person under two names at once" "Two phones, or two people taken for one: say which"
    O001 High Likely "Invitation to another channel" "Ask what was said there; ask for a capture of it"
    O002 High Likely "Link, address or name on another channel" "Ask whether the channel was used; ask for a capture of it"
    O003 Medium Weak "Asks to speak instead of writing" "Ask for a note of the call"
    O004 Low Weak "Shorthand for leaving the channel" "Read the messages around it"
    O005 High Likely "Asks to delete or to let disappear" "Secure the other side's export before anything is gone"
    O006 High Likely "Another channel is in use, and nothing of it is here" "Ask for a capture of that channel, or for a signed explanation"
    O007 Info Weak "Answers without a question" "There may be a parallel channel: ask"
    L001 Medium Certain "Words of a rule" "Read the message with those around it"
    L002 High Certain "Complaint" "Read in full; a complaint is never left to a sample"
    L003 Medium Certain "A language that no rule covers" "Add rules in that language, or have the thread read by somebody who knows it"
    D001 Medium Likely "Data that rules ask for" "Find out why it is in the thread"
    D002 High Likely "Secret shared" "Have it changed now; then find out why it was shared"
    D003 Medium Likely "Many identifiers by one person in a day" "Ask what the list was for"
    T001 Low Certain "Outside hours" "Read it; correct the hours when they are wrong"
    T002 Low Weak "Far more messages than usual" "Read that day"
    T003 Medium Weak "Long silence, then a burst" "Ask what brought the contact back"
    T004 Medium Weak "Calls instead of messages" "Ask for notes of the calls"
    I001 Medium Certain "Deleted message" "Look for it in an export of the other side"
    I002 Low Certain "Edited message" "Earlier words are not in an export; ask the other side"
    I003 High Certain "Disappearing messages" "What was older than the timer when the export was made is gone, unless it was kept"
    I004 Medium Certain "View-once message" "Its content is in no export; ask for a description"
    I005 Medium Certain "Advanced chat privacy switched on" "Later exports may be impossible: ask for one now from somebody who can"
    I006 Medium Likely "The clock goes back" "File order is the order; check the phone's time settings"
    I007 Medium Likely "Time in a media name differs from the message's" "Compare with the zone of the phone"
    I008 High Likely "Headers of several kinds in one text" "One export is written by one routine: ask how the text came about"
    I009 High Likely "Line ends or hidden marks differ on single lines" "Lines typed in by hand usually lack them: compare with another export"
    I010 Medium Certain "The same run of messages twice" "Ask whether texts were joined"
    I011 Medium Weak "Running numbers of media jump" "Counters are known to fall behind: look at the curve, accuse nobody"
    I012 Info Certain "A message holds what looks like a header" "Usually a pasted export; look at the place"
    I013 Low Likely "Not as one export is written" "Ask whether the zip was packed again"
    I014 Medium Likely "Impossible date" "Check the order of day and month, and the phone's clock"
    C001 High Likely "Ends near the cap without media" "Ask for a further export, or for one with another period; older messages may be missing"
    C002 High Likely "Ends near the cap with media" "Ask for an export without media, which reaches further back"
    C003 Medium Likely "The start of the thread is not here" "Ask for an older export, or for the other side's"
    C004 High Certain "Named file is not here" "Ask for an export with media, or for the file from the phone"
    C005 Medium Certain "File that no message names" "Ask where it comes from"
    C006 Medium Certain "Media was left out" "Ask for an export with media"
    C007 Info Weak "Gap in numbered media" "A hint only: counters run over all threads of a phone"
    C008 Low Weak "Silence" "Ask whether the two spoke elsewhere"
    C009 High Likely "Not the same in two exports of the thread" "Ask who deleted or changed it, or what was left out"
    C010 Medium Weak "Ends before the period does" "Ask for a newer export"
    C011 High Certain "Begins after the period does" "Ask for an older export, or for the other side's"
    C012 High Certain "Bytes that belong to no message" "Report it: every byte must be explained"
    C013 High Certain "The zip is damaged" "Ask for the export again"
    C014 Medium Certain "File is empty or not what its name says" "Open it with care; ask for it again"
    C015 Info Weak "Votes or mentions of people who never appear" "Somebody may be silent, or have left before the start"
    C016 High Certain "Expected export was not handed in" "Ask the custodian for it"
    C017 Medium Certain "Messages that the phone did not have" "Ask for an export from another phone of the thread"
    C018 Medium Likely "Writes after leaving" "Ask whether lines are missing: they must have come back"
    C019 Medium Likely "Writes without having joined" "Ask whether lines are missing"
    C020 Info Certain "One content under two names, or two under one" "Usually a file that was forwarded"
    C021 High Likely "A later export of the same phone holds less" "Deleted or disappeared in between: look at the list"
}

impl Code {
    fn row(self) -> &'static Row {
        const NONE: Row = Row {
            id: "",
            severity: Severity::Info,
            confidence: Confidence::Weak,
            title: "",
            help: "",
        };
        Code::ROWS.get(self as usize).unwrap_or(&NONE)
    }

    /// As it is written, for example `R001`.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// How much it matters unless something says otherwise.
    pub fn severity(self) -> Severity {
        self.row().severity
    }

    /// How sure it is unless something says otherwise.
    pub fn confidence(self) -> Confidence {
        self.row().confidence
    }

    /// For people.
    pub fn title(self) -> &'static str {
        self.row().title
    }

    /// What a person can do. A sentence without the full stop.
    pub fn help(self) -> &'static str {
        self.row().help
    }

    /// The code of that id.
    pub fn from_id(id: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.id() == id)
    }

    /// Whether it speaks about the record and not about people: the completeness statement lists it.
    pub fn is_of_the_record(self) -> bool {
        self.id().starts_with(['I', 'C'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_by_its_id() {
        assert_eq!(Code::ALL.len(), 16 + 7 + 3 + 3 + 4 + 14 + 21);
        for code in Code::ALL {
            assert_eq!(Code::from_id(code.id()), Some(*code));
            assert!(!code.title().is_empty() && !code.help().ends_with('.'));
        }
    }
}
