//! Comma separated values as RFC 4180 writes them, made safe for spreadsheets: no cell is taken for
//! a formula.

use super::cleaning::lacks;
use super::outgoing::{File, Outgoing};
use super::plan::Media;

/// First line of `attachments.csv`.
pub(super) const ATTACHMENTS_HEAD: &[u8] =
    b"thread,i,state,file,name,type,size_bytes,sha256,why\r\n";

/// Appends one line of cells.
pub(super) fn line(out: &mut Vec<u8>, cells: &[&str]) {
    for (index, text) in cells.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        cell(out, text);
    }
    out.extend_from_slice(b"\r\n");
}

fn cell(out: &mut Vec<u8>, text: &str) {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = text.contains([',', '"', '\r', '\n']);
    if quoted {
        out.push(b'"');
    }
    if formula {
        out.push(b'\'');
    }
    if quoted {
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

/// Appends the line of the file that a record names, when it names one.
///
/// `media` is the file as it goes out, for a file that is included.
pub(super) fn attachment(out: &mut Vec<u8>, record: &Outgoing, media: Option<&Media>) {
    let thread = record.thread.to_string();
    let i = record.i.to_string();
    let state = record.file.state();
    let name = match &record.file {
        File::None => return,
        File::Included { name, .. }
        | File::Cleaned { name, .. }
        | File::Redacted { name, .. }
        | File::NoCopy { name, .. }
        | File::NotIncluded { name }
        | File::Absent { name } => name.as_deref().unwrap_or_default(),
        File::Withheld { .. } => "",
    };
    let why = match &record.file {
        File::NoCopy { why, .. } => why,
        File::None
        | File::Included { .. }
        | File::Cleaned { .. }
        | File::Redacted { .. }
        | File::NotIncluded { .. }
        | File::Absent { .. }
        | File::Withheld { .. } => "",
    };
    let Some(media) = media else {
        return line(out, &[&thread, &i, state, "", name, "", "", "", why]);
    };
    let lacks = media.recipe.as_deref().and_then(lacks);
    let size = media.size_bytes.to_string();
    let cells = [
        &thread,
        &i,
        state,
        &media.path,
        name,
        media.kind.mime,
        &size,
        &media.sha256,
        lacks.unwrap_or_default(),
    ];
    line(out, &cells);
}

#[cfg(test)]
mod tests {
    use super::line;

    fn check(cells: &[&str], expected: &str) {
        let mut out = Vec::new();
        line(&mut out, cells);
        assert_eq!(String::from_utf8(out).expect("text"), expected);
    }

    #[test]
    fn cells_are_quoted_where_needed() {
        check(&["a", "", "b c"], "a,,b c\r\n");
        check(&["a,b", "c\"d", "e\nf"], "\"a,b\",\"c\"\"d\",\"e\nf\"\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        check(&["=1+1", "+1", "-1", "@a"], "'=1+1,'+1,'-1,'@a\r\n");
        check(&["\t=1", "\r=1"], "'\t=1,\"'\r=1\"\r\n");
        check(&["=a,b", "=\"x\""], "\"'=a,b\",\"'=\"\"x\"\"\"\r\n");
    }
}
