//! Runs the detectors over one text after the other, in the same memory. What is dear runs only
//! where something cheap says that it may find anything.

use super::body::{Body, Candidate, Out};
use super::catalogue::Detector;
use super::fold::Folded;
use super::lexicon::{Hit, Lexicon};
use super::marks::Marks;
use super::overlap::{Settled, settle};
use super::roles::Leads;
use super::setup::{DetectOptions, Setup};
use super::text::Gathered;
use super::{contact, custom, links, machines, mixed, money, names, numbers, phone};
use super::{places, secrets, wallets};

/// Everything that looking at a text needs.
pub(super) struct Scanner {
    setup: Setup,
    lexicon: Lexicon,
    folded: Folded,
    marks: Marks,
    words: Vec<Hit>,
    gathered: Gathered,
    out: Out,
}

impl Scanner {
    /// Prepares detectors for a case with these names. `None` when the terms are too many to be
    /// searched for.
    pub(super) fn new(options: &DetectOptions, names: &[String]) -> Option<Scanner> {
        let (setup, words) = Setup::new(options, names);
        Some(Scanner {
            lexicon: Lexicon::new(words)?,
            setup,
            folded: Folded::default(),
            marks: Marks::default(),
            words: Vec::new(),
            gathered: Gathered::default(),
            out: Out::default(),
        })
    }

    /// What is found in a text that was written in `year` (0: not known), settled.
    pub(super) fn look(&mut self, text: &[u8], year: u16) -> Vec<Settled> {
        self.run(text, year);
        if self.out.candidates.is_empty() {
            return Vec::new();
        }
        settle(&mut self.out.candidates)
    }

    /// What numbers are found in a text, not settled.
    pub(super) fn look_at_join(&mut self, text: &[u8]) -> &[Candidate] {
        self.run(text, 0);
        &self.out.candidates
    }

    fn run(&mut self, text: &[u8], year: u16) {
        self.folded.fold(text);
        self.marks.take(self.folded.bytes());
        let text_folded = self.folded.bytes();
        let leads = self.lexicon.find(text_folded, &self.marks, &mut self.words);
        self.out.candidates.clear();
        self.out.links.clear();
        let body = Body {
            original: text,
            folded: &self.folded,
            marks: &self.marks,
            words: &self.words,
            lexicon: &self.lexicon,
            setup: &self.setup,
            leads,
            year,
        };
        let (marks, out) = (&self.marks, &mut self.out);
        if marks.has_slash || marks.has_www {
            links::find(&body, out);
        }
        if marks.has_at {
            contact::around_at(&body, out);
        }
        in_words(&body, leads, out);
        if marks.n_digits >= 2 {
            in_digits(&body, leads, &mut self.gathered, out);
        } else if marks.n_digits == 1 {
            mixed::find(&body, &mut self.gathered, out);
            if leads.any(Leads::STREET) {
                places::streets(&body, out);
            }
            places::dates_and_ages(&body, out);
        }
        if marks.has_plus {
            places::plus_codes(&body, out);
        }
        if marks.has_colons || marks.groups.len() > 2 {
            machines::colons(&body, out);
        }
        if !marks.long_runs.is_empty() {
            wallets::addresses(&body, out);
        }
        if marks.has_angle && text.len() >= machines::PASSPORT_BYTES {
            machines::passport(&body, out);
        }
        if body.setup.is_on(Detector::SeedPhrase) {
            wallets::seeds(&body, out);
        }
        if leads.any(Leads::OWN) || body.setup.terms.has_patterns() {
            custom::find(&body, out);
        }
    }
}

/// What a word leads to: only where there is such a word.
fn in_words(body: &Body<'_>, leads: Leads, out: &mut Out) {
    if leads.any(Leads::DOT) {
        contact::spelled(body, out);
    }
    if leads.any(Leads::NAME) {
        names::of_roster(body, out);
    }
    if leads.any(Leads::PERSON) {
        names::led(body, out);
    }
    if leads.any(Leads::SECRET) {
        secrets::led(body, out);
    }
    if leads.any(Leads::DIGIT) {
        phone::in_words(body, out);
    }
    if leads.any(Leads::to(Detector::Bic)) {
        money::bank_codes(body, out);
    }
}

fn in_digits(body: &Body<'_>, leads: Leads, gathered: &mut Gathered, out: &mut Out) {
    numbers::find(body, out);
    mixed::find(body, gathered, out);
    phone::find(body, out);
    money::card_extras(body, out);
    money::sort_codes(body, out);
    secrets::codes(body, out);
    if leads.any(Leads::STREET) {
        places::streets(body, out);
    }
    places::coordinates(body, out);
    places::dates_and_ages(body, out);
    machines::ipv4(body, out);
}
