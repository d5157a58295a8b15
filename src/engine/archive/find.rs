//! Ties a name in a text to an entry.

use super::names::{folded, nfc, without_folder};
use super::{Entry, Role};
use crate::engine::place::EntryId;
use crate::engine::sorting;
use crate::engine::thread::MatchRule;

/// A hostile archive may hold a million names that fold to one; no more than this are compared.
const COMPARED: usize = 256;

/// Names ready for finding. Prepared once.
pub(super) struct Index {
    /// Ids by name, folders left out.
    exact: Vec<EntryId>,
    /// By folded name without folder. Things left behind come after what was exported.
    folded: Vec<(Box<str>, bool, EntryId)>,
}

impl Index {
    pub(super) fn of(entries: &[Entry]) -> Index {
        let files = || entries.iter().filter(|entry| entry.role != Role::Folder);
        let mut exact: Vec<&Entry> = files().collect();
        sorting::sort_by(&mut exact, |a, b| sort_key(a).cmp(&sort_key(b)));
        let mut by_fold: Vec<(Box<str>, bool, EntryId)> = files()
            .map(|entry| {
                let name = folded(without_folder(&entry.name)).into_boxed_str();
                (name, entry.role == Role::Ignored, entry.id)
            })
            .collect();
        sorting::sort(&mut by_fold);
        Index {
            exact: exact.into_iter().map(|entry| entry.id).collect(),
            folded: by_fold,
        }
    }

    /// The entry that `name` means, by the strictest rule that finds one; of several the first
    /// that was not left behind by an operating system.
    pub(super) fn find(&self, entries: &[Entry], name: &str) -> Option<(EntryId, MatchRule)> {
        let entry_of = |id: EntryId| entries.get(id.0 as usize);
        let at = self
            .exact
            .partition_point(|id| entry_of(*id).is_some_and(|entry| entry.name.as_str() < name));
        if let Some(entry) = self.exact.get(at).and_then(|id| entry_of(*id))
            && entry.name == name
        {
            return Some((entry.id, MatchRule::Exact));
        }
        let key = folded(without_folder(name));
        let start = self
            .folded
            .partition_point(|(fold, ..)| fold.as_ref() < key.as_str());
        let same: Vec<&Entry> = self.folded[start..]
            .iter()
            .take_while(|(fold, ..)| fold.as_ref() == key)
            .take(COMPARED)
            .filter_map(|(.., id)| entry_of(*id))
            .collect();
        let composed = nfc(name);
        let whole = folded(name);
        let by_rule = |rule: MatchRule, fits: &dyn Fn(&Entry) -> bool| {
            let entry = same.iter().find(|entry| fits(entry))?;
            Some((entry.id, rule))
        };
        by_rule(MatchRule::Nfc, &|entry| nfc(&entry.name) == composed)
            .or_else(|| by_rule(MatchRule::Folded, &|entry| folded(&entry.name) == whole))
            .or_else(|| by_rule(MatchRule::WithoutFolder, &|_| !key.is_empty()))
    }
}

fn sort_key(entry: &Entry) -> (&str, bool, EntryId) {
    (&entry.name, entry.role == Role::Ignored, entry.id)
}
