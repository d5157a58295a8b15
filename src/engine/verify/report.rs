//! What a verification came to, in words and as rows.

use super::checks::Id;
use super::job::VerifyJob;
use super::proof::{self, SealNumber, Told, has_bare_root};
use super::signed::{SignedBy, TAG_MANIFEST};
use super::timed::{TimeRow, Trust};
use super::{
    BARE_ROOT, COUNTED, CUT, Check, CheckState, NOT_CHECKED, NOT_COUNTED, Report, SHOWN,
    SHOWN_WITH_PROOF, Verdict,
};

impl VerifyJob {
    /// Compares with what is known of the seals.
    pub(super) fn check_seals(&mut self) {
        if self.expected.seals.is_empty() {
            return self.book.ledger.skip(&[Id::Root]);
        }
        let found = self.numbers();
        for told in &self.expected.seals {
            if !found.iter().any(|seal| told.fits(seal)) {
                let text = unknown(told, &found);
                self.book.ledger.fail(Id::Root, Some("data/proof"), text);
            }
        }
    }

    fn numbers(&self) -> Vec<SealNumber> {
        let seals = self.book.facts.seals.values();
        seals.filter_map(|seal| seal.number).collect()
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
            disclosure: self
                .book
                .facts
                .number()
                .filter(|_| result == Verdict::Valid),
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

    /// Names the seals where they are passed: people compare them by eye.
    fn checks(&self) -> Vec<Check> {
        let mut checks = self.book.ledger.checks();
        let bare = has_bare_root(&self.expected.seals);
        let passed = |check: &&mut Check| check.state == CheckState::Passed;
        for check in checks.iter_mut().filter(passed) {
            match check.id.as_str() {
                "V18" => check.text = format!("{}: {}", check.text, listed(&self.numbers())),
                "V21" if bare => BARE.clone_into(&mut check.text),
                _other => {}
            }
        }
        checks
    }

    fn not_checked(&self) -> Vec<String> {
        let has_proof = !self.book.facts.seals.is_empty();
        let shown = if has_proof { SHOWN_WITH_PROOF } else { SHOWN };
        let mut out: Vec<String> = NOT_CHECKED.map(str::to_owned).to_vec();
        out.push(shown.to_owned());
        if has_proof {
            let counted = match self.book.facts.number() {
                Some(_) => COUNTED,
                None => NOT_COUNTED,
            };
            out.push(counted.to_owned());
        }
        if has_bare_root(&self.expected.seals) {
            out.push(BARE_ROOT.to_owned());
        }
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
        let bare = has_bare_root(&self.expected.seals);
        if !self.expected.seals.is_empty() {
            let words = match bare {
                true => "with a root that was given without the number of records",
                false => "with the seal number that was given",
            };
            known.push(words.to_owned());
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
        let cut = if bare { CUT } else { "" };
        format!(
            "Valid: consistent with itself and {}{cut}",
            known.join(", and ")
        )
    }
}

/// What V21 means where a root alone was given.
const BARE: &str =
    "every root that was given is the root of a seal; the number of records was not given";

fn unknown(told: &Told, found: &[SealNumber]) -> String {
    let word = match told {
        Told::Number(_) => "seal number",
        Told::Root(_) => "root",
    };
    match found {
        [] => format!("no seal here has the {word} {told}"),
        _some => format!(
            "the {word} {told} is not that of a seal here: {}",
            listed(found)
        ),
    }
}

fn listed(numbers: &[SealNumber]) -> String {
    let numbers: Vec<String> = numbers.iter().map(SealNumber::to_string).collect();
    numbers.join(", ")
}
