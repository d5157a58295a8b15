//! Objects of JSON read field by field. Every fault is gathered with the path of its field; a field
//! that nobody asked for is one, too.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::PolicyFault;
use crate::engine::compliance::day::Day;

/// What is wrong so far.
#[derive(Default)]
pub(super) struct Faults(pub(super) Vec<PolicyFault>);

impl Faults {
    pub(super) fn add(&mut self, path: &str, what: impl Into<String>) {
        self.0.push(PolicyFault {
            path: path.to_owned(),
            what: what.into(),
        });
    }
}

/// An object, and which of its fields were asked for.
pub(super) struct Fields<'v> {
    object: &'v Map<String, Value>,
    pub(super) path: String,
    asked: BTreeSet<&'static str>,
}

impl<'v> Fields<'v> {
    /// `None`, and a fault, when the value is no object.
    pub(super) fn of(value: &'v Value, path: &str, faults: &mut Faults) -> Option<Fields<'v>> {
        match value.as_object() {
            Some(object) => Some(Fields {
                object,
                path: path.to_owned(),
                asked: BTreeSet::new(),
            }),
            None => {
                faults.add(path, format!("{}, expected an object", kind(value)));
                None
            }
        }
    }

    pub(super) fn at(&self, field: &str) -> String {
        match self.path.as_str() {
            "" => field.to_owned(),
            path => format!("{path}.{field}"),
        }
    }

    /// The value of a field; `null` is as good as none.
    pub(super) fn value(&mut self, field: &'static str) -> Option<&'v Value> {
        self.asked.insert(field);
        self.object.get(field).filter(|value| !value.is_null())
    }

    pub(super) fn needed_text(&mut self, field: &'static str, faults: &mut Faults) -> String {
        match self.text(field, faults) {
            Some(text) if !text.trim().is_empty() => text,
            Some(_) => {
                faults.add(&self.at(field), "is empty");
                String::new()
            }
            None => {
                if self.object.get(field).is_none_or(Value::is_null) {
                    faults.add(&self.at(field), "is missing");
                }
                String::new()
            }
        }
    }

    pub(super) fn text(&mut self, field: &'static str, faults: &mut Faults) -> Option<String> {
        let value = self.value(field)?;
        match value.as_str() {
            Some(text) => Some(text.to_owned()),
            None => {
                faults.add(&self.at(field), format!("{}, expected text", kind(value)));
                None
            }
        }
    }

    pub(super) fn texts(&mut self, field: &'static str, faults: &mut Faults) -> Vec<String> {
        let path = self.at(field);
        let Some(value) = self.value(field) else {
            return Vec::new();
        };
        texts(value, &path, faults)
    }

    pub(super) fn yes(&mut self, field: &'static str, usual: bool, faults: &mut Faults) -> bool {
        let Some(value) = self.value(field) else {
            return usual;
        };
        value.as_bool().unwrap_or_else(|| {
            faults.add(
                &self.at(field),
                format!("{}, expected true or false", kind(value)),
            );
            usual
        })
    }

    pub(super) fn number(&mut self, field: &'static str, usual: u32, faults: &mut Faults) -> u32 {
        let Some(value) = self.value(field) else {
            return usual;
        };
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        number.unwrap_or_else(|| {
            let what = format!("{value}, expected a whole number from 0 on");
            faults.add(&self.at(field), what);
            usual
        })
    }

    pub(super) fn day(&mut self, field: &'static str, faults: &mut Faults) -> Option<Day> {
        let text = self.text(field, faults)?;
        let day = Day::from_iso(&text);
        if day.is_none() {
            faults.add(
                &self.at(field),
                format!("{text:?} is no date, expected YYYY-MM-DD"),
            );
        }
        day
    }

    /// One of some words; the first stands for none.
    pub(super) fn word<T: Copy>(
        &mut self,
        field: &'static str,
        words: &[(&str, T)],
        usual: T,
        faults: &mut Faults,
    ) -> T {
        let Some(text) = self.text(field, faults) else {
            return usual;
        };
        match words.iter().find(|(word, _)| *word == text) {
            Some((_, value)) => *value,
            None => {
                let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                let what = format!("{text:?}, expected one of: {}", words.join(", "));
                faults.add(&self.at(field), what);
                usual
            }
        }
    }

    /// The objects of a list.
    pub(super) fn objects(&mut self, field: &'static str, faults: &mut Faults) -> Vec<Fields<'v>> {
        let path = self.at(field);
        let Some(value) = self.value(field) else {
            return Vec::new();
        };
        let Some(list) = value.as_array() else {
            faults.add(&path, format!("{}, expected a list", kind(value)));
            return Vec::new();
        };
        let numbered = list.iter().enumerate();
        numbered
            .filter_map(|(number, value)| Fields::of(value, &format!("{path}[{number}]"), faults))
            .collect()
    }

    /// The fields of an object whose names are free.
    pub(super) fn named(
        &mut self,
        field: &'static str,
        faults: &mut Faults,
    ) -> Vec<(String, String, &'v Value)> {
        let path = self.at(field);
        let Some(value) = self.value(field) else {
            return Vec::new();
        };
        let Some(object) = value.as_object() else {
            faults.add(&path, format!("{}, expected an object", kind(value)));
            return Vec::new();
        };
        let named = object.iter();
        named
            .map(|(name, value)| (name.clone(), format!("{path}.{name}"), value))
            .collect()
    }

    /// The fields that nobody asked for are faults; the nearest known name is told.
    pub(super) fn finish(self, faults: &mut Faults) {
        for name in self.object.keys() {
            if self.asked.contains(name.as_str()) {
                continue;
            }
            let near = self
                .asked
                .iter()
                .min_by_key(|known| letters_apart(known, name));
            let what = match near.filter(|near| letters_apart(near, name) <= 2) {
                Some(near) => format!("is no field here; did you mean {near:?}?"),
                None => {
                    let known: Vec<&str> = self.asked.iter().copied().collect();
                    format!("is no field here; expected one of: {}", known.join(", "))
                }
            };
            faults.add(&self.at(name), what);
        }
    }
}

/// The texts of a list.
pub(super) fn texts(value: &Value, path: &str, faults: &mut Faults) -> Vec<String> {
    let Some(list) = value.as_array() else {
        faults.add(path, format!("{}, expected a list of texts", kind(value)));
        return Vec::new();
    };
    let mut found = Vec::new();
    for (number, value) in list.iter().enumerate() {
        match value.as_str() {
            Some(text) if !text.trim().is_empty() => found.push(text.to_owned()),
            Some(_) => faults.add(&format!("{path}[{number}]"), "is empty"),
            None => {
                let what = format!("{}, expected text", kind(value));
                faults.add(&format!("{path}[{number}]"), what);
            }
        }
    }
    found
}

pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// How many letters must be put in, taken out or changed to make one of the other.
fn letters_apart(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = i;
        let mut left = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(0);
            let best = (before + usize::from(x != y)).min(above + 1).min(left + 1);
            if let Some(slot) = row.get_mut(j) {
                *slot = left;
            }
            before = above;
            left = best;
        }
        if let Some(last) = row.last_mut() {
            *last = left;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}
