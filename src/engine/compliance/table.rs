//! Tables as people save them: comma, semicolon or tab, double quotes, cells of several lines.

/// A row with the line of the text on which it begins, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableRow {
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
}

/// The rows of a table. Empty lines are no rows. `Err`: the line on which a quotation opens that
/// never ends.
pub(super) fn rows(text: &str) -> Result<Vec<TableRow>, u32> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let mut rows = Vec::new();
    let mut row = new_row(1);
    let mut line = 1;
    let mut quoted_since = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        line += u32::from(c == '\n');
        match (c, quoted_since) {
            ('"', Some(_)) if chars.peek() == Some(&'"') => {
                chars.next();
                push(&mut row, '"');
            }
            ('"', Some(_)) => quoted_since = None,
            ('"', None) if is_start(&row) => quoted_since = Some(line),
            ('\r', None) if chars.peek() == Some(&'\n') => {}
            ('\n', None) => {
                finish(&mut rows, std::mem::replace(&mut row, new_row(line)));
            }
            (c, None) if c == separator => row.cells.push(String::new()),
            (c, _) => push(&mut row, c),
        }
    }
    if let Some(since) = quoted_since {
        return Err(since);
    }
    finish(&mut rows, row);
    Ok(rows)
}

/// The separator that the first line uses most.
fn separator(text: &str) -> char {
    let head = text.lines().next().unwrap_or_default();
    let count = |c: char| head.matches(c).count();
    let mut best = ',';
    for other in [';', '\t'] {
        if count(other) > count(best) {
            best = other;
        }
    }
    best
}

fn new_row(line: u32) -> TableRow {
    TableRow {
        line,
        cells: vec![String::new()],
    }
}

fn is_start(row: &TableRow) -> bool {
    row.cells.last().is_some_and(|cell| cell.trim().is_empty())
}

fn push(row: &mut TableRow, c: char) {
    if let Some(cell) = row.cells.last_mut() {
        cell.push(c);
    }
}

fn finish(rows: &mut Vec<TableRow>, row: TableRow) {
    if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
        rows.push(row);
    }
}

/// A cell as it is written: in quotes where it must be. What a table program would run as a formula
/// gets an apostrophe.
pub(super) fn cell(text: &str) -> String {
    let text = match text.chars().next() {
        Some('=' | '@' | '+' | '-' | '\t' | '\r') => format!("'{text}"),
        _plain => text.to_owned(),
    };
    plain_cell(&text)
}

/// The same for a table that is read back by us: nothing is put before what is written.
pub(super) fn plain_cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r', ';', '\t']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Cells as a line.
pub(super) fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_quotes_and_lines() {
        for separator in [',', ';', '\t'] {
            let text = format!("a{separator}b\r\n\n\"x\ny\"{separator}\"say \"\"no\"\"\"\n");
            let rows = rows(&text).unwrap();
            assert_eq!(rows[0].cells, ["a", "b"]);
            assert_eq!(rows[1].cells, ["x\ny", "say \"no\""]);
            assert_eq!((rows[0].line, rows[1].line), (1, 3));
        }
        assert_eq!(rows("a,b\n1,\"open\n2,3\n"), Err(2));
    }

    #[test]
    fn formulas_are_text() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(plain_cell("+44 20"), "+44 20");
        assert_eq!(cell("a,b"), "\"a,b\"");
    }
}
