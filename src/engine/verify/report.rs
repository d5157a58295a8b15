//! What a verification came to, in words and as rows.

use super::checks::Id;
use super::job::VerifyJob;
use super::signed::{SignedBy, TAG_MANIFEST};
use super::timed::{TimeRow, Trust};
use super::{Check, CheckState, NOT_CHECKED, Report, SHOWN, SHOWN_WITH_PROOF, Verdict, proof};

impl VerifyJob {
    /// Compares with the roots that are known.
    pub(super) fn check_roots(&mut self) {
        if self.expected.roots.is_empty() {
            return self.book.ledger.skip(&[Id::Root]);
        }
        let found = self.roots();
        for root in &self.expected.roots {
            if !found.contains(root) {
                let text = match found.len() {
                    0 => format!("no seal here comes to the root {root}"),
                    _ => format!(
                        "the root {root} is not that of a seal here: {}",
                        found.join(", ")
                    ),
                };
                self.book.ledger.fail(Id::Root, Some("data/proof"), text);
            }
        }
    }

    fn roots(&self) -> Vec<String> {
        let seals = self.book.facts.seals.values();
        seals.filter_map(|seal| seal.root.clone()).collect()
    }

    /// What it all came to.
    pub(super) fn report(&self) -> Report {
        if let Some(report) = &self.exhibit {
            return report.clone();
        }
        let ledger = &self.book.ledger;
        let result = match (self.is_package, ledger.is_clean()) {
            (false, _) => Verdict::NotAPackage,
            (true, true) => Verdict::Valid,
            (true, false) => Verdict::NotValid,
        };
        let sha256 = self.whole.sha256(&*self.source);
        Report {
            result,
            headline: self.headline(result),
            sha256,
            checks: self.checks(),
            not_checked: self.not_checked(),
            signatures: self.signatures.clone(),
            times: self.times.clone(),
            signable: match result {
                Verdict::Valid => self.book.facts.signable(),
                Verdict::NotValid | Verdict::NotAPackage => Vec::new(),
            },
        }
    }

    /// Names the roots where they are passed: people compare them by eye.
    fn checks(&self) -> Vec<Check> {
        let mut checks = self.book.ledger.checks();
        let passed = |check: &&mut Check| check.id == "V18" && check.state == CheckState::Passed;
        if let Some(seals) = checks.iter_mut().find(passed) {
            seals.text = format!("{}: {}", seals.text, self.roots().join(", "));
        }
        checks
    }

    fn not_checked(&self) -> Vec<String> {
        let has_proof = !self.book.facts.seals.is_empty();
        let shown = if has_proof { SHOWN_WITH_PROOF } else { SHOWN };
        let mut out: Vec<String> = NOT_CHECKED.map(str::to_owned).to_vec();
        out.push(shown.to_owned());
        out.extend(proof::not_proven(&self.book));
        let strange = self.book.facts.strange_texts.iter();
        out.extend(strange.map(|name| {
            format!("{name} is not the one that this version of the program writes: read it before you rely on it")
        }));
        out
    }

    fn headline(&self, result: Verdict) -> String {
        let ledger = &self.book.ledger;
        if result == Verdict::Valid {
            return self.origin();
        }
        if ledger.only(Id::Container) {
            return "Not valid: container changed, contents match".to_owned();
        }
        let Some((place, text)) = ledger.first() else {
            return "Not valid".to_owned();
        };
        let more = match ledger.n_failed() {
            0 | 1 => String::new(),
            n_failed => format!(" ({n_failed} problems in all)"),
        };
        match place {
            Some(place) => format!("Not valid: {place}: {text}{more}"),
            None => format!("Not valid: {text}{more}"),
        }
    }

    /// What is known of the origin of a package that is consistent with itself.
    fn origin(&self) -> String {
        let mut known = Vec::new();
        if !self.expected.roots.is_empty() {
            known.push("with the root that was given".to_owned());
        }
        let signer = self.signatures.iter().find_map(|row| match &row.signed {
            SignedBy::Known { name } if row.covers == TAG_MANIFEST => Some(name),
            SignedBy::Known { .. } | SignedBy::Unknown | SignedBy::NotChecked => None,
        });
        if let Some(name) = signer {
            known.push(format!("signed by {name}, whose key was given"));
        }
        let stamped = |row: &&TimeRow| row.trust == Trust::Root && row.covers == TAG_MANIFEST;
        if let Some(row) = self.times.iter().find(stamped) {
            known.push(format!("stamped {} under a root that was given", row.time));
        }
        if known.is_empty() {
            return "Valid: consistent with itself; origin not checked".to_owned();
        }
        format!("Valid: consistent with itself and {}", known.join(", and "))
    }
}
