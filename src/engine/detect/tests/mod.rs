//! Every detector against values it must find and values it must not: `values.tsv`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::scanner::Scanner;
use super::*;

mod generated;
mod robust;

fn options(countries: &[&str]) -> DetectOptions {
    let term = |kind, term: &str| OwnTerm {
        kind,
        term: term.to_owned(),
    };
    DetectOptions {
        countries: countries.iter().map(|one| (*one).to_owned()).collect(),
        without: Vec::new(),
        with: vec![Detector::PlateOther],
        terms: vec![
            term(OwnKind::Word, "falcon"),
            term(OwnKind::Wildcard, "inv-*"),
        ],
    }
}

fn names() -> Vec<String> {
    [
        "Ann-Marie Sample",
        "Sample Okafor",
        "Will Sample",
        "May Sample",
        "José",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Everything found in a text: detector, score, text of the hit, and what else it could be.
fn found(text: &str, countries: &[&str]) -> Vec<(Detector, u8, String, Vec<Detector>)> {
    with(countries, |scanner| found_by(scanner, text))
}

thread_local! {
    static SCANNERS: RefCell<BTreeMap<String, Scanner>> = const { RefCell::new(BTreeMap::new()) };
}

/// Preparing a scanner takes longer than looking at a text.
fn with<T>(countries: &[&str], look: impl FnOnce(&mut Scanner) -> T) -> T {
    SCANNERS.with(|scanners| {
        let mut scanners = scanners.borrow_mut();
        let scanner = scanners
            .entry(countries.join(" "))
            .or_insert_with(|| Scanner::new(&options(countries), &names()).unwrap());
        look(scanner)
    })
}

fn found_by(scanner: &mut Scanner, text: &str) -> Vec<(Detector, u8, String, Vec<Detector>)> {
    scanner
        .look(text.as_bytes(), 2024)
        .into_iter()
        .map(|one| {
            let span = one.hit.span;
            let bytes = &text.as_bytes()[span.start as usize..span.end() as usize];
            let hit = String::from_utf8(bytes.to_vec()).unwrap();
            let also = one.also.into_iter().map(|(detector, _)| detector).collect();
            (one.hit.detector, one.hit.score.points(), hit, also)
        })
        .collect()
}

/// The countries under which a detector's values are tried.
fn countries(detector: Detector) -> Vec<&'static str> {
    match detector.country() {
        "" => vec!["GB", "US", "FR"],
        country => vec![country],
    }
}

#[test]
fn values_are_found_and_look_alikes_are_not() {
    let mut wrong = Vec::new();
    for line in include_str!("values.tsv").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, answer, text] = fields.as_slice() else {
            panic!("{line}");
        };
        let detector = Detector::from_id(id).unwrap_or_else(|| panic!("{id}"));
        let (text, expected) = match text.split_once("[[") {
            Some((before, rest)) => {
                let (hit, after) = rest.split_once("]]").unwrap();
                (format!("{before}{hit}{after}"), Some(hit.to_owned()))
            }
            None => ((*text).to_owned(), None),
        };
        let found = found(&text, &countries(detector));
        let is_right = match *answer {
            "yes" => found.iter().any(|(is, points, hit, _)| {
                *is == detector
                    && *points >= PROPOSE
                    && expected.as_ref().is_none_or(|expected| expected == hit)
            }),
            "no" => found
                .iter()
                .all(|(is, _, _, also)| *is != detector && !also.contains(&detector)),
            other => panic!("{other}"),
        };
        if !is_right {
            wrong.push(format!("{line}\n    found {found:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_detector_has_values_of_both_kinds() {
    let lines: BTreeSet<(&str, &str)> = include_str!("values.tsv")
        .lines()
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some((fields.next()?, fields.next()?))
        })
        .collect();
    for detector in Detector::ALL {
        assert!(
            lines.contains(&(detector.id(), "no")),
            "{}: no",
            detector.id()
        );
        assert!(
            lines.contains(&(detector.id(), "yes")) || generated::MADE.contains(detector),
            "{}: yes",
            detector.id()
        );
    }
}

#[test]
fn a_card_is_not_two_telephone_numbers() {
    let found = found("4999 9999 9999 9996", &["GB", "US"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, Detector::Card);
}

#[test]
fn identifiers_of_other_countries_are_not_looked_for() {
    let is_nhs = |countries: &[&str]| {
        found("999 424 2423", countries)
            .iter()
            .any(|one| one.0 == Detector::GbNhs)
    };
    assert!(is_nhs(&["GB"]));
    assert!(is_nhs(&["fr", "gb"]));
    assert!(!is_nhs(&["FR"]));
    assert!(!is_nhs(&[]));
}

#[test]
fn scores_tell_their_reasons() {
    let mut scanner = Scanner::new(&options(&["GB"]), &names()).unwrap();
    let settled = scanner.look(b"my card: 4999 9999 9999 9996", 2024);
    let reasons: Vec<String> = settled[0]
        .hit
        .score
        .reasons()
        .map(|r| r.to_string())
        .collect();
    assert_eq!(
        reasons,
        [
            "shape +30",
            "usual grouping +15",
            "luhn holds +40",
            "word \"card\" 2 before +25"
        ]
    );
    assert_eq!(settled[0].hit.score.points(), 100);
}

#[test]
fn sure_things_are_chosen_beforehand_and_guesses_are_not() {
    let points = |text: &str| found(text, &["GB"]).first().map_or(0, |one| one.1);
    assert!(points("+44 7700 900123") >= PRESELECT);
    assert!(points("4999 9999 9999 9996") >= PRESELECT);
    assert!(points("4999999999999996") < PRESELECT);
    assert!(points("I'm Zed") < PRESELECT);
}
