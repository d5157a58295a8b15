//! Messages that are only counted, with the first of them kept, so that a number leads to them.

use serde::{Deserialize, Serialize};

use super::result::Result;
use super::sampling::Sample;
use crate::engine::case::ThreadId;
use crate::engine::thread::RecordId;

/// Most messages that are kept.
pub const LISTED: usize = 10_000;

/// Messages, counted. One that counts twice stands there once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    /// How often one was counted.
    pub n: u32,
    /// The first of them, in the order of threads and files.
    pub first: Vec<(ThreadId, RecordId)>,
}

impl Listed {
    pub(super) fn take(&mut self, thread: ThreadId, record: RecordId) {
        self.n += 1;
        if self.first.len() < LISTED && self.first.last() != Some(&(thread, record)) {
            self.first.push((thread, record));
        }
    }
}

/// Messages that a number of the report counts and that are no findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MessagesOf {
    /// Outside the days of the policy.
    Untested,
    /// Hits that an exclusion hides.
    Hidden {
        /// Its number in the policy, from 0.
        exclusion: u32,
    },
    /// A group of the sample, drawn or not.
    Group {
        /// Its name.
        name: String,
    },
    /// In both of two exports, as the first has them.
    Both {
        /// Number of the pair, from 0.
        pair: u32,
    },
    /// All that a finding counts.
    Finding {
        /// Its number, from 0.
        number: u32,
    },
}

impl Result {
    /// The messages that a number counts: the first of them, and how many they are.
    ///
    /// Cost: for a group of the sample and for two exports, one pass over their messages.
    pub fn messages(&self, of: &MessagesOf, sample: Option<&Sample>) -> Listed {
        match of {
            MessagesOf::Untested => self.untested.clone(),
            MessagesOf::Hidden { exclusion } => {
                let hidden = self.hidden.get(*exclusion as usize);
                hidden.cloned().unwrap_or_default()
            }
            MessagesOf::Group { name } => match sample {
                Some(_) => self.group(name),
                None => Listed::default(),
            },
            MessagesOf::Finding { number } => {
                let mut counted = Listed::default();
                let finding = self.findings.get(*number as usize);
                for (thread, record) in finding.map_or_else(Vec::new, |one| self.counted(one)) {
                    counted.take(thread, record);
                }
                counted
            }
            MessagesOf::Both { pair } => self.in_both(*pair).unwrap_or_default(),
        }
    }

    /// What stands in no row of a pair is the same in both.
    fn in_both(&self, pair: u32) -> Option<Listed> {
        let pair = self.pairs.get(pair as usize)?;
        let mut differ: Vec<RecordId> = pair.rows.iter().filter_map(|row| row.a).collect();
        differ.sort_unstable();
        let n_records = self.thread(pair.a)?.thread.n_records();
        let mut both = Listed::default();
        for record in (0..n_records).map(RecordId) {
            if differ.binary_search(&record).is_err() {
                both.take(pair.a, record);
            }
        }
        Some(both)
    }
}
