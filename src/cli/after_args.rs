//! Arguments of the commands that add to a finished package.

use std::path::PathBuf;

use lexopt::prelude::*;

use super::args::{Command, misread, once, text, usage, value};
use super::error::CliError;
use crate::engine::exhibit::ExhibitChoice;

/// What to add, and where the new package goes to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Add {
    pub(super) package: PathBuf,
    pub(super) out: PathBuf,
    pub(super) what: What,
}

/// What is added.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Signatures by a key in a file.
    Signatures {
        key: PathBuf,
        /// What others call its owner.
        name: String,
        /// Over each seal, too.
        seals: bool,
    },
    /// Files that other programs wrote.
    Files(Vec<PathBuf>),
}

/// A request for a time stamp, and where it goes to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TimeRequest {
    pub(super) package: PathBuf,
    pub(super) out: PathBuf,
    /// Drawn by chance.
    pub(super) nonce: [u8; 8],
    /// The thread whose seal is to be stamped, from 1; `None` for the package.
    pub(super) seal: Option<u32>,
}

/// A message of a package as a file of its own.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MakeExhibit {
    pub(super) package: PathBuf,
    pub(super) out: PathBuf,
    pub(super) choice: ExhibitChoice,
}

/// Reads what follows `exhibit`.
///
/// Errors: `Usage`.
pub(super) fn parse_exhibit(parser: &mut lexopt::Parser) -> Result<Command, CliError> {
    let (mut paths, mut out) = (Vec::<PathBuf>::new(), None);
    let (mut thread, mut record, mut neighbours) = (None, None, None);
    while let Some(arg) = parser.next().map_err(misread)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help),
            Value(path) => paths.push(path.into()),
            Long("out") => once(&mut out, "out", value(parser)?.into())?,
            Long("thread") => once(&mut thread, "thread", whole("thread", &text(parser)?, 1)?)?,
            Long("message") => once(&mut record, "message", whole("message", &text(parser)?, 1)?)?,
            Long("neighbours") => {
                let number = whole("neighbours", &text(parser)?, 0)?;
                once(&mut neighbours, "neighbours", number)?;
            }
            Long(_) | Short(_) => return Err(misread(arg.unexpected())),
        }
    }
    let needed = |name: &str| usage(&format!("exhibit needs {name}"));
    if paths.len() > 1 {
        return Err(usage("exhibit takes one package at a time"));
    }
    Ok(Command::Exhibit(MakeExhibit {
        package: paths.pop().ok_or_else(|| needed("the name of a file"))?,
        out: out.ok_or_else(|| needed("--out"))?,
        choice: ExhibitChoice {
            thread: thread.unwrap_or(1),
            record: record.ok_or_else(|| needed("--message"))?,
            neighbours: neighbours.unwrap_or(2),
        },
    }))
}

/// Two packages side by side.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Compare {
    pub(super) first: PathBuf,
    pub(super) second: PathBuf,
    pub(super) json: bool,
}

/// Reads what follows `compare`.
///
/// Errors: `Usage`.
pub(super) fn parse_compare(parser: &mut lexopt::Parser) -> Result<Command, CliError> {
    let (mut paths, mut json) = (Vec::<PathBuf>::new(), false);
    while let Some(arg) = parser.next().map_err(misread)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help),
            Value(path) => paths.push(path.into()),
            Long("json") => json = true,
            Long(_) | Short(_) => return Err(misread(arg.unexpected())),
        }
    }
    match <[PathBuf; 2]>::try_from(paths) {
        Ok([first, second]) => Ok(Command::Compare(Compare {
            first,
            second,
            json,
        })),
        Err(_) => Err(usage(
            "compare takes two packages: the earlier, then the later",
        )),
    }
}

/// A package in the forms that review platforms load.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MakeReview {
    pub(super) package: PathBuf,
    pub(super) out: PathBuf,
    pub(super) zone: String,
    pub(super) prefix: String,
    pub(super) first: u32,
    pub(super) graphs: bool,
}

/// A review set inside a package: its zone, what its numbers begin with, the first number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReviewWords {
    pub(super) zone: String,
    pub(super) prefix: String,
    pub(super) first: u32,
}

/// Reads `ZONE,PREFIX` or `ZONE,PREFIX,FIRST`.
///
/// Errors: `Usage`.
pub(super) fn review_words(given: &str) -> Result<ReviewWords, CliError> {
    let words: Vec<&str> = given.split(',').collect();
    let (zone, prefix, first) = match words.as_slice() {
        [zone, prefix] => (*zone, *prefix, 1),
        [zone, prefix, first] => (*zone, *prefix, whole("review", first, 1)?),
        _other => {
            return Err(usage(&format!(
                "--review is {given:?}, expected ZONE,PREFIX or ZONE,PREFIX,FIRST"
            )));
        }
    };
    Ok(ReviewWords {
        zone: zone.to_owned(),
        prefix: prefix.to_owned(),
        first,
    })
}

/// Reads what follows `review`.
///
/// Errors: `Usage`.
pub(super) fn parse_review(parser: &mut lexopt::Parser) -> Result<Command, CliError> {
    let (mut paths, mut out) = (Vec::<PathBuf>::new(), None);
    let (mut zone, mut prefix, mut first) = (None, None, None);
    let mut graphs = false;
    while let Some(arg) = parser.next().map_err(misread)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help),
            Value(path) => paths.push(path.into()),
            Long("out") => once(&mut out, "out", value(parser)?.into())?,
            Long("zone") => once(&mut zone, "zone", text(parser)?)?,
            Long("bates") => once(&mut prefix, "bates", text(parser)?)?,
            Long("case") => graphs = true,
            Long("first") => once(&mut first, "first", whole("first", &text(parser)?, 1)?)?,
            Long(_) | Short(_) => return Err(misread(arg.unexpected())),
        }
    }
    let needed = |name: &str| usage(&format!("review needs {name}"));
    if paths.len() > 1 {
        return Err(usage("review takes one package at a time"));
    }
    Ok(Command::Review(MakeReview {
        package: paths.pop().ok_or_else(|| needed("the name of a file"))?,
        out: out.ok_or_else(|| needed("--out"))?,
        zone: zone.ok_or_else(|| needed("--zone"))?,
        prefix: prefix.ok_or_else(|| needed("--bates"))?,
        first: first.unwrap_or(1),
        graphs,
    }))
}

fn whole(name: &str, text: &str, least: u32) -> Result<u32, CliError> {
    let number = text.parse().ok().filter(|number| *number >= least);
    number.ok_or_else(|| {
        usage(&format!(
            "--{name} is {text:?}, expected a number from {least}"
        ))
    })
}

/// Reads what follows the command's name.
///
/// Errors: `Usage`.
pub(super) fn parse(command: &str, parser: &mut lexopt::Parser) -> Result<Command, CliError> {
    let (mut nonce, mut seal) = (None, None);
    let asks = command == "time-request";
    let (mut paths, mut key, mut name, mut out) = (Vec::<PathBuf>::new(), None, None, None);
    let mut seals = false;
    let signs = command == "sign";
    while let Some(arg) = parser.next().map_err(misread)? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help),
            Value(path) => paths.push(path.into()),
            Long("out") => once(&mut out, "out", value(parser)?.into())?,
            Long("key") if signs => once(&mut key, "key", value(parser)?.into())?,
            Long("name") if signs => once(&mut name, "name", text(parser)?)?,
            Long("seals") if signs => seals = true,
            Long("nonce") if asks => once(&mut nonce, "nonce", nonce_in(&text(parser)?)?)?,
            Long("seal") if asks => once(&mut seal, "seal", number_in(&text(parser)?)?)?,
            Long(_) | Short(_) => return Err(misread(arg.unexpected())),
        }
    }
    let needed = |name: &str| usage(&format!("{command} needs {name}"));
    if paths.is_empty() {
        return Err(needed("the name of a file"));
    }
    let package = paths.remove(0);
    if asks && !paths.is_empty() {
        return Err(usage("time-request takes one package at a time"));
    }
    if asks {
        return Ok(Command::TimeRequest(TimeRequest {
            package,
            out: out.ok_or_else(|| needed("--out"))?,
            nonce: nonce.ok_or_else(|| needed("--nonce"))?,
            seal,
        }));
    }
    let what = match signs {
        true if !paths.is_empty() => return Err(usage("sign takes one package at a time")),
        true => What::Signatures {
            key: key.ok_or_else(|| needed("--key"))?,
            name: name.unwrap_or_else(|| "signer".to_owned()),
            seals,
        },
        false if paths.is_empty() => return Err(needed("the files to add as well")),
        false => What::Files(paths),
    };
    let out = out.ok_or_else(|| needed("--out"))?;
    Ok(Command::Add(Add { package, out, what }))
}

fn nonce_in(hex: &str) -> Result<[u8; 8], CliError> {
    let bytes = data_encoding::HEXLOWER_PERMISSIVE
        .decode(hex.as_bytes())
        .ok();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| usage("--nonce is not 16 hex digits"))
}

fn number_in(text: &str) -> Result<u32, CliError> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| usage("--seal is not the number of a thread, from 1"))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::super::args;
    use super::*;

    fn check(line: &str, expected: Result<What, &str>) {
        let found = args::parse(line.split_whitespace().map(OsString::from));
        let found = found.map_err(|error| error.to_string());
        let expected = expected.map_err(str::to_owned).map(|what| {
            let (package, out) = ("p.zip".into(), "o.zip".into());
            Command::Add(Add { package, out, what })
        });
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn whole_lines_become_commands() {
        check(
            "sign p.zip --key k --out o.zip --name Ada --seals",
            Ok(What::Signatures {
                key: "k".into(),
                name: "Ada".to_owned(),
                seals: true,
            }),
        );
        let files = vec!["a.sig".into(), "b.der".into()];
        check("add --out o.zip p.zip a.sig b.der", Ok(What::Files(files)));
        check("sign p.zip --out o", Err("sign needs --key"));
        check(
            "sign p q --key k --out o",
            Err("sign takes one package at a time"),
        );
        check(
            "add p.zip --out o",
            Err("add needs the files to add as well"),
        );
        check("add p.zip a.sig", Err("add needs --out"));
        check("add p a --key k", Err("invalid option '--key'"));
        check("add", Err("add needs the name of a file"));
        check(
            "compare p",
            Err("compare takes two packages: the earlier, then the later"),
        );
        check("review p --out o --zone UTC", Err("review needs --bates"));
        check("review p --out o --bates A", Err("review needs --zone"));
        check(
            "review p --first x",
            Err("--first is \"x\", expected a number from 1"),
        );
        check("exhibit p --out o", Err("exhibit needs --message"));
        check("exhibit p --message 3", Err("exhibit needs --out"));
        check(
            "exhibit p q --message 3",
            Err("exhibit takes one package at a time"),
        );
        check(
            "exhibit p --message 0",
            Err("--message is \"0\", expected a number from 1"),
        );
        check("time-request p --out o", Err("time-request needs --nonce"));
        check(
            "time-request p --nonce 00",
            Err("--nonce is not 16 hex digits"),
        );
        check(
            "time-request p --seal 0",
            Err("--seal is not the number of a thread, from 1"),
        );
        check(
            "time-request p q",
            Err("time-request takes one package at a time"),
        );
    }
}
