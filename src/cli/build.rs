//! Case and decisions to a disclosure package on disk, checked before it gets its name.

use std::io::Write;
use std::rc::Rc;

use super::after_args::ReviewWords;
use super::args::Build;
use super::error::CliError;
use super::part::Part;
use super::remember::{self, Remember};
use super::{
    FINE, NO, Output, add, compliance, leakcheck, open, pictures, pseudonyms, residual, undecided,
    verify, zones,
};
use crate::engine::burn::burnt_in;
use crate::engine::case::Case;
use crate::engine::decision::{DecisionKind, DecisionLog};
use crate::engine::job::Step;
use crate::engine::package::{
    Bodies, BuildJob, BuildOptions, Built, Proof, ReviewOptions, SealedJob, SealedOptions,
    seal_signatures, seal_subjects,
};
use crate::engine::seal::{KeptSeal, SealJob, Sealed};
use crate::engine::session::TOOL;
use crate::engine::session::protocol::MediaChoice;
use crate::engine::time::Instant;
use crate::engine::verify::{CheckState, Expected, Report, Verdict};

/// Builds, verifies, searches for leaks; then the package gets its name.
pub(super) fn run(build: &Build, to: &mut Output<'_>) -> Result<u8, CliError> {
    let created = Instant::from_rfc3339(&build.created).map_err(|_| CliError::Created {
        created: build.created.clone(),
    })?;
    let key = build.key.as_ref().map(pseudonyms::begin).transpose()?;
    let mut part = Part::begin(&build.out)?;
    let remember = Remember::begin(build)?;
    let mut opened = open::open_all(&build.inputs, to.err)?;
    let mut log = open::read_log(&build.decisions, &mut opened)?;
    for disclosed in std::mem::take(&mut opened.disclosed) {
        log.append(disclosed);
    }
    let case = Rc::new(opened.case);
    let seals = seals(build, &case, &opened.kept)?;
    if let Some(seals) = &seals {
        let enclosed = match &build.compliance {
            Some(folder) => compliance::read_all(folder, &case)?,
            None => Vec::new(),
        };
        save_sealed(build, (&case, &log), &created, (seals, &enclosed), to)?;
    }
    let proof = seals.map(|seals| Proof {
        seals,
        bodies: build.bodies,
    });
    let options = BuildOptions {
        created: created.clone(),
        tool: TOOL.to_owned(),
        media: media_choice(build.attachments, &log, to.err)?,
        reviewers: build.reviewers,
        threads: Vec::new(),
        burnt: burnt_in(&case, &log),
        proof,
        review: build.review.as_ref().map(review).transpose()?,
    };
    let undecided = undecided::look(&case, &log);
    let job = BuildJob::new(Rc::clone(&case), &log, options)?;
    let mut job = job.telling(undecided.became());
    let built = loop {
        if let Step::Done(built) = job.step(&mut part)? {
            break built;
        }
    };
    part.sync()?;
    let report = verify::report_on(part.path(), Expected::default())?;
    let leaks = leakcheck::search(part.path(), &case, &log)?;
    leakcheck::print(&leaks, to.err)?;
    let handed = pictures::look(part.path(), &case, &log)?;
    let n_pictures = pictures::print(handed.as_ref(), build.looked, to.err)?;
    let is_same = report.sha256 == built.sha256;
    if report.result != Verdict::Valid || !is_same || !leaks.leaks.is_empty() {
        blocked(&report, is_same, to.err)?;
        return Ok(NO);
    }
    residual::print_if_any(&residual::look(part.path(), &case, &log)?, to.err)?;
    undecided.print_if_any(to.err)?;
    for left in &built.left_behind {
        let (thread, record, why) = (left.thread, left.record, &left.why);
        writeln!(
            to.err,
            "left out, no safe copy: the file of thread {thread}, message {record}: {why}"
        )?;
    }
    let seen = build.looked || is_justified(&log, &built.sha256, leaks.visible.len());
    if n_pictures > 0 || (!seen && !leaks.visible.is_empty()) {
        not_looked_at(to.err)?;
        return Ok(NO);
    }
    let kept = job.kept();
    remember::tell(&kept, remember.is_some(), to.err)?;
    if let Some(remember) = remember {
        // A package that left and that nothing remembers would be worse than the other way round.
        part.check()?;
        remember.write(&log, &created, (&built, &kept))?;
    }
    part.finish()?;
    print_built(build, &built, to.out)?;
    if let Some(key) = key {
        key.finish(&built, created.as_str(), *kept.key, to)?;
    }
    Ok(FINE)
}

fn review(words: &ReviewWords) -> Result<ReviewOptions, CliError> {
    let clock = zones::clock_of(&words.zone).ok_or_else(|| CliError::Zone {
        zone: words.zone.clone(),
    })?;
    Ok(ReviewOptions {
        clock,
        prefix: words.prefix.clone(),
        first: words.first,
    })
}

/// The seals of everything that is open, when a secret is given or a sealed package is open.
fn seals(
    build: &Build,
    case: &Case,
    kept: &[KeptSeal],
) -> Result<Option<Vec<Rc<Sealed>>>, CliError> {
    if build.seal_key.is_some() && build.sealed_out.is_none() {
        let text = "--seal-key signs the seals of the package that --sealed-out names";
        return Err(CliError::Usage(text.to_owned()));
    }
    let mut job = match (&build.secret, kept) {
        (None, []) if build.sealed_out.is_some() || build.bodies == Bodies::Parts => {
            let text = "--sealed-out and --open-parts need --secret, or a sealed package to open";
            return Err(CliError::Usage(text.to_owned()));
        }
        (None, []) => return Ok(None),
        (Some(secret), []) => SealJob::new(case, secret, &build.created, TOOL)?,
        (None, kept) => SealJob::again(case, kept)?,
        (Some(_), kept) => {
            let n_seals = kept.len();
            return Err(CliError::SealedAlready { n_seals });
        }
    };
    loop {
        if let Step::Done(seals) = job.step()? {
            return Ok(Some(seals));
        }
    }
}

/// Writes the custodian's package, when one is asked for.
fn save_sealed(
    build: &Build,
    (case, log): (&Rc<Case>, &DecisionLog),
    created: &Instant,
    (seals, enclosed): (&[Rc<Sealed>], &[compliance::Kept]),
    to: &mut Output<'_>,
) -> Result<(), CliError> {
    let Some(out) = &build.sealed_out else {
        if build.secret.is_none() {
            return Ok(());
        }
        writeln!(
            to.err,
            "note: the secret is kept nowhere but with you; without it no later package can be \
             proven under the same seal"
        )?;
        return Ok(());
    };
    let signatures = match &build.seal_key {
        Some(key) => seal_signatures(add::seals_signed(key, &seal_subjects(seals))?),
        None => Vec::new(),
    };
    let mut part = Part::begin(out)?;
    let options = SealedOptions {
        created: created.clone(),
        tool: TOOL.to_owned(),
        seals: seals.to_vec(),
        signatures,
        enclosed: enclosed.to_vec(),
    };
    let mut job = SealedJob::new(Rc::clone(case), log, options);
    let built = loop {
        if let Step::Done(built) = job.step(&mut part)? {
            break built;
        }
    };
    part.sync()?;
    part.finish()?;
    writeln!(
        to.err,
        "sealed: {} holds the secret; keep it, and never hand it over",
        out.display()
    )?;
    writeln!(to.out, "{}  {}", built.sha256, out.display())?;
    Ok(())
}

/// Where nothing is said, the careful choice: once something is withheld no attachment goes out,
/// since it may show what was taken out of the text. Said on the way, so that nobody is surprised.
fn media_choice(
    chosen: Option<MediaChoice>,
    log: &DecisionLog,
    err: &mut dyn Write,
) -> Result<MediaChoice, CliError> {
    let withholds = log
        .standing()
        .iter()
        .any(|decision| decision.kind.codes().is_some());
    match chosen {
        Some(choice) => Ok(choice),
        None if withholds => {
            writeln!(
                err,
                "note: something is withheld, so no attachment goes out; \
                 say --attachments cleaned to hand over copies without metadata"
            )?;
            Ok(MediaChoice::Withheld)
        }
        None => Ok(MediaChoice::AsTheyAre),
    }
}

fn blocked(report: &Report, is_same: bool, err: &mut dyn Write) -> Result<(), CliError> {
    for check in &report.checks {
        if check.state == CheckState::Failed {
            writeln!(err, "{}", verify::line(check))?;
        }
    }
    if !is_same {
        writeln!(err, "what was read back is not what was written")?;
    }
    writeln!(
        err,
        "error: the package is blocked and was not saved\n  help: withhold what is listed above as \
         well, or report a failed check as a fault of this program"
    )?;
    Ok(())
}

/// Whether somebody looked at this very package, at as many places as there are.
fn is_justified(log: &DecisionLog, sha256: &str, n_visible: usize) -> bool {
    log.standing().iter().any(|decision| match &decision.kind {
        DecisionKind::Justified {
            package_sha256,
            n_places,
        } => package_sha256 == sha256 && *n_places as usize >= n_visible,
        _other => false,
    })
}

fn not_looked_at(err: &mut dyn Write) -> Result<(), CliError> {
    writeln!(
        err,
        "error: the package was not saved: a person has to look at what is listed above\n  help: \
         withhold it as well, or say --looked when somebody looked at each place"
    )?;
    Ok(())
}

/// One line as `sha256sum` prints it.
fn print_built(build: &Build, built: &Built, out: &mut dyn Write) -> Result<(), CliError> {
    writeln!(out, "{}  {}", built.sha256, build.out.display())?;
    Ok(())
}
