//! Hand-made packages, whole and damaged in every way that was thought of.

use super::testkit::{
    Bag, CUSTODY, FOLDER, LOG, LOG_TABLE, MESSAGES, PAGE, PICTURE, TABLE, TEXT, failures, hex256,
    told, verify, zip,
};
use super::{CheckState, Verdict};

#[test]
fn the_small_package_is_valid() {
    let bytes = Bag::small().zip();
    let report = verify(bytes.clone());
    assert_eq!(told(&report), "");
    assert_eq!(report.result, Verdict::Valid);
    assert_eq!(
        report.headline,
        "Valid: consistent with itself; origin not checked"
    );
    assert_eq!(report.sha256, hex256(&bytes));
    let ids: Vec<&str> = report
        .checks
        .iter()
        .map(|check| check.id.as_str())
        .collect();
    let numbers = (1..=17).chain([26]);
    let wanted: Vec<String> = numbers.map(|number| format!("V{number:02}")).collect();
    assert_eq!(ids, wanted);
    assert!(!report.not_checked.is_empty());
}

#[test]
fn every_flipped_byte_is_found_and_placed() {
    let bytes = Bag::small().zip();
    for at in 0..bytes.len() {
        for bit in [0x01, 0x20, 0x80] {
            let mut flipped = bytes.clone();
            flipped[at] ^= bit;
            let report = verify(flipped);
            assert_ne!(report.result, Verdict::Valid, "byte {at}");
            assert!(report.headline.starts_with("Not valid: "), "byte {at}");
            assert!(!failures(&report).is_empty(), "byte {at}");
        }
    }
}

#[test]
fn every_cut_and_every_appended_byte_is_found() {
    let bytes = Bag::small().zip();
    for len in (0..bytes.len()).step_by(7).chain([bytes.len() - 1]) {
        let report = verify(bytes[..len].to_vec());
        assert_ne!(report.result, Verdict::Valid, "cut to {len}");
        if len > 200 {
            assert_eq!(report.result, Verdict::NotValid, "cut to {len}");
        }
    }
    for more in [&b"\0"[..], b"PK\x05\x06", &[7; 70_000]] {
        let mut longer = bytes.clone();
        longer.extend_from_slice(more);
        assert_eq!(verify(longer).result, Verdict::NotValid);
        let mut shifted = more.to_vec();
        shifted.extend_from_slice(&bytes);
        assert_ne!(verify(shifted).result, Verdict::Valid);
    }
}

#[test]
fn a_trailing_byte_leaves_the_contents_alone() {
    let mut bytes = Bag::small().zip();
    bytes.push(0);
    assert_eq!(
        verify(bytes).headline,
        "Not valid: container changed, contents match"
    );
}

#[test]
fn a_copy_zipped_anew_is_told_apart_from_changed_content() {
    let bag = Bag::small();
    for method in [
        zip::CompressionMethod::Deflated,
        zip::CompressionMethod::Stored,
    ] {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        for (path, bytes) in &bag.files {
            let name = format!("{FOLDER}/{path}");
            writer.start_file(name, options).unwrap();
            std::io::Write::write_all(&mut writer, bytes).unwrap();
        }
        let report = verify(writer.finish().unwrap().into_inner());
        assert_eq!(
            report.headline,
            "Not valid: container changed, contents match",
            "{}",
            told(&report)
        );
        assert_eq!(report.result, Verdict::NotValid);
    }
}

#[test]
fn a_sealed_package_is_called_what_it_is() {
    let file = ("threadseal-sealed-x/bagit.txt".to_owned(), b"x".to_vec());
    let report = verify(zip(&[file]));
    assert_eq!(report.result, Verdict::NotAPackage);
    let said = format!("{report:?}");
    assert!(said.contains("never hand it over"), "{said}");
}

#[test]
fn texts_of_another_version_are_named() {
    let report = verify(Bag::small().zip());
    for name in ["format.md", "verify.py"] {
        let named = |line: &String| line.starts_with(name);
        assert!(report.not_checked.iter().any(named), "{report:?}");
    }
}

#[test]
fn what_is_no_package_is_called_so() {
    let other = zip(&[("a/b.txt".to_owned(), b"x".to_vec())]);
    for bytes in [
        Vec::new(),
        b"hello".to_vec(),
        vec![0; 100_000],
        other,
        zip(&[]),
    ] {
        let report = verify(bytes);
        assert_eq!(report.result, Verdict::NotAPackage);
        assert!(report.headline.starts_with("Not valid"));
        assert!(
            report
                .checks
                .iter()
                .all(|check| check.state == CheckState::Failed)
        );
    }
}

#[test]
fn entries_removed_renamed_reordered_or_doubled_are_found() {
    let bag = Bag::small();
    let files: Vec<(String, Vec<u8>)> = bag
        .files
        .iter()
        .map(|(path, bytes)| (format!("{FOLDER}/{path}"), bytes.clone()))
        .collect();
    for index in 0..files.len() {
        let mut fewer = files.clone();
        fewer.remove(index);
        let report = verify(zip(&fewer));
        assert_ne!(report.result, Verdict::Valid, "without {}", files[index].0);
        assert!(
            told(&report).contains("is missing") || told(&report).contains("not in the package")
        );

        let mut renamed = files.clone();
        renamed[index].0.push('x');
        assert_eq!(verify(zip(&renamed)).result, Verdict::NotValid);

        let mut doubled = files.clone();
        doubled.insert(index, files[index].clone());
        let told = told(&verify(zip(&doubled)));
        assert!(told.contains("stands twice"), "{told}");

        let mut swapped = files.clone();
        swapped.swap(index, (index + 1) % files.len());
        assert_eq!(
            verify(zip(&swapped)).headline,
            "Not valid: container changed, contents match"
        );
    }
}

/// One change to a file, the manifests written anew, and a word of the failure it must cause.
fn check(path: &str, from: &str, to: &str, wanted: &str) {
    let mut bag = Bag::small();
    bag.edit(path, from, to);
    bag.seal();
    let report = verify(bag.zip());
    let told = told(&report);
    assert_eq!(
        report.result,
        Verdict::NotValid,
        "{path}: {from:?} to {to:?}"
    );
    assert!(told.contains(wanted), "{path}: {from:?} to {to:?}: {told}");
}

#[test]
fn a_word_changed_in_one_of_the_three_copies_is_found() {
    for path in [MESSAGES, PAGE, TEXT] {
        check(path, "encrypted", "decrypted", "record 1");
        check(path, "gone", "done", "record 6");
        check(path, "Ada", "Eda", "record 2");
    }
}

#[test]
fn a_time_changed_in_one_of_the_copies_is_found() {
    check(MESSAGES, "T10:01:05", "T10:01:06", "raw_stamp");
    check(MESSAGES, "T10:01:05", "T10:01", "raw_stamp");
    check(
        MESSAGES,
        "2024-03-01T10:00\"",
        "2024-04-01T10:00\"",
        "raw_stamp",
    );
    check(MESSAGES, "24, 10:01:05", "24, 11:01:05", "raw_stamp");
    for path in [PAGE, TEXT] {
        check(path, "10:01:05", "10:01:06", "record 3");
    }
}

#[test]
fn forged_records_are_found() {
    check(TEXT, "[2] ", "[3] ", "record 2");
    check(TEXT, "    say", "[3] say", "V14");
    check(TEXT, "    say", "say", "neither starts a record");
    check(TEXT, "█\\[so]█", "█[so]█", "taken for a mark");
    check(TEXT, "6 records", "7 records", "line 2");
    check(TEXT, "█[CON]█", "█[TPD]█", "record 2");
    check(TEXT, "Chat with", "Chat by", "title");
    check(PAGE, "█\\[so]█", "█[CON]█", "taken for a mark");
    check(PAGE, "call <mark>█[CON]█", "call <mark>█[TPD]█", "record 2");
    check(PAGE, "<h1>Chat", "<h1>Chit", "title");
    check(PAGE, "2024-03-01, Friday", "2024-03-01, Monday", "heading");
    check(
        PAGE,
        "<h2 class=\"d\">2024-03-02, Saturday</h2>\n",
        "",
        "record 4",
    );
    check(PAGE, "Bo: x</span><time>", "Bo</span><time>: x", "record 4");
    check(PAGE, "id=\"m3\"", "id=\"m4\"", "record 3");
    check(PAGE, "not in the export", "not in this package", "record 6");
    check(PAGE, "</main>", "<script>x</script></main>", "tag");
    check(PAGE, "<main>", "<main onclick=\"x\">", "tag");
    check(PAGE, "<p class=\"n\">", "<p style=\"x\">", "tag");
    check(
        PAGE,
        "</title>",
        "</title><meta http-equiv=\"refresh\" content=\"1\">",
        "tag",
    );
    let hidden = "mark { display: none }\n</style>";
    check(PAGE, "</style>", hidden, "style");
    check(PAGE, "utf-8", "windows-1252", "head");
    check(PAGE, "default-src 'none'", "default-src *", "head");
    let between = "<main>\n<p class=\"about\">Bo: I did it</p>\n";
    check(PAGE, "<main>\n", between, "tag");
    check(
        PAGE,
        "</main>\n",
        "</main>\nBo: I did it\n",
        "text that may not stand here",
    );
    check(
        PAGE,
        "</article>\n",
        "</article>\nI did it\n",
        "text that may not stand here",
    );
    check(PAGE, "look", "<b>look</b>", "tag");
    check(PAGE, "&amp;", "&", "entity");
}

#[test]
fn fixed_words_and_looks_must_be_those_of_the_format() {
    let hidden = "#m1 .b{display:none}#m1::after{content:\"I took the money\"}</style>";
    let cases = [
        (
            PAGE,
            "</style>",
            hidden,
            "the style is not what the format says",
        ),
        (PAGE, "</style>", "mark{display:none}</style>", "the style"),
        (PAGE, "\"Chat with ", "\"Chit with ", "the style"),
        (PAGE, "d01 to 2024", "d01 to 2023", "the style"),
        (
            PAGE,
            "d02\"; } }",
            "d02\"; } @bottom-left { content: \"x\"; } }",
            "the style",
        ),
        (PAGE, "content: \"Chat", "content: \"\\\"Chat", "the style"),
        (PAGE, "utf-8", "windows-1252", "line 4, byte"),
        (
            PAGE,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
            "",
            "the head",
        ),
        (
            PAGE,
            "not that it is true or complete",
            "it is certified authentic",
            "the head",
        ),
        (PAGE, "Contact details", "Nothing at all", "the head"),
        (PAGE, "<title>Chat", "<title>Chit", "the head"),
        (PAGE, "6 records", "7 records", "the head"),
        (
            PAGE,
            "<main>\n",
            "<main>\n<p class=\"about\">Ann: I did it</p>\n",
            "before record 1",
        ),
        (
            PAGE,
            "<article class=\"m\" id=\"m3\"",
            "<p>Ann: I did it</p><article class=\"m\" id=\"m3\"",
            "before record 3",
        ),
        (
            PAGE,
            "<article class=\"m\" id=\"m2\"",
            "x<article class=\"m\" id=\"m2\"",
            "before record 2",
        ),
        (
            PAGE,
            "</main>",
            "That is all.</main>",
            "after the last record",
        ),
        (
            PAGE,
            "</html>\n",
            "</html>\nAuthentic.",
            "after the last record",
        ),
        (
            TEXT,
            "not that it is true or complete",
            "it is certified authentic",
            "line 3",
        ),
        (TEXT, "6 records", "6 true records", "line 2"),
        ("README.txt", "does not say", "does say", "README.txt"),
        (
            "README.txt",
            "Contact details: 1",
            "Contact details: 2",
            "README.txt",
        ),
        (
            "README.txt",
            "WHAT IS NOT CLAIMED",
            "WHAT IS CLAIMED",
            "README.txt",
        ),
    ];
    for (path, from, to, wanted) in cases {
        check(path, from, to, wanted);
    }
    let mut bag = Bag::small();
    bag.put("README.txt", b"This is authentic.\n");
    bag.seal();
    assert!(told(&verify(bag.zip())).contains("README.txt"));
    for agent in [
        "Ann Smith",
        "threadseal",
        "threadseal 0.1.0 (certified)",
        "threadseal 1..2",
    ] {
        let mut bag = Bag::small();
        bag.edit("bag-info.txt", "threadseal 0.1.0", agent);
        bag.seal_tags();
        assert!(
            told(&verify(bag.zip())).contains("Bag-Software-Agent"),
            "{agent}"
        );
    }
}

#[test]
fn messages_of_another_form_are_found() {
    let cases = [
        ("\"i\":2", "\"i\":3", "numbered"),
        ("\"thread\":1,\"i\":2", "\"thread\":2,\"i\":2", "numbered"),
        (
            "\"at\":\"2024-03-01T10:00\"",
            "\"at\":\"2024-03-32T10:00\"",
            "`at`",
        ),
        ("\"kind\":\"system\"", "\"kind\":\"redacted\"", "kind"),
        ("\"kind\":\"system\"", "\"kind\":\"gossip\"", "kind"),
        ("\"app-marked\"", "\"attachment-shared\"", "flag"),
        ("{\"r\":[\"TPD\"]}", "{\"r\":[\"XXX\"]}", "sender"),
        ("[\"SPD\",\"TPD\"]", "[\"TPD\",\"SPD\"]", "body"),
        ("{\"r\":[\"CON\"]}", "{\"t\":\"x\"}", "body"),
        ("\"body\":\"gone\"", "\"body\":\"gone\",\"x\":1", "keys"),
        (
            "\"sender\":null,\"kind\":\"system\"",
            "\"kind\":\"system\",\"sender\":null",
            "keys",
        ),
        ("000001.jpg", "000002.jpg", "media"),
        ("gone\",", "gone\"", "JSON"),
    ];
    for (from, to, wanted) in cases {
        check(MESSAGES, from, to, wanted);
    }
}

#[test]
fn logs_that_do_not_fit_the_marks_are_found() {
    check(
        LOG,
        "\"codes\":[\"CON\"]",
        "\"codes\":[\"TPD\"]",
        "differs from its row",
    );
    check(
        LOG,
        "\"scope\":\"span\",\"gaps\":1",
        "\"scope\":\"span\",\"gaps\":2",
        "other gaps",
    );
    check(LOG, "\"record\":2", "\"record\":4", "document order");
    check(LOG, "\"no\":2", "\"no\":7", "numbered");
    check(
        LOG_TABLE,
        "2024-03-01",
        "2024-03-02",
        "differs from its row",
    );
    check(LOG_TABLE, "'=1+1", "=1+1", "differs from its row");
    check(LOG_TABLE, "no,thread", "nr,thread", "columns");
    for (index, path) in [(1, LOG), (2, LOG_TABLE)] {
        let mut bag = Bag::small();
        let text = bag.text(path);
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        lines.remove(index);
        let fewer = lines.concat();
        bag.put(path, fewer.as_bytes());
        bag.seal();
        let told = told(&verify(bag.zip()));
        assert!(told.contains("V16"), "{told}");
    }
}

#[test]
fn a_row_taken_from_both_logs_is_missed_by_its_mark() {
    let mut bag = Bag::small();
    for path in [LOG, LOG_TABLE] {
        let text = bag.text(path);
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        lines.pop();
        let fewer = lines.concat();
        bag.put(path, fewer.as_bytes());
    }
    bag.seal();
    let told = told(&verify(bag.zip()));
    let wanted = "the file name of record 6 of thread 1: something is withheld, but no row says so";
    assert!(told.contains(wanted), "{told}");
}

#[test]
fn a_mark_taken_from_every_copy_is_missed_by_its_row() {
    let mut bag = Bag::small();
    bag.edit(MESSAGES, "[{\"r\":[\"TPD\"]}],\"kind\"", "\"Eve\",\"kind\"");
    bag.edit(
        PAGE,
        "<span class=\"s\"><mark>█[TPD]█</mark>",
        "<span class=\"s\">Eve",
    );
    bag.edit(TEXT, "█[TPD]█: █[SPD TPD]█", "Eve: █[SPD TPD]█");
    bag.seal();
    let told = told(&verify(bag.zip()));
    let wanted = "the sender of record 3 of thread 1: a row says so, but nothing is withheld there";
    assert!(told.contains(wanted), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn a_broken_chain_is_found() {
    check(
        CUSTODY,
        "A. Clerk",
        "B. Clerk",
        "line 2 does not name the digest",
    );
    check(CUSTODY, "\"seq\":1", "\"seq\":2", "numbered");
    check(CUSTODY, "\"actor\":", "\"actor\": ", "white space");
    check(
        CUSTODY,
        "\"action\":\"export\"",
        "\"action\":\"import\"",
        "action",
    );
    check(CUSTODY, "11:00:00+01:00", "11:00:01+01:00", "another time");
    check(
        CUSTODY,
        "-20240301-100000",
        "-20240301-100001",
        "another package",
    );
    check(
        CUSTODY,
        "\"n_redactions\":5",
        "\"n_redactions\":7",
        "cannot be",
    );
}

#[test]
fn names_where_none_should_stand_are_found() {
    const SAID: &str = "\"reviewers\":\"name\"";
    for other in ["role", "initials"] {
        let otherwise = format!("\"reviewers\":\"{other}\"");
        check(CUSTODY, SAID, &otherwise, "called otherwise");
    }
    check(CUSTODY, SAID, "\"reviewers\":\"all\"", "called otherwise");
    check(CUSTODY, &format!(",{SAID}"), "", "detail of another form");
}

#[test]
fn attachments_that_do_not_agree_are_found() {
    check(TABLE, "included", "absent", "row 2");
    check(TABLE, "IMG,1", "IMG,2", "not row 1 of attachments.csv");
    check(
        TABLE,
        "1,5,withheld,,",
        "1,5,withheld,,x",
        "more than its state",
    );
    check(TABLE, "1,6,absent,,,,,,\r\n", "", "not row 3");
    check(
        TABLE,
        "1,6,absent,,,,,,\r\n",
        "1,6,absent,,,,,,\r\n1,7,absent,,,,,,\r\n",
        "4 rows",
    );
    check(TABLE, "1,6,absent,,,,,,\r\n", "1,6,absent,,,,,,\n", "CSV");
    check(PICTURE, "really", "rarely", "another SHA-256");
    check(PICTURE, "really", "very really", "another size");
    let mut bag = Bag::small();
    bag.put("data/media/000002.bin", b"unnamed");
    bag.seal();
    let told = told(&verify(bag.zip()));
    assert!(told.contains("000002.bin: no record names it"), "{told}");
}

#[test]
fn the_bag_itself_is_exact() {
    let cases = [
        ("bagit.txt", "1.0", "0.97", "V05"),
        (
            "bag-info.txt",
            "2024-03-01\n",
            "2024-03-02\n",
            "Bagging-Date",
        ),
        (
            "bag-info.txt",
            "Payload-Oxum: ",
            "Payload-Oxum: 1",
            "Payload-Oxum",
        ),
        (
            "bag-info.txt",
            "11:00:00+01:00",
            "11:00:00+02:00",
            "top folder",
        ),
        (
            "bag-info.txt",
            "as-they-are",
            "withheld",
            "says something else",
        ),
        (
            "bag-info.txt",
            "as-they-are",
            "some",
            "Threadseal-Attachments",
        ),
        (
            "bag-info.txt",
            "External-Id",
            "Internal-Id",
            "External-Identifier",
        ),
        (
            "manifest-sha256.txt",
            "  data/logs",
            " data/logs",
            "line 8 is not a digest",
        ),
        (
            "manifest-sha512.txt",
            "data/certificates/bsa-63-4",
            "../certificates/bsa-63-4",
            "leads out",
        ),
        (
            "manifest-sha512.txt",
            "data/certificates/bsa-63-4",
            "data/certificates/bsa-63-5",
            "not in the package",
        ),
        (
            "manifest-sha256.txt",
            "data/certificates/bsa-63-4.txt",
            "bagit.txt",
            "does not belong",
        ),
    ];
    for (path, from, to, wanted) in cases {
        let mut bag = Bag::small();
        bag.edit(path, from, to);
        bag.seal_tags();
        let told = told(&verify(bag.zip()));
        assert!(told.contains(wanted), "{path}: {told}");
    }
    let mut bag = Bag::small();
    let upper = bag.text("manifest-sha256.txt").replacen('a', "A", 1);
    bag.put("manifest-sha256.txt", upper.as_bytes());
    bag.seal_tags();
    assert_eq!(verify(bag.zip()).result, Verdict::NotValid);
}

#[test]
fn hostile_and_foreign_names_are_refused() {
    let cases = [
        ("data/../x", "leads out"),
        ("data//x", "empty part"),
        ("data/media/x\\y", "backslash"),
        ("/etc/x", "absolute"),
        ("~x", "tilde"),
        ("c:x", "drive letter"),
        ("data/media/", "folder entry"),
        ("data/con.txt", "device name"),
        ("data/lpt1", "device name"),
        ("data/x.", "dot"),
        ("data/Ä", "outside"),
        ("data/a b", "outside"),
        ("readme.txt", "stands twice"),
        ("fetch.txt", "fetches nothing"),
        ("notes.txt", "no file of this format"),
        ("signatures/x.exe", "is none of"),
        ("signatures/a/b.sig", "below signatures/"),
    ];
    for (path, wanted) in cases {
        let mut bag = Bag::small();
        bag.put(path, b"x");
        bag.seal();
        let told = told(&verify(bag.zip()));
        assert!(told.contains(wanted), "{path}: {told}");
    }
    let mut bag = Bag::small();
    bag.put(&format!("data/{}", "x".repeat(81)), b"x");
    bag.put(&format!("data/{}x", "x/".repeat(90)), b"x");
    bag.seal();
    let told = told(&verify(bag.zip()));
    assert!(
        told.contains("part longer") && told.contains("longer than 160"),
        "{told}"
    );
}

#[test]
fn signatures_may_be_added_later() {
    let mut bag = Bag::small();
    bag.put("signatures/package.pem", b"a key");
    assert_eq!(verify(bag.zip()).result, Verdict::Valid);
    bag.put("signatures/large.tsr", &vec![0; (1 << 20) + 1]);
    assert!(told(&verify(bag.zip())).contains("1 MiB"));
}

#[test]
fn two_top_folders_are_one_too_many() {
    let bag = Bag::small();
    let mut files: Vec<(String, Vec<u8>)> = bag
        .files
        .iter()
        .map(|(path, bytes)| (format!("{FOLDER}/{path}"), bytes.clone()))
        .collect();
    files.push(("zzz/x".to_owned(), b"x".to_vec()));
    let report = verify(zip(&files));
    assert!(told(&report).contains("outside the top folder"));
}

#[test]
fn parts_of_a_page_are_read_in_order() {
    let mut bag = Bag::small();
    let page = bag.text(PAGE);
    let (head, rest) = page.split_once("<article").unwrap();
    let (records, tail) = rest.rsplit_once("</main>").unwrap();
    let cut = records.find("<h2 class=\"d\">2024-03-02").unwrap();
    let (first, second) = records.split_at(cut);
    let days = "2024\\00002d03\\00002d01 to 2024\\00002d03\\00002d02";
    assert!(head.contains(days));
    let page = |line: &str, inner: &str| {
        let here = match line {
            "6 records" => days,
            first if first.contains("1 to 3") => "2024\\00002d03\\00002d01",
            _second => "2024\\00002d03\\00002d02",
        };
        let head = head.replace("6 records", line).replace(days, here);
        format!("{head}{inner}</main>{tail}")
    };
    let list = "<p class=\"about\">In parts, which stand beside this file:</p>\n<ol class=\"parts\">\n\
                <li>transcript-0001.html: records 1 to 3</li>\n\
                <li>transcript-0002.html: records 4 to 6, from 2024-03-02</li>\n</ol>\n";
    bag.put(PAGE, page("6 records", list).as_bytes());
    let folder = "data/threads/t001";
    let first = format!("<article{first}");
    bag.put(
        &format!("{folder}/transcript-0001.html"),
        page("Part 1 of 2: records 1 to 3", &first).as_bytes(),
    );
    let line = "Part 2 of 2: records 4 to 6";
    bag.put(
        &format!("{folder}/transcript-0002.html"),
        page(line, second).as_bytes(),
    );
    bag.seal();
    assert_eq!(told(&verify(bag.zip())), "");
    for (from, to) in [
        ("from 2024-03-02", "from 2024-03-03"),
        ("1 to 3", "1 to 4"),
        ("6 records", "7 records"),
    ] {
        let mut bag = bag.clone();
        bag.edit(PAGE, from, to);
        bag.seal();
        assert!(told(&verify(bag.zip())).contains("transcript.html"), "{to}");
    }
    let both = [second, first.as_str()].concat();
    bag.put(
        &format!("{folder}/transcript-0002.html"),
        page(line, &both).as_bytes(),
    );
    bag.seal();
    assert!(told(&verify(bag.zip())).contains("no such record"));
}

#[test]
fn a_report_keeps_its_form() {
    let report = verify(b"no".to_vec());
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["result"], "not_a_package");
    assert_eq!(json["checks"][0]["id"], "V01");
    assert_eq!(json["checks"][0]["state"], "failed");
    assert!(json["checks"][0]["place"].is_null());
}
