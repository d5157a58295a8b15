//! Files of an export in their messages: what can be played has room to be played.

use web_tests::page::{Page, until, with_page};

use crate::steps::*;

#[tokio::test]
async fn a_voice_note_has_room_for_its_controls() {
    with_page("attachments", |page| async move {
        for (width_px, height_px) in [(1440, 900), (390, 844)] {
            page.look_like(width_px, height_px, false).await;
            page.open().await;
            open_sample(&page).await;
            // The sample's voice note, and its recording with another ending.
            for number in [17, 35] {
                go_to_message(&page, number).await;
                let (shown_px, left_px, right_px) = sound_box(&page, number).await;
                assert!(shown_px >= 200.0, "#{number} at {width_px}: {shown_px} px");
                assert!(left_px >= 0.0, "#{number} at {width_px}: from {left_px} px");
                assert!(
                    right_px <= f64::from(width_px),
                    "#{number} at {width_px}: to {right_px} px"
                );
            }
        }
    })
    .await;
}

/// Width, left and right edge of the player in a message, waited for. Units: CSS pixels.
async fn sound_box(page: &Page, number: u32) -> (f64, f64, f64) {
    until(&format!("a player in message {number}"), || async {
        let found = article(page, number).await;
        let edges = page
            .js_on(
                &found,
                "message => { const box = message.querySelector('audio')?.getBoundingClientRect(); \
                 return box ? [box.width, box.left, box.right] : null; }",
            )
            .await;
        let edge = |index: usize| edges.get(index)?.as_f64();
        Some((edge(0)?, edge(1)?, edge(2)?))
    })
    .await
}
