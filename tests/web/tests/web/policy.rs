//! The page's own policy.

use web_tests::page::with_page;

#[tokio::test]
async fn the_page_starts_without_a_complaint() {
    with_page("starts", |page| async move {
        page.goto(&page.browser.server.url()).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    })
    .await;
}
