//! The file that a record names, as `messages.jsonl` says it, and the words for what became of it.

use super::json::Json;
use super::words::Codes;

/// What a transcript says of a file that no safe copy can be made of.
pub(super) const NO_COPY: &str = "not in this package, no safe copy of it can be made";
/// What stands between a file that goes out without a part, and the mark.
pub(super) const WITHOUT: &str = ", without a part ";
/// Why there is none, in the words of the format.
pub(super) const WHYS: [&str; 6] = [
    "no-writer",
    "unknown-part",
    "damaged",
    "data-after-end",
    "too-large",
    "unsupported",
];
/// What a clean copy may lack besides metadata.
pub(super) const LACKS: [&str; 1] = ["colour-profile"];

/// What became of a file that a record names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Included,
    Cleaned,
    Redacted,
    NoCopy,
    NotIncluded,
    Absent,
    Withheld,
}

impl State {
    pub(super) const ALL: [State; 7] = [
        State::Included,
        State::Cleaned,
        State::Redacted,
        State::NoCopy,
        State::NotIncluded,
        State::Absent,
        State::Withheld,
    ];

    pub(super) fn word(self) -> &'static str {
        match self {
            State::Included => "included",
            State::Cleaned => "cleaned",
            State::Redacted => "redacted",
            State::NoCopy => "no-safe-copy",
            State::NotIncluded => "not-included",
            State::Absent => "absent",
            State::Withheld => "withheld",
        }
    }
}

/// What a record says of the file it names.
pub(super) struct Named {
    pub(super) state: State,
    pub(super) file: String,
    pub(super) name: Option<String>,
    pub(super) codes: Codes,
    pub(super) why: String,
}

/// Reads it; `None` when it is not of its form.
pub(super) fn named_of(json: &Json) -> Option<Named> {
    let (_, first) = json.as_object()?.first()?;
    let state = State::ALL
        .into_iter()
        .find(|state| first.as_text() == Some(state.word()))?;
    let mut named = Named {
        state,
        file: String::new(),
        name: None,
        codes: Codes::default(),
        why: String::new(),
    };
    let name = match state {
        State::NoCopy => {
            let [_, why, name] = json.fields(["state", "why", "name"])?;
            let why = why.as_text().filter(|why| WHYS.contains(why))?;
            why.clone_into(&mut named.why);
            name
        }
        State::Included | State::Cleaned => {
            let [_, file, name] = json.fields(["state", "file", "name"])?;
            file.as_text()?.clone_into(&mut named.file);
            name
        }
        State::Redacted => {
            let [_, codes, file, name] = json.fields(["state", "codes", "file", "name"])?;
            named.codes = Codes::of(&codes.as_texts()?)?;
            file.as_text()?.clone_into(&mut named.file);
            name
        }
        State::NotIncluded | State::Absent => json.fields(["state", "name"])?[1],
        State::Withheld => {
            let [_, codes] = json.fields(["state", "codes"])?;
            named.codes = Codes::of(&codes.as_texts()?)?;
            &Json::Null
        }
    };
    named.name = match name {
        Json::Null => None,
        other => Some(other.as_text()?.to_owned()),
    };
    Some(named)
}
