//! Bytes that nobody meant to be a chat, and more of them than anybody sends.

use proptest::prelude::*;

use super::*;

#[test]
fn utf16_is_read_with_its_own_offsets() {
    let text = "\u{feff}31/12/2023, 21:05 - Ada: 🦊 x\n31/12/2023, 21:06 - Bob: é\n";
    for (encode, encoding) in [
        (
            u16::to_le_bytes as fn(u16) -> [u8; 2],
            crate::engine::thread::Encoding::Utf16Le,
        ),
        (u16::to_be_bytes, crate::engine::thread::Encoding::Utf16Be),
    ] {
        let mut units: Vec<u16> = text.encode_utf16().collect();
        let n = units.len();
        units.insert(n - 1, 0xD800);
        let bytes: Vec<u8> = units.iter().copied().flat_map(encode).collect();
        let parsed = read_bytes(&[], &bytes);
        let thread = &parsed.value;
        assert_eq!(thread.encoding, encoding);
        assert_eq!(thread.body(RecordId(1)), "é\u{fffd}".as_bytes());
        let first = text
            .encode_utf16()
            .position(|unit| unit == 10)
            .expect("a line")
            + 1;
        assert_eq!(thread.origin_span(RecordId(1)).0, 2 * first as u64);
        assert!(codes(&parsed.findings).contains(&"P006"));
        // An odd last byte, and no mark at the start.
        let mut odd = bytes.clone();
        odd.push(7);
        read_bytes(&[], &odd);
        read_bytes(&[], &bytes[2..]);
    }
}

#[test]
fn bytes_that_are_not_utf8_are_kept() {
    let bytes = b"31/12/2023, 21:05 - Ada: ok\n31/12/2023, 21:06 - B\xfcb: gr\xfc\xdfe\n";
    let parsed = read_bytes(&[], bytes);
    let thread = &parsed.value;
    assert_eq!(thread.text.as_slice(), bytes);
    assert!(!thread.records[0].flags.has(Flags::NOT_UTF8));
    assert!(thread.records[1].flags.has(Flags::NOT_UTF8));
    assert_eq!(thread.participants[1].name, "B\u{fffd}b");
    assert!(codes(&parsed.findings).contains(&"P005"));
}

#[test]
fn marks_inside_the_file_are_counted() {
    let text = "\u{feff}31/12/2023, 21:05 - Ada: a\n\u{feff}31/12/2023, 21:05 - Ada: b\n";
    let parsed = read_text(text);
    assert_eq!(parsed.value.n_records(), 2);
    assert!(codes(&parsed.findings).contains(&"P012"));
    let parsed = read_text("\u{feff}31/12/2023, 21:05 - Ada: a\n");
    assert!(!codes(&parsed.findings).contains(&"P012"));
    let parsed = read_text("31/12/2023, 21:05 - Ada: a\0b\n");
    assert!(codes(&parsed.findings).contains(&"P013"));
}

#[test]
fn large_and_lopsided_texts() {
    let head = "31/12/2023, 21:05 - Ada: ";
    let one_line = format!("{head}{}", "x: y ".repeat(400_000));
    assert_eq!(read_text(&one_line).value.n_records(), 1);
    let tiny_lines = format!("{head}\n{}", "a\n".repeat(500_000));
    assert_eq!(read_text(&tiny_lines).value.n_records(), 1);
    let headers_only = format!("{head}\n").repeat(50_001);
    assert_eq!(read_text(&headers_only).value.n_records(), 50_001);
    let long_name = format!("31/12/2023, 21:05 - {}: hi\n", "n ".repeat(500_000));
    assert_eq!(read_text(&long_name).value.n_records(), 1);
    let no_end = format!("31/12/2023, 21:05 - {}", "a:b".repeat(300_000));
    assert_eq!(read_text(&no_end).value.n_records(), 1);
    let voices: String = (0..200_000)
        .map(|n| format!("31/12/2023, 21:05 - Voice {n}: hi\n"))
        .collect();
    let thread = read_text(&voices).value;
    assert_eq!(thread.participants.len(), 200_000);
}

/// As large as they come. Growth is linear: ten times the text may not take twenty times as long.
#[test]
#[ignore = "takes a minute and a gigabyte"]
#[expect(
    clippy::disallowed_methods,
    reason = "how cost grows is what it measures"
)]
fn full_size_texts() {
    let head = "31/12/2023, 21:05 - Ada: ";
    type Written = fn(&str, usize) -> String;
    let texts: [(&str, Written); 4] = [
        ("one line", |head, n| {
            format!("{head}{}", "x: y ".repeat(n * 2))
        }),
        ("lines of one character", |head, n| {
            format!("{head}\n{}", "a\n".repeat(n))
        }),
        ("headers only", |head, n| format!("{head}\n").repeat(n / 3)),
        ("voices", |_, n| {
            let line = |n| format!("31/12/2023, 21:05 - Voice {n}: hi\n");
            (0..n / 50).map(line).collect()
        }),
    ];
    for (what, text) in texts {
        let took = [1_000_000, 10_000_000].map(|n| {
            let text = text(head, n);
            let start = std::time::Instant::now();
            let parsed = read::thread_from(&Listed(&[], None), EntryId(0), text.into_bytes());
            let took = start.elapsed();
            println!("{what}, {n}: {took:?}");
            assert!(parsed.is_ok());
            took
        });
        assert!(
            took[1] < took[0] * 20 + std::time::Duration::from_millis(200),
            "{what}"
        );
    }
}

#[test]
fn lines_that_ask_for_every_test() {
    let many = |line: fn(usize) -> String| -> String { (0..20_000).map(line).collect() };
    // Jumps of the clock in both directions, at every line.
    read_text(&many(|n| {
        format!(
            "{}/01/20{}, 21:05 - V{}: x\n",
            n % 28 + 1,
            10 + n * 7 % 13,
            n % 97
        )
    }));
    // Shapes that alternate.
    read_text(&many(|n| match n % 3 {
        0 => "31/12/2023, 21:05 - Ada: x\n".to_owned(),
        1 => "[31/12/23, 21:05:07] Ada: x\n".to_owned(),
        _third => "31.12.23 21:05 - Ada: x\n".to_owned(),
    }));
    // Lines about the thread, files, suffixes, marks.
    read_text(&many(|n| {
        format!("31/12/2023, 21:05 - A{n} added B{n} (x) <y>\n")
    }));
    read_text(&many(|n| {
        format!("[31/12/23, 21:05:07] A: ‎<attached {n}.jpg> ‎<z>\r\n")
    }));
    read_text(&many(|n| format!("31/12/2023, 21:05 - A: B{n}: C: D: E\n")));
}

fn piece() -> impl Strategy<Value = String> {
    let parts: Vec<&'static str> = vec![
        "31/12/2023, 21:05 - ",
        "12/31/23, 9:05\u{202f}PM - ",
        "[31/12/23, 21:05:07] ",
        "\u{200e}[31/12/2023, 21:05:07] ",
        "31.12.16, 21:05:07: ",
        "Dec 31, 9:05 PM - ",
        "[31/12, 21:05] ",
        "٣١\u{200f}/١٢\u{200f}/٢٠٢٣، ٩:٠٥ م - ",
        "2023/12/31 下午9:05 - ",
        "\n",
        "\r\n",
        "\r",
        "\u{feff}",
        "\u{200e}",
        "\u{200f}",
        " ",
        ": ",
        ":",
        "Ada",
        "Ada: ",
        "ACME: Support: ",
        "‎<attached: a.jpg>",
        "a.jpg (file attached)",
        "<Media omitted>",
        " ‎<This message was edited>",
        "image omitted",
        "null",
        "POLL:\nOPTION: a (1 vote)",
        "<",
        ">",
        "(",
        ")",
        "“",
        "”",
        "https://maps.google.com/?q=1,2",
        "\u{2028}",
        "🦊",
        "é",
        "0",
        "9",
        "/",
        ".",
        "-",
        "[",
        "]",
        "\0",
        "Messages and calls are end-to-end encrypted.",
        " left",
        "word (",
        "BE",
        "R5",
        " klo ",
        "abends",
    ];
    proptest::sample::select(parts).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_pieces_are_partitioned(pieces in proptest::collection::vec(piece(), 0..60)) {
        let text: String = pieces.concat();
        let entries = ["a.jpg"];
        if let Ok(parsed) =
            read::thread_from(&Listed(&entries, None), EntryId(0), text.clone().into_bytes())
        {
            assert_partition(&parsed.value, text.len());
        }
    }

    #[test]
    fn random_bytes_are_partitioned(
        mut bytes in proptest::collection::vec(any::<u8>(), 0..300),
        cut in 0usize..40,
    ) {
        let head = b"31/12/2023, 21:05 - Ada: x\n";
        bytes.splice(0..0, head[..cut.min(head.len())].iter().copied());
        let size = bytes.len();
        if let Ok(parsed) = read::thread_from(&Listed(&[], None), EntryId(0), bytes) {
            assert_partition(&parsed.value, size);
        }
    }

    #[test]
    fn a_changed_export_is_partitioned(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
    ) {
        let mut bytes = "[31/12/23, 21:05:07] Ada: ‎<attached: a.jpg>\r\n\
            [31/12/23, 21:05:08] ~\u{202f}Bob: x\ny ‎<This message was edited>\r\n\
            [31/12/23, 21:05:09] Hikers: ‎Ada added Bob\r\n"
            .as_bytes()
            .to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let size = bytes.len();
        if let Ok(parsed) = read::thread_from(&Listed(&["a.jpg"], None), EntryId(0), bytes) {
            assert_partition(&parsed.value, size);
        }
    }
}
