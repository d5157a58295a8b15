//! One message of a package, with its neighbours, as a file of its own: what it shows, what opens it,
//! and the path from it to the root of the seal. Made of a finished package, so it can show nothing
//! that the package does not.
//!
//! Read [`exhibit_of`]. `docs/exhibit.md` describes the file.

use data_encoding::HEXLOWER;

use super::finding::Explain;
use super::seal::hash::{Hash, node};
use super::source::{Source, read_range};
use super::verify::{Stored, stored_files};

/// The format's name.
pub const EXHIBIT_FORMAT: &str = "threadseal-exhibit-1";
/// Most neighbours on each side.
pub const NEIGHBOURS_MOST: u32 = 500;

const PIECE_BYTES: u64 = 1 << 20;

/// Which message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ExhibitChoice {
    /// Of the package, from 1.
    pub thread: u32,
    /// From 1.
    pub record: u32,
    /// How many messages before and after it come along.
    pub neighbours: u32,
}

/// The file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exhibit {
    /// A name for it. ASCII.
    pub file_name: String,
    /// JSON Lines.
    pub text: String,
}

/// Why there is no exhibit.
#[derive(Debug, thiserror::Error)]
pub enum ExhibitError {
    /// Not a package as this program writes it.
    #[error("this is not a disclosure package, or it was changed since it was made")]
    NotAPackage,
    /// It proves nothing.
    #[error("the package holds no proof of thread {thread}")]
    NoProof {
        /// From 1.
        thread: u32,
    },
    /// There is no such message.
    #[error("thread {thread} has no message {record}")]
    NoRecord {
        /// From 1.
        thread: u32,
        /// From 1.
        record: u32,
    },
    /// Too many neighbours.
    #[error("{asked} neighbours were asked for, at most {NEIGHBOURS_MOST} come along")]
    TooMany {
        /// On each side.
        asked: u32,
    },
    /// The package could not be read.
    #[error("the package could not be read")]
    Read {
        /// What the platform says.
        #[from]
        source: std::io::Error,
    },
}

impl Explain for ExhibitError {
    fn help(&self) -> &'static str {
        match self {
            ExhibitError::NotAPackage => {
                "Verify it first; take the very file that was built or handed over"
            }
            ExhibitError::NoProof { .. } => "Seal the export, and build the package with a proof",
            ExhibitError::NoRecord { .. } => "Give the numbers as the transcript shows them",
            ExhibitError::TooMany { .. } => "Ask for fewer, or hand over the whole package",
            ExhibitError::Read { .. } => {
                "Check that the package is still where it was, then try again"
            }
        }
    }
}

/// Makes an exhibit of a package that was verified before.
///
/// Errors: as [`ExhibitError`] says.
/// Cost: reads the leaves of the whole thread and hashes them once.
pub fn exhibit_of(package: &dyn Source, choice: ExhibitChoice) -> Result<Exhibit, ExhibitError> {
    let ExhibitChoice {
        thread,
        record,
        neighbours,
    } = choice;
    if neighbours > NEIGHBOURS_MOST {
        return Err(ExhibitError::TooMany { asked: neighbours });
    }
    if record == 0 {
        return Err(ExhibitError::NoRecord { thread, record });
    }
    let files = stored_files(package).ok_or(ExhibitError::NotAPackage)?;
    let folder = files.first().and_then(|file| file.name.split_once('/'));
    let folder = folder.map(|(folder, _)| folder.to_owned());
    let folder = folder.ok_or(ExhibitError::NotAPackage)?;
    let file = |path: String| {
        let name = format!("{folder}/{path}");
        files.iter().find(|file| file.name == name)
    };
    let proof = |name: &str| {
        file(format!("data/proof/{thread:04}/{name}")).ok_or(ExhibitError::NoProof { thread })
    };
    let messages = file(format!("data/threads/t{thread:03}/messages.jsonl"));
    let no_record = || ExhibitError::NoRecord { thread, record };
    let messages = messages.ok_or_else(no_record)?;
    let (first, n) = (record.saturating_sub(neighbours).max(1), neighbours);
    let last = record.saturating_add(n);
    let shown = lines(package, messages, first - 1, last - 1)?;
    let openings = lines(package, proof("openings.jsonl")?, first, last)?;
    if shown.len() <= (record - first) as usize {
        return Err(no_record());
    }
    let leaves = leaves(package, proof("leaves.txt")?)?;
    let seal = lines(package, proof("seal.json")?, 0, 0)?.concat();
    let mut text = format!(
        "{{\"format\":\"{EXHIBIT_FORMAT}\",\"package\":\"{folder}\",\"thread\":{thread},\
         \"record\":{record}}}\n{seal}\n"
    );
    let paths = paths(leaves, first as usize, shown.len());
    for (i, ((opening, shown), path)) in (first..).zip(openings.iter().zip(&shown).zip(&paths)) {
        text += &line(i, opening, path, shown);
    }
    Ok(Exhibit {
        file_name: format!("{folder}-t{thread:03}-message-{record}.jsonl"),
        text,
    })
}

fn line(i: u32, opening: &str, path: &[Hash], shown: &str) -> String {
    let hash = |hash: &Hash| format!("\"{}\"", HEXLOWER.encode(hash));
    let path = path.iter().map(hash).collect::<Vec<String>>().join(",");
    format!("{{\"i\":{i},\"opening\":{opening},\"path\":[{path}],\"shown\":{shown}}}\n")
}

/// The paths of `n` leaves from one on, lowest hash first. Row by row: a leaf's neighbour joins its
/// path, and a last one without a neighbour is passed on as it is.
fn paths(leaves: Vec<Hash>, first: usize, n: usize) -> Vec<Vec<Hash>> {
    let mut paths = vec![Vec::new(); n];
    let (mut row, mut depth) = (leaves, 0);
    while row.len() > 1 {
        for (index, path) in paths.iter_mut().enumerate() {
            path.extend(row.get(((first + index) >> depth) ^ 1));
        }
        row = row
            .chunks(2)
            .filter_map(|pair| match pair {
                [left, right] => Some(node(left, right)),
                [only, ..] => Some(*only),
                [] => None,
            })
            .collect();
        depth += 1;
    }
    paths
}

/// Lines of a file from one number to another, from 0, as many as there are.
fn lines(
    package: &dyn Source,
    file: &Stored,
    first: u32,
    last: u32,
) -> Result<Vec<String>, ExhibitError> {
    let mut out = Vec::new();
    each_line(package, file, &mut |number, line| {
        if number >= first {
            out.push(String::from_utf8_lossy(line).into_owned());
        }
        number < last
    })?;
    Ok(out)
}

fn leaves(package: &dyn Source, file: &Stored) -> Result<Vec<Hash>, ExhibitError> {
    let mut out = Vec::new();
    each_line(package, file, &mut |_, line| {
        let leaf = HEXLOWER.decode(line).ok();
        out.extend(leaf.and_then(|bytes| Hash::try_from(bytes).ok()));
        true
    })?;
    Ok(out)
}

/// Hands over line after line, numbered from 0, until it is told to stop.
fn each_line(
    package: &dyn Source,
    file: &Stored,
    each: &mut dyn FnMut(u32, &[u8]) -> bool,
) -> Result<(), ExhibitError> {
    let (mut kept, mut number, mut done) = (Vec::new(), 0, 0);
    while done < file.size_bytes {
        let len = (file.size_bytes - done).min(PIECE_BYTES);
        let piece = read_range(package, file.bytes_at + done, len as usize)?;
        done += len;
        let mut rest = piece.as_slice();
        while let Some(end) = memchr::memchr(b'\n', rest) {
            let (line, after) = rest.split_at(end);
            kept.extend_from_slice(line);
            if !each(number, &kept) {
                return Ok(());
            }
            kept.clear();
            number += 1;
            rest = after.get(1..).unwrap_or_default();
        }
        kept.extend_from_slice(rest);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seal::tree;

    #[test]
    fn paths_are_those_of_the_tree() {
        for n in 1..40_usize {
            let leaves: Vec<Hash> = (0..n).map(|i| [i as u8; 32]).collect();
            for first in 0..n {
                let found = paths(leaves.clone(), first, n - first);
                let wanted: Vec<Vec<Hash>> = (first..n).map(|i| tree::path(&leaves, i)).collect();
                assert_eq!(found, wanted, "{first} of {n}");
            }
        }
    }
}
