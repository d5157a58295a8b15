//! Turns `words/*.ftl` into one Rust function a message: a missing message, or one with other
//! arguments in one of the languages, fails the build and names its place.
//!
//! Of Fluent this takes messages with text, arguments and one choice by number between `one` and
//! `other`, which is how both languages count.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};

/// The languages, in the order of `say::Language`. The first decides what there is.
const LANGUAGES: [&str; 2] = ["en", "de"];

/// A piece of a message.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    Text(String),
    Argument(String),
    Choice {
        by: String,
        one: Vec<Part>,
        other: Vec<Part>,
    },
}

type Messages = BTreeMap<String, Vec<Part>>;

/// The Rust text of all messages.
///
/// Errors: a file that cannot be read or is no Fluent; languages that do not say the same.
pub(super) fn generated() -> Result<String, Box<dyn Error>> {
    let mut all = Vec::new();
    for language in LANGUAGES {
        let path = format!("words/{language}.ftl");
        println!("cargo:rerun-if-changed={path}");
        all.push(messages(&path)?);
    }
    let [first, others @ ..] = all.as_slice() else {
        return Err("no languages".into());
    };
    for (language, other) in LANGUAGES.iter().skip(1).zip(others) {
        compare(first, other, language)?;
    }
    let mut out = String::new();
    for key in first.keys() {
        let said: Vec<&Vec<Part>> = all
            .iter()
            .filter_map(|messages| messages.get(key))
            .collect();
        function(&mut out, key, &said)?;
    }
    writeln!(
        out,
        "const RECORD_DE: &[record::Reading] = &[{}];",
        readings("words/record.de.tsv")?
    )?;
    Ok(out)
}

/// What the engine says and how it reads in another language: two columns, as many holes in both.
fn readings(path: &str) -> Result<String, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={path}");
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let mut out = String::new();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let (english, reading) = line
            .split_once('\t')
            .ok_or_else(|| format!("{path}, line {number}: two columns, with a tab between"))?;
        for hole in 1..=english.matches("{}").count() {
            if !reading.contains(&format!("{{{hole}}}")) {
                return Err(format!("{path}, line {number}: hole {hole} is not filled").into());
            }
        }
        write!(out, "({english:?}, {reading:?}), ")?;
    }
    Ok(out)
}

fn messages(path: &str) -> Result<Messages, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let resource = fluent_syntax::parser::parse(text.as_str())
        .map_err(|(_, errors)| format!("{path}: {errors:?}"))?;
    let mut found = Messages::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let key = message.id.name.replace('-', "_");
        let pattern = message
            .value
            .ok_or_else(|| format!("{path}: {key} says nothing"))?;
        let parts = parts(&pattern).map_err(|why| format!("{path}: {key}: {why}"))?;
        if found.insert(key.clone(), parts).is_some() {
            return Err(format!("{path}: {key} is there twice").into());
        }
    }
    Ok(found)
}

fn parts(pattern: &Pattern<&str>) -> Result<Vec<Part>, String> {
    let mut out = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => push_text(&mut out, value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(InlineExpression::StringLiteral { value }) => {
                    let value = fluent_syntax::unicode::unescape_unicode_to_string(value);
                    push_text(&mut out, &value);
                }
                Expression::Inline(InlineExpression::VariableReference { id }) => {
                    out.push(Part::Argument(id.name.replace('-', "_")));
                }
                Expression::Select { selector, variants } => {
                    let InlineExpression::VariableReference { id } = selector else {
                        return Err("a choice goes by an argument".to_owned());
                    };
                    let form = |name: &str| -> Result<Vec<Part>, String> {
                        let variant = variants
                            .iter()
                            .find(|variant| matches!(variant.key, VariantKey::Identifier { name: key } if key == name))
                            .ok_or_else(|| format!("no [{name}]"))?;
                        parts(&variant.value)
                    };
                    if variants.len() != 2 {
                        return Err("a choice has [one] and *[other]".to_owned());
                    }
                    out.push(Part::Choice {
                        by: id.name.replace('-', "_"),
                        one: form("one")?,
                        other: form("other")?,
                    });
                }
                Expression::Inline(_) => return Err("more of Fluent than is understood".to_owned()),
            },
        }
    }
    Ok(out)
}

fn push_text(out: &mut Vec<Part>, more: &str) {
    if let Some(Part::Text(text)) = out.last_mut() {
        text.push_str(more);
    } else {
        out.push(Part::Text(more.to_owned()));
    }
}

fn compare(first: &Messages, other: &Messages, language: &str) -> Result<(), Box<dyn Error>> {
    let base = LANGUAGES[0];
    for (key, parts) in first {
        let Some(theirs) = other.get(key) else {
            return Err(format!("words/{language}.ftl lacks {key}").into());
        };
        let (mine, theirs) = (arguments(parts), arguments(theirs));
        let names = |found: &Vec<(String, bool)>| {
            let mut names: Vec<String> = found.iter().map(|(name, _)| name.clone()).collect();
            names.sort();
            names
        };
        if names(&mine) != names(&theirs) {
            return Err(format!("{key} has other arguments in {base} and {language}").into());
        }
    }
    match other.keys().find(|key| !first.contains_key(*key)) {
        Some(key) => Err(format!("words/{base}.ftl lacks {key}").into()),
        None => Ok(()),
    }
}

/// The names of arguments in order of appearance, and whether a choice goes by it.
fn arguments(parts: &[Part]) -> Vec<(String, bool)> {
    let mut found: Vec<(String, bool)> = Vec::new();
    for part in parts {
        let more = match part {
            Part::Text(_) => Vec::new(),
            Part::Argument(name) => vec![(name.clone(), false)],
            Part::Choice { by, one, other } => {
                let mut more = vec![(by.clone(), true)];
                more.extend(arguments(one));
                more.extend(arguments(other));
                more
            }
        };
        for (name, counts) in more {
            match found.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known |= counts,
                None => found.push((name, counts)),
            }
        }
    }
    found
}

fn function(out: &mut String, key: &str, said: &[&Vec<Part>]) -> Result<(), Box<dyn Error>> {
    let base = said.first().ok_or("no languages")?;
    let names = arguments(base);
    let counts = |name: &str| {
        said.iter().any(|parts| {
            arguments(parts)
                .iter()
                .any(|(found, by)| found == name && *by)
        })
    };
    let english = plain(base);
    writeln!(out, "/// {}", doc(&english))?;
    if names.is_empty() {
        let texts: Vec<String> = said
            .iter()
            .map(|parts| format!("{:?}", plain(parts)))
            .collect();
        writeln!(
            out,
            "pub fn {key}() -> &'static str {{ pick([{}]) }}",
            texts.join(", ")
        )?;
        return Ok(());
    }
    let parameters: Vec<String> = names
        .iter()
        .map(|(name, _)| {
            let kind = if counts(name) {
                "impl Into<u64>"
            } else {
                "impl Display"
            };
            format!("{name}: {kind}")
        })
        .collect();
    let values: Vec<String> = names
        .iter()
        .map(|(name, _)| {
            if counts(name) {
                format!("Value::Number({name}.into())")
            } else {
                format!("Value::Shown(&{name})")
            }
        })
        .collect();
    let order: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    let texts: Vec<String> = said.iter().map(|parts| rust(parts, &order)).collect();
    writeln!(
        out,
        "pub fn {key}({}) -> String {{ filled(pick([{}]), &[{}]) }}",
        parameters.join(", "),
        texts.join(", "),
        values.join(", ")
    )?;
    Ok(())
}

/// The text of parts, arguments as `{name}`.
fn plain(parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Argument(name) => format!("{{{name}}}"),
            Part::Choice { other, .. } => plain(other),
        })
        .collect()
}

/// Text that documentation takes as it is.
fn doc(text: &str) -> String {
    let line = text.replace('\n', " ");
    format!("`{}`", line.trim().replace('`', "'"))
}

fn rust(parts: &[Part], order: &[&str]) -> String {
    let place = |name: &String| order.iter().position(|known| known == name).unwrap_or(0);
    let parts: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => format!("Part::Text({text:?})"),
            Part::Argument(name) => format!("Part::Argument({})", place(name)),
            Part::Choice { by, one, other } => format!(
                "Part::Choice({}, {}, {})",
                place(by),
                rust(one, order),
                rust(other, order)
            ),
        })
        .collect();
    format!("&[{}]", parts.join(", "))
}
