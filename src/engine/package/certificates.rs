//! Drafts of certificates: forms for a person to complete, each with what the program observed and
//! what people typed. They state nothing else.
//!
//! Must never: hold a name, a size or a digest of an export, or a digest of anything withheld.

use super::bag::{one_line, package_name};
use super::custody::stated;
use super::html::grouped;
use super::plan::Material;
use super::reviewers::called;
use crate::engine::decision::DecisionLog;

/// The forms: each after a line with its name.
const FORMS: &str = include_str!("templates/certificates.txt");

const DRAFT: &str = "\
DRAFT, for a person to check, to complete and to sign. The program wrote down
what it did and what people typed, and certifies nothing. It cannot know that
the export was genuine, complete or unchanged before it was opened: an export
is a text file that anyone can edit. Lines are left for what it does not know.
";

const NOBODY: &str = "Nobody recorded how the exports came here.\n";

/// Path and content of each.
pub(super) fn files(material: &Material, log: &DecisionLog) -> Vec<(String, String)> {
    let observed = observed(material, log);
    let forms = FORMS.split("=== ").filter_map(|form| form.split_once('\n'));
    let filled = forms.map(|(name, form)| {
        let text = form
            .replace("{draft}", DRAFT)
            .replace("{observed}", &observed);
        (format!("data/certificates/{name}.txt"), text)
    });
    filled.collect()
}

fn observed(material: &Material, log: &DecisionLog) -> String {
    let (options, plan) = (&material.options, &material.plan);
    let n_records = plan.threads.iter().map(|thread| thread.thread.n_records());
    let n_records: u64 = n_records.map(u64::from).sum();
    let mut out = format!(
        "WHAT THE PROGRAM OBSERVED\n\n\
         Package: {}\n\
         Made: {}, by the clock of the device, with {}\n\
         Threads: {}\nRecords: {}\nFiles in data/media: {}\nRows of the redaction log: {}\n\
         Digests of every file: manifest-sha256.txt, manifest-sha512.txt\n",
        package_name(material),
        one_line(options.created.as_str()),
        one_line(&options.tool),
        grouped(plan.threads.len() as u64),
        grouped(n_records),
        grouped(plan.media.len() as u64),
        grouped(plan.rows.len() as u64),
    );
    let seals = plan
        .threads
        .iter()
        .filter_map(|thread| thread.seal.as_ref());
    for (number, seal) in seals.enumerate() {
        out += &format!("Number of seal {}: {}\n", number + 1, seal.number());
    }
    out + &said(material, log)
}

/// What the forms of intake say.
fn said(material: &Material, log: &DecisionLog) -> String {
    let mut out = "\nWHAT PEOPLE SAY OF THE EXPORTS, AND NOBODY CHECKED\n\n".to_owned();
    let claims = stated(material, log);
    if claims.is_empty() {
        out += NOBODY;
    }
    for (number, claim) in claims {
        out += &format!("Source {number}\n");
        for (words, answer) in [
            ("exported or handed over by", &claim.intake.who),
            ("device", &claim.intake.device),
            ("version of the app", &claim.intake.app),
            ("how it was exported", &claim.intake.how),
        ] {
            if !answer.is_empty() {
                out += &format!("    {words}: {}\n", one_line(answer));
            }
        }
        let by = called(&claim.by, material.options.reviewers);
        let (by, on) = (one_line(&by), claim.at.utc_date());
        out += &format!("    recorded by: {by}\n    recorded on: {on}\n");
    }
    out
}
