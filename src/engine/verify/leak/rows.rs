//! The tables that the package itself writes: what in their cells is case data is searched.

use super::files::{Search, is_hex, is_known_path, is_scope, is_state};
use super::fixed;
use super::scan::Scan;
use crate::engine::verify::csv::{Row, Rows};
use crate::engine::verify::named::State;
use crate::engine::verify::{attachments, logs, stamp};

/// A file of rows.
pub(super) struct RowFile {
    rows: Rows,
    head: &'static [&'static str],
    is_log: bool,
}

impl RowFile {
    /// `attachments.csv`
    pub(super) fn attachments() -> RowFile {
        RowFile {
            rows: Rows::default(),
            head: &attachments::COLUMNS,
            is_log: false,
        }
    }

    /// `redaction-log.csv`
    pub(super) fn log() -> RowFile {
        RowFile {
            rows: Rows::default(),
            head: &logs::COLUMNS,
            is_log: true,
        }
    }

    fn row(&self, number: u64, row: &Row, scan: &mut Scan<'_>) {
        let place = || format!("row {number}");
        scan.here.clear();
        let cells = match row {
            Row::Cells(cells) => cells,
            Row::Broken(bytes) => {
                scan.other(&String::from_utf8_lossy(bytes), &place);
                return scan.binary(bytes, None, &place);
            }
        };
        if number == 1 && cells == self.head {
            return;
        }
        if let (false, [_, _, state, file, ..]) = (self.is_log, cells.as_slice())
            && [State::Cleaned.word(), State::Redacted.word()].contains(&state.as_str())
        {
            scan.found.cleaned.insert(file.clone());
        }
        for (index, cell) in cells.iter().enumerate() {
            let column = self.head.get(index).copied().unwrap_or_default();
            let known = if self.is_log {
                is_known_log_cell(column, cell)
            } else {
                is_known_attachment_cell(column, cell)
            };
            if known {
                continue;
            }
            if column == "name" {
                scan.file_name(cell, &place);
            } else {
                scan.other(cell, &place);
            }
        }
        scan.whole_line(cells.join(",").as_bytes(), &place);
    }
}

fn is_number(cell: &str) -> bool {
    cell.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_known_log_cell(column: &str, cell: &str) -> bool {
    match column {
        "no" | "thread" | "record" | "gaps" => is_number(cell),
        "scope" => is_scope(cell),
        "codes" => cell.split(' ').all(fixed::is_code),
        "note" => cell.is_empty() || fixed::is_why(cell),
        "decided_by" => fixed::is_log_word(cell),
        "decided_on" => stamp::day_of_date(cell).is_some(),
        "status" => cell == "maintained",
        _other => cell.is_empty(),
    }
}

fn is_known_attachment_cell(column: &str, cell: &str) -> bool {
    match column {
        "thread" | "i" | "size_bytes" => is_number(cell),
        "state" => is_state(cell),
        "file" => cell.is_empty() || is_known_path(cell),
        "type" => cell.is_empty() || fixed::is_media_type(cell),
        "why" => cell.is_empty() || fixed::is_why(cell),
        "sha256" => cell.is_empty() || (cell.len() == 64 && cell.bytes().all(is_hex)),
        _other => cell.is_empty(),
    }
}

impl Search for RowFile {
    fn push(&mut self, bytes: &[u8], scan: &mut Scan<'_>) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.push(bytes, &mut |number, row| self.row(number, &row, scan));
        self.rows = rows;
    }

    fn end(&mut self, scan: &mut Scan<'_>) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.end(&mut |number, row| self.row(number, &row, scan));
    }
}
