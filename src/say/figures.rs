//! Figures as the language of the interface writes them.

/// What stands between thousands.
pub fn apart() -> char {
    super::spoken().marks().0
}

/// A whole number with its thousands apart: `12,345`.
pub fn number(number: u64) -> String {
    let apart = apart();
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(apart);
        }
        text.push(digit);
    }
    text
}

/// A number with one digit behind its point: `18.7`.
pub fn tenths(number: f64) -> String {
    let (_, point) = super::spoken().marks();
    format!("{number:.1}").replace('.', &point.to_string())
}
