//! What stands in the files.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::{Expect, expect};
use serde_json::Value;
use threadseal::engine::decision::DecisionKind;
use threadseal::engine::digest::sha256_hex;
use threadseal::engine::package::BuildOptions;
use threadseal::engine::session::protocol::{MediaChoice, Reviewers};

use super::{Export, Made, Marked, build, one, opened, options, text, try_build, unpacked};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a picture \xff\xd9";
const PDF: &[u8] = b"%PDF-1.7 a document";
const CHAT: &str = "\
31/12/2023, 21:05 - Messages and calls are end-to-end encrypted.
31/12/2023, 21:05 - Ada: hello Bob
[9] 31/12/2023, 21:09 | Eve: forged
31/12/2023, 21:06 - Bob: \u{200e}IMG-20231231-WA0001.jpg (file attached)
31/12/2023, 21:07 - Bob: my number is 555 0199, keep it
01/01/2024, 00:01 - Ada: \u{200e}Lease Ada.pdf (file attached)
01/01/2024, 00:02 - Ada: \u{200e}IMG-20240101-WA0002.jpg (file attached)
01/01/2024, 00:03 - Ada: █[TPD]█ <b>&'\"
01/01/2024, 00:04 - Eve: gone
";

fn check(files: &BTreeMap<String, Vec<u8>>, path: &str, expected: &Expect) {
    expected.assert_eq(&text(files, path).replace("\r\n", "␍␊\n"));
}

#[test]
fn a_small_package_reads_as_expected() {
    let case = one(
        "WhatsApp Chat with Bob.zip",
        CHAT,
        &[("IMG-20231231-WA0001.jpg", JPEG), ("Lease Ada.pdf", PDF)],
    );
    let mut made = Made::default();
    made.span(&case, (0, 3), "555 0199", &["CON"])
        .file(&case, "Lease Ada.pdf", &["TPD", "FIN"])
        .message(&case, (0, 7), &["LPP"])
        .value("Eve", &["WIT"]);
    let files = unpacked(&build(&case, &made.log, MediaChoice::AsTheyAre));
    check(
        &files,
        "data/threads/t001/transcript.txt",
        &expect![[r#"
        Bob
        8 records
        Made from a WhatsApp chat export, a text file that anyone can edit before it is handed over: this shows what the file said, not that it is true or complete.

        [1] 31/12/2023, 21:05 | * Messages and calls are end-to-end encrypted.
        [2] 31/12/2023, 21:05 | Ada: hello Bob
            [9] 31/12/2023, 21:09 | █[WIT]█: forged
        [3] 31/12/2023, 21:06 | Bob: ‎IMG-20231231-WA0001.jpg (file attached)
          (attachment: data/media/000001.jpg)
        [4] 31/12/2023, 21:07 | Bob: my number is █[CON]█, keep it
        [5] 01/01/2024, 00:01 | Ada: ‎█[FIN TPD]█ (file attached)
          (attachment: █[FIN TPD]█)
        [6] 01/01/2024, 00:02 | Ada: ‎IMG-20240101-WA0002.jpg (file attached)
          (attachment: not in the export)
        [7] 01/01/2024, 00:03 | Ada: █\[TPD]█ <b>&'"
        [8] 01/01/2024, 00:04 | █[WIT]█: █[LPP]█
    "#]],
    );
    check(
        &files,
        "data/threads/t001/messages.jsonl",
        &expect![[r#"
        {"thread":1,"i":1,"at":"2023-12-31T21:05","raw_stamp":"31/12/2023, 21:05","sender":null,"kind":"system","flags":[],"body":"Messages and calls are end-to-end encrypted.","attachment":null}
        {"thread":1,"i":2,"at":"2023-12-31T21:05","raw_stamp":"31/12/2023, 21:05","sender":"Ada","kind":"redacted","flags":[],"body":[{"t":"hello Bob\n[9] 31/12/2023, 21:09 | "},{"r":["WIT"]},{"t":": forged"}],"attachment":null}
        {"thread":1,"i":3,"at":"2023-12-31T21:06","raw_stamp":"31/12/2023, 21:06","sender":"Bob","kind":"attachment","flags":["app-marked"],"body":"‎IMG-20231231-WA0001.jpg (file attached)","attachment":{"state":"included","file":"data/media/000001.jpg","name":"IMG-20231231-WA0001.jpg"}}
        {"thread":1,"i":4,"at":"2023-12-31T21:07","raw_stamp":"31/12/2023, 21:07","sender":"Bob","kind":"redacted","flags":[],"body":[{"t":"my number is "},{"r":["CON"]},{"t":", keep it"}],"attachment":null}
        {"thread":1,"i":5,"at":"2024-01-01T00:01","raw_stamp":"01/01/2024, 00:01","sender":"Ada","kind":"redacted","flags":[],"body":[{"t":"‎"},{"r":["FIN","TPD"]},{"t":" (file attached)"}],"attachment":{"state":"withheld","codes":["FIN","TPD"]}}
        {"thread":1,"i":6,"at":"2024-01-01T00:02","raw_stamp":"01/01/2024, 00:02","sender":"Ada","kind":"attachment","flags":["app-marked","attachment-missing"],"body":"‎IMG-20240101-WA0002.jpg (file attached)","attachment":{"state":"absent","name":"IMG-20240101-WA0002.jpg"}}
        {"thread":1,"i":7,"at":"2024-01-01T00:03","raw_stamp":"01/01/2024, 00:03","sender":"Ada","kind":"text","flags":[],"body":"█[TPD]█ <b>&'\"","attachment":null}
        {"thread":1,"i":8,"at":"2024-01-01T00:04","raw_stamp":"01/01/2024, 00:04","sender":[{"r":["WIT"]}],"kind":"redacted","flags":[],"body":[{"r":["LPP"]}],"attachment":null}
    "#]],
    );
    check(
        &files,
        "data/threads/t001/attachments.csv",
        &expect![[r#"
        thread,i,state,file,name,type,size_bytes,sha256,why␍␊
        1,3,included,data/media/000001.jpg,IMG-20231231-WA0001.jpg,image/jpeg,17,64906eb6cdb977a4fac57150b38334b4cdeada572f4a52f525f586c8de44d613,␍␊
        1,5,withheld,,,,,,␍␊
        1,6,absent,,IMG-20240101-WA0002.jpg,,,,␍␊
    "#]],
    );
    check(
        &files,
        "data/logs/redaction-log.csv",
        &expect![[r#"
        no,thread,record,scope,gaps,codes,note,decided_by,decided_on,status␍␊
        1,1,2,span,1,WIT,,A. Reviewer,2024-02-29,maintained␍␊
        2,1,4,span,1,CON,,A. Reviewer,2024-02-29,maintained␍␊
        3,1,5,span,1,FIN TPD,,A. Reviewer,2024-02-29,maintained␍␊
        4,1,5,attachment,1,FIN TPD,,A. Reviewer,2024-02-29,maintained␍␊
        5,1,8,sender,1,WIT,,A. Reviewer,2024-02-29,maintained␍␊
        6,1,8,body,1,LPP,,A. Reviewer,2024-02-29,maintained␍␊
    "#]],
    );
    check(
        &files,
        "data/logs/redaction-log.jsonl",
        &expect![[r#"
        {"no":1,"thread":1,"record":2,"scope":"span","gaps":1,"codes":["WIT"],"note":null,"decided_by":"A. Reviewer","decided_on":"2024-02-29","status":"maintained"}
        {"no":2,"thread":1,"record":4,"scope":"span","gaps":1,"codes":["CON"],"note":null,"decided_by":"A. Reviewer","decided_on":"2024-02-29","status":"maintained"}
        {"no":3,"thread":1,"record":5,"scope":"span","gaps":1,"codes":["FIN","TPD"],"note":null,"decided_by":"A. Reviewer","decided_on":"2024-02-29","status":"maintained"}
        {"no":4,"thread":1,"record":5,"scope":"attachment","gaps":1,"codes":["FIN","TPD"],"note":null,"decided_by":"A. Reviewer","decided_on":"2024-02-29","status":"maintained"}
        {"no":5,"thread":1,"record":8,"scope":"sender","gaps":1,"codes":["WIT"],"note":null,"decided_by":"A. Reviewer","decided_on":"2024-02-29","status":"maintained"}
        {"no":6,"thread":1,"record":8,"scope":"body","gaps":1,"codes":["LPP"],"note":null,"decided_by":"A. Reviewer","decided_on":"2024-02-29","status":"maintained"}
    "#]],
    );
    check(
        &files,
        "data/logs/custody.jsonl",
        &expect![[r#"
        {"action":"redact","actor":"A. Reviewer","detail":{"codes":{"CON":1,"FIN":1,"LPP":1,"TPD":1,"WIT":1},"n_redactions":4},"object":"redactions","prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":1,"time":"2024-02-29T12:00:03Z"}
        {"action":"export","actor":"threadseal 0.1.0","detail":{"attachments":"as-they-are","reviewers":"name"},"object":"threadseal-disclosure-20240301-100000","prev":"951b1c128e9fbedde953124a790bdd7a12a6ab382021f89e36f08fe96822375d","seq":2,"time":"2024-03-01T10:00:00Z"}
    "#]],
    );
    let page = text(&files, "data/threads/t001/transcript.html");
    let (_, main) = page.split_once("</style>").unwrap();
    expect![[r#"

        </head>
        <body>
        <h1>Bob</h1>
        <p class="n">8 records</p>
        <p class="about">Made from a WhatsApp chat export, a text file that anyone can edit before it is handed over: this shows what the file said, not that it is true or complete.</p>
        <p class="about">Where something is withheld stands a mark with the reason:</p>
        <dl>
        <dt><mark>█[TPD]█</mark></dt><dd>Personal data of somebody else</dd>
        <dt><mark>█[CON]█</mark></dt><dd>Contact details</dd>
        <dt><mark>█[FIN]█</mark></dt><dd>Account, card, wallet</dd>
        <dt><mark>█[LPP]█</mark></dt><dd>Legal advice</dd>
        <dt><mark>█[WIT]█</mark></dt><dd>Source, witness, safety</dd>
        </dl>
        <main>
        <h2 class="d">2023-12-31, Sunday</h2>
        <article class="m" id="m1"><header><span class="n">1</span><time>31/12/2023, 21:05</time></header><div class="b">Messages and calls are end-to-end encrypted.</div></article>
        <article class="m" id="m2"><header><span class="n">2</span><span class="s">Ada</span><time>31/12/2023, 21:05</time></header><div class="b">hello Bob
        [9] 31/12/2023, 21:09 | <mark>█[WIT]█</mark>: forged</div></article>
        <article class="m" id="m3"><header><span class="n">3</span><span class="s">Bob</span><time>31/12/2023, 21:06</time></header><div class="b">‎IMG-20231231-WA0001.jpg (file attached)</div><p class="a">attachment: data/media/000001.jpg</p></article>
        <article class="m" id="m4"><header><span class="n">4</span><span class="s">Bob</span><time>31/12/2023, 21:07</time></header><div class="b">my number is <mark>█[CON]█</mark>, keep it</div></article>
        <h2 class="d">2024-01-01, Monday</h2>
        <article class="m" id="m5"><header><span class="n">5</span><span class="s">Ada</span><time>01/01/2024, 00:01</time></header><div class="b">‎<mark>█[FIN TPD]█</mark> (file attached)</div><p class="a">attachment: <mark>█[FIN TPD]█</mark></p></article>
        <article class="m" id="m6"><header><span class="n">6</span><span class="s">Ada</span><time>01/01/2024, 00:02</time></header><div class="b">‎IMG-20240101-WA0002.jpg (file attached)</div><p class="a">attachment: not in the export</p></article>
        <article class="m" id="m7"><header><span class="n">7</span><span class="s">Ada</span><time>01/01/2024, 00:03</time></header><div class="b">█\[TPD]█ &lt;b&gt;&amp;&#39;&quot;</div></article>
        <article class="m" id="m8"><header><span class="n">8</span><span class="s"><mark>█[WIT]█</mark></span><time>01/01/2024, 00:04</time></header><div class="b"><mark>█[LPP]█</mark></div></article>
        </main>
        </body>
        </html>
    "#]].assert_eq(main);
}

/// What the marks in `messages.jsonl` and the transcripts ask of the log.
fn marks(files: &BTreeMap<String, Vec<u8>>, thread: usize) -> BTreeSet<Marked> {
    let folder = format!("data/threads/t{thread:03}");
    let mut out = BTreeSet::new();
    let mut add = |record: u64, scope: &'static str, codes: Vec<String>| {
        out.insert((thread as u64, record, scope, codes));
    };
    for line in text(files, &format!("{folder}/messages.jsonl")).lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let i = record["i"].as_u64().unwrap();
        for (key, scope) in [("sender", "sender"), ("body", "body")] {
            let codes = codes_of(
                record[key]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|p| &p["r"]),
            );
            if !codes.is_empty() {
                add(i, scope, codes);
            }
        }
        let file = &record["attachment"];
        if file["state"] == "withheld" {
            add(i, "attachment", codes_of([&file["codes"]].into_iter()));
        } else if !file.is_null() && file["name"].is_null() {
            add(i, "file-name", Vec::new());
        }
    }
    let page = text(files, &format!("{folder}/transcript.html"));
    let (_, title) = page.split_once("<h1>").unwrap();
    let (title, _) = title.split_once("</h1>").unwrap();
    let codes: BTreeSet<String> = title
        .split("<mark>█[")
        .skip(1)
        .flat_map(|rest| {
            rest.split_once(']')
                .unwrap()
                .0
                .split(' ')
                .map(str::to_owned)
        })
        .collect();
    if !codes.is_empty() {
        add(0, "title", codes.into_iter().collect());
    }
    out
}

fn codes_of<'a>(lists: impl Iterator<Item = &'a Value>) -> Vec<String> {
    let all: BTreeSet<String> = lists
        .filter_map(Value::as_array)
        .flatten()
        .map(|code| code.as_str().unwrap().to_owned())
        .collect();
    all.into_iter().collect()
}

/// What the log lists: codes of all rows of one record and scope together.
fn rows(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<Marked> {
    let scopes = ["title", "sender", "body", "span", "attachment", "file-name"];
    let mut codes: BTreeMap<(u64, u64, &'static str), BTreeSet<String>> = BTreeMap::new();
    let mut last = (0, 0);
    for (number, line) in text(files, "data/logs/redaction-log.jsonl")
        .lines()
        .enumerate()
    {
        let row: Value = serde_json::from_str(line).unwrap();
        assert_eq!(row["no"].as_u64(), Some(number as u64 + 1));
        let at = (
            row["thread"].as_u64().unwrap(),
            row["record"].as_u64().unwrap_or(0),
        );
        assert!(at >= last, "document order");
        last = at;
        assert!(row["gaps"].as_u64().unwrap() > 0);
        let scope = scopes
            .into_iter()
            .find(|scope| row["scope"] == *scope)
            .unwrap();
        let scope = if scope == "span" { "body" } else { scope };
        let list = codes.entry((at.0, at.1, scope)).or_default();
        if scope != "file-name" {
            list.extend(codes_of([&row["codes"]].into_iter()));
        }
    }
    codes
        .into_iter()
        .map(|((thread, record, scope), codes)| {
            (thread, record, scope, codes.into_iter().collect())
        })
        .collect()
}

#[test]
fn rows_and_marks_correspond() {
    let chat = "31/12/2023, 09:00 - Ada Lovelace: hi Bob, Ada here, 555 0199 and 555 0199\n\
                31/12/2023, 09:01 - Bob: \u{200e}Ada 1.jpg (file attached)\n\
                31/12/2023, 09:02 - Bob: \u{200e}Ada 2.jpg (file attached)\n\
                31/12/2023, 09:03 - Bob: \u{200e}IMG-20231231-WA0003.jpg (file attached)\n\
                31/12/2023, 09:04 - Bob: Ada \u{200e}IMG-20231231-WA0003.jpg (file attached)\n\
                31/12/2023, 09:05 - Bob: all of this\n\
                31/12/2023, 09:06 - Ada Lovelace: nothing to see\n";
    let case = opened(&[
        Export {
            name: "WhatsApp Chat with Ada Lovelace.zip",
            entries: vec![
                ("WhatsApp Chat with Ada Lovelace.txt", chat.as_bytes()),
                ("Ada 1.jpg", JPEG),
                ("IMG-20231231-WA0003.jpg", b"\xff\xd8\xff other"),
            ],
        },
        Export {
            name: "WhatsApp Chat with Eve.zip",
            entries: vec![("WhatsApp Chat with Eve.txt", chat.as_bytes())],
        },
    ]);
    let mut made = Made::default();
    made.value("Ada", &["TPD"])
        .value("555 0199", &["CON"])
        .span(&case, (0, 0), "Ada here", &["SPD", "TPD"])
        .message(&case, (0, 5), &["LPP"])
        .file(&case, "IMG-20231231-WA0003.jpg", &["CHD"]);
    for media in [MediaChoice::AsTheyAre, MediaChoice::Withheld] {
        let files = unpacked(&build(&case, &made.log, media));
        let mut wanted = marks(&files, 1);
        wanted.extend(marks(&files, 2));
        assert_eq!(rows(&files), wanted);
        assert!(wanted.len() > 12, "{wanted:?}");
        for scope in ["title", "sender", "body", "attachment", "file-name"] {
            assert!(wanted.iter().any(|mark| mark.2 == scope), "{scope}");
        }
        // Both forms of the log say the same number of rows.
        let table = text(&files, "data/logs/redaction-log.csv");
        let lines = text(&files, "data/logs/redaction-log.jsonl");
        assert_eq!(
            table.matches(",maintained\r\n").count(),
            lines.lines().count()
        );
    }
}

#[test]
fn the_custody_chain_holds() {
    let case = one("WhatsApp Chat with Bob.zip", CHAT, &[]);
    let mut made = Made::default();
    let id = case.sources[0].id.clone();
    made.add(DecisionKind::Opened {
        source: id.clone(),
        size_bytes: 12_345_678,
    });
    made.span(&case, (0, 3), "555 0199", &["CON", "TPD"])
        .message(&case, (0, 7), &["TPD"])
        .value("occurs nowhere", &["WIT"]);
    let lines = text(
        &unpacked(&build(&case, &made.log, MediaChoice::Withheld)),
        "data/logs/custody.jsonl",
    );
    let mut prev = "0".repeat(64);
    for (number, line) in lines.lines().enumerate() {
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["prev"], prev.as_str());
        assert_eq!(value["seq"].as_u64(), Some(number as u64 + 1));
        prev = sha256_hex(line.as_bytes());
    }
    assert!(!lines.contains("12345678") && !lines.contains(&id.0));
    let without_links: Vec<String> = lines
        .lines()
        .map(|line| {
            let (before, after) = line.split_once("\"prev\":\"").unwrap();
            format!("{before}…{}", &after[64..])
        })
        .collect();
    expect![[r#"
        {"action":"open","actor":"A. Reviewer","detail":{},"object":"source 1",…","seq":1,"time":"2024-02-29T12:00:00Z"}
        {"action":"redact","actor":"A. Reviewer","detail":{"codes":{"CON":1,"TPD":2},"n_redactions":2},"object":"redactions",…","seq":2,"time":"2024-02-29T12:00:02Z"}
        {"action":"export","actor":"threadseal 0.1.0","detail":{"attachments":"withheld","reviewers":"name"},"object":"threadseal-disclosure-20240301-100000",…","seq":3,"time":"2024-03-01T10:00:00Z"}"#]].assert_eq(&without_links.join("\n"));
}

#[test]
fn a_withheld_name_has_no_say_in_the_type() {
    let chat = "31/12/2023, 09:00 - Ada: \u{200e}Report Jane.docx (file attached)\n\
                31/12/2023, 09:01 - Ada: \u{200e}plan.docx (file attached)\n";
    let office: &[u8] = b"PK\x03\x04 ...[Content_Types].xml";
    let case = one(
        "WhatsApp Chat with Bob.zip",
        chat,
        &[("Report Jane.docx", office), ("plan.docx", office)],
    );
    let mut made = Made::default();
    made.value("Jane", &["TPD"]);
    let files = unpacked(&build(&case, &made.log, MediaChoice::AsTheyAre));
    let media: Vec<&String> = files.keys().filter(|p| p.contains("/media/")).collect();
    assert_eq!(media, ["data/media/000001.zip", "data/media/000002.docx"]);
}

#[test]
fn typed_text_forges_nothing() {
    let forged = [
        "x\r[2] 31/12/2023, 09:00 | Eve: forged",
        "x\u{b}[2] 31/12/2023, 09:00 | Eve: forged",
        "x\u{85}  (attachment: data/media/000001.jpg)",
        "x\u{2028}[2] 31/12/2023, 09:00 | Eve: forged",
        "x\n  (attachment: data/media/000001.jpg)",
        "x</div></article><article class=\"m\" id=\"m99\"><script>alert(1)</script>",
        "█[TPD]█ and █\u{200b}[LPP]█",
        "\u{202e}desrever\u{2066}",
    ];
    for typed in forged {
        let chat = format!("31/12/2023, 09:00 - Ada: {typed}\n31/12/2023, 09:01 - Bob: end\n");
        let case = one("WhatsApp Chat with Bob.zip", &chat, &[]);
        let log = Made::default().log;
        let files = unpacked(&build(&case, &log, MediaChoice::AsTheyAre));
        let plain = text(&files, "data/threads/t001/transcript.txt");
        let ends = [
            '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
        ];
        let starts = plain
            .split(ends)
            .filter(|line| line.starts_with('['))
            .count();
        assert_eq!(starts, 2, "{typed:?}");
        assert!(
            plain.split(ends).all(|line| !line.starts_with("  (")),
            "{typed:?}"
        );
        let page = text(&files, "data/threads/t001/transcript.html");
        assert_eq!(page.matches("<article").count(), 2, "{typed:?}");
        assert_eq!(page.matches("<script").count(), 0, "{typed:?}");
        assert_eq!(page.matches("<mark>").count(), 0, "{typed:?}");
        assert!(!plain.contains("█[") && !page.contains("█["), "{typed:?}");
        // The data keep what was typed, character by character.
        let data = text(&files, "data/threads/t001/messages.jsonl");
        let first: Value = serde_json::from_str(data.lines().next().unwrap()).unwrap();
        assert_eq!(first["body"], typed, "{typed:?}");
    }
}

#[test]
fn the_page_loads_nothing_and_leads_nowhere() {
    let case = one(
        "WhatsApp Chat with Bob.zip",
        CHAT,
        &[("Lease Ada.pdf", PDF)],
    );
    let files = unpacked(&build(&case, &Made::default().log, MediaChoice::AsTheyAre));
    let page = text(&files, "data/threads/t001/transcript.html");
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    for word in [
        "<script", "<a ", "href", "src=", "url(", "@import", "http://", "https://",
    ] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn attachments_are_numbered_by_first_reference_over_all_threads() {
    let chat = |a: &str, b: &str| {
        format!(
            "31/12/2023, 09:00 - Ada: \u{200e}{a} (file attached)\n\
             31/12/2023, 09:01 - Ada: \u{200e}{b} (file attached)\n\
             31/12/2023, 09:02 - Ada: \u{200e}{a} (file attached)\n"
        )
    };
    let (first, second) = (chat("b.jpg", "a.jpg"), chat("a.jpg", "gone.jpg"));
    let case = opened(&[
        Export {
            name: "WhatsApp Chat with Bob.zip",
            entries: vec![
                ("a.jpg", b"\xff\xd8\xff a"),
                ("b.jpg", b"\xff\xd8\xff b"),
                ("WhatsApp Chat with Bob.txt", first.as_bytes()),
            ],
        },
        Export {
            name: "WhatsApp Chat with Eve.zip",
            entries: vec![
                ("a.jpg", b"\xff\xd8\xff other a"),
                ("WhatsApp Chat with Eve.txt", second.as_bytes()),
            ],
        },
    ]);
    let files = unpacked(&build(&case, &Made::default().log, MediaChoice::AsTheyAre));
    assert_eq!(files["data/media/000001.jpg"], b"\xff\xd8\xff b");
    assert_eq!(files["data/media/000002.jpg"], b"\xff\xd8\xff a");
    assert_eq!(files["data/media/000003.jpg"], b"\xff\xd8\xff other a");
    assert_eq!(files.keys().filter(|p| p.contains("/media/")).count(), 3);
    let table = text(&files, "data/threads/t002/attachments.csv");
    assert!(table.contains("2,2,absent,,gone.jpg,,,,\r\n"), "{table}");
    assert!(
        table.contains("2,3,included,data/media/000003.jpg,a.jpg,image/jpeg,11,"),
        "{table}"
    );
}

#[test]
fn no_line_of_plain_text_is_reordered_and_the_records_stay_exact() {
    let case = opened(&[Export {
        name: "WhatsApp Chat with \u{202e}boB.zip",
        entries: vec![(
            "_chat.txt",
            "31/12/2023, 09:00 - E\u{202e}ve: pay \u{2067}10\u{2069} to \u{202d}x\n".as_bytes(),
        )],
    }]);
    let files = unpacked(&build(&case, &Made::default().log, MediaChoice::AsTheyAre));
    let plain = text(&files, "data/threads/t001/transcript.txt");
    assert!(plain.starts_with("‹RLO›boB\n"), "{plain}");
    let line = "[1] 31/12/2023, 09:00 | E‹RLO›ve: pay ‹RLI›10\u{2069} to ‹LRO›x\n";
    assert!(plain.ends_with(line), "{plain}");
    let records = text(&files, "data/threads/t001/messages.jsonl");
    assert!(records.contains("\"sender\":\"E\u{202e}ve\""), "{records}");
    let page = text(&files, "data/threads/t001/transcript.html");
    assert!(
        page.contains("pay \u{2067}10\u{2069} to \u{202d}x"),
        "{page}"
    );
}

#[test]
fn the_people_who_decided_are_called_as_the_maker_chose() {
    let case = one(
        "WhatsApp Chat with Bob.zip",
        "31/12/2023, 09:00 - Ada: x\n",
        &[],
    );
    let mut made = Made::default();
    made.message(&case, (0, 0), &["TPD"]);
    for (reviewers, word, called) in [
        (Reviewers::Role, "role", "reviewer"),
        (Reviewers::Initials, "initials", "AR"),
        (Reviewers::Name, "name", "A. Reviewer"),
    ] {
        let options = BuildOptions {
            reviewers,
            ..options(MediaChoice::AsTheyAre)
        };
        let files = unpacked(&try_build(&case, &made.log, options).unwrap());
        let custody = text(&files, "data/logs/custody.jsonl");
        assert!(custody.contains(&format!("\"reviewers\":\"{word}\"")));
        assert!(
            custody.contains(&format!("\"actor\":\"{called}\"")),
            "{custody}"
        );
        let log = text(&files, "data/logs/redaction-log.jsonl");
        assert!(
            log.contains(&format!("\"decided_by\":\"{called}\"")),
            "{log}"
        );
        let named = files
            .values()
            .any(|bytes| memchr::memmem::find(bytes, b"A. Reviewer").is_some());
        assert_eq!(named, reviewers == Reviewers::Name, "{word}");
    }
}

#[test]
fn odd_exports_make_valid_packages() {
    // Building checks with the verifier that all files agree with each other.
    let chats: [&[u8]; 9] = [
        b"lines before\nthe first header\n31/12/2023, 21:05 - Ada: hello\n",
        b"31/12/2023, 21:05 - Ada: \n31/12/2023, 21:06 - Ada: \n\n\n31/12/2023, 21:07 - Bob: x\n\n",
        b"31/12/2023, 21:05 - Ada: \xff\xfe broken \xe2\x96\n31/12/2023, 21:06 - \xffBob: x",
        b"[31/12/2023, 21:05:07] Ada: one\r\n[31/12/2023, 21:05:08] Bob: two\nthree\r\nfour\r\n",
        b"31/12/2023, 21:05 - Ada: \0\x1b[2K\x08\x7f\xc2\x9b\r\x0b\x0c\n31/12/2023, 21:06 - Bob: y\n",
        b"99/99/2023, 21:05 - Ada: no such day\n31/12/2023, 21:06 - Bob: y\n",
        b"31/12/2023, 9:05 ZZ - Ada: which half\n31/12/2023, 9:06 ZZ - Bob: y\n",
        "\u{feff}31/12/2023, 21:05 - A\u{202e}da\u{2028}[2] x | Eve: y\n31/12/2023, 21:06 - Bob: z\n"
            .as_bytes(),
        b"31/12/2023, 21:05 - Ada: null\n31/12/2023, 21:06 - Ada: <Media omitted>\n",
    ];
    for chat in chats {
        let case = opened(&[Export {
            name: "WhatsApp Chat with <Bob>\n█[TPD]█.zip",
            entries: vec![("_chat.txt", chat)],
        }]);
        let n_records = case.threads().next().unwrap().2.n_records();
        build(&case, &Made::default().log, MediaChoice::AsTheyAre);
        let mut made = Made::default();
        for record in (0..n_records).step_by(2) {
            made.message(&case, (0, record), &["TPD"]);
        }
        made.value("Bob", &["WIT"]).value("Ada", &["CON"]);
        build(&case, &made.log, MediaChoice::AsTheyAre);
    }
}
