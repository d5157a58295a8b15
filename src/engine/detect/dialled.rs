//! Telephone numbers as they are dialled from abroad, to compare them: `+44 (0)20 7946 0042` and
//! `020 7946 0042` in Britain are one.

use std::collections::BTreeMap;

use super::phone::{CODES, NATIONAL, National};

/// What is dialled before a country code.
const ABROAD: [&str; 2] = ["00", "011"];
/// Fewer digits without anything before them are not dialled by anybody but by chance.
const LEAST_BARE: usize = 9;
/// The same where nothing is dialled before a number.
const LEAST_PLAIN: usize = 8;
/// How many digits a number has that begins with a nought.
const NATIONAL_DIGITS: std::ops::RangeInclusive<usize> = 9..=13;

/// How a row of digits is dialled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// From abroad: with the country code.
    Abroad,
    /// At home: with a nought or what else is dialled there.
    Home,
    /// Without anything before it.
    Bare,
}

/// The digits of a number from the country code on; `None` when it is no number, or a national one
/// and the region is not known. `region` is a country as ISO 3166 writes it, or empty.
pub(crate) fn e164(written: &str, region: &str) -> Option<String> {
    let plain = super::names::folded(written);
    let plain = plain.trim_matches(|c: char| !c.is_ascii_digit() && c != '+' && c != '(');
    if plain.chars().any(char::is_alphabetic) {
        return None;
    }
    let (abroad, rest) = match plain.strip_prefix('+').or_else(|| plain.strip_prefix("(+")) {
        Some(rest) => (true, rest),
        None => match plain.strip_prefix("00") {
            Some(rest) => (true, rest),
            None => (false, plain),
        },
    };
    // The nought in brackets is not dialled from abroad.
    let rest = if abroad {
        rest.replace("(0)", "")
    } else {
        rest.to_owned()
    };
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let digits = if abroad {
        digits
    } else {
        national(&digits, region)?
    };
    (8..=15).contains(&digits.len()).then_some(digits)
}

fn national(digits: &str, region: &str) -> Option<String> {
    let is_here = |country: &[u8; 2]| country.eq_ignore_ascii_case(region.trim().as_bytes());
    let one = NATIONAL.iter().find(|one| is_here(&one.country))?;
    let rest = digits.strip_prefix(one.trunk).unwrap_or(digits);
    Some(format!("{}{rest}", one.code))
}

/// Every row of digits that dials the number, and how; empty when `written` is no number, or one in
/// a form of its country that does not begin with a nought.
pub(crate) fn rows_of(written: &str) -> BTreeMap<String, Way> {
    let mut rows = BTreeMap::new();
    if let Some(digits) = e164(written, "") {
        let code = CODES.split(' ').rfind(|code| digits.starts_with(code));
        let Some(code) = code else {
            put_abroad(&mut rows, &digits);
            return rows;
        };
        let rest = digits.get(code.len()..).unwrap_or_default();
        let here = NATIONAL.iter().find(|one| one.code.to_string() == code);
        put(&mut rows, code, here.map_or("0", trunk_of), own(rest, here));
    } else if let Some(digits) = at_home(written) {
        for one in NATIONAL.iter().filter(|one| one.n.contains(&digits.len())) {
            let trunk = trunk_of(one);
            if let Some(rest) = digits.strip_prefix(trunk).filter(|_| !trunk.is_empty()) {
                put(&mut rows, &one.code.to_string(), trunk, rest);
            }
        }
        rows.insert(digits, Way::Home);
    }
    rows
}

fn trunk_of(one: &National) -> &'static str {
    if one.trunk == "-" { "" } else { one.trunk }
}

/// The number without the nought that somebody left behind the country code.
fn own<'a>(rest: &'a str, here: Option<&National>) -> &'a str {
    let Some(one) = here.filter(|one| one.n.contains(&rest.len())) else {
        return rest;
    };
    match trunk_of(one) {
        "" => rest,
        trunk => rest.strip_prefix(trunk).unwrap_or(rest),
    }
}

fn put(rows: &mut BTreeMap<String, Way>, code: &str, trunk: &str, rest: &str) {
    put_abroad(rows, &format!("{code}{rest}"));
    put_abroad(rows, &format!("{code}{trunk}{rest}"));
    if !trunk.is_empty() {
        rows.entry(format!("{trunk}{rest}")).or_insert(Way::Home);
    }
    let least = if trunk.is_empty() {
        LEAST_PLAIN
    } else {
        LEAST_BARE
    };
    if rest.len() >= least {
        rows.entry(rest.to_owned()).or_insert(Way::Bare);
    }
}

fn put_abroad(rows: &mut BTreeMap<String, Way>, digits: &str) {
    rows.insert(digits.to_owned(), Way::Abroad);
    for before in ABROAD {
        rows.insert(format!("{before}{digits}"), Way::Abroad);
    }
}

/// The digits of a number that begins with one nought, when nothing else stands there.
fn at_home(written: &str) -> Option<String> {
    let plain = super::names::folded(written);
    let is_plain = |c: char| c.is_ascii_digit() || " -./()".contains(c);
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let is_one = digits.starts_with('0') && NATIONAL_DIGITS.contains(&digits.len());
    (is_one && plain.chars().all(is_plain)).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_digits_that_dial_a_number() {
        let rows = rows_of("+44 7700 900123");
        for (row, way) in [
            ("447700900123", Way::Abroad),
            ("4407700900123", Way::Abroad),
            ("00447700900123", Way::Abroad),
            ("07700900123", Way::Home),
            ("7700900123", Way::Bare),
        ] {
            assert_eq!(rows.get(row), Some(&way), "{row}");
        }
        assert_eq!(rows_of("+44 07700 900123"), rows);
        assert_eq!(rows_of("0044 (0)7700 900123"), rows);
        let home = rows_of("07700 900123");
        assert_eq!(home.get("07700900123"), Some(&Way::Home));
        assert_eq!(home.get("447700900123"), Some(&Way::Abroad));
        assert_eq!(
            rows_of("+1 202-555-0143").get("2025550143"),
            Some(&Way::Bare)
        );
        assert_eq!(
            rows_of("+7 912 345 67 89").get("89123456789"),
            Some(&Way::Home)
        );
        assert!(!rows_of("+45 12 34 56 78").contains_key("012345678"));
        for no in [
            "",
            "Jane",
            "4999 1234 5678 9019",
            "2024-01-15",
            "4812",
            "0123",
            "NL91 ABNA 0417",
        ] {
            assert!(rows_of(no).is_empty(), "{no}");
        }
    }

    #[test]
    fn ways_to_write_one_number() {
        for (written, region) in [
            ("+44 20 7946 0042", ""),
            ("+44 (0)20 7946-0042", "US"),
            ("0044 20 79460042", ""),
            ("020 7946 0042", "GB"),
            ("(020) 7946 0042", "gb"),
            ("٠٢٠ ٧٩٤٦ ٠٠٤٢", "GB"),
        ] {
            let found = e164(written, region);
            assert_eq!(found.as_deref(), Some("442079460042"), "{written}");
        }
        assert_eq!(e164("202-555-0143", "US").as_deref(), Some("12025550143"));
        assert_eq!(e164("020 7946 0042", ""), None);
        assert_eq!(e164("call me", "GB"), None);
        assert_eq!(e164("+44", ""), None);
    }
}
