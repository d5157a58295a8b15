//! An entry read whole, in one go.

use std::cmp::Ordering;

use super::EntryReader;
use crate::engine::archive::ArchiveError;
use crate::engine::archive::quick_unpacker::QuickUnpacker;
use crate::engine::archive::telling::Telling;
use crate::engine::archive::unpacker::Unpacker;
use crate::engine::job::STEP_BYTES;

impl EntryReader {
    /// Everything.
    pub(in crate::engine::archive) fn read_to_end(
        mut self,
        arrives: &mut dyn FnMut(&[u8]),
    ) -> Result<Vec<u8>, ArchiveError> {
        let mut telling = Telling::to(arrives);
        let all = match self.unpacker.take() {
            Some(mut unpacker) => {
                let all = self.inflate_all(&mut unpacker, &mut telling)?;
                self.unpacker = Some(unpacker);
                all
            }
            None => self.copy_all(&mut telling)?,
        };
        self.check_end()?;
        Ok(all)
    }

    /// Everything, when it is sound and the quick decoder can read it; `None` when somebody else
    /// should look.
    ///
    /// Errors: `Read`, `Memory`.
    pub(in crate::engine::archive) fn read_quickly(
        mut self,
        arrives: &mut dyn FnMut(&[u8]),
    ) -> Result<Option<Vec<u8>>, ArchiveError> {
        if self.unpacker.is_none() {
            return self.read_to_end(arrives).map(Some);
        }
        let mut telling = Telling::to(arrives);
        let Ok(mut unpacker) = QuickUnpacker::new() else {
            return Ok(None);
        };
        let mut all = self.reserved(self.size_bytes)?;
        while !unpacker.has_ended() {
            self.load_if_empty()?;
            let n_before = all.len();
            let input = self.window.get(self.used..).unwrap_or_default();
            let Ok(n_read) = unpacker.unpack(input, &mut all) else {
                return Ok(None);
            };
            self.used += n_read;
            self.crc.update(all.get(n_before..).unwrap_or_default());
            telling.tell(&all);
        }
        let is_sound = all.len() as u64 == self.size_bytes
            && self.expected_crc.is_none_or(|crc| crc == self.crc.sum());
        Ok(is_sound.then_some(all))
    }

    /// Unpacks straight into memory that was not written before: clearing a hundred megabytes first
    /// costs as much as searching them.
    fn inflate_all(
        &mut self,
        unpacker: &mut Unpacker,
        telling: &mut Telling<'_>,
    ) -> Result<Vec<u8>, ArchiveError> {
        let mut all = self.reserved(self.size_bytes)?;
        while (all.len() as u64) < self.size_bytes && !unpacker.ended {
            self.load_if_empty()?;
            let n_before = all.len();
            let input = self.window.get(self.used..).unwrap_or_default();
            let called = unpacker.fill_room(input, &mut all);
            self.used += called.map_err(|damaged| self.damaged(&damaged))?.n_read;
            self.crc.update(all.get(n_before..).unwrap_or_default());
            telling.tell(&all);
        }
        self.done_bytes = all.len() as u64;
        match self.done_bytes.cmp(&self.size_bytes) {
            Ordering::Equal => Ok(all),
            Ordering::Less => Err(self.too_short()),
            // The allocator may give more room than was asked for.
            Ordering::Greater => Err(self.too_long()),
        }
    }

    /// Copies in blocks, so that the platform holds no second copy of all of it.
    fn copy_all(&mut self, telling: &mut Telling<'_>) -> Result<Vec<u8>, ArchiveError> {
        let mut all = self.reserved(self.size_bytes)?;
        let mut block = self.zeroed(self.size_bytes.min(STEP_BYTES as u64))?;
        while (all.len() as u64) < self.size_bytes {
            let left = (self.size_bytes - all.len() as u64).min(block.len() as u64);
            let piece = block.get_mut(..left as usize).unwrap_or_default();
            self.fill_exactly(piece)?;
            all.extend_from_slice(piece);
            telling.tell(&all);
        }
        Ok(all)
    }
}
