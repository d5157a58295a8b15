//! `README.txt`: fixed words, filled with what the rest of the package says. Written down here once
//! more, from the format's description, so that a stranger's copy decides and not the writer's.

use super::book::{Book, Reader};
use super::checks::Id;
use super::page::difference;
use super::proof::SealFacts;
use super::review::SETTINGS;
use super::words::{counted, grouped};
use crate::engine::decision::REASONS;

const README: &str = include_str!("format/readme.txt");
const PROOF: &str = include_str!("format/proof.txt");
/// Which disclosure it is: of one seal, of several.
const DISCLOSURE: [&str; 2] = [
    "\nThis is disclosure # under this seal; the maker counts the packages that\n\
     were saved under it, whoever they went to. A later one may show more.",
    "\nThis is disclosure # under these seals; the maker counts on from the highest\n\
     number of a package that was saved under any of them, whoever it went to.",
];
/// What a proof says of messages in which something is withheld: closed, or open in parts.
const BODIES: [&str; 2] = [
    "Of a message in which something is withheld, the time and the sender are proven,\n\
     and nothing else: the words beside a mark are as the maker gave them.",
    "Every shown word is proven. Marks reach to the edges of tokens of at most eight\n\
     characters, and the number of tokens under each mark can be counted.",
];
/// The same where marks stand in times or in senders, too.
const HEADS: [&str; 2] = [
    "Of a message in which something is withheld, the time, the sender and the words\n\
     are proven, each only where no mark stands in it: what stands beside a mark is as\n\
     the maker gave it.",
    "Every shown word of a message's text is proven. Its time and its sender are only\n\
     where no mark stands in them: what stands beside one there is as the maker gave\n\
     it. Marks in a text reach to the edges of tokens of at most eight characters, and\n\
     the number of tokens under each mark can be counted.",
];
/// How things stood when it was built: what became of suggestions, then what can be counted.
const SUGGESTIONS: [&str; 2] = [
    "Suggestions of what to withhold had not been looked for by program, or not each\n\
     was decided by a person.",
    "Suggestions of what to withhold had been looked for by program, and each was\n\
     decided by a person.",
];
const GATES: &str = "\
HOW IT STOOD WHEN THIS WAS BUILT

{suggestions}
Records of which no word is shown: {whole} of {records}.
No second person had looked at it: that is only done to a finished package, and
stands in the log that its maker keeps.
It holds {a} proof of what it shows against a seal.
";
const NOTHING_DECIDED: &str =
    "Nobody decided to withhold any text, name or file of these threads.\n";
const NOTHING_WITHHELD: &str = "No text, name or file is withheld from these threads.\n";
const WITHHELD: &str = "\
Where something is withheld there stands a mark with the reason's code, like
█[TPD]█. It is as long for one letter as for a page. The places are listed in
data/logs/redaction-log.csv. The codes used here, and how many rows of that log
give each:

";
const OUTSIDE: &str = "
Counted apart: records outside the scope that the maker chose, withheld whole
for that alone or for that, too: #. Their rows there have the scope \"outside\".
";
const AS_THEY_ARE: &str = "\
Attachments that no decision withholds are in data/media, byte for byte as the
export held them, with whatever metadata they carry (place, time, device). Files
that no shown message names are not included.";
const CLEANED: &str = "\
Attachments that no decision withholds are in data/media as clean copies:
pixels and sound are the very bytes of the export, everything else in the file
(place, time, device, comments, previews) was left behind. Of a file that no
safe copy can be made of there is none; attachments.csv and the redaction log
say which, and why. A file whose state there is \"included\" somebody decided to
hand over as it is. Files that no shown message names are not included.";
const LEFT_OUT: &str = "\
Attachments were left out of this package altogether. The transcripts say where a
message names one.";
const REVIEW: &str = "

The same records stand in data/review in forms that review platforms load: RSMF
2.0 with a document for each day of each thread, a Concordance load file, texts
and tables. Times there have the offset of a zone that the maker chose.";
const TIMES: &str = "
HOW TIMES ARE READ

Somebody settled what stands here, and nobody checked it. Stamps stand in every
file as they were written, and a zone changes no time.

";
/// Longest README. Units: bytes.
const README_BYTES: usize = 1 << 20;

/// Keeps it until everything it speaks of was read.
#[derive(Default)]
pub(super) struct Readme {
    kept: Vec<u8>,
    is_too_long: bool,
}

impl Reader for Readme {
    fn push(&mut self, bytes: &[u8], _book: &mut Book) {
        self.is_too_long |= self.kept.len() + bytes.len() > README_BYTES;
        if !self.is_too_long {
            self.kept.extend_from_slice(bytes);
        }
    }

    fn end(&mut self, book: &mut Book) {
        let text = String::from_utf8(std::mem::take(&mut self.kept)).ok();
        match text.filter(|_| !self.is_too_long) {
            Some(text) => book.facts.readme = Some(text),
            None => book.fail(Id::Files, "is not UTF-8 text with LF"),
        }
    }
}

/// Compares the README with what it must be, once everything was read.
pub(super) fn check_readme(book: &mut Book, folder: &str) {
    let Some(readme) = book.facts.readme.take() else {
        return;
    };
    let mut seals = book.facts.seals.values();
    let is_read = book.facts.has_log
        && seals.all(|seal| seal.number.is_some())
        && !book.facts.threads.is_empty()
        && book
            .facts
            .threads
            .values()
            .all(|thread| thread.records.is_some());
    if !is_read {
        return;
    }
    let forms = bodies(book)
        .into_iter()
        .flat_map(|bodies| SUGGESTIONS.map(|said| (bodies, said)));
    let differences = forms.map(|form| difference(&readme, &wanted(book, folder, form)));
    let nearest = differences.min_by_key(|differ| match differ {
        None => (0, 0),
        Some((at, _)) => (1, usize::MAX - at),
    });
    if let Some(Some((_, line))) = nearest {
        let text = format!("line {line}: is not what the format says");
        book.fail_at(Id::Files, "README.txt", text);
    }
}

/// The words on bodies that can be true of this package.
fn bodies(book: &Book) -> Vec<&'static str> {
    let facts = &book.facts;
    let is_in_heads = ["sender", "time"]
        .iter()
        .any(|scope| facts.scopes.contains_key(scope));
    let [closed, parts] = if is_in_heads { HEADS } else { BODIES };
    let any = |has: fn(&SealFacts) -> bool| facts.seals.values().any(has);
    match (
        any(|seal| seal.has_closed_words),
        any(|seal| seal.has_open_parts),
    ) {
        (true, false) => vec![closed],
        (false, true) => vec![parts],
        (true, true) | (false, false) => vec![closed, parts],
    }
}

fn wanted(book: &Book, folder: &str, (bodies, suggestions): (&str, &str)) -> String {
    let facts = &book.facts;
    let value = |label| facts.bag_value(label).unwrap_or_default();
    let has_review = facts.seen.contains_key(SETTINGS);
    let media = match value("Threadseal-Attachments") {
        "as-they-are" => AS_THEY_ARE,
        "cleaned" => CLEANED,
        _withheld => LEFT_OUT,
    };
    README
        .replace("{contents}", &contents(book))
        .replace("{withheld}", &withheld(book))
        .replace("{proof}", &proof(book, bodies))
        .replace("{disclosure}", &disclosure(book))
        .replace("{media}", media)
        .replace("{review}", if has_review { REVIEW } else { "" })
        .replace("{tool}", value("Bag-Software-Agent"))
        .replace("{created}", value("Threadseal-Created"))
        .replace("{folder}", folder)
        .replace("{gates}", &gates(book, suggestions))
        .replace("{times}", &times(book))
}

/// Packages of earlier versions say no number, and their README does not either.
fn disclosure(book: &Book) -> String {
    let [one, several] = DISCLOSURE;
    let words = if book.facts.seals.len() == 1 {
        one
    } else {
        several
    };
    let number = book.facts.number();
    number.map_or_else(String::new, |number| {
        words.replace('#', &number.to_string())
    })
}

fn gates(book: &Book, suggestions: &str) -> String {
    let is_proven = !book.facts.seals.is_empty();
    GATES
        .replace("{suggestions}", suggestions)
        .replace("{whole}", &grouped(book.facts.n_whole))
        .replace("{records}", &grouped(n_records(book) as u64))
        .replace("{a}", if is_proven { "a" } else { "no" })
}

fn n_records(book: &Book) -> usize {
    let threads = book.facts.threads.values();
    threads
        .map(|thread| thread.records.as_ref().map_or(0, Vec::len))
        .sum()
}

fn contents(book: &Book) -> String {
    let n_records = n_records(book);
    let n_threads = book.facts.threads.len() as u64;
    let (threads, records) = (
        counted(n_threads, "thread", "threads"),
        counted(n_records as u64, "record", "records"),
    );
    format!("{threads} with\n{records}, in data/threads")
}

fn withheld(book: &Book) -> String {
    let mut rows = String::new();
    for (bit, reason) in REASONS.iter().enumerate() {
        let gives = book
            .facts
            .row_codes
            .iter()
            .filter(|codes| codes.0 >> bit & 1 == 1);
        let n_rows = gives.count() as u64;
        let title = if reason.needs_note {
            "Other (the note says what)"
        } else {
            reason.title
        };
        if n_rows > 0 {
            rows += &format!("    {}  {title}: {}\n", reason.code, grouped(n_rows));
        }
    }
    let (words, rows) = match rows.as_str() {
        "" if book.facts.bag_value("Threadseal-Attachments") == Some("cleaned") => {
            (NOTHING_DECIDED, "")
        }
        "" => (NOTHING_WITHHELD, ""),
        rows => (WITHHELD, rows),
    };
    let outside = match book.facts.outside.len() as u64 {
        0 => String::new(),
        n => OUTSIDE.replace('#', &grouped(n)),
    };
    let gaps = gap_list(book);
    let mut about = String::new();
    if !rows.is_empty() {
        about += "\nThe rows of that log by what they are about:\n\n";
        for (scope, n_rows) in &book.facts.scopes {
            about += &format!("    {scope}: {}\n", grouped(*n_rows));
        }
    }
    format!("WHAT IS WITHHELD\n\n{words}{rows}{outside}{gaps}{about}")
}

/// How many gaps are listed one by one.
const GAPS: usize = 200;

/// Records that are withheld with their heads, neighbours together.
fn gap_list(book: &Book) -> String {
    let mut gaps: Vec<(u32, u32, u32)> = Vec::new();
    for (thread, record) in &book.facts.gone {
        match gaps.last_mut() {
            Some((same, _, last)) if same == thread && *last + 1 == *record => *last = *record,
            _apart => gaps.push((*thread, *record, *record)),
        }
    }
    if gaps.is_empty() {
        return String::new();
    }
    let all = grouped(book.facts.gone.len() as u64);
    let mut out = format!(
        "\nWithheld with time and sender, so that of each only its number stays: {all}.\n\n"
    );
    for (thread, first, last) in gaps.iter().take(GAPS) {
        let facts = book.facts.threads.get(thread);
        let records = facts.and_then(|facts| facts.records.as_ref());
        let is_last = records.map_or(0, Vec::len) <= *last as usize;
        let (before, after) = (grouped(u64::from(first - 1)), grouped(u64::from(last + 1)));
        let place = match (*first, is_last) {
            (1, true) => "all there are".to_owned(),
            (1, false) => format!("before record {after}"),
            (_, true) => format!("after record {before}"),
            (_, false) => format!("between records {before} and {after}"),
        };
        let n = counted(u64::from(last - first + 1), "message", "messages");
        out += &format!("    thread {thread}: {n} withheld, {place}\n");
    }
    if gaps.len() > GAPS {
        let more = grouped((gaps.len() - GAPS) as u64);
        out += &format!("    and {more} more gaps, which the transcripts show\n");
    }
    out
}

fn times(book: &Book) -> String {
    match book.facts.times.as_slice() {
        [] => String::new(),
        blocks => format!("{TIMES}{}", blocks.join("\n")),
    }
}

fn proof(book: &Book, bodies: &str) -> String {
    if book.facts.seals.is_empty() {
        return String::new();
    }
    let numbers = book.facts.seals.values().filter_map(|seal| seal.number);
    let numbers: Vec<String> = numbers.map(|number| format!("    {number}")).collect();
    PROOF
        .replace("{bodies}", bodies)
        .replace("{numbers}", &numbers.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_stated_alike_by_writer_and_reader() {
        assert_eq!(README, include_str!("../package/templates/readme.txt"));
        assert_eq!(PROOF, include_str!("../package/templates/proof.txt"));
    }
}
