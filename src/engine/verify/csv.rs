//! A strict reader of CSV as RFC 4180 writes it: CRLF ends a row, a cell with a quote, a comma or a
//! line end in it stands in quotes.

/// Longest row that is read. Units: bytes.
const ROW_BYTES: usize = 1 << 20;

/// One thing that came out of a [`Rows`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    /// Its cells.
    Cells(Vec<String>),
    /// Not CSV; the raw bytes. Nothing after them is read.
    Broken(Vec<u8>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Plain,
    Quoted,
    QuoteInQuoted,
    CarriageReturn,
    Broken,
}

/// Cuts a stream into rows.
pub(super) struct Rows {
    at: At,
    cell: Vec<u8>,
    cells: Vec<Vec<u8>>,
    raw: Vec<u8>,
    n_rows: u64,
}

impl Default for Rows {
    fn default() -> Rows {
        Rows {
            at: At::Start,
            cell: Vec::new(),
            cells: Vec::new(),
            raw: Vec::new(),
            n_rows: 0,
        }
    }
}

impl Rows {
    /// Takes the next bytes. `each` gets the number of the row, from 1.
    pub(super) fn push(&mut self, bytes: &[u8], each: &mut dyn FnMut(u64, Row)) {
        for byte in bytes {
            self.raw.push(*byte);
            self.at = self.next(*byte, each);
            if self.raw.len() > ROW_BYTES || (self.at == At::Broken && self.raw.len() > 4096) {
                self.at = At::Broken;
                self.hand_out_broken(each);
            }
        }
    }

    /// The end of the stream.
    pub(super) fn end(&mut self, each: &mut dyn FnMut(u64, Row)) {
        if !self.raw.is_empty() {
            self.hand_out_broken(each);
        }
    }

    fn hand_out_broken(&mut self, each: &mut dyn FnMut(u64, Row)) {
        each(self.n_rows + 1, Row::Broken(std::mem::take(&mut self.raw)));
    }

    fn next(&mut self, byte: u8, each: &mut dyn FnMut(u64, Row)) -> At {
        match (self.at, byte) {
            (At::Broken, _) => At::Broken,
            (At::Start, b'"') => At::Quoted,
            (At::Quoted, b'"') => At::QuoteInQuoted,
            (At::Quoted, _) => self.keep(byte, At::Quoted),
            (At::QuoteInQuoted, b'"') => self.keep(byte, At::Quoted),
            (At::Start | At::Plain | At::QuoteInQuoted, b',') => {
                self.cells.push(std::mem::take(&mut self.cell));
                At::Start
            }
            (At::Start | At::Plain | At::QuoteInQuoted, b'\r') => At::CarriageReturn,
            (At::CarriageReturn, b'\n') => self.row(each),
            (At::Start | At::Plain, b'\n' | b'"') => At::Broken,
            (At::Start | At::Plain, _) => self.keep(byte, At::Plain),
            (At::QuoteInQuoted | At::CarriageReturn, _) => At::Broken,
        }
    }

    fn keep(&mut self, byte: u8, next: At) -> At {
        self.cell.push(byte);
        next
    }

    fn row(&mut self, each: &mut dyn FnMut(u64, Row)) -> At {
        self.cells.push(std::mem::take(&mut self.cell));
        let cells: Result<Vec<String>, _> = std::mem::take(&mut self.cells)
            .into_iter()
            .map(String::from_utf8)
            .collect();
        let Ok(cells) = cells else {
            return At::Broken;
        };
        self.n_rows += 1;
        self.raw.clear();
        each(self.n_rows, Row::Cells(cells));
        At::Start
    }
}

/// The cell that must stand for `value`: one that a spreadsheet would take for a formula gets a
/// quote in front.
pub(super) fn guarded(value: &str) -> String {
    if value.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{value}")
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8], piece: usize) -> Vec<Row> {
        let mut out = Vec::new();
        let mut rows = Rows::default();
        for piece in bytes.chunks(piece) {
            rows.push(piece, &mut |_, row| out.push(row));
        }
        rows.end(&mut |_, row| out.push(row));
        out
    }

    #[test]
    fn reads_quotes_commas_and_line_ends() {
        let text = "a,b\r\n\"x,\"\"y\"\"\r\n\",\r\n\"\",é\r\n".as_bytes();
        let wanted = [["a", "b"], ["x,\"y\"\r\n", ""], ["", "é"]];
        for piece in [1, 2, 3, 100] {
            let found = rows(text, piece);
            for (found, wanted) in found.iter().zip(wanted) {
                let wanted: Vec<String> = wanted.iter().map(|cell| (*cell).to_owned()).collect();
                assert_eq!(found, &Row::Cells(wanted));
            }
            assert_eq!(found.len(), 3);
        }
    }

    #[test]
    fn anything_else_is_broken() {
        for text in [
            "a\n",
            "a\rb\r\n",
            "a\"b\r\n",
            "\"a\"b\r\n",
            "a,b",
            "\"a",
            "\"a\r\n",
            "\u{0}",
        ] {
            let found = rows(text.as_bytes(), 3);
            assert!(matches!(found.last(), Some(Row::Broken(_))), "{text:?}");
        }
        let found = rows(b"\xff\r\n", 1);
        assert!(matches!(found.last(), Some(Row::Broken(_))));
    }
}
