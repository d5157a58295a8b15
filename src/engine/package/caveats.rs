//! What an exported chat can and cannot show, as every package says it.

const README: &str = include_str!("templates/readme.txt");

/// The points of the README, in its order: what each is about, and what it says.
pub fn export_caveats() -> Vec<(String, String)> {
    let from = "WHAT AN EXPORTED CHAT CAN AND CANNOT SHOW";
    let part = README.split_once(from).map_or("", |(_, rest)| rest);
    let part = part.split_once("\n\nWHAT").map_or(part, |(part, _)| part);
    part.split("\n- ").skip(1).filter_map(point).collect()
}

/// `Time. Stamps are …` and `Not in any export: which …`
fn point(text: &str) -> Option<(String, String)> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (head, rest) = line.split_once([':', '.'])?;
    Some((head.to_owned(), rest.trim_start().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_of_the_readme_is_there() {
        let heads: Vec<String> = export_caveats().into_iter().map(|(head, _)| head).collect();
        let expected = [
            "Authenticity",
            "Completeness",
            "Time",
            "Identity",
            "Not in any export",
            "Placeholders",
            "Boundaries",
            "Attachments",
        ];
        assert_eq!(heads, expected);
        let (_, last) = export_caveats().pop().unwrap_or_default();
        assert!(last.starts_with("The text names a file.") && last.ends_with("was sent."));
    }
}
