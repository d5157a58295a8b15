//! Packages made by hand for tests, from the format's description: files by name, manifests over
//! them, and a zip. Knows nothing of the readers that it tests.

use std::collections::BTreeMap;
use std::rc::Rc;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256, Sha512};

use super::leak::{LeakJob, LeakReport};
use super::{Check, CheckState, Report, VerifyJob};
use crate::engine::job::Step;

pub(super) const FOLDER: &str = "threadseal-disclosure-20240301-100000";

/// The files of a package below its top folder.
#[derive(Clone)]
pub(super) struct Bag {
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

pub(super) fn hex256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

fn hex512(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha512::digest(bytes))
}

pub(super) const MESSAGES: &str = "data/threads/t001/messages.jsonl";
pub(super) const PAGE: &str = "data/threads/t001/transcript.html";
pub(super) const TEXT: &str = "data/threads/t001/transcript.txt";
pub(super) const TABLE: &str = "data/threads/t001/attachments.csv";
pub(super) const LOG: &str = "data/logs/redaction-log.jsonl";
pub(super) const LOG_TABLE: &str = "data/logs/redaction-log.csv";
pub(super) const CUSTODY: &str = "data/logs/custody.jsonl";
pub(super) const PICTURE: &str = "data/media/000001.jpg";

impl Bag {
    /// A package of six records with a span, a whole body, a name and a file withheld.
    pub(super) fn small() -> Bag {
        let mut files = BTreeMap::new();
        let mut put = |path: &str, text: &str| {
            files.insert(path.to_owned(), text.as_bytes().to_vec());
        };
        let picture = "\u{1}not really a picture\u{2}";
        put(PICTURE, picture);
        put("README.txt", &readme());
        put("format.md", "How it is made.\n");
        put("verify.py", "print('not read')\n");
        put(
            MESSAGES,
            concat!(
                r#"{"thread":1,"i":1,"at":null,"raw_stamp":"29/02/24, 23:59","sender":null,"kind":"system","flags":["app-marked"],"body":"Messages are encrypted.","attachment":null}"#,
                "\n",
                r#"{"thread":1,"i":2,"at":"2024-03-01T10:00","raw_stamp":"01/03/24, 10:00","sender":"Ada & 'Co'","kind":"redacted","flags":[],"body":[{"t":"call "},{"r":["CON"]},{"t":" or\nsay █[so]█"}],"attachment":null}"#,
                "\n",
                r#"{"thread":1,"i":3,"at":"2024-03-01T10:01:05","raw_stamp":"01/03/24, 10:01:05","sender":[{"r":["TPD"]}],"kind":"redacted","flags":[],"body":[{"r":["SPD","TPD"]}],"attachment":null}"#,
                "\n",
                r#"{"thread":1,"i":4,"at":"2024-03-02T00:00","raw_stamp":"02/03/24, 00:00","sender":"Bo: x","kind":"attachment","flags":[],"body":"<a> look =IMG,1.jpg\r\n","attachment":{"state":"included","file":"data/media/000001.jpg","name":"=IMG,1.jpg"}}"#,
                "\n",
                r#"{"thread":1,"i":5,"at":"2024-03-02T00:01","raw_stamp":"02/03/24, 00:01","sender":"Bo: x","kind":"attachment","flags":[],"body":"","attachment":{"state":"withheld","codes":["TPD"]}}"#,
                "\n",
                r#"{"thread":1,"i":6,"at":"2024-03-02T00:02","raw_stamp":"02/03/24, 00:02","sender":"Bo: x","kind":"attachment","flags":["attachment-missing"],"body":"gone","attachment":{"state":"absent","name":null}}"#,
                "\n",
            ),
        );
        put(
            TEXT,
            concat!(
                "Chat with █[TPD]█\n6 records\nMade from a WhatsApp chat export, a text file that anyone can edit before it is handed over: this shows what the file said, not that it is true or complete.\n\n",
                "[1] 29/02/24, 23:59 | * Messages are encrypted.\n",
                "[2] 01/03/24, 10:00 | Ada & 'Co': call █[CON]█ or\n    say █\\[so]█\n",
                "[3] 01/03/24, 10:01:05 | █[TPD]█: █[SPD TPD]█\n",
                "[4] 02/03/24, 00:00 | Bo: x: <a> look =IMG,1.jpg\r\n    \n",
                "  (attachment: data/media/000001.jpg)\n",
                "[5] 02/03/24, 00:01 | Bo: x: \n",
                "  (attachment: █[TPD]█)\n",
                "[6] 02/03/24, 00:02 | Bo: x: gone\n",
                "  (attachment: not in the export)\n",
            ),
        );
        put(PAGE, &page());
        put(
            TABLE,
            &format!(
                "thread,i,state,file,name,type,size_bytes,sha256,why\r\n1,4,included,data/media/000001.jpg,\"'=IMG,1.jpg\",image/jpeg,{},{},\r\n1,5,withheld,,,,,,\r\n1,6,absent,,,,,,\r\n",
                picture.len(),
                hex256(picture.as_bytes())
            ),
        );
        put(LOG_TABLE, &log_table());
        put(LOG, &log_lines());
        put(CUSTODY, &custody());
        let mut bag = Bag { files };
        bag.seal();
        bag
    }

    /// The drafts of certificates, as the rest of the files asks for them.
    fn certify(&mut self) {
        let count = |start: &str, end: &str| {
            let paths = self.files.keys();
            paths
                .filter(|path| path.starts_with(start) && path.ends_with(end))
                .count()
        };
        let lines = |end: &str| -> usize {
            let files = self.files.iter().filter(|(path, _)| path.ends_with(end));
            files
                .map(|(_, bytes)| bytes.iter().filter(|b| **b == b'\n').count())
                .sum()
        };
        let mut observed = format!(
            "WHAT THE PROGRAM OBSERVED\n\nPackage: {FOLDER}\nMade: 2024-03-01T11:00:00+01:00, by the clock of the device, with threadseal 0.1.0\nThreads: {}\nRecords: {}\nFiles in data/media: {}\nRows of the redaction log: {}\nDigests of every file: manifest-sha256.txt, manifest-sha512.txt\n",
            count("data/threads/", "/messages.jsonl"),
            lines("/messages.jsonl"),
            count("data/media/", ""),
            lines("/redaction-log.jsonl"),
        );
        let seals = self
            .files
            .iter()
            .filter(|(path, _)| path.ends_with("/seal.json"));
        for ((_, seal), number) in seals.zip(1..) {
            let text = String::from_utf8_lossy(seal).into_owned();
            let value = |key: &str| {
                let rest = text
                    .split(&format!("\"{key}\":"))
                    .nth(1)
                    .unwrap_or_default();
                rest.split(',').next().unwrap_or_default().replace('"', "")
            };
            observed += &format!(
                "Number of seal {number}: {}:{}:{}\n",
                value("root"),
                value("records"),
                value("messages")
            );
        }
        observed += "\nWHAT PEOPLE SAY OF THE EXPORTS, AND NOBODY CHECKED\n\nNobody recorded how the exports came here.\n";
        let draft = "DRAFT, for a person to check, to complete and to sign. The program wrote down\nwhat it did and what people typed, and certifies nothing. It cannot know that\nthe export was genuine, complete or unchanged before it was opened: an export\nis a text file that anyone can edit. Lines are left for what it does not know.\n";
        let forms = include_str!("format/certificates.txt")
            .split("=== ")
            .skip(1);
        for (name, form) in forms.filter_map(|form| form.split_once('\n')) {
            let text = form
                .replace("{draft}", draft)
                .replace("{observed}", &observed);
            let path = format!("data/certificates/{name}.txt");
            self.files.insert(path, text.into_bytes());
        }
    }

    /// Writes the drafts of certificates, bag-info and every manifest anew, as a forger would.
    pub(super) fn seal(&mut self) {
        self.certify();
        let payload: Vec<(&String, &Vec<u8>)> = self.payload().collect();
        let n_bytes: usize = payload.iter().map(|(_, bytes)| bytes.len()).sum();
        let info = format!(
            "Bagging-Date: 2024-03-01\nExternal-Identifier: {FOLDER}\nExternal-Description: Disclosure of WhatsApp chat exports\nBag-Software-Agent: threadseal 0.1.0\nBagIt-Profile-Identifier: urn:threadseal:disclosure-1\nPayload-Oxum: {n_bytes}.{}\nThreadseal-Format: threadseal-disclosure-1\nThreadseal-Created: 2024-03-01T11:00:00+01:00\nThreadseal-Attachments: as-they-are\n",
            payload.len()
        );
        let sha256: String = payload
            .iter()
            .map(|(path, bytes)| format!("{}  {path}\n", hex256(bytes)))
            .collect();
        let sha512: String = payload
            .iter()
            .map(|(path, bytes)| format!("{}  {path}\n", hex512(bytes)))
            .collect();
        let mut put =
            |path: &str, text: String| self.files.insert(path.to_owned(), text.into_bytes());
        put("bag-info.txt", info);
        put(
            "bagit.txt",
            "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned(),
        );
        put("manifest-sha256.txt", sha256);
        put("manifest-sha512.txt", sha512);
        self.seal_tags();
    }

    /// Writes the tag manifests anew.
    pub(super) fn seal_tags(&mut self) {
        let listed = |path: &str| {
            !path.starts_with("data/")
                && !path.starts_with("tagmanifest")
                && !path.starts_with("signatures/")
        };
        let lines = |hex: fn(&[u8]) -> String| -> String {
            let tags = self.files.iter().filter(|(path, _)| listed(path));
            tags.map(|(path, bytes)| format!("{}  {path}\n", hex(bytes)))
                .collect()
        };
        let (sha256, sha512) = (lines(hex256), lines(hex512));
        self.files
            .insert("tagmanifest-sha256.txt".to_owned(), sha256.into_bytes());
        self.files
            .insert("tagmanifest-sha512.txt".to_owned(), sha512.into_bytes());
    }

    fn payload(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.files
            .iter()
            .filter(|(path, _)| path.starts_with("data/"))
    }

    pub(super) fn put(&mut self, path: &str, bytes: &[u8]) {
        self.files.insert(path.to_owned(), bytes.to_vec());
    }

    pub(super) fn text(&self, path: &str) -> String {
        String::from_utf8(self.files[path].clone()).unwrap()
    }

    /// Replaces the first `from` in a file.
    pub(super) fn edit(&mut self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} does not hold {from}");
        self.put(path, text.replacen(from, to, 1).as_bytes());
    }

    pub(super) fn zip(&self) -> Vec<u8> {
        let names = self
            .files
            .iter()
            .map(|(path, bytes)| (format!("{FOLDER}/{path}"), bytes.clone()));
        zip(&names.collect::<Vec<_>>())
    }
}

/// `custody.jsonl` of the small package.
fn custody() -> String {
    let mut out = String::new();
    let mut prev = "0".repeat(64);
    let lines = [
        (
            r#"{"action":"open","actor":"A. Clerk","detail":{},"object":"source 1""#,
            "2024-03-01T09:00:00Z",
        ),
        (
            r#"{"action":"redact","actor":"A. Clerk","detail":{"codes":{"CON":1,"SPD":1,"TPD":4},"n_redactions":5},"object":"redactions""#,
            "2024-03-01T09:30:00Z",
        ),
        (
            r#"{"action":"export","actor":"threadseal 0.1.0","detail":{"attachments":"as-they-are","reviewers":"name"},"object":"threadseal-disclosure-20240301-100000""#,
            "2024-03-01T11:00:00+01:00",
        ),
    ];
    for (number, (start, time)) in lines.iter().enumerate() {
        let line = format!(
            r#"{start},"prev":"{prev}","seq":{},"time":"{time}"}}"#,
            number + 1
        );
        prev = hex256(line.as_bytes());
        out += &line;
        out.push('\n');
    }
    out
}

const ROWS: [(u32, &str, &str, &str); 6] = [
    (0, "title", "TPD", ""),
    (2, "span", "CON", "a \"number\", hers"),
    (3, "body", "SPD TPD", "=1+1"),
    (3, "sender", "TPD", ""),
    (5, "attachment", "TPD", ""),
    (6, "file-name", "TPD", ""),
];

fn log_table() -> String {
    let mut out =
        "no,thread,record,scope,gaps,codes,note,decided_by,decided_on,status\r\n".to_owned();
    for (index, (record, scope, codes, note)) in ROWS.into_iter().enumerate() {
        let record = if record == 0 {
            String::new()
        } else {
            record.to_string()
        };
        let note = match note {
            "=1+1" => "'=1+1".to_owned(),
            "" => String::new(),
            other => format!("\"{}\"", other.replace('"', "\"\"")),
        };
        out += &format!(
            "{},1,{record},{scope},1,{codes},{note},A. Clerk,2024-03-01,maintained\r\n",
            index + 1
        );
    }
    out
}

fn log_lines() -> String {
    let mut out = String::new();
    for (index, (record, scope, codes, note)) in ROWS.into_iter().enumerate() {
        let record = if record == 0 {
            "null".to_owned()
        } else {
            record.to_string()
        };
        let codes: Vec<String> = codes.split(' ').map(|code| format!("\"{code}\"")).collect();
        let note = if note.is_empty() {
            "null".to_owned()
        } else {
            serde_json::to_string(note).unwrap()
        };
        out += &format!(
            "{{\"no\":{},\"thread\":1,\"record\":{record},\"scope\":\"{scope}\",\"gaps\":1,\"codes\":[{}],\"note\":{note},\"decided_by\":\"A. Clerk\",\"decided_on\":\"2024-03-01\",\"status\":\"maintained\"}}\n",
            index + 1,
            codes.join(",")
        );
    }
    out
}

fn readme() -> String {
    let rows = "    TPD  Personal data of somebody else: 5\n    SPD  Health, belief, sex life, union, biometrics: 1\n    CON  Contact details: 1\n";
    let about = "    attachment: 1\n    body: 1\n    file-name: 1\n    sender: 1\n    span: 1\n    title: 1\n";
    let withheld = format!(
        "WHAT IS WITHHELD\n\nWhere something is withheld there stands a mark with the reason's code, like\n█[TPD]█. It is as long for one letter as for a page. The places are listed in\ndata/logs/redaction-log.csv. The codes used here, and how many rows of that log\ngive each:\n\n{rows}\nThe rows of that log by what they are about:\n\n{about}"
    );
    let media = "Attachments that no decision withholds are in data/media, byte for byte as the\nexport held them, with whatever metadata they carry (place, time, device). Files\nthat no shown message names are not included.";
    let gates = "HOW IT STOOD WHEN THIS WAS BUILT\n\nSuggestions of what to withhold had been looked for by program, and each was\ndecided by a person.\nRecords of which no word is shown: 1 of 6.\nNo second person had looked at it: that is only done to a finished package, and\nstands in the log that its maker keeps.\nIt holds no proof of what it shows against a seal.\n";
    include_str!("format/readme.txt")
        .replace("{contents}", "1 thread with\n6 records, in data/threads")
        .replace("{withheld}", &withheld)
        .replace("{media}", media)
        .replace("{review}", "")
        .replace("{times}", "")
        .replace("{proof}", "")
        .replace("{gates}", gates)
        .replace("{tool}", "threadseal 0.1.0")
        .replace("{created}", "2024-03-01T11:00:00+01:00")
        .replace("{folder}", FOLDER)
        .replace("{disclosure}", "")
}

fn page() -> String {
    let mut out = concat!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        "<title>Chat with █[TPD]█</title>\n<style>\n",
        include_str!("page/style.css"),
        "@page { @top-left { content: \"Chat with \\002588\\00005bTPD\\00005d\\002588\"; } @top-right { content: \"2024\\00002d03\\00002d01 to 2024\\00002d03\\00002d02\"; } }\n",
        "</style>\n</head>\n<body>\n<h1>Chat with <mark>█[TPD]█</mark></h1>\n<p class=\"n\">6 records</p>\n",
        "<p class=\"about\">Made from a WhatsApp chat export, a text file that anyone can edit before it is handed over: this shows what the file said, not that it is true or complete.</p>\n",
        "<p class=\"about\">Where something is withheld stands a mark with the reason:</p>\n<dl>\n",
        "<dt><mark>█[TPD]█</mark></dt><dd>Personal data of somebody else</dd>\n",
        "<dt><mark>█[SPD]█</mark></dt><dd>Health, belief, sex life, union, biometrics</dd>\n",
        "<dt><mark>█[CON]█</mark></dt><dd>Contact details</dd>\n",
        "</dl>\n<main>\n",
    ).to_owned();
    let article = |i: u32, sender: &str, stamp: &str, body: &str, after: &str| {
        let sender = if sender.is_empty() {
            String::new()
        } else {
            format!("<span class=\"s\">{sender}</span>")
        };
        format!(
            "<article class=\"m\" id=\"m{i}\"><header><span class=\"n\">{i}</span>{sender}<time>{stamp}</time></header><div class=\"b\">{body}</div>{after}</article>\n"
        )
    };
    let file = |words: &str| format!("<p class=\"a\">attachment: {words}</p>");
    out += &article(1, "", "29/02/24, 23:59", "Messages are encrypted.", "");
    out += "<h2 class=\"d\">2024-03-01, Friday</h2>\n";
    out += &article(
        2,
        "Ada &amp; &#39;Co&#39;",
        "01/03/24, 10:00",
        "call <mark>█[CON]█</mark> or\nsay █\\[so]█",
        "",
    );
    out += &article(
        3,
        "<mark>█[TPD]█</mark>",
        "01/03/24, 10:01:05",
        "<mark>█[SPD TPD]█</mark>",
        "",
    );
    out += "<h2 class=\"d\">2024-03-02, Saturday</h2>\n";
    out += &article(
        4,
        "Bo: x",
        "02/03/24, 00:00",
        "&lt;a&gt; look =IMG,1.jpg\r\n",
        &file("data/media/000001.jpg"),
    );
    out += &article(
        5,
        "Bo: x",
        "02/03/24, 00:01",
        "",
        &file("<mark>█[TPD]█</mark>"),
    );
    out += &article(
        6,
        "Bo: x",
        "02/03/24, 00:02",
        "gone",
        &file("not in the export"),
    );
    out + "</main>\n</body>\n</html>\n"
}

/// A zip as the format asks for, of files in the order given.
pub(super) fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut central = Vec::new();
    for (name, bytes) in files {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let offset = out.len() as u32;
        let mut common = vec![10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        common.extend(crc.sum().to_le_bytes());
        common.extend((bytes.len() as u32).to_le_bytes());
        common.extend((bytes.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(bytes);
        central.extend(b"PK\x01\x02\x1e\x03");
        central.extend(&common);
        central.extend([0; 6]);
        central.extend((0o100_644_u32 << 16).to_le_bytes());
        central.extend(offset.to_le_bytes());
        central.extend(name.as_bytes());
    }
    let (at, len, n) = (out.len() as u32, central.len() as u32, files.len() as u16);
    out.extend(central);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(n.to_le_bytes());
    out.extend(n.to_le_bytes());
    out.extend(len.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

pub(super) fn verify(zip: Vec<u8>) -> Report {
    let mut job = VerifyJob::new(Rc::new(zip));
    loop {
        if let Step::Done(report) = job.step() {
            return report;
        }
    }
}

pub(super) fn failures(report: &Report) -> Vec<&Check> {
    report
        .checks
        .iter()
        .filter(|check| check.state == CheckState::Failed)
        .collect()
}

/// The failures as text, one a line.
pub(super) fn told(report: &Report) -> String {
    let lines = failures(report).into_iter().map(|check| {
        format!(
            "{} {}: {}\n",
            check.id,
            check.place.as_deref().unwrap_or("-"),
            check.text
        )
    });
    lines.collect()
}

pub(super) fn leaks_of(mut job: LeakJob) -> LeakReport {
    loop {
        if let Step::Done(report) = job.step().unwrap() {
            return report;
        }
    }
}
