//! Makes the zip of the built-in sample from the folder `sample`, and the functions that say the
//! words of the interface from the folder `words`: same folders, same bytes.

#[path = "build/words.rs"]
mod words;

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// 2024-02-21 18:10:00 as DOS writes it: no clock is read.
const TIME: u16 = 18 << 11 | 10 << 5;
const DATE: u16 = (2024 - 1980) << 9 | 2 << 5 | 21;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=sample");
    let mut zip = Zip::default();
    for path in sorted_files()? {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or("a name in sample/ is not UTF-8")?;
        zip.add(name, &fs::read(&path)?)?;
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    fs::write(out.join("sample.zip"), zip.finish()?)?;
    fs::write(out.join("words.rs"), words::generated()?)?;
    Ok(())
}

fn sorted_files() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir("sample")? {
        let path = entry?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// As much of a zip writer as the sample needs: no folders, nothing over 4 GiB.
#[derive(Default)]
struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    n_entries: u16,
}

impl Zip {
    fn add(&mut self, name: &str, content: &[u8]) -> Result<(), Box<dyn Error>> {
        // Text is packed, as a phone does; media would only grow.
        let packed = name.ends_with(".txt");
        let data = if packed {
            deflated(content)?
        } else {
            content.to_vec()
        };
        let mut crc = Crc::new();
        crc.update(content);

        let mut common = Vec::new();
        for field in [20, FLAGS, if packed { 8 } else { 0 }, TIME, DATE] {
            common.extend_from_slice(&u16::to_le_bytes(field));
        }
        for field in [
            crc.sum(),
            u32::try_from(data.len())?,
            u32::try_from(content.len())?,
        ] {
            common.extend_from_slice(&field.to_le_bytes());
        }
        common.extend_from_slice(&u16::try_from(name.len())?.to_le_bytes());
        common.extend_from_slice(&[0; 2]);

        let offset = u32::try_from(self.bytes.len())?;
        self.bytes.extend_from_slice(b"PK\x03\x04");
        self.bytes.extend_from_slice(&common);
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(&data);

        self.directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        self.directory.extend_from_slice(&common);
        self.directory.extend_from_slice(&[0; 10]);
        self.directory.extend_from_slice(&offset.to_le_bytes());
        self.directory.extend_from_slice(name.as_bytes());
        self.n_entries += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<u8>, Box<dyn Error>> {
        let offset = u32::try_from(self.bytes.len())?;
        let size = u32::try_from(self.directory.len())?;
        self.bytes.append(&mut self.directory);
        self.bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        for _both in 0..2 {
            self.bytes.extend_from_slice(&self.n_entries.to_le_bytes());
        }
        self.bytes.extend_from_slice(&size.to_le_bytes());
        self.bytes.extend_from_slice(&offset.to_le_bytes());
        self.bytes.extend_from_slice(&[0; 2]);
        Ok(self.bytes)
    }
}

fn deflated(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}
