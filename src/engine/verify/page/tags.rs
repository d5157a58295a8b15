//! The tags that may stand in a page outside records: none that could run, load or lead anywhere.

use super::frame::title_of_rule;
use crate::engine::verify::html::unescaped;

/// Tags outside records that may stand with no attributes or with those given.
const FRAME_TAGS: [&str; 16] = [
    "html", "head", "title", "style", "body", "main", "h1", "p", "ol", "li", "dl", "dt", "dd",
    "mark", "meta", "footer",
];
/// Attributes that may stand outside records.
const FRAME_ATTRIBUTES: [&str; 6] = ["lang", "charset", "name", "content", "class", "id"];
/// The page's own policy: nothing is loaded, nothing runs.
pub(in crate::engine::verify) const POLICY_TAG: &str = "meta http-equiv=\"Content-Security-Policy\" \
content=\"default-src 'none'; style-src 'unsafe-inline'\"";

/// The first tags of every page: how its bytes are read, and that nothing is loaded or run.
pub(super) const HEAD: [&str; 7] = [
    "!DOCTYPE html",
    "html lang=\"en\"",
    "head",
    "meta charset=\"utf-8\"",
    POLICY_TAG,
    "meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"",
    "title",
];

/// How pages look. A style can hide words and add others, so only this one may stand there.
pub(super) const STYLE: &str = include_str!("style.css");

/// What every page has in common of a style, and the title that it shows at the head of printed
/// pages; `None` when that part is not of the format.
pub(in crate::engine::verify) fn title_in_style(style: &str) -> Option<(&str, String)> {
    let (common, _) = style.rsplit_once("@page { @top-left { content:")?;
    let rule = style.get(common.len()..)?;
    Some((common, title_of_rule(rule)?))
}

/// Whether this is the style of a page.
pub(super) fn is_style(style: &str) -> bool {
    title_in_style(style).is_some_and(|(common, _)| common.trim_start_matches('\n') == STYLE)
}

/// Whether a tag that is no record's may stand in a page.
pub(super) fn may_frame(tag: &str) -> bool {
    match tag.strip_prefix('/') {
        Some(name) => FRAME_TAGS.contains(&name),
        None => tag.eq_ignore_ascii_case("!doctype html") || tag == POLICY_TAG || is_frame_tag(tag),
    }
}

/// Whether a tag that is no record's may stand in a page: a known name, known attributes.
fn is_frame_tag(tag: &str) -> bool {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    if !FRAME_TAGS.contains(&name) {
        return false;
    }
    while !rest.is_empty() {
        let Some((attribute, after)) = rest.split_once("=\"") else {
            return false;
        };
        let Some((value, after)) = after.split_once('"') else {
            return false;
        };
        let known = FRAME_ATTRIBUTES.contains(&attribute) && unescaped(value).is_some();
        if !known || value.to_ascii_lowercase().contains("refresh") {
            return false;
        }
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    true
}

#[cfg(test)]
mod tests {
    /// Written down twice on purpose: the verifier shares nothing with what writes.
    #[test]
    fn both_sides_mean_the_same_style() {
        let written = include_str!("../../package/templates/transcript.css");
        assert_eq!(super::STYLE, written);
    }
}
