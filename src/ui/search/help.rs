//! What can be typed into the search box. The browser shows and hides it by itself.

use crate::say;
use yew::prelude::*;

/// Its id, for the button that shows it.
pub(in crate::ui) const HELP_ID: &str = "search-help";

/// What is typed, and what it finds.
fn lines() -> [(&'static str, &'static str); 22] {
    [
        (
            say::rent_march(),
            say::both_words_anywhere_in_the_message_in(),
        ),
        (say::march_rent(), say::these_words_side_by_side()),
        (
            say::rent_or_deposit(),
            say::one_of_them_or_binds_tighter_than(),
        ),
        (say::rent_deposit(), say::the_first_without_the_second()),
        (say::rent_due_or_invoice(), say::parentheses_group()),
        (
            say::rent_near_5_march(),
            say::at_most_five_words_apart_in_either(),
        ),
        ("/inv-\\d{3,}/", say::a_pattern_d_w_s_b_a()),
        (
            say::from_ada_from_ada_poe(),
            say::a_part_of_the_senders_name(),
        ),
        ("in:family", say::a_part_of_the_threads_title()),
        ("on:2024-03-01", say::on_a_day_on_2024_03_in()),
        (
            "on:2024-03-01..2024-03-15",
            say::from_day_to_day_either_end_may(),
        ),
        ("before:2024-03", say::earlier_than_march_2024()),
        ("after:2024-03", say::later_than_march_2024()),
        (
            "kind:call",
            say::text_media_attachment_omitted_view_once_deleted(),
        ),
        ("has:link", say::attachment_link_number()),
        (
            "type:voice",
            say::image_video_audio_voice_sticker_card_document(),
        ),
        ("is:redacted", say::anything_of_it_is_withheld()),
        ("is:edited", say::it_says_that_it_was_edited()),
        ("is:deleted", say::it_says_that_it_was_deleted()),
        ("is:missing", say::its_file_is_not_in_the_export()),
        (
            say::tag_payment_tag_to_be_checked(),
            say::somebody_put_the_tag_of_this_name(),
        ),
        ("is:tagged", say::any_tag_is_bookmarked_is_noted_is()),
    ]
}

/// The help.
pub(super) fn view() -> Html {
    html! {
        <div
            class="search-help"
            id={HELP_ID}
            popover="auto"
            role="dialog"
            aria-label={say::what_can_i_type()}
        >
            <h2 class="search-help__title">{ say::what_can_i_type() }</h2>
            <dl class="search-help__lines" tabindex="0" aria-label={say::the_query_language()}>
                { for lines().into_iter().map(|(typed, meaning)| html! {
                    <div class="search-help__line">
                        <dt><code>{ typed }</code></dt>
                        <dd>{ meaning }</dd>
                    </div>
                }) }
            </dl>
            <p class="search-help__note">
                { say::words_are_looked_for_in_messages_not() }
            </p>
        </div>
    }
}
