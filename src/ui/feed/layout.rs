//! What the browser laid out, and the drawn rows moved to where the model says.

use web_sys::{Element, HtmlElement};

use super::Feed;

impl Feed {
    /// Takes the sizes of the view and of every drawn row. Returns whether any was new.
    pub(super) fn measure(&mut self) -> bool {
        let (Some(scroller), Some(rows)) =
            (self.scroller.cast::<Element>(), self.rows.cast::<Element>())
        else {
            return false;
        };
        let mut changed = self.model.set_view(f64::from(scroller.client_height()));
        let width_px = f64::from(scroller.client_width());
        if (width_px - self.width_px).abs() > 0.5 {
            self.width_px = width_px;
            self.model.forget_heights();
            changed = true;
        }
        let children = rows.children();
        for index in 0..children.length() {
            let Some(child) = children.item(index) else {
                continue;
            };
            let record = child
                .get_attribute("data-record")
                .and_then(|text| text.parse().ok());
            if let Some(record) = record {
                let height_px = child.get_bounding_client_rect().height();
                changed |= self.model.set_height(self.place_of(record), height_px);
            }
        }
        if changed {
            self.model.settle_end();
        }
        changed
    }

    /// Moves the drawn rows to where the model says.
    pub(super) fn place_rows(&self) {
        let (Some(track), Some(pane), Some(rows)) = (
            self.track.cast::<HtmlElement>(),
            self.pane.cast::<HtmlElement>(),
            self.rows.cast::<HtmlElement>(),
        ) else {
            return;
        };
        let Some(scroller) = self.scroller.cast::<Element>() else {
            return;
        };
        let set = |element: &HtmlElement, name: &str, value: String| {
            // Only fails for names the browser does not know; these are old.
            let _ = element.style().set_property(name, &value);
        };
        set(&track, "height", format!("{:.0}px", self.model.track_px()));
        set(&pane, "height", format!("{}px", scroller.client_height()));
        let first = rows
            .first_element_child()
            .and_then(|child| child.get_attribute("data-record"))
            .and_then(|text| text.parse().ok())
            .map_or(self.model.anchor().record, |record| self.place_of(record));
        set(
            &rows,
            "transform",
            format!("translateY({:.1}px)", -self.model.above_px(first)),
        );
    }
}
