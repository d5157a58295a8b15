//! A strict JSON reader that keeps what matters when two copies of something are compared: the
//! order of keys, and keys that stand twice. Written against RFC 8259.

/// Deepest nesting that is read.
const DEPTH: usize = 16;

/// A JSON value. Numbers stay as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// As written.
    Number(String),
    /// Unescaped.
    Text(String),
    /// `[…]`
    List(Vec<Json>),
    /// `{…}`, in the order in which it stands, repeated keys and all.
    Object(Vec<(String, Json)>),
}

/// Why a text is not JSON: the byte, and what was wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotJson {
    /// Byte in the text.
    pub(super) at: usize,
    /// What is wrong.
    pub(super) text: &'static str,
}

impl Json {
    /// Reads `text`, all of it.
    pub(super) fn read(text: &str) -> Result<Json, NotJson> {
        let mut reader = Reader { text, at: 0 };
        reader.blank();
        let value = reader.value(DEPTH)?;
        reader.blank();
        if reader.at < text.len() {
            return reader.fault("something follows the value");
        }
        Ok(value)
    }

    /// The text, when it is one.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _other => None,
        }
    }

    /// The number, when it is a whole one that fits.
    pub(super) fn as_number(&self) -> Option<u64> {
        match self {
            Json::Number(text) => text.parse().ok(),
            _other => None,
        }
    }

    /// The members, when it is a list.
    pub(super) fn as_list(&self) -> Option<&[Json]> {
        match self {
            Json::List(members) => Some(members),
            _other => None,
        }
    }

    /// The members, when it is an object.
    pub(super) fn as_object(&self) -> Option<&[(String, Json)]> {
        match self {
            Json::Object(members) => Some(members),
            _other => None,
        }
    }

    /// The values of an object that has exactly `keys`, in this order.
    pub(super) fn fields<const N: usize>(&self, keys: [&str; N]) -> Option<[&Json; N]> {
        let members = self.as_object()?;
        let named = members.len() == N && members.iter().zip(keys).all(|((key, _), k)| key == k);
        if !named {
            return None;
        }
        let values: Vec<&Json> = members.iter().map(|(_, value)| value).collect();
        values.try_into().ok()
    }

    /// The texts of a list of texts.
    pub(super) fn as_texts(&self) -> Option<Vec<&str>> {
        self.as_list()?.iter().map(Json::as_text).collect()
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn fault<T>(&self, text: &'static str) -> Result<T, NotJson> {
        Err(NotJson { at: self.at, text })
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Result<Json, NotJson> {
        let Some(depth) = depth.checked_sub(1) else {
            return self.fault("nested too deeply");
        };
        match self.peek() {
            Some(b'"') => self.string().map(Json::Text),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _word => self.word(),
        }
    }

    fn word(&mut self) -> Result<Json, NotJson> {
        if self.take("null") {
            Ok(Json::Null)
        } else if self.take("true") {
            Ok(Json::Bool(true))
        } else if self.take("false") {
            Ok(Json::Bool(false))
        } else {
            self.fault("no value stands here")
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Result<Json, NotJson> {
        let start = self.at;
        self.take("-");
        let zero = self.peek() == Some(b'0');
        let n_digits = self.digits();
        if n_digits == 0 || (zero && n_digits > 1) {
            return self.fault("not a number");
        }
        if self.take(".") && self.digits() == 0 {
            return self.fault("not a number");
        }
        if self.take("e") || self.take("E") {
            let _sign = self.take("+") || self.take("-");
            if self.digits() == 0 {
                return self.fault("not a number");
            }
        }
        let written = self.text.get(start..self.at).unwrap_or_default();
        Ok(Json::Number(written.to_owned()))
    }

    fn list(&mut self, depth: usize) -> Result<Json, NotJson> {
        self.at += 1;
        let mut members = Vec::new();
        self.blank();
        if self.take("]") {
            return Ok(Json::List(members));
        }
        loop {
            self.blank();
            members.push(self.value(depth)?);
            self.blank();
            if self.take("]") {
                return Ok(Json::List(members));
            }
            if !self.take(",") {
                return self.fault("a list goes on without a comma");
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, NotJson> {
        self.at += 1;
        let mut members = Vec::new();
        self.blank();
        if self.take("}") {
            return Ok(Json::Object(members));
        }
        loop {
            self.blank();
            if self.peek() != Some(b'"') {
                return self.fault("a key is missing");
            }
            let key = self.string()?;
            self.blank();
            if !self.take(":") {
                return self.fault("no colon follows the key");
            }
            self.blank();
            members.push((key, self.value(depth)?));
            self.blank();
            if self.take("}") {
                return Ok(Json::Object(members));
            }
            if !self.take(",") {
                return self.fault("an object goes on without a comma");
            }
        }
    }

    fn string(&mut self) -> Result<String, NotJson> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let plain = rest
                .bytes()
                .position(|byte| byte == b'"' || byte == b'\\' || byte < 0x20);
            let Some(plain) = plain else {
                return self.fault("a text does not end");
            };
            out.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                _control => return self.fault("a control character stands in a text"),
            }
        }
    }

    fn escape(&mut self) -> Result<char, NotJson> {
        self.at += 1;
        let Some(byte) = self.peek() else {
            return self.fault("a text does not end");
        };
        self.at += 1;
        let plain = match byte {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _other => return self.fault("an unknown escape"),
        };
        Ok(plain)
    }

    fn unicode(&mut self) -> Result<char, NotJson> {
        let first = self.four()?;
        if !(0xd800..0xdc00).contains(&first) {
            return match char::from_u32(first) {
                Some(found) => Ok(found),
                None => self.fault("half a surrogate pair"),
            };
        }
        if !self.take("\\u") {
            return self.fault("half a surrogate pair");
        }
        let second = self.four()?;
        if !(0xdc00..0xe000).contains(&second) {
            return self.fault("half a surrogate pair");
        }
        let joined = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        match char::from_u32(joined) {
            Some(found) => Ok(found),
            None => self.fault("half a surrogate pair"),
        }
    }

    fn four(&mut self) -> Result<u32, NotJson> {
        let digits = self.text.get(self.at..self.at + 4);
        let hex = digits.filter(|four| four.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match hex.and_then(|four| u32::from_str_radix(four, 16).ok()) {
            Some(value) => {
                self.at += 4;
                Ok(value)
            }
            None => self.fault("not four hex digits"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_serde_json_writes() {
        let texts = [
            r#"{"b":1,"a":[null,true,false,-1.5e+3,"x\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é"]}"#,
            r#"[]"#,
            r#" { } "#,
            "\"\u{7f}█\"",
        ];
        for text in texts {
            let ours = Json::read(text).unwrap();
            let theirs: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(plain(&ours), theirs, "{text}");
        }
    }

    fn plain(json: &Json) -> serde_json::Value {
        match json {
            Json::Null => serde_json::Value::Null,
            Json::Bool(value) => (*value).into(),
            Json::Number(text) => serde_json::from_str(text).unwrap(),
            Json::Text(text) => text.as_str().into(),
            Json::List(members) => members.iter().map(plain).collect(),
            Json::Object(members) => members
                .iter()
                .map(|(key, value)| (key.clone(), plain(value)))
                .collect(),
        }
    }

    #[test]
    fn refuses_what_is_not_json() {
        let deep = "[".repeat(40) + &"]".repeat(40);
        let texts = [
            "",
            "{",
            "[1,]",
            "{\"a\":1,}",
            "01",
            "1.",
            "-",
            "1e",
            "nul",
            "\"\u{1}\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\udc00\"",
            "\"\\ud800\\u0041\"",
            "{\"a\" 1}",
            "{a:1}",
            "1 2",
            "\"",
            "\"\\u12\"",
            "[1 2]",
            &deep,
        ];
        for text in texts {
            assert!(Json::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn keys_keep_their_order_and_their_repetitions() {
        let json = Json::read(r#"{"b":1,"a":2,"b":3}"#).unwrap();
        assert_eq!(json.fields(["b", "a"]), None);
        let [b, a, again] = json.fields(["b", "a", "b"]).unwrap();
        assert_eq!(
            [b, a, again].map(Json::as_number),
            [Some(1), Some(2), Some(3)]
        );
    }
}
