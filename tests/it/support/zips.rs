//! Zips: ordinary ones by the `zip` crate, odd ones by hand.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// An ordinary zip as a phone makes it: deflated, names in UTF-8.
pub(crate) fn ordinary(entries: &[(&str, &[u8])]) -> Vec<u8> {
    written(entries, CompressionMethod::Deflated)
}

/// The same, nothing packed.
pub(crate) fn stored(entries: &[(&str, &[u8])]) -> Vec<u8> {
    written(entries, CompressionMethod::Stored)
}

fn written(entries: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default());
        if name.ends_with('/') {
            writer.add_directory(*name, options).unwrap();
        } else {
            writer.start_file(*name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// A zip by the `zip` crate, every second entry packed.
pub(crate) fn by_others(entries: &[(String, Vec<u8>)], zip64: bool) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (number, (name, bytes)) in entries.iter().enumerate() {
        let method = match number % 2 {
            0 => CompressionMethod::Deflated,
            _ => CompressionMethod::Stored,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .large_file(zip64);
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Every entry as the `zip` crate reads it.
pub(crate) fn read_by_others(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|number| {
            let mut content = Vec::new();
            let mut entry = archive.by_index(number).unwrap();
            entry.read_to_end(&mut content).unwrap();
            content
        })
        .collect()
}

/// The raw DEFLATE form of bytes.
pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder =
        flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// CRC-32 as zips use it.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// One entry by hand. Every field can be made to lie.
#[derive(Clone)]
pub(crate) struct Odd {
    pub(crate) name: Vec<u8>,
    /// The name in the local header; the same unless set.
    pub(crate) local_name: Option<Vec<u8>>,
    pub(crate) flags: u16,
    pub(crate) method: u16,
    pub(crate) local_method: Option<u16>,
    pub(crate) crc32: u32,
    pub(crate) packed: Vec<u8>,
    pub(crate) packed_bytes: u64,
    pub(crate) size_bytes: u64,
    pub(crate) extra: Vec<u8>,
    pub(crate) local_extra: Vec<u8>,
    /// Offset in the directory; the true one unless set.
    pub(crate) offset: Option<u64>,
    /// Write sizes and offset in the ZIP64 extra field.
    pub(crate) zip64: bool,
    /// Sizes follow the bytes instead of standing in the local header.
    pub(crate) sizes_behind: bool,
    /// Time and date as the zip writes them.
    pub(crate) written: [u8; 4],
}

impl Odd {
    /// An honest stored entry.
    pub(crate) fn stored(name: impl AsRef<[u8]>, bytes: &[u8]) -> Odd {
        Odd {
            name: name.as_ref().to_vec(),
            local_name: None,
            flags: 0x800,
            method: 0,
            local_method: None,
            crc32: crc32(bytes),
            packed: bytes.to_vec(),
            packed_bytes: bytes.len() as u64,
            size_bytes: bytes.len() as u64,
            extra: Vec::new(),
            local_extra: Vec::new(),
            offset: None,
            zip64: false,
            sizes_behind: false,
            written: [0, 0, 33, 0],
        }
    }

    /// An honest deflated entry whose packed bytes do not depend on who packs them.
    pub(crate) fn blocks(name: impl AsRef<[u8]>, bytes: &[u8]) -> Odd {
        let packed = in_blocks(bytes);
        Odd {
            method: 8,
            packed_bytes: packed.len() as u64,
            packed,
            ..Odd::stored(name, bytes)
        }
    }

    /// An honest deflated entry.
    pub(crate) fn deflated(name: impl AsRef<[u8]>, bytes: &[u8]) -> Odd {
        let packed = deflated(bytes);
        Odd {
            method: 8,
            packed_bytes: packed.len() as u64,
            packed,
            ..Odd::stored(name, bytes)
        }
    }
}

impl Odd {
    /// Writes a local time, and the instant beside it in an extra field.
    pub(crate) fn write_at(&mut self, date: [u16; 3], time: [u16; 3], ahead: Option<i64>) {
        let day = ((date[0] - 1980) << 9) | (date[1] << 5) | date[2];
        let clock = (time[0] << 11) | (time[1] << 5) | (time[2] / 2);
        let ([a, b], [c, d]) = (clock.to_le_bytes(), day.to_le_bytes());
        self.written = [a, b, c, d];
        if let Some(ahead) = ahead {
            let parts = date.map(|part| part as i16);
            let [hour, minute, second] = time.map(|part| part as i8);
            let civil = jiff::civil::date(parts[0], parts[1] as i8, parts[2] as i8)
                .at(hour, minute, second, 0)
                .to_zoned(jiff::tz::TimeZone::UTC)
                .unwrap();
            let instant = (civil.timestamp().as_second() - ahead) as u32;
            self.extra.extend([0x55, 0x54, 5, 0, 1]);
            self.extra.extend(instant.to_le_bytes());
        }
    }
}

/// DEFLATE that does not compress: the same bytes whoever writes it.
fn in_blocks(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut blocks = bytes.chunks(0xFFFF).peekable();
    if bytes.is_empty() {
        packed.extend([1, 0, 0, 0xFF, 0xFF]);
    }
    while let Some(block) = blocks.next() {
        let len = block.len() as u16;
        packed.push(u8::from(blocks.peek().is_none()));
        packed.extend(len.to_le_bytes());
        packed.extend((!len).to_le_bytes());
        packed.extend(block);
    }
    packed
}

fn narrow(value: u64, zip64: bool) -> u32 {
    if zip64 { u32::MAX } else { value as u32 }
}

fn zip64_field(odd: &Odd, offset: Option<u64>) -> Vec<u8> {
    if !odd.zip64 {
        return Vec::new();
    }
    let mut content = Vec::new();
    content.extend(odd.size_bytes.to_le_bytes());
    content.extend(odd.packed_bytes.to_le_bytes());
    if let Some(offset) = offset {
        content.extend(offset.to_le_bytes());
    }
    let mut field = vec![1, 0, content.len() as u8, 0];
    field.extend(content);
    field
}

/// A zip of entries by hand, and how it ends.
#[derive(Clone, Default)]
pub(crate) struct OddZip {
    /// Stand before the first header, and no offset counts them.
    pub(crate) before: Vec<u8>,
    pub(crate) entries: Vec<Odd>,
    pub(crate) comment: Vec<u8>,
    pub(crate) after: Vec<u8>,
    /// Write the ZIP64 end record and its locator.
    pub(crate) zip64: bool,
    /// What the end record says instead of the truth.
    pub(crate) n_entries: Option<u16>,
    pub(crate) disk: u16,
    /// Bytes that are thought to stand before the directory, counted in all offsets after them.
    pub(crate) inserted: Option<u64>,
}

impl OddZip {
    pub(crate) fn of(entries: Vec<Odd>) -> OddZip {
        OddZip {
            entries,
            ..OddZip::default()
        }
    }

    /// Where the local header of that entry stands.
    pub(crate) fn offset_of(&self, name: &[u8]) -> u64 {
        let mut out = Vec::new();
        for odd in self.entries.iter().take_while(|odd| odd.name != name) {
            local_record(&mut out, odd);
        }
        out.len() as u64
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let shift = self.before.len() as u64;
        let mut out = self.before.clone();
        let mut directory = Vec::new();
        for odd in &self.entries {
            let offset = out.len() as u64 - shift;
            local_record(&mut out, odd);
            directory_record(&mut directory, odd, odd.offset.unwrap_or(offset));
        }
        let thought = self.inserted.unwrap_or(0);
        let at = out.len() as u64 - shift + thought;
        out.extend(&directory);
        let n_entries = self.n_entries.unwrap_or(self.entries.len() as u16);
        if self.zip64 {
            let end64_at = out.len() as u64 - shift + thought;
            out.extend(b"PK\x06\x06");
            out.extend(44u64.to_le_bytes());
            out.extend([45, 0, 45, 0]);
            out.extend([0; 8]);
            out.extend(u64::from(n_entries).to_le_bytes());
            out.extend(u64::from(n_entries).to_le_bytes());
            out.extend((directory.len() as u64).to_le_bytes());
            out.extend(at.to_le_bytes());
            out.extend(b"PK\x06\x07");
            out.extend([0; 4]);
            out.extend(end64_at.to_le_bytes());
            out.extend(1u32.to_le_bytes());
        }
        out.extend(b"PK\x05\x06");
        out.extend(self.disk.to_le_bytes());
        out.extend(self.disk.to_le_bytes());
        let n_entries = if self.zip64 { u16::MAX } else { n_entries };
        out.extend(n_entries.to_le_bytes());
        out.extend(n_entries.to_le_bytes());
        out.extend(narrow(directory.len() as u64, self.zip64).to_le_bytes());
        out.extend(narrow(at, self.zip64).to_le_bytes());
        out.extend((self.comment.len() as u16).to_le_bytes());
        out.extend(&self.comment);
        out.extend(&self.after);
        out
    }
}

fn local_record(out: &mut Vec<u8>, odd: &Odd) {
    let name = odd.local_name.as_ref().unwrap_or(&odd.name);
    let mut extra = zip64_field(odd, None);
    extra.extend(&odd.local_extra);
    let flags = odd.flags | if odd.sizes_behind { 8 } else { 0 };
    out.extend(b"PK\x03\x04");
    out.extend([20, 0]);
    out.extend(flags.to_le_bytes());
    out.extend(odd.local_method.unwrap_or(odd.method).to_le_bytes());
    out.extend(odd.written);
    if odd.sizes_behind {
        out.extend([0; 12]);
    } else {
        out.extend(odd.crc32.to_le_bytes());
        out.extend(narrow(odd.packed_bytes, odd.zip64).to_le_bytes());
        out.extend(narrow(odd.size_bytes, odd.zip64).to_le_bytes());
    }
    out.extend((name.len() as u16).to_le_bytes());
    out.extend((extra.len() as u16).to_le_bytes());
    out.extend(name);
    out.extend(&extra);
    out.extend(&odd.packed);
    if odd.sizes_behind {
        out.extend(b"PK\x07\x08");
        out.extend(odd.crc32.to_le_bytes());
        out.extend((odd.packed_bytes as u32).to_le_bytes());
        out.extend((odd.size_bytes as u32).to_le_bytes());
    }
}

fn directory_record(out: &mut Vec<u8>, odd: &Odd, offset: u64) {
    let mut extra = zip64_field(odd, Some(offset));
    extra.extend(&odd.extra);
    let flags = odd.flags | if odd.sizes_behind { 8 } else { 0 };
    out.extend(b"PK\x01\x02");
    out.extend([20, 3, 20, 0]);
    out.extend(flags.to_le_bytes());
    out.extend(odd.method.to_le_bytes());
    out.extend(odd.written);
    out.extend(odd.crc32.to_le_bytes());
    out.extend(narrow(odd.packed_bytes, odd.zip64).to_le_bytes());
    out.extend(narrow(odd.size_bytes, odd.zip64).to_le_bytes());
    out.extend((odd.name.len() as u16).to_le_bytes());
    out.extend((extra.len() as u16).to_le_bytes());
    out.extend([0; 10]);
    out.extend(narrow(offset, odd.zip64).to_le_bytes());
    out.extend(&odd.name);
    out.extend(&extra);
}
