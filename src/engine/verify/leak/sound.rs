//! Opus in Ogg, packet by packet: when each is heard, and whether it is silence. Reads the export's
//! files and those of the package alike; nothing is shared with the program that mutes.

use super::parts::number_from_low as number;

/// Samples a millisecond.
const IN_MS: u64 = 48;
/// More of one packet is not kept: no packet of Opus is longer.
const PACKET_BYTES: usize = 61_440;
/// A page is never longer. Units: bytes.
const PAGE_BYTES: usize = 27 + 255 + 255 * 255;

/// A packet as it was read.
pub(super) struct Packet {
    /// When it begins to be heard. Units: milliseconds, cut; before the start counts as 0.
    pub(super) from_ms: u64,
    /// When it is over. Units: milliseconds, counted up.
    pub(super) until_ms: u64,
    /// Nothing is heard in it.
    pub(super) is_silent: bool,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// Reads one file.
#[derive(Default)]
pub(super) struct Sound {
    view: Vec<u8>,
    packet: Vec<u8>,
    n_packets: u64,
    pre_skip: u64,
    /// Units: samples.
    at: u64,
    /// It is not as it must be; nothing more was read.
    pub(super) is_broken: bool,
}

impl Sound {
    /// Takes the next bytes; passes on each packet of sound that ends in them.
    pub(super) fn push(&mut self, bytes: &[u8], each: &mut dyn FnMut(Packet)) {
        if self.is_broken {
            return;
        }
        self.view.extend_from_slice(bytes);
        let view = std::mem::take(&mut self.view);
        let mut rest = view.as_slice();
        while let Some((laces, body, after)) = self.page(rest) {
            self.packets(laces, body, each);
            rest = after;
        }
        self.is_broken |= rest.len() > PAGE_BYTES;
        self.view = rest.to_vec();
    }

    /// The page at the front, when all of it is there: its laces, its content, what follows.
    fn page<'a>(&mut self, view: &'a [u8]) -> Option<(&'a [u8], &'a [u8], &'a [u8])> {
        let n_laces = usize::from(*view.get(26)?);
        if !view.starts_with(b"OggS\0") {
            self.is_broken = true;
            return None;
        }
        let laces = view.get(27..27 + n_laces)?;
        let len: usize = laces.iter().map(|lace| usize::from(*lace)).sum();
        let (content, after) = view.get(27 + n_laces..)?.split_at_checked(len)?;
        Some((laces, content, after))
    }

    fn packets(&mut self, laces: &[u8], mut content: &[u8], each: &mut dyn FnMut(Packet)) {
        for lace in laces {
            let (piece, after) = content.split_at(usize::from(*lace).min(content.len()));
            content = after;
            self.packet.extend_from_slice(piece);
            if self.packet.len() > PACKET_BYTES && self.n_packets > 1 {
                self.is_broken = true;
                return;
            }
            if *lace < 255 {
                let packet = std::mem::take(&mut self.packet);
                self.take(packet, each);
                self.n_packets += 1;
            }
        }
    }

    fn take(&mut self, bytes: Vec<u8>, each: &mut dyn FnMut(Packet)) {
        if self.n_packets == 0 {
            self.pre_skip = number(&bytes, 10, 2).unwrap_or_default();
        }
        if self.n_packets < 2 {
            return;
        }
        let Some(samples) = samples_of(&bytes) else {
            self.is_broken = true;
            return;
        };
        let from = self.at.saturating_sub(self.pre_skip);
        self.at += samples;
        let until = self.at.saturating_sub(self.pre_skip);
        each(Packet {
            from_ms: from / IN_MS,
            until_ms: until.div_ceil(IN_MS),
            is_silent: is_silent(&bytes),
            bytes,
        });
    }
}

/// How long a packet is heard. Units: samples.
fn samples_of(packet: &[u8]) -> Option<u64> {
    let head = *packet.first()?;
    // Tenths of milliseconds of a frame, by the number of its configuration.
    let tenths = match head / 8 {
        n @ 0..=11 => [100, 200, 400, 600][usize::from(n % 4)],
        n @ 12..=15 => [100, 200][usize::from(n % 2)],
        n => [25, 50, 100, 200][usize::from(n % 4)],
    };
    let n_frames = match head % 4 {
        0 => 1,
        3 => u64::from(*packet.get(1)? % 64),
        _two => 2,
    };
    let samples = tenths * n_frames * IN_MS / 10;
    (samples > 0).then_some(samples)
}

/// Frames of CELT alone, each of which begins with the flag that says silence and holds no more.
fn is_silent(packet: &[u8]) -> bool {
    match packet {
        [head, 0xff, 0xfe] => *head >= 128 && head % 4 == 0,
        [head, count, frames @ ..] => {
            let n_frames = usize::from(*count);
            *head >= 128
                && head % 4 == 3
                && n_frames < 64
                && frames.len() == 2 * n_frames
                && frames.chunks(2).all(|frame| frame == [0xff, 0xfe])
        }
        _short => false,
    }
}
