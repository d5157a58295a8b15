//! What stands in the margins of every page. The policy forbids style elements that we would write,
//! so the rule goes into a style sheet that is there.

use wasm_bindgen::JsCast;
use web_sys::CssStyleSheet;

use crate::app::printing::page_rule;

/// Adds the rule for the pages' margins, as the last rule of the page's last style sheet.
pub(super) fn set(title: &str, period: &str, filter: &str) -> Option<CssStyleSheet> {
    let sheets = web_sys::window()?.document()?.style_sheets();
    let last = sheets.length().checked_sub(1)?;
    let sheet: CssStyleSheet = sheets.item(last)?.dyn_into().ok()?;
    let n_rules = sheet.css_rules().ok()?.length();
    sheet
        .insert_rule_with_index(&page_rule(title, period, filter), n_rules)
        .ok()?;
    Some(sheet)
}

/// Takes it back: it was added last.
pub(super) fn take_back(sheet: Option<CssStyleSheet>) {
    let Some(sheet) = sheet else {
        return;
    };
    let n_rules = sheet.css_rules().map_or(0, |rules| rules.length());
    if let Some(last) = n_rules.checked_sub(1) {
        // Fails only when it is gone already.
        let _ = sheet.delete_rule(last);
    }
}
