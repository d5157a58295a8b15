//! A short code for a message that is bound to its content, and finding the message again in
//! another copy of the export. `docs/citations.md` describes it.
//!
//! Must never: go out. A code is a digest without salt: whoever has it can try out what a withheld
//! number was. It is for the working side, and no package holds one.

use serde::{Deserialize, Serialize};

use super::case::{Case, ThreadId};
use super::digest::sha256_hex;
use super::thread::{RecordId, Thread};

/// The digits of the code: Crockford's, without those that are taken for others.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Five bits each.
const N_DIGITS: usize = 10;

/// Records whose digests are compared in one step.
const IN_A_STEP: u32 = 20_000;

/// A citation: number of the message in its thread, and the first 50 bits of the digest of its
/// content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// From 1.
    pub number: u32,
    /// Ten digits.
    digest: String,
}

impl Citation {
    /// Of a record: its bytes as they stand in the chat text, in UTF-8, without the line end that
    /// closes it. Another export of the same chat by the same phone gives the same.
    pub fn of(thread: &Thread, record: RecordId) -> Citation {
        Citation {
            number: record.0.saturating_add(1),
            digest: digits(thread.bytes(record)),
        }
    }

    /// From what a person typed: case, spaces and hyphens do not matter, and O is 0, I and L are 1.
    /// `None` when it is no code.
    pub fn parsed(text: &str) -> Option<Citation> {
        let text: String = text
            .to_ascii_uppercase()
            .chars()
            .map(|c| {
                if c.is_whitespace() || matches!(c, '\u{2010}'..='\u{2015}' | '_') {
                    '-'
                } else {
                    c
                }
            })
            .collect();
        let rest = text.trim_matches('-').strip_prefix("TS")?;
        let (number, digest) = rest.trim_start_matches('-').split_once('-')?;
        let number = number.parse().ok().filter(|number| *number > 0)?;
        let digest: String = digest
            .chars()
            .filter(|c| *c != '-')
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let is_digest =
            digest.len() == N_DIGITS && digest.bytes().all(|digit| DIGITS.contains(&digit));
        is_digest.then_some(Citation { number, digest })
    }

    fn fits(&self, thread: &Thread, record: RecordId) -> bool {
        record.0 < thread.n_records() && digits(thread.bytes(record)) == self.digest
    }

    fn record(&self) -> RecordId {
        RecordId(self.number.saturating_sub(1))
    }
}

impl std::fmt::Display for Citation {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (first, second) = self.digest.split_at(N_DIGITS / 2);
        write!(out, "TS-{}-{first}-{second}", self.number)
    }
}

/// The first 50 bits of the digest of a record's bytes without its closing line end.
fn digits(bytes: &[u8]) -> String {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    let digest = sha256_hex(bytes);
    let head = digest.get(..16).unwrap_or_default();
    let bits = u64::from_str_radix(head, 16).unwrap_or_default();
    (0..N_DIGITS)
        .map(|index| {
            let digit = (bits >> (59 - 5 * index)) & 31;
            DIGITS.get(digit as usize).copied().map_or('0', char::from)
        })
        .collect()
}

/// Where a citation leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolved {
    /// The code as it is printed.
    pub code: String,
    /// The number in it.
    pub number: u32,
    /// Messages with this content and this number.
    pub exact: Vec<(ThreadId, RecordId)>,
    /// Messages with this content that have another number; looked for when there is none above.
    pub moved: Vec<(ThreadId, RecordId)>,
    /// Threads whose message of that number has another content.
    pub differs: Vec<ThreadId>,
}

/// Looks a citation up in everything that is open, some records at a time.
#[derive(Debug)]
pub struct ResolveJob {
    citation: Citation,
    found: Resolved,
    at: (u32, u32),
}

impl ResolveJob {
    /// Looks at the messages of that number at once.
    pub fn new(case: &Case, citation: Citation) -> ResolveJob {
        let mut found = Resolved {
            code: citation.to_string(),
            number: citation.number,
            exact: Vec::new(),
            moved: Vec::new(),
            differs: Vec::new(),
        };
        for (id, _, thread) in case.threads() {
            if citation.fits(thread, citation.record()) {
                found.exact.push((id, citation.record()));
            } else if citation.record().0 < thread.n_records() {
                found.differs.push(id);
            }
        }
        ResolveJob {
            citation,
            found,
            at: (0, 0),
        }
    }

    /// Goes on; the answer when there is one.
    ///
    /// Cost: a digest for each record, unless the content stands at its number.
    pub fn step(&mut self, case: &Case) -> Option<Resolved> {
        if !self.found.exact.is_empty() {
            return Some(self.found.clone());
        }
        let (id, first) = self.at;
        let Some((_, thread)) = case.thread(ThreadId(id)) else {
            return Some(self.found.clone());
        };
        let end = first.saturating_add(IN_A_STEP).min(thread.n_records());
        for record in (first..end).map(RecordId) {
            if self.citation.fits(thread, record) {
                self.found.moved.push((ThreadId(id), record));
            }
        }
        self.at = if end < thread.n_records() {
            (id, end)
        } else {
            (id.saturating_add(1), 0)
        };
        None
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::engine::archive::{Archive, Given};
    use crate::engine::case::OpenSource;
    use crate::engine::limits::Limits;
    use crate::engine::parse::thread_from_text;
    use crate::engine::place::SourceId;

    fn case(texts: &[&str]) -> Case {
        let source = |(index, text): (usize, &&str)| {
            let file = Given {
                name: format!("WhatsApp Chat with Bo {index}.txt"),
                source: Rc::new(text.as_bytes().to_vec()),
            };
            let archive = Archive::open(vec![file], &Limits::USUAL).unwrap().value;
            let entry = archive.chat_texts()[0];
            let text = archive.read(entry, u64::MAX).unwrap();
            let thread = thread_from_text(&archive, entry, text).unwrap().value;
            OpenSource {
                id: SourceId(index.to_string()),
                archive: Rc::new(archive),
                threads: vec![Rc::new(thread)],
                findings: Vec::new(),
            }
        };
        Case {
            sources: texts.iter().enumerate().map(source).collect(),
        }
    }

    fn code(case: &Case, thread: u32, record: u32) -> Citation {
        let (_, thread) = case.thread(ThreadId(thread)).unwrap();
        Citation::of(thread, RecordId(record))
    }

    fn resolved(case: &Case, citation: Citation) -> Resolved {
        let mut job = ResolveJob::new(case, citation);
        loop {
            if let Some(found) = job.step(case) {
                return found;
            }
        }
    }

    const CHAT: &str = "30/12/2023, 09:00 - Ada: one\n\
                        30/12/2023, 09:01 - Bo: two\n\
                        30/12/2023, 09:02 - Ada: three\n\
                        of two lines\n\
                        30/12/2023, 09:03 - Bo: four";

    #[test]
    fn the_code_is_the_number_and_the_digest_of_the_text_without_its_line_end() {
        let case = case(&[CHAT]);
        // printf '%s' '30/12/2023, 09:01 - Bo: two' | sha256sum, first 50 bits, five by five.
        let bytes = b"30/12/2023, 09:01 - Bo: two";
        let bits = u64::from_str_radix(&sha256_hex(bytes)[..16], 16).unwrap() >> 14;
        let by_hand: String = (0..10)
            .rev()
            .map(|index| char::from(DIGITS[(bits >> (5 * index)) as usize & 31]))
            .collect();
        let written = code(&case, 0, 1).to_string();
        assert_eq!(written.replace('-', ""), format!("TS2{by_hand}"));
        assert_eq!(written.len(), "TS-2-AAAAA-AAAAA".len());
    }

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        let case = case(&[CHAT]);
        let citation = code(&case, 0, 2);
        let written = citation.to_string();
        for typed in [
            written.clone(),
            format!(" {} ", written.to_lowercase()),
            written.replace('-', " "),
            written.replace('-', "\u{2011}"),
            written.replace('0', "o").replace('1', "l"),
        ] {
            assert_eq!(Citation::parsed(&typed), Some(citation.clone()), "{typed}");
        }
        for typed in [
            "",
            "TS",
            "TS-0-AAAAA-AAAAA",
            "TS-1-AAAAA-AAAA",
            "TS-1-UUUUU-AAAAA",
            "1",
        ] {
            assert_eq!(Citation::parsed(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_code_leads_to_the_message_in_another_copy() {
        let case = case(&[CHAT]);
        let citation = code(&case, 0, 3);
        // The same text with another line end after the last message.
        let longer = format!("{CHAT}\n30/12/2023, 09:04 - Bo: five\n");
        let copy = super::tests::case(&["30/12/2023, 09:00 - Ada: x\n", &longer]);
        let found = resolved(&copy, citation.clone());
        assert_eq!(found.exact, [(ThreadId(1), RecordId(3))]);
        assert!(found.moved.is_empty() && found.differs.is_empty());
        assert_eq!(found.code, citation.to_string());
    }

    #[test]
    fn a_message_that_stands_elsewhere_or_differs_is_told() {
        let case = case(&[CHAT]);
        let later = format!("30/12/2023, 08:00 - Ada: zero\n{CHAT}");
        let copy = super::tests::case(&[&later]);
        let found = resolved(&copy, code(&case, 0, 1));
        assert_eq!(found.moved, [(ThreadId(0), RecordId(2))]);
        assert_eq!(found.differs, [ThreadId(0)]);
        let changed = super::tests::case(&[&CHAT.replace("two\n", "2\n")]);
        let found = resolved(&changed, code(&case, 0, 1));
        assert!(found.exact.is_empty() && found.moved.is_empty());
        assert_eq!(found.differs, [ThreadId(0)]);
        let short = super::tests::case(&["30/12/2023, 09:00 - Ada: one\n"]);
        let found = resolved(&short, code(&case, 0, 3));
        assert!(found.exact.is_empty() && found.moved.is_empty() && found.differs.is_empty());
    }
}
