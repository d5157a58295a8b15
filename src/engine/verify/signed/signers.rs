//! Keys that are known from elsewhere: a file as `ssh-keygen` takes it for `allowed_signers`.

use data_encoding::BASE64;

use crate::engine::finding::Explain;

/// Kinds of keys that sign.
pub(super) const KINDS: [&str; 7] = [
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "ssh-ed25519",
    "ssh-rsa",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "sk-ssh-ed25519@openssh.com",
];

/// The keys, by what they are called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signers {
    keys: Vec<(String, Vec<u8>)>,
}

/// A line that is not understood. Nothing is guessed: a key that may no longer be used must not pass
/// as one that may.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignerError {
    /// It is not a name, perhaps options, and a key.
    #[error("line {line} is not a name and a public key")]
    Form {
        /// From 1.
        line: usize,
    },
    /// It has an option that cannot be honoured here.
    #[error("line {line} has the option {option:?}, which is not understood here")]
    Option {
        /// From 1.
        line: usize,
        /// Its name.
        option: String,
    },
    /// There is no key in it.
    #[error("no key stands in it")]
    Empty,
}

impl Explain for SignerError {
    fn help(&self) -> &'static str {
        match self {
            SignerError::Form { .. } | SignerError::Empty => {
                "Write a line for each key: NAME ecdsa-sha2-nistp256 AAAA..."
            }
            SignerError::Option { .. } => {
                "Check such a key with: ssh-keygen -Y verify; here leave the line out"
            }
        }
    }
}

impl Signers {
    /// Reads the file. Empty lines and lines that start with `#` are passed over. A line for other
    /// purposes than ours is, too.
    ///
    /// Errors: a line that is not understood.
    pub fn from_text(text: &str) -> Result<Signers, SignerError> {
        let mut keys = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                keys.extend(key_in(line, index + 1)?);
            }
        }
        if keys.is_empty() {
            return Err(SignerError::Empty);
        }
        Ok(Signers { keys })
    }

    /// How many keys.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// What the key is called.
    pub(super) fn name_of(&self, blob: &[u8]) -> Option<&str> {
        let known = self.keys.iter().find(|(_, key)| key == blob);
        known.map(|(name, _)| name.as_str())
    }
}

/// `None` for a key with another purpose.
fn key_in(line: &str, number: usize) -> Result<Option<(String, Vec<u8>)>, SignerError> {
    let wrong = SignerError::Form { line: number };
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    let at = words.iter().position(|word| KINDS.contains(word));
    let (Some(at), Some(name)) = (at.filter(|at| *at > 0), words.first()) else {
        return Err(wrong);
    };
    // `!ana,*` means everybody but Ana; a key is shown by one name here.
    if name.contains('!') {
        return Err(wrong);
    }
    let digits = words.get(at + 1).ok_or(wrong.clone())?;
    let blob = BASE64.decode(digits.as_bytes()).map_err(|_| wrong)?;
    let mut is_ours = true;
    for option in words.get(1..at).unwrap_or_default() {
        let (option, value) = option.split_once('=').unwrap_or((option, ""));
        if !option.eq_ignore_ascii_case("namespaces") {
            let option = option.to_owned();
            return Err(SignerError::Option {
                line: number,
                option,
            });
        }
        is_ours = lists(value.trim_matches('"'), super::NAMESPACE);
    }
    Ok(is_ours.then(|| ((*name).to_owned(), blob)))
}

/// Whether a list of patterns holds a text: one fits, and none that begins with `!` does.
fn lists(patterns: &str, text: &[u8]) -> bool {
    let mut is_listed = false;
    for pattern in patterns.split(',') {
        match pattern.strip_prefix('!') {
            Some(not) if fits(not.as_bytes(), text) => return false,
            Some(_) => {}
            None => is_listed |= fits(pattern.as_bytes(), text),
        }
    }
    is_listed
}

/// Whether a text fits a pattern with `*` for anything and `?` for one byte. Goes back to the last `*`
/// alone, so its time is at most the product of both lengths.
fn fits(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut done) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(byte) = text.get(done) {
        match (pattern.get(at), star) {
            (Some(b'*'), _) => {
                star = Some((at + 1, done));
                at += 1;
            }
            (Some(one), _) if *one == b'?' || one == byte => {
                at += 1;
                done += 1;
            }
            (_, Some((after, from))) => {
                star = Some((after, from + 1));
                at = after;
                done = from + 1;
            }
            (_, None) => return false,
        }
    }
    let rest = pattern.get(at..).unwrap_or_default();
    rest.iter().all(|one| *one == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        match Signers::from_text(text) {
            Ok(signers) => format!("{} keys", signers.len()),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn lines_are_keys_with_names() {
        let text = "# mine\n\nada@x ecdsa-sha2-nistp256 AAAA note\n\
            bo namespaces=\"file,evidence@threadseal\" ssh-ed25519 AAAB\n\
            cy namespaces=\"git\" ssh-ed25519 AAAC\n";
        let signers = Signers::from_text(text).unwrap();
        assert_eq!(signers.name_of(&[0, 0, 0]), Some("ada@x"));
        assert_eq!(signers.name_of(&[0, 0, 1]), Some("bo"));
        assert_eq!(signers.name_of(&[0, 0, 2]), None);
        assert_eq!(told(text), "2 keys");
    }

    #[test]
    fn namespaces_are_patterns_as_ssh_keygen_reads_them() {
        for (patterns, is_ours) in [
            ("git,evidence@*", true),
            ("*", true),
            ("evidence?threadseal", true),
            ("*,!evidence@threadseal", false),
            ("evidence@thread", false),
            ("*evidence", false),
            ("e*@*s*l", true),
        ] {
            let text = format!("bo namespaces=\"{patterns}\" ssh-ed25519 AAAB");
            let told = told(&text);
            assert_eq!(told == "1 keys", is_ours, "{patterns}: {told}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (text, error) in [
            ("", "no key stands in it"),
            ("cy namespaces=\"git\" ssh-rsa AAAC", "no key stands in it"),
            ("# x\nada", "line 2 is not a name and a public key"),
            ("ssh-rsa AAAA", "line 1 is not a name and a public key"),
            (
                "!ada@x,* ssh-rsa AAAA",
                "line 1 is not a name and a public key",
            ),
            ("ada ssh-rsa", "line 1 is not a name and a public key"),
            ("ada ssh-rsa A", "line 1 is not a name and a public key"),
            (
                "ada valid-before=\"20200101\" ssh-rsa AAAA",
                "line 1 has the option \"valid-before\", which is not understood here",
            ),
            (
                "* cert-authority ssh-rsa AAAA",
                "line 1 has the option \"cert-authority\", which is not understood here",
            ),
        ] {
            assert_eq!(told(text), error, "{text}");
        }
    }
}
