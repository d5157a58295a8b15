//! Keys that stand twice in one object: a reader of JSON takes the last of them and says nothing, so that
//! one too many could switch a rule off in silence.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::fields::Faults;

/// Adds a fault for each key that stands in its object already. The text is known to be JSON.
pub(super) fn twice(text: &str, faults: &mut Faults) {
    let mut from = serde_json::Deserializer::from_str(text);
    let seed = Here {
        path: String::new(),
        faults,
    };
    // What is no JSON was told before.
    if let Err(error) = seed.deserialize(&mut from) {
        faults.add("", error.to_string());
    }
}

/// A value at a path.
struct Here<'f> {
    path: String,
    faults: &'f mut Faults,
}

impl<'de> DeserializeSeed<'de> for Here<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Here<'_> {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut number = 0;
        loop {
            let seed = Here {
                path: format!("{}[{number}]", self.path),
                faults: &mut *self.faults,
            };
            if list.next_element_seed(seed)?.is_none() {
                return Ok(());
            }
            number += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = fields.next_key::<String>()? {
            let path = match self.path.is_empty() {
                true => key.clone(),
                false => format!("{}.{key}", self.path),
            };
            if !seen.insert(key) {
                self.faults.add(&path, "stands there twice");
            }
            fields.next_value_seed(Here {
                path,
                faults: &mut *self.faults,
            })?;
        }
        Ok(())
    }
}
