//! The build itself, in steps: resolve the decisions, walk over the records, compare the files, make
//! every payload file once for its digests, then make all again and write them in the order of names.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::certificates;
use super::cleaning::{self, Cleaning, Outcomes, is_copied};
use super::copies::{Compare, extended};
use super::custody;
use super::measure::{Measure, estimate};
use super::outgoing::EntryAt;
use super::payload::payload;
use super::plan::{Material, Plan};
use super::review::ReviewSet;
use super::walk::Walk;
use super::write::{Writing, Wrote};
use super::{
    BuildError, BuildOptions, Built, Kept, Sink, Suggestions, check, key_table, shown_orders, times,
};
use crate::engine::case::{Case, ThreadId};
use crate::engine::decision::{DecisionId, DecisionLog, Disclosure};
use crate::engine::job::{Progress, STEP_BYTES, Step};
use crate::engine::orders;
use crate::engine::redact::Redactions;
use crate::engine::session::protocol::MediaChoice;

/// A build in steps: first every payload file is made once to learn its digests, then all is
/// written in the order of names.
pub struct BuildJob {
    case: Rc<Case>,
    log: DecisionLog,
    options: BuildOptions,
    phase: Phase,
    meter: Meter,
    suggestions: Suggestions,
    kept: Kept,
}

/// Where a build is. Each holds what the next needs.
enum Phase {
    Resolve(DecisionLog, Known),
    Walk(Box<Material>, Walk, Known),
    Compare(Box<Material>, Compare),
    Clean(Box<Material>, Cleaning, Copied),
    Measure(Box<Material>, Measure),
    Write(Box<Material>, Writing),
    Ended,
}

/// What is known of copies: nothing yet, or where they are and which decision of the person a
/// decision about a copy stands for.
type Copied = Option<(BTreeSet<EntryAt>, BTreeMap<DecisionId, DecisionId>)>;

/// What is known of the files before the last walk.
#[derive(Default)]
struct Known {
    copied: Copied,
    /// Where clean copies are asked for: what became of each file.
    outcomes: Option<Rc<Outcomes>>,
}

/// Counts what is done against what was estimated, so that the whole is known at the start.
#[derive(Debug, Default)]
pub(super) struct Meter {
    done: u64,
    total: u64,
    left: u64,
}

impl Meter {
    /// A stretch of that many units begins; what was left of the one before counts as done.
    pub(super) fn begin(&mut self, estimate: u64) {
        self.done += self.left;
        self.left = estimate;
    }

    /// Some of the stretch is done; more than was estimated does not count.
    pub(super) fn advance(&mut self, n: u64) {
        let counted = n.min(self.left);
        self.left -= counted;
        self.done += counted;
    }

    fn progress(&self) -> Progress {
        Progress {
            done: self.done.min(self.total),
            total: self.total.max(1),
        }
    }
}

impl BuildJob {
    /// Prepares a build.
    ///
    /// Errors: `DigestMissing`, `SourceMissing`, `NoReason`, `NoThread`.
    pub fn new(
        case: Rc<Case>,
        log: &DecisionLog,
        options: BuildOptions,
    ) -> Result<BuildJob, BuildError> {
        check::before(&case, log)?;
        if let Some(review) = &options.review {
            review
                .check()
                .map_err(|error| BuildError::Review(Box::new(error)))?;
        }
        let mut case = case;
        orders::apply(Rc::make_mut(&mut case), log);
        shown_orders::apply(Rc::make_mut(&mut case), log);
        let plan = Plan::new(&case, &options)?;
        let total = expected(&case, &plan, &options);
        Ok(BuildJob {
            case,
            log: log.clone(),
            options,
            phase: Phase::Resolve(log.clone(), Known::default()),
            meter: Meter {
                total,
                ..Meter::default()
            },
            suggestions: Suggestions::default(),
            kept: Kept::default(),
        })
    }

    /// With what the README says of suggestions. It says [`Suggestions::Open`] otherwise.
    pub fn telling(self, suggestions: Suggestions) -> BuildJob {
        BuildJob {
            suggestions,
            ..self
        }
    }

    /// Does some of it; writes to `sink` in the second half.
    ///
    /// Cost: about [`STEP_BYTES`] read or written; the first step resolves all decisions.
    /// Errors: [`BuildError`]; the job is over then.
    pub fn step(&mut self, sink: &mut dyn Sink) -> Result<Step<Built>, BuildError> {
        let mut worked = 0;
        while worked < STEP_BYTES as u64 {
            let phase = std::mem::replace(&mut self.phase, Phase::Ended);
            let (phase, n) = match phase {
                Phase::Resolve(log, known) => (self.resolve(&log, known)?, STEP_BYTES as u64),
                Phase::Walk(material, walk, known) => self.walk(material, walk, known)?,
                Phase::Clean(material, cleaning, copied) => {
                    self.clean(material, cleaning, copied)?
                }
                Phase::Compare(material, compare) => self.compare(material, compare)?,
                Phase::Measure(material, measure) => self.measure(material, measure)?,
                Phase::Write(material, mut writing) => {
                    match writing.step(&material, sink, &mut self.meter)? {
                        Wrote::All(built) => {
                            self.kept = self.kept_of(&material, &built.sha256);
                            return Ok(Step::Done(built));
                        }
                        Wrote::Some(n) => (Phase::Write(material, writing), n),
                    }
                }
                Phase::Ended => return Err(BuildError::Ended),
            };
            self.phase = phase;
            worked += n;
        }
        Ok(Step::More(self.meter.progress()))
    }

    /// What whoever builds keeps of it, once it is done.
    pub fn kept(&mut self) -> Kept {
        std::mem::take(&mut self.kept)
    }

    fn kept_of(&self, material: &Material, package_sha256: &str) -> Kept {
        let threads: Vec<ThreadId> = material.plan.threads.iter().map(|at| at.id).collect();
        let redactions = &material.redactions;
        let seals = material.plan.roots();
        Kept {
            disclosure: material.number.map(|number| Disclosure { number, seals }),
            pseudonyms: redactions.numbered(),
            key: Box::new(key_table::of(material)),
            drawn: redactions.drawn(&self.case, &threads, package_sha256),
        }
    }

    fn resolve(&mut self, log: &DecisionLog, known: Known) -> Result<Phase, BuildError> {
        let redactions = Redactions::resolve(&self.case, log);
        check::places(&redactions)?;
        let plan = Plan::new(&self.case, &self.options)?;
        if known.copied.is_none() {
            self.meter.begin(text_bytes(&plan));
        }
        let chat_copies = known.copied.as_ref().map(|(chat, _)| chat.clone());
        let disclosure = self.log.next_disclosure(plan.roots());
        let mut material = Material {
            number: disclosure.map(|one| one.number),
            zones: Vec::new(),
            case: Rc::clone(&self.case),
            redactions,
            options: self.options.clone(),
            chat_copies: chat_copies.unwrap_or_default(),
            outcomes: known.outcomes.clone(),
            as_they_are: cleaning::as_they_are(&self.case, &self.log),
            plan,
            suggestions: self.suggestions,
            review: None,
        };
        material.zones = times::zones(&material, &self.log);
        Ok(Phase::Walk(Box::new(material), Walk::default(), known))
    }

    fn walk(
        &mut self,
        mut material: Box<Material>,
        mut walk: Walk,
        known: Known,
    ) -> Result<(Phase, u64), BuildError> {
        if let Some(n) = walk.step(&mut material)? {
            self.meter.advance(n);
            return Ok((Phase::Walk(material, walk, known), n));
        }
        let is_cleaned = has_copies(&material);
        let phase = match known.copied {
            None => {
                let compare = Compare::new(&material);
                Phase::Compare(material, compare)
            }
            copied if is_cleaned && known.outcomes.is_none() => {
                self.begin_cleaning(material, copied)
            }
            Some((_, original)) => self.begin_measuring(material, &original),
        };
        Ok((phase, 0))
    }

    fn compare(
        &mut self,
        material: Box<Material>,
        mut compare: Compare,
    ) -> Result<(Phase, u64), BuildError> {
        if let Some(n) = compare.step(&material)? {
            return Ok((Phase::Compare(material, compare), n));
        }
        let copies = compare.finish(&material);
        if copies.withheld.is_empty() && copies.chat.is_empty() {
            let phase = if has_copies(&material) {
                self.begin_cleaning(material, Some(Default::default()))
            } else {
                self.begin_measuring(material, &BTreeMap::new())
            };
            return Ok((phase, 0));
        }
        let (log, original) = extended(&self.log, &material, &copies.withheld);
        let known = Known {
            copied: Some((copies.chat, original)),
            outcomes: None,
        };
        Ok((Phase::Resolve(log, known), 0))
    }

    fn begin_cleaning(&mut self, material: Box<Material>, copied: Copied) -> Phase {
        let media = &material.plan.media;
        self.meter
            .begin(media.iter().map(|media| media.size_bytes).sum());
        let cleaning = Cleaning::new(&material);
        Phase::Clean(material, cleaning, copied)
    }

    fn clean(
        &mut self,
        mut material: Box<Material>,
        mut cleaning: Cleaning,
        copied: Copied,
    ) -> Result<(Phase, u64), BuildError> {
        if let Some(n) = cleaning.step(&material)? {
            self.meter.advance(n);
            return Ok((Phase::Clean(material, cleaning, copied), n));
        }
        let known = Known {
            copied,
            outcomes: Some(Rc::new(cleaning.finish())),
        };
        // Numbers and rows follow from what goes out, so all is walked over once more.
        material.plan = Plan::new(&self.case, &self.options)?;
        material.outcomes.clone_from(&known.outcomes);
        Ok((Phase::Walk(material, Walk::default(), known), 0))
    }

    fn begin_measuring(
        &mut self,
        mut material: Box<Material>,
        original: &BTreeMap<DecisionId, DecisionId>,
    ) -> Phase {
        let review = self.options.review.as_ref();
        material.review = review.map(|options| ReviewSet::plan(&material, options));
        let custody = custody::file(&material, &self.log, original);
        let certificates = certificates::files(&material, &self.log);
        let files = payload(&material, custody, certificates);
        let once: u64 = files
            .iter()
            .map(|file| estimate(&material, &file.content))
            .sum();
        self.meter.begin(0);
        self.meter.total = self.meter.done + 2 * once;
        Phase::Measure(material, Measure::new(files))
    }

    fn measure(
        &mut self,
        mut material: Box<Material>,
        mut measure: Measure,
    ) -> Result<(Phase, u64), BuildError> {
        if let Some(n) = measure.step(&mut material, &mut self.meter)? {
            return Ok((Phase::Measure(material, measure), n));
        }
        let writing = Writing::new(&material, measure.finish());
        Ok((Phase::Write(material, writing), 0))
    }
}

/// Whether any file goes out as a copy.
fn has_copies(material: &Material) -> bool {
    let mut media = material.plan.media.iter();
    media.any(|media| is_copied(material, media.at))
}

/// The whole of the work, before anything is known of what is withheld.
fn expected(case: &Case, plan: &Plan, options: &BuildOptions) -> u64 {
    let texts: u64 = plan
        .threads
        .iter()
        .map(|thread| 2 * super::measure::thread_estimate(&thread.thread))
        .sum();
    let mut entries: BTreeSet<EntryAt> = BTreeSet::new();
    for thread in &plan.threads {
        let named = thread.thread.attachments.iter();
        entries.extend(named.filter_map(|named| Some((thread.source, named.entry?))));
    }
    let n_readings = match options.media {
        MediaChoice::Withheld => 0,
        MediaChoice::AsTheyAre => 2,
        MediaChoice::Cleaned => 3,
    };
    let media: u64 = entries
        .iter()
        .filter_map(|(source, entry)| case.sources.get(*source)?.archive.entry(*entry))
        .map(|entry| n_readings * entry.size_bytes)
        .sum();
    text_bytes(plan) + texts + media
}

fn text_bytes(plan: &Plan) -> u64 {
    let texts = plan.threads.iter();
    texts.map(|thread| thread.thread.text.len() as u64).sum()
}
