//! A file going by from front to back. A [`Walk`] looks at what is at the front and says what is to
//! happen with it; the tape holds what is in view and no more.

use super::error::{CleanError, Wrong};

/// What happens next.
pub(super) enum Move {
    /// So many bytes must be in view first, counted from the front. More than are now.
    Need(usize),
    /// So many bytes go out as they are.
    Keep(u64),
    /// So many bytes are passed over.
    Drop(u64),
    /// The same, and these go out instead.
    Put(u64, Vec<u8>),
    /// The file must end here.
    End,
}

/// Knows one format.
pub(super) trait Walk {
    /// What happens with the bytes at the front; they may be none.
    ///
    /// Errors: what is wrong with them.
    fn next(&mut self, front: &[u8]) -> Result<Move, Wrong>;

    /// Whether the file may end where the front is now, with so many bytes in view; for formats
    /// without an end of their own.
    fn may_end(&self, n_left: usize) -> bool;
}

/// See the module's words.
pub(super) struct Tape<W> {
    walker: W,
    /// In view; those before `used` are done with.
    view: Vec<u8>,
    used: usize,
    /// Where the front is in the file.
    at: u64,
    passing: Passing,
    /// Fewer bytes than these in view are not worth asking for.
    need: usize,
    ended: bool,
}

#[derive(Clone, Copy)]
enum Passing {
    Keep(u64),
    Drop(u64),
}

impl<W: Walk> Tape<W> {
    pub(super) fn new(walker: W) -> Tape<W> {
        Tape {
            walker,
            view: Vec::new(),
            used: 0,
            at: 0,
            passing: Passing::Drop(0),
            need: 0,
            ended: false,
        }
    }

    /// Takes the next bytes of the file.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        out: &mut dyn FnMut(&[u8]),
    ) -> Result<(), CleanError> {
        self.view.drain(..self.used);
        self.used = 0;
        self.view.extend_from_slice(bytes);
        self.run(out)
    }

    /// The end of the file. The walker, what is left in view, and where that begins.
    pub(super) fn finish(
        mut self,
        out: &mut dyn FnMut(&[u8]),
    ) -> Result<(W, Vec<u8>, u64), CleanError> {
        self.need = 0;
        self.run(out)?;
        let (Passing::Keep(left) | Passing::Drop(left)) = self.passing;
        let n_left = self.view.len() - self.used;
        let is_over = self.ended || self.walker.may_end(n_left);
        if left > 0 || !is_over {
            return Err(self.error(Wrong::CutOff));
        }
        self.view.drain(..self.used);
        Ok((self.walker, self.view, self.at))
    }

    fn run(&mut self, out: &mut dyn FnMut(&[u8])) -> Result<(), CleanError> {
        loop {
            if !self.pass(out) {
                return Ok(());
            }
            let front = self.view.get(self.used..).unwrap_or_default();
            if self.ended {
                return match front {
                    [] => Ok(()),
                    _more => Err(self.error(Wrong::Behind)),
                };
            }
            if front.len() < self.need {
                return Ok(());
            }
            self.need = 0;
            match self.walker.next(front) {
                Err(wrong) => return Err(self.error(wrong)),
                Ok(Move::Need(n)) => {
                    self.need = n.max(front.len() + 1);
                    return Ok(());
                }
                Ok(Move::Keep(n)) => self.passing = Passing::Keep(n),
                Ok(Move::Drop(n)) => self.passing = Passing::Drop(n),
                Ok(Move::Put(n, bytes)) => {
                    out(&bytes);
                    self.passing = Passing::Drop(n);
                }
                Ok(Move::End) => self.ended = true,
            }
        }
    }

    /// Passes bytes by. Whether all that were to pass did.
    fn pass(&mut self, out: &mut dyn FnMut(&[u8])) -> bool {
        let (Passing::Keep(left) | Passing::Drop(left)) = &mut self.passing;
        let front = self.view.get(self.used..).unwrap_or_default();
        let n = (front.len() as u64).min(*left);
        *left -= n;
        let is_done = *left == 0;
        if matches!(self.passing, Passing::Keep(_)) {
            out(front.get(..n as usize).unwrap_or_default());
        }
        self.used += n as usize;
        self.at += n;
        is_done
    }

    fn error(&self, wrong: Wrong) -> CleanError {
        CleanError { at: self.at, wrong }
    }
}

/// A big-endian number of two bytes; 0 past the end.
pub(super) fn be16(bytes: &[u8], at: usize) -> u16 {
    let two = bytes.get(at..at + 2).unwrap_or(&[0, 0]);
    u16::from_be_bytes([two[0], two[1]])
}

/// A big-endian number of four bytes; 0 past the end.
pub(super) fn be32(bytes: &[u8], at: usize) -> u32 {
    u32::from(be16(bytes, at)) << 16 | u32::from(be16(bytes, at + 2))
}

/// A big-endian number of eight bytes; 0 past the end.
pub(super) fn be64(bytes: &[u8], at: usize) -> u64 {
    u64::from(be32(bytes, at)) << 32 | u64::from(be32(bytes, at + 4))
}

/// A little-endian number of four bytes; 0 past the end.
pub(super) fn le32(bytes: &[u8], at: usize) -> u32 {
    be32(bytes, at).swap_bytes()
}

/// A little-endian number of two bytes; 0 past the end.
pub(super) fn le16(bytes: &[u8], at: usize) -> u16 {
    be16(bytes, at).swap_bytes()
}

/// A part's four letters, for people.
pub(super) fn letters(kind: &[u8]) -> String {
    kind.escape_ascii().to_string()
}
