//! The checks: their ids, what each means when it passed, and the list of what failed.

use super::{Check, CheckState};

/// Places named for each check; the rest is counted.
const PLACES_LIMIT: usize = 25;

/// One check. Its number is its stable id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Id {
    /// V01
    Readable,
    /// V02
    Container,
    /// V03
    Names,
    /// V04
    Folder,
    /// V05
    BagIt,
    /// V06
    BagInfo,
    /// V07
    Files,
    /// V08
    Manifests,
    /// V09
    Digests,
    /// V10
    TagManifests,
    /// V11
    Signatures,
    /// V12
    Messages,
    /// V13
    Page,
    /// V14
    Transcript,
    /// V15
    Attachments,
    /// V16
    RedactionLog,
    /// V17
    Custody,
    /// V18
    Seal,
    /// V19
    Openings,
    /// V20
    Proof,
    /// V21
    Root,
    /// V22
    Signed,
    /// V23
    Signer,
    /// V24
    Timed,
    /// V25
    TimeRoot,
    /// V26
    Certificates,
    /// V27
    Review,
}

impl Id {
    /// In the order of the report.
    pub(super) const ALL: [Id; 27] = [
        Id::Readable,
        Id::Container,
        Id::Names,
        Id::Folder,
        Id::BagIt,
        Id::BagInfo,
        Id::Files,
        Id::Manifests,
        Id::Digests,
        Id::TagManifests,
        Id::Signatures,
        Id::Messages,
        Id::Page,
        Id::Transcript,
        Id::Attachments,
        Id::RedactionLog,
        Id::Custody,
        Id::Seal,
        Id::Openings,
        Id::Proof,
        Id::Root,
        Id::Signed,
        Id::Signer,
        Id::Timed,
        Id::TimeRoot,
        Id::Certificates,
        Id::Review,
    ];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Id::Readable => ("V01", "the zip can be read from end to end"),
            Id::Container => (
                "V02",
                "every byte of the container is what its content asks for",
            ),
            Id::Names => ("V03", "no name is refused and none stands twice"),
            Id::Folder => ("V04", "everything stands in one top folder"),
            Id::BagIt => ("V05", "bagit.txt is exact"),
            Id::BagInfo => ("V06", "bag-info.txt is exact and agrees with the content"),
            Id::Files => (
                "V07",
                "every file that must be there is, and nothing else is",
            ),
            Id::Manifests => (
                "V08",
                "both manifests are exact and list the whole payload and nothing else",
            ),
            Id::Digests => ("V09", "every SHA-256 and SHA-512 of the payload is right"),
            Id::TagManifests => (
                "V10",
                "both tag manifests are exact and complete and their digests are right",
            ),
            Id::Signatures => ("V11", "signatures/ holds only what may be added later"),
            Id::Messages => (
                "V12",
                "messages.jsonl is well formed and numbered without a gap",
            ),
            Id::Page => (
                "V13",
                "transcript.html shows every record of messages.jsonl with the same words",
            ),
            Id::Transcript => (
                "V14",
                "transcript.txt shows every record of messages.jsonl with the same words",
            ),
            Id::Attachments => (
                "V15",
                "attachments.csv, messages.jsonl and data/media agree",
            ),
            Id::RedactionLog => (
                "V16",
                "both redaction logs agree with each other and with every mark",
            ),
            Id::Custody => ("V17", "the lines of custody.jsonl are chained"),
            Id::Seal => ("V18", "the leaves of every seal come to its number"),
            Id::Openings => ("V19", "every opening comes to its leaf"),
            Id::Proof => (
                "V20",
                "what is shown is what was sealed, where the proof opens it, and nothing is missing",
            ),
            Id::Root => ("V21", "every seal number that was given is that of a seal"),
            Id::Signed => (
                "V22",
                "every signature is one of this package, or of a seal in it",
            ),
            Id::Signer => ("V23", "a key that was given signed the package"),
            Id::Timed => (
                "V24",
                "every time stamp is one of this package, or of a seal in it",
            ),
            Id::TimeRoot => ("V25", "a time stamp leads to a certificate that was given"),
            Id::Certificates => (
                "V26",
                "the drafts of certificates say what follows from the rest",
            ),
            Id::Review => ("V27", "the review set says what messages.jsonl says"),
        }
    }
}

/// What failed so far.
#[derive(Default)]
pub(super) struct Ledger {
    failed: Vec<(Id, Option<String>, String)>,
    more: Vec<(Id, u64)>,
    skipped: Vec<Id>,
}

impl Ledger {
    /// Notes a failure. `place` is a file of the package, `text` says what is wrong and where in it.
    pub(super) fn fail(&mut self, id: Id, place: Option<&str>, text: impl Into<String>) {
        let n_known = self
            .failed
            .iter()
            .filter(|(known, _, _)| *known == id)
            .count();
        if n_known < PLACES_LIMIT {
            self.failed
                .push((id, place.map(str::to_owned), text.into()));
            return;
        }
        match self.more.iter_mut().find(|(known, _)| *known == id) {
            Some((_, n_more)) => *n_more += 1,
            None => self.more.push((id, 1)),
        }
    }

    /// The check could not run, or not on everything: it is not listed as passed.
    pub(super) fn skip(&mut self, ids: &[Id]) {
        self.skipped.extend_from_slice(ids);
    }

    /// Whether that check failed.
    pub(super) fn has_failed(&self, id: Id) -> bool {
        self.failed.iter().any(|(known, _, _)| *known == id)
    }

    /// Whether every check passed.
    pub(super) fn is_clean(&self) -> bool {
        self.failed.is_empty()
    }

    /// Whether this check failed and no other did.
    pub(super) fn only(&self, id: Id) -> bool {
        self.has_failed(id) && self.failed.iter().all(|(known, _, _)| *known == id)
    }

    /// How many failures there are in all.
    pub(super) fn n_failed(&self) -> u64 {
        self.failed.len() as u64 + self.more.iter().map(|(_, n_more)| n_more).sum::<u64>()
    }

    /// The first failure in the order of the report.
    pub(super) fn first(&self) -> Option<(Option<&str>, &str)> {
        self.failed
            .iter()
            .min_by_key(|(id, _, _)| *id)
            .map(|(_, place, text)| (place.as_deref(), text.as_str()))
    }

    /// Passed and failed, in the order of checking.
    pub(super) fn checks(&self) -> Vec<Check> {
        let mut out = Vec::new();
        for id in Id::ALL {
            let (word, passed) = id.words();
            let before = out.len();
            for (known, place, text) in &self.failed {
                if *known == id {
                    out.push(check(word, CheckState::Failed, place.clone(), text));
                }
            }
            if let Some((_, n_more)) = self.more.iter().find(|(known, _)| *known == id) {
                let text = format!("and {n_more} more of this kind");
                out.push(check(word, CheckState::Failed, None, &text));
            }
            if out.len() == before && !self.skipped.contains(&id) {
                out.push(check(word, CheckState::Passed, None, passed));
            }
        }
        out
    }
}

fn check(id: &str, state: CheckState, place: Option<String>, text: &str) -> Check {
    Check {
        id: id.to_owned(),
        state,
        place,
        text: text.to_owned(),
    }
}
