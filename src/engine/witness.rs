//! What the network witness found: every way out of the page, tried from the page and from a worker.
//! The trying itself is the browser's; here are the words and the sums.

use serde::{Deserialize, Serialize};

/// Ways out, as they stand in logs and packages, and as a person reads them.
pub const WAYS: [(&str, &str); 21] = [
    ("fetch", "fetch"),
    ("fetch-post", "fetch that sends something"),
    ("xhr", "XMLHttpRequest"),
    ("websocket", "WebSocket"),
    ("event-source", "EventSource"),
    ("web-transport", "WebTransport"),
    ("webrtc", "WebRTC"),
    ("beacon", "beacon"),
    ("form", "form"),
    ("frame", "frame"),
    ("object", "object"),
    ("script", "script"),
    ("style", "style sheet"),
    ("image", "picture"),
    ("media", "sound or film"),
    ("font", "font"),
    ("prefetch", "prefetch"),
    ("own-fetch", "fetch from the page's own host"),
    ("own-image", "picture from the page's own host"),
    ("own-worker", "worker from the page's own host"),
    ("webrtc-frame", "WebRTC out of an empty frame"),
];

/// How one way went on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Went {
    /// The page's policy blocked it, as the browser said.
    Blocked,
    /// There is no such thing there.
    Absent,
    /// It got out, or nothing said that the policy stopped it.
    Open,
}

/// One way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tried {
    /// One of [`WAYS`].
    pub way: &'static str,
    /// As a person reads it.
    pub words: &'static str,
    /// From the page; `None` where it exists for workers only.
    pub page: Option<Went>,
    /// From a worker; `None` where it exists for pages only.
    pub worker: Option<Went>,
}

/// What goes into the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// How many times something was tried, on both sides.
    pub n_tried: u32,
    /// How many of these the policy blocked.
    pub n_blocked: u32,
    /// The others, in the order of [`WAYS`].
    pub open: Vec<String>,
}

/// Reads what the browser told: words such as `fetch blocked`, for the page and for the worker. What
/// it should have told and did not counts as open.
pub fn read(page: &[String], worker: &[String]) -> Vec<Tried> {
    let only_in_pages = [
        "webrtc",
        "beacon",
        "form",
        "frame",
        "object",
        "style",
        "image",
        "media",
        "font",
        "prefetch",
        "own-image",
        "webrtc-frame",
    ];
    WAYS.iter()
        .map(|(way, words)| Tried {
            way,
            words,
            page: Some(went(page, way)),
            worker: (!only_in_pages.contains(way)).then(|| went(worker, way)),
        })
        .collect()
}

fn went(told: &[String], way: &str) -> Went {
    let found = told.iter().find_map(|line| {
        let (name, went) = line.split_once(' ')?;
        (name == way).then_some(went)
    });
    match found {
        Some("blocked") => Went::Blocked,
        Some("absent") => Went::Absent,
        _open_or_not_told => Went::Open,
    }
}

/// The sums.
pub fn sum(tried: &[Tried]) -> Sum {
    let sides = || {
        tried
            .iter()
            .flat_map(|one| [one.page, one.worker])
            .flatten()
    };
    let count = |wanted: Went| sides().filter(|went| *went == wanted).count() as u32;
    let is_open = |one: &&Tried| [one.page, one.worker].contains(&Some(Went::Open));
    Sum {
        n_tried: count(Went::Blocked) + count(Went::Open),
        n_blocked: count(Went::Blocked),
        open: tried
            .iter()
            .filter(is_open)
            .map(|one| one.way.to_owned())
            .collect(),
    }
}

/// Whether the word is one of [`WAYS`].
pub fn is_way(word: &str) -> bool {
    WAYS.iter().any(|(way, _)| *way == word)
}

/// Whether it is a digest in 64 small hex digits, as a page says its build.
pub fn is_build(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn what_was_not_told_is_open() {
        let all: Vec<String> = WAYS
            .iter()
            .map(|(way, _)| format!("{way} blocked"))
            .collect();
        let sum_of = |page: &[String], worker: &[String]| sum(&read(page, worker));
        let fine = sum_of(&all, &all);
        assert_eq!((fine.n_tried, fine.n_blocked), (30, 30));
        assert_eq!(fine.open, Vec::<String>::new());
        let less = sum_of(&all[1..], &all);
        assert_eq!((less.n_tried, less.n_blocked), (30, 29));
        assert_eq!(less.open, ["fetch"]);
    }

    #[test]
    fn what_is_not_there_was_not_tried() {
        let tried = read(&told(&["webrtc absent", "fetch open"]), &told(&[]));
        let webrtc = tried.iter().find(|one| one.way == "webrtc").unwrap();
        assert_eq!((webrtc.page, webrtc.worker), (Some(Went::Absent), None));
        assert!(!sum(&tried).open.contains(&"webrtc".to_owned()));
        assert!(sum(&tried).open.contains(&"fetch".to_owned()));
    }
}
