//! Bytes in pieces of any size to lines that end with LF.

/// Longest line that is kept whole. Units: bytes.
pub(super) const LINE_BYTES: usize = 32 << 20;

/// One thing that came out of a [`Lines`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// A whole line without its LF.
    Whole(&'a [u8]),
    /// A part of a line that is longer than [`LINE_BYTES`].
    TooLong(&'a [u8]),
    /// The last bytes, which no LF follows. Never empty.
    Unended(&'a [u8]),
}

/// Cuts a stream into lines.
#[derive(Default)]
pub(super) struct Lines {
    kept: Vec<u8>,
    n_lines: u64,
}

impl Lines {
    /// Takes the next bytes. `each` gets the number of the line, from 1.
    pub(super) fn push(&mut self, mut bytes: &[u8], each: &mut dyn FnMut(u64, Line<'_>)) {
        while let Some(at) = memchr::memchr(b'\n', bytes) {
            let (line, rest) = bytes.split_at(at);
            bytes = rest.get(1..).unwrap_or_default();
            self.n_lines += 1;
            if self.kept.is_empty() {
                each(self.n_lines, Line::Whole(line));
            } else {
                self.kept.extend_from_slice(line);
                each(self.n_lines, Line::Whole(&self.kept));
                self.kept.clear();
            }
        }
        self.kept.extend_from_slice(bytes);
        if self.kept.len() > LINE_BYTES {
            each(self.n_lines + 1, Line::TooLong(&self.kept));
            self.kept.clear();
        }
    }

    /// The end of the stream.
    pub(super) fn end(&mut self, each: &mut dyn FnMut(u64, Line<'_>)) {
        if !self.kept.is_empty() {
            each(self.n_lines + 1, Line::Unended(&self.kept));
            self.kept.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_any_size_give_the_same_lines() {
        let text = b"one\n\ntwo\nthree";
        for size in 1..text.len() {
            let mut lines = Lines::default();
            let mut out = Vec::new();
            for piece in text.chunks(size) {
                lines.push(piece, &mut |number, line| {
                    out.push(format!("{number} {line:?}"));
                });
            }
            lines.end(&mut |number, line| out.push(format!("{number} {line:?}")));
            let wanted = [
                format!("1 {:?}", Line::Whole(b"one")),
                format!("2 {:?}", Line::Whole(b"")),
                format!("3 {:?}", Line::Whole(b"two")),
                format!("4 {:?}", Line::Unended(b"three")),
            ];
            assert_eq!(out, wanted, "pieces of {size}");
        }
    }
}
