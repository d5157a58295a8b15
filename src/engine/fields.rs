//! Lines of CSV: a person writes lists with them, and programs that calculate do.

/// The fields of a line.
pub(super) fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, is_quoted) {
            ('"', true) if chars.peek() == Some(&'"') => {
                chars.next();
                push(&mut fields, '"');
            }
            ('"', _) => is_quoted = !is_quoted,
            (',', false) => fields.push(String::new()),
            (other, _) => push(&mut fields, other),
        }
    }
    fields
}

/// A field as it is written: in quotes where it must be.
pub(super) fn quoted(field: &str) -> String {
    if field.contains([',', '"']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

fn push(fields: &mut [String], c: char) {
    if let Some(field) = fields.last_mut() {
        field.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_comes_back() {
        let all = ["plain", "a, b", "say \"no\"", ""];
        let line: Vec<String> = all.iter().map(|field| quoted(field)).collect();
        assert_eq!(fields(&line.join(",")), all);
    }
}
