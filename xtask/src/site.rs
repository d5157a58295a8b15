//! The documents as pages: plain HTML that opens from a disk, from a static host, in any browser and
//! without a script. Every document of `docs` has its place in the contents; every link is followed.
//!
//! Must never: let a document's own HTML through, or name another host.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::links::name_of;
use crate::paths;
use crate::say::{self, Outcome};

/// The contents: a title, and the documents under it.
const CONTENTS: [(&str, &[&str]); 5] = [
    ("Threadseal", &["index"]),
    (
        "Guides",
        &[
            "guide-investigator",
            "guide-disclosure",
            "guide-compliance",
            "guide-recipient",
        ],
    ),
    (
        "Reference",
        &[
            "search",
            "detectors",
            "compliance",
            "citations",
            "batch",
            "verify",
            "verify-without-us",
        ],
    ),
    (
        "Formats",
        &[
            "decisions",
            "disclosure-package",
            "exhibit",
            "review-set",
            "case-file",
            "pseudonyms",
        ],
    ),
    (
        "Running it",
        &[
            "hosting",
            "browsers",
            "languages",
            "threat-model",
            "development",
        ],
    ),
];

const STYLE: &str = include_str!("site/site.css");

/// One document.
struct Page {
    title: String,
    body: String,
}

/// Writes all of it into `folder`, and follows every link.
///
/// Errors: a document without a place, a place without a document, HTML in one, a link that leads
/// nowhere.
pub fn write(folder: &Path) -> Outcome<()> {
    let pages = pages()?;
    let _ = fs::remove_dir_all(folder);
    let into = |name: &str| folder.join(name);
    fs::create_dir_all(into("pictures"))
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    for (name, page) in &pages {
        put(
            &into(&format!("{name}.html")),
            whole(name, page, &pages).as_bytes(),
        )?;
    }
    put(&into("site.css"), STYLE.as_bytes())?;
    for picture in listed(&docs().join("pictures"))? {
        let bytes = fs::read(docs().join("pictures").join(&picture));
        let bytes = bytes.map_err(|error| format!("cannot read {picture}: {error}"))?;
        put(&into("pictures").join(&picture), &bytes)?;
    }
    let n_links = follow(folder)?;
    say::note(&format!(
        "{} pages, {n_links} links: {}",
        pages.len(),
        into("index.html").display()
    ));
    Ok(())
}

fn docs() -> std::path::PathBuf {
    paths::root().join("docs")
}

fn pages() -> Outcome<BTreeMap<String, Page>> {
    let placed: BTreeSet<&str> = CONTENTS
        .iter()
        .flat_map(|(_, names)| *names)
        .copied()
        .collect();
    let mut pages = BTreeMap::new();
    for file in listed(&docs())? {
        let Some(name) = file.strip_suffix(".md") else {
            continue;
        };
        if !placed.contains(name) {
            return Err(format!(
                "docs/{file} has no place in the contents (xtask/src/site.rs)"
            ));
        }
        let text = fs::read_to_string(docs().join(&file))
            .map_err(|error| format!("cannot read docs/{file}: {error}"))?;
        let page = page(&text).map_err(|what| format!("docs/{file}: {what}"))?;
        pages.insert(name.to_owned(), page);
    }
    match placed.iter().find(|name| !pages.contains_key(**name)) {
        Some(missing) => Err(format!(
            "docs/{missing}.md is in the contents and not there"
        )),
        None => Ok(pages),
    }
}

fn page(text: &str) -> Outcome<Page> {
    let mut events = Vec::new();
    let mut heading: Option<(usize, String)> = None;
    let mut title = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match &event {
            Event::Html(html) | Event::InlineHtml(html) => {
                return Err(format!("HTML stands in it: {html}"));
            }
            Event::Start(Tag::Heading { .. }) => heading = Some((events.len(), String::new())),
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, said)) = &mut heading {
                    said.push_str(words);
                }
            }
            Event::End(TagEnd::Heading(level)) => {
                if let Some((at, said)) = heading.take() {
                    if *level == HeadingLevel::H1 {
                        title.get_or_insert_with(|| said.clone());
                    }
                    name_heading(&mut events, at, &said);
                }
            }
            _other => {}
        }
        events.push(to_page(event));
    }
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    Ok(Page {
        title: title.ok_or("no heading of the first level")?,
        body,
    })
}

fn name_heading(events: &mut [Event<'_>], at: usize, said: &str) {
    if let Some(Event::Start(Tag::Heading { id, .. })) = events.get_mut(at) {
        *id = Some(CowStr::from(name_of(said)));
    }
}

/// Links to documents become links to pages.
fn to_page(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => {
            let (file, heading) = match dest_url.split_once('#') {
                Some((file, heading)) => (file, format!("#{heading}")),
                None => (&*dest_url, String::new()),
            };
            let dest_url = match file.strip_suffix(".md") {
                Some(name) => CowStr::from(format!("{name}.html{heading}")),
                None => dest_url,
            };
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            })
        }
        other => other,
    }
}

/// A page with the contents beside it.
fn whole(name: &str, page: &Page, pages: &BTreeMap<String, Page>) -> String {
    let mut contents = String::new();
    for (part, names) in CONTENTS {
        contents.push_str(&format!("<h2>{}</h2>\n<ul>\n", escaped(part)));
        for other in names {
            let title = pages.get(*other).map_or("", |page| page.title.as_str());
            let here = if *other == name {
                " aria-current=\"page\""
            } else {
                ""
            };
            contents.push_str(&format!(
                "<li><a href=\"{other}.html\"{here}>{}</a></li>\n",
                escaped(title)
            ));
        }
        contents.push_str("</ul>\n");
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src 'self'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{} – Threadseal</title>\n<link rel=\"stylesheet\" href=\"site.css\">\n</head>\n<body>\n\
         <main>\n{}</main>\n<nav aria-label=\"Contents\">\n{contents}</nav>\n</body>\n</html>\n",
        escaped(&page.title),
        page.body
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// Follows what the pages lead to, as they were written.
fn follow(folder: &Path) -> Outcome<usize> {
    let mut texts = BTreeMap::new();
    for file in listed(folder)? {
        if file.ends_with(".html") {
            let text = fs::read_to_string(folder.join(&file))
                .map_err(|error| format!("cannot read {file}: {error}"))?;
            texts.insert(file, text);
        }
    }
    let mut n_links = 0;
    let mut wrong = Vec::new();
    for (file, text) in &texts {
        let targets = values(text, "href=\"").chain(values(text, "src=\""));
        for target in targets {
            n_links += 1;
            let (to, heading) = target.split_once('#').unwrap_or((target, ""));
            let to = if to.is_empty() { file } else { to };
            let leads = match texts.get(to) {
                Some(page) => heading.is_empty() || values(page, " id=\"").any(|id| id == heading),
                None => heading.is_empty() && !to.contains(':') && folder.join(to).is_file(),
            };
            if !leads {
                wrong.push(format!("{file}: {target:?} leads nowhere"));
            }
        }
    }
    if wrong.is_empty() {
        Ok(n_links)
    } else {
        Err(format!("links of the pages:\n  {}", wrong.join("\n  ")))
    }
}

/// What stands between a beginning and the next quotation mark. In text, marks are escaped.
fn values<'a>(text: &'a str, beginning: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(beginning)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
}

fn listed(folder: &Path) -> Outcome<Vec<String>> {
    let told = |error| format!("cannot list {}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(told)? {
        let entry = entry.map_err(told)?;
        if entry.path().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn put(path: &Path, bytes: &[u8]) -> Outcome<()> {
    fs::write(path, bytes).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_becomes_a_page_and_every_link_leads_somewhere() {
        assert_eq!(write(&paths::scratch("site-tests")), Ok(()));
    }

    #[test]
    fn headings_get_names_and_links_go_to_pages() {
        let page = page("# A `b`: c\n\n[x](other.md#d-e) & [y](#a-b-c)\n").unwrap();
        assert_eq!(page.title, "A b: c");
        assert_eq!(
            page.body,
            "<h1 id=\"a-b-c\">A <code>b</code>: c</h1>\n\
             <p><a href=\"other.html#d-e\">x</a> &amp; <a href=\"#a-b-c\">y</a></p>\n"
        );
    }

    #[test]
    fn html_in_a_document_is_refused() {
        assert!(page("# A\n\n<b>x</b>\n").is_err());
        assert!(page("no heading\n").is_err());
    }
}
