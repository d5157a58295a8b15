//! The bytes of one entry, unpacked and checked on the way.
//!
//! Never reserves more than what was checked against the packed size, and never hands out the last
//! piece of an entry whose size or CRC is wrong.

use std::cmp::Ordering;

use flate2::Crc;

use super::directory::{LOCAL_LEN, Standing};
use super::error::{ArchiveError, EntryPlace};
use super::local::LocalHeader;
use super::quick_unpacker::QuickUnpacker;
use super::telling::Telling;
use super::unpacker::{Damaged, Unpacker};
use super::{Entry, Packing};
use crate::engine::job::STEP_BYTES;
use crate::engine::source::{SharedSource, read_range};

/// Local extra fields are often a little longer than those in the directory.
const HEADER_SLACK: u64 = 64;

/// What is read from an entry, in pieces of any size; `None` at the end. The size the directory
/// claims and the CRC are checked on the way: more bytes than claimed end it with an error.
pub struct EntryReader {
    at: EntryPlace,
    source: SharedSource,
    /// Packed bytes in memory; those before `used` are done with.
    window: Vec<u8>,
    used: usize,
    /// Where the packed bytes go on that are not in memory yet, and how many they are.
    next_at: u64,
    packed_left: u64,
    /// How many packed bytes are read at once.
    block_bytes: usize,
    /// `None` for what stands unpacked.
    unpacker: Option<Unpacker>,
    size_bytes: u64,
    done_bytes: u64,
    crc: Crc,
    /// `None` where there is none to compare: a loose file.
    expected_crc: Option<u32>,
    checked: bool,
    disagreement: Option<String>,
}

impl EntryReader {
    /// A file that is an entry of its own.
    pub(super) fn loose(at: EntryPlace, source: SharedSource) -> EntryReader {
        let size_bytes = source.size_bytes();
        EntryReader {
            at,
            source,
            window: Vec::new(),
            used: 0,
            next_at: 0,
            packed_left: size_bytes,
            block_bytes: STEP_BYTES,
            unpacker: None,
            size_bytes,
            done_bytes: 0,
            crc: Crc::new(),
            expected_crc: None,
            checked: false,
            disagreement: None,
        }
    }

    /// Reads the local header of an entry of a zip and, in the same go, the bytes behind it.
    ///
    /// Errors: `Read`, `Header`, `Outside`. What the directory alone shows was checked before.
    pub(super) fn zipped(
        at: EntryPlace,
        source: SharedSource,
        entry: &Entry,
        standing: &Standing,
        block_bytes: usize,
    ) -> Result<EntryReader, ArchiveError> {
        let header_at = standing.header_at;
        let room = standing.next_at.saturating_sub(header_at);
        let wanted = (LOCAL_LEN + HEADER_SLACK + u64::from(standing.header_rest))
            .saturating_add(standing.packed_bytes.min(block_bytes as u64))
            .min(room);
        let mut window =
            read_range(source.as_ref(), header_at, wanted as usize).map_err(|source| {
                ArchiveError::Read {
                    name: at.archive.clone(),
                    offset: header_at,
                    source,
                }
            })?;
        let Some(local) = LocalHeader::read(&window) else {
            return Err(ArchiveError::Header {
                at,
                offset: header_at,
            });
        };
        let data_at = header_at + local.len;
        if local.len.saturating_add(standing.packed_bytes) > room {
            return Err(ArchiveError::Outside {
                at,
                offset: data_at,
            });
        }
        let disagreement = local.disagreement(&window, entry, standing);
        let used = window.len().min(local.len as usize);
        let in_memory = (window.len() - used).min(standing.packed_bytes as usize);
        window.truncate(used + in_memory);
        Ok(EntryReader {
            at,
            source,
            window,
            used,
            next_at: data_at + in_memory as u64,
            packed_left: standing.packed_bytes - in_memory as u64,
            block_bytes,
            unpacker: match entry.packing {
                Packing::Deflated => Some(Unpacker::new()),
                Packing::Stored | Packing::Unsupported(_) => None,
            },
            size_bytes: entry.size_bytes,
            done_bytes: 0,
            crc: Crc::new(),
            expected_crc: Some(standing.crc32),
            checked: false,
            disagreement,
        })
    }

    /// The next bytes, at most [`STEP_BYTES`]; `None` at the end.
    ///
    /// Errors: as [`super::Archive::read`]. After one, nothing more may be read.
    #[expect(
        clippy::should_implement_trait,
        reason = "an iterator cannot stop at an error"
    )]
    pub fn next(&mut self) -> Result<Option<Vec<u8>>, ArchiveError> {
        let left = self.size_bytes - self.done_bytes;
        if left == 0 {
            self.check_end()?;
            return Ok(None);
        }
        let mut piece = self.zeroed(left.min(STEP_BYTES as u64))?;
        self.fill_exactly(&mut piece)?;
        if self.done_bytes == self.size_bytes {
            self.check_end()?;
        }
        Ok(Some(piece))
    }

    /// Everything.
    pub(super) fn read_to_end(
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
    pub(super) fn read_quickly(
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

    /// The first bytes, at most `n`. Nothing is checked but that they can be unpacked.
    pub(super) fn read_head(mut self, n: usize) -> Result<Vec<u8>, ArchiveError> {
        let mut head = self.zeroed(self.size_bytes.min(n as u64))?;
        let n_filled = self.fill(&mut head)?;
        head.truncate(n_filled);
        Ok(head)
    }

    /// Where its bytes start in the file.
    pub(super) fn data_at(&self) -> u64 {
        self.next_at - (self.window.len() - self.used) as u64
    }

    /// What the header beside the bytes says otherwise than the directory.
    pub(super) fn disagreement(&self) -> Option<&str> {
        self.disagreement.as_deref()
    }

    fn zeroed(&self, len: u64) -> Result<Vec<u8>, ArchiveError> {
        let mut bytes = self.reserved(len)?;
        bytes.resize(len as usize, 0);
        Ok(bytes)
    }

    fn reserved(&self, len: u64) -> Result<Vec<u8>, ArchiveError> {
        let no_room = || ArchiveError::Memory {
            at: self.at.clone(),
            size_bytes: len,
        };
        let len = usize::try_from(len).map_err(|_| no_room())?;
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(len).map_err(|_| no_room())?;
        Ok(bytes)
    }

    fn fill_exactly(&mut self, out: &mut [u8]) -> Result<(), ArchiveError> {
        if self.fill(out)? == out.len() {
            return Ok(());
        }
        Err(self.too_short())
    }

    fn too_short(&self) -> ArchiveError {
        ArchiveError::TooShort {
            at: self.at.clone(),
            found_bytes: self.done_bytes,
            size_bytes: self.size_bytes,
        }
    }

    fn too_long(&self) -> ArchiveError {
        ArchiveError::TooLong {
            at: self.at.clone(),
            size_bytes: self.size_bytes,
        }
    }

    /// Fills `out`; the number of bytes is smaller only where the entry ends.
    fn fill(&mut self, out: &mut [u8]) -> Result<usize, ArchiveError> {
        let n_filled = match self.unpacker.take() {
            Some(mut unpacker) => {
                let filled = self.inflate(&mut unpacker, out);
                self.unpacker = Some(unpacker);
                filled?
            }
            None => self.copy(out)?,
        };
        self.done_bytes += n_filled as u64;
        Ok(n_filled)
    }

    fn copy(&mut self, out: &mut [u8]) -> Result<usize, ArchiveError> {
        let in_memory = self.window.get(self.used..).unwrap_or_default();
        let n_copied = in_memory.len().min(out.len());
        let (front, back) = out.split_at_mut(n_copied);
        front.copy_from_slice(&in_memory[..n_copied]);
        self.used += n_copied;
        let n_read = self.packed_left.min(back.len() as u64) as usize;
        let back = &mut back[..n_read];
        self.source
            .read_at(self.next_at, back)
            .map_err(|source| self.read_error(source))?;
        self.next_at += n_read as u64;
        self.packed_left -= n_read as u64;
        if self.expected_crc.is_some() {
            self.crc.update(front);
            self.crc.update(back);
        }
        Ok(n_copied + n_read)
    }

    fn inflate(&mut self, unpacker: &mut Unpacker, out: &mut [u8]) -> Result<usize, ArchiveError> {
        let mut n_filled = 0;
        while n_filled < out.len() && !unpacker.ended {
            self.load_if_empty()?;
            let free = &mut out[n_filled..];
            let input = self.window.get(self.used..).unwrap_or_default();
            let called = unpacker.fill_slice(input, free);
            let call = called.map_err(|damaged| self.damaged(&damaged))?;
            self.used += call.n_read;
            self.crc.update(&free[..call.n_written]);
            n_filled += call.n_written;
        }
        Ok(n_filled)
    }

    fn damaged(&self, damaged: &Damaged) -> ArchiveError {
        ArchiveError::Damaged {
            at: self.at.clone(),
            unpacked_bytes: damaged.0,
        }
    }

    fn load_if_empty(&mut self) -> Result<(), ArchiveError> {
        if self.used == self.window.len() && self.packed_left > 0 {
            self.load()?;
        }
        Ok(())
    }

    fn load(&mut self) -> Result<(), ArchiveError> {
        let len = self.packed_left.min(self.block_bytes as u64) as usize;
        self.window.clear();
        self.used = 0;
        self.window = read_range(self.source.as_ref(), self.next_at, len)
            .map_err(|source| self.read_error(source))?;
        self.next_at += len as u64;
        self.packed_left -= len as u64;
        Ok(())
    }

    fn read_error(&self, source: std::io::Error) -> ArchiveError {
        ArchiveError::Read {
            name: self.at.archive.clone(),
            offset: self.next_at,
            source,
        }
    }

    /// All claimed bytes came out: there must be no more, and they must be the right ones.
    fn check_end(&mut self) -> Result<(), ArchiveError> {
        if self.checked {
            return Ok(());
        }
        if self.has_more()? {
            return Err(self.too_long());
        }
        match self.expected_crc {
            Some(expected) if expected != self.crc.sum() => Err(ArchiveError::Crc {
                at: self.at.clone(),
                found: self.crc.sum(),
                expected,
            }),
            _right => {
                self.checked = true;
                Ok(())
            }
        }
    }

    fn has_more(&mut self) -> Result<bool, ArchiveError> {
        let Some(mut unpacker) = self.unpacker.take() else {
            return Ok(self.packed_left > 0 || self.used < self.window.len());
        };
        let mut one = [0];
        let more = self.inflate(&mut unpacker, &mut one);
        self.unpacker = Some(unpacker);
        Ok(more? > 0)
    }
}
