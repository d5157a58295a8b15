//! Which payload files a package has.

use super::files::{Content, Payload};
use super::html;
use super::plan::{Material, PlannedThread};

/// All payload files, sorted by the bytes of their paths.
pub(super) fn payload(
    material: &Material,
    custody: Vec<u8>,
    certificates: Vec<(String, String)>,
) -> Vec<Payload> {
    let mut out = vec![
        file(
            "data/logs/custody.jsonl".to_owned(),
            Content::Fixed(custody.into()),
        ),
        file("data/logs/redaction-log.csv".to_owned(), Content::LogCsv),
        file("data/logs/redaction-log.jsonl".to_owned(), Content::LogJson),
    ];
    for (path, text) in certificates {
        out.push(file(path, Content::Fixed(text.into_bytes().into())));
    }
    for (index, media) in material.plan.media.iter().enumerate() {
        out.push(file(media.path.clone(), Content::Media(index)));
    }
    for (index, thread) in material.plan.threads.iter().enumerate() {
        thread_files(&mut out, index, thread);
        proof_files(&mut out, index, thread);
    }
    if let Some(set) = &material.review {
        let files = set.files(material.plan.threads.len());
        out.extend(
            files
                .into_iter()
                .map(|(path, at)| file(path, Content::Review(at))),
        );
    }
    out.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
    out
}

fn thread_files(out: &mut Vec<Payload>, index: usize, thread: &PlannedThread) {
    let mut add =
        |name: &str, content| out.push(file(format!("{}/{name}", thread.folder), content));
    add("attachments.csv", Content::Attachments(index));
    add("messages.jsonl", Content::Messages(index));
    add("transcript.txt", Content::Text(index));
    if thread.parts.is_empty() {
        add("transcript.html", Content::Page(index));
    } else {
        add("transcript.html", Content::Index(index));
    }
    for part in 0..thread.parts.len() {
        add(&html::part_name(part), Content::Part(index, part));
    }
}

fn proof_files(out: &mut Vec<Payload>, index: usize, thread: &PlannedThread) {
    let Some(seal) = &thread.seal else {
        return;
    };
    let json = Content::Fixed(seal.json.as_bytes().into());
    for (name, content) in [
        ("leaves.txt", Content::Leaves(index)),
        ("openings.jsonl", Content::Openings(index)),
        ("seal.json", json),
    ] {
        let path = format!("data/proof/{:04}/{name}", index + 1);
        out.push(file(path, content));
    }
}

fn file(path: String, content: Content) -> Payload {
    Payload { path, content }
}
