//! The words of a folded text: runs of letters and digits, an apostrophe within them belongs to it.

/// Where words stand. Filled when it is first asked for.
#[derive(Default)]
pub(in crate::engine::compliance) struct Tokens {
    spans: Vec<(u32, u32)>,
    is_filled: bool,
}

/// Whether a byte of a folded text belongs to a word.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

impl Tokens {
    pub(super) fn clear(&mut self) {
        self.spans.clear();
        self.is_filled = false;
    }

    pub(in crate::engine::compliance) fn fill(&mut self, text: &[u8]) {
        if self.is_filled {
            return;
        }
        self.is_filled = true;
        let mut at = 0;
        while at < text.len() {
            let here = |at: usize| text.get(at).copied().unwrap_or(b' ');
            if !is_word(here(at)) {
                at += 1;
                continue;
            }
            let start = at;
            while is_word(here(at)) || (here(at) == b'\'' && is_word(here(at + 1))) {
                at += 1;
            }
            self.spans.push((start as u32, at as u32));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Number of the word that holds a byte, or of the next one.
    pub(super) fn number(&self, at: u32) -> usize {
        self.spans.partition_point(|(_, end)| *end <= at)
    }

    pub(super) fn get(&self, number: usize) -> Option<(usize, usize)> {
        let (start, end) = self.spans.get(number)?;
        Some((*start as usize, *end as usize))
    }

    /// The word of that number.
    pub(super) fn word<'t>(&self, text: &'t [u8], number: usize) -> &'t [u8] {
        let span = self.get(number);
        span.and_then(|(start, end)| text.get(start..end))
            .unwrap_or_default()
    }

    /// The word before a byte, in lower case.
    pub(super) fn word_before(&self, text: &[u8], at: u32) -> String {
        let number = self.number(at);
        let before = number.checked_sub(1).map(|number| self.word(text, number));
        String::from_utf8_lossy(before.unwrap_or_default()).to_lowercase()
    }

    /// How many words two stretches are apart: 1 for neighbours; `None` when they overlap.
    pub(super) fn apart(&self, a: (u32, u32), b: (u32, u32)) -> Option<u32> {
        if a.0 < b.1 && b.0 < a.1 {
            return None;
        }
        let (first, second) = if a.0 < b.0 { (a, b) } else { (b, a) };
        let last = self.number(first.1.saturating_sub(1));
        let next = self.number(second.0);
        Some(u32::try_from(next.saturating_sub(last)).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_how_far_they_are_apart() {
        let text = b"no, don't move it to Signal";
        let mut tokens = Tokens::default();
        tokens.fill(text);
        assert_eq!(tokens.len(), 6);
        assert_eq!(tokens.word(text, 1), b"don't");
        assert_eq!(tokens.word_before(text, 10), "don't");
        assert_eq!(tokens.apart((10, 14), (21, 27)), Some(3));
        assert_eq!(tokens.apart((10, 14), (12, 20)), None);
    }
}
