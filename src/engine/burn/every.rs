//! Every picture of a case of which boxes are withheld, one after another.

use super::{MOST_BYTES, burn};
use crate::engine::case::Case;
use crate::engine::decision::{DecisionLog, PixelBox};
use crate::engine::digest::sha256_hex;
use crate::engine::finding::Explain;
use crate::engine::job::{Progress, Step};
use crate::engine::package::Burnt;
use crate::engine::place::EntryId;
use crate::engine::redact::Redactions;

/// The burning, a picture a step.
#[derive(Default)]
pub struct Burning {
    waiting: Vec<(usize, EntryId, Vec<PixelBox>)>,
    done: Vec<Burnt>,
    n_all: u64,
}

impl Burning {
    /// Finds what is to be burnt; of files with the same bytes and boxes each is.
    pub fn new(case: &Case, log: &DecisionLog) -> Burning {
        let redactions = Redactions::resolve(case, log);
        let mut waiting = Vec::new();
        for (source, open) in case.sources.iter().enumerate() {
            for entry in open.archive.entries() {
                let edit = redactions.edit(source, entry.id).unwrap_or_default();
                if !edit.boxes.is_empty() {
                    waiting.push((source, entry.id, edit.boxes));
                }
            }
        }
        Burning {
            n_all: waiting.len() as u64,
            waiting,
            done: Vec::new(),
        }
    }

    /// Burns the next one.
    pub fn step(&mut self, case: &Case) -> Step<Vec<Burnt>> {
        let Some((source, entry, boxes)) = self.waiting.pop() else {
            return Step::Done(std::mem::take(&mut self.done));
        };
        self.done.push(burnt(case, source, entry, boxes));
        Step::More(Progress {
            done: self.n_all - self.waiting.len() as u64,
            total: self.n_all.max(1),
        })
    }
}

/// One of them. What cannot be read or burnt says so itself.
pub fn burnt(case: &Case, source: usize, entry: EntryId, boxes: Vec<PixelBox>) -> Burnt {
    let archive = case.sources.get(source).map(|open| &open.archive);
    let read = archive.map(|archive| archive.read(entry, MOST_BYTES));
    let (original_sha256, picture) = match read {
        Some(Ok(bytes)) => {
            let picture = burn(&bytes, &boxes).map_err(|error| error.to_string());
            (sha256_hex(&bytes), picture.map(Into::into))
        }
        Some(Err(error)) => (String::new(), Err(error.to_failure().what)),
        None => (String::new(), Err("it is not open".to_owned())),
    };
    Burnt {
        original_sha256,
        boxes,
        picture,
    }
}

/// All of them.
pub fn burnt_in(case: &Case, log: &DecisionLog) -> Vec<Burnt> {
    let mut burning = Burning::new(case, log);
    loop {
        if let Step::Done(burnt) = burning.step(case) {
            return burnt;
        }
    }
}
