//! Links of the documents: each leads to a file that is there, and to a heading of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::paths;
use crate::say::{self, Outcome};

/// Looks at every document.
///
/// Errors: links that lead nowhere, one a line.
pub fn check() -> Outcome<()> {
    let documents = documents()?;
    let mut wrong = Vec::new();
    let mut n_links = 0;
    for path in &documents {
        let text = read(path)?;
        for target in targets(&text) {
            n_links += 1;
            if let Err(what) = leads_somewhere(path, &target) {
                let shown = path.strip_prefix(paths::root()).unwrap_or(path);
                wrong.push(format!("{}: {target:?} {what}", shown.display()));
            }
        }
    }
    if !wrong.is_empty() {
        return Err(format!("links:\n  {}", wrong.join("\n  ")));
    }
    say::note(&format!("{n_links} links in {} documents", documents.len()));
    Ok(())
}

/// Every document in the clone's top folder and in `docs`.
fn documents() -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in [paths::root(), paths::root().join("docs")] {
        let told = |error| format!("cannot list {}: {error}", folder.display());
        for entry in fs::read_dir(&folder).map_err(told)? {
            let path = entry.map_err(told)?.path();
            if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn leads_somewhere(from: &Path, target: &str) -> Result<(), String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return Err("leads to another host; documents name what is here".to_owned());
    }
    let (file, heading) = target.split_once('#').unwrap_or((target, ""));
    let path = match file {
        "" => from.to_owned(),
        file => from.parent().unwrap_or(from).join(file),
    };
    if !path.exists() {
        return Err("is not there".to_owned());
    }
    if heading.is_empty() {
        return Ok(());
    }
    let text = read(&path)?;
    if headings(&text).contains(heading) {
        Ok(())
    } else {
        Err("has no such heading".to_owned())
    }
}

/// What stands in round brackets behind square ones, outside of code.
fn targets(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(text) {
        // Every second part between grave accents is code.
        for part in line.split('`').step_by(2) {
            let mut rest = part;
            while let Some((_, after)) = rest.split_once("](") {
                let Some((target, after)) = after.split_once(')') else {
                    break;
                };
                found.push(target.trim().to_owned());
                rest = after;
            }
        }
    }
    found
}

/// Lines that are not code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        !in_code && !fence
    })
}

/// Headings as links name them.
fn headings(text: &str) -> BTreeSet<String> {
    prose(text)
        .filter_map(|line| {
            let title = line.trim_start_matches('#');
            (title.len() < line.len()).then(|| name_of(title.trim()))
        })
        .collect()
}

/// A heading as links name it.
pub(crate) fn name_of(title: &str) -> String {
    title
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_lead_somewhere() {
        assert_eq!(check(), Ok(()));
    }

    #[test]
    fn links_are_found_outside_of_code() {
        let text = "a [b](c.md#d-e) and `[x](y)` and [`f`](g.md)\n```\n[no](no)\n```\n![p](q.png)";
        assert_eq!(targets(text), ["c.md#d-e", "g.md", "q.png"]);
    }

    #[test]
    fn headings_are_named_as_links_name_them() {
        let found = headings("# One file\n## `Witnessed`: it was tried\ntext");
        assert!(found.contains("one-file") && found.contains("witnessed-it-was-tried"));
    }
}
