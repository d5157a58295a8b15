//! A zip writer that can lie: every field can be set to what it should not be.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// One entry as it is to be written.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Any bytes.
    pub name: Vec<u8>,
    /// General purpose flags.
    pub flags: u16,
    /// 0 or 8.
    pub method: u16,
    /// As declared.
    pub crc: u32,
    /// As declared.
    pub size: u32,
    /// As packed.
    pub data: Vec<u8>,
    /// The local header that the directory points at, when it is another one's.
    pub points_at: Option<usize>,
}

impl Entry {
    /// An honest entry, stored.
    pub fn stored(name: &str, content: &[u8]) -> Entry {
        let mut crc = Crc::new();
        crc.update(content);
        Entry {
            name: name.as_bytes().to_vec(),
            flags: 1 << 11,
            method: 0,
            crc: crc.sum(),
            size: u32::try_from(content.len()).expect("an entry of less than 4 GiB"),
            data: content.to_vec(),
            points_at: None,
        }
    }

    /// An honest entry, packed.
    pub fn packed(name: &str, content: &[u8]) -> Entry {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(6));
        encoder.write_all(content).expect("memory takes everything");
        Entry {
            method: 8,
            data: encoder.finish().expect("memory takes everything"),
            ..Entry::stored(name, content)
        }
    }
}

/// The zip of these entries, in this order.
pub fn zip(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut offsets = Vec::new();
    for entry in entries {
        offsets.push(bytes.len());
        bytes.extend_from_slice(b"PK\x03\x04");
        bytes.extend_from_slice(&common(entry));
        bytes.extend_from_slice(&entry.name);
        bytes.extend_from_slice(&entry.data);
    }
    let directory = bytes.len();
    for (entry, own_offset) in entries.iter().zip(&offsets) {
        let offset = entry.points_at.map_or(*own_offset, |other| offsets[other]);
        bytes.extend_from_slice(b"PK\x01\x02\x14\x00");
        bytes.extend_from_slice(&common(entry));
        bytes.extend_from_slice(&[0; 10]);
        bytes.extend_from_slice(&short(offset).to_le_bytes());
        bytes.extend_from_slice(&entry.name);
    }
    let size = bytes.len() - directory;
    let n_entries = u16::try_from(entries.len()).expect("fewer than 65,536 entries");
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    bytes.extend_from_slice(&n_entries.to_le_bytes());
    bytes.extend_from_slice(&n_entries.to_le_bytes());
    bytes.extend_from_slice(&short(size).to_le_bytes());
    bytes.extend_from_slice(&short(directory).to_le_bytes());
    bytes.extend_from_slice(&[0; 2]);
    bytes
}

/// The fields that the local and the central header share, extra length included.
fn common(entry: &Entry) -> Vec<u8> {
    let mut fields = Vec::new();
    for field in [20, entry.flags, entry.method, 0, 0x5857] {
        fields.extend_from_slice(&field.to_le_bytes());
    }
    for field in [entry.crc, short(entry.data.len()), entry.size] {
        fields.extend_from_slice(&field.to_le_bytes());
    }
    let name_len = u16::try_from(entry.name.len()).expect("a name of less than 64 KiB");
    fields.extend_from_slice(&name_len.to_le_bytes());
    fields.extend_from_slice(&[0; 2]);
    fields
}

fn short(number: usize) -> u32 {
    u32::try_from(number).expect("a zip of less than 4 GiB")
}
