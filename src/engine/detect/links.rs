//! Web links, messenger links, invites, map links.

use super::body::{Body, Need, Out};
use super::catalogue::Detector;
use super::score::Score;
use super::text::{slice, tokens};

/// Hosts that carry an identity, invites, and maps.
const HOSTS: &str = include_str!("words/hosts.csv");

/// Finds links. Must run before detectors of numbers: digits in a link are part of it.
pub(super) fn find(body: &Body<'_>, out: &mut Out) {
    let text = body.text();
    for (start, end) in tokens(text) {
        let token = slice(text, start, end);
        let lead = token
            .iter()
            .take_while(|byte| b"(<[{\"'".contains(byte))
            .count();
        let start = start + lead;
        let Some(link) = Link::read(slice(text, start, end)) else {
            continue;
        };
        let end = start + link.len;
        out.links.insert(start, end);
        let (detector, score) = judge(&link);
        out.put(body, detector, (start, end), score, Need::Points);
    }
}

/// A link in lower case, in its parts.
struct Link {
    host: String,
    /// Path, query and fragment.
    rest: String,
    len: usize,
    has_scheme: bool,
}

impl Link {
    fn read(token: &[u8]) -> Option<Link> {
        if !token.contains(&b'/') && !token.to_ascii_lowercase().starts_with(b"www.") {
            return None;
        }
        let token = without_tail(token);
        let lower = String::from_utf8_lossy(token).to_lowercase();
        let (scheme, after) = match lower.split_once("://") {
            Some((scheme, after)) => (scheme, after),
            None => ("", lower.as_str()),
        };
        let has_scheme = matches!(
            scheme,
            "http" | "https" | "ftp" | "ftps" | "whatsapp" | "tg"
        );
        let at = after.find(['/', '?', '#']).unwrap_or(after.len());
        let (authority, rest) = after.split_at(at);
        let host = authority.rsplit('@').next().unwrap_or(authority);
        let host = host.split(':').next().unwrap_or(host);
        let is_known = || kind(host, rest).is_some() && rest.len() > 1;
        let is_link = has_scheme && is_host(host, scheme)
            || host.starts_with("www.") && is_host(host, "http") && scheme.is_empty()
            || scheme.is_empty() && is_host(host, "http") && is_known();
        is_link.then(|| Link {
            host: host.trim_start_matches("www.").to_owned(),
            rest: rest.to_owned(),
            len: token.len(),
            has_scheme,
        })
    }
}

/// Punctuation at the end of a link belongs to the sentence; a closing bracket does when it was not
/// opened inside.
fn without_tail(token: &[u8]) -> &[u8] {
    let mut token = token;
    while let Some((last, rest)) = token.split_last() {
        let is_open = |open: u8, close: u8| {
            let count = |byte: u8| token.iter().filter(|one| **one == byte).count();
            count(open) < count(close)
        };
        let cut = match last {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'"' | b'>' | b'*' => true,
            b')' => is_open(b'(', b')'),
            b']' => is_open(b'[', b']'),
            b'}' => is_open(b'{', b'}'),
            _other => false,
        };
        if !cut {
            break;
        }
        token = rest;
    }
    token
}

fn is_host(host: &str, scheme: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let labels: Vec<&str> = host.split('.').collect();
    let has_ending =
        labels.len() >= 2 || matches!(scheme, "whatsapp" | "tg") || host == "localhost";
    has_ending && labels.iter().all(|label| is_label(label))
}

fn kind(host: &str, rest: &str) -> Option<&'static str> {
    let host = host.trim_start_matches("www.");
    let mut best: Option<(&str, &'static str)> = None;
    for line in HOSTS.lines().skip(1) {
        let Some((known, kind)) = line.split_once(',') else {
            continue;
        };
        let (known_host, path) = known.split_once('/').unwrap_or((known, ""));
        let fits = host == known_host
            || host
                .strip_suffix(known_host)
                .is_some_and(|before| before.ends_with('.'));
        let has_path = path.is_empty() || rest.trim_start_matches('/').starts_with(path);
        // `chat.whatsapp.com` says more than `whatsapp.com`.
        if fits && has_path && best.is_none_or(|(longest, _)| longest.len() < known.len()) {
            best = Some((known, kind));
        }
    }
    best.map(|(_, kind)| kind)
}

fn judge(link: &Link) -> (Detector, Score) {
    let path = link.rest.trim_matches('/');
    let base = if link.has_scheme {
        Score::grouped()
    } else {
        Score::shape()
    };
    if matches!(link.host.as_str(), "send" | "resolve") {
        let score = base.rule("opens a messenger", 45);
        return (Detector::MessengerLink, score);
    }
    match kind(&link.host, &link.rest) {
        Some("messenger") if !path.is_empty() => {
            let score = base.rule("host carries an identity", 45);
            (Detector::MessengerLink, score)
        }
        Some("invite") if !path.is_empty() => {
            let score = base.rule("host of invites", 45);
            (Detector::Invite, score)
        }
        Some("map") if has_coordinates(&link.rest) => {
            let score = base.rule("map link with coordinates", 45);
            (Detector::Coordinates, score)
        }
        Some("map") => (Detector::Url, base.rule("map link", 35)),
        _other => (Detector::Url, base.rule("host can be", 25)),
    }
}

/// `q=51.51,-0.09`, `@51.5,-0.1`, `ll=…`.
fn has_coordinates(rest: &str) -> bool {
    let rest = rest.replace("%2c", ",");
    rest.match_indices(',').any(|(comma, _)| {
        let is_number = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
        let left = rest.get(..comma).unwrap_or("");
        let right = rest.get(comma + 1..).unwrap_or("");
        let left = left.rsplit(|c| !is_number(c)).next().unwrap_or("");
        let right = right.split(|c| !is_number(c)).next().unwrap_or("");
        let parse = |text: &str, most: f64| {
            text.contains('.') && text.parse::<f64>().is_ok_and(|value| value.abs() <= most)
        };
        parse(left, 90.0) && parse(right, 180.0)
    })
}
