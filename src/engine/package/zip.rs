//! The bytes around the files of a package: a zip that stores, whose every byte follows from names,
//! sizes, CRCs and order. Writes nothing itself; the job passes these bytes to its sink.
//!
//! Must never: hold a time, an owner, a comment or an extra field that the numbers do not force.

/// A number that does not fit in four bytes stands as this, and in a ZIP64 field.
const NO_FIT_4: u64 = 0xffff_ffff;
/// The same for two bytes.
const NO_FIT_2: u64 = 0xffff;

const MADE_BY: u16 = 0x031e;
const NEEDED: u16 = 0x000a;
const NEEDED_64: u16 = 0x002d;
const DOS_DATE: u16 = 0x0021;
const REGULAR_0644: u32 = 0o100_644 << 16;

/// One file as the directory lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    name: String,
    size_bytes: u64,
    crc32: u32,
    offset: u64,
}

/// Keeps the offsets while a zip is written from first byte to last.
#[derive(Debug, Default)]
pub(super) struct ZipLayout {
    listed: Vec<Listed>,
    at: u64,
}

impl ZipLayout {
    /// The header before a file's bytes. Exactly `size_bytes` bytes must follow it.
    pub(super) fn open(&mut self, name: &str, size_bytes: u64, crc32: u32) -> Vec<u8> {
        let file = Listed {
            name: name.to_owned(),
            size_bytes,
            crc32,
            offset: self.at,
        };
        let header = local_header(&file);
        self.at += header.len() as u64 + size_bytes;
        self.listed.push(file);
        header
    }

    /// The files opened so far, in order: each gives one record of the directory.
    pub(super) fn n_files(&self) -> usize {
        self.listed.len()
    }

    /// The directory's record of file `index`, from 0; empty past the end.
    pub(super) fn central_record(&self, index: usize) -> Vec<u8> {
        self.listed
            .get(index)
            .map(central_record)
            .unwrap_or_default()
    }

    /// What stands after a directory of `directory_bytes` bytes.
    pub(super) fn end(&self, directory_bytes: u64) -> Vec<u8> {
        end_records(self.listed.len() as u64, directory_bytes, self.at)
    }
}

fn local_header(file: &Listed) -> Vec<u8> {
    let large = file.size_bytes >= NO_FIT_4;
    let mut out = Vec::with_capacity(64 + file.name.len());
    put32(&mut out, 0x0403_4b50);
    put16(&mut out, if large { NEEDED_64 } else { NEEDED });
    middle(&mut out, file);
    put16(&mut out, if large { 20 } else { 0 });
    out.extend_from_slice(file.name.as_bytes());
    if large {
        put16(&mut out, 1);
        put16(&mut out, 16);
        put64(&mut out, file.size_bytes);
        put64(&mut out, file.size_bytes);
    }
    out
}

/// What both headers share: flags, method, time, date, CRC, sizes, length of the name.
fn middle(out: &mut Vec<u8>, file: &Listed) {
    put16(out, 0);
    put16(out, 0);
    put16(out, 0);
    put16(out, DOS_DATE);
    put32(out, file.crc32);
    put32(out, fit32(file.size_bytes));
    put32(out, fit32(file.size_bytes));
    put16(out, file.name.len() as u16);
}

fn central_record(file: &Listed) -> Vec<u8> {
    let mut extra = Vec::new();
    if file.size_bytes >= NO_FIT_4 {
        put64(&mut extra, file.size_bytes);
        put64(&mut extra, file.size_bytes);
    }
    if file.offset >= NO_FIT_4 {
        put64(&mut extra, file.offset);
    }
    let large = !extra.is_empty();
    let mut out = Vec::with_capacity(80 + file.name.len());
    put32(&mut out, 0x0201_4b50);
    put16(&mut out, MADE_BY);
    put16(&mut out, if large { NEEDED_64 } else { NEEDED });
    middle(&mut out, file);
    put16(&mut out, if large { extra.len() as u16 + 4 } else { 0 });
    put16(&mut out, 0);
    put16(&mut out, 0);
    put16(&mut out, 0);
    put32(&mut out, REGULAR_0644);
    put32(&mut out, fit32(file.offset));
    out.extend_from_slice(file.name.as_bytes());
    if large {
        put16(&mut out, 1);
        put16(&mut out, extra.len() as u16);
        out.extend_from_slice(&extra);
    }
    out
}

fn end_records(n_files: u64, size_bytes: u64, offset: u64) -> Vec<u8> {
    let mut out = Vec::with_capacity(98);
    if n_files >= NO_FIT_2 || size_bytes >= NO_FIT_4 || offset >= NO_FIT_4 {
        put32(&mut out, 0x0606_4b50);
        put64(&mut out, 44);
        put16(&mut out, MADE_BY);
        put16(&mut out, NEEDED_64);
        put32(&mut out, 0);
        put32(&mut out, 0);
        put64(&mut out, n_files);
        put64(&mut out, n_files);
        put64(&mut out, size_bytes);
        put64(&mut out, offset);
        put32(&mut out, 0x0706_4b50);
        put32(&mut out, 0);
        put64(&mut out, offset + size_bytes);
        put32(&mut out, 1);
    }
    put32(&mut out, 0x0605_4b50);
    put16(&mut out, 0);
    put16(&mut out, 0);
    put16(&mut out, n_files.min(NO_FIT_2) as u16);
    put16(&mut out, n_files.min(NO_FIT_2) as u16);
    put32(&mut out, fit32(size_bytes));
    put32(&mut out, fit32(offset));
    put16(&mut out, 0);
    out
}

fn fit32(number: u64) -> u32 {
    number.min(NO_FIT_4) as u32
}

fn put16(out: &mut Vec<u8>, number: u16) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&number.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read, Seek, SeekFrom};

    use zip::{CompressionMethod, ZipArchive};

    use super::*;

    /// Bytes with holes: what a huge zip holds besides its files' bytes, which read as zeros.
    #[derive(Default)]
    struct Holey {
        written: Vec<(u64, Vec<u8>)>,
        len: u64,
        at: u64,
    }

    impl Holey {
        fn append(&mut self, bytes: Vec<u8>) {
            let start = self.len;
            self.len += bytes.len() as u64;
            self.written.push((start, bytes));
        }
    }

    impl Read for Holey {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            let n = (buf.len() as u64).min(self.len.saturating_sub(self.at)) as usize;
            buf[..n].fill(0);
            let after = self.written.partition_point(|(start, _)| *start <= self.at);
            for (start, bytes) in &self.written[after.saturating_sub(1)..] {
                if *start >= self.at + n as u64 {
                    break;
                }
                let end = self.at + n as u64;
                let (from, to) = (self.at.max(*start), end.min(start + bytes.len() as u64));
                if from < to {
                    buf[(from - self.at) as usize..(to - self.at) as usize]
                        .copy_from_slice(&bytes[(from - start) as usize..(to - start) as usize]);
                }
            }
            self.at += n as u64;
            Ok(n)
        }
    }

    impl Seek for Holey {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.at = match to {
                SeekFrom::Start(at) => at,
                SeekFrom::End(by) => self.len.saturating_add_signed(by),
                SeekFrom::Current(by) => self.at.saturating_add_signed(by),
            };
            Ok(self.at)
        }
    }

    /// Lays files of those sizes out and lets another program read the result.
    fn laid_out(files: &[(String, u64)]) -> ZipArchive<Holey> {
        let mut layout = ZipLayout::default();
        let mut out = Holey::default();
        for (index, (name, size_bytes)) in files.iter().enumerate() {
            out.append(layout.open(name, *size_bytes, index as u32));
            out.len += size_bytes;
        }
        assert_eq!(out.len, layout.at);
        let mut directory = Vec::new();
        for index in 0..layout.n_files() {
            directory.extend(layout.central_record(index));
        }
        let end = layout.end(directory.len() as u64);
        out.append(directory);
        out.append(end);
        ZipArchive::new(out).expect("a zip")
    }

    fn check(files: &[(&str, u64)]) {
        let files: Vec<(String, u64)> = files
            .iter()
            .map(|(name, size)| ((*name).to_owned(), *size))
            .collect();
        let mut archive = laid_out(&files);
        assert_eq!(archive.len(), files.len());
        for (index, (name, size)) in files.iter().enumerate() {
            let file = archive.by_index_raw(index).expect("a file");
            assert_eq!(file.name().expect("a name"), *name);
            assert_eq!((file.size(), file.compressed_size()), (*size, *size));
            assert_eq!(file.crc32(), index as u32);
            assert_eq!(file.compression(), CompressionMethod::Stored);
            assert_eq!(file.unix_mode(), Some(0o100_644));
            assert!(file.comment().is_empty() && file.is_file());
        }
    }

    #[test]
    fn another_reader_agrees() {
        check(&[]);
        check(&[("p/a", 0), ("p/b", 1), ("p/c.txt", 70_000)]);
    }

    #[test]
    fn numbers_that_do_not_fit_are_read_back() {
        check(&[("p/fits", NO_FIT_4 - 1), ("p/z", 5)]);
        check(&[("p/not", NO_FIT_4), ("p/z", 5)]);
        check(&[("p/not", NO_FIT_4 + 1), ("p/z", 5)]);
        check(&[("p/a", 6 << 30), ("p/b", 3), ("p/c", 5 << 30), ("p/d", 0)]);
        check(&[("p/a", 3 << 30), ("p/b", 3 << 30), ("p/c", 7)]);
    }

    #[test]
    fn many_files_are_read_back() {
        for n_files in [65_534u64, 65_535, 65_536] {
            let files: Vec<(String, u64)> = (0..n_files)
                .map(|index| (format!("p/{index:06}"), index % 3))
                .collect();
            assert_eq!(laid_out(&files).len() as u64, n_files);
        }
    }

    #[test]
    fn plain_numbers_need_no_extra_field() {
        let mut layout = ZipLayout::default();
        let header = layout.open("p/a", NO_FIT_4 - 50, 1);
        assert_eq!(header.len(), 30 + 3);
        assert_eq!(header[4..6], [10, 0]);
        let second = layout.open("p/b", 1, 1);
        assert_eq!(second.len(), 30 + 3);
        assert_eq!(layout.central_record(0).len(), 46 + 3);
        assert_eq!(layout.central_record(0)[6..8], [10, 0]);
        assert_eq!(layout.central_record(2), Vec::<u8>::new());
        let third = layout.open("p/c", 1, 1);
        assert_eq!(third.len(), 30 + 3);
        assert_eq!(layout.central_record(2).len(), 46 + 3 + 12);
        assert_eq!(layout.central_record(2)[6..8], [45, 0]);
        assert_eq!(end_records(65_534, 9, 9).len(), 22);
        assert_eq!(end_records(65_535, 9, 9).len(), 98);
        assert_eq!(end_records(1, 9, NO_FIT_4).len(), 98);
    }
}
