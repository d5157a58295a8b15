//! Telephone numbers as they are dialled from abroad, to compare them: `+44 (0)20 7946 0042` and
//! `020 7946 0042` in Britain are one.

use super::phone::NATIONAL;

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

#[cfg(test)]
mod tests {
    use super::*;

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
