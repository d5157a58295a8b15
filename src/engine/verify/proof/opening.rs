//! One line of `openings.jsonl`: read, and its leaf computed anew.

use data_encoding::BASE64;

use super::hashes::{Hash, Keyed, hash_of, leaf, root, token_ends};
use crate::engine::verify::json::Json;

/// A run of a body: text, or a token that stays closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Run {
    Text(Vec<u8>),
    Gap,
}

/// What a line opens. `None` is what stays closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Opened {
    Container(String),
    Message {
        stamp: Option<Vec<u8>>,
        sender: Option<Vec<u8>>,
        body: Option<Vec<Run>>,
    },
    Member {
        name: Option<Vec<u8>>,
        /// Digest and size.
        data: Option<(Hash, u64)>,
    },
    Withheld,
}

/// A line that was read: what it opens, the leaf that this gives, whether it is the whole record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) opened: Opened,
    /// `None` for what is withheld.
    pub(super) leaf: Option<Hash>,
    pub(super) is_full: bool,
}

/// The members of an object, taken in order.
struct Fields<'j> {
    left: &'j [(String, Json)],
}

const FORM: &str = "does not have the fields of its state in their order";

impl<'j> Fields<'j> {
    fn take(&mut self, key: &str) -> Option<&'j Json> {
        let ((found, value), rest) = self.left.split_first()?;
        if found != key {
            return None;
        }
        self.left = rest;
        Some(value)
    }

    fn hash(&mut self, key: &str) -> Result<Option<Hash>, &'static str> {
        match self.take(key) {
            None => Ok(None),
            Some(value) => value
                .as_text()
                .and_then(hash_of)
                .map(Some)
                .ok_or("has a hash that is not 64 hex digits"),
        }
    }

    fn needed_hash(&mut self, key: &str) -> Result<Hash, &'static str> {
        self.hash(key)?.ok_or(FORM)
    }

    /// Text, or under the key with `B64` bytes that are no text.
    fn bytes(&mut self, key: &str) -> Result<Vec<u8>, &'static str> {
        if let Some(value) = self.take(key) {
            return Ok(value.as_text().ok_or(FORM)?.as_bytes().to_vec());
        }
        let value = self.take(&format!("{key}B64")).ok_or(FORM)?;
        let bytes = value
            .as_text()
            .and_then(|text| BASE64.decode(text.as_bytes()).ok())
            .ok_or("has a field that is not Base64")?;
        match std::str::from_utf8(&bytes) {
            Ok(_) => Err("has text in a field for what is no text"),
            Err(_) => Ok(bytes),
        }
    }

    fn number(&mut self, key: &str) -> Result<u64, &'static str> {
        self.take(key).and_then(Json::as_number).ok_or(FORM)
    }

    fn end(self, opening: Opening) -> Result<Opening, &'static str> {
        if self.left.is_empty() {
            Ok(opening)
        } else {
            Err(FORM)
        }
    }
}

/// Reads the line of record `i`.
pub(super) fn read(json: &Json, i: u64) -> Result<Opening, &'static str> {
    let mut fields = Fields {
        left: json.as_object().ok_or("is no object")?,
    };
    if fields.take("i").and_then(Json::as_number) != Some(i) {
        return Err("is not numbered in order");
    }
    match fields.take("state").and_then(Json::as_text) {
        Some("full") => full(fields),
        Some("partial") => partial(fields),
        Some("withheld") => fields.end(Opening {
            opened: Opened::Withheld,
            leaf: None,
            is_full: false,
        }),
        _other => Err("has a state that is not known"),
    }
}

fn full(mut fields: Fields<'_>) -> Result<Opening, &'static str> {
    let key = Keyed::new(&fields.needed_hash("key")?);
    let salt = |label: &[u8]| key.of(&[label]);
    let (opened, hash) = match fields.left.first().map(|(key, _)| key.as_str()) {
        Some("json") => {
            let json = fields.take("json").and_then(Json::as_text).ok_or(FORM)?;
            let hash = leaf(&[&salt(b"leaf"), b"c", json.as_bytes()]);
            (Opened::Container(json.to_owned()), hash)
        }
        Some("name" | "nameB64") => {
            let name = fields.bytes("name")?;
            let sha256 = fields.needed_hash("sha256")?;
            let size = fields.number("size")?;
            let commits = [
                leaf(&[&salt(b"name"), &name]),
                leaf(&[&salt(b"data"), &sha256, &size.to_be_bytes()]),
            ];
            let hash = leaf(&[&salt(b"leaf"), b"a", &commits[0], &commits[1]]);
            let opened = Opened::Member {
                name: Some(name),
                data: Some((sha256, size)),
            };
            (opened, hash)
        }
        _message => {
            let (stamp, sender) = (fields.bytes("stamp")?, fields.bytes("sender")?);
            let body = fields.bytes("body")?;
            let head = leaf(&[
                &salt(b"head"),
                &leaf(&[&salt(b"stamp"), &stamp]),
                &leaf(&[&salt(b"sender"), &sender]),
            ]);
            let body_commit = whole_body(&key, &body);
            let hash = leaf(&[&salt(b"leaf"), b"m", &head, &body_commit]);
            let opened = Opened::Message {
                stamp: Some(stamp),
                sender: Some(sender),
                body: Some(vec![Run::Text(body)]),
            };
            (opened, hash)
        }
    };
    fields.end(Opening {
        opened,
        leaf: Some(hash),
        is_full: true,
    })
}

fn whole_body(key: &Keyed, body: &[u8]) -> Hash {
    let mut hashes = Vec::new();
    let mut start = 0;
    for end in token_ends(body) {
        let j = hashes.len() as u32;
        let salt = key.of(&[b"tok", &j.to_be_bytes()]);
        hashes.push(leaf(&[&salt, body.get(start..end).unwrap_or_default()]));
        start = end;
    }
    body_commit(&key.of(&[b"body"]), &hashes)
}

fn body_commit(salt: &Hash, tokens: &[Hash]) -> Hash {
    let n_tokens = tokens.len() as u32;
    leaf(&[salt, &n_tokens.to_be_bytes(), &root(tokens)])
}

fn partial(mut fields: Fields<'_>) -> Result<Opening, &'static str> {
    let salt = fields.needed_hash("salt")?;
    match fields.left.first().map(|(key, _)| key.as_str()) {
        Some("nameCommit" | "nameSalt") => partial_member(fields, &salt),
        _message => partial_message(fields, &salt),
    }
}

fn partial_message(mut fields: Fields<'_>, salt: &Hash) -> Result<Opening, &'static str> {
    let (mut stamp, mut sender) = (None, None);
    let head = match fields.hash("headCommit")? {
        Some(commit) => commit,
        None => {
            let head_salt = fields.needed_hash("headSalt")?;
            let stamp_commit = opened_or_commit(&mut fields, "stamp", &mut stamp)?;
            let sender_commit = opened_or_commit(&mut fields, "sender", &mut sender)?;
            leaf(&[&head_salt, &stamp_commit, &sender_commit])
        }
    };
    let (body, commit) = match fields.hash("bodyCommit")? {
        Some(commit) => (None, commit),
        None => {
            let body_salt = fields.needed_hash("bodySalt")?;
            let parts = fields.take("parts").and_then(Json::as_list).ok_or(FORM)?;
            let (runs, hashes) = runs(parts)?;
            (Some(runs), body_commit(&body_salt, &hashes))
        }
    };
    let hash = leaf(&[salt, b"m", &head, &commit]);
    fields.end(Opening {
        opened: Opened::Message {
            stamp,
            sender,
            body,
        },
        leaf: Some(hash),
        is_full: false,
    })
}

/// The commitment to a field that is given, or is made from its salt and its bytes.
fn opened_or_commit(
    fields: &mut Fields<'_>,
    name: &str,
    opened: &mut Option<Vec<u8>>,
) -> Result<Hash, &'static str> {
    if let Some(commit) = fields.hash(&format!("{name}Commit"))? {
        return Ok(commit);
    }
    let salt = fields.needed_hash(&format!("{name}Salt"))?;
    let bytes = fields.bytes(name)?;
    let commit = leaf(&[&salt, &bytes]);
    *opened = Some(bytes);
    Ok(commit)
}

/// The runs of a body and the hashes of its tokens. Shown tokens must be cut as tokens are.
fn runs(parts: &[Json]) -> Result<(Vec<Run>, Vec<Hash>), &'static str> {
    let mut runs: Vec<Run> = Vec::new();
    let mut hashes = Vec::new();
    let mut n_text_tokens = 0;
    for part in parts {
        let mut fields = Fields {
            left: part.as_object().ok_or(FORM)?,
        };
        if let Some(hash) = fields.hash("h")? {
            hashes.push(hash);
            if runs.last() != Some(&Run::Gap) {
                runs.push(Run::Gap);
            }
        } else {
            let salt = fields.needed_hash("s")?;
            let token = fields.bytes("t")?;
            if token_ends(&token) != [token.len()] {
                return Err("has a token that is not one");
            }
            hashes.push(leaf(&[&salt, &token]));
            n_text_tokens += 1;
            match runs.last_mut() {
                Some(Run::Text(before)) => before.extend_from_slice(&token),
                _gap_or_none => runs.push(Run::Text(token)),
            }
        }
        if !fields.left.is_empty() {
            return Err(FORM);
        }
    }
    // Between two gaps, too, text is cut from left to right.
    let n_wanted: usize = runs
        .iter()
        .map(|run| match run {
            Run::Text(text) => token_ends(text).len(),
            Run::Gap => 0,
        })
        .sum();
    if n_wanted != n_text_tokens {
        return Err("has tokens that are cut in another way");
    }
    Ok((runs, hashes))
}

fn partial_member(mut fields: Fields<'_>, salt: &Hash) -> Result<Opening, &'static str> {
    let mut name = None;
    let name_commit = opened_or_commit(&mut fields, "name", &mut name)?;
    let (data, data_commit) = match fields.hash("dataCommit")? {
        Some(commit) => (None, commit),
        None => {
            let data_salt = fields.needed_hash("dataSalt")?;
            let sha256 = fields.needed_hash("sha256")?;
            let size = fields.number("size")?;
            let commit = leaf(&[&data_salt, &sha256, &size.to_be_bytes()]);
            (Some((sha256, size)), commit)
        }
    };
    let hash = leaf(&[salt, b"a", &name_commit, &data_commit]);
    fields.end(Opening {
        opened: Opened::Member { name, data },
        leaf: Some(hash),
        is_full: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTIAL: &str = r#"{"i":1,"state":"partial","salt":"585496733a3d263a6f2e0115c0b264a4b3de98c7ade7c347a7072e2cff426fec","headSalt":"c734db8356af58ae99c9d634d8fd321beac17cb218a709eb525b8bea2d208ce8","stampSalt":"988dd4f65a03287d9fb10b635c5dbe67c44531b7aa46c0833e32c75d6c4fc40c","stamp":"[01/02/2024, 09:15:02] ","senderCommit":"1b8e72eac659f58dac14bf957a7317b93aa275e133d8a242925b4968138bf821","bodySalt":"353999237819d5821b64dd3066c78c7bb3e854d207c6a5a95017b11a6464c314","parts":[{"s":"fb6236be7789652b16188d89ce9db1753aefbbf2418ac1fc32674ed49ff98071","t":"The "},{"s":"cbe015e30eb419a2101e5343c7fdd33dda01a27f158d1a208e86b9f03465616d","t":"PIN "},{"s":"35dd3ace44fbbea991b44ae08b3ee99a0de1eb3ca72657028dbaf429c7109bde","t":"is "},{"h":"b83b723bde3eefed892c6795a218055782af3dab31a9f8e5f138eac5a7b32fe4"},{"s":"4b2564a8586b45568c5ffb852fa32ed8a347f72a8a2e9b07ff76c1ef49c66f74","t":"ok?\r\n"}]}"#;
    const FULL: &str = r#"{"i":3,"state":"full","key":"6ce1f80414223669947bb837918d273e18609adcc4d92cbaf4c1818daf1aaa0c","stamp":"[01/02/2024, 09:16:00] ","sender":"Ana: ","body":"see photo\r\n"}"#;

    fn opened(line: &str, i: u64) -> Result<Opening, &'static str> {
        read(&Json::read(line).unwrap(), i)
    }

    #[test]
    fn the_openings_of_the_test_vector() {
        let leaf = |hex| Some(hash_of(hex).unwrap());
        let partial = opened(PARTIAL, 1).unwrap();
        assert_eq!(
            partial.leaf,
            leaf("993d159be61d571af267d86a9b77a464d733115ad2ff7114ebee925aa68d7de8")
        );
        let body = vec![
            Run::Text(b"The PIN is ".to_vec()),
            Run::Gap,
            Run::Text(b"ok?\r\n".to_vec()),
        ];
        assert_eq!(
            partial.opened,
            Opened::Message {
                stamp: Some(b"[01/02/2024, 09:15:02] ".to_vec()),
                sender: None,
                body: Some(body),
            }
        );
        assert_eq!(
            opened(FULL, 3).unwrap().leaf,
            leaf("fa6bf19d3586308e60f6e3c129403a05e527956458eaa11f4c6da27e2e8d478c")
        );
    }

    #[test]
    fn other_forms_are_refused() {
        let cases = [
            (
                PARTIAL.replace("\"i\":1", "\"i\":2"),
                "is not numbered in order",
            ),
            (
                PARTIAL.replace("partial", "open"),
                "has a state that is not known",
            ),
            (PARTIAL.replace("headSalt", "headsalt"), FORM),
            (
                PARTIAL.replace("5854", "585"),
                "has a hash that is not 64 hex digits",
            ),
            (
                PARTIAL.replace("\"The \"", "\"The PIN \""),
                "has a token that is not one",
            ),
            (PARTIAL.replace("\"parts\":", "\"more\":1,\"parts\":"), FORM),
            (PARTIAL.replace("]}", "],\"key\":\"00\"}"), FORM),
            (
                PARTIAL.replace("\"t\":\"The \"", "\"tB64\":\"VGhlIA==\""),
                "has text in a field for what is no text",
            ),
        ];
        for (line, wanted) in cases {
            assert_eq!(opened(&line, 1), Err(wanted), "{line}");
        }
    }
}
