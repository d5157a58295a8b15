//! Compliance: who may speak, what a policy forbids, whether the record is complete.
//!
//! Read [`Roster`] and [`Policy`], then [`ComplianceJob`], which asks both of a case, and [`Result`] with
//! its [`Finding`]s; [`Reviews`] folds what people decided about them, and [`report()`] writes all of it
//! down. `docs/compliance.md` describes the files and the codes.
//!
//! Invariants: a finding is a prompt and never a verdict, and says the numbers that fired it; it keeps
//! its key from run to run, so that an outcome finds it again; the same case, question and decisions give
//! the same result; nothing here changes a thread, hides a record or reads a clock; what cannot be
//! checked is said.

mod align;
mod catalogue;
mod checks;
mod counting;
mod day;
mod draft;
mod events;
mod ground;
mod job;
mod labels;
mod ledger;
mod listed;
mod lists;
mod marked;
mod matching;
mod names;
mod people;
mod policy;
mod quoting;
mod report;
mod result;
mod review;
mod roster;
mod rules;
mod sampling;
mod scan;
mod statement;
mod table;
mod voice;
mod zones;

pub use align::{AlignedRow, Alignment, Likeness};
pub use catalogue::{Code, Confidence, Severity};
pub use checks::{Member, Membership, Pair, Sureness, Timeline};
pub use day::{Day, Days, PeriodError, clock_text};
pub use draft::{At, Finding};
pub use job::{ComplianceJob, HitsJob, Question, RuleHits, align_threads};
pub use ledger::LedgerItem;
pub use listed::{LISTED, Listed, MessagesOf};
pub use marked::{Marked, Together, is_to_work};
pub use matching::{How, Match};
pub use people::{Known, PersonRow, VoiceOf};
pub use policy::{
    Channel, ChannelStatus, Clause, ClauseKind, Exclusion, POLICY_FORMAT, Policy, PolicyError,
    PolicyFault, PolicyPlace, Retention, Rule, RuleKind, STARTING, StartingPolicy,
    policy_from_json, starting_policy,
};
pub use quoting::as_quoted;
pub use report::{
    AskedWith, BulkCounts, LIMITS, LogLine, Members, PairCounts, PolicyUse, REPORT_FILES, Report,
    ReportFinding, SampleMessage, SampleResult, Stretch, TermHealth, files_to_keep, report,
    report_files, tables,
};
pub use report::{KeptError, check_kept};
pub use result::{Result, TermHits};
pub use review::{
    BulkMove, LOOKED_AT, Moved, ReviewState, Reviews, Settled, Standing, policy_name,
};
pub use roster::{
    Authorised, CardMapping, CardRole, FoundCard, Person, Phone, Roster, RosterError, RosterGrid,
    RosterProblem, Side, cards_in_case, roster_from_cards, roster_from_csv, roster_to_cards,
    roster_to_csv,
};
pub use rules::policy_terms;
pub use sampling::{NONCE_CHARS, Sample, Stratum, upper_bound_ppm};
pub use statement::{Cited, Reason, Statement, Verdict};
pub use zones::ZoneAhead;
