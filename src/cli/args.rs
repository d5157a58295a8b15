//! Arguments to a command.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use super::batch::Batch;
use super::error::CliError;
use super::options;
use crate::engine::package::Bodies;
use crate::engine::seal::Secret;
use crate::engine::session::protocol::{MediaChoice, Reviewers};
use crate::engine::verify::Told;

/// What `--help` prints.
pub(super) const USAGE: &str = include_str!("usage.txt");

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    Help,
    Version,
    Inspect {
        inputs: Inputs,
        messages: bool,
        decisions: Option<PathBuf>,
    },
    Batch(Batch),
    Suggest {
        inputs: Inputs,
        countries: Option<String>,
        terms: Option<PathBuf>,
    },
    Compliance(Compliance),
    Policy {
        name: String,
    },
    Build(Build),
    Pseudonyms(super::pseudonyms::ReadKey),
    Verify(Verify),
    Add(super::after_args::Add),
    TimeRequest(super::after_args::TimeRequest),
    Exhibit(super::after_args::MakeExhibit),
    Review(super::after_args::MakeReview),
    Compare(super::after_args::Compare),
    Leakcheck {
        package: PathBuf,
        decisions: PathBuf,
        sources: Inputs,
        looked: bool,
    },
}

/// Files and folders to open, and how large they may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inputs {
    pub(super) paths: Vec<PathBuf>,
    /// How many times the usual limits.
    pub(super) limits_times: u64,
}

/// What to ask of whom.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Compliance {
    pub(super) inputs: Inputs,
    pub(super) roster: Option<PathBuf>,
    pub(super) policy: PathBuf,
    pub(super) decisions: Option<PathBuf>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) today: Option<String>,
    /// What was typed before a sample is drawn.
    pub(super) sample: Option<String>,
    /// The table that is printed instead of the report.
    pub(super) table: Option<String>,
    /// The folder that gets all forms of the report instead.
    pub(super) out: Option<PathBuf>,
}

/// What to verify, and what is known of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verify {
    pub(super) package: PathBuf,
    pub(super) json: bool,
    pub(super) seals: Vec<Told>,
    pub(super) allowed_signers: Option<PathBuf>,
    pub(super) tsa_root: Option<PathBuf>,
}

/// What to build, and where to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Build {
    pub(super) inputs: Inputs,
    pub(super) decisions: PathBuf,
    pub(super) decisions_out: Option<PathBuf>,
    pub(super) by: Option<String>,
    pub(super) created: String,
    pub(super) out: PathBuf,
    pub(super) attachments: Option<MediaChoice>,
    pub(super) reviewers: Reviewers,
    pub(super) secret: Option<Secret>,
    pub(super) sealed_out: Option<PathBuf>,
    pub(super) seal_key: Option<PathBuf>,
    pub(super) compliance: Option<PathBuf>,
    pub(super) bodies: Bodies,
    pub(super) review: Option<super::after_args::ReviewWords>,
    pub(super) key: Option<super::pseudonyms::KeyOut>,
    pub(super) looked: bool,
}

/// Everything that was given, before it is known what the command needs.
#[derive(Default)]
struct Given {
    paths: Vec<PathBuf>,
    messages: bool,
    json: bool,
    without_digests: bool,
    decisions: Option<PathBuf>,
    decisions_out: Option<PathBuf>,
    by: Option<String>,
    created: Option<String>,
    out: Option<PathBuf>,
    attachments: Option<MediaChoice>,
    reviewers: Option<Reviewers>,
    secret: Option<Secret>,
    sealed_out: Option<PathBuf>,
    seal_key: Option<PathBuf>,
    compliance: Option<PathBuf>,
    open_parts: bool,
    looked: bool,
    review: Option<super::after_args::ReviewWords>,
    pseudonyms_out: Option<PathBuf>,
    passphrase_file: Option<PathBuf>,
    draw: Option<Secret>,
    seals: Vec<Told>,
    allowed_signers: Option<PathBuf>,
    tsa_root: Option<PathBuf>,
    countries: Option<String>,
    terms: Option<PathBuf>,
    limits_times: Option<u64>,
    roster: Option<PathBuf>,
    policy: Option<PathBuf>,
    from: Option<String>,
    to: Option<String>,
    today: Option<String>,
    sample: Option<String>,
    table: Option<String>,
}

/// Reads the arguments after the program's name.
///
/// Errors: `Usage`.
pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, CliError> {
    let mut parser = lexopt::Parser::from_args(args);
    let command = match parser.next().map_err(misread)? {
        None => return Err(usage("a command is missing")),
        Some(Short('h') | Long("help")) => return Ok(Command::Help),
        Some(Short('V') | Long("version")) => return Ok(Command::Version),
        Some(Value(name)) => name.to_string_lossy().into_owned(),
        Some(other) => return Err(misread(other.unexpected())),
    };
    let allowed: &[&str] = match command.as_str() {
        "help" => return Ok(Command::Help),
        "batch" => &["out", "without-digests", "raise-limits"],
        "inspect" => &["messages", "decisions", "raise-limits"],
        "build" => options::BUILD,
        "verify" => &["json", "root", "allowed-signers", "tsa-root"],
        "compare" => return super::after_args::parse_compare(&mut parser),
        "review" => return super::after_args::parse_review(&mut parser),
        "exhibit" => return super::after_args::parse_exhibit(&mut parser),
        "sign" | "time-request" | "add" => return super::after_args::parse(&command, &mut parser),
        "pseudonyms" => return super::pseudonyms::parse(&mut parser),
        "suggest" => &["countries", "terms", "raise-limits"],
        "leakcheck" => &["decisions", "looked", "raise-limits"],
        "compliance" => options::COMPLIANCE,
        "policy" => &[],
        other => return Err(usage(&format!("there is no command {other:?}"))),
    };
    match collect(&mut parser, allowed)? {
        Some(given) => given.into_command(&command),
        None => Ok(Command::Help),
    }
}

/// `None` when help is asked for.
fn collect(parser: &mut lexopt::Parser, allowed: &[&str]) -> Result<Option<Given>, CliError> {
    let mut given = Given::default();
    while let Some(arg) = parser.next().map_err(misread)? {
        let name = match arg {
            Short('h') | Long("help") => return Ok(None),
            Value(path) => {
                given.paths.push(path.into());
                continue;
            }
            Long(name) if allowed.contains(&name) => name.to_owned(),
            Long(_) | Short(_) => return Err(misread(arg.unexpected())),
        };
        given.take(&name, parser)?;
    }
    Ok(Some(given))
}

impl Given {
    fn take(&mut self, name: &str, parser: &mut lexopt::Parser) -> Result<(), CliError> {
        match name {
            "messages" => self.messages = true,
            "json" => self.json = true,
            "without-digests" => self.without_digests = true,
            "decisions" => once(&mut self.decisions, name, value(parser)?.into())?,
            "decisions-out" => once(&mut self.decisions_out, name, value(parser)?.into())?,
            "by" => once(&mut self.by, name, text(parser)?)?,
            "countries" => once(&mut self.countries, name, text(parser)?)?,
            "terms" => once(&mut self.terms, name, value(parser)?.into())?,
            "roster" => once(&mut self.roster, name, value(parser)?.into())?,
            "policy" => once(&mut self.policy, name, value(parser)?.into())?,
            "from" => once(&mut self.from, name, text(parser)?)?,
            "to" => once(&mut self.to, name, text(parser)?)?,
            "today" => once(&mut self.today, name, text(parser)?)?,
            "sample" => once(&mut self.sample, name, text(parser)?)?,
            "table" => once(&mut self.table, name, text(parser)?)?,
            "created" => once(&mut self.created, name, text(parser)?)?,
            "out" => once(&mut self.out, name, value(parser)?.into())?,
            "sealed-out" => once(&mut self.sealed_out, name, value(parser)?.into())?,
            "seal-key" => once(&mut self.seal_key, name, value(parser)?.into())?,
            "compliance" => once(&mut self.compliance, name, value(parser)?.into())?,
            "allowed-signers" => once(&mut self.allowed_signers, name, value(parser)?.into())?,
            "tsa-root" => once(&mut self.tsa_root, name, value(parser)?.into())?,
            "open-parts" => self.open_parts = true,
            "looked" => self.looked = true,
            "review" => {
                let words = super::after_args::review_words(&text(parser)?)?;
                once(&mut self.review, name, words)?;
            }
            "raise-limits" => {
                let times = text(parser)?;
                let number = times.parse().ok().filter(|n| (2..=1024).contains(n));
                let number = number.ok_or_else(|| {
                    usage(&format!(
                        "--raise-limits is {times:?}, expected a whole number from 2 to 1024"
                    ))
                })?;
                once(&mut self.limits_times, name, number)?;
            }
            "secret" => {
                // The secret itself is not repeated in an error.
                let secret = Secret::from_hex(&text(parser)?)
                    .ok_or_else(|| usage("--secret is not 64 hex digits"))?;
                once(&mut self.secret, name, secret)?;
            }
            "root" => {
                let told = Told::read(&text(parser)?).ok_or_else(|| {
                    usage("--root is neither ROOT:RECORDS:MESSAGES nor 64 hex digits")
                })?;
                self.seals.push(told);
            }
            "reviewers" => {
                once(
                    &mut self.reviewers,
                    name,
                    options::reviewers(&text(parser)?)?,
                )?;
            }
            "pseudonyms-out" => once(&mut self.pseudonyms_out, name, value(parser)?.into())?,
            "passphrase-file" => once(&mut self.passphrase_file, name, value(parser)?.into())?,
            "draw" => {
                let draw = Secret::from_hex(&text(parser)?)
                    .ok_or_else(|| usage("--draw is not 64 hex digits"))?;
                once(&mut self.draw, name, draw)?;
            }
            _attachments => {
                once(
                    &mut self.attachments,
                    name,
                    options::attachments(&text(parser)?)?,
                )?;
            }
        }
        Ok(())
    }

    fn into_command(self, command: &str) -> Result<Command, CliError> {
        let mut paths = self.paths;
        // Paths come from standard input then.
        if paths.is_empty() && command != "batch" {
            return Err(usage(&format!("{command} needs the name of a file")));
        }
        let needed = |name: &str| usage(&format!("{command} needs --{name}"));
        let limits_times = self.limits_times.unwrap_or(1);
        let all = |paths| Inputs {
            paths,
            limits_times,
        };
        Ok(match command {
            "inspect" => Command::Inspect {
                inputs: all(paths),
                messages: self.messages,
                decisions: self.decisions,
            },
            "batch" => Command::Batch(Batch {
                inputs: all(paths),
                out: self.out,
                digests: !self.without_digests,
            }),
            "suggest" => Command::Suggest {
                inputs: all(paths),
                countries: self.countries,
                terms: self.terms,
            },
            "compliance" => Command::Compliance(Compliance {
                inputs: all(paths),
                roster: self.roster,
                policy: self.policy.ok_or_else(|| needed("policy"))?,
                decisions: self.decisions,
                from: self.from,
                to: self.to,
                today: self.today,
                sample: self.sample,
                table: self.table,
                out: self.out,
            }),
            "policy" => Command::Policy {
                name: paths.remove(0).to_string_lossy().into_owned(),
            },
            "build" => Command::Build(Build {
                inputs: all(paths),
                decisions: self.decisions.ok_or_else(|| needed("decisions"))?,
                decisions_out: self.decisions_out,
                by: self.by,
                created: self.created.ok_or_else(|| needed("created"))?,
                out: self.out.ok_or_else(|| needed("out"))?,
                attachments: self.attachments,
                reviewers: self.reviewers.unwrap_or(Reviewers::Role),
                secret: self.secret,
                sealed_out: self.sealed_out,
                seal_key: self.seal_key,
                compliance: self.compliance,
                bodies: match self.open_parts {
                    true => Bodies::Parts,
                    false => Bodies::Closed,
                },
                review: self.review,
                key: super::pseudonyms::KeyOut::of(
                    self.pseudonyms_out,
                    self.passphrase_file,
                    self.draw,
                )?,
                looked: self.looked,
            }),
            "verify" if paths.len() > 1 => {
                return Err(usage("verify takes one package at a time"));
            }
            "verify" => Command::Verify(Verify {
                package: paths.remove(0),
                json: self.json,
                seals: self.seals,
                allowed_signers: self.allowed_signers,
                tsa_root: self.tsa_root,
            }),
            _leakcheck => {
                let package = paths.remove(0);
                if paths.is_empty() {
                    return Err(usage("leakcheck needs the sources of the package as well"));
                }
                Command::Leakcheck {
                    package,
                    decisions: self.decisions.ok_or_else(|| needed("decisions"))?,
                    sources: all(paths),
                    looked: self.looked,
                }
            }
        })
    }
}

pub(super) fn once<T>(slot: &mut Option<T>, name: &str, value: T) -> Result<(), CliError> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(usage(&format!("--{name} is given twice"))),
    }
}

pub(super) fn value(parser: &mut lexopt::Parser) -> Result<OsString, CliError> {
    parser.value().map_err(misread)
}

pub(super) fn text(parser: &mut lexopt::Parser) -> Result<String, CliError> {
    value(parser)?
        .into_string()
        .map_err(|value| usage(&format!("{value:?} is not text in UTF-8")))
}

pub(super) fn misread(error: lexopt::Error) -> CliError {
    CliError::Usage(error.to_string())
}

pub(super) fn usage(text: &str) -> CliError {
    CliError::Usage(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Result<Command, &str>) {
        let found = parse(line.split_whitespace().map(OsString::from));
        match (found, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{line}"),
            (Err(found), Err(expected)) => assert_eq!(found.to_string(), expected, "{line}"),
            (found, expected) => panic!("{line}: {found:?}, expected {expected:?}"),
        }
    }

    fn usual(paths: &[&str]) -> Inputs {
        Inputs {
            paths: paths.iter().map(|path| path.into()).collect(),
            limits_times: 1,
        }
    }

    #[test]
    fn whole_lines_become_commands() {
        check("--help", Ok(Command::Help));
        check("build --help", Ok(Command::Help));
        check("-V", Ok(Command::Version));
        check(
            "inspect a.zip b.txt --messages",
            Ok(Command::Inspect {
                inputs: usual(&["a.zip", "b.txt"]),
                messages: true,
                decisions: None,
            }),
        );
        check(
            "inspect a.zip --decisions d.json --raise-limits 4",
            Ok(Command::Inspect {
                inputs: Inputs {
                    paths: vec!["a.zip".into()],
                    limits_times: 4,
                },
                messages: false,
                decisions: Some("d.json".into()),
            }),
        );
        check(
            "batch --out tables --without-digests",
            Ok(Command::Batch(Batch {
                inputs: usual(&[]),
                out: Some("tables".into()),
                digests: false,
            })),
        );
        check(
            "suggest a.zip --countries GB,FR --terms t.csv",
            Ok(Command::Suggest {
                inputs: usual(&["a.zip"]),
                countries: Some("GB,FR".to_owned()),
                terms: Some("t.csv".into()),
            }),
        );
        check(
            "build --out=o.zip a.zip --decisions d.json --created t --attachments withheld --reviewers initials --decisions-out e.json --by=Bea",
            Ok(Command::Build(Build {
                inputs: usual(&["a.zip"]),
                decisions: "d.json".into(),
                decisions_out: Some("e.json".into()),
                by: Some("Bea".to_owned()),
                created: "t".into(),
                out: "o.zip".into(),
                attachments: Some(MediaChoice::Withheld),
                reviewers: Reviewers::Initials,
                secret: None,
                sealed_out: None,
                seal_key: None,
                compliance: None,
                bodies: Bodies::Closed,
                review: None,
                key: None,
                looked: false,
            })),
        );
        let hex = "0A".repeat(32);
        check(
            &format!(
                "build a --decisions d --created t --out o --sealed-out s --secret {hex} --open-parts"
            ),
            Ok(Command::Build(Build {
                inputs: usual(&["a"]),
                decisions: "d".into(),
                decisions_out: None,
                by: None,
                created: "t".into(),
                out: "o".into(),
                attachments: None,
                reviewers: Reviewers::Role,
                secret: Some(Secret([10; 32])),
                sealed_out: Some("s".into()),
                seal_key: None,
                compliance: None,
                bodies: Bodies::Parts,
                review: None,
                key: None,
                looked: false,
            })),
        );
        check(
            &format!("verify --json --root {hex} -- -p.zip"),
            Ok(Command::Verify(Verify {
                package: "-p.zip".into(),
                json: true,
                seals: Told::read(&"0a".repeat(32)).into_iter().collect(),
                allowed_signers: None,
                tsa_root: None,
            })),
        );
        check(
            "leakcheck p.zip --decisions d.json a.zip",
            Ok(Command::Leakcheck {
                package: "p.zip".into(),
                decisions: "d.json".into(),
                sources: usual(&["a.zip"]),
                looked: false,
            }),
        );
    }

    #[test]
    fn slips_are_named() {
        check("", Err("a command is missing"));
        check("open a.zip", Err("there is no command \"open\""));
        check("inspect", Err("inspect needs the name of a file"));
        check("inspect a.zip --json", Err("invalid option '--json'"));
        check(
            "build a.zip --created t --out o",
            Err("build needs --decisions"),
        );
        check("build a --out o --out p", Err("--out is given twice"));
        check(
            "inspect a --raise-limits 1",
            Err("--raise-limits is \"1\", expected a whole number from 2 to 1024"),
        );
        check("build a --secret 00", Err("--secret is not 64 hex digits"));
        check(
            "verify a --root zz",
            Err("--root is neither ROOT:RECORDS:MESSAGES nor 64 hex digits"),
        );
        check(
            "verify a.zip b.zip",
            Err("verify takes one package at a time"),
        );
        check(
            "leakcheck p.zip --decisions d",
            Err("leakcheck needs the sources of the package as well"),
        );
        check(
            "build a --attachments some",
            Err("--attachments is \"some\", expected \"cleaned\", \"as-they-are\" or \"withheld\""),
        );
        check(
            "build a.zip --reviewers nobody",
            Err("--reviewers is \"nobody\", expected \"role\", \"initials\" or \"name\""),
        );
    }
}
