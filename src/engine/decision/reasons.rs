//! Lists of reasons for one kind of disclosure: which codes are offered, what they are called there,
//! and by which law. A list is a file that colleagues can exchange.
//!
//! A list chooses from [`REASONS`] and explains; it defines no code of its own. A package names
//! codes alone, with titles that are the same in every package: a title of somebody's own could tell
//! what is under a mark, and a verifier could not know it.

use super::REASONS;
use crate::engine::fields::{fields, quoted};
use crate::engine::finding::Explain;

/// First line of such a file.
pub const REASON_LIST_HEAD: &str = "code,title,help,colour,group,law,requires_note";

/// Largest file that is read. Units: bytes.
const MOST_BYTES: usize = 1 << 16;
/// How many colours there are.
const COLOURS: u8 = 8;

/// A list of reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonList {
    /// For people.
    pub name: String,
    /// In the order in which they are offered.
    pub reasons: Vec<ListedReason>,
}

/// A reason as a list has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedReason {
    /// One of [`REASONS`].
    pub code: String,
    /// What it is called in this list.
    pub title: String,
    /// When it applies.
    pub help: String,
    /// 0 to 7: one of the page's colours.
    pub colour: u8,
    /// What it is offered under.
    pub group: String,
    /// Law or rule.
    pub law: String,
    /// Whether a note must say more.
    pub requires_note: bool,
}

/// A file that is no list of reasons.
#[derive(Debug, thiserror::Error)]
pub enum ReasonListError {
    /// Too large to be one.
    #[error("the list has {found} bytes, at most {MOST_BYTES} are read")]
    TooLarge {
        /// How many.
        found: usize,
    },
    /// It starts otherwise.
    #[error("the list begins with {found:?}, expected {REASON_LIST_HEAD:?}")]
    Head {
        /// What stands there.
        found: String,
    },
    /// A line has not seven fields.
    #[error("line {line} of the list has {found} fields, expected 7")]
    Fields {
        /// From 1.
        line: usize,
        /// How many there are.
        found: usize,
    },
    /// A field that cannot be.
    #[error("line {line} of the list has {found:?} as its {field}")]
    Field {
        /// From 1.
        line: usize,
        /// Which.
        field: &'static str,
        /// What stands there.
        found: String,
    },
    /// No reason stands in it.
    #[error("the list holds no reason")]
    Empty,
}

impl Explain for ReasonListError {
    fn help(&self) -> &'static str {
        match self {
            ReasonListError::TooLarge { .. } | ReasonListError::Head { .. } => {
                "Choose a file that \"Save reason list\" wrote, or one of its form"
            }
            ReasonListError::Fields { .. } => "Put a field that holds a comma in double quotes",
            ReasonListError::Field { .. } => {
                "Codes are those of docs/decisions.md, each once; a title is not empty; colours are \
                 0 to 7; requires_note is yes or no"
            }
            ReasonListError::Empty => "Write at least one reason below the first line",
        }
    }
}

/// The lists that come with the program: name and file.
const BUILT_IN: [(&str, &str); 5] = [
    ("General", include_str!("reasons/general.csv")),
    ("GDPR, subject access", include_str!("reasons/gdpr.csv")),
    ("FOIA, United States", include_str!("reasons/foia_us.csv")),
    ("FOIA, United Kingdom", include_str!("reasons/foia_uk.csv")),
    ("Privilege", include_str!("reasons/privilege.csv")),
];

impl ReasonList {
    /// The lists that come with the program; the first offers every code.
    pub fn built_in() -> Vec<ReasonList> {
        let read = |(name, text): &(&str, &str)| ReasonList::from_csv(name, text).ok();
        BUILT_IN.iter().filter_map(read).collect()
    }

    /// Reads a list.
    ///
    /// Errors: [`ReasonListError`], the first line that cannot be used.
    pub fn from_csv(name: &str, text: &str) -> Result<ReasonList, ReasonListError> {
        if text.len() > MOST_BYTES {
            let found = text.len();
            return Err(ReasonListError::TooLarge { found });
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().enumerate();
        let head = lines.next().map_or("", |(_, head)| head.trim());
        if head != REASON_LIST_HEAD {
            let found = head.chars().take(80).collect();
            return Err(ReasonListError::Head { found });
        }
        let mut reasons: Vec<ListedReason> = Vec::new();
        for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let reason = reason(index + 1, line)?;
            if reasons.iter().any(|known| known.code == reason.code) {
                return Err(wrong(index + 1, "code", &reason.code));
            }
            reasons.push(reason);
        }
        if reasons.is_empty() {
            return Err(ReasonListError::Empty);
        }
        let name = name.to_owned();
        Ok(ReasonList { name, reasons })
    }

    /// The list as a file.
    pub fn to_csv(&self) -> String {
        let mut out = format!("{REASON_LIST_HEAD}\n");
        for reason in &self.reasons {
            let note = if reason.requires_note { "yes" } else { "no" };
            let colour = reason.colour.to_string();
            let all = [
                &reason.code,
                &reason.title,
                &reason.help,
                &colour,
                &reason.group,
                &reason.law,
                note,
            ];
            let all: Vec<String> = all.into_iter().map(quoted).collect();
            out.push_str(&all.join(","));
            out.push('\n');
        }
        out
    }

    /// The reason of that code.
    pub fn reason(&self, code: &str) -> Option<&ListedReason> {
        self.reasons.iter().find(|reason| reason.code == code)
    }
}

fn reason(line: usize, text: &str) -> Result<ListedReason, ReasonListError> {
    let fields = fields(text);
    let [code, title, help, colour, group, law, note] = fields.as_slice() else {
        let found = fields.len();
        return Err(ReasonListError::Fields { line, found });
    };
    let Some(known) = REASONS.iter().find(|known| known.code == code) else {
        return Err(wrong(line, "code", code));
    };
    if title.trim().is_empty() {
        return Err(wrong(line, "title", title));
    }
    let colour = match colour.parse::<u8>() {
        Ok(number) if number < COLOURS => number,
        Ok(_) | Err(_) => return Err(wrong(line, "colour", colour)),
    };
    let requires_note = match note.as_str() {
        "yes" => true,
        "no" => known.needs_note,
        _neither => return Err(wrong(line, "requires_note", note)),
    };
    Ok(ListedReason {
        code: code.clone(),
        title: title.clone(),
        help: help.clone(),
        colour,
        group: group.clone(),
        law: law.clone(),
        requires_note,
    })
}

fn wrong(line: usize, field: &'static str, found: &str) -> ReasonListError {
    ReasonListError::Field {
        line,
        field,
        found: found.chars().take(80).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_of_the_program_can_be_read_and_come_back() {
        let lists = ReasonList::built_in();
        assert_eq!(lists.len(), BUILT_IN.len(), "none was left out");
        for list in &lists {
            let back = ReasonList::from_csv(&list.name, &list.to_csv()).unwrap();
            assert_eq!(&back, list);
        }
        let codes: Vec<&str> = lists[0].reasons.iter().map(|r| r.code.as_str()).collect();
        assert_eq!(codes, REASONS.map(|reason| reason.code));
        for (reason, listed) in REASONS.iter().zip(&lists[0].reasons) {
            assert_eq!(reason.title, listed.title);
            assert_eq!(reason.needs_note, listed.requires_note);
        }
    }

    #[test]
    fn what_is_no_list_is_refused_with_its_line() {
        let fault = |lines: &str| {
            let text = format!("{REASON_LIST_HEAD}\n{lines}");
            ReasonList::from_csv("own", &text).unwrap_err().to_string()
        };
        assert_eq!(fault(""), "the list holds no reason");
        assert_eq!(
            fault("TPD,a"),
            "line 2 of the list has 2 fields, expected 7"
        );
        assert_eq!(
            fault("\nTPX,a,,0,,,no"),
            "line 3 of the list has \"TPX\" as its code"
        );
        assert_eq!(
            fault("TPD, ,,0,,,no"),
            "line 2 of the list has \" \" as its title"
        );
        assert_eq!(
            fault("TPD,a,,8,,,no"),
            "line 2 of the list has \"8\" as its colour"
        );
        assert_eq!(
            fault("TPD,a,,0,,,maybe"),
            "line 2 of the list has \"maybe\" as its requires_note"
        );
        assert_eq!(
            fault("TPD,a,,0,,,no\nTPD,b,,0,,,no"),
            "line 3 of the list has \"TPD\" as its code"
        );
        let other = ReasonList::from_csv("own", "a,b").unwrap_err().to_string();
        assert!(other.starts_with("the list begins with \"a,b\""));
        let large = "x".repeat(MOST_BYTES + 1);
        assert!(ReasonList::from_csv("own", &large).is_err());
    }

    #[test]
    fn other_must_always_be_explained() {
        let text = format!("{REASON_LIST_HEAD}\nOTH,Something else,,0,,,no\n");
        let list = ReasonList::from_csv("own", &text).unwrap();
        assert!(list.reasons[0].requires_note);
    }
}
