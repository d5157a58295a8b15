//! Where the reader is in a thread of any length, and what that means in pixels.
//!
//! An element's height is capped by every browser, so the scroll bar's track is never as tall as
//! the thread. The reader's position is a record and an offset inside it ([`Anchor`]); the scroll
//! bar only follows. Small scrolls move the content by exactly their pixels, large ones (dragging
//! the bar, End, a script) are read as a share of the thread.
//!
//! Must never: know of a browser, or keep more than four bytes for each record.

/// Tallest track. Browsers cap elements at 17 to 33 million pixels; this leaves room for zoom.
pub const MAX_TRACK_PX: f64 = 8_000_000.0;

/// Height of a row that was never measured.
const USUAL_ROW_PX: f64 = 64.0;

/// Records drawn above and below what is seen.
const OVERSCAN: u32 = 12;

/// A scroll of at most this many view heights moves the content by its pixels.
const LOCAL_VIEWS: f64 = 2.5;

/// The record at the top of the view and how many of its pixels are above the edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchor {
    /// Number of the record, from 0.
    pub record: u32,
    /// Pixels of it above the view's top edge; at least 0, less than its height.
    pub offset_px: f64,
}

/// The position in a thread.
#[derive(Debug, Clone, PartialEq)]
pub struct ScrollModel {
    heights_px: Vec<f32>,
    n_measured: u32,
    sum_measured_px: f64,
    view_px: f64,
    anchor: Anchor,
    scroll_top_px: f64,
}

impl ScrollModel {
    /// At the start of a thread of `n_records`.
    pub fn new(n_records: u32) -> ScrollModel {
        ScrollModel {
            heights_px: vec![0.0; n_records as usize],
            n_measured: 0,
            sum_measured_px: 0.0,
            view_px: 600.0,
            anchor: Anchor {
                record: 0,
                offset_px: 0.0,
            },
            scroll_top_px: 0.0,
        }
    }

    /// Number of records.
    pub fn n_records(&self) -> u32 {
        self.heights_px.len() as u32
    }

    /// The record at the top of the view.
    pub fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// Takes the height of the view. Returns whether it changed.
    pub fn set_view(&mut self, view_px: f64) -> bool {
        let changed = (self.view_px - view_px).abs() > 0.5 && view_px > 0.0;
        if changed {
            self.view_px = view_px;
        }
        changed
    }

    /// Forgets all heights: the view became wider or narrower, so every row may have changed.
    pub fn forget_heights(&mut self) {
        self.heights_px.fill(0.0);
        self.n_measured = 0;
        self.sum_measured_px = 0.0;
    }

    /// Takes the height of a drawn row. Returns whether it differs from what was assumed.
    pub fn set_height(&mut self, record: u32, height_px: f64) -> bool {
        let assumed = self.height(record);
        let Some(slot) = self.heights_px.get_mut(record as usize) else {
            return false;
        };
        if *slot == 0.0 {
            self.n_measured += 1;
        } else {
            self.sum_measured_px -= f64::from(*slot);
        }
        *slot = height_px.max(1.0) as f32;
        self.sum_measured_px += f64::from(*slot);
        (assumed - height_px).abs() > 0.5
    }

    fn usual(&self) -> f64 {
        // A few rows say little about the rest; from a screenful on, their mean is better.
        if self.n_measured < 20 {
            USUAL_ROW_PX
        } else {
            self.sum_measured_px / f64::from(self.n_measured)
        }
    }

    fn height(&self, record: u32) -> f64 {
        match self.heights_px.get(record as usize) {
            Some(height) if *height > 0.0 => f64::from(*height),
            _unknown => self.usual(),
        }
    }

    /// Height of the scroll bar's track.
    pub fn track_px(&self) -> f64 {
        let all = if self.n_measured == self.n_records() {
            self.sum_measured_px
        } else {
            self.usual() * f64::from(self.n_records())
        };
        all.clamp(self.view_px, MAX_TRACK_PX.max(self.view_px))
    }

    fn max_scroll(&self) -> f64 {
        (self.track_px() - self.view_px).max(0.0)
    }

    /// The browser says that the bar stands at `top_px`. Moves the position accordingly.
    pub fn scrolled_to(&mut self, top_px: f64) {
        let delta = top_px - self.scroll_top_px;
        self.scroll_top_px = top_px;
        if delta == 0.0 {
            return;
        }
        if top_px <= 0.0 {
            self.anchor = Anchor {
                record: 0,
                offset_px: 0.0,
            };
        } else if delta.abs() <= LOCAL_VIEWS * self.view_px {
            self.move_by(delta);
        } else {
            self.move_to_share(top_px / self.max_scroll().max(1.0));
        }
    }

    fn move_to_share(&mut self, share: f64) {
        if share >= 0.9999 {
            self.jump_to_end();
            return;
        }
        let at = share.max(0.0) * f64::from(self.n_records());
        let record = (at.floor() as u32).min(self.n_records().saturating_sub(1));
        self.anchor = Anchor {
            record,
            offset_px: at.fract() * self.height(record),
        };
        self.clamp();
    }

    /// Moves the content by pixels; positive is towards the end.
    pub fn move_by(&mut self, px: f64) {
        let mut record = self.anchor.record;
        let mut offset_px = self.anchor.offset_px + px;
        while offset_px < 0.0 && record > 0 {
            record -= 1;
            offset_px += self.height(record);
        }
        while record + 1 < self.n_records() && offset_px >= self.height(record) {
            offset_px -= self.height(record);
            record += 1;
        }
        self.anchor = Anchor {
            record,
            offset_px: offset_px.max(0.0),
        };
        self.clamp();
    }

    /// Puts `record` at the top of the view, a little below the edge so that what precedes it shows.
    pub fn jump_to(&mut self, record: u32) {
        let record = record.min(self.n_records().saturating_sub(1));
        self.anchor = Anchor {
            record,
            offset_px: 0.0,
        };
        self.move_by(-self.view_px * 0.25);
    }

    /// Whether any of a record stands in the view.
    pub fn is_in_view(&self, record: u32) -> bool {
        let top_px = -self.above_px(record);
        top_px < self.view_px && top_px + self.height(record) > 0.0
    }

    /// Puts the last record at the bottom of the view.
    pub fn jump_to_end(&mut self) {
        let record = self.n_records().saturating_sub(1);
        self.anchor = Anchor {
            record,
            offset_px: self.height(record),
        };
        self.clamp();
    }

    /// Keeps the end of the thread at the bottom edge or below it.
    fn clamp(&mut self) {
        let mut left_px = -self.anchor.offset_px;
        let mut at = self.anchor.record;
        while at < self.n_records() {
            left_px += self.height(at);
            if left_px >= self.view_px {
                return;
            }
            at += 1;
        }
        let mut record = self.anchor.record;
        let mut offset_px = self.anchor.offset_px - (self.view_px - left_px);
        while offset_px < 0.0 && record > 0 {
            record -= 1;
            offset_px += self.height(record);
        }
        self.anchor = Anchor {
            record,
            offset_px: offset_px.max(0.0),
        };
    }

    /// After rows were measured: the end may have come closer than assumed.
    pub fn settle_end(&mut self) {
        self.clamp();
    }

    /// Whether the end of the thread stands at the bottom edge.
    pub fn at_end(&self) -> bool {
        let mut left_px = -self.anchor.offset_px;
        for at in self.anchor.record..self.n_records() {
            left_px += self.height(at);
            if left_px > self.view_px + 1.0 {
                return false;
            }
        }
        true
    }

    /// Where the scroll bar ought to stand, when it stands elsewhere. Call it when the reader has
    /// paused, and set the bar to it.
    pub fn bar_px(&mut self) -> Option<f64> {
        let max = self.max_scroll();
        let wanted = if self.at_end() {
            max
        } else if self.anchor.record == 0 && self.anchor.offset_px == 0.0 {
            0.0
        } else {
            let inside = self.anchor.offset_px / self.height(self.anchor.record);
            let share = (f64::from(self.anchor.record) + inside) / f64::from(self.n_records());
            // Never quite at an edge: from there no wheel could go on.
            (share * max).clamp(2.0_f64.min(max), (max - 2.0).max(0.0))
        };
        let off = (wanted - self.scroll_top_px).abs() > 1.0;
        self.scroll_top_px = if off {
            wanted.round()
        } else {
            self.scroll_top_px
        };
        off.then_some(self.scroll_top_px)
    }

    /// The records to draw: first, and how many.
    pub fn window(&self) -> (u32, u32) {
        let first = self.anchor.record.saturating_sub(OVERSCAN);
        let mut end = self.anchor.record;
        let mut below_px = -self.anchor.offset_px;
        while end < self.n_records() && below_px < self.view_px {
            below_px += self.height(end);
            end += 1;
        }
        let end = end.saturating_add(OVERSCAN).min(self.n_records());
        (first, end - first)
    }

    /// How far above the view's top edge the row `first` starts. Units: pixels, usually positive.
    pub fn above_px(&self, first: u32) -> f64 {
        let between: f64 = if first <= self.anchor.record {
            (first..self.anchor.record).map(|at| self.height(at)).sum()
        } else {
            -(self.anchor.record..first)
                .map(|at| self.height(at))
                .sum::<f64>()
        };
        between + self.anchor.offset_px
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(n_records: u32) -> ScrollModel {
        let mut model = ScrollModel::new(n_records);
        model.set_view(600.0);
        model
    }

    #[test]
    fn small_scrolls_move_by_their_pixels() {
        let mut model = model(1_000_000);
        model.scrolled_to(100.0);
        assert_eq!(
            model.anchor(),
            Anchor {
                record: 1,
                offset_px: 36.0
            }
        );
        model.scrolled_to(0.5);
        assert_eq!(
            model.anchor(),
            Anchor {
                record: 0,
                offset_px: 0.5
            }
        );
    }

    #[test]
    fn only_what_stands_between_the_edges_is_in_view() {
        let mut model = model(1_000);
        model.jump_to(500);
        let first = model.anchor().record;
        for (record, seen) in [
            (first, true),
            (500, true),
            (first - 1, false),
            (first + 9, true),
            (first + 12, false),
        ] {
            assert_eq!(
                model.is_in_view(record),
                seen,
                "record {record}, first {first}"
            );
        }
    }

    #[test]
    fn a_large_scroll_is_a_share_of_the_thread() {
        let mut model = model(1_000_000);
        let half = (model.track_px() - 600.0) / 2.0;
        model.scrolled_to(half);
        assert!((499_000..501_000).contains(&model.anchor().record));
    }

    #[test]
    fn the_end_of_the_bar_is_the_end_of_the_thread() {
        for n_records in [1, 5, 9, 10, 11, 1_000, 100_000, 3_000_000] {
            let mut model = model(n_records);
            model.scrolled_to(model.track_px() - 600.0);
            assert!(model.at_end() || model.max_scroll() == 0.0, "{n_records}");
            let (first, n_rows) = model.window();
            assert_eq!(first + n_rows, n_records);
        }
    }

    #[test]
    fn the_track_is_never_taller_than_a_browser_allows() {
        assert!(model(30_000_000).track_px() <= MAX_TRACK_PX);
    }

    #[test]
    fn a_jump_draws_its_record_whatever_the_heights() {
        let mut model = model(50_000);
        for record in 100..160 {
            model.set_height(record, 900.0);
        }
        for target in [0, 1, 99, 130, 159, 49_999, 49_980] {
            model.jump_to(target);
            let (first, n_rows) = model.window();
            assert!(first <= target && target < first + n_rows, "{target}");
            let top = -model.above_px(target);
            assert!((-1.0..=600.0).contains(&top), "{target} stands at {top}");
        }
    }

    #[test]
    fn scrolling_from_end_to_start_meets_every_record() {
        let mut model = model(300);
        model.jump_to_end();
        let mut lowest = model.anchor().record;
        for _ in 0..400 {
            model.move_by(-150.0);
            assert!(lowest - model.anchor().record <= 3);
            lowest = model.anchor().record;
        }
        assert_eq!(
            model.anchor(),
            Anchor {
                record: 0,
                offset_px: 0.0
            }
        );
    }

    #[test]
    fn the_bar_follows_and_then_rests() {
        let mut model = model(2_000);
        model.jump_to(1_000);
        assert!(model.bar_px().is_some());
        assert_eq!(model.bar_px(), None);
        model.jump_to_end();
        assert_eq!(model.bar_px(), Some((model.track_px() - 600.0).round()));
    }

    #[test]
    fn the_end_stays_down_when_rows_prove_smaller_than_assumed() {
        let mut model = model(40);
        model.jump_to_end();
        for record in 0..40 {
            model.set_height(record, 20.0);
        }
        model.settle_end();
        assert!(model.at_end());
        assert!((model.above_px(40) + 600.0).abs() < 1.0);
    }

    #[test]
    fn a_thread_shorter_than_the_view_does_not_scroll() {
        let mut model = model(3);
        model.move_by(500.0);
        assert_eq!(
            model.anchor(),
            Anchor {
                record: 0,
                offset_px: 0.0
            }
        );
        assert_eq!(model.bar_px(), None);
    }
}
