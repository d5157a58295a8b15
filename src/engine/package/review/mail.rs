//! The envelope of an RSMF document: a mail (RFC 5322) with a text and one attachment, and headers in
//! ASCII alone (RFC 2047).

use data_encoding::BASE64;

/// Longest line of Base64.
const LINE: usize = 76;
/// Most bytes of text in one encoded word: three quarters of 75, the frame left out.
const WORD_BYTES: usize = 42;
const BOUNDARY: &str = "=_threadseal_part";

/// A header line. Line ends and control characters become spaces.
pub(super) fn header(out: &mut Vec<u8>, name: &str, value: &str) {
    let clean: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let words = if clean.is_ascii() && clean.len() < 900 {
        clean
    } else {
        encoded(&clean)
    };
    out.extend_from_slice(format!("{name}: {words}\r\n").as_bytes());
}

/// Words as RFC 2047 writes them, one a line.
pub(super) fn encoded(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if word.len() + c.len_utf8() > WORD_BYTES {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    words.push(word);
    let framed = |word: &String| format!("=?UTF-8?B?{}?=", BASE64.encode(word.as_bytes()));
    words.iter().map(framed).collect::<Vec<_>>().join("\r\n ")
}

/// An address whose name is that of a participant.
pub(super) fn address(name: &str, id: &str) -> String {
    let clean: String = name
        .chars()
        .map(|c| {
            if c.is_control() || c == '"' || c == '\\' {
                ' '
            } else {
                c
            }
        })
        .collect();
    let shown = if clean.is_ascii() && clean.len() < 60 {
        format!("\"{clean}\"")
    } else {
        encoded(&clean)
    };
    format!("{shown} <{}@export.invalid>", id.to_lowercase())
}

/// What follows the headers: the text, then the zip.
pub(super) fn parts(out: &mut Vec<u8>, text: &str, zip: &[u8]) {
    let mut put = |text: &str| out.extend_from_slice(text.as_bytes());
    put("MIME-Version: 1.0\r\n");
    put(&format!(
        "Content-Type: multipart/mixed; boundary=\"{BOUNDARY}\"\r\n\r\n"
    ));
    put(&format!("--{BOUNDARY}\r\n"));
    put("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    put(&in_lines(text.as_bytes()));
    put(&format!("\r\n--{BOUNDARY}\r\n"));
    put("Content-Type: application/octet-stream; name=\"rsmf.zip\"\r\n");
    put("Content-Disposition: attachment; filename=\"rsmf.zip\"\r\n");
    put("Content-Transfer-Encoding: base64\r\n\r\n");
    put(&in_lines(zip));
    put(&format!("\r\n--{BOUNDARY}--\r\n"));
}

fn in_lines(bytes: &[u8]) -> String {
    let digits = BASE64.encode(bytes);
    let mut out = String::with_capacity(digits.len() + digits.len() / 38);
    let mut rest = digits.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at_checked(LINE).unwrap_or((rest, ""));
        out.push_str(line);
        out.push_str("\r\n");
        rest = after;
    }
    out
}
