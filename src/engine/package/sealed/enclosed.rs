//! Files beside the exports: the compliance report, with what it was asked with.

use std::rc::Rc;

use super::content::{Content, File};

/// Where they stand.
const FOLDER: &str = "data/compliance/";

/// Those whose names are ours, and no paths.
pub(super) fn files(enclosed: &[(String, Rc<[u8]>)]) -> impl Iterator<Item = File> {
    let plain = enclosed.iter().filter(|(name, _)| is_plain(name));
    plain.map(|(name, bytes)| File {
        path: format!("{FOLDER}{name}"),
        content: Content::Fixed(Rc::clone(bytes)),
    })
}

fn is_plain(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let mut parts = name.split('.');
    parts.all(|part| !part.is_empty() && part.bytes().all(is_part))
}

/// What the README says of them.
pub(super) fn words(enclosed: &[(String, Rc<[u8]>)]) -> &'static str {
    if enclosed.is_empty() {
        return "";
    }
    "    data/compliance/ the compliance report as a page, as JSON and as tables, with
                     the policy and the roster it was asked with; labels.json has the
                     labels of retention and legal holds, which delete nothing
"
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn only_our_names_are_names() {
        assert!(is_plain("compliance.json") && is_plain("who-is-who.csv"));
        for name in ["", ".", "..", "a/b", "a\\b", "A.csv", "a..csv", "a b", "é"] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
