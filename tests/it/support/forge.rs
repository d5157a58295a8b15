//! Packages changed as a forger would: files are altered, then every size and digest, and the zip
//! around them, is written anew from the format's description.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256, Sha512};

/// The files of a package, below its top folder.
#[derive(Clone)]
pub(crate) struct Forged {
    pub(crate) folder: String,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Forged {
    /// Unpacks a package.
    pub(crate) fn of(package: &[u8]) -> Forged {
        let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
        let mut forged = Forged {
            folder: String::new(),
            files: BTreeMap::new(),
        };
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let name = file.name().unwrap().into_owned();
            let (folder, path) = name.split_once('/').unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            folder.clone_into(&mut forged.folder);
            forged.files.insert(path.to_owned(), bytes);
        }
        forged
    }

    pub(crate) fn text(&self, path: &str) -> String {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("no {path}"));
        String::from_utf8(bytes.clone()).unwrap()
    }

    pub(crate) fn put(&mut self, path: &str, text: &str) {
        self.files.insert(path.to_owned(), text.as_bytes().to_vec());
    }

    /// Replaces `from`, which must stand there, in one file.
    pub(crate) fn replace(&mut self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{from:?} is not in {path}");
        self.put(path, &text.replace(from, to));
    }

    /// Replaces `from` in the three copies of what thread 1 says.
    pub(crate) fn say(&mut self, from: &str, to: &str) {
        for name in ["messages.jsonl", "transcript.html", "transcript.txt"] {
            self.replace(&format!("data/threads/t001/{name}"), from, to);
        }
    }

    /// The lines of a file.
    pub(crate) fn lines(&self, path: &str) -> Vec<String> {
        self.text(path).lines().map(str::to_owned).collect()
    }

    /// Writes lines.
    pub(crate) fn put_lines(&mut self, path: &str, lines: &[String]) {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        self.put(path, &text);
    }

    /// Changes lines of the custody log and chains them anew.
    pub(crate) fn custody(&mut self, change: impl Fn(&str) -> String) {
        let path = "data/logs/custody.jsonl";
        let (mut prev, mut chained) = ("0".repeat(64), Vec::new());
        for (line, number) in self.lines(path).iter().zip(1..) {
            let line = change(line);
            let mut event: serde_json::Value = serde_json::from_str(&line).unwrap();
            event["prev"] = prev.into();
            event["seq"] = number.into();
            let line = event.to_string();
            prev = HEXLOWER.encode(&Sha256::digest(line.as_bytes()));
            chained.push(line);
        }
        self.put_lines(path, &chained);
    }

    /// The package, with everything that can be computed computed anew.
    pub(crate) fn package(mut self) -> Vec<u8> {
        let payload = |path: &str| path.starts_with("data/");
        let tags = |path: &str| {
            !path.starts_with("data/")
                && !path.starts_with("tagmanifest")
                && !path.starts_with("signatures/")
        };
        let sizes = self.files.iter().filter(|(path, _)| payload(path));
        let (n_files, n_bytes) = sizes.fold((0, 0), |(files, all), (_, bytes)| {
            (files + 1, all + bytes.len())
        });
        let oxum = format!("Payload-Oxum: {n_bytes}.{n_files}");
        let info: String = self
            .lines("bag-info.txt")
            .iter()
            .map(|line| match line.starts_with("Payload-Oxum: ") {
                true => format!("{oxum}\n"),
                false => format!("{line}\n"),
            })
            .collect();
        self.put("bag-info.txt", &info);
        self.manifests("manifest", &payload);
        self.manifests("tagmanifest", &tags);
        self.zip()
    }

    fn manifests(&mut self, name: &str, covers: &dyn Fn(&str) -> bool) {
        let sha256 = |bytes: &[u8]| HEXLOWER.encode(&Sha256::digest(bytes));
        let sha512 = |bytes: &[u8]| HEXLOWER.encode(&Sha512::digest(bytes));
        let list = |hex: &dyn Fn(&[u8]) -> String| -> String {
            let files = self.files.iter().filter(|(path, _)| covers(path));
            files
                .map(|(path, bytes)| format!("{}  {path}\n", hex(bytes)))
                .collect()
        };
        let (short, long) = (list(&sha256), list(&sha512));
        self.put(&format!("{name}-sha256.txt"), &short);
        self.put(&format!("{name}-sha512.txt"), &long);
    }

    /// The zip as the format says, of files as they are.
    pub(crate) fn zip(&self) -> Vec<u8> {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        let mut n_files = 0_u16;
        let folder = &self.folder;
        for (path, bytes) in &self.files {
            let name = format!("{folder}/{path}");
            let mut crc = flate2::Crc::new();
            crc.update(bytes);
            let size = (bytes.len() as u32).to_le_bytes();
            let mut middle = vec![0x0a, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
            middle.extend(crc.sum().to_le_bytes());
            middle.extend(size);
            middle.extend(size);
            middle.extend((name.len() as u16).to_le_bytes());
            middle.extend([0, 0]);
            let offset = (out.len() as u32).to_le_bytes();
            out.extend(*b"PK\x03\x04");
            out.extend(&middle);
            out.extend(name.as_bytes());
            out.extend(bytes);
            directory.extend(*b"PK\x01\x02\x1e\x03");
            directory.extend(&middle);
            directory.extend([0; 6]);
            directory.extend((0o100_644_u32 << 16).to_le_bytes());
            directory.extend(offset);
            directory.extend(name.as_bytes());
            n_files += 1;
        }
        let (at, len) = (out.len() as u32, directory.len() as u32);
        out.extend(directory);
        out.extend(*b"PK\x05\x06\0\0\0\0");
        out.extend(n_files.to_le_bytes());
        out.extend(n_files.to_le_bytes());
        out.extend(len.to_le_bytes());
        out.extend(at.to_le_bytes());
        out.extend([0, 0]);
        out
    }
}
