//! What is looked for: which detectors, which countries, which names and terms.

use super::catalogue::Detector;
use super::custom::{OwnTerm, OwnTerms};
use super::lexicon::OwnWord;
use super::names::Roster;
use super::phone::{NATIONAL, National};
use super::roles::Role;

/// What a person chose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DetectOptions {
    /// The countries of the case, as ISO 3166 writes them (`GB`). Identifiers and national numbers
    /// of other countries are not looked for.
    pub countries: Vec<String>,
    /// Detectors that are not to run.
    pub without: Vec<Detector>,
    /// Detectors that run although they are off by default.
    pub with: Vec<Detector>,
    /// Terms of the case.
    pub terms: Vec<OwnTerm>,
}

/// Off unless asked for.
const OFF: [Detector; 1] = [Detector::PlateOther];

/// Everything prepared.
pub(super) struct Setup {
    on: Vec<bool>,
    /// Countries of the case.
    pub(super) countries: Vec<[u8; 2]>,
    /// How these countries write their numbers.
    pub(super) nationals: Vec<&'static National>,
    /// Names of the case.
    pub(super) roster: Roster,
    /// Terms of the case.
    pub(super) terms: OwnTerms,
}

impl Setup {
    /// Prepares `options` for a case with these names.
    pub(super) fn new(options: &DetectOptions, names: &[String]) -> (Setup, Vec<OwnWord>) {
        let is_on = |detector: &Detector| {
            let is_here = detector.country().is_empty()
                || options
                    .countries
                    .iter()
                    .any(|country| country.eq_ignore_ascii_case(detector.country()));
            let is_default = is_here && !OFF.contains(detector);
            (is_default || options.with.contains(detector)) && !options.without.contains(detector)
        };
        let countries: Vec<[u8; 2]> = options
            .countries
            .iter()
            .filter_map(|country| <[u8; 2]>::try_from(country.to_ascii_uppercase().as_bytes()).ok())
            .collect();
        let is_here = |one: &&National| countries.contains(&one.country);
        let (roster, mut words) = Roster::new(names);
        let (terms, own) = OwnTerms::new(&options.terms);
        words.extend(own.into_iter().map(|(word, n)| (word, Role::Own(n))));
        let setup = Setup {
            on: Detector::ALL.iter().map(is_on).collect(),
            nationals: NATIONAL.iter().filter(is_here).collect(),
            countries,
            roster,
            terms,
        };
        (setup, words)
    }

    /// Whether a detector runs.
    pub(super) fn is_on(&self, detector: Detector) -> bool {
        self.on.get(detector as usize).copied().unwrap_or(false)
    }
}
