//! Kinds, files, suffixes.

use super::*;

const PHOTO: &str = "00000012-PHOTO-2023-12-31-21-05-07.jpg";

/// Kind and flags of one iPhone record among others with marks.
fn iphone(entries: &[&str], line: &str) -> (String, String) {
    let text = format!(
        "[31/12/23, 21:05:01] Ada: ‎image omitted\r\n[31/12/23, 21:05:02] Ada: a\nb\r\n{line}\r\n\
         [31/12/23, 21:05:08] Ada: end\r\n[31/12/23, 21:05:09] Ada: end\r\n"
    );
    kind(entries, &text, 2)
}

fn android(entries: &[&str], body: &str) -> (String, String) {
    let text = format!(
        "31/12/2023, 21:05 - Bob: hi\n31/12/2023, 21:05 - Ada: {body}\n31/12/2023, 21:06 - Bob: ho\n"
    );
    kind(entries, &text, 1)
}

fn kind(entries: &[&str], text: &str, index: u32) -> (String, String) {
    let parsed = read_bytes(entries, text.as_bytes());
    let record = parsed.value.record(RecordId(index)).expect("record");
    (
        record.kind.word().to_owned(),
        record.flags.words().join(" "),
    )
}

fn cases(read: fn(&[&str], &str) -> (String, String), cases: &[(&[&str], &str, &str, &str)]) {
    for (entries, input, word, flags) in cases {
        let found = read(entries, input);
        assert_eq!(
            (found.0.as_str(), found.1.as_str()),
            (*word, *flags),
            "{input}"
        );
    }
}

#[test]
fn android_bodies() {
    let img: &[&str] = &[
        "IMG-20231231-WA0001.jpg",
        "report.pdf",
        "Jane Roe.vcf",
        "LICENSE",
    ];
    cases(
        android,
        &[
            (img, "hello", "text", ""),
            (
                img,
                "‎IMG-20231231-WA0001.jpg (file attached)",
                "attachment",
                "app-marked",
            ),
            (
                img,
                "IMG-20231231-WA0001.jpg (file attached)\ncaption",
                "attachment",
                "",
            ),
            (
                &[],
                "‎IMG-20231231-WA0001.jpg (file attached)",
                "attachment",
                "app-marked attachment-missing",
            ),
            (
                &[],
                "IMG-20231231-WA0001.jpg (Datei angehängt)",
                "attachment",
                "attachment-missing",
            ),
            (img, "‎Jane Roe.vcf (file attached)", "contact", "app-marked"),
            (img, "‎LICENSE (file attached)", "attachment", "app-marked"),
            (
                img,
                "‎IMG-20231231-WA0001.jpg (xyzzy foo)",
                "attachment",
                "app-marked kind-by-structure",
            ),
            (
                img,
                "فایل پیوست شد IMG-20231231-WA0001.jpg",
                "attachment",
                "",
            ),
            (img, "see report.pdf", "text", ""),
            (img, "report.pdf", "text", ""),
            (
                img,
                "I read report.pdf (file attached) yesterday",
                "text",
                "",
            ),
            (img, "<Note: report.pdf>", "text", ""),
            (img, "report.pdf (see page 2)", "text", ""),
            (img, "fine (file attached)", "text", ""),
            (&[], "<Media omitted>", "media_omitted", ""),
            (&[], "<Media omitted>\nlook at this", "media_omitted", ""),
            (&[], "< Média vynechána >", "media_omitted", ""),
            (&[], "<Medien ausgeschlossen>", "media_omitted", ""),
            (&[], "<Me\u{301}dias omis>", "media_omitted", ""),
            (&[], "<Video note omitted>", "media_omitted", ""),
            (
                &[],
                "<Something else left out>",
                "media_omitted",
                "kind-by-structure",
            ),
            (&[], "<View once voice message omitted>", "view_once", ""),
            (&[], "<a> is a tag", "text", ""),
            (&[], "image omitted", "text", ""),
            (&[], "This message was deleted", "deleted", ""),
            (&[], "This message was deleted.", "deleted", ""),
            (&[], "You deleted this message", "deleted", ""),
            (&[], "This message was deleted by admin Bob", "deleted", ""),
            (&[], "This message was deleted, why", "text", ""),
            (&[], "Diese Nachricht wurde gelöscht.", "deleted", ""),
            (&[], "see you <This message was edited>", "text", "edited"),
            (&[], "see you\n<This message was edited>", "text", "edited"),
            (
                &[],
                "see you <Diese Nachricht wurde bearbeitet.>",
                "text",
                "edited",
            ),
            (&[], "see you ‎<xyz abc>", "text", "edited kind-by-structure"),
            (&[], "see you <xyz abc>", "text", ""),
            (&[], "null", "null", ""),
            (&[], "", "null", ""),
            (&[], "null and void", "text", ""),
            (&[], "Missed voice call", "call", ""),
            (&[], "Missed voice call from you", "text", ""),
            (&[], "Verpasster Videoanruf", "call", ""),
            (
                &[],
                "location: https://maps.google.com/?q=12.34567890123456,-9.5",
                "location",
                "",
            ),
            (
                &[],
                "The Inn\n1 Road\nhttps://foursquare.com/v/4b0588",
                "location",
                "",
            ),
            (
                &[],
                "meet at https://maps.google.com/?q=1,2 at 5",
                "text",
                "",
            ),
            (&[], "live location shared", "live_location", ""),
            (&[], "live location shared\non my way", "live_location", ""),
            (
                &[],
                "POLL:\nWhere?\nOPTION: Here (2 votes)\nOPTION: There (1 vote)",
                "poll",
                "",
            ),
            (&[], "POLL: Where?\nOPTION: Here [a] (2 votes)", "poll", ""),
            (
                &[],
                "XYZ:\nWhere?\nABC: Here (2 foo)\nABC: There (1 foo)",
                "poll",
                "kind-by-structure",
            ),
            (&[], "NOTE:\nfirst\nsecond", "text", ""),
            (&[], "EVENT: Party\nDate: today", "event", ""),
            (&[], "EVENT: never again", "text", ""),
            (
                &[],
                "Waiting for this message. This may take a while.",
                "null",
                "",
            ),
        ],
    );
}

#[test]
fn iphone_bodies() {
    let all: &[&str] = &[PHOTO, "00000013-Lease.pdf", "report.pdf"];
    let line = |body: &str| format!("[31/12/23, 21:05:07] Ada: {body}");
    let marked = |body: &str| format!("\u{200e}[31/12/23, 21:05:07] Ada: {body}");
    let cases: &[(&[&str], String, &str, &str)] = &[
        (
            all,
            marked(&format!("‎<attached: {PHOTO}>")),
            "attachment",
            "app-marked",
        ),
        (
            all,
            marked(&format!("look ‎<attached: {PHOTO}>")),
            "attachment",
            "",
        ),
        (
            all,
            marked(&format!("look\nhere ‎<attached: {PHOTO}>")),
            "attachment",
            "",
        ),
        (
            all,
            marked("Lease.pdf • ‎2 pages ‎<attached: 00000013-Lease.pdf>"),
            "attachment",
            "",
        ),
        (
            all,
            marked(&format!("‎<{PHOTO} eklendi>")),
            "attachment",
            "app-marked",
        ),
        (
            &[],
            marked(&format!("‎<{PHOTO} eklendi>")),
            "attachment",
            "app-marked attachment-missing",
        ),
        (
            &[],
            marked("‎<Anhang: 00000042-Jane Roe.vcf>"),
            "contact",
            "app-marked attachment-missing",
        ),
        (
            all,
            marked(&format!("‎<xyzzy: {PHOTO}>")),
            "attachment",
            "app-marked kind-by-structure",
        ),
        (
            all,
            marked(&format!(
                "look ‎<attached: {PHOTO}> ‎<This message was edited>"
            )),
            "attachment",
            "edited",
        ),
        // Where WhatsApp writes marks, words without one were typed.
        (all, line(&format!("<attached: {PHOTO}>")), "text", ""),
        (all, line("<Note: report.pdf>"), "text", ""),
        (all, line("image omitted"), "text", ""),
        (all, line("This message was deleted"), "text", ""),
        (&[], marked("‎image omitted"), "media_omitted", "app-marked"),
        (
            &[],
            marked("look at this ‎image omitted"),
            "media_omitted",
            "",
        ),
        (
            &[],
            marked("Lease.pdf • ‎2 pages ‎document omitted"),
            "media_omitted",
            "",
        ),
        (
            &[],
            marked("‎Bild weggelassen"),
            "media_omitted",
            "app-marked",
        ),
        (
            &[],
            line("‎画像は含まれていません"),
            "media_omitted",
            "app-marked",
        ),
        (
            &[],
            marked("‎xyzzy foo"),
            "media_omitted",
            "app-marked kind-by-structure",
        ),
        (
            &[],
            marked("look ‎xyzzy foo"),
            "media_omitted",
            "kind-by-structure",
        ),
        (
            &[],
            line("look ‎xyzzy foo"),
            "media_omitted",
            "kind-by-structure",
        ),
        // Not behind a space, or with a full stop inside: somebody's own words.
        (&[], line("look‎xyzzy foo"), "text", ""),
        (&[], line("look ‎xyzzy. No, foo"), "text", ""),
        (
            &[],
            line("‎This message was deleted."),
            "deleted",
            "app-marked",
        ),
        (
            &[],
            line("‎You deleted this message."),
            "deleted",
            "app-marked",
        ),
        (
            &[],
            line("‎Missed voice call. ‎Tap to call back"),
            "call",
            "app-marked",
        ),
        (&[], line("‎Voice call. ‎10 sec"), "call", "app-marked"),
        (
            &[],
            line("‎Video call. ‎12 min • 3 joined"),
            "call",
            "app-marked",
        ),
        (
            &[],
            line("see you ‎<This message was edited>"),
            "text",
            "edited",
        ),
        (
            &[],
            line("‎Location: https://maps.google.com/?q=12.345678,-9.512345"),
            "location",
            "app-marked",
        ),
        (
            &[],
            line("The Inn (1 Road): https://foursquare.com/v/4b0588"),
            "location",
            "",
        ),
        (
            &[],
            line("‎POLL:\nWhere?\n‎OPTION: Station (2 votes)\n‎OPTION: Cafe (1 vote)"),
            "poll",
            "app-marked",
        ),
        (&[], line("‎EVENT: Party"), "event", "app-marked"),
        (
            &[],
            line("‎Ada Poe created group “Hikers”"),
            "system",
            "app-marked sender-is-formal",
        ),
        (
            &[],
            line("‎‎Your security code with Bob Fay changed. ‎Tap to learn more."),
            "system",
            "app-marked sender-is-formal",
        ),
        (
            &[],
            line("‎Xyzzy is, well, new here."),
            "system_unclassified",
            "app-marked kind-by-structure sender-is-formal",
        ),
        (&[], line("‎"), "null", "app-marked"),
        (&[], line("@\u{2068}Ada Poe\u{2069} hi"), "text", ""),
    ];
    for (entries, input, word, flags) in cases {
        let found = iphone(entries, input);
        assert_eq!(
            (found.0.as_str(), found.1.as_str()),
            (*word, *flags),
            "{input}"
        );
    }
}

#[test]
fn iphone_texts_whose_marks_were_lost() {
    let text = "[31/12/23, 21:05:01] Hikers: Messages and calls are end-to-end encrypted. x\r\n\
                [31/12/23, 21:05:02] Ada: <attached: a.jpg>\r\n\
                [31/12/23, 21:05:07] Ada: look <attached: 00000012-PHOTO-2023-12-31-21-05-07.jpg>\r\n\
                [31/12/23, 21:05:08] Ada: image omitted\r\n\
                [31/12/23, 21:05:09] Ada: This message was deleted.\r\n";
    check(
        &["a.jpg", PHOTO],
        text,
        &[
            "system 2023-12-31T21:05:01 Hikers \"Messages and calls are end-to-end encrypted. x\" sender-is-formal",
            "attachment 2023-12-31T21:05:02 Ada \"<attached: a.jpg>\"",
            "attachment 2023-12-31T21:05:07 Ada \"look <attached: 00000012-PHOTO-2023-12-31-21-05-07.jpg>\" kind-by-structure",
            "media_omitted 2023-12-31T21:05:08 Ada \"image omitted\"",
            "deleted 2023-12-31T21:05:09 Ada \"This message was deleted.\"",
        ],
    );
}

#[test]
fn old_iphone_attachments() {
    let text = "12/31/16, 9:05:07 PM: Ada: 2016-12-31-PHOTO-00000012.jpg <\u{200e}attached>\r\n\
                12/31/16, 9:05:08 PM: Ada: hi\r\n";
    let parsed = read_bytes(&["2016-12-31-PHOTO-00000012.jpg"], text.as_bytes());
    let thread = &parsed.value;
    assert_eq!(thread.records[0].kind.word(), "attachment");
    assert_eq!(thread.attachments[0].name, "2016-12-31-PHOTO-00000012.jpg");
    assert_eq!(thread.attachments[0].rule, MatchRule::Exact);
}

#[test]
fn parts_of_a_body_can_be_taken_apart() {
    let body = "look ‎<attached: a.jpg> ‎<This message was edited>";
    let text = format!("[31/12/23, 21:05:07] Ada: {body}\r\n");
    let thread = read_bytes(&["a.jpg"], text.as_bytes()).value;
    let parts = body_parts(&thread, RecordId(0));
    let piece = |span: Option<ByteSpan>| {
        let span = span.expect("a part");
        &body[span.start as usize..span.end() as usize]
    };
    assert_eq!(piece(parts.marker), "‎<attached: a.jpg>");
    assert_eq!(piece(parts.file_name), "a.jpg");
    assert_eq!(piece(parts.edited), " ‎<This message was edited>");
    let text = "31/12/2023, 21:05 - Ada: ‎a.jpg (file attached)\ncaption\n";
    let thread = read_bytes(&["a.jpg"], text.as_bytes()).value;
    let parts = body_parts(&thread, RecordId(0));
    assert_eq!(parts.marker.map(|s| (s.start, s.len)), Some((0, 24)));
    assert_eq!(parts.file_name.map(|s| (s.start, s.len)), Some((3, 5)));
    assert_eq!(parts.edited, None);
}

#[test]
fn files_named_twice_are_shared() {
    let text = "31/12/2023, 21:05 - Ada: STK-20231231-WA0005.webp (file attached)\n\
                31/12/2023, 21:06 - Bob: STK-20231231-WA0005.webp (file attached)\n\
                31/12/2023, 21:06 - Bob: gone.pdf (file attached)\n";
    let parsed = read_bytes(&["STK-20231231-WA0005.webp"], text.as_bytes());
    let flags: Vec<String> = parsed
        .value
        .records
        .iter()
        .map(|r| r.flags.words().join(" "))
        .collect();
    assert_eq!(
        flags,
        [
            "attachment-shared",
            "attachment-shared",
            "attachment-missing"
        ]
    );
    assert!(codes(&parsed.findings).contains(&"P020"));
}

#[test]
fn system_lines_of_android() {
    check(
        &[],
        "31/12/2023, 21:05 - Messages and calls are end-to-end encrypted. Tap to learn more.\n\
         31/12/2023, 21:05 - Ada Poe created group \"Hikers: the club\"\n\
         31/12/2023, 21:05 - ‎Ada Poe added you\n\
         31/12/2023, 21:06 - Ada Poe changed the subject from “Plans: Friday” to “Plans: Monday”\n\
         31/12/2023, 21:06 - Ada Poe: hi\n\
         31/12/2023, 21:07 - Ada Poe: ho\n\
         31/12/2023, 21:08 - Ada Poe started a video call\n\
         31/12/2023, 21:09 - Jemand hat etwas getan\n\
         \n\
         mehr\n",
        &[
            "system 2023-12-31T21:05 - \"Messages and calls are end-to-end encrypted. Tap to learn more.\"",
            "system 2023-12-31T21:05 - \"Ada Poe created group \\\"Hikers: the club\\\"\"",
            "system 2023-12-31T21:05 - \"\\u{200e}Ada Poe added you\" app-marked",
            "system 2023-12-31T21:06 - \"Ada Poe changed the subject from “Plans: Friday” to “Plans: Monday”\"",
            "text 2023-12-31T21:06 Ada Poe \"hi\"",
            "text 2023-12-31T21:07 Ada Poe \"ho\"",
            "call 2023-12-31T21:08 - \"Ada Poe started a video call\"",
            "system_unclassified 2023-12-31T21:09 - \"Jemand hat etwas getan\\n\\nmehr\" kind-by-structure",
        ],
    );
}
