//! Contact cards, line by line.

use super::{CARD, Next, Reads};

/// Longer lines are no names.
const LINE_BYTES: usize = 64 << 10;

/// See the module's words.
#[derive(Default)]
pub(super) struct Reader {
    /// Which line of a card comes next, from 0.
    step: usize,
    n_cards: u64,
}

impl Reads for Reader {
    fn part(&mut self, front: &[u8], put: &mut dyn FnMut(&'static str, &str)) -> Option<Next> {
        let Some(end) = front.iter().position(|byte| *byte == b'\n') else {
            let n = front.len() + 1;
            return (n < LINE_BYTES).then_some(Next::See(n));
        };
        let line = front.get(..end)?.strip_suffix(b"\r").unwrap_or_default();
        let fits = match self.step {
            0 => line == b"BEGIN:VCARD",
            1 => line == b"VERSION:4.0",
            2 => line.starts_with(b"FN:"),
            _last => line == b"END:VCARD",
        };
        if fits {
            self.step = (self.step + 1) % 4;
            self.n_cards += u64::from(self.step == 0);
        } else {
            put(CARD, "a line");
        }
        Some(Next::Pass(end as u64 + 1))
    }

    fn is_complete(&self) -> bool {
        self.step == 0 && self.n_cards > 0
    }
}
