//! What can be typed into the search box. The browser shows and hides it by itself.

use yew::prelude::*;

/// Its id, for the button that shows it.
pub(in crate::ui) const HELP_ID: &str = "search-help";

/// What is typed, and what it finds.
const LINES: [(&str, &str); 22] = [
    (
        "rent march",
        "both words, anywhere in the message, in any case; José is found by jose, ٤ by 4",
    ),
    ("\"march rent\"", "these words side by side"),
    (
        "rent OR deposit",
        "one of them; OR binds tighter than a space",
    ),
    ("rent -deposit", "the first without the second"),
    ("(rent due) OR invoice", "parentheses group"),
    (
        "rent near/5 march",
        "at most five words apart, in either order",
    ),
    (
        "/inv-\\d{3,}/",
        "a pattern: . \\d \\w \\s \\b ^ $ [a-z] ( | ) ? * + {2,5}",
    ),
    ("from:ada from:\"Ada Poe\"", "a part of the sender's name"),
    ("in:family", "a part of the thread's title"),
    (
        "on:2024-03-01",
        "on a day; on:2024-03 in a month, on:2024 in a year",
    ),
    (
        "on:2024-03-01..2024-03-15",
        "from day to day; either end may be left out",
    ),
    ("before:2024-03", "earlier than March 2024"),
    ("after:2024-03", "later than March 2024"),
    (
        "kind:call",
        "text, media, attachment, omitted, view-once, deleted, call, location, contact, poll, event, system, null, preamble",
    ),
    ("has:link", "attachment, link, number"),
    (
        "type:voice",
        "image, video, audio, voice, sticker, card, document, by the file's content",
    ),
    ("is:redacted", "anything of it is withheld"),
    ("is:edited", "it says that it was edited"),
    ("is:deleted", "it says that it was deleted"),
    ("is:missing", "its file is not in the export"),
    (
        "tag:payment tag:\"to be checked\"",
        "somebody put the tag of this name on it",
    ),
    (
        "is:tagged",
        "any tag; is:bookmarked, is:noted, is:exhibit: what the area Case lists",
    ),
];

/// The help.
pub(super) fn view() -> Html {
    html! {
        <div
            class="search-help"
            id={HELP_ID}
            popover="auto"
            role="dialog"
            aria-label="What can I type?"
        >
            <h2 class="search-help__title">{ "What can I type?" }</h2>
            <dl class="search-help__lines" tabindex="0" aria-label="The query language">
                { for LINES.iter().map(|(typed, meaning)| html! {
                    <div class="search-help__line">
                        <dt><code>{ *typed }</code></dt>
                        <dd>{ *meaning }</dd>
                    </div>
                }) }
            </dl>
            <p class="search-help__note">
                { "Words are looked for in messages, not in names or stamps, and inside longer words, too. \
                   Days are those of the thread, as its dates are read. A word that begins with - or holds \
                   a colon is looked for when it stands in quotation marks." }
            </p>
        </div>
    }
}
